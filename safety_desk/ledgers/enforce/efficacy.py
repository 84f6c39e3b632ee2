"""执法效能评估: how much was done, and how well, told from the records alone (domain item 20)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from safety_desk.conditions import Kin, before, eq
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.kinds import Data
from safety_desk.ledger import Ledger, Settle, Step, View, not_ahead
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.enforce.archive import CaseReview, Opinion
from safety_desk.ledgers.enforce.chain import EnforceChain
from safety_desk.ledgers.enforce.document import DocState, Document
from safety_desk.ledgers.enforce.penalty import CaseState, PenaltyCase
from safety_desk.ledgers.hidden_danger import DangerRules, HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.linked import Files, Link, Links
from safety_desk.measures import rate
from safety_desk.options import Options, Scene
from safety_desk.periods import Period, read_period
from safety_desk.record import Problem, Record


class EfficacyRules(Options, key="efficacy", title="执法效能评估", settles="efficacy_reviews"):
    """The weights and the targets are the handbook's design: the office sets its own."""

    quantity_weight: float = f("数量分占比", default=40, unit="%", low=0, high=100, help="其余为质量分")
    visits: int = f("检查家次目标", default=30, low=1, section="数量目标（每人每季度）")
    found: int = f("发现隐患目标", default=45, low=1)
    documents: int = f("文书份数目标", default=60, low=1)
    recheck_rate: float = f("按期复查率目标", default=100, unit="%", low=1, high=100)
    close_rate: float = f("五见闭环率目标", default=90, unit="%", low=1, high=100)
    visits_weight: float = f("检查家次权重", default=30, low=0, high=100, section="数量分的权重", help="五项合计 100")
    found_weight: float = f("发现隐患权重", default=20, low=0, high=100)
    documents_weight: float = f("文书份数权重", default=10, low=0, high=100)
    recheck_weight: float = f("按期复查率权重", default=20, low=0, high=100)
    close_weight: float = f("五见闭环率权重", default=20, low=0, high=100)


class Span(Codes):
    """How long a period is reviewed."""

    QUARTER = "quarter", "季度", "季"
    HALF = "half", "半年", "上半年 下半年"
    YEAR = "year", "年度", "年"

    @property
    def quarters(self) -> int:
        """How many quarters it has: targets are given for one."""
        return {"quarter": 1, "half": 2, "year": 4}[self.value]


_QUALITY = {
    "subject": ("主体资格", 10),
    "procedure": ("程序合法", 20),
    "facts": ("事实证据", 20),
    "law": ("法律适用", 15),
    "papers": ("文书规范", 15),
    "discretion": ("裁量适当", 10),
    "service": ("送达执行", 5),
    "filing": ("归档", 5),
}
"""The eight things that 案卷评查 looks at, with their full marks: 100 together (domain item 20, design)."""


class EfficacyReview(Record):
    """One review of a person's, or the whole office's, enforcement in a period."""

    span: Span = f("周期", default=Span.QUARTER, section="评估")
    period: str = f("统计期", also="期间", help="季写 2026Q3，半年写 2026H1，年写 2026", width=9)
    org: Link | None = f("被评机构", to="org_units")
    person: Link | None = f("被评人员", to="staff", help="空着为整个机构")
    date: dt.date | None = f("评估日期", should=True)
    reviewer: str | None = f("评估人", should=True)
    people: int = f("评估人数", default=1, low=1, unit="人", help="评整个机构时填执法人数，目标按人数乘")
    metrics: Data | None = f("数量指标", fixed=True, lines=3, help="用“取数”从台账里算出来")
    quantity_score: float | None = f("数量分", follows=True)
    sample_cases: Links | None = f("抽查案卷", to="doc_archives", section="案卷评查")
    subject: float | None = f("主体资格", low=0, high=10, help="满分 10")
    procedure: float | None = f("程序合法", low=0, high=20, help="满分 20")
    facts: float | None = f("事实证据", low=0, high=20, help="满分 20")
    law: float | None = f("法律适用", low=0, high=15, help="满分 15")
    papers: float | None = f("文书规范", low=0, high=15, help="满分 15")
    discretion: float | None = f("裁量适当", low=0, high=10, help="满分 10")
    service: float | None = f("送达执行", low=0, high=5, help="满分 5")
    filing: float | None = f("归档得分", low=0, high=5, help="满分 5")
    deductions: str | None = f("扣分说明", lines=3)
    quality_score: float | None = f("质量分", follows=True)
    total: float | None = f("总分", follows=True, section="结论")
    grade: str | None = f("等次", follows=True)
    problems: str | None = f("存在问题", lines=3)
    suggestions: str | None = f("改进建议", lines=3)
    docs: Files | None = f("评查表")
    remark: str | None = f("备注", lines=2)


def visits_in(visits: Iterable[Inspection], period: Period, person: int | None = None) -> list[Inspection]:
    """The inspections of a period that have a result; those of one inspector where one is named."""
    seen = (v for v in visits if v.result is not None and period.first <= v.start_at.date() <= period.last)
    return [v for v in seen if person is None or person in (v.inspectors or ())]


def efficacy_records(period: Period, visits: Sequence[Inspection], kin: Kin, scene: Scene) -> dict[str, Sequence[Any]]:
    """The records that each number of domain item 20 counts, for these visits; of enterprises one visit each."""
    dangers: list[HiddenDanger] = [d for v in visits for d in kin.of(v, "hidden_dangers")]
    documents: list[Document] = [d for v in visits for d in kin.of(v, "documents")]
    chains: list[EnforceChain] = [c for v in visits for c in kin.of(v, "enforce_chains")]
    cases: list[PenaltyCase] = [c for chain in chains for c in kin.of(chain, "penalty_cases")]
    reviews: list[CaseReview] = [r for case in cases for r in kin.of(case, "case_reviews")]
    found = [d for d in dangers if d.status is not State.VOID]
    term = scene.rules(DangerRules).recheck_days
    due = [d for d in found if d.recheck_at or (d.recheck_due and d.recheck_due <= period.last)]
    on_time = [d for d in due if d.recheck_at and d.rectified_at and (d.recheck_at - d.rectified_at).days <= term]
    asked = [chain for chain in chains if chain.found_count]
    decided = [c for c in cases if c.decision_date and c.status is not CaseState.DROPPED]
    return {
        "检查家次": visits,
        "检查企业数": list({v.enterprise or -(v.public_area or 0): v for v in visits}.values()),
        "发现隐患": found,
        "重大隐患": [d for d in found if d.level is Level.MAJOR],
        "文书份数": [d for d in documents if d.status not in (DocState.DRAFT, DocState.VOID)],
        "应复查": due,
        "按期复查": on_time,
        "有隐患的执法链": asked,
        "五见齐全": [chain for chain in asked if not chain.missing],
        "处罚起数": decided,
        "罚款元": decided,
        "审查指出问题": [r for r in reviews if r.opinion not in (None, Opinion.AGREE)],
    }


def numbers_of(records: Mapping[str, Sequence[Any]]) -> dict[str, float]:
    """The numbers of domain item 20, from the records behind them; a share with nothing under it is left out."""
    counts: dict[str, float] = {name: float(len(counted)) for name, counted in records.items()}
    counts["罚款元"] = sum(case.amount or 0 for case in records["罚款元"]) / 100
    shares = {
        "按期复查率": rate(counts["按期复查"] * 100, counts["应复查"]),
        "五见闭环率": rate(counts["五见齐全"] * 100, counts["有隐患的执法链"]),
        "处罚率": rate(counts["处罚起数"] * 100, sum(bool(v.found_count) for v in records["检查家次"])),
        "户均隐患": rate(counts["发现隐患"], counts["检查企业数"]),
    }
    return {**counts, **{name: round(share, 1) for name, share in shares.items() if share is not None}}


def efficacy_numbers(period: Period, visits: Sequence[Inspection], kin: Kin, scene: Scene) -> dict[str, float]:
    """The numbers for these visits."""
    return numbers_of(efficacy_records(period, visits, kin, scene))


def quantity_score(metrics: dict[str, Any], rules: EfficacyRules, people: int, quarters: float) -> float:
    """数量分 = Σ min(1, 实际 / 目标) × 权重; targets of counts grow with people and quarters (domain item 20)."""
    times = people * quarters
    parts = (
        (metrics.get("检查家次"), rules.visits * times, rules.visits_weight),
        (metrics.get("发现隐患"), rules.found * times, rules.found_weight),
        (metrics.get("文书份数"), rules.documents * times, rules.documents_weight),
        (metrics.get("按期复查率"), rules.recheck_rate, rules.recheck_weight),
        (metrics.get("五见闭环率"), rules.close_rate, rules.close_weight),
    )
    told = [(min(1.0, have / target), weight) for have, target, weight in parts if have is not None and target]
    weights = sum(weight for _, weight in told)
    return sum(share * weight for share, weight in told) / weights * 100 if weights else 0.0


def settle_review(review: EfficacyReview, kin: Kin, scene: Scene) -> list[Record]:
    """The scores: quality is the sum of the eight, the whole weighs both (domain item 20)."""
    rules = scene.rules(EfficacyRules)
    marks = [getattr(review, name) for name in _QUALITY]
    quality = None if any(mark is None for mark in marks) else float(sum(marks))
    quantity = round(quantity_score(review.metrics, rules, review.people, review.span.quarters), 1) if review.metrics else None
    weight = rules.quantity_weight / 100
    total = round(quantity * weight + quality * (1 - weight), 1) if quantity is not None and quality is not None else None
    return [review.replace(quantity_score=quantity, quality_score=quality, total=total, grade=_grade(total))]


def _grade(total: float | None) -> str | None:
    """优秀 from 90, 良好 from 80, 合格 from 60 (domain §3.15)."""
    if total is None:
        return None
    return next((name for bound, name in ((90, "优秀"), (80, "良好"), (60, "合格")) if total >= bound), "不合格")


def _count(review: EfficacyReview, kin: Kin, scene: Scene) -> list[Record]:
    """Count the period's records anew."""
    period = read_period(review.period)
    visits = visits_in(scene.table(Inspection), period, review.person)
    if not visits:
        raise Refusal(f"{period.title}没有检查记录，取不出数")
    return [review.replace(metrics=efficacy_numbers(period, visits, kin, scene))]


def inspectors_of(visits: Iterable[Inspection]) -> list[int]:
    """Who took part in these inspections, in the order of their numbers."""
    return sorted({person for visit in visits for person in visit.inspectors or ()})


def _count_each(review: EfficacyReview, kin: Kin, scene: Scene) -> list[Record]:
    """A review of every inspector who was out in the period, counted; those that are there are counted anew."""
    period = read_period(review.period)
    visits = visits_in(scene.table(Inspection), period)
    if not visits:
        raise Refusal(f"{period.title}没有检查记录，取不出数")
    known = {other.person: other for other in scene.table(EfficacyReview) if (other.period, other.org) == (review.period, review.org)}
    told: list[Record] = [review.replace(metrics=efficacy_numbers(period, visits, kin, scene))]
    for person in inspectors_of(visits):
        mine = known.get(person) or EfficacyReview(span=review.span, period=review.period, org=review.org, person=person, date=scene.today, reviewer=review.reviewer)
        told.append(mine.replace(metrics=efficacy_numbers(period, visits_in(visits, period, person), kin, scene)))
    return told


def sound_period(review: EfficacyReview, scene: Scene) -> Iterable[Problem]:
    """The period can be read."""
    if not review.period:
        return
    try:
        read_period(review.period)
    except Refusal as why:
        yield Problem("period", str(why))


EFFICACY_REVIEWS = Ledger(
    EfficacyReview,
    "efficacy_reviews",
    "执法效能评估",
    called="period",
    columns="period span org person date quantity_score quality_score total grade problems",
    plan="20",
    filters="span period grade person",
    search="period person org problems",
    keys=("period person org",),
    alike="period person",
    order="-period",
    checks=(sound_period, not_ahead("date", "评估日期不能在今天之后")),
    steps=(
        Step("取数", lambda r: bool(r.period), _count),
        Step("逐人取数", lambda r: bool(r.period) and r.person is None, _count_each),
    ),
    views=(View("60 分以下", before("total", 60)), View("优秀", eq("grade", "优秀"))),
    settle=Settle("", settle_review),
    empty="每季、每半年评一次执法的数量和质量：数量从台账里取，质量看案卷。",
)
