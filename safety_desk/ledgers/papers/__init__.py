"""The printed forms of each ledger. A module of forms is loaded when somebody wants to print: a start needs none of them."""

from importlib import import_module
from typing import Any

from safety_desk.paper import Paper

MODULES = {
    "enterprises": "risk_firm pledge",
    "public_areas": "risk_area",
    "risk_points": "risk",
    "post_duties": "post",
    "resp_systems": "post_system",
    "goal_letters": "goal",
    "leader_duties": "leader",
    "grid_patrols": "patrol",
    "places": "small_place",
    "inspections": "visit",
    "check_schemes": "scheme",
    "documents": "document",
    "hidden_dangers": "danger closing",
    "supervise_cases": "supervise",
    "interviews": "interview",
    "penalty_cases": "case",
    "enforce_measures": "measure",
    "accidents": "accident",
    "up_reports": "up_report",
    "report_cases": "report_case",
    "meetings": "meeting",
    "trainings": "training",
    "drills": "drill",
    "random_draws": "draw",
    "doc_archives": "archive",
}
"""By a ledger's name: the modules here whose PAPERS are its forms, with blanks between them."""


def forms(ledger: str) -> tuple[Paper[Any], ...]:
    """The printed forms of a ledger's records, in the order of the menu; none where it has none."""
    modules = (import_module(f"{__name__}.{module}") for module in MODULES.get(ledger, "").split())
    return tuple(paper for module in modules for paper in module.PAPERS)


def form(ledger: str, name: str) -> Paper[Any]:
    """The form of that name. Raises KeyError where there is none."""
    return {paper.name: paper for paper in forms(ledger)}[name]
