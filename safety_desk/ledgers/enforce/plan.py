"""年度监督检查计划 and its targets: made by the table of frequencies, measured against what was done (domain item 18, §3.14)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from safety_desk.conditions import TODAY, Kin, before, eq, one_of, until
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.ledger import Deadline, Ledger, Settle, Step, View, in_order
from safety_desk.ledgers.enforce.draw import draw
from safety_desk.ledgers.enforce.planning import (
    PlanRules,
    need_days,
    percent,
    sign_of,
    spread,
    supervision_days,
    to_plan,
)
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.flow import move
from safety_desk.ledgers.frequency import FreqRules, SuperviseFreq, focus_of, row_of, times_a_year
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.visit_state import VisitStatus
from safety_desk.linked import Files, Link, Links
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class PlanState(Codes):
    """Where a plan stands (domain §8.1)."""

    DRAFT = "draft", "编制", "编制中"
    SUBMITTED = "submitted", "报批", "已报批"
    APPROVED = "approved", "批准", "已批准"
    RUNNING = "running", "执行", "执行中"
    CHANGED = "changed", "调整", "调整中"
    SUMMED_UP = "summed_up", "总结", "已总结"


class EnforcePlan(Record):
    """The plan of a year."""

    year: int = f("年度", low=2000, high=2100, section="计划", also="计划年度")
    version: int = f("版本", default=1, low=1)
    title: str | None = f("计划名称", also="名称", width=26, help="空着时按年度取名")
    org: Link | None = f("编制单位", to="org_units", should=True)
    basis: str | None = f("编制依据", lines=3)
    persons: int = f("在册执法检查人数", default=2, low=1, unit="人")
    workdays: int | None = f("国家法定工作日", low=200, high=260, unit="天/人", help="空着时按“系统—年度检查计划”")
    other_days: int = f("其他执法工作日", default=0, low=0, unit="人天", help="实施许可、专项检查、事故调查、查处举报、联合检查、办理处罚、复查、听证应诉、考核下级等")
    idle_days: int = f("非执法工作日", default=0, low=0, unit="人天", help="机关值班、学习培训、会议、党群活动、病事假等")
    legal_days: int | None = f("总法定工作日", follows=True, unit="人天", help="国家法定工作日 × 人数")
    supervise_days: int | None = f("监督检查工作日", follows=True, unit="人天", help="总法定 − 其他执法 − 非执法")
    need_days: float | None = f("计划需要工作日", follows=True, unit="人天", help="每家次 人数 × 小时 ÷ 8，逐家次相加")
    key_times: int | None = f("重点检查家次", follows=True, section="家次与进度")
    general_times: int | None = f("一般检查家次", follows=True)
    key_share: float | None = f("重点检查占比", follows=True, unit="%")
    done_times: int | None = f("已检查家次", follows=True)
    done_rate: float | None = f("家次完成率", follows=True, unit="%")
    capacity: str | None = f("人力核对", follows=True, width=20)
    status: PlanState = f("状态", default=PlanState.DRAFT, fixed=True, section="审批")
    submitted_at: date | None = f("报批日期", fixed=True)
    approved_by: str | None = f("批准机关或批准人", fixed=True)
    approved_date: date | None = f("批准日期", fixed=True)
    filed_to: str | None = f("报备单位", fixed=True, help="县应急管理局、县政府")
    filed_date: date | None = f("报备日期", fixed=True)
    change_reason: str | None = f("调整理由", fixed=True, lines=2)
    summary: str | None = f("总结", fixed=True, lines=4)
    file: Files | None = f("计划文本")
    remark: str | None = f("备注", lines=2, section="其他")


class TargetKind(Codes):
    """How a target is checked."""

    KEY = "key", "重点检查", "重点"
    GENERAL = "general", "一般检查（双随机）", "一般检查 双随机 一般"


class TargetState(Codes):
    """Where a target stands."""

    OPEN = "open", "未检", "未检查"
    CHECKED = "checked", "已检", "已检查"
    RECHECKED = "rechecked", "已复查", "复查完成"
    CHANGED = "changed", "调整", "已调整 取消"


class EnforceTarget(Record):
    """One visit that a plan asks for."""

    plan: Link = f("计划", to="enforce_plans", part_of=True, width=14)
    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称", width=24)
    seq: int | None = f("第几次", low=1)
    kind: TargetKind = f("检查类别", default=TargetKind.KEY, also="类别")
    risk_grade: Grade | None = f("风险等级", fixed=True)
    month_plan: int = f("计划月份", low=1, high=12, unit="月", also="月份")
    times_plan: int = f("计划家次", default=1, low=1)
    due_on: date | None = f("月末", follows=True, help="计划月份的最后一天")
    content_scope: str | None = f("检查重点", lines=2, width=24)
    staff: Links | None = f("责任人", to="staff", also="检查人员")
    inspection: Link | None = f("完成的检查", to="inspections", width=14)
    actual_dates: date | None = f("实际检查日期", follows=True)
    status: TargetState = f("状态", default=TargetState.OPEN, fixed=True)
    moved_note: str | None = f("排月说明")
    change_reason: str | None = f("调整或未完成原因", lines=2)


def settle_plan(plan: EnforcePlan, kin: Kin, scene: Scene) -> list[Record]:
    """The working days that there are and that the targets ask for (domain §3.14)."""
    rules = scene.rules(PlanRules)
    targets: list[EnforceTarget] = [t for t in kin.of(plan, "enforce_targets") if t.status is not TargetState.CHANGED]
    workdays = plan.workdays or rules.workdays
    legal = workdays * plan.persons
    days = supervision_days(workdays, plan.persons, plan.other_days, plan.idle_days)
    times = sum(t.times_plan for t in targets)
    key = sum(t.times_plan for t in targets if t.kind is TargetKind.KEY)
    done = sum(t.times_plan for t in targets if t.status in (TargetState.CHECKED, TargetState.RECHECKED))
    need = need_days(times, rules.persons, rules.hours)
    return [
        plan.replace(
            title=plan.title or f"{plan.year} 年度安全生产监督检查计划",
            legal_days=legal,
            supervise_days=days,
            need_days=need,
            key_times=key,
            general_times=times - key,
            key_share=percent(key, times),
            done_times=done,
            done_rate=percent(done, times),
            capacity=_capacity(need, days, key, times, rules.key_share),
        )
    ]


def _capacity(need: float, days: int, key: int, times: int, least: float) -> str:
    said = []
    if need > days:
        said.append(f"⚠ 缺 {need - days:g} 人天")
    if times and key * 100 < times * least:
        said.append(f"⚠ 重点检查不足 {least:g}%")
    return "；".join(said) or ("够" if times else "还没有对象")


def settle_target(target: EnforceTarget, kin: Kin, scene: Scene) -> list[Record]:
    """The end of its month, and whether the visit was made."""
    plan, visit = kin.linked(target, "plan"), kin.linked(target, "inspection")
    firm = kin.linked(target, "enterprise")
    due = _month_end(plan.year, target.month_plan) if plan else None
    status = target.status
    if status is not TargetState.CHANGED:
        status = _state_by(visit)
    return [
        target.replace(
            due_on=due,
            risk_grade=target.risk_grade or (firm.risk_grade if firm else None),
            actual_dates=visit.start_at.date() if visit and visit.result else None,
            status=status,
        )
    ]


def _state_by(visit: Inspection | None) -> TargetState:
    if visit is None or visit.result is None:
        return TargetState.OPEN
    return TargetState.RECHECKED if visit.found_count and visit.status is VisitStatus.CLOSED else TargetState.CHECKED


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def lay_targets(plan: EnforcePlan, kin: Kin, scene: Scene) -> list[Record]:
    """The plan's targets by the table of frequencies, spread over the months, and a random sample of the rest."""
    if kin.of(plan, "enforce_targets"):
        raise Refusal("这份计划已经有检查对象。要重排请用“调整计划”另立一版，或先删去现有对象")
    targets = lay_targets_of(plan, to_plan(scene.table(Enterprise)), scene.table(SuperviseFreq), scene)
    if not targets:
        raise Refusal("没有可以排进计划的企业：请先评定风险等级，或在“检查频次”里设每年次数")
    return list(targets)


def lay_targets_of(plan: EnforcePlan, firms: Sequence[Enterprise], freqs: Sequence[SuperviseFreq], scene: Scene) -> list[EnforceTarget]:
    """The targets that a plan has for these enterprises: how often and what for by the one table of frequencies."""
    rules, often = scene.rules(PlanRules), scene.rules(FreqRules)
    days = supervision_days(plan.workdays or rules.workdays, plan.persons, plan.other_days, plan.idle_days)
    slots = spread([(firm, times_a_year(firm, freqs, often)) for firm in firms], rules, days / 12)
    key = [_target(plan, s.firm, freqs, seq=s.seq, kind=TargetKind.KEY, month_plan=s.month, moved_note=s.moved or None) for s in slots]
    planned = {slot.firm.id for slot in slots}
    drawn = _drawn(plan.year, [firm for firm in firms if firm.id not in planned], freqs)
    return [*key, *(_target(plan, firm, freqs, seq=1, kind=TargetKind.GENERAL, month_plan=n % 12 + 1) for n, firm in enumerate(drawn))]


def _drawn(year: int, rest: Sequence[Enterprise], freqs: Sequence[SuperviseFreq]) -> list[Enterprise]:
    """Of those without a frequency the share that their row says, village by village so that each is visited all the year."""
    pools: dict[float, dict[str, Enterprise]] = {}
    for firm in rest:
        row = row_of(firm, freqs)
        pools.setdefault(row.ratio or 0 if row else 0, {})[sign_of(firm)] = firm
    drawn = [pool[sign] for share, pool in sorted(pools.items()) for sign in draw("年度一般检查", str(year), pool, round(len(pool) * share / 100))]
    return sorted(drawn, key=lambda firm: (firm.village or 0, sign_of(firm)))


def _target(plan: EnforcePlan, firm: Enterprise, freqs: Sequence[SuperviseFreq], **values: Any) -> EnforceTarget:
    return EnforceTarget(plan=plan.id, enterprise=firm.id, risk_grade=firm.risk_grade, content_scope=focus_of(firm, freqs), **values)


def _match(plan: EnforcePlan, kin: Kin, scene: Scene) -> list[Record]:
    """Visits that were made take the places of the plan, the earliest first."""
    open_: list[EnforceTarget] = [t for t in kin.of(plan, "enforce_targets") if t.status is TargetState.OPEN]
    taken = {t.inspection for t in kin.of(plan, "enforce_targets")}
    visits = [v for v in scene.table(Inspection) if v.result and v.start_at.year == plan.year and v.id not in taken]
    told: list[Record] = []
    for target in sorted(open_, key=lambda t: (t.month_plan, t.seq or 0)):
        fit = sorted((v for v in visits if v.enterprise == target.enterprise), key=lambda v: v.start_at)
        if fit:
            visits.remove(fit[0])
            told.append(target.replace(inspection=fit[0].id))
    if not told:
        raise Refusal("没有找到能对上计划对象的检查记录")
    return told


def _ready(plan: EnforcePlan, kin: Kin, scene: Scene) -> None:
    if not kin.of(plan, "enforce_targets"):
        raise Refusal("计划里还没有检查对象，请先“生成检查对象”")


def enough_days(plan: EnforcePlan, scene: Scene) -> Iterable[Problem]:
    """The days for other work are not more than there are."""
    if plan.persons is None:
        return
    workdays = plan.workdays or scene.rules(PlanRules).workdays
    if (plan.other_days or 0) + (plan.idle_days or 0) > workdays * plan.persons:
        yield Problem("other_days", f"其他执法和非执法工作日加起来超过总法定工作日 {workdays * plan.persons} 人天", hard=True)


_P = PlanState
_BUSY = (_P.APPROVED, _P.RUNNING, _P.CHANGED)

ENFORCE_PLANS = Ledger(
    EnforcePlan,
    "enforce_plans",
    "年度监督检查计划",
    called="title",
    columns="year version title status persons supervise_days need_days capacity key_times general_times done_times done_rate approved_date",
    plan="8 18",
    filters="year status",
    search="title basis approved_by",
    keys=("year version",),
    order="-year",
    checks=(enough_days, in_order("submitted_at", "approved_date", "批准日期不能早于报批日期")),
    steps=(
        Step("生成检查对象", lambda p: p.status in (_P.DRAFT, _P.CHANGED), lay_targets),
        move("报批", (_P.DRAFT, _P.CHANGED), _P.SUBMITTED, "submitted_at", "submitted_at", ready=_ready),
        move("批准", _P.SUBMITTED, _P.APPROVED, "approved_by approved_date", "approved_by approved_date"),
        move("执行", _P.APPROVED, _P.RUNNING, "filed_to filed_date"),
        Step("对上检查记录", lambda p: p.status in _BUSY, _match),
        move("调整计划", (_P.APPROVED, _P.RUNNING), _P.CHANGED, "change_reason", "change_reason", aside=True),
        move("继续执行", _P.CHANGED, _P.RUNNING, "approved_by approved_date", "approved_by approved_date", aside=True),
        move("总结", (_P.RUNNING, _P.CHANGED), _P.SUMMED_UP, "summary", "summary"),
    ),
    views=(View("执行中", one_of("status", *_BUSY)), View("待批", one_of("status", _P.DRAFT, _P.SUBMITTED), waits=True)),
    settle=Settle("enforce_targets", settle_plan),
    empty="每年一份：按“检查频次”（监管分类，没有分类的按风险颜色）排次数和重点，算人力够不够，排到各月，年底对照执行情况。",
)


def _change(target: EnforceTarget, kin: Kin, scene: Scene) -> list[Record]:
    return [target.replace(status=TargetState.CHANGED)]


_OPEN = eq("status", TargetState.OPEN)

ENFORCE_TARGETS = Ledger(
    EnforceTarget,
    "enforce_targets",
    "计划检查对象",
    called="enterprise",
    columns="plan enterprise seq kind risk_grade month_plan due_on status actual_dates inspection staff content_scope moved_note change_reason",
    plan="8 18",
    filters="plan status kind month_plan risk_grade enterprise.village",
    search="enterprise content_scope change_reason",
    keys=("plan enterprise seq",),
    order="due_on",
    steps=(Step("调出计划", lambda t: t.status is TargetState.OPEN, _change, "change_reason", "change_reason", aside=True),),
    deadlines=(Deadline("计划检查", "due_on", _OPEN, warn=10),),
    views=(
        View("本月该查", _OPEN & until("due_on", TODAY.later(31)) & ~before("due_on", TODAY), "due_on"),
        View("逾期未检", _OPEN & before("due_on", TODAY), "due_on", waits=True),
        View("红橙未检", _OPEN & one_of("risk_grade", Grade.RED, Grade.ORANGE), "due_on"),
        View("已检", one_of("status", TargetState.CHECKED, TargetState.RECHECKED)),
    ),
    settle=Settle("inspections", settle_target),
    empty="计划里的每一家次：哪个月查、查什么、谁去、查了没有。",
)
