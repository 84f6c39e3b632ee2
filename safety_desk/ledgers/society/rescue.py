"""应急力量: teams, supplies, the duty roster, contacts, sharing, and what was rescued (domain item 24)."""

import datetime as dt

from safety_desk.conditions import TODAY, Kin, before, empty, eq, filled, since
from safety_desk.fields import f
from safety_desk.kinds import Code, Phone
from safety_desk.ledger import Ledger, Settle, View, in_order, not_ahead
from safety_desk.ledgers.expiry import Expiry
from safety_desk.linked import Files, Link, Links, Term
from safety_desk.options import Scene
from safety_desk.record import Record


class RescueTeam(Record):
    """A team that comes when something happens."""

    name: str = f("队伍名称", also="应急队伍 救援队伍 名称", width=22)
    kind: Term = f("队伍类别", codes="rescue_team_kind", also="类别")
    village: Link | None = f("驻地", to="villages", also="所在村 村")
    enterprise: Link | None = f("依托企业", to="enterprises", also="依托单位 企业名称", width=20)
    leader: str = f("队长", also="负责人", width=10)
    phone: Phone | None = f("联系电话", should=True, also="电话 手机")
    members: int | None = f("人数", unit="人", low=0, should=True, also="队员人数 队员")
    equipment: str | None = f("主要装备", lines=2, should=True, also="装备")
    coverage: str | None = f("覆盖范围", should=True, also="范围")
    agreement: Files | None = f("救援协议", help="签约的社会、区域共享队伍上传协议")
    valid_to: dt.date | None = f("协议有效期至", end=True, also="有效期至 有效期")
    remark: str | None = f("备注", lines=2)


class RescueMaterial(Record):
    """Supplies of one kind at one place."""

    warehouse: str = f("储备点", also="仓库 物资库 存放点", width=16)
    name: str = f("物资名称", also="名称 物资", width=16)
    spec: str | None = f("规格型号", also="规格 型号")
    qty: float = f("数量", low=0, also="库存 现有数量")
    unit: str | None = f("单位", should=True, also="计量单位", width=6)
    min_qty: float | None = f("最低储备", low=0, also="最低库存 储备标准")
    short: bool = f("不足", default=False, follows=True)
    expire_date: dt.date | None = f("有效期至", end=True, also="到期日期 有效期 更换日期")
    keeper: str | None = f("保管人", should=True, width=10)
    phone: Phone | None = f("保管人电话", should=True, also="联系电话 电话")
    location: str | None = f("存放位置", also="位置 地点")
    checked_on: dt.date | None = f("最近清点", also="清点日期 盘点日期")
    remark: str | None = f("备注", lines=2)


class DutyRoster(Record):
    """Who is on duty on a day."""

    date: dt.date = f("值班日期", also="日期")
    leader: Link = f("带班领导", to="staff", also="领导 带班")
    staff: Links | None = f("值班人员", to="staff", should=True, also="值班员 值班")
    phone: Phone | None = f("值班电话", should=True, also="电话")
    handover: str | None = f("交接班记录", lines=2, also="交接 交接班")
    remark: str | None = f("备注", lines=2)


class EmergencyContact(Record):
    """Whom to call."""

    name: str = f("姓名", also="联系人", width=10)
    unit: str = f("单位", also="所在单位 部门", width=20)
    post: str | None = f("职务", also="职位")
    field: str | None = f("负责领域", also="领域 事项", help="什么事情找他：火灾、危化、道路、水利、医疗……")
    phone: Phone = f("手机", also="电话 联系电话", width=14)
    duty_phone: Phone | None = f("24 小时电话", also="值班电话")
    verified_on: dt.date | None = f("核对日期", also="更新日期")
    remark: str | None = f("备注", lines=2)


class EmergencyResourceShare(Record):
    """An agreement by which neighbours help each other."""

    name: str = f("协议名称", also="名称 协议", width=24)
    partner: str = f("协作单位", also="对方单位 协作方", width=20)
    content: str | None = f("共享内容", lines=2, should=True, also="内容 共享资源")
    contact: str | None = f("联系人", should=True)
    phone: Phone | None = f("联系电话", should=True, also="电话")
    signed_on: dt.date | None = f("签订日期", should=True, also="签署日期")
    valid_to: dt.date | None = f("有效期至", end=True, should=True, also="到期日期 有效期")
    file: Files | None = f("协议扫描件")
    remark: str | None = f("备注", lines=2)


class RescueRecord(Record):
    """One rescue: who went out, and how it ended."""

    code: Code | None = f("救援编号", serial="JY-{year}-{n:4}", also="编号", width=14)
    event: str = f("事件", also="救援事件 事件名称", width=24)
    called_at: dt.datetime = f("接报时间", also="报警时间 时间", width=16)
    arrived_at: dt.datetime | None = f("到场时间", also="到达时间", width=16)
    ended_at: dt.datetime | None = f("结束时间", width=16)
    place: str | None = f("地点", should=True, also="位置")
    enterprise: Link | None = f("事发单位", to="enterprises", also="企业 企业名称", width=20)
    accident: Link | None = f("关联事故", to="accidents", also="事故", help="抢救的是生产安全事故时填")
    plan: Link | None = f("启动预案", to="emergency_plans", also="预案")
    teams: Links | None = f("出动队伍", to="rescue_teams", should=True, also="救援队伍")
    people: int | None = f("出动人数", unit="人", low=0)
    materials: str | None = f("动用物资", lines=2, also="物资")
    saved: int | None = f("救出人数", unit="人", low=0)
    course: str | None = f("处置经过", lines=3, should=True, also="经过")
    result: str | None = f("处置结果", lines=2, also="结果")
    lessons: str | None = f("经验教训", lines=2, also="总结")
    photo: Files | None = f("照片")
    remark: str | None = f("备注", lines=2)


def is_short(material: RescueMaterial) -> bool:
    """Whether there is less than must be kept."""
    return material.min_qty is not None and (material.qty or 0) < material.min_qty


def settle_material(material: RescueMaterial, kin: Kin, scene: Scene) -> list[Record]:
    """Whether it is short."""
    return [material.replace(short=is_short(material))]


AGREED = Expiry("协议", "valid_to", warn=30)
FRESH = Expiry("物资", "expire_date", since("qty", 0.001), warn=30)
SHARED = Expiry("协议", "valid_to", warn=30)

RESCUE_TEAMS = Ledger(
    RescueTeam,
    "rescue_teams",
    "应急队伍",
    called="name",
    columns="name kind village leader phone members equipment coverage valid_to due",
    plan="24",
    filters="kind village",
    search="name leader phone equipment enterprise",
    keys=("name",),
    order="name",
    views=(*AGREED.views, View("没有联系电话", empty("phone"))),
    derived=(AGREED.column,),
    deadlines=(AGREED.deadline,),
    empty="镇、村、企业和社会上能调动的救援队伍，一旦出事按这张表叫人。",
)

RESCUE_MATERIALS = Ledger(
    RescueMaterial,
    "rescue_materials",
    "应急物资",
    called="name",
    columns="warehouse name spec qty unit min_qty short expire_date due keeper phone location",
    plan="24",
    filters="warehouse short expire_date",
    search="name spec warehouse keeper location",
    keys=("warehouse name spec",),
    alike="warehouse name spec",
    order="expire_date",
    checks=(not_ahead("checked_on", "清点日期不能在今天之后"),),
    views=(View("低于最低储备", eq("short", True), waits=True), *FRESH.views),
    derived=(FRESH.column,),
    deadlines=(FRESH.deadline,),
    settle=Settle("", settle_material),
    empty="应急物资：放在哪里、有多少、谁保管。低于最低储备、快到期都会提醒。",
)

DUTY_ROSTERS = Ledger(
    DutyRoster,
    "duty_rosters",
    "值班表",
    called="date",
    columns="date leader staff phone handover",
    plan="24",
    filters="leader date",
    search="leader handover",
    keys=("date",),
    order="-date",
    views=(
        View("今天及以后", since("date", TODAY), "date"),
        View("没有交接记录", before("date", TODAY) & empty("handover"), "-date", waits=True),
    ),
    empty="每天谁带班、谁值班，交接了什么。",
)

EMERGENCY_CONTACTS = Ledger(
    EmergencyContact,
    "emergency_contacts",
    "应急通讯录",
    called="name",
    columns="name unit post field phone duty_phone verified_on",
    plan="24",
    filters="unit",
    search="name unit phone duty_phone field",
    keys=("name unit",),
    order="unit",
    views=(View("半年没有核对", empty("verified_on") | before("verified_on", TODAY.later(-182)), "verified_on"),),
    empty="应急时打给谁：县局、消防、医院、供电、燃气、挖机……",
)

EMERGENCY_RESOURCE_SHARES = Ledger(
    EmergencyResourceShare,
    "emergency_resource_shares",
    "区域共享协议",
    called="name",
    columns="name partner content contact phone signed_on valid_to due",
    plan="24",
    filters="partner",
    search="name partner content contact",
    keys=("name partner",),
    order="valid_to",
    checks=(in_order("signed_on", "valid_to", "有效期至不能早于签订日期"),),
    views=SHARED.views,
    derived=(SHARED.column,),
    deadlines=(SHARED.deadline,),
    empty="和邻近乡镇、企业签的应急队伍、物资共享协议。",
)

RESCUE_RECORDS = Ledger(
    RescueRecord,
    "rescue_records",
    "救援记录",
    called="code",
    columns="code called_at event place enterprise teams people saved arrived_at ended_at result",
    plan="24",
    filters="called_at",
    search="code event place course enterprise",
    keys=("code",),
    alike="event called_at",
    order="-called_at",
    checks=(
        not_ahead("called_at", "接报时间不能在今天之后"),
        in_order("called_at", "arrived_at", "到场时间不能早于接报时间"),
        in_order("arrived_at", "ended_at", "结束时间不能早于到场时间"),
    ),
    views=(View("还没有结束", empty("ended_at"), waits=True), View("有经验教训", filled("lessons"))),
    empty="每次出动救援：几点接报、几点到场、谁去了、结果怎样。",
)
