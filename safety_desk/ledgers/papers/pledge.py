"""企业安全生产承诺书 (domain F20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.fields import Names
from safety_desk.ledgers.duty.post_templates import template_for
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.papers.common import BLANK_DAY, numbered
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.enterprise import Enterprise


def pledge_facts(enterprise: Enterprise, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What an enterprise's head promises: the seven duties of the law (安全生产法 art. 21), in the order of the law."""
    _, duties, _ = template_for("principal", "主要负责人")
    return {
        "title": "企业安全生产承诺书",
        "number": "",
        "to": f"{scene.rules(OfficeRules).town}人民政府",
        "enterprise": enterprise.name,
        "person": enterprise.principal or enterprise.legal_person or "",
        "duties": numbered(duties),
        "signed": BLANK_DAY,
    }


PAPERS: tuple[Paper[Enterprise], ...] = (
    Paper("safety_pledge", "企业安全生产承诺书", "pledge.html", pledge_facts),
)
