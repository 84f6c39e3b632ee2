"""Rules that the office can set: groups of named values with their defaults, kept as they differ from these.

What a law leaves open, or a county decides, is an option and never a constant.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar

from safety_desk.record import Record
from safety_desk.value import Value


class Options(Record):
    """A group of settings, declared like a record; its values stand in the office's file under `key`.

    `settles` names the ledgers whose records are told anew when the group changes.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    settles: ClassVar[str]

    def __init_subclass__(cls, key: str = "", title: str = "", settles: str = "") -> None:
        super().__init_subclass__()
        cls.key, cls.title, cls.settles = key, title, settles


O = TypeVar("O", bound=Options)
R = TypeVar("R", bound=Record)


def _defaults(cls: type[Any]) -> Any:
    return cls()


def _nothing(cls: type[Any]) -> Sequence[Any]:
    return ()


def _none(measure: Any, period: Any, where: Any) -> float:
    return 0


class Scene(Value):
    """When and by whom something is done, and the rules of the office: settings, and small tables that rules read.

    `counts` answers a measure in a period, of the records that also fulfil a condition.
    """

    at: dt.datetime
    who: str = ""
    options: Callable[[type[Any]], Any] = _defaults
    tables: Callable[[type[Any]], Sequence[Any]] = _nothing
    counts: Callable[[Any, Any, Any], float] = _none

    @property
    def today(self) -> dt.date:
        """The day."""
        return self.at.date()

    def rules(self, group: type[O]) -> O:
        """A group of settings as the office has them."""
        found: O = self.options(group)
        return found

    def table(self, record: type[R]) -> Sequence[R]:
        """All records of a small ledger that is a rule itself, as the holidays are."""
        found: Sequence[R] = self.tables(record)
        return found
