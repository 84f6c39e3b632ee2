"""现场检查方案: what an inspection is to look at, and who approved it (domain F01)."""

from collections.abc import Iterable
from datetime import date, datetime

from safety_desk.conditions import Kin, eq, one_of
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code, Phone
from safety_desk.ledger import Ledger, Settle, View, in_order, needed_when
from safety_desk.ledgers.flow import move
from safety_desk.linked import Link, Links, Term, Terms
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class SchemeState(Codes):
    """Where a scheme stands."""

    DRAFT = "draft", "编制", "草稿"
    REVIEWED = "reviewed", "已审核", "审核"
    APPROVED = "approved", "已批准", "批准 审批"
    DONE = "done", "已实施", "实施"


class CheckScheme(Record):
    """The scheme of one inspection."""

    no: Code | None = f("方案编号", serial="FA-{year}-{n:4}", section="方案", also="编号", width=13)
    inspection: Link | None = f("所属检查", to="inspections", width=14)
    enterprise: Link = f("被检查单位", to="enterprises", also="企业名称 企业", width=24)
    address: str | None = f("地址", help="空着时取企业台账")
    contact: str | None = f("联系人", help="空着时取企业台账")
    phone: Phone | None = f("联系电话")
    industry: Term | None = f("所属行业", codes="supervise_field")
    risk_grade: str | None = f("风险等级", follows=True)
    time_from: datetime | None = f("检查时间起", should=True, also="检查时间", width=16)
    time_to: datetime | None = f("检查时间止", width=16)
    officers: Links | None = f("检查人员", to="staff", should=True, also="行政执法人员", help="不少于两人")
    contents: str = f("检查内容", lines=5, help="可从检查表或年度计划带过来")
    methods: Terms | None = f("检查方式", codes="scheme_method", should=True)
    review_opinion: str | None = f("审核意见", fixed=True, lines=2, section="审批")
    reviewer: str | None = f("审核人", fixed=True)
    review_date: date | None = f("审核日期", fixed=True)
    approve_opinion: str | None = f("审批意见", fixed=True, lines=2)
    approver: str | None = f("审批人", fixed=True)
    approve_date: date | None = f("审批日期", fixed=True)
    status: SchemeState = f("状态", default=SchemeState.DRAFT, fixed=True)
    remark: str | None = f("备注", lines=2)


def enough_officers(scheme: CheckScheme, scene: Scene) -> Iterable[Problem]:
    """Two at least (安全生产法 art. 67)."""
    if scheme.officers is not None and len(scheme.officers) < 2:
        yield Problem("officers", "检查人员不能少于两人")


def settle_scheme(scheme: CheckScheme, kin: Kin, scene: Scene) -> list[Record]:
    """What the enterprise's own record says where the scheme leaves it empty."""
    firm = kin.linked(scheme, "enterprise")
    if firm is None:
        return [scheme]
    return [
        scheme.replace(
            address=scheme.address or firm.address or firm.reg_address,
            contact=scheme.contact or firm.principal or firm.legal_person,
            phone=scheme.phone or firm.principal_mobile or firm.legal_mobile,
            industry=scheme.industry or firm.industry_safety,
            risk_grade=firm.risk_grade.label if firm.risk_grade else None,
        )
    ]


_S = SchemeState

CHECK_SCHEMES = Ledger(
    CheckScheme,
    "check_schemes",
    "现场检查方案",
    called="no",
    columns="no enterprise industry risk_grade time_from officers methods status approver approve_date inspection",
    plan="18",
    filters="status industry risk_grade time_from",
    search="no enterprise contents contact",
    keys=("no",),
    alike="enterprise time_from",
    order="-time_from",
    checks=(
        enough_officers,
        in_order("time_from", "time_to", "检查时间止不能早于起"),
        in_order("review_date", "approve_date", "审批日期不能早于审核日期"),
        needed_when("officers", lambda s: s.status is not SchemeState.DRAFT, "审核前要确定检查人员"),
    ),
    steps=(
        move("审核", _S.DRAFT, _S.REVIEWED, "officers review_opinion reviewer review_date", "officers reviewer review_date"),
        move("批准", _S.REVIEWED, _S.APPROVED, "approve_opinion approver approve_date", "approver approve_date"),
        move("退回修改", (_S.REVIEWED, _S.APPROVED), _S.DRAFT, "remark", "remark", aside=True),
        move("已实施", _S.APPROVED, _S.DONE, "inspection", "inspection"),
    ),
    views=(View("待审批", one_of("status", _S.DRAFT, _S.REVIEWED), waits=True), View("已批准未实施", eq("status", _S.APPROVED), "time_from", waits=True)),
    settle=Settle("", settle_scheme),
    empty="检查前的方案：检查谁、查什么、谁去、怎么查。委托、赋权执法的，批准后才去检查。",
)
