"""The values that a plan gives for a blank, where each comes from, and what could not be filled."""

from dataclasses import dataclass, field
from typing import Any

from safety_desk.conditions import EVERY, Where, eq
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.office import OfficeRules
from safety_desk.measures import Measure, Rate
from safety_desk.periods import Period
from safety_desk.reports.blanks.filling import Entry, Filling
from safety_desk.reports.blanks.layout import Form, Layout
from safety_desk.tasks.figures import Door
from safety_desk.tasks.fill.column import Column
from safety_desk.tasks.fill.grid import Grid, Place
from safety_desk.tasks.fill.measures import holds, measures_of, usual
from safety_desk.tasks.fill.plan import Item, Member, Plan
from safety_desk.tasks.fill.propose import value_words


@dataclass
class Filled:
    """What goes into a blank, and the way back: `doors` by the place in the filled sheet; `missing`: what stayed empty."""

    filling: Filling = field(default_factory=Filling)
    doors: dict[Place, list[Door]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    count: int = 0
    unit: str = "行"


def values(store: Store, layout: Layout, plan: Plan, period: Period, most: int | None = None) -> Filled:
    """Every value of a filled blank; of a list only the first lines are kept where `most` says how many are looked at.

    All are counted. Raises Refusal where the plan names what this office does not have.
    """
    told = Filled(Filling(marked=plan.marked))
    if plan.form is Form.GRID:
        grid = Grid(store, layout, plan, period)
        grid.fill()
        told.filling.cells, told.doors, told.missing = grid.cells, grid.doors, grid.missing
        told.count, told.unit = len(grid.doors), "格"
    elif plan.rows.members:
        _members(store, layout, plan, period, told)
    else:
        _list(store, layout, plan, period, told, most)
    _facts(store, layout, plan, period, told)
    return told


def _facts(store: Store, layout: Layout, plan: Plan, period: Period, told: Filled) -> None:
    rules, today = store.options(OfficeRules), store.context().today
    known = {
        "office": rules.office, "town": rules.town, "county": rules.county, "period": period.title,
        "day": f"{today.year}年{today.month}月{today.day}日", "phone": rules.phone or "",
    }  # fmt: skip
    for n, slot in enumerate(layout.slots):
        fact = plan.facts.get(n)
        text = "" if fact is None else fact.text if fact.kind == "text" else known.get(fact.kind, "")
        if text:
            told.filling.facts[n] = text
        else:
            told.missing.append(f"{'表尾' if slot.foot else '表头'}“{slot.label}”没有填，留给手写")


def where_of(store: Store, plan: Plan, period: Period) -> Where:
    """The condition of the records that a list shows."""
    rows = plan.rows
    ledger = store.ledgers[rows.ledger]
    where = usual(rows.ledger)
    if rows.measure:
        where = _measure(store, rows.measure).rows(period)
    if rows.view:
        where &= next((view.where for view in ledger.views if view.label == rows.view), EVERY)
    for path, wanted in rows.only:
        where &= holds(store, ledger, path, wanted)
    return where


def _measure(store: Store, name: str) -> Measure:
    known = measures_of(store)
    if name not in known:
        raise Refusal(f"模板用的指标“{name}”现在没有了，请重新对应")
    one = known[name][1]
    return one.part if isinstance(one, Rate) else one


def _list(store: Store, layout: Layout, plan: Plan, period: Period, told: Filled, most: int | None) -> None:
    ledger = store.ledgers[plan.rows.ledger]
    first, lines = layout.body[0], list[dict[int, Entry]]()
    columns = {column: Column(store, layout, ledger, source, column) for column, source in plan.sources.items()}
    told.count = 0
    for n, record in enumerate(store.each(ledger, where_of(store, plan, period), plan.rows.order)):
        line = {column: made for column, one in columns.items() if (made := one.entry(record, n + 1)) is not None}
        told.count += 1
        if most is None or n < most:
            lines.append(line)
            told.doors |= {(first + n, column): one.doors(record) for column, one in columns.items()}
    told.filling.lines = lines
    _note_gaps(layout, columns, told)
    if not told.count:
        told.missing.append(f"{ledger.title}里没有符合条件的记录，表里没有数据行")
        told.filling.remarks[first, layout.heads[0].column] = "没有符合条件的记录"


def _note_gaps(layout: Layout, columns: dict[int, Column], told: Filled) -> None:
    """List what stayed empty, and mark the heads of columns that nothing fills."""
    bottom = layout.header[1]
    for head in layout.heads:
        column = columns.get(head.column)
        kind = column.source.kind if column else ""
        if kind == "" or column is None:
            told.missing.append(f"“{head.text}”这一列还没有对应，没有填")
            told.filling.remarks[layout.page.area(bottom, head.column).top, head.column] = "这一列还没有对应，没有填"
        elif kind == "empty":
            told.missing.append(f"“{head.text}”按模板留空")
        elif column.empty:
            told.missing.append(f"“{head.text}”有 {column.empty} 行是空的：{column.why}")


def _members(store: Store, layout: Layout, plan: Plan, period: Period, told: Filled) -> None:
    """As a grid whose lines are made here."""
    dimension = plan.rows.members
    first = layout.body[0]
    made = {}
    for n, value in enumerate(_values_of(store, dimension)):
        words = "、".join(value_words(store, dimension, (value,)))
        made[first + n] = Item(member=Member("is", ((dimension, (value,)),), words))
    grid = Grid(store, layout, Plan(Form.GRID, columns=plan.columns, lines=made), period)
    grid.fill()
    told.doors |= grid.doors
    told.missing += grid.missing
    lines = []
    for n, (row, item) in enumerate(made.items()):
        line = {column: cell for (r, column), cell in grid.cells.items() if r == row}
        for column, source in plan.sources.items():
            line[column] = Entry(n + 1 if source.kind == "number" else item.member.words)
        lines.append(line)
    told.filling.lines, told.count = lines, len(lines)


def _values_of(store: Store, dimension: str) -> list[Any]:
    if dimension == "village":
        return [one.id for one in store.each(store.ledgers["villages"], eq("enabled", True), "seq name")]
    used = store.spread(store.ledgers["enterprises"].record, "industry_safety", usual("enterprises"))
    return [code for code in store.names.codes("supervise_field") if code in used]
