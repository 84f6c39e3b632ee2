"""考核评分表 and its 评分 (domain item 16, R10): self, department, review; publicity; the grade with its veto."""

import datetime as dt
from collections.abc import Iterable

from safety_desk.conditions import Kin, Where, eq, filled, one_of
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code
from safety_desk.ledger import Ledger, Settle, Step, View, not_ahead
from safety_desk.ledgers.flow import Ready, move
from safety_desk.ledgers.govern.counted import figure, measured
from safety_desk.ledgers.govern.evidence import evidence
from safety_desk.ledgers.govern.goals import Veto, VetoState
from safety_desk.ledgers.govern.scheme import Formula, KpiItem, KpiScheme, misfit, weight
from safety_desk.ledgers.govern.scoring import (
    ItemKind,
    KpiGrade,
    KpiRules,
    Points,
    clamped,
    final_score,
    grade_of,
    scored,
)
from safety_desk.ledgers.govern.subject import SUBJECT, Subject, one_subject, subject_type
from safety_desk.linked import Files, Link
from safety_desk.options import Scene
from safety_desk.periods import read_period
from safety_desk.record import Problem, Record


class SheetState(Codes):
    """Where an assessment stands (domain §8.1)."""

    OWN = "own", "自评", "自评中"
    DEPT = "dept", "部门评", "部门评分"
    REVIEW = "review", "复核", "安委办复核"
    PUBLIC = "public", "公示", "公示中"
    DECIDED = "decided", "定档", "已定档"


class KpiSheet(Subject):
    """The assessment of one subject in one period by one scheme."""

    no: str | None = f("考核编号", serial="KH-{year}-{n:4}", section="考核", also="编号", width=14)
    scheme: Link = f("考核方案", to="kpi_schemes", also="方案", width=24)
    year: int | None = f("年度", follows=True)
    period: Code | None = f("考核期", also="期间", help="年度考核写 2026，季度考核写 2026Q3；空着为全年")
    status: SheetState = f("状态", default=SheetState.OWN, fixed=True)
    process_score: float | None = f("过程分", follows=True, section="得分")
    result_score: float | None = f("结果分", follows=True)
    bonus_score: float | None = f("加分", follows=True)
    total: float | None = f("总分", follows=True, also="合计得分")
    vetoed: bool = f("一票否决", default=False, follows=True)
    veto_reason: str | None = f("否决原因", follows=True)
    grade: KpiGrade | None = f("等次", follows=True)
    rank: int | None = f("排名", follows=True)
    public_at: dt.date | None = f("公示日期", fixed=True, section="评定")
    objection: str | None = f("异议及处理", lines=2, fixed=True)
    decided_on: dt.date | None = f("定档日期", fixed=True)
    approver: str | None = f("审定人", fixed=True, also="审批人")
    file: Files | None = f("评分表扫描件")
    remark: str | None = f("备注", lines=2)

    @property
    def period_is_year(self) -> bool:
        """Whether it is the assessment of the whole year, which a veto bears on."""
        return self.period == str(self.year)


class KpiScore(Record):
    """What a subject was given for one item."""

    sheet: Link = f("考核表", to="kpi_sheets", part_of=True, also="考核编号", width=14)
    seq: int | None = f("序号", low=1)
    item: Link = f("指标", to="kpi_items", also="考评要点", width=30)
    kind: ItemKind | None = f("指标类别", follows=True)
    std_score: float | None = f("标准分值", follows=True, also="分值")
    self_score: float | None = f("自评得分", low=0, also="自评分")
    self_reason: str | None = f("自评说明", lines=2)
    deduct: float | None = f("扣分分值", low=0, also="扣分", help="填了扣分、没填部门评分时，部门评分 = 标准分值 − 扣分")
    deduct_reason: str | None = f("扣分说明", lines=2, also="扣分原因")
    dept_score: float | None = f("部门评分", low=0, also="部门得分")
    review_score: float | None = f("复核得分", low=0, also="复核分 安委办评定")
    score: float | None = f("得分", follows=True, help="复核分；没有复核的取部门分，再没有取自评分")
    auto_value: float | None = f("取数值", fixed=True)
    auto_note: str | None = f("取数说明", fixed=True)
    evidence: Files | None = f("佐证材料")
    remark: str | None = f("备注", lines=2)


def told_sheet(sheet: KpiSheet, kin: Kin, scene: Scene) -> KpiSheet:
    """Scores, veto and grade; no total while an item of 过程 or 结果 has no score yet.

    Raises Refusal where the scheme is not for that kind of subject.
    """
    scheme: KpiScheme | None = kin.linked(sheet, "scheme")
    if scheme is None:
        return sheet
    if why := misfit(scheme, kin.linked(sheet, "org"), kin.linked(sheet, "enterprise")):
        raise Refusal(why)
    rules = scene.rules(KpiRules)
    scores: list[KpiScore] = kin.of(sheet, "kpi_scores")
    counted = [s for s in scores if s.kind in (ItemKind.PROCESS, ItemKind.RESULT)]
    points = [Points(s.kind, s.std_score, s.score) for s in scores if s.kind and s.std_score is not None and s.score is not None]
    got = scored(points, weight(scheme, rules), scheme.bonus_cap or 0)
    total = max(got.total, scheme.deduct_floor) if got.total is not None and all(s.score is not None for s in counted) else None
    told = sheet.replace(year=scheme.year, period=sheet.period or str(scheme.year), subject_type=subject_type(sheet, kin))
    vetoes = [v for v in _vetoes(told, kin) if v.status is VetoState.CONFIRMED]
    return told.replace(
        process_score=got.process,
        result_score=got.result,
        bonus_score=got.bonus,
        total=total,
        vetoed=bool(vetoes),
        veto_reason="；".join(v.detail or v.reason for v in vetoes) or None,
        grade=grade_of(total, bool(vetoes), rules),
    )


def _vetoes(sheet: KpiSheet, kin: Kin) -> list[Veto]:
    """The vetoes of the subject in the year; they bear on the assessment of the whole year."""
    owner = kin.linked(sheet, "org") or kin.linked(sheet, "enterprise")
    return [v for v in kin.of(owner, "vetoes") if v.year == sheet.year] if owner and sheet.period_is_year else []


def settle_sheet(sheet: KpiSheet, kin: Kin, scene: Scene) -> list[Record]:
    """The sheet, and the vetoes that bear on it."""
    told = told_sheet(sheet, kin, scene)
    return [told, *(v.replace(sheet=told.id) for v in _vetoes(told, kin) if told.id is not None)]


def settle_score(score: KpiScore, kin: Kin, scene: Scene) -> list[Record]:
    """The score that counts, by the highest instance. Raises Refusal for one above its 标准分值."""
    item: KpiItem | None = kin.linked(score, "item")
    if item is None:
        return [score]
    dept = clamped(item.std_score, score.deduct) if score.dept_score is None and score.deduct is not None else score.dept_score
    for given in (score.self_score, dept, score.review_score):
        if given is not None and given > item.std_score:
            raise Refusal(f"“{item.points}”得分 {given:g} 高于标准分值 {item.std_score:g}，请改为不超过 {item.std_score:g} 分")
    final = final_score(score.self_score, dept, score.review_score)
    return [score.replace(kind=item.kind, std_score=item.std_score, dept_score=dept, score=final)]


def lay_out(sheet: KpiSheet, kin: Kin, scene: Scene) -> list[Record]:
    """The items of the scheme, to be scored. Raises Refusal where they are laid out already."""
    known = {score.item for score in kin.of(sheet, "kpi_scores")}
    items: list[KpiItem] = kin.of(kin.linked(sheet, "scheme"), "kpi_items")
    fresh = [item for item in items if item.id not in known]
    if not fresh:
        raise Refusal("这个方案的指标已经列出" if items else "这个方案还没有指标，请先在方案下面录入")
    ordered = sorted(fresh, key=lambda item: item.seq or 0)
    return [KpiScore(sheet=sheet.id, seq=len(known) + n, item=item.id) for n, item in enumerate(ordered, 1)]


def count(sheet: KpiSheet, kin: Kin, scene: Scene) -> list[Record]:
    """自动取数: the items that the ledgers can answer; a score that a person gave stays."""
    subject = kin.linked(sheet, "org") or kin.linked(sheet, "enterprise")
    period = read_period(sheet.period or str(sheet.year))
    told: list[Record] = []
    for score in kin.of(sheet, "kpi_scores"):
        item: KpiItem = kin.linked(score, "item")
        if item.auto_metric is not None:
            found = evidence(item.auto_metric, subject, kin, period, scene)
        elif item.auto_measure:
            found = measured(figure(item.auto_measure, scene), subject, scene, period)
        else:
            continue
        earned = None if found.value is None else _earned(item, found.value)
        before = None if score.auto_value is None else _earned(item, score.auto_value)
        dept = earned if score.dept_score in (None, before) else score.dept_score
        told.append(score.replace(auto_value=found.value, auto_note=found.note, dept_score=dept))
    if not told:
        raise Refusal("没有系统取数的指标，或者指标还没有列出")
    return told


def _earned(item: KpiItem, value: float) -> float:
    if item.auto_formula is Formula.EACH:
        return clamped(item.std_score, value * (item.auto_step or 0))
    return clamped(item.std_score, item.std_score * (1 - value / 100))


def _all_given(name: str, who: str) -> Ready:
    def ready(sheet: KpiSheet, kin: Kin, scene: Scene) -> None:
        scores = [s for s in kin.of(sheet, "kpi_scores") if s.kind in (ItemKind.PROCESS, ItemKind.RESULT)]
        if not scores:
            raise Refusal("还没有列出指标，请先点“列出指标”")
        if left := [str(s.seq or "") for s in scores if getattr(s, name) is None]:
            raise Refusal(f"第 {'、'.join(left[:8])} 项还没有{who}")

    return ready


def _before_deciding(sheet: KpiSheet, kin: Kin, scene: Scene) -> None:
    if sheet.decided_on and sheet.public_at and sheet.decided_on < sheet.public_at:
        raise Refusal(f"定档日期不能早于公示日期（{sheet.public_at}）")
    if sheet.grade is None:
        raise Refusal("还有指标没有得分，算不出等次")


def read_well(sheet: KpiSheet, scene: Scene) -> Iterable[Problem]:
    """The period is a year or a quarter of it."""
    if sheet.period is None:
        return
    try:
        read_period(sheet.period)
    except Refusal as why:
        yield Problem("period", str(why))


UNDECIDED: Where = ~eq("status", SheetState.DECIDED)
_EARLY = (SheetState.OWN, SheetState.DEPT, SheetState.REVIEW)

KPI_SHEETS = Ledger(
    KpiSheet,
    "kpi_sheets",
    "考核评分表",
    called="no",
    columns="no subject scheme period status process_score result_score bonus_score total vetoed grade rank decided_on",
    plan="16",
    filters="scheme year status grade subject_type",
    search="no org enterprise scheme veto_reason",
    keys=("no", "scheme org period", "scheme enterprise period"),
    order="rank",
    checks=(one_subject, read_well, not_ahead("public_at", "公示日期不能在今天之后"), not_ahead("decided_on", "定档日期不能在今天之后")),
    steps=(
        Step("列出指标", lambda s: s.status in _EARLY, lay_out),
        Step("自动取数", lambda s: s.status in _EARLY, count),
        move("提交自评", SheetState.OWN, SheetState.DEPT, ready=_all_given("self_score", "自评得分")),
        move("部门评分完成", SheetState.DEPT, SheetState.REVIEW, ready=_all_given("dept_score", "部门评分")),
        move("复核完成，公示", SheetState.REVIEW, SheetState.PUBLIC, "public_at", "public_at", ready=_all_given("score", "得分")),
        move("定档", SheetState.PUBLIC, SheetState.DECIDED, "decided_on approver", "decided_on approver", ready=_before_deciding),
        move("退回自评", (SheetState.DEPT, SheetState.REVIEW), SheetState.OWN, "remark", "remark", aside=True),
        move("有异议，重新复核", SheetState.PUBLIC, SheetState.REVIEW, "objection", "objection", aside=True),
    ),
    views=(
        View("没有定档", UNDECIDED, waits=True),
        View("被否决", eq("vetoed", True)),
        View("优秀", eq("grade", KpiGrade.EXCELLENT), "rank"),
        View("不合格", eq("grade", KpiGrade.FAILED)),
        View("公示中", one_of("status", SheetState.PUBLIC)),
    ),
    derived=(SUBJECT,),
    settle=Settle("kpi_scores vetoes", settle_sheet),
    empty="一个被考核对象一张表：自评、部门评、安委办复核、公示、定档。先选方案和对象，再点“列出指标”。",
)

KPI_SCORES = Ledger(
    KpiScore,
    "kpi_scores",
    "考核评分",
    called="seq",
    columns="sheet seq item kind std_score self_score deduct deduct_reason dept_score review_score score auto_value auto_note",
    plan="16",
    filters="kind",
    search="item deduct_reason auto_note",
    keys=("sheet item",),
    order="sheet",
    views=(
        View("没有得分", ~filled("score") & ~one_of("kind", ItemKind.VETO)),
        View("有扣分", filled("deduct") & ~eq("deduct", 0)),
        View("系统取数", filled("auto_note")),
    ),
    settle=Settle("", settle_score),
    empty="一张考核表逐项的得分、扣分和说明。",
)
