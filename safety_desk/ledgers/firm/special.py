"""有限空间、涉爆粉尘、液氨制冷、冶金煤气、高温熔融: the dangerous places that campaigns look at (domain §1.3.1, item 22)."""

from collections.abc import Iterable
from datetime import date

from safety_desk.conditions import empty, eq, filled, one_of
from safety_desk.fields import Codes, f
from safety_desk.ledger import Ledger, View, needed_when, not_ahead
from safety_desk.ledgers.firm.hazard import CriticalQuantity
from safety_desk.ledgers.firm.renewal import of_firm
from safety_desk.linked import Files, Link, Term, Terms
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class SpaceKind(Codes):
    """The three sorts of confined space."""

    VESSEL = "vessel", "密闭设备", "密闭（半密闭）设备 封闭设备"
    UNDERGROUND = "underground", "地下有限空间", "地下"
    ABOVE = "above", "地上有限空间", "地上"


class EntConfinedSpace(Record):
    """A confined space of an enterprise (应急管理部令第13号)."""

    enterprise: Link = of_firm()
    name: str = f("名称", also="有限空间名称", width=16)
    location: str | None = f("位置", should=True, also="所在位置 部位 地点")
    kind: SpaceKind | None = f("类型", should=True, also="有限空间类型 类别")
    quantity: int = f("数量", unit="处", default=1, low=1, also="个数")
    hazards: Terms | None = f("主要危险有害因素", codes="space_hazard", should=True, also="危险有害因素 主要危险因素", width=18)
    has_sign: bool | None = f("警示标志", section="管控", should=True, also="是否设警示标志 有无警示标志 警示标识")
    locked: bool | None = f("上锁或隔离", should=True, also="是否上锁/隔离 是否上锁 上锁隔离")
    has_approval: bool | None = f("审批制度", should=True, also="作业审批制度 有无审批制度 作业审批")
    detectors: str | None = f("检测仪器", should=True, also="气体检测仪 检测仪")
    ventilators: str | None = f("通风设备", should=True, also="机械通风设备")
    rescue_gear: str | None = f("应急装备", should=True, also="应急救援装备 救援器材")
    guardian: str | None = f("监护人", should=True, also="监护人员")
    photo: Files | None = f("图片", also="照片")
    remark: str | None = f("备注", lines=2)


SPACE_GAPS = ~eq("has_sign", True) | ~eq("has_approval", True) | ~eq("locked", True) | empty("detectors") | empty("ventilators") | empty("rescue_gear") | empty("guardian")
"""Something of what a confined space needs is missing, or was not noted."""

ENT_CONFINED_SPACES = Ledger(
    EntConfinedSpace,
    "ent_confined_spaces",
    "有限空间",
    called="name",
    columns="enterprise name location kind quantity hazards has_sign locked has_approval detectors guardian",
    plan="6 22",
    filters="kind hazards has_sign has_approval enterprise enterprise.village",
    search="name location guardian enterprise",
    keys=("enterprise name location",),
    order="enterprise",
    views=(
        View("管控不全", SPACE_GAPS),
        View("没有警示标志", ~eq("has_sign", True)),
        View("没有审批制度", ~eq("has_approval", True)),
        View("没有检测仪器", empty("detectors")),
        View("没有监护人", empty("guardian")),
    ),
    empty="污水池、浆池、储罐、地坑等有限空间逐处登记：先通风、再检测、后作业，标志、上锁、审批、监护要齐。",
)


class Workers(Codes):
    """How many people work where there is explosive dust."""

    FEW = "few", "10 人以下", "10人以下 <10 不足10人"
    SOME = "some", "10—29 人", "10-29人 10–29 10至29人"
    MANY = "many", "30 人以上", "30人以上 ≥30"


class CollectorType(Codes):
    """How a dust collector works."""

    DRY = "dry", "干式", "干"
    WET = "wet", "湿式", "湿"
    BOTH = "both", "干湿都有", "干湿 干式和湿式"


class CleanCycle(Codes):
    """How often dust is cleared away."""

    SHIFT = "shift", "每班", "每班次"
    DAY = "day", "每天", "每日 日清"
    WEEK = "week", "每周", "周清"
    MONTH = "month", "每月", "月清"
    NEVER = "never", "不定期", "无固定周期"


class EntDust(Record):
    """A workplace with explosive dust (应急管理部令第6号)."""

    enterprise: Link = of_firm()
    kind: Term = f("粉尘种类", codes="dust_kind", also="种类 粉尘类别 类型")
    workplace: str | None = f("作业场所", should=True, also="场所 部位 车间", width=16)
    workers: Workers | None = f("涉粉作业人数", should=True, also="作业人数 人数")
    collectors: int | None = f("除尘系统数", unit="套", low=0, should=True, also="除尘器数量 除尘系统数量")
    collector_type: CollectorType | None = f("除尘型式", should=True, also="型式 除尘方式 除尘器型式")
    explosion_controls: Terms | None = f("控爆措施", codes="explosion_control", should=True, also="爆炸防控措施 防爆措施", width=16)
    clean_cycle: CleanCycle | None = f("清扫周期", should=True, also="清理周期 清扫制度")
    tested_on: date | None = f("检测日期", also="检测时间", help="粉尘爆炸性或除尘系统的检测")
    test_result: str | None = f("检测情况", lines=2, also="检测 检测结果")
    photo: Files | None = f("照片")
    remark: str | None = f("备注", lines=2)


def controlled_dust(dust: EntDust, scene: Scene) -> Iterable[Problem]:
    """A dry collector has some control of explosions (应急管理部令第10号第十一条（三）)."""
    if dust.collector_type in (CollectorType.DRY, CollectorType.BOTH) and not dust.explosion_controls:
        yield Problem("explosion_controls", "干式除尘没有泄爆、惰化、抑爆任一措施的，是重大事故隐患，请核实并登记隐患", doubt=True)


ENT_DUSTS = Ledger(
    EntDust,
    "ent_dusts",
    "涉爆粉尘",
    called="kind",
    columns="enterprise kind workplace workers collectors collector_type explosion_controls clean_cycle tested_on",
    plan="6 22",
    filters="kind workers collector_type enterprise enterprise.village",
    search="workplace enterprise",
    alike="enterprise kind workplace",
    order="enterprise",
    checks=(controlled_dust, not_ahead("tested_on", "检测日期不能在今天之后")),
    views=(
        View("30 人以上", eq("workers", Workers.MANY)),
        View("干式除尘没有控爆措施", one_of("collector_type", CollectorType.DRY, CollectorType.BOTH) & empty("explosion_controls")),
        View("清扫不定期", eq("clean_cycle", CleanCycle.NEVER) | empty("clean_cycle")),
    ),
    empty="木、铝镁、粮食等可燃性粉尘的作业场所：多少人、怎么除尘、怎么控爆、多久清扫。",
)


class EntAmmonia(Record):
    """A refrigeration plant with liquid ammonia."""

    enterprise: Link = of_firm()
    amount: float | None = f("储氨量", unit="吨", low=0, should=True, also="液氨储量 氨储存量 充氨量")
    is_major_hazard: bool = f("重大危险源", default=False, also="是否重大危险源 是否构成重大危险源")
    use: str | None = f("用途", also="制冷用途", help="冷藏、速冻、制冰")
    receivers: int | None = f("贮氨器数量", unit="台", low=0, also="贮氨器台数")
    quick_freezer: bool | None = f("快速冻结装置", also="有无快速冻结装置 速冻装置")
    freezer_apart: bool | None = f("快速冻结单独设置", also="快速冻结装置是否单独设置", help="快速冻结装置应在单独作业间，有限制人数措施")
    gas_alarm: bool | None = f("气体报警", should=True, also="氨气报警 气体浓度报警 有无气体报警")
    sprinkler: bool | None = f("喷淋", should=True, also="水喷淋 喷淋装置")
    exhaust: bool | None = f("事故排风", should=True, also="事故排风机 事故通风")
    rescue_gear: str | None = f("应急救援器材", should=True, lines=2, also="应急器材 救援器材")
    photo: Files | None = f("照片")
    remark: str | None = f("备注", lines=2)


def ammonia_by_quantity(ammonia: EntAmmonia, scene: Scene) -> Iterable[Problem]:
    """From the critical quantity of ammonia on, the plant is a major hazard (GB 18218-2018, the office's table)."""
    critical = next((entry.quantity for entry in scene.table(CriticalQuantity) if entry.name == "氨"), None)
    if critical is not None and ammonia.amount is not None and (ammonia.amount >= critical) != ammonia.is_major_hazard:
        said = "达到" if ammonia.amount >= critical else "没有达到"
        yield Problem("is_major_hazard", f"储氨 {ammonia.amount:g} 吨，{said}临界量 {critical:g} 吨，请核对是否重大危险源", doubt=True)


AMMONIA_GAPS = ~eq("gas_alarm", True) | ~eq("sprinkler", True) | ~eq("exhaust", True) | empty("rescue_gear")

ENT_AMMONIAS = Ledger(
    EntAmmonia,
    "ent_ammonias",
    "液氨制冷",
    called="enterprise",
    columns="enterprise amount is_major_hazard use receivers quick_freezer gas_alarm sprinkler exhaust rescue_gear",
    plan="6 22",
    filters="is_major_hazard gas_alarm enterprise.village",
    search="enterprise use",
    keys=("enterprise use",),
    order="-amount",
    checks=(ammonia_by_quantity,),
    views=(View("防护不全", AMMONIA_GAPS), View("重大危险源", eq("is_major_hazard", True)), View("有快速冻结", eq("quick_freezer", True))),
    empty="使用液氨制冷的企业：存多少氨，报警、喷淋、事故排风和救援器材齐不齐。",
)


class EntCoalGas(Record):
    """Coal gas in a metallurgical enterprise."""

    enterprise: Link = of_firm()
    kind: Term = f("煤气种类", codes="coal_gas_kind", also="种类 类型")
    holder_volume: float | None = f("柜容", unit="立方米", low=0, also="煤气柜容积 煤气柜容量")
    co_alarms: int | None = f("CO 报警点数", unit="个", low=0, should=True, also="CO报警点 一氧化碳报警点数")
    guard_station: bool | None = f("防护站", should=True, also="煤气防护站 是否设防护站")
    water_seal: str | None = f("水封", should=True, lines=2, also="水封情况 水封排水器")
    remark: str | None = f("备注", lines=2)


ENT_COAL_GASES = Ledger(
    EntCoalGas,
    "ent_coal_gases",
    "冶金煤气",
    called="kind",
    columns="enterprise kind holder_volume co_alarms guard_station water_seal remark",
    plan="6 22",
    filters="kind guard_station enterprise enterprise.village",
    search="enterprise water_seal",
    keys=("enterprise kind",),
    order="enterprise",
    views=(View("没有报警点", ~filled("co_alarms") | eq("co_alarms", 0)), View("没有防护站", ~eq("guard_station", True))),
    empty="有高炉、转炉、发生炉等煤气的企业：柜容、报警点、防护站和水封。",
)


class EntMelt(Record):
    """A furnace with molten metal or the like."""

    enterprise: Link = of_firm()
    furnace: Term = f("炉型", codes="furnace_kind", also="炉型名称 炉类 炉窑类型")
    capacity: float | None = f("容量", unit="吨", low=0, should=True, also="炉容 炉容量 吨位")
    quantity: int = f("数量", unit="台", default=1, low=1, also="台数")
    lifting: str | None = f("吊具", should=True, lines=2, also="起重吊具 吊运设备", help="吊运熔融金属的起重机和吊具，是否冶金专用")
    crowd_checked: bool = f("人员聚集场所已排查", default=False, also="人员聚集场所排查 人员聚集场所是否排查")
    crowd_checked_on: date | None = f("排查日期", also="排查时间")
    crowd_found: str | None = f("排查情况", lines=2, also="排查结果", help="会议室、活动室、休息室、更衣室、交接班室等不能设在熔融金属吊运跨")
    photo: Files | None = f("照片")
    remark: str | None = f("备注", lines=2)


ENT_MELTS = Ledger(
    EntMelt,
    "ent_melts",
    "高温熔融",
    called="furnace",
    columns="enterprise furnace capacity quantity lifting crowd_checked crowd_checked_on crowd_found",
    plan="6 22",
    filters="furnace crowd_checked enterprise enterprise.village",
    search="enterprise lifting crowd_found",
    alike="enterprise furnace capacity",
    order="enterprise",
    checks=(
        not_ahead("crowd_checked_on", "排查日期不能在今天之后"),
        needed_when("crowd_checked_on", lambda melt: melt.crowd_checked, "已经排查的要填排查日期"),
    ),
    views=(View("人员聚集场所没有排查", eq("crowd_checked", False)), View("没有登记吊具", empty("lifting"))),
    empty="中频炉、电炉、冲天炉等高温熔融炉：多大、用什么吊、聚集场所排查了没有。",
)
