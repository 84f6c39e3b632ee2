"""The county's penalties and measures against enterprises of the sample town, with what was written of them."""

import datetime as dt
from collections.abc import Sequence

from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.enforce.archive import (
    ArchivePaper,
    CaseReview,
    CourseStage,
    DocArchive,
    LawPublicity,
    MediumKind,
    Opinion,
    ProcessRecord,
    PublicityKind,
)
from safety_desk.ledgers.enforce.chain import EnforceChain
from safety_desk.ledgers.enforce.measure import EnforceMeasure, MeasureState, MeasureType
from safety_desk.ledgers.enforce.penalty import CaseState, PenaltyCase, Procedure
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page

_YUAN = 100
_CASES = (
    (CaseState.FILED, 12),
    (CaseState.INQUIRY, 30),
    (CaseState.REVIEW, 45),
    (CaseState.NOTICE, 52),
    (CaseState.HEARING, 66),
    (CaseState.DECIDED, 74),
    (CaseState.SERVED, 98),
    (CaseState.CARRIED, 130),
    (CaseState.CLOSED, 190),
    (CaseState.CLOSED, 230),
    (CaseState.CLOSED, 300),
    (CaseState.DROPPED, 260),
)
"""Where each case ends, and how many days ago it was filed."""

_AGAIN = 230
"""The case that hits the enterprise of the one before it."""

_OFFENCES = (
    (
        "未如实记录事故隐患排查治理情况，未向从业人员通报",
        "《安全生产法》第四十一条",
        "《安全生产法》第九十七条第五项",
        12000,
    ),
    ("特种作业人员未取得操作资格证书上岗作业", "《安全生产法》第三十条", "《安全生产法》第九十七条第七项", 20000),
    ("未按照规定组织应急预案演练", "《安全生产法》第八十一条", "《安全生产法》第九十七条第六项", 10000),
    ("餐饮经营使用燃气未安装可燃气体报警装置", "《安全生产法》第三十六条", "《安全生产法》第九十九条第八项", 8000),
    ("出租厂房未与承租单位签订安全生产管理协议", "《安全生产法》第四十九条", "《安全生产法》第一百零三条", 15000),
)
_ORDER = tuple(CaseState)
_ORGAN_SIGN = "（泾）应急罚"

_MEASURES = (
    MeasureType.NO_POWER,
    MeasureType.STOP,
    MeasureType.STOP_USE,
    MeasureType.LEAVE,
    MeasureType.SEAL,
    MeasureType.STOP_USE,
    MeasureType.STOP,
    MeasureType.SEIZE,
    MeasureType.STOP_USE,
    MeasureType.LEAVE,
    MeasureType.STOP,
    MeasureType.STOP_USE,
    MeasureType.STOP,
)


class Prosecutor:
    """Writes the cases and measures of one copy."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.family = page.family
        self.chance = page.chance
        self.today = page.today

    def cases(self, chains: Sequence[EnforceChain]) -> None:
        """Penalties of the county against enterprises of the town, in every state."""
        chain = chains[0]
        for end, days in _CASES:
            filed = workday(self.today - dt.timedelta(days=days))
            fit = [c for c in chains if c.checked_on and 0 <= (filed - c.checked_on).days <= 40] or list(chains)
            chain = self.chance.choice(fit) if days != _AGAIN else chain
            cause, law, penalty, yuan = self.chance.choice(_OFFENCES)
            case = PenaltyCase(
                no=self.page.numbers.next(f"CF-{filed.year}"),
                chain=chain.id,
                enterprise=chain.enterprise,
                procedure=Procedure.NORMAL,
                cause=cause,
                law_ref=law,
                law_ref_penalty=penalty,
                filing_date=filed,
                investigators=f"{self.chance.person()}、{self.chance.person()}",
                status=end,
                is_major=end is CaseState.HEARING,
                remark="县应急管理局办理，本镇协助调查",
            )
            case = self.family.add(self._gone_on(case, end, filed, yuan))
            self._around(case, chain)

    def _gone_on(self, case: PenaltyCase, end: CaseState, filed: dt.date, yuan: int) -> PenaltyCase:
        """The case as far as it has come."""
        far = _ORDER.index(end)
        if end is CaseState.DROPPED:
            return case.replace(drop_reason="经查违法事实不能成立", close_date=filed + dt.timedelta(days=40))
        if far >= _ORDER.index(CaseState.NOTICE):
            case = case.replace(notice_date=workday(filed + dt.timedelta(days=35)), hearing=end is CaseState.HEARING)
        if end is CaseState.HEARING:
            return case.replace(
                hearing_date=workday(filed + dt.timedelta(days=55)), hearing_note="听取陈述申辩，待合议"
            )
        if far >= _ORDER.index(CaseState.DECIDED):
            decided = workday(filed + dt.timedelta(days=70))
            serial = self.page.numbers.nth(f"县罚 {decided.year}")
            fresh = end is CaseState.DECIDED
            case = case.replace(
                decision_date=decided,
                decision_no=f"{_ORGAN_SIGN}〔{decided.year}〕{serial:03d}号",
                type=("罚款",),
                amount=yuan * _YUAN,
                publicized_at=None if fresh else decided + dt.timedelta(days=6),
            )
        if far >= _ORDER.index(CaseState.SERVED):
            assert case.decision_date is not None
            case = case.replace(serve_date=workday(case.decision_date + dt.timedelta(days=5)))
        if end is CaseState.CLOSED:
            assert case.serve_date is not None
            case = case.replace(
                pay_date=case.serve_date + dt.timedelta(days=9), close_date=case.serve_date + dt.timedelta(days=12)
            )
        return case

    def _around(self, case: PenaltyCase, chain: EnforceChain) -> None:
        """Its review, its publicity, its volume, what was recorded of it."""
        family, chance = self.family, self.chance
        assert case.filing_date is not None
        if _ORDER.index(case.status) >= _ORDER.index(CaseState.REVIEW) and case.status is not CaseState.DROPPED:
            day = workday(case.filing_date + dt.timedelta(days=32))
            family.add(
                CaseReview(
                    penalty=case.id,
                    seq=1,
                    date=day,
                    reviewer=chance.person(),
                    is_major=case.is_major,
                    opinion=Opinion.AGREE,
                    detail="事实清楚，证据充分，程序合法，裁量适当",
                )
            )
        if case.is_major:
            day = workday(case.filing_date + dt.timedelta(days=20))
            family.add(
                CaseReview(
                    penalty=case.id,
                    seq=2,
                    date=day,
                    reviewer=chance.person(),
                    is_major=True,
                    opinion=Opinion.MORE_PROOF,
                    detail="补充询问笔录和现场照片",
                    collective_discussion=True,
                    discussion_date=day,
                    members="、".join(chance.person() for _ in range(4)),
                    discussion_result="补证后再议",
                )
            )
        start = dt.datetime.combine(case.filing_date, dt.time(9, 30))
        family.add(
            ProcessRecord(
                chain=chain.id,
                penalty_case=case.id,
                title=f"{case.no} 立案调查现场音像",
                stage=CourseStage.INQUIRY,
                kind=MediumKind.VIDEO,
                start=start,
                end=start + dt.timedelta(minutes=45),
                device="执法记录仪 02",
                recorder=chance.person(),
                place="县局采集站",
                keep_until=case.filing_date.replace(year=case.filing_date.year + 3),
            )
        )
        if case.decision_date:
            family.add(
                LawPublicity(
                    kind=PublicityKind.AFTER,
                    content=f"{case.decision_no} 行政处罚决定",
                    penalty_case=case.id,
                    date=case.publicized_at,
                    channel="县政府网站信息公开专栏" if case.publicized_at else None,
                )
            )
        if case.status is CaseState.CLOSED and case.close_date:
            day = case.close_date + dt.timedelta(days=20)
            volume = family.add(
                DocArchive(
                    case_no=self.page.numbers.next(f"AJ-{case.close_date.year}"),
                    title=f"{case.no} {case.cause}",
                    penalty_case=case.id,
                    closed_on=case.close_date,
                    archived_at=day if day <= self.today else None,
                    archivist=chance.person(),
                    pages=chance.randint(38, 90),
                    place="档案柜 3—2",
                    keep_years=10,
                )
            )
            names = (
                "立案审批表",
                "现场检查记录",
                "询问笔录",
                "案件审查意见",
                "行政处罚告知书",
                "行政处罚决定书",
                "送达回执",
                "罚款收据",
                "结案审批表",
            )
            for n, name in enumerate(names, 1):
                family.add(
                    ArchivePaper(
                        archive=volume.id,
                        seq=n,
                        name=name,
                        doc_no=case.decision_no if n == 6 else None,
                        day=case.decision_date if n == 6 else None,
                        page_no=f"{n * 4 - 3}—{n * 4}",
                    )
                )

    def measures(self) -> None:
        """What was ordered because of the latest major hidden dangers; the decisions are the county's."""
        majors = [d for d in self.family.all(HiddenDanger) if d.level is Level.MAJOR and d.enterprise is not None]
        open_first = sorted(majors, key=lambda d: (not d.is_open, -d.found_date.toordinal()))
        found = [d for d in open_first if d.status is not State.VOID]
        for danger, type_ in zip(found, _MEASURES, strict=False):
            self._measure(danger, type_)

    def _measure(self, danger: HiddenDanger, type_: MeasureType) -> None:
        visit = self.family.linked(danger, "inspection")
        chains = self.family.of(visit, "enforce_chains") if visit else []
        measure = EnforceMeasure(
            chain=chains[0].id if chains else None,
            enterprise=danger.enterprise,
            type=type_,
            target=danger.place,
            decided_by="县应急管理局",
        )
        if type_ is MeasureType.NO_POWER:
            asked = {"disobeyed": True, "real_danger": True, "status": MeasureState.PLANNED}
            self.family.add(measure.replace(basis="《安全生产法》第七十条", **asked))
            return
        start = min(self.today, workday(danger.found_date + dt.timedelta(days=2)))
        end = start + dt.timedelta(days=30)
        lifted = not danger.is_open or (type_.is_seizure and end < self.today)
        serial = self.page.numbers.nth(f"县现决 {start.year}")
        measure = measure.replace(
            basis="《安全生产法》第六十五条",
            doc_no=f"（泾）应急现决〔{start.year}〕{serial:03d}号",
            start_at=start,
            end_plan=max(end, danger.due_on or end) if not type_.is_seizure else end,
            status=MeasureState.LIFTED if lifted else MeasureState.RUNNING,
        )
        if lifted:
            day = min(self.today, end, danger.closed_at or end)
            measure = measure.replace(
                end_at=max(start, day), lifted_by="县应急管理局", lift_reason="现场隐患已消除，经复查合格"
            )
        self.family.add(measure)
