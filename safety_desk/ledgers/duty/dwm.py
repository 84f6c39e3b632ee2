"""日周月 (domain item 11): who checks what how often, the single checks, and what an enterprise reports each month."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from safety_desk.conditions import TODAY, Kin, before, empty, eq, filled, since
from safety_desk.errors import Refusal
from safety_desk.fields import Names, f
from safety_desk.kinds import Code
from safety_desk.ledger import Deadline, Derived, Ledger, Settle, Step, View, in_order, not_ahead
from safety_desk.ledgers.danger_state import RectifyMode, State
from safety_desk.ledgers.duty.dwm_periods import (
    DwmRules,
    Level,
    expected,
    first_unreported,
    in_words,
    is_month,
    key_of,
    missing,
    month_key,
    read_month,
    report_due,
    run_of_zero,
    year_known,
)
from safety_desk.ledgers.duty.latest import with_others
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.linked import Files, Link, Terms
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class DwmPlan(Record):
    """Who in an enterprise checks on a level: each team daily, each workshop weekly, the enterprise monthly."""

    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称 单位", width=24)
    level: Level = f("排查层级", also="层级", help="班组日排查、车间周排查、厂企月排查")
    unit_name: str | None = f("班组或车间", also="班组名称 车间名称 班组/车间", help="厂企月排查的空着")
    list_template: Link | None = f("排查清单", to="checklists", should=True, also="清单 检查表")
    responsible: str | None = f("责任人", should=True, also="负责人")
    start_date: dt.date = f("开始日期", also="起始日期 启用日期")
    enabled: bool = f("启用", default=True)
    last_check: dt.date | None = f("最近排查", follows=True)
    next_report: dt.date | None = f("下次月报期限", follows=True, help="还没有报的第一个月的自报期限，只在厂企月排查上计算")
    remark: str | None = f("备注", lines=2)


def settle_plan(plan: DwmPlan, kin: Kin, scene: Scene) -> list[Record]:
    """The last check by this plan, and by when the enterprise next reports to the town."""
    checks = [record.check_date for record in kin.of(plan, "dwm_records")] if plan.id is not None else []
    due = None
    if plan.level is Level.MONTH and plan.start_date:
        reported = {m.ym for m in kin.of(plan, "dwm_months") if m.reported_at} if plan.id is not None else set()
        due = report_due(first_unreported(plan.start_date, reported), scene.rules(DwmRules))
    return [plan.replace(last_check=max(checks, default=None), next_report=due)]


def sound_plan(plan: DwmPlan, scene: Scene) -> Iterable[Problem]:
    """A team and a workshop have a name; the enterprise as a whole needs none."""
    if plan.level in (Level.DAY, Level.WEEK) and not plan.unit_name:
        yield Problem("unit_name", "请写明是哪个班组或车间")


ON = eq("enabled", True)
REPORTS = ON & eq("level", Level.MONTH)

DWM_PLANS = Ledger(
    DwmPlan,
    "dwm_plans",
    "日周月安排",
    called="enterprise",
    columns="enterprise level unit_name responsible list_template start_date enabled last_check next_report",
    plan="11",
    filters="level enabled enterprise.village",
    search="enterprise unit_name responsible",
    keys=("enterprise level unit_name",),
    alike="enterprise level unit_name",
    order="enterprise",
    checks=(sound_plan,),
    views=(
        View("启用的", ON),
        View("没有排查记录", ON & empty("last_check")),
        View("没有排查清单", ON & empty("list_template")),
        View("逾期未报", REPORTS & before("next_report", TODAY), "next_report", waits=True),
    ),
    deadlines=(Deadline("日周月未上报", "next_report", REPORTS, warn=1),),
    settle=Settle("dwm_records dwm_months", settle_plan),
    empty="哪家企业哪个班组每日查、哪个车间每周查、厂里每月查；应排数按它计算，次月没有上报的会提醒。",
)


class DwmItem(Record):
    """One item of an enterprise's list for its own checks, by kind and level."""

    template: Link = f("排查清单", to="checklists", part_of=True, also="清单 检查表", width=24)
    seq: int | None = f("序号", low=1)
    category: str | None = f("类别", also="分类")
    part: str | None = f("排查部位", also="部位")
    item: str = f("排查内容", lines=2, width=30, also="内容 排查项目 项目")
    standard: str | None = f("排查标准", lines=2, also="标准")
    method: str | None = f("排查方法", also="方法")
    basis: str | None = f("依据", lines=2)
    risk_point: Link | None = f("关联风险点", to="risk_points", also="风险点")
    level_applies: Terms | None = f("适用层级", codes="dwm_level", should=True, also="层级", help="可以几个：日、周、月")
    remark: str | None = f("备注", lines=2)


DWM_ITEMS = Ledger(
    DwmItem,
    "dwm_items",
    "排查清单条目",
    called="item",
    columns="template seq category part item standard method basis level_applies risk_point",
    plan="11",
    filters="template category",
    search="item part standard template",
    keys=("template seq",),
    alike="template item",
    order="template",
    views=(View("没有定层级", empty("level_applies")),),
    empty="企业分类分级的排查清单：部位、内容、标准，以及日、周、月哪一级查。",
)


class DwmRecord(Record):
    """One check that an enterprise made itself."""

    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称 单位", width=24)
    level: Level = f("排查层级", also="层级")
    unit_name: str | None = f("班组或车间", also="班组名称 车间名称 班组/车间")
    period_key: Code | None = f("期次", also="周期", help="日 2026-11-23，周 2026-W47，月 2026-11；空着按排查日期")
    check_date: dt.date = f("排查日期", also="日期")
    checker: str | None = f("排查人", should=True)
    leader_sign: str | None = f("负责人签字", should=True, also="负责人")
    item_total: int | None = f("排查项数", unit="项", low=0, section="结果")
    ng_count: int | None = f("不符合项数", unit="项", low=0)
    problems: str | None = f("发现的隐患", lines=3, width=26, also="发现隐患 隐患内容 存在问题", help="一行一条；点“登记隐患”后逐条进入隐患台账")
    found_count: int | None = f("发现隐患数", unit="条", low=0, also="隐患数", help="空着按“发现的隐患”的行数")
    fixed_on_spot: int | None = f("当场整改数", unit="条", low=0, also="当场整改")
    noted_count: int = f("已登记隐患数", default=0, unit="条", follows=True)
    open_count: int = f("未销号隐患数", default=0, unit="条", follows=True)
    unlisted: int = f("未登记隐患数", default=0, unit="条", follows=True)
    reported: bool = f("已自报", default=False, section="自报与公示", also="是否上报 自报")
    reported_at: dt.date | None = f("上报日期", also="上报时间")
    publicized: bool = f("已公示", default=False, also="是否公示 公示")
    public_at: dt.date | None = f("公示日期", also="公示时间")
    public_place: str | None = f("公示地点")
    plan: Link | None = f("所属安排", to="dwm_plans", follows=True)
    photo: Files | None = f("照片", section="其他")
    remark: str | None = f("备注", lines=2)


def _lines(text: str | None) -> list[str]:
    """The hidden dangers of a check, one a line, without their numbers."""
    stripped = (re.sub(r"^\s*\d{1,2}[.、)）．]\s*", "", line).strip() for line in (text or "").splitlines())
    return [line for line in stripped if line]


def settle_record(record: DwmRecord, kin: Kin, scene: Scene) -> list[Record]:
    """Its period, its plan, and what became of what was found."""
    if kin.linked(record, "enterprise") is None or record.check_date is None or record.level is None:
        return [record]
    dangers: list[HiddenDanger] = [d for d in kin.of(record, "hidden_dangers") if d.status is not State.VOID] if record.id is not None else []
    found = max(record.found_count or 0, len(_lines(record.problems)), len(dangers))
    plans: list[DwmPlan] = kin.of(kin.linked(record, "enterprise"), "dwm_plans")
    mine = (p.id for p in plans if p.level is record.level and (p.unit_name or "") == (record.unit_name or ""))
    told = record.replace(
        period_key=record.period_key or key_of(record.level, record.check_date),
        found_count=found,
        noted_count=len(dangers),
        open_count=sum(danger.is_open for danger in dangers),
        unlisted=found - len(dangers),
        plan=next(mine, None),
    )
    return [told]


def note_dangers(record: DwmRecord, kin: Kin, scene: Scene) -> Sequence[Record]:
    """Every line that is not noted yet becomes a hidden danger found by the enterprise itself. Raises Refusal."""
    known = {danger.description for danger in kin.of(record, "hidden_dangers")}
    fresh = [line for line in _lines(record.problems) if line not in known]
    if not fresh:
        raise Refusal("没有新的隐患可以登记。请先把发现的隐患一行一条写在“发现的隐患”里")
    dangers = [
        HiddenDanger(
            enterprise=record.enterprise,
            dwm_record=record.id,
            source="企业自查",
            found_date=record.check_date,
            found_by=record.checker,
            place=record.unit_name,
            description=line,
            rectify_mode=RectifyMode.AT_ONCE,
            public_at=record.public_at,
        )
        for line in fresh
    ]
    return [record, *dangers]


def sound_record(record: DwmRecord, scene: Scene) -> Iterable[Problem]:
    """A part is not more than its whole; the period is that of the day; what is ticked has its day."""
    for part, whole, text in (
        ("ng_count", "item_total", "不符合项数不能多于排查项数"),
        ("fixed_on_spot", "found_count", "当场整改数不能多于发现隐患数"),
    ):
        a, b = getattr(record, part), getattr(record, whole)
        if a is not None and b is not None and a > b:
            yield Problem(part, text)
    if record.period_key and record.check_date and record.level and record.period_key != (key := key_of(record.level, record.check_date)):
        yield Problem("period_key", f"排查日期属于 {key} 这一期", key)
    if record.publicized and not record.public_at:
        yield Problem("public_at", "已公示的，请填公示日期")
    if record.reported and not record.reported_at:
        yield Problem("reported_at", "已自报的，请填上报日期")


DWM_RECORDS = Ledger(
    DwmRecord,
    "dwm_records",
    "自查记录",
    called="period_key",
    columns="enterprise level unit_name period_key check_date checker item_total ng_count found_count noted_count open_count publicized reported",
    plan="11",
    filters="level check_date publicized enterprise.village",
    search="enterprise unit_name checker problems",
    keys=("enterprise level unit_name period_key",),
    alike="enterprise level unit_name check_date",
    order="-check_date",
    checks=(
        sound_record,
        not_ahead("check_date", "排查日期不能在今天之后"),
        in_order("check_date", "public_at", "公示日期不能早于排查日期"),
        in_order("check_date", "reported_at", "上报日期不能早于排查日期"),
    ),
    steps=(Step("登记隐患", lambda r: bool(r.problems) and r.unlisted > 0, note_dangers, "problems", "problems"),),
    views=(
        View("隐患未登记", since("unlisted", 1), waits=True),
        View("隐患未销号", since("open_count", 1)),
        View("未公示", eq("publicized", False) & since("found_count", 1), waits=True),
        View("未自报", eq("reported", False), waits=True),
    ),
    settle=Settle("hidden_dangers", settle_record),
    empty="企业班组、车间、厂级每一次自查。镇里不要求每天录入，重点企业和有隐患的录进来。",
)


class DwmMonth(Record):
    """What an enterprise reports of one month's checks."""

    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称 单位", width=24)
    ym: Code = f("月份", also="年月 统计月份", help="写成 2026-11", width=9)
    stop_days: int | None = f("停产天数", unit="天", low=0, high=31, help="从应排的工作日里扣除")
    day_should: int | None = f("日应排", unit="次", low=0, section="应排与实排", help="工作日数 × 班组数；空着按日周月安排计算")
    day_done: int | None = f("日实排", unit="次", low=0, help="空着取已录入的自查记录数")
    week_should: int | None = f("周应排", unit="次", low=0, help="周数 × 车间数；空着按日周月安排计算")
    week_done: int | None = f("周实排", unit="次", low=0)
    month_should: int | None = f("月应排", unit="次", low=0, help="每月一次")
    month_done: int | None = f("月实排", unit="次", low=0)
    found: int | None = f("发现隐患", unit="条", low=0, section="隐患", also="发现隐患数")
    fixed: int | None = f("已整改", unit="条", low=0, also="整改数 已整改数")
    same_day: int | None = f("当日整改", unit="条", low=0, also="不过夜 当日整改数", help="一般隐患“不过夜”")
    termed: int | None = f("限期整改", unit="条", low=0, also="限期整改数")
    major: int | None = f("重大隐患", unit="条", low=0, also="重大 重大隐患数")
    publicized: bool = f("已公示", default=False, section="上报", also="公示")
    reported_at: dt.date | None = f("上报日期", also="上报时间")
    due: dt.date | None = f("自报期限", follows=True)
    in_time: bool | None = f("按时上报", follows=True)
    complete: bool = f("应排全排", default=False, follows=True, help="日、周、月实排都不少于应排")
    missing: str | None = f("缺排", follows=True, lines=2, width=24, help="自查记录全部录入的企业，上报时还缺哪几期")
    hollow: bool = f("疑似走过场", default=False, follows=True, help="连续几个月发现隐患都为 0，零上报不等于零隐患")
    plan: Link | None = f("所属安排", to="dwm_plans", follows=True)
    remark: str | None = f("备注", lines=2, section="其他")


def _done(level: Level, month: DwmMonth, records: Sequence[DwmRecord]) -> int | None:
    """As reported, or as many as there are single records of that month."""
    given: int | None = getattr(month, f"{level.value}_done")
    own = [record for record in records if record.level is level]
    return given if given is not None or not records else len(own)


def _should(level: Level, month: DwmMonth, plans: Sequence[DwmPlan], scene: Scene) -> int | None:
    """As given, or by the plans and the calendar."""
    given: int | None = getattr(month, f"{level.value}_should")
    units = sum(plan.enabled and plan.level is level for plan in plans)
    if given is not None or not plans or (level is Level.DAY and not year_known(month.ym, scene)):
        return given
    return expected(level, month.ym, units, month.stop_days or 0, scene)


def _missing(month: DwmMonth, plans: Sequence[DwmPlan], records: Sequence[DwmRecord], scene: Scene) -> str | None:
    """What was missing when the month was reported, on the levels of which every single check is kept."""
    if not records or month.reported_at is None or not year_known(month.ym, scene):
        return None
    kept = Counter(record.level for record in records)
    whole = {level for level in Level if kept[level] >= (getattr(month, f"{level.value}_done") or 0)}
    owed = [(p.level, p.unit_name or "", p.start_date) for p in plans if p.enabled and p.level in whole]
    made = [(r.level, r.unit_name or "", r.period_key or "") for r in records]
    return in_words(missing(month.ym, owed, made, month.reported_at, scene))


def _told(month: DwmMonth, kin: Kin, scene: Scene) -> DwmMonth:
    """Everything of one month but what its neighbours tell."""
    enterprise, rules = kin.linked(month, "enterprise"), scene.rules(DwmRules)
    plans: list[DwmPlan] = kin.of(enterprise, "dwm_plans")
    records = [r for r in kin.of(enterprise, "dwm_records") if month_key(r.check_date) == month.ym]
    should = {level: _should(level, month, plans, scene) for level in Level}
    done = {level: _done(level, month, records) for level in Level}
    due = report_due(month.ym, rules)
    values: dict[str, Any] = {f"{level.value}_should": should[level] for level in Level}
    values |= {f"{level.value}_done": done[level] for level in Level}
    return month.replace(
        **values,
        due=due,
        in_time=month.reported_at <= due if month.reported_at else None,
        complete=any(should.values()) and all((done[level] or 0) >= (should[level] or 0) for level in Level),
        missing=_missing(month, plans, records, scene),
        plan=next((p.id for p in plans if p.level is Level.MONTH), None),
    )


def settle_month(month: DwmMonth, kin: Kin, scene: Scene) -> list[Record]:
    """What is owed and done in the month; whether the enterprise has found nothing for too long."""
    if kin.linked(month, "enterprise") is None or not is_month(month.ym):
        return [month]
    ranked = sorted(with_others(_told(month, kin, scene), kin, "dwm_months"), key=lambda one: one.ym)
    hollow = run_of_zero([(one.ym, one.found) for one in ranked], scene.rules(DwmRules).hollow_months)
    return [one.replace(hollow=one.ym in hollow) for one in ranked]


def _report(month: DwmMonth, kin: Kin, scene: Scene) -> Sequence[Record]:
    if month.reported_at and month.reported_at > scene.today:
        raise Refusal("上报日期不能在今天之后")
    return [month]


def sound_month(month: DwmMonth, scene: Scene) -> Iterable[Problem]:
    """A real month, not to come; parts within their wholes; the days of a year without holidays are for a person."""
    if month.ym and not is_month(month.ym):
        yield Problem("ym", "月份应写成 2026-11 这样", hard=True)
    elif month.ym and month.ym > month_key(scene.today):
        yield Problem("ym", "月份不能在今天之后", hard=True)
    elif month.ym and month.day_should is None and not year_known(month.ym, scene):
        yield Problem("day_should", f"节假日表里没有 {month.ym[:4]} 年，算不出日应排，请手填或补录节假日", doubt=True)
    for part, whole, text in (
        ("fixed", "found", "已整改不能多于发现隐患"),
        ("same_day", "found", "当日整改不能多于发现隐患"),
        ("major", "found", "重大隐患不能多于发现隐患"),
    ):
        a, b = getattr(month, part), getattr(month, whole)
        if a is not None and b is not None and a > b:
            yield Problem(part, text)
    if month.reported_at and is_month(month.ym) and month_key(month.reported_at) < month.ym:
        yield Problem("reported_at", "上报日期不能早于所报的月份")


def arrive(month: DwmMonth, given: Mapping[str, Any]) -> tuple[DwmMonth, Iterable[Problem]]:
    """A month as sheets write it."""
    return (month.replace(ym=read_month(month.ym)) if month.ym else month), ()


def rate_text(month: DwmMonth, scene: Scene, names: Names) -> str:
    """排查率 = 实排期数 ÷ 应排期数, over day, week and month."""
    should = sum(getattr(month, f"{level.value}_should") or 0 for level in Level)
    done = sum(getattr(month, f"{level.value}_done") or 0 for level in Level)
    return f"{100 * done / should:.1f}%" if should else ""


DWM_MONTHS = Ledger(
    DwmMonth,
    "dwm_months",
    "日周月月报",
    called="ym",
    columns="enterprise ym day_should day_done week_should week_done month_done rate found fixed major reported_at complete hollow",
    plan="11",
    filters="ym complete hollow enterprise.village",
    search="enterprise ym remark",
    keys=("enterprise ym",),
    order="-ym",
    checks=(sound_month, not_ahead("reported_at", "上报日期不能在今天之后")),
    steps=(Step("登记上报", lambda m: m.reported_at is None, _report, "reported_at publicized", "reported_at"),),
    views=(
        View("未上报", empty("reported_at"), "due", waits=True),
        View("迟报", eq("in_time", False)),
        View("应排未排", eq("complete", False) & filled("reported_at"), waits=True),
        View("疑似走过场", eq("hollow", True)),
        View("报有重大隐患", since("major", 1)),
    ),
    derived=(Derived("rate", "排查率", rate_text, by="day_done", width=8),),
    settle=Settle("", settle_month),
    arrive=arrive,
    empty="企业每月自查的汇总：应排、实排、发现、整改。次月 5 日前报镇，没有报的列在“日周月安排”的提醒里。",
)
