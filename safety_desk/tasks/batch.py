"""Take a step with many records at once: seen beforehand, done as one operation, undone as one.

Preview and deed are the same act (`_each`), the preview is taken back: so it says exactly what will happen.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.fields import Codes
from safety_desk.ledger import Ledger, Step
from safety_desk.record import Problem, Record
from safety_desk.tasks.stepping import possible
from safety_desk.value import Value


class Outcome(Value):
    """What a step does to one record, or did.

    `state` is how the record stands before, `then` after it; `changes` are label, before and after of every field that is
    another; `made` the records of other ledgers that it makes, in words; `refused` why it cannot be taken: then nothing
    is changed.
    """

    id: int
    name: str
    state: str
    then: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    made: tuple[str, ...] = ()
    refused: str = ""


def offers(ledger: Ledger[Any], records: Sequence[Record]) -> list[tuple[Step[Any], int]]:
    """The steps that can be taken with some of these records, each with how many; the usual ones first."""
    numbers = Counter(step.label for record in records for step in possible(ledger, record))
    steps = sorted((step for step in ledger.steps if numbers[step.label]), key=lambda step: step.aside)
    return [(step, numbers[step.label]) for step in steps]


def misread(store: Store, ledger: Ledger[Any], step: Step[Any], raw: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with what was given for all, whatever the record: a day that is none, a name nobody has."""
    found = []
    for name, value in _given(ledger, step, raw).items():
        try:
            ledger.fields[name].parse(value, store.context())
        except ValueError as error:
            found.append(Problem(name, str(error)))
    return found


def preview(
    store: Store, ledger: Ledger[Any], ids: Sequence[int], step: Step[Any], raw: Mapping[str, Any]
) -> list[Outcome]:
    """What the step would do to each of the records. Nothing is changed."""
    return store.rehearse(lambda: _each(store, ledger, ids, step, raw))


def take_all(
    store: Store, ledger: Ledger[Any], ids: Sequence[int], step: Step[Any], raw: Mapping[str, Any]
) -> list[Outcome]:
    """Take the step with each of the records, as one operation; those that refuse stay as they are."""
    with store.operation(f"{ledger.title}：批量{step.label}"):
        return _each(store, ledger, ids, step, raw)


def told(outcomes: Sequence[Outcome]) -> str:
    """How it went, in a line: 12 条可以办理，3 条不能."""
    wrong = sum(bool(one.refused) for one in outcomes)
    return f"{len(outcomes) - wrong} 条可以办理" + (f"，{wrong} 条不能" if wrong else "")


def said(outcome: Outcome) -> str:
    """What happens to a record, in a line."""
    if outcome.refused:
        return outcome.refused
    changes = [f"{label} {was or '空'} → {now or '空'}" for label, was, now in outcome.changes]
    return "；".join((*changes, *outcome.made)) or "没有变化"


def _each(
    store: Store, ledger: Ledger[Any], ids: Sequence[int], step: Step[Any], raw: Mapping[str, Any]
) -> list[Outcome]:
    given = _given(ledger, step, raw)
    return [_one(store, ledger, id, step, given) for id in ids]


def _given(ledger: Ledger[Any], step: Step[Any], raw: Mapping[str, Any]) -> dict[str, Any]:
    """What was given for all of them; what was left empty stays as each record has it."""
    return {name: raw[name] for name in step.fields() if not ledger.fields[name].kind.is_blank(raw.get(name))}


def _one(store: Store, ledger: Ledger[Any], id: int, step: Step[Any], given: Mapping[str, Any]) -> Outcome:
    before = store.get(ledger.record, id)
    name, state = _called(store, ledger, before), state_of(ledger, before)
    shown = ledger.show(before, store.names)
    try:
        with store.attempt():
            made = _take(store, ledger, before, step, given)
    except Refusal as why:
        return Outcome(id, name, state, state, refused=str(why))
    after = store.get(ledger.record, id)
    now = ledger.show(after, store.names)
    changes = tuple((ledger.fields[n].label, shown[n], now[n]) for n in ledger.fields if shown[n] != now[n])
    return Outcome(id, name, state, state_of(ledger, after), changes, made)


def _take(
    store: Store, ledger: Ledger[Any], record: Record, step: Step[Any], given: Mapping[str, Any]
) -> tuple[str, ...]:
    """Take the step with one record; answers what it made elsewhere, in words. Raises Refusal."""
    if not step.when(record):
        state = state_of(ledger, record)
        raise Refusal(f"{f'现在是“{state}”，' if state else '现在'}不能办理“{step.label}”")
    if given:
        read = ledger.read(given, store.context(), store.scene(), onto=record)
        if wrong := [problem for problem in read.errors if problem.field in step.fields()]:
            raise Refusal("；".join(f"{ledger.fields[problem.field].label}：{problem.text}" for problem in wrong))
        record = read.record
    if missing := [name for name in step.must.split() if getattr(record, name) in (None, "", ())]:
        raise Refusal("；".join(f"{ledger.fields[name].label}：必须填写" for name in missing))
    saved = [(made, store.put(made)) for made in step.do(record, store.kin(), store.scene())]
    fresh = [(store.ledger_of(made), id) for made, id in saved if made.id is None]
    parts = Counter(other.noun for other, _ in fresh if other.owner is not None)
    return (
        *(f"登记{other.noun}“{store.names.name(other.name, id)}”" for other, id in fresh if other.owner is None),
        *(f"列出{noun} {number} 条" for noun, number in parts.items()),
    )


def _called(store: Store, ledger: Ledger[Any], record: Record) -> str:
    """What people call a record, and whose it is."""
    whose = (one.tell(record, store.scene(), store.names) for one in ledger.derived if one.headline)
    return "　".join(filter(None, (store.names.name(ledger.name, record.id or 0), *whose)))


def state_of(ledger: Ledger[Any], record: Record) -> str:
    """How a record stands: the first of its states that the table shows, as shape and word."""
    shown = (
        getattr(record, name) for name in ledger.columns.split() if name in ledger.fields and ledger.fields[name].fixed
    )
    state = next((value for value in shown if isinstance(value, Codes)), None)
    return f"{getattr(state, 'shape', '')} {state.label}".strip() if state else ""
