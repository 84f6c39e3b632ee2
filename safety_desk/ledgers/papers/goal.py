"""目标责任书 of a year (domain item 16, F20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.fields import Names
from safety_desk.ledgers.govern.subject import subject_name
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.papers.common import BLANK_DAY, days_said
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.govern.goals import GoalLetter, GoalTarget


def goal_facts(letter: GoalLetter, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What a letter of responsibility for a year says: the two sides, the aims, who signs."""
    office = scene.rules(OfficeRules)
    giver = kin.linked(letter, "from_org")
    targets: list[GoalTarget] = sorted(kin.of(letter, "goal_targets"), key=lambda target: (target.seq or 0, target.id or 0))
    told = subject_name(letter, kin)
    return {
        "title": f"{letter.year}年安全生产目标责任书",
        "number": "",
        "parties": [("甲方", giver.name if giver else f"{office.town}人民政府"), ("乙方", told)],
        "opening": f"为落实安全生产责任，完成{letter.year}年安全生产目标任务，甲方与乙方签订本责任书。",
        "parts": [],
        "targets": [(target.indicator, target.target or "", target.remark or "") for target in targets],
        "closing": [
            "乙方应当按照本责任书组织落实，按期报告完成情况；甲方对完成情况进行检查和考核，考核结果按镇安全生产目标考核办法运用。",
            f"本责任书一式两份，甲乙双方各执一份，有效期至{letter.year}年12月31日。",
        ],
        "signers": ["甲方（签名、盖章）", "乙方（签名、盖章）"],
        "signed": days_said(letter.sign_date) or BLANK_DAY,
    }


PAPERS: tuple[Paper[GoalLetter], ...] = (
    Paper("goal_letter", "目标责任书", "responsibility_letter.html", goal_facts),
)
