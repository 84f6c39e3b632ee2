"""The papers that go to an enterprise, and those about it that go to others (domain F01, F03–F05, F12, F13)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from issued import documents, issued, why_not, words
from pages import told
from town import Town, changed, made, taken
from visits import Visits

from safety_desk.db.store import Store
from safety_desk.ledgers.danger_state import Level, RecheckResult, State
from safety_desk.ledgers.enforce.chain import EnforceChain
from safety_desk.ledgers.enforce.document import Conclusion, Document
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.enforce.measure import EnforceMeasure, MeasureType
from safety_desk.ledgers.enforce.powers import Organ
from safety_desk.ledgers.enforce.scheme import CheckScheme, SchemeState
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.office import EnforcementMode, OfficeRules
from safety_desk.ledgers.visit_state import VisitResult

D = dt.date
NONE, ENTRUSTED = EnforcementMode.NONE, EnforcementMode.ENTRUSTED


@pytest.fixture
def visits(store: Store, town: Town) -> Visits:
    return Visits(store, town)


@pytest.fixture
def visit(visits: Visits) -> Inspection:
    """A visit that found two hidden dangers, one of them major."""
    visit = visits.done(result=VisitResult.TERM, situation="看了打磨车间。")
    visits.danger(inspection=visit.id, description="防护罩缺失", place="打磨车间", deadline=D(2026, 11, 30))
    visits.danger(
        inspection=visit.id, description="除尘管道积灰", level=Level.MAJOR, major_criteria="第十一条", deadline=D(2026, 12, 20)
    )  # fmt: skip
    return visits.store.get(Inspection, visit.id or 0)


@pytest.mark.parametrize("mode", list(EnforcementMode), ids=lambda mode: mode.value)
def test_all_papers_of_a_visit(
    store: Store, visits: Visits, visit: Inspection, golden: Callable[[str, str], None], mode: EnforcementMode
) -> None:
    visits.rule(mode)
    scheme = made(
        store, CheckScheme, inspection=visit.id, enterprise=visit.enterprise, contents="1. 粉尘防爆\n2. 用电安全",
        officers=visit.inspectors, time_from=visit.start_at, time_to=visit.end_at, methods=("现场检查", "查阅资料"),
    )  # fmt: skip
    said = [told(issued(store, "check_schemes", "check_scheme", scheme.id).papers[0].html)]
    order = issued(store, "inspections", "order", visit.id)
    said.append(told(order.papers[0].html))
    if mode is not NONE:
        chain = made(store, EnforceChain, inspection=visit.id)
        ours = {"chain": chain.id, "enterprise": visit.enterprise, "organ": Organ.OURS}
        made(store, EnforceMeasure, type=MeasureType.STOP_USE, target="3号砂轮机", **ours)
        made(store, EnforceMeasure, type=MeasureType.LEAVE, **ours)
        said += words(store, "inspections", "measure", visit.id)
    dangers = store.find(HiddenDanger)
    said += words(store, "hidden_dangers", "mend_notice", *(danger.id for danger in dangers))
    said += words(store, "hidden_dangers", "inform", dangers[0].id)
    said += words(store, "inspections", "transfer_of_visit", visit.id)
    said += words(store, "documents", "service", *order.documents)
    results = (RecheckResult.DONE, RecheckResult.PART)
    for danger, result in zip(dangers, results, strict=True):
        changed(
            store,
            danger,
            recheck_at=D(2026, 11, 23),
            recheck_by="胡某",
            recheck_result=result,
            new_deadline=D(2026, 12, 30),
        )
    said += words(store, "documents", "recheck_of_order", *order.documents)
    golden(f"orders_{mode.value}", "\n\n".join(said))


class TestOrders:
    def test_without_powers_it_is_an_opinion(self, store: Store, visit: Inspection) -> None:
        [said] = words(store, "inspections", "order", visit.id)
        assert "限期整改意见书" in said and "指令" not in said
        assert (
            "其中事故隐患第2项属于重大隐患。现要求你单位对上述第1项问题于2026年11月30日前、第2项问题于2026年12月20日前整改完毕"
            in said
        )
        assert "将依法上报泾县应急管理局查处" in said and "行政复议" not in said

    def test_with_powers_it_is_an_order_with_its_remedies(
        self, store: Store, visits: Visits, visit: Inspection
    ) -> None:
        visits.rule(ENTRUSTED)
        [said] = words(store, "inspections", "order", visit.id)
        assert (
            "责令限期整改指令书" in said and "向泾县人民政府申请行政复议" in said and "泾县应急管理局（印章）" in said
        )

    def test_one_term_is_said_once_and_today_is_at_once(self, store: Store, visits: Visits) -> None:
        visit = visits.done(result=VisitResult.TERM)
        visits.danger(inspection=visit.id, description="门坏了", deadline=D(2026, 11, 20))
        [said] = words(store, "inspections", "order", visit.id)
        assert "现要求你单位对上述问题立即整改完毕" in said

    @pytest.mark.parametrize(
        ("values", "why"),
        [
            ({"level": Level.MAJOR}, "没有判定依据"),
            ({"level": Level.MAJOR, "major_criteria": "第三条"}, "没有整改期限"),
            ({"found_date": D(2026, 11, 1), "deadline": D(2026, 11, 5)}, "早于检查日期"),
        ],
    )
    def test_what_is_missing_is_said(self, store: Store, visits: Visits, values: dict[str, Any], why: str) -> None:
        visit = visits.done(result=VisitResult.TERM)
        visits.danger(inspection=visit.id, description="门坏了", **values)
        assert why in why_not(store, "inspections", "order", visit.id)

    def test_a_danger_found_later_wants_an_order_of_its_own(
        self, store: Store, visits: Visits, visit: Inspection
    ) -> None:
        issued(store, "inspections", "order", visit.id)
        visits.danger(inspection=visit.id, description="通道堵塞", deadline=D(2026, 12, 1))
        [said] = words(store, "inspections", "order", visit.id)
        assert "通道堵塞" in said and "防护罩缺失" not in said
        issued(store, "inspections", "order", visit.id)
        assert [d.seq for d in documents(store)] == [1, 2]

    def test_a_measure_is_not_ours_without_powers(self, store: Store, visits: Visits, visit: Inspection) -> None:
        assert "移送函" in why_not(store, "inspections", "measure", visit.id)
        visits.rule(ENTRUSTED)
        assert "还没有写怎么处理" in why_not(store, "inspections", "measure", visit.id)
        chain = made(store, EnforceChain, inspection=visit.id)
        made(
            store,
            EnforceMeasure,
            chain=chain.id,
            enterprise=visit.enterprise,
            type=MeasureType.STOP_USE,
            target="砂轮机",
            organ=Organ.OURS,
        )
        [said] = words(store, "inspections", "measure", visit.id)
        assert "1. 责令停止使用相关设施、设备：砂轮机（此栏不够，可另附页）。" in said

    def test_a_recheck_says_what_became_of_each_item(self, store: Store, visit: Inspection) -> None:
        assert "还没有定稿的限期整改文书" in why_not(store, "inspections", "recheck", visit.id)
        [order] = issued(store, "inspections", "order", visit.id).documents
        assert "还没有复查结果" in why_not(store, "documents", "recheck_of_order", order)
        first, second = store.find(HiddenDanger)
        at = {"recheck_at": D(2026, 11, 23), "recheck_by": "胡某"}
        changed(
            store,
            first,
            recheck_result=RecheckResult.DONE,
            status=State.CLOSED,
            rectified_at=D(2026, 11, 22),
            closed_at=D(2026, 11, 23),
            **at,
        )
        changed(store, second, recheck_result=RecheckResult.NOT, new_deadline=D(2026, 12, 30), **at)
        [said] = words(store, "inspections", "recheck", visit.id)
        assert "对你单位提出了限期整改的意见〔（茂）安监整改〔督〕2026001号〕" in said
        assert (
            "1. 打磨车间：防护罩缺失，已整改。" in said
            and "除尘管道积灰（重大事故隐患，判定依据：第十一条），未整改。" in said
        )
        assert "以上第1项隐患已整改合格；第2项隐患未整改合格，要求你单位于2026年12月30日前整改完毕" in said
        issued(store, "inspections", "recheck", visit.id)
        entry = documents(store)[-1]
        assert (entry.kind, entry.about, entry.conclusion) == (DocKind.RECHECK, order, Conclusion.PART)


class TestOthers:
    def test_a_notice_is_for_one_site(self, store: Store, visits: Visits, visit: Inspection) -> None:
        other = visits.danger(
            enterprise=None, public_area=visits.town.bridge.id, description="栏杆松动", deadline=D(2026, 12, 1)
        )
        ids = [danger.id for danger in store.find(HiddenDanger)]
        first, second = words(store, "hidden_dangers", "mend_notice", *ids)
        assert "防护罩缺失" in first and "除尘管道积灰" in first and "栏杆" not in first
        assert "濂溪桥：" in second and "栏杆松动" in second
        job = issued(store, "hidden_dangers", "mend_notice", *ids)
        assert len(job.documents) == 2 == len(job.papers)
        assert issued(store, "hidden_dangers", "mend_notice", other.id).documents == (job.documents[1],)

    def test_a_notice_of_what_is_late_asks_for_it_at_once(self, store: Store, visits: Visits) -> None:
        late = visits.danger(found_date=D(2026, 10, 1), description="栏杆松动", deadline=D(2026, 10, 16))
        job = issued(store, "hidden_dangers", "mend_notice", late.id)
        said = told(job.papers[0].html)
        assert "2026-10-16 / 已逾期" in said and "整改到位，已逾期的立即整改：" in said

    def test_a_letter_hands_over_with_what_is_enclosed(self, store: Store, visit: Inspection) -> None:
        issued(store, "inspections", "inspection_record", visit.id)
        [said] = words(store, "inspections", "transfer_of_visit", visit.id)
        assert "泾县应急管理局：" in said and "附件：1. 《现场检查记录》1份" in said

    def test_what_the_step_drafted_is_what_is_printed(self, store: Store, visit: Inspection) -> None:
        danger = store.find(HiddenDanger)[0]
        taken(store, danger, "起草移送函")
        job = issued(store, "hidden_dangers", "transfer", danger.id)
        assert [d.id for d in documents(store)] == list(job.documents)

    def test_a_proof_of_service_names_what_was_served(self, store: Store, visit: Inspection) -> None:
        draft = made(
            store, Document, kind=DocKind.ORDER, inspection=visit.id, content="门坏了", deadline=D(2026, 12, 1)
        )
        assert "还没有定稿编号" in why_not(store, "documents", "service", draft.id)
        [order] = issued(store, "inspections", "order", visit.id).documents
        [said] = words(store, "documents", "service", order)
        assert "《限期整改意见书》" in said and "（茂）安监整改〔督〕2026001号" in said and "□留置送达" in said

    def test_an_entry_is_printed_as_its_record_is(self, store: Store, visit: Inspection) -> None:
        record = issued(store, "inspections", "inspection_record", visit.id)
        again = issued(store, "documents", "inspection_record_entry", *record.documents)
        assert again.papers == record.papers

    def test_a_scheme_is_printed_and_opens_the_way_to_the_record(
        self, store: Store, visits: Visits, visit: Inspection
    ) -> None:
        store.set_options("委托", OfficeRules(mode=ENTRUSTED))
        assert "还没有批准的现场检查方案" in why_not(store, "inspections", "inspection_record", visit.id)
        scheme = made(
            store, CheckScheme, inspection=visit.id, enterprise=visit.enterprise, contents="粉尘防爆", officers=visit.inspectors,
            time_from=dt.datetime(2026, 11, 20, 9), methods=("现场检查",), approve_date=D(2026, 11, 19), status=SchemeState.APPROVED,
        )  # fmt: skip
        job = issued(store, "check_schemes", "check_scheme", scheme.id)
        assert job.papers[0].number == "（泾）应急检方〔2026〕茂001号" and "☑现场检查" in told(job.papers[0].html)
        assert why_not(store, "inspections", "inspection_record", visit.id) == ""
