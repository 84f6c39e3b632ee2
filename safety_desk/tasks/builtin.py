"""What the program brings along (code tables, criteria, checklists, holidays …), put into an office's file."""

from functools import reduce
from operator import and_
from typing import Any

from safety_desk import __version__, clock
from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.fields import f
from safety_desk.ledger import Ledger
from safety_desk.options import Options
from safety_desk.record import Record


class Brought(Options, key="builtin", title="内置资料"):
    """Which program brought along what the office has, and in which year; not for people to set."""

    version: str = f("版本", default="")


def bring(store: Store) -> None:
    """Built-in records that this office does not have yet, once for each version of the program and each year.

    Those that it renamed or disabled stay as they are, and so do the parts that it changed.
    """
    now = f"{__version__} {clock.today().year}"
    if store.options(Brought).version == now:
        return
    with store.operation("带入内置资料", final=True):
        for ledger in store.ledgers.values():
            if ledger.builtin is not None:
                _bring(store, ledger)
        store.set_options("带入内置资料", Brought(version=now))


def _bring(store: Store, ledger: Ledger[Any]) -> None:
    assert ledger.builtin is not None
    key = ledger.keys[0].split()
    have = {tuple(getattr(record, name) for name in key) for record in store.find(ledger.record)}
    owner: int | None = None
    for record in ledger.builtin():
        if type(record) is ledger.record:
            owner = None if tuple(getattr(record, name) for name in key) in have else store.put(record)
        elif owner is not None:
            store.put(_under(store, record, owner))


def _under(store: Store, part: Record, owner: int) -> Record:
    link = store.ledger_of(part).owner
    assert link is not None
    return part.replace(**{link.name: owner})


def brought(store: Store, record: Record) -> int | None:
    """The id of the built-in record that this one stands for: by its key, or by its place under such a record."""
    ledger = store.ledger_of(record)
    if ledger.builtin is not None and getattr(record, "builtin", False):
        names = ledger.keys[0].split()
    elif ledger.owner is not None and ledger.place is not None and store.ledgers[ledger.owner.to].builtin is not None:
        names = [ledger.owner.name, ledger.place.name]
    else:
        return None
    where = reduce(and_, (eq(name, getattr(record, name)) for name in names))
    return next(iter(store.ids(type(record), where)), None)
