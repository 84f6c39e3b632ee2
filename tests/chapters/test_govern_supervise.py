"""挂牌督办, 约谈 and 督查 go their ways as domain §8.1 allows; what is late is raised to the next rung (item 17)."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.govern.interviews import Accountability, Interview, InterviewRules, InterviewState
from safety_desk.ledgers.govern.patrol import Bulletin, BulletinType, InspectPatrol, PatrolProblem, PatrolResult
from safety_desk.ledgers.govern.supervise import (
    SUPERVISE_CASES,
    CaseState,
    Rung,
    SuperviseCase,
    SuperviseProgress,
    SuperviseRules,
    last_day_to_apply,
    rung,
)
from safety_desk.ledgers.hidden_danger import HiddenDanger

D = dt.date
TODAY = D(2026, 11, 23)
LISTED = {"listed_date": D(2026, 9, 1), "deadline": D(2026, 12, 31), "approver": "吴某"}


@pytest.fixture
def danger(store: Store, town: Town) -> HiddenDanger:
    return made(
        store,
        HiddenDanger,
        enterprise=town.mill.id,
        found_date=D(2026, 8, 20),
        description="未设置火花探测",
        level=Level.MAJOR,
        status=State.MAJOR_MENDING,
        deadline=D(2026, 12, 31),
        major_criteria="GM23-11-8",
    )


@pytest.fixture
def case(store: Store, town: Town, danger: HiddenDanger) -> Any:
    def at(state: CaseState = CaseState.PROPOSED, **values: Any) -> SuperviseCase:
        whole = {
            "requirement": "五到位",
            "responsible_unit": "某公司",
            "responsible_person": "李某",
            "supervise_org": town.office.id,
        }
        if state not in (CaseState.PROPOSED, CaseState.APPROVING):
            whole |= LISTED
        return made(
            store,
            SuperviseCase,
            **{"hidden_danger": danger.id, "content": "火花探测", "status": state, **whole, **values},
        )

    return at


# the way of a case

STEPS: dict[CaseState, set[str]] = {
    CaseState.PROPOSED: {"报审批"},
    CaseState.APPROVING: {"批准挂牌", "退回"},
    CaseState.LISTED: {"登记公示", "开始整改", "逾期约谈", "提出问责建议"},
    CaseState.MENDING: {"登记公示", "申请延期", "申请验收", "逾期约谈", "提出问责建议"},
    CaseState.EXTENDING: {"登记公示", "批准延期", "不予延期", "逾期约谈", "提出问责建议"},
    CaseState.APPLIED: {"验收通过", "验收不通过"},
    CaseState.ACCEPTED: {"摘牌"},
    CaseState.DELISTED: set(),
}


@pytest.mark.parametrize("state", CaseState)
def test_in_each_state_exactly_the_legal_steps_are_offered(store: Store, case: Any, state: CaseState) -> None:
    assert offered(store, case(state)) == STEPS[state]


def test_a_case_goes_its_whole_way(store: Store, case: Any, danger: HiddenDanger, town: Town) -> None:
    one = case()
    assert (one.no, one.enterprise, one.due_on) == ("安委督办〔2026〕001号", town.mill.id, None)
    one = taken(store, one, "报审批")
    one = taken(store, one, "批准挂牌", listed_date=D(2026, 9, 24), deadline=D(2026, 12, 31), approver="吴某")
    assert (one.due_on, one.publicity_due) == (D(2026, 12, 31), D(2026, 10, 9))  # Mid-Autumn and National Day between
    one = taken(store, one, "登记公示", publicity_at=D(2026, 9, 30))
    one = taken(store, taken(store, one, "开始整改"), "申请验收")
    one = taken(store, one, "验收不通过", accept_opinion="报警装置未联锁")
    one = taken(store, taken(store, one, "申请验收"), "验收通过", accept_date=D(2026, 11, 20), acceptor="验收组")
    with pytest.raises(Refusal, match="还没有销号"):
        taken(store, one, "摘牌", delist_date=D(2026, 11, 22), approver="吴某")
    changed(store, danger, status=State.CLOSED, rectified_at=D(2026, 11, 18), closed_at=D(2026, 11, 20))
    with pytest.raises(Refusal, match="摘牌日期不能早于验收日期"):
        taken(store, one, "摘牌", delist_date=D(2026, 11, 19), approver="吴某")
    one = taken(store, one, "摘牌", delist_date=D(2026, 11, 22), approver="吴某")
    assert one.status is CaseState.DELISTED


@pytest.mark.parametrize(
    ("left_out", "said"),
    [("requirement", "整改措施要求"), ("responsible_person", "整改责任人"), ("supervise_org", "督办单位")],
)
def test_what_lacks_one_of_the_five_parts_is_not_listed(store: Store, case: Any, left_out: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        taken(store, case(**{left_out: None}), "报审批")


@pytest.mark.parametrize(("deadline", "why"), [(D(2026, 9, 1), "应晚于挂牌日期"), (D(2027, 9, 2), "不超过 365 天")])
def test_a_term_is_after_the_listing_and_within_a_year(store: Store, case: Any, deadline: D, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        taken(
            store, case(CaseState.APPROVING), "批准挂牌", listed_date=D(2026, 9, 1), deadline=deadline, approver="吴某"
        )


def test_a_danger_is_listed_once_at_a_time(store: Store, case: Any) -> None:
    first = case(CaseState.ACCEPTED)
    with pytest.raises(Refusal, match="已经在挂牌督办"):
        case()
    changed(store, first, status=CaseState.DELISTED)
    assert case().no == "安委督办〔2026〕002号"


def test_a_listed_case_is_kept(store: Store, case: Any) -> None:
    with pytest.raises(Refusal, match="不能删除"):
        store.remove("删除", case(CaseState.LISTED))


def test_progress_is_counted(store: Store, case: Any) -> None:
    one = case(CaseState.MENDING)
    made(store, SuperviseProgress, case=one.id, text="设备已订货")
    assert store.get(SuperviseCase, one.id).progress_count == 1


def test_the_object_is_named(store: Store) -> None:
    said = {p.field for p in SUPERVISE_CASES.problems(SuperviseCase(content="某路段"), store.scene())}
    assert said == {"hidden_danger"}


# more time


def test_more_time_is_asked_for_twenty_working_days_before(store: Store) -> None:
    assert last_day_to_apply(D(2026, 12, 31), 20, store.scene()) == D(2026, 12, 3)
    assert last_day_to_apply(D(2026, 12, 31), 0, store.scene()) == D(2026, 12, 31)


def test_an_extension_moves_the_term_and_keeps_the_first(store: Store, case: Any) -> None:
    one = taken(store, case(CaseState.MENDING), "申请延期", extend_applied=D(2026, 11, 20), extend_reason="设备未到")
    assert (one.status, one.extend_due) == (CaseState.EXTENDING, D(2026, 12, 4))
    with pytest.raises(Refusal, match="应晚于现行期限"):
        taken(store, one, "批准延期", new_deadline=D(2026, 12, 31), extend_approver="吴某")
    one = taken(store, one, "批准延期", new_deadline=D(2027, 1, 31), extend_approver="吴某")
    assert (one.deadline, one.due_on, one.extended_count) == (D(2026, 12, 31), D(2027, 1, 31), 1)


def test_more_time_asked_for_too_late_is_refused_unless_the_office_allows_it(store: Store, case: Any) -> None:
    one = case(CaseState.MENDING, deadline=D(2026, 12, 10))
    late = {"extend_applied": D(2026, 11, 20), "extend_reason": "设备未到"}
    with pytest.raises(Refusal, match="2026-11-12 以前申请"):
        taken(store, one, "申请延期", **late)
    store.set_options("修改设置", SuperviseRules(extend_ahead=0))
    assert taken(store, one, "申请延期", **late).status is CaseState.EXTENDING


# lateness


@pytest.mark.parametrize(
    ("due", "told"),
    [(23, Rung.NONE), (22, Rung.URGE), (17, Rung.URGE), (16, Rung.TALK), (1, Rung.TALK)],
)
def test_lateness_climbs_the_ladder(case: Any, due: int, told: Rung) -> None:
    assert rung(case(CaseState.MENDING, deadline=D(2026, 11, due)), SuperviseRules(), TODAY) is told


def test_the_ladder_ends_with_blame_and_only_while_it_runs(case: Any) -> None:
    one = case(CaseState.MENDING, deadline=D(2026, 10, 24))
    assert rung(one, SuperviseRules(), TODAY) is Rung.BLAME
    assert rung(one.replace(status=CaseState.APPLIED), SuperviseRules(), TODAY) is Rung.NONE


def test_a_late_case_leads_to_an_interview_and_a_proposal_once(store: Store, case: Any, town: Town) -> None:
    one = taken(store, case(CaseState.MENDING, deadline=D(2026, 10, 20)), "逾期约谈")
    [talk] = store.kin().of(one, "interviews")
    assert (talk.interviewee, talk.reason_code, talk.enterprise) == ("李某", "整改不力", town.mill.id)
    assert "逾期 34 天" in talk.reason
    with pytest.raises(Refusal, match="已经发起约谈"):
        taken(store, one, "逾期约谈")
    taken(store, one, "提出问责建议")
    [proposal] = store.find(Accountability)
    assert (proposal.object, proposal.decided_by, proposal.supervise_case) == ("李某", None, one.id)
    with pytest.raises(Refusal, match="已经提出问责建议"):
        taken(store, one, "提出问责建议")


def test_what_is_not_late_leads_to_nothing(store: Store, case: Any) -> None:
    for step in ("逾期约谈", "提出问责建议"):
        with pytest.raises(Refusal, match="还没有逾期"):
            taken(store, case(CaseState.MENDING, hidden_danger=None, no=step), step)


# interviews


def test_an_interview_goes_its_way(store: Store, town: Town) -> None:
    talk = made(store, Interview, date=D(2026, 11, 2), reason_code="工作滞后")
    assert (talk.feedback_deadline, talk.no) == (D(2026, 11, 17), "安委约谈〔2026〕001号")
    with pytest.raises(Refusal, match="约谈人"):
        taken(store, talk, "已约谈")
    talk = taken(store, talk, "已约谈", interviewer=town.chief.id)
    talk = taken(store, talk, "形成纪要", requirements="立即整改")
    with pytest.raises(Refusal, match="反馈日期不能早于约谈日期"):
        taken(store, talk, "收到反馈", feedback_at=D(2026, 11, 1))
    talk = taken(store, talk, "收到反馈", feedback_at=D(2026, 11, 16))
    with pytest.raises(Refusal, match="回访日期不能早于反馈日期"):
        taken(store, talk, "回访", revisit_on=D(2026, 11, 15), result="已整改")
    talk = taken(store, taken(store, talk, "回访", revisit_on=D(2026, 11, 20), result="已整改"), "结束")
    assert talk.status is InterviewState.ENDED and offered(store, talk) == set()


def test_an_interview_of_tomorrow_was_not_held(store: Store, town: Town) -> None:
    talk = made(store, Interview, date=D(2026, 11, 24), reason_code="事故", interviewer=town.chief.id)
    with pytest.raises(Refusal, match="还没有到"):
        taken(store, talk, "已约谈")


def test_the_office_sets_the_term_of_the_answer(store: Store) -> None:
    store.set_options("修改设置", InterviewRules(feedback_days=5))
    assert made(store, Interview, date=D(2026, 11, 2), reason_code="事故").feedback_deadline == D(2026, 11, 7)


# patrols and bulletins


@pytest.fixture
def patrol(store: Store, town: Town) -> InspectPatrol:
    patrol = made(store, InspectPatrol, target_org=town.office.id, date=D(2026, 11, 2))
    for text in ("底数不清", "没有培训"):
        made(store, PatrolProblem, patrol=patrol.id, text=text)
    return store.get(InspectPatrol, patrol.id or 0)


def test_a_patrol_counts_what_is_left_and_is_in_place_only_without(store: Store, patrol: InspectPatrol) -> None:
    assert (patrol.found_count, patrol.left_count) == (2, 2)
    with pytest.raises(Refusal, match="还有 2 个问题没有整改日期"):
        taken(store, patrol, "判定结果", result=PatrolResult.DONE)
    for problem in store.find(PatrolProblem):
        changed(store, problem, mended_on=D(2026, 11, 20))
    patrol = store.get(InspectPatrol, patrol.id or 0)
    assert taken(store, patrol, "判定结果", result=PatrolResult.DONE).result is PatrolResult.DONE


def test_what_was_not_done_is_criticised_once_with_what_is_left(
    store: Store, patrol: InspectPatrol, town: Town
) -> None:
    changed(store, store.find(PatrolProblem)[0], mended_on=D(2026, 11, 20))
    patrol = taken(store, store.get(InspectPatrol, patrol.id or 0), "判定结果", result=PatrolResult.NOT)
    patrol = taken(store, patrol, "起草通报批评")
    [bulletin] = store.find(Bulletin)
    assert (bulletin.type, bulletin.org, bulletin.content) == (BulletinType.CRITICISM, town.office.id, "没有培训")
    with pytest.raises(Refusal, match="已经起草过通报"):
        taken(store, patrol, "起草通报批评")
