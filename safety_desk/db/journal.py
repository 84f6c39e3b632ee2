"""Every change is a named operation. The journal is the audit trail, the history and the undo log in one."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from safety_desk import clock
from safety_desk.errors import Refusal
from safety_desk.value import Value

REMEMBERED = 2000
"""How many of the last operations are looked through for what can be undone."""


@dataclass
class Stacks:
    """Which operations can be undone and redone, the newest last. Derived from the journal, never stored."""

    done: list[int] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)

    def took_place(self, op: int, undoes: int | None, final: bool) -> None:
        """Take note of an operation."""
        if undoes is None:
            self.undone.clear()
            if final:
                self.done.clear()
            else:
                self.done.append(op)
        elif undoes in self.done:
            self.done.remove(undoes)
            self.undone.append(op)
        elif undoes in self.undone:
            self.undone.remove(undoes)
            self.done.append(op)


def stacks(db: sqlite3.Connection) -> Stacks:
    """What can be undone and redone, as the journal tells it."""
    found = Stacks()
    changed = "EXISTS (SELECT 1 FROM change WHERE change.op = op.id)"  # a note is nothing to undo
    query = f"SELECT id, undoes, final FROM op WHERE {changed} ORDER BY id DESC LIMIT ?"
    rows = db.execute(query, [REMEMBERED]).fetchall()
    for op, undoes, final in reversed(rows):
        found.took_place(op, undoes, bool(final))
    return found


@dataclass
class Operation:
    """An operation under way: its number, and whether it changed anything (one that did not leaves no trace)."""

    id: int
    kept: bool = False


@contextmanager
def operation(
    db: sqlite3.Connection,
    who: str,
    label: str,
    undoes: int | None = None,
    final: bool = False,
    last: Callable[[int], None] = lambda op: None,
    note: bool = False,
) -> Iterator[Operation]:
    """One thing that was done: a transaction, a line in the journal, a step of undo. All of it holds, or none.

    `last` is called before it is sealed and committed. A `note` leaves its line though it changed nothing.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        insert = "INSERT INTO op (at, who, label, undoes, final) VALUES (?, ?, ?, ?, ?)"
        op = db.execute(insert, [clock.now().isoformat(" "), who, label, undoes, final]).lastrowid
        assert op is not None
        db.execute("INSERT INTO open_op VALUES (?)", [op])
        running = Operation(op)
        yield running
        last(op)
        db.execute("DELETE FROM open_op")
        running.kept = note or db.execute("SELECT 1 FROM change WHERE op = ? LIMIT 1", [op]).fetchone() is not None
        if running.kept:
            db.execute("UPDATE op SET hash = ? WHERE id = ?", [_seal(db, op), op])
        db.execute("COMMIT" if running.kept else "ROLLBACK")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _seal(db: sqlite3.Connection, op: int) -> str:
    """The hash that binds an operation and its changes to the one before it."""
    import hashlib  # its library is large, and starting the program seals nothing

    chain = hashlib.sha256()
    before = db.execute("SELECT hash FROM op WHERE id < ? ORDER BY id DESC LIMIT 1", [op]).fetchone()
    head = db.execute("SELECT id, at, who, label, undoes, final FROM op WHERE id = ?", [op]).fetchone()
    chain.update(json.dumps([before and before[0], *head], ensure_ascii=False).encode())
    for row in db.execute("SELECT ledger, row, before, after FROM change WHERE op = ? ORDER BY id", [op]):
        chain.update(json.dumps(row, ensure_ascii=False).encode())
    return chain.hexdigest()


def broken_seals(db: sqlite3.Connection) -> list[int]:
    """The operations that were tampered with since they were written: their seal does not fit, or they are gone."""
    broken = [op for op, seal in db.execute("SELECT id, hash FROM op ORDER BY id").fetchall() if _seal(db, op) != seal]
    gone = db.execute(
        "SELECT seq FROM sqlite_sequence WHERE name = 'op' AND seq > (SELECT coalesce(max(id), 0) FROM op)"
    )
    return [*broken, *(op for (op,) in gone)]


def touched(db: sqlite3.Connection, op: int) -> dict[str, set[int]]:
    """Which rows of which tables an operation changed."""
    found: dict[str, set[int]] = {}
    for table, row in db.execute("SELECT ledger, row FROM change WHERE op = ?", [op]):
        found.setdefault(table, set()).add(row)
    return found


def label(db: sqlite3.Connection, op: int) -> str:
    """What an operation was, told without the 撤销 and 重做 before it."""
    while True:
        text, undoes = db.execute("SELECT label, undoes FROM op WHERE id = ?", [op]).fetchone()
        if undoes is None:
            return str(text)
        op = undoes


def reverse(db: sqlite3.Connection, who: str, op: int, word: str, last: Callable[[int], None]) -> int:
    """Put back, newest first, what an operation changed; the putting back is journalled too.

    Raises Refusal where a record is no longer what the operation left.
    """
    changes = db.execute("SELECT ledger, row, before, after FROM change WHERE op = ? ORDER BY id DESC", [op]).fetchall()
    with operation(db, who, f"{word}：{label(db, op)}", undoes=op, last=last) as undoing:
        db.execute("PRAGMA defer_foreign_keys = ON")
        for table, row, before, after in changes:
            _put_back(db, table, row, json.loads(before or "null"), json.loads(after or "null"))
    return undoing.id


def _put_back(db: sqlite3.Connection, table: str, row: int, before: Any, after: Any) -> None:
    columns = list(after or before)
    listed = ", ".join(f'"{c}"' for c in columns)
    now = db.execute(f'SELECT {listed} FROM "{table}" WHERE id = ?', [row]).fetchone()
    if (dict(zip(columns, now, strict=True)) if now else None) != after:
        raise Refusal("这些记录后来又被改动过，不能再撤销")
    if before is None:
        db.execute(f'DELETE FROM "{table}" WHERE id = ?', [row])
    elif after is None:
        marks = ", ".join("?" * len(columns))
        db.execute(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', [before[c] for c in columns])
    else:
        pairs = ", ".join(f'"{c}" = ?' for c in columns)
        db.execute(f'UPDATE "{table}" SET {pairs} WHERE id = ?', [*before.values(), row])


class Change(Value):
    """One change of one record, as the history page tells it."""

    op: int
    at: str
    who: str
    label: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def history(db: sqlite3.Connection, table: str, row: int) -> list[Change]:
    """What happened to a record, the oldest first."""
    rows = db.execute(
        "SELECT op.id, op.at, op.who, op.label, change.before, change.after FROM change JOIN op ON op.id = change.op"
        " WHERE change.ledger = ? AND change.row = ? ORDER BY change.id",
        [table, row],
    )
    return [
        Change(op, at, who, label, json.loads(before or "null"), json.loads(after or "null"))
        for op, at, who, label, before, after in rows
    ]
