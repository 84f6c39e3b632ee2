"""The measures of duties, tasks and supervision count what their 口径 says."""

import datetime as dt

from town import Town, changed, made

from safety_desk.db.store import Store
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.govern.documents import GovLevel, ImplTask, PolicyDoc
from safety_desk.ledgers.govern.duties import DutyList, DutyOccurrence
from safety_desk.ledgers.govern.figures import GOVERN_MEASURES
from safety_desk.ledgers.govern.supervise import CaseState, SuperviseCase
from safety_desk.ledgers.govern.task import TaskState
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.periods import read_period

D = dt.date


def counted(store: Store, name: str, period: str) -> int:
    measure = GOVERN_MEASURES[name]
    return store.count(store.ledgers[measure.ledger].record, measure.rows(read_period(period)))


def test_duties_are_counted_by_the_day_they_are_owed(store: Store, town: Town) -> None:
    duty = made(store, DutyList, org=town.office.id, year=2026)
    days = {"2026Q1": D(2026, 3, 31), "2026Q2": D(2026, 6, 30), "2026Q3": D(2026, 9, 30)}
    times = [made(store, DutyOccurrence, duty=duty.id, period_key=key, due_date=day) for key, day in days.items()]
    changed(store, times[1], done_at=D(2026, 8, 1))
    assert [counted(store, name, "2026H1") for name in ("duties_owed", "duties_done", "duties_late")] == [2, 1, 1]
    assert [counted(store, name, "2026Q3") for name in ("duties_owed", "duties_done", "duties_late")] == [1, 0, 1]


def test_a_task_is_late_from_the_day_after_its_term_until_it_is_done(store: Store) -> None:
    doc = made(store, PolicyDoc, level=GovLevel.TOWN)
    task = made(store, ImplTask, source_doc=doc.id, due_date=D(2026, 10, 31))
    assert [counted(store, "tasks_late", month) for month in ("2026-10", "2026-11")] == [0, 1]
    assert counted(store, "tasks_due", "2026-10") == 1
    changed(store, task, status=TaskState.DONE, finish_date=D(2026, 11, 2))
    assert counted(store, "tasks_late", "2026-11") == 0


def test_a_late_major_danger_is_to_be_listed_until_it_is(store: Store, town: Town) -> None:
    danger = made(store, HiddenDanger, enterprise=town.mill.id, found_date=D(2026, 9, 1), deadline=D(2026, 10, 15),
                  level=Level.MAJOR, status=State.MAJOR_MENDING, major_criteria="GM23-3-1")  # fmt: skip
    assert [counted(store, "cases_to_list", month) for month in ("2026-09", "2026-10")] == [0, 1]
    made(store, SuperviseCase, hidden_danger=danger.id)
    assert counted(store, "cases_to_list", "2026-10") == 0


def test_a_case_is_left_until_it_is_taken_off(store: Store) -> None:
    proposed = made(store, SuperviseCase)
    listed = changed(store, proposed, status=CaseState.MENDING, listed_date=D(2026, 9, 10), deadline=D(2026, 12, 1))
    changed(store, listed, status=CaseState.DELISTED, delist_date=D(2026, 10, 20))
    assert [counted(store, "cases_left", month) for month in ("2026-08", "2026-09", "2026-10")] == [0, 1, 0]
    assert [counted(store, "cases_delisted", month) for month in ("2026-09", "2026-10")] == [0, 1]
    assert counted(store, "cases_listed", "2026-09") == 1
