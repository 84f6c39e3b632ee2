"""安责险 (domain item 25; 应急〔2025〕27号, 安全生产法第五十一条、第一百零九条)."""

import datetime as dt
from collections.abc import Iterable

from safety_desk.conditions import EVERY, TODAY, Kin, Where, eq, filled, one_of, since, until
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code, Fen
from safety_desk.ledger import Ledger, Settle, View, in_order, not_ahead
from safety_desk.ledgers.enterprise import GONE, Enterprise
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.flow import move
from safety_desk.linked import Files, Link
from safety_desk.options import Scene
from safety_desk.record import Problem, Record

LEAST_PER_PERSON = 40_000_000
"""分: 40 万元 for each person's death or disability (应急〔2025〕27号)."""


class PolicyState(Codes):
    """Whether a policy counts."""

    HELD = "held", "生效", "有效 承保"
    VOID = "void", "作废", "录错 撤销"


class LiabilityInsurance(Record):
    """One policy of an enterprise."""

    policy_no: Code = f("保单号", also="保险单号 保单编号", width=20)
    enterprise: Link = f("投保企业", to="enterprises", also="企业 企业名称 单位名称 被保险人", width=22)
    insurer: str = f("承保公司", also="保险公司 承保机构", width=18)
    start: dt.date = f("保险起期", also="起保日期 保险期间自 生效日期")
    end: dt.date = f("保险止期", end=True, also="到期日期 保险期间至 终保日期 有效期至")
    persons: int | None = f("投保人数", unit="人", low=0, should=True, also="人数 被保险人数", help="应当覆盖全体从业人员")
    premium: Fen | None = f("保费", unit="元", low=0, also="保险费")
    coverage_death: Fen | None = f("每人死亡伤残限额", unit="万元", low=0, should=True, also="每人限额 死亡限额 限额", help="每人不低于 40 万元（应急〔2025〕27号）")
    gap: str | None = f("保障缺口", follows=True, width=20)
    prevention_times: int | None = f("预防服务次数", unit="次", low=0, should=True, also="服务次数", section="事故预防服务")
    prevention: str | None = f("预防服务内容", lines=2, also="服务内容", help="隐患排查、培训的次数和报告")
    renewed: bool = f("已续保", default=False, follows=True, help="同一企业有止期更晚的生效保单，不再提醒到期")
    state: PolicyState = f("状态", default=PolicyState.HELD, fixed=True, section="其他")
    void_reason: str | None = f("作废理由", fixed=True)
    file: Files | None = f("保单扫描件")
    remark: str | None = f("备注", lines=2)


class InsuranceClaim(Record):
    """One claim under a policy."""

    policy: Link = f("保单", to="liability_insurances", part_of=True, also="保单号", width=20)
    seq: int | None = f("序号", low=1)
    date: dt.date = f("出险日期", also="日期")
    event: str = f("出险经过", lines=2, also="经过 事故经过")
    injured: int | None = f("伤亡人数", unit="人", low=0)
    claimed: Fen | None = f("索赔金额", unit="元", low=0)
    paid: Fen | None = f("赔付金额", unit="元", low=0, also="赔款")
    paid_on: dt.date | None = f("赔付日期")
    remark: str | None = f("备注", lines=2)


def in_force(policy: LiabilityInsurance, day: dt.date) -> bool:
    """Whether the policy covers that day, its first and last day included."""
    return policy.state is PolicyState.HELD and policy.start <= day <= policy.end


def gaps(persons: int | None, employees: int | None, per_person: int | None) -> list[str]:
    """What the policy leaves uncovered (应急〔2025〕27号: all who work there; at least 40 万元 each, in 分)."""
    found = []
    if persons is not None and employees is not None and persons < employees:
        found.append(f"投保 {persons} 人，少于从业人员 {employees} 人")
    if per_person is not None and per_person < LEAST_PER_PERSON:
        found.append(f"每人限额 {per_person / 1_000_000:g} 万元，低于 40 万元")
    return found


def settle_policy(policy: LiabilityInsurance, kin: Kin, scene: Scene) -> list[Record]:
    """The gaps of a policy, which policies were renewed, and whether the enterprise was insured when its policies last changed."""
    e: Enterprise | None = kin.linked(policy, "enterprise")
    if e is None:
        return [policy]
    others: list[LiabilityInsurance] = [one for one in kin.of(e, "liability_insurances") if one.id != policy.id]
    lacking = gaps(policy.persons, e.employees, policy.coverage_death)
    policies = [policy.replace(gap="；".join(lacking) or None), *others]
    last = max((one.end for one in policies if one.state is PolicyState.HELD), default=policy.end)
    return [
        *(one.replace(renewed=one.end < last) for one in policies),
        e.replace(has_liability_ins=any(in_force(one, scene.today) for one in policies)),
    ]


def low_limit(policy: LiabilityInsurance, scene: Scene) -> Iterable[Problem]:
    """A limit under 40 万元 is asked about: it may be that the unit was mistaken."""
    if policy.coverage_death is not None and policy.coverage_death < LEAST_PER_PERSON:
        yield Problem("coverage_death", "每人死亡伤残限额不得低于 40 万元，请核对单位是不是万元", doubt=True)


HELD: Where = eq("state", PolicyState.HELD)
RUNNING: Where = HELD & until("start", TODAY) & since("end", TODAY)
MUST_INSURE: Where = eq("is_high_risk", True) & ~one_of("status", *GONE)
"""The enterprises of the eight fields in which insurance is compulsory (应急〔2025〕27号), on `enterprises`."""

POLICY = Expiry("保险", "end", HELD & eq("renewed", False), warn=60)

LIABILITY_INSURANCES = Ledger(
    LiabilityInsurance,
    "liability_insurances",
    "安责险",
    called="policy_no",
    columns="policy_no enterprise insurer start end due persons coverage_death premium gap prevention_times state",
    plan="25",
    filters="insurer enterprise.village enterprise.industry_safety end state",
    search="policy_no enterprise insurer",
    keys=("policy_no",),
    order="end",
    checks=(in_order("start", "end", "保险止期不能早于起期"), low_limit),
    steps=(move("作废", PolicyState.HELD, PolicyState.VOID, "void_reason", "void_reason", aside=True, state="state"),),
    views=(
        *POLICY.views,
        View("在保", RUNNING, "end"),
        View("保障有缺口", HELD & filled("gap")),
        View("没有预防服务", RUNNING & ~since("prevention_times", 1)),
    ),
    derived=(POLICY.column,),
    deadlines=(POLICY.deadline,),
    settle=Settle("enterprises", settle_policy),
    keep=lambda policy, kin: "保单不能删除：安责险不得退保，录错的请用“作废”" if policy.state is PolicyState.HELD else "",
    empty="安责险保单。八类高危企业必须投保，每人限额不低于 40 万元，到期前 60 天提醒续保。",
)

INSURANCE_CLAIMS = Ledger(
    InsuranceClaim,
    "insurance_claims",
    "安责险理赔",
    called="event",
    columns="policy seq date event injured claimed paid paid_on",
    plan="25",
    filters="date",
    search="event policy",
    alike="policy date event",
    order="-date",
    checks=(
        not_ahead("date", "出险日期不能在今天之后"),
        in_order("date", "paid_on", "赔付日期不能早于出险日期"),
    ),
    views=(View("还没有赔付", EVERY & ~filled("paid_on"), "date", waits=True),),
    empty="保单下的出险和赔付。",
)
