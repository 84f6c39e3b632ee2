"""A dossier on the command line: the facts of the window's page, as text, as JSON, as PDF, as a workbook."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from town import Town, changed

from safety_desk import cli
from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import DOSSIERS
from safety_desk.ledgers.certificate import Certificate
from safety_desk.ledgers.firm.compliance import RULES
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.paths import Office
from safety_desk.tasks.dossier import doors, whole

DOSSIER = DOSSIERS["enterprises"]


@pytest.fixture
def mill(store: Store, town: Town, make: Callable[..., Any]) -> int:
    """The mill, at high risk, with two open hidden dangers and a certificate that has ended."""
    mill = changed(store, town.mill, is_high_risk=True, tags=("涉爆粉尘",)).id
    for n in range(2):
        make(HiddenDanger, enterprise=mill, found_date=dt.date(2026, 11, 1), description=f"疏散通道堵塞{n}")
    ended = {"valid_to": dt.date(2026, 1, 1)}
    make(Certificate, enterprise=mill, person_name="王某", kind="安全管理人员合格证", cert_no="A1", **ended)
    return mill or 0


def run(office: Office, capsys: Any, *words: object) -> tuple[int, str, str]:
    status = cli.main(["--office", str(office.folder), "dossier", *map(str, words)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_every_rule_is_told_with_its_records(store: Store, mill: int) -> None:
    told = whole(store, DOSSIER, mill)
    assert (
        [verdict.code for verdict in told.verdicts] == [rule.code for rule in RULES] == [r.code for r in DOSSIER.rules]
    )
    blocked = next(verdict for verdict in told.verdicts if verdict.code == "C11")
    [(ledger, records, where)] = doors(store, blocked.records)
    assert (ledger.name, len(records)) == ("hidden_dangers", 2)
    assert store.ids(HiddenDanger, where) == [record.id for record in records]


def test_text_and_json_tell_the_same(office: Office, mill: int, capsys: Any) -> None:
    status, text, _ = run(office, capsys, "企业台账", mill)
    assert status == 0
    lines = text.splitlines()
    assert lines[0] == "一企一档：茂林竹木制品有限公司"
    assert any(line.startswith("  缺  统一社会") or "涉爆粉尘台账" in line for line in lines)
    assert any(
        "C11  不符合" in line and "安全生产法第四十二条" in line and "隐患 YH-2026-000" in line for line in lines
    )
    assert "隐患  2  未销号 2" in " ".join(text.split("\n"))
    told = json.loads(run(office, capsys, "enterprises", mill, "--json")[1])
    assert {"label": "涉爆粉尘台账", "field": "", "ledger": "ent_dusts"} in told["completeness"]["missing"]
    assert sum(verdict["outcome"] == "不符合" for verdict in told["verdicts"]) == text.count("  不符合  ")
    certificates = next(one for one in told["verdicts"] if one["code"] == "C02")
    assert [record["ledger"] for record in certificates["records"]] == ["certificates"]
    dangers = next(one for one in told["linked"] if one["ledger"] == "hidden_dangers")
    assert dangers["count"] == 2 and dangers["views"]["未销号"] == 2


def test_the_workbook_has_a_sheet_for_each_ledger_that_has_something(
    office: Office, mill: int, tmp_path: Path, capsys: Any
) -> None:
    out = tmp_path / "档.xlsx"
    assert "共 5 张表" in run(office, capsys, "企业台账", mill, out)[1]
    book = load_workbook(out)
    assert book.sheetnames == ["基本情况", "合规情况", "三项岗位持证", "隐患", "经过"]
    dangers = [[cell.value for cell in row] for row in book["隐患"].iter_rows(min_row=3)]
    assert "隐患内容" in dangers[0] and "企业" not in dangers[0]
    assert [row[0] for row in dangers[1:]] == [1, 2]
    rules = [row[0].value for row in book["合规情况"].iter_rows(min_row=4)]
    assert [code for code in rules if str(code).startswith("C")] == [rule.code for rule in RULES]


def test_what_cannot_be_told_is_refused(office: Office, mill: int, tmp_path: Path, capsys: Any) -> None:
    for words, why in (
        (("隐患台账", 1), "隐患台账没有档案。有档案的台账：企业台账"),
        (("企业台账", 404), "没有编号为 404 的记录"),
        (("企业台账", mill, tmp_path / "a.doc"), "请以 .pdf、.docx 或 .xlsx 结尾"),
    ):
        status, out, err = run(office, capsys, *words)
        assert (status, out) == (1, "") and why in err
    assert list(tmp_path.glob("*.doc")) == []
