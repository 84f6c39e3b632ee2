"""A tab of the window."""

from dataclasses import dataclass
from typing import Any

from safety_desk.ledger import Ledger


@dataclass(frozen=True)
class Tab:
    """One tab of the window and the ledgers whose pages stand in it."""

    title: str
    ledgers: tuple[Ledger[Any], ...] = ()
