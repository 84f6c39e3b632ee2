"""网格巡查记录表 (domain F22)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.fields import Names
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.papers.common import BLANK_DAY, days_said, is_picture, photo
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.society.grid_patrol import GridPatrol

MOST_PHOTOS = 4


def record_facts(patrol: GridPatrol, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the record of a round says, with boxes for what is chosen among."""
    grid = kin.linked(patrol, "grid")
    leader = kin.linked(grid, "leader") if grid else None
    shown = {name: field.show(getattr(patrol, name), names) for name, field in patrol.fields.items()}
    codes = names.codes(patrol.fields["objects"].codes)
    pictures = [photo(reference) for reference in patrol.photo or () if is_picture(reference)]
    return {
        "title": "网格巡查记录表",
        "number": patrol.code or "",
        "town": scene.rules(OfficeRules).town,
        "village": shown["village"],
        "grid": shown["grid"],
        "leader": leader.name if leader else "",
        "date": chinese(patrol.date),
        "patroller": patrol.patroller,
        "objects": [(entry.label, code in (patrol.objects or ())) for code, entry in codes.items() if entry.enabled],
        "site": "、".join(filter(None, (shown["enterprise"], shown["public_area"]))),
        "content": shown["content"],
        "found": f"{patrol.found_count} 项" if patrol.found_count else "未发现隐患",
        "problem": shown["problem"],
        "ways": [("村里已处理", patrol.handled_by_village), ("已上报镇", patrol.reported), ("已登记隐患", patrol.noted)],
        "reported": days_said(patrol.reported_at),
        "verified": "" if patrol.verified is None else "属实" if patrol.verified else "不属实",
        "gps": shown["gps"],
        "remark": shown["remark"],
        "photos": [pictures[n : n + 2] for n in range(0, min(len(pictures), MOST_PHOTOS), 2)],
        "signed": BLANK_DAY,
    }


PAPERS: tuple[Paper[GridPatrol], ...] = (
    Paper("patrol_record", "网格巡查记录表", "patrol_record.html", record_facts, margins=(25, 20, 22, 22)),
)
