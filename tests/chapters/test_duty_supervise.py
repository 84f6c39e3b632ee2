"""监管分类 (domain item 8): the matrix, what raises and lowers a class, how often each is checked."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import Level
from safety_desk.ledgers.duty.changes import ListVersion, MechanismReview, ReassessTrigger
from safety_desk.ledgers.duty.figures import TO_RECLASSIFY, check_measures, class_measures, figures
from safety_desk.ledgers.duty.posts import RespSystem
from safety_desk.ledgers.duty.standard import Standardization
from safety_desk.ledgers.duty.std_state import Occasion, Reached, StdState
from safety_desk.ledgers.duty.supervise import (
    SUPERVISE_CLASS_RECORDS,
    MgmtLevel,
    SuperviseClassRecord,
    SuperviseRules,
    by_matrix,
    class_told,
    mgmt_level,
)
from safety_desk.ledgers.enterprise import CreditStatus, Enterprise, StdLevel, SuperviseClass
from safety_desk.ledgers.frequency import (
    SUPERVISE_FREQS,
    FreqKind,
    FreqRules,
    SuperviseFreq,
    built_in,
    due_next,
    focus_of,
    times_a_year,
)
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.risk import RiskPoint
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.measures import Rate
from safety_desk.periods import month_of

D = dt.date
TODAY = D(2026, 11, 23)
RULES = SuperviseRules()
GOOD, FAIR, POOR = MgmtLevel


@pytest.mark.parametrize(
    ("grade", "row"), [(Grade.RED, "CDD"), (Grade.ORANGE, "BCD"), (Grade.YELLOW, "BBC"), (Grade.BLUE, "AAB")]
)
def test_the_matrix(grade: Grade, row: str) -> None:
    assert "".join(by_matrix(grade, level, RULES).value for level in MgmtLevel) == row


@pytest.mark.parametrize(
    ("score", "std", "penalised", "level"),
    [
        (85, StdLevel.NONE, False, GOOD), (84.9, StdLevel.ONE, False, FAIR), (70, StdLevel.NONE, False, FAIR),
        (69.9, StdLevel.ONE, False, POOR), (None, StdLevel.TWO, False, GOOD), (None, StdLevel.ONE, False, GOOD),
        (None, StdLevel.THREE, False, FAIR), (None, StdLevel.MICRO, False, POOR), (None, StdLevel.NONE, False, POOR),
        (100, StdLevel.ONE, True, POOR),
    ],
)  # fmt: skip
def test_how_well_an_enterprise_is_managed(
    score: float | None, std: StdLevel, penalised: bool, level: MgmtLevel
) -> None:
    assert mgmt_level(score, std, penalised, RULES) is level


@pytest.mark.parametrize(
    ("grade", "level", "events", "told"),
    [
        (Grade.YELLOW, GOOD, (), "B"), (Grade.YELLOW, GOOD, ("重大隐患",), "C"), (Grade.RED, POOR, ("亡人事故",), "D"),
        (Grade.BLUE, GOOD, ("黑名单",), "D"), (Grade.ORANGE, FAIR, ("12个月无逾期且标准化升级",), "B"),
        (Grade.BLUE, GOOD, ("12个月无逾期且标准化升级",), "A"),
        (Grade.ORANGE, FAIR, ("12个月无逾期且标准化升级", "拒不整改"), "D"), (Grade.BLUE, FAIR, ("停产复产",), "B"),
    ],
)  # fmt: skip
def test_events_raise_a_class_and_care_lowers_it(grade: Grade, level: MgmtLevel, events: Any, told: str) -> None:
    assert class_told(grade, level, events, RULES).value == told


@pytest.mark.parametrize(
    ("cls", "listed", "times", "due"),
    [
        ("D", False, 4, D(2026, 6, 10)), ("C", False, 2, D(2026, 9, 10)), ("B", False, 1, D(2027, 3, 10)),
        ("A", False, 0, None), ("C", True, 4, D(2026, 6, 10)),
    ],
)  # fmt: skip
def test_each_class_is_checked_in_its_interval(cls: str, listed: bool, times: int, due: D | None) -> None:
    firm = Enterprise(name="甲", supervise_class=SuperviseClass(cls), risk_grade=Grade.RED)  # type: ignore[call-arg]
    firm = firm.replace(credit_status=CreditStatus.LISTED if listed else CreditStatus.NORMAL)
    asked = times_a_year(firm, list(built_in()), FreqRules())
    assert asked == times
    assert due_next(D(2026, 3, 10), D(2020, 1, 1), asked) == due
    assert due_next(None, D(2026, 3, 10), asked) == due


@pytest.mark.parametrize(
    ("grade", "times"), [(Grade.RED, 4), (Grade.ORANGE, 2), (Grade.YELLOW, 1), (Grade.BLUE, 0), (None, 0)]
)
def test_before_a_class_is_decided_the_colour_says_how_often(grade: Grade | None, times: int) -> None:
    assert times_a_year(Enterprise(name="甲", risk_grade=grade), list(built_in()), FreqRules()) == times


def test_with_the_classes_switched_off_the_colours_rule_and_the_colour_says_what_is_looked_at() -> None:
    firm = Enterprise(name="甲", risk_grade=Grade.RED, supervise_class=SuperviseClass.B)
    rows = list(built_in())
    assert times_a_year(firm, rows, FreqRules()) == 1 and "重大危险源" in (focus_of(firm, rows) or "")
    colours = [row.replace(enabled=row.supervise_class is None) for row in rows]
    assert times_a_year(firm, colours, FreqRules()) == 4
    own = [row.replace(focus="本地重点") if row.supervise_class is SuperviseClass.B else row for row in rows]
    assert focus_of(firm, own) == "本地重点"


def test_a_row_about_checks_is_about_a_class_or_a_colour(store: Store) -> None:
    both = SuperviseFreq(name="甲", supervise_class=SuperviseClass.A, risk_grade=Grade.RED)
    neither = SuperviseFreq(name="乙")
    for row in (both, neither):
        assert [problem.field for problem in SUPERVISE_FREQS.problems(row, store.scene())] == ["supervise_class"]


def test_the_office_has_the_frequencies_from_the_first_day(store: Store) -> None:
    patrols = {freq.risk_grade: freq.times for freq in store.find(SuperviseFreq) if freq.kind is FreqKind.PATROL}
    assert patrols == {Grade.RED: 52, Grade.ORANGE: 24, Grade.YELLOW: 12, Grade.BLUE: 4}


@pytest.fixture
def graded(store: Store, town: Town) -> Enterprise:
    return changed(
        store,
        town.mill,
        override_grade=Grade.ORANGE,
        override_reason="试",
        override_approver="吴某",
        std_level=StdLevel.THREE,
    )


def decided(store: Store, enterprise: Enterprise, **values: Any) -> SuperviseClassRecord:
    return made(store, SuperviseClassRecord, enterprise=enterprise.id, **{"effective_from": D(2026, 1, 5), **values})


def test_a_class_follows_from_the_enterprise_and_stands_on_it(store: Store, graded: Enterprise) -> None:
    record = decided(store, graded)
    assert (record.base_grade, record.mgmt_level, record.class_calc, record.class_final) == (
        Grade.ORANGE,
        FAIR,
        SuperviseClass.C,
        SuperviseClass.C,
    )
    assert record.year == 2026
    assert store.get(Enterprise, graded.id).supervise_class is SuperviseClass.C


def test_what_other_ledgers_know_is_an_event(store: Store, graded: Enterprise) -> None:
    made(
        store, HiddenDanger, enterprise=graded.id, found_date=D(2026, 1, 2), level=Level.MAJOR, major_criteria="第一条"
    )
    assert decided(store, graded).events == ("重大隐患",)
    listed = changed(store, graded, credit_status=CreditStatus.LISTED)
    record = decided(store, listed, effective_from=TODAY)
    assert (record.events, record.class_final) == (("重大隐患", "黑名单"), SuperviseClass.D)


def test_the_next_decision_ends_the_last_and_leaves_it_as_it_was(store: Store, graded: Enterprise) -> None:
    first = decided(store, graded)
    taken(store, first, "重新定类", events=("亡人事故",), reason="发生亡人事故", approver="吴某")
    first = store.get(SuperviseClassRecord, first.id)
    [second] = [one for one in store.find(SuperviseClassRecord) if one.id != first.id]
    assert (first.effective_to, first.events, first.class_final) == (D(2026, 11, 22), None, SuperviseClass.C)
    assert (second.effective_from, second.class_final) == (TODAY, SuperviseClass.D)
    assert store.get(Enterprise, graded.id).supervise_class is SuperviseClass.D
    assert "重新定类" not in offered(store, first)


def test_a_class_set_by_hand_has_reason_and_approver(store: Store, graded: Enterprise) -> None:
    raw = {"enterprise": graded.name, "effective_from": "2026-11-01", "class_final": "A"}
    done = SUPERVISE_CLASS_RECORDS.read(raw, store.context(), store.scene())
    assert {problem.field for problem in done.errors} == {"reason", "approver"}
    record = decided(store, graded, class_final=SuperviseClass.A, reason="县里定的", approver="吴某")
    assert (record.class_calc, record.class_final) == (SuperviseClass.C, SuperviseClass.A)


def test_an_automatic_class_moves_with_its_facts_and_one_by_hand_stays(store: Store, graded: Enterprise) -> None:
    record = decided(store, graded)
    assert changed(store, record, mgmt_score=90).class_final is SuperviseClass.B
    by_hand = changed(store, record, class_final=SuperviseClass.D, reason="从严", approver="吴某")
    assert changed(store, by_hand, mgmt_score=95).class_final is SuperviseClass.D


def test_a_decision_in_force_is_not_deleted_and_none_begins_tomorrow(store: Store, graded: Enterprise) -> None:
    with pytest.raises(Refusal, match="重新定类"):
        store.remove("删", decided(store, graded))
    raw = {"enterprise": graded.name, "effective_from": "2026-11-24"}
    done = SUPERVISE_CLASS_RECORDS.read(raw, store.context(), store.scene())
    assert [problem.field for problem in done.errors] == ["effective_from"]


def test_who_was_not_checked_within_the_interval_is_counted(store: Store, graded: Enterprise) -> None:
    decided(store, graded)
    month = month_of(TODAY)
    measures = check_measures(store.find(SuperviseFreq), FreqRules())
    unseen = measures["unseen_C"].rows(month)
    assert store.count(Enterprise, measures["owed_C"].rows(month)) == store.count(Enterprise, unseen) == 1
    made(store, Inspection, enterprise=graded.id, start_at=dt.datetime(2026, 5, 29, 9), result=VisitResult.CLEAN)
    assert store.count(Enterprise, unseen) == 1  # half a year before 30 November is 30 May
    made(store, Inspection, enterprise=graded.id, start_at=dt.datetime(2026, 6, 1, 9), result=VisitResult.CLEAN)
    assert store.count(Enterprise, unseen) == 0
    assert store.count(Enterprise, class_measures()["class_C"].rows(month)) == 1


def test_who_is_on_the_blacklist_is_checked_twice_as_often(store: Store, graded: Enterprise) -> None:
    listed = changed(store, graded, credit_status=CreditStatus.LISTED)
    decided(store, listed)  # D: four times a year, so now eight
    made(store, Inspection, enterprise=graded.id, start_at=dt.datetime(2026, 10, 1, 9), result=VisitResult.CLEAN)
    unseen = check_measures(store.find(SuperviseFreq), FreqRules())["unseen_D"].rows(month_of(TODAY))
    assert store.count(Enterprise, unseen) == 1
    changed(store, listed, credit_status=CreditStatus.NORMAL)
    assert store.count(Enterprise, unseen) == 0


def test_who_has_changed_since_is_to_be_classified_again(store: Store, graded: Enterprise) -> None:
    def stale() -> int:
        return store.count(Enterprise, TO_RECLASSIFY.rows(month_of(TODAY)))

    record = decided(store, graded)
    assert stale() == 0
    made(store, HiddenDanger, enterprise=graded.id, found_date=TODAY, level=Level.MAJOR, major_criteria="第一条")
    assert stale() == 1
    taken(store, record, "重新定类", reason="发现重大隐患", approver="吴某")
    assert stale() == 0
    changed(store, store.get(Enterprise, graded.id), override_grade=Grade.RED)
    assert stale() == 1


def test_a_year_without_delay_and_a_higher_level_make_the_class_milder(store: Store, graded: Enterprise) -> None:
    values: dict[str, Any] = {"enterprise": graded.id, "status": StdState.HELD, "occasion": Occasion.UPGRADE}
    made(store, Standardization, level=Reached.TWO, issue_date=D(2026, 3, 1), **values)
    record = decided(store, store.get(Enterprise, graded.id), effective_from=TODAY)
    assert (record.events, record.class_final) == (("12个月无逾期且标准化升级",), SuperviseClass.A)
    late = made(store, HiddenDanger, enterprise=graded.id, found_date=D(2026, 9, 1), deadline=D(2026, 9, 5))
    assert late.is_open
    store.save("删", record.replace(effective_from=D(2026, 11, 20)))
    taken(store, store.get(SuperviseClassRecord, record.id), "重新定类", events=None, reason="有逾期", approver="吴某")
    assert store.get(Enterprise, graded.id).supervise_class is SuperviseClass.B


# lists, triggers, reviews


def test_versions_are_numbered_compared_and_the_last_is_current(store: Store, town: Town) -> None:
    first = made(store, ListVersion, enterprise=town.mill.id, date=D(2026, 1, 10))
    assert (first.version_no, first.current, first.next_due) == (1, True, D(2027, 1, 10))
    assert (first.diff_summary or "").startswith("首次建档：风险点 0")
    made(store, RiskPoint, enterprise=town.mill.id, name="锅炉")
    taken(store, first, "登记新版")
    [second] = [one for one in store.find(ListVersion) if one.id != first.id]
    assert (second.version_no, second.date, second.diff_summary) == (2, TODAY, "风险点 0→1")
    assert not store.get(ListVersion, first.id).current
    other = made(store, ListVersion, enterprise=town.mill.id, kind="四色图", date=D(2026, 2, 1))
    assert other.version_no == 1 and store.get(ListVersion, second.id).current


def test_a_trigger_has_a_term_and_ends_with_a_result(store: Store, town: Town) -> None:
    trigger = made(store, ReassessTrigger, enterprise=town.mill.id, kind="停产复产", trigger_date=D(2026, 11, 2))
    assert trigger.due_on == D(2026, 12, 2)
    with pytest.raises(Refusal, match="不能早于触发日期"):
        taken(store, trigger, "完成重新辨识", done_at=D(2026, 11, 1), result="无变化")
    done = taken(store, trigger, "完成重新辨识", done_at=D(2026, 11, 20), result="新增 1 个风险点")
    assert "完成重新辨识" not in offered(store, done)


def test_a_review_counts_its_five_and_comes_again_within_a_year(store: Store, town: Town) -> None:
    first = made(store, MechanismReview, enterprise=town.mill.id, date=D(2025, 11, 1), risk_list=True, training=True)
    assert (first.passed, first.next_review, first.current) == (2, D(2026, 11, 1), True)
    second = made(store, MechanismReview, enterprise=town.mill.id, date=D(2026, 10, 1))
    assert second.current and not store.get(MechanismReview, first.id).current
    late = {"enterprise": town.mill.name, "date": "2026-11-01", "next_review": "2027-11-02", "deviations": "图未更新"}
    done = store.ledger_of(MechanismReview).read(late, store.context(), store.scene())
    assert {problem.field for problem in done.errors} == {"next_review", "corrective"}


def test_every_rate_is_told_by_village(store: Store, graded: Enterprise) -> None:
    made(store, RespSystem, enterprise=graded.id, should_sign_count=40, signed_count=30)
    month = month_of(TODAY)
    rates = [one for group in figures(store.scene()) for one in group.figures if isinstance(one, Rate)]
    told = {one.title: [store.split(side, month, "village") for side in (one.part, one.whole)] for one in rates}
    assert told["责任书签订率"] == [{graded.village: 30}, {graded.village: 40}]
    assert told["运行评估率"] == [{}, {graded.village: 1, store.find(Enterprise)[1].village: 1}]
