"""执法文书登记: every numbered paper, from its draft to the archive (domain §6.0, §8.1, item 19)."""

import hashlib
from collections.abc import Iterable
from datetime import date

from safety_desk.conditions import Kin, eq, one_of
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code
from safety_desk.ledger import Deadline, Ledger, Settle, Step, View, in_order, needed_when, not_ahead
from safety_desk.ledgers.enforce.document_kind import DocKind, DocumentRules, document_title, numbered
from safety_desk.ledgers.enforce.powers import may, why_not
from safety_desk.ledgers.enforce.terms import term
from safety_desk.ledgers.flow import move
from safety_desk.ledgers.office import EnforcementMode, OfficeRules
from safety_desk.linked import Files, Link, Links
from safety_desk.options import Scene
from safety_desk.record import Problem, Record

ON_SITE = "（现场填写）"
"""The content of a paper that was printed to be filled in by hand; what was written takes its place later."""


class DocState(Codes):
    """Where a paper stands (domain §8.1): linear, and after 定稿 its words do not change."""

    DRAFT = "draft", "草稿", "起草"
    FINAL = "final", "定稿", "已定稿"
    PRINTED = "printed", "打印", "已打印"
    SIGNED = "signed", "签字", "已签字 已签"
    SERVED = "served", "送达", "已送达"
    FILED = "filed", "归档", "已归档"
    VOID = "void", "作废", "已作废"


class SignStatus(Codes):
    """Whether the enterprise signed."""

    NOT = "not", "未签", "未签字"
    SIGNED = "signed", "已签", "已签字"
    REFUSED = "refused", "拒签", "拒绝签字"


class ServeWay(Codes):
    """How a paper reached the enterprise."""

    DIRECT = "direct", "直接送达", "当面送达"
    LEFT = "left", "留置送达", "留置"
    POST = "post", "邮寄送达", "邮寄"
    ELECTRONIC = "electronic", "电子送达", "电子"
    ENTRUSTED = "entrusted", "委托送达", "委托"
    PUBLIC = "public", "公告送达", "公告"


class Conclusion(Codes):
    """What a recheck came to."""

    ALL = "all", "全部已整改", "已整改 合格"
    PART = "part", "部分整改", "基本整改"
    NONE = "none", "未整改", "不合格"


class Document(Record):
    """A paper of enforcement. Its number is given when it is final, never skipped, never used again."""

    title: str | None = f("文书名称", fixed=True, section="文书", width=18, help="定稿时按授权模式确定")
    kind: DocKind = f("文书种类", also="种类 文书", width=14)
    doc_no: str | None = f("文号", fixed=True, also="文书编号 编号", width=28)
    year: int | None = f("年度", fixed=True, low=2000, high=2100)
    seq: int | None = f("序号", fixed=True, low=1, help="按文种、年度连续，作废号不重用")
    enterprise: Link | None = f("当事单位", to="enterprises", also="企业名称 企业 被检查单位 受送达单位", width=24)
    party: str | None = f("当事人", help="当事人是个人，或不在企业台账里的写在这里；定稿时空着的取单位名称")
    to_organ: str | None = f("受移送或抄告单位", help="移送函、抄告函写给谁；空着为县级部门")
    inspection: Link | None = f("所属检查", to="inspections", width=14)
    chain: Link | None = f("执法链", to="enforce_chains", follows=True)
    penalty_case: Link | None = f("所属案件", to="penalty_cases")
    supervise_case: Link | None = f("所属挂牌督办", to="supervise_cases")
    interview: Link | None = f("所属约谈", to="interviews")
    scheme: Link | None = f("所属方案", to="check_schemes")
    report_case: Link | None = f("所属举报", to="report_cases")
    measure: Link | None = f("所属措施", to="enforce_measures")
    about: Link | None = f("所复查或送达的文书", to="documents", help="复查意见书写它复查的限期整改，送达回执写它送达的文书")
    hidden_dangers: Links | None = f("所列隐患", to="hidden_dangers")
    issue_date: date | None = f("文书日期", also="日期 制作日期", should=True)
    content: str | None = f("主要内容", lines=4, should=True, also="内容")
    decision: str | None = f("处理决定", lines=3, help="现场处理措施决定书填，一行一条，如：责令立即排除隐患；责令从危险区域内撤出作业人员；责令暂时停产停业；责令停止使用相关设施、设备；责令停止违法行为")
    basis: str | None = f("依据条款", lines=2, also="依据")
    deadline: date | None = f("整改期限", end=True, since="issue_date")
    conclusion: Conclusion | None = f("复查结论", help="整改复查意见书填")
    officers: str | None = f("经办人", should=True, also="执法人员 检查人员 承办人")
    approver: str | None = f("审批人")
    copies: int | None = f("份数", default=2, low=1, unit="份")

    status: DocState = f("状态", default=DocState.DRAFT, fixed=True, section="签字与送达", also="文书状态")
    sign_status: SignStatus = f("签字情况", default=SignStatus.NOT, fixed=True)
    signer: str | None = f("签字人", fixed=True, also="收件人")
    signed_at: date | None = f("签字日期", fixed=True)
    refuse_note: str | None = f("拒签记录", fixed=True, lines=2)
    witness: str | None = f("见证人", fixed=True)
    scan: Files | None = f("签字后扫描件")
    kept_at: str | None = f("原件存放处", fixed=True, help="如：2026 年执法文书第 3 册第 12 页")
    serve_way: ServeWay | None = f("送达方式", fixed=True)
    served_at: date | None = f("送达日期", fixed=True)
    serve_due: date | None = f("应送达日期", follows=True, help="行政处罚决定书七日（工作日）内送达")
    receiver: str | None = f("受送达人", fixed=True)
    server: str | None = f("送达人", fixed=True)
    filed_at: date | None = f("归档日期", fixed=True)
    void_reason: str | None = f("作废理由", fixed=True, lines=2)
    seal: Code | None = f("定稿校验", fixed=True, help="定稿时按内容算出；内容再改就对不上")
    remark: str | None = f("备注", lines=2, section="其他")

    @property
    def is_served(self) -> bool:
        """It reached the enterprise."""
        return self.status in (DocState.SERVED, DocState.FILED)


def words_of(document: Document) -> str:
    """A short sign of what a paper says; another word gives another sign."""
    said = [document.kind.value, document.party, document.issue_date, document.content,
            document.basis, document.deadline, document.conclusion]  # fmt: skip
    if document.decision:
        said.append(document.decision)
    return hashlib.sha256("|".join(str(part) for part in said).encode("utf-8")).hexdigest()[:16].upper()


def within_powers(document: Document, scene: Scene) -> Iterable[Problem]:
    """A paper that the office may not issue is not even drafted; one that is final does not change its words."""
    if document.kind is None:
        return
    if document.status is DocState.DRAFT and (why := why_not(scene, document.kind.needs, f"出具《{document.kind.label}》")):
        yield Problem("kind", why, "隐患、案件移送函", hard=True)
    if document.seal and document.seal != words_of(document):
        yield Problem("content", "已经定稿的文书不能改内容：请作废后重开一份，作废联保留", hard=True)
    if document.enterprise is None and not document.party:
        yield Problem("enterprise", "请填当事单位，或者填当事人")


def _not_ahead(document: Document, scene: Scene) -> Iterable[Problem]:
    """Only what is taken along to a visit bears the day of that visit, which may be to come."""
    if document.kind is not DocKind.RECORD or document.content != ON_SITE:
        yield from not_ahead("issue_date", "文书日期不能在今天之后")(document, scene)


def settle_document(document: Document, kin: Kin, scene: Scene) -> list[Record]:
    """The site and the chain of its inspection; the day by which a penalty is served (行政处罚法: 七日, working days)."""
    visit = kin.linked(document, "inspection")
    chains = kin.of(visit, "enforce_chains") if visit else []
    firm = document.enterprise or (visit.enterprise if visit else None)
    title = document.title
    if document.kind is not None and document.status is DocState.DRAFT:
        title = document_title(document.kind, scene.rules(OfficeRules).mode)
    else:
        firm = document.enterprise  # it says what it says
    return [document.replace(title=title, enterprise=firm, chain=chains[0].id if chains else None, serve_due=_serve_due(document, scene))]


def _serve_due(document: Document, scene: Scene) -> date | None:
    if document.kind not in (DocKind.DECISION, DocKind.SEIZE) or document.issue_date is None or document.is_served:
        return None
    return term(document.issue_date, 7, scene)


def fault(document: Document, kin: Kin, scene: Scene) -> str:
    """Why a draft cannot be final and numbered now, with the remedy; nothing where it can."""
    if why := why_not(scene, document.kind.needs, f"出具《{document.kind.label}》"):
        return why
    if document.kind is DocKind.RECHECK:
        return "整改复查意见书要有复查结论，请先填“复查结论”" if document.conclusion is None else _before_its_order(document, day_of(document, scene), kin)
    if document.kind is DocKind.RECORD and may(scene, EnforcementMode.ENTRUSTED) and scene.rules(DocumentRules).scheme_first:
        visit = kin.linked(document, "inspection")
        schemes = kin.of(visit, "check_schemes") if visit else []
        if not any(scheme.approve_date for scheme in schemes):
            return "这次检查还没有批准的现场检查方案。请先在“现场检查方案”里报批，再出检查记录"
    return ""


def day_of(document: Document, scene: Scene) -> date:
    """The day that a paper bears."""
    return document.issue_date or scene.today


def final(document: Document, seq: int, kin: Kin, scene: Scene) -> Document:
    """The paper with its title, its number and its seal. Raises Refusal where it cannot be final now."""
    if why := fault(document, kin, scene):
        raise Refusal(why)
    day, firm = day_of(document, scene), kin.linked(document, "enterprise")
    told = document.replace(
        party=document.party or (firm.name if firm else None),
        issue_date=day,
        year=day.year,
        seq=seq,
        title=document_title(document.kind, scene.rules(OfficeRules).mode),
        doc_no=numbered(document.kind, day.year, seq, scene),
        status=DocState.FINAL,
    )
    return told.replace(seal=words_of(told))


def _finish(document: Document, kin: Kin, scene: Scene) -> list[Record]:
    day = day_of(document, scene)
    same = [d.seq for d in scene.table(Document) if d.kind is document.kind and d.year == day.year and d.seq and d.id != document.id]
    return [final(document, max(same, default=0) + 1, kin, scene)]


def _before_its_order(document: Document, day: date, kin: Kin) -> str:
    """A recheck follows an order: what is wrong where it does not."""
    visit = kin.linked(document, "inspection")
    if visit is None:
        return ""
    drafts = (DocState.DRAFT, DocState.VOID)
    orders = [d.issue_date for d in kin.of(visit, "documents") if d.kind.is_order and d.status not in drafts and d.issue_date]
    if not orders:
        return "这次检查还没有定稿的限期整改文书，不能先出复查意见书。请先出限期整改，到期后再复查"
    return f"复查意见书的日期不能早于限期整改的日期（{min(orders)}），请核对文书日期" if day < min(orders) else ""


def _sign(document: Document, kin: Kin, scene: Scene) -> list[Record]:
    """Signed, or refused with a note and a witness (domain §6.0; 安全生产法 art. 68)."""
    if document.sign_status is SignStatus.NOT:
        raise Refusal("签字情况请选“已签”或“拒签”")
    if document.sign_status is SignStatus.REFUSED and not (document.refuse_note and document.witness):
        raise Refusal("拒绝签字的，要记录原因，并有见证人签名")
    if document.sign_status is SignStatus.SIGNED and not document.signer:
        raise Refusal("请填签字人")
    return [document.replace(status=DocState.SIGNED, signed_at=document.signed_at or scene.today)]


_ALIVE = (DocState.DRAFT, DocState.FINAL, DocState.PRINTED, DocState.SIGNED, DocState.SERVED)
_OUT = one_of("status", DocState.FINAL, DocState.PRINTED, DocState.SIGNED)

DOCUMENTS = Ledger(
    Document,
    "documents",
    "执法文书",
    called="doc_no",
    columns="doc_no kind title enterprise issue_date status sign_status served_at deadline inspection",
    plan="18 19",
    filters="kind status sign_status year issue_date enterprise",
    search="doc_no title content enterprise party",
    keys=("doc_no", "kind year seq"),
    alike="kind enterprise issue_date",
    order="-issue_date",
    checks=(
        within_powers,
        _not_ahead,
        in_order("issue_date", "deadline", "整改期限不能早于文书日期"),
        in_order("issue_date", "signed_at", "签字日期不能早于文书日期"),
        in_order("issue_date", "served_at", "送达日期不能早于文书日期"),
        needed_when("deadline", lambda d: d.kind is DocKind.ORDER, "责令限期整改要写整改期限"),
    ),
    steps=(
        Step("定稿编号", lambda d: d.status is DocState.DRAFT, _finish, "issue_date content officers", "content officers"),
        move("已打印", DocState.FINAL, DocState.PRINTED, "copies"),
        Step("签字", lambda d: d.status is DocState.PRINTED, _sign, "sign_status signer signed_at refuse_note witness scan kept_at", "sign_status"),
        move("送达", (DocState.PRINTED, DocState.SIGNED), DocState.SERVED, "served_at serve_way receiver server", "served_at serve_way receiver server"),
        move("归档", DocState.SERVED, DocState.FILED, "filed_at kept_at scan", "filed_at"),
        move("作废", _ALIVE, DocState.VOID, "void_reason", "void_reason", aside=True),
    ),
    deadlines=(Deadline("文书送达", "serve_due", ~one_of("status", DocState.VOID, DocState.SERVED, DocState.FILED), warn=3),),
    views=(
        View("草稿", eq("status", DocState.DRAFT)),
        View("已编号未打印", eq("status", DocState.FINAL), "issue_date", waits=True),
        View("未送达", _OUT, "issue_date", waits=True),
        View("拒签", eq("sign_status", SignStatus.REFUSED)),
        View("未归档", eq("status", DocState.SERVED), "served_at", waits=True),
        View("已作废", eq("status", DocState.VOID)),
    ),
    settle=Settle("inspections", settle_document),
    keep=lambda d, kin: "" if d.doc_no is None else "编了号的文书不能删除：请用“作废”，作废联保留，号不再用",
    empty="检查记录、整改意见书、复查意见书等每一份文书的编号、签字、送达和归档。",
)
