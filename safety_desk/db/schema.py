"""Tables made from declarations, and the triggers that journal every change."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from safety_desk.fields import Field
from safety_desk.ledger import Ledger

SYSTEM = """
CREATE TABLE op (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, label TEXT NOT NULL,
    undoes INTEGER REFERENCES op(id), final INTEGER NOT NULL DEFAULT 0, hash TEXT NOT NULL DEFAULT ''
);
CREATE TABLE change (
    id INTEGER PRIMARY KEY, op INTEGER NOT NULL REFERENCES op(id), ledger TEXT NOT NULL, row INTEGER NOT NULL,
    before TEXT, after TEXT
);
CREATE INDEX change_op ON change(op);
CREATE INDEX change_row ON change(ledger, row);
CREATE TABLE open_op (id INTEGER NOT NULL);
CREATE TABLE settings (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT);
CREATE TABLE serials (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, last INTEGER NOT NULL);
CREATE TABLE doubts (
    id INTEGER PRIMARY KEY, ledger TEXT NOT NULL, row INTEGER NOT NULL, field TEXT NOT NULL,
    value TEXT, reason TEXT NOT NULL, proposal TEXT
);
CREATE INDEX doubts_row ON doubts(ledger, row);
CREATE TABLE remembered (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE drafts (kind TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE submissions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, report TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
    title TEXT NOT NULL, version INTEGER NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
    op INTEGER NOT NULL, data TEXT NOT NULL, hash TEXT NOT NULL, UNIQUE (report, first, last, version)
);
CREATE TABLE search (
    ledger TEXT NOT NULL, row INTEGER NOT NULL, text TEXT NOT NULL, letters TEXT NOT NULL,
    PRIMARY KEY (ledger, row)
) WITHOUT ROWID;
"""

JOURNALLED = ("settings", "serials", "doubts", "submissions")
"""System tables whose changes are part of an operation, beside every ledger's table.

Not so `remembered`: how the office reads foreign forms (which column is which, whom a name means) is a habit, no
evidence, and outlives the undoing of the import at which it was told. Nor `drafts`: what somebody has begun to key in
and not finished is no record yet; it only has to outlive a crash.
"""


def table_sql(ledger: Ledger[Any]) -> str:
    """The statements that make a ledger's table as it is declared today: for migrations to copy, and for tests.

    An id is never given twice, so that the history of a deleted record is not taken for another's.
    """
    columns = ["id INTEGER PRIMARY KEY AUTOINCREMENT", *(_column(field) for field in ledger.fields.values())]
    table = f'CREATE TABLE "{ledger.name}" (\n    ' + ",\n    ".join(columns) + "\n);\n"
    return table + "".join(f"{index};\n" for index in index_sql(ledger).values())


def index_sql(ledger: Ledger[Any]) -> dict[str, str]:
    """The indexes of a ledger by name: one for each unique key and each link, and for what it is ordered by."""
    name = ledger.name
    found = {f"{name}_key{n}": ("UNIQUE ", key.split()) for n, key in enumerate(ledger.keys)}
    leads = {key.split()[0] for key in ledger.keys}
    singles = [field.name for field in ledger.links.values() if field.kind.name == "link"]
    singles += [deadline.field for deadline in ledger.deadlines] + [ledger.order.partition(" ")[0].lstrip("-")]
    for single in dict.fromkeys(singles):
        if single and single not in leads:
            found[f"{name}_{single}"] = ("", [single])
    return {
        index: f'CREATE {unique}INDEX "{index}" ON "{name}"({", ".join(map(_quoted, columns))})'
        for index, (unique, columns) in found.items()
    }


def _quoted(name: str) -> str:
    return f'"{name}"'


def _column(field: Field) -> str:
    sql = f'"{field.name}" {field.kind.sql}' + (" NOT NULL" if field.required else "")
    if field.kind.name == "link":
        sql += f' REFERENCES "{field.to}"(id)' + (" ON DELETE CASCADE" if field.part_of else "")
    return sql


def arm(db: sqlite3.Connection, tables: Iterable[str]) -> None:
    """Give every table the triggers that write its changes under the open operation.

    They stand in the file itself: with no operation open, change.op is NULL and the write fails, whoever writes.
    Made anew from the actual columns after every migration, so that they never go stale.
    """
    for table in (*tables, *JOURNALLED):
        columns = [(row[1], row[2]) for row in db.execute(f'PRAGMA table_info("{table}")')]
        for event, before, after in (
            ("INSERT", None, "new"),
            ("UPDATE", "old", "new"),
            ("DELETE", "old", None),
        ):
            db.execute(f"""
CREATE TRIGGER "{table}_{event}" AFTER {event} ON "{table}" BEGIN
INSERT INTO change (op, ledger, row, before, after) VALUES ((SELECT id FROM open_op), '{table}',
{after or before}.id, {_as_json(columns, before)}, {_as_json(columns, after)}); END""")


def disarm(db: sqlite3.Connection) -> None:
    """Take the triggers away, so that a migration may change tables."""
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')


_AT_ONCE = 60
"""Columns in one json_object; 63 are the most that older SQLite takes."""


def _as_json(columns: list[tuple[str, str]], row: str | None) -> str:
    """An expression that writes a row as JSON. Short, because SQLite reads all triggers whenever the file is opened."""
    if row is None:
        return "NULL"
    values = [f"'{name}',{_exact(row, name) if kind == 'REAL' else _value(row, name)}" for name, kind in columns]
    parts = [f"json_object({','.join(values[n : n + _AT_ONCE])})" for n in range(0, len(values), _AT_ONCE)]
    opened = [f"rtrim({part},'}}')" for part in parts[:-1]]
    return "||','||substr(".join([*opened, parts[-1]]) + ",2)" * len(opened)


def _value(row: str, name: str) -> str:
    return f'{row}."{name}"'


def _exact(row: str, name: str) -> str:
    """A real number as JSON; json_object itself rounds to 15 digits, and undo must put back all 17."""
    value = _value(row, name)
    return f"iif({value} IS NULL,NULL,json(printf('%!.17g',{value})))"
