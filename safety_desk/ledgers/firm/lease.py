"""场所出租 (domain §1.3.1): who rents from whom, the safety agreement, and whether the landlord looks after it."""

import datetime as dt
from collections.abc import Iterable
from datetime import date

from safety_desk.conditions import TODAY, Kin, Where, before, eq
from safety_desk.fields import Names, f
from safety_desk.ledger import Deadline, Derived, Ledger, Settle, View, in_order, not_ahead
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.firm.renewal import FirmRules, of_firm, renewed
from safety_desk.linked import Files, Link
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class EntLease(Record):
    """A room that an enterprise lets to another one."""

    enterprise: Link = of_firm("出租方", also="企业 出租单位 出租人 房东")
    tenant: Link | None = f("承租企业", to="enterprises", also="承租方", help="承租单位在企业台账里的，从这里选", width=22)
    tenant_name: str | None = f("承租单位", also="承租单位名称 承租人 承租户", help="不在企业台账里的，在这里写名称")
    area: float | None = f("面积", unit="平方米", low=0, also="出租面积 租赁面积")
    use: str | None = f("用途", should=True, also="租赁用途 使用性质")
    start: date | None = f("协议起", should=True, also="租赁起始日期 租期起 协议起始日期 开始日期")
    end: date | None = f("协议止", end=True, should=True, also="租赁截止日期 租期止 协议截止日期 结束日期")
    signed: bool = f("已签安全管理协议", default=False, also="是否签安全管理协议 安全管理协议 是否签订安全协议", help="安全生产法第四十九条：与承租单位签订专门的安全生产管理协议，或在合同中约定各自职责")
    signed_on: date | None = f("签订日期", also="协议签订日期")
    checked_on: date | None = f("统一协调管理检查日期", also="最近检查日期 检查日期 统一协调检查日期")
    check_found: str | None = f("检查情况", lines=2, also="检查发现")
    next_check: date | None = f("应再检查日期", follows=True)
    ended: bool = f("已退租", default=False, also="退租 是否退租")
    agreement: Files | None = f("协议扫描件")
    remark: str | None = f("备注", lines=2)


def settle_lease(lease: EntLease, kin: Kin, scene: Scene) -> list[Record]:
    """A landlord looks at the tenant's place at the office's interval, from the first day of the lease on."""
    since = lease.checked_on or lease.start
    due = since + dt.timedelta(days=scene.rules(FirmRules).lease_check) if since and not lease.ended else None
    return [lease.replace(next_check=due)]


def one_tenant(lease: EntLease, scene: Scene) -> Iterable[Problem]:
    """Somebody rents, and not the landlord himself."""
    if lease.tenant is None and not lease.tenant_name:
        yield Problem("tenant_name", "请选承租企业，或者填承租单位名称", hard=True)
    if lease.tenant is not None and lease.tenant == lease.enterprise:
        yield Problem("tenant", "承租企业不能是出租方自己", hard=True)


def who_rents(lease: EntLease, scene: Scene, names: Names) -> str:
    """The tenant, known or only named."""
    return names.name("enterprises", lease.tenant) if lease.tenant is not None else lease.tenant_name or ""


LET: Where = eq("ended", False)
UNSIGNED: Where = LET & eq("signed", False)
UNCHECKED: Where = LET & before("next_check", TODAY)
TERM = Expiry("协议", "end", LET)

ENT_LEASES = Ledger(
    EntLease,
    "ent_leases",
    "场所出租",
    called="enterprise",
    columns="enterprise renter use due signed checked_on next_check start end area",
    plan="22 23",
    filters="signed ended enterprise end enterprise.village",
    search="tenant_name use enterprise tenant",
    alike="enterprise tenant tenant_name",
    order="end",
    checks=(
        one_tenant,
        in_order("start", "end", "协议止不能早于协议起"),
        not_ahead("checked_on", "检查日期不能在今天之后"),
    ),
    steps=(renewed("登记检查", "checked_on check_found", "checked_on", "next_check"),),
    views=(View("没有签安全协议", UNSIGNED, waits=True), View("久未检查", UNCHECKED, "next_check", waits=True), *TERM.views, View("已退租", eq("ended", True))),
    derived=(Derived("renter", "租给", who_rents, by="tenant", width=20), TERM.column),
    deadlines=(TERM.deadline, Deadline("对承租单位检查", "next_check", LET, warn=15)),
    settle=Settle("", settle_lease),
    empty="厂房、场所出租：签没签安全管理协议，出租方有没有统一协调管理、定期检查。",
)
