"""Tables from the declared reports: reads the records of a list, counts the measures of a statistic."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import partial
from typing import Any

from safety_desk import clock
from safety_desk.conditions import EVERY, Either, Where, empty, eq
from safety_desk.db.store import Store
from safety_desk.fields import Field
from safety_desk.ledger import Ledger
from safety_desk.ledgers import catalog
from safety_desk.ledgers.grade import Grade
from safety_desk.measures import Measure
from safety_desk.numbers import MoneyKind
from safety_desk.periods import Period
from safety_desk.reports.specs import Amount, Blank, Check, Computed, Item, Listing, Rows, Share, Spec, Statistic
from safety_desk.reports.tables import Behind, Column, Members, Ratio, Table, letters, number
from safety_desk.written import PhoneKind

_KINDS = {
    "date": "date", "whole": "whole", "number": "number", "money": "number", "code": "code", "phone": "code", "mobile": "code", "uscc": "code",
    "id_card": "code", "choice": "mark", "yes_no": "mark", "moment": "mark",
}  # fmt: skip
_WIDTHS = {"date": 12.0, "mark": 9.0, "whole": 8.0, "number": 10.0, "grade": 7.0, "code": 14.0, "text": 16.0}
_ORDER = Column("序号", "order", width=6)

Told = list[tuple[int, tuple[Any, ...]]]
"""Records: the id of each, and what it says."""


def tabulate(store: Store, period: Period, specs: Sequence[Spec]) -> list[Table]:
    """The tables of a report, and behind its statistics what their numbers mean."""
    work, to_date = _Work(store, period), _Work(store, period.to_date())
    to_date.used = work.used
    tables = [
        work.listing(spec) if isinstance(spec, Listing) else (to_date if spec.to_date else work).statistic(spec)
        for spec in specs
    ]
    return [*tables, *work.meanings()]


class _Work:
    """One report under way. What several columns ask for is read once."""

    def __init__(self, store: Store, period: Period) -> None:
        self.store, self.period = store, period
        told = (figure for group in catalog.measures(store.scene()) for figure in group.figures)
        self.measures = {one.name: one for one in told if isinstance(one, Measure)}
        self.used: dict[str, Measure] = {}
        self._parts: dict[tuple[Any, ...], Mapping[int, list[tuple[Any, ...]]]] = {}
        self._splits: dict[tuple[str, str, bool], Mapping[Any, float]] = {}

    # ---- lists

    def listing(self, spec: Listing) -> Table:
        """A list of records, one row each."""
        ledger = self.store.ledgers[spec.ledger]
        where = spec.within(self.period)
        told = self._own(ledger, spec.columns, where, spec.order or ledger.order)
        ids = list(told)
        cells = [self._items(one, told) for one in spec.columns]
        rows = [[n, *line] for n, line in enumerate(zip(*cells, strict=True), 1)] if ids else []
        columns = [_ORDER, *self._columns(spec.columns, ledger, 1)]

        def behind(row: int, column: int) -> Behind | None:
            return Behind(ledger.name, eq("id", ids[row]), f"{spec.name}第 {row + 1} 行") if row < len(ids) else None

        head, word = spec.alarm
        alarm = next((n for n, column in enumerate(columns) if column.head == head), 0)
        marked = frozenset(n for n, row in enumerate(rows) if alarm and row[alarm] == word)
        table = self._table(spec, columns, rows, [str(id) for id in ids])
        table.ledger, table.behind, table.alarm = ledger.name, behind, marked
        return table

    def _own(self, ledger: Ledger[Any], columns: Sequence[Any], where: Where, order: str) -> dict[int, dict[str, Any]]:
        """What the records say at all the paths that the columns ask for, read at once."""
        items = (one for one in columns if isinstance(one, Item) and not one.of)
        asked = dict.fromkeys(path for one in items for path in one.paths.split())
        paths = [path for path in asked if not path.startswith("@")]
        day = {"@day": min(self.period.last, clock.today())}
        return {
            id: {**dict(zip(paths, said, strict=True)), **day} for id, said in self._read(ledger, paths, where, order)
        }

    def _items(self, one: Any, told: Mapping[int, Mapping[str, Any]]) -> list[Any]:
        """A column over these records."""
        if not isinstance(one, Item):
            return [None] * len(told)
        if one.of:
            parts = self._children(one)
            tell = one.tell or (lambda found: found)
            return [tell(parts.get(id, [])) for id in told]
        said = [[known[path] for path in one.paths.split()] for known in told.values()]
        return [one.tell(*values) if one.tell else _plain(values[0]) for values in said]

    def _children(self, one: Item) -> Mapping[int, list[tuple[Any, ...]]]:
        """What the records say that link to a row, in order."""
        key = (one.of, one.paths, one.within, one.order)
        if key not in self._parts:
            name, _, via = one.of.partition(".")
            other = self.store.ledgers[name]
            where, order, paths = one.within(self.period), one.order or "id", one.paths.split()
            owners = dict(self.store.look_up(other, [via], where))
            found: dict[int, list[tuple[Any, ...]]] = {}
            for id, said in self._read(other, paths, where, order):
                if owners[id] is not None:
                    found.setdefault(owners[id], []).append(said)
            self._parts[key] = found
        return self._parts[key]

    def _read(self, ledger: Ledger[Any], paths: Sequence[str], where: Where, order: str = "") -> Told:
        """The records with what they say at these paths, as people read it."""
        fields = [self.store.field_at(ledger, path) for path in paths]
        rows = list(self.store.look_up(ledger, paths, where, order))
        for n, field in enumerate(fields, 1):
            if field is not None and field.kind.name == "link":
                self.store.names.fetch(field.to, [row[n] for row in rows if row[n] is not None])
        return [
            (row[0], tuple(self._say(field, value) for field, value in zip(fields, row[1:], strict=True)))
            for row in rows
        ]

    def _say(self, field: Field | None, value: Any) -> Any:
        """A value as it stands in a report."""
        if field is None or value is None or isinstance(value, (bool, Grade)):
            return value
        if field.kind.right or field.kind.name == "date":
            return field.cell(value, self.store.names)
        # the county's tables ask for a telephone so as to call; a person's other numbers stay masked
        is_phone = isinstance(field.kind, PhoneKind)
        return field.whole(value, self.store.names) if is_phone else field.show(value, self.store.names)

    # ---- statistics

    def statistic(self, spec: Statistic) -> Table:
        """Measures, row by row."""
        groups = list(self._groups(spec))
        ledger = self._dimension(spec)
        told = self._own(ledger, spec.columns, EVERY, ledger.order) if ledger is not None else {}
        cells = [self._figures(spec.rows, one, groups, told) for one in spec.columns]
        rows = [
            [n, label, *line]
            for n, ((_, label), line) in enumerate(zip(groups, zip(*cells, strict=True), strict=True), 1)
        ]
        head = [_ORDER, Column(spec.rows.head, width=spec.rows.width)][0 if spec.numbered else 1 :]
        rows = rows if spec.numbered else [row[1:] for row in rows]
        columns = [*head, *self._columns(spec.columns, ledger, len(head))]
        table = self._table(spec, columns, rows, [label for _, label in groups])
        table.behind, table.members = partial(self._behind, spec, groups), partial(self._members, spec, groups)
        return table

    def _dimension(self, spec: Statistic) -> Ledger[Any] | None:
        """The ledger whose records are the rows, where they are records."""
        one = next((one for one in spec.columns if isinstance(one, Amount) and not one.keys), None)
        field = self._field(spec.rows, self.measure(one.measure)) if one and spec.rows.by else None
        return self.store.ledgers[field.to] if field is not None and field.to else None

    def _field(self, rows: Rows, measure: Measure) -> Field | None:
        return self.store.field_at(self.store.ledgers[measure.ledger], measure.by[rows.by])

    def measure(self, name: str) -> Measure:
        """A measure by its name, noted among those whose meaning is told."""
        return self.used.setdefault(name, self.measures[name])

    def _split(self, name: str, by: str, then: bool = False) -> Mapping[Any, float]:
        key = (name, by, then)
        if key not in self._splits:
            self._splits[key] = self.store.split(self.measure(name), self._when(then), by)
        return self._splits[key]

    def _when(self, then: bool) -> Period:
        return self.period.year_before() if then else self.period

    def _groups(self, spec: Statistic) -> Iterator[tuple[Any, str]]:
        """The rows: the value of each, and what it is called."""
        rows = spec.rows
        if rows.parts:
            yield from ((where, label) for label, where in rows.parts)
            return
        names = [
            (name, one.then)
            for one in spec.columns
            if isinstance(one, Amount) and not one.keys
            for name in [one.measure]
        ]
        met = {value for name, then in names for value, said in self._split(name, rows.by, then).items() if said}
        for one in spec.columns:
            if isinstance(one, Amount) and one.keys:
                met |= {mine for mine, other in one.keys.items() if self._split(one.measure, rows.by).get(other)}
        field = self._field(rows, self.measure(names[0][0]))
        assert field is not None
        for value, label in self._values(field, rows):
            if value in met or rows.every or rows.among:
                yield value, label
                met.discard(value)
        yield from ((value, field.show(value, self.store.names)) for value in sorted(met - {None}, key=str))
        if None in met:
            yield None, rows.nobody

    def _values(self, field: Field, rows: Rows) -> Iterator[tuple[Any, str]]:
        """The values that a field can have, in the order in which the office has them."""
        if field.to:
            ledger = self.store.ledgers[field.to]
            where = self.measures[rows.among].rows(self.period) if rows.among else EVERY
            order = f"seq {ledger.called}" if "seq" in ledger.fields else ledger.order
            yield from ((id, label) for id, (label,) in self._read(ledger, [ledger.called], where, order))
        elif field.codes:
            yield from ((code.code, code.label) for code in self.store.names.codes(field.codes).values())
        elif isinstance(field.type, type) and issubclass(field.type, Enum):
            yield from ((value, field.show(value, self.store.names)) for value in field.type)

    def _figures(self, rows: Rows, one: Any, groups: Sequence[tuple[Any, str]], told: Mapping[int, Any]) -> list[Any]:
        """A column over the rows."""
        if isinstance(one, Amount):
            return [self._amount(rows, one, value, label) for value, label in groups]
        if isinstance(one, Share):
            sides = (Amount("", one.part), Amount("", one.whole))
            return [Ratio(*(self._amount(rows, side, *group) or 0 for side in sides)) for group in groups]
        if isinstance(one, Item):
            said = dict(zip(told, self._items(one, told), strict=True))
            return [said.get(value) for value, _ in groups]
        return [None] * len(groups)

    def _amount(self, rows: Rows, one: Amount, value: Any, label: str) -> float | None:
        measure = self.measure(one.measure)
        if rows.parts:
            told = self.store.measure(measure, self._when(one.then), value)
        elif one.keys and label not in one.keys:
            return None
        else:
            told = self._split(one.measure, rows.by, one.then).get(one.keys.get(label, value), 0)
        return told / one.fen if self._is_money(measure) else told

    def _is_money(self, measure: Measure) -> bool:
        ledger = self.store.ledgers[measure.ledger]
        return bool(measure.total) and isinstance(ledger.fields[measure.total].kind, MoneyKind)

    def _counted(self, spec: Statistic, column: int) -> Amount | None:
        """What a column of the table counts; of a share the part."""
        column -= 2 if spec.numbered else 1
        one = spec.columns[column] if column >= 0 else None
        one = Amount(one.head, one.part) if isinstance(one, Share) else one
        return one if isinstance(one, Amount) else None

    def _behind(self, spec: Statistic, groups: Sequence[tuple[Any, str]], row: int, column: int) -> Behind | None:
        """The records of a number."""
        one = self._counted(spec, column)
        if one is None or row > len(groups):
            return None
        measure, when, said = self.measures[one.measure], self._when(one.then), ""
        where: Where = Either(tuple(part for _, part in spec.rows.parts)) if spec.rows.parts else EVERY
        if row < len(groups):
            value, label = groups[row]
            if one.keys and label not in one.keys:
                return None
            where = value if spec.rows.parts else _is(measure.by[spec.rows.by], one.keys.get(label, value))
            said = f"{label}："
        order = self.store.ledgers[measure.ledger].order
        return Behind(measure.ledger, measure.rows(when) & where, f"{said}{measure.title}，{when.title}", order)

    def _members(self, spec: Statistic, groups: Sequence[tuple[Any, str]], column: int) -> Members | None:
        """The records that a column counts, row by row."""
        one = self._counted(spec, column)
        if one is None:
            return None
        measure = self.measures[one.measure]
        ledger, where = self.store.ledgers[measure.ledger], measure.rows(self._when(one.then))
        if spec.rows.parts:
            by_row = {n: self.store.ids(ledger.record, where & part) for n, (part, _) in enumerate(groups)}
            return Members(ledger.name, by_row, bool(measure.total))
        found: dict[Any, list[int]] = {}
        for id, value in self.store.look_up(ledger, [measure.by[spec.rows.by]], where):
            found.setdefault(value, []).append(id)
        asked = {
            n: one.keys.get(label, value)
            for n, (value, label) in enumerate(groups)
            if not one.keys or label in one.keys
        }
        by_row = {n: found[value] for n, value in asked.items() if value in found}
        return Members(ledger.name, by_row, bool(measure.total))

    # ---- both

    def _columns(self, columns: Sequence[Any], ledger: Ledger[Any] | None, before: int) -> list[Column]:
        """The columns of the sheet; what is computed names the others by their letters."""
        places = {one.key: letters(n) for n, one in enumerate(columns, before) if one.key}
        return [self._column(one, ledger, places) for one in columns]

    def _column(self, one: Any, ledger: Ledger[Any] | None, places: Mapping[str, str]) -> Column:
        match one:
            case Amount():
                money = self._is_money(self.measures[one.measure])
                return Column(one.head, "number" if money else "whole", "sum", width=one.width)
            case Computed():
                return Column(one.head, one.kind, one.total, _lettered(one.from_, places), one.width, one.nothing)
            case Share():
                return Column(one.head, "percent", "ratio", width=one.width)
            case Blank():
                return Column(one.head, width=one.width)
        kind = one.kind or self._kind(ledger, one)
        return Column(one.head, kind, one.total, width=one.width or _WIDTHS[kind], fleeting=one.fleeting)

    def _kind(self, ledger: Ledger[Any] | None, one: Item) -> str:
        field = self.store.field_at(ledger, one.paths.split()[0]) if ledger is not None and not one.of else None
        if field is None or one.tell is not None:
            return "text"
        return "grade" if field.type is Grade else _KINDS.get(field.kind.name, "text")

    def _table(self, spec: Spec, columns: list[Column], rows: list[list[Any]], keys: list[str]) -> Table:
        table = Table(
            spec.name, spec.title, columns, rows, period=self.period.title, measure_of=spec.measure_of, keys=keys
        )
        table.number_column = isinstance(spec, Listing) or spec.numbered
        heads = {one.key: len(columns) - len(spec.columns) + n for n, one in enumerate(spec.columns) if one.key}
        table.notes = [*spec.notes, *(said for check in spec.checks for said in _broken(check, table, heads))]
        return table

    def meanings(self) -> Iterator[Table]:
        """What the numbers count: a sheet behind the statistics."""
        if self.used:
            columns = (_ORDER, Column("指标", width=24), Column("口径", width=76), Column("依据", width=40))
            rows = [[n, one.title, f"{one.says}。", one.basis] for n, one in enumerate(self.used.values(), 1)]
            keys = [one.name for one in self.used.values()]
            yield Table("口径说明", "统计口径说明", columns, rows, period=self.period.title, keys=keys)


def _is(path: str, value: Any) -> Where:
    return empty(path) if value is None else eq(path, value)


def _plain(value: Any) -> Any:
    return ("是" if value else "") if isinstance(value, bool) else value


def _lettered(from_: str, places: Mapping[str, str]) -> str:
    """A computation by names as one by letters: "[found]-[left]/[found]" → "C-D/C"."""
    for name, place in places.items():
        from_ = from_.replace(f"[{name}]", place)
    return from_


def _broken(check: Check, table: Table, heads: Mapping[str, int]) -> Iterator[str]:
    """A note where a number is more than it can be."""

    def value(row: Sequence[Any], side: str) -> float:
        return sum(number(row[heads[name]]) for name in side.split("+"))

    def wrong(row: Sequence[Any]) -> bool:
        less, more = value(row, check.less), value(row, check.more)
        return abs(less - more) > 1e-6 if check.equal else less > more

    name = 1 if table.number_column else 0
    if rows := [str(row[name]) for row in table.lines() if wrong(row)]:
        yield f"请核对：{check.says}（{'、'.join(rows)}）。"
