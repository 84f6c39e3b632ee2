"""第三方服务机构, their contracts and visits, their breaches of law, and the reports that are made public (domain items 12 and 25)."""

import datetime as dt
from collections.abc import Iterable

from safety_desk.conditions import TODAY, Kin, before, empty, eq, filled
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code, Fen, Phone, Uscc
from safety_desk.ledger import Ledger, Settle, Step, View, in_order, not_ahead
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.society.blacklist import IN_FORCE, Blacklist, SubjectType, open_entry
from safety_desk.linked import Files, Link, Term, Terms
from safety_desk.measures import rate
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class ServiceOrg(Record):
    """An organ that serves enterprises: evaluates, tests, advises, trains, looks after them."""

    name: str = f("机构名称", also="服务机构 中介机构 第三方机构 名称", width=24)
    uscc: Uscc | None = f("统一社会信用代码", should=True, also="信用代码")
    kind: Terms | None = f("机构类别", codes="service_kind", should=True, also="类别 服务类别")
    qualification_no: Code | None = f("资质证号", should=True, also="资质编号 证书编号", help="评价、检测检验机构必须有资质（应急管理部令第20号）；咨询、托管可以没有")
    scope: str | None = f("业务范围", lines=2, also="资质范围")
    valid_to: dt.date | None = f("资质有效期至", end=True, also="有效期 到期日期 有效期至")
    contact: str | None = f("联系人", should=True)
    phone: Phone | None = f("联系电话", should=True, also="电话 手机")
    filing_date: dt.date | None = f("备案日期", also="登记日期")
    blacklist_flag: bool = f("列入失信名单", default=False, follows=True)
    remark: str | None = f("备注", lines=2)


class Evaluation(Codes):
    """What the enterprise thinks of a service."""

    GOOD = "good", "满意", "好"
    FAIR = "fair", "基本满意", "基本 一般"
    BAD = "bad", "不满意", "差"


class ServiceContract(Record):
    """A contract of service between an enterprise and an organ."""

    code: Code | None = f("合同编号", serial="FW-{year}-{n:4}", also="编号", width=14)
    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称 委托单位 甲方", width=22)
    org: Link = f("服务机构", to="service_orgs", also="机构名称 第三方机构 乙方", width=22)
    kind: Term = f("服务类别", codes="contract_kind", also="类别 合同类别")
    start: dt.date = f("服务开始", also="开始日期 起始日期")
    end: dt.date = f("服务截止", end=True, also="到期日期 截止日期 有效期至")
    fee: Fen | None = f("合同金额", unit="元", low=0, also="费用 金额")
    content: str | None = f("服务内容", lines=2, should=True, also="内容")
    frequency: int | None = f("约定次数", unit="次/年", low=0, should=True, also="频次 服务频次")
    visits_done: int = f("已服务次数", default=0, follows=True, help="最近一个合同年度的服务记录")
    done_rate: float | None = f("服务完成率", follows=True, unit="%")
    renewed: bool = f("已续签", default=False, follows=True, help="同一企业同类服务有截止更晚的合同，不再提醒到期")
    evaluation: Evaluation | None = f("企业评价", also="满意度 评价")
    file: Files | None = f("合同扫描件")
    remark: str | None = f("备注", lines=2)


class ServiceVisit(Record):
    """One visit under a contract."""

    contract: Link = f("服务合同", to="service_contracts", part_of=True, also="合同编号", width=14)
    seq: int | None = f("序号", low=1)
    date: dt.date = f("服务日期", also="日期")
    expert: str | None = f("服务人员", should=True, also="专家")
    found: int | None = f("发现问题数", low=0, also="隐患数")
    report: str | None = f("服务报告要点", lines=2, also="报告 服务内容")
    report_file: Files | None = f("报告附件")


class Violation(Record):
    """A breach of law by an organ (安全生产法第七十二条、第九十二条)."""

    code: Code | None = f("编号", serial="ZJ-{year}-{n:4}", width=14)
    org: Link = f("服务机构", to="service_orgs", also="机构名称 中介机构", width=22)
    behavior: Term = f("违法行为", codes="violation", also="行为 违法类型")
    date: dt.date = f("发现日期", also="日期")
    source: str | None = f("线索来源", should=True, also="来源")
    evidence: str | None = f("证据", lines=2, should=True, also="证据材料")
    evidence_file: Files | None = f("证据附件")
    handle: Term | None = f("处理方式", codes="violation_handle", also="处理")
    result: str | None = f("处理结果", lines=2, also="结果")
    remark: str | None = f("备注", lines=2)


class EvaluationPublic(Record):
    """A report of evaluation that is made public (item 25)."""

    report_name: str = f("报告名称", also="报告", width=26)
    org: Link = f("评价机构", to="service_orgs", also="机构 机构名称 服务机构", width=22)
    enterprise: Link = f("被评价企业", to="enterprises", also="企业 企业名称 单位名称", width=22)
    kind: Term = f("报告类型", codes="evaluation_kind", also="类型")
    date: dt.date = f("报告日期", also="出具日期 日期")
    url: str | None = f("公开网址", should=True, also="网址 链接", width=24)
    public_date: dt.date | None = f("公开日期", should=True, also="上网日期 公示日期")
    remark: str | None = f("备注", lines=2)


def contract_year(start: dt.date, day: dt.date) -> dt.date:
    """The first day of the contract year that a day is in; the contract's own first day before it."""
    years = max(0, day.year - start.year)
    since = _same_day(start, start.year + years)
    return _same_day(start, since.year - 1) if years and since > day else since


def _same_day(day: dt.date, year: int) -> dt.date:
    """The day in another year; 29 February becomes the 28th."""
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def settle_contract(contract: ServiceContract, kin: Kin, scene: Scene) -> list[Record]:
    """服务完成率 = visits of the contract's latest year that has visits ÷ frequency (domain item 12); which contracts were renewed."""
    days = [visit.date for visit in kin.of(contract, "service_visits") if visit.date]
    since = contract_year(contract.start, max(days)) if days else contract.start
    done = sum(day >= since for day in days)
    share = rate(done, contract.frequency or 0)
    told = contract.replace(visits_done=done, done_rate=None if share is None else round(share * 100, 1))
    e = kin.linked(contract, "enterprise")
    others: list[ServiceContract] = kin.of(e, "service_contracts") if e else []
    alike = [told, *(one for one in others if one.id != contract.id and one.kind == contract.kind)]
    last = max(one.end for one in alike)
    return [one.replace(renewed=one.end < last) for one in alike]


def settle_org(org: ServiceOrg, kin: Kin, scene: Scene) -> list[Record]:
    """Whether the organ stands on the list of dishonest subjects."""
    return [org.replace(blacklist_flag=any(entry.state in IN_FORCE for entry in kin.of(org, "blacklists")))]


def propose(violation: Violation, kin: Kin, scene: Scene) -> list[Record]:
    """The clue for the county: a first entry about the organ (令11号: 租借资质、挂靠、虚假报告 are grounds)."""
    org: ServiceOrg = kin.linked(violation, "org")
    if open_entry(kin.of(org, "blacklists")):
        raise Refusal(f"“{org.name}”已有一条未移出的失信记录，请在那一条上补充线索")
    return [
        Blacklist(
            subject_type=SubjectType.ORG,
            org=org.id,
            reason_code="7",
            reason=violation.evidence or violation.result,
            basis="安全生产法第七十二条、第九十二条",
        )
    ]


FALSE_WORK = ("租借资质", "挂靠", "弄虚作假", "虚假报告")
"""The breaches that are grounds for the list of dishonest subjects."""


def in_term(visit: ServiceVisit, scene: Scene) -> Iterable[Problem]:
    """A visit has been made."""
    if visit.date is not None and visit.date > scene.today:
        yield Problem("date", "服务日期不能在今天之后")


QUALIFIED = Expiry("资质", "valid_to", warn=60)
UNDER_CONTRACT = Expiry("合同", "end", eq("renewed", False), warn=60)

SERVICE_ORGS = Ledger(
    ServiceOrg,
    "service_orgs",
    "技术服务机构",
    called="name",
    columns="name kind qualification_no scope valid_to due contact phone blacklist_flag",
    plan="12 25",
    filters="kind blacklist_flag valid_to",
    search="name uscc qualification_no contact phone",
    keys=("uscc", "name"),
    order="name",
    views=(*QUALIFIED.views, View("列入失信名单", eq("blacklist_flag", True))),
    derived=(QUALIFIED.column,),
    deadlines=(QUALIFIED.deadline,),
    settle=Settle("blacklists", settle_org),
    empty="在本镇服务的评价、检测、咨询、培训、托管机构，资质到期提前提醒。",
)

SERVICE_CONTRACTS = Ledger(
    ServiceContract,
    "service_contracts",
    "服务托管合同",
    called="code",
    columns="code enterprise org kind start end due frequency visits_done done_rate evaluation",
    plan="12 25",
    filters="kind org enterprise.village end evaluation",
    search="code enterprise org content",
    keys=("code",),
    alike="enterprise org kind start",
    order="end",
    checks=(in_order("start", "end", "服务截止不能早于开始"),),
    views=(
        *UNDER_CONTRACT.views,
        View("还没有服务过", eq("visits_done", 0) & before("start", TODAY), waits=True),
        View("不满意", eq("evaluation", Evaluation.BAD)),
        View("机构已失信", eq("org.blacklist_flag", True)),
        View("机构资质过期", before("org.valid_to", TODAY)),
    ),
    derived=(UNDER_CONTRACT.column,),
    deadlines=(UNDER_CONTRACT.deadline,),
    settle=Settle("service_visits", settle_contract),
    empty="小微企业买服务、做托管的合同：谁服务、一年几次、做到了没有。",
)

SERVICE_VISITS = Ledger(
    ServiceVisit,
    "service_visits",
    "服务记录",
    called="date",
    columns="contract seq date expert found report",
    plan="12 25",
    filters="date",
    search="expert report contract",
    alike="contract date expert",
    order="-date",
    checks=(in_term,),
    empty="一份合同下每一次到场服务。",
)

VIOLATIONS = Ledger(
    Violation,
    "violations",
    "中介违法",
    called="code",
    columns="code org behavior date source handle result",
    plan="12",
    filters="behavior handle org date",
    search="code org evidence result",
    keys=("code",),
    alike="org behavior date",
    order="-date",
    checks=(not_ahead("date", "发现日期不能在今天之后"),),
    steps=(Step("提请列入失信名单", lambda violation: violation.behavior in FALSE_WORK, propose, aside=True),),
    views=(View("未处理", empty("handle"), "date", waits=True), View("已有结果", filled("result"))),
    empty="中介机构租借资质、挂靠、出具虚假报告等线索，移送县级部门并跟踪结果。",
)

EVALUATION_PUBLICS = Ledger(
    EvaluationPublic,
    "evaluation_publics",
    "评价公开",
    called="report_name",
    columns="report_name org enterprise kind date public_date url",
    plan="25",
    filters="kind org date",
    search="report_name org enterprise url",
    keys=("org report_name",),
    alike="enterprise kind date",
    order="-date",
    checks=(
        not_ahead("date", "报告日期不能在今天之后"),
        in_order("date", "public_date", "公开日期不能早于报告日期"),
    ),
    views=(View("还没有公开", empty("public_date"), "date", waits=True),),
    empty="评价、检测报告的上网公开情况。",
)
