"""举报: received, looked into, answered, rewarded; the reporter stays hidden (domain item 18, §3.13)."""

import datetime as dt
from collections.abc import Iterable
from datetime import date

from safety_desk.conditions import TODAY, Kin, before, empty, eq, filled, one_of
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code, Fen, Phone
from safety_desk.ledger import Deadline, Ledger, Settle, Step, View, in_order, needed_when, not_ahead
from safety_desk.ledgers.enforce.grading import AccidentGrade
from safety_desk.ledgers.flow import move
from safety_desk.linked import Files, Link, Term
from safety_desk.options import Options, Scene
from safety_desk.record import Problem, Record


class ReportRules(Options, key="report_cases", title="举报核查和奖励", settles="report_cases"):
    """安监总财〔2018〕19号, and what the county's own rules may set differently."""

    verify_days: int = f("核查办结期限", default=60, unit="天", low=1, help="可批准延长一次，以县办法为准")
    extend_days: int = f("可延长", default=60, unit="天", low=0)
    rate: float = f("奖励占罚款的比例", default=15, unit="%", low=0, high=100)
    floor: int = f("最低奖励", default=3000, unit="元", low=0)
    ceiling: int = f("最高奖励", default=300_000, unit="元", low=0)
    employee_more: float = f("从业人员举报本单位上浮", default=20, unit="%", low=0, high=100)
    floor_without_fine: bool = f("没有罚款也按最低奖励", default=False, help="由县里决定")
    reporter_on_paper: bool = f("登记核查表上写明举报人", default=False, help="要求保密的始终隐去；打印时在操作历史里留一条")


class ReportChannel(Codes):
    """By which way a report came."""

    SAFETY = "12350", "12350", "安全生产举报电话"
    CITIZEN = "12345", "12345", "政务热线"
    LETTER = "letter", "来信", "信件"
    VISIT = "visit", "来访", "上门"
    WECHAT = "wechat", "微信", "微信举报"
    WEB = "web", "网络", "网上举报"
    SNAP = "snap", "随手拍", "安全隐患随手拍"
    OTHER = "other", "其他", "其它"


class ReportState(Codes):
    """Where a report stands (domain §8.1)."""

    RECEIVED = "received", "接报", "已接报"
    ACCEPTED = "accepted", "受理", "已受理"
    HANDED = "handed", "转办", "已转办"
    DECLINED = "declined", "不受理", "不予受理"
    VERIFIED = "verified", "核查", "已核查"
    HANDLED = "handled", "处理", "已处理"
    ANSWERED = "answered", "反馈", "已反馈"
    REWARDED = "rewarded", "奖励", "已奖励"
    FILED = "filed", "归档", "已归档"


class VerifyResult(Codes):
    """What was found."""

    TRUE = "true", "属实", "查实"
    PARTLY = "partly", "部分属实", "基本属实"
    FALSE = "false", "不属实", "未查实"


class ReportCase(Record):
    """One report from the public or from an employee."""

    no: Code | None = f("举报编号", serial="JB-{year}-{n:4}", section="接报", also="编号", width=13)
    channel: ReportChannel = f("举报渠道", also="渠道 来源")
    received_at: date = f("接报日期", also="接报时间 举报时间 日期")
    anonymous: bool = f("匿名举报", default=False, also="匿名")
    reporter_name: str | None = f("举报人", secret=True, also="举报人姓名", help="只有承办人和管理员应当知道；台账、报表、卡片都不显示")
    reporter_phone: Phone | None = f("举报人电话", secret=True)
    is_employee: bool = f("本单位从业人员举报", default=False)
    confidential: bool = f("要求保密", default=True)
    object_enterprise: Link | None = f("被举报单位", to="enterprises", also="企业名称 企业 举报对象", width=24)
    object_text: str | None = f("被举报对象", help="不在企业台账里的写在这里")
    content: str = f("举报内容", lines=4, also="内容", width=30)
    category: Term = f("举报类别", codes="report_category", default="违法行为", also="类别")
    evidence: Files | None = f("举报材料")

    assigned_to: Link | None = f("承办人", to="staff", section="受理和核查", should=True)
    accept_at: date | None = f("受理日期", fixed=True, also="受理时间")
    accept_note: str | None = f("受理意见", fixed=True, lines=2)
    handed_to: str | None = f("转办单位", fixed=True)
    extended: bool = f("已批准延长", default=False, fixed=True)
    extend_approver: str | None = f("延长批准人", fixed=True)
    verify_due: date | None = f("核查期限", follows=True)
    verified_at: date | None = f("核查日期", fixed=True)
    verify_result: VerifyResult | None = f("核查结果", fixed=True)
    verify_text: str | None = f("核查情况", fixed=True, lines=3)
    inspection: Link | None = f("核查检查", to="inspections")

    handle: str | None = f("处理情况", fixed=True, lines=3, section="处理和反馈")
    hidden_danger: Link | None = f("登记的隐患", to="hidden_dangers")
    penalty_case: Link | None = f("处罚案件", to="penalty_cases")
    reply_at: date | None = f("反馈日期", fixed=True)
    reply_way: str | None = f("反馈方式", fixed=True)

    concealed_deaths: int | None = f("查实瞒报谎报死亡人数", unit="人", low=0, section="奖励", help="举报瞒报、谎报事故的填")
    concealed_grade: AccidentGrade | None = f("瞒报事故等级")
    fine: Fen | None = f("查实后的罚款", unit="元", low=0, help="空着时取处罚案件的罚款")
    reward_calc: Fen | None = f("建议奖励", unit="元", follows=True, help="安监总财〔2018〕19号；乡镇不发奖金，只提建议")
    reward_amount: Fen | None = f("核定奖励", unit="元", low=0, fixed=True)
    reward_paid_at: date | None = f("发放日期", fixed=True)
    status: ReportState = f("状态", default=ReportState.RECEIVED, fixed=True)
    closed_at: date | None = f("办结日期", fixed=True)
    remark: str | None = f("备注", lines=2)


_PER_DEATH = {AccidentGrade.GENERAL: 30_000, AccidentGrade.LARGER: 40_000, AccidentGrade.MAJOR: 50_000, AccidentGrade.EXTREME: 60_000}
"""Yuan for each death that was concealed and is proved, by the accident's grade (安监总财〔2018〕19号)."""


def reward(fine: int, rules: ReportRules, is_employee: bool = False) -> int:
    """The proposed reward, in yuan, for a report of a danger or an offence that led to a fine (in yuan).

    15 % of the fine, at least 3000 and at most 300000 (安监总财〔2018〕19号); more for an employee, within the most.
    """
    base = max(rules.floor, min(rules.ceiling, round(fine * rules.rate / 100)))
    return min(rules.ceiling, round(base * (1 + rules.employee_more / 100))) if is_employee else base


def concealment_reward(deaths: int, grade: AccidentGrade, rules: ReportRules) -> int:
    """The proposed reward, in yuan, for a report of a concealed or falsely told accident (安监总财〔2018〕19号)."""
    return min(rules.ceiling, deaths * _PER_DEATH[grade])


def settle_report(report: ReportCase, kin: Kin, scene: Scene) -> list[Record]:
    """By when it is to be looked into, and what reward may be proposed."""
    rules = scene.rules(ReportRules)
    case = kin.linked(report, "penalty_case")
    fine = report.fine if report.fine is not None else case.amount if case else None
    days = rules.verify_days + (rules.extend_days if report.extended else 0)
    start = report.accept_at
    return [
        report.replace(
            fine=fine,
            verify_due=start + dt.timedelta(days=days) if start else None,
            reward_calc=_proposed(report, fine, rules),
        )
    ]


def _proposed(report: ReportCase, fine: int | None, rules: ReportRules) -> int | None:
    """In 分; nothing where the report was not found true, or no rule gives a sum."""
    if report.verify_result not in (VerifyResult.TRUE, VerifyResult.PARTLY):
        return None
    if report.concealed_deaths and report.concealed_grade:
        return concealment_reward(report.concealed_deaths, report.concealed_grade, rules) * 100
    if not fine:
        return rules.floor * 100 if rules.floor_without_fine else None
    return reward(round(fine / 100), rules, report.is_employee) * 100


def sound_report(report: ReportCase, scene: Scene) -> Iterable[Problem]:
    """Somebody is reported; who stays anonymous has no name here; a reward needs a report found true."""
    if report.object_enterprise is None and not report.object_text:
        yield Problem("object_enterprise", "请填被举报单位，或者填被举报对象")
    if report.anonymous and (report.reporter_name or report.reporter_phone):
        yield Problem("anonymous", "填了举报人，就不是匿名举报；要求保密请选“要求保密”")
    if report.reward_amount and report.verify_result is VerifyResult.FALSE:
        yield Problem("reward_amount", "核查不属实的举报不发奖励")


def _extend(report: ReportCase, kin: Kin, scene: Scene) -> list[Record]:
    if report.extended:
        raise Refusal("核查期限只能延长一次，已经延长过了")
    return [report.replace(extended=True)]


def _handle(report: ReportCase, kin: Kin, scene: Scene) -> None:
    """What was found true becomes a hidden danger or a case, or it is said why not."""
    if report.verify_result is not VerifyResult.FALSE and not (report.hidden_danger or report.penalty_case or report.handle):
        raise Refusal("查实的举报要登记隐患或处罚案件，或者写明处理情况")


def _rewardable(report: ReportCase, kin: Kin, scene: Scene) -> None:
    if report.verify_result not in (VerifyResult.TRUE, VerifyResult.PARTLY):
        raise Refusal("核查不属实的举报不发奖励，请直接归档")


_BUSY = (ReportState.RECEIVED, ReportState.ACCEPTED, ReportState.HANDED, ReportState.VERIFIED, ReportState.HANDLED)
_TO_VERIFY = one_of("status", ReportState.ACCEPTED, ReportState.HANDED)

_S = ReportState

REPORT_CASES = Ledger(
    ReportCase,
    "report_cases",
    "举报台账",
    called="no",
    columns="no received_at channel object_enterprise content category status assigned_to verify_due verify_result reward_calc reward_amount",
    plan="18",
    filters="status channel category verify_result received_at object_enterprise.village",
    search="no content object_enterprise object_text",
    keys=("no",),
    alike="received_at content",
    order="-received_at",
    checks=(
        sound_report,
        not_ahead("received_at", "接报日期不能在今天之后"),
        in_order("received_at", "accept_at", "受理日期不能早于接报日期"),
        in_order("accept_at", "verified_at", "核查日期不能早于受理日期"),
        needed_when("extend_approver", lambda r: r.extended, "延长核查期限要有批准人"),
    ),
    steps=(
        move("受理", _S.RECEIVED, _S.ACCEPTED, "accept_at assigned_to accept_note", "accept_at assigned_to"),
        move("转办", _S.RECEIVED, _S.HANDED, "accept_at handed_to accept_note", "accept_at handed_to", aside=True),
        move("不受理", _S.RECEIVED, _S.DECLINED, "accept_note closed_at", "accept_note closed_at", aside=True),
        Step("延长核查", lambda r: r.status in (_S.ACCEPTED, _S.HANDED), _extend, "extend_approver", "extend_approver", aside=True),
        move("核查", (_S.ACCEPTED, _S.HANDED), _S.VERIFIED, "verified_at verify_result verify_text", "verified_at verify_result verify_text"),
        move("处理", _S.VERIFIED, _S.HANDLED, "handle hidden_danger penalty_case fine", ready=_handle),
        move("反馈", _S.HANDLED, _S.ANSWERED, "reply_at reply_way", "reply_at reply_way"),
        move("奖励", _S.ANSWERED, _S.REWARDED, "reward_amount reward_paid_at", "reward_amount", ready=_rewardable),
        move("归档", (_S.ANSWERED, _S.REWARDED, _S.DECLINED), _S.FILED, "closed_at", "closed_at"),
    ),
    deadlines=(Deadline("举报核查", "verify_due", _TO_VERIFY, warn=10),),
    views=(
        View("办理中", one_of("status", *_BUSY), "received_at"),
        View("逾期未核查", _TO_VERIFY & before("verify_due", TODAY), "verify_due", waits=True),
        View("待反馈", eq("status", ReportState.HANDLED), waits=True),
        View("应奖未奖", filled("reward_calc") & empty("reward_amount"), waits=True),
    ),
    settle=Settle("penalty_cases", settle_report),
    keep=lambda r, kin: "受理过的举报不能删除" if r.status is not ReportState.RECEIVED else "",
    empty="12350、12345、来信来访、随手拍的举报：核查、处理、反馈、奖励建议。举报人信息不在列表和导出里出现。",
)
