"""What an operation has read: each record once, until it changes, for rules look at the same ones many times."""

from collections.abc import Callable, Sequence
from typing import Any

from safety_desk.conditions import Where
from safety_desk.ledger import Ledger
from safety_desk.record import Record

_MOST = 20_000
"""So many records are kept in memory."""


class Seen:
    """The records that were read while an operation goes on. `read` reads records by their ids."""

    def __init__(self, read: Callable[[Ledger[Any], Sequence[int]], list[Record]]) -> None:
        self._read = read
        self._records: dict[tuple[str, int], Record] = {}
        self._found: dict[tuple[str, Where], list[int]] = {}

    def clear(self) -> None:
        """Anything may have changed."""
        self._records.clear()
        self._found.clear()

    def drop(self, ledger: Ledger[Any], id: int) -> None:
        """That record has changed; which ones fulfil a condition may have, too."""
        self._records.pop((ledger.name, id), None)
        self._found.clear()

    def ahead(self, ledger: Ledger[Any], ids: Sequence[int]) -> None:
        """Read these records before they are asked for one by one."""
        name = ledger.name
        if len(self._records) + len(ids) > _MOST:
            self._records.clear()
        unread = [id for id in ids if (name, id) not in self._records]
        for start in range(0, len(unread), 500):
            for record in self._read(ledger, unread[start : start + 500]):
                assert record.id is not None
                self._records[name, record.id] = record

    def one(self, ledger: Ledger[Any], id: int) -> Record | None:
        """The record with that id, or None."""
        self.ahead(ledger, [id])
        return self._records.get((ledger.name, id))

    def those(self, ledger: Ledger[Any], where: Where, ids: Callable[[], list[int]]) -> list[Record]:
        """The records that fulfil a condition; `ids` finds them."""
        key = (ledger.name, where)
        if (found := self._found.get(key)) is None:
            found = self._found[key] = ids()
        self.ahead(ledger, found)
        return [self._records[ledger.name, id] for id in found]
