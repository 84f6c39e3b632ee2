"""Everything that is linked to one record: the ledgers that lead to it, their newest records, and what happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from safety_desk.conditions import Either, Where
from safety_desk.db.store import Store
from safety_desk.ledger import Ledger, View, leads
from safety_desk.ledgers.grade import Grade
from safety_desk.record import Record


@dataclass(frozen=True)
class Linked:
    """The records of one ledger that lead to a record: how many, and the newest."""

    ledger: Ledger[Any]
    where: Where
    count: int
    newest: Sequence[Record]


@dataclass(frozen=True)
class Moment:
    """One operation that touched the record or a linked one: when, who, what, and the record that it touched last."""

    at: str
    who: str
    label: str
    ledger: str
    id: int


def linked_to(store: Store, ledger: Ledger[Any], id: int, each: int = 3) -> list[Linked]:
    """The ledgers whose records lead to this one, in their order, also those that have none."""
    found = []
    for other in store.ledgers.values():
        if ways := [leads(field, id) for field in other.links.values() if field.to == ledger.name]:
            where = ways[0] if len(ways) == 1 else Either(tuple(ways))
            count = store.count(other.record, where)
            newest = store.find(other.record, where, "-id", limit=each) if count else []
            found.append(Linked(other, where, count, newest))
    return found


def views_of(store: Store, linked: Linked) -> list[tuple[View, Where, int]]:
    """The views of a ledger in which some of the linked records stand: the view, its condition here, how many."""
    told = []
    for view in linked.ledger.views if linked.count else ():
        where = linked.where & view.where
        if count := store.count(linked.ledger.record, where):
            told.append((view, where, count))
    return told


def grades_of(store: Store, linked: Linked) -> dict[Grade | None, int]:
    """How the linked records spread over the four grades; nothing where they have none."""
    columns = (linked.ledger.fields.get(name) for name in linked.ledger.columns.split())
    field = next((field for field in columns if field is not None and field.type is Grade), None)
    return store.spread(linked.ledger.record, field.name, linked.where) if field is not None else {}


def moments(store: Store, ledger: Ledger[Any], id: int, linked: Sequence[Linked], most: int) -> list[Moment]:
    """What happened to a record and to those that lead to it, from the journal, the newest first."""
    found: dict[int, Moment] = {}
    for name, ids in [(ledger.name, [id]), *((one.ledger.name, _ids(store, one)) for one in linked if one.count)]:
        for op, at, who, label, row in _changes(store, name, ids, most):
            found.setdefault(op, Moment(at, who, label, name, row))
    return [found[op] for op in sorted(found, reverse=True)[:most]]


def _ids(store: Store, linked: Linked) -> list[int]:
    return store.ids(linked.ledger.record, linked.where)


def _changes(store: Store, ledger: str, ids: Sequence[int], most: int) -> Iterator[tuple[int, str, str, str, int]]:
    """The last operations that touched some of these rows: number, when, who, what, row."""
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        query = (
            "SELECT op.id, op.at, op.who, op.label, max(change.row) FROM change JOIN op ON op.id = change.op"
            f" WHERE change.ledger = ? AND change.row IN ({', '.join('?' * len(some))})"
            " GROUP BY op.id ORDER BY op.id DESC LIMIT ?"
        )
        yield from store.db.execute(query, [ledger, *some, most])
