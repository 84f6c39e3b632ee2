"""Conditions on records, as data: the same one filters a page, counts for a report and is tested without a database.

A path names a field, or a field of a linked record: "level", "enterprise.village".
"""

import datetime as dt
from collections.abc import Callable
from enum import Enum
from typing import Any, Protocol

from safety_desk.record import Record
from safety_desk.value import Value
from safety_desk.wording import folded


class Kin(Protocol):
    """The records that stand round one record, as a condition or a rule may ask for them."""

    def of(self, record: Record, ledger: str, via: str = "", where: "Where | None" = None) -> list[Any]:
        """The records of that ledger that link to this one (by that link, where there are several) and fulfil `where`."""

    def linked(self, record: Record, link: str) -> Any:
        """The record that a link of this one leads to, or None."""

    def all_linked(self, record: Record, links: str) -> list[Any]:
        """The records that a link to several leads to, in the order in which they are named."""


class Day(Value):
    """A day counted from today, decided only when the condition is used."""

    plus: int = 0

    def on(self, today: dt.date) -> dt.date:
        """The calendar day."""
        return today + dt.timedelta(days=self.plus)

    def later(self, days: int) -> "Day":
        """So many days later."""
        return Day(self.plus + days)


TODAY = Day()


class Where(Value):
    """A condition. Combine with & and |, turn round with ~."""

    def holds(self, record: Record, today: dt.date, kin: Kin | None = None) -> bool:
        """Whether the record fulfils it on that day."""
        raise NotImplementedError

    def __and__(self, other: "Where") -> "Where":
        return All((self, other))

    def __or__(self, other: "Where") -> "Where":
        return Either((self, other))

    def __invert__(self) -> "Where":
        return Not(self)


class All(Where):
    """Every part holds (none: always)."""

    parts: tuple[Where, ...] = ()

    def holds(self, record: Record, today: dt.date, kin: Kin | None = None) -> bool:
        """Whether every part holds."""
        return all(part.holds(record, today, kin) for part in self.parts)


class Either(Where):
    """At least one part holds."""

    parts: tuple[Where, ...] = ()

    def holds(self, record: Record, today: dt.date, kin: Kin | None = None) -> bool:
        """Whether a part holds."""
        return any(part.holds(record, today, kin) for part in self.parts)


class Not(Where):
    """The part does not hold."""

    part: Where

    def holds(self, record: Record, today: dt.date, kin: Kin | None = None) -> bool:
        """Whether it does not hold."""
        return not self.part.holds(record, today, kin)


class Sign(Enum):
    """How a value is compared."""

    IS = "="
    LESS = "<"
    MOST = "<="
    MORE = ">"
    LEAST = ">="


_TESTS: dict[Sign, Callable[[Any, Any], bool]] = {
    Sign.IS: lambda a, b: a == b,
    Sign.LESS: lambda a, b: a < b,
    Sign.MOST: lambda a, b: a <= b,
    Sign.MORE: lambda a, b: a > b,
    Sign.LEAST: lambda a, b: a >= b,
}


class Compare(Where):
    """A value stands in this relation to another; an empty one never does."""

    path: str
    sign: Sign
    value: Any

    def holds(self, record: Record, today: dt.date, kin: Kin | None = None) -> bool:
        """Whether it does."""
        have = follow(record, self.path, kin)
        wanted = self.value.on(today) if isinstance(self.value, Day) else self.value
        if isinstance(have, dt.datetime) and not isinstance(wanted, dt.datetime):
            have = have.date()
        return have is not None and _TESTS[self.sign](have, wanted)


class OneOf(Where):
    """The value is one of these."""

    path: str
    values: tuple[Any, ...]

    def holds(self, record: Record, today: dt.date, kin: Kin | None = None) -> bool:
        """Whether it is."""
        have = follow(record, self.path, kin)
        return have is not None and have in self.values


class Filled(Where):
    """There is a value."""

    path: str

    def holds(self, record: Record, today: dt.date, kin: Kin | None = None) -> bool:
        """Whether there is."""
        return follow(record, self.path, kin) not in (None, ())


class Includes(Where):
    """A field of several values includes this one."""

    path: str
    value: Any

    def holds(self, record: Record, today: dt.date, kin: Kin | None = None) -> bool:
        """Whether it does."""
        return self.value in (follow(record, self.path, kin) or ())


class Says(Where):
    """The text contains these words, wide or narrow, capital or not."""

    path: str
    words: str

    def holds(self, record: Record, today: dt.date, kin: Kin | None = None) -> bool:
        """Whether it does."""
        return folded(self.words) in folded(follow(record, self.path, kin) or "")


class Has(Where):
    """Some record of that ledger that links here fulfils a condition."""

    ledger: str
    via: str
    where: Where = All()

    def holds(self, record: Record, today: dt.date, kin: Kin | None = None) -> bool:
        """Whether there is one."""
        if kin is None:
            raise LookupError(f"{self.ledger}: nothing to look linked records up with")
        return any(self.where.holds(other, today, kin) for other in kin.of(record, self.ledger, self.via))


EVERY = All()


def follow(record: Record, path: str, kin: Kin | None) -> Any:
    """The value at a path, or None where a link on the way is empty."""
    *links, last = path.split(".")
    at: Record | None = record
    for link in links:
        if kin is None:
            raise LookupError(f"{path}: nothing to look linked records up with")
        at = kin.linked(at, link) if at is not None else None
    return getattr(at, last) if at is not None else None


def eq(path: str, value: Any) -> Where:
    """The value at the path is this one."""
    return Compare(path, Sign.IS, value)


def one_of(path: str, *values: Any) -> Where:
    """The value at the path is one of these."""
    return OneOf(path, values)


def before(path: str, value: Any) -> Where:
    """The value at the path is less, or the day earlier."""
    return Compare(path, Sign.LESS, value)


def until(path: str, value: Any) -> Where:
    """The value at the path is at most this, or the day not later."""
    return Compare(path, Sign.MOST, value)


def since(path: str, value: Any) -> Where:
    """The value at the path is at least this, or the day not earlier."""
    return Compare(path, Sign.LEAST, value)


def between(path: str, first: dt.date, last: dt.date) -> Where:
    """The day at the path is within these two, both included."""
    return since(path, first) & until(path, last)


def filled(path: str) -> Where:
    """There is a value at the path."""
    return Filled(path)


def empty(path: str) -> Where:
    """There is no value at the path."""
    return Not(Filled(path))
