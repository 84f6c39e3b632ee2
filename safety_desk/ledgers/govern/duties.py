"""责任清单 and its 时间表 (domain item 4 and 保障一): who owes what how often, and whether it was done by its day."""

import datetime as dt
from collections.abc import Iterator
from datetime import date

from safety_desk.conditions import TODAY, Kin, Where, before, empty, eq, filled, one_of
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.ledger import Ledger, Settle, Step, View, not_ahead
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.govern.subject import SUBJECT, Subject, one_subject, typed
from safety_desk.linked import Files, Link
from safety_desk.options import Options, Scene
from safety_desk.periods import period_of
from safety_desk.record import Record


class ScheduleRules(Options, key="duty_schedule", title="责任清单时间表"):
    """The day of the year by which what is owed once a year is done (practice, no law)."""

    yearly_month: int = f("每年一次的完成月份", default=12, unit="月", low=1, high=12)
    yearly_day: int = f("每年一次的完成日", default=20, unit="日", low=1, high=28)


class Frequency(Codes):
    """How often a duty is owed."""

    ONCE = "once", "一次性", "一次"
    MONTHLY = "monthly", "每月", "月 月度 每月一次"
    QUARTERLY = "quarterly", "每季", "季 季度 每季度 每季度一次"
    HALF_YEARLY = "half_yearly", "半年", "每半年 半年一次"
    YEARLY = "yearly", "每年", "年 年度 每年一次"
    ANY_TIME = "any_time", "随时", "经常 日常"


_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6}
_SIGN = {1: "", 3: "Q", 6: "H"}


class DutyList(Subject):
    """One duty of one subject in one year."""

    year: int = f("年度", low=2000, high=2100, section="责任", also="年份")
    seq: int | None = f("序号", low=1, also="责任序号")
    duty_text: str = f("责任内容", lines=2, also="责任 履职内容 内容 工作任务", width=34)
    frequency: Frequency = f("频次", default=Frequency.QUARTERLY, also="履职频次")
    basis: str | None = f("依据", lines=2, also="责任依据")
    check_method: str | None = f("检查方式", also="考核方式")
    score_weight: float | None = f("分值", low=0, also="权重 考核分值")
    owed: int | None = f("全年应完成次数", follows=True)
    done: int | None = f("已完成次数", follows=True)
    remark: str | None = f("备注", lines=2)


class DutyResult(Codes):
    """What the check of a duty came to."""

    DONE = "done", "落实到位", "到位 完成"
    MOSTLY = "mostly", "基本到位", "基本完成"
    NOT = "not", "不到位", "未落实"


class DutyOccurrence(Record):
    """One time that a duty is owed."""

    duty: Link = f("责任", to="duty_lists", part_of=True, also="责任内容", width=34)
    period_key: str = f("期次", also="期间", help="2026-03、2026Q3、2026H1 或 2026", width=10)
    due_date: date = f("应完成日期", end=True, also="完成时限")
    done_at: date | None = f("完成日期", also="履行日期")
    evidence: Files | None = f("佐证材料")
    checker: str | None = f("检查人")
    result: DutyResult | None = f("检查结果", also="结果")
    remark: str | None = f("履行情况", lines=2, also="备注")


def occurrences(year: int, frequency: Frequency, rules: ScheduleRules) -> Iterator[tuple[str, dt.date]]:
    """The period and the day of every time in a year (domain item 4): month's end, quarter's end, 30 June and 31 December, and one day in December."""
    months = _MONTHS.get(frequency)
    if months:
        for n in range(12 // months):
            key = f"{year}-{n + 1:02d}" if months == 1 else f"{year}{_SIGN[months]}{n + 1}"
            yield key, period_of(year, n * months + 1, months).last
    elif frequency is not Frequency.ANY_TIME:
        yield str(year), dt.date(year, rules.yearly_month, rules.yearly_day)


def lay_out(duty: DutyList, kin: Kin, scene: Scene) -> list[Record]:
    """The times of the year that are not in the timetable yet."""
    if duty.frequency is Frequency.ANY_TIME:
        raise Refusal("“随时”履行的责任不排时间表，做了就记在履职纪实里")
    known = {one.period_key for one in kin.of(duty, "duty_occurrences")}
    wanted = occurrences(duty.year, duty.frequency, scene.rules(ScheduleRules))
    if fresh := [DutyOccurrence(duty=duty.id, period_key=key, due_date=day) for key, day in wanted if key not in known]:
        return list(fresh)
    raise Refusal(f"{duty.year} 年的时间表已经排好")


def settle_duty(duty: DutyList, kin: Kin, scene: Scene) -> list[Record]:
    """How often it is owed, and how often it was done."""
    times: list[DutyOccurrence] = kin.of(duty, "duty_occurrences")
    [told] = typed(duty, kin, scene)
    return [told.replace(owed=len(times), done=sum(one.done_at is not None for one in times))]


OWED: Where = ~filled("done_at")
DUTY_TERM = Expiry("履责", "due_date", OWED, warn=15)

DUTY_LISTS = Ledger(
    DutyList,
    "duty_lists",
    "责任清单",
    called="duty_text",
    columns="subject subject_type year seq duty_text frequency basis check_method score_weight owed done",
    plan="4 保障一",
    filters="year subject_type frequency",
    search="duty_text basis org person enterprise",
    keys=("year org seq", "year person seq", "year enterprise seq"),
    alike="year org person enterprise duty_text",
    order="-year",
    checks=(one_subject,),
    steps=(Step("排出全年时间表", lambda d: d.frequency is not Frequency.ANY_TIME, lay_out),),
    views=(View("还没有排时间表", ~eq("frequency", Frequency.ANY_TIME) & eq("owed", 0), waits=True),),
    derived=(SUBJECT,),
    settle=Settle("duty_occurrences", settle_duty),
    empty="党委、政府、班子、成员单位、村和企业的责任清单；排出时间表以后按期提醒。",
)

DUTY_OCCURRENCES = Ledger(
    DutyOccurrence,
    "duty_occurrences",
    "履责时间表",
    called="period_key",
    columns="duty period_key due_date due done_at checker result remark",
    plan="4",
    filters="result due_date duty.subject_type",
    search="period_key duty remark",
    keys=("duty period_key",),
    order="due_date",
    checks=(not_ahead("done_at", "完成日期不能在今天之后"),),
    views=(
        View("应做未做", OWED & before("due_date", TODAY.later(1)), "due_date", waits=True),
        *DUTY_TERM.views,
        View("不到位", one_of("result", DutyResult.NOT)),
        View("做了还没检查", filled("done_at") & empty("result"), waits=True),
    ),
    derived=(DUTY_TERM.column,),
    deadlines=(DUTY_TERM.deadline,),
    empty="每一项责任每一期该不该做、做了没有。",
)
