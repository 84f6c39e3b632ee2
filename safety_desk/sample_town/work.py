"""Two years of the office's work in one copy of the town: inspections, reports of others, and how all of it went."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.sample_town.chance import Chance, Numbers, workday
from safety_desk.sample_town.family import Family
from safety_desk.sample_town.findings import Draft, Finder, Finding, Site, noted
from safety_desk.sample_town.offices import Town
from safety_desk.sample_town.open_ones import keep_open
from safety_desk.sample_town.patterns import DangerPattern, MajorPattern, majors
from safety_desk.sample_town.stories import MAJOR_STORIES, Teller, rectify_mode, tell_major
from safety_desk.sample_town.visits import Found, Visitor, concluded, visit_day

VISITS = 350
AREA_VISITS = 24
PLANNED = 12
"""How many inspections of enterprises, of public areas, and how many still to be made."""

_THIS_WEEK = 5
_RECHECKS = 14
_SELF_CHECKED = {"基础", "小基础", "公共单位", "工地", "市政工地"}
_OTHERS = (("企业自查", 195), ("村网格巡查", 62), ("县检查", 14), ("第三方", 14), ("协作组互查", 10))
_AREA_PATROLS = 20
_STRANGERS = {"县检查": "县应急管理局检查组", "第三方": "某安全技术服务有限公司", "协作组互查": "安全生产协作组"}
_WEIGHTS = {Grade.RED: 9.0, Grade.ORANGE: 6.0, Grade.YELLOW: 3.5, Grade.BLUE: 1.6, None: 1.6}
_COUNTS, _SHARES = (0, 1, 2, 3, 4, 5), (27, 23, 24, 15, 8, 3)


@dataclass
class Work:
    """The work at the sites of one copy; `areas` are the public ones."""

    family: Family
    town: Town
    numbers: Numbers
    chance: Chance
    sites: list[Site]
    areas: list[Site]
    found: list[Found] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.today = self.family.scene.today
        self.finder = Finder(self.chance)
        self.visitor = Visitor(self.family, self.town, self.finder, self.chance)
        self.teller = Teller(self.family.scene, self.chance, self.town.deputy.name, self.town.clerk)

    def do(self) -> None:
        """All of it."""
        self._inspect()
        self._look_for_major()
        self._hear_of_others()
        self._tell()
        self._recheck()
        for _ in range(PLANNED):
            day = workday(self.today + dt.timedelta(days=self.chance.randint(1, 16)))
            self.visitor.plan(self.chance.choice(self.sites), max(day, self.today))

    def _inspect(self) -> None:
        """The visits of two years, in the order of their days; no site twice within a fortnight."""
        chance = self.chance
        weights = [_weight(site) for site in self.sites]
        plans: dict[tuple[int, dt.date], Site] = {}
        days: dict[int, list[dt.date]] = {}
        while len(plans) < VISITS + (AREA_VISITS if self.areas else 0):
            at_firm = len(plans) < VISITS
            site = chance.choices(self.sites, weights)[0] if at_firm else chance.choice(self.areas)
            oldest = 3 if len(plans) < _THIS_WEEK else 24 if chance.maybe(0.06) else 725
            day = visit_day(chance, self.today, 1, oldest)
            known = days.setdefault(site.id, [])
            if day >= site.since and all(abs((day - other).days) >= 14 for other in known):
                known.append(day)
                plans[site.id, day] = site
        for (_, day), site in sorted(plans.items(), key=lambda plan: (plan[0][1], -plan[0][0])):
            self._note(self.visitor.visit(site, day, chance.choices(_COUNTS, _SHARES)[0]))

    def _note(self, found: Found) -> None:
        self.found.append(found)
        self.drafts += [Draft(danger, found.site, found.visit.id) for danger in found.dangers]

    def _look_for_major(self) -> None:
        """A visit for each major hidden danger, each at another site."""
        used: set[int] = set()
        patterns: list[MajorPattern] = []
        for end, days in MAJOR_STORIES:
            day = workday(self.today - dt.timedelta(days=days))
            pattern, site = self._place(patterns, used, day)
            used.add(site.id)
            plan = {**pattern.said, "资金": str(self.chance.number(pattern.said["资金"]))}
            found = self.visitor.major(site, day, _finding(pattern, site, self.chance), plan["依据"])
            [danger] = found.dangers
            found.dangers[0] = danger.replace(
                status=State.MAJOR_NOTED,
                major_criteria=plan["依据"],
                rectify_mode=rectify_mode(plan),
                public_at=None if end in ("11", "99") else min(day + dt.timedelta(days=3), self.today),
            )
            self._note(found)
            self.drafts[-1].tell = partial(tell_major, self.teller, plan=plan, end=end)

    def _place(self, patterns: list[MajorPattern], used: set[int], day: dt.date) -> tuple[MajorPattern, Site]:
        """The next pattern for which there is a site that has no major hidden danger yet."""
        while True:
            if not patterns:
                patterns += self.chance.sample(majors(), len(majors()))
            pattern = patterns.pop()
            fit = [site for site in self.sites if site.trade in pattern.trades and site.id not in used]
            fit = [site for site in fit if site.since <= day and any(point in site.points for point in pattern.points)]
            if fit:
                return pattern, self.chance.choice(fit)

    def _hear_of_others(self) -> None:
        """What others found: the enterprises themselves, the villages' patrols, the county, third parties."""
        able = [site for site in self.sites if _SELF_CHECKED & set(site.groups)]
        for source, count in _OTHERS:
            sites = able if source == "企业自查" else self.sites
            weights = [_weight(site) for site in sites]
            for site in self.chance.choices(sites, weights, k=count):
                self._reported(site, source)
        for _ in range(_AREA_PATROLS if self.areas else 0):
            self._reported(self.chance.choice(self.areas), "村网格巡查")

    def _reported(self, site: Site, source: str) -> None:
        first = min(720, max(2, (self.today - site.since).days))
        day = visit_day(self.chance, self.today, 1, first)
        own = source == "企业自查"
        for finding in self.finder.find(site, 1, plain=source == "村网格巡查"):
            if own and int(finding.pattern.days.partition("-")[0]) <= 3 and self.chance.maybe(0.9):
                finding.days = 0
            who = site.own_people if own else _STRANGERS.get(source) or self._patroller(site)
            danger = noted(site, finding, day, source, who)
            if own and finding.days == 0:
                danger = danger.replace(closed_by=who, public_at=min(day + dt.timedelta(days=1), self.today))
            self.drafts.append(Draft(danger, site))

    def _patroller(self, site: Site) -> str:
        """The member of the site's grid, or the village's officer where the grid is not known."""
        grid = next((grid for grid in site.place.grids if grid.id == site.owner.grid), None)
        members = self.family.all_linked(grid, "members") if grid else []
        return str(members[0].name) if members else site.place.officer.name

    def _tell(self) -> None:
        """Every story, in the order of the findings; then each visit has its result."""
        drafts = sorted(self.drafts, key=lambda draft: draft.danger.found_date)
        keep_open(drafts, self.teller, self.chance)
        saved: dict[int | None, list[HiddenDanger]] = {}
        for draft in drafts:
            told = (draft.tell or self._usual(draft))(draft.danger)
            code = self.numbers.next(f"YH-{told.found_date.year}")
            saved.setdefault(draft.visit, []).append(self.family.add(told.replace(code=code)))
        for found in self.found:
            dangers = saved.get(found.visit.id, [])
            self.family.put(concluded(found, dangers))

    def _usual(self, draft: Draft) -> Callable[[HiddenDanger], HiddenDanger]:
        """How most things go: mended in time; of the older ones some late, twice or with more time."""
        teller = self.teller
        if draft.days == 0:
            return teller.at_once
        if (self.today - draft.danger.found_date).days <= 75:
            return teller.in_time
        ways = (teller.in_time, teller.late, teller.failed, teller.extended, teller.void)
        return self.chance.choices(ways, (73, 13, 7, 6, 1))[0]

    def _recheck(self) -> None:
        """Some rechecks were visits of their own."""
        sites = {found.visit.id: found for found in self.found}
        closed = [d for d in self.family.all(HiddenDanger) if d.status is State.CLOSED and d.inspection in sites]
        later = [d for d in closed if d.recheck_at and d.recheck_at > d.found_date and d.level is Level.GENERAL]
        for danger in self.chance.sample(later, min(_RECHECKS, len(later))):
            first = sites[danger.inspection]
            assert danger.recheck_at is not None
            self.visitor.recheck(first.site, danger.recheck_at, danger.description, first.visit.inspectors or ())


def _weight(site: Site) -> float:
    """How often a site is visited: by its grade, and more where many people are or the trade is a dangerous one."""
    owner, weight = site.owner, _WEIGHTS[site.owner.risk_grade]
    watched = isinstance(owner, Enterprise) and (owner.is_high_risk or "人员密集" in (owner.tags or ()))
    return max(weight, 3.0) if watched else weight


def _finding(pattern: MajorPattern, site: Site, chance: Chance) -> Finding:
    """A major hidden danger as it is found at a site."""
    point = next(name for name in pattern.points if name in site.points)
    said = DangerPattern(
        pattern.category, pattern.places, pattern.text, pattern.said["措施"], "", pattern.said["期限"], "0", point
    )
    return Finding(said, pattern.text, chance.choice(pattern.places), 30, 0)
