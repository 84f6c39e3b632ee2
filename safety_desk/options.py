"""Rules that the office can set: groups of named values with their defaults, kept as they differ from these.

What a law leaves open, or a county decides, is an option and never a constant.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from safety_desk import clock
from safety_desk.record import Record


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


def _defaults(cls: type[Any]) -> Any:
    return cls()


@dataclass(frozen=True)
class Scene:
    """When and by whom something is done, and the rules of the office."""

    at: dt.datetime = field(default_factory=lambda: clock.now())
    who: str = ""
    options: Callable[[type[Any]], Any] = _defaults

    @property
    def today(self) -> dt.date:
        """The day."""
        return self.at.date()

    def rules(self, group: type[O]) -> O:
        """A group of settings as the office has them."""
        found: O = self.options(group)
        return found
