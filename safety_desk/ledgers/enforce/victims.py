"""What hangs on an accident: people hurt, who answers for it, what was reported upwards, what is to be mended (item 21, 保障三)."""

from collections.abc import Iterable
from datetime import date, datetime

from safety_desk.conditions import TODAY, Kin, before, empty, eq, filled
from safety_desk.fields import Codes, Names, f
from safety_desk.identity import born_on
from safety_desk.kinds import Fen, IdCard
from safety_desk.ledger import Deadline, Derived, Ledger, Settle, View, needed_when, not_ahead
from safety_desk.ledgers.certificate import Gender
from safety_desk.linked import Files, Link, Term
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class Injury(Codes):
    """How badly somebody was hurt."""

    DEATH = "death", "死亡", "亡"
    SERIOUS = "serious", "重伤", "重"
    MINOR = "minor", "轻伤", "轻"
    MISSING = "missing", "失踪", "下落不明"


DEATH_DAYS = 6000
"""Working days lost by a death (GB/T 15499-1995)."""


class Casualty(Record):
    """One person dead, hurt or missing."""

    accident: Link = f("事故", to="accidents", part_of=True, width=20)
    seq: int | None = f("序号", low=1)
    name: str = f("姓名", width=10)
    gender: Gender | None = f("性别")
    age: int | None = f("年龄", low=0, high=120, unit="岁", help="空着时按身份证号")
    id_card: IdCard | None = f("身份证号", also="身份证号码")
    post: str | None = f("工种或岗位", also="岗位 工种")
    injury: Injury = f("伤害程度", also="伤亡情况")
    poisoned: bool = f("急性工业中毒", default=False)
    body_part: str | None = f("受伤部位")
    nature: str | None = f("受伤性质", help="如骨折、灼伤、窒息")
    changed_on: date | None = f("伤亡变化日期", help="三十日（道路交通、火灾七日）内由伤转亡的，改伤害程度并填这天")
    days_lost: int | None = f("损失工作日", low=0, unit="天", also="歇工日数", help="死亡按 6000 日；重伤 105 日以上，轻伤 1 至 104 日")
    compensation: Fen | None = f("赔偿金额", unit="万元", low=0)
    training: bool | None = f("经过培训")
    insured: bool | None = f("参加工伤保险")
    remark: str | None = f("备注", lines=2)


def settle_casualty(person: Casualty, kin: Kin, scene: Scene) -> list[Record]:
    """The days of a death; the age on the day of the accident."""
    accident = kin.linked(person, "accident")
    born = born_on(person.id_card) if person.id_card else None
    age = person.age
    if age is None and born and accident:
        day = accident.occurred_at.date()
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    days = DEATH_DAYS if person.injury is Injury.DEATH else person.days_lost
    return [person.replace(age=age, days_lost=days)]


def days_fit(person: Casualty, scene: Scene) -> Iterable[Problem]:
    """重伤 is 105 days and more, 轻伤 less (GB/T 15499-1995)."""
    days = person.days_lost
    if days is None:
        return
    if person.injury is Injury.SERIOUS and days < 105:
        yield Problem("days_lost", "重伤的损失工作日一般不少于 105 日，请核对", doubt=True)
    if person.injury is Injury.MINOR and days > 104:
        yield Problem("days_lost", "轻伤的损失工作日一般不超过 104 日，请核对", doubt=True)


CASUALTIES = Ledger(
    Casualty,
    "casualties",
    "伤亡人员",
    called="name",
    columns="accident seq name gender age post injury poisoned body_part nature days_lost compensation insured",
    plan="21",
    filters="injury insured",
    search="name post accident",
    keys=("accident seq",),
    alike="accident name",
    order="accident",
    checks=(days_fit, not_ahead("changed_on", "伤亡变化日期不能在今天之后")),
    views=(View("死亡", eq("injury", Injury.DEATH)), View("未参加工伤保险", eq("insured", False))),
    settle=Settle("", settle_casualty),
    empty="事故里死亡、受伤、失踪的人员。",
)


class Party(Codes):
    """Who answers."""

    FIRM = "firm", "企业", "单位"
    PERSON = "person", "个人", "企业人员"
    OFFICIAL = "official", "监管人员", "公职人员"


class LiabilityKind(Codes):
    """三责同追: the three kinds of answering for an accident."""

    CIVIL = "civil", "民事", "民事责任"
    ADMINISTRATIVE = "administrative", "行政", "行政责任"
    CRIMINAL = "criminal", "刑事", "刑事责任"


class AccidentLiability(Record):
    """What one party answers for, in one of the three kinds, or why that kind does not apply."""

    accident: Link = f("事故", to="accidents", part_of=True, width=20)
    seq: int | None = f("序号", low=1)
    kind: LiabilityKind = f("责任种类", also="类别")
    not_applicable: bool = f("不适用", default=False, help="这一种责任不追究的，选“是”并写理由")
    na_reason: str | None = f("不适用的理由", lines=2)
    party: Party | None = f("责任方")
    name: str | None = f("姓名或单位", should=True, also="责任人")
    post: str | None = f("职务")
    fault: str | None = f("责任事实", lines=2, also="过错")
    crime: Term | None = f("涉嫌罪名", codes="safety_crime", help="是否移送司法由有权机关决定")
    suggestion: str | None = f("处理建议", lines=2, help="刑事责任、党纪政务、行政处罚、单位处理")
    basis: str | None = f("依据", lines=2)
    detail: str | None = f("处理内容", lines=2, help="赔偿金额；处罚；罪名与刑期")
    decided_by: str | None = f("决定机关")
    decided_date: date | None = f("决定日期")
    result: str | None = f("处理结果", lines=2)
    executed: date | None = f("执行到位日期")
    penalty_case: Link | None = f("处罚案件", to="penalty_cases")
    accountability: Link | None = f("问责", to="accountabilities", help="追究监管人员责任的，选问责台账里的那一条")
    docs: Files | None = f("附件")


def reasoned(liability: AccidentLiability, scene: Scene) -> Iterable[Problem]:
    """One party is named, or it is said why nobody answers in this way."""
    if liability.not_applicable:
        if not liability.na_reason:
            yield Problem("na_reason", "选了“不适用”，请写明理由")
    elif liability.party is None:
        yield Problem("party", "请选责任方；这种责任不追究的，选“不适用”并写理由")


def missing_kinds(liabilities: Iterable[AccidentLiability]) -> list[str]:
    """Which of 民事、行政、刑事 nothing is recorded of (保障三: 三责同追)."""
    told = {one.kind for one in liabilities}
    return [kind.label for kind in LiabilityKind if kind not in told]


_PENDING = eq("not_applicable", False) & empty("executed")

ACCIDENT_LIABILITIES = Ledger(
    AccidentLiability,
    "accident_liabilities",
    "事故责任追究",
    called="name",
    columns="accident seq kind not_applicable party name post fault suggestion decided_by decided_date executed na_reason",
    plan="21 保障三",
    filters="kind party not_applicable decided_date",
    search="name fault suggestion result accident",
    keys=("accident seq",),
    order="accident",
    checks=(reasoned, needed_when("decided_date", lambda one: one.executed is not None, "已经执行的，请填决定日期")),
    views=(View("未执行到位", _PENDING, waits=True), View("监管人员", eq("party", Party.OFFICIAL)), View("不适用", eq("not_applicable", True))),
    empty="事故的民事、行政、刑事责任，企业和监管人员两头查，处理到位没有。",
)


class UpKind(Codes):
    """First report or a later one."""

    FIRST = "first", "初报", "首报 快报"
    NEXT = "next", "续报", "补报"
    LAST = "last", "终报", "结报"


class UpReport(Record):
    """One report of an accident upwards."""

    accident: Link = f("事故", to="accidents", part_of=True, width=20)
    seq: int | None = f("序号", low=1)
    kind: UpKind = f("类别", default=UpKind.FIRST)
    level: Term | None = f("报告级别", codes="report_level", should=True, help="从哪一级报到哪一级")
    to: str = f("报送单位", also="报告对象")
    known_at: datetime | None = f("知悉时间", help="从这时起算时限", width=16)
    at: datetime = f("报告时间", also="上报时间", width=16)
    way: str | None = f("方式", help="电话、书面、系统")
    content: str | None = f("报告内容", lines=3, should=True)
    reporter: str | None = f("报告人", should=True)
    receiver: str | None = f("接报人")
    docs: Files | None = f("附件")


_HOURS = {"单位报县": 1}
"""One hour for the head of the unit, two for each level above (国务院令第493号)."""


def hours_text(report: UpReport, scene: Scene, names: Names) -> str:
    """How long it took, against the hours that there were."""
    if report.known_at is None or report.at is None or report.kind is not UpKind.FIRST:
        return ""
    most = _HOURS.get(report.level or "", 2)
    minutes = round((report.at - report.known_at).total_seconds() / 60)
    said = f"{minutes} 分钟"
    return f"⚠ {said}，超过 {most} 小时" if minutes > most * 60 else f"{said}，按时"


def told_after_known(report: UpReport, scene: Scene) -> Iterable[Problem]:
    """Nobody tells what he does not know yet."""
    if report.known_at and report.at and report.at < report.known_at:
        yield Problem("at", "报告时间不能早于知悉时间")


UP_REPORTS = Ledger(
    UpReport,
    "up_reports",
    "事故上报记录",
    called="to",
    columns="accident seq kind level to known_at at hours way reporter receiver content",
    plan="21",
    filters="kind level at",
    search="to content reporter accident",
    keys=("accident seq",),
    order="accident",
    checks=(told_after_known, not_ahead("at", "报告时间不能在今天之后")),
    derived=(Derived("hours", "时限", hours_text, by="at", width=16),),
    views=(View("初报", eq("kind", UpKind.FIRST)), View("续报", eq("kind", UpKind.NEXT))),
    empty="每一次向上报告：报给谁、几点、隔了多久、报了什么。",
)


class AccidentMeasure(Record):
    """One thing that is to be mended after an accident."""

    accident: Link = f("事故", to="accidents", part_of=True, width=20)
    seq: int | None = f("序号", low=1)
    text: str = f("整改措施", lines=3, width=30)
    owner: str | None = f("责任单位或责任人", should=True)
    due: date | None = f("完成期限", end=True, should=True)
    done_at: date | None = f("完成日期")
    result: str | None = f("完成情况", lines=2)
    photo: Files | None = f("照片")


_OPEN = empty("done_at") & filled("due")

ACCIDENT_MEASURES = Ledger(
    AccidentMeasure,
    "accident_measures",
    "事故整改措施",
    called="text",
    columns="accident seq text owner due done_at result",
    plan="21",
    filters="done_at due",
    search="text owner accident",
    keys=("accident seq",),
    order="accident",
    checks=(not_ahead("done_at", "完成日期不能在今天之后"),),
    deadlines=(Deadline("事故整改", "due", empty("done_at"), warn=7),),
    views=(View("未完成", empty("done_at"), "due", waits=True), View("逾期", _OPEN & before("due", TODAY), "due")),
    empty="事故调查报告要求的整改措施，逐条落实。",
)
