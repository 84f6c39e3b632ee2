"""A small town for tests, and records with what is required filled in."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar

from safety_desk import clock
from safety_desk.db.store import Store
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.people import OrgUnit, Staff
from safety_desk.ledgers.place import PublicArea, Village
from safety_desk.record import Record

R = TypeVar("R", bound=Record)
NOW = dt.datetime(2026, 11, 23, 10, 0)  # a Monday


@dataclass
class Town:
    """The records that most tests need, as they were saved."""

    village: Village
    far_village: Village
    mill: Enterprise
    station: Enterprise
    bridge: PublicArea
    office: OrgUnit
    chief: Staff
    inspector: Staff
    clerk: Staff


def found_town(store: Store) -> Town:
    """Save the town, in one operation for each kind of record."""
    village = made(store, Village, code="341823101201", name="奎峰村")
    far = made(store, Village, code="341823101202", name="铜山村")
    office = made(store, OrgUnit, name="应急管理所", org_type="站所办")
    return Town(
        village=village,
        far_village=far,
        mill=made(store, Enterprise, name="茂林竹木制品有限公司", uscc="91341823MA2ABCDEXF", village=village.id),
        station=made(store, Enterprise, name="章渡加油站", uscc="91341823MA2MXLN123", village=far.id),
        bridge=made(store, PublicArea, name="濂溪桥", kind="桥梁", village=village.id),
        office=office,
        chief=made(store, Staff, name="吴某", mobile="13900000001", org=office.id),
        inspector=made(store, Staff, name="章某", mobile="13900000002", org=office.id),
        clerk=made(store, Staff, name="凤某", mobile="13900000003", org=office.id),
    )


def made(store: Store, cls: type[R], **values: Any) -> R:
    """A record of that class, saved; what is required and not given is filled in."""
    record = filled(cls, **values)
    [id] = store.save(f"新增{store.ledger_of(cls).title}", record)
    return store.get(cls, id)


def filled(cls: type[R], **values: Any) -> R:
    """A record in which the required texts, days and moments that were not given say something."""
    for name, field in cls.fields.items():
        if not field.required or field.default is not None or field.serial or name in values:
            continue
        if field.type is str and not field.codes:
            values[name] = f"某{field.label}"
        elif field.type is dt.date:
            values[name] = clock.today()
        elif field.type is dt.datetime:
            values[name] = clock.now()
        elif field.type in (int, float) and not field.to:
            values[name] = field.type(field.low or 1)
        elif field.kind.name == "choice":
            values[name] = next(iter(field.type))
    return cls(**values)


def changed(store: Store, record: R, **values: Any) -> R:
    """The record with other values, saved and read again."""
    store.save(f"修改{store.ledger_of(record).title}", record.replace(**values))
    assert record.id is not None
    return store.get(type(record), record.id)


def op_count(store: Store) -> int:
    """How many operations the journal holds."""
    return int(store.db.execute("SELECT count(*) FROM op").fetchone()[0])


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that operations write, for comparing what an office holds."""
    tables = [*store.ledgers, "settings", "serials", "doubts", "search"]
    return {name: store.db.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall() for name in tables}


def offered(store: Store, record: Record) -> set[str]:
    """The steps that can be taken with a record now."""
    return {step.label for step in store.ledger_of(record).steps if step.when(record)}


def taken(store: Store, record: R, label: str, **given: Any) -> R:
    """The record after a step was taken with it, as the window takes it."""
    step = next(step for step in store.ledger_of(record).steps if step.label == label)
    assert step.when(record), f"{label} is not offered"
    with store.operation(f"{store.ledger_of(record).title}：{label}"):
        for told in step.do(record.replace(**given), store.kin(), store.scene()):
            store.put(told)
    assert record.id is not None
    return store.get(type(record), record.id)
