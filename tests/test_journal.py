"""Nothing is written without a trace, everything can be taken back, and a changed trace is seen."""

import datetime as dt
import shutil
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from town import Town, changed, dump, found_town, made, op_count

from safety_desk.db import journal
from safety_desk.db.health import faults
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.enterprise import ENTERPRISES, Enterprise
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS, HiddenDanger
from safety_desk.ledgers.place import Village
from safety_desk.ledgers.risk import Hazard, RiskAssessment, RiskPoint
from safety_desk.paths import Office
from safety_desk.tasks.office import open_office


def test_writing_outside_an_operation_fails_whoever_writes(store: Store, town: Town, office: Office) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=r"change\.op"):
        store.db.execute("UPDATE enterprises SET name = '改了' WHERE id = 1")
    with closing(sqlite3.connect(office.database)) as stranger:
        for statement in ("DELETE FROM enterprises", "INSERT INTO settings (key, value) VALUES ('a', '1')"):
            with pytest.raises(sqlite3.IntegrityError, match=r"change\.op"):
                stranger.execute(statement)
    with pytest.raises(AssertionError, match="inside an operation"):
        store.put(town.mill)


def test_every_table_of_records_is_journalled(store: Store) -> None:
    triggers = {name for (name,) in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    tables = {*store.ledgers, "settings", "serials", "doubts", "submissions"}
    assert triggers == {f"{table}_{event}" for table in tables for event in ("INSERT", "UPDATE", "DELETE")}


def test_the_history_of_a_record_tells_what_when_who_and_from_what_to_what(store: Store, town: Town) -> None:
    changed(store, town.mill, employees=12)
    created, *_, edited = store.history(ENTERPRISES, town.mill.id or 0)
    assert (created.label, created.before, created.who) == ("新增企业台账", None, "测试员")
    assert edited.at == "2026-11-23 10:00:00"
    assert edited.before and edited.after
    assert (edited.before["employees"], edited.after["employees"]) == (None, 12)


def test_what_follows_is_told_before_a_record_is_first_written(store: Store, town: Town) -> None:
    danger = made(
        store, HiddenDanger, enterprise=town.mill.id, description="配电箱缺门", found_date=dt.date(2026, 11, 20)
    )
    [created] = store.history(HIDDEN_DANGERS, danger.id or 0)
    assert created.after and created.after["due_on"] == "2026-12-05"


def test_an_operation_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    ops = op_count(store)
    with store.operation("看看"):
        pass
    assert (op_count(store), store.can_undo()) == (ops, "")


def test_a_failing_operation_leaves_nothing(store: Store, town: Town) -> None:
    before, ops = dump(store), op_count(store)
    with pytest.raises(ZeroDivisionError), store.operation("导入"):
        store.put(Village(name="甲村"))
        store.delete(town.clerk)
        raise ZeroDivisionError
    assert (dump(store), op_count(store)) == (before, ops)
    made(store, Village, name="甲村")


def test_an_operation_inside_another_is_part_of_it(store: Store) -> None:
    with store.operation("外"):
        store.save("内", Village(name="甲村"))
        with store.operation("又内"):
            store.put(Village(name="乙村"))
    assert store.undo() == "外"
    assert store.count(Village) == 0


def test_undo_and_redo_go_back_and_forth(store: Store, town: Town) -> None:
    states = [dump(store)]
    for n in range(3):
        changed(store, town.mill, employees=n)
        states.append(dump(store))
    for state in (states[2], states[1]):
        assert store.undo() == "修改企业台账"
        assert dump(store) == state
    for state in (states[2], states[3]):
        assert store.redo() == "修改企业台账"
        assert dump(store) == state
    with pytest.raises(Refusal, match="没有可以重做的操作"):
        store.redo()


def test_undo_says_what_it_would_do(store: Store, town: Town) -> None:
    assert (store.can_undo(), store.can_redo()) == ("新增人员", "")
    store.undo()
    assert (store.can_undo(), store.can_redo()) == ("新增人员", "新增人员")


def test_nothing_to_undo_is_said(store: Store) -> None:
    with pytest.raises(Refusal, match="没有可以撤销的操作"):
        store.undo()


def test_a_new_operation_ends_what_could_be_redone(store: Store, town: Town) -> None:
    store.undo()
    made(store, Village, name="甲村")
    with pytest.raises(Refusal, match="没有可以重做的操作"):
        store.redo()


def test_undo_and_redo_survive_closing(office: Office) -> None:
    with open_office(office, "甲") as store:
        town = found_town(store)
        changed(store, town.mill, employees=1)
        changed(store, town.mill, employees=2)
        store.undo()
    with open_office(office, "乙") as store:
        assert (store.can_undo(), store.can_redo()) == ("修改企业台账", "修改企业台账")
        store.redo()
        assert store.get(Enterprise, town.mill.id or 0).employees == 2
    with open_office(office, "丙") as store:
        store.undo()
        store.undo()
        assert store.get(Enterprise, town.mill.id or 0).employees is None


def test_undo_of_a_delete_brings_back_the_whole_with_its_parts(store: Store, town: Town) -> None:
    point = made(store, RiskPoint, name="锅炉", enterprise=town.mill.id)
    hazard = made(store, Hazard, risk_point=point.id)
    made(store, RiskAssessment, hazard=hazard.id, factors={"L": 3, "E": 6, "C": 15})
    before = dump(store)
    store.remove("删除风险点", store.get(RiskPoint, point.id or 0))
    assert store.count(RiskAssessment) == 0
    store.undo()
    assert dump(store) == before
    store.redo()
    assert store.count(RiskPoint) == store.count(Hazard) == store.count(RiskAssessment) == 0


def test_undo_is_refused_where_someone_changed_the_record_since(store: Store, again: Store, town: Town) -> None:
    changed(store, town.mill, employees=1)
    changed(again, town.mill, employees=2)
    before = dump(store)
    with pytest.raises(Refusal, match="这些记录后来又被改动过，不能再撤销"):
        store.undo()
    assert dump(store) == before


def test_operations_of_two_windows_are_undone_in_any_order_and_none_stands_in_the_way(
    office: Office, store: Store
) -> None:
    made(store, Village, name="甲村")
    with open_office(office, "另一人") as again:
        made(again, Village, name="乙村")
    store.undo()  # of its own, though the other's is newer
    with open_office(office, "后来") as later:
        assert later.undo() == "新增村（社区）"
        assert later.count(Village) == 0
        with pytest.raises(Refusal, match="没有可以撤销"):
            later.undo()
        later.redo()
        later.redo()
        assert {village.name for village in later.find(Village)} == {"甲村", "乙村"}


def test_a_final_operation_is_not_undone_nor_anything_before_it(store: Store, town: Town, office: Office) -> None:
    with store.operation("月报定稿", final=True):
        store.put(town.mill.replace(employees=1))
    assert store.can_undo() == ""
    changed(store, town.station, employees=2)
    store.undo()
    with pytest.raises(Refusal):
        store.undo()
    with open_office(office) as later:
        assert (later.can_undo(), later.can_redo()) == ("", "修改企业台账")


def test_undoing_is_journalled_like_everything(store: Store, town: Town) -> None:
    changed(store, town.mill, employees=1)
    store.undo()
    store.redo()
    labels = dict.fromkeys(change.label for change in store.history(ENTERPRISES, town.mill.id or 0))
    assert list(labels) == ["新增企业台账", "修改企业台账", "撤销：修改企业台账", "重做：修改企业台账"]
    assert list(faults(store)) == []


def test_numbers_with_many_digits_come_back_whole(store: Store) -> None:
    mill = made(store, Enterprise, name="甲厂", lon=118.12345678901234, lat=30.1 + 0.2, reg_capital=10**15 + 1)
    store.remove("删除", mill)
    store.undo()
    assert store.get(Enterprise, mill.id or 0) == mill


def tampered(office: Office, *statements: str) -> list[int]:
    """The operations whose seal is broken after someone changed the file with a tool of his own."""
    with closing(sqlite3.connect(office.database, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)
    with open_office(office) as store:
        return journal.broken_seals(store.db)


@pytest.fixture
def written(office: Office) -> Office:
    """An office with six operations more, closed."""
    with open_office(office, "甲") as store:
        town = found_town(store)
        for n in range(6):
            changed(store, town.mill, employees=n)
        assert journal.broken_seals(store.db) == []
    return office


LAST = "(SELECT max(id) FROM op)"
MIDDLE = f"{LAST} - 3"


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE change SET after = replace(after, '\"employees\":2', '\"employees\":9') WHERE op = {MIDDLE}",
        f"UPDATE op SET who = '别人' WHERE id = {MIDDLE}",
        f"UPDATE op SET at = '2020-01-01 00:00:00' WHERE id = {MIDDLE}",
        f"DELETE FROM change WHERE op = {MIDDLE}",
        f"UPDATE op SET hash = 'abc' WHERE id = {MIDDLE}",
    ],
)
def test_a_changed_line_of_the_journal_is_seen(written: Office, statement: str) -> None:
    assert tampered(written, statement) != []


def test_a_deleted_operation_is_seen_wherever_it_stood(written: Office, tmp_path: Any) -> None:
    for name, op in (("middle", MIDDLE), ("last", LAST)):
        shutil.copytree(written.folder, tmp_path / name)
        with closing(sqlite3.connect(tmp_path / name / "office.db", isolation_level=None)) as db:
            [number] = db.execute(f"SELECT {op}").fetchone()
        gone = tampered(
            Office(tmp_path / name), f"DELETE FROM change WHERE op = {number}", f"DELETE FROM op WHERE id = {number}"
        )
        assert gone, name


def test_health_tells_which_operation_was_tampered_with(written: Office) -> None:
    broken = tampered(written, f"UPDATE op SET who = '别人' WHERE id = {MIDDLE}")
    with open_office(written) as store:
        assert [text for text in faults(store) if f"操作日志第 {broken[0]} 条的校验值不符" in text]
