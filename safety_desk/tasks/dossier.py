"""Everything that is known of one record: what is judged of it, the ledgers that lead to it, and what happened."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from safety_desk.conditions import Either, Where, one_of
from safety_desk.db.store import Store
from safety_desk.ledger import Ledger, View, leads
from safety_desk.ledgers.dossier import Dossier
from safety_desk.ledgers.grade import Grade
from safety_desk.record import Record
from safety_desk.tasks.dues import name_of
from safety_desk.verdicts import Completeness, Verdict

MOST_TOLD = 3
"""So many columns tell what a record is that has no name of its own."""


@dataclass(frozen=True)
class Linked:
    """The records of one ledger that lead to a record: how many, and the newest."""

    ledger: Ledger[Any]
    where: Where
    count: int
    newest: Sequence[Record]


@dataclass(frozen=True)
class Whole:
    """A record of a dossier, with what leads to it and what is judged of it."""

    dossier: Dossier
    record: Record
    linked: Sequence[Linked]
    verdicts: Sequence[Verdict]
    complete: Completeness | None

    @property
    def some(self) -> list[Linked]:
        """The ledgers that have something."""
        return [one for one in self.linked if one.count]

    @property
    def none(self) -> list[str]:
        """What there is nothing of, in words; records of its own kind are not missed."""
        return [one.ledger.noun for one in self.linked if not one.count and one.ledger is not self.dossier.ledger]


@dataclass(frozen=True)
class Moment:
    """One operation that touched the record or a linked one: when, who, what, and the record that it touched last."""

    at: str
    who: str
    label: str
    ledger: str
    id: int


def whole(store: Store, dossier: Dossier, id: int) -> Whole:
    """All that is known of a record now. Raises Refusal where there is no such record."""
    record, kin = store.get(dossier.ledger.record, id), store.kin()
    verdicts = dossier.judge(record, kin, store.scene())
    complete = dossier.complete(record, kin) if dossier.complete else None
    return Whole(dossier, record, linked_to(store, dossier.ledger, id), verdicts, complete)


def doors(store: Store, records: Iterable[Record]) -> list[tuple[Ledger[Any], list[Record], Where]]:
    """Records by their ledgers, and the condition that shows just these."""
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(store.ledger_of(record).name, []).append(record)
    return [(store.ledgers[name], some, one_of("id", *(r.id for r in some))) for name, some in found.items()]


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


def line_of(store: Store, of: Ledger[Any], ledger: Ledger[Any], record: Record) -> str:
    """A linked record in one line: what it is called, or what its table shows where it is only called after its owner."""
    if ledger.fields[ledger.called].to != of.name:
        return name_of(store, ledger, record).replace("\n", " ")
    shown = ledger.show(record, store.names)
    names = [name for name in ledger.columns.split() if shown.get(name) and name != ledger.called]
    told = [name for name in names if ledger.fields[name].type is not Grade][:MOST_TOLD]
    return "　".join(f"{ledger.fields[name].label} {shown[name]}" for name in told).replace("\n", " ")


def views_of(store: Store, linked: Linked) -> list[tuple[View, Where, int]]:
    """The views of a ledger in which some of the linked records stand: the view, its condition here, how many."""
    told = []
    for view in linked.ledger.views if linked.count else ():
        where = linked.where & view.where
        if count := store.count(linked.ledger.record, where):
            told.append((view, where, count))
    return told


def graded(store: Store, of: Ledger[Any], linked: Sequence[Linked]) -> tuple[Linked, dict[Grade | None, int]] | None:
    """The linked ledger from whose grades the record's own is told, the first that it is settled after, and its spread."""
    by_name = {one.ledger.name: one for one in linked}
    for name in of.settle.after.split() if of.settle else ():
        if name in by_name and (counts := grades_of(store, by_name[name])):
            return by_name[name], counts
    return None


def grades_of(store: Store, linked: Linked) -> dict[Grade | None, int]:
    """How the linked records spread over the four grades; nothing where they have none."""
    names = grades_in(linked.ledger)
    return store.spread(linked.ledger.record, names[0], linked.where) if names else {}


def grades_in(ledger: Ledger[Any]) -> list[str]:
    """The columns of a ledger that are grades of risk."""
    return [name for name in ledger.columns.split() if name in ledger.fields and ledger.fields[name].type is Grade]


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
