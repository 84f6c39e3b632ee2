"""The printed forms of each ledger. A module of forms is loaded when somebody wants to print: a start needs none of them."""

from importlib import import_module
from typing import Any

from safety_desk.paper import Paper

MODULES = {
    "inspections": "visit",
}
"""By a ledger's name: the module here whose PAPERS are its forms."""


def forms(ledger: str) -> tuple[Paper[Any], ...]:
    """The printed forms of a ledger's records, in the order of the menu; none where it has none."""
    if ledger not in MODULES:
        return ()
    told: tuple[Paper[Any], ...] = import_module(f"{__name__}.{MODULES[ledger]}").PAPERS
    return told


def form(ledger: str, name: str) -> Paper[Any]:
    """The form of that name. Raises KeyError where there is none."""
    return {paper.name: paper for paper in forms(ledger)}[name]
