"""A number of a report is a measure: named, defined, and able to name the rows behind it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from safety_desk.conditions import EVERY, Where, between
from safety_desk.periods import Period
from safety_desk.value import Value


class Measure(Value):
    """Counts the records of a ledger, or sums one of their fields.

    says   the 口径: what is counted, in Chinese, as it is printed under a report
    rows   the condition of its records in a period
    total  the field that is summed (empty: records are counted)
    by     the dimensions it splits by: the name of each, and the path to its value
    basis  the law or paper behind it, where one is known
    """

    name: str
    title: str
    says: str
    ledger: str
    rows: Callable[[Period], Where]
    total: str = ""
    by: Mapping[str, str] = MappingProxyType({})
    basis: str = ""


def during(day: str, where: Where = EVERY) -> Callable[[Period], Where]:
    """The records whose day lies in the period."""
    return lambda period: where & between(day, period.first, period.last)


class Rate(Value):
    """A share of one measure in another: 12 / 150 = 8.0%."""

    name: str
    title: str
    part: Measure
    whole: Measure
    basis: str = ""

    @property
    def says(self) -> str:
        """The 口径, as it is printed."""
        return f"{self.part.title}（{self.part.says}）÷ {self.whole.title}（{self.whole.says}）"

    @property
    def missing(self) -> Measure | None:
        """What the part lacks to the whole: named where both count, or sum, the same of one ledger."""
        part, whole = self.part, self.whole
        if (part.ledger, part.total) != (whole.ledger, whole.total):
            return None
        says = f"{whole.title}里不算{part.title}的"
        return Measure(
            f"{self.name}_missing", f"{self.title}的缺口", says, whole.ledger, lambda p: whole.rows(p) & ~part.rows(p),
            total=whole.total,
        )  # fmt: skip


Figure = Measure | Rate


class Group(Value):
    """Figures that belong together, under one heading."""

    title: str
    figures: tuple[Figure, ...]


def rate(part: float, whole: float) -> float | None:
    """A share, or None where there is no whole (printed as —)."""
    return part / whole if whole else None
