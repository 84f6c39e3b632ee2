"""行政处罚案件: the procedure with its terms, its limits and who may run it (domain item 18; 行政处罚法, 安全生产法 art. 113)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from datetime import date

from safety_desk.conditions import TODAY as NOW
from safety_desk.conditions import Kin, before, empty, eq, filled, one_of
from safety_desk.dates import add_years
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, Names, f
from safety_desk.kinds import Code, Fen
from safety_desk.ledger import Deadline, Derived, Ledger, Settle, View, in_order, needed_when, not_ahead
from safety_desk.ledgers.enforce.powers import Organ, why_not
from safety_desk.ledgers.enforce.terms import countable, term
from safety_desk.ledgers.flow import move
from safety_desk.ledgers.office import EnforcementMode
from safety_desk.linked import Files, Link, Terms
from safety_desk.options import Options, Scene
from safety_desk.record import Problem, Record


class PenaltyRules(Options, key="penalties", title="行政处罚", settles="penalty_cases"):
    """What an entrustment or the county decides."""

    entrusted_normal: bool = f("委托执法可办普通程序", default=False, help="委托书通常只委托简易程序；委托书写明普通程序的选“是”")
    pay_days: int = f("缴款期限", default=15, unit="天", low=1, help="自送达之日起")
    statement_days: int = f("陈述申辩期限", default=3, unit="日", low=1, help="印在行政处罚告知书上，按工作日", section="处罚文书")
    pay_way: str = f("缴款方式", default="到指定的银行或者通过电子支付系统缴纳罚款", help="写明代收银行和账号的，改成县里统一的说法", lines=2)


class Subject(Codes):
    """Whom a penalty hits."""

    FIRM = "firm", "单位", "企业 生产经营单位"
    PERSON = "person", "个人", "公民"


class Procedure(Codes):
    """By which procedure."""

    SIMPLE = "simple", "简易程序", "简易 当场处罚"
    NORMAL = "normal", "普通程序", "普通 一般程序"


class CaseState(Codes):
    """Where a case stands (domain §8.1)."""

    FILED = "filed", "立案", "已立案"
    INQUIRY = "inquiry", "调查", "调查取证"
    REVIEW = "review", "审核", "法制审核 审核/法制审核"
    NOTICE = "notice", "告知", "已告知"
    HEARING = "hearing", "听证", "听证中"
    DECIDED = "decided", "决定", "已决定"
    SERVED = "served", "送达", "已送达"
    CARRIED = "carried", "履行", "履行中 强制执行"
    CLOSED = "closed", "结案", "已结案"
    DROPPED = "dropped", "撤案", "已撤案"


class PenaltyCase(Record):
    """One case against an enterprise or a person."""

    no: Code | None = f("案号", serial="CF-{year}-{n:4}", section="立案", also="编号 案件编号", width=13)
    chain: Link | None = f("执法链", to="enforce_chains")
    organ: Organ = f("办理机关", default=Organ.COUNTY, help="没有处罚权的乡镇，登记县级部门对本镇单位的处罚结果")
    enterprise: Link = f("所属单位", to="enterprises", also="企业名称 企业 单位名称", width=24)
    subject: Subject = f("处罚对象", default=Subject.FIRM, also="对象")
    person: str | None = f("被处罚人", help="处罚对象是个人时填")
    procedure: Procedure = f("程序", default=Procedure.NORMAL)
    cause: str = f("案由", lines=2, also="违法行为", width=24)
    law_ref: str | None = f("违反的条款", lines=2, should=True)
    law_ref_penalty: str | None = f("处罚依据", lines=2, should=True)
    is_major: bool = f("重大执法决定", default=False, help="停产停业、吊销、较大数额罚款、听证、案情复杂的，须法制审核并集体讨论")
    accident: Link | None = f("所属事故", to="accidents", help="因事故处罚的")
    hidden_danger: Link | None = f("所属隐患", to="hidden_dangers")
    filing_date: date | None = f("立案日期", also="立案时间")
    investigators: str | None = f("承办人", should=True, help="不少于两人")
    decide_due: date | None = f("应决定日期", follows=True, help="立案之日起九十日内")

    notice_date: date | None = f("告知日期", fixed=True, section="告知和听证")
    hearing: bool = f("要求听证", default=False, fixed=True)
    hearing_apply_due: date | None = f("听证申请截止", follows=True, help="告知后五日（工作日）内")
    hearing_date: date | None = f("听证日期", fixed=True)
    hearing_note: str | None = f("听证情况", fixed=True, lines=2)

    decision_no: Code | None = f("决定书文号", fixed=True, section="决定和执行", also="处罚决定书文号")
    decision_date: date | None = f("决定日期", fixed=True, also="处罚日期")
    type: Terms | None = f("处罚种类", codes="penalty_type", fixed=True, width=14)
    amount: Fen | None = f("罚款金额", unit="元", low=0, fixed=True, also="罚款")
    serve_due: date | None = f("应送达日期", follows=True, help="决定后七日（工作日）内送达")
    serve_date: date | None = f("送达日期", fixed=True)
    pay_due: date | None = f("缴款截止", fixed=True, end=True)
    pay_date: date | None = f("缴款日期", fixed=True)
    daily_from: date | None = f("按日连罚起", help="自责令改正之日的次日起（安全生产法第一百一十二条）")
    publicity_due: date | None = f("应公示日期", follows=True, help="处罚决定七个工作日内公示（安全生产法第七十八条）")
    publicized_at: date | None = f("公示日期")
    repeat_note: str | None = f("累犯提示", follows=True, width=20)
    status: CaseState = f("状态", default=CaseState.FILED, fixed=True, also="进度")
    close_date: date | None = f("结案日期", fixed=True)
    drop_reason: str | None = f("撤案理由", fixed=True, lines=2)
    docs: Files | None = f("文书扫描件")
    remark: str | None = f("备注", lines=2, section="其他")


ON_SPOT_MOST = {Subject.PERSON: 20_000, Subject.FIRM: 300_000}
"""当场处罚 at most, in 分: 200 yuan of a citizen, 3000 of an organization (行政处罚法)."""
DECIDE_DAYS = 90


def late_fee(amount: int, pay_due: date, on: date) -> int:
    """加处罚款 in 分: 3 % of the fine for each day after the term, at most the fine itself (行政处罚法)."""
    days = max(0, (on - pay_due).days)
    return min(amount, round(amount * 3 * days / 100))


def repeat_alert(days: Sequence[date], on: date, open_major: bool) -> str:
    """What the penalties until that day call for (安全生产法 art. 113).

    Three within 180 days or four within a year, while a major hidden danger stands: closure is proposed. One less, or
    without the danger: a warning.
    """
    half = sum(0 <= (on - day).days < 180 for day in days)
    year = sum(add_years(on, -1) < day <= on for day in days)
    if open_major and (half >= 3 or year >= 4):
        return f"提请关闭：180 日内 {half} 次、一年内 {year} 次处罚，且存在重大隐患"
    if half >= 2 or year >= 3:
        return f"预警：180 日内 {half} 次、一年内 {year} 次处罚"
    return ""


def settle_case(case: PenaltyCase, kin: Kin, scene: Scene) -> list[Record]:
    """The terms of the procedure, and what earlier penalties of the enterprise add."""
    firm = kin.linked(case, "enterprise")
    rules = scene.rules(PenaltyRules)
    pay_due = case.pay_due
    if pay_due is None and case.serve_date and case.amount:
        pay_due = case.serve_date + dt.timedelta(days=rules.pay_days)
    return [
        case.replace(
            decide_due=case.filing_date + dt.timedelta(days=DECIDE_DAYS) if case.filing_date else None,
            hearing_apply_due=term(case.notice_date, 5, scene),
            serve_due=term(case.decision_date, 7, scene),
            publicity_due=term(case.decision_date, 7, scene),
            pay_due=pay_due,
            repeat_note=_repeat(case, firm, kin) or None if firm else None,
        )
    ]


def _repeat(case: PenaltyCase, firm: Record, kin: Kin) -> str:
    if case.decision_date is None or case.status is CaseState.DROPPED:
        return ""
    others: list[PenaltyCase] = [c for c in kin.of(firm, "penalty_cases") if c.id != case.id and c.status is not CaseState.DROPPED]
    days = [c.decision_date for c in others if c.decision_date]
    major = any(danger.open_major for danger in kin.of(firm, "hidden_dangers"))
    return repeat_alert([*days, case.decision_date], case.decision_date, major)


def _why_not(case: PenaltyCase, scene: Scene) -> str:
    """Why the office may not run this case itself, or nothing."""
    if case.organ is not Organ.OURS:
        return ""
    simple = case.procedure is Procedure.SIMPLE or scene.rules(PenaltyRules).entrusted_normal
    needed = EnforcementMode.ENTRUSTED if simple else EnforcementMode.EMPOWERED
    return why_not(scene, needed, f"按{case.procedure.label}作出行政处罚")


def sound_case(case: PenaltyCase, scene: Scene) -> Iterable[Problem]:
    """Powers, and the limits of a penalty on the spot."""
    if case.status not in (CaseState.CLOSED, CaseState.DROPPED) and (why := _why_not(case, scene)):
        yield Problem("organ", why, hard=True)
    most = ON_SPOT_MOST[case.subject]
    if case.procedure is Procedure.SIMPLE and case.amount is not None and case.amount > most:
        yield Problem("amount", f"简易程序罚款，{case.subject.label}不超过 {most // 100} 元，超过的请改用普通程序")
    if case.decision_date and case.filing_date and case.decision_date < case.filing_date:
        yield Problem("decision_date", "决定日期不能早于立案日期")


def _allowed(case: PenaltyCase, kin: Kin, scene: Scene) -> None:
    if why := _why_not(case, scene):
        raise Refusal(why)


def _reviewed(case: PenaltyCase, kin: Kin, scene: Scene) -> None:
    """Notice is given after a review has agreed; a major decision is discussed by all as well (domain item 19)."""
    _allowed(case, kin, scene)
    reviews = kin.of(case, "case_reviews")
    if case.organ is Organ.OURS and not any(review.opinion is not None and review.opinion.value == "agree" for review in reviews):
        raise Refusal("还没有“同意”的案件审查意见。请先在“案件审查”里登记审查意见，再告知当事人")


def to_decide(case: PenaltyCase, kin: Kin, scene: Scene) -> None:
    """Not while a hearing may still be asked for, and not before it was held."""
    _allowed(case, kin, scene)
    if case.procedure is Procedure.NORMAL and case.hearing and case.status is not CaseState.HEARING:
        raise Refusal("当事人要求听证，请先走“举行听证”")
    if case.procedure is Procedure.NORMAL and case.hearing_apply_due and case.decision_date and not case.hearing_date and case.decision_date <= case.hearing_apply_due:
        raise Refusal(f"听证申请期限到 {case.hearing_apply_due} 为止，期满前不能作出决定")
    if case.is_major and case.organ is Organ.OURS and not any(review.collective_discussion for review in kin.of(case, "case_reviews")):
        raise Refusal("重大执法决定要经集体讨论，请先在“案件审查”里登记讨论情况")
    fines = any("罚款" in name for name in case.type or ())
    if fines and not case.amount:
        raise Refusal("处罚种类里有罚款，请填罚款金额")


def _on_spot(case: PenaltyCase, kin: Kin, scene: Scene) -> None:
    if case.procedure is not Procedure.SIMPLE:
        raise Refusal("只有简易程序可以当场决定；普通程序请按调查、审核、告知、决定走")
    to_decide(case, kin, scene)


def _close(case: PenaltyCase, kin: Kin, scene: Scene) -> None:
    if case.amount and case.pay_date is None:
        raise Refusal("罚款还没有缴款日期，不能结案；经强制执行的，把执行到位的日期填作缴款日期")


def fee_text(case: PenaltyCase, scene: Scene, names: Names) -> str:
    """加处罚款 until it was paid, or until today."""
    if case.amount is None or case.pay_due is None or case.status is CaseState.DROPPED:
        return ""
    fee = late_fee(case.amount, case.pay_due, case.pay_date or scene.today)
    return f"⚠ {fee / 100:.2f} 元" if fee else "—"


_BUSY = ~one_of("status", CaseState.CLOSED, CaseState.DROPPED)
_BEFORE_DECISION = one_of("status", CaseState.FILED, CaseState.INQUIRY, CaseState.REVIEW, CaseState.NOTICE, CaseState.HEARING)
_UNPUBLISHED = empty("publicized_at") & filled("decision_date") & ~eq("status", CaseState.DROPPED)
_UNDECIDED = (CaseState.FILED, CaseState.INQUIRY, CaseState.REVIEW, CaseState.NOTICE, CaseState.HEARING)
_DECISION = "decision_no decision_date type amount"

PENALTY_CASES = Ledger(
    PenaltyCase,
    "penalty_cases",
    "行政处罚案件",
    called="no",
    columns="no enterprise cause procedure organ status filing_date decision_date type amount pay_due fee publicized_at repeat_note",
    plan="18",
    filters="status procedure organ type decision_date enterprise.village",
    search="no enterprise cause person decision_no law_ref",
    keys=("no", "decision_no"),
    alike="enterprise cause filing_date",
    order="-filing_date",
    checks=(
        sound_case,
        countable("decision_date", "notice_date"),
        not_ahead("filing_date", "立案日期不能在今天之后"),
        not_ahead("decision_date", "决定日期不能在今天之后"),
        in_order("filing_date", "notice_date", "告知日期不能早于立案日期"),
        in_order("decision_date", "serve_date", "送达日期不能早于决定日期"),
        in_order("decision_date", "publicized_at", "公示日期不能早于决定日期"),
        needed_when("person", lambda c: c.subject is Subject.PERSON, "处罚对象是个人，请填被处罚人"),
    ),
    steps=(
        move("开展调查", CaseState.FILED, CaseState.INQUIRY, "investigators filing_date", "investigators filing_date", ready=_allowed),
        move("送审核", CaseState.INQUIRY, CaseState.REVIEW, "law_ref law_ref_penalty is_major", "law_ref law_ref_penalty", ready=_allowed),
        move("告知", CaseState.REVIEW, CaseState.NOTICE, "notice_date hearing", "notice_date", ready=_reviewed),
        move("举行听证", CaseState.NOTICE, CaseState.HEARING, "hearing hearing_date hearing_note", "hearing_date", aside=True),
        move("作出决定", (CaseState.NOTICE, CaseState.HEARING), CaseState.DECIDED, _DECISION, "decision_no decision_date type", ready=to_decide),
        move("当场决定", CaseState.FILED, CaseState.DECIDED, f"procedure {_DECISION}", "decision_no decision_date type", ready=_on_spot, aside=True),
        move("送达决定书", CaseState.DECIDED, CaseState.SERVED, "serve_date pay_due", "serve_date"),
        move("履行", CaseState.SERVED, CaseState.CARRIED, "pay_date"),
        move("结案", CaseState.CARRIED, CaseState.CLOSED, "pay_date close_date", "close_date", ready=_close),
        move("撤案", _UNDECIDED, CaseState.DROPPED, "drop_reason", "drop_reason", aside=True),
    ),
    derived=(Derived("fee", "加处罚款", fee_text, by="pay_due", width=11),),
    deadlines=(
        Deadline("处罚决定", "decide_due", _BEFORE_DECISION, warn=15),
        Deadline("决定书送达", "serve_due", eq("status", CaseState.DECIDED), warn=3),
        Deadline("处罚公示", "publicity_due", _UNPUBLISHED, warn=2),
        Deadline("缴款", "pay_due", one_of("status", CaseState.SERVED, CaseState.CARRIED) & empty("pay_date"), warn=3),
    ),
    views=(
        View("办理中", _BUSY, "decide_due"),
        View("超期未决定", _BEFORE_DECISION & before("decide_due", NOW), "decide_due", waits=True),
        View("未公示", _UNPUBLISHED, "publicity_due", waits=True),
        View("逾期未缴", one_of("status", CaseState.SERVED, CaseState.CARRIED) & empty("pay_date") & before("pay_due", NOW), "pay_due", waits=True),
        View("累犯提示", filled("repeat_note")),
    ),
    settle=Settle("", settle_case),
    keep=lambda c, kin: "立了案的不能删除：请用“撤案”，写明理由" if c.status is not CaseState.FILED else "",
    empty="处罚案件从立案到结案的每一步和它的期限。没有处罚权的乡镇在这里登记县级部门的处罚结果。",
)

