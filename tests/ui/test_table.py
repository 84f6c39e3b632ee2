"""The table model: reads what is looked at, keeps its place, passes Qt's own checks."""

from PySide6.QtTest import QAbstractItemModelTester

from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import STAFF
from safety_desk.ledgers.people import Staff
from safety_desk.ui.table import CHUNK, Query, TableModel


def crowd(store: Store, number: int) -> None:
    store.save("新增人员", *(Staff(name=f"某{n}", mobile=f"139{n:08d}") for n in range(number)))


def test_qt_finds_nothing_wrong_with_it(store: Store, qtmodeltester) -> None:  # type: ignore[no-untyped-def]
    crowd(store, 5)
    model = TableModel(store, STAFF, STAFF.columns.split())
    model.show(Query())
    QAbstractItemModelTester(model)
    qtmodeltester.check(model)


def test_only_the_rows_that_are_looked_at_are_read(store: Store) -> None:
    crowd(store, 20 * CHUNK)
    model = TableModel(store, STAFF, STAFF.columns.split())
    model.show(Query(order="id"))
    asked: list[str] = []
    store.db.set_trace_callback(asked.append)
    assert model.record(10 * CHUNK + 3).name == f"某{10 * CHUNK + 3}"
    store.db.set_trace_callback(None)
    assert sum('FROM "staff"' in statement for statement in asked) == 1
    assert model.rowCount() == 20 * CHUNK


def test_rows_that_went_meanwhile_are_blank_until_the_next_look(store: Store, again: Store) -> None:
    crowd(store, 10)
    model = TableModel(store, STAFF, STAFF.columns.split())
    model.show(Query(order="id"))
    again.remove("删除", *again.find(Staff, order="id")[4:])
    assert model.data(model.index(9, 0)) in ("", None)
    model.reread()
    assert model.rowCount() == 4


def test_the_row_of_a_record_is_found_wherever_it_stands(store: Store) -> None:
    crowd(store, 3 * CHUNK)
    model = TableModel(store, STAFF, STAFF.columns.split())
    model.show(Query(order="-id"))
    last = store.ids(Staff, order="id")[0]
    assert model.row_of(last) == 3 * CHUNK - 1
    assert model.row_of(10**6) is None
