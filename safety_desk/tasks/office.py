"""Open an office: its folders, its file, and the records that the program brings along."""

from collections.abc import Sequence
from typing import Any

from safety_desk.conditions import eq
from safety_desk.db.opening import open_store
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.paths import Office
from safety_desk.record import Record


def open_office(office: Office, who: str = "") -> Store:
    """The store of an office, with its folders, its code tables and other built-in records. Raises Refusal."""
    try:
        office.prepare()
    except OSError as error:
        raise Refusal(f"不能建立数据文件夹“{office.folder}”。请检查磁盘在不在、有没有权限，或者换一个地方") from error
    store = open_store(office.database, LEDGERS, who)
    for ledger in LEDGERS:
        if ledger.builtin is not None:
            _bring(store, ledger, list(ledger.builtin()))
    return store


def _bring(store: Store, ledger: Ledger[Any], records: Sequence[Record]) -> None:
    """Built-in records that this office does not have yet; those it renamed or disabled stay as they are."""
    if store.count(ledger.record, eq("builtin", True)) >= len(records):
        return
    key = ledger.keys[0].split()
    have = {tuple(getattr(record, name) for name in key) for record in store.find(ledger.record)}
    with store.operation(f"更新内置{ledger.title}", final=True):
        for record in records:
            if tuple(getattr(record, name) for name in key) not in have:
                store.put(record)
