"""出租房、九小场所检查表 (domain F23): what is on record of the place, and the items to go through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.fields import Names
from safety_desk.ledgers.checklist import library
from safety_desk.ledgers.office import OfficeRules, signed_by
from safety_desk.ledgers.papers.common import BLANK_DAY
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.firm.small_place import Place

LIST = "住"
"""The sign of the checklist 三合一、出租房和九小场所 in the program's library (domain §5.4, T07)."""
LET = "出租房"


def check_facts(place: Place, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the sheet says: the place as it was noted, and the items, their results left to the hand."""
    shown = {name: field.show(getattr(place, name), names) for name, field in place.fields.items()}
    kind = shown["kind"]

    def with_unit(name: str) -> str:
        return f"{shown[name]} {place.fields[name].unit}" if shown[name] else ""

    grade = f"{place.grade.label}（{place.grade.risk}）" if place.grade else ""
    return {
        "title": f"{LET if kind == LET else '九小场所'}安全检查表",
        "number": "",
        "office": signed_by(scene.rules(OfficeRules)),
        "pairs": [
            [("名　　称", shown["name"]), ("类　　别", kind), ("风险等级", grade)],
            [("房　　东" if kind == LET else "经 营 者", shown["owner"]), ("联系电话", place.phone or ""), ("村、网格", "　".join(filter(None, (shown["village"], shown["grid"]))))],
            [("地　　址", shown["address"]), ("面积、层数", "　".join(filter(None, (with_unit("area"), with_unit("floors"))))), ("居住人数", with_unit("residents"))],
            [("三 合 一", shown["live_work_mixed"]), ("用　　气", shown["gas"]), ("报警装置", shown["alarm"])],
            [("灭 火 器", with_unit("fire_ext")), ("安全出口", with_unit("exits")), ("检查日期", "")],
        ],
        "items": [item for listed in library() if listed.sign == LIST for item in listed.items],
        "signed": BLANK_DAY,
    }


PAPERS: tuple[Paper[Place], ...] = (
    Paper("place_check", "出租房、九小场所检查表", "place_check.html", check_facts, margins=(22, 20, 20, 20)),
)
