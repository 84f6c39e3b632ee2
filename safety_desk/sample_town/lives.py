"""What became of enterprises: stopped, closed, let out, entered with gaps, graded by a person."""

import datetime as dt

from safety_desk.ledgers.enterprise import EntStatus
from safety_desk.ledgers.grade import Grade
from safety_desk.sample_town import land
from safety_desk.sample_town.chance import Chance
from safety_desk.sample_town.family import Family
from safety_desk.sample_town.firms import Firm
from safety_desk.sample_town.offices import Town

_TENANTS = ("服饰", "机械加工", "纸箱包装")
LANDLORD = "厂房出租"
_FATES = (
    (EntStatus.STOPPED, ("宣纸", "竹木制品", "机械加工", "石材加工"), "市场原因停产，厂房断电上锁"),
    (EntStatus.CLOSED, ("小作坊", "餐饮"), "已关门停业，设备清空"),
    (EntStatus.MOVED, ("农家乐民宿",), "已迁至邻镇经营"),
    (EntStatus.CANCELLED, ("超市", "出租房"), "已注销"),
    (EntStatus.TRIAL, ("塑料制品",), "新生产线试生产"),
)
_SEASONAL = "茶叶加工"
_GAPS = (
    ("uscc",),
    ("safety_officer", "safety_officer_mobile"),
    ("principal", "principal_mobile"),
    ("grid",),
    ("lon", "lat"),
    ("industry_gb",),
    ("employees", "migrant", "dispatched", "insured_injury"),
    ("scale",),
    ("address",),
    ("legal_mobile",),
)
_RAISED = (
    ("养老院", "失能老人较多、夜间值守力量不足，经安委办会商提级管控"),
    ("漂流景区", "游客集中、汛期水位变化快，经安委办会商提级管控"),
    ("初级中学", "寄宿学生多、宿舍楼建成时间长，经安委办会商提级管控"),
    ("卫生院", "行动不便病人多、用氧用电集中，经安委办会商提级管控"),
    ("超市", "位于主街、节假日客流集中，经安委办会商提级管控"),
    ("农家乐民宿", "老宅木结构改造、单一楼梯，经安委办会商提级管控"),
)
_BY_HAND = 3


def let_out(family: Family, firms: list[Firm], chance: Chance) -> None:
    """One enterprise of each of some trades rents its room in the old granary (厂中厂)."""
    owner = next(firm for firm in firms if firm.trade.name == LANDLORD)
    host = owner.enterprise
    for trade in _TENANTS:
        firm = next(firm for firm in firms if firm.trade.name == trade)
        lon, lat = host.lon, host.lat
        if lon is not None and lat is not None:
            lon, lat = land.moved(lon, lat, chance.uniform(-60, 60), chance.uniform(-60, 60))
        address = f"{host.address} {chance.randint(1, 6)} 号厂房"
        tags = tuple(dict.fromkeys([*(firm.enterprise.tags or ()), "厂中厂"]))
        firm.place = owner.place
        firm.enterprise = family.put(
            firm.enterprise.replace(
                landlord=host.id,
                village=host.village,
                grid=host.grid,
                address=address,
                lon=lon,
                lat=lat,
                coord_sys=host.coord_sys,
                tags=tags,
            )
        )


def decide_fates(family: Family, firms: list[Firm], today: dt.date) -> None:
    """Some stopped, closed or moved; tea is made in spring."""
    for status, trades, remark in _FATES:
        for trade in trades:
            firm = [firm for firm in firms if firm.trade.name == trade and firm.enterprise.landlord is None][-1]
            firm.enterprise = family.put(firm.enterprise.replace(status=status, remark=remark))
    if not 3 <= today.month <= 5:
        for firm in firms:
            if firm.trade.name == _SEASONAL:
                rest = firm.enterprise.replace(status=EntStatus.HALF, remark="季节性生产，每年三月至五月开工")
                firm.enterprise = family.put(rest)


def leave_gaps(family: Family, firms: list[Firm], chance: Chance) -> None:
    """About one in eight was entered with something missing."""
    for firm in firms:
        if not chance.maybe(0.13) or firm.enterprise.landlord is not None or firm.trade.name == LANDLORD:
            continue
        missing = [name for gap in chance.sample(_GAPS, chance.randint(1, 3)) for name in gap]
        firm.enterprise = family.put(firm.enterprise.replace(**dict.fromkeys(missing)))


def grade_by_hand(family: Family, firms: list[Firm], town: Town) -> None:
    """Three grades set by a person, one step nearer to red than the computed one, with reason and approver."""
    left = _BY_HAND
    for trade, reason in _RAISED:
        firm = next(firm for firm in firms if firm.trade.name == trade)
        now = family.now(firm.enterprise)
        if not left or now.risk_grade_calc not in (Grade.YELLOW, Grade.BLUE):
            continue
        left -= 1
        raised = now.replace(
            override_grade=now.risk_grade_calc.raised(),
            override_reason=reason,
            override_approver=town.deputy.name,
        )
        family.put(raised)
        firm.enterprise = family.settle_one(raised)
