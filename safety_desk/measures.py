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


def rate(part: float, whole: float) -> float | None:
    """A share, or None where there is no whole (printed as —)."""
    return part / whole if whole else None
