"""Fields that follow from other records, told anew at the end of the operation that changed those."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from safety_desk.conditions import eq
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger
from safety_desk.record import Record

if TYPE_CHECKING:
    from safety_desk.db.store import Store

_AHEAD = 200
"""So many records are read at once."""
Followers = Mapping[str, Sequence[Ledger[Any]]]
"""By the name of a ledger: those whose records are told anew after its."""


def followers(ledgers: Iterable[Ledger[Any]]) -> Followers:
    """What is told anew after what."""
    found: dict[str, list[Ledger[Any]]] = {}
    for ledger in ledgers:
        for name in ledger.settle.after.split() if ledger.settle else ():
            found.setdefault(name, []).append(ledger)
    return found


class Settling:
    """What must be told anew before the operation ends."""

    def __init__(self, store: Store, followers: Followers) -> None:
        self._store = store
        self._followers = followers
        self._due: dict[str, set[int]] = {}
        self._settling = ""
        self._scene = store.scene()
        self._told = False

    def note(self, ledger: Ledger[Any], before: Record | None, after: Record | None) -> None:
        """A record was changed, made or deleted."""
        told = before is None and self._told
        for follower in self._followers.get(ledger.name, ()):
            for field in ledger.links_to(follower.name):
                ids = {getattr(record, field.name) for record in (before, after) if record is not None}
                self._due.setdefault(follower.name, set()).update(ids - {None})
        if ledger.settle and not told and after is not None and after.id is not None and self._settling != ledger.name:
            self._due.setdefault(ledger.name, set()).add(after.id)
        if before is not None and after is not None and after.id is not None:  # nothing leads to a new record yet
            self._pass_on(ledger, after.id)
        if after is None and before is not None:
            self._due.get(ledger.name, set()).discard(before.id or 0)

    def beforehand(self, ledger: Ledger[Any], record: Record) -> Record:
        """A new record with what can be told of it before it is written: its history begins with one change, not two.

        Where its rule says so and nothing else follows, it is not told again, unless what it follows from changes.
        """
        self._told = False
        if ledger.settle is None:
            return record
        told = ledger.settle.tell(record, self._store.kin(), self._scene)
        own = next((one for one in told if type(one) is type(record) and one.id is None), None)
        self._told = ledger.settle.early and own is not None and len(told) == 1
        return record if own is None else own

    def note_all(self, ledger: str) -> None:
        """A rule was changed that bears on every record of a ledger."""
        self._due.setdefault(ledger, set()).update(self._store.ids(self._store.ledgers[ledger].record))

    def run(self) -> None:
        """Tell everything anew, what others follow from first."""
        while self._due:
            name = next(name for name in self._due if not self._waits(name))
            self._settling = name
            ledger, ids = self._store.ledgers[name], sorted(self._due.pop(name))
            for n, id in enumerate(ids):
                if n % _AHEAD == 0:
                    self._store.seen.ahead(ledger, ids[n : n + _AHEAD])
                self._tell(ledger, id)
            self._settling = ""

    def _waits(self, name: str) -> bool:
        settle = self._store.ledgers[name].settle
        return settle is not None and any(other in self._due for other in settle.after.split() if other != name)

    def _tell(self, ledger: Ledger[Any], id: int) -> None:
        try:
            record = self._store.get(ledger.record, id)
        except Refusal:  # deleted in the same operation: nothing left to tell
            return
        assert ledger.settle is not None
        kin = self._store.kin()
        kin.met[type(record), id] = record
        for told in ledger.settle.tell(record, kin, self._scene):
            if told != kin.met.get((type(told), told.id)):
                self._store.put(told)
        self._pass_on(ledger, id)

    def _pass_on(self, ledger: Ledger[Any], id: int) -> None:
        """What leads to this record, and follows from it, is due: a chain of enforcement from its inspection."""
        for follower in self._followers.get(ledger.name, ()):
            for field in follower.links_to(ledger.name):
                ids = [] if field.follows else self._store.ids(follower.record, eq(field.name, id))
                if ids:
                    self._due.setdefault(follower.name, set()).update(ids)
