"""Corrections of what was proposed, and templates: dates six ways, levels, whole numbers on record, the next period."""

import datetime as dt
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from blanks import (
    COUNTY_LIST,
    certificates_list,
    dangers_list,
)
from fills import NOVEMBER, YEAR, Make, cells, small_list
from town import Town

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import finish
from safety_desk.ledgers.certificate import Certificate
from safety_desk.ledgers.danger_state import Level
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.fill_template import FillTemplate
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.people import Staff
from safety_desk.ledgers.place import Grid
from safety_desk.periods import read_period
from safety_desk.tasks.fill.filling import Blank, fill, fill_file, find_template, read_blank, save_template
from safety_desk.tasks.fill.plan import Plan, Source


def changed(blank: Blank, number: int, source: Source) -> None:
    blank.plan.sources[number] = source


@pytest.mark.parametrize(
    ("format", "shown"),
    [
        ("iso", "2026-03-05"),
        ("slash", "2026/3/5"),
        ("dots", "2026.3.5"),
        ("han", "2026年3月5日"),
        ("compact", "20260305"),
        ("month", "2026年3月"),
    ],
)
def test_dates_six_ways(store: Store, make: Make, tmp_path: Path, format: str, shown: str) -> None:
    make(Enterprise, name="甲", found_date=dt.date(2026, 3, 5))
    blank = finish(read_blank(store, small_list(tmp_path / "in.xlsx")))
    changed(blank, 3, Source("field", "found_date", format=format))
    finish(fill(store, blank, YEAR, tmp_path / "out.xlsx"))
    assert cells(tmp_path / "out.xlsx")[2][2] == shown


@pytest.mark.parametrize(
    ("format", "shown"), [("", "橙"), ("short", "较大"), ("risk", "较大风险"), ("letters", "B级"), ("chinese", "二级")]
)
def test_levels_as_the_county_calls_them(store: Store, make: Make, tmp_path: Path, format: str, shown: str) -> None:
    make(Enterprise, name="甲", override_grade=Grade.ORANGE, override_reason="多", override_approver="吴某")
    blank = finish(read_blank(store, small_list(tmp_path / "in.xlsx")))
    changed(blank, 3, Source("field", "risk_grade", format=format))
    finish(fill(store, blank, YEAR, tmp_path / "out.xlsx"))
    assert cells(tmp_path / "out.xlsx")[2][2] == shown


def test_whole_numbers_only_from_a_template_and_on_record(store: Store, town: Town, make: Make, tmp_path: Path) -> None:
    number = "341823199003071230"
    make(Certificate, person_name="甲", enterprise=town.mill.id, kind="特种作业操作证", cert_no="T1", id_card=number)
    blank = finish(read_blank(store, certificates_list(tmp_path / "in.xlsx")))
    changed(blank, 5, replace(blank.plan.sources[5], format="spaced"))
    told = finish(fill(store, blank, YEAR, tmp_path / "one.xlsx"))
    assert "*" in cells(tmp_path / "one.xlsx")[4][4] and told.missing[0].startswith("电话、身份证号遮住了")
    save_template(store, blank, "持证表")
    finish(fill(store, blank, YEAR, tmp_path / "two.xlsx"))
    assert cells(tmp_path / "two.xlsx")[4][4] == "341823 19900307 1230"
    assert store.can_undo() == "填表：持证表，2026年（含完整的身份证号或电话）"
    assert find_template(store, "持证表").filled_count == 1


def test_a_template_fills_the_next_period_and_knows_its_blank_again(
    store: Store, town: Town, make: Make, tmp_path: Path
) -> None:
    make(
        HiddenDanger,
        enterprise=town.mill.id,
        found_date=dt.date(2026, 10, 3),
        description="十月的",
        level=Level.GENERAL,
    )
    path = dangers_list(tmp_path / "in.xlsx")
    blank, _ = finish(fill_file(store, str(path), tmp_path / "a.xlsx", NOVEMBER, "月清单"))
    changed(blank, 10, Source("text", text="已核"))
    save_template(store, blank, "月清单")
    path.unlink()
    finish(fill_file(store, "月清单", tmp_path / "b.xlsx", read_period("2026-10")))
    assert cells(tmp_path / "b.xlsx")[2][3] == "十月的" and cells(tmp_path / "b.xlsx")[2][9] == "已核"
    again = finish(read_blank(store, dangers_list(tmp_path / "other.xlsx", lines=8)))
    assert again.template is not None and again.plan.sources[10].text == "已核"
    with pytest.raises(Refusal, match="已有的：月清单"):
        find_template(store, "别的")


def test_a_template_is_a_record_that_undo_takes_back(store: Store, town: Town, tmp_path: Path) -> None:
    blank = finish(read_blank(store, COUNTY_LIST))
    save_template(store, blank, "县表")
    assert store.find(FillTemplate)[0].form == "名单"
    store.undo()
    assert store.find(FillTemplate) == []


def test_whom_to_call_comes_from_two_links_away(store: Store, town: Town, make: Make, tmp_path: Path) -> None:
    keeper = make(Staff, name="韩某", mobile="15700007134")
    grid = make(Grid, name="一网格", village=town.village.id, supervisor=keeper.id)
    make(
        Enterprise,
        name="甲",
        grid=grid.id,
        village=town.village.id,
        override_grade=Grade.RED,
        override_reason="多",
        override_approver="吴某",
    )
    blank = finish(read_blank(store, COUNTY_LIST))
    save_template(store, blank, "县表")
    finish(fill(store, blank, YEAR, tmp_path / "out.xlsx"))
    assert cells(tmp_path / "out.xlsx")[2][7] == "韩某 15700007134"


def test_a_clean_copy_has_no_remarks(store: Store, town: Town, tmp_path: Path) -> None:
    blank = finish(read_blank(store, certificates_list(tmp_path / "in.xlsx")))
    blank.plan = Plan.of_data({**blank.plan.to_data(), "marked": False})
    told = finish(fill(store, blank, YEAR, tmp_path / "out.xlsx"))
    with zipfile.ZipFile(tmp_path / "out.xlsx") as bundle:
        assert not [name for name in bundle.namelist() if "comments" in name]
    assert told.missing, "what stayed empty is listed all the same"
