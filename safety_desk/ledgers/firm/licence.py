"""许可证照、制度档案、安全评价 of an enterprise (domain §1.3.1; reminders of §8.2)."""

from datetime import date

from safety_desk.conditions import Kin, empty, eq
from safety_desk.fields import f
from safety_desk.kinds import Code
from safety_desk.ledger import Ledger, Settle, View, in_order, not_ahead
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.firm.renewal import of_firm
from safety_desk.linked import Files, Link, Term
from safety_desk.options import Scene
from safety_desk.record import Record


class EntLicense(Record):
    """A licence or qualification of an enterprise."""

    enterprise: Link = of_firm(also="持证单位")
    kind: Term = f("证照类型", codes="license_kind", also="类型 许可证类型 证照名称 许可类型 证书类型", width=16)
    no: Code | None = f("证号", should=True, also="证书编号 许可证号 许可证编号 编号")
    issuer: str | None = f("发证机关", also="发证单位 发证部门 审批机关")
    issued_on: date | None = f("发证日期", also="领证日期 颁发日期")
    valid_to: date | None = f("有效期至", end=True, also="有效期 到期日 到期时间 有效期限", help="长期有效的空着")
    scope: str | None = f("许可范围", lines=2, also="范围 经营范围")
    cancelled: bool = f("已注销", default=False, also="注销 是否注销", help="不再使用的证照，不再提醒")
    photo: Files | None = f("扫描件")
    remark: str | None = f("备注", lines=2)


LICENCE = Expiry("证照", "valid_to", eq("cancelled", False))

ENT_LICENSES = Ledger(
    EntLicense,
    "ent_licenses",
    "许可证照",
    called="kind",
    columns="enterprise kind due valid_to no issuer issued_on scope",
    plan="5 22",
    filters="kind enterprise valid_to enterprise.village",
    search="no issuer scope enterprise",
    keys=("kind no",),
    alike="enterprise kind",
    order="enterprise",
    checks=(not_ahead("issued_on", "发证日期不能在今天之后"), in_order("issued_on", "valid_to", "有效期至不能早于发证日期")),
    views=(*LICENCE.views, View("没有证号", empty("no") & eq("cancelled", False)), View("已注销", eq("cancelled", True))),
    derived=(LICENCE.column,),
    deadlines=(LICENCE.deadline,),
    empty="安全生产许可证、危化品经营、烟花爆竹零售、消防验收等证照，到期前 60 天提醒。",
)


class EntEvaluation(Record):
    """A safety evaluation or a design diagnosis, as a service organ reported it."""

    enterprise: Link = of_firm(also="被评价单位")
    kind: Term = f("评价类型", codes="firm_evaluation_kind", also="类型 报告类型")
    org: str | None = f("评价机构", should=True, also="机构 机构名称 诊断机构", width=20)
    report_no: Code | None = f("报告编号", also="编号")
    done_on: date | None = f("报告日期", should=True, also="日期 评价日期")
    valid_to: date | None = f("有效期至", end=True, also="有效期 到期日")
    conclusion: str | None = f("结论", lines=2, also="评价结论")
    replaced: bool = f("已有新报告", default=False, help="登记同类的新报告时自动勾上，不再提醒到期")
    file: Files | None = f("报告文件")
    remark: str | None = f("备注", lines=2)


def settle_evaluation(evaluation: EntEvaluation, kin: Kin, scene: Scene) -> list[Record]:
    """A newer report of the same kind takes the place of the older ones."""
    firm = kin.linked(evaluation, "enterprise")
    if firm is None or evaluation.done_on is None:
        return [evaluation]
    older = [
        other.replace(replaced=True)
        for other in kin.of(firm, "ent_evaluations")
        if other.id != evaluation.id and other.kind == evaluation.kind and other.done_on and other.done_on < evaluation.done_on
    ]
    return [evaluation, *older]


EVALUATION = Expiry("评价", "valid_to", eq("replaced", False))

ENT_EVALUATIONS = Ledger(
    EntEvaluation,
    "ent_evaluations",
    "安全评价",
    called="kind",
    columns="enterprise kind org report_no done_on valid_to due conclusion",
    plan="25",
    filters="kind enterprise valid_to enterprise.village",
    search="org report_no conclusion enterprise",
    alike="enterprise kind done_on",
    order="-done_on",
    checks=(not_ahead("done_on", "报告日期不能在今天之后"), in_order("done_on", "valid_to", "有效期至不能早于报告日期")),
    views=EVALUATION.views,
    derived=(EVALUATION.column,),
    deadlines=(EVALUATION.deadline,),
    settle=Settle("", settle_evaluation),
    empty="预评价、验收评价、现状评价、设计诊断和隐患评估的报告，哪家机构做的、管到哪天。",
)


class EntDoc(Record):
    """A paper of the enterprise's file: a system of rules, a record of a meeting, of training."""

    enterprise: Link = of_firm()
    kind: Term = f("文件类别", codes="firm_doc_kind", also="类别 档案类别 类型", width=16)
    name: str = f("文件名称", also="名称 标题 制度名称", width=24)
    dated: date | None = f("日期", should=True, also="发布日期 形成日期 印发日期")
    file: Files | None = f("文件")
    remark: str | None = f("备注", lines=2)


ENT_DOCS = Ledger(
    EntDoc,
    "ent_docs",
    "制度档案",
    called="name",
    columns="enterprise kind name dated file remark",
    plan="9 11",
    filters="kind enterprise dated enterprise.village",
    search="name enterprise",
    alike="enterprise kind name",
    order="-dated",
    checks=(not_ahead("dated", "日期不能在今天之后"),),
    views=(View("还没有扫描件", empty("file")),),
    empty="一企一档：责任制、制度、规程、会议、检查、培训、应急、投入、奖惩，分类登记，可附扫描件。",
)
