"""One copy of the town's enterprises, with all that hangs on them."""

from typing import Any

from safety_desk.ledgers.enterprise import GONE, Enterprise
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.place import PublicArea
from safety_desk.ledgers.risk import RiskPoint
from safety_desk.sample_town import chapters, land, lives, pictures
from safety_desk.sample_town.chance import Chance, Numbers
from safety_desk.sample_town.chapters.page import Page
from safety_desk.sample_town.family import Family
from safety_desk.sample_town.findings import Site
from safety_desk.sample_town.firms import Firm, Founder
from safety_desk.sample_town.offices import Town, organ_of
from safety_desk.sample_town.papers import Registrar
from safety_desk.sample_town.patterns import AreaPattern, areas, trades
from safety_desk.sample_town.risks import Assessor, level_of
from safety_desk.sample_town.work import Work

_CHECKLISTS = {"有限空间": "限", "涉爆粉尘": "尘", "餐饮燃气": "餐", "烟花爆竹零售": "烟"}


class Copy:
    """Makes one copy. The first one, number 0, also has the public areas."""

    def __init__(self, town: Town, numbers: Numbers, copy: int) -> None:
        self.family = Family(town.family.scene, town.family)
        self._town = town
        self._numbers = numbers
        self._copy = copy
        self._today = self.family.scene.today
        self._chance = Chance(f"茂林镇 {copy}")

    def make(self) -> Family:
        """All records of the copy, settled and numbered."""
        family = self.family
        firms = self._firms()
        areas_ = [self._area(pattern) for pattern in areas()] if self._copy == 0 else []
        self._identify(firms, areas_)
        sites = [self._site(firm) for firm in firms if family.now(firm.enterprise).status not in GONE]
        Work(family, self._town, self._numbers, self._chance, sites, areas_).do()
        for ledger in ("hidden_dangers", "inspections", "enterprises", "public_areas"):
            family.settle(ledger)
        lives.grade_by_hand(family, firms, self._town)
        if self._copy == 0:
            pictures.photograph_dangers(family)
        chapters.fill(
            Page(family, self._town, firms, Chance(f"各章 {self._copy}"), self._numbers, self._today, self._copy == 0)
        )
        if self._copy == 0:
            pictures.photograph_acts(family)
        self._number()
        return family

    def _firms(self) -> list[Firm]:
        """The enterprises with their certificates and equipment."""
        founder = Founder(self._town, self._numbers, self._chance, self._today, self._copy)
        wanted = sorted(trades(), key=lambda trade: trade.name != lives.LANDLORD)  # it comes before its tenants
        firms = [founder.found(trade, n, self.family.add) for trade in wanted for n in range(trade.count)]
        lives.let_out(self.family, firms, self._chance)
        lives.decide_fates(self.family, firms, self._today)
        lives.leave_gaps(self.family, firms, self._chance)
        registrar = Registrar(self.family, self._chance, self._numbers, self._today)
        for firm in firms:
            registrar.certify(firm)
            registrar.equip(firm)
        return firms

    def _area(self, pattern: AreaPattern) -> Site:
        """A public area with who answers for it."""
        place = self._town.places[pattern.village]
        n = land.grid_for(self._chance, place.pattern)
        lon, lat = land.spot(self._chance, place.pattern, place.pattern.grids[n], 600)
        manager = self.family.now(self._town.orgs[pattern.manager])
        leader = self.family.linked(manager, "leader")
        own = pattern.manager == organ_of(place.village)
        area = self.family.add(
            PublicArea(
                name=pattern.name,
                kind=pattern.kind,
                village=place.village.id,
                grid=place.grids[n].id,
                address=f"茂林镇{place.village.name}",
                manager=pattern.manager,
                person=place.officer.name if own else leader.name,
                phone=place.officer.mobile if own else leader.mobile,
                people=pattern.people,
                lon=lon,
                lat=lat,
            )
        )
        return Site(area, place, pattern.dangers, points=dict.fromkeys(pattern.points, RiskPoint()))

    def _identify(self, firms: list[Firm], public: list[Site]) -> None:
        """The risks of all, with the grades that follow from them."""
        family = self.family
        assessor = Assessor(family, self._chance, self._today, self._town.deputy.name)
        for firm in firms:
            assessor.identify(firm)
        for site in public:
            assert isinstance(site.owner, PublicArea)
            assessor.identify_area(site.owner, site.place, site.points)
        for ledger in ("hazards", "risk_points"):
            family.settle(ledger)
        for point in family.all(RiskPoint):
            owner = family.linked(point, "enterprise")
            family.put(level_of(point, owner.employees if owner else None))
        family.settle("enterprises")
        for site in public:
            site.points = self._points(site.owner)

    def _site(self, firm: Firm) -> Site:
        """An enterprise as inspectors meet it."""
        owner = self.family.now(firm.enterprise)
        special = tuple(sign for tag, sign in _CHECKLISTS.items() if tag in (owner.tags or ()))
        return Site(owner, firm.place, tuple(firm.trade.words("隐患")), firm.trade.name, special, self._points(owner))

    def _points(self, owner: Any) -> dict[str, RiskPoint]:
        return {point.name: point for point in self.family.of(owner, "risk_points")}

    def _number(self) -> None:
        """Numbers for visits by their days, for enterprises and risk points by village."""
        family, numbers = self.family, self._numbers
        for visit in sorted(family.all(Inspection), key=lambda visit: visit.start_at):
            family.put(visit.replace(no=numbers.next(f"JC-{visit.start_at.year}")))
        for owner in (*family.all(Enterprise), *family.all(PublicArea)):
            code = family.linked(owner, "village").code
            if isinstance(owner, Enterprise):
                family.put(owner.replace(code=numbers.next(f"ZW-{code}")))
            for point in family.of(owner, "risk_points"):
                family.put(point.replace(code=numbers.next(f"FX-{code}")))
