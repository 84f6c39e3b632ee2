"""Duties by their timetable, leaders by their records, tasks to their acceptance (domain items 1, 3, 4, 5, 14, 保障)."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.enforce.accident import Accident, Liability
from safety_desk.ledgers.govern.documents import GovLevel, ImplTask, LawRef, PolicyDoc
from safety_desk.ledgers.govern.duties import DutyList, DutyOccurrence, Frequency, ScheduleRules, occurrences
from safety_desk.ledgers.govern.fives import FIVE_HAVES, FiveHave, FiveQ, Question, Side, weighted
from safety_desk.ledgers.govern.goals import GoalLetter, draft_vetoes
from safety_desk.ledgers.govern.leaders import (
    DutyKind,
    DutyRecord,
    DutyRules,
    LeaderDuty,
    LeaderRole,
    completion,
    owed_by,
    owed_in_a_year,
    rate_of,
)
from safety_desk.ledgers.govern.meetings import Meeting, MeetingDecision, Quarter, QuarterReview, ReviewRules
from safety_desk.ledgers.govern.patrol import BULLETINS, Bulletin
from safety_desk.ledgers.govern.reform import ACCESS_REVIEWS, AccessReview, ReformItem, ReformMilestone, ReformStage
from safety_desk.ledgers.govern.standards import BENCHMARKS, EIGHT, Benchmark, Built, MajorCriterion, conformity
from safety_desk.ledgers.govern.subject import SubjectType
from safety_desk.ledgers.govern.task import TaskState
from safety_desk.ledgers.people import OrgUnit

D = dt.date


# the timetable


@pytest.mark.parametrize(
    ("frequency", "first", "last", "count"),
    [
        (Frequency.MONTHLY, ("2026-01", D(2026, 1, 31)), ("2026-12", D(2026, 12, 31)), 12),
        (Frequency.QUARTERLY, ("2026Q1", D(2026, 3, 31)), ("2026Q4", D(2026, 12, 31)), 4),
        (Frequency.HALF_YEARLY, ("2026H1", D(2026, 6, 30)), ("2026H2", D(2026, 12, 31)), 2),
        (Frequency.YEARLY, ("2026", D(2026, 12, 20)), ("2026", D(2026, 12, 20)), 1),
        (Frequency.ONCE, ("2026", D(2026, 12, 20)), ("2026", D(2026, 12, 20)), 1),
    ],
)
def test_each_frequency_has_its_days(frequency: Frequency, first: Any, last: Any, count: int) -> None:
    times = list(occurrences(2026, frequency, ScheduleRules()))
    assert (times[0], times[-1], len(times)) == (first, last, count)


def test_a_leap_february_ends_on_the_29th() -> None:
    assert dict(occurrences(2028, Frequency.MONTHLY, ScheduleRules()))["2028-02"] == D(2028, 2, 29)


def test_the_timetable_is_laid_out_once_and_filled_up(store: Store, town: Town) -> None:
    duty = made(store, DutyList, org=town.office.id, year=2026)
    taken(store, duty, "排出全年时间表")
    times = store.find(DutyOccurrence)
    assert [one.period_key for one in times] == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    changed(store, times[0], done_at=D(2026, 3, 20))
    duty = store.get(DutyList, duty.id or 0)
    assert (duty.owed, duty.done, duty.subject_type) == (4, 1, SubjectType.UNIT)
    with pytest.raises(Refusal, match="2026 年的时间表已经排好"):
        taken(store, duty, "排出全年时间表")
    store.remove("删除", times[3])
    taken(store, store.get(DutyList, duty.id or 0), "排出全年时间表")
    assert store.count(DutyOccurrence) == 4


def test_what_is_owed_at_any_time_has_no_timetable(store: Store, town: Town) -> None:
    duty = made(store, DutyList, person=town.chief.id, year=2026, frequency=Frequency.ANY_TIME)
    assert offered(store, duty) == set()


# whom it concerns


def test_a_record_concerns_exactly_one(store: Store, town: Town) -> None:
    for whom in ({}, {"org": town.office.id, "enterprise": town.mill.id}):
        bulletin = Bulletin(date=D(2026, 11, 2), reason="某事", **whom)
        assert any(problem.hard for problem in BULLETINS.problems(bulletin, store.scene()))


@pytest.mark.parametrize(
    ("org_type", "kind"),
    [
        ("镇党委", SubjectType.PARTY),
        ("安委会", SubjectType.GOVERNMENT),
        ("社区", SubjectType.VILLAGE),
        ("派出单位", SubjectType.UNIT),
    ],
)
def test_the_kind_of_a_subject_follows_from_the_organ(store: Store, org_type: str, kind: SubjectType) -> None:
    org = made(store, OrgUnit, name="某机构", org_type=org_type)
    letter = made(store, GoalLetter, org=org.id, year=2026)
    assert (letter.subject_type, letter.title) == (kind, "某机构2026年安全生产目标责任书")


def test_the_kind_of_a_person_follows_from_the_roles(store: Store, town: Town) -> None:
    assert made(store, GoalLetter, person=town.clerk.id, year=2026).subject_type is SubjectType.PERSON
    leader = changed(store, town.chief, roles=("分管领导",))
    assert made(store, GoalLetter, person=leader.id, year=2026).subject_type is SubjectType.LEADER


# leaders


@pytest.mark.parametrize(
    ("times", "day", "owed"),
    [
        (4, D(2026, 3, 30), 0),
        (4, D(2026, 3, 31), 1),
        (12, D(2026, 11, 23), 10),
        (24, D(2026, 11, 30), 22),
        (2, D(2026, 12, 31), 2),
        (4, D(2027, 5, 1), 4),
        (4, D(2025, 12, 31), 0),
    ],
)
def test_what_is_owed_by_a_day_goes_by_whole_months(times: int, day: D, owed: int) -> None:
    assert owed_by(times, 2026, day) == owed


def test_completion_is_the_mean_of_the_kinds_and_no_kind_makes_up_for_another() -> None:
    owed = {DutyKind.STUDY: 2, DutyKind.LEAD: 4}
    assert completion({"专题研究": 2, "专项检查": 2}, owed) == 75
    assert completion({"专题研究": 20, "专项检查": 1}, owed) == 62.5
    assert completion({}, owed) == 0
    assert completion({}, {}) is None


def test_nothing_is_owed_where_the_office_asks_for_nothing() -> None:
    assert owed_in_a_year(LeaderRole.DEPUTY, DutyRules(deputy_lead=0)) == {}


def test_records_stand_on_the_card_of_their_leader_and_year(store: Store, town: Town) -> None:
    early = made(store, DutyRecord, leader=town.chief.id, date=D(2026, 2, 3))
    card = made(store, LeaderDuty, leader=town.chief.id, year=2026, role=LeaderRole.MAYOR)
    late = made(store, DutyRecord, leader=town.chief.id, date=D(2026, 11, 3), kind=DutyKind.HEAR)
    made(store, DutyRecord, leader=town.chief.id, date=D(2025, 11, 3))
    made(store, DutyRecord, leader=town.clerk.id, date=D(2026, 11, 3))
    card = store.get(LeaderDuty, card.id or 0)
    assert (card.title, card.done, card.last_on) == ("2026年吴某履职卡", 2, D(2026, 11, 3))
    assert card.counts == {"专项检查": 1, "听取汇报": 1}
    assert {store.get(DutyRecord, r.id or 0).card for r in (early, late)} == {card.id}
    assert rate_of(card, DutyRules(), D(2026, 11, 23)) == round((1 / 10 + 1 / 3) / 2 * 100, 1)
    store.remove("删除", late)
    assert store.get(LeaderDuty, card.id or 0).done == 1


# tasks


@pytest.fixture
def task(store: Store) -> ImplTask:
    doc = made(store, PolicyDoc, level=GovLevel.COUNTY)
    return made(store, ImplTask, source_doc=doc.id, start_date=D(2026, 10, 8), due_date=D(2026, 11, 20))


def test_a_task_goes_its_way(store: Store, task: ImplTask) -> None:
    assert task.seq == 1 and offered(store, task) == {"填报进展", "启动", "提请验收", "终止"}
    task = taken(store, task, "填报进展", progress_pct=40, result="方案已印发")
    assert task.status is TaskState.RUNNING
    with pytest.raises(Refusal, match="100% 请用"):
        taken(store, task, "填报进展", progress_pct=100)
    with pytest.raises(Refusal, match="完成日期不能早于开始日期"):
        taken(store, task, "提请验收", finish_date=D(2026, 10, 1), result="完成")
    task = taken(store, task, "提请验收", finish_date=D(2026, 11, 18), result="完成")
    task = taken(
        store, taken(store, task, "验收退回", verify="资料不全"), "提请验收", finish_date=D(2026, 11, 19), result="完成"
    )
    task = taken(store, task, "验收通过", verify="同意")
    assert task.status is TaskState.DONE and offered(store, task) == set()


def test_lateness_is_computed_and_never_stored(store: Store, task: ImplTask) -> None:
    late = next(view for view in store.ledgers["impl_tasks"].views if view.label == "任务过期")
    assert store.count(ImplTask, late.where) == 1
    taken(store, task, "终止", end_reason="上级取消")
    assert store.count(ImplTask, late.where) == 0


def test_a_reform_is_settled_when_its_milestones_are_reached(store: Store) -> None:
    item = made(store, ReformItem, year=2026, stage=ReformStage.ASSESSED)
    milestone = made(store, ReformMilestone, reform=item.id, content="总结")
    with pytest.raises(Refusal, match="还有 1 个节点"):
        taken(store, item, "固化为制度", effect="写入制度")
    changed(store, milestone, done_on=D(2026, 11, 20))
    assert taken(store, item, "固化为制度", effect="写入制度").stage is ReformStage.SETTLED


def test_the_three_follow_one_another(store: Store) -> None:
    review = AccessReview(project_name="扩建", pre_assessed_on=D(2026, 5, 1), accepted_on=D(2026, 4, 1))
    assert [p.field for p in ACCESS_REVIEWS.problems(review, store.scene())] == ["accepted_on"]


def test_a_meeting_counts_what_it_decided(store: Store) -> None:
    meeting = made(store, Meeting, date=D(2026, 11, 2))
    first, _ = (made(store, MeetingDecision, meeting=meeting.id, text=text) for text in ("修订方案", "全面检查"))
    with pytest.raises(Refusal, match="办结日期不能早于会议日期"):
        taken(store, first, "办结", finish_date=D(2026, 11, 1), result="已办")
    taken(store, first, "办结", finish_date=D(2026, 11, 20), result="已办")
    meeting = store.get(Meeting, meeting.id or 0)
    assert (meeting.no, meeting.year, meeting.decision_count, meeting.left_count) == ("HY-2026-001", 2026, 2, 1)


@pytest.mark.parametrize(("quarter", "due"), [(Quarter.Q1, D(2026, 4, 15)), (Quarter.Q4, D(2027, 1, 15))])
def test_a_quarter_is_reviewed_within_fifteen_days(store: Store, quarter: Quarter, due: D) -> None:
    review = made(store, QuarterReview, year=2026, quarter=quarter)
    assert (review.due_on, review.title) == (due, f"2026年{quarter.label}评析")
    store.set_options("修改设置", ReviewRules(days=10))
    assert changed(store, review, remark="改").due_on == due - dt.timedelta(days=5)


# benchmarks, libraries, fives


def test_conformity_is_of_the_items_that_apply() -> None:
    assert conformity(30, 40, 4) == 83.3
    assert conformity(0, 4, 4) is None


def test_double_prevention_is_built_by_eight_marks(store: Store, town: Town) -> None:
    one = made(
        store, Benchmark, enterprise=town.mill.id, item_total=40, item_ok=30, item_na=4, has_map=True, has_cards=True
    )
    assert (one.rate, one.built_pct, one.built) == (83.3, 25, Built.PART)
    whole = changed(store, one, **dict.fromkeys(EIGHT, True))
    assert (whole.built_pct, whole.built) == (100, Built.WHOLE)
    assert changed(store, one, **dict.fromkeys(EIGHT)).built is None


def test_parts_are_not_more_than_the_whole(store: Store) -> None:
    def said(**counts: int) -> list[str]:
        return [
            p.field for p in BENCHMARKS.problems(Benchmark(enterprise=1, date=D(2026, 11, 2), **counts), store.scene())
        ]

    assert said(item_total=10, item_ok=8, item_ng=3) == ["item_ok"]
    assert said(item_total=10, item_ok=7, item_ng=1, item_na=1) == ["item_total"]
    assert said(item_total=10, item_ok=7, item_ng=2, item_na=1) == []


def test_the_criteria_of_order_10_are_64(store: Store) -> None:
    criteria = [c for c in store.find(MajorCriterion) if c.std == "GM23"]
    assert len(criteria) == 64
    first = next(c for c in criteria if c.code == "GM23-11-8")
    assert (first.sector, first.seq, first.basis) == ("粉尘涉爆", 8, "应急管理部令第10号第十一条")
    assert sum(c.sector == "管理类" for c in criteria) == 3
    assert sum(c.sector in ("粉尘涉爆", "液氨制冷", "有限空间") for c in criteria) == 14
    with pytest.raises(Refusal, match="不能删除，可以停用"):
        store.remove("删除", first)
    official = changed(store, first, text_official="原文", text_checked_by="章某")
    assert (first.quoted, official.quoted) == (first.text, "原文")


def test_the_laws_are_there_from_the_first_day(store: Store) -> None:
    law = next(law for law in store.find(LawRef) if law.doc_no == "应急管理部令第10号")
    assert (law.publish_date, law.effective_date) == (D(2023, 4, 14), D(2023, 5, 15))


def test_what_is_said_to_be_there_is_shown(store: Store, town: Town) -> None:
    have = FiveHave(year=2026, org=town.office.id, score=True)
    assert [p.field for p in FIVE_HAVES.problems(have, store.scene())] == ["evidence"]
    assert list(FIVE_HAVES.problems(have.replace(evidence="无"), store.scene())) == []


def test_a_question_is_put_to_its_side_and_weighed(store: Store) -> None:
    first = made(store, FiveQ, year=2026, item=Question.BLAME, metric="约谈", score=60.0)
    second = made(store, FiveQ, year=2026, item=Question.KNOWLEDGE, metric="完整率", score=90.0, weight=3.0)
    third = made(store, FiveQ, year=2026, item=Question.KNOWLEDGE, metric="及时率", score=70.0)
    assert (first.side, second.side) == (Side.PARTY, Side.GOVERNMENT)
    assert weighted([first, second, third]) == {Question.BLAME: 60, Question.KNOWLEDGE: 85}


# vetoes that an accident calls for


def test_a_severe_accident_with_blame_calls_for_vetoes(store: Store, town: Town) -> None:
    village = made(store, OrgUnit, name="奎峰村民委员会", org_type="村", village=town.village.id)
    changed(store, town.mill, supervise_dept=town.office.id)
    accident = made(
        store, Accident, enterprise=town.mill.id, village=town.village.id, liability=Liability.YES, deaths=3
    )
    drafts = draft_vetoes(accident, store.kin())
    assert [(v.enterprise, v.org, v.year) for v in drafts] == [
        (town.mill.id, None, 2026),
        (None, village.id, 2026),
        (None, town.office.id, 2026),
    ]
    store.save("拟一票否决", drafts[0])
    assert len(draft_vetoes(accident, store.kin())) == 2


@pytest.mark.parametrize(("grade", "liability"), [("一般", "yes"), ("较大", "no"), ("重大", "open")])
def test_other_accidents_call_for_none(store: Store, grade: str, liability: str) -> None:
    accident = SimpleNamespace(grade=SimpleNamespace(label=grade), liability=SimpleNamespace(value=liability))
    assert draft_vetoes(accident, store.kin()) == []
