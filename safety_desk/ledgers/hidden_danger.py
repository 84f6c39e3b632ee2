"""隐患台账 and its state machine (domain item 11.1 and §8.1; 令16号 for major hidden dangers)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from safety_desk.conditions import TODAY, Has, Kin, Where, before, eq, filled, one_of, until
from safety_desk.fields import Names, f
from safety_desk.kinds import Code, Fen, Phone
from safety_desk.ledger import Deadline, Derived, Ledger, Settle, View, in_order, needed_when, not_ahead
from safety_desk.ledgers.danger_state import Level, RecheckResult, RectifyMode, State
from safety_desk.ledgers.danger_steps import STEPS
from safety_desk.ledgers.risk import SITE, one_owner
from safety_desk.linked import Files, Link, Term
from safety_desk.options import Options, Scene
from safety_desk.record import Problem, Record
from safety_desk.wording import bare, packed


class DangerRules(Options, key="dangers", title="隐患治理", settles="hidden_dangers"):
    """Terms that the law leaves to practice, or that sources give differently."""

    term_days: int = f("限期整改的默认期限", default=15, unit="天", low=1)
    recheck_days: int = f("复查期限", default=10, unit="天", low=1, help="自申请之日或限期届满之日起，按自然日")
    repeat_days: int = f("重复隐患的回看期", default=365, unit="天", low=1)


class HiddenDanger(Record):
    """A hidden danger: found, mended, rechecked, closed. Never deleted, at most voided."""

    code: Code | None = f("隐患编号", serial="YH-{year}-{n:4}", section="发现", also="编号", width=12)
    enterprise: Link | None = f("企业", to="enterprises", also="企业名称 单位名称 单位 被检查单位 受检单位 企业（单位）名称 所在企业", width=24)
    public_area: Link | None = f("公共区域", to="public_areas", also="公共区域名称")
    village: Link | None = f("所在村", to="villages", follows=True)
    found_date: date = f("发现日期", also="检查时间 检查日期 排查时间 排查日期 发现时间 日期")
    source: Term = f("隐患来源", codes="danger_source", default="镇检查", also="来源 检查类型")
    found_by: str | None = f("发现人", should=True, also="检查人 检查人员 排查人")
    place: str | None = f("部位或场所", should=True, also="部位 隐患部位 场所 地点 位置")
    category: Term | None = f("隐患类别", codes="danger_category", should=True, also="类别")
    factor_code: Term | None = f("因素分类", codes="factor", help="按 GB/T 13861-2022 属于人、物、环、管哪一类")
    description: str = f("隐患内容", lines=3, also="隐患描述 隐患 存在问题 问题描述 问题 存在的问题 主要隐患 事故隐患", width=29)
    basis: str | None = f("依据条款", lines=2, also="依据 检查依据")
    level: Level = f("隐患等级", default=Level.GENERAL, also="等级 隐患级别 级别", width=7)
    major_criteria: str | None = f("重大隐患判定依据", lines=2, also="判定依据", help="重大隐患须引用判定标准的条款")
    inspection: Link | None = f("所属检查", to="inspections", fixed=True)
    inspection_item: Link | None = f("所属检查条目", to="inspection_items", fixed=True)
    dwm_record: Link | None = f("所属自查", to="dwm_records", fixed=True)
    risk_point: Link | None = f("关联风险点", to="risk_points")
    hazard: Link | None = f("关联危险源", to="hazards")
    photo_before: Files | None = f("整改前照片")

    rectify_mode: RectifyMode = f("整改方式", default=RectifyMode.TERM, section="整改")
    deadline: date | None = f("整改期限", since="found_date", end=True, also="整改时限 期限 完成时限 限期", help="立即整改为当日；限期整改空着时按默认期限")
    measure: str | None = f("整改措施", lines=2, should=True, also="措施 整改要求 治理措施")
    duty_unit: str | None = f("整改责任单位", also="责任单位")
    duty_person: str | None = f("整改责任人", should=True, also="责任人")
    phone: Phone | None = f("联系电话", also="电话")
    fund: Fen | None = f("整改资金", unit="万元", low=0, also="资金 投入资金 整改投入资金")
    new_deadline: date | None = f("延期后期限", fixed=True, end=True)
    extend_reason: str | None = f("延期理由", fixed=True, lines=2)
    extend_approver: str | None = f("延期审批人", fixed=True)
    extended_count: int = f("延期次数", default=0, fixed=True)
    due_on: date | None = f("现行期限", follows=True)

    plan_duty: str | None = f("责任到位", section="重大隐患五到位", also="五到位责任", lines=2)
    plan_measures: str | None = f("措施到位", lines=2)
    plan_fund: str | None = f("资金到位")
    plan_time: str | None = f("时限到位")
    plan_emergency: str | None = f("预案到位", lines=2)
    reported_on: date | None = f("上报县局日期", fixed=True)

    status: State = f("状态", default=State.NOTED, fixed=True, section="进展", also="整改情况 是否完成整改 是否整改 整改状态 完成情况 是否整改完成 整改完成情况")
    rectified_at: date | None = f("整改完成日期", fixed=True, also="完成时间 完成日期 整改完成时间 整改日期")
    rectify_desc: str | None = f("整改情况说明", fixed=True, lines=2)
    overnight_reason: str | None = f("过夜理由", fixed=True, lines=2, help="一般隐患立即整改应当日完成（不过夜）；当日没有完成的写明理由")
    photo_after: Files | None = f("整改后照片")
    recheck_due: date | None = f("应复查日期", follows=True)
    recheck_at: date | None = f("复查日期", fixed=True, also="复查时间 验收时间")
    recheck_by: str | None = f("复查人", fixed=True, also="复查人员 验收人")
    recheck_result: RecheckResult | None = f("复查结果", fixed=True)
    recheck_opinion: str | None = f("复查意见", fixed=True, lines=2)
    closed_at: date | None = f("销号日期", fixed=True, also="销号时间")
    closed_by: str | None = f("销号人", fixed=True)
    close_approver: str | None = f("销号审批人", fixed=True)
    void_reason: str | None = f("作废理由", fixed=True, lines=2)
    reopened_on: date | None = f("重新打开日期", fixed=True)
    reopen_reason: str | None = f("重新打开理由", fixed=True, lines=2)
    closed_before: date | None = f("原销号日期", fixed=True, help="重新打开以前的销号；每一次都在历史里")
    public_at: date | None = f("公示日期")
    same_day_fixed: bool | None = f("当日整改（不过夜）", follows=True)
    rectified_in_time: bool | None = f("按期整改", follows=True)
    is_repeat: bool = f("重复隐患", default=False, follows=True)
    remark: str | None = f("备注", lines=2, section="其他")

    @property
    def is_open(self) -> bool:
        """Neither closed nor void."""
        return self.status.is_open

    @property
    def open_major(self) -> bool:
        """A major hidden danger that is not closed."""
        return self.level is Level.MAJOR and self.is_open

    @property
    def overnight(self) -> bool:
        """It was not to be, and was not mended on the day it was found."""
        return self.not_overnight and self.rectified_at is not None and self.rectified_at > self.found_date

    @property
    def not_overnight(self) -> bool:
        """A general danger that is to be mended at once (item 11: 不过夜)."""
        return self.level is Level.GENERAL and self.rectify_mode is RectifyMode.AT_ONCE

    @property
    def five_in_place(self) -> dict[str, str | None]:
        """五到位: duty, measures, funds, time, emergency plan."""
        return {
            "责任": self.plan_duty,
            "措施": self.plan_measures,
            "资金": self.plan_fund,
            "时限": self.plan_time,
            "预案": self.plan_emergency,
        }


_AS_MAJOR = {State.NOTED: State.MAJOR_NOTED, State.MENDING: State.MAJOR_MENDING, State.TO_RECHECK: State.APPLIED,
             State.FAILED: State.MAJOR_FAILED}  # fmt: skip
_AS_GENERAL = {**{major: general for general, major in _AS_MAJOR.items()}, State.REPORTED: State.NOTED, State.PLANNED: State.NOTED,
               State.EXAMINED: State.TO_RECHECK, State.HANDED_OVER: State.MENDING}  # fmt: skip


def of_its_level(danger: HiddenDanger) -> State:
    """The state that means the same at the danger's level; being mended, as a major one, only with all five in place."""
    if danger.level is Level.GENERAL:
        return _AS_GENERAL.get(danger.status, danger.status)
    if danger.status is State.MENDING and not all(danger.five_in_place.values()):
        return State.MAJOR_NOTED
    return _AS_MAJOR.get(danger.status, danger.status)


def settle_danger(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    """Terms and derived facts, as domain §3.20 defines them."""
    rules = scene.rules(DangerRules)
    deadline = danger.deadline
    if deadline is None and danger.level is Level.GENERAL:
        at_once = danger.rectify_mode is RectifyMode.AT_ONCE
        deadline = danger.found_date + dt.timedelta(days=0 if at_once else rules.term_days)
    due = danger.new_deadline or deadline
    done = danger.rectified_at
    owner = kin.linked(danger, "enterprise") or kin.linked(danger, "public_area")
    alike = _alike(danger, kin)
    starts = [day for day in (done, due) if day is not None]
    return [
        danger.replace(
            village=owner.village if owner else None,
            status=of_its_level(danger),
            deadline=deadline,
            due_on=due,
            recheck_due=min(starts) + dt.timedelta(days=rules.recheck_days) if starts and danger.is_open else None,
            same_day_fixed=done == danger.found_date if done and danger.not_overnight else None,
            rectified_in_time=done <= due if done and due else None,
            is_repeat=_is_repeat(danger, alike, rules.repeat_days),
        ),
        *(other.replace(is_repeat=_is_repeat(other, [*alike, danger], rules.repeat_days)) for other in alike),
    ]


def _alike(danger: HiddenDanger, kin: Kin) -> list[HiddenDanger]:
    """The other dangers of the enterprise of the same category and at the same spot.

    Only what was closed makes another a repeat: of one that never was, the open ones beside it learn nothing.
    """
    if danger.category is None or danger.enterprise is None or not (danger.place or danger.risk_point):
        return []
    wanted = eq("category", danger.category)
    if danger.closed_at is None and danger.closed_before is None:
        wanted = wanted & eq("status", State.CLOSED)
    others: list[HiddenDanger] = kin.of(kin.linked(danger, "enterprise"), "hidden_dangers", where=wanted)
    return [other for other in others if other.id != danger.id and _same_spot(danger, other)]


def _same_spot(danger: HiddenDanger, other: HiddenDanger) -> bool:
    same_point = danger.risk_point is not None and danger.risk_point == other.risk_point
    return same_point or (bool(danger.place) and bare(danger.place) == bare(other.place or ""))


def _is_repeat(danger: HiddenDanger, alike: Iterable[HiddenDanger], days: int) -> bool:
    """Whether one of these was found within so many days before it, and closed before it came back."""
    return any(
        0 < (danger.found_date - other.found_date).days <= days and other.closed_at is not None and other.closed_at <= danger.found_date
        for other in alike
        if other.status is State.CLOSED
    )


def term_text(danger: HiddenDanger, scene: Scene, names: Names) -> str:
    """How a danger stands to its term today: 还有 5 天, 逾期 3 天."""
    if not danger.is_open:
        return ""
    if danger.rectified_at is not None or danger.due_on is None:
        return "—"
    days = (danger.due_on - scene.today).days
    if days < 0:
        return f"⚠ 逾期 {-days} 天"
    return "今天到期" if days == 0 else f"还有 {days} 天"


def state_fits(danger: HiddenDanger, scene: Scene) -> Iterable[Problem]:
    """The days follow one another, and what is closed has been mended."""
    if danger.rectified_at and danger.found_date and danger.rectified_at < danger.found_date:
        yield Problem("rectified_at", "整改完成日期不能早于发现日期")
    if danger.recheck_at and danger.rectified_at and danger.recheck_at < danger.rectified_at:
        yield Problem("recheck_at", "复查日期不能早于整改完成日期")
    if danger.closed_at and danger.rectified_at and danger.closed_at < danger.rectified_at:
        yield Problem("closed_at", "销号日期不能早于整改完成日期")
    if danger.status is State.CLOSED and not (danger.closed_at and danger.rectified_at):
        yield Problem("status", "没有整改完成日期和销号日期，不能算已销号")


def arrive(danger: HiddenDanger, given: Mapping[str, Any]) -> tuple[HiddenDanger, Iterable[Problem]]:
    """What a village's list leaves open is taken at its mildest, and said."""
    doubts = []
    if "level" in given and not packed(given["level"] or ""):
        doubts.append(Problem("level", "等级没有填，暂按一般隐患登记", Level.GENERAL.label, doubt=True))
    if "status" in given and not packed(given["status"] or ""):
        doubts.append(Problem("status", "是否完成整改没有填，暂按未整改登记", State.NOTED.label, doubt=True))
    if danger.status is State.CLOSED and not (danger.closed_at and danger.rectified_at):
        danger = danger.replace(status=State.TO_RECHECK)
        doubts.append(Problem("status", "写的是已销号，但没有整改和销号日期，暂列待复查", doubt=True))
    elif danger.status is State.TO_RECHECK and danger.rectified_at is None:
        doubts.append(Problem("rectified_at", "写的是已整改，但没有整改完成日期，补填前仍按未整改计算期限", doubt=True))
    if "rectify_mode" not in given and danger.deadline is not None and danger.deadline == danger.found_date:
        danger = danger.replace(rectify_mode=RectifyMode.AT_ONCE)
    return danger.replace(status=of_its_level(danger)), doubts


NOT_OVERNIGHT: Where = eq("level", Level.GENERAL) & eq("rectify_mode", RectifyMode.AT_ONCE)
OPEN: Where = ~one_of("status", State.CLOSED, State.VOID)
OVERDUE: Where = OPEN & ~filled("rectified_at") & before("due_on", TODAY)
MAJOR: Where = eq("level", Level.MAJOR)

HIDDEN_DANGERS = Ledger(
    HiddenDanger,
    "hidden_dangers",
    "隐患台账",
    called="code",
    columns="code site description level term status due_on found_date place duty_person source",
    plan="11",
    filters="status level source found_date village",
    search="code description place enterprise public_area duty_person",
    keys=("code",),
    alike="enterprise public_area found_date description",
    order="-found_date",
    checks=(
        one_owner,
        not_ahead("found_date", "发现日期不能在今天之后"),
        in_order("found_date", "deadline", "整改期限不能早于发现日期"),
        not_ahead("rectified_at", "整改完成日期不能在今天之后"),
        not_ahead("recheck_at", "复查日期不能在今天之后"),
        needed_when("major_criteria", lambda d: d.level is Level.MAJOR, "重大隐患须注明判定依据的条款"),
        state_fits,
    ),
    steps=STEPS,
    views=(
        View("未销号", OPEN, "due_on", waits=True),
        View("已逾期", OVERDUE, "due_on"),
        View("七日内到期", OPEN & ~filled("rectified_at") & until("due_on", TODAY.later(7)) & ~before("due_on", TODAY), "due_on"),
        View("待复查", one_of("status", State.TO_RECHECK, State.APPLIED, State.EXAMINED), "recheck_due", waits=True),
        View("重大隐患", MAJOR & ~eq("status", State.VOID)),
        View("逾期应挂牌督办", MAJOR & OVERDUE & ~Has("supervise_cases", "hidden_danger"), "due_on", waits=True),
        View("逾期应约谈", OVERDUE & ~Has("interviews", "hidden_dangers"), "due_on", waits=True),
        View("一般隐患过夜未改", NOT_OVERNIGHT & OPEN & ~filled("rectified_at") & before("found_date", TODAY), "found_date", waits=True),
        View("过夜没有写理由", NOT_OVERNIGHT & eq("same_day_fixed", False) & ~filled("overnight_reason"), "found_date", waits=True),
        View("已销号", eq("status", State.CLOSED), "-closed_at"),
    ),
    derived=(SITE, Derived("term", "期限情况", term_text, by="due_on", width=11),),
    deadlines=(
        Deadline("整改到期", "due_on", OPEN & ~filled("rectified_at"), warn=3),
        Deadline("应复查", "recheck_due", one_of("status", State.TO_RECHECK, State.APPLIED, State.EXAMINED), warn=3),
    ),
    settle=Settle("", settle_danger, early=True),
    arrive=arrive,
    keep=lambda danger, kin: "隐患不能删除：误录的请用“作废”，记录会保留",
    empty="检查、自查、举报发现的隐患都登在这里，一直跟到销号。",
)
