"""The enterprises of the sample town, each as its trade has them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from safety_desk.dates import add_years
from safety_desk.geo import CoordSystem, from_wgs84
from safety_desk.ledgers.enterprise import Enterprise, EntStatus, OfficerType, Scale, StdLevel
from safety_desk.sample_town import land
from safety_desk.sample_town.chance import Chance, Numbers
from safety_desk.sample_town.offices import Place, Town
from safety_desk.sample_town.patterns import Trade

WAN = 1_000_000
"""分 in 万元."""

_GROUPS = (
    "上村组",
    "下村组",
    "前进组",
    "河边组",
    "新屋组",
    "老屋组",
    "桥头组",
    "山脚组",
    "中心组",
    "庙前组",
    "田畈组",
    "坞里组",
)
_STREETS = ("文峰路", "茂林老街", "新街", "东园路", "河沿路")
_AUTHORITY = {"12": "泾县事业单位登记管理局", "52": "泾县民政局"}
_ALL_HOURS = ("加油站", "液化气供应站", "液氨冷库", "养老院", "卫生院", "小水电站", "自来水厂", "铸造")
_COUNTY_KEY = ("液氨冷库", "铸造")
_KEY_TAGS = {"加油加气站", "液化气站", "烟花爆竹零售", "高温熔融金属", "厂中厂", "涉爆粉尘"}


@dataclass
class Firm:
    """An enterprise with its trade and the variant of the trade's name that it has."""

    trade: Trade
    enterprise: Enterprise
    place: Place
    variant: int

    @property
    def officer(self) -> str:
        """Who looks after safety there."""
        e = self.enterprise
        return e.safety_officer or e.principal or e.legal_person or "经营者"


class Founder:
    """Makes the enterprises of one copy of the town."""

    def __init__(self, town: Town, numbers: Numbers, chance: Chance, today: dt.date, copy: int) -> None:
        self._town = town
        self._numbers = numbers
        self._chance = chance
        self._today = today
        self._spread = 520.0 + 12.0 * copy

    def found(self, trade: Trade, nth: int, add: Callable[[Enterprise], Enterprise]) -> Firm:
        """The nth enterprise of a trade."""
        owner = self._chance.person()
        place, variant, name, lead = self._named(trade, owner, nth)
        size = self._chance.random() ** 1.3
        values = {
            "name": name,
            "short_name": _short(name, lead + trade.said["简称"]),
            **self._registered(trade),
            **self._supervised(trade, variant),
            **self._placed(place),
            **self._led(trade, size, owner),
            **self._sized(trade, variant, size),
        }
        values["scale"] = _scale(values["industry_gb"], values["employees"])
        values["last_verified_at"] = self._verified()
        return Firm(trade, add(Enterprise(**values)), place, variant)

    def _named(self, trade: Trade, owner: str, nth: int) -> tuple[Place, int, str, str]:
        """Where it is, which of the trade's names it follows, a name that no other has, and its own part of that."""
        patterns = trade.options("名称")
        for attempt in range(200):
            place = self._town.places[land.village_for(self._chance, trade.said["位置"]).name]
            variant = (nth + attempt // 12) % len(patterns)
            words = {
                "{号}": self._chance.brand(),
                "{主}": owner,
                "{姓}": owner[0],
                "{村}": _bare(place.village.name),
                "{组}": self._chance.choice(_GROUPS),
            }
            name = pattern = patterns[variant]
            for mark, word in words.items():
                name = name.replace(mark, word)
            if attempt >= 24:
                name += f"（第{self._numbers.nth(name)}分部）"
            if self._numbers.fresh(name):
                own = next((word for mark, word in words.items() if mark in pattern), "")
                return place, variant, name, f"{own}记" if "{姓}记" in pattern else own
        raise RuntimeError(f"{trade.name}: no name is left")

    def _registered(self, trade: Trade) -> dict[str, Any]:
        chance, head = self._chance, trade.said["代码"]
        project = trade.said["主体"] == "建设项目(在建)"
        found = self._founded(project)
        licensed = head in ("91", "92", "93")
        scope = trade.said.get("范围")
        return {
            "uscc": None if head == "-" else self._numbers.uscc(chance, head, found.year < 2016),
            "subject_type": trade.said["主体"],
            "reg_type": chance.choice(trade.words("登记")) if trade.words("登记") else None,
            "status": EntStatus.BUILDING if project else EntStatus.WORKING,
            "found_date": found,
            "biz_from": found if licensed else None,
            "biz_to": self._ends(found) if licensed and chance.maybe(0.25) else None,
            "biz_scope": scope or None,
            "reg_authority": None if head == "-" else _AUTHORITY.get(head, "泾县市场监督管理局"),
        }

    def _ends(self, found: dt.date) -> dt.date:
        """The end of a licence's term: of a few near, of some just past."""
        if self._chance.maybe(0.18):
            return self._today + dt.timedelta(days=self._chance.randint(-15, 58))
        return add_years(found, 20 if found.year > self._today.year - 19 else 40)

    def _founded(self, project: bool) -> dt.date:
        days = self._chance.randint(60, 420) if project else int(self._chance.triangular(150, 10_000, 2600))
        return self._today - dt.timedelta(days=days)

    def _supervised(self, trade: Trade, variant: int) -> dict[str, Any]:
        chance, tags = self._chance, self._some(trade.words("标签"))
        codes, high_risk = trade.options("国标"), trade.said.get("高危") == "是"
        factory = codes[0].isdigit() and 13 <= int(codes[0]) <= 43
        key = "县重点" if trade.name in _COUNTY_KEY else "镇重点" if high_risk or _KEY_TAGS & set(tags) else "一般"
        level = chance.choices([StdLevel.THREE, StdLevel.MICRO, StdLevel.NONE], [3, 3, 6])[0]
        if high_risk and "加油加气站" in tags:
            level = StdLevel.THREE
        return {
            "industry_gb": codes[variant % len(codes)],
            "industry_safety": trade.said["行业"],
            "supervise_dept": self._town.orgs[trade.said["部门"]].id,
            "is_high_risk": high_risk,
            "tags": tuple(tags) or None,
            "key_level": key,
            "std_level": level if factory or high_risk else StdLevel.NONE,
        }

    def _some(self, words: list[str]) -> list[str]:
        """The words, those with ? in half of the cases."""
        return [word.rstrip("?") for word in words if not word.endswith("?") or self._chance.maybe(0.5)]

    def _placed(self, place: Place) -> dict[str, Any]:
        chance = self._chance
        n = land.grid_for(chance, place.pattern)
        lon, lat = land.spot(chance, place.pattern, place.pattern.grids[n], self._spread)
        systems = [CoordSystem.WGS84, CoordSystem.GCJ02, CoordSystem.BD09]
        system = chance.choices(systems, [90, 7, 3])[0]
        shown = from_wgs84(lon, lat, system)
        address = f"茂林镇{place.village.name}{chance.choice(_GROUPS)} {chance.randint(1, 99)} 号"
        if place.village.kind == "社区":
            address = f"茂林镇{chance.choice(_STREETS)} {chance.randint(1, 260)} 号"
        return {
            "village": place.village.id,
            "grid": place.grids[n].id,
            "address": address,
            "reg_address": f"安徽省宣城市泾县{address}",
            "lon": round(shown[0], 6),
            "lat": round(shown[1], 6),
            "coord_sys": system,
        }

    def _led(self, trade: Trade, size: float, owner: str) -> dict[str, Any]:
        chance, employees = self._chance, _between(trade.said["人数"], size)
        owner_phone = chance.mobile()
        hired = employees >= 30 and chance.maybe(0.5)
        principal, phone = (chance.person(), chance.mobile()) if hired else (owner, owner_phone)
        high_risk = trade.said.get("高危") == "是"
        own_officer = employees >= 8
        full = employees > 100 or (high_risk and employees >= 5)
        director = {"safety_director": chance.person(), "safety_director_mobile": chance.mobile()}
        on_duty = trade.name in _ALL_HOURS
        return {
            "employees": employees,
            "legal_person": owner,
            "legal_mobile": owner_phone,
            "principal": principal,
            "principal_mobile": phone,
            **(director if employees >= 40 else {}),
            "safety_officer": chance.person() if own_officer else principal,
            "safety_officer_mobile": chance.mobile() if own_officer else phone,
            "officer_type": OfficerType.FULL if full else OfficerType.PART,
            "safety_dept": True if employees > 100 else False if employees >= 30 else None,
            "duty_phone": f"0563-5000{chance.randint(100, 999)}" if on_duty else None,
            "postcode": "242500",
        }

    def _sized(self, trade: Trade, variant: int, size: float) -> dict[str, Any]:
        chance, said = self._chance, trade.said
        employees = _between(said["人数"], size)
        capital = _between(said["资本"], size) // 10 * 10 or _between(said["资本"], size)
        each = _between(said["人均"], chance.random())
        building = _between(said["面积"], chance.random()) * employees
        products, process = trade.options("产品"), trade.options("工艺")
        revenue = each * employees
        firm = said["代码"] in ("91", "93")
        gb = trade.options("国标")[0]
        return {
            "migrant": round(employees * chance.uniform(0.3, 0.8)) if firm and employees >= 8 else None,
            "dispatched": chance.randint(2, 8) if employees >= 50 and chance.maybe(0.2) else None,
            "insured_injury": round(employees * chance.uniform(0.75, 1)) if firm else None,
            "reg_capital": capital * WAN or None,
            "fixed_asset": None
            if said["主体"] == "建设项目(在建)"
            else round(capital * chance.uniform(0.6, 2.2)) * WAN or None,
            "annual_revenue": revenue * WAN or None,
            "above_size": revenue >= 2000 and 6 <= int(gb) <= 46,
            "building_area": float(building) or None,
            "land_area": round(building * chance.uniform(1.2, 2.5)) * 1.0 if firm and building else None,
            "main_products": chance.fill(products[variant % len(products)], size) or None,
            "main_process": process[variant % len(process)] or None,
        }

    def _verified(self) -> dt.date | None:
        days = self._chance.randint(200, 420) if self._chance.maybe(0.12) else self._chance.randint(3, 150)
        return None if self._chance.maybe(0.04) else self._today - dt.timedelta(days=days)


def _bare(village: str) -> str:
    """The village's name as names of shops have it: 奎峰, but 潘村."""
    bare = village.removesuffix("社区").removesuffix("村")
    return bare if len(bare) > 1 else village


def _between(span: str, share: float) -> int:
    low, high = (int(part) for part in span.split("-"))
    return round(low + (high - low) * share)


def _short(name: str, plain: str) -> str:
    """What stands on the map, six signs at most: the name without place and legal form, or else the plain one."""
    for word in ("泾县", "茂林镇", "茂林"):
        name = name.removeprefix(word)
    name = name.removesuffix("有限公司").removesuffix("专业合作社")
    return name if len(name) <= 6 else plain[:6]


def _scale(gb: str, employees: int) -> Scale:
    """Large, middling, small or micro, by people: industry from 20 is small, other trades from 10."""
    industry = 6 <= int(gb) <= 46
    if employees >= (300 if industry else 50):
        return Scale.MEDIUM
    return Scale.SMALL if employees >= (20 if industry else 10) else Scale.MICRO
