"""重大危险源 (domain §3.8): the sums, the table that they look up, and what they make of the enterprise."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, taken

from safety_desk.db.store import Store
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.firm.hazard import (
    ENT_MAJOR_HAZARDS,
    CriticalQuantity,
    EntMajorHazard,
    HazardLevel,
    MajorHazardItem,
    alpha,
    hazard_ratio,
    level_of,
    r_value,
)
from safety_desk.ledgers.firm.special import ENT_AMMONIAS, EntAmmonia
from safety_desk.ledgers.grade import Grade

D = dt.date


@pytest.mark.parametrize(
    ("residents", "factor"), [(0, 0.5), (1, 1.0), (29, 1.0), (30, 1.2), (49, 1.2), (50, 1.5), (99, 1.5), (100, 2.0)]
)
def test_alpha_by_the_people_around(residents: int, factor: float) -> None:
    assert alpha(residents) == factor


@pytest.mark.parametrize(
    ("r", "level"),
    [
        (100, HazardLevel.ONE),
        (99.9, HazardLevel.TWO),
        (50, HazardLevel.TWO),
        (49.9, HazardLevel.THREE),
        (10, HazardLevel.THREE),
        (9.9, HazardLevel.FOUR),
    ],
)
def test_levels_begin_with_their_bound(r: float, level: HazardLevel) -> None:
    assert level_of(r) is level


def test_substances_add_up() -> None:
    assert hazard_ratio([(5, 10), (2.5, 5)]) == 1
    assert r_value(60, [(20, 10, 2), (5, 5, 4)]) == 1.5 * (2 * 2 + 4 * 1)


@pytest.fixture
def unit(store: Store, town: Town) -> Any:
    def stored(*items: dict[str, Any], **values: Any) -> EntMajorHazard:
        hazard = made(store, EntMajorHazard, enterprise=town.station.id, name="罐区", **values)
        for item in items:
            made(store, MajorHazardItem, major_hazard=hazard.id, **item)
        return store.get(EntMajorHazard, hazard.id or 0)

    return stored


def test_the_table_gives_what_an_item_leaves_empty(store: Store, unit: Any) -> None:
    hazard = unit({"substance": "汽油", "quantity": 50})
    [item] = store.find(MajorHazardItem)
    assert (item.critical, item.beta, item.ratio) == (200, None, 0.25)
    assert (hazard.ratio, hazard.level) == (0.25, HazardLevel.NONE)


def test_without_beta_or_residents_it_is_one_but_of_no_level_yet(store: Store, unit: Any) -> None:
    hazard = unit({"substance": "汽油", "quantity": 500})
    assert (hazard.ratio, hazard.level) == (2.5, None)
    assert hazard.told == "构成重大危险源；分级还缺汽油的校正系数 β、500 米内常住人口"


def test_an_unknown_substance_is_named(unit: Any) -> None:
    assert unit({"substance": "某某气", "quantity": 5}).told == "缺临界量：某某气"


def test_the_worst_unit_is_the_level_of_the_enterprise_and_turns_it_red(store: Store, town: Town, unit: Any) -> None:
    hazard = unit({"substance": "氯", "quantity": 60, "beta": 4}, residents=120)
    assert (hazard.r_value, hazard.level) == (96, HazardLevel.TWO)
    station = store.get(Enterprise, town.station.id or 0)
    assert (station.major_hazard_level, station.risk_grade) == (2, Grade.RED)
    changed(store, hazard, closed_on=D(2026, 11, 1))
    assert store.get(Enterprise, town.station.id or 0).major_hazard_level is None


def test_an_item_taken_away_is_counted_no_more(store: Store, unit: Any) -> None:
    hazard = unit(
        {"substance": "氨", "quantity": 12, "beta": 2}, {"substance": "氯", "quantity": 1, "beta": 4}, residents=0
    )
    assert hazard.ratio == 1.4
    [_, chlorine] = store.find(MajorHazardItem, order="seq")
    store.remove("删除物质", chlorine)
    assert store.get(EntMajorHazard, hazard.id or 0).ratio == 1.2


def test_it_is_assessed_again_after_three_years_and_the_step_moves_that(store: Store, unit: Any) -> None:
    hazard = unit(assessed_on=D(2023, 12, 1))
    assert hazard.next_assess == D(2026, 12, 1)
    assert taken(store, hazard, "登记重新评估", assessed_on=D(2026, 11, 20)).next_assess == D(2029, 11, 20)


def test_one_that_is_not_filed_is_doubted(store: Store, unit: Any) -> None:
    hazard = unit({"substance": "氨", "quantity": 12, "beta": 2}, residents=0)
    assert hazard.level is HazardLevel.FOUR
    assert [p.field for p in ENT_MAJOR_HAZARDS.problems(hazard, store.scene())] == ["filing_no"]
    assert not ENT_MAJOR_HAZARDS.problems(hazard.replace(filing_no="BA001"), store.scene())


@pytest.mark.parametrize(
    ("amount", "said", "doubted"), [(10, False, True), (10, True, False), (9.9, True, True), (9.9, False, False)]
)
def test_ammonia_is_a_major_hazard_from_the_office_s_critical_quantity_on(
    store: Store, amount: float, said: bool, doubted: bool
) -> None:
    problems = ENT_AMMONIAS.problems(EntAmmonia(enterprise=1, amount=amount, is_major_hazard=said), store.scene())
    assert [p.field for p in problems if p.doubt] == (["is_major_hazard"] if doubted else [])


def test_the_built_in_quantities_are_the_handbook_s(store: Store) -> None:
    told = {entry.name: entry.quantity for entry in store.find(CriticalQuantity)}
    assert told == {"氨": 10, "氯": 5, "汽油": 200, "甲醇": 500, "液化石油气": 50, "天然气": 50}
