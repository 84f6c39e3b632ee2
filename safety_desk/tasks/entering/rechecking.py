"""What a recheck found, as steps of the hidden-danger ledger: its own, in their order, under its own rules."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import Level, RecheckResult, State
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS, HiddenDanger
from safety_desk.tasks.entering.entry import Line, term_of, typed_day
from safety_desk.tasks.stepping import named, possible, take

_MENDING = (State.NOTED, State.MENDING, State.MAJOR_MENDING)
_SEEN = (State.APPLIED, State.MAJOR_MENDING)
"""A major hidden danger is looked at on the spot before it is judged."""


def steps_for(danger: HiddenDanger, result: RecheckResult) -> list[str]:
    """The steps that this result makes of a hidden danger, in order. Raises Refusal where another must come first."""
    done = result is RecheckResult.DONE
    mending = danger.status in _MENDING
    if mending and not done:
        raise Refusal(
            f"还在“{danger.status.label}”，没有报整改完成，不能办复查不通过。"
            "不写结果就留着原样；到期没改的，到隐患页办延期或移送处罚"
        )
    looked = danger.status in (State.TO_RECHECK, State.EXAMINED, *_SEEN)
    if not looked and not mending:
        first = "、".join(f"“{step.label}”" for step in possible(HIDDEN_DANGERS, danger) if not step.aside)
        raise Refusal(f"现在是“{danger.status.label}”，不能复查。请先到隐患页办{first or '前面的步骤'}")
    found = ["整改完成"] if mending else []
    found += ["现场审查"] if danger.level is Level.MAJOR and danger.status is not State.EXAMINED else []
    return [*found, "复查通过" if done else "复查不通过"]


def found_of(line: Line) -> RecheckResult:
    """What the recheck found."""
    found: RecheckResult = HiddenDanger.fields["recheck_result"].load(line.get("result"))
    return found


def given(line: Line, day: dt.date, by: str, today: dt.date) -> Mapping[str, Any]:
    """What the steps ask for, as the line answers it. Raises ValueError where a day cannot be read."""
    danger = line.danger
    told: dict[str, Any] = {"recheck_at": day, "recheck_by": by, "recheck_opinion": line.get("opinion")}
    if line.get("photo"):
        told["photo_after"] = [*(danger.photo_after or ()), *line.get("photo")]
    if line.get("result") == RecheckResult.DONE.value:
        told["rectified_at"] = (
            typed_day(line.get("done_on"), today) if line.get("done_on") else danger.rectified_at or day
        )
        told["close_approver"] = line.get("approver")
        told["recheck_opinion"] = line.get("opinion") or "已整改"
    else:
        told["recheck_result"] = line.get("result")
        told["new_deadline"] = term_of(line.get("new_term"), day, today) if line.get("new_term") else None
    return told


def hindrance(store: Store, line: Line, told: Mapping[str, Any]) -> str:
    """Why the steps cannot be taken with what is given; nothing where they can. Saves nothing."""
    record = line.danger
    for label in steps_for(record, found_of(line)):
        step = named(HIDDEN_DANGERS, record, label)
        if step.ask:
            read = HIDDEN_DANGERS.read(told, store.context(), store.scene(), onto=record)
            wrong = [problem.text for problem in read.errors if problem.field in step.fields()]
            if wrong:
                return wrong[0]
            record = read.record
        record = step.do(record, store.kin(), store.scene())[0]  # type: ignore[assignment]
    return ""


def recheck(store: Store, line: Line, told: Mapping[str, Any]) -> None:
    """Take the steps, inside an operation. Raises Refusal."""
    id = line.danger.id or 0
    for label in steps_for(line.danger, found_of(line)):
        record = store.get(HiddenDanger, id)
        taken = take(store, record, named(HIDDEN_DANGERS, record, label), told)
        if taken.wrong:
            problem = taken.wrong[0]
            raise Refusal(f"{HiddenDanger.fields[problem.field].label}：{problem.text}")
