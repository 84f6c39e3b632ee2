"""事故快报表 of one report upwards (domain F16), the first or a later one."""

from typing import Any

from safety_desk.ledgers.papers.accident import report_facts
from safety_desk.paper import Paper

PAPERS: tuple[Paper[Any], ...] = (
    Paper("up_report", "事故快报表", "grid.html", report_facts, margins=(20, 18, 22, 20)),
)
