"""Filled blanks: values are those of records and measures, everything else is as the superior sent it."""

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from blanks import (
    COUNTY_LIST,
    COUNTY_STATISTICS,
    certificates_list,
    dangers_list,
    grades_across,
    head_form,
    villages_grid,
    with_picture,
)
from fills import NOVEMBER, YEAR, Make, cells, column, filled, small_list
from openpyxl import load_workbook
from town import NOW, Town

from safety_desk import clock
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import finish
from safety_desk.ledgers.certificate import Certificate
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.place import Village
from safety_desk.paths import Office
from safety_desk.tasks.fill.filling import read_blank
from safety_desk.tasks.fill.measures import measures_of
from safety_desk.tasks.office import open_office


@pytest.fixture(scope="module")
def demo(sample_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The sample town, of which nothing is changed here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        with open_office(Office(sample_office), "测试员") as store:
            yield store


# the county's two tables


def test_the_countys_list_says_what_the_ledger_says(demo: Store, tmp_path: Path) -> None:
    _, told, sheet = filled(demo, COUNTY_LIST, tmp_path / "out.xlsx")
    wanted = [
        e for e in demo.find(Enterprise, order="risk_grade village name") if e.risk_grade in (Grade.RED, Grade.ORANGE)
    ]
    wanted = [e for e in wanted if e.status.value not in ("closed", "moved", "cancelled")]
    assert told.count == len(wanted) > 5
    last = 2 + len(wanted)
    assert column(sheet, "A", 3, last) == list(range(1, len(wanted) + 1))
    assert column(sheet, "B", 3, last) == [e.name for e in wanted]
    assert column(sheet, "C", 3, last) == [e.uscc for e in wanted]
    assert set(column(sheet, "F", 3, last)) == {"红", "橙"}
    seen = {
        e.name: max((i.start_at for i in demo.kin().of(e, "inspections") if i.result), default=None) for e in wanted
    }
    dates = dict(zip(column(sheet, "B", 3, last), column(sheet, "I", 3, last), strict=True))
    assert {name: day and day.date() for name, day in dates.items()} == {
        name: day and day.date() for name, day in seen.items()
    }
    assert sheet[f"A{last + 2}"].value == "填报人:        审核人:        填报日期:", (
        "the foot is where it was, two lines below"
    )
    assert sheet.merged_cells.ranges == {"A1:I1"} or {str(r) for r in sheet.merged_cells.ranges} == {"A1:I1"}
    assert all(sheet[f"H{row}"].border.bottom.style == "thin" for row in range(3, last + 1)), "added lines are framed"


def test_the_countys_statistics_are_the_measures(demo: Store, tmp_path: Path) -> None:
    blank, _, sheet = filled(demo, COUNTY_STATISTICS, tmp_path / "out.xlsx")
    measures = {name: one for name, (_, one) in measures_of(demo).items()}
    for letter, name in zip(
        "BCDFGIJ",
        (
            "checked",
            "general_found",
            "general_mended",
            "major_found",
            "major_mended",
            "major_left_in_place",
            "major_left_listed",
        ),
        strict=True,
    ):
        plain = [sheet[f"{letter}{row}"].value for row in (*range(6, 12), *range(14, 17))]
        assert sum(plain) == demo.measure(measures[name], YEAR), f"{name}: the lines are parts of the whole"  # type: ignore[arg-type]
    assert sheet["B17"].value == "=SUM(B6:B11,B14:B16)" and sheet["E17"].value == '=IF(C17=0,"",D17/C17)'
    rows = cells(tmp_path / "out.xlsx")
    assert rows[16][2] == sum(rows[n][2] for n in (*range(5, 11), *range(13, 16))), "formulas carry what they say"
    assert rows[16][4] == pytest.approx(rows[16][3] / rows[16][2])
    assert rows[16][7] == pytest.approx(rows[16][6] / rows[16][5]), "the total had no formula for this rate"
    assert sheet["E6"].number_format == sheet["H11"].number_format == "0.0%"
    assert sheet["A2"].value == "填报单位:茂林镇安全生产委员会办公室" and sheet["H2"].value == "统计时段:2026年"
    assert sheet["A18"].value.startswith("单位负责人:          审核人:")
    before = load_workbook(COUNTY_STATISTICS)["附件1"]
    assert {str(r) for r in sheet.merged_cells.ranges} == {str(r) for r in before.merged_cells.ranges}
    assert sheet.print_area == before.print_area and sheet.page_setup.orientation == "landscape"
    assert sheet.row_dimensions[1].height == before.row_dimensions[1].height
    assert blank.layout.totals == [17]


def test_every_number_leads_to_its_rows(demo: Store, tmp_path: Path) -> None:
    _, told, sheet = filled(demo, COUNTY_STATISTICS, tmp_path / "out.xlsx")
    seen = 0
    for (row, at), doors in told.doors.items():
        value = sheet.cell(row, at).value
        if isinstance(value, int) and len(doors) == 1:  # a rate has two
            [door] = doors
            assert demo.count(door.ledger.record, door.where) == value
            seen += value > 0
    assert seen > 20


def test_a_line_of_a_list_leads_to_its_record(demo: Store, tmp_path: Path) -> None:
    _, told, sheet = filled(demo, COUNTY_LIST, tmp_path / "out.xlsx")
    [door] = told.doors[4, 2]
    [record] = demo.find(door.ledger.record, door.where)
    assert record.name == sheet["B4"].value  # type: ignore[attr-defined]
    [door] = told.doors[4, 9]
    assert door.ledger.name == "inspections" and demo.count(door.ledger.record, door.where) > 0


# other layouts


def test_lines_are_added_with_the_style_of_the_body(store: Store, town: Town, make: Make, tmp_path: Path) -> None:
    for day in range(1, 21):
        make(
            HiddenDanger,
            enterprise=town.mill.id,
            found_date=dt.date(2026, 11, day),
            description=f"隐患{day}",
            fund=10_000 * day,
        )
    path = dangers_list(tmp_path / "in.xlsx")
    _, _, sheet = filled(store, path, tmp_path / "out.xlsx", NOVEMBER)
    assert sheet["A1"].value == "茂林镇2026年11月事故隐患清单"
    assert column(sheet, "D", 3, 22) == [f"隐患{day}" for day in range(1, 21)]
    assert sheet["A23"].value == "合计" and "A23:C23" in {str(r) for r in sheet.merged_cells.ranges}
    assert sheet["I23"].value == "=SUM(I3:I22)" and sheet["J23"].value == "=COUNTA(B3:B22)"
    assert cells(tmp_path / "out.xlsx")[22][8:10] == [pytest.approx(210 / 100), 20.0]
    assert sheet["H10"].value == dt.datetime(2026, 11, 8) + dt.timedelta(days=15)
    assert sheet["H10"].number_format == "yyyy年m月d日", "the day is written as the county's cell is formatted"
    assert sheet.row_dimensions[20].height == 24
    assert sheet.print_area == "'Sheet'!$A$1:$J$24" and sheet.print_title_rows == "$2:$2"
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet["A24"].value.startswith("审核人：")


def test_fewer_records_than_lines_leave_the_rest_empty(store: Store, town: Town, make: Make, tmp_path: Path) -> None:
    make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, 3), description="只有一条")
    _, told, sheet = filled(store, dangers_list(tmp_path / "in.xlsx"), tmp_path / "out.xlsx", NOVEMBER)
    assert told.count == 1
    assert column(sheet, "D", 3, 5) == ["只有一条", None, None]
    assert sheet["I6"].value == "=SUM(I3:I5)"


def test_nothing_to_list_is_said(store: Store, town: Town, tmp_path: Path) -> None:
    _, told, sheet = filled(store, dangers_list(tmp_path / "in.xlsx"), tmp_path / "out.xlsx", NOVEMBER)
    assert "隐患台账里没有符合条件的记录，表里没有数据行" in told.missing
    assert "没有符合条件的记录" in sheet["A3"].comment.text


def test_villages_by_grade_with_their_own_rates(store: Store, town: Town, make: Make, tmp_path: Path) -> None:
    make(
        Enterprise,
        name="红的",
        village=town.village.id,
        override_grade=Grade.RED,
        override_reason="事故",
        override_approver="吴某",
    )
    make(HiddenDanger, enterprise=town.station.id, found_date=dt.date(2026, 11, 3), description="甲")
    _, _, sheet = filled(
        store, villages_grid(tmp_path / "in.xlsx", ["奎峰村", "铜山村"]), tmp_path / "out.xlsx", NOVEMBER
    )
    assert [sheet[f"{c}6"].value for c in "CDEFGHJ"] == [2, 1, 0, 0, 0, 0, 0]
    assert [sheet[f"{c}7"].value for c in "CGH"] == [1, 1, 0]
    assert sheet["I6"].value == '=IF(G6=0,"",H6/G6)'
    assert sheet["F8"].value == 0, "the total of a column without a formula is of the lines that are there"
    rows = cells(tmp_path / "out.xlsx")
    assert rows[7][2:4] == [3.0, 1.0] and rows[6][8] == 0.0
    assert (sheet["A2"].value, sheet["G2"].value) == (
        "填报单位（盖章）：茂林镇安全生产委员会办公室",
        "统计期：2026年11月",
    )


def test_a_line_for_each_village_where_none_is_printed(store: Store, town: Town, make: Make, tmp_path: Path) -> None:
    third = make(Village, code="341823101203", name="竹溪村")
    make(Enterprise, name="第三家", village=third.id)
    _, _, sheet = filled(store, head_form(tmp_path / "in.xlsx"), tmp_path / "out.xlsx", NOVEMBER)
    assert sorted(column(sheet, "A", 5, 7)) == ["奎峰村", "竹溪村", "铜山村"]
    assert column(sheet, "B", 5, 7) == [1, 1, 1]
    assert sheet["B8"].value == "=SUM(B5:B7)" and cells(tmp_path / "out.xlsx")[7][1] == 3.0
    assert (sheet["B2"].value, sheet["D2"].value, sheet["F2"].value) == (
        "茂林镇安全生产委员会办公室",
        "2026年11月23日",
        "2026年11月",
    )


def test_grades_across(store: Store, town: Town, make: Make, tmp_path: Path) -> None:
    make(
        Enterprise,
        name="橙的",
        village=town.village.id,
        override_grade=Grade.ORANGE,
        override_reason="多",
        override_approver="吴某",
    )
    _, _, sheet = filled(store, grades_across(tmp_path / "in.xlsx"), tmp_path / "out.xlsx", NOVEMBER)
    assert [sheet.cell(4, n).value for n in range(2, 7)] == [0, 1, 0, 0, 1], (
        "the total is of the columns that are there"
    )


def test_a_lists_example_goes_and_its_notes_stay(store: Store, town: Town, make: Make, tmp_path: Path) -> None:
    for n in range(6):
        make(
            Certificate,
            person_name=f"人{n}",
            enterprise=town.mill.id,
            kind="特种作业操作证",
            cert_no=f"T{n}",
            id_card="341823199003071234"[:17] + "0",
        )
    _, told, sheet = filled(store, certificates_list(tmp_path / "in.xlsx"), tmp_path / "out.xlsx")
    assert sorted(column(sheet, "C", 5, 10)) == [f"人{n}" for n in range(6)]
    assert sheet["A5"].value == 1
    assert sheet["A12"].value.startswith("注：1.") and "A12:K13" in {str(r) for r in sheet.merged_cells.ranges}
    assert "“是否参加继续教育”这一列还没有对应，没有填" in told.missing
    assert "还没有对应" in sheet["K4"].comment.text
    assert set(column(sheet, "E", 5, 10)) == {"341823********1230"}, "masked unless the template asks for it whole"


# what stays as it is


def test_pictures_rules_lists_and_other_sheets_stay(store: Store, town: Town, make: Make, tmp_path: Path) -> None:
    from matplotlib.figure import Figure

    seal = io.BytesIO()
    Figure(figsize=(1, 1)).savefig(seal)
    path = with_picture(tmp_path / "in.xlsx", seal.getvalue())
    for n in range(8):
        make(Enterprise, name=f"厂{n}", employees=n, village=town.village.id)
    _, told, sheet = filled(store, path, tmp_path / "out.xlsx")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(tmp_path / "out.xlsx") as after:
        assert before.read("xl/media/image1.png") == after.read("xl/media/image1.png")
        assert set(before.namelist()) <= set(after.namelist())
    added = told.count - 2
    assert sheet._images[0].anchor._from.row == 7 + added  # type: ignore[attr-defined]
    assert sheet[f"C{6 + added}"].comment.text.endswith("人数合计")
    assert str(sheet.data_validations.dataValidation[0].sqref) == f"C3:C{4 + added}"
    assert [str(rule.sqref) for rule in sheet.conditional_formatting] == [f"D3:D{4 + added}"]
    assert sheet[f"C{6 + added}"].value == f"=SUM(D3:D{4 + added})"
    assert load_workbook(tmp_path / "out.xlsx")["汇总"]["A1"].value == f"=企业名单!C{6 + added}"


@pytest.mark.parametrize(
    "name",
    ["=1+1", "+8613900000001", "-5", "@cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "a<b>&\"c'", "_x0041_", "0123"],
)
def test_data_stays_data(store: Store, make: Make, tmp_path: Path, name: str) -> None:
    make(Enterprise, name=name)
    path = small_list(tmp_path / "in.xlsx")
    filled(store, path, tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as bundle:
        assert b"<f>" not in bundle.read("xl/worksheets/sheet1.xml")
    cell = load_workbook(tmp_path / "out.xlsx").active["B3"]  # type: ignore[index]
    assert cell.data_type == "s" and cells(tmp_path / "out.xlsx")[2][1] == name


def test_hostile_files_are_refused_in_one_sentence(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"MZ\x90\x00 not a table")
    (tmp_path / "b.xlsx").write_bytes(COUNTY_LIST.read_bytes()[:900])
    with zipfile.ZipFile(tmp_path / "c.xlsx", "w") as bundle:
        bundle.writestr("xl/workbook.xml", "<a/>")
    for name in "abc":
        with pytest.raises(Refusal):
            finish(read_blank(store, tmp_path / f"{name}.xlsx"))
    with pytest.raises(Refusal, match=r"不是 \.xlsx"):
        finish(read_blank(store, tmp_path / "x.xls"))


def test_a_blank_is_not_written_over(store: Store, town: Town, tmp_path: Path) -> None:
    path = dangers_list(tmp_path / "in.xlsx")
    with pytest.raises(Refusal, match="另起一个文件名"):
        filled(store, path, path)
