"""宣传教育: activities (also those of item 2), 示范创建, days of the year, 舆情 (domain items 2 and 26)."""

import datetime as dt
from collections.abc import Iterator

from safety_desk import clock
from safety_desk.conditions import TODAY, before, empty, eq, filled, one_of, since, until
from safety_desk.fields import Codes, Names, f
from safety_desk.ledger import Deadline, Derived, Ledger, View, in_order, needed_when, not_ahead
from safety_desk.ledgers.expiry import Expiry
from safety_desk.linked import Files, Link, Term, Terms
from safety_desk.options import Scene
from safety_desk.record import Record


class PublicityActivity(Record):
    """One activity: a lecture, a day of advice, a column in the paper, a visit of the seven 进."""

    title: str = f("活动名称", also="活动主题名称 名称 标题", width=26)
    activity_type: Term = f("活动类型", codes="activity_type", also="类型 活动类别")
    theme: str | None = f("主题", also="活动主题")
    topic_doc: Link | None = f("学习文件", to="policy_docs", also="学习内容 文件名称", help="贯彻的文件，在法规文件库里登记", width=24)
    seven_in: Terms | None = f("七进", codes="seven_in", also="五进 进入场所", help="后来的文件改为五进（企业、农村、社区、学校、家庭），不用的在代码表里停用")
    village: Link | None = f("所在村", to="villages", also="村 村（社区）")
    start_at: dt.datetime = f("开始时间", also="活动时间 时间 日期 活动日期", width=16)
    end_at: dt.datetime | None = f("结束时间", width=16)
    place: str | None = f("地点", should=True, also="活动地点")
    organizer_org: Link = f("主办单位", to="org_units", also="组织单位 举办单位", width=18)
    lecturer: str | None = f("主讲人", also="授课人 宣讲人")
    lecturer_type: Term | None = f("主讲人类别", codes="lecturer_type")
    audience_type: Terms | None = f("对象", codes="audience", should=True, also="参加对象 宣传对象")
    attendee_count: int = f("参加人数", unit="人", low=0, also="人数 受众人数 参与人数 人次")
    unit_count: int | None = f("覆盖单位数", unit="家", low=0, also="覆盖单位")
    material_count: int | None = f("发放资料", unit="份", low=0, also="资料份数 发放资料份数")
    media_channel: Term | None = f("媒体渠道", codes="media", section="媒体与痕迹", also="媒体 渠道")
    media_title: str | None = f("报道标题")
    media_url: str | None = f("报道链接", also="链接 网址")
    screenshot: Files | None = f("报道截图")
    photo: Files | None = f("现场照片", should=True, also="照片")
    sign_in_sheet: Files | None = f("签到表")
    summary: str | None = f("活动小结", lines=3, also="小结 典型做法")
    remark: str | None = f("备注", lines=2)


def trace_text(activity: PublicityActivity, scene: Scene, names: Names) -> str:
    """Whether the activity left its traces: at least one photograph (domain item 2 [design])."""
    if activity.start_at is None or activity.start_at.date() > scene.today:
        return ""
    return "齐全" if activity.photo else "⚠ 缺照片"


class CultureLevel(Codes):
    """Of whom a model was chosen."""

    COUNTY = "county", "县", "县级"
    CITY = "city", "市", "市级"
    PROVINCE = "province", "省", "省级"
    STATE = "state", "国家", "国家级"


class CultureResult(Codes):
    """What came of it."""

    WAITING = "waiting", "申报中", "创建中 待验收"
    PASSED = "passed", "通过", "已命名 合格"
    FAILED = "failed", "未通过", "不合格"


class SafetyCulture(Record):
    """An enterprise, a community or a post that wants to be a model."""

    name: str = f("创建单位", also="单位名称 岗位名称 名称", width=24)
    kind: Term = f("创建类型", codes="culture_kind", also="类型", width=20)
    level: CultureLevel = f("级别", default=CultureLevel.COUNTY, also="等级")
    enterprise: Link | None = f("企业", to="enterprises", also="企业名称", width=22)
    village: Link | None = f("社区（村）", to="villages", also="社区 村")
    apply: dt.date = f("申报日期", also="申请日期")
    accept: dt.date | None = f("验收日期", also="评定日期")
    result: CultureResult = f("结果", default=CultureResult.WAITING, also="验收结果")
    valid_to: dt.date | None = f("有效期至", end=True, also="有效期 到期日期")
    remark: str | None = f("备注", lines=2)


class CalendarEvent(Record):
    """A day, or some days, of the year on which something is always done."""

    name: str = f("节点", also="名称 节日 活动", width=22)
    day: dt.date = f("日期", also="开始日期")
    last_day: dt.date | None = f("至", also="结束日期")
    kind: Term = f("类别", codes="event_kind", default="宣传")
    content: str | None = f("要做的事", lines=2, also="内容 工作要求", width=26)
    builtin: bool = f("内置", default=False, fixed=True)
    remark: str | None = f("备注", lines=2)


FIRST_YEAR = 2026
_EVERY_YEAR = (
    ("职业病防治法宣传周", (4, 25), (5, 1), "组织职业病防治法宣传，涉尘、涉毒、噪声企业重点宣讲"),
    ("全国防灾减灾日", (5, 12), None, "防灾减灾宣传和疏散演练"),
    ("安全生产月", (6, 1), (6, 30), "开展安全生产月系列活动"),
    ("安全宣传咨询日", (6, 16), None, "集镇设点咨询、发放资料"),
    ("全国消防日", (11, 9), None, "消防宣传，九小场所、出租房消防提示"),
    ("全国交通安全日", (12, 2), None, "交通安全宣传，劝导站、校车、农村道路"),
)


def built_in() -> Iterator[CalendarEvent]:
    """The days of every year from the first on to next year (domain item 26), so that each new year comes by itself."""
    for year in range(FIRST_YEAR, clock.today().year + 2):
        for name, first, last, content in _EVERY_YEAR:
            end = dt.date(year, *last) if last else None
            yield CalendarEvent(name=name, day=dt.date(year, *first), last_day=end, content=content, builtin=True)


class OpinionRisk(Codes):
    """How much a piece of news may hurt."""

    HIGH = "high", "高", "重大"
    MIDDLE = "middle", "中", "较大"
    LOW = "low", "低", "一般"


class MediaResponse(Record):
    """News or a rumour about safety, and what the town said (舆情与新闻发布)."""

    event: str = f("事件", lines=2, also="舆情内容 内容", width=28)
    date: dt.date = f("发现日期", also="日期 发布日期")
    channel: Term = f("渠道", codes="media", also="媒体 来源")
    url: str | None = f("链接", also="网址")
    risk_level: OpinionRisk = f("风险级别", default=OpinionRisk.LOW, also="级别")
    response: str | None = f("应对措施", lines=2, should=True, also="处置 回应")
    responded_on: dt.date | None = f("回应日期", should=True, also="发布时间")
    result: str | None = f("结果", lines=2, also="处置结果")
    remark: str | None = f("备注", lines=2)


PUBLICITY_ACTIVITIES = Ledger(
    PublicityActivity,
    "publicity_activities",
    "宣传活动",
    called="title",
    columns="title activity_type seven_in start_at place organizer_org lecturer attendee_count material_count media_channel trace",
    plan="2 26",
    filters="activity_type seven_in organizer_org start_at village",
    search="title theme place lecturer summary topic_doc",
    keys=("title start_at",),
    order="-start_at",
    checks=(in_order("start_at", "end_at", "结束时间不能早于开始时间"),),
    views=(
        View("痕迹不全（缺照片）", empty("photo") & until("start_at", TODAY)),
        View("七进活动", filled("seven_in")),
        View("有媒体报道", filled("media_channel")),
        View("还没有举办", ~until("start_at", TODAY), "start_at", waits=True),
    ),
    derived=(Derived("trace", "痕迹", trace_text, by="start_at"),),
    empty="讲座、宣讲、咨询日、安全生产月、七进、媒体报道都登在这里，照片和签到表一并留存。",
)

TITLE = Expiry("命名", "valid_to", eq("result", CultureResult.PASSED), warn=60)

SAFETY_CULTURES = Ledger(
    SafetyCulture,
    "safety_cultures",
    "示范创建",
    called="name",
    columns="name kind level enterprise village apply accept result valid_to due",
    plan="26",
    filters="kind level result",
    search="name enterprise village",
    keys=("name kind level",),
    order="-apply",
    checks=(
        not_ahead("apply", "申报日期不能在今天之后"),
        in_order("apply", "accept", "验收日期不能早于申报日期"),
        needed_when("accept", lambda c: c.result is not CultureResult.WAITING, "有了结果，请填验收日期"),
    ),
    views=(View("申报中", eq("result", CultureResult.WAITING), "apply"), *TITLE.views),
    derived=(TITLE.column,),
    deadlines=(TITLE.deadline,),
    empty="安全文化示范企业、安全社区、青年安全生产示范岗、安康杯的创建和命名。",
)

CALENDAR_EVENTS = Ledger(
    CalendarEvent,
    "calendar_events",
    "节点日历",
    called="name",
    columns="day last_day name kind content builtin remark",
    plan="26",
    filters="kind day",
    search="name content",
    keys=("name day",),
    order="day",
    checks=(in_order("day", "last_day", "结束不能早于开始"),),
    views=(View("今后的", since("day", TODAY), "day"), View("已过的", before("day", TODAY), "-day")),
    deadlines=(Deadline("宣传节点", "day", since("day", TODAY), warn=15),),
    keep=lambda event, kin: f"“{event.name}”是内置的节点，不能删除，可以改日期和要做的事" if event.builtin else "",
    builtin=built_in,
    empty="安全生产月、消防日、职业病防治法宣传周等每年的节点，提前十五天提醒。",
)

MEDIA_RESPONSES = Ledger(
    MediaResponse,
    "media_responses",
    "舆情与发布",
    called="event",
    columns="date event channel risk_level response responded_on result",
    plan="26",
    filters="channel risk_level date",
    search="event response result",
    alike="date event",
    order="-date",
    checks=(
        not_ahead("date", "发现日期不能在今天之后"),
        in_order("date", "responded_on", "回应日期不能早于发现日期"),
    ),
    views=(View("还没有回应", empty("responded_on"), "date", waits=True), View("高、中风险", one_of("risk_level", OpinionRisk.HIGH, OpinionRisk.MIDDLE))),
    empty="与安全生产有关的舆情和新闻发布：哪里说的、怎么回应、结果如何。",
)
