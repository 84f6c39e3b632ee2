"""What happened to a record, told from the journal."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from safety_desk.db.store import Store
from safety_desk.ledger import Ledger


@dataclass(frozen=True)
class Event:
    """One operation that touched a record: when, who, what, and which fields became what."""

    at: str
    who: str
    label: str
    changes: tuple[tuple[str, str, str], ...]


def events(store: Store, ledger: Ledger[Any], id: int) -> Iterator[Event]:
    """The operations that touched a record, the oldest first; each change as label, before, after."""
    for _, changes in groupby(store.history(ledger, id), key=lambda change: change.op):
        steps = list(changes)
        before, after = steps[0].before or {}, steps[-1].after or {}
        told = []
        for name, field in ledger.fields.items():
            was, is_ = (field.load(side.get(name)) for side in (before, after))
            if field.whole(was, store.names) != field.whole(is_, store.names):
                told.append((field.label, field.show(was, store.names), field.show(is_, store.names)))
        yield Event(steps[0].at, steps[0].who, steps[0].label, tuple(told))


def told_history(store: Store, ledger: Ledger[Any], id: int) -> Iterator[str]:
    """The same as lines of text."""
    for event in events(store, ledger, id):
        yield f"{event.at}  {event.who}  {event.label}"
        for label, was, is_ in event.changes:
            yield f"    {label}：{was or '（空）'} → {is_ or '（空）'}"
