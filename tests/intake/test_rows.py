"""Under a header stand data rows: totals, notes, blanks and repeated headers are none."""

from typing import Any

import pytest
from sheets import sheet

from safety_desk.intake.headers import find_header
from safety_desk.intake.rows import data_rows, title_above
from safety_desk.ledgers.enterprise import ENTERPRISES

HEAD = ["序号", "企业名称", "所在村", "从业人数", "备注"]
FIRST = [1, "甲厂", "奎峰村", 5, None]


def names(*rows: list[Any], head: list[list[Any]] | None = None, merges: Any = ()) -> list[tuple[int, Any, Any]]:
    page = sheet(*(head or [HEAD]), *rows, merges=merges)
    header = find_header(page, ENTERPRISES)
    assert header is not None
    return [(row.number, row.raw["name"], row.raw.get("village")) for row in data_rows(page, header)]


@pytest.mark.parametrize(
    "aside",
    [
        [None, None, None, None, None],
        ["", " ", "\u3000", None, None],
        [2, None, None, None, None],
        ["合计", None, None, 5, None],
        [None, "合 计", None, 5, None],
        ["本页合计", None, None, 5, None],
        ["小计：1家", None, None, 5, None],
        ["注：从业人数含劳务派遣", None, None, None, None],
        ["说明：", "按村填写", None, None, None],
        ["填表人：吴某", None, "审核人：", None, None],
        ["填报日期：2026年3月15日", None, None, None, None],
        ["示例", "某某有限公司", "某村", 10, None],
        ["（例）", "某某有限公司", "某村", 10, None],
        ["例：", "某某有限公司", "某村", 10, None],
        HEAD,
    ],
)
def test_what_is_no_record_is_passed_over(aside: list[Any]) -> None:
    assert names(FIRST, aside, [2, "乙厂", "铜山村", 6, None]) == [(2, "甲厂", "奎峰村"), (4, "乙厂", "铜山村")]


@pytest.mark.parametrize("name", ["例外食品店", "注重安全公司", "累成商行", "总部大楼", "小吉店", "备用厂", "联系站"])
def test_an_enterprise_is_not_passed_over_for_its_name(name: str) -> None:
    assert names([None, name, "奎峰村", 5, None]) == [(2, name, "奎峰村")]


def test_both_lines_of_a_repeated_header_are_passed_over() -> None:
    head = [["企业名称", "所在村", "法定代表人", None], [None, None, "姓名", "电话"]]
    merges = [((0, 2), (0, 3)), ((0, 0), (1, 0)), ((0, 1), (1, 1))]
    rows = [["甲厂", "奎峰村", "吴某", "1"], *head, ["乙厂", "铜山村", "汪某", "2"]]
    assert names(*rows, head=head, merges=merges) == [(3, "甲厂", "奎峰村"), (6, "乙厂", "铜山村")]


def test_a_cell_merged_downwards_says_the_same_for_all_its_rows() -> None:
    rows = [FIRST, [2, "乙厂", None, 6, None], [3, "丙厂", None, 6, None]]
    assert names(*rows, merges=[((1, 2), (2, 2))]) == [(2, "甲厂", "奎峰村"), (3, "乙厂", "奎峰村"), (4, "丙厂", None)]


def test_a_cell_merged_to_the_right_says_nothing_of_its_neighbour() -> None:
    assert names([1, "甲厂", None, 5, None], merges=[((1, 1), (1, 2))]) == [(2, "甲厂", None)]


@pytest.mark.parametrize("ditto", ["同上", "〃", '"'])
def test_the_same_as_above_is_what_stands_above(ditto: str) -> None:
    rows = [FIRST, [2, "乙厂", ditto, 6, None], [None] * 5, [3, "丙厂", ditto, 6, None]]
    assert names(*rows) == [(2, "甲厂", "奎峰村"), (3, "乙厂", "奎峰村"), (5, "丙厂", "奎峰村")]


def test_a_short_row_is_a_row() -> None:
    assert names([1, "甲厂"]) == [(2, "甲厂", None)]


def test_the_title_of_a_sheet_stands_over_its_header() -> None:
    page = sheet([None, None], [" 木材加工\n检查表 ", None], HEAD, FIRST)
    header = find_header(page, ENTERPRISES)
    assert header and title_above(page, header) == "木材加工 检查表"
    bare = sheet(HEAD, FIRST)
    header = find_header(bare, ENTERPRISES)
    assert header and title_above(bare, header) == ""
