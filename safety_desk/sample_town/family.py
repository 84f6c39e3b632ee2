"""Records before they are saved: joined by temporary ids below zero, and settled by the same rules as in the file."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any, TypeVar

from safety_desk import clock
from safety_desk.conditions import Where
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.options import Scene
from safety_desk.record import Record

R = TypeVar("R", bound=Record)

_OF: dict[type[Record], Ledger[Any]] = {ledger.record: ledger for ledger in LEDGERS}
_BY_NAME: dict[str, Ledger[Any]] = {ledger.name: ledger for ledger in LEDGERS}
_SINGLES = {
    ledger.name: [(name, field.to) for name, field in ledger.links.items() if field.kind.name == "link"]
    for ledger in LEDGERS
}


class Family:
    """Records that know each other; a Kin for the rules of the ledgers. Children may lead to their parent's records."""

    def __init__(self, scene: Scene, parent: "Family | None" = None) -> None:
        self.scene = scene
        self._parent = parent
        self._ids_left: Iterator[int] = parent._ids_left if parent else count(-1, -1)
        self._records: dict[int, Any] = {}
        self._children: dict[tuple[str, str, int], list[int]] = {}

    def add(self, record: R) -> R:
        """Take in a new record and answer it with its temporary id."""
        id = next(self._ids_left)
        record = record.replace(id=id)
        self._records[id] = record
        self._join(record, None)
        return record

    def put(self, record: R) -> R:
        """Take a record in place of the one with its id."""
        assert record.id is not None
        before = self._records[record.id]
        self._records[record.id] = record
        self._join(record, before)
        return record

    def _join(self, record: Any, before: Any) -> None:
        """Note what the record leads to."""
        name = _OF[type(record)].name
        for link, _ in _SINGLES[name]:
            old, new = getattr(before, link, None), getattr(record, link)
            if old == new:
                continue
            if old is not None:
                self._children[name, link, old].remove(record.id)
            if new is not None:
                self._children.setdefault((name, link, new), []).append(record.id)

    def now(self, record: R) -> R:
        """The record as it is now."""
        assert record.id is not None
        found: R = self._get(record.id)
        return found

    def all(self, cls: type[R]) -> list[R]:
        """The records of a class, in the order they came."""
        return [record for record in self._records.values() if type(record) is cls]

    def of(self, record: Record, ledger: str, via: str = "", where: Where | None = None) -> list[Any]:
        """The records of that ledger that link to this one and fulfil the condition."""
        here = _OF[type(record)].name
        link = via or next(link for link, to in _SINGLES[ledger] if to == here)
        assert record.id is not None
        found = [self._get(id) for id in self._ids((ledger, link, record.id))]
        return found if where is None else [one for one in found if where.holds(one, clock.today())]

    def linked(self, record: Record, link: str) -> Any:
        """The record that a link of this one leads to, or None."""
        to = getattr(record, link)
        return None if to is None else self._get(to)

    def all_linked(self, record: Record, links: str) -> list[Any]:
        """The records that a link to several leads to."""
        return [self._get(to) for to in getattr(record, links) or ()]

    def settle(self, ledger: str) -> None:
        """Tell anew what follows from other records, for every record of a ledger."""
        declared = _BY_NAME[ledger]
        for record in self.all(declared.record):
            self.settle_one(record)

    def settle_one(self, record: R) -> R:
        """Tell anew what follows from other records, for one record."""
        settle = _OF[type(record)].settle
        assert settle is not None and record.id is not None
        for told in settle.tell(self._records[record.id], self, self.scene):
            self._records[told.id] = told  # type: ignore[index]
        return self.now(record)

    def in_order(self, classes: Iterable[type[Record]]) -> Iterator[Record]:
        """All records, class by class."""
        ranked: dict[type[Record], list[Record]] = {cls: [] for cls in classes}
        for record in self._records.values():
            ranked[type(record)].append(record)
        return (record for records in ranked.values() for record in records)

    def _get(self, id: int) -> Any:
        if id in self._records or self._parent is None:
            return self._records[id]
        return self._parent._get(id)

    def _ids(self, key: tuple[str, str, int]) -> list[int]:
        own = self._children.get(key, [])
        return own if self._parent is None else [*self._parent._ids(key), *own]
