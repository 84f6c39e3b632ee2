"""指标: what every named figure says in a period, against the period before and a year ago, and the rows behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from safety_desk.conditions import Where
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger
from safety_desk.ledgers import catalog
from safety_desk.ledgers.enforce.grading import against_last_year
from safety_desk.measures import Figure, Measure, Rate, rate
from safety_desk.numbers import MoneyKind
from safety_desk.periods import Period


class Side(Enum):
    """Which rows of a figure: those that count, those of which they are a part, those that lack."""

    PART = "part", "分子"
    WHOLE = "whole", "分母"
    MISSING = "missing", "缺口"

    def __init__(self, word: str, label: str) -> None:
        self.word, self.label = word, label


@dataclass(frozen=True)
class Said:
    """What a figure says in one period: an amount in its unit, for a rate also the whole and what lacks to it."""

    amount: float
    unit: str = ""
    whole: float | None = None
    missing: float | None = None

    @property
    def share(self) -> float | None:
        """Of a rate, from 0 on; None for a measure, and where there is no whole."""
        return None if self.whole is None else rate(self.amount, self.whole)

    @property
    def short(self) -> str:
        """8.0%, or 380 人."""
        share = self.share
        return self.words if share is None else f"{share:.1%}"

    @property
    def words(self) -> str:
        """12 / 150 = 8.0%, — where there is nothing to divide by, 380 人."""
        if self.whole is None:
            return f"{number(self.amount)} {self.unit}".strip()
        share = self.share
        return f"{number(self.amount)} / {number(self.whole)} = {share:.1%}" if share is not None else "—"


@dataclass(frozen=True)
class Line:
    """A figure in a period, in the one before it, and in the same one of the year before."""

    group: str
    figure: Figure
    now: Said
    before: Said
    year_ago: Said

    @property
    def change(self) -> str:
        """Against the period before: +3, of a rate +1.5点 (percentage points)."""
        if self.now.whole is None:
            return signed(self.now.amount - self.before.amount)
        return _points(self.now.share, self.before.share)

    @property
    def growth(self) -> str:
        """同比: +25.0%, of a rate in percentage points; — where there was nothing the year before."""
        if self.now.whole is None:
            grown = against_last_year(self.now.amount, self.year_ago.amount)
            return "—" if grown is None else f"{grown:+.1%}"
        return _points(self.now.share, self.year_ago.share)

    def plain(self) -> dict[str, Any]:
        """For JSON: names, the numbers and their wholes, the 口径."""
        told = {"now": self.now, "before": self.before, "year_ago": self.year_ago}
        numbers = {when: {"amount": s.amount, "whole": s.whole, "share": s.share} for when, s in told.items()}
        one = self.figure
        return {
            "group": self.group, "name": one.name, "title": one.title, "unit": self.now.unit, **numbers,
            "missing": self.now.missing, "says": one.says, "basis": one.basis,
        }  # fmt: skip


def number(value: float) -> str:
    """Plain digits, at most two behind the point."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def signed(value: float) -> str:
    """With its sign; 0 without."""
    return f"+{number(value)}" if value > 0 else number(value)


def _points(now: float | None, then: float | None) -> str:
    if now is None or then is None:
        return "—"
    return f"{signed(round((now - then) * 100, 1))} 点"


def figure(store: Store, words: str) -> Figure:
    """The figure of that name or title. Raises Refusal."""
    found = catalog.measure(store.scene(), words)
    if found is None:
        raise Refusal(f"没有名为“{words}”的指标，用 measures 命令可以列出全部")
    return found


def measure_of(one: Figure, side: Side) -> Measure | None:
    """The measure behind one side of a figure; a measure has only itself."""
    if isinstance(one, Measure):
        return one if side is Side.PART else None
    return {Side.PART: one.part, Side.WHOLE: one.whole, Side.MISSING: one.missing}[side]


def amount(store: Store, measure: Measure, period: Period) -> tuple[float, str]:
    """The number of a measure and its unit; money in the unit of its field."""
    told = store.measure(measure, period)
    if not measure.total:
        return told, ""
    field = store.ledgers[measure.ledger].fields[measure.total]
    return (float(field.kind.amount(int(told), field)) if isinstance(field.kind, MoneyKind) else told), field.unit


def say(store: Store, one: Figure, period: Period) -> Said:
    """What a figure says in a period."""
    if isinstance(one, Measure):
        return Said(*amount(store, one, period))
    part, unit = amount(store, one.part, period)
    whole, _ = amount(store, one.whole, period)
    missing = None if one.missing is None else whole - part
    return Said(part, unit, whole, missing)


def line(store: Store, group: str, one: Figure, period: Period) -> Line:
    """A figure in a period and in those that it is held against."""
    return Line(group, one, *(say(store, one, p) for p in (period, period.before(), period.year_before())))


def groups(store: Store) -> tuple[str, ...]:
    """The headings under which the figures stand."""
    return tuple(group.title for group in catalog.measures(store.scene()))


def lines(store: Store, period: Period, heading: str = "") -> list[Line]:
    """All figures under a heading, rates first; every rate of the office where none is named."""
    told: Iterable[Any] = catalog.measures(store.scene())
    return [
        line(store, group.title, one, period)
        for group in told
        for one in group.figures
        if (group.title == heading if heading else isinstance(one, Rate))
    ]


@dataclass(frozen=True)
class Door:
    """Where the rows behind a number are: the ledger, the condition, and what to call them."""

    ledger: Ledger[Any]
    where: Where
    words: str


def door(store: Store, one: Figure, period: Period, side: Side = Side.PART) -> Door:
    """The rows of one side of a figure. Raises Refusal where it has none."""
    measure = measure_of(one, side)
    if measure is None:
        why = "分子和分母不是同一本台账的记录" if isinstance(one, Rate) else "它不是比率"
        raise Refusal(f"“{one.title}”没有{side.label}：{why}")
    return Door(store.ledgers[measure.ledger], measure.rows(period), f"{measure.title}，{period.title}")
