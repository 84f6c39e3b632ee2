"""The header of a foreign sheet is found wherever it stands, and a sheet of another ledger is not taken for ours."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sheets import CERTIFICATE_TABLE, DANGER_BOOK, ENTERPRISE_BOOK, INBOX, planned, sheet, workbook

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.intake.headers import best_sheet, find_header
from safety_desk.intake.reading import read_book
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.certificate import CERTIFICATES
from safety_desk.ledgers.checklist import CHECKLIST_ITEMS
from safety_desk.ledgers.enterprise import ENTERPRISES
from safety_desk.ledgers.equipment import SPECIAL_EQUIPMENT
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS
from safety_desk.ledgers.people import STAFF
from safety_desk.ledgers.risk import RISK_ASSESSMENTS


def matched(ledger: Ledger[Any], *rows: list[Any], merges: Any = ()) -> dict[str, str | None] | None:
    header = find_header(sheet(*rows, merges=merges), ledger)
    return header and {match.heading: match.field.name if match.field else None for match in header.matches}


def test_a_header_under_a_title_and_a_line_of_who_reports() -> None:
    rows = [
        ["2026年全镇企业台账", None, None],
        ["填报单位：", None, None],
        ["序号", "企业名称", "统一社会信用代码"],
        [1, "甲厂", None],
    ]
    header = find_header(sheet(*rows), ENTERPRISES)
    assert header and (header.first, header.height, set(header.fields)) == (2, 1, {"name", "uscc"})
    assert header.unmatched == []


def test_a_header_of_two_lines_with_merged_cells() -> None:
    header = find_header(read_book(ENTERPRISE_BOOK).sheets[0], ENTERPRISES)
    assert header and (header.first, header.height) == (2, 2)
    assert {m.heading: m.field.name for m in header.matches if m.field} == {
        "所在村(社区)": "village", "企业名称": "name", "统一社会信用代码": "uscc", "行业类别": "industry_safety",
        "法定代表人/姓名": "legal_person", "法定代表人/联系电话": "legal_mobile", "安全负责人/姓名": "safety_director",
        "安全负责人/手机号码": "safety_director_mobile", "从业人数": "employees", "成立日期": "found_date", "经度": "lon",
        "纬度": "lat", "备注": "remark",
    }  # fmt: skip


def test_a_header_of_three_lines() -> None:
    rows = [
        ["企业基本情况", None, None, None],
        ["企业名称", "人员", None, None],
        [None, "法定代表人", None, "从业人数"],
        ["甲厂", "吴某", "13900000001", 5],
    ]
    merges = [((0, 0), (0, 3)), ((1, 1), (1, 3)), ((2, 1), (2, 2))]
    header = find_header(sheet(*rows, merges=merges), ENTERPRISES)
    assert header and (header.first, header.height) == (1, 2)
    assert set(header.fields) == {"name", "legal_person", "employees"}


def test_a_header_deep_in_the_sheet_is_found_and_one_deeper_is_not() -> None:
    empty: list[list[Any]] = [[None, None]] * 38
    head = [["企业名称", "统一社会信用代码"], ["甲厂", None]]
    assert find_header(sheet(*empty, *head), ENTERPRISES)
    assert find_header(sheet(*empty, *empty, *head), ENTERPRISES) is None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("企业全称*", "name"), ("单位名称（盖章）", "name"), ("社会信用代码", "uscc"), ("是否规上", "above_size"),
        ("从业人员数（人）", "employees"), ("注册资本（万元）", "reg_capital"), ("所属村", "village"), ("手机号码", "legal_mobile"),
        ("法人电话", "legal_mobile"), ("主要负责人手机", "principal_mobile"), ("经营状态 ", "status"), ("NAME", "name"),
        ("天气", None), ("备注信息", "remark"), ("生产经营单位名称", "name"), ("详细地址", "address"),
    ],
)  # fmt: skip
def test_a_column_has_many_names(heading: str, field: str | None) -> None:
    told = matched(ENTERPRISES, [heading, "成立日期", "经度", "纬度"], ["x", "2026-01-01", 118, 30])
    assert told is not None
    assert next(iter(told.values())) == field


def test_two_columns_of_one_name_are_not_both_taken() -> None:
    told = find_header(sheet(["企业名称", "联系电话", "联系电话", "地址"]), ENTERPRISES)
    assert told and [match.field.name for match in told.matches if match.field] == ["name", "legal_mobile", "address"]


FILES = {ENTERPRISE_BOOK: ENTERPRISES, DANGER_BOOK: HIDDEN_DANGERS, CERTIFICATE_TABLE: CERTIFICATES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_ledger_names_a_file_better_than_its_own(path: Path) -> None:
    sheets = read_book(path).sheets
    scores = {ledger.name: found[1].score for ledger in LEDGERS if (found := best_sheet(sheets, ledger))}
    assert max(scores, key=lambda name: scores[name]) == FILES[path].name


STRANGE = [
    (ENTERPRISE_BOOK, SPECIAL_EQUIPMENT), (ENTERPRISE_BOOK, CHECKLIST_ITEMS), (CERTIFICATE_TABLE, RISK_ASSESSMENTS),
    (DANGER_BOOK, STAFF), (CERTIFICATE_TABLE, HIDDEN_DANGERS), (CERTIFICATE_TABLE, ENTERPRISES),
]  # fmt: skip


@pytest.mark.parametrize(("path", "ledger"), STRANGE, ids=lambda value: getattr(value, "stem", "") or value.name)
def test_a_file_of_another_ledger_is_refused(store: Store, path: Path, ledger: Ledger[Any]) -> None:
    with pytest.raises(Refusal, match=r"没有找到.*的表头|没有找到必需的列"):
        planned(store, ledger, path)


@pytest.mark.parametrize("path", sorted(INBOX.glob("县表*")), ids=lambda path: path.stem)
def test_a_blank_table_of_the_county_adds_nothing(store: Store, path: Path) -> None:
    for ledger in (ENTERPRISES, HIDDEN_DANGERS):
        try:
            plan = planned(store, ledger, path)
        except Refusal:
            continue
        assert plan.lines == []


def test_a_missing_column_is_named(store: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path / "甲.xlsx", ("表", [["隐患内容", "整改措施", "责任人"], ["甲", "乙", "丙"]]))
    with pytest.raises(Refusal, match="表头里没有找到必需的列：发现日期"):
        planned(store, HIDDEN_DANGERS, path)


def test_the_sheet_is_chosen_by_its_header_a_hidden_one_last_and_the_others_are_told(
    store: Store, tmp_path: Path
) -> None:
    rows = [["企业名称", "统一社会信用代码"], ["甲厂", None]]
    path = workbook(tmp_path / "甲.xlsx", ("说明", [["填表说明"]]), ("旧", rows), ("奎峰村", rows), ("铜山村", rows))

    book = load_workbook(path)
    book["旧"].sheet_state = "hidden"
    book.save(path)
    plan = planned(store, ENTERPRISES, path)
    assert (plan.sheet.name, plan.others) == ("奎峰村", ["铜山村"])
    assert planned(store, ENTERPRISES, path, "旧").sheet.name == "旧"
    with pytest.raises(Refusal, match="没有名为“新”的工作表"):
        planned(store, ENTERPRISES, path, "新")


def test_hidden_columns_are_read_like_others(store: Store, tmp_path: Path) -> None:

    path = workbook(tmp_path / "甲.xlsx", ("表", [["企业名称", "地址", "从业人数"], ["甲厂", "老街", 5]]))
    book = load_workbook(path)
    book["表"].column_dimensions["B"].hidden = True
    book.save(path)
    assert planned(store, ENTERPRISES, path).lines[0].record.address == "老街"
