"""The town itself: villages, grids, organs, the people who answer for them, and the checklists of the office."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from safety_desk.ledgers.checklist import Checklist, ChecklistItem, library
from safety_desk.ledgers.people import OrgUnit, Staff
from safety_desk.ledgers.place import Grid, Village
from safety_desk.sample_town.chance import SURNAMES, Chance
from safety_desk.sample_town.family import Family
from safety_desk.sample_town.patterns import VillagePattern, villages
from safety_desk.texts import cells, lines

TOWN_CODE = "341823101"
_HEADS = {"所": "所长", "站": "站长", "队": "队长", "院": "院长", "校": "校长"}


@dataclass
class Place:
    """A village with its records."""

    pattern: VillagePattern
    village: Village
    grids: list[Grid] = field(default_factory=list)
    leader: Staff = field(default_factory=Staff)
    officer: Staff = field(default_factory=Staff)


@dataclass
class Town:
    """The records that stand once, however often the town's enterprises are repeated."""

    family: Family
    places: dict[str, Place]
    orgs: dict[str, OrgUnit]
    deputy: Staff
    chief: Staff
    inspectors: list[Staff]
    checklists: dict[str, Checklist]
    items: dict[str, ChecklistItem]

    @property
    def clerk(self) -> str:
        """Who closes hidden dangers in the office."""
        return self.inspectors[1].name


class _People:
    """Staff of the town; no two have the same name, so that a name typed in a form finds its person."""

    def __init__(self, family: Family, chance: Chance) -> None:
        self._family = family
        self._chance = chance
        names = [f"{surname}{some}" for surname in SURNAMES for some in ("某", "某某")]
        chance.shuffle(names)
        self._names: Iterator[str] = iter(names)

    def add(self, org: OrgUnit, post: str, *roles: str, **values: object) -> Staff:
        """One person more."""
        mobile = self._chance.mobile()
        return self._family.add(
            Staff(name=next(self._names), mobile=mobile, org=org.id, post=post, roles=roles or None, **values)
        )


def found_town(family: Family, chance: Chance, today: dt.date) -> Town:
    """Make the town's own records."""
    people = _People(family, chance)
    places = {p.name: Place(p, _village(family, n, p)) for n, p in enumerate(villages())}
    orgs = _organs(family, places)
    safety = orgs["应急管理所"]
    family.put(orgs["中共茂林镇委员会"].replace(leader=people.add(orgs["中共茂林镇委员会"], "党委书记", "党委书记").id))
    mayor = people.add(orgs["茂林镇人民政府"], "党委副书记、镇长", "镇长")
    for name in ("茂林镇人民政府", "茂林镇安全生产委员会"):
        family.put(orgs[name].replace(leader=mayor.id))
    deputy = people.add(orgs["茂林镇人民政府"], "党委委员、副镇长", "分管领导", "班子成员")
    for post in ("人大主席", "纪委书记", "组织委员", "宣传委员"):
        people.add(orgs["茂林镇人民政府"], post, "班子成员")
    inspectors = _inspectors(people, orgs, today)
    family.put(safety.replace(leader=inspectors[0].id, liaison=inspectors[1].id))
    family.put(orgs["茂林镇安全生产委员会办公室"].replace(leader=deputy.id, liaison=inspectors[0].id))
    _heads(family, people, orgs)
    for place in places.values():
        _village_people(family, people, chance, place, orgs)
    lists, items = _checklists(family)
    return Town(family, places, orgs, deputy, inspectors[0], inspectors, lists, items)


def _village(family: Family, n: int, pattern: VillagePattern) -> Village:
    border = json.dumps({"type": "Polygon", "coordinates": [[list(corner) for corner in pattern.ring]]})
    return family.add(
        Village(
            code=f"{TOWN_CODE}{200 + n}",
            name=pattern.name,
            kind=pattern.kind,
            population=pattern.population,
            households=pattern.households,
            area_km2=pattern.area_km2,
            polygon=border,
            seq=n + 1,
        )
    )


def _organs(family: Family, places: dict[str, Place]) -> dict[str, OrgUnit]:
    found: dict[str, OrgUnit] = {}
    for n, line in enumerate(lines("sample_town/orgs.txt"), 1):
        name, kind, fields, duty = cells(line)
        member = kind not in ("镇党委", "镇政府", "安委会")
        parent = found.get("茂林镇安全生产委员会" if kind == "安委办" else "茂林镇人民政府")
        found[name] = family.add(
            OrgUnit(
                name=name,
                org_type=kind,
                parent=parent.id if parent and member else None,
                is_committee_member=member,
                supervise_fields=tuple(fields.split()) or None,
                duty_text=duty,
                seq=n,
            )
        )
    for place in places.values():
        name = organ_of(place.village)
        duty = "落实村级安全生产责任，组织网格巡查，发现隐患及时劝阻、上报"
        found[name] = family.add(
            OrgUnit(
                name=name,
                org_type="社区" if place.village.kind == "社区" else "村",
                parent=found["茂林镇人民政府"].id,
                village=place.village.id,
                is_committee_member=True,
                duty_text=duty,
                seq=len(found) + 1,
            )
        )
    return found


def organ_of(village: Village) -> str:
    """The name of a village's committee."""
    return f"{village.name}{'居民' if village.kind == '社区' else '村民'}委员会"


def _inspectors(people: _People, orgs: dict[str, OrgUnit], today: dt.date) -> list[Staff]:
    """Who may inspect: with the number of the inspector's paper and the day it ends."""
    posts = (
        ("应急管理所", "所长", ("安监所长", "执法人员"), 610),
        ("应急管理所", "副所长", ("安监员", "执法人员"), 420),
        ("应急管理所", "安监员", ("安监员", "执法人员"), 24),
        ("应急管理所", "安监员", ("安监员", "执法人员"), 380),
        ("市场监督管理所", "科员", ("执法人员",), 700),
        ("专职消防队", "消防监督员", ("执法人员",), 540),
    )
    return [
        people.add(
            orgs[org],
            post,
            *roles,
            cert_no=f"皖安检341823{n:03d}",
            cert_type="安全生产监督检查证",
            cert_valid_to=today + dt.timedelta(days=left),
        )
        for n, (org, post, roles, left) in enumerate(posts, 1)
    ]


def _heads(family: Family, people: _People, orgs: dict[str, OrgUnit]) -> None:
    """A head and a liaison for every office that has none yet."""
    for org in orgs.values():
        if family.now(org).leader is None and org.village is None:
            head = people.add(org, _HEADS.get(org.name[-1], "主任"))
            liaison = people.add(org, "安全联络员", is_fulltime=False)
            family.put(org.replace(leader=head.id, liaison=liaison.id))


def _village_people(family: Family, people: _People, chance: Chance, place: Place, orgs: dict[str, OrgUnit]) -> None:
    """Leader and officer of a village; leader and member of each of its grids."""
    org = orgs[organ_of(place.village)]
    town_cadre = [staff for staff in family.all(Staff) if "班子成员" in (staff.roles or ())]
    place.leader = people.add(org, "党总支书记", "村书记")
    place.officer = people.add(org, "安全员", "村安全员", is_fulltime=False)
    place.village = family.put(place.village.replace(leader=place.leader.id, officer=place.officer.id))
    family.put(org.replace(leader=place.leader.id, liaison=place.officer.id))
    whole, supervisor = place.pattern, chance.choice(town_cadre)
    for n, pattern in enumerate(whole.grids, 1):
        leader = people.add(org, "村“两委”成员", "网格长", is_fulltime=False)
        member = people.add(org, "村民组长", "网格员", is_fulltime=False)
        share = 1 / len(whole.grids)
        place.grids.append(
            family.add(
                Grid(
                    code=f"{place.village.code}{n:02d}",
                    village=place.village.id,
                    name=pattern.name,
                    scope_text=f"{pattern.name.removesuffix('网格')}片区各村民组",
                    leader=leader.id,
                    members=(member.id,),
                    supervisor=supervisor.id,
                    households=round(whole.households * share),
                    population=round(whole.population * share),
                )
            )
        )


def _checklists(family: Family) -> tuple[dict[str, Checklist], dict[str, ChecklistItem]]:
    """The checklists that the program brings along, by sign, and their items by sign and number: 场8."""
    lists, items = {}, {}
    for listed in library():
        made = lists[listed.sign] = family.add(listed.checklist)
        for item in listed.items:
            items[f"{listed.sign}{item.seq}"] = family.add(item.replace(checklist=made.id))
    return lists, items
