"""What leads from one chapter to another: a hidden danger to its supervision, an event to a class, a lack of powers to a letter."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.duty.changes import ListVersion
from safety_desk.ledgers.duty.figures import TO_RECLASSIFY
from safety_desk.ledgers.duty.supervise import SuperviseClassRecord
from safety_desk.ledgers.enforce.accident import Accident
from safety_desk.ledgers.enforce.chain import EnforceChain
from safety_desk.ledgers.enforce.document import DocState, Document
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.enforce.measure import EnforceMeasure, MeasureType
from safety_desk.ledgers.enforce.penalty import CaseState, PenaltyCase
from safety_desk.ledgers.enforce.plan import EnforcePlan, EnforceTarget
from safety_desk.ledgers.enterprise import Enterprise, SuperviseClass
from safety_desk.ledgers.frequency import SuperviseFreq
from safety_desk.ledgers.govern.interviews import Interview, InterviewState
from safety_desk.ledgers.govern.supervise import SUPERVISE_CASES, SuperviseCase
from safety_desk.ledgers.govern.supervise import CaseState as Board
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS, HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.risk import RiskPoint
from safety_desk.ledgers.society.blacklist import Blacklist, ListState, RemovedType
from safety_desk.ledgers.society.insurance import LiabilityInsurance
from safety_desk.ledgers.society.plan import EmergencyPlan, PlanKind, PlanState
from safety_desk.ledgers.standing import StandingRules
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.periods import month_of

D = dt.date
TODAY = D(2026, 11, 23)


@pytest.fixture
def major(store: Store, town: Town) -> HiddenDanger:
    """A major hidden danger of the mill, late by three days."""
    return made(
        store, HiddenDanger, enterprise=town.mill.id, found_date=D(2026, 10, 8), description="除尘系统未设泄爆", duty_person="王某",
        level=Level.MAJOR, major_criteria="GM23-11-3", measure="加装泄爆片", deadline=D(2026, 11, 20), status=State.MAJOR_MENDING,
    )  # fmt: skip


def shown(store: Store, ledger: Any, label: str) -> list[int]:
    """The records of a view that the workbench counts."""
    view = next(view for view in ledger.views if view.label == label)
    assert view.waits
    return store.ids(ledger.record, view.where)


class TestSupervision:
    def test_is_proposed_for_a_major_danger_and_made_by_a_step(
        self, store: Store, town: Town, major: HiddenDanger
    ) -> None:
        assert shown(store, HIDDEN_DANGERS, "逾期应挂牌督办") == [major.id]
        taken(store, major, "提请挂牌督办")
        [case] = store.find(SuperviseCase)
        assert (case.hidden_danger, case.enterprise, case.status) == (major.id, town.mill.id, Board.PROPOSED)
        assert (case.content, case.requirement, case.responsible_unit, case.responsible_person) == (
            "除尘系统未设泄爆", "加装泄爆片", town.mill.name, "王某",
        )  # fmt: skip
        assert shown(store, HIDDEN_DANGERS, "逾期应挂牌督办") == []
        with pytest.raises(Refusal, match="已经在挂牌督办"):
            taken(store, major, "提请挂牌督办")

    def test_is_not_offered_for_a_general_danger_nor_for_a_closed_one(self, store: Store, major: HiddenDanger) -> None:
        assert "提请挂牌督办" in offered(store, major)
        closed = changed(store, major, status=State.CLOSED, rectified_at=TODAY, closed_at=TODAY)
        general = changed(store, major, level=Level.GENERAL)
        assert all("提请挂牌督办" not in offered(store, one) for one in (closed, general))

    def test_ends_after_its_danger_is_closed_and_says_so(self, store: Store, town: Town, major: HiddenDanger) -> None:
        given = {
            "supervise_org": town.office.id,
            "status": Board.ACCEPTED,
            "listed_date": D(2026, 11, 1),
            "accept_date": TODAY,
        }
        case = made(store, SuperviseCase, hidden_danger=major.id, content="甲", deadline=D(2026, 12, 1), **given)
        ended = {"delist_date": TODAY, "approver": "吴某"}
        with pytest.raises(Refusal, match="还没有销号，先在隐患台账里复查销号"):
            taken(store, case, "摘牌", **ended)
        assert shown(store, SUPERVISE_CASES, "隐患已销号待摘牌") == []
        changed(store, major, status=State.CLOSED, rectified_at=TODAY, closed_at=TODAY)
        assert shown(store, SUPERVISE_CASES, "隐患已销号待摘牌") == [case.id]
        assert taken(store, case, "摘牌", **ended).status is Board.DELISTED


class TestInterview:
    def test_is_proposed_for_what_is_late_and_made_once(self, store: Store, town: Town, major: HiddenDanger) -> None:
        assert shown(store, HIDDEN_DANGERS, "逾期应约谈") == [major.id]
        taken(store, major, "约谈")
        [talk] = store.find(Interview)
        assert (talk.enterprise, talk.hidden_dangers, talk.interviewee) == (town.mill.id, (major.id,), "王某")
        assert "逾期 3 天" in talk.reason and talk.requirements == "加装泄爆片"
        assert shown(store, HIDDEN_DANGERS, "逾期应约谈") == []
        with pytest.raises(Refusal, match="已经发起约谈"):
            taken(store, major, "约谈")
        changed(store, talk, status=InterviewState.ENDED)
        taken(store, major, "约谈")
        assert store.count(Interview) == 2

    def test_is_not_for_what_is_in_its_term(self, store: Store, major: HiddenDanger) -> None:
        in_time = changed(store, major, deadline=TODAY)
        with pytest.raises(Refusal, match="还没有逾期"):
            taken(store, in_time, "约谈")

    def test_of_a_supervision_names_its_danger(self, store: Store, major: HiddenDanger) -> None:
        case = made(
            store, SuperviseCase, hidden_danger=major.id, content="甲", status=Board.MENDING, deadline=D(2026, 11, 1)
        )
        taken(store, case, "逾期约谈")
        [talk] = store.find(Interview)
        assert (talk.supervise_case, talk.hidden_dangers) == (case.id, (major.id,))


class TestLetter:
    """Without powers (授权模式 none) the office hands over (domain §0.5)."""

    def letter(self, store: Store) -> Document:
        [letter] = store.find(Document)
        assert (letter.kind, letter.status, letter.title) == (DocKind.TRANSFER, DocState.DRAFT, "隐患、案件移送函")
        assert letter.to_organ == "泾县应急管理局" and letter.basis
        return letter

    def test_about_a_hidden_danger_is_drafted_once_and_numbered(
        self, store: Store, town: Town, major: HiddenDanger
    ) -> None:
        taken(store, major, "起草移送函")
        letter = self.letter(store)
        assert letter.enterprise == town.mill.id and "除尘系统未设泄爆" in (letter.content or "")
        with pytest.raises(Refusal, match="已经起草过移送函"):
            taken(store, major, "起草移送函")
        assert taken(store, letter, "定稿编号", officers="章某").doc_no

    def test_about_a_chain_lists_what_is_open(self, store: Store, town: Town, major: HiddenDanger) -> None:
        visit = made(
            store, Inspection, enterprise=town.mill.id, start_at=dt.datetime(2026, 10, 8, 9), result=VisitResult.TERM
        )
        changed(store, major, inspection=visit.id)
        chain = made(store, EnforceChain, inspection=visit.id)
        taken(store, chain, "起草移送函")
        letter = self.letter(store)
        assert letter.inspection == visit.id and "1. 重大隐患" in (letter.content or "")
        assert taken(store, chain, "转行政处罚").stage.value == "penalty"

    @pytest.mark.parametrize(
        ("cls", "values", "said"),
        [
            (EnforceMeasure, {"type": MeasureType.STOP, "target": "打磨车间"}, "停产停业"),
            (PenaltyCase, {"cause": "未落实粉尘清理制度"}, "未落实粉尘清理制度"),
        ],
    )
    def test_about_what_only_others_may_do(
        self, store: Store, town: Town, cls: Any, values: dict[str, Any], said: str
    ) -> None:
        taken(store, made(store, cls, enterprise=town.mill.id, **values), "起草移送函")
        assert said in (self.letter(store).content or "")

    def test_is_what_a_refusal_points_to(self, store: Store) -> None:
        ledger = store.ledgers["documents"]
        [problem] = ledger.problems(Document(kind=DocKind.DECISION, party="甲"), store.scene())
        assert problem.hard and "起草移送函" in problem.text


class TestClass:
    @pytest.fixture
    def decided(self, store: Store, town: Town) -> SuperviseClassRecord:
        grade = {"override_grade": Grade.ORANGE, "override_reason": "试", "override_approver": "吴某"}
        changed(store, town.mill, **grade)
        return made(store, SuperviseClassRecord, enterprise=town.mill.id, mgmt_score=75, effective_from=D(2026, 1, 5))

    def mill(self, store: Store, town: Town) -> Enterprise:
        return store.get(Enterprise, town.mill.id or 0)

    def test_of_who_is_on_the_blacklist_is_d_whatever_is_touched_and_comes_back_after_it(
        self, store: Store, town: Town, decided: SuperviseClassRecord
    ) -> None:
        assert self.mill(store, town).supervise_class is SuperviseClass.C
        entry = made(
            store,
            Blacklist,
            enterprise=town.mill.id,
            reason_code="8",
            state=ListState.LISTED,
            listed_date=D(2026, 11, 2),
        )
        assert self.mill(store, town).supervise_class is SuperviseClass.D
        changed(store, decided, remark="核对")
        assert self.mill(store, town).supervise_class is SuperviseClass.D
        changed(store, entry, state=ListState.REMOVED, removed_type=RemovedType.REVOKED)
        assert self.mill(store, town).supervise_class is SuperviseClass.C

    def test_of_who_is_listed_may_be_left_to_the_decision(
        self, store: Store, town: Town, decided: SuperviseClassRecord
    ) -> None:
        store.set_options("改设置", StandingRules(blacklist_d=False))
        made(
            store,
            Blacklist,
            enterprise=town.mill.id,
            reason_code="8",
            state=ListState.LISTED,
            listed_date=D(2026, 11, 2),
        )
        assert self.mill(store, town).supervise_class is SuperviseClass.C

    @pytest.mark.parametrize(
        ("cls", "values", "event", "told"),
        [
            (Accident, {"deaths": 1, "occurred_at": dt.datetime(2026, 3, 1, 9)}, "亡人事故", SuperviseClass.D),
            (PenaltyCase, {"status": CaseState.DECIDED, "decision_date": D(2026, 3, 1)}, "行政处罚", SuperviseClass.D),
            (Accident, {"deaths": 1, "occurred_at": dt.datetime(2025, 3, 1, 9)}, None, SuperviseClass.C),
            (Accident, {"deaths": 0, "occurred_at": dt.datetime(2026, 3, 1, 9)}, None, SuperviseClass.C),
        ],
    )
    def test_knows_of_accidents_and_penalties_of_a_year(
        self,
        store: Store,
        town: Town,
        decided: SuperviseClassRecord,
        cls: Any,
        values: dict[str, Any],
        event: str | None,
        told: SuperviseClass,
    ) -> None:
        def stale() -> int:
            return store.count(Enterprise, TO_RECLASSIFY.rows(month_of(TODAY)))

        made(store, cls, enterprise=town.mill.id, **values)
        assert stale() == (event is not None)
        taken(store, decided, "重新定类", reason="复核", approver="吴某")
        [now] = [one for one in store.find(SuperviseClassRecord) if one.effective_to is None]
        assert (now.events, now.class_final, stale()) == (event and (event,), told, 0)


class TestPlan:
    def test_follows_the_class_where_there_is_one_and_the_table_of_the_office(self, store: Store, town: Town) -> None:
        changed(
            store, town.mill, code="ZW-甲", override_grade=Grade.RED, override_reason="试", override_approver="吴某"
        )
        made(store, SuperviseClassRecord, enterprise=town.mill.id, mgmt_score=90, effective_from=D(2026, 1, 5))
        [row] = [freq for freq in store.find(SuperviseFreq) if freq.supervise_class is SuperviseClass.C]
        changed(store, row, times=3, focus="本地重点")
        taken(store, made(store, EnforcePlan, year=2026), "生成检查对象")
        targets = [target for target in store.find(EnforceTarget) if target.enterprise == town.mill.id]
        assert [(t.seq, t.content_scope, t.risk_grade) for t in targets] == [
            (n, "本地重点", Grade.RED) for n in (1, 2, 3)
        ]
        assert len({t.month_plan for t in targets}) == 3


class TestLists:
    def test_a_changed_list_gets_its_version_by_a_step(self, store: Store, town: Town) -> None:
        taken(store, town.mill, "登记清单新版")
        assert sorted(one.kind for one in store.find(ListVersion)) == ["隐患清单", "风险清单"]
        with pytest.raises(Refusal, match="与现行版本一致"):
            taken(store, town.mill, "登记清单新版")
        made(store, RiskPoint, enterprise=town.mill.id, name="锅炉")
        taken(store, store.get(Enterprise, town.mill.id or 0), "登记清单新版")
        [now] = [one for one in store.find(ListVersion) if one.version_no == 2]
        assert (now.kind, now.diff_summary, now.current, now.by) == ("风险清单", "风险点 0→1", True, "测试员")


class TestFollowing:
    def test_a_plan_follows_what_its_enterprise_becomes(self, store: Store, town: Town) -> None:
        plan = made(
            store,
            EmergencyPlan,
            name="综合预案",
            kind=PlanKind.WHOLE,
            enterprise=town.mill.id,
            issue_date=D(2026, 1, 5),
            state=PlanState.ISSUED,
        )
        assert (plan.must_file, plan.drill_due) == (False, D(2027, 1, 5))
        changed(store, town.mill, is_high_risk=True)
        now = store.get(EmergencyPlan, plan.id or 0)
        assert (now.must_file, now.drill_due) == (True, D(2026, 7, 5)) and now.file_due
        store.undo()
        assert store.get(EmergencyPlan, plan.id or 0).drill_due == D(2027, 1, 5)

    def test_a_policy_follows_how_many_work_there(self, store: Store, town: Town) -> None:
        policy = made(
            store, LiabilityInsurance, enterprise=town.mill.id, persons=28, start=D(2026, 1, 1), end=D(2026, 12, 31)
        )
        assert policy.gap is None
        changed(store, town.mill, employees=30)
        assert "少于从业人员 30 人" in (store.get(LiabilityInsurance, policy.id or 0).gap or "")
