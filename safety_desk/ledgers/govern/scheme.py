"""考核方案 and its 指标 (domain item 16): what is asked of which kind of subject (差异化)."""

from collections.abc import Iterable
from typing import Any

from safety_desk.conditions import Kin, eq, filled
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.ledger import Ledger, Settle, View, needed_when
from safety_desk.ledgers.govern.counted import figure
from safety_desk.ledgers.govern.evidence import Metric
from safety_desk.ledgers.govern.scoring import ItemKind, KpiRules, ranks
from safety_desk.ledgers.grade import Grade
from safety_desk.linked import Files, Link, Terms
from safety_desk.measures import Rate
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class AppliesTo(Codes):
    """The kind of subject that a scheme is for."""

    VILLAGE = "village", "村", "村（社区） 社区"
    OFFICE = "office", "站所", "站所办"
    MEMBER = "member", "成员单位", "安委会成员单位 部门"
    ENTERPRISE = "enterprise", "企业", "生产经营单位"


class KpiScheme(Record):
    """A scheme of assessment for one kind of subject in one year."""

    name: str = f("方案名称", also="名称 考核方案", width=28)
    year: int = f("年度", low=2000, high=2100, also="年份")
    applies_to: AppliesTo = f("适用对象", default=AppliesTo.VILLAGE, also="对象类别")
    region_type: str | None = f("区域类型", help="山区、集镇等；按区域分别考核的才填")
    industry: Terms | None = f("适用行业", codes="supervise_field", also="行业", help="考核企业时分行业；空着为全部")
    risk_grade: Grade | None = f("适用风险等级", help="考核企业时分等级；空着为全部")
    total: float = f("总分", default=100, low=1, also="满分")
    bonus_cap: float | None = f("加分上限", low=0, also="加分封顶", help="空着为不加分")
    deduct_floor: float = f("最低分", default=0, low=0)
    process_weight: float | None = f("过程分权重", low=0, high=1, help="空着按统一设置（系统—目标考核）")
    result_weight: float | None = f("结果分权重", low=0, high=1, help="与过程分权重合计为 1")
    item_total: float | None = f("指标分值合计", follows=True)
    balanced: bool | None = f("分值已配平", follows=True, help="指标分值合计等于总分")
    sheet_count: int | None = f("考核表数", follows=True)
    file: Files | None = f("方案文件")
    remark: str | None = f("备注", lines=2)


class Method(Codes):
    """How an item is examined."""

    PAPERS = "papers", "查资料", "资料"
    ON_SITE = "on_site", "现场", "看现场 现场检查"
    COUNTED = "counted", "系统取数", "自动取数"
    ASKED = "asked", "满意度", "满意度测评"


class Formula(Codes):
    """How a counted value becomes a score."""

    SHARE = "share", "按完成率得分", "按比例"
    EACH = "each", "每件扣分", "按件扣分"


class KpiItem(Record):
    """One item of a scheme."""

    scheme: Link = f("方案", to="kpi_schemes", part_of=True, also="考核方案", width=24)
    seq: int | None = f("序号", low=1)
    l1: str | None = f("一级要素", also="考评要素一级 一级指标 一级")
    l2: str | None = f("二级要素", also="考评要素二级 二级指标 二级")
    points: str = f("考评要点", lines=2, also="考核内容 要点", width=30)
    std_score: float = f("标准分值", default=0, low=0, also="分值 标准分")
    rule: str | None = f("评分标准", lines=2, also="扣分标准 计分办法")
    method: Method = f("考评方式", default=Method.PAPERS, also="考核方式")
    kind: ItemKind = f("指标类别", default=ItemKind.PROCESS, also="类别")
    auto_metric: Metric | None = f("取数指标", also="系统取数指标")
    auto_measure: str | None = f("取数统计指标", help="“报表—指标”里的名称，如 安责险覆盖率；上面没有合适的取数指标时填", also="统计指标")
    auto_formula: Formula | None = f("取数计分")
    auto_step: float | None = f("每件扣几分", low=0)
    remark: str | None = f("备注", lines=2)


def misfit(scheme: KpiScheme, org: Any, enterprise: Any) -> str:
    """Why a scheme is not the one for a subject (差异化, domain item 16); empty where it fits."""
    villages = ("村", "社区")
    if enterprise is not None:
        if scheme.applies_to is not AppliesTo.ENTERPRISE:
            return f"“{scheme.name}”适用于{scheme.applies_to.label}，不是企业"
        if scheme.industry and enterprise.industry_safety not in scheme.industry:
            return f"“{scheme.name}”不适用于这家企业的行业"
        if scheme.risk_grade and enterprise.risk_grade is not scheme.risk_grade:
            return f"“{scheme.name}”只适用于{scheme.risk_grade.label}色企业"
        return ""
    fits = org is not None and {
        AppliesTo.VILLAGE: org.org_type in villages,
        AppliesTo.OFFICE: org.org_type == "站所办",
        AppliesTo.MEMBER: org.is_committee_member and org.org_type not in villages,
        AppliesTo.ENTERPRISE: False,
    }[scheme.applies_to]
    return "" if fits else f"“{scheme.name}”适用于{scheme.applies_to.label}，请换一个方案或对象"


def weight(scheme: KpiScheme, rules: KpiRules) -> float:
    """过程分权重: the scheme's own, else what is left of 1 beside 结果分权重, else the office's."""
    if scheme.process_weight is not None:
        return scheme.process_weight
    return 1 - scheme.result_weight if scheme.result_weight is not None else rules.process_weight


def settle_scheme(scheme: KpiScheme, kin: Kin, scene: Scene) -> list[Record]:
    """What its items add up to; its sheets scored and ranked within their period."""
    from safety_desk.ledgers.govern.sheet import told_sheet

    items: list[KpiItem] = kin.of(scheme, "kpi_items")
    whole = round(sum(i.std_score for i in items if i.kind in (ItemKind.PROCESS, ItemKind.RESULT)), 2)
    sheets = [told_sheet(sheet, kin, scene) for sheet in kin.of(scheme, "kpi_sheets")]
    told: list[Record] = [scheme.replace(item_total=whole, balanced=whole == scheme.total, sheet_count=len(sheets))]
    for period in {sheet.period for sheet in sheets}:
        peers = [sheet for sheet in sheets if sheet.period == period]
        places = ranks([sheet.total for sheet in peers])
        told += [sheet.replace(rank=place) for sheet, place in zip(peers, places, strict=True)]
    return told


def whole_weight(scheme: KpiScheme, scene: Scene) -> Iterable[Problem]:
    """The two weights make one."""
    both = scheme.process_weight, scheme.result_weight
    if None not in both and round(sum(filter(None, both)), 6) != 1:
        yield Problem("result_weight", "过程分权重与结果分权重合计应为 1")


def sound_item(item: KpiItem, scene: Scene) -> Iterable[Problem]:
    """A veto has no score; what is counted says what and how."""
    if item.kind is ItemKind.VETO and item.std_score:
        yield Problem("std_score", "否决项不计分，标准分值应为 0")
    if item.auto_formula is Formula.EACH and not item.auto_step:
        yield Problem("auto_step", "每件扣分的，请填每件扣几分")
    if item.auto_metric and item.auto_measure:
        yield Problem("auto_measure", "取数指标和取数统计指标只填一个")
    name, is_rate = (item.auto_metric.label, item.auto_metric.is_rate) if item.auto_metric else (item.auto_measure, None)
    if item.auto_measure and not item.auto_metric:
        try:
            is_rate = isinstance(figure(item.auto_measure, scene), Rate)
        except Refusal as why:
            yield Problem("auto_measure", str(why))
    if is_rate is not None and item.auto_formula and (item.auto_formula is Formula.SHARE) is not is_rate:
        right = Formula.SHARE if is_rate else Formula.EACH
        yield Problem("auto_formula", f"“{name}”应当{right.label}")


KPI_SCHEMES = Ledger(
    KpiScheme,
    "kpi_schemes",
    "考核方案",
    called="name",
    columns="name year applies_to industry risk_grade total item_total balanced process_weight result_weight bonus_cap sheet_count",
    plan="16",
    filters="year applies_to",
    search="name region_type",
    keys=("name year",),
    order="-year",
    checks=(whole_weight,),
    views=(View("分值没有配平", eq("balanced", False)), View("还没有考核表", eq("sheet_count", 0), waits=True)),
    settle=Settle("kpi_items kpi_sheets", settle_scheme),
    empty="一类对象一个方案：村、站所、成员单位、企业分别设指标和权重。",
)

KPI_ITEMS = Ledger(
    KpiItem,
    "kpi_items",
    "考核指标",
    called="points",
    columns="scheme seq l1 l2 points std_score rule method kind auto_metric auto_measure auto_formula",
    plan="16",
    filters="scheme kind method",
    search="l1 l2 points rule",
    keys=("scheme seq",),
    alike="scheme points",
    order="scheme",
    checks=(
        sound_item,
        needed_when("auto_metric", lambda i: i.method is Method.COUNTED and not i.auto_measure, "系统取数的，请选取数指标，或者填取数统计指标"),
        needed_when("auto_formula", lambda i: bool(i.auto_metric or i.auto_measure), "有取数指标的，请选怎样计分"),
    ),
    views=(View("系统取数", filled("auto_metric") | filled("auto_measure")), View("否决项", eq("kind", ItemKind.VETO)), View("加分项", eq("kind", ItemKind.BONUS))),
    empty="考核方案的指标：要素、分值、要点、评分标准、考评方式。",
)
