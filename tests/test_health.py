"""A check of the file tells what is wrong with it, and says nothing where all is well."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from town import Town, made

from safety_desk.db import attachments
from safety_desk.db.health import faults, unused_files
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


@pytest.fixture
def pictured(store: Store, town: Town) -> HiddenDanger:
    """A hidden danger with a photo from before and one from after."""
    photos = {
        name: (attachments.keep_content(store.attachments, name.encode(), f"{name}.jpg"),)
        for name in ("photo_before", "photo_after")
    }
    return made(store, HiddenDanger, enterprise=town.mill.id, **photos)


def test_files_stay_when_the_record_that_names_them_is_undone_or_lets_go_of_them(
    store: Store, pictured: HiddenDanger
) -> None:
    files = {path: path.read_bytes() for path in store.attachments.rglob("*") if path.is_file()}
    assert (len(files), unused_files(store)) == (2, [])
    store.save("移除照片", pictured.replace(photo_before=None))
    assert [path.read_bytes() for path in unused_files(store)] == [b"photo_before"]
    store.undo()
    store.undo()
    assert set(unused_files(store)) == set(files)
    assert {path: path.read_bytes() for path in files} == files
    store.redo()
    assert (list(faults(store)), unused_files(store)) == ([], [])


def test_files_that_are_gone_or_changed_are_told_with_their_record(store: Store, pictured: HiddenDanger) -> None:
    assert pictured.photo_before and pictured.photo_after
    attachments.place_of(store.attachments, pictured.photo_before[0]).unlink()
    changed = attachments.place_of(store.attachments, pictured.photo_after[0])
    changed.write_bytes(b"other")
    told = list(faults(store))
    assert len(told) == 2
    assert told[0].startswith(
        f"隐患台账“{pictured.code}”的整改前照片“photo_before.jpg”不见了，请从备份拷回 attachments"
    )
    assert f"整改后照片“photo_after.jpg”内容变了，请从备份拷回 {changed.relative_to(store.folder)}" in told[1]
