"""会议 with what was decided, 季度评析 and 问题清单 (domain items 14 and 保障二)."""

import datetime as dt

from safety_desk.conditions import Kin, Where, eq, filled
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.kinds import Data
from safety_desk.ledger import Ledger, Settle, Step, View, not_ahead
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.govern import task
from safety_desk.ledgers.govern.counted import stats
from safety_desk.ledgers.govern.task import TaskState
from safety_desk.linked import Files, Link, Links, Term
from safety_desk.options import Options, Scene
from safety_desk.periods import period_of
from safety_desk.record import Record


class ReviewRules(Options, key="reviews", title="季度评析"):
    """When a quarter's review is due (practice, no law)."""

    days: int = f("季后多少天内评析", default=15, unit="天", low=1)


class Meeting(Record):
    """A meeting about safety."""

    no: str | None = f("会议编号", serial="HY-{year}-{n:3}", also="编号", width=14)
    kind: Term = f("会议类型", codes="meeting_kind", default="安委会全体", also="类型 会议类别")
    year: int | None = f("年度", follows=True)
    date: dt.date = f("会议日期", also="日期 时间 召开时间")
    place: str | None = f("地点", also="会议地点")
    host: Link | None = f("主持人", to="staff", should=True, also="主持")
    attendees: Links | None = f("出席人员", to="staff", also="参会人员 参加人员")
    attendee_orgs: Links | None = f("出席单位", to="org_units", also="参会单位")
    absent: str | None = f("缺席人员", also="缺席 请假人员")
    topics: str | None = f("议题", lines=4, should=True, also="会议议题 会议内容", width=34)
    decision_count: int | None = f("议定事项数", follows=True)
    left_count: int | None = f("未办结事项数", follows=True)
    minutes: Files | None = f("会议纪要", also="纪要")
    sign_in: Files | None = f("签到表")
    photo: Files | None = f("照片")
    remark: str | None = f("备注", lines=2)


class MeetingDecision(Record):
    """One thing that a meeting decided."""

    meeting: Link = f("会议", to="meetings", part_of=True, width=16)
    seq: int | None = f("序号", low=1)
    text: str = f("议定事项", lines=2, also="事项 决定事项 内容", width=34)
    owner: Link | None = f("责任单位", to="org_units", should=True, also="承办单位 牵头单位")
    due_date: dt.date | None = f("完成时限", end=True, should=True, also="期限 时限")
    status: TaskState = f("办理状态", default=TaskState.RUNNING, fixed=True, also="状态 完成情况")
    finish_date: dt.date | None = f("办结日期", fixed=True)
    result: str | None = f("办理情况", lines=2, fixed=True, also="落实情况")
    end_reason: str | None = f("终止理由", fixed=True)
    remark: str | None = f("备注", lines=2)


def settle_meeting(meeting: Meeting, kin: Kin, scene: Scene) -> list[Record]:
    """The year it counts for, and how many of its decisions are left."""
    decisions: list[MeetingDecision] = kin.of(meeting, "meeting_decisions")
    left = sum(d.status not in (TaskState.DONE, TaskState.ENDED) for d in decisions)
    return [meeting.replace(year=meeting.date.year, decision_count=len(decisions), left_count=left)]


MEETINGS = Ledger(
    Meeting,
    "meetings",
    "会议",
    called="no",
    columns="no kind date host place attendee_orgs topics decision_count left_count minutes",
    plan="14 保障二",
    filters="kind date host",
    search="no topics place host",
    keys=("kind no year",),
    alike="kind date topics",
    order="-date",
    views=(
        View("还有事项未办结", ~eq("left_count", 0) & filled("left_count")),
        View("没有纪要", ~filled("minutes"), waits=True),
        View("安委会全体", eq("kind", "安委会全体")),
        View("联席会", eq("kind", "联席会")),
    ),
    settle=Settle("meeting_decisions", settle_meeting),
    empty="党委会、政府办公会、安委会、联席会、专题会研究安全生产的记录，议定事项逐条跟踪。",
)

_OPEN = (TaskState.IDLE, TaskState.RUNNING)


def _done(decision: MeetingDecision, kin: Kin, scene: Scene) -> list[Record]:
    meeting = kin.linked(decision, "meeting")
    if meeting and decision.finish_date and decision.finish_date < meeting.date:
        raise Refusal(f"办结日期不能早于会议日期（{meeting.date}）")
    return [decision.replace(status=TaskState.DONE)]


DECISION_TERM = Expiry("事项", "due_date", task.OPEN, warn=15)

MEETING_DECISIONS = Ledger(
    MeetingDecision,
    "meeting_decisions",
    "议定事项",
    called="text",
    columns="meeting seq text owner due_date due status finish_date result",
    plan="14 保障二",
    filters="owner status due_date",
    search="text result owner",
    keys=("meeting seq",),
    alike="meeting text",
    order="due_date",
    checks=(not_ahead("finish_date", "办结日期不能在今天之后"),),
    steps=(
        Step("办结", lambda d: d.status in _OPEN, _done, "finish_date result", "finish_date result"),
        Step("终止", lambda d: d.status in _OPEN, lambda d, kin, scene: [d.replace(status=TaskState.ENDED)], "end_reason", "end_reason", aside=True),
    ),
    views=(View("未办结", task.OPEN, "due_date", waits=True), *DECISION_TERM.views),
    derived=(DECISION_TERM.column,),
    deadlines=(DECISION_TERM.deadline,),
    empty="会议定了什么、谁办、什么时候办完。",
)


class IssueSource(Codes):
    """Where a problem came from."""

    PATROL = "patrol", "督查", "督查检查"
    REVIEW = "review", "评析", "季度评析"
    ASSESSMENT = "assessment", "考核", "目标考核"
    ACCIDENT = "accident", "事故", "事故调查"
    REPORT = "report", "举报", "群众举报"
    ROUND = "round", "巡查", "网格巡查"


class Issue(Record):
    """One problem of the list, until it is solved (问题清单、责任清单、整改清单 in one line)."""

    no: str | None = f("编号", serial="WT-{year}-{n:4}", also="问题编号", width=14)
    source: IssueSource = f("问题来源", default=IssueSource.PATROL, also="来源")
    found_on: dt.date | None = f("发现日期", should=True, also="提出日期 日期")
    problem: str = f("问题", lines=2, also="存在问题 问题描述 主要问题", width=34)
    owner: Link | None = f("责任单位", to="org_units", should=True, also="整改单位 牵头单位")
    responsible_leader: Link | None = f("责任领导", to="staff")
    measure: str | None = f("整改措施", lines=2, should=True, also="措施")
    due_date: dt.date = f("整改时限", end=True, also="期限 完成时限 整改期限")
    status: TaskState = f("状态", default=TaskState.IDLE, fixed=True, section="整改", also="整改情况 进展")
    finish_date: dt.date | None = f("完成日期", fixed=True)
    result: str | None = f("整改结果", lines=2, fixed=True, also="整改完成情况")
    evidence: Files | None = f("佐证材料")
    verify: str | None = f("验收意见", lines=2, fixed=True, also="销号意见")
    end_reason: str | None = f("终止理由", lines=2, fixed=True)
    remark: str | None = f("备注", lines=2)


ISSUE_TERM = Expiry("整改", "due_date", task.OPEN, warn=15)

ISSUE_LISTS = Ledger(
    Issue,
    "issue_lists",
    "问题清单",
    called="problem",
    columns="no source problem owner responsible_leader measure due_date due status finish_date verify",
    plan="保障二",
    filters="source owner status due_date",
    search="no problem measure result owner",
    keys=("no",),
    alike="problem owner",
    order="due_date",
    checks=(not_ahead("found_on", "发现日期不能在今天之后"), not_ahead("finish_date", "完成日期不能在今天之后")),
    steps=task.STEPS,
    views=task.views(ISSUE_TERM),
    derived=(ISSUE_TERM.column,),
    deadlines=(ISSUE_TERM.deadline,),
    empty="督查、评析、考核、事故、举报里发现的问题：列清单、定责任、限时整改、验收销号。",
)


class Quarter(Codes):
    """Of a year."""

    Q1 = "1", "一季度", "第一季度 1季度"
    Q2 = "2", "二季度", "第二季度 2季度"
    Q3 = "3", "三季度", "第三季度 3季度"
    Q4 = "4", "四季度", "第四季度 4季度"


class QuarterReview(Record):
    """The review of a quarter: figures, ranking, problems, and what comes next."""

    title: str | None = f("评析", follows=True, width=20)
    year: int = f("年度", low=2000, high=2100, also="年份")
    quarter: Quarter = f("季度")
    due_on: dt.date | None = f("应评析日期", follows=True)
    stats: Data | None = f("统计数据", lines=3, also="数据", help="事故、隐患、检查、处罚、重大隐患、挂牌、约谈、培训的数字，写成 隐患=120，检查=86 这样", width=30)
    ranking: str | None = f("排名", lines=3, also="村企排名 排名情况")
    problems: str | None = f("主要问题", lines=4, also="存在问题")
    next_measures: str | None = f("下步措施", lines=4, also="下一步措施 工作打算")
    meeting: Link | None = f("评析会议", to="meetings")
    issued_on: dt.date | None = f("印发日期", also="评析日期 完成日期")
    report_file: Files | None = f("评析报告")
    remark: str | None = f("备注", lines=2)


def due_on(year: int, quarter: Quarter, days: int) -> dt.date:
    """So many days after the end of the quarter."""
    return period_of(year, int(quarter.value) * 3 - 2, 3).last + dt.timedelta(days=days)


def settle_review(review: QuarterReview, kin: Kin, scene: Scene) -> list[Record]:
    """When it is due, and what it is called."""
    if review.year is None or review.quarter is None:
        return [review]
    due = due_on(review.year, review.quarter, scene.rules(ReviewRules).days)
    return [review.replace(title=f"{review.year}年{review.quarter.label}评析", due_on=due)]


def count_review(review: QuarterReview, kin: Kin, scene: Scene) -> list[Record]:
    """Count the quarter's figures anew."""
    return [review.replace(stats=stats(scene, period_of(review.year, int(review.quarter.value) * 3 - 2, 3)))]


UNISSUED: Where = ~filled("issued_on")
REVIEW_TERM = Expiry("评析", "due_on", UNISSUED, warn=15)

QUARTER_REVIEWS = Ledger(
    QuarterReview,
    "quarter_reviews",
    "季度评析",
    called="title",
    columns="title due_on due issued_on stats ranking problems next_measures meeting",
    plan="保障二",
    filters="year quarter",
    search="title problems next_measures",
    keys=("year quarter",),
    order="-due_on",
    checks=(not_ahead("issued_on", "印发日期不能在今天之后"),),
    steps=(Step("取数", lambda r: r.issued_on is None, count_review),),
    views=(View("还没有评析", UNISSUED, "due_on", waits=True), *REVIEW_TERM.views, View("已印发", filled("issued_on"))),
    derived=(REVIEW_TERM.column,),
    deadlines=(REVIEW_TERM.deadline,),
    settle=Settle("", settle_review),
    empty="每季度分析一次形势：数字、排名、问题、下一步。",
)
