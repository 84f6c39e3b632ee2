"""Patrols of the grids, mutual groups, services and experts of the sample town."""

import datetime as dt

from safety_desk.dates import add_months, add_years
from safety_desk.ledgers.enterprise import GONE, Enterprise
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.place import Grid
from safety_desk.ledgers.society.expert import Availability, Expert, ExpertHelp
from safety_desk.ledgers.society.grid_patrol import GridPatrol
from safety_desk.ledgers.society.mutual import MutualActivity, MutualGroup, MutualKind
from safety_desk.ledgers.society.service import (
    Evaluation,
    EvaluationPublic,
    ServiceContract,
    ServiceOrg,
    ServiceVisit,
)
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page
from safety_desk.sample_town.firms import Firm
from safety_desk.sample_town.offices import Place

YUAN = 100
_GROUPS = (
    ("宣纸", "宣纸行业"),
    ("竹木制品", "竹木加工"),
    ("服饰", "服饰加工"),
    ("机械加工", "机械加工"),
    ("餐饮", "餐饮行业"),
    ("农家乐民宿", "民宿行业"),
    ("超市", "商贸行业"),
)
_ORGS = (
    ("安徽某安全技术服务有限公司", ("托管", "咨询"), "", 700),
    ("宣城某安全评价有限公司", ("评价",), "APJ-（皖）-018", 410),
    ("安徽某检测检验有限公司", ("检测检验",), "AJC-（皖）-006", 46),
    ("泾县某职业培训学校", ("培训",), "", 300),
    ("合肥某安全科技有限公司", ("评价", "咨询"), "APJ-（皖）-031", -25),
    ("芜湖某标准化咨询有限公司", ("评审", "咨询"), "", 520),
)
_EXPERTS = (
    ("机械 冶金", "高级工程师", "安徽某机械研究所", "省级", "其他安全"),
    ("危险化学品 化工", "高级工程师", "宣城某化工设计院", "市级", "化工安全"),
    ("建筑施工", "一级注册建造师", "泾县某建筑工程公司", "县级", "建筑施工安全"),
    ("消防 商贸", "工程师", "宣城某消防技术服务公司", "市级", ""),
    ("粉尘涉爆 轻工", "高级工程师", "安徽某木工机械厂", "市级", "其他安全"),
    ("液氨制冷 特种设备", "高级技师", "芜湖某制冷设备公司", "市级", ""),
    ("电力", "工程师", "泾县某供电服务公司", "县级", ""),
    ("城镇燃气", "工程师", "宣城某燃气公司", "市级", ""),
)
_ADVICE = {
    "涉爆粉尘": ("打磨工位吸尘罩风速不足，部分粉尘积在横梁上", "加大风量，按班清扫并做记录，清灰用防爆吸尘器"),
    "有限空间": (
        "浆池检修作业没有检测记录，监护人不清楚救援器材放在哪里",
        "配四合一检测仪，作业前先通风再检测，救援三脚架放在池边",
    ),
    "液氨制冷": ("氨机房报警器离地过高，事故排风按钮只有一处", "报警器按气体特性重新布点，门外增设排风按钮"),
    "人员密集": ("疏散通道堆放货物，应急照明两处不亮", "划线定位、清空通道，更换应急灯并每月测试"),
    "餐饮燃气": ("燃气软管超过两米且穿墙，报警器没有联动切断阀", "更换金属波纹管，加装紧急切断阀并与报警器联动"),
}
_PLAIN = ("配电箱没有防护内门，临时用电多处搭接", "配电箱加装内门，临时用电改为固定线路并加漏电保护")


def fill(page: Page) -> None:
    """Make them."""
    _patrols_that_found(page)
    if page.first:
        _patrols(page)
        _groups(page)
        orgs = _orgs(page)
        _contracts(page, orgs)
        _evaluations(page, orgs)
        _experts(page)


def at_work(page: Page) -> list[Firm]:
    """The firms that are there, as they were made."""
    return [firm for firm in page.firms if page.family.now(firm.enterprise).status not in GONE]


def _grid_of(page: Page, place: Place, grid: int | None) -> Grid:
    return next((one for one in place.grids if one.id == grid), place.grids[0])


def number(page: Page, head: str, day: dt.date, digits: int = 4) -> str:
    """The next number of a kind in the year of that day."""
    return f"{head}-{day.year}-{page.numbers.nth(f'{head}-{day.year}'):0{digits}d}"


def _patrols_that_found(page: Page) -> None:
    """A patrol for every hidden danger that a village's patrol found."""
    family = page.family
    places = {place.village.id: place for place in page.town.places.values()}
    for danger in [d for d in family.all(HiddenDanger) if d.source == "村网格巡查"]:
        owner = family.linked(danger, "enterprise") or family.linked(danger, "public_area")
        place = places[owner.village]
        firm = isinstance(owner, Enterprise)
        later = min(danger.found_date + dt.timedelta(days=page.chance.randint(0, 2)), page.today)
        family.add(
            GridPatrol(
                code=number(page, "XC", danger.found_date, 5),
                grid=_grid_of(page, place, owner.grid).id,
                date=danger.found_date,
                patroller=danger.found_by or place.officer.name,
                objects=("企业",) if firm else ("公共设施",),
                enterprise=owner.id if firm else None,
                public_area=None if firm else owner.id,
                content=f"巡查{owner.name}",
                found_count=1,
                problem=danger.description,
                reported=True,
                reported_at=later,
                verified=True if later < page.today else None,
                noted=True,
            )
        )


_ROUNDS = (
    (("企业", "小场所"), "看了片区内小作坊、小商店的用电和消防器材"),
    (("出租房",), "逐户查看出租房电动车停放和充电情况"),
    (("公共设施",), "查看桥梁护栏、山塘警示标志和集市用电"),
    (("企业", "出租房", "小场所"), "全面巡查一遍，发放安全提示单"),
)
_SETTLED = ("楼道里停放电动车", "插线板随地拖放", "灭火器压力不足", "疏散通道堆放杂物")


def _patrols(page: Page) -> None:
    """Every grid once a month for a year; this month a few are still to come."""
    chance, today = page.chance, page.today
    for back in range(13):
        first = add_months(today.replace(day=1), -back)
        last = min(add_months(first, 1) - dt.timedelta(days=1), today)
        for place in page.town.places.values():
            for grid in place.grids:
                if chance.maybe(0.12 if back == 0 else 0.02):
                    continue
                self_handled = chance.maybe(0.07)
                wrong = self_handled and chance.maybe(0.15)
                day = chance.day_between(first, last)
                objects, text = chance.choice(_ROUNDS)
                members = page.family.all_linked(grid, "members")
                page.family.add(
                    GridPatrol(
                        code=number(page, "XC", day, 5),
                        grid=grid.id,
                        date=day,
                        patroller=members[0].name if members else place.officer.name,
                        objects=objects,
                        content=text,
                        found_count=int(self_handled),
                        problem=chance.choice(_SETTLED) if self_handled else None,
                        handled_by_village=self_handled and not wrong,
                        reported=wrong,
                        reported_at=day if wrong else None,
                        verified=False if wrong else None,
                    )
                )


def _groups(page: Page) -> None:
    """Groups by trade, and one for all that do not belong to these but were checked by a group."""
    family, chance = page.family, page.chance
    found = [d for d in family.all(HiddenDanger) if d.source == "协作组互查" and d.enterprise]
    firms = at_work(page)
    inside: dict[int, MutualGroup] = {}
    for trade, name in _GROUPS:
        members = [firm.enterprise for firm in firms if firm.trade.name == trade]
        _group(page, f"茂林镇{name}安全生产协作组", members, inside, members[0].industry_safety)
    others = list(dict.fromkeys(d.enterprise for d in found if d.enterprise not in inside))
    spare = [firm.enterprise for firm in firms if firm.enterprise.id not in inside and firm.enterprise.id not in others]
    mixed = [e for e in family.all(Enterprise) if e.id in others]
    _group(page, "茂林镇综合安全生产协作组", [*mixed, *chance.sample(spare, max(0, 6 - len(mixed)))], inside, None)
    for danger in found:
        assert danger.enterprise is not None
        _activity(page, inside[danger.enterprise], MutualKind.CHECK, danger.found_date, danger)
    for group in {group.id: group for group in inside.values()}.values():
        _year_of(page, group)


def _group(
    page: Page, name: str, members: list[Enterprise], inside: dict[int, MutualGroup], industry: str | None
) -> None:
    group = page.family.add(
        MutualGroup(
            name=name,
            leader_enterprise=members[0].id,
            industry=industry,
            members=tuple(e.id for e in members if e.id is not None),
            established=add_months(page.today, -page.chance.randint(24, 34)),
            mentor=page.chance.choice(page.town.inspectors[:4]).id,
            rules="每月自查一次、每季互查一次、每半年互比一次；查出的问题当场交底，组长跟到整改完",
        )
    )
    inside.update({e.id: group for e in members if e.id is not None})


def _year_of(page: Page, group: MutualGroup) -> None:
    """A year and a half of meetings; the last check of one group in four is late."""
    chance, late = page.chance, page.chance.maybe(0.25)
    for back in range(17, -1, -1):
        day = workday(add_months(page.today, -back) - dt.timedelta(days=chance.randint(0, 12)))
        if back % 3 == 2 and not (late and back == 2):
            _activity(page, group, MutualKind.CHECK, day, None)
        if back % 6 == 4:
            _activity(page, group, MutualKind.COMPARE, day, None)
        if back % 5 == 1:
            _activity(page, group, chance.choice((MutualKind.SHARE, MutualKind.LEARN)), day, None)
        if back < 6:
            _activity(page, group, MutualKind.SELF, day, None)


_SAID = {
    MutualKind.SELF: "各家按清单自查，组长汇总",
    MutualKind.CHECK: "交叉检查车间、配电、消防，当场反馈",
    MutualKind.COMPARE: "各组比整改、比互查、比培训，交流做法",
    MutualKind.SHARE: "现场看一家做得好的，交流台账和班前会做法",
    MutualKind.LEARN: "学习事故警示片和操作规程，现场问答",
}


def _activity(page: Page, group: MutualGroup, kind: MutualKind, day: dt.date, danger: HiddenDanger | None) -> None:
    chance = page.chance
    members = group.members or ()
    checked = danger.enterprise if danger else chance.choice(members) if kind is MutualKind.CHECK else None
    compared = kind is MutualKind.COMPARE
    page.family.add(
        MutualActivity(
            code=number(page, "HZ", day),
            group=group.id,
            kind=kind,
            date=day,
            host=group.leader_enterprise if compared else checked,
            participants=members[: chance.randint(3, max(3, len(members)))],
            checked_enterprise=checked,
            found_count=1 if danger else 0,
            problem=danger.description if danger else None,
            noted=danger is not None,
            rectified_rate=float(chance.randint(86, 100)) if compared else None,
            checked_rate=float(chance.choice((75, 100, 100))) if compared else None,
            shared_score=float(chance.randint(70, 98)) if compared else None,
            summary=_SAID[kind],
        )
    )


def _orgs(page: Page) -> dict[str, ServiceOrg]:
    """The organs that serve enterprises of the town; the qualification of one has ended."""
    chance, today = page.chance, page.today
    found = {}
    for name, kinds, number, left in _ORGS:
        found[kinds[0]] = found[name] = page.family.add(
            ServiceOrg(
                name=name,
                uscc=page.numbers.uscc(chance, "91", False),
                kind=kinds,
                qualification_no=number or None,
                scope="、".join(kinds) + "服务",
                valid_to=today + dt.timedelta(days=left) if number else None,
                contact=chance.person(),
                phone=chance.mobile(),
                filing_date=add_months(today, -chance.randint(8, 40)),
            )
        )
    return found


def _contracts(page: Page, orgs: dict[str, ServiceOrg]) -> None:
    """Small enterprises that have themselves looked after, and some single services, with the visits that were made."""
    chance, today = page.chance, page.today
    small = [firm for firm in at_work(page) if 8 <= (firm.enterprise.employees or 0) <= 60]
    keeper = orgs["安徽某安全技术服务有限公司"]
    for n, firm in enumerate(chance.sample(small, min(16, len(small)))):
        kind = ("全托管", "部分托管", "全托管", "专项", "检测")[n % 5]
        months = (-4, -7, -2, -11, -15, -9)[n % 6]
        start = add_months(today, months) + dt.timedelta(days=chance.randint(0, 20))
        times = {"全托管": 12, "部分托管": 6}.get(kind, 2)
        contract = page.family.add(
            ServiceContract(
                code=number(page, "FW", start),
                enterprise=firm.enterprise.id,
                org=(orgs["检测检验"] if kind == "检测" else keeper).id,
                kind=kind,
                start=start,
                end=add_years(start, 1) - dt.timedelta(days=1),
                fee=chance.randint(3, 18) * 1000 * YUAN,
                content="每月到厂排查隐患、完善台账、培训员工" if kind == "全托管" else "按约定上门服务并出具报告",
                frequency=times,
                evaluation=chance.choice((*[Evaluation.GOOD] * 3, Evaluation.FAIR, Evaluation.BAD)),
            )
        )
        _visits(page, contract, times)


def _visits(page: Page, contract: ServiceContract, times: int) -> None:
    chance = page.chance
    step = 365 // times
    day = contract.start + dt.timedelta(days=chance.randint(3, step))
    n = 0
    while day < min(page.today, contract.end):
        if chance.maybe(0.9):
            n += 1
            page.family.add(
                ServiceVisit(
                    contract=contract.id,
                    seq=n,
                    date=day,
                    expert=chance.person(),
                    found=chance.randint(0, 5),
                    report="已向企业书面反馈，督促限期整改",
                )
            )
        day += dt.timedelta(days=step)


def _evaluations(page: Page, orgs: dict[str, ServiceOrg]) -> None:
    """Reports; one is not yet public."""
    risky = [firm for firm in at_work(page) if firm.enterprise.is_high_risk]
    for n, firm in enumerate(page.chance.sample(risky, min(7, len(risky)))):
        day = workday(page.today - dt.timedelta(days=30 + 70 * n))
        kind = ("安全现状评价", "检测检验", "安全验收评价")[n % 3]
        page.family.add(
            EvaluationPublic(
                report_name=f"{firm.enterprise.name}{kind}报告（{day.year}）",
                org=(orgs["检测检验"] if kind == "检测检验" else orgs["评价"]).id,
                enterprise=firm.enterprise.id,
                kind=kind,
                date=day,
                url=None if n == 0 else "机构网站信息公开栏",
                public_date=None if n == 0 else day + dt.timedelta(days=page.chance.randint(5, 20)),
            )
        )


def _experts(page: Page) -> None:
    """The experts, and a year of their help."""
    chance = page.chance
    experts = [
        page.family.add(
            Expert(
                name=name,
                field=tuple(fields.split()),
                title=title,
                unit=unit,
                phone=chance.mobile(),
                cert=f"3418{chance.randint(10**6, 10**7 - 1)}" if cert else None,
                cert_class=cert or None,
                level=level,
                fee=chance.choice((600, 800, 1000)) * YUAN,
                availability=Availability.PAUSED if n == 6 else chance.choice((Availability.ANY, Availability.BOOKED)),
            )
        )
        for n, ((fields, title, unit, level, cert), name) in enumerate(zip(_EXPERTS, _names(page), strict=True))
    ]
    firms = [
        firm for firm in at_work(page) if firm.enterprise.is_high_risk or set(firm.enterprise.tags or ()) & set(_ADVICE)
    ]
    for n, firm in enumerate(chance.sample(firms, min(18, len(firms)))):
        tag = next((tag for tag in firm.enterprise.tags or () if tag in _ADVICE), "")
        problem, advice = _ADVICE.get(tag, _PLAIN)
        day = workday(page.today - dt.timedelta(days=4 + 19 * n))
        page.family.add(
            ExpertHelp(
                code=number(page, "BF", day),
                expert=chance.choice(experts).id,
                enterprise=firm.enterprise.id,
                date=day,
                visits=chance.choice((1, 1, 2)),
                found=int(n % 5 == 0),
                problem=problem if n % 5 == 0 else None,
                suggestion=advice,
                fixed=n > 0 if n % 5 == 0 else None,
            )
        )


def _names(page: Page) -> list[str]:
    """Eight names, no two alike, and none of the staff's."""
    taken = {page.town.deputy.name, *(one.name for one in page.town.inspectors)}
    while len(taken) < len(_EXPERTS) + 20:
        taken.add(page.chance.person())
    return sorted(taken - {page.town.deputy.name, *(one.name for one in page.town.inspectors)})[: len(_EXPERTS)]
