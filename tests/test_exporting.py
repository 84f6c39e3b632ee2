"""An export writes what is seen, takes the place of a file only when it is whole, and can be stopped."""

import tempfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sheets import fates, imported
from town import Town, dump, made

from safety_desk.conditions import eq
from safety_desk.db.journal import broken_seals
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import finish
from safety_desk.ledgers.certificate import CERTIFICATES, Certificate
from safety_desk.ledgers.enterprise import ENTERPRISES
from safety_desk.ledgers.people import ORG_UNITS, OrgUnit
from safety_desk.paths import Office
from safety_desk.tasks.exporting import export, missed
from safety_desk.tasks.office import open_office


def rows(path: Path) -> list[list[object]]:
    page = load_workbook(path).active
    assert page is not None
    return [[cell.value for cell in row] for row in page.rows]


def test_an_export_has_what_is_seen_in_its_order(store: Store, town: Town, tmp_path: Path) -> None:
    out = tmp_path / "企业.xlsx"
    assert finish(export(store, ENTERPRISES, out, order="-name")) == 2
    assert [row[0] for row in rows(out)] == ["企业名称", town.mill.name, town.station.name]
    assert finish(export(store, ENTERPRISES, out, eq("village.name", "铜山村"))) == 1
    assert finish(export(store, ENTERPRISES, out, words="竹木")) == 1
    assert [row[0] for row in rows(out)][1:] == [town.mill.name]


def test_numbers_are_numbers_days_are_days_and_codes_are_text(store: Store, town: Town, tmp_path: Path) -> None:
    store.save("改", town.mill.replace(employees=12, lon=118.5, reg_capital=12_345_600, found_date=store.scene().today))
    finish(export(store, ENTERPRISES, tmp_path / "企业.xlsx", eq("id", town.mill.id)))
    heads, told = rows(tmp_path / "企业.xlsx")
    cells = dict(zip(heads, told, strict=True))
    assert (cells["从业人员数（人）"], cells["经度"], cells["注册资本（万元）"]) == (12, 118.5, 12.3456)
    assert cells["统一社会信用代码"] == "91341823MA2ABCDEXF"
    assert str(cells["成立日期"]) == "2026-11-23 00:00:00"


@pytest.fixture
def paper(store: Store, town: Town) -> Certificate:
    number = {"id_card": "341823199006151239", "cert_no": "T341823199006151239", "phone": "13900000000、0563-5020000"}
    return made(store, Certificate, enterprise=town.mill.id, person_name="吴某", kind="其他", **number)


def test_numbers_of_persons_leave_masked(store: Store, paper: Certificate, tmp_path: Path) -> None:
    finish(export(store, CERTIFICATES, tmp_path / "证.xlsx"))
    told = rows(tmp_path / "证.xlsx")[1]
    assert {"341823********1239", "T341823********1239", "139****0000、0563-5020000"} <= set(told)


def test_numbers_leave_whole_where_somebody_asks_which_the_journal_keeps(
    store: Store, paper: Certificate, tmp_path: Path
) -> None:
    finish(export(store, CERTIFICATES, tmp_path / "证.xlsx", whole=True))
    assert {"341823199006151239", "T341823199006151239"} <= set(rows(tmp_path / "证.xlsx")[1])
    _, who, what, changes = store.operations(1)[0]
    assert (who, what, changes) == ("测试员", "导出完整号码：三项岗位持证 1 条（证.xlsx）", 0)
    assert store.can_undo() != what and broken_seals(store.db) == []
    finish(export(store, ENTERPRISES, tmp_path / "企.xlsx", columns=["name"], whole=True))
    assert store.operations(1)[0][2] == what


def test_a_note_can_be_neither_undone_nor_redone_and_stands_in_no_ones_way(
    store: Store, town: Town, office: Office
) -> None:
    store.save("改", town.mill.replace(employees=12))
    store.undo()
    store.note("导出完整号码")
    assert store.can_redo() == "改"
    with open_office(office) as again:
        assert again.can_redo() == "改" and again.can_undo() == store.can_undo()


def test_the_columns_that_are_seen_leave_in_their_order_and_come_back_to_the_same_records(
    store: Store, paper: Certificate, tmp_path: Path
) -> None:
    out = tmp_path / "证.xlsx"
    finish(export(store, CERTIFICATES, out, columns=["state", "phone", "valid_to", "person_name"]))
    heads = rows(out)[0]
    assert heads[:4] == ["状态", "联系电话", "有效期至", "姓名"]
    assert set(heads[4:]) == {CERTIFICATES.fields[name].label for name in missed(CERTIFICATES, ["person_name"])}
    before = dump(store)
    assert fates(imported(store, CERTIFICATES, out)) == (0, 0, 1, 0)
    assert dump(store) == before


def test_a_text_that_looks_like_a_formula_is_a_text(store: Store, tmp_path: Path) -> None:
    made(store, OrgUnit, name='=HYPERLINK("http://x")', org_type="村", duty_text="+1\n第二行")
    finish(export(store, ORG_UNITS, tmp_path / "机构.xlsx"))
    page = load_workbook(tmp_path / "机构.xlsx").active
    assert page is not None and (page["A2"].value, page["A2"].data_type) == ('=HYPERLINK("http://x")', "s")


def test_an_export_that_is_stopped_leaves_the_file_that_was_there(
    store: Store, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "临时"))
    (tmp_path / "临时").mkdir()
    out = tmp_path / "机构.xlsx"
    out.write_text("旧", encoding="utf-8")
    with store.operation("录入"):
        for n in range(600):
            store.put(OrgUnit(name=f"机构{n}", org_type="村"))
    job = export(store, ORG_UNITS, out)
    for progress in job:
        if progress.done == 500:
            break
    job.close()
    assert out.read_text(encoding="utf-8") == "旧"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office", "临时", "机构.xlsx"]
    assert list((tmp_path / "临时").iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused(store: Store, town: Town, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="写不了“"):
        finish(export(store, ENTERPRISES, tmp_path / "没有" / "企业.xlsx"))
    (tmp_path / "夹").mkdir()
    with pytest.raises(Refusal, match="写不了“"):
        finish(export(store, ENTERPRISES, tmp_path / "夹"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office", "夹"]
