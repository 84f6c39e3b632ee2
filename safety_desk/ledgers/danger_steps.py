"""What can be done with a hidden danger, from state to state (domain §8.1; 令16号 for major ones)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.errors import Refusal
from safety_desk.ledger import Step
from safety_desk.ledgers.danger_state import Level, RecheckResult, State
from safety_desk.options import Scene
from safety_desk.record import Record

if TYPE_CHECKING:
    from safety_desk.ledgers.hidden_danger import HiddenDanger


def _in_the_day(danger: HiddenDanger, how: str) -> None:
    """一般隐患不过夜: mended on the day it was found, or the reason is recorded (domain item 11). Raises Refusal."""
    if danger.overnight and not danger.overnight_reason:
        raise Refusal(f"一般隐患立即整改应在发现当日（{danger.found_date}）完成，现在填的是 {danger.rectified_at}：请用“{how}”写明理由")


def _why_overnight(danger: HiddenDanger) -> bool:
    """Whether the reason of a night is still to be given of what has been mended."""
    mended = danger.status in (State.TO_RECHECK, State.CLOSED)
    return danger.not_overnight and mended and not danger.overnight_reason and (danger.overnight or danger.rectified_at is None)


def _issue(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    return [danger.replace(status=State.MENDING)]


def _mended(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    """The enterprise says that it is mended; we go and look."""
    _in_the_day(danger, "过夜整改完成")
    state = State.APPLIED if danger.level is Level.MAJOR else State.TO_RECHECK
    return [danger.replace(status=state)]


def _passed(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    """Mended, seen, closed."""
    if danger.recheck_at and danger.rectified_at and danger.recheck_at < danger.rectified_at:
        raise Refusal(f"复查日期不能早于整改完成日期（{danger.rectified_at}）")
    if danger.level is Level.MAJOR and not danger.close_approver:
        raise Refusal("重大隐患销号须有审批人")
    _in_the_day(danger, "补写过夜理由")
    return [
        danger.replace(
            status=State.CLOSED,
            recheck_result=RecheckResult.DONE,
            closed_at=danger.recheck_at,
            closed_by=danger.closed_by or scene.who or danger.recheck_by,
        )
    ]


def _failed(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    """Not mended: back to the enterprise, with a new term."""
    if danger.new_deadline and danger.recheck_at and danger.new_deadline < danger.recheck_at:
        raise Refusal("新的整改期限不能早于复查日期")
    state = State.MAJOR_FAILED if danger.level is Level.MAJOR else State.FAILED
    result = danger.recheck_result or RecheckResult.NOT
    return [danger.replace(status=state, recheck_result=result, rectified_at=None)]


def _again(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    state = State.MAJOR_MENDING if danger.level is Level.MAJOR else State.MENDING
    return [danger.replace(status=state)]


def _extend(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    """An extension moves the term in force and keeps the first one."""
    due = danger.due_on
    if danger.new_deadline is None or (due is not None and danger.new_deadline <= due):
        raise Refusal(f"延期后的期限应晚于现行期限{f'（{due}）' if due else ''}")
    return [danger.replace(extended_count=danger.extended_count + 1)]


def _report(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    return [danger.replace(status=State.REPORTED)]


def _plan(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    return [danger.replace(status=State.PLANNED)]


def _approve_plan(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    """A major danger is mended only with all five in place."""
    if missing := [name for name, text in danger.five_in_place.items() if not text]:
        raise Refusal(f"五到位还缺：{'、'.join(missing)}。补齐治理方案后才能进入整改")
    if danger.deadline is None:
        raise Refusal("治理方案里没有整改期限，请先填整改期限")
    return [danger.replace(status=State.MAJOR_MENDING)]


def _examine(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    return [danger.replace(status=State.EXAMINED)]


def _hand_over(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    return [danger.replace(status=State.HANDED_OVER)]


def _judge_major(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    return [danger.replace(level=Level.MAJOR, status=State.MAJOR_NOTED)]


def _reopen(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    """What was closed is found again unmended: one step further, with a new term; the closing stays in the history."""
    if danger.new_deadline is None or danger.new_deadline < scene.today:
        raise Refusal("重新打开要给新的整改期限，不能早于今天")
    state = State.MAJOR_MENDING if danger.level is Level.MAJOR else State.MENDING
    return [
        danger.replace(
            status=state,
            rectified_at=None,
            recheck_result=RecheckResult.NOT,
            closed_before=danger.closed_at,
            closed_at=None,
            reopened_on=scene.today,
        )
    ]


def _void(danger: HiddenDanger, kin: Kin, scene: Scene) -> list[Record]:
    return [danger.replace(status=State.VOID)]


def _in(*states: State) -> Any:
    return lambda danger: danger.status in states


STEPS: tuple[Step[HiddenDanger], ...] = (
    Step("下达整改", _in(State.NOTED), _issue, "rectify_mode deadline measure duty_unit duty_person", "measure duty_person"),
    Step(
        "整改完成",
        _in(State.NOTED, State.MENDING, State.MAJOR_MENDING),
        _mended,
        "rectified_at rectify_desc fund photo_after",
        "rectified_at",
    ),
    Step("复查通过", _in(State.TO_RECHECK, State.EXAMINED), _passed, "rectified_at recheck_at recheck_by recheck_opinion close_approver", "rectified_at recheck_at recheck_by"),
    Step(
        "复查不通过",
        _in(State.TO_RECHECK, State.EXAMINED),
        _failed,
        "recheck_at recheck_by recheck_result recheck_opinion new_deadline",
        "recheck_at recheck_by recheck_opinion new_deadline",
    ),
    Step("再次责令整改", _in(State.FAILED, State.MAJOR_FAILED), _again, "new_deadline measure", "new_deadline"),
    Step("上报县局", _in(State.MAJOR_NOTED), _report, "reported_on", "reported_on"),
    Step("报送治理方案", _in(State.REPORTED), _plan, "plan_duty plan_measures plan_fund plan_time plan_emergency fund deadline"),
    Step("方案审核通过", _in(State.PLANNED), _approve_plan, "plan_duty plan_measures plan_fund plan_time plan_emergency deadline"),
    Step("现场审查", _in(State.APPLIED), _examine),
    Step("移送处罚", _in(State.MAJOR_MENDING, State.MAJOR_FAILED), _hand_over, "remark", "remark", aside=True),
    Step("移送后继续整改", _in(State.HANDED_OVER), _again, "new_deadline measure", "new_deadline"),
    Step(
        "延期",
        _in(State.MENDING, State.FAILED, State.MAJOR_MENDING),
        _extend,
        "new_deadline extend_reason extend_approver",
        "new_deadline extend_reason extend_approver",
        aside=True,
    ),
    Step("判定为重大", _in(State.NOTED, State.MENDING, State.FAILED), _judge_major, "major_criteria", "major_criteria", aside=True),
    Step(
        "过夜整改完成",
        lambda danger: danger.not_overnight and danger.status in (State.NOTED, State.MENDING),
        _mended,
        "rectified_at overnight_reason rectify_desc fund photo_after",
        "rectified_at overnight_reason",
        aside=True,
    ),
    Step("补写过夜理由", _why_overnight, lambda danger, kin, scene: [danger], "overnight_reason", "overnight_reason", aside=True),
    Step("重新打开", _in(State.CLOSED), _reopen, "reopen_reason new_deadline", "reopen_reason new_deadline", aside=True),
    Step("作废", lambda danger: danger.is_open, _void, "void_reason close_approver", "void_reason close_approver", aside=True),
)
