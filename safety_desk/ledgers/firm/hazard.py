"""重大危险源: what is stored of which substance, whether that makes a major hazard, and of which level (domain §3.8)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from safety_desk.conditions import Kin, Where, empty, filled, one_of
from safety_desk.dates import add_years
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code
from safety_desk.ledger import Ledger, Settle, View, in_order, not_ahead
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.firm.renewal import FirmRules, of_firm, renewed
from safety_desk.linked import Files, Link
from safety_desk.options import Scene
from safety_desk.record import Problem, Record
from safety_desk.wording import bare


class CriticalQuantity(Record):
    """The critical quantity of a substance, and its correction factor β."""

    name: str = f("物质", also="名称 物质名称 品名 危险化学品", width=18)
    quantity: float = f("临界量", unit="吨", low=0.001, also="临界量Q")
    beta: float | None = f("校正系数 β", low=1, high=20, also="β 校正系数", help="按 GB 18218-2018 的表核对后填写；空着就只算是否构成，不分级")
    builtin: bool = f("内置", default=False, fixed=True)
    remark: str | None = f("备注", lines=2)


_KNOWN = {"氨": 10.0, "氯": 5.0, "汽油": 200.0, "甲醇": 500.0, "液化石油气": 50.0, "天然气": 50.0}


def built_in() -> Iterator[CriticalQuantity]:
    """The common substances of domain §3.8 with a quantity there; the office checks and completes them."""
    for name, quantity in _KNOWN.items():
        yield CriticalQuantity(name=name, quantity=quantity, builtin=True, remark="随程序带来，请与 GB 18218-2018 核对")


CRITICAL_QUANTITIES = Ledger(
    CriticalQuantity,
    "critical_quantities",
    "危险物质临界量",
    called="name",
    columns="name quantity beta builtin remark",
    plan="6 22",
    filters="builtin",
    search="name",
    keys=("name",),
    order="name",
    views=(View("没有校正系数", empty("beta")),),
    builtin=built_in,
    empty="物质的临界量和校正系数（GB 18218-2018），辨识重大危险源时按名称取用。",
)


class UnitKind(Codes):
    """What a unit is for."""

    MAKING = "making", "生产单元", "生产"
    STORING = "storing", "储存单元", "储存 存储"


class HazardLevel(Codes):
    """The level of a major hazard, the first the worst."""

    NONE = "0", "不构成", "不构成重大危险源 未构成"
    ONE = "1", "一级", "Ⅰ级 I级"
    TWO = "2", "二级", "Ⅱ级 II级"
    THREE = "3", "三级", "Ⅲ级 III级"
    FOUR = "4", "四级", "Ⅳ级 IV级"


class EntMajorHazard(Record):
    """A unit of an enterprise that is, or may be, a major hazard."""

    enterprise: Link = of_firm()
    name: str = f("名称", also="重大危险源名称 单元名称 危险源名称", width=18)
    unit_kind: UnitKind | None = f("单元类型", should=True, also="类型 单元")
    residents: int | None = f("500 米内常住人口", unit="人", low=0, should=True, also="厂外暴露人员 外部暴露人数 暴露人数", help="厂区边界向外扩展 500 米范围内常住人口，定校正系数 α")
    ratio: float | None = f("Σq/Q", follows=True, also="比值 临界量比值")
    r_value: float | None = f("R 值", follows=True, also="R")
    level: HazardLevel | None = f("级别", follows=True, also="重大危险源级别 等级")
    told: str | None = f("计算说明", follows=True, width=26)
    filing_no: Code | None = f("备案编号", section="备案与评估", also="备案号")
    filed_on: date | None = f("备案日期", also="备案时间")
    assessed_on: date | None = f("评估日期", should=True, also="评估时间 安全评估日期")
    next_assess: date | None = f("下次评估", end=True, also="下次评估日期 评估有效期", help="空着时按评估日期推算；重新评估后用“登记重新评估”")
    monitoring: str | None = f("监测监控", lines=2, should=True, also="监测监控措施 监控措施")
    closed_on: date | None = f("核销日期", also="核销时间", help="已拆除或降到临界量以下并核销的")
    report: Files | None = f("评估报告")
    remark: str | None = f("备注", lines=2)


class MajorHazardItem(Record):
    """One substance in a unit: the most that is there, against its critical quantity."""

    major_hazard: Link = f("重大危险源", to="ent_major_hazards", part_of=True)
    seq: int | None = f("序号", low=1, width=6)
    substance: str = f("物质", also="物质名称 品名 危险化学品", width=16)
    quantity: float = f("最大量", unit="吨", low=0, also="最大存量 设计最大量 最大量q")
    critical: float | None = f("临界量", unit="吨", low=0.001, also="临界量Q", help="空着时按临界量表里同名物质")
    beta: float | None = f("校正系数 β", low=1, high=20, also="β", help="空着时按临界量表里同名物质")
    ratio: float | None = f("q/Q", follows=True)
    remark: str | None = f("备注", lines=2)


def alpha(residents: int) -> float:
    """The factor α by how many people live within 500 m of the plant's border (GB 18218-2018)."""
    marks = ((100, 2.0), (50, 1.5), (30, 1.2), (1, 1.0))
    return next((value for mark, value in marks if residents >= mark), 0.5)


def hazard_ratio(items: Iterable[tuple[float, float]]) -> float:
    """Σ q/Q of a unit, over pairs of quantity and critical quantity in tonnes; from 1 on it is a major hazard."""
    return sum(q / critical for q, critical in items)


def r_value(residents: int, items: Iterable[tuple[float, float, float]]) -> float:
    """R = α·Σ(β·q/Q), over triples of quantity, critical quantity (tonnes) and β (GB 18218-2018)."""
    return alpha(residents) * sum(beta * q / critical for q, critical, beta in items)


def level_of(r: float) -> HazardLevel:
    """The level of a major hazard by its R: from 100 one, from 50 two, from 10 three, below four (GB 18218-2018)."""
    return HazardLevel.ONE if r >= 100 else HazardLevel.TWO if r >= 50 else HazardLevel.THREE if r >= 10 else HazardLevel.FOUR


def settle_item(item: MajorHazardItem, kin: Kin, scene: Scene) -> list[Record]:
    """Critical quantity and β of the table where the item leaves them empty."""
    known = {bare(entry.name): entry for entry in scene.table(CriticalQuantity)}.get(bare(item.substance))
    critical = item.critical or (known.quantity if known else None)
    ratio = round(item.quantity / critical, 4) if critical else None
    return [item.replace(critical=critical, beta=item.beta or (known.beta if known else None), ratio=ratio)]


def settle_hazard(hazard: EntMajorHazard, kin: Kin, scene: Scene) -> list[Record]:
    """Whether a unit is a major hazard and of which level; the enterprise has the worst level of its units."""
    due = add_years(hazard.assessed_on, scene.rules(FirmRules).hazard_years) if hazard.assessed_on else None
    told = _judged(hazard, kin.of(hazard, "major_hazard_items")).replace(next_assess=hazard.next_assess or due)
    firm = kin.linked(hazard, "enterprise")
    if firm is None:
        return [told]
    others = [other for other in kin.of(firm, "ent_major_hazards") if other.id != hazard.id]
    return [told, firm.replace(major_hazard_level=_worst([told, *others]))]


def _judged(hazard: EntMajorHazard, items: Sequence[MajorHazardItem]) -> EntMajorHazard:
    """A unit with what can be computed of it, and in words what cannot."""
    unknown = [item.substance for item in items if not item.critical]
    if not items or unknown:
        why = f"缺临界量：{'、'.join(unknown)}" if unknown else "还没有登记物质和最大量"
        return hazard.replace(ratio=None, r_value=None, level=None, told=why)
    ratio = hazard_ratio((item.quantity, item.critical or 1) for item in items)
    if ratio < 1:
        return hazard.replace(ratio=round(ratio, 4), r_value=None, level=HazardLevel.NONE, told="Σq/Q 小于 1，不构成重大危险源")
    missing = [f"{item.substance}的校正系数 β" for item in items if item.beta is None]
    if hazard.residents is None:
        missing.append("500 米内常住人口")
    if missing:
        return hazard.replace(ratio=round(ratio, 4), r_value=None, level=None, told=f"构成重大危险源；分级还缺{'、'.join(missing)}")
    r = r_value(hazard.residents or 0, ((item.quantity, item.critical or 1, item.beta or 1) for item in items))
    said = f"Σq/Q 不小于 1，构成；α 取 {alpha(hazard.residents or 0):g}"
    return hazard.replace(ratio=round(ratio, 4), r_value=round(r, 4), level=level_of(r), told=said)


def _worst(hazards: Iterable[EntMajorHazard]) -> int | None:
    """The worst level of those that are one and were not written off."""
    levels = (int(h.level.value) for h in hazards if h.level not in (None, HazardLevel.NONE) and h.closed_on is None)
    return min(levels, default=None)


def filed(hazard: EntMajorHazard, scene: Scene) -> Iterable[Problem]:
    """What is a major hazard is filed with the county's bureau."""
    is_one = hazard.level not in (None, HazardLevel.NONE) and hazard.closed_on is None
    if is_one and not hazard.filing_no:
        yield Problem("filing_no", "已构成重大危险源，应报县应急管理局备案并填备案编号", doubt=True)


OPEN: Where = empty("closed_on")
IS_ONE = OPEN & one_of("level", HazardLevel.ONE, HazardLevel.TWO, HazardLevel.THREE, HazardLevel.FOUR)
ASSESSMENT = Expiry("评估", "next_assess", OPEN)

ENT_MAJOR_HAZARDS = Ledger(
    EntMajorHazard,
    "ent_major_hazards",
    "重大危险源",
    called="name",
    columns="enterprise name level ratio r_value told filing_no next_assess due unit_kind assessed_on",
    plan="6 22",
    filters="level unit_kind enterprise enterprise.village",
    search="name filing_no enterprise",
    keys=("enterprise name",),
    order="-ratio",
    checks=(
        filed,
        not_ahead("filed_on", "备案日期不能在今天之后"),
        not_ahead("assessed_on", "评估日期不能在今天之后"),
        in_order("assessed_on", "next_assess", "下次评估不能早于这一次"),
    ),
    steps=(renewed("登记重新评估", "assessed_on report", "assessed_on", "next_assess"),),
    views=(
        View("构成重大危险源", IS_ONE, "level"),
        View("构成而没有备案", IS_ONE & empty("filing_no"), waits=True),
        View("还算不出级别", OPEN & empty("level")),
        *ASSESSMENT.views,
        View("已核销", filled("closed_on")),
    ),
    derived=(ASSESSMENT.column,),
    deadlines=(ASSESSMENT.deadline,),
    settle=Settle("major_hazard_items", settle_hazard),
    empty="储存或使用危险物质达到临界量的单元：登记物质和最大量，程序按 GB 18218-2018 算是否构成、哪一级。",
)

MAJOR_HAZARD_ITEMS = Ledger(
    MajorHazardItem,
    "major_hazard_items",
    "重大危险源物质",
    called="substance",
    columns="major_hazard seq substance quantity critical ratio beta remark",
    plan="6 22",
    search="substance",
    keys=("major_hazard substance",),
    order="seq",
    views=(View("没有临界量", empty("critical")), View("没有校正系数", empty("beta"))),
    settle=Settle("", settle_item),
    empty="一个单元里各种危险物质的最大量和临界量。",
)
