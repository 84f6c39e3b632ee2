"""Take a step of a workflow with what a person gives for it, in the window and on the command line alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger, Step
from safety_desk.record import Problem, Record


def possible(ledger: Ledger[Any], record: Record) -> list[Step[Any]]:
    """The steps that can be taken with a record now, those that usually come next first."""
    return sorted((step for step in ledger.steps if step.when(record)), key=lambda step: step.aside)


def usual(store: Store, record: Record, step: Step[Any]) -> Record:
    """What is usually so: an empty day that a step must have is today; a term is for a person to say."""
    today = store.scene().today
    fresh = {
        name: today
        for name in step.must.split()
        if record.fields[name].kind.name == "date" and getattr(record, name) is None and "deadline" not in name
    }
    return record.replace(**fresh)


def take(store: Store, record: Record, step: Step[Any], raw: Mapping[str, Any]) -> Sequence[Problem]:
    """Take a step, as one operation; answers what is wrong with what was given, and then nothing was done.

    Raises Refusal where something else must be done first.
    """
    ledger = store.ledger_of(record)
    if step.ask:
        done = ledger.read(raw, store.context(), store.scene(), onto=record)
        wrong = [problem for problem in done.errors if problem.field in step.fields()]
        wrong += [
            Problem(name, "必须填写") for name in step.must.split() if getattr(done.record, name) in (None, "", ())
        ]
        if wrong:
            return wrong
        record = done.record
    with store.operation(f"{ledger.title}：{step.label}"):
        for made in step.do(record, store.kin(), store.scene()):
            store.put(made)
    return ()


def named(ledger: Ledger[Any], record: Record, label: str) -> Step[Any]:
    """The step of that name. Raises Refusal where it cannot be taken now, with those that can."""
    steps = possible(ledger, record)
    found = next((step for step in steps if step.label == label), None)
    if found is None:
        can = "；".join(asked(ledger, step) for step in steps) or "没有"
        raise Refusal(f"这条记录现在不能办理“{label}”。可以办理的：{can}")
    return found


def asked(ledger: Ledger[Any], step: Step[Any]) -> str:
    """A step with what it asks for: 延期（延期后期限*、延期理由*）; * must be given."""
    fields = (f"{ledger.fields[name].label}{'*' if name in step.must.split() else ''}" for name in step.fields())
    return f"{step.label}（{'、'.join(fields)}）" if step.ask else step.label
