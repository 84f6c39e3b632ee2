"""安全生产协作组 and their activities (domain item 12)."""

import datetime as dt
from collections.abc import Iterable

from safety_desk.conditions import EVERY, TODAY, Kin, before, empty, eq, filled
from safety_desk.dates import add_months
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code
from safety_desk.ledger import Deadline, Ledger, Settle, View, needed_when, not_ahead
from safety_desk.ledgers.society.found import note_found
from safety_desk.linked import Files, Link, Links, Term
from safety_desk.options import Options, Scene
from safety_desk.record import Problem, Record


class MutualKind(Codes):
    """What a group does together."""

    SELF = "self", "企业自查", "自查"
    CHECK = "check", "组内互查", "互查"
    COMPARE = "compare", "组间互比", "互比"
    SHARE = "share", "经验交流", "交流"
    LEARN = "learn", "集中学习", "学习"


class MutualRules(Options, key="mutual", title="安全生产协作组", settles="mutual_groups mutual_activities"):
    """How often groups meet and how they are compared; practice, not law."""

    least_members: int = f("成员至少", default=3, unit="家", low=2)
    self_months: int = f("企业自查间隔", default=1, unit="个月", low=1)
    check_months: int = f("组内互查间隔", default=3, unit="个月", low=1)
    compare_months: int = f("组间互比间隔", default=6, unit="个月", low=1)
    rectified_share: float = f("互比：整改率权重", default=0.4, low=0, high=1)
    checked_share: float = f("互比：互查完成率权重", default=0.3, low=0, high=1)
    shared_share: float = f("互比：培训、资料共享权重", default=0.3, low=0, high=1)


class MutualGroup(Record):
    """A group of enterprises that check one another."""

    name: str = f("协作组名称", also="协作组 名称 组名", width=22)
    leader_enterprise: Link = f("组长单位", to="enterprises", also="牵头企业 组长企业", width=22)
    industry: Term | None = f("行业领域", codes="supervise_field", also="行业")
    village: Link | None = f("片区", to="villages", also="区域 所在村", help="按片区结组的填，按行业结组的空着")
    members: Links | None = f("成员单位", to="enterprises", should=True, also="成员 成员企业", width=30)
    established: dt.date | None = f("成立日期", should=True, also="组建时间 成立时间")
    mentor: Link | None = f("镇联系人", to="staff", should=True, also="联系人 指导人")
    rules: str | None = f("组内制度", lines=3, also="制度 公约")
    last_self: dt.date | None = f("最近自查", follows=True, section="活动")
    last_check: dt.date | None = f("最近互查", follows=True)
    last_compare: dt.date | None = f("最近互比", follows=True)
    next_self: dt.date | None = f("下次自查", follows=True)
    next_check: dt.date | None = f("下次互查", follows=True)
    next_compare: dt.date | None = f("下次互比", follows=True)
    remark: str | None = f("备注", lines=2, section="其他")


class MutualActivity(Record):
    """One activity of a group."""

    code: Code | None = f("活动编号", serial="HZ-{year}-{n:4}", also="编号", width=14)
    group: Link = f("协作组", to="mutual_groups", also="协作组名称 组名", width=22)
    kind: MutualKind = f("活动类型", default=MutualKind.CHECK, also="类型")
    date: dt.date = f("活动日期", also="日期 时间 活动时间")
    host: Link | None = f("承办单位", to="enterprises", also="主办企业 东道主")
    participants: Links | None = f("参加单位", to="enterprises", should=True, also="参加企业", width=26)
    checked_enterprise: Link | None = f("受检企业", to="enterprises", also="被查企业 被检查企业", width=22)
    found_count: int | None = f("发现隐患数", low=0, also="隐患数")
    problem: str | None = f("查出的问题", lines=3, also="存在问题 问题")
    noted: bool = f("已登记隐患", default=False, fixed=True)
    rectified_rate: float | None = f("整改率", unit="%", low=0, high=100, section="组间互比")
    checked_rate: float | None = f("互查完成率", unit="%", low=0, high=100)
    shared_score: float | None = f("培训、资料共享分", unit="分", low=0, high=100)
    score: float | None = f("互比得分", follows=True, unit="分")
    summary: str | None = f("活动小结", lines=3, section="其他", also="小结 总结 活动内容")
    photo: Files | None = f("照片")
    remark: str | None = f("备注", lines=2)


def compare_score(rectified: float, checked: float, shared: float, rules: MutualRules) -> float:
    """A group's points in 组间互比, 0 to 100 (domain item 12 [design]).

    `rectified` and `checked` are rates in percent, `shared` points of 100.
    """
    total = rules.rectified_share * rectified + rules.checked_share * checked + rules.shared_share * shared
    return round(total, 2)


def settle_group(group: MutualGroup, kin: Kin, scene: Scene) -> list[Record]:
    """When the group last did each thing and when it is due again; a new group counts from its founding."""
    rules = scene.rules(MutualRules)
    done: list[MutualActivity] = kin.of(group, "mutual_activities")

    def last(kind: MutualKind) -> dt.date | None:
        return max((activity.date for activity in done if activity.kind is kind), default=None)

    def due(day: dt.date | None, months: int) -> dt.date | None:
        since = day or group.established
        return add_months(since, months) if since else None

    self_, check, compare = (last(kind) for kind in (MutualKind.SELF, MutualKind.CHECK, MutualKind.COMPARE))
    return [
        group.replace(
            last_self=self_,
            last_check=check,
            last_compare=compare,
            next_self=due(self_, rules.self_months),
            next_check=due(check, rules.check_months),
            next_compare=due(compare, rules.compare_months),
        )
    ]


def settle_activity(activity: MutualActivity, kin: Kin, scene: Scene) -> list[Record]:
    """The points of a comparison."""
    given = (activity.rectified_rate, activity.checked_rate, activity.shared_score)
    if activity.kind is not MutualKind.COMPARE or None in given:
        return [activity.replace(score=None)]
    rectified, checked, shared = (value or 0.0 for value in given)
    return [activity.replace(score=compare_score(rectified, checked, shared, scene.rules(MutualRules)))]


def enough_members(group: MutualGroup, scene: Scene) -> Iterable[Problem]:
    """A group of two is none."""
    least = scene.rules(MutualRules).least_members
    if group.members is not None and len(group.members) < least:
        yield Problem("members", f"协作组至少要有 {least} 家成员单位")


MUTUAL_GROUPS = Ledger(
    MutualGroup,
    "mutual_groups",
    "安全生产协作组",
    called="name",
    columns="name leader_enterprise industry village members mentor last_check next_check next_compare",
    plan="12",
    filters="industry village mentor next_check",
    search="name leader_enterprise members",
    keys=("name",),
    order="next_check",
    checks=(enough_members, not_ahead("established", "成立日期不能在今天之后")),
    views=(
        View("互查逾期", before("next_check", TODAY), "next_check", waits=True),
        View("互比逾期", before("next_compare", TODAY), "next_compare", waits=True),
        View("没有镇联系人", empty("mentor")),
    ),
    deadlines=(Deadline("协作组互查", "next_check", EVERY, warn=15), Deadline("协作组互比", "next_compare", EVERY, warn=30)),
    settle=Settle("mutual_activities", settle_group),
    empty="把同行业或同片区的小企业结成协作组：自查、互查、互比，隐患一起找。",
)

MUTUAL_ACTIVITIES = Ledger(
    MutualActivity,
    "mutual_activities",
    "协作组活动",
    called="code",
    columns="code group kind date host checked_enterprise found_count noted score summary",
    plan="12",
    filters="group kind date",
    search="code group checked_enterprise summary problem",
    keys=("code",),
    alike="group kind date checked_enterprise",
    order="-date",
    checks=(
        not_ahead("date", "活动日期不能在今天之后"),
        needed_when("checked_enterprise", lambda a: a.kind is MutualKind.CHECK, "组内互查须填受检企业"),
    ),
    steps=(note_found("协作组互查", "date", "group", "checked_enterprise"),),
    views=(
        View("查出问题未登记", filled("problem") & eq("noted", False), waits=True),
        View("组间互比", eq("kind", MutualKind.COMPARE), "-score"),
    ),
    settle=Settle("", settle_activity),
    empty="协作组的每次自查、互查、互比、交流，查出的问题一键登记为隐患。",
)
