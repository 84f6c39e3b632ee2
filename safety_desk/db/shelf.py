"""Reading an office's file."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Self, TypeVar, cast

from safety_desk import clock
from safety_desk.conditions import EVERY, Where, eq
from safety_desk.db import journal, search
from safety_desk.db.names import StoredNames
from safety_desk.db.rows import Rows
from safety_desk.db.sql import Compiler, Sql
from safety_desk.errors import Refusal
from safety_desk.fields import Context, Field
from safety_desk.ledger import Ledger
from safety_desk.measures import Measure
from safety_desk.options import Options, Scene
from safety_desk.periods import Period
from safety_desk.record import Record
from safety_desk.value import Value

R = TypeVar("R", bound=Record)
O = TypeVar("O", bound=Options)


class Doubt(Value):
    """A cell that came in with a doubt, kept until a person has looked."""

    field: str
    value: str
    reason: str
    proposal: str


class Shelf:
    """What can be read of one office."""

    def __init__(self, db: sqlite3.Connection, ledgers: Sequence[Ledger[Any]], who: str = "") -> None:
        self.db = db
        self.who = who
        self.ledgers: Mapping[str, Ledger[Any]] = {ledger.name: ledger for ledger in ledgers}
        self._of = {ledger.record: ledger for ledger in ledgers}
        self._rows: dict[str, Rows] = {}
        self.names = StoredNames(db, self.ledgers)
        self._options: dict[type[Options], Options] = {}
        self._tables: dict[str, list[Any]] = {}

    @property
    def folder(self) -> Path:
        """The office's folder: where its file is."""
        return Path(self.db.execute("PRAGMA database_list").fetchone()[2]).parent

    @property
    def attachments(self) -> Path:
        """Where the office's photos and files are."""
        return self.folder / "attachments"

    @property
    def templates(self) -> Path:
        """Where the office's own Word forms are."""
        return self.folder / "templates"

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ledger_of(self, what: Record | type[Record]) -> Ledger[Any]:
        """The ledger of a record or of its class."""
        return self._of[what if isinstance(what, type) else type(what)]

    def rows_of(self, ledger: Ledger[Any]) -> Rows:
        """How its records stand in rows; made when first asked for, as most ledgers are not at start."""
        if ledger.name not in self._rows:
            self._rows[ledger.name] = Rows(ledger)
        return self._rows[ledger.name]

    def next_place(self, ledger: Ledger[Any], owner: int | None) -> int:
        """The place behind the last part of a record, for a ledger of parts that have places."""
        assert ledger.owner is not None and ledger.place is not None
        last = f'SELECT coalesce(max("{ledger.place.name}"), 0) FROM "{ledger.name}" WHERE "{ledger.owner.name}" = ?'
        return int(self.db.execute(last, [owner]).fetchone()[0]) + 1

    def parts_of(self, ledger: Ledger[Any]) -> list[Ledger[Any]]:
        """The ledgers whose records live under this ledger's."""
        return [other for other in self.ledgers.values() if other.owner is not None and other.owner.to == ledger.name]

    def get(self, cls: type[R], id: int) -> R:
        """One record. Raises Refusal where there is none."""
        ledger = self.ledger_of(cls)
        found = self._one(ledger, id)
        if found is None:
            raise Refusal(f"{ledger.title}里没有编号为 {id} 的记录")
        return cast(R, found)

    def find(
        self, cls: type[R], where: Where = EVERY, order: str = "", words: str = "", limit: int = -1, offset: int = 0
    ) -> list[R]:
        """The records that fulfil a condition (and are found by the words), in order (else as they came in)."""
        ledger = self.ledger_of(cls)
        query, values = self._query(ledger, self.rows_of(ledger).columns, where, words, order)
        return cast(
            list[R], list(self._records(ledger, self.db.execute(f"{query} LIMIT ? OFFSET ?", [*values, limit, offset])))
        )

    def each(self, ledger: Ledger[Any], where: Where = EVERY, order: str = "", words: str = "") -> Iterator[Record]:
        """The records one after the other, for long lists."""
        query, values = self._query(ledger, self.rows_of(ledger).columns, where, words, order)
        yield from self._records(ledger, self.db.execute(query, values))

    def ids(self, cls: type[Record], where: Where = EVERY, order: str = "", words: str = "") -> list[int]:
        """The ids of the records, in order."""
        query, values = self._query(self.ledger_of(cls), "t.id", where, words, order)
        return [row[0] for row in self.db.execute(query, values)]

    def look_up(
        self, ledger: Ledger[Any], paths: Sequence[str], where: Where = EVERY, order: str = ""
    ) -> Iterator[tuple[Any, ...]]:
        """Of each record that fulfils a condition, in order: its id, and the values at these paths."""
        found = [self._compiler(ledger).path(path) for path in paths]
        what = ", ".join(["t.id", *(expression for expression, _ in found)])
        query, values = self._query(ledger, what, where, "", order)
        fields = [field for _, field in found]
        for id, *row in self.db.execute(query, values):
            yield id, *(field.load(value) if field else value for field, value in zip(fields, row, strict=True))

    def field_at(self, ledger: Ledger[Any], path: str) -> Field | None:
        """The field that a path ends in; None for the id."""
        return self._compiler(ledger).path(path)[1]

    def count(self, cls: type[Record], where: Where = EVERY, words: str = "") -> int:
        """How many records there are."""
        query, values = self._query(self.ledger_of(cls), "count(*)", where, words, None)
        return int(self.db.execute(query, values).fetchone()[0])

    def spread(self, cls: type[Record], path: str, where: Where = EVERY, words: str = "") -> dict[Any, int]:
        """How the records spread over the values at a path, the most frequent first."""
        ledger = self.ledger_of(cls)
        expression, field = self._compiler(ledger).path(path)
        query, values = self._query(ledger, f"{expression}, count(*)", where, words, None)
        rows = self.db.execute(f"{query} GROUP BY 1 ORDER BY 2 DESC, 1", values)
        return {field.load(value) if field else value: n for value, n in rows}

    def measure(self, measure: Measure, period: Period, where: Where = EVERY) -> float:
        """A number: the records of a measure in a period that also fulfil a condition, counted or summed."""
        ledger = self.ledgers[measure.ledger]
        query, values = self._query(ledger, self._counted(measure), measure.rows(period) & where, "", None)
        number: float = self.db.execute(query, values).fetchone()[0]
        return number

    def split(self, measure: Measure, period: Period, by: str) -> dict[Any, float]:
        """A number for every value of one of the measure's dimensions."""
        ledger = self.ledgers[measure.ledger]
        expression, field = self._compiler(ledger).path(measure.by[by])
        query, values = self._query(ledger, f"{expression}, {self._counted(measure)}", measure.rows(period), "", None)
        rows = self.db.execute(f"{query} GROUP BY 1", values)
        return {field.load(value) if field else value: n for value, n in rows}

    def _counted(self, measure: Measure) -> str:
        if not measure.total:
            return "count(*)"
        return f"coalesce(sum({self._compiler(self.ledgers[measure.ledger]).path(measure.total)[0]}), 0)"

    def follow(self, record: Record, link: str) -> Record | None:
        """The record that a link leads to."""
        id = getattr(record, link)
        to = self.ledgers[self.ledger_of(record).fields[link].to]
        return self._one(to, id) if id is not None else None

    def options(self, group: type[O]) -> O:
        """A group of settings: the defaults, and over them what the office set."""
        if group not in self._options:
            rows = self.db.execute("SELECT key, value FROM settings WHERE key LIKE ?", [f"{group.key}.%"])
            stored = {key.partition(".")[2]: value for key, value in rows}
            known = {n: group.fields[n].load(json.loads(value)) for n, value in stored.items() if n in group.fields}
            self._options[group] = group(**known)
        return cast(O, self._options[group])

    def scene(self) -> Scene:
        """Now, by this person, under this office's rules."""
        return Scene(clock.now(), self.who, self.options, self._table, self.measure)

    def _table(self, record: type[R]) -> list[R]:
        name = self._of[record].name
        if name not in self._tables:
            self._tables[name] = self.find(record)
        return self._tables[name]

    def context(self, foreign: bool = False) -> Context:
        """What reading a form (or a foreign sheet) depends on."""
        return Context(self.names, clock.today(), foreign)

    def remembered(self, kind: str) -> dict[str, Any]:
        """What the office has told once and for all, by its key: how it reads foreign forms and names."""
        rows = self.db.execute("SELECT key, value FROM remembered WHERE kind = ?", [kind])
        return {key: json.loads(value) for key, value in rows}

    def history(self, ledger: Ledger[Any], id: int) -> list[journal.Change]:
        """What happened to a record, the oldest first."""
        return journal.history(self.db, ledger.name, id)

    def recent(self, ledgers: Sequence[str], most: int) -> list[tuple[str, int]]:
        """The records of these ledgers that were changed last and are still there: ledger and id, the newest first."""
        marks = ", ".join("?" * len(ledgers))
        query = f"SELECT ledger, row FROM change WHERE ledger IN ({marks}) ORDER BY id DESC LIMIT 400"
        found = dict.fromkeys((ledger, row) for ledger, row in self.db.execute(query, ledgers))
        there = (pair for pair in found if self.count(self.ledgers[pair[0]].record, eq("id", pair[1])))
        return list(islice(there, most))

    def operations(self, most: int) -> list[tuple[str, str, str, int]]:
        """The last operations, the newest first: when, who, what, how many changes."""
        query = "SELECT at, who, label, (SELECT count(*) FROM change WHERE change.op = op.id) FROM op ORDER BY id DESC LIMIT ?"
        return [tuple(row) for row in self.db.execute(query, [most])]

    def doubts(self, ledger: Ledger[Any], id: int) -> list[Doubt]:
        """What was doubtful when the record came in, and has not been settled since."""
        query = "SELECT field, value, reason, proposal FROM doubts WHERE ledger = ? AND row = ? ORDER BY id"
        return [Doubt(*row) for row in self.db.execute(query, [ledger.name, id])]

    def doubts_of(self, ledger: Ledger[Any], ids: Sequence[int]) -> dict[int, dict[str, str]]:
        """What is doubtful about many records: by id, then by field, the reason."""
        marks = ", ".join("?" * len(ids))
        query = f"SELECT row, field, reason FROM doubts WHERE ledger = ? AND row IN ({marks})"
        found: dict[int, dict[str, str]] = {}
        for row, field, reason in self.db.execute(query, [ledger.name, *ids]):
            found.setdefault(row, {})[field] = reason
        return found

    def _query(
        self, ledger: Ledger[Any], what: str, where: Where, words: str, order: str | None
    ) -> tuple[str, list[Any]]:
        compiler = self._compiler(ledger)
        cond = compiler.where(where)
        if words.strip():
            found = search.condition(ledger, self.ledgers, words)
            cond = Sql(f"{cond.text} AND {found.text}", [*cond.values, *found.values])
        sorting = "" if order is None else f" ORDER BY {compiler.order(order) if order else 't.id'}"
        return f'SELECT {what} FROM "{ledger.name}" t WHERE {cond.text}{sorting}', cond.values

    def _compiler(self, ledger: Ledger[Any]) -> Compiler:
        return Compiler(ledger, self.ledgers, clock.today())

    def _records(self, ledger: Ledger[Any], rows: Iterable[tuple[Any, ...]]) -> Iterator[Record]:
        return map(self.rows_of(ledger).record, rows)

    def _one(self, ledger: Ledger[Any], id: int) -> Record | None:
        """The record with that id, or None."""
        return next(iter(self._some(ledger, [id])), None)

    def those(self, ledger: Ledger[Any], where: Where) -> list[Record]:
        """The records that fulfil a condition, in the order in which they came: what rules ask for most."""
        return self.find(ledger.record, where)

    def _some(self, ledger: Ledger[Any], ids: Sequence[int]) -> list[Record]:
        """The records with these ids, as far as there are."""
        query = f"{self.rows_of(ledger).select} WHERE t.id IN ({', '.join('?' * len(ids))})"
        return list(self._records(ledger, self.db.execute(query, ids)))
