"""The papers of risks of a public area as a whole: 风险公告栏 (domain F08-2), 较大及以上风险清单 (F08-3)."""

from typing import Any

from safety_desk.ledgers.papers.risk import MARGINS, board_facts, severe_facts
from safety_desk.paper import Paper

PAPERS: tuple[Paper[Any], ...] = (
    Paper("area_risk_board", "安全风险公告栏", "risk_board.html", board_facts, True, MARGINS),
    Paper("area_severe_risks", "较大及以上风险清单", "severe_risks.html", severe_facts, True, MARGINS),
)
