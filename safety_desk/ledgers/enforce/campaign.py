"""专项整治: a campaign, its targets, what every period brought, and what is read from it (domain item 22)."""

import datetime as dt
from collections.abc import Iterable
from datetime import date

from safety_desk.conditions import TODAY, Kin, before, empty, eq, one_of
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.kinds import Fen
from safety_desk.ledger import Deadline, Ledger, Settle, Step, View, in_order, not_ahead
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.enforce.planning import early_warning, percent, to_plan
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.flow import move
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.linked import Files, Link, Links, Term
from safety_desk.options import Options, Scene
from safety_desk.record import Problem, Record


class CampaignRules(Options, key="campaigns", title="专项整治"):
    """When findings call for a warning (the handbook's design)."""

    warning_days: int = f("研判回看天数", default=30, unit="天", low=1)


class Stage(Codes):
    """Where a campaign stands (domain §8.1)."""

    SET_UP = "set_up", "部署", "动员部署"
    SELF = "self", "自查", "自查自纠"
    CLEAN_UP = "clean_up", "集中整治", "整治"
    SUPERVISED = "supervised", "督查", "督导检查"
    SUMMED_UP = "summed_up", "总结", "总结提升"


class SpecialCampaign(Record):
    """One campaign of the year."""

    name: str = f("专项名称", also="名称", width=24)
    year: int = f("年度", low=2000, high=2100)
    group: Term | None = f("所属组别", codes="campaign_group", help="“1+6+N”的 1、6、N，具体项目以县文件为准")
    field: Term = f("行业领域", codes="supervise_field", also="领域")
    lead_org: Link | None = f("牵头单位", to="org_units", should=True)
    assist: Links | None = f("配合单位", to="org_units")
    start: date | None = f("开始日期", should=True)
    end: date | None = f("结束日期", end=True, should=True)
    policy_doc: Link | None = f("依据文件", to="policy_docs", help="先在文件库里登记")
    basis_doc: str | None = f("依据说明", lines=2, help="文件不在文件库里的写在这里")
    plan_text: str | None = f("整治重点", lines=4, also="整治内容")
    plan_file: Files | None = f("方案")
    stage: Stage = f("阶段", default=Stage.SET_UP, fixed=True, also="状态")
    targets_enterprise_count: int | None = f("应排查单位", follows=True, unit="家")
    checked_count: int | None = f("已排查单位", follows=True, unit="家")
    checked_rate: float | None = f("排查率", follows=True, unit="%")
    found: int | None = f("发现隐患", follows=True)
    fixed_count: int | None = f("已整改", follows=True)
    fixed_rate: float | None = f("整改率", follows=True, unit="%")
    summary: str | None = f("总结", fixed=True, lines=4)
    closed_at: date | None = f("总结日期", fixed=True)
    remark: str | None = f("备注", lines=2)


def settle_campaign(campaign: SpecialCampaign, kin: Kin, scene: Scene) -> list[Record]:
    """How far it is, from its targets."""
    targets: list[CampaignTarget] = kin.of(campaign, "campaign_targets")
    checked = sum(target.checked_at is not None for target in targets)
    found = sum((target.found or 0) + (target.major or 0) for target in targets)
    fixed = sum(target.fixed or 0 for target in targets)
    return [
        campaign.replace(
            targets_enterprise_count=len(targets),
            checked_count=checked,
            checked_rate=percent(checked, len(targets)),
            found=found,
            fixed_count=fixed,
            fixed_rate=percent(fixed, found),
        )
    ]


def lay_targets(campaign: SpecialCampaign, kin: Kin, scene: Scene) -> list[Record]:
    """The working enterprises of the field, that are not targets yet."""
    known = {target.enterprise for target in kin.of(campaign, "campaign_targets")}
    firms = [e for e in to_plan(scene.table(Enterprise)) if campaign.field in (e.industry_safety, *(e.tags or ()))]
    fresh = [CampaignTarget(campaign=campaign.id, enterprise=e.id) for e in firms if e.id not in known]
    if not fresh:
        raise Refusal("没有新的企业可以列入：台账里没有监管行业或特殊风险标签是这个领域的企业，或者都已列入")
    return list(fresh)


def _some_targets(campaign: SpecialCampaign, kin: Kin, scene: Scene) -> None:
    if not kin.of(campaign, "campaign_targets"):
        raise Refusal("还没有整治对象，请先“列出对象”或逐家登记")


def count_findings(campaign: SpecialCampaign, kin: Kin, scene: Scene) -> list[Record]:
    """Every target's hidden dangers of the campaign's time, counted from the ledger."""
    targets: list[CampaignTarget] = kin.of(campaign, "campaign_targets")
    if campaign.start is None:
        raise Refusal("请先填开始日期，才能取数")
    last = campaign.end or scene.today
    return [_counted(target, kin, campaign.start, last) for target in targets]


def _counted(target: "CampaignTarget", kin: Kin, first: date, last: date) -> "CampaignTarget":
    firm = kin.linked(target, "enterprise")
    dangers = [d for d in kin.of(firm, "hidden_dangers") if d.status is not State.VOID and first <= d.found_date <= last]
    visits = [v.start_at.date() for v in kin.of(firm, "inspections") if v.result and first <= v.start_at.date() <= last]
    if not visits:
        return target
    return target.replace(
        checked_at=max(visits),
        found=sum(d.level is Level.GENERAL for d in dangers),
        major=sum(d.level is Level.MAJOR for d in dangers),
        fixed=sum(d.rectified_at is not None for d in dangers),
    )


_S = Stage

SPECIAL_CAMPAIGNS = Ledger(
    SpecialCampaign,
    "special_campaigns",
    "专项整治",
    called="name",
    columns="year name group field lead_org start end stage targets_enterprise_count checked_count checked_rate found fixed_rate",
    plan="15 22",
    filters="year stage group field lead_org",
    search="name plan_text basis_doc",
    keys=("name year",),
    order="-year",
    checks=(in_order("start", "end", "结束日期不能早于开始日期"),),
    steps=(
        Step("列出对象", lambda c: c.stage is not _S.SUMMED_UP, lay_targets),
        Step("取数", lambda c: c.stage is not _S.SUMMED_UP, count_findings),
        move("转自查", _S.SET_UP, _S.SELF, state="stage", ready=_some_targets),
        move("转集中整治", _S.SELF, _S.CLEAN_UP, state="stage"),
        move("转督查", _S.CLEAN_UP, _S.SUPERVISED, state="stage"),
        move("总结", _S.SUPERVISED, _S.SUMMED_UP, "summary closed_at", "summary closed_at", state="stage"),
    ),
    deadlines=(Deadline("专项整治结束", "end", ~eq("stage", _S.SUMMED_UP), warn=15),),
    views=(View("进行中", ~eq("stage", _S.SUMMED_UP), "end"), View("超期未总结", ~eq("stage", _S.SUMMED_UP) & before("end", TODAY), "end", waits=True)),
    settle=Settle("campaign_targets", settle_campaign),
    empty="每一项专项整治：部署、自查、集中整治、督查、总结，查了几家、改了多少随时看得到。",
)


class CampaignTarget(Record):
    """One enterprise that a campaign looks at."""

    campaign: Link = f("专项", to="special_campaigns", part_of=True, width=20)
    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称", width=24)
    checked_at: date | None = f("排查日期", also="检查日期")
    found: int | None = f("一般隐患", low=0)
    major: int | None = f("重大隐患", low=0)
    fixed: int | None = f("已整改", low=0)
    penalty: str | None = f("处罚情况")
    note: str | None = f("备注", lines=2)


def fixed_of_found(target: CampaignTarget, scene: Scene) -> Iterable[Problem]:
    """Not more is mended than was found; nothing is found where nobody looked."""
    total = (target.found or 0) + (target.major or 0)
    if (target.fixed or 0) > total:
        yield Problem("fixed", f"已整改不能多于发现的隐患数（{total}）")
    if total and target.checked_at is None:
        yield Problem("checked_at", "有隐患数，请填排查日期")


CAMPAIGN_TARGETS = Ledger(
    CampaignTarget,
    "campaign_targets",
    "专项整治对象",
    called="enterprise",
    columns="campaign enterprise checked_at found major fixed penalty note",
    plan="22",
    filters="campaign checked_at enterprise.village",
    search="enterprise note",
    keys=("campaign enterprise",),
    order="campaign",
    checks=(fixed_of_found, not_ahead("checked_at", "排查日期不能在今天之后")),
    views=(View("未排查", empty("checked_at"), waits=True), View("有重大隐患", ~eq("major", 0) & ~empty("major"))),
    empty="专项整治要查的每一家和查的结果。",
)


class CampaignProgress(Record):
    """What one period of a campaign brought, as one organ reported it."""

    campaign: Link = f("专项", to="special_campaigns", part_of=True, width=20)
    period: str = f("统计期", help="周写 2026-W46，半月写 2026-11上，月写 2026-11", also="期间")
    period_end: date | None = f("截止日期", should=True)
    org: Link | None = f("填报单位", to="org_units")
    checked_enterprises: int | None = f("检查家次", low=0)
    person_times: int | None = f("出动人次", low=0, also="出动检查人次")
    found: int | None = f("一般隐患", low=0)
    major_found: int | None = f("重大隐患", low=0)
    fixed: int | None = f("已整改", low=0, also="已整改数")
    rate: float | None = f("整改率", follows=True, unit="%")
    penalties: int | None = f("立案处罚", low=0, unit="起", also="立案处罚起数")
    amount: Fen | None = f("罚款", unit="万元", low=0)
    stop_production: int | None = f("停产停业", low=0, unit="家")
    seized: int | None = f("查封扣押", low=0, unit="起")
    closed: int | None = f("关闭取缔", low=0, unit="家")
    exposed: int | None = f("曝光典型", low=0, unit="个", also="曝光典型案例")
    interviews: int | None = f("约谈", low=0, unit="次")
    typical_case: str | None = f("典型案例", lines=2, also="整改典型")
    problem: str | None = f("存在问题", lines=2)
    next: str | None = f("下步措施", lines=2)


def settle_progress(progress: CampaignProgress, kin: Kin, scene: Scene) -> list[Record]:
    """整改率 of the period."""
    found = (progress.found or 0) + (progress.major_found or 0)
    return [progress.replace(rate=percent(progress.fixed or 0, found))]


def progress_adds_up(progress: CampaignProgress, scene: Scene) -> Iterable[Problem]:
    """Not more is mended than was found."""
    found = (progress.found or 0) + (progress.major_found or 0)
    if (progress.fixed or 0) > found:
        yield Problem("fixed", f"已整改不能多于本期发现的隐患数（{found}）；整改往期的写在典型案例里", doubt=True)


CAMPAIGN_PROGRESSES = Ledger(
    CampaignProgress,
    "campaign_progresses",
    "专项整治进展",
    called="period",
    columns="campaign period period_end org checked_enterprises person_times found major_found fixed rate penalties amount interviews",
    plan="22",
    filters="campaign period_end org",
    search="period typical_case problem next",
    keys=("campaign period org",),
    order="-period_end",
    checks=(progress_adds_up, not_ahead("period_end", "截止日期不能在今天之后")),
    views=(View("有重大隐患", ~eq("major_found", 0) & ~empty("major_found")),),
    settle=Settle("", settle_progress),
    empty="专项整治的周报、半月报、月报。",
)


class RiskTrend(Codes):
    """Where a field is going."""

    UP = "up", "上升", "趋升"
    EVEN = "even", "平稳", "持平"
    DOWN = "down", "下降", "趋降"


class RiskLevel(Codes):
    """How a field stands."""

    HIGH = "high", "高", "高风险"
    MIDDLE = "middle", "中", "中风险"
    LOW = "low", "低", "低风险"


class CampaignAnalysis(Record):
    """What was read from the findings of a period in one field (研判)."""

    campaign: Link | None = f("专项", to="special_campaigns", help="不属于某项专项的空着")
    date: dt.date | None = f("研判日期", should=True)
    period: str = f("统计期", also="期间", help="如 2026-10 或 2026Q3")
    field: Term = f("行业领域", codes="supervise_field", also="领域")
    category: Term | None = f("隐患类别", codes="danger_category", help="空着为全部类别")
    recent: int | None = f("近期隐患数", fixed=True, help="研判日期前 30 天，用“取数”算出")
    earlier: int | None = f("上期隐患数", fixed=True)
    growth: float | None = f("环比", follows=True, unit="%")
    trend: RiskTrend | None = f("趋势", should=True)
    risk_level: RiskLevel | None = f("风险程度", should=True)
    typical: str | None = f("典型问题", lines=3)
    measures: str | None = f("对策措施", lines=3, should=True)
    early_warning: bool = f("发预警", default=False, help="30 日内同类隐患环比增加一半以上，自动提示")
    warning_proposed: bool = f("建议预警", follows=True, default=False)
    publisher: str | None = f("发布人")
    published_at: dt.date | None = f("发布日期")
    remark: str | None = f("备注", lines=2)


def settle_analysis(analysis: CampaignAnalysis, kin: Kin, scene: Scene) -> list[Record]:
    """Growth, and whether it calls for a warning (domain item 22)."""
    now, earlier = analysis.recent, analysis.earlier
    growth = None if now is None or not earlier else round((now - earlier) * 100 / earlier, 1)
    warned = now is not None and earlier is not None and early_warning(now, earlier)
    return [analysis.replace(growth=growth, warning_proposed=warned)]


def count_recent(analysis: CampaignAnalysis, kin: Kin, scene: Scene) -> list[Record]:
    """Hidden dangers of the field in the days before, against the same number of days before those."""
    days = dt.timedelta(days=scene.rules(CampaignRules).warning_days)
    last = analysis.date or scene.today
    firms = {e.id for e in scene.table(Enterprise) if analysis.field in (e.industry_safety, *(e.tags or ()))}
    found = [
        d.found_date
        for d in scene.table(HiddenDanger)
        if d.enterprise in firms and d.status is not State.VOID and analysis.category in (None, d.category)
    ]
    recent = sum(last - days < day <= last for day in found)
    earlier = sum(last - 2 * days < day <= last - days for day in found)
    trend = RiskTrend.UP if recent > earlier else RiskTrend.DOWN if recent < earlier else RiskTrend.EVEN
    return [analysis.replace(date=last, recent=recent, earlier=earlier, trend=analysis.trend or trend)]


CAMPAIGN_ANALYSES = Ledger(
    CampaignAnalysis,
    "campaign_analyses",
    "研判分析",
    called="period",
    columns="date period field category campaign recent earlier growth trend risk_level early_warning warning_proposed publisher",
    plan="22",
    filters="field trend risk_level early_warning date",
    search="period typical measures",
    keys=("period field category",),
    alike="period field",
    order="-date",
    checks=(not_ahead("date", "研判日期不能在今天之后"),),
    steps=(Step("取数", lambda a: a.field is not None, count_recent),),
    views=(
        View("已预警", eq("early_warning", True)),
        View("建议预警未发", eq("warning_proposed", True) & eq("early_warning", False), waits=True),
        View("高风险", one_of("risk_level", RiskLevel.HIGH)),
    ),
    settle=Settle("", settle_analysis),
    empty="从台账看趋势：哪个领域、哪类隐患在增多，要不要发预警。",
)
