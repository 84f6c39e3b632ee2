"""An office's file is opened only when it is ours, sound and not newer than the program; what is foreign stays untouched."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from town import dump, made

from safety_desk.db import opening
from safety_desk.db.faults import plainly
from safety_desk.db.health import faults
from safety_desk.db.migrations import upgrade
from safety_desk.db.opening import APPLICATION_ID, open_store
from safety_desk.db.steps import STEPS
from safety_desk.errors import Refusal
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.codes import CodeEntry
from safety_desk.ledgers.place import Village
from safety_desk.paths import Office, usual_office
from safety_desk.tasks.office import open_office


def pragma(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def test_a_new_office_is_made_with_its_folders_its_mark_and_its_code_tables(tmp_path: Path) -> None:
    office = Office(tmp_path / "新 镇#1%" / "数据")
    with open_office(office) as store:
        assert list(faults(store)) == []
        assert store.count(CodeEntry) > 300
        assert store.can_undo() == ""
    assert office.attachments.is_dir() and office.logs.is_dir()
    assert pragma(office.database, "application_id") == APPLICATION_ID
    assert pragma(office.database, "user_version") == len(STEPS)


def test_what_was_acknowledged_is_on_the_disk(office: Office) -> None:
    with open_office(office) as store:
        assert store.db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert store.db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert store.db.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_opening_an_office_again_changes_nothing(office: Office) -> None:
    with open_office(office) as store:
        before = dump(store)
    with open_office(office) as store:
        assert dump(store) == before


def refused(path: Path) -> str:
    """Why a file is not opened; it and its folder are as before."""
    content, beside = path.read_bytes(), sorted(path.parent.iterdir())
    with pytest.raises(Refusal) as why:
        open_store(path, LEDGERS).close()
    assert path.read_bytes() == content
    assert sorted(path.parent.iterdir()) == beside
    return str(why.value)


def test_a_foreign_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "别的.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE enterprises (id INTEGER)")
    assert "不是安全台账的数据文件，没有打开，也没有改动它" in refused(path)


def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    path.write_bytes("企业台账".encode() * 500)
    assert "不是安全台账的数据文件，或者已经损坏" in refused(path)


def test_a_file_of_a_newer_program_is_refused_untouched(office: Office) -> None:
    with closing(sqlite3.connect(office.database)) as db:
        db.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
        db.execute("PRAGMA journal_mode = DELETE")
    assert "请先升级程序再打开（数据没有改动）" in refused(office.database)


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "office.db").mkdir()
    with pytest.raises(Refusal):
        open_store(tmp_path / "office.db", LEDGERS)


def test_an_office_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "占位").write_text("", encoding="utf-8")
    with pytest.raises(Refusal, match="不能建立数据文件夹"):
        open_office(Office(tmp_path / "占位" / "数据"))


def test_a_folder_on_another_computer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_is_elsewhere", lambda path: True)
    with pytest.raises(Refusal, match="在网络共享上"):
        open_store(tmp_path / "office.db", LEDGERS)
    assert not (tmp_path / "office.db").exists()


def test_an_upgrade_keeps_a_copy_of_the_file_as_it_was(office: Office) -> None:
    with open_office(office) as store:
        made(store, Village, name="甲村")
    with closing(sqlite3.connect(office.database)) as db:
        db.execute("PRAGMA user_version = 0")  # as a file of an earlier program
    with open_office(office) as store:
        assert [village.name for village in store.find(Village)] == ["甲村"]
        assert store.undo() == "新增村（社区）"
    [copy] = (office.folder / "backups").iterdir()
    assert copy.name.startswith("升级前_20261123")
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT name FROM villages").fetchall() == [("甲村",)]
        assert db.execute("PRAGMA user_version").fetchone() == (0,)


def test_an_upgrade_that_was_stopped_goes_on_at_the_next_start(tmp_path: Path) -> None:
    office = Office(tmp_path / "数据")
    office.prepare()
    with closing(sqlite3.connect(office.database)) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    upgrade(office.database, [])  # the power failed before the triggers were made
    with closing(sqlite3.connect(office.database)) as db:
        db.execute("PRAGMA user_version = 0")
    with open_office(office) as store:
        assert list(faults(store)) == []
        with pytest.raises(sqlite3.IntegrityError):
            store.db.execute("DELETE FROM codes")


def test_a_damaged_file_is_told_in_words(office: Office) -> None:
    with open_office(office) as store:
        for n in range(300):
            made(store, Village, name=f"村{n}")
    content = bytearray(office.database.read_bytes())
    content[8192 : 8192 + 200_000] = b"\xa5" * 200_000
    office.database.write_bytes(content)
    with pytest.raises(Refusal, match="已损坏"), plainly(), open_office(office) as store:
        store.find(Village, words="村")
        store.find(CodeEntry)


def test_a_read_only_file_is_told_in_words(office: Office) -> None:
    with (
        closing(sqlite3.connect(f"{office.database.as_uri()}?mode=ro", uri=True)) as db,
        pytest.raises(Refusal, match="只读"),
        plainly(),
    ):
        db.execute("CREATE TABLE x (id)")


def test_our_own_faults_are_not_passed_off_as_the_persons() -> None:
    with closing(sqlite3.connect(":memory:")) as db, pytest.raises(sqlite3.OperationalError), plainly():
        db.execute("SELECT * FROM nowhere")


def test_the_office_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAFETY_DESK_OFFICE", str(tmp_path / "这里"))
    monkeypatch.setattr("safety_desk.paths.program", lambda: tmp_path)
    assert usual_office().folder == tmp_path / "这里"
    (tmp_path / "data").mkdir()
    assert usual_office().folder == tmp_path / "data"
