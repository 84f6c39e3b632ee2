"""Rescue teams, supplies, rosters, contacts and rescues of the sample town."""

import datetime as dt

from safety_desk.dates import add_months, add_years
from safety_desk.ledgers.society.plan import EmergencyPlan, PlanOwner
from safety_desk.ledgers.society.rescue import (
    DutyRoster,
    EmergencyContact,
    EmergencyResourceShare,
    RescueMaterial,
    RescueRecord,
    RescueTeam,
)
from safety_desk.sample_town.chapters.page import Page
from safety_desk.sample_town.chapters.society_services import number

_TEAMS = (
    ("茂林镇专职消防队", "专职", 14, "消防车 2 辆、空气呼吸器 8 套、液压破拆 1 套", "全镇", 0),
    ("茂林镇综合应急救援队", "综合消防", 26, "抽水泵 4 台、油锯 6 把、强光灯 20 盏", "全镇", 0),
    ("泾县某民间救援队", "社会", 18, "冲锋舟 2 艘、无人机 1 架、担架 6 副", "全县", 290),
    ("茂林镇志愿消防队", "志愿", 32, "手抬泵 3 台、水带 40 盘", "集镇及周边", 0),
    ("茂林—章渡片区联防队", "区域共享", 20, "装载机 1 台、发电机 3 台", "相邻乡镇", 24),
)
_STORES = ("镇应急物资库", "奎峰村物资点", "潘村村物资点", "专职消防队库房")
_SUPPLIES = (
    ("干粉灭火器", "MFZ/ABC4", "具", 60, 40, 30),
    ("编织袋", "60×100cm", "条", 3000, 2000, 0),
    ("雨衣", "分体", "套", 80, 60, 0),
    ("强光手电", "充电式", "支", 40, 30, 0),
    ("救生衣", "成人", "件", 50, 60, 0),
    ("消防水带", "65-20", "盘", 40, 30, 0),
    ("正压式空气呼吸器", "6.8L", "套", 8, 6, 24),
    ("四合一气体检测仪", "扩散式", "台", 2, 2, 10),
    ("急救箱", "标准型", "个", 16, 10, 14),
    ("防毒面具滤罐", "综合型", "只", 20, 20, -1),
    ("矿泉水", "550ml×24", "箱", 60, 40, 5),
    ("方便食品", "12 桶", "箱", 40, 30, 1),
    ("抽水泵", "4 寸", "台", 4, 4, 0),
    ("发电机", "5kW", "台", 3, 3, 0),
    ("铁锹", "圆头", "把", 80, 60, 0),
    ("警戒带", "100m", "卷", 30, 20, 0),
)
_CONTACTS = (
    ("泾县应急管理局", "值班室", "各类事故报告"),
    ("泾县消防救援大队", "指挥中心", "火灾、危化品处置"),
    ("茂林镇派出所", "值班室", "警戒、交通疏导"),
    ("茂林镇卫生院", "急诊室", "医疗救护"),
    ("茂林供电所", "抢修班", "停电、触电"),
    ("泾县某燃气公司", "抢险组", "燃气泄漏"),
    ("茂林镇自来水厂", "调度", "供水、消防用水"),
    ("茂林镇交通运输站", "负责人", "道路抢通"),
    ("泾县某工程机械租赁部", "负责人", "挖掘机、装载机"),
    ("泾县某化工设计院", "技术员", "危化品技术支持"),
    ("市场监督管理所", "特种设备岗", "特种设备事故"),
    ("水利站", "负责人", "山塘、水库险情"),
)
_RESCUES = (
    ("居民厨房液化气起火", "奎峰村", "关阀、灭火、转移钢瓶", 6, 38, 2),
    ("民房倒杆压线停电", "潘村村", "断电、清障、恢复供电", 8, 190, 5),
    ("货车侧翻", "茂林街道路口", "警戒疏导、吊车起复", 5, 260, 0),
    ("山塘落水", "铜山村", "水面搜救、岸上救护", 12, 420, 1),
    ("竹木加工厂堆场起火", "凤村村", "隔离火源、持续浇水降温", 21, 560, 0),
)


def fill(page: Page) -> None:
    """Make them."""
    teams = _teams(page)
    _supplies(page)
    _rosters(page)
    _contacts(page)
    _shares(page)
    _rescues(page, teams)


def _teams(page: Page) -> list[RescueTeam]:
    chance, villages = page.chance, list(page.town.places.values())
    found = [
        page.family.add(
            RescueTeam(
                name=name,
                kind=kind,
                village=None if coverage == "全县" else villages[0].village.id,
                leader=chance.person(),
                phone=chance.mobile(),
                members=members,
                equipment=equipment,
                coverage=coverage,
                valid_to=page.today + dt.timedelta(days=left) if left else None,
            )
        )
        for name, kind, members, equipment, coverage, left in _TEAMS
    ]
    for place in villages:
        found.append(
            page.family.add(
                RescueTeam(
                    name=f"{place.village.name}应急小分队",
                    kind="志愿",
                    village=place.village.id,
                    leader=place.officer.name,
                    phone=place.officer.mobile,
                    members=chance.randint(8, 15),
                    equipment="铜锣、手摇报警器、铁锹、雨衣",
                    coverage=place.village.name,
                )
            )
        )
    return found


def _supplies(page: Page) -> None:
    """The months until something ends are in the table; 0: it does not end."""
    chance = page.chance
    for n, (name, spec, unit, least, most, months) in enumerate(_SUPPLIES):
        store = _STORES[0 if n % 3 else n % len(_STORES)]
        short = n in (4, 7, 11)
        expires = add_months(page.today, months) + dt.timedelta(days=chance.randint(-9, 12)) if months else None
        page.family.add(
            RescueMaterial(
                warehouse=store,
                name=name,
                spec=spec,
                qty=float(round(most * 0.6) if short else most + chance.randint(0, max(1, least - most))),
                unit=unit,
                min_qty=float(most),
                expire_date=expires,
                keeper=chance.person(),
                phone=chance.mobile(),
                location=f"{chance.randint(1, 4)} 号货架",
                checked_on=page.today - dt.timedelta(days=chance.randint(5, 80)),
            )
        )


def _rosters(page: Page) -> None:
    """Four weeks back and two ahead."""
    leaders = [page.town.deputy, *page.town.inspectors[:2]]
    for back in range(-14, 29):
        day = page.today - dt.timedelta(days=back)
        pair = (page.town.inspectors[day.day % 4], page.town.inspectors[(day.day + 1) % 4])
        page.family.add(
            DutyRoster(
                date=day,
                leader=leaders[day.toordinal() % 3].id,
                staff=tuple(one.id for one in pair if one.id is not None),
                phone="0563-5000119",
                handover=("当班无警情" if day.day % 5 else "接处一起火情，已处置") if back > 0 and back % 9 else None,
            )
        )


def _contacts(page: Page) -> None:
    chance = page.chance
    for n, (unit, post, field) in enumerate(_CONTACTS):
        page.family.add(
            EmergencyContact(
                name=chance.person(),
                unit=unit,
                post=post,
                field=field,
                phone=chance.mobile(),
                duty_phone=f"0563-5000{120 + n}",
                verified_on=page.today - dt.timedelta(days=30 * (n % 9)),
            )
        )


def _shares(page: Page) -> None:
    for name, partner, content, left in (
        ("应急救援力量共享协议", "邻近某镇人民政府", "消防车、冲锋舟、队员互相支援", 320),
        ("重型机械应急调用协议", "泾县某工程机械租赁部", "挖掘机 3 台、装载机 2 台，两小时内到场", 25),
        ("应急物资协议储备合同", "茂林镇某超市", "食品、饮水、棉被按清单备足", -40),
    ):
        ends = page.today + dt.timedelta(days=left)
        page.family.add(
            EmergencyResourceShare(
                name=name,
                partner=partner,
                content=content,
                contact=page.chance.person(),
                phone=page.chance.mobile(),
                signed_on=add_years(ends, -2),
                valid_to=ends,
            )
        )


def _rescues(page: Page, teams: list[RescueTeam]) -> None:
    plan = next(plan for plan in page.family.all(EmergencyPlan) if plan.owner_type is PlanOwner.TOWN)
    for n, (event, place, course, people, days, saved) in enumerate(_RESCUES):
        day = page.today - dt.timedelta(days=days)
        called = dt.datetime.combine(day, dt.time(6 + 3 * n, 12))
        page.family.add(
            RescueRecord(
                code=number(page, "JY", day),
                event=event,
                called_at=called,
                arrived_at=called + dt.timedelta(minutes=page.chance.randint(9, 28)),
                ended_at=called + dt.timedelta(minutes=page.chance.randint(60, 240)),
                place=place,
                plan=plan.id if people > 10 else None,
                teams=tuple(team.id for team in teams[: 1 + n % 2] if team.id is not None),
                people=people,
                materials="水带 12 盘、灭火器 6 具" if "火" in event else None,
                saved=saved,
                course=course,
                result="现场处置完毕，移交村里看护",
                lessons="村级小分队先到，为控制火势赢得时间" if people > 10 else None,
            )
        )
