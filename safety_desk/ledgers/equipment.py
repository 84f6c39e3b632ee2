"""特种设备 (domain §1.3.1)."""

from datetime import date

from safety_desk.conditions import eq
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code
from safety_desk.ledger import Ledger, in_order
from safety_desk.ledgers.expiry import Expiry
from safety_desk.linked import Files, Link, Term
from safety_desk.record import Record


class EquipmentStatus(Codes):
    """Whether a piece of equipment is in use."""

    USED = "used", "在用", "正常 使用中"
    IDLE = "idle", "停用", "停用 报停"
    SCRAPPED = "scrapped", "报废", "注销 拆除"


class SpecialEquipment(Record):
    """A piece of special equipment of an enterprise."""

    enterprise: Link | None = f("使用单位", to="enterprises", should=True, also="企业 企业名称 单位名称 单位 所在单位", width=24)
    kind: Term | None = f("设备种类", codes="equipment_kind", should=True, also="种类 设备类别 类别")
    name: str = f("设备名称", also="特种设备名称 名称", width=18)
    model: str | None = f("型号", also="规格型号 型号规格")
    reg_code: Code | None = f("注册代码", also="设备注册代码 设备代码", should=True)
    file_no: Code | None = f("档案号", also="设备档案号 内部编号 单位内编号")
    permit_no: Code | None = f("使用登记证号", also="使用证号 登记证号 使用登记证编号")
    maker: str | None = f("制造单位", also="生产厂家 制造厂家")
    used_from: date | None = f("投用日期", also="投入使用日期")
    inspected_on: date | None = f("检验日期", also="上次检测时间 上次检验日期 检测日期 检测时间 最近检验日期")
    next_inspection: date | None = f("下次检验日期", end=True, should=True, also="到期时间 有效期至 下次检测时间 检验有效期 检验到期")
    operators: str | None = f("操作人员")
    status: EquipmentStatus = f("状态", default=EquipmentStatus.USED, also="设备状态 使用状态")
    photo: Files | None = f("检验报告")
    remark: str | None = f("备注", lines=2)


INSPECTION = Expiry("检验", "next_inspection", eq("status", EquipmentStatus.USED))

SPECIAL_EQUIPMENT = Ledger(
    SpecialEquipment,
    "special_equipment",
    "特种设备",
    called="name",
    columns="enterprise kind name model reg_code permit_no inspected_on next_inspection due status",
    plan="22 27",
    filters="kind enterprise status next_inspection",
    search="name reg_code permit_no model enterprise",
    keys=("reg_code",),
    alike="enterprise name model file_no",
    order="next_inspection",
    checks=(in_order("inspected_on", "next_inspection", "下次检验日期不能早于检验日期"),),
    views=INSPECTION.views,
    derived=(INSPECTION.column,),
    deadlines=(INSPECTION.deadline,),
    empty="锅炉、压力容器、电梯、叉车等，按下次检验日期提醒。",
)
