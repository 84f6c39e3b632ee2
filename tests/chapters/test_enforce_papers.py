"""Numbered papers, the chain of an inspection with its five 见, and what the office's powers allow."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import Level
from safety_desk.ledgers.enforce.archive import DocArchive, LawPublicity, PublicityKind
from safety_desk.ledgers.enforce.chain import ChainRules, EnforceChain, Stage
from safety_desk.ledgers.enforce.document import DOCUMENTS, Conclusion, DocState, Document, ServeWay, SignStatus
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.enforce.measure import ENFORCE_MEASURES, EnforceMeasure, MeasureType
from safety_desk.ledgers.enforce.powers import Organ
from safety_desk.ledgers.enforce.scheme import CheckScheme
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.office import EnforcementMode, OfficeRules
from safety_desk.ledgers.visit_state import VisitResult

D = dt.date
DAY = D(2026, 11, 2)
SERVED = {"served_at": DAY, "serve_way": ServeWay.DIRECT, "receiver": "吴某", "server": "章某、凤某"}


def powers(store: Store, mode: EnforcementMode) -> None:
    store.set_options("授权模式", store.options(OfficeRules).replace(mode=mode))


@pytest.fixture
def visit(store: Store, town: Town) -> Inspection:
    people = (town.inspector.id, town.clerk.id)
    at = dt.datetime(2026, 11, 2, 9, 0)
    return made(store, Inspection, enterprise=town.mill.id, start_at=at, inspectors=people, result=VisitResult.TERM)


@pytest.fixture
def danger(store: Store, town: Town, visit: Inspection) -> HiddenDanger:
    return made(
        store, HiddenDanger, enterprise=town.mill.id, inspection=visit.id, found_date=DAY, description="开料锯无护罩"
    )


def written(store: Store, visit: Inspection, kind: DocKind, **values: Any) -> Document:
    return made(
        store,
        Document,
        kind=kind,
        inspection=visit.id,
        issue_date=DAY,
        content="开料锯无护罩",
        officers="章某",
        **values,
    )


def final(store: Store, document: Document) -> Document:
    return taken(store, document, "定稿编号")


def served(store: Store, document: Document, kept_at: str | None = "第 1 册第 2 页") -> Document:
    document = taken(store, final(store, document), "已打印")
    document = taken(store, document, "签字", sign_status=SignStatus.SIGNED, signer="吴某", kept_at=kept_at)
    return taken(store, document, "送达", **SERVED)


class TestDocument:
    def test_goes_from_draft_to_archive_and_is_numbered_on_the_way(self, store: Store, visit: Inspection) -> None:
        draft = written(store, visit, DocKind.ORDER, deadline=D(2026, 11, 17))
        assert (draft.doc_no, draft.title, draft.enterprise) == (None, "限期整改意见书", visit.enterprise)
        done = served(store, draft)
        assert done.doc_no == "（茂）安监整改〔督〕2026001号" and done.party == "茂林竹木制品有限公司"
        filed = taken(store, done, "归档", filed_at=D(2026, 11, 20))
        assert filed.status is DocState.FILED and offered(store, filed) == set()

    def test_numbers_run_by_kind_and_year_and_a_void_one_is_not_used_again(
        self, store: Store, visit: Inspection
    ) -> None:
        first, second = (final(store, written(store, visit, DocKind.RECORD)) for _ in range(2))
        taken(store, second, "作废", void_reason="写错单位")
        third = final(store, written(store, visit, DocKind.RECORD))
        order = final(store, written(store, visit, DocKind.ORDER, deadline=D(2026, 11, 20)))
        assert [d.seq for d in (first, second, third, order)] == [1, 2, 3, 1]

    @pytest.mark.parametrize(
        ("mode", "number", "title"),
        [
            (EnforcementMode.NONE, "（茂）安监整改〔督〕2026001号", "限期整改意见书"),
            (EnforcementMode.ENTRUSTED, "（泾）应急责改〔2026〕茂001号", "责令限期整改指令书"),
            (EnforcementMode.EMPOWERED, "（茂）应急责改〔2026〕001号", "责令限期整改指令书"),
        ],
    )
    def test_powers_decide_title_and_number(
        self, store: Store, visit: Inspection, mode: EnforcementMode, number: str, title: str
    ) -> None:
        powers(store, mode)
        document = final(store, written(store, visit, DocKind.ORDER, deadline=D(2026, 11, 17)))
        assert (document.doc_no, document.title) == (number, title)

    def test_its_words_do_not_change_once_it_is_final(self, store: Store, visit: Inspection) -> None:
        document = final(store, written(store, visit, DocKind.RECORD))
        assert DOCUMENTS.problems(document, store.scene()) == []
        [problem] = DOCUMENTS.problems(document.replace(content="别的话"), store.scene())
        assert problem.hard and "作废后重开" in problem.text

    def test_who_refuses_to_sign_is_noted_with_a_witness(self, store: Store, visit: Inspection) -> None:
        document = taken(store, final(store, written(store, visit, DocKind.RECORD)), "已打印")
        with pytest.raises(Refusal, match="见证人"):
            taken(store, document, "签字", sign_status=SignStatus.REFUSED, refuse_note="负责人拒签")
        with pytest.raises(Refusal, match="请填签字人"):
            taken(store, document, "签字", sign_status=SignStatus.SIGNED)
        done = taken(store, document, "签字", sign_status=SignStatus.REFUSED, refuse_note="负责人拒签", witness="王某")
        assert done.status is DocState.SIGNED

    def test_with_powers_a_record_waits_for_an_approved_scheme(self, store: Store, visit: Inspection) -> None:
        powers(store, EnforcementMode.ENTRUSTED)
        record = written(store, visit, DocKind.RECORD)
        with pytest.raises(Refusal, match="没有批准的现场检查方案"):
            final(store, record)
        made(store, CheckScheme, enterprise=visit.enterprise, inspection=visit.id, approve_date=DAY)
        assert final(store, record).doc_no == "（泾）应急检记〔2026〕茂001号"

    def test_a_recheck_needs_its_conclusion(self, store: Store, visit: Inspection) -> None:
        with pytest.raises(Refusal, match="复查结论"):
            final(store, written(store, visit, DocKind.RECHECK))

    def test_a_numbered_paper_is_not_deleted(self, store: Store, visit: Inspection) -> None:
        with pytest.raises(Refusal, match="号不再用"):
            store.remove("删除", final(store, written(store, visit, DocKind.RECORD)))


LIMITED = {
    DocKind.MEASURE,
    DocKind.ON_SPOT,
    DocKind.NOTICE,
    DocKind.HEARING,
    DocKind.DECISION,
    DocKind.SEIZE,
    DocKind.INQUIRY,
}


@pytest.mark.parametrize(
    ("mode", "refused"),
    [
        (EnforcementMode.NONE, LIMITED),
        (EnforcementMode.ENTRUSTED, LIMITED - {DocKind.MEASURE, DocKind.ON_SPOT}),
        (EnforcementMode.EMPOWERED, set()),
    ],
)
def test_powers_decide_which_papers_there_are(
    store: Store, town: Town, mode: EnforcementMode, refused: set[DocKind]
) -> None:
    powers(store, mode)
    papers = {kind: Document(kind=kind, enterprise=town.mill.id, deadline=DAY) for kind in DocKind}
    told = {
        kind: [p for p in DOCUMENTS.problems(paper, store.scene()) if p.field == "kind"]
        for kind, paper in papers.items()
    }
    assert {kind for kind, problems in told.items() if problems} == refused
    assert all(problem.hard and "移送" in problem.text for problems in told.values() for problem in problems)


class TestChain:
    @pytest.fixture
    def chain(self, store: Store, visit: Inspection, danger: HiddenDanger) -> EnforceChain:
        return made(store, EnforceChain, inspection=visit.id)

    def now(self, store: Store, chain: EnforceChain) -> EnforceChain:
        assert chain.id is not None
        return store.get(EnforceChain, chain.id)

    def test_sees_one_after_the_other_as_the_records_grow(
        self, store: Store, visit: Inspection, danger: HiddenDanger, chain: EnforceChain
    ) -> None:
        assert chain.missing == "见处罚指令、见责任人签字、见整改结果、见复查验收" and chain.see_score == 0.2
        served(store, written(store, visit, DocKind.ORDER, deadline=D(2026, 11, 17)))
        assert self.now(store, chain).missing == "见整改结果、见复查验收"
        changed(store, danger, rectified_at=D(2026, 11, 10))
        assert self.now(store, chain).missing == "见复查验收"
        final(store, written(store, visit, DocKind.RECHECK, conclusion=Conclusion.PART))
        assert self.now(store, chain).missing == "见复查验收"
        final(store, written(store, visit, DocKind.RECHECK, conclusion=Conclusion.ALL))
        whole = self.now(store, chain)
        assert (whole.missing, whole.see_score, whole.found_count) == (None, 1.0, 1)

    def test_papers_written_before_it_are_its_own(self, store: Store, visit: Inspection, danger: HiddenDanger) -> None:
        paper = written(store, visit, DocKind.RECORD)
        chain = made(store, EnforceChain, inspection=visit.id)
        assert store.get(Document, paper.id or 0).chain == chain.id

    def test_a_signature_without_paper_or_scan_is_none(
        self, store: Store, visit: Inspection, chain: EnforceChain
    ) -> None:
        served(store, written(store, visit, DocKind.ORDER, deadline=D(2026, 11, 17)), kept_at=None)
        assert self.now(store, chain).see_sign is False

    def test_the_office_may_insist_on_a_scan(self, store: Store, visit: Inspection, chain: EnforceChain) -> None:
        served(store, written(store, visit, DocKind.ORDER, deadline=D(2026, 11, 17)))
        assert self.now(store, chain).see_sign is True
        store.set_options("须有扫描件", ChainRules(need_scan=True))
        assert self.now(store, chain).see_sign is False

    def test_a_major_danger_is_seen_mended_on_a_photo_only(
        self, store: Store, danger: HiddenDanger, chain: EnforceChain
    ) -> None:
        major = changed(store, danger, level=Level.MAJOR, major_criteria="第三条", rectified_at=D(2026, 11, 10))
        assert self.now(store, chain).see_result is False
        changed(store, major, photo_after=(f"{'0' * 64}:好.jpg",))
        assert self.now(store, chain).see_result is True

    def test_is_not_closed_with_gaps_except_for_a_reason_that_stays(self, store: Store, chain: EnforceChain) -> None:
        waiting = taken(store, chain, "不予处罚，转复查", skip_reason="已当场改正")
        with pytest.raises(Refusal, match="还缺：见处罚指令"):
            taken(store, waiting, "闭环")
        closed = taken(store, waiting, "闭环", close_reason="企业已关停")
        assert (closed.stage, closed.close_reason, closed.closed_at) == (Stage.CLOSED, "企业已关停", D(2026, 11, 23))
        assert taken(store, closed, "重新打开", remark="补件").stage is Stage.RECHECK

    def test_the_second_stage_is_a_case_or_a_letter(self, store: Store, visit: Inspection, chain: EnforceChain) -> None:
        at_penalty = taken(store, chain, "转行政处罚")
        with pytest.raises(Refusal, match="没有定稿的移送函"):
            taken(store, at_penalty, "处罚已办，转复查")
        final(store, written(store, visit, DocKind.TRANSFER))
        assert taken(store, at_penalty, "处罚已办，转复查").stage is Stage.RECHECK

    def test_a_clean_visit_asks_for_nothing_more(self, store: Store, town: Town) -> None:
        clean = made(store, Inspection, enterprise=town.station.id, result=VisitResult.CLEAN)
        chain = made(store, EnforceChain, inspection=clean.id)
        assert (chain.see_problems, chain.see_order, chain.missing, chain.see_score) == (True, None, None, None)
        with pytest.raises(Refusal, match="不用处罚"):
            taken(store, chain, "转行政处罚")
        assert taken(store, chain, "闭环").stage is Stage.CLOSED


GIVEN = {"start_at": D(2026, 11, 23), "decided_by": "县应急管理局", "basis": "安全生产法第七十条"}


class TestMeasure:
    GATE = ("decided", "disobeyed", "real_danger", "head_approved", "kept_safe", "in_writing")

    def measure(self, store: Store, town: Town, type: MeasureType, **values: Any) -> EnforceMeasure:
        return made(store, EnforceMeasure, enterprise=town.mill.id, type=type, **values)

    @pytest.mark.parametrize("missing", GATE)
    def test_power_is_not_cut_while_a_condition_is_missing(self, store: Store, town: Town, missing: str) -> None:
        given = {name: name != missing for name in self.GATE}
        with pytest.raises(Refusal, match="停止供电的条件还缺"):
            taken(store, self.measure(store, town, MeasureType.NO_POWER, urgent=True, **given), "实施", **GIVEN)

    @pytest.mark.parametrize(("hours", "urgent", "cut"), [(24, False, True), (23, False, False), (1, True, True)])
    def test_a_cut_is_told_a_day_before_unless_it_is_urgent(
        self, store: Store, town: Town, hours: int, urgent: bool, cut: bool
    ) -> None:
        at = dt.datetime(2026, 11, 23, 12)
        times = {"cut_at": at, "notify_at": at - dt.timedelta(hours=hours), "urgent": urgent}
        planned = self.measure(store, town, MeasureType.NO_POWER, **dict.fromkeys(self.GATE, True), **times)
        if cut:
            assert taken(store, planned, "实施", **GIVEN).status.label == "实施中"
        else:
            with pytest.raises(Refusal, match="提前 24 小时"):
                taken(store, planned, "实施", **GIVEN)

    def test_a_seizure_ends_after_30_days_and_once_30_more(self, store: Store, town: Town) -> None:
        running = taken(store, self.measure(store, town, MeasureType.SEAL), "实施", **GIVEN)
        assert running.due_on == D(2026, 12, 23)
        with pytest.raises(Refusal, match="延长不超过三十日"):
            taken(store, running, "延长", extended_to=D(2027, 1, 23), extend_reason="案情复杂")
        longer = taken(store, running, "延长", extended_to=D(2027, 1, 22), extend_reason="案情复杂")
        assert longer.due_on == D(2027, 1, 22) and longer.end_plan == D(2026, 12, 23)
        assert taken(store, longer, "解除", end_at=D(2027, 1, 5), lifted_by="县局", lift_reason="已整改").end_at == D(
            2027, 1, 5
        )

    @pytest.mark.parametrize(
        ("mode", "type", "allowed"),
        [
            (EnforcementMode.NONE, MeasureType.LEAVE, False),
            (EnforcementMode.ENTRUSTED, MeasureType.STOP_USE, True),
            (EnforcementMode.ENTRUSTED, MeasureType.SEIZE, False),
            (EnforcementMode.EMPOWERED, MeasureType.SEIZE, True),
        ],
    )
    def test_a_town_orders_only_what_its_powers_allow(
        self, store: Store, town: Town, mode: EnforcementMode, type: MeasureType, allowed: bool
    ) -> None:
        powers(store, mode)
        ours = EnforceMeasure(enterprise=town.mill.id, type=type, organ=Organ.OURS)
        problems = [p for p in ENFORCE_MEASURES.problems(ours, store.scene()) if p.field == "organ"]
        assert (problems == []) is allowed
        assert ENFORCE_MEASURES.problems(ours.replace(organ=Organ.COUNTY), store.scene()) == []


def test_a_volume_is_due_30_days_after_its_chain_was_closed(store: Store, visit: Inspection) -> None:
    chain = made(store, EnforceChain, inspection=visit.id)
    volume = made(store, DocArchive, title="某案卷", chain=chain.id)
    assert volume.due_on is None
    taken(store, changed(store, chain, stage=Stage.RECHECK), "闭环", close_reason="已停产", closed_at=D(2026, 11, 20))
    assert store.get(DocArchive, volume.id or 0).due_on == D(2026, 12, 20)


def test_other_decisions_are_public_within_20_working_days_and_penalties_within_7(store: Store, town: Town) -> None:
    said = {"kind": PublicityKind.AFTER, "decided_on": D(2026, 11, 2)}
    other = made(store, LawPublicity, content="甲", **said)
    penalty = made(store, LawPublicity, content="乙", is_penalty=True, **said)
    assert (other.due, penalty.due, other.done) == (D(2026, 11, 30), D(2026, 11, 11), False)
    assert changed(store, penalty, date=D(2026, 11, 5)).done is True
