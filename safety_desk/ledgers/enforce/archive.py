"""规范执法: review of cases, archives, publicity and the record of the whole course (domain item 19)."""

import datetime as dt
from collections.abc import Iterable
from datetime import date, datetime

from safety_desk.conditions import TODAY, Kin, before, empty, eq, filled
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code
from safety_desk.ledger import Deadline, Ledger, Settle, View, in_order, needed_when, not_ahead
from safety_desk.ledgers.enforce.terms import countable, term
from safety_desk.linked import Files, Link
from safety_desk.options import Options, Scene
from safety_desk.record import Problem, Record


class ArchiveRules(Options, key="archives", title="案卷归档和执法公示", settles="doc_archives law_publicities"):
    """Terms that practice gives."""

    archive_days: int = f("结案后归档期限", default=30, unit="天", low=1)
    other_days: int = f("其他执法决定公开期限", default=20, unit="工作日", low=1, help="行政处罚为七个工作日，由法律规定")


class Opinion(Codes):
    """What a reviewer thinks of a case."""

    AGREE = "agree", "同意", "审核通过"
    MORE_PROOF = "more_proof", "建议补证", "补充证据"
    CHANGE = "change", "建议更改", "建议变更"
    DISAGREE = "disagree", "不同意", "审核不通过"


class CaseReview(Record):
    """One review of a case, legal or by all."""

    penalty: Link = f("案件", to="penalty_cases", part_of=True, also="案号", width=14)
    seq: int | None = f("序号", low=1)
    date: dt.date | None = f("审查日期", should=True)
    reviewer: str = f("审查人", also="审核人", help="初次从事法制审核的，应通过国家统一法律职业资格考试")
    opinion: Opinion | None = f("审查意见", should=True)
    detail: str | None = f("意见内容", lines=3)
    is_major: bool = f("重大执法决定", default=False, help="停产停业、吊销、较大数额罚款、听证、案情复杂的")
    collective_discussion: bool = f("集体讨论", default=False)
    discussion_date: dt.date | None = f("讨论日期")
    members: str | None = f("参加人", lines=2)
    discussion_result: str | None = f("讨论结果", lines=2)
    docs: Files | None = f("扫描件")


CASE_REVIEWS = Ledger(
    CaseReview,
    "case_reviews",
    "案件审查",
    called="reviewer",
    columns="penalty seq date reviewer opinion is_major collective_discussion discussion_date discussion_result",
    plan="19",
    filters="opinion is_major date",
    search="reviewer detail discussion_result penalty",
    keys=("penalty seq",),
    order="-date",
    checks=(
        not_ahead("date", "审查日期不能在今天之后"),
        needed_when("discussion_date", lambda r: r.collective_discussion, "集体讨论要写讨论日期"),
        needed_when("members", lambda r: r.collective_discussion, "集体讨论要写参加人"),
    ),
    views=(View("未同意", ~eq("opinion", Opinion.AGREE)), View("重大决定未集体讨论", eq("is_major", True) & eq("collective_discussion", False), waits=True)),
    empty="处罚案件的审查和法制审核意见，重大决定的集体讨论。",
)


class DocArchive(Record):
    """One volume: one case, one volume."""

    case_no: Code | None = f("卷宗号", serial="AJ-{year}-{n:4}", also="案卷号", width=14)
    volume: int = f("卷次", default=1, low=1)
    title: str = f("案卷题名", also="题名", width=26)
    penalty_case: Link | None = f("所属案件", to="penalty_cases")
    chain: Link | None = f("执法链", to="enforce_chains", help="没有处罚案件的检查也可以成卷")
    closed_on: date | None = f("办结日期", help="空着时按案件的结案日期")
    due_on: date | None = f("应归档日期", follows=True)
    archived_at: date | None = f("归档日期")
    archivist: str | None = f("归档人", should=True)
    pages: int | None = f("页数", low=1, unit="页")
    place: str | None = f("存放位置", should=True, help="柜号、盒号")
    keep_years: int | None = f("保管期限", low=1, unit="年")
    scan: Files | None = f("电子卷宗")
    remark: str | None = f("备注", lines=2)


def settle_archive(archive: DocArchive, kin: Kin, scene: Scene) -> list[Record]:
    """By when the volume is to be closed."""
    case, chain = kin.linked(archive, "penalty_case"), kin.linked(archive, "chain")
    end = archive.closed_on or (case.close_date if case else None) or (chain.closed_at if chain else None)
    days = scene.rules(ArchiveRules).archive_days
    return [archive.replace(closed_on=end, due_on=end + dt.timedelta(days=days) if end else None)]


DOC_ARCHIVES = Ledger(
    DocArchive,
    "doc_archives",
    "案卷归档",
    called="case_no",
    columns="case_no volume title penalty_case closed_on due_on archived_at archivist pages place",
    plan="19",
    filters="archived_at archivist",
    search="case_no title place",
    keys=("case_no volume",),
    alike="title",
    order="-case_no",
    checks=(in_order("closed_on", "archived_at", "归档日期不能早于办结日期"), not_ahead("archived_at", "归档日期不能在今天之后")),
    deadlines=(Deadline("案卷归档", "due_on", empty("archived_at"), warn=7),),
    views=(View("未归档", empty("archived_at"), "due_on", waits=True), View("逾期未归档", empty("archived_at") & before("due_on", TODAY), "due_on", waits=True)),
    settle=Settle("penalty_cases enforce_chains", settle_archive),
    empty="一案一卷：结案后按期归档，卷内目录打得出来。",
)


class ArchivePaper(Record):
    """One line of a volume's table of contents."""

    archive: Link = f("卷宗", to="doc_archives", part_of=True, width=14)
    seq: int | None = f("序号", low=1)
    name: str = f("文书名称", also="名称", width=24)
    doc_no: str | None = f("文号", width=20)
    document: Link | None = f("登记的文书", to="documents")
    day: date | None = f("日期")
    page_no: str | None = f("页号")
    remark: str | None = f("备注")


ARCHIVE_PAPERS = Ledger(
    ArchivePaper,
    "archive_papers",
    "卷内目录",
    called="name",
    columns="archive seq name doc_no day page_no remark",
    plan="19",
    search="name doc_no",
    keys=("archive seq",),
    order="archive",
    empty="一卷里有哪些文书，在第几页。",
)


class PublicityKind(Codes):
    """When something of enforcement is made public."""

    BEFORE = "before", "事前公开", "事前"
    DURING = "during", "事中公示", "事中"
    AFTER = "after", "事后公开", "事后"


class LawPublicity(Record):
    """One thing made public: who enforces by what, that papers were shown, what was decided."""

    kind: PublicityKind = f("公示环节", also="类别")
    content: str = f("公示内容", lines=3, also="内容", width=30, help="事前：主体、依据、清单、计划；事中：出示证件、告知；事后：处罚决定")
    penalty_case: Link | None = f("所属案件", to="penalty_cases")
    decided_on: dt.date | None = f("决定日期", help="事后公开从这天起算")
    is_penalty: bool = f("行政处罚决定", default=False, help="处罚决定七个工作日内公示（安全生产法第七十八条），其他执法决定二十个工作日")
    due: dt.date | None = f("应公示日期", end=True)
    date: dt.date | None = f("公示日期", also="公开日期 日期")
    channel: str | None = f("公示渠道", should=True, also="渠道")
    url: str | None = f("网址")
    done: bool = f("已公示", follows=True, default=False)
    proof: Files | None = f("截图或照片")
    remark: str | None = f("备注", lines=2)


def settle_publicity(item: LawPublicity, kin: Kin, scene: Scene) -> list[Record]:
    """A decision's day, from its case; and by when it is made public."""
    case = kin.linked(item, "penalty_case")
    decided = item.decided_on or (case.decision_date if case else None)
    penalty = item.is_penalty or case is not None
    due = item.due
    if due is None and item.kind is PublicityKind.AFTER:
        due = term(decided, 7 if penalty else scene.rules(ArchiveRules).other_days, scene)
    return [item.replace(decided_on=decided, is_penalty=penalty, due=due, done=item.date is not None)]


def after_the_decision(item: LawPublicity, scene: Scene) -> Iterable[Problem]:
    """Nothing is public before it was decided."""
    if item.date and item.decided_on and item.date < item.decided_on:
        yield Problem("date", "公示日期不能早于决定日期")


LAW_PUBLICITIES = Ledger(
    LawPublicity,
    "law_publicities",
    "执法公示",
    called="content",
    columns="kind content penalty_case decided_on due date channel done url",
    plan="19",
    filters="kind done date channel",
    search="content url channel",
    alike="kind content",
    order="-due",
    checks=(after_the_decision, not_ahead("date", "公示日期不能在今天之后"), countable("decided_on")),
    deadlines=(Deadline("执法公示", "due", empty("date"), warn=2),),
    views=(View("未公示", empty("date"), "due", waits=True), View("逾期未公示", empty("date") & before("due", TODAY), "due", waits=True), View("已公示", filled("date"))),
    settle=Settle("penalty_cases", settle_publicity),
    empty="行政执法公示：事前公开主体和依据，事中出示证件，事后公开决定。",
)


class MediumKind(Codes):
    """By what the course is recorded."""

    TEXT = "text", "文字", "文书"
    PHOTO = "photo", "照片", "拍照"
    AUDIO = "audio", "音频", "录音"
    VIDEO = "video", "视频", "录像"


class CourseStage(Codes):
    """Which stage of enforcement was recorded."""

    CHECK = "check", "检查", "现场检查"
    FILING = "filing", "立案", "受理"
    INQUIRY = "inquiry", "调查", "调查取证"
    DECISION = "decision", "决定", "审查决定"
    SERVICE = "service", "送达", "文书送达"
    EXECUTION = "execution", "执行", "强制执行"


class ProcessRecord(Record):
    """One recording of the course of enforcement."""

    chain: Link | None = f("执法链", to="enforce_chains", also="所属检查")
    penalty_case: Link | None = f("所属案件", to="penalty_cases")
    title: str = f("内容", also="名称", width=26)
    stage: CourseStage = f("环节", default=CourseStage.CHECK)
    kind: MediumKind = f("方式", default=MediumKind.VIDEO, also="类别")
    start: datetime = f("开始时间", also="时间", width=16)
    end: datetime | None = f("结束时间", width=16)
    device: str | None = f("设备编号", should=True, also="执法记录仪编号")
    recorder: str | None = f("记录人", should=True)
    file: Files | None = f("文件")
    hash: Code | None = f("文件校验值", help="SHA-256；文件存在别处时填", width=20)
    place: str | None = f("存放位置", help="采集站、硬盘或光盘编号")
    keep_until: date | None = f("保存至", end=True)
    remark: str | None = f("备注", lines=2)


def whose(record: ProcessRecord, scene: Scene) -> Iterable[Problem]:
    """A recording belongs to a chain or a case, and ends after it began."""
    if record.chain is None and record.penalty_case is None:
        yield Problem("chain", "请选所属的执法链或案件", doubt=True)
    if record.end and record.start and record.end < record.start:
        yield Problem("end", "结束时间不能早于开始时间")


_EXPIRED = filled("keep_until") & before("keep_until", TODAY)

PROCESS_RECORDS = Ledger(
    ProcessRecord,
    "process_records",
    "执法全过程记录",
    called="title",
    columns="title chain penalty_case stage kind start end device recorder place keep_until",
    plan="19",
    filters="stage kind start recorder",
    search="title device recorder place",
    alike="title start",
    order="-start",
    checks=(whose, not_ahead("start", "记录时间不能在今天之后")),
    deadlines=(Deadline("记录保存期满", "keep_until", warn=30),),
    views=(View("没有文件和存放位置", empty("file") & empty("place")), View("保存期满", _EXPIRED)),
    empty="立案、调查、决定、送达、执行各环节的文字、照片和音像记录。",
)
