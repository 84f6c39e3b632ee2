"""Mutual groups, service contracts, patrols of the grids, experts and insurance."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.enterprise import Enterprise, EntStatus
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.place import Grid
from safety_desk.ledgers.society.expert import Expert, ExpertHelp
from safety_desk.ledgers.society.figures import MEASURES, RATES
from safety_desk.ledgers.society.grid_patrol import GridPatrol, PatrolRules, completion
from safety_desk.ledgers.society.insurance import (
    LIABILITY_INSURANCES,
    LiabilityInsurance,
    PolicyState,
    gaps,
    in_force,
)
from safety_desk.ledgers.society.mutual import (
    MUTUAL_GROUPS,
    MutualActivity,
    MutualGroup,
    MutualKind,
    MutualRules,
    compare_score,
)
from safety_desk.ledgers.society.service import ServiceContract, ServiceOrg, ServiceVisit, contract_year
from safety_desk.measures import rate
from safety_desk.periods import Period, read_period

D = dt.date
WAN = 1_000_000


def share(store: Store, name: str, period: Period) -> float | None:
    """A named rate of the chapter in a period."""
    [named] = [one for one in RATES if one.title == name]
    return rate(store.measure(named.part, period), store.measure(named.whole, period))


# mutual groups


@pytest.fixture
def group(store: Store, town: Town) -> MutualGroup:
    third = made(store, Enterprise, name="潘村竹器厂", village=town.village.id)
    members = (town.mill.id, town.station.id, third.id)
    return made(
        store, MutualGroup, name="竹木组", leader_enterprise=town.mill.id, members=members, established=D(2026, 1, 15)
    )


def test_two_members_are_no_group(store: Store, town: Town, group: MutualGroup) -> None:
    two = group.replace(members=(town.mill.id, town.station.id))
    [problem] = MUTUAL_GROUPS.problems(two, store.scene())
    assert "至少要有 3 家" in problem.text
    store.set_options("改设置", MutualRules(least_members=2))
    assert MUTUAL_GROUPS.problems(two, store.scene()) == []


def test_what_a_group_did_last_moves_what_is_due(store: Store, town: Town, group: MutualGroup) -> None:
    assert (group.next_self, group.next_check, group.next_compare) == (D(2026, 2, 15), D(2026, 4, 15), D(2026, 7, 15))
    for day in (D(2026, 8, 31), D(2026, 5, 6)):
        made(store, MutualActivity, group=group.id, kind=MutualKind.CHECK, date=day, checked_enterprise=town.mill.id)
    group = store.get(MutualGroup, group.id)
    assert (group.last_check, group.next_check, group.next_self) == (D(2026, 8, 31), D(2026, 11, 30), D(2026, 2, 15))


@pytest.mark.parametrize(
    ("rates", "score"),
    [((100, 100, 100), 100), ((90, 75, 80), 82.5), ((0, 0, 0), 0), ((100, 0, 0), 40), ((0, 100, 0), 30)],
)
def test_groups_are_compared_by_three_things(store: Store, group: MutualGroup, rates: Any, score: float) -> None:
    assert compare_score(*rates, MutualRules()) == score
    rectified, checked, shared = map(float, rates)
    values = {"rectified_rate": rectified, "checked_rate": checked, "shared_score": shared}
    made_ = made(store, MutualActivity, group=group.id, kind=MutualKind.COMPARE, **values)
    assert made_.score == score
    assert changed(store, made_, shared_score=None).score is None


def test_what_others_found_becomes_a_hidden_danger_once(store: Store, town: Town, group: MutualGroup) -> None:
    found = {"group": group.id, "checked_enterprise": town.station.id, "problem": "灭火器失压"}
    activity = made(store, MutualActivity, date=D(2026, 11, 2), **found)
    after = taken(store, activity, "登记为隐患")
    [danger] = store.find(HiddenDanger)
    said = (danger.source, danger.enterprise, danger.found_date, danger.found_by, danger.description)
    assert said == ("协作组互查", town.station.id, D(2026, 11, 2), "竹木组", "灭火器失压")
    assert after.noted and offered(store, after) == set()


@pytest.mark.parametrize(
    ("missing", "why"), [("problem", "写明隐患内容"), ("checked_enterprise", "先填查出隐患的单位")]
)
def test_nothing_is_noted_without_a_site_and_words(
    store: Store, town: Town, group: MutualGroup, missing: str, why: str
) -> None:
    found = {"checked_enterprise": town.mill.id, "problem": "通道堵塞"}
    with pytest.raises(Refusal, match=why):
        taken(store, made(store, MutualActivity, group=group.id, **found), "登记为隐患", **{missing: None})
    assert offered(store, made(store, MutualActivity, group=group.id)) == set()


def test_an_expert_is_named_as_the_finder(store: Store, town: Town) -> None:
    expert = made(store, Expert, name="查某")
    help_ = made(store, ExpertHelp, expert=expert.id, enterprise=town.mill.id, problem="除尘风量不足")
    taken(store, help_, "登记为隐患")
    [danger] = store.find(HiddenDanger)
    assert (danger.source, danger.found_by) == ("专家", "查某")


# contracts


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (D(2025, 3, 9), D(2025, 3, 10)),
        (D(2025, 3, 10), D(2025, 3, 10)),
        (D(2026, 3, 9), D(2025, 3, 10)),
        (D(2026, 3, 10), D(2026, 3, 10)),
        (D(2027, 2, 1), D(2026, 3, 10)),
    ],
)
def test_a_contract_counts_by_its_own_years(day: D, first: D) -> None:
    assert contract_year(D(2025, 3, 10), day) == first


def test_a_contract_from_a_leap_day_has_years_too() -> None:
    assert contract_year(D(2024, 2, 29), D(2025, 2, 28)) == D(2025, 2, 28)


def test_the_share_of_visits_is_that_of_the_latest_year(store: Store, town: Town) -> None:
    org = made(store, ServiceOrg, name="某安全服务公司")
    term = {"start": D(2025, 3, 10), "end": D(2027, 3, 9), "kind": "全托管"}
    contract = made(store, ServiceContract, enterprise=town.mill.id, org=org.id, frequency=4, **term)
    assert (contract.visits_done, contract.done_rate) == (0, 0.0)
    for day in (D(2025, 5, 1), D(2025, 9, 1), D(2026, 3, 10), D(2026, 6, 1), D(2026, 9, 1)):
        made(store, ServiceVisit, contract=contract.id, date=day)
    contract = store.get(ServiceContract, contract.id)
    assert (contract.visits_done, contract.done_rate) == (3, 75.0)
    assert changed(store, contract, frequency=None).done_rate is None
    later = {"start": D(2027, 3, 10), "end": D(2028, 3, 9), "enterprise": town.mill.id, "org": org.id}
    made(store, ServiceContract, kind="评价", **later)
    assert not store.get(ServiceContract, contract.id).renewed
    made(store, ServiceContract, kind="全托管", **later)
    assert store.get(ServiceContract, contract.id).renewed


# grids


@pytest.fixture
def grids(store: Store, town: Town) -> tuple[Grid, Grid]:
    return made(store, Grid, name="上村网格", village=town.village.id), made(
        store, Grid, name="下村网格", village=town.far_village.id
    )


def test_a_grid_without_a_round_is_named(store: Store, grids: tuple[Grid, Grid]) -> None:
    up, down = grids
    patrol = made(store, GridPatrol, grid=up.id, date=D(2026, 11, 2), patroller="方某")
    assert patrol.village == up.village
    november, october = read_period("2026-11"), read_period("2026-10")
    assert [grid.id for grid in store.find(Grid, MEASURES["grids_missed"].rows(november))] == [down.id]
    assert store.count(Grid, MEASURES["grids_missed"].rows(october)) == 2
    assert (share(store, "网格巡查覆盖率", november), share(store, "网格巡查覆盖率", october)) == (0.5, 0)


@pytest.mark.parametrize(
    ("done", "grids_", "period", "visits", "told"),
    [
        (3, 4, "2026-11", 1, 0.75),
        (9, 4, "2026-11", 1, 1.0),
        (6, 4, "2026Q4", 1, 0.5),
        (4, 4, "2026-11", 2, 0.5),
        (0, 0, "2026", 1, None),
    ],
)
def test_rounds_made_of_rounds_owed(done: int, grids_: int, period: str, visits: int, told: float | None) -> None:
    assert completion(done, grids_, read_period(period), PatrolRules(month_visits=visits)) == told


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"found_count": 1}, "problem"),
        ({"reported": True}, "reported"),
        ({"found_count": 1, "problem": "占道", "reported": True, "reported_at": D(2026, 11, 1)}, "reported_at"),
        ({"date": D(2026, 11, 24)}, "date"),
        ({"found_count": 1, "problem": "占道", "reported": True, "reported_at": D(2026, 11, 2)}, None),
    ],
)
def test_a_patrol_says_what_it_found(store: Store, values: dict[str, Any], field: str | None) -> None:
    patrol = GridPatrol(**{"grid": 1, "date": D(2026, 11, 2), "patroller": "方某", **values})
    problems = store.ledgers["grid_patrols"].problems(patrol, store.scene())
    assert [problem.field for problem in problems] == ([field] if field else [])


def test_a_patrol_may_find_something_in_a_public_area(store: Store, town: Town, grids: tuple[Grid, Grid]) -> None:
    found = {"public_area": town.bridge.id, "found_count": 1, "problem": "护栏缺损"}
    taken(store, made(store, GridPatrol, grid=grids[0].id, patroller="方某", **found), "登记为隐患")
    [danger] = store.find(HiddenDanger)
    assert (danger.public_area, danger.enterprise, danger.source) == (town.bridge.id, None, "村网格巡查")


# insurance


@pytest.fixture
def policy(store: Store, town: Town) -> Any:
    def held(**values: Any) -> LiabilityInsurance:
        term = {"start": D(2026, 1, 1), "end": D(2026, 12, 31), "enterprise": town.mill.id, "policy_no": "A1"}
        return made(store, LiabilityInsurance, **{**term, **values})

    return held


@pytest.mark.parametrize(
    ("day", "state", "covers"),
    [
        (D(2025, 12, 31), PolicyState.HELD, False),
        (D(2026, 1, 1), PolicyState.HELD, True),
        (D(2026, 12, 31), PolicyState.HELD, True),
        (D(2027, 1, 1), PolicyState.HELD, False),
        (D(2026, 6, 1), PolicyState.VOID, False),
    ],
)
def test_a_policy_covers_its_first_and_last_day(day: D, state: PolicyState, covers: bool) -> None:
    assert in_force(LiabilityInsurance(start=D(2026, 1, 1), end=D(2026, 12, 31), state=state), day) is covers


@pytest.mark.parametrize(
    ("persons", "staff", "each", "count"),
    [
        (30, 30, 40 * WAN, 0),
        (29, 30, 40 * WAN, 1),
        (30, 30, 40 * WAN - 1, 1),
        (1, 30, WAN, 2),
        (None, 30, None, 0),
        (5, None, 50 * WAN, 0),
    ],
)
def test_all_are_covered_and_with_at_least_400000_yuan(
    persons: int | None, staff: int | None, each: int | None, count: int
) -> None:
    assert len(gaps(persons, staff, each)) == count


def test_a_policy_tells_its_gaps_and_that_the_enterprise_is_insured(store: Store, town: Town, policy: Any) -> None:
    changed(store, town.mill, employees=30)
    held = policy(persons=28, coverage_death=30 * WAN)
    assert held.gap == "投保 28 人，少于从业人员 30 人；每人限额 30 万元，低于 40 万元"
    assert store.get(Enterprise, town.mill.id).has_liability_ins
    [doubt] = LIABILITY_INSURANCES.problems(held, store.scene())
    assert doubt.field == "coverage_death" and doubt.doubt
    assert "不能删除" in LIABILITY_INSURANCES.keep(held, store.kin())
    void = taken(store, held, "作废", void_reason="录错")
    assert not store.get(Enterprise, town.mill.id).has_liability_ins
    assert LIABILITY_INSURANCES.keep(void, store.kin()) == ""


def test_a_policy_that_was_renewed_is_not_reminded_of(store: Store, policy: Any) -> None:
    old = policy(policy_no="A0", start=D(2025, 1, 1), end=D(2025, 12, 31))
    new = policy()
    assert [store.get(LiabilityInsurance, one.id).renewed for one in (old, new)] == [True, False]
    taken(store, new, "作废", void_reason="录错")
    assert not store.get(LiabilityInsurance, old.id).renewed


def test_coverage_counts_dangerous_trades_that_are_there(store: Store, town: Town, policy: Any) -> None:
    for enterprise in (town.mill, town.station):
        changed(store, enterprise, is_high_risk=True)
    made(store, Enterprise, name="已关闭采石场", is_high_risk=True, status=EntStatus.CLOSED)
    this_year = read_period("2026")
    assert share(store, "安责险覆盖率", this_year) == 0
    policy()
    assert share(store, "安责险覆盖率", this_year) == 0.5
    assert share(store, "安责险覆盖率", read_period("2027")) == 0
    assert [e.name for e in store.find(Enterprise, MEASURES["uninsured"].rows(this_year))] == ["章渡加油站"]
