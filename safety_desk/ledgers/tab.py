"""A tab of the window."""

from typing import Any

from safety_desk.ledger import Ledger
from safety_desk.value import Value


class Tab(Value):
    """One tab of the window and the ledgers whose pages stand in it."""

    title: str
    ledgers: tuple[Ledger[Any], ...] = ()
