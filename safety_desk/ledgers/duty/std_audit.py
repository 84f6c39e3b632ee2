"""年度自评 and 运行质量审计 of a standardization, and who is proposed to lose it (domain item 10)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from math import floor

from safety_desk.conditions import Kin, empty, eq, filled, one_of
from safety_desk.errors import Refusal
from safety_desk.fields import f
from safety_desk.ledger import Deadline, Ledger, Settle, Step, View, in_order, needed_when, not_ahead
from safety_desk.ledgers.duty.standard import Standardization, downgrade
from safety_desk.ledgers.duty.std_state import AuditGrade, Conclusion, Rechecked, StdRules, StdState
from safety_desk.linked import Files, Link
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class StdAnnualSelf(Record):
    """The self-assessment of one year within the term of a standardization."""

    std: Link = f("标准化", to="standardizations", part_of=True, also="企业 企业名称", width=24)
    year: int = f("自评年度", low=2000, high=2100, also="年度 年份", help="发证周年日所在的年份：这一年的周年日之前要完成")
    score: float | None = f("自评得分", low=0, high=100, should=True, also="得分")
    date: dt.date = f("自评日期", also="日期")
    publicized: bool = f("已公示", default=False, also="是否公示 公示")
    report: Files | None = f("自评报告")
    remark: str | None = f("备注", lines=2)


STD_ANNUAL_SELFS = Ledger(
    StdAnnualSelf,
    "std_annual_selfs",
    "年度自评",
    called="year",
    columns="std year score date publicized remark",
    plan="10",
    filters="year publicized",
    search="std remark",
    keys=("std year",),
    order="-year",
    checks=(not_ahead("date", "自评日期不能在今天之后"),),
    views=(View("未公示", eq("publicized", False), waits=True),),
    empty="达标期内每年自评一次并公示。",
)


class StdAudit(Record):
    """An audit of how a standardization runs."""

    std: Link = f("标准化", to="standardizations", also="企业 企业名称", width=24)
    audit_date: dt.date = f("审计日期", also="日期")
    team: str | None = f("审计组", should=True, also="审计人员")
    mgmt_score: float | None = f("安全管理得分", low=0, section="得分", also="安全管理")
    conduct_score: float | None = f("操作行为得分", low=0, also="操作行为")
    equipment_score: float | None = f("设备设施得分", low=0, also="设备设施")
    setting_score: float | None = f("作业环境得分", low=0, also="作业环境")
    score: float | None = f("审计得分", low=0, high=100, also="得分 总分", help="四项都填了就是它们之和")
    grade: AuditGrade | None = f("审计等次", follows=True, also="等次")
    problems: str | None = f("存在问题", lines=3, section="结论", also="问题")
    conclusion: Conclusion | None = f("审计结论", should=True, also="结论")
    deadline: dt.date | None = f("整改期限", since="audit_date", end=True)
    carried_out: dt.date | None = f("结论执行日期", fixed=True)
    recheck: dt.date | None = f("复核日期", fixed=True)
    recheck_result: Rechecked | None = f("复核结果", fixed=True)
    proposed: bool = f("建议淘汰", default=False, fixed=True, help="“列出淘汰建议”按比例列出，由人决定，不自动撤销")
    report: Files | None = f("审计报告")
    remark: str | None = f("备注", lines=2)


def eliminated(scores: Mapping[int, float], rules: StdRules) -> list[int]:
    """Who is proposed to lose the level: the floor(N × ratio) worst, never one with the minimum score (domain item 10).

    `scores` by enterprise (or standardization); of equal scores the one entered first comes first.
    """
    out = floor(len(scores) * rules.elim_ratio / 100 + 1e-9)
    ranked = sorted(scores, key=lambda one: scores[one])
    return [one for one in ranked[:out] if scores[one] < rules.elim_min_score]


def grade_of(score: float, rules: StdRules) -> AuditGrade:
    """优, 良, 中 or 差 by the marks of the office."""
    marks = ((rules.good, AuditGrade.GOOD), (rules.fine, AuditGrade.FINE), (rules.fair, AuditGrade.FAIR))
    return next((grade for mark, grade in marks if score >= mark), AuditGrade.POOR)


def _latest(audits: Iterable[StdAudit]) -> dict[int, StdAudit]:
    """The last audit of each standardization."""
    return {audit.std: audit for audit in sorted(audits, key=lambda audit: (audit.audit_date, audit.id or 0)) if audit.score is not None}


def settle_audit(audit: StdAudit, kin: Kin, scene: Scene) -> list[Record]:
    """Sum and grade."""
    rules = scene.rules(StdRules)
    parts = (audit.mgmt_score, audit.conduct_score, audit.equipment_score, audit.setting_score)
    score = audit.score if None in parts else sum(part for part in parts if part is not None)
    return [audit.replace(score=score, grade=None if score is None else grade_of(score, rules))]


def with_proposals(audits: Iterable[StdAudit], rules: StdRules) -> list[StdAudit]:
    """The audits of a year, those marked whose enterprise is proposed to lose its level."""
    known = list(audits)
    latest = _latest(known)
    out = set(eliminated({std: one.score or 0 for std, one in latest.items()}, rules))
    return [one.replace(proposed=one.std in out and latest[one.std] is one) for one in known]


def propose(audit: StdAudit, kin: Kin, scene: Scene) -> Sequence[Record]:
    """The yearly proposal among all audits of the year of this one. Raises Refusal where it names nobody."""
    year, rules = audit.audit_date.year, scene.rules(StdRules)
    audits = [one for one in scene.table(StdAudit) if one.audit_date.year == year]
    told = with_proposals(audits, rules)
    if told == audits and not any(one.proposed for one in told):
        number = len(_latest(audits))
        raise Refusal(f"{year} 年审计 {number} 家，按 {rules.elim_ratio:g}% 的比例和 {rules.elim_min_score:g} 分的底线，没有建议淘汰的")
    return told


def sound_audit(audit: StdAudit, scene: Scene) -> Iterable[Problem]:
    """No score above its weight."""
    full = scene.rules(StdRules).dimension_full
    for name in ("mgmt_score", "conduct_score", "equipment_score", "setting_score"):
        value = getattr(audit, name)
        if value is not None and value > full:
            yield Problem(name, f"这个维度满分 {full:g} 分，不能超过", hard=True)


def carry_out(audit: StdAudit, kin: Kin, scene: Scene) -> Sequence[Record]:
    """The conclusion takes effect on the standardization. Raises Refusal where that no longer stands."""
    if audit.conclusion is None:
        raise Refusal("请先填审计结论")
    std: Standardization = kin.linked(audit, "std")
    done = audit.replace(carried_out=scene.today)
    if audit.conclusion is Conclusion.KEEP:
        return [done]
    if not std.holds:
        raise Refusal(f"这家企业的标准化现在是“{std.status.label}”，结论无法执行")
    if audit.conclusion is Conclusion.MEND:
        if audit.deadline is None:
            raise Refusal("限期整改须先填整改期限")
        return [done, std.replace(status=StdState.MENDING)]
    left = std.replace(withdraw_date=scene.today, withdraw_reason="审计不合格", withdraw_note=audit.problems)
    if audit.conclusion is Conclusion.DOWNGRADE:
        return [done, *downgrade(left, kin, scene)]
    return [done, left.replace(status=StdState.WITHDRAWN)]


def _recheck(result: Rechecked, label: str) -> Step[StdAudit]:
    """The recheck after a term: passed, the level is held again; failed, it is for a person to downgrade or eliminate."""

    def do(audit: StdAudit, kin: Kin, scene: Scene) -> Sequence[Record]:
        if audit.recheck and not audit.audit_date <= audit.recheck <= scene.today:
            raise Refusal("复核日期应在审计日期之后、今天之前")
        std: Standardization = kin.linked(audit, "std")
        back = result is Rechecked.PASSED and std.status is StdState.MENDING
        return [audit.replace(recheck_result=result), *([std.replace(status=StdState.HELD)] if back else [])]

    return Step(label, lambda audit: audit.carried_out is not None and audit.conclusion is Conclusion.MEND and audit.recheck_result is None, do, "recheck remark", "recheck")


TO_RECHECK = filled("carried_out") & eq("conclusion", Conclusion.MEND) & empty("recheck_result")

STD_AUDITS = Ledger(
    StdAudit,
    "std_audits",
    "标准化审计",
    called="std",
    columns="std audit_date score grade mgmt_score conduct_score equipment_score setting_score conclusion deadline carried_out recheck_result proposed",
    plan="10",
    filters="grade conclusion audit_date proposed",
    search="std team problems",
    keys=("std audit_date",),
    order="-audit_date",
    checks=(
        sound_audit,
        not_ahead("audit_date", "审计日期不能在今天之后"),
        in_order("audit_date", "deadline", "整改期限不能早于审计日期"),
        needed_when("deadline", lambda a: a.conclusion is Conclusion.MEND, "限期整改须有整改期限"),
        needed_when("problems", lambda a: a.conclusion not in (None, Conclusion.KEEP), "结论不是“保持”的，须写明存在问题"),
    ),
    steps=(
        Step("列出淘汰建议", lambda a: a.score is not None, propose, aside=True),
        Step("执行结论", lambda a: a.carried_out is None and a.conclusion is not None, carry_out),
        _recheck(Rechecked.PASSED, "复核合格"),
        _recheck(Rechecked.FAILED, "复核不合格"),
    ),
    views=(
        View("建议淘汰", eq("proposed", True), "score"),
        View("结论待执行", empty("carried_out") & filled("conclusion"), waits=True),
        View("待复核", TO_RECHECK, "deadline", waits=True),
        View("中、差", one_of("grade", AuditGrade.FAIR, AuditGrade.POOR), "score"),
    ),
    deadlines=(Deadline("审计整改到期", "deadline", TO_RECHECK, warn=15),),
    settle=Settle("", settle_audit),
    empty="达标企业运行质量审计：四个维度打分，得出结论；年底按比例列出建议淘汰的企业，由人决定。",
)
