"""Open an office: its folders, its file, its built-in code tables."""

from safety_desk.conditions import eq
from safety_desk.db.opening import open_store
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.codes import CodeEntry, built_in
from safety_desk.paths import Office


def open_office(office: Office, who: str = "") -> Store:
    """The store of an office, with its folders and its built-in code tables. Raises Refusal."""
    try:
        office.prepare()
    except OSError as error:
        raise Refusal(f"不能建立数据文件夹“{office.folder}”：{error.strerror}") from error
    store = open_store(office.database, LEDGERS, who)
    if store.count(CodeEntry, eq("builtin", True)) < sum(1 for _ in built_in()):
        _add_codes(store)
    return store


def _add_codes(store: Store) -> None:
    """Built-in entries that this office does not have yet; those it renamed or disabled stay as they are."""
    have = {(entry.list, entry.code) for entry in store.find(CodeEntry)}
    with store.operation("更新内置代码表", final=True):
        for entry in built_in():
            if (entry.list, entry.code) not in have:
                store.put(entry)
