"""What is found: hidden dangers worded by trade, laid in the risk points that they belong to."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from safety_desk.ledgers.danger_state import RectifyMode
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.place import PublicArea
from safety_desk.ledgers.risk import RiskPoint
from safety_desk.sample_town.chance import Chance
from safety_desk.sample_town.offices import Place
from safety_desk.sample_town.patterns import DangerPattern, dangers

_PLAIN = ("23", "24", "25", "26", "31")
_FACTORS = {
    "02": "41", "03": "42", "05": "43", "06": "49", "07": "43", "08": "44", "09": "45", "11": "49", "12": "49", "13": "49",
    "21": "2101", "22": "2101", "23": "31", "24": "1202", "26": "2103", "28": "39", "31": "32",
}  # fmt: skip
"""The factor that a category of hidden danger mostly comes from."""


@dataclass
class Site:
    """An enterprise or a public area as an inspector meets it; `checklists` are the signs of its special ones."""

    owner: Enterprise | PublicArea
    place: Place
    groups: tuple[str, ...]
    trade: str = ""
    checklists: tuple[str, ...] = ()
    points: dict[str, RiskPoint] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The temporary id of the owner."""
        assert self.owner.id is not None
        return self.owner.id

    @property
    def since(self) -> dt.date:
        """Since when there is something to inspect."""
        found = self.owner.found_date if isinstance(self.owner, Enterprise) else None
        return found + dt.timedelta(days=20) if found else dt.date.min

    @property
    def person(self) -> str:
        """Who answers there for mending."""
        if isinstance(self.owner, PublicArea):
            return self.owner.person or self.place.officer.name
        return self.owner.principal or self.owner.legal_person or "经营者"

    @property
    def phone(self) -> str | None:
        """Where that person is reached."""
        if isinstance(self.owner, PublicArea):
            return self.owner.phone
        return self.owner.principal_mobile or self.owner.legal_mobile

    @property
    def own_people(self) -> str:
        """Who checks there on the enterprise's own account."""
        own = self.owner.safety_officer if isinstance(self.owner, Enterprise) else None
        return own or self.person

    @property
    def link(self) -> dict[str, Any]:
        """The fields that lead to the owner."""
        if isinstance(self.owner, PublicArea):
            return {"public_area": self.owner.id}
        return {"enterprise": self.owner.id}


@dataclass
class Finding:
    """One thing found: its pattern, its words, where, and how many days there are to mend it."""

    pattern: DangerPattern
    text: str
    place: str
    days: int
    yuan: int


@dataclass
class Draft:
    """A hidden danger whose story is not told yet; `visit` is the inspection that found it."""

    danger: HiddenDanger
    site: Site
    visit: int | None = None
    tell: Callable[[HiddenDanger], HiddenDanger] | None = None

    @property
    def days(self) -> int:
        """Days from the finding to the end of the term."""
        deadline = self.danger.deadline
        return (deadline - self.danger.found_date).days if deadline else 0


class Finder:
    """Finds what is likely at a site."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance

    def find(self, site: Site, count: int, sign: str = "", plain: bool = False) -> list[Finding]:
        """Some things, none of them found at the site before if that can be.

        `sign`: only on that checklist; `plain`: only what anybody sees who walks by.
        """
        chance = self._chance
        known = [p for group in site.groups for p in dangers()[group] if not p.point or p.point in site.points]
        known = [p for p in known if p.item.startswith(sign) and (not plain or p.category in _PLAIN)]
        fresh = [p for p in known if p.text not in site.told]
        if len(fresh) < count or chance.maybe(0.04):
            fresh = known
        found = chance.sample(fresh, min(count, len(fresh)))
        site.told.extend(p.text for p in found)
        return [self._worded(p) for p in found]

    def has(self, site: Site, sign: str) -> bool:
        """Whether anything could be found at the site by that checklist."""
        return any(p.item.startswith(sign) for group in site.groups for p in dangers()[group])

    def _worded(self, pattern: DangerPattern) -> Finding:
        chance = self._chance
        yuan = chance.number(pattern.yuan) // 50 * 50
        place = chance.choice(pattern.places)
        return Finding(pattern, chance.fill(pattern.text), place, chance.number(pattern.days), yuan)


def noted(site: Site, finding: Finding, day: dt.date, source: str, found_by: str) -> HiddenDanger:
    """A hidden danger that was found outside an inspection, as it is first noted."""
    at_once = finding.days == 0
    danger = HiddenDanger(
        **site.link,
        found_date=day,
        source=source,
        place=finding.place,
        description=finding.text,
        rectify_mode=RectifyMode.AT_ONCE if at_once else RectifyMode.TERM,
        deadline=day + dt.timedelta(days=finding.days),
    )
    return detailed(danger, site, finding, found_by)


def detailed(danger: HiddenDanger, site: Site, finding: Finding, found_by: str) -> HiddenDanger:
    """The danger with who mends it, how, for how much, and the risk point it belongs to."""
    point = site.points.get(finding.pattern.point)
    return danger.replace(
        found_by=found_by,
        category=finding.pattern.category,
        factor_code=_FACTORS.get(finding.pattern.category),
        measure=finding.pattern.measure,
        duty_unit=site.owner.manager if isinstance(site.owner, PublicArea) else site.owner.name,
        duty_person=site.person,
        phone=site.phone,
        fund=finding.yuan * 100 or None,
        risk_point=point.id if point else None,
    )
