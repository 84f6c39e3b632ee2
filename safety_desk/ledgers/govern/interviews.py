"""约谈, 曝光 and 问责建议 (domain item 17; 安委〔2018〕2号: an interview reminds, admonishes and urges)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from safety_desk.conditions import Kin, Where, eq, filled, one_of
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.ledger import Ledger, Settle, View, in_order, needed_when, not_ahead
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.flow import move
from safety_desk.linked import Files, Link, Links, Term
from safety_desk.options import Options, Scene
from safety_desk.record import Record


class InterviewRules(Options, key="interviews", title="约谈", settles="interviews"):
    """The term of the written answer; places set 5 to 20 days."""

    feedback_days: int = f("书面反馈期限", default=15, unit="天", low=1)
    materials: str = f("须携带的材料", default="书面汇报材料、整改情况佐证材料、安全生产责任制和近期安全检查记录", lines=2, help="印在约谈通知书上")


class InterviewState(Codes):
    """Where an interview stands (domain §8.1)."""

    NOTICE = "notice", "通知", "已通知"
    HELD = "held", "实施", "已实施 已约谈"
    MINUTED = "minuted", "纪要", "已形成纪要"
    ANSWERED = "answered", "反馈", "已反馈"
    REVISITED = "revisited", "回访", "已回访"
    ENDED = "ended", "结束", "已结束"


class Interview(Record):
    """One interview with who answers for something."""

    no: str | None = f("约谈文号", serial="安委约谈〔{year}〕{n:3}号", section="约谈", also="文号 编号", width=18, help="通知书编号以后，就是通知书的文号")
    date: dt.date = f("约谈日期", also="日期 时间")
    place: str | None = f("地点", also="约谈地点")
    interviewer: Link | None = f("约谈人", to="staff", should=True)
    recorder: Link | None = f("记录人", to="staff")
    interviewee_unit: str = f("被约谈单位", also="单位 单位名称", width=22)
    interviewee: str = f("被约谈人", also="约谈对象")
    post: str | None = f("被约谈人职务", also="职务")
    enterprise: Link | None = f("企业", to="enterprises", width=24, help="被约谈的是企业时填，进一企一档")
    org: Link | None = f("村或部门", to="org_units")
    reason_code: Term = f("约谈情形", codes="interview_reason", also="情形 原因")
    reason: str = f("约谈事由", lines=2, also="事由", width=30)
    requirements: str | None = f("整改要求", lines=3, should=True, also="要求 约谈要求")
    supervise_case: Link | None = f("关联督办", to="supervise_cases")
    hidden_dangers: Links | None = f("关联隐患", to="hidden_dangers")
    status: InterviewState = f("状态", default=InterviewState.NOTICE, fixed=True, section="进展")
    statement: str | None = f("被约谈人表态", lines=2, fixed=True)
    minutes: Files | None = f("约谈纪要")
    feedback_deadline: dt.date | None = f("反馈期限", end=True, also="反馈时限", help="空着按统一期限")
    feedback_at: dt.date | None = f("反馈日期", fixed=True)
    feedback_doc: Files | None = f("反馈材料")
    revisit_on: dt.date | None = f("回访日期", fixed=True)
    result: str | None = f("整改结果", lines=2, fixed=True, also="结果")
    remark: str | None = f("备注", lines=2)

    @property
    def is_open(self) -> bool:
        """Not ended."""
        return self.status is not InterviewState.ENDED


def called_in(unit: str | None, person: str | None, reason: str, requirements: str | None, scene: Scene) -> Interview:
    """An interview that is proposed to who does not mend what he should."""
    return Interview(
        date=scene.today,
        interviewee_unit=unit or "整改责任单位",
        interviewee=person or "主要负责人",
        reason_code="整改不力",
        reason=reason,
        requirements=requirements or "按要求限期完成整改",
    )


def number_of(documents: Sequence[Any], kind: str) -> str | None:
    """The number of the newest notice of that kind in the register of documents, if one stands there that is not void."""
    numbered = [one for one in documents if one.kind.value == kind and one.doc_no and one.status.value != "void"]
    return max(numbered, key=lambda one: one.id).doc_no if numbered else None


def settle_interview(interview: Interview, kin: Kin, scene: Scene) -> list[Record]:
    """The number of its notice, and the term of the answer where none is set."""
    days = scene.rules(InterviewRules).feedback_days
    return [
        interview.replace(
            no=number_of(kin.of(interview, "documents"), "interview") or interview.no,
            feedback_deadline=interview.feedback_deadline or interview.date + dt.timedelta(days=days),
        )
    ]


def _held(interview: Interview, kin: Kin, scene: Scene) -> None:
    if interview.date > scene.today:
        raise Refusal(f"约谈日期 {interview.date} 还没有到")
    if interview.interviewer is None:
        raise Refusal("请先填约谈人")


def _answered(interview: Interview, kin: Kin, scene: Scene) -> None:
    if interview.feedback_at and interview.feedback_at < interview.date:
        raise Refusal(f"反馈日期不能早于约谈日期（{interview.date}）")


def _revisited(interview: Interview, kin: Kin, scene: Scene) -> None:
    if interview.revisit_on and interview.feedback_at and interview.revisit_on < interview.feedback_at:
        raise Refusal(f"回访日期不能早于反馈日期（{interview.feedback_at}）")


WAITING: Where = one_of("status", InterviewState.NOTICE, InterviewState.HELD, InterviewState.MINUTED)
ANSWER = Expiry("反馈", "feedback_deadline", WAITING, warn=3)

INTERVIEWS = Ledger(
    Interview,
    "interviews",
    "约谈",
    called="no",
    columns="no date interviewer interviewee_unit interviewee reason_code reason status feedback_deadline due feedback_at result",
    plan="17",
    filters="status reason_code date",
    search="no interviewee_unit interviewee reason requirements",
    keys=("no",),
    alike="interviewee_unit date",
    order="-date",
    checks=(
        in_order("date", "feedback_deadline", "反馈期限不能早于约谈日期"),
        not_ahead("feedback_at", "反馈日期不能在今天之后"),
        not_ahead("revisit_on", "回访日期不能在今天之后"),
    ),
    steps=(
        move("已约谈", InterviewState.NOTICE, InterviewState.HELD, "date interviewer statement", "date interviewer", ready=_held),
        move("形成纪要", InterviewState.HELD, InterviewState.MINUTED, "minutes requirements", "requirements"),
        move("收到反馈", InterviewState.MINUTED, InterviewState.ANSWERED, "feedback_at feedback_doc result", "feedback_at", ready=_answered),
        move("回访", InterviewState.ANSWERED, InterviewState.REVISITED, "revisit_on result", "revisit_on result", ready=_revisited),
        move("结束", InterviewState.REVISITED, InterviewState.ENDED),
    ),
    views=(View("待反馈", WAITING, "feedback_deadline", waits=True), *ANSWER.views, View("没有结束", ~eq("status", InterviewState.ENDED)), View("已结束", eq("status", InterviewState.ENDED))),
    derived=(ANSWER.column,),
    deadlines=(ANSWER.deadline,),
    settle=Settle("documents", settle_interview),
    empty="对企业、村和部门的约谈：通知、纪要、书面反馈、回访。约谈是提醒、告诫、督促整改。",
)


class Exposure(Record):
    """A problem shown in public."""

    date: dt.date = f("曝光日期", also="日期")
    enterprise: Link | None = f("企业", to="enterprises", also="企业名称", width=24)
    object: str = f("曝光对象", also="对象 单位")
    problem: str = f("曝光问题", lines=2, also="问题", width=32)
    media: str | None = f("媒体或平台", should=True, also="媒体 渠道")
    url: str | None = f("链接")
    hidden_danger: Link | None = f("关联隐患", to="hidden_dangers")
    followup: str | None = f("跟进情况", lines=2, should=True, also="后续处理 整改跟进")
    photo: Files | None = f("截图")
    remark: str | None = f("备注", lines=2)


EXPOSURES = Ledger(
    Exposure,
    "exposures",
    "媒体曝光",
    called="object",
    columns="date object enterprise problem media url followup",
    plan="17",
    filters="date media",
    search="object problem media followup",
    alike="date object problem",
    order="-date",
    checks=(not_ahead("date", "曝光日期不能在今天之后"),),
    views=(View("还没有跟进", ~filled("followup"), waits=True),),
    empty="在媒体、公众号、公示栏曝光的问题，和曝光后的整改。",
)


class AccountForm(Codes):
    """What is proposed; the town only proposes (domain item 17)."""

    CRITICISM = "criticism", "通报批评", "批评"
    ADMONITION = "admonition", "诫勉", "诫勉谈话"
    REVIEW = "review", "责令检查", "书面检查"
    TRANSFER = "transfer", "调离", "调整岗位"
    DISCIPLINE = "discipline", "党纪政务处分建议", "党纪政务处分"
    SUPERVISION = "supervision", "移送纪委监委", "移送纪检监察"
    JUSTICE = "justice", "移送司法", "移送司法机关"
    SHUTDOWN = "shutdown", "建议停产整顿或提请关闭", "提请关闭 停产整顿"


class Accountability(Record):
    """A proposal that somebody be held to account, and what the competent authority decided."""

    date: dt.date = f("提出日期", also="日期 建议日期")
    object: str = f("问责对象", also="对象 姓名")
    org: Link | None = f("所在单位", to="org_units", also="单位")
    enterprise: Link | None = f("企业", to="enterprises", also="企业名称", width=24)
    reason: str = f("问责事由", lines=2, also="事由", width=32)
    basis: str | None = f("依据", lines=2, should=True)
    form: AccountForm | None = f("建议方式", should=True, also="问责方式 追责方式")
    supervise_case: Link | None = f("关联督办", to="supervise_cases")
    accident: Link | None = f("关联事故", to="accidents", help="一案双查、三责同追提出的")
    decided_by: str | None = f("决定机关", also="决定单位", help="镇里只提建议，由有权机关决定")
    decided_on: dt.date | None = f("决定日期")
    result: str | None = f("处理结果", lines=2, also="结果")
    file: Files | None = f("附件")
    remark: str | None = f("备注", lines=2)


ACCOUNTABILITIES = Ledger(
    Accountability,
    "accountabilities",
    "问责建议",
    called="object",
    columns="date object org enterprise reason form decided_by decided_on result",
    plan="17",
    filters="form date",
    search="object reason basis result",
    alike="date object reason",
    order="-date",
    checks=(
        not_ahead("date", "提出日期不能在今天之后"),
        in_order("date", "decided_on", "决定日期不能早于提出日期"),
        needed_when("decided_by", lambda a: a.decided_on is not None or bool(a.result), "有决定的，请填决定机关：镇里只提建议"),
    ),
    views=(View("还没有决定", ~filled("decided_on"), waits=True), View("已决定", filled("decided_on"), "-decided_on"), View("没有建议方式", ~filled("form"))),
    empty="向有权机关提出的问责建议和移送的线索，以及他们的决定。",
)
