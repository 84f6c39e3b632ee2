"""The sample town's records of services, sanctions, grids, rescue and training: every ledger, every state."""

from collections import Counter
from typing import Any

import pytest
from town import NOW

from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.society.blacklist import Blacklist, ListState
from safety_desk.ledgers.society.chapter import TABS
from safety_desk.ledgers.society.grid_patrol import GridPatrol
from safety_desk.ledgers.society.insurance import LiabilityInsurance, PolicyState
from safety_desk.ledgers.society.mutual import MutualActivity, MutualKind
from safety_desk.ledgers.society.plan import Drill, EmergencyPlan, PlanState
from safety_desk.ledgers.society.training import Training
from safety_desk.options import Scene
from safety_desk.record import Record
from safety_desk.sample_town.town import sample_town

LEDGERS = [ledger for tab in TABS for ledger in tab.ledgers]


@pytest.fixture(scope="module")
def records() -> dict[type[Record], list[Any]]:
    """What the sample town has, by class; a record that comes twice as it came last."""
    known = {record.id: record for record in next(sample_town(Scene(at=NOW)))}
    found: dict[type[Record], list[Any]] = {}
    for record in known.values():
        found.setdefault(type(record), []).append(record)
    return found


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
def test_every_ledger_has_records_and_its_numbers_are_its_own(
    ledger: Any, records: dict[type[Record], list[Any]]
) -> None:
    assert records[ledger.record]
    for name, field in ledger.fields.items():
        if field.serial:
            assert max(Counter(getattr(record, name) for record in records[ledger.record]).values()) == 1, name


@pytest.mark.parametrize(
    ("cls", "field", "states"),
    [
        (Blacklist, "state", ListState),
        (EmergencyPlan, "state", PlanState),
        (LiabilityInsurance, "state", PolicyState),
        (MutualActivity, "kind", MutualKind),
    ],
)
def test_every_state_is_there(
    records: dict[type[Record], list[Any]], cls: type[Record], field: str, states: Any
) -> None:
    assert {getattr(record, field) for record in records[cls]} == set(states)


def test_what_a_patrol_or_a_group_found_is_a_hidden_danger_of_that_day(records: dict[type[Record], list[Any]]) -> None:
    dangers = {(d.source, d.found_date, d.enterprise or d.public_area) for d in records[HiddenDanger]}
    patrols = [p for p in records[GridPatrol] if p.noted]
    checks = [a for a in records[MutualActivity] if a.noted]
    assert len(patrols) > 60 and len(checks) >= 8
    assert all(("村网格巡查", p.date, p.enterprise or p.public_area) in dangers for p in patrols)
    assert all(("协作组互查", a.date, a.checked_enterprise) in dangers for a in checks)


def test_a_plan_that_counts_as_drilled_was_drilled_since_it_was_issued(records: dict[type[Record], list[Any]]) -> None:
    days: dict[int, list[Any]] = {}
    for drill in records[Drill]:
        days.setdefault(drill.plan, []).append(drill.date)
    drilled = [plan for plan in records[EmergencyPlan] if plan.state is PlanState.DRILLED]
    assert len(drilled) > 30 and all(max(days[plan.id]) >= plan.issue_date for plan in drilled)


def test_some_trainings_are_too_short_and_most_are_not(records: dict[type[Record], list[Any]]) -> None:
    short = [training for training in records[Training] if training.hours_short]
    assert 0 < len(short) < len(records[Training]) / 5
