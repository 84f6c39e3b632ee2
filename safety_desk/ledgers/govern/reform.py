"""改革事项 with its milestones, and 准入审查 (domain item 3)."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from safety_desk.conditions import Kin, Where, eq, filled, one_of
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.kinds import Fen
from safety_desk.ledger import Ledger, View, in_order, needed_when, not_ahead
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.flow import move
from safety_desk.linked import Files, Link, Links, Term
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class ReformStage(Codes):
    """How far a reform is."""

    SET_UP = "set_up", "立项", "已立项"
    PILOT = "pilot", "试点", "试点中"
    SPREAD = "spread", "推广", "推广中"
    ASSESSED = "assessed", "评估", "评估中"
    SETTLED = "settled", "固化", "已固化 完成"
    ENDED = "ended", "终止", "已终止"


class ReformItem(Record):
    """One reform that the town has chosen to carry through."""

    name: str = f("改革事项", also="名称 事项 改革举措", width=28)
    year: int = f("年度", low=2000, high=2100, also="年份")
    category: Term = f("改革类别", codes="reform_category", default="主体责任落实", also="类别")
    background: str | None = f("背景和目标", lines=3, also="背景")
    lead_org: Link | None = f("牵头单位", to="org_units", should=True, also="牵头部门")
    leader: Link | None = f("责任领导", to="staff", should=True, also="负责人")
    pilot_enterprises: Links | None = f("试点企业", to="enterprises", width=24)
    start_date: date | None = f("启动日期", also="开始日期")
    plan_finish: date = f("计划完成", end=True, also="计划完成时间 完成时限")
    stage: ReformStage = f("阶段", default=ReformStage.SET_UP, fixed=True, also="进展阶段")
    effect: str | None = f("成效", lines=3, also="改革成效")
    evidence: Files | None = f("佐证材料")
    end_reason: str | None = f("终止理由", lines=2, fixed=True)
    remark: str | None = f("备注", lines=2)


def _milestones_done(item: ReformItem, kin: Kin, scene: Scene) -> None:
    """A reform is settled when all its milestones are reached."""
    if left := sum(m.done_on is None for m in kin.of(item, "reform_milestones")):
        raise Refusal(f"还有 {left} 个节点没有完成，请先在节点里填完成日期，或者删去不再需要的节点")


RUNNING: Where = ~one_of("stage", ReformStage.SETTLED, ReformStage.ENDED)
_GOING = (ReformStage.SET_UP, ReformStage.PILOT, ReformStage.SPREAD, ReformStage.ASSESSED)
REFORM_TERM = Expiry("改革", "plan_finish", RUNNING, warn=30)

REFORM_ITEMS = Ledger(
    ReformItem,
    "reform_items",
    "改革事项",
    called="name",
    columns="name year category lead_org leader start_date plan_finish due stage effect",
    plan="3",
    filters="year category stage lead_org",
    search="name background effect",
    keys=("name year",),
    order="plan_finish",
    checks=(in_order("start_date", "plan_finish", "计划完成不能早于启动日期"),),
    steps=(
        move("开始试点", ReformStage.SET_UP, ReformStage.PILOT, "start_date pilot_enterprises", "start_date", state="stage"),
        move("全面推广", ReformStage.PILOT, ReformStage.SPREAD, "effect", state="stage"),
        move("开展评估", (ReformStage.PILOT, ReformStage.SPREAD), ReformStage.ASSESSED, "effect", "effect", state="stage"),
        move("固化为制度", ReformStage.ASSESSED, ReformStage.SETTLED, "effect evidence", "effect", ready=_milestones_done, state="stage"),
        move("终止", _GOING, ReformStage.ENDED, "end_reason", "end_reason", aside=True, state="stage"),
    ),
    views=(View("推进中", RUNNING, "plan_finish"), *REFORM_TERM.views, View("已固化", eq("stage", ReformStage.SETTLED))),
    derived=(REFORM_TERM.column,),
    deadlines=(REFORM_TERM.deadline,),
    empty="选定的改革事项：从立项、试点、推广、评估到固化，节点记在它下面。",
)


class ReformMilestone(Record):
    """One step of a reform by a day."""

    reform: Link = f("改革事项", to="reform_items", part_of=True, width=24)
    seq: int | None = f("序号", low=1)
    content: str = f("节点内容", lines=2, also="内容", width=28)
    due_date: date | None = f("计划日期", end=True, should=True, also="日期 时间")
    done_on: date | None = f("完成日期")
    remark: str | None = f("备注", lines=2)


MILESTONE = Expiry("节点", "due_date", ~filled("done_on"), warn=15)

REFORM_MILESTONES = Ledger(
    ReformMilestone,
    "reform_milestones",
    "改革节点",
    called="content",
    columns="reform seq content due_date due done_on",
    plan="3",
    filters="reform due_date",
    search="content reform",
    keys=("reform seq",),
    alike="reform content",
    order="due_date",
    checks=(not_ahead("done_on", "完成日期不能在今天之后"),),
    views=(View("未完成", ~filled("done_on"), "due_date", waits=True), *MILESTONE.views),
    derived=(MILESTONE.column,),
    deadlines=(MILESTONE.deadline,),
    empty="改革事项的节点：做什么、什么时候、做完没有。",
)


class ProjectType(Codes):
    """What comes in."""

    NEW = "new", "新建", "新设"
    REBUILT = "rebuilt", "改建", "改造"
    ENLARGED = "enlarged", "扩建", "扩产"
    RENEWED = "renewed", "技改", "技术改造"
    LEASED = "leased", "租赁入驻", "租赁 厂房租赁"
    CHANGED = "changed", "变更", "变更用途"


class Opinion(Codes):
    """What the review came to."""

    YES = "yes", "同意", "通过"
    NO = "no", "不同意", "不予准入 不通过"
    MORE = "more", "补正", "补充材料 修改后再审"


class AccessReview(Record):
    """The review of safety before a project comes in or a building is let."""

    project_name: str = f("项目名称", also="项目", width=28)
    enterprise: Link | None = f("企业", to="enterprises", also="企业名称 建设单位", help="已登记为企业的才填", width=24)
    project_type: ProjectType = f("项目类型", default=ProjectType.NEW, also="类型")
    risk_category: Term | None = f("风险类别", codes="tag", also="主要风险")
    is_high_risk: bool = f("高危项目", default=False, also="是否高危")
    invest: Fen | None = f("投资额", unit="万元", low=0, also="总投资")
    review_date: date | None = f("审查日期", should=True)
    review_orgs: Links | None = f("审查单位", to="org_units", also="参审单位")
    opinion: Opinion | None = f("审查意见", should=True, also="意见 审查结果")
    reason: str | None = f("意见说明", lines=3, also="理由")
    pre_assessed_on: date | None = f("预评价日期", section="三同时", help="建设项目安全设施“三同时”：安全预评价、安全设施设计、竣工验收")
    designed_on: date | None = f("设计专篇日期", also="安全设施设计日期")
    accepted_on: date | None = f("验收日期", also="竣工验收日期")
    file: Files | None = f("审查表", section="其他")
    remark: str | None = f("备注", lines=2)


def three_in_order(review: AccessReview, scene: Scene) -> Iterable[Problem]:
    """Assessed, designed, accepted: in that order."""
    days = [(name, getattr(review, name)) for name in ("pre_assessed_on", "designed_on", "accepted_on")]
    given = [(name, day) for name, day in days if day is not None]
    for (_, early), (name, late) in pairwise(given):
        if late < early:
            yield Problem(name, "三同时的日期应当是：预评价、设计专篇、验收依次在后")


ACCESS_REVIEWS = Ledger(
    AccessReview,
    "access_reviews",
    "准入审查",
    called="project_name",
    columns="project_name enterprise project_type risk_category is_high_risk invest review_date opinion pre_assessed_on designed_on accepted_on",
    plan="3",
    filters="project_type opinion is_high_risk review_date",
    search="project_name enterprise reason",
    alike="project_name project_type",
    order="-review_date",
    checks=(
        three_in_order,
        not_ahead("review_date", "审查日期不能在今天之后"),
        needed_when("reason", lambda r: r.opinion in (Opinion.NO, Opinion.MORE), "不同意或者要求补正的，须写明理由"),
    ),
    views=(
        View("还没有意见", ~filled("opinion"), waits=True),
        View("待补正", eq("opinion", Opinion.MORE), waits=True),
        View("高危项目", eq("is_high_risk", True)),
        View("同意后还没验收", eq("opinion", Opinion.YES) & ~filled("accepted_on"), waits=True),
    ),
    empty="招商项目和厂房出租入驻前的安全前置审查：谁审的、什么意见、三同时走到哪一步。",
)
