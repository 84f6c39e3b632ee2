"""The risk points of an enterprise or a public area, with hazards, assessments and control measures."""

import datetime as dt
from collections.abc import Iterable

from safety_desk.dates import add_years
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.methods import Method
from safety_desk.ledgers.place import PublicArea
from safety_desk.ledgers.risk import (
    ControlLevel,
    ControlMeasure,
    Hazard,
    MeasureStatus,
    OwnerType,
    RiskAssessment,
    RiskPoint,
)
from safety_desk.sample_town import land
from safety_desk.sample_town.chance import Chance
from safety_desk.sample_town.family import Family
from safety_desk.sample_town.firms import Firm
from safety_desk.sample_town.offices import Place
from safety_desk.sample_town.patterns import HazardPattern, PointPattern, points

_LEVELS = {
    Grade.RED: ControlLevel.COMPANY,
    Grade.ORANGE: ControlLevel.COMPANY,
    Grade.YELLOW: ControlLevel.WORKSHOP,
    Grade.BLUE: ControlLevel.TEAM,
}
_ALIKE: dict[Method, dict[Grade, tuple[tuple[int, ...], ...]]] = {
    Method.LS: {
        Grade.RED: ((4, 5), (5, 4)),
        Grade.ORANGE: ((3, 5), (4, 4)),
        Grade.YELLOW: ((3, 3), (2, 5), (3, 4)),
        Grade.BLUE: ((2, 3), (1, 4), (2, 4), (3, 2)),
    },
    Method.MES: {
        Grade.RED: ((5, 6, 8), (3, 6, 10)),
        Grade.ORANGE: ((3, 6, 8), (5, 3, 8)),
        Grade.YELLOW: ((3, 6, 4), (3, 3, 8)),
        Grade.BLUE: ((1, 6, 4), (1, 3, 8), (3, 3, 2)),
    },
}
"""Inputs of the other methods that lead to the same grade as the pattern's LEC values."""

_LIKELY = {Grade.RED: 1.0, Grade.ORANGE: 0.5, Grade.YELLOW: 0.35, Grade.BLUE: 1.0}
_TERMS = {Grade.RED: 365, Grade.ORANGE: 365, Grade.YELLOW: 730, Grade.BLUE: 1095}
"""How likely each grade is drawn, and the days until the next assessment (domain item 7)."""

_UNITS = ("生产科", "设备科", "安全科")
_CAUSES = ("同行业近年发生过同类事故，提级管控", "作业人员流动性大，提级管控", "现场防护设施老旧，提级管控")


class Assessor:
    """Identifies and assesses the risks of one copy of the town."""

    def __init__(self, family: Family, chance: Chance, today: dt.date, approver: str) -> None:
        self._family = family
        self._chance = chance
        self._today = today
        self._approver = approver
        self._direct: set[str] = set()
        self._count = 0

    def identify(self, firm: Firm) -> None:
        """The risk points of an enterprise."""
        chance, words = self._chance, firm.trade.words("风险")
        method = Method[firm.trade.said.get("方法", "LEC")]
        direct, _, reason = firm.trade.said.get("直判", "").partition(" ")
        for word in words:
            if word.endswith("?") and chance.maybe(0.5):
                continue
            pattern = points()[word.rstrip("?")]
            point = self._point(firm.enterprise, pattern, firm)
            judged = ""
            if pattern.name == direct and direct not in self._direct:
                self._direct.add(direct)
                judged = reason
            self._hazards(point, pattern, method, firm.officer, firm.enterprise.found_date, judged)

    def identify_area(self, area: PublicArea, place: Place, names: Iterable[str]) -> None:
        """The risk points of a public area, identified by the town with its village."""
        for name in names:
            pattern = points()[name]
            point = self._point(area, pattern, place)
            self._hazards(point, pattern, Method.LEC, place.officer.name, None, "")

    def _point(self, owner: Enterprise | PublicArea, pattern: PointPattern, at: Firm | Place) -> RiskPoint:
        chance = self._chance
        firm = isinstance(owner, Enterprise)
        lon, lat = owner.lon, owner.lat
        if lon is not None and lat is not None:
            lon, lat = land.moved(lon, lat, chance.uniform(-35, 35), chance.uniform(-35, 35))
        person = at.officer if isinstance(at, Firm) else at.officer.name
        people = (owner.employees or 6) if isinstance(owner, Enterprise) else (owner.people or 10)
        return self._family.add(
            RiskPoint(
                name=pattern.name,
                owner_type=OwnerType.ENTERPRISE if firm else OwnerType.AREA,
                enterprise=owner.id if firm else None,
                public_area=None if firm else owner.id,
                village=owner.village,
                point_type=pattern.kind,
                location=chance.choice(pattern.places),
                responsible_unit=self._unit(owner),
                responsible_person=person,
                phone=owner.safety_officer_mobile if isinstance(owner, Enterprise) else owner.phone,
                people_max=max(1, round(people * chance.uniform(0.1, 0.4))),
                map_x=round(chance.uniform(0.08, 0.92), 3) if firm else None,
                map_y=round(chance.uniform(0.08, 0.92), 3) if firm else None,
                lon=lon,
                lat=lat,
                coord_sys=owner.coord_sys,
            )
        )

    def _unit(self, owner: Enterprise | PublicArea) -> str | None:
        if isinstance(owner, PublicArea):
            return owner.manager
        return self._chance.choice(_UNITS) if (owner.employees or 0) >= 30 else owner.short_name

    def _hazards(
        self, point: RiskPoint, pattern: PointPattern, method: Method, who: str, since: dt.date | None, judged: str
    ) -> None:
        lately = self._chance.maybe(0.65)
        for n, hazard in enumerate(pattern.hazards, 1):
            made = self._family.add(
                Hazard(
                    risk_point=point.id,
                    seq=n,
                    dimension=hazard.dimension,
                    activity=hazard.activity,
                    factor_desc=hazard.text,
                    factor_code=hazard.factor,
                    accident_types=hazard.accidents,
                    consequence=hazard.consequence,
                    existing_measures="；".join(text for _, text in hazard.measures),
                )
            )
            drawn = self._assessment(hazard, method, who, lately)
            if since and drawn.assess_date < since:
                drawn = drawn.replace(assess_date=since)
            if judged and n == 1:
                drawn = _direct(drawn, judged)
            self._measures(made, hazard, who, self._assess(made, drawn, since))

    def _assessment(self, pattern: HazardPattern, method: Method, who: str, lately: bool) -> RiskAssessment:
        """An assessment with inputs that the pattern allows; lower grades are drawn more often."""
        chance = self._chance
        grades = [_lec_grade(l * e * c) for l, e, c in pattern.scores]
        [n] = chance.choices(range(len(grades)), [_LIKELY[grade] for grade in grades])
        factors = dict(zip("LEC", pattern.scores[n], strict=True))
        if method is not Method.LEC:
            values = chance.choice(_ALIKE[method][grades[n]])
            factors = {name: float(value) for name, value in zip(method.value, values, strict=True)}
        day = self._today - dt.timedelta(days=self._days_ago(grades[n], lately))
        return RiskAssessment(method=method, factors=factors, assessor=who, assess_date=day)

    def _days_ago(self, grade: Grade, lately: bool) -> int:
        """Within the term of the grade; a few are a little beyond it, a few near its end."""
        chance, days = self._chance, _TERMS[grade]
        draw = chance.random()
        if draw < 0.012:
            return days + chance.randint(1, 20)
        if draw < 0.03:
            return days - chance.randint(1, 28)
        return chance.randint(12, 335 if lately else days - 30)

    def _assess(self, hazard: Hazard, current: RiskAssessment, since: dt.date | None) -> Grade:
        """Save the current assessment; some hazards have an earlier one that it took the place of."""
        chance, family = self._chance, self._family
        self._count += 1
        before = current.assess_date - dt.timedelta(days=chance.randint(300, 380))
        if chance.maybe(0.07) and current.method is not Method.DIRECT and (since is None or before >= since):
            family.settle_one(family.add(current.replace(hazard=hazard.id, assess_date=before)))
        made = family.settle_one(family.add(current.replace(hazard=hazard.id)))
        if self._count % 160 == 0 and made.grade_calc is Grade.BLUE:
            reason, approver = chance.choice(_CAUSES), self._approver
            raised = made.replace(grade_final=Grade.YELLOW, override_reason=reason, override_approver=approver)
            made = family.put(raised.replace(next_due=add_years(made.assess_date, 2)))
        return made.grade_final or Grade.BLUE

    def _measures(self, hazard: Hazard, pattern: HazardPattern, who: str, grade: Grade) -> None:
        chance = self._chance
        for kind, text in pattern.measures:
            open_ = chance.maybe(0.03)
            self._family.add(
                ControlMeasure(
                    hazard=hazard.id,
                    type=kind,
                    text=text,
                    responsible=who,
                    level=_LEVELS[grade],
                    status=MeasureStatus.OPEN if open_ else MeasureStatus.DONE,
                    due=self._today + dt.timedelta(days=chance.randint(-6, 60)) if open_ else None,
                )
            )


def level_of(point: RiskPoint, people: int | None) -> RiskPoint:
    """The point with the level that controls it, as its grade has it; a small enterprise has no workshops and teams."""
    level = _LEVELS[point.grade] if point.grade else None
    small = {ControlLevel.WORKSHOP: ControlLevel.COMPANY, ControlLevel.TEAM: ControlLevel.POST}
    return point.replace(control_level=small.get(level, level) if level and (people or 0) < 10 else level)


def _direct(drawn: RiskAssessment, reason: str) -> RiskAssessment:
    """The same, judged directly with the help of a technical service."""
    said = {"direct_reason": reason, "tech_org": "某安全技术服务有限公司"}
    return drawn.replace(method=Method.DIRECT, factors=None, **said)


def _lec_grade(d: float) -> Grade:
    """The grade of a LEC score at the usual thresholds (domain §3.1)."""
    return Grade.RED if d > 320 else Grade.ORANGE if d > 160 else Grade.YELLOW if d > 70 else Grade.BLUE
