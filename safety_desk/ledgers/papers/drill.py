"""应急演练记录及评估表 (domain F19)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.fields import Names
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.papers.grid import boxes, pair, sections, table, wide
from safety_desk.ledgers.papers.official import person_of
from safety_desk.ledgers.society.plan import DrillGrade, PlanOwner, PlanRules
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.society.plan import Drill

_LINKS = {PlanOwner.ENTERPRISE: "enterprise", PlanOwner.VILLAGE: "village", PlanOwner.OFFICE: "office"}


def drill_facts(drill: Drill, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the form says: the drill, room for its course, the points of its assessment, what it was worth."""
    link = _LINKS.get(drill.owner_type)
    whose = person_of(drill, link, kin) if link else f"{scene.rules(OfficeRules).town}人民政府"
    grades = boxes(grade.label for grade in DrillGrade)
    points = [line.strip() for line in scene.rules(PlanRules).drill_points.split("\n") if line.strip()]
    rows = [
        wide("演练主题", drill.topic),
        pair("组织单位", whose, "演练日期", chinese(drill.date)),
        pair("演练类型", "、".join(drill.kind or ()), "参演人数", f"{drill.participants_count}人" if drill.participants_count is not None else ""),
        wide("演练地点", ""),
        wide("所用预案", person_of(drill, "plan", kin)),
        wide("参演单位", drill.orgs),
        wide("演练情景", drill.scenario),
        wide("演练过程", "", lines=3),
        table((("评估项目", 30), ("评　　价", 40), ("说　　明", 30)), [(point, grades, "") for point in points], caption="演练评估"),
        wide("评估结论", boxes((grade.label for grade in DrillGrade), (drill.evaluation.label,) if drill.evaluation else ())),
        wide("存在的不足", drill.problems, lines=2),
        wide("改进措施", drill.improvements, lines=2),
        wide("演练情况报送", drill.report_sent_to),
    ]
    return {
        "title": "应急演练记录及评估表",
        "number": "",
        "left": f"填报单位：{whose}",
        "right": "",
        "sections": sections(rows),
        "signs": [[("记录人：", "", 30), ("评估人：", drill.evaluator or "", 62), ("总指挥（签名）：", "", 100)]],
        "notes": [],
    }


PAPERS: tuple[Paper[Drill], ...] = (Paper("drill_record", "应急演练记录及评估表", "grid.html", drill_facts, margins=(22, 20, 22, 20)),)
