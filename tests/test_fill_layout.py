"""Title, heads, lines, totals and places for facts are found in blanks of any layout; formulas grow with them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from blanks import (
    COUNTY_LIST,
    COUNTY_STATISTICS,
    certificates_list,
    dangers_list,
    grades_across,
    head_form,
    villages_grid,
)
from openpyxl import Workbook

from safety_desk.errors import Refusal
from safety_desk.reports.blanks.formulas import Growth, tell
from safety_desk.reports.blanks.layout import Form, Layout, find_layout, layouts, said_in
from safety_desk.reports.blanks.reading import read_pages

VILLAGES = ("潘村", "奎峰村", "铜山村")


def layout_of(path: Path) -> Layout:
    return layouts(read_pages(path))[0]


def slots(layout: Layout) -> list[tuple[str, str]]:
    return [(slot.label, slot.kind) for slot in layout.slots if not slot.foot]


def test_the_countys_list(tmp_path: Path) -> None:
    told = layout_of(COUNTY_LIST)
    assert (told.form, told.title) == (Form.LIST, "较大以上安全风险企业清单")
    assert (told.header, told.body) == ((2, 2), (3, 7))
    assert [head.text for head in told.heads][-2:] == ["包保责任人及电话", "最近一次检查日期"]
    assert {slot.kind for slot in told.slots} == {"person", "day"}
    assert all(slot.foot for slot in told.slots)


def test_the_countys_statistics() -> None:
    told = layout_of(COUNTY_STATISTICS)
    assert (told.form, told.header, told.body, told.totals) == (Form.GRID, (3, 5), (6, 17), [17])
    assert told.heads[8].words == ("重大隐患", "未整改", "落实“五到位”(项)")
    assert [line.text for line in told.lines][5:8] == ["工贸", "其中:涉爆粉尘", "其中:有限空间"]
    assert slots(told) == [("填报单位", "office"), ("统计时段", "period")]


def test_one_line_of_heads_with_a_total_below(tmp_path: Path) -> None:
    told = layout_of(dangers_list(tmp_path / "a.xlsx"))
    assert (told.form, told.header, told.body, told.totals) == (Form.LIST, (2, 2), (3, 5), [6])
    assert slots(told) == [("镇名", "town"), ("年月", "period")]


def test_three_lines_of_heads_with_villages(tmp_path: Path) -> None:
    told = layout_of(villages_grid(tmp_path / "a.xlsx", VILLAGES))
    assert (told.form, told.header, told.labels) == (Form.GRID, (3, 5), 2)
    assert [line.text for line in told.lines] == [*VILLAGES, "合 计"]
    assert told.heads[3].words == ("企业情况", "按风险等级分", "红")


def test_numbered_columns_and_notes_are_no_lines(tmp_path: Path) -> None:
    told = layout_of(certificates_list(tmp_path / "a.xlsx"))
    assert (told.form, told.header) == (Form.LIST, (3, 4))
    assert told.body == (5, 8)
    assert told.heads[4].words == ("身份证号码",)
    assert slots(told) == [("填报单位", "office"), ("填报日期", "day"), ("联系电话", "phone")]


def test_facts_in_cells_of_their_own(tmp_path: Path) -> None:
    told = layout_of(head_form(tmp_path / "a.xlsx"))
    assert [(slot.kind, slot.beside) for slot in told.slots if not slot.foot] == [
        ("office", (2, 2)), ("day", (2, 4)), ("period", (2, 6)),
    ]  # fmt: skip
    assert (told.form, told.body, told.totals) == (Form.LIST, (5, 6), [7])


def test_numbers_as_lines(tmp_path: Path) -> None:
    told = layout_of(grades_across(tmp_path / "a.xlsx"))
    assert (told.form, [head.text for head in told.value_heads][-1]) == (Form.GRID, "合计")


def test_a_sheet_without_heads_is_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "通知"  # type: ignore[index]
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(Refusal, match="没有找到表头"):
        find_layout(read_pages(tmp_path / "a.xlsx")[0])


@pytest.mark.parametrize(
    ("text", "label", "value", "said"),
    [
        ("填报单位：", "填报单位", "茂林镇", "填报单位：茂林镇"),
        ("统计时段:    年  月", "统计时段", "2026年6月", "统计时段:2026年6月"),
        ("填报人：      审核人：", "审核人", "吴某", "填报人：      审核人：吴某"),
        ("2026年  月报表", "年月", "2026年6月", "2026年6月报表"),
        ("XX镇清单", "镇名", "茂林镇", "茂林镇清单"),
    ],
)
def test_a_fact_stands_where_the_gap_was(text: str, label: str, value: str, said: str) -> None:
    assert said_in(text, label, value) == said


# formulas


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("SUM(B3:B7)", "SUM(B3:B27)"),
        ("SUM($B$3:$B$7,C3)", "SUM($B$3:$B$27,C3)"),
        ("SUM(B3:B8)/B9", "SUM(B3:B28)/B29"),
        ("名单!B9", "名单!B29"),
        ("'别的'!B9+B2", "'别的'!B9+B2"),
        ('IF(B9=0,"B9",D7)', 'IF(B29=0,"B9",D7)'),
    ],
)
def test_a_formula_takes_the_new_rows_in(formula: str, after: str) -> None:
    assert Growth("名单", 3, 7, 20).formula(formula, "名单") == after


def test_a_sum_of_the_only_line_becomes_one_of_all() -> None:
    assert Growth("名单", 3, 3, 9).formula("SUM(B3)", "名单") == "SUM(B3:B12)"


def look(values: dict[tuple[int, int], object]) -> Callable[[int, int], object]:
    return lambda row, column: values.get((row, column))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(A1:A3)", 6.0), ("SUM(A1,A3)*2-1", 7.0), ('IF(B1=0,"",A1/B1)', ""), ("IFERROR(A1/B1,0)", 0.0),
        ("A1/B1", "#DIV/0!"), ("ROUND(A2/A3,2)", 0.67), ("-A1+10%", -0.9), ("VLOOKUP(A1,A1:B3,2)", None),
        ("COUNTA(A1:A3,C1)", 4.0), ("A1&C1", "1甲"), ("MAX(A1:A3)>=3", True),
    ],
)  # fmt: skip
def test_what_a_formula_says(formula: str, value: object) -> None:
    cells = {(1, 1): 1.0, (2, 1): 2.0, (3, 1): 3.0, (1, 3): "甲"}
    assert tell(formula, look(cells)) == value
