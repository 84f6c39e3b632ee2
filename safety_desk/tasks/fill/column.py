"""The columns of a superior's list: what each record says in them, and where that comes from."""

from itertools import islice
from typing import Any

from safety_desk.conditions import TODAY, Where, eq, filled, until
from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.record import Record
from safety_desk.reports.blanks.filling import Entry
from safety_desk.reports.blanks.layout import Layout
from safety_desk.tasks.figures import Door
from safety_desk.tasks.fill.formats import entry
from safety_desk.tasks.fill.measures import usual
from safety_desk.tasks.fill.plan import Source

MOST_REMARKS = 200
"""More comments than this help nobody; what is missing beyond is listed all the same."""


class Column:
    """One column of a list: what each record says in it."""

    def __init__(self, store: Store, layout: Layout, ledger: Ledger[Any], source: Source, column: int) -> None:
        self.store, self.ledger, self.source, self.column = store, ledger, source, column
        self.cell = layout.page.at(layout.body[0], column).format
        self.empty = 0
        self._linked: dict[tuple[str, int], Record | None] = {}
        self._gathered = self._gather() if source.kind == "gathered" else {}

    def entry(self, record: Record, number: int) -> Entry | None:
        """What goes into the record's cell; None where nothing of ours does."""
        kind = self.source.kind
        if kind == "number":
            return Entry(number)
        if kind == "text":
            return Entry(self.source.text)
        if kind not in ("field", "gathered"):
            return None
        made = self._of_field(record, self.source.path) if kind == "field" else self._of_others(record)
        if kind == "field" and self.source.also:
            tail = self._of_field(record, self.source.also)
            made = Entry(" ".join(str(one.value) for one in (made, tail) if one.value is not None) or None)
        if made.value is None:
            self.empty += 1
            if self.empty <= MOST_REMARKS and self.source.path != "remark":
                return Entry(remark=self.why)
        return made

    @property
    def why(self) -> str:
        """Why a cell is empty."""
        if self.source.kind == "gathered":
            return f"{self.store.ledgers[self.source.ledger].title}里没有这一家的记录，没有填"
        return f"{self.ledger.title}里没有填“{path_label(self.store, self.ledger, self.source.path)}”"

    def _of_field(self, record: Record, path: str) -> Entry:
        *links, last = path.split(".")
        at: Record | None = record
        for link in links:
            at = self._follow(at, link)
        if at is None:
            return Entry()
        one = self.store.ledger_of(at).fields[last]
        return entry(self.store, one, getattr(at, last), self.source.format, self.cell)

    def _follow(self, at: Record | None, link: str) -> Record | None:
        if at is None or (id := getattr(at, link)) is None:
            return None
        key = (self.store.ledger_of(at).fields[link].to, id)
        if key not in self._linked:
            self._linked[key] = self.store.follow(at, link)
        return self._linked[key]

    def _gather(self) -> dict[int, list[Any]]:
        """The values of the other ledger's records, by the record that they link to."""
        source = self.source
        other = self.store.ledgers[source.ledger]
        grades = [name for name in ("grade", "risk_grade") if name in other.fields]
        found: dict[int, list[Any]] = {}
        for record in self.store.each(other, self._there(), " ".join(grades) or other.order):
            if (home := getattr(record, source.via)) is not None and (
                value := getattr(record, source.path)
            ) is not None:
                found.setdefault(home, []).append(value)
        return found

    def _there(self) -> Where:
        """The records that are gathered from: in force, and where a day is wanted, not in the future."""
        where = usual(self.source.ledger)
        if self.source.how == "last":
            where &= filled(self.source.path) & until(self.source.path, TODAY)
        return where

    def _of_others(self, record: Record) -> Entry:
        found = self._gathered.get(record.id or 0, [])
        field_ = self.store.ledgers[self.source.ledger].fields[self.source.path]
        if self.source.how == "count":
            return Entry(len(found))
        if not found:
            return Entry()
        if self.source.how == "last":
            return entry(self.store, field_, max(found), self.source.format, self.cell)
        shown = dict.fromkeys(field_.show(value, self.store.names) for value in found)
        more = f" 等 {len(shown)} 个" if len(shown) > self.source.most else ""
        return Entry("、".join(islice(shown, self.source.most)) + more)

    def doors(self, record: Record) -> list[Door]:
        """Where the value comes from: the record itself, or those that were gathered."""
        name = self.store.names.name(self.ledger.name, record.id or 0)
        if self.source.kind == "gathered":
            other = self.store.ledgers[self.source.ledger]
            where = self._there() & eq(self.source.via, record.id)
            return [Door(other, where, f"{name}：{other.title}")]
        return [Door(self.ledger, eq("id", record.id), name)]


def path_label(store: Store, ledger: Ledger[Any], path: str) -> str:
    """What a path is called: 所在网格 › 包村干部."""
    told = []
    for name in path.split("."):
        one = ledger.fields[name]
        told.append(one.label)
        ledger = store.ledgers.get(one.to, ledger)
    return " › ".join(told)
