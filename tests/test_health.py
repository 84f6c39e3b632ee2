"""A check of the file tells what is wrong with it, and says nothing where all is well."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from town import Town, made

from safety_desk.db.health import faults
from safety_desk.db.schema import arm, disarm
from safety_desk.db.store import Store
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.place import Village
from safety_desk.paths import Office
from safety_desk.tasks.office import open_office


def test_a_sound_office_has_no_faults(store: Store, town: Town) -> None:
    made(store, HiddenDanger, enterprise=town.mill.id)
    store.undo()
    assert list(faults(store)) == []


@pytest.fixture
def behind_our_back(store: Store) -> Callable[[str], None]:
    """Changes the file as a foreign tool may: without journal and without keys."""

    def change(statement: str) -> None:
        disarm(store.db)
        store.db.execute("PRAGMA foreign_keys = OFF")
        store.db.execute(statement)
        store.db.execute("PRAGMA foreign_keys = ON")
        arm(store.db, store.ledgers)

    return change


def test_a_link_into_nothing_is_told(store: Store, town: Town, behind_our_back: Callable[[str], None]) -> None:
    behind_our_back(f"UPDATE enterprises SET village = 99 WHERE id = {town.mill.id}")
    assert any("enterprises 第 1 条指向的 villages 记录不存在" in text for text in faults(store))


def test_a_missing_column_is_told_by_the_title_of_its_ledger(
    store: Store, behind_our_back: Callable[[str], None]
) -> None:
    behind_our_back("ALTER TABLE villages DROP COLUMN remark")
    assert "村（社区）缺少字段：remark" in list(faults(store))


def test_an_index_that_does_not_fit_its_table_is_told(office: Office) -> None:
    with open_office(office) as store:
        made(store, Village, name="甲村", code="1")
    with closing(sqlite3.connect(office.database)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = replace(sql, '\"code\"', '\"name\"') WHERE name = 'villages_key0'")
        db.commit()
    with open_office(office) as store:
        assert any("数据文件有损坏" in text for text in faults(store))
