"""The store: the only door through which an office's file is written."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from typing import Any, TypeVar

from safety_desk import clock
from safety_desk.conditions import All, Where, eq
from safety_desk.db import journal, search
from safety_desk.db.faults import plainly
from safety_desk.db.kin import StoredKin
from safety_desk.db.seen import Seen
from safety_desk.db.settling import Settling, followers
from safety_desk.db.shelf import Shelf
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger, leads
from safety_desk.options import Options
from safety_desk.record import Problem, Record

T = TypeVar("T")
_INSTEAD = {"enabled": "，或者停用它", "status": "，或者改它的状态"}
"""What can be done with a record that may not be deleted, by the field that it has."""


class _Rehearsed(Exception):
    """Ends an operation that was only tried."""


class Store(Shelf):
    """The records of one office. Everything written stands in a named operation of the journal.

    `changed` is told the names of the ledgers that an operation changed, after it.
    """

    def __init__(self, db: sqlite3.Connection, ledgers: Sequence[Ledger[Any]], who: str = "") -> None:
        super().__init__(db, ledgers, who)
        self.stacks = journal.stacks(db)
        self.changed: list[Callable[[set[str]], None]] = []
        self._followers = followers(ledgers)
        self._settling: Settling | None = None
        self.seen = Seen(self._some)

    @contextmanager
    def operation(self, label: str, final: bool = False) -> Iterator[None]:
        """Everything written inside is one act: it holds or fails, and is undone, as one.

        An operation inside another joins it. `final`: not to be undone, nor anything before it.
        """
        if self._settling is not None:
            yield
            return
        self._settling = Settling(self, self._followers)
        self.seen.clear()
        touched: dict[str, set[int]] = {}

        def last(op: int) -> None:
            assert self._settling is not None
            self._settling.run()
            touched.update(self._reindex(op))

        try:
            with plainly(), journal.operation(self.db, self.who, label, final=final, last=last) as op:
                yield
        except BaseException:
            self._forget(set(self.ledgers) | {"settings"})
            raise
        finally:
            self._settling = None
        if op.kept:
            self.stacks.took_place(op.id, None, final)
            self._tell(set(touched))

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Inside an operation: what is written, and all that follows from it, holds as a whole or not at all.

        So one of many records can be refused, whoever catches the Refusal, and the others go on.
        """
        assert self._settling is not None, "attempt() stands inside an operation"
        try:
            with self._whole():
                yield
                self._settling.run()
        except BaseException:
            self._forget(set(self.ledgers) | {"settings"})
            raise

    def rehearse(self, act: Callable[[], T]) -> T:
        """What an act would answer, done as an operation with all that follows from it, and taken back unseen."""
        told: list[T] = []
        with suppress(_Rehearsed), self.operation("预览"):
            told.append(act())
            raise _Rehearsed
        return told[0]

    def save(self, label: str, *records: Record) -> list[int]:
        """Save records in one operation and answer their ids."""
        with self.operation(label):
            return [self.put(record) for record in records]

    def remove(self, label: str, *records: Record) -> None:
        """Delete records in one operation. Raises Refusal where others lead to them."""
        with self.operation(label):
            for record in records:
                self.delete(record)

    def put(self, record: Record) -> int:
        """Insert or update inside an operation. Raises Refusal where another record has the same key."""
        assert self._settling is not None, "put() stands inside an operation"
        ledger = self.ledger_of(record)
        before = self.get(type(record), record.id) if record.id is not None else None
        rows = self.rows_of(ledger)
        if before is not None and rows.row(before) == rows.row(record):
            return before.id or 0
        with self._whole() if _lacks_number(ledger, record) else nullcontext():
            record = self._numbered(ledger, record)
            if before is None:
                record = self._settling.beforehand(ledger, record)
            try:
                record = record.replace(id=self._write(ledger, record))
            except sqlite3.IntegrityError as error:
                raise self._twin(ledger, record) or self._gone(ledger, record) or error from error
        assert record.id is not None
        self._forget_one(ledger, record.id)
        self._settling.note(ledger, before, record)
        if before is not None:
            for name in ledger.fields:
                if getattr(before, name) != getattr(record, name):
                    self.settle_doubts(ledger, record.id, name)
        return record.id

    def delete(self, record: Record) -> None:
        """Delete a record with its parts, inside an operation. Raises Refusal where other records lead to it."""
        assert record.id is not None and self._settling is not None
        ledger = self.ledger_of(record)
        if why := ledger.keep(record, self.kin()):
            raise Refusal(why)
        if reasons := list(self._leading_to(ledger, record.id)):
            name = self.names.name(ledger.name, record.id)
            instead = next((said for field, said in _INSTEAD.items() if field in ledger.fields), "")
            raise Refusal(f"“{name}”还有{'、'.join(reasons)}，不能删除。请先处理这些记录{instead}")
        for part in self.parts_of(ledger):
            assert part.owner is not None
            for child in self.find(part.record, eq(part.owner.name, record.id)):
                self.delete(child)
        self.db.execute(f'DELETE FROM "{ledger.name}" WHERE id = ?', [record.id])
        self.settle_doubts(ledger, record.id)
        self._forget_one(ledger, record.id)
        self._settling.note(ledger, record, None)

    def kin(self) -> StoredKin:
        """The records round a record, for rules and papers."""
        return StoredKin(self)

    def doubt(self, ledger: Ledger[Any], id: int, doubts: Iterable[tuple[Problem, str]]) -> None:
        """Note, inside an operation, what was doubtful about a record that came in: problem, and the text as it was."""
        for problem, value in doubts:
            row = [ledger.name, id, problem.field, value, problem.text, problem.proposal]
            self.db.execute(
                "INSERT INTO doubts (ledger, row, field, value, reason, proposal) VALUES (?, ?, ?, ?, ?, ?)", row
            )

    def settle_doubts(self, ledger: Ledger[Any], id: int, field: str = "") -> None:
        """Strike out, inside an operation, the doubts about a record (or one field of it): a person has looked."""
        query = "DELETE FROM doubts WHERE ledger = ? AND row = ? AND (? = '' OR field = ?)"
        self.db.execute(query, [ledger.name, id, field, field])

    def set_options(self, label: str, options: Options) -> None:
        """Keep a group of settings; what equals its default is not stored. What follows from it is told anew."""
        rows = dict(self.db.execute("SELECT key, value FROM settings"))
        changed = options != self.options(type(options))
        with self.operation(label):
            for name, field in options.fields.items():
                key, value = f"{options.key}.{name}", getattr(options, name)
                stored = json.dumps(field.store(value), ensure_ascii=False)
                if value == field.default:
                    self.db.execute("DELETE FROM settings WHERE key = ?", [key])
                elif key not in rows:
                    self.db.execute("INSERT INTO settings (key, value) VALUES (?, ?)", [key, stored])
                elif rows[key] != stored:
                    self.db.execute("UPDATE settings SET value = ? WHERE key = ?", [stored, key])
            self._options.clear()
            assert self._settling is not None
            for ledger in options.settles.split() if changed else ():
                self._settling.note_all(ledger)

    def remember(self, kind: str, told: Mapping[str, Any]) -> None:
        """Keep what was told once and for all; None forgets. No operation: it is not evidence, and undo leaves it."""
        with plainly():
            for key, value in told.items():
                if value is None:
                    self.db.execute("DELETE FROM remembered WHERE kind = ? AND key = ?", [kind, key])
                else:
                    row = [kind, key, json.dumps(value, ensure_ascii=False)]
                    self.db.execute("INSERT OR REPLACE INTO remembered VALUES (?, ?, ?)", row)

    def note(self, label: str) -> None:
        """Leave a line in the journal of what changed nothing, as that somebody took whole numbers along; not undone."""
        with plainly(), journal.operation(self.db, self.who, label, note=True):
            pass

    def reload(self) -> None:
        """Another connection (a job's) has written: what was kept in memory is read anew."""
        self.stacks = journal.stacks(self.db)
        self._forget(set(self.ledgers) | {"settings"})

    def undo(self) -> str:
        """Take back the last operation; answers what it was. Raises Refusal."""
        return self._reverse(self.stacks.done, "撤销", "没有可以撤销的操作")

    def redo(self) -> str:
        """Do again what was taken back last: to redo is to undo the undoing. Raises Refusal."""
        return self._reverse(self.stacks.undone, "重做", "没有可以重做的操作")

    def can_undo(self) -> str:
        """What undo would take back, or nothing."""
        return journal.label(self.db, self.stacks.done[-1]) if self.stacks.done else ""

    def can_redo(self) -> str:
        """What redo would do again, or nothing."""
        return journal.label(self.db, self.stacks.undone[-1]) if self.stacks.undone else ""

    def _reverse(self, stack: list[int], word: str, nothing: str) -> str:
        if not stack:
            raise Refusal(nothing)
        op, touched = stack[-1], dict[str, set[int]]()

        def last(reversing: int) -> None:
            self._forget(set(self.ledgers) | {"settings"})
            touched.update(self._reindex(reversing))

        with plainly():
            reversing = journal.reverse(self.db, self.who, op, word, last)
        self.stacks.took_place(reversing, op, final=False)
        self._tell(set(touched))
        return journal.label(self.db, op)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """What is written inside holds as a whole or not at all, whoever catches the Refusal: no number is lost."""
        self.db.execute("SAVEPOINT one_record")
        try:
            yield
        except BaseException:
            if self.db.in_transaction:  # a full disk ends the whole of it
                self.db.execute("ROLLBACK TO one_record")
                self.db.execute("RELEASE one_record")
            raise
        self.db.execute("RELEASE one_record")

    def _write(self, ledger: Ledger[Any], record: Record) -> int:
        rows = self.rows_of(ledger)
        row = rows.row(record)
        if record.id is not None:
            self.db.execute(rows.update, [*row, record.id])
            return record.id
        id = self.db.execute(rows.insert, row).lastrowid
        assert id is not None
        return id

    def _numbered(self, ledger: Ledger[Any], record: Record) -> Record:
        """The record with the numbers that the register gives it."""
        for name, field in ledger.fields.items():
            if field.serial and not getattr(record, name):
                record = record.replace(**{name: self._next(ledger, record, name, field.serial)})
        if ledger.owner and ledger.place and getattr(record, ledger.place.name) is None:
            place = self.next_place(ledger, getattr(record, ledger.owner.name))
            record = record.replace(**{ledger.place.name: place})
        return record

    def _next(self, ledger: Ledger[Any], record: Record, name: str, pattern: str) -> str:
        def expand(match: re.Match[str]) -> str:
            ways = match[1].split("|")
            return str(clock.today().year) if ways == ["year"] else str(next(filter(None, map(along, ways)), ""))

        def along(path: str) -> Any:
            return self._along(record, path)

        pattern = re.sub(r"-{2,}", "-", re.sub(r"\{([a-z_.|]+)\}", expand, pattern))
        row = self.db.execute("SELECT last FROM serials WHERE name = ?", [pattern]).fetchone()
        last, digits = row[0] if row else 0, re.search(r"\{n:(\d+)\}", pattern)
        while True:
            last += 1
            number = pattern.replace(digits[0], f"{last:0{digits[1]}d}") if digits else pattern
            if not self.db.execute(f'SELECT 1 FROM "{ledger.name}" WHERE "{name}" = ?', [number]).fetchone():
                break
        if row:
            self.db.execute("UPDATE serials SET last = ? WHERE name = ?", [last, pattern])
        else:
            self.db.execute("INSERT INTO serials (name, last) VALUES (?, ?)", [pattern, last])
        return number

    def _along(self, record: Record, path: str) -> Any:
        """The value at a path from a record."""
        *links, last = path.split(".")
        at: Record | None = record
        for link in links:
            at = self.follow(at, link) if at is not None else None
        return getattr(at, last) if at is not None else None

    def _twin(self, ledger: Ledger[Any], record: Record) -> Refusal | None:
        """Why a record cannot stand beside another with the same key."""
        for key in ledger.keys:
            fields = [ledger.fields[name] for name in key.split()]
            values = [getattr(record, field.name) for field in fields]
            if None in values:
                continue
            same = All(tuple(eq(field.name, value) for field, value in zip(fields, values, strict=True)))
            if others := [id for id in self.ids(ledger.record, same) if id != record.id]:
                said = "、".join(
                    f"{field.label}“{field.show(value, self.names)}”"
                    for field, value in zip(fields, values, strict=True)
                )
                return Refusal(
                    f"{ledger.title}里已有{said}的记录（{self.names.apart(ledger.name, others[0])}），不能重复登记"
                )
        return None

    def _gone(self, ledger: Ledger[Any], record: Record) -> Refusal | None:
        """Why a record cannot lead to another that was deleted meanwhile."""
        for name, field in ledger.links.items():
            if field.kind.name == "link" and getattr(record, name) is not None and self.follow(record, name) is None:
                return Refusal(f"{field.label}选的那条记录已经被删除，没有保存。请重新选择")
        return None

    def _leading_to(self, ledger: Ledger[Any], id: int) -> Iterator[str]:
        """What other records lead to this one, as "3 条隐患台账"."""
        for other in self.ledgers.values():
            for field in other.links.values():
                if field.to != ledger.name or field.part_of:
                    continue
                if number := self.count(other.record, leads(field, id)):
                    yield f"{other.title} {number} 条"

    def _reindex(self, op: int) -> dict[str, set[int]]:
        """Bring search and names up to what an operation changed; answers which rows of which tables it did."""
        touched = journal.touched(self.db, op)
        self._forget(set(touched))
        for name, rows in touched.items():
            if name not in self.ledgers:
                continue
            ledger, ids, present = self.ledgers[name], sorted(rows), set[int]()
            for start in range(0, len(ids), 500):
                records = self._some(ledger, ids[start : start + 500])
                present.update(record.id for record in records if record.id is not None)
                search.index(self.db, ledger, records, self.names)
            search.forget(self.db, name, rows - present)
        return touched

    def _one(self, ledger: Ledger[Any], id: int) -> Record | None:
        return super()._one(ledger, id) if self._settling is None else self.seen.one(ledger, id)

    def those(self, ledger: Ledger[Any], where: Where) -> list[Record]:
        """The records that fulfil a condition; inside an operation those that were read are not read again."""
        if self._settling is None:
            return super().those(ledger, where)
        return self.seen.those(ledger, where, lambda: self.ids(ledger.record, where))

    def _forget_one(self, ledger: Ledger[Any], id: int) -> None:
        self.seen.drop(ledger, id)
        self.names.forget_one(ledger.name, id)
        self._tables.pop(ledger.name, None)

    def _forget(self, changed: set[str]) -> None:
        self.seen.clear()
        self.names.forget(changed)
        for name in changed:
            self._tables.pop(name, None)
        if "settings" in changed:
            self._options.clear()

    def _tell(self, changed: set[str]) -> None:
        self._forget(changed)
        for listener in self.changed:
            listener(changed)


def _lacks_number(ledger: Ledger[Any], record: Record) -> bool:
    """Whether the register will give it a number: then more than one row is written."""
    return any(field.serial and not getattr(record, name) for name, field in ledger.fields.items())
