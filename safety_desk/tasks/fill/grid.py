"""The numbers of a superior's statistics table: measures under the conditions of line and column."""

import re
from dataclasses import dataclass, field

from safety_desk.conditions import EVERY, Either, Where
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.measures import Figure, Measure, Rate, rate
from safety_desk.numbers import MoneyKind
from safety_desk.periods import Period
from safety_desk.reports.blanks.filling import Entry
from safety_desk.reports.blanks.layout import Layout
from safety_desk.tasks.figures import Door
from safety_desk.tasks.fill.measures import condition, measures_of
from safety_desk.tasks.fill.plan import Item, Plan, Tally

Place = tuple[int, int]


class Grid:
    """The numbers of a grid: for each cell the measure of its column (or line) under the conditions of both."""

    def __init__(self, store: Store, layout: Layout, plan: Plan, period: Period) -> None:
        self.store, self.layout, self.plan, self.period = store, layout, plan, period
        self.known = measures_of(store)
        self.cells: dict[Place, Entry] = {}
        self.doors: dict[Place, list[Door]] = {}
        self.gaps: dict[str, list[str]] = {}

    def fill(self) -> None:
        """Fill every cell that has no formula."""
        for row in self.plan.lines:
            for column in self.plan.columns:
                if self.layout.page.at(min(row, self.layout.body[1]), column).formula:
                    continue
                made = self._cell(row, column)
                if made.why:
                    self.gaps.setdefault(made.why, []).append(f"{self._line_name(row)}×{self._head_name(column)}")
                self.cells[row, column] = Entry(remark=made.why) if made.why else made.entry
                if made.doors:
                    self.doors[row, column] = made.doors

    @property
    def missing(self) -> list[str]:
        """Why which cells stayed empty."""
        return [
            f"{why}：{'、'.join(places[:6])}{f' 等 {len(places)} 格' if len(places) > 6 else ''}"
            for why, places in self.gaps.items()
        ]

    def _cell(self, row: int, column: int) -> "Made":
        tally, down = self._tally(row, column)
        if tally.kind == "empty":
            return Made()
        if not tally.kind:
            return Made(why="这里还没有选指标，没有填")
        if not (self.plan.lines[row].member.kind or self.plan.columns[column].member.kind):
            return Made(why="这一行（列）代表什么还没有确定，没有填")
        if tally.kind == "share":
            return self._share(row, column, tally, down)
        figure = self._figure(tally.measure)
        if isinstance(figure, Rate):
            return self._rated(
                row, column, self._number(figure.part, row, column), self._number(figure.whole, row, column)
            )
        told = self._number(figure, row, column)
        if told is None:
            return Made(why=f"“{figure.title}”不能按这一行（列）分，没有填")
        return Made(Entry(told[0]), [told[1]])

    def _figure(self, name: str) -> Figure:
        if name not in self.known:
            raise Refusal(f"模板用的指标“{name}”现在没有了，请重新对应")
        return self.known[name][1]

    def _tally(self, row: int, column: int) -> tuple[Tally, bool]:
        """The cell's own number, else the column's, else the line's; and whether it runs down a column."""
        if (row, column) in self.plan.cells:
            return self.plan.cells[row, column], True
        own = self.plan.columns[column].tally
        return (own, True) if own.kind else (self.plan.lines[row].tally, False)

    def _share(self, row: int, column: int, tally: Tally, down: bool) -> "Made":
        items = self.plan.columns if down else self.plan.lines
        told = []
        for other in (tally.part, tally.whole):
            item = items.get(other)
            figure = self._figure(item.tally.measure) if item and item.tally.kind == "measure" else None
            if not isinstance(figure, Measure):
                return Made(why="这个率的分子或分母没有对应，没有填")
            told.append(self._number(figure, row, other) if down else self._number(figure, other, column))
        return self._rated(row, column, *told)

    def _rated(self, row: int, column: int, part: "Told | None", whole: "Told | None") -> "Made":
        if part is None or whole is None:
            return Made(why="这个率不能按这一行（列）分，没有填")
        share = rate(part[0], whole[0])
        return Made(Entry("—") if share is None else self._percent(row, column, share), [part[1], whole[1]])

    def _percent(self, row: int, column: int, share: float) -> Entry:
        """As the column's other cells show it: 85.7%, or 85.7 where the head says (%) and nothing is formatted."""
        page = self.layout.page
        if "%" in page.at(min(row, self.layout.body[1]), column).format:
            return Entry(share)
        formats = [(c != column, square.format) for (_, c), square in page.squares.items() if "%" in square.format]
        if formats:  # as the column's own cells, else as other rates of the sheet
            return Entry(share, min(formats)[1])
        percent = re.search("[%％]", f"{self._head_name(column)}{self._line_name(row)}")
        return Entry(round(share * 100, 1)) if percent else Entry(share, "0.0%")

    def _number(self, measure: Measure, row: int, column: int) -> "Told | None":
        """What a measure says under both conditions, and the rows behind it; None where it knows no such condition."""
        line, head = self.plan.lines[row].member, self.plan.columns[column].member
        where: Where = EVERY
        for items, n in ((self.plan.lines, row), (self.plan.columns, column)):
            if items[n].member.kind:
                part = self._where(measure, items, n)
                if part is None:
                    return None
                where &= part
        amount = float(self.store.measure(measure, self.period, where))
        ledger = self.store.ledgers[measure.ledger]
        field = ledger.fields.get(measure.total)
        if field is not None and isinstance(field.kind, MoneyKind):
            amount = float(field.kind.amount(int(amount), field))
        words = "，".join(filter(None, (measure.title, line.words, head.words, self.period.title)))
        return amount, Door(ledger, measure.rows(self.period) & where, words)

    def _where(self, measure: Measure, items: dict[int, Item], n: int) -> Where | None:
        """The condition of a line (or column) for a measure's records; None where they do not know it."""
        one = items[n].member
        if one.kind in ("rest", "total"):
            return self._together(measure, items, one.kind)
        own = condition(self.store, measure, one.facts)
        if own is None or one.kind != "within":
            return own
        above = max((m for m in items if m < n and items[m].member.kind in ("is", "rest")), default=None)
        parent = EVERY if above is None else self._where(measure, items, above)
        return None if parent is None else parent & own

    def _together(self, measure: Measure, items: dict[int, Item], kind: str) -> Where | None:
        """All lines that are no 其中; the rest is what none of them has. A total of lines with 其他 is everything."""
        plain = [item.member for item in items.values() if item.member.kind == "is"]
        told = [condition(self.store, measure, member.facts) for member in plain]
        known = tuple(one for one in told if one is not None)
        if len(known) < len(told):
            return None
        if kind == "rest":
            return ~Either(known)
        complete = any(item.member.kind == "rest" for item in items.values())
        return EVERY if complete or not plain else Either(known)

    def _line_name(self, row: int) -> str:
        return next((line.text for line in self.layout.lines if line.row == row), self.plan.lines[row].member.words)

    def _head_name(self, column: int) -> str:
        return next((head.text for head in self.layout.heads if head.column == column), f"第 {column} 列")


Told = tuple[float, Door]


@dataclass
class Made:
    """What goes into a cell, the rows behind it, and why it stays empty."""

    entry: Entry = field(default_factory=Entry)
    doors: list[Door] = field(default_factory=list)
    why: str = ""
