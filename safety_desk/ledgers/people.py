"""镇级组织和人员 (domain §1.2)."""

from datetime import date

from safety_desk.conditions import eq
from safety_desk.fields import f
from safety_desk.kinds import Code, IdCard, Mobile, Phone
from safety_desk.ledger import Deadline, Ledger, View
from safety_desk.linked import Link, Term, Terms
from safety_desk.record import Record


class OrgUnit(Record):
    """An organ of the town: party committee, government, an office, a village, a detached unit."""

    name: str = f("机构名称", also="名称 单位名称 单位", width=20)
    org_type: Term = f("机构类别", codes="org_type", default="站所办", also="类别")
    parent: Link | None = f("上级机构", to="org_units", also="上级")
    village: Link | None = f("所在村", to="villages", also="村")
    is_committee_member: bool = f("安委会成员单位", default=False, also="是否成员单位")
    leader: Link | None = f("主要负责人", to="staff", also="负责人")
    liaison: Link | None = f("联络员", to="staff")
    supervise_fields: Terms | None = f("监管行业领域", codes="supervise_field", also="监管行业 行业领域")
    duty_text: str | None = f("安全生产职责", lines=4, also="职责")
    phone: Phone | None = f("电话", also="联系电话")
    enabled: bool = f("启用", default=True)
    seq: int | None = f("顺序", low=0)


ORG_UNITS = Ledger(
    OrgUnit,
    "org_units",
    "机构",
    called="name",
    columns="name org_type is_committee_member leader liaison supervise_fields phone",
    plan="14 15",
    filters="org_type is_committee_member",
    search="name",
    keys=("name",),
    order="seq",
    views=(View("安委会成员单位", eq("is_committee_member", True)),),
    empty="安委会成员单位、站所办、派出单位、村（社区）。",
)


class Staff(Record):
    """A person of the town, a village or a grid."""

    name: str = f("姓名", width=10)
    id_card: IdCard | None = f("身份证号", also="身份证号码 公民身份号码")
    mobile: Mobile | None = f("手机", also="手机号 手机号码 联系电话 电话", should=True)
    org: Link | None = f("所在机构", to="org_units", also="单位 机构 部门 所在单位", should=True)
    post: str | None = f("职务", also="职位 岗位")
    roles: Terms | None = f("角色", codes="staff_role", should=True)
    cert_no: Code | None = f("执法（检查）证号", also="证号 行政执法证号 执法证号", help="委托、赋权执法时签名栏必填")
    cert_type: str | None = f("证件类型", also="证件名称")
    cert_valid_to: date | None = f("证件有效期至", end=True, also="有效期至 有效期")
    is_fulltime: bool = f("专职", default=True, also="专职/兼职")
    enabled: bool = f("在岗", default=True)
    remark: str | None = f("备注", lines=2)


STAFF = Ledger(
    Staff,
    "staff",
    "人员",
    called="name",
    columns="name org post roles mobile cert_no cert_valid_to is_fulltime",
    plan="14 23",
    filters="org roles enabled",
    search="name mobile org",
    keys=("name mobile",),
    alike="name org",
    order="org",
    views=(View("在岗", eq("enabled", True)),),
    deadlines=(Deadline("执法证到期", "cert_valid_to", eq("enabled", True), warn=30),),
    empty="镇、村、网格的安全监管人员。检查记录的签名栏从这里取姓名和证号。",
)
