"""原辅材料、产品、主要设备 of an enterprise (domain §1.3.1)."""

from collections.abc import Iterable
from datetime import date

from safety_desk.conditions import TODAY, empty, eq, filled, since
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code
from safety_desk.ledger import Ledger, View, not_ahead
from safety_desk.ledgers.firm.renewal import of_firm
from safety_desk.linked import Files, Link
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class Matter(Codes):
    """The state of matter of a substance."""

    SOLID = "solid", "固", "固态 固体"
    LIQUID = "liquid", "液", "液态 液体"
    GAS = "gas", "气", "气态 气体"


class EntMaterial(Record):
    """A raw or auxiliary material that an enterprise uses."""

    enterprise: Link = of_firm(also="使用单位")
    name: str = f("名称", also="原辅材料名称 材料名称 物料名称 品名", width=16)
    cas: Code | None = f("CAS 号", also="CAS CAS号 CAS编号")
    is_hazchem: bool = f("危险化学品", default=False, also="是否危化品 危化品 是否危险化学品")
    annual_use: float | None = f("年用量", low=0, also="年使用量 年消耗量")
    unit: str | None = f("计量单位", also="用量单位", help="年用量和最大储存量的单位：吨、立方米、桶", width=8)
    max_store: float | None = f("最大储存量", low=0, should=True, also="最大存储量 储存量 最大存量")
    state: Matter | None = f("物态", also="状态 形态")
    store_place: str | None = f("储存地点", should=True, also="存放地点 储存位置 存储地点")
    store_way: str | None = f("储存方式", also="存放方式 存储方式", help="桶装、袋装、储罐、专用柜")
    has_msds: bool | None = f("有 MSDS", also="MSDS MSDS有无 有无MSDS 安全技术说明书", help="化学品安全技术说明书")
    photo: Files | None = f("MSDS 或照片")
    remark: str | None = f("备注", lines=2)


def sheet_of_chemical(material: EntMaterial, scene: Scene) -> Iterable[Problem]:
    """A dangerous chemical has its safety data sheet."""
    if material.is_hazchem and material.has_msds is False:
        yield Problem("has_msds", "危险化学品应有安全技术说明书（MSDS），请督促企业向供货方索取", doubt=True)


ENT_MATERIALS = Ledger(
    EntMaterial,
    "ent_materials",
    "原辅材料",
    called="name",
    columns="enterprise name is_hazchem state annual_use max_store unit store_place store_way has_msds",
    plan="6 22",
    filters="is_hazchem state enterprise enterprise.village",
    search="name cas store_place enterprise",
    keys=("enterprise name store_place",),
    order="enterprise",
    checks=(sheet_of_chemical,),
    views=(
        View("危险化学品", eq("is_hazchem", True)),
        View("危化品缺 MSDS", eq("is_hazchem", True) & ~eq("has_msds", True)),
        View("没有储存地点", empty("store_place")),
    ),
    empty="企业用什么原料、存多少、存在哪里。危险化学品要注明，并有安全技术说明书。",
)


class EntProduct(Record):
    """A product of an enterprise."""

    enterprise: Link = of_firm(also="生产单位")
    name: str = f("名称", also="产品名称 品名", width=16)
    annual_output: float | None = f("年产量", low=0, also="产量 年产能 产能")
    unit: str | None = f("计量单位", also="产量单位", width=8)
    max_store: float | None = f("最大储存量", low=0, also="最大存储量 储存量 最大存量")
    state: Matter | None = f("物态", also="状态 形态")
    store_place: str | None = f("储存地点", also="存放地点 储存位置 存储地点")
    store_way: str | None = f("储存方式", also="存放方式 存储方式")
    is_hazchem: bool = f("危险化学品", default=False, also="是否危化品 危化品 是否危险化学品")
    remark: str | None = f("备注", lines=2)


ENT_PRODUCTS = Ledger(
    EntProduct,
    "ent_products",
    "主要产品",
    called="name",
    columns="enterprise name annual_output unit max_store state store_place store_way is_hazchem",
    plan="6",
    filters="is_hazchem state enterprise enterprise.village",
    search="name store_place enterprise",
    alike="enterprise name",
    order="enterprise",
    views=(View("危险化学品", eq("is_hazchem", True)),),
    empty="企业生产什么、一年多少、存在哪里。",
)


class EntEquipment(Record):
    """A main piece of equipment of an enterprise (special equipment has its own ledger)."""

    enterprise: Link = of_firm(also="使用单位")
    name: str = f("设备名称", also="名称 主要设备", width=16)
    model: str | None = f("型号", also="规格型号 规格")
    quantity: int | None = f("数量", unit="台", low=1, also="台数 台（套）数")
    process: str | None = f("工艺环节", also="工序 所在工序 使用环节")
    is_obsolete: bool = f("淘汰设备", default=False, also="是否淘汰设备 是否淘汰", help="列入国家淘汰落后安全技术装备目录的")
    used_from: date | None = f("投用日期", also="投入使用日期")
    maintained_on: date | None = f("最近检维修日期", also="检修日期 维修日期")
    maintenance: str | None = f("检维修记录", lines=3, also="检修记录 维修记录")
    remark: str | None = f("备注", lines=2)


ENT_EQUIPMENTS = Ledger(
    EntEquipment,
    "ent_equipments",
    "主要设备",
    called="name",
    columns="enterprise name model quantity process used_from maintained_on is_obsolete",
    plan="6",
    filters="is_obsolete enterprise enterprise.village",
    search="name model process enterprise",
    alike="enterprise name model",
    order="enterprise",
    checks=(not_ahead("used_from", "投用日期不能在今天之后"), not_ahead("maintained_on", "检维修日期不能在今天之后")),
    views=(
        View("淘汰设备", eq("is_obsolete", True)),
        View("一年内没有检维修", filled("used_from") & ~since("maintained_on", TODAY.later(-365))),
    ),
    empty="企业的主要生产设备，淘汰设备要标出来督促更换。特种设备另有台账。",
)
