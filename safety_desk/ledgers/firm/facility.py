"""消防设施、防雷检测、劳防用品 of an enterprise (domain §1.3.1; reminders of §8.2)."""

from datetime import date

from safety_desk.conditions import Kin, eq
from safety_desk.dates import add_months
from safety_desk.fields import f
from safety_desk.kinds import Code
from safety_desk.ledger import Ledger, Settle, View, in_order, not_ahead
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.firm.renewal import FirmRules, of_firm, renewed
from safety_desk.linked import Files, Link, Term
from safety_desk.options import Scene
from safety_desk.record import Record


class EntFireFacility(Record):
    """Fire protection of one kind at one place of an enterprise."""

    enterprise: Link = of_firm()
    kind: Term = f("设施类型", codes="fire_kind", also="类型 消防设施 设施名称 名称", width=14)
    location: str | None = f("位置", should=True, also="设置位置 地点 安装位置")
    quantity: int | None = f("数量", low=0, should=True, also="个数 具数")
    checked_on: date | None = f("检验或更换日期", should=True, also="检验日期 更换日期 检验/更换日期 年检日期 维保日期")
    next_check: date | None = f("下次检验或更换", end=True, also="下次检验日期 下次更换日期 有效期至 到期日")
    works: bool = f("完好有效", default=True, also="是否完好 完好 是否有效", help="失效的报警、灭火装置视同没有，要限期修复")
    photo: Files | None = f("照片")
    remark: str | None = f("备注", lines=2)


FIRE = Expiry("检验", "next_check")

ENT_FIRE_FACILITIES = Ledger(
    EntFireFacility,
    "ent_fire_facilities",
    "消防设施",
    called="kind",
    columns="enterprise kind location quantity due works next_check checked_on",
    plan="22",
    filters="kind works enterprise next_check enterprise.village",
    search="location enterprise",
    alike="enterprise kind location",
    order="next_check",
    checks=(
        not_ahead("checked_on", "检验或更换日期不能在今天之后"),
        in_order("checked_on", "next_check", "下次检验或更换不能早于这一次"),
    ),
    steps=(renewed("登记检验或更换", "checked_on quantity works photo", "checked_on", "next_check"),),
    views=(*FIRE.views, View("失效待修", eq("works", False), waits=True)),
    derived=(FIRE.column,),
    deadlines=(FIRE.deadline,),
    empty="灭火器、消火栓、报警装置、应急照明等，按下次检验或更换日期提醒。",
)


class EntLightning(Record):
    """The test of lightning protection at one place of an enterprise; each new test renews the record."""

    enterprise: Link = of_firm(also="受检单位")
    place: str = f("检测场所", default="厂区", also="场所 部位 检测部位")
    explosive: bool = f("易燃易爆场所", default=False, also="是否易燃易爆场所 易燃易爆")
    tester: str | None = f("检测单位", should=True, also="检测机构", width=20)
    tested_on: date | None = f("检测日期", should=True, also="检测时间 最近检测日期")
    valid_to: date | None = f("有效期至", end=True, also="有效期 到期日 下次检测日期", help="空着时按检测日期和场所类别推算；做了新的检测用“登记新检测”")
    report_no: Code | None = f("报告编号", also="编号 检测报告编号")
    passed: bool | None = f("检测合格", also="是否合格 结论 检测结论 合格")
    report: Files | None = f("检测报告")
    remark: str | None = f("备注", lines=2)


def settle_lightning(test: EntLightning, kin: Kin, scene: Scene) -> list[Record]:
    """A test holds half a year where things may burn or explode, elsewhere a year, unless the report says otherwise."""
    rules = scene.rules(FirmRules)
    months = rules.lightning_explosive if test.explosive else rules.lightning_other
    told = add_months(test.tested_on, months) if test.tested_on else None
    return [test.replace(valid_to=test.valid_to or told)]


LIGHTNING = Expiry("防雷检测", "valid_to")

ENT_LIGHTNINGS = Ledger(
    EntLightning,
    "ent_lightnings",
    "防雷检测",
    called="place",
    columns="enterprise place explosive due passed tested_on valid_to tester",
    plan="22",
    filters="explosive passed enterprise valid_to enterprise.village",
    search="place tester report_no enterprise",
    keys=("enterprise place",),
    order="valid_to",
    checks=(not_ahead("tested_on", "检测日期不能在今天之后"), in_order("tested_on", "valid_to", "有效期至不能早于检测日期")),
    steps=(renewed("登记新检测", "tester tested_on report_no passed report", "tested_on", "valid_to"),),
    views=(*LIGHTNING.views, View("检测不合格", eq("passed", False))),
    derived=(LIGHTNING.column,),
    deadlines=(LIGHTNING.deadline,),
    settle=Settle("", settle_lightning),
    empty="防雷装置检测：易燃易爆场所每半年、其他场所每年一次，到期前 60 天提醒。",
)


class EntPpe(Record):
    """Protective equipment of one kind that an enterprise gives its people."""

    enterprise: Link = of_firm()
    name: str = f("品名", also="名称 用品名称 劳防用品 劳动防护用品", width=14)
    quantity: int | None = f("发放数量", low=0, also="数量")
    issued_on: date | None = f("发放日期", should=True, also="发放时间 最近发放日期")
    cycle_months: int | None = f("更换周期", unit="个月", low=1, high=120, should=True, also="周期")
    next_issue: date | None = f("下次更换", end=True, follows=True, help="发放日期加更换周期")
    remark: str | None = f("备注", lines=2)


def settle_ppe(ppe: EntPpe, kin: Kin, scene: Scene) -> list[Record]:
    """The next issue follows from the last one and its cycle."""
    known = ppe.issued_on and ppe.cycle_months
    return [ppe.replace(next_issue=add_months(ppe.issued_on, ppe.cycle_months) if known else None)]  # type: ignore[arg-type]


PPE = Expiry("更换", "next_issue", warn=30)

ENT_PPES = Ledger(
    EntPpe,
    "ent_ppes",
    "劳防用品",
    called="name",
    columns="enterprise name quantity due issued_on cycle_months next_issue",
    plan="22",
    filters="enterprise next_issue enterprise.village",
    search="name enterprise",
    alike="enterprise name",
    order="next_issue",
    checks=(not_ahead("issued_on", "发放日期不能在今天之后"),),
    steps=(renewed("登记发放", "issued_on quantity", "issued_on", "next_issue"),),
    views=PPE.views,
    derived=(PPE.column,),
    deadlines=(PPE.deadline,),
    settle=Settle("", settle_ppe),
    empty="安全帽、防护手套、防毒面具等的发放，按更换周期提醒。",
)
