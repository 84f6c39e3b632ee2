"""The fifteen rules of compliance C01–C15 (domain §3.14; 安全生产法 where nothing else is named): facts in, verdict out."""

import datetime as dt
from typing import Any

from safety_desk.conditions import Kin
from safety_desk.dates import add_years
from safety_desk.ledgers.enterprise import GONE, Enterprise, OfficerType
from safety_desk.ledgers.equipment import EquipmentStatus
from safety_desk.ledgers.firm.compliance_facts import Facts, gather
from safety_desk.options import Scene
from safety_desk.verdicts import Answer, Outcome, Rule, Verdict, rule

FINE, WARN, BREACH, UNKNOWN, NOT_FOR = Outcome.FINE, Outcome.WARN, Outcome.BREACH, Outcome.UNKNOWN, Outcome.NOT_FOR

MANY_PEOPLE = 100
"""More people than these ask for a full-time officer or a department (安全生产法第二十四条)."""


@rule("C01", "安全管理机构和人员", "安全生产法第二十四条、第九十七条第（一）项")
def c01(facts: Facts) -> Answer:
    """High risk, or more than 100 people: a full-time safety officer or a department."""
    e = facts.firm
    if not e.is_high_risk and e.employees is None:
        return UNKNOWN, "没有登记从业人员数"
    if not e.is_high_risk and (e.employees or 0) <= MANY_PEOPLE:
        if e.safety_officer or e.officer_type or e.safety_dept:
            return FINE, "已配专职或兼职安全管理人员"
        return WARN, "还没有登记专职或兼职安全管理人员"
    if e.safety_dept or e.officer_type is OfficerType.FULL:
        return FINE, "已设机构或配专职安全管理人员"
    why = "高危行业" if e.is_high_risk else f"从业人员 {e.employees} 人"
    return BREACH, f"{why}，没有设安全管理机构，也没有专职安全管理人员"


def _held(certificate: Any, today: dt.date) -> bool:
    """Whether a certificate is good today: neither revoked, nor ended, nor past its review."""
    ends = [day for day in (certificate.valid_to, certificate.review_due) if day is not None]
    return not certificate.revoked and all(day >= today for day in ends)


@rule("C02", "主要负责人和安管人员合格证", "安全生产法第二十七条、第九十七条第（二）项")
def c02(facts: Facts) -> Answer:
    """High risk: the principal and the safety officers hold certificates."""
    if not facts.firm.is_high_risk:
        return NOT_FOR, "不是高危行业"
    kinds = ("主要负责人合格证", "安全管理人员合格证")
    good = {c.kind for c in facts.certificates if _held(c, facts.today)}
    missing = [kind for kind in kinds if kind not in good]
    if not missing:
        return FINE, "主要负责人和安管人员都有有效合格证"
    return BREACH, f"没有有效的{'、'.join(missing)}", [c for c in facts.certificates if c.kind in missing]


@rule("C03", "特种作业持证", "安全生产法第三十条、第九十七条第（七）项；应急管理部令第10号第三条（二）")
def c03(facts: Facts) -> Answer:
    """Every post of special work has somebody with a good certificate; where not, it may be a major hidden danger."""
    special = [c for c in facts.certificates if c.kind == "特种作业操作证"]
    posts = facts.firm.special_posts or 0
    if not special and not posts:
        return NOT_FOR, "没有特种作业岗位和人员"
    good = {(c.person_name, c.op_type) for c in special if _held(c, facts.today)}
    bad = [c for c in special if (c.person_name, c.op_type) not in good]
    names = "、".join(dict.fromkeys(c.person_name for c in bad))
    if bad:
        return BREACH, f"{names}的特种作业操作证过期、逾期未复审或已撤销；仍在上岗的，按重大事故隐患核实", bad
    if len(good) < posts:
        return BREACH, f"申报特种作业岗位 {posts} 个，有效持证 {len(good)} 人；无证上岗的，按重大事故隐患核实", special
    return FINE, f"{len(good)} 人次特种作业操作证都有效"


@rule("C04", "安全生产责任保险", "安全生产法第五十一条、第一百零九条")
def c04(facts: Facts) -> Answer:
    """High risk: insured today."""
    if not facts.firm.is_high_risk:
        return NOT_FOR, "不是高危行业"
    if any(first and last and first <= facts.today <= last for _, first, last in facts.insurances):
        return FINE, "有有效的安责险保单"
    return BREACH, "高危行业没有有效的安责险保单", [record for record, _, _ in facts.insurances]


_LET = "出租房"


@rule("C05", "应急预案", "安全生产法第八十一条、第九十七条第（六）项")
def c05(facts: Facts) -> Answer:
    """There is a plan in force, filed or assessed within its years."""
    if facts.firm.subject_type == _LET:
        return NOT_FOR, "出租房不要求"
    if not facts.plans:
        return WARN, "没有登记应急预案"
    if any(kept is None or kept >= facts.today for _, kept, _ in facts.plans):
        return FINE, "预案在备案、评估周期内"
    return WARN, "预案过了备案、评估周期，应重新评估或备案", [plan for plan, _, _ in facts.plans]


@rule("C06", "应急演练", "安全生产法第九十七条第（六）项；国务院令第708号第八条")
def c06(facts: Facts) -> Answer:
    """No plan in force is past the day of its drill."""
    if facts.firm.subject_type == _LET:
        return NOT_FOR, "出租房不要求"
    if not facts.plans:
        return WARN, "没有预案，也没有按预案演练"
    late = [plan for plan, _, due in facts.plans if due is not None and due < facts.today]
    if late:
        return WARN, f"{'、'.join(plan.name for plan in late)}超过演练间隔", late
    return FINE, "预案都在演练间隔内"


@rule("C07", "许可证照", "发证机关规定的有效期")
def c07(facts: Facts) -> Answer:
    """No licence has ended; what ends soon is told."""
    asked = [licence for licence in facts.licences if not licence.cancelled]
    if not asked:
        return NOT_FOR, "没有登记许可证照"
    dated = [licence for licence in asked if licence.valid_to]
    late = [licence for licence in dated if licence.valid_to < facts.today]
    if late:
        return BREACH, f"{'、'.join(licence.kind for licence in late)}已过期", late
    edge = facts.today + dt.timedelta(days=facts.rules.licence_days)
    soon = [licence for licence in dated if licence.valid_to <= edge]
    if soon:
        return WARN, f"{'、'.join(licence.kind for licence in soon)} {facts.rules.licence_days} 日内到期", soon
    return FINE, f"{len(asked)} 本证照都在有效期内"


@rule("C08", "特种设备检验", "特种设备安全法")
def c08(facts: Facts) -> Answer:
    """No equipment in use is past its inspection; what is goes to the market supervision office."""
    used = [item for item in facts.equipment if item.status is EquipmentStatus.USED]
    if not used:
        return NOT_FOR, "没有在用特种设备"
    late = [item for item in used if item.next_inspection and item.next_inspection < facts.today]
    if late:
        return BREACH, f"{'、'.join(item.name for item in late)}检验过期，应停用并通报市场监管部门", late
    open_ = [item for item in used if item.next_inspection is None]
    if open_:
        return UNKNOWN, f"{'、'.join(item.name for item in open_)}没有登记下次检验日期", open_
    return FINE, f"{len(used)} 台在用特种设备都在检验有效期内"


@rule("C09", "餐饮用气报警", "安全生产法第三十六条、第九十九条第（八）项")
def c09(facts: Facts) -> Answer:
    """Who cooks for guests with gas has a working gas alarm."""
    if "餐饮燃气" not in (facts.firm.tags or ()):
        return NOT_FOR, "没有“餐饮燃气”标签"
    alarms = [item for item in facts.fire if item.kind == "可燃气体报警"]
    if any(item.works and item.quantity != 0 for item in alarms):
        return FINE, "已装可燃气体报警装置"
    if alarms:
        return BREACH, "可燃气体报警装置失效", alarms
    if not facts.fire:
        return UNKNOWN, "消防设施还没有登记"
    return BREACH, "消防设施里没有可燃气体报警装置", facts.fire


@rule("C10", "出租方统一协调管理", "安全生产法第四十九条、第一百零三条")
def c10(facts: Facts) -> Answer:
    """A landlord has signed with every tenant, and looks after all of them."""
    leases = [lease for lease in facts.leases if not lease.ended]
    known = {lease.tenant for lease in leases}
    strange = [tenant for tenant in facts.tenants if tenant.id not in known and tenant.status not in GONE]
    if not leases and not strange:
        return NOT_FOR, "没有出租"
    unsigned = [lease for lease in leases if not lease.signed]
    unseen = [lease for lease in leases if lease.next_check and lease.next_check < facts.today]
    faults = [
        *([f"承租的{'、'.join(tenant.name for tenant in strange)}没有登记协议"] if strange else []),
        *([f"{len(unsigned)} 处没有签安全管理协议"] if unsigned else []),
        *([f"{len(unseen)} 处没有定期检查"] if unseen else []),
    ]
    if faults:
        return BREACH, "；".join(faults), [*dict.fromkeys([*strange, *unsigned, *unseen])]
    return FINE, f"{len(leases)} 处出租都签了协议并定期检查"


_WAYS, _BLOCKED = ("疏散通道", "安全出口", "疏散门"), ("堵", "锁", "占用", "封闭", "不畅")


@rule("C11", "宿舍和疏散通道", "安全生产法第四十二条、第一百零五条")
def c11(facts: Facts) -> Answer:
    """Nobody sleeps with dangerous goods, and no way out is blocked, as far as open hidden dangers and tags tell."""
    blocked = [d for d in facts.dangers if d.is_open and any(w in d.description for w in _WAYS) and any(b in d.description for b in _BLOCKED)]
    housed = [d for d in facts.dangers if d.is_open and "宿舍" in d.description and "同一" in d.description]
    if blocked or housed:
        return BREACH, "有宿舍设置或疏散通道方面的未销号隐患", [*dict.fromkeys([*blocked, *housed])]
    if "三合一" in (facts.firm.tags or ()):
        return BREACH, "有“三合一”标签：住宿与生产、储存、经营合用"
    return FINE, "没有未销号的这类隐患"


@rule("C12", "提请关闭", "安全生产法第一百一十三条")
def c12(facts: Facts) -> Answer:
    """A major hidden danger, and three penalties within 180 days or four within a year: closing is proposed."""
    if not facts.open_majors:
        return FINE, "没有未销号的重大隐患"
    since = {180: 3, 365: 4}
    recent = {days: [r for r, day in facts.penalties if day and facts.today - dt.timedelta(days=days) <= day <= facts.today] for days in since}
    hit = next((days for days, number in since.items() if len(recent[days]) >= number), None)
    if hit is None:
        return FINE, "有重大隐患，受处罚次数未达到提请关闭的条件"
    said = f"有重大隐患，{'180 日' if hit == 180 else '一年'}内受处罚 {len(recent[hit])} 次，提请县级以上人民政府关闭"
    return BREACH, said, [*facts.open_majors, *recent[hit]]


@rule("C13", "风险分级管控", "安全生产法第一百零一条第（四）项")
def c13(facts: Facts) -> Answer:
    """Risks are identified, there is a rule for their control, and what is red or orange has measures."""
    if not facts.points:
        return WARN, "还没有辨识风险点"
    if facts.unguarded:
        return BREACH, f"{len(facts.unguarded)} 个红橙风险点没有管控措施", facts.unguarded
    return _with_rule(facts, "风险分级管控制度")


def _with_rule(facts: Facts, kind: str) -> Answer:
    """Whether the enterprise's file has a written rule of that kind."""
    if any(doc.kind == kind for doc in facts.docs):
        return FINE, f"有{kind}"
    return (WARN, f"制度档案里没有{kind}") if facts.docs else (UNKNOWN, "制度档案还没有登记")


@rule("C14", "隐患制度和重大隐患报告", "安全生产法第一百零一条第（五）项")
def c14(facts: Facts) -> Answer:
    """Every major hidden danger was reported, and there is a rule for finding and mending hidden dangers."""
    silent = [danger for danger in facts.open_majors if danger.reported_on is None]
    if silent:
        return BREACH, f"{len(silent)} 条重大隐患没有报告", silent
    return _with_rule(facts, "隐患排查治理制度")


@rule("C15", "隐患记录和通报", "安全生产法第九十七条第（五）项")
def c15(facts: Facts) -> Answer:
    """The enterprise records what it finds itself, and tells its people."""
    year = add_years(facts.today, -1)
    own = [d for d in facts.dangers if d.source == "企业自查" and d.found_date >= year]
    if not own:
        return WARN, "一年内没有企业自查的隐患记录"
    untold = [d for d in own if d.closed_at is not None and d.public_at is None]
    if untold:
        return WARN, f"{len(untold)} 条自查隐患没有登记公示或通报", untold
    return FINE, f"一年内自查隐患 {len(own)} 条，都已公示通报"


RULES: tuple[Rule[Facts], ...] = (c01, c02, c03, c04, c05, c06, c07, c08, c09, c10, c11, c12, c13, c14, c15)


def judged(facts: Facts) -> list[Verdict]:
    """What every rule says; of an enterprise that is gone, nothing."""
    return [] if facts.firm.status in GONE else [one(facts) for one in RULES]


def compliance(firm: Enterprise, kin: Kin, scene: Scene) -> list[Verdict]:
    """What the fifteen rules say of an enterprise today."""
    return judged(gather(firm, kin, scene))
