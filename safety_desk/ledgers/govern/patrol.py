"""督查（巡查）and 通报 (domain item 4)."""

import datetime as dt
from collections.abc import Iterable

from safety_desk.conditions import Kin, Where, eq, filled, one_of
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.ledger import Ledger, Settle, Step, View, in_order, not_ahead
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.govern.subject import SUBJECT, Subject, one_subject, typed
from safety_desk.linked import Files, Link, Links
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class PatrolResult(Codes):
    """What a patrol came to."""

    DONE = "done", "落实到位", "到位"
    MOSTLY = "mostly", "基本到位", "基本落实"
    NOT = "not", "不到位", "落实不到位 未落实"


class InspectPatrol(Record):
    """An office or a village looked into by the town."""

    no: str | None = f("督查编号", serial="DC-{year}-{n:3}", also="编号", width=14)
    date: dt.date = f("督查日期", also="日期 巡查日期")
    leader: Link | None = f("带队领导", to="staff", should=True, also="组长 带队人")
    members: Links | None = f("督查人员", to="staff", also="成员")
    target_org: Link = f("被督查单位", to="org_units", also="督查对象 单位", width=20)
    content: str | None = f("督查内容", lines=3, should=True, also="内容")
    rectify_deadline: dt.date | None = f("整改期限", end=True, also="期限")
    feedback: str | None = f("整改反馈", lines=3, fixed=True, also="反馈情况")
    feedback_at: dt.date | None = f("反馈日期", fixed=True)
    result: PatrolResult | None = f("督查结果", fixed=True, also="结果 结果判定")
    found_count: int | None = f("问题数", follows=True)
    left_count: int | None = f("未整改问题数", follows=True)
    photo: Files | None = f("照片")
    remark: str | None = f("备注", lines=2)


class PatrolProblem(Record):
    """One problem that a patrol found."""

    patrol: Link = f("督查", to="inspect_patrols", part_of=True, width=14)
    seq: int | None = f("序号", low=1)
    text: str = f("问题", lines=2, also="存在问题 问题描述", width=34)
    measure: str | None = f("整改要求", lines=2, also="整改措施")
    mended_on: dt.date | None = f("整改日期", also="完成日期")
    remark: str | None = f("备注", lines=2)


def settle_patrol(patrol: InspectPatrol, kin: Kin, scene: Scene) -> list[Record]:
    """How many problems there are, and how many are left."""
    problems: list[PatrolProblem] = kin.of(patrol, "patrol_problems")
    return [patrol.replace(found_count=len(problems), left_count=sum(p.mended_on is None for p in problems))]


def _judge(patrol: InspectPatrol, kin: Kin, scene: Scene) -> list[Record]:
    """In place means that no problem is left."""
    if patrol.result is PatrolResult.DONE and patrol.left_count:
        raise Refusal(f"还有 {patrol.left_count} 个问题没有整改日期，不能判定为落实到位")
    return [patrol]


def _bulletin(patrol: InspectPatrol, kin: Kin, scene: Scene) -> list[Record]:
    """Criticism that says what was not done (domain item 4: 不到位 → 通报批评)."""
    if kin.of(patrol, "bulletins"):
        raise Refusal("这次督查已经起草过通报，请到“通报”里修改")
    texts = "；".join(problem.text for problem in kin.of(patrol, "patrol_problems") if problem.mended_on is None)
    reason = f"{patrol.date} 督查发现工作落实不到位"
    return [Bulletin(org=patrol.target_org, date=scene.today, type=BulletinType.CRITICISM, reason=reason, content=texts or patrol.content, patrol=patrol.id)]


OPEN_PATROL: Where = ~filled("result")
PATROL_TERM = Expiry("反馈", "rectify_deadline", ~filled("feedback_at"), warn=3)

INSPECT_PATROLS = Ledger(
    InspectPatrol,
    "inspect_patrols",
    "督查巡查",
    called="no",
    columns="no date target_org leader content found_count left_count rectify_deadline due feedback_at result",
    plan="4",
    filters="target_org result date",
    search="no content feedback target_org",
    keys=("no",),
    alike="target_org date",
    order="-date",
    checks=(
        not_ahead("date", "督查日期不能在今天之后"),
        in_order("date", "rectify_deadline", "整改期限不能早于督查日期"),
        in_order("date", "feedback_at", "反馈日期不能早于督查日期"),
        not_ahead("feedback_at", "反馈日期不能在今天之后"),
    ),
    steps=(
        Step("收到反馈", lambda p: p.feedback_at is None, lambda p, kin, scene: [p], "feedback_at feedback", "feedback_at feedback"),
        Step("判定结果", lambda p: p.result is None, _judge, "result", "result"),
        Step("起草通报批评", lambda p: p.result is PatrolResult.NOT, _bulletin),
    ),
    views=(View("还没有判定", OPEN_PATROL, waits=True), *PATROL_TERM.views, View("落实不到位", eq("result", PatrolResult.NOT))),
    derived=(PATROL_TERM.column,),
    deadlines=(PATROL_TERM.deadline,),
    settle=Settle("patrol_problems", settle_patrol),
    empty="镇里对村、站所的督查和巡查：查了什么、发现什么问题、反馈和判定。",
)

PATROL_PROBLEMS = Ledger(
    PatrolProblem,
    "patrol_problems",
    "督查问题",
    called="text",
    columns="patrol seq text measure mended_on",
    plan="4",
    search="text measure",
    keys=("patrol seq",),
    alike="patrol text",
    order="patrol",
    views=(View("未整改", ~filled("mended_on"), waits=True),),
    empty="一次督查发现的问题，一条一行。",
)


class BulletinType(Codes):
    """What a bulletin says."""

    PRAISE = "praise", "表扬", "通报表扬"
    REMINDER = "reminder", "提醒", "工作提醒"
    CRITICISM = "criticism", "批评", "通报批评"
    EXPOSURE = "exposure", "曝光", "公开曝光"


class Bulletin(Subject):
    """A bulletin about an organ, a person or an enterprise."""

    no: str | None = f("通报编号", serial="TB-{year}-{n:3}", section="通报", also="编号 文号", width=14)
    date: dt.date = f("通报日期", also="日期")
    type: BulletinType = f("通报类型", default=BulletinType.REMINDER, also="类型")
    reason: str = f("事由", lines=2, also="通报事由 原因", width=30)
    content: str | None = f("通报内容", lines=4, should=True, also="内容")
    publish_scope: str | None = f("发布范围", also="印发范围")
    patrol: Link | None = f("关联督查", to="inspect_patrols")
    hidden_danger: Link | None = f("关联隐患", to="hidden_dangers")
    accident: Link | None = f("关联事故", to="accidents")
    feedback_deadline: dt.date | None = f("反馈期限", end=True)
    feedback_at: dt.date | None = f("反馈日期")
    file: Files | None = f("通报文件", section="其他")
    remark: str | None = f("备注", lines=2)


def answered(bulletin: Bulletin, scene: Scene) -> Iterable[Problem]:
    """Praise asks for no answer."""
    if bulletin.type is BulletinType.PRAISE and bulletin.feedback_deadline is not None:
        yield Problem("feedback_deadline", "表扬不需要反馈，请清空反馈期限")


BULLETIN_TERM = Expiry("反馈", "feedback_deadline", ~filled("feedback_at"), warn=3)

BULLETINS = Ledger(
    Bulletin,
    "bulletins",
    "通报",
    called="no",
    columns="no subject subject_type type date reason publish_scope feedback_deadline due feedback_at",
    plan="4",
    filters="type subject_type date",
    search="no reason content org enterprise person",
    keys=("no",),
    alike="org person enterprise date reason",
    order="-date",
    checks=(
        one_subject,
        answered,
        in_order("date", "feedback_deadline", "反馈期限不能早于通报日期"),
        in_order("date", "feedback_at", "反馈日期不能早于通报日期"),
        not_ahead("feedback_at", "反馈日期不能在今天之后"),
    ),
    views=(*BULLETIN_TERM.views, View("批评、曝光", one_of("type", BulletinType.CRITICISM, BulletinType.EXPOSURE)), View("表扬", eq("type", BulletinType.PRAISE))),
    derived=(SUBJECT, BULLETIN_TERM.column),
    deadlines=(BULLETIN_TERM.deadline,),
    settle=Settle("", typed),
    empty="表扬、提醒、批评、曝光的通报，反馈没有反馈一看便知。",
)
