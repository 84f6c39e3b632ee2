"""The records that stand round one record, read from the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Where, one_of
from safety_desk.ledger import leads
from safety_desk.record import Record

if TYPE_CHECKING:
    from safety_desk.db.shelf import Shelf


class StoredKin:
    """The records round a record, read from the file; `met` are those that it has handed out, by class and id."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.met: dict[tuple[type[Record], int | None], Record] = {}

    def of(self, record: Record, ledger: str, via: str = "", where: Where | None = None) -> list[Any]:
        """The records of that ledger that link to this one and fulfil the condition."""
        other = self._shelf.ledgers[ledger]
        link = other.fields[via] if via else other.links_to(self._shelf.ledger_of(record).name)[0]
        if not record.id:
            return []
        wanted = leads(link, record.id)
        return self._meet(self._shelf.those(other, wanted if where is None else wanted & where))

    def linked(self, record: Record, link: str) -> Any:
        """The record that a link of this one leads to, or None."""
        found = self._shelf.follow(record, link)
        return found and self._meet([found])[0]

    def all_linked(self, record: Record, links: str) -> list[Any]:
        """The records that a link to several leads to, in the order in which they are named."""
        ids = getattr(record, links) or ()
        to = self._shelf.ledgers[self._shelf.ledger_of(record).fields[links].to]
        found = {other.id: other for other in self._meet(self._shelf.find(to.record, one_of("id", *ids)))}
        return [found[id] for id in ids if id in found]

    def _meet(self, records: list[Any]) -> list[Any]:
        self.met.update(((type(record), record.id), record) for record in records)
        return records
