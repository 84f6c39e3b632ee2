"""Take a step of a workflow with what a person gives for it, in the window and on the command line alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger, Step
from safety_desk.record import Problem, Record
from safety_desk.value import Value


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


class Taken(Value):
    """What came of a step: what is wrong with what was given (then nothing was done), or what it made elsewhere.

    `made` are the new records of other ledgers, by ledger and id, without those that live under another record.
    """

    wrong: Sequence[Problem] = ()
    made: Sequence[tuple[str, int]] = ()


def take(store: Store, record: Record, step: Step[Any], raw: Mapping[str, Any]) -> Taken:
    """Take a step, as one operation. Raises Refusal where something else must be done first."""
    ledger = store.ledger_of(record)
    if step.ask:
        done = ledger.read(raw, store.context(), store.scene(), onto=record)
        wrong = [problem for problem in done.errors if problem.field in step.fields()]
        wrong += [
            Problem(name, "必须填写") for name in step.must.split() if getattr(done.record, name) in (None, "", ())
        ]
        if wrong:
            return Taken(wrong)
        record = done.record
    with store.operation(f"{ledger.title}：{step.label}"):
        saved = [(made, store.put(made)) for made in step.do(record, store.kin(), store.scene())]
    fresh = ((store.ledger_of(made), id) for made, id in saved if made.id is None)
    return Taken(made=[(other.name, id) for other, id in fresh if other is not ledger and other.owner is None])


def told(store: Store, made: tuple[str, int]) -> str:
    """A record that a step made, in words: 已登记挂牌督办“GP-2026-001”."""
    ledger, id = made
    return f"已登记{store.ledgers[ledger].noun}“{store.names.name(ledger, id)}”"


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
