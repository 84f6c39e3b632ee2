"""事故台账: reported within the hours, graded, looked into, and closed only when nothing was let pass (domain item 21)."""

import datetime as dt
from collections.abc import Iterable
from datetime import date, datetime

from safety_desk.conditions import TODAY, Kin, before, empty, eq, filled, one_of
from safety_desk.dates import add_years
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code, Fen
from safety_desk.ledger import Deadline, Ledger, Settle, Step, View, in_order, needed_when, not_ahead
from safety_desk.ledgers.enforce.grading import AccidentGrade, accident_grade, type_of_2025
from safety_desk.ledgers.enforce.victims import Casualty, Injury, missing_kinds
from safety_desk.ledgers.flow import move
from safety_desk.linked import Files, Link, Term
from safety_desk.options import Options, Scene
from safety_desk.record import Problem, Record


class AccidentRules(Options, key="accidents", title="事故", settles="accidents"):
    """What sources give differently."""

    gb6441_effective: date = f("GB 6441-2025 启用日期", default=date(2026, 7, 1), help="另有来源为 2027-01-01，以县里通知为准")
    invest_days: int = f("事故调查期限", default=60, unit="天", low=1, help="可批准延长，延长不超过 60 天（国务院令第493号）")
    fines_are_loss: bool = f("直接经济损失含罚款", default=False, help="GB 6721-1986 列入善后处理费用，统计口径可能不含")


class TypeStandard(Codes):
    """By which standard an accident's type is told."""

    OLD = "1986", "GB 6441-1986", "1986"
    NEW = "2025", "GB 6441-2025", "2025"


class Liability(Codes):
    """Whether somebody answers for an accident."""

    YES = "yes", "责任事故", "责任"
    NO = "no", "非责任事故", "非责任 自然事故"
    OPEN = "open", "待定", "未定"


class AccidentState(Codes):
    """Where an accident stands (domain §8.1)."""

    HEARD = "heard", "接报", "已接报"
    VERIFIED = "verified", "核实", "已核实"
    REPORTED = "reported", "上报", "已上报 初报"
    INQUIRY = "inquiry", "调查", "调查中"
    SUBMITTED = "submitted", "报告", "报告提交"
    APPROVED = "approved", "批复", "已批复"
    CARRIED_OUT = "carried_out", "执行", "处理执行"
    EVALUATED = "evaluated", "评估", "已评估"
    PUBLISHED = "published", "公开", "已公开"
    CLOSED = "closed", "结案", "已结案"


class Accident(Record):
    """One accident, or a near miss."""

    no: Code | None = f("事故编号", serial="SG-{year}-{n:3}", section="事故", also="编号", width=12)
    name: str = f("事故名称", width=28, also="名称", help="时间 + 单位 + 类别")
    enterprise: Link | None = f("发生单位", to="enterprises", also="企业名称 企业 单位 事故单位", width=24)
    unit_text: str | None = f("单位或个人", help="不在企业台账里的写在这里")
    is_near_miss: bool = f("未遂或险情", default=False)
    is_production: bool = f("生产安全事故", default=True)
    occurred_at: datetime = f("发生时间", also="时间 事故时间 发生日期", width=16)
    place: str = f("发生地点", also="地点")
    village: Link | None = f("所在村", to="villages", also="村", help="空着时取企业所在村")
    industry: Term | None = f("行业领域", codes="supervise_field", help="空着时取企业的监管行业")
    accident_type_std: TypeStandard | None = f("类别标准", follows=True)
    accident_type: Term | None = f("事故类别（1986）", codes="accident_type", also="事故类别 类别 事故类型")
    accident_type_new: Term | None = f("事故类别（2025）", codes="accident_type_2025", help="启用 GB 6441-2025 后空着时按 1986 的类别对应；中毒和窒息须自己选")
    desc: str | None = f("事故经过", lines=4, should=True, also="简要经过 经过")

    deaths: int = f("死亡", default=0, low=0, unit="人", section="伤亡和损失", also="死亡人数", help="登记了伤亡人员的，按伤亡人员表")
    serious: int = f("重伤", default=0, low=0, unit="人", also="重伤人数")
    poisoning: int = f("急性工业中毒", default=0, low=0, unit="人", help="定级时计入重伤（国务院令第493号第三条）")
    minor: int = f("轻伤", default=0, low=0, unit="人", also="轻伤人数")
    missing: int = f("失踪", default=0, low=0, unit="人", also="失踪人数")
    direct_loss: Fen | None = f("直接经济损失", unit="万元", low=0, also="经济损失 损失", help="填了下面的分项，就按分项合计（GB 6721-1986）")
    loss_medical: Fen | None = f("医疗护理费", unit="万元", low=0)
    loss_funeral: Fen | None = f("丧葬及抚恤费", unit="万元", low=0)
    loss_relief: Fen | None = f("补助及救济费", unit="万元", low=0)
    loss_wages: Fen | None = f("歇工工资", unit="万元", low=0, help="日工资 × 歇工日数，逐人相加")
    loss_affairs: Fen | None = f("处理事故的事务性费用", unit="万元", low=0)
    loss_rescue: Fen | None = f("现场抢救费", unit="万元", low=0)
    loss_clearing: Fen | None = f("清理现场费", unit="万元", low=0)
    loss_damages: Fen | None = f("事故赔偿费", unit="万元", low=0)
    loss_fines: Fen | None = f("事故罚款", unit="万元", low=0, help="是否计入，看“系统—事故”的口径")
    loss_fixed: Fen | None = f("固定资产损失", unit="万元", low=0, help="报废：净值减残值；可修复：修复费")
    loss_stock: Fen | None = f("流动资产损失", unit="万元", low=0)
    grade: AccidentGrade | None = f("事故等级", follows=True, help="国务院令第493号第三条，取最高；社会影响等定性升级由人工")
    lost_days: int | None = f("损失工作日", follows=True, unit="天", help="死亡按 6000 日，其余按伤亡人员登记（GB/T 15499-1995）")
    liability: Liability = f("事故性质", default=Liability.OPEN)
    is_unreported: bool = f("瞒报、谎报", default=False)

    reported_at: datetime | None = f("单位报告时间", section="报告", help="单位负责人接报后一小时内报告", width=16)
    report_channel: str | None = f("报告渠道")
    initial_report_at: datetime | None = f("镇初报时间", help="逐级上报，每级不超过两小时", width=16)
    scene_note: str | None = f("现场情况", lines=2, help="快报写明事故现场情况（国务院令第493号第十二条）")
    taken_measures: str | None = f("已采取的措施", lines=2, also="采取的措施 处置情况")
    other_facts: str | None = f("其他应报告的情况", lines=2)
    count_until: date | None = f("伤亡统计截止", follows=True, help="三十日内伤亡变化补报；道路交通、火灾七日")
    team: str | None = f("调查组", lines=2, section="调查", help="组长、成员、聘请的专家；一般事故由县政府调查")
    invest_start: date | None = f("调查开始日期", fixed=True)
    invest_due: date | None = f("应提交报告日期", follows=True)
    extended_due: date | None = f("批准延长至", end=True)
    cause_direct: str | None = f("直接原因", lines=3)
    cause_indirect: str | None = f("间接原因", lines=3)
    cause_mgmt: str | None = f("管理原因", lines=3)
    report_submitted: date | None = f("报告提交日期", fixed=True)
    approve_due: date | None = f("应批复日期", follows=True, help="收到报告十五日内；特别重大三十日")
    approved_at: date | None = f("批复日期", fixed=True)
    approved_by: str | None = f("批复机关", fixed=True)

    cause_found: bool = f("原因已查清", default=False, section="四不放过")
    punished: bool = f("责任人员已处理", default=False)
    measures_done: bool = f("整改措施已落实", default=False)
    educated: bool = f("有关人员已受教育", default=False)
    educated_note: str | None = f("教育情况", lines=2)
    double_check_ent: str | None = f("一案双查：企业责任", lines=2, section="一案双查", help="没有问题的写“经查无”")
    double_check_gov: str | None = f("一案双查：监管责任", lines=2, help="倒查政府监管人员；没有问题的写“经查无”")
    missing_liabilities: str | None = f("三责同追还缺", follows=True, help="民事、行政、刑事各有一条，或写明不适用的理由")

    eval_due: date | None = f("应评估日期", follows=True, section="评估和公开", help="批复后一年内评估并公开（安全生产法第八十六条）")
    eval_date: date | None = f("评估日期", fixed=True)
    eval_result: str | None = f("评估结论", fixed=True, lines=3)
    eval_public_at: date | None = f("公开日期", fixed=True)
    status: AccidentState = f("状态", default=AccidentState.HEARD, fixed=True, also="调查状态")
    closed_at: date | None = f("结案日期", fixed=True)
    docs: Files | None = f("附件")
    remark: str | None = f("备注", lines=2, section="其他")


_LOSSES = ("loss_medical", "loss_funeral", "loss_relief", "loss_wages", "loss_affairs", "loss_rescue", "loss_clearing",
           "loss_damages", "loss_fixed", "loss_stock")  # fmt: skip
_WAN = 1_000_000
_BRIEF = ("道路交通", "消防")
"""Fields where the dead and hurt of seven days count, and not of thirty (国务院令第493号)."""


def direct_loss(accident: Accident, with_fines: bool) -> int | None:
    """直接经济损失 in 分: what it cost for the people, afterwards, and in things (GB 6721-1986); None if not told apart."""
    names = (*_LOSSES, "loss_fines") if with_fines else _LOSSES
    parts = [getattr(accident, name) for name in names]
    return sum(part or 0 for part in parts) if any(part is not None for part in parts) else None


def settle_accident(accident: Accident, kin: Kin, scene: Scene) -> list[Record]:
    """Casualties, loss, grade and terms."""
    rules = scene.rules(AccidentRules)
    firm = kin.linked(accident, "enterprise")
    people: list[Casualty] = kin.of(accident, "casualties")
    counts = _counted(people) if people else {name: getattr(accident, name) for name in ("deaths", "serious", "minor", "missing", "poisoning")}
    loss = direct_loss(accident, rules.fines_are_loss)
    loss = accident.direct_loss if loss is None else loss
    grade = accident_grade(counts["deaths"], counts["serious"] + counts["poisoning"], (loss or 0) / _WAN)
    day = accident.occurred_at.date()
    new = day >= rules.gb6441_effective
    industry = accident.industry or (firm.industry_safety if firm else None)
    submitted, approved = accident.report_submitted, accident.approved_at
    lost = [person.days_lost for person in people if person.days_lost]
    absent = [] if accident.is_near_miss else missing_kinds(kin.of(accident, "accident_liabilities"))
    return [
        accident.replace(
            **counts,
            direct_loss=loss,
            village=accident.village or (firm.village if firm else None),
            industry=industry,
            accident_type_std=TypeStandard.NEW if new else TypeStandard.OLD,
            accident_type_new=accident.accident_type_new or (type_of_2025(accident.accident_type) if new else None),
            grade=None if accident.is_near_miss else grade,
            lost_days=sum(lost) if people else None,
            count_until=day + dt.timedelta(days=7 if industry in _BRIEF else 30),
            invest_due=accident.extended_due or day + dt.timedelta(days=rules.invest_days),
            approve_due=submitted + dt.timedelta(days=30 if grade is AccidentGrade.EXTREME else 15) if submitted else None,
            eval_due=add_years(approved, 1) if approved else None,
            missing_liabilities="、".join(absent) or None,
        )
    ]


def _counted(people: Iterable[Casualty]) -> dict[str, int]:
    people = list(people)
    hurt = [person for person in people if not person.poisoned]
    return {
        "deaths": sum(person.injury is Injury.DEATH for person in people),
        "serious": sum(person.injury is Injury.SERIOUS for person in hurt),
        "minor": sum(person.injury is Injury.MINOR for person in hurt),
        "missing": sum(person.injury is Injury.MISSING for person in people),
        "poisoning": sum(person.poisoned and person.injury is not Injury.DEATH for person in people),
    }


def sound_accident(accident: Accident, scene: Scene) -> Iterable[Problem]:
    """Whose it was; its type by the standard in force; an extension of sixty days at most."""
    if accident.enterprise is None and not accident.unit_text:
        yield Problem("enterprise", "请填发生单位，或者填单位或个人")
    if accident.extended_due and accident.occurred_at:
        most = dt.timedelta(days=scene.rules(AccidentRules).invest_days + 60)
        if accident.extended_due > accident.occurred_at.date() + most:
            yield Problem("extended_due", "调查期限延长不得超过六十日（国务院令第493号）")
    if accident.reported_at and accident.occurred_at and accident.reported_at < accident.occurred_at:
        yield Problem("reported_at", "报告时间不能早于发生时间")


def _with_type(accident: Accident, kin: Kin, scene: Scene) -> None:
    new = accident.accident_type_std is TypeStandard.NEW
    if not (accident.accident_type_new if new else accident.accident_type):
        raise Refusal(f"请先填“事故类别（{'2025' if new else '1986'}）”：按发生日期适用 {accident.accident_type_std.label if accident.accident_type_std else '该标准'}")


def _with_causes(accident: Accident, kin: Kin, scene: Scene) -> None:
    if accident.liability is Liability.OPEN:
        raise Refusal("提交调查报告前，请定事故性质（责任或非责任）")


def open_points(accident: Accident, kin: Kin) -> list[str]:
    """What 四不放过, 一案双查 and 三责同追 still ask for before the accident may be closed (domain item 21, 保障三)."""
    liabilities, measures = kin.of(accident, "accident_liabilities"), kin.of(accident, "accident_measures")
    asked = {
        "原因未查清（直接原因、间接原因）": accident.cause_found and accident.cause_direct and accident.cause_indirect,
        "责任人员未处理": accident.punished and all(one.executed or one.not_applicable for one in liabilities),
        "整改措施未落实": accident.measures_done and all(one.done_at for one in measures) and measures,
        "有关人员未受教育": accident.educated and accident.educated_note,
        "一案双查：企业责任一栏": accident.double_check_ent,
        "一案双查：监管责任一栏": accident.double_check_gov,
    }
    missing = missing_kinds(liabilities)
    return [name for name, done in asked.items() if not done] + ([f"三责同追缺{'、'.join(missing)}"] if missing else [])


def _closable(accident: Accident, kin: Kin, scene: Scene) -> None:
    if accident.is_near_miss:
        return
    if missing := open_points(accident, kin):
        raise Refusal(f"还不能结案：{'；'.join(missing)}。补齐并写明依据后再结案")


def _only_near_miss(accident: Accident, kin: Kin, scene: Scene) -> None:
    if not accident.is_near_miss:
        raise Refusal("只有未遂事故和险情可以这样结束；事故要走完调查、批复、评估")


def _propose_vetoes(accident: Accident, kin: Kin, scene: Scene) -> list[Record]:
    """Drafts of 一票否决, to be confirmed by hand (保障三)."""
    from safety_desk.ledgers.govern.goals import draft_vetoes  # the chapters do not know each other at the start

    drafts = draft_vetoes(accident, kin)
    if not drafts:
        raise Refusal("没有要提出的一票否决：等级在较大以上、且为责任事故的才提出，已提出的不重复")
    return list(drafts)


_A = AccidentState
_SEVERE = (AccidentGrade.LARGER, AccidentGrade.MAJOR, AccidentGrade.EXTREME)
_UNDER_INQUIRY = one_of("status", _A.HEARD, _A.VERIFIED, _A.REPORTED, _A.INQUIRY)
_REAL = eq("is_near_miss", False)

ACCIDENTS = Ledger(
    Accident,
    "accidents",
    "事故台账",
    called="name",
    columns="no name enterprise occurred_at accident_type grade deaths serious direct_loss liability status invest_due missing_liabilities",
    plan="21 保障三",
    filters="status grade liability industry occurred_at village",
    search="no name place desc enterprise unit_text",
    keys=("no",),
    alike="name",
    order="-occurred_at",
    checks=(
        sound_accident,
        not_ahead("occurred_at", "发生时间不能在今天之后"),
        in_order("invest_start", "report_submitted", "报告提交不能早于调查开始"),
        in_order("report_submitted", "approved_at", "批复不能早于报告提交"),
        in_order("approved_at", "eval_date", "评估不能早于批复"),
        needed_when("approved_by", lambda a: a.approved_at is not None, "请填批复机关"),
    ),
    steps=(
        move("核实", _A.HEARD, _A.VERIFIED, "deaths serious minor missing desc", "desc"),
        move("上报", _A.VERIFIED, _A.REPORTED, "initial_report_at reported_at report_channel", "initial_report_at", ready=_with_type),
        move("开始调查", _A.REPORTED, _A.INQUIRY, "invest_start team", "invest_start team"),
        move("提交报告", _A.INQUIRY, _A.SUBMITTED, "report_submitted cause_direct cause_indirect cause_mgmt liability", "report_submitted cause_direct cause_indirect", ready=_with_causes),
        move("批复", _A.SUBMITTED, _A.APPROVED, "approved_at approved_by", "approved_at approved_by"),
        move("处理执行", _A.APPROVED, _A.CARRIED_OUT, "punished measures_done double_check_ent double_check_gov"),
        move("评估", _A.CARRIED_OUT, _A.EVALUATED, "eval_date eval_result", "eval_date eval_result"),
        move("公开", _A.EVALUATED, _A.PUBLISHED, "eval_public_at", "eval_public_at"),
        move("结案", _A.PUBLISHED, _A.CLOSED, "closed_at cause_found punished measures_done educated educated_note double_check_ent double_check_gov", "closed_at", ready=_closable),
        Step("提出一票否决", lambda a: a.grade in _SEVERE and a.liability is Liability.YES, _propose_vetoes, aside=True),
        move("险情处置完毕", (_A.HEARD, _A.VERIFIED), _A.CLOSED, "closed_at is_near_miss remark", "closed_at remark", aside=True, ready=_only_near_miss),
    ),
    deadlines=(
        Deadline("事故调查报告", "invest_due", _UNDER_INQUIRY & _REAL, warn=15),
        Deadline("事故批复", "approve_due", eq("status", _A.SUBMITTED), warn=3),
        Deadline("事故整改评估", "eval_due", one_of("status", _A.APPROVED, _A.CARRIED_OUT), warn=15),
        Deadline("伤亡变化补报", "count_until", _UNDER_INQUIRY & _REAL & ~before("count_until", TODAY), warn=3),
    ),
    views=(
        View("未结案", ~eq("status", _A.CLOSED), "-occurred_at", waits=True),
        View("生产安全事故", _REAL & eq("is_production", True)),
        View("调查逾期", _UNDER_INQUIRY & _REAL & before("invest_due", TODAY)),
        View("未评估公开", filled("approved_at") & empty("eval_public_at"), "eval_due", waits=True),
        View("未遂和险情", eq("is_near_miss", True)),
    ),
    settle=Settle("casualties accident_liabilities", settle_accident),
    keep=lambda a, kin: "核实过的事故不能删除" if a.status is not _A.HEARD else "",
    empty="事故和险情：报告、定级、调查、责任追究、整改评估，一步不少才能结案。",
)
