"""The papers of risk points: 安全风险告知卡 in two layouts (domain F08), 应急处置卡, 风险公告栏 (F08-2), 较大及以上风险清单 (F08-3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.fields import Names
from safety_desk.ledgers.grade import Colours, Grade, colour
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.papers.common import is_picture, photo
from safety_desk.ledgers.papers.signs import called_for
from safety_desk.ledgers.risk import MeasureStatus, MeasureType, PointStatus
from safety_desk.options import Scene
from safety_desk.paper import Paper
from safety_desk.wording import bare

if TYPE_CHECKING:
    from safety_desk.ledgers.risk import ControlMeasure, Hazard, RiskPoint
    from safety_desk.record import Record

MOST_SIGNS = 6
BIG, PLAIN = 420, 900
"""A card with at most so many signs of text is set large, with at most so many in the size of tables, else small."""
IN_THE_CODE = 150
"""A code of so many signs is still read from a card."""
ORDERS = "作业前确认管控措施有效。发现险情立即停止作业，撤到安全地点，并报告"


def card_facts(point: RiskPoint, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the card of a risk point says, in either layout (安委办〔2016〕11号: 风险、隐患类别、后果、管控、应急、报告)."""
    told = _told(point, kin, names, scene)
    lists = {name: told[name] for name in ("factors", "accidents", "consequences", "controls", "emergencies")}
    return {
        **told,
        "title": "安全风险告知卡",
        "size": _size(sum(len(line) for lines in lists.values() for line in lines)),
        "warning": _warning(point, told["consequences"]),
        "signs": [(sign.source, sign.words) for sign in called_for(told["accidents"], MOST_SIGNS)],
        "code": _code(point, told),
        "version": _version(point, kin),
        "day": chinese(scene.today),
    }


def response_facts(point: RiskPoint, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 应急处置卡 says: what may happen, what to do then, whom to call."""
    told = _told(point, kin, names, scene)
    office = scene.rules(OfficeRules)
    calls = [
        (f"现场负责人{f'（{point.responsible_person}）' if point.responsible_person else ''}", point.phone or ""),
        ("本单位应急电话", told["emergency_phone"]),
        (f"{office.town}安委办", office.phone or ""),
        ("公安 110　消防 119　医疗 120", ""),
    ]
    return {**told, "title": "应急处置卡", "calls": calls, "day": chinese(scene.today)}


def board_facts(owner: Any, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 风险公告栏 of an enterprise says: its points in use, the worst first."""
    points = _by_grade(point for point in kin.of(owner, "risk_points") if point.status is PointStatus.NORMAL)
    counts = [(grade, sum(point.grade is grade for point in points)) for grade in Grade]
    unrated = sum(point.grade is None for point in points)
    return {
        **_list_facts("安全风险公告栏", owner.name, points, kin, names, scene),
        "counts": [(f"{grade.label}　{grade.risk}　{count} 处", *_paint(grade, scene)) for grade, count in counts],
        "unrated": f"另有 {unrated} 处还没有评定等级。" if unrated else "",
        "map": _map(owner, kin),
    }


def _map(owner: Any, kin: Kin) -> str:
    """The newest picture that an enterprise has on record as its 四色图; nothing where there is none."""
    versions = kin.of(owner, "list_versions") if "uscc" in owner.fields else []
    maps = sorted((one for one in versions if one.kind == "四色图"), key=lambda one: (one.date, one.id or 0))
    pictures = [photo(file) for one in maps for file in one.file or () if is_picture(file)]
    return pictures[-1] if pictures else ""


def severe_facts(owner: Any, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 较大及以上风险清单 of an enterprise says."""
    points = [point for point in kin.of(owner, "risk_points") if point.status is PointStatus.NORMAL]
    return _severe(owner.name, points, kin, names, scene)


def chosen_severe_facts(points: Sequence[RiskPoint], kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """The same of the points that were chosen: those that are red or orange, and how many that is of how many."""
    return _severe(scene.rules(OfficeRules).town, points, kin, names, scene)


def _severe(whose: str, points: Sequence[RiskPoint], kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    severe = _by_grade(point for point in points if point.grade in (Grade.RED, Grade.ORANGE))
    return {
        **_list_facts("较大及以上安全风险清单", whose, severe, kin, names, scene),
        "said": f"风险点 {len(points)} 处，其中重大、较大 {len(severe)} 处",
    }


def _list_facts(
    title: str, whose: str, points: Sequence[RiskPoint], kin: Kin, names: Names, scene: Scene
) -> dict[str, Any]:
    office = scene.rules(OfficeRules)
    return {
        "title": title,
        "number": "",
        "whose": whose,
        "rows": [_told(point, kin, names, scene) for point in points],
        "office": office.office,
        "town_phone": office.phone or "",
        "day": chinese(scene.today),
    }


def _told(point: RiskPoint, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What is known of a risk point, its hazards and their measures; the worst hazard first."""
    hazards: list[Hazard] = sorted(kin.of(point, "hazards"), key=lambda h: (_rank(h.grade), h.seq or 0, h.id or 0))
    measures = [measure for hazard in hazards for measure in kin.of(hazard, "control_measures")]
    owner = kin.linked(point, "enterprise") or kin.linked(point, "public_area")
    shade, ink = _paint(point.grade, scene)
    label = point.fields["control_level"].show(point.control_level, names)
    return {
        "number": point.code or "",
        "name": point.name,
        "location": point.location or "",
        "owner": owner.name if owner else "",
        "grade": f"{point.grade.label}　{point.grade.risk}" if point.grade else "",
        "shade": shade,
        "ink": ink,
        "control_level": label,
        "unit": point.responsible_unit or (owner.name if owner else ""),
        "post": "、".join(_posts(point, kin)) or point.responsible_unit or "",
        "person": point.responsible_person or "",
        "phone": point.phone or "",
        "emergency_phone": _emergency_phone(owner) or point.phone or "",
        "factors": _once(_factor(hazard) for hazard in hazards),
        "accidents": _once(name for hazard in hazards for name in _accidents(hazard, names)),
        "consequences": _once(hazard.consequence or "" for hazard in hazards),
        "controls": _controls(hazards, measures),
        "emergencies": _once(_said(m) for m in measures if m.type is MeasureType.EMERGENCY),
        "protections": _once(_said(m) for m in measures if m.type is MeasureType.PROTECTION),
    }


def _paint(grade: Grade | None, scene: Scene) -> tuple[str, str]:
    """The ground and the ink of a grade: dark on yellow and orange, white on red and blue."""
    if grade is None:
        return "#FFFFFF", "#000000"
    return colour(grade, scene.rules(Colours)), "#FFFFFF" if grade in (Grade.RED, Grade.BLUE) else "#000000"


def _rank(grade: Grade | None) -> str:
    return grade.value if grade else "9"


def _by_grade(points: Iterable[RiskPoint]) -> list[RiskPoint]:
    return sorted(points, key=lambda point: (_rank(point.grade), point.code or "", point.id or 0))


def _once(said: Iterable[str]) -> list[str]:
    """The texts that say something, each once, without the stop at their ends."""
    return list({bare(text): text.rstrip("。；;，, ") for text in reversed(list(said)) if bare(text)}.values())[::-1]


def _factor(hazard: Hazard) -> str:
    where = f"{hazard.activity}：" if hazard.activity and hazard.activity not in hazard.factor_desc else ""
    return f"{where}{hazard.factor_desc}"


def _accidents(hazard: Hazard, names: Names) -> list[str]:
    shown = hazard.fields["accident_types"].show(hazard.accident_types, names)
    return shown.split("、") if shown else []


def _said(measure: ControlMeasure) -> str:
    return measure.text.rstrip("。；;") + ("（待落实）" if measure.status is MeasureStatus.OPEN else "")


def _controls(hazards: Iterable[Hazard], measures: Sequence[ControlMeasure]) -> list[str]:
    """The measures but for those of an emergency, by type; what a hazard itself says of them where it lists none."""
    listed = [f"【{type_.label}】{'；'.join(said)}" for type_ in MeasureType if (said := _of_type(measures, type_))]
    with_some = {measure.hazard for measure in measures if measure.type is not MeasureType.EMERGENCY}
    return listed + _once(hazard.existing_measures or "" for hazard in hazards if hazard.id not in with_some)


def _of_type(measures: Iterable[ControlMeasure], type_: MeasureType) -> list[str]:
    if type_ is MeasureType.EMERGENCY:
        return []
    return _once(_said(measure) for measure in measures if measure.type is type_)


def _posts(point: RiskPoint, kin: Kin) -> list[str]:
    """The posts whose lists of duties name this point."""
    return list(dict.fromkeys(post.post_name for post in kin.of(point, "post_duties", "risk_points")))


def _emergency_phone(owner: Record | None) -> str:
    wanted = ("duty_phone", "safety_officer_mobile", "principal_mobile", "legal_mobile", "phone")
    return next((phone for name in wanted if (phone := getattr(owner, name, None))), "") if owner else ""


def _size(length: int) -> str:
    return "big" if length <= BIG else "usual" if length <= PLAIN else "fine"


def _warning(point: RiskPoint, consequences: Sequence[str]) -> str:
    """重要提示: what it may come to, what to do, and to whom to report."""
    may = f"可能造成：{'；'.join(consequences[:3])}。" if consequences else ""
    phone = f"（{point.phone}）" if point.phone and point.responsible_person else ""
    return f"{may}{ORDERS}{point.responsible_person or '现场负责人'}{phone}。"


def _code(point: RiskPoint, told: dict[str, Any]) -> str:
    """What a telephone reads from the card: which point, how bad, who answers, what to do."""
    lines = [
        f"{told['owner']} {point.name} {point.code or ''}".strip(),
        f"等级：{told['grade'] or '未评定'}",
        f"责任人：{told['person']} {told['phone']}".strip(),
        f"可能事故：{'、'.join(told['accidents'])}",
        f"应急：{'；'.join(told['emergencies'])}",
    ]
    text = "\n".join(line for line in lines if not line.endswith("："))
    return text if len(text) <= IN_THE_CODE else f"{text[: IN_THE_CODE - 1]}…"


def _version(point: RiskPoint, kin: Kin) -> str:
    """The version in force of the enterprise's list of risks."""
    owner = kin.linked(point, "enterprise")
    versions = kin.of(owner, "list_versions") if owner else []
    current = [one for one in versions if one.current and one.kind == "风险清单" and one.version_no]
    return f"第 {current[0].version_no} 版" if current else ""


MARGINS = (14.0, 16.0, 14.0, 14.0)

PAPERS: tuple[Paper[RiskPoint], ...] = (
    Paper("risk_card", "安全风险告知卡（表式）", "risk_card.html", card_facts, True, MARGINS),
    Paper("risk_card_columns", "安全风险告知卡（左右栏式）", "risk_card_columns.html", card_facts, True, MARGINS),
    Paper("response_card", "应急处置卡", "response_card.html", response_facts, margins=(20, 20, 20, 20)),
    Paper("severe_risks", "较大及以上风险清单", "severe_risks.html", chosen_severe_facts, True, MARGINS, gathers=True),
)
