"""What the program proposes for a blank that it has never seen, and what it leaves open."""

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
)
from town import Town

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.fill_template import FillRules
from safety_desk.reports.blanks.layout import Layout, layouts
from safety_desk.reports.blanks.reading import read_pages
from safety_desk.tasks.fill.plan import Plan, Source, signature
from safety_desk.tasks.fill.propose import propose


def proposed(store: Store, path: Path) -> tuple[Layout, Plan]:
    layout = layouts(read_pages(path))[0]
    return layout, propose(store, layout)


def paths(plan: Plan) -> list[str]:
    return [one.path or one.kind for one in plan.sources.values()]


def tallies(layout: Layout, plan: Plan) -> list[Any]:
    told = (plan.columns[head.column].tally for head in layout.value_heads)
    return [one.measure or (one.part, one.whole) for one in told]


def test_every_column_of_the_countys_list(store: Store) -> None:
    _, plan = proposed(store, COUNTY_LIST)
    assert paths(plan) == [
        "number", "name", "uscc", "industry_safety", "address", "risk_grade", "name", "grid.supervisor", "start_at",
    ]  # fmt: skip
    assert plan.sources[7] == Source("gathered", "name", "risk_points", "enterprise", "list", sure=False)
    assert (plan.sources[8].also, plan.sources[8].format) == ("grid.supervisor.mobile", "whole")
    assert plan.sources[9].how == "last"
    assert plan.rows.only == (("risk_grade", ("1", "2")),), "较大以上 is red and orange"
    assert plan.rows.order.startswith("risk_grade")


def test_every_cell_of_the_countys_statistics(store: Store) -> None:
    layout, plan = proposed(store, COUNTY_STATISTICS)
    assert tallies(layout, plan) == [
        "checked", "general_found", "general_mended", (4, 3), "major_found", "major_mended", (7, 6),
        "major_left_in_place", "major_left_listed",
    ]  # fmt: skip
    kinds = [plan.lines[line.row].member.kind for line in layout.lines]
    assert kinds == ["is"] * 6 + ["within"] * 2 + ["is"] * 2 + ["rest", "total"]
    assert "机械" in plan.lines[11].member.facts[0][1], "工贸 is a group of fields"
    assert dict(plan.lines[12].member.facts) == {"field": ("粉尘涉爆",), "tags": ("涉爆粉尘",)}
    assert not plan.lines[6].member.sure, "whether 化工 belongs to 危险化学品 is for the clerk to say"


def test_what_superiors_take_together_is_the_offices(store: Store) -> None:
    store.set_options("设置", FillRules(industry=("机械", "商贸")))
    _, plan = proposed(store, COUNTY_STATISTICS)
    assert plan.lines[11].member.facts == (("field", ("机械", "商贸")),)


def test_a_list_of_dangers(store: Store, tmp_path: Path) -> None:
    _, plan = proposed(store, dangers_list(tmp_path / "a.xlsx"))
    assert plan.rows.ledger == "hidden_dangers" and plan.rows.measure == "found"
    assert paths(plan)[1:5] == ["enterprise", "enterprise.industry_safety", "description", "level"]
    assert [plan.facts[n].kind for n in (0, 1)] == ["town", "period"]


def test_villages_with_nested_heads(store: Store, town: Town, tmp_path: Path) -> None:
    layout, plan = proposed(store, villages_grid(tmp_path / "a.xlsx", ["奎峰村", "铜山"]))
    assert tallies(layout, plan)[:6] == ["enterprises"] * 4 + ["found", "mended"]
    assert plan.columns[6].member.facts == (("risk_grade", ("3", "4")),), "黄和蓝"
    assert plan.lines[6].member.facts == (("village", (town.village.id,)),)
    assert plan.lines[7].member.facts == (("village", (town.far_village.id,)),)


def test_numbers_of_persons_stay_masked_and_what_is_unknown_stays_open(store: Store, tmp_path: Path) -> None:
    _, plan = proposed(store, certificates_list(tmp_path / "a.xlsx"))
    assert plan.rows.ledger == "certificates"
    assert (plan.sources[5].path, plan.sources[5].format) == ("id_card", "masked")
    assert plan.sources[11].kind == "", "是否参加继续教育 is kept nowhere"


def test_empty_lines_under_a_village_head_are_one_for_each(store: Store, town: Town, tmp_path: Path) -> None:
    _, plan = proposed(store, head_form(tmp_path / "a.xlsx"))
    assert plan.rows.members == "village"
    assert [plan.columns[n].tally.measure for n in range(2, 7)] == [
        "enterprises",
        "visits",
        "found",
        "major_found",
        "mended",
    ]


def test_numbers_as_lines_and_grades_as_columns(store: Store, tmp_path: Path) -> None:
    _, plan = proposed(store, grades_across(tmp_path / "a.xlsx"))
    assert [plan.lines[row].tally.measure for row in (4, 5, 6)] == ["enterprises", "found", "visits"]
    assert [plan.columns[n].member.kind for n in range(2, 7)] == ["is"] * 4 + ["total"]


def test_a_plan_comes_back_from_a_template_as_it_was(store: Store, town: Town, tmp_path: Path) -> None:
    made = (
        COUNTY_LIST,
        COUNTY_STATISTICS,
        head_form(tmp_path / "a.xlsx"),
        villages_grid(tmp_path / "b.xlsx", ["奎峰村", "铜山村"]),
    )
    for path in made:
        _, plan = proposed(store, path)
        assert Plan.of_data(plan.to_data()) == plan


def test_blanks_are_told_apart_by_their_heads(store: Store, tmp_path: Path) -> None:
    longer, shorter = dangers_list(tmp_path / "a.xlsx", 9), dangers_list(tmp_path / "b.xlsx", 3)
    signs = [signature(layouts(read_pages(path))[0]) for path in (COUNTY_LIST, COUNTY_STATISTICS, longer, shorter)]
    assert signs[2] == signs[3], "the number of empty lines says nothing"
    assert len(set(signs)) == 3


def test_a_table_of_something_else_is_told(store: Store, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for column, head in enumerate(("菜名", "单价", "口味"), 1):
        book.active.cell(1, column, head)  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(Refusal, match="看不出这张表列的是什么"):
        proposed(store, tmp_path / "a.xlsx")
