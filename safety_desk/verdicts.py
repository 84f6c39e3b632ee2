"""What rules say of a record: a verdict from each, with the law behind it; and how much of what must be known is."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from safety_desk.fields import Codes
from safety_desk.record import Record
from safety_desk.value import Value

F = TypeVar("F")


class Outcome(Codes):
    """What a rule finds, in the order in which somebody must look at it."""

    BREACH = "breach", "不符合"
    WARN = "warn", "提醒"
    UNKNOWN = "unknown", "资料不足"
    FINE = "fine", "符合"
    NOT_FOR = "not_for", "不适用"

    @property
    def shape(self) -> str:
        """Told by a sign, for black and white print and for eyes that do not tell colours."""
        return "×△？√－"[list(Outcome).index(self)]

    @property
    def asks(self) -> bool:
        """Whether somebody must look at it."""
        return self in (Outcome.BREACH, Outcome.WARN, Outcome.UNKNOWN)


class Verdict(Value):
    """What one rule says of a record: the outcome in words, the law behind it, and the records that show it."""

    code: str
    title: str
    basis: str
    outcome: Outcome
    says: str
    records: tuple[Record, ...] = ()


Answer = tuple[Outcome, str] | tuple[Outcome, str, Sequence[Any]]


class Rule(Value, Generic[F]):
    """A rule: facts in, verdict out. `answer` gives the outcome, the words and, where there are some, the records."""

    code: str
    title: str
    basis: str
    answer: Callable[[F], Answer]

    def __call__(self, facts: F) -> Verdict:
        """What it says of these facts."""
        outcome, says, *records = self.answer(facts)
        return Verdict(self.code, self.title, self.basis, outcome, says, tuple(records[0]) if records else ())


def rule(code: str, title: str, basis: str) -> Callable[[Callable[[F], Answer]], Rule[F]]:
    """Make a rule of the function that answers."""
    return lambda answer: Rule(code, title, basis, answer)


class Gap(Value):
    """What must be known of a record and is not: one of its fields, or a record of another ledger."""

    label: str
    field: str = ""
    ledger: str = ""


class Completeness(Value):
    """How many of the things that must be known of a record are, and what is missing."""

    filled: int
    wanted: int
    gaps: tuple[Gap, ...] = ()

    @property
    def share(self) -> float:
        """From 0 to 1; whole where nothing is wanted."""
        return self.filled / self.wanted if self.wanted else 1.0

    @property
    def percent(self) -> int:
        """In whole percent, 100 only where nothing is missing."""
        return int(self.share * 100)


def tally(verdicts: Sequence[Verdict]) -> dict[Outcome, int]:
    """How many verdicts there are of each outcome, those that are not left out."""
    found = {outcome: sum(verdict.outcome is outcome for verdict in verdicts) for outcome in Outcome}
    return {outcome: number for outcome, number in found.items() if number}
