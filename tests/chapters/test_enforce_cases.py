"""Penalties go by the procedure and its terms; reports are looked into, answered and rewarded."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.fields import NoNames
from safety_desk.ledgers.danger_state import Level
from safety_desk.ledgers.enforce.archive import CaseReview, Opinion
from safety_desk.ledgers.enforce.grading import AccidentGrade
from safety_desk.ledgers.enforce.penalty import (
    CaseState,
    PenaltyCase,
    PenaltyRules,
    Procedure,
    Subject,
    fee_text,
)
from safety_desk.ledgers.enforce.powers import Organ
from safety_desk.ledgers.enforce.report import (
    REPORT_CASES,
    ReportCase,
    ReportChannel,
    ReportRules,
    ReportState,
    VerifyResult,
)
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.office import EnforcementMode, OfficeRules
from safety_desk.record import Record

D = dt.date
FILED = D(2026, 8, 3)
DECISION = {
    "decision_no": "（泾）应急罚〔2026〕008号",
    "decision_date": D(2026, 10, 12),
    "type": ("罚款",),
    "amount": 1_000_000,
}


@pytest.fixture
def case(store: Store, town: Town) -> Any:
    def filed(**values: Any) -> PenaltyCase:
        given = {"cause": "未如实记录隐患", "filing_date": FILED, "investigators": "甲某、乙某", **values}
        return made(store, PenaltyCase, enterprise=town.mill.id, **given)

    return filed


def ours(store: Store, mode: EnforcementMode = EnforcementMode.EMPOWERED) -> None:
    store.set_options("授权模式", store.options(OfficeRules).replace(mode=mode))


def at_notice(store: Store, case: PenaltyCase, **values: Any) -> PenaltyCase:
    case = taken(store, case, "开展调查")
    case = taken(store, case, "送审核", law_ref="第四十一条", law_ref_penalty="第九十七条", is_major=case.is_major)
    if case.organ is Organ.OURS:
        made(store, CaseReview, penalty=case.id, reviewer="丙某", opinion=Opinion.AGREE)
    return taken(store, case, "告知", notice_date=D(2026, 9, 7), **values)


def texts(record: Record, store: Store, field: str) -> str:
    ledger = store.ledger_of(record)
    return "；".join(p.text for p in ledger.problems(record, store.scene()) if p.field == field)


class TestPenalty:
    def test_goes_the_whole_way_of_the_normal_procedure(self, store: Store, case: Any) -> None:
        told = at_notice(store, case())
        assert told.decide_due == D(2026, 11, 1)
        assert told.hearing_apply_due == D(2026, 9, 14)  # five working days after Monday
        decided = taken(store, told, "作出决定", **DECISION)
        assert decided.serve_due == decided.publicity_due == D(2026, 10, 21)
        served = taken(store, decided, "送达决定书", serve_date=D(2026, 10, 15))
        assert served.pay_due == D(2026, 10, 30)
        carried = taken(store, served, "履行")
        with pytest.raises(Refusal, match="没有缴款日期"):
            taken(store, carried, "结案", close_date=D(2026, 11, 20))
        closed = taken(store, carried, "结案", pay_date=D(2026, 11, 4), close_date=D(2026, 11, 20))
        assert closed.status is CaseState.CLOSED and offered(store, closed) == set()
        assert fee_text(closed, store.scene(), NoNames()) == "⚠ 1500.00 元"  # five days late, 3 % of 10000 yuan a day

    def test_is_not_decided_while_a_hearing_may_be_asked_for(self, store: Store, case: Any) -> None:
        told = at_notice(store, case())
        with pytest.raises(Refusal, match="听证申请期限到 2026-09-14 为止"):
            taken(store, told, "作出决定", **{**DECISION, "decision_date": D(2026, 9, 14)})

    def test_a_hearing_that_was_asked_for_is_held_first(self, store: Store, case: Any) -> None:
        told = at_notice(store, case(), hearing=True)
        with pytest.raises(Refusal, match="请先走“举行听证”"):
            taken(store, told, "作出决定", **DECISION)
        heard = taken(store, told, "举行听证", hearing_date=D(2026, 9, 28))
        assert taken(store, heard, "作出决定", **DECISION).status is CaseState.DECIDED

    def test_a_fine_has_its_amount(self, store: Store, case: Any) -> None:
        with pytest.raises(Refusal, match="请填罚款金额"):
            taken(store, at_notice(store, case()), "作出决定", **{**DECISION, "amount": None})

    def test_our_own_notice_waits_for_a_review_that_agrees(self, store: Store, case: Any) -> None:
        ours(store)
        waiting = taken(
            store, taken(store, case(organ=Organ.OURS), "开展调查"), "送审核", law_ref="甲", law_ref_penalty="乙"
        )
        made(store, CaseReview, penalty=waiting.id, reviewer="丙某", opinion=Opinion.MORE_PROOF)
        with pytest.raises(Refusal, match="案件审查"):
            taken(store, waiting, "告知", notice_date=D(2026, 9, 7))

    def test_a_major_decision_of_ours_is_discussed_by_all(self, store: Store, case: Any) -> None:
        ours(store)
        told = at_notice(store, case(organ=Organ.OURS, is_major=True))
        with pytest.raises(Refusal, match="集体讨论"):
            taken(store, told, "作出决定", **DECISION)
        made(store, CaseReview, penalty=told.id, reviewer="丁某", collective_discussion=True)
        assert taken(store, told, "作出决定", **DECISION).status is CaseState.DECIDED

    @pytest.mark.parametrize(
        ("subject", "fen", "sound"),
        [
            (Subject.PERSON, 20_000, True),
            (Subject.PERSON, 20_100, False),
            (Subject.FIRM, 300_000, True),
            (Subject.FIRM, 300_100, False),
        ],
    )
    def test_on_the_spot_there_is_a_limit(
        self, store: Store, case: Any, subject: Subject, fen: int, sound: bool
    ) -> None:
        record = case(procedure=Procedure.SIMPLE, subject=subject, person="戊某", amount=fen)
        assert (texts(record, store, "amount") == "") is sound

    def test_only_the_simple_procedure_decides_on_the_spot(self, store: Store, case: Any) -> None:
        with pytest.raises(Refusal, match="只有简易程序"):
            taken(store, case(), "当场决定", **DECISION)
        simple = case(procedure=Procedure.SIMPLE)
        assert taken(store, simple, "当场决定", **{**DECISION, "amount": 100_000}).status is CaseState.DECIDED

    @pytest.mark.parametrize(
        ("mode", "procedure", "said"),
        [
            (EnforcementMode.NONE, Procedure.SIMPLE, "移送函"),
            (EnforcementMode.NONE, Procedure.NORMAL, "移送函"),
            (EnforcementMode.ENTRUSTED, Procedure.NORMAL, "委托执法的范围里没有"),
            (EnforcementMode.ENTRUSTED, Procedure.SIMPLE, ""),
            (EnforcementMode.EMPOWERED, Procedure.NORMAL, ""),
        ],
    )
    def test_a_town_punishes_only_within_its_powers(
        self, store: Store, town: Town, mode: EnforcementMode, procedure: Procedure, said: str
    ) -> None:
        ours(store, mode)
        record = PenaltyCase(enterprise=town.mill.id, cause="某案", organ=Organ.OURS, procedure=procedure)
        assert said in texts(record, store, "organ") and bool(said) == bool(texts(record, store, "organ"))
        assert texts(record.replace(organ=Organ.COUNTY), store, "organ") == ""

    def test_an_entrustment_may_reach_further(self, store: Store, town: Town) -> None:
        ours(store, EnforcementMode.ENTRUSTED)
        store.set_options("委托范围", PenaltyRules(entrusted_normal=True))
        record = PenaltyCase(enterprise=town.mill.id, cause="某案", organ=Organ.OURS)
        assert texts(record, store, "organ") == ""

    def test_a_case_that_lost_its_powers_goes_no_further(self, store: Store, case: Any) -> None:
        ours(store)
        filed = case(organ=Organ.OURS)
        ours(store, EnforcementMode.NONE)
        with pytest.raises(Refusal, match="无授权"):
            taken(store, filed, "开展调查")

    def test_the_third_within_half_a_year_at_a_major_danger_proposes_closure(
        self, store: Store, town: Town, case: Any
    ) -> None:
        made(store, HiddenDanger, enterprise=town.mill.id, level=Level.MAJOR, major_criteria="第三条")
        days = (D(2026, 6, 1), D(2026, 8, 1), D(2026, 10, 12))
        told = [
            case(decision_date=day, filing_date=D(2026, 5, 1), decision_no=f"某〔2026〕{n}号")
            for n, day in enumerate(days)
        ]
        assert [record.repeat_note for record in told[:1]] == [None]
        assert (told[1].repeat_note or "").startswith("预警") and (told[2].repeat_note or "").startswith("提请关闭")

    def test_terms_from_a_year_without_holidays_are_left_open_and_said(self, store: Store, case: Any) -> None:
        old = case(filing_date=D(2024, 3, 1), decision_date=D(2024, 5, 6), decision_no="旧1")
        assert old.serve_due is None
        assert "没有 2024 年" in texts(old, store, "decision_date")

    def test_what_was_begun_is_dropped_and_not_deleted(self, store: Store, case: Any) -> None:
        busy = taken(store, case(), "开展调查")
        with pytest.raises(Refusal, match="撤案"):
            store.remove("删除", busy)
        assert taken(store, busy, "撤案", drop_reason="证据不足").status is CaseState.DROPPED


class TestReport:
    @pytest.fixture
    def report(self, store: Store, town: Town) -> ReportCase:
        return made(
            store, ReportCase, channel=ReportChannel.SAFETY, received_at=D(2026, 10, 1), object_enterprise=town.mill.id
        )

    def verified(self, store: Store, town: Town, report: ReportCase, result: VerifyResult) -> ReportCase:
        accepted = taken(store, report, "受理", accept_at=D(2026, 10, 2), assigned_to=town.inspector.id)
        return taken(store, accepted, "核查", verified_at=D(2026, 10, 9), verify_result=result, verify_text="某情况")

    def test_goes_from_the_call_to_the_archive(self, store: Store, town: Town, report: ReportCase) -> None:
        handled = taken(
            store, self.verified(store, town, report, VerifyResult.TRUE), "处理", handle="责令整改", fine=5_000_000
        )
        assert (handled.verify_due, handled.reward_calc) == (D(2026, 12, 1), 750_000)
        answered = taken(store, handled, "反馈", reply_at=D(2026, 10, 20), reply_way="电话")
        paid = taken(store, answered, "奖励", reward_amount=750_000)
        filed = taken(store, paid, "归档", closed_at=D(2026, 11, 1))
        assert filed.status is ReportState.FILED and offered(store, filed) == set()

    def test_the_fine_of_its_case_tells_the_reward(
        self, store: Store, town: Town, report: ReportCase, case: Any
    ) -> None:
        fined = case(amount=20_000_000)
        true = self.verified(store, town, changed(store, report, penalty_case=fined.id), VerifyResult.PARTLY)
        assert true.reward_calc == 3_000_000

    def test_without_a_fine_nothing_is_proposed_unless_the_county_says_so(
        self, store: Store, town: Town, report: ReportCase
    ) -> None:
        true = self.verified(store, town, report, VerifyResult.TRUE)
        assert true.reward_calc is None
        store.set_options("口径", ReportRules(floor_without_fine=True))
        assert store.get(ReportCase, true.id or 0).reward_calc == 300_000

    def test_a_concealed_accident_is_rewarded_by_its_deaths(self, store: Store, town: Town, report: ReportCase) -> None:
        told = changed(store, report, category="瞒报", concealed_deaths=2, concealed_grade=AccidentGrade.GENERAL)
        assert self.verified(store, town, told, VerifyResult.TRUE).reward_calc == 6_000_000

    def test_what_was_not_true_is_not_rewarded(self, store: Store, town: Town, report: ReportCase) -> None:
        false = taken(store, self.verified(store, town, report, VerifyResult.FALSE), "处理")
        answered = taken(store, false, "反馈", reply_at=D(2026, 10, 20), reply_way="电话")
        with pytest.raises(Refusal, match="不发奖励"):
            taken(store, answered, "奖励", reward_amount=300_000)

    def test_what_was_true_does_not_end_without_an_act(self, store: Store, town: Town, report: ReportCase) -> None:
        with pytest.raises(Refusal, match="写明处理情况"):
            taken(store, self.verified(store, town, report, VerifyResult.TRUE), "处理")

    def test_the_term_is_made_longer_once(self, store: Store, town: Town, report: ReportCase) -> None:
        accepted = taken(store, report, "受理", accept_at=D(2026, 10, 2), assigned_to=town.inspector.id)
        longer = taken(store, accepted, "延长核查", extend_approver="吴某")
        assert longer.verify_due == D(2027, 1, 30)
        with pytest.raises(Refusal, match="只能延长一次"):
            taken(store, longer, "延长核查", extend_approver="吴某")

    def test_the_reporter_is_secret_and_nobody_is_both_named_and_anonymous(
        self, store: Store, report: ReportCase
    ) -> None:
        assert REPORT_CASES.fields["reporter_name"].secret and REPORT_CASES.fields["reporter_phone"].secret
        assert not {"reporter_name", "reporter_phone"} & set(f"{REPORT_CASES.columns} {REPORT_CASES.search}".split())
        assert texts(report.replace(anonymous=True, reporter_name="某甲"), store, "anonymous")
