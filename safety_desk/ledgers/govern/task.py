"""The way of a task from its beginning to its acceptance (domain item 1; also of the lists of problems, 保障二)."""

from typing import Any

from safety_desk.conditions import TODAY, Kin, Where, one_of, until
from safety_desk.errors import Refusal
from safety_desk.fields import Codes
from safety_desk.ledger import Step, View
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.flow import move
from safety_desk.options import Scene
from safety_desk.record import Record


class TaskState(Codes):
    """Where a task stands (domain §8.1); late is what its day says, not a state."""

    IDLE = "idle", "未启动", "未开始 未开展"
    RUNNING = "running", "推进中", "进行中 整改中 未完成"
    TO_ACCEPT = "to_accept", "待验收", "申请验收"
    DONE = "done", "已完成", "完成 办结 已销号"
    ENDED = "ended", "已终止", "终止"


OPEN: Where = ~one_of("status", TaskState.DONE, TaskState.ENDED)


def _begun(task: Any, kin: Kin, scene: Scene) -> None:
    started = getattr(task, "start_date", None)
    if started and task.finish_date and task.finish_date < started:
        raise Refusal(f"完成日期不能早于开始日期（{started}）")


def _progress(task: Any, kin: Kin, scene: Scene) -> list[Record]:
    if task.progress_pct == 100:
        raise Refusal("进度到 100% 请用“提请验收”")
    return [task.replace(status=TaskState.RUNNING)]


PROGRESS: Step[Any] = Step("填报进展", lambda t: t.status in (TaskState.IDLE, TaskState.RUNNING), _progress, "progress_pct result", "progress_pct")

STEPS: tuple[Step[Any], ...] = (
    move("启动", TaskState.IDLE, TaskState.RUNNING, "measure"),
    move("提请验收", (TaskState.IDLE, TaskState.RUNNING), TaskState.TO_ACCEPT, "finish_date result evidence", "finish_date result", ready=_begun),
    move("验收通过", TaskState.TO_ACCEPT, TaskState.DONE, "verify", "verify"),
    move("验收退回", TaskState.TO_ACCEPT, TaskState.RUNNING, "verify", "verify"),
    move("终止", (TaskState.IDLE, TaskState.RUNNING, TaskState.TO_ACCEPT), TaskState.ENDED, "end_reason", "end_reason", aside=True),
)
"""A task that ends before its time says why."""


def views(term: Expiry) -> tuple[View, ...]:
    """What a clerk looks for among tasks."""
    return (
        View("未完成", OPEN, term.field, waits=True),
        *term.views,
        View("待验收", one_of("status", TaskState.TO_ACCEPT), waits=True),
        View("一个月内到期", OPEN & until(term.field, TODAY.later(30)), term.field),
        View("已完成", one_of("status", TaskState.DONE)),
    )
