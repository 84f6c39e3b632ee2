"""应急预案 and 演练 (domain item 24; 国务院令第708号, 应急预案管理办法)."""

import datetime as dt
from collections.abc import Iterable

from safety_desk.conditions import TODAY, Kin, Where, before, empty, eq, filled, one_of
from safety_desk.dates import add_months, add_years
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code
from safety_desk.ledger import Deadline, Ledger, Settle, View, in_order, not_ahead
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.flow import move
from safety_desk.ledgers.society.notice import working_term
from safety_desk.linked import Files, Link, Term, Terms
from safety_desk.options import Options, Scene
from safety_desk.record import Problem, Record


class PlanOwner(Codes):
    """Whose a plan or a drill is."""

    TOWN = "town", "镇", "乡镇 镇政府"
    VILLAGE = "village", "村", "社区 村（社区）"
    ENTERPRISE = "enterprise", "企业", "单位"
    OFFICE = "office", "部门", "站所 机构"


class PlanKind(Codes):
    """The kinds of plan."""

    WHOLE = "whole", "综合", "综合预案 综合应急预案"
    SPECIAL = "special", "专项", "专项预案 专项应急预案"
    SITE = "site", "现场处置方案", "现场处置 处置方案"
    CARD = "card", "处置卡", "应急处置卡"


class ReviewResult(Codes):
    """What the reviewers say."""

    PASSED = "passed", "通过", "合格"
    MEND = "mend", "修改", "修改后通过 不通过"


class PlanState(Codes):
    """How far a plan is (domain §8.1)."""

    DRAFT = "draft", "编制", "编制中"
    REVIEW = "review", "评审", "评审中"
    ISSUED = "issued", "发布", "已发布 公布"
    FILED = "filed", "备案", "已备案"
    DRILLED = "drilled", "演练", "已演练"
    ASSESSED = "assessed", "评估", "已评估"
    REVISING = "revising", "修订", "修订中"
    ABOLISHED = "abolished", "废止", "已废止 作废"


IN_FORCE = (PlanState.ISSUED, PlanState.FILED, PlanState.DRILLED, PlanState.ASSESSED)


class PlanRules(Options, key="plans", title="应急预案与演练", settles="emergency_plans"):
    """Terms of filing, assessment and drills."""

    filing_days: int = f("公布后备案期限", default=20, unit="个工作日", low=1, help="应急预案管理办法；法定范围内的单位", section="预案")
    all_file: bool = f("其他企业的预案也要备案", default=False, help="法定范围：高危行业、人员密集场所等；县里要求全部备案的改为是")
    filing_years: int = f("备案有效期", default=3, unit="年", low=1, help="“备案三年有效”是各地惯例，按县里要求改")
    assess_years: int = f("评估周期", default=3, unit="年", low=1, help="高危行业和人员密集场所每三年评估一次；其他单位建议三年")
    town_months: int = f("镇预案演练间隔", default=24, unit="个月", low=1, help="国务院令第708号第八条：至少两年一次", section="演练")
    risky_months: int = f("高危、人员密集单位演练间隔", default=6, unit="个月", low=1, help="国务院令第708号第八条：至少半年一次，并报送演练情况")
    plan_months: int = f("其他单位综合、专项预案演练间隔", default=12, unit="个月", low=1)
    site_months: int = f("其他单位现场处置方案演练间隔", default=6, unit="个月", low=1)
    other_months: int = f("村、站所预案演练间隔", default=24, unit="个月", low=1, help="没有统一规定，默认与镇一致")
    drill_points: str = f(
        "演练评估项目",
        default="人员到位情况\n物资到位情况\n组织协调情况\n实战效果\n预案的适宜性\n预案的充分性",
        lines=6,
        help="印在应急演练记录及评估表上，一行一项",
    )


class EmergencyPlan(Record):
    """A plan of the town, a village, an enterprise or an office, in one version."""

    name: str = f("预案名称", also="应急预案 名称", width=28)
    owner_type: PlanOwner = f("编制单位类别", default=PlanOwner.ENTERPRISE, also="单位类别")
    enterprise: Link | None = f("企业", to="enterprises", also="企业名称 单位名称 编制单位", width=22)
    village: Link | None = f("村（社区）", to="villages", also="村")
    office: Link | None = f("部门", to="org_units", also="站所 机构", help="镇级预案的牵头部门也填在这里")
    kind: PlanKind = f("预案类型", default=PlanKind.SPECIAL, also="类型 预案类别")
    accident_types: Terms | None = f("事故类型", codes="accident_type", also="适用事故")
    version: str = f("版本", default="第一版", also="版次", width=8)
    linked_upper_plan: Link | None = f("衔接的上级预案", to="emergency_plans", also="上级预案", help="企业专项预案应与镇、县预案衔接", width=20)
    file: Files | None = f("预案文本")
    review_date: dt.date | None = f("评审日期", section="评审发布", fixed=True)
    review_experts: str | None = f("评审专家", fixed=True)
    review_result: ReviewResult | None = f("评审结论", fixed=True)
    issue_date: dt.date | None = f("发布日期", also="公布日期 签发日期", fixed=True)
    must_file: bool = f("应备案", default=False, follows=True, help="镇级预案，和高危、人员密集单位的预案")
    file_due: dt.date | None = f("应备案日期", follows=True, help="公布之日起 20 个工作日")
    filed_date: dt.date | None = f("备案日期", fixed=True)
    filing_no: Code | None = f("备案号", fixed=True, also="备案编号")
    filing_org: str | None = f("备案机关", fixed=True)
    valid_to: dt.date | None = f("备案到期", follows=True, also="有效期至")
    last_drill: dt.date | None = f("最近演练", follows=True, section="演练评估")
    drill_due: dt.date | None = f("应演练日期", follows=True)
    assess_date: dt.date | None = f("评估日期", fixed=True)
    assess_text: str | None = f("评估结论", lines=2, fixed=True)
    assess_due: dt.date | None = f("应评估日期", follows=True)
    revise_reason: Term | None = f("修订情形", codes="revise_reason", fixed=True, help="国务院令第708号第六条列的情形")
    abolish_reason: str | None = f("废止理由", fixed=True)
    state: PlanState = f("状态", default=PlanState.DRAFT, fixed=True)
    remark: str | None = f("备注", lines=2, section="其他")


class DrillGrade(Codes):
    """What the drill was worth."""

    GOOD = "good", "好", "优秀"
    FAIRLY = "fairly", "较好", "良好"
    FAIR = "fair", "一般", "中"
    POOR = "poor", "差", "不合格"


class Drill(Record):
    """One drill."""

    topic: str = f("演练主题", also="演练名称 主题 演练科目", width=24)
    owner_type: PlanOwner = f("组织单位类别", default=PlanOwner.ENTERPRISE)
    enterprise: Link | None = f("企业", to="enterprises", also="企业名称 单位名称 组织单位", width=22)
    village: Link | None = f("村（社区）", to="villages", also="村")
    office: Link | None = f("部门", to="org_units", also="站所 机构")
    plan: Link | None = f("所用预案", to="emergency_plans", should=True, also="预案名称 预案", width=24)
    date: dt.date = f("演练日期", also="日期 演练时间")
    kind: Terms = f("演练类型", codes="drill_kind", default=("实战演练",), also="类型 演练方式")
    participants_count: int | None = f("参演人数", unit="人", low=0, should=True, also="参加人数 人数 参演人次")
    orgs: str | None = f("参演单位", also="参加单位")
    scenario: str | None = f("演练情景", lines=2, also="情景")
    evaluation: DrillGrade | None = f("评估结论", should=True, also="演练评估 评估")
    problems: str | None = f("存在不足", lines=2, also="问题 不足")
    improvements: str | None = f("改进措施", lines=2, also="改进 整改")
    evaluator: str | None = f("评估人", also="评估人员")
    report_sent_to: str | None = f("演练情况报送", also="报送单位 报送", help="高危、人员密集单位应报送演练情况（国务院令第708号第八条）")
    photo: Files | None = f("照片")
    remark: str | None = f("备注", lines=2)


_RISKY_TAGS = {"人员密集", "重大危险源", "危险化学品生产", "危险化学品经营", "加油加气站", "烟花爆竹批发", "烟花爆竹零售", "液化气站", "涉爆"}
_RISKY_FIELDS = {"危险化学品", "烟花爆竹", "非煤矿山", "冶金", "有色", "建筑施工", "城镇燃气"}


def drills_half_yearly(e: Enterprise) -> bool:
    """Whether 国务院令第708号第八条 asks for a drill every half year: dangerous goods, mines, smelting, building, crowds."""
    return e.is_high_risk or bool(_RISKY_TAGS & set(e.tags or ())) or e.industry_safety in _RISKY_FIELDS


def drill_months(owner: PlanOwner, kind: PlanKind, risky: bool, rules: PlanRules) -> int | None:
    """The months within which a plan is drilled (国务院令第708号第八条); a card is drilled with its plan."""
    if kind is PlanKind.CARD:
        return None
    if owner is PlanOwner.TOWN:
        return rules.town_months
    if owner is not PlanOwner.ENTERPRISE:
        return rules.other_months
    if risky:
        return rules.risky_months
    return rules.site_months if kind is PlanKind.SITE else rules.plan_months


def settle_plan(plan: EmergencyPlan, kin: Kin, scene: Scene) -> list[Record]:
    """Terms that follow from the days of issue, filing, assessment and the last drill."""
    rules = scene.rules(PlanRules)
    e: Enterprise | None = kin.linked(plan, "enterprise")
    drilled = max((drill.date for drill in kin.of(plan, "drills") if drill.date), default=None)
    risky = e is not None and drills_half_yearly(e)
    months = drill_months(plan.owner_type, plan.kind, risky, rules)
    must = plan.owner_type is PlanOwner.TOWN or (plan.owner_type is PlanOwner.ENTERPRISE and (risky or rules.all_file))
    since = max(filter(None, (drilled, plan.issue_date)), default=None)
    seen = max(filter(None, (plan.assess_date, plan.issue_date)), default=None)
    return [
        plan.replace(
            must_file=must,
            file_due=working_term(plan.issue_date, rules.filing_days, scene) if must else None,
            valid_to=add_years(plan.filed_date, rules.filing_years) if plan.filed_date else None,
            last_drill=drilled,
            drill_due=add_months(since, months) if since and months else None,
            assess_due=add_years(seen, rules.assess_years) if seen else None,
        )
    ]


def owner_named(record: EmergencyPlan | Drill, scene: Scene) -> Iterable[Problem]:
    """Whose it is, is named; the town's own needs no more than its kind."""
    link = {PlanOwner.ENTERPRISE: "enterprise", PlanOwner.VILLAGE: "village", PlanOwner.OFFICE: "office"}.get(record.owner_type)
    if link and getattr(record, link) is None:
        yield Problem(link, f"类别是“{record.owner_type.label}”，请填是哪一个")


def joins_on(plan: EmergencyPlan, scene: Scene) -> Iterable[Problem]:
    """A special plan of an enterprise names the plan above that it joins on to (预案衔接)."""
    if plan.owner_type is PlanOwner.ENTERPRISE and plan.kind is PlanKind.SPECIAL and plan.linked_upper_plan is None:
        yield Problem("linked_upper_plan", "企业专项预案应与上级预案衔接，请选衔接的镇级预案", doubt=True)


def _reviewed(plan: EmergencyPlan, kin: Kin, scene: Scene) -> None:
    if plan.review_result is ReviewResult.MEND:
        raise Refusal("评审结论是修改，不能发布。请用“退回修改”，改好再送评审")
    if plan.review_date and plan.issue_date and plan.issue_date < plan.review_date:
        raise Refusal("发布日期不能早于评审日期")


def _filed(plan: EmergencyPlan, kin: Kin, scene: Scene) -> None:
    if plan.issue_date and plan.filed_date and plan.filed_date < plan.issue_date:
        raise Refusal("备案日期不能早于发布日期")


def _drilled(plan: EmergencyPlan, kin: Kin, scene: Scene) -> None:
    if plan.last_drill is None or (plan.issue_date and plan.last_drill < plan.issue_date):
        raise Refusal("这个版本还没有演练记录。请先在“应急演练”里登记一次，选上本预案")


def _assessed(plan: EmergencyPlan, kin: Kin, scene: Scene) -> None:
    if plan.issue_date and plan.assess_date and plan.assess_date < plan.issue_date:
        raise Refusal("评估日期不能早于发布日期")


STEPS = (
    move("送评审", (PlanState.DRAFT, PlanState.REVISING), PlanState.REVIEW, "version file", state="state"),
    move("退回修改", PlanState.REVIEW, PlanState.DRAFT, "review_date review_experts review_result", "review_date", aside=True, state="state"),
    move("评审通过并发布", PlanState.REVIEW, PlanState.ISSUED, "review_date review_experts review_result issue_date",
         "review_date review_result issue_date", ready=_reviewed, state="state"),
    move("备案", (PlanState.ISSUED, PlanState.DRILLED, PlanState.ASSESSED), PlanState.FILED, "filed_date filing_no filing_org", "filed_date filing_no", ready=_filed, state="state"),
    move("已演练", (PlanState.ISSUED, PlanState.FILED, PlanState.ASSESSED), PlanState.DRILLED, ready=_drilled, state="state"),
    move("评估", (PlanState.ISSUED, PlanState.FILED, PlanState.DRILLED), PlanState.ASSESSED, "assess_date assess_text", "assess_date assess_text", ready=_assessed, state="state"),
    move("启动修订", IN_FORCE, PlanState.REVISING, "revise_reason remark", "revise_reason", aside=True, state="state"),
    move("废止", (*IN_FORCE, PlanState.REVISING), PlanState.ABOLISHED, "abolish_reason", "abolish_reason", aside=True, state="state"),
)  # fmt: skip

STANDING: Where = one_of("state", *IN_FORCE)
UNFILED: Where = STANDING & eq("must_file", True) & ~filled("filed_date")

EMERGENCY_PLANS = Ledger(
    EmergencyPlan,
    "emergency_plans",
    "应急预案",
    called="name",
    columns="name owner_type enterprise kind version state issue_date file_due filed_date filing_no valid_to last_drill drill_due assess_due",
    plan="24",
    filters="state owner_type kind enterprise.village valid_to",
    search="name filing_no enterprise village office",
    keys=("enterprise name version", "village name version", "office name version"),
    alike="enterprise village office name version",
    order="valid_to",
    checks=(
        owner_named,
        joins_on,
        not_ahead("issue_date", "发布日期不能在今天之后"),
        not_ahead("filed_date", "备案日期不能在今天之后"),
        in_order("review_date", "issue_date", "发布日期不能早于评审日期"),
        in_order("issue_date", "filed_date", "备案日期不能早于发布日期"),
    ),
    steps=STEPS,
    views=(
        View("应备案未备案", UNFILED, "file_due", waits=True),
        View("备案已到期", STANDING & before("valid_to", TODAY), "valid_to", waits=True),
        View("应演练未演练", STANDING & before("drill_due", TODAY), "drill_due", waits=True),
        View("应评估未评估", STANDING & before("assess_due", TODAY), "assess_due", waits=True),
        View("企业专项预案未衔接上级", STANDING & eq("owner_type", PlanOwner.ENTERPRISE) & eq("kind", PlanKind.SPECIAL) & empty("linked_upper_plan")),
        View("修订中", one_of("state", PlanState.REVISING, PlanState.REVIEW, PlanState.DRAFT)),
    ),
    deadlines=(
        Deadline("预案备案", "file_due", UNFILED, warn=10),
        Deadline("预案备案到期", "valid_to", STANDING, warn=60),
        Deadline("预案应演练", "drill_due", STANDING, warn=60),
        Deadline("预案应评估", "assess_due", STANDING, warn=60),
    ),
    settle=Settle("drills enterprises", settle_plan),
    empty="镇、村、企业、站所的应急预案：编制、评审、发布、备案、演练、评估、修订，到期提前提醒。",
)

DRILLS = Ledger(
    Drill,
    "drills",
    "应急演练",
    called="topic",
    columns="topic date owner_type enterprise plan kind participants_count evaluation problems report_sent_to",
    plan="24",
    filters="kind owner_type evaluation date enterprise.village",
    search="topic orgs problems enterprise plan",
    alike="enterprise village office date topic",
    order="-date",
    checks=(owner_named, not_ahead("date", "演练日期不能在今天之后")),
    views=(
        View("评估一般或差", one_of("evaluation", DrillGrade.FAIR, DrillGrade.POOR)),
        View("有不足没有改进", filled("problems") & empty("improvements")),
        View("没有照片", empty("photo")),
    ),
    empty="每次应急演练：用的哪个预案、多少人参加、评估如何、不足怎么改。",
)
