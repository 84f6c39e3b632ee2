"""文书种类: which there are, in whose powers they lie, and the words of their numbers (domain §0.5, §6.0)."""

from safety_desk.fields import Codes, f
from safety_desk.ledgers.office import EnforcementMode, OfficeRules, PaperRules, document_number
from safety_desk.options import Options, Scene

_N, _E, _P = EnforcementMode.NONE, EnforcementMode.ENTRUSTED, EnforcementMode.EMPOWERED


class DocKind(Codes):
    """The kinds of paper that the office numbers."""

    SCHEME = "scheme", "现场检查方案", "检查方案"
    RECORD = "record", "现场检查记录", "安全生产监督检查记录 检查记录"
    ORDER = "order", "责令限期整改", "责令限期整改指令书 限期整改意见书 限期整改"
    MEASURE = "measure", "现场处理措施决定书", "现场处理决定 现场处理措施"
    RECHECK = "recheck", "整改复查意见书", "复查意见书"
    MEND = "mend", "隐患整改通知书", "整改通知书 整改通知"
    TRANSFER = "transfer", "隐患、案件移送函", "移送函 隐患移送函 案件移送函"
    INFORM = "inform", "隐患抄告函", "抄告函"
    SERVICE = "service", "送达回执", "送达回证"
    ON_SPOT = "on_spot", "当场行政处罚决定书", "当场处罚"
    NOTICE = "notice", "行政处罚告知书", "处罚告知书"
    HEARING = "hearing", "听证告知书", "行政处罚听证告知书"
    DECISION = "decision", "行政处罚决定书", "处罚决定书"
    SEIZE = "seize", "查封扣押决定书", "查封决定书 扣押决定书"
    INQUIRY = "inquiry", "询问（勘验）笔录", "询问笔录 勘验笔录 询问通知书"
    SUPERVISE = "supervise", "挂牌督办通知书", "重大隐患挂牌督办通知书"
    INTERVIEW = "interview", "约谈通知书", "约谈通知"
    OTHER = "other", "其他文书", "其他"

    @property
    def needs(self) -> EnforcementMode:
        """The least powers under which the office may issue it."""
        return _NEEDS.get(self.value, _N)

    @property
    def is_order(self) -> bool:
        """Whether it tells the enterprise what to do: what 见处罚指令 looks for (domain item 18)."""
        return self in (DocKind.ORDER, DocKind.MEASURE, DocKind.ON_SPOT, DocKind.DECISION)


    @property
    def is_ours(self) -> bool:
        """Whether the town writes it in its own name, whatever powers were given to it."""
        return self in (DocKind.MEND, DocKind.TRANSFER, DocKind.INFORM, DocKind.SUPERVISE, DocKind.INTERVIEW, DocKind.OTHER)


_NEEDS = {"measure": _E, "on_spot": _E, "notice": _P, "hearing": _P, "decision": _P, "seize": _P, "inquiry": _P}


class DocumentRules(Options, key="documents", title="文书编号"):
    """The words of the numbers, without powers and with them; no form of this province was found."""

    scheme: str = f("现场检查方案（无授权）", default="安监检方", section="现场检查方案")
    formal_scheme: str = f("现场检查方案（委托、赋权）", default="应急检方")
    scheme_first: bool = f("委托、赋权执法时，方案批准后才出检查记录", default=True)
    order: str = f("限期整改意见书（无授权）", default="安监整改〔督〕", section="责令限期整改")
    formal_order: str = f("责令限期整改指令书（委托、赋权）", default="应急责改")
    recheck: str = f("整改复查意见书（无授权）", default="安监复查〔督〕", section="整改复查")
    formal_recheck: str = f("整改复查意见书（委托、赋权）", default="应急复查")
    mend: str = f("隐患整改通知书", default="安监改通", section="隐患整改通知", help="镇里自己的通知，不是执法文书，三种授权模式都用这个代字")
    formal_measure: str = f("现场处理措施决定书", default="应急现决", section="委托、赋权执法的文书")
    formal_on_spot: str = f("当场行政处罚决定书", default="应急当罚")
    formal_notice: str = f("行政处罚告知书", default="应急罚告")
    formal_hearing: str = f("听证告知书", default="应急听告")
    formal_decision: str = f("行政处罚决定书", default="应急罚")
    formal_seize: str = f("查封扣押决定书", default="应急查扣")
    formal_inquiry: str = f("询问（勘验）笔录", default="应急询")
    transfer: str = f("移送函", default="安监移送", section="其他")
    inform: str = f("抄告函", default="安监抄告")
    service: str = f("送达回执（无授权）", default="安监送达")
    formal_service: str = f("送达回执（委托、赋权）", default="应急送达")
    supervise: str = f("挂牌督办通知书", default="安委督办")
    interview: str = f("约谈通知书", default="安委约谈")
    other: str = f("其他文书", default="安监")


def document_title(kind: DocKind, mode: EnforcementMode) -> str:
    """What the paper is called under these powers: a township without any writes 意见书 and not 指令书 (domain §0.5)."""
    formal = mode is not EnforcementMode.NONE
    if kind is DocKind.ORDER:
        return "责令限期整改指令书" if formal else "限期整改意见书"
    return kind.label


def numbered(kind: DocKind, year: int, number: int | None, scene: Scene) -> str:
    """文号 of a paper: sign of the place, words of the kind, year, running number (domain §6.0); blank without one."""
    words, papers, office = scene.rules(DocumentRules), scene.rules(PaperRules), scene.rules(OfficeRules)
    if kind is DocKind.RECORD:
        return document_number(office, papers.record_word, papers.formal_record_word, year, number)
    word = getattr(words, kind.value, "")
    if kind.is_ours:
        office = office.replace(mode=_N)
    return document_number(office, word, getattr(words, f"formal_{kind.value}", word), year, number)
