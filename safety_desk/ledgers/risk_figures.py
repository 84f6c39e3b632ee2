"""The measures of graded risks: points and enterprises of each colour (domain §7 R02, R14)."""

from safety_desk.conditions import EVERY, Where, empty, eq
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.figures import BY_ENTERPRISE, ENTERPRISES_ALL
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.risk import PointStatus
from safety_desk.measures import Group, Measure

_BY_POINT = {"field": "enterprise.industry_safety", "village": "village", "enterprise": "enterprise"}
_USED: Where = eq("status", PointStatus.NORMAL)


def _points(name: str, title: str, says: str, where: Where = EVERY) -> Measure:
    return Measure(name, title, says, "risk_points", lambda period: _USED & where, by=_BY_POINT)


def _firms(name: str, title: str, says: str, where: Where) -> Measure:
    there = ENTERPRISES_ALL.rows
    return Measure(name, title, says, "enterprises", lambda period: there(period) & where, by=BY_ENTERPRISE)


RISK_FIGURES = Group("风险分级", (
    _points("points", "风险点", "状态为正常的风险点，不含停用、消除的"),
    *(_points(f"points_{grade.name.lower()}", f"{grade.label}色风险点", f"状态为正常、现行等级为{grade.label}色（{grade.risk}）的风险点", eq("grade", grade)) for grade in Grade),
    *(_firms(f"firms_{grade.name.lower()}", f"{grade.label}色企业", f"在册企业中现行等级为{grade.label}色的", eq("risk_grade", grade)) for grade in Grade),
    _firms("firms_ungraded", "未定级企业", f"在册企业中{Enterprise.fields['risk_grade'].label}还是空的", empty("risk_grade")),
))  # fmt: skip
"""The figures of this kind under their heading."""
