"""挂牌督办 (domain item 17, §8.1): listed, mended, extended, accepted, taken off; what is late is raised to the next rung."""

import datetime as dt
from collections.abc import Iterable

from safety_desk.conditions import TODAY, Kin, Where, before, eq, filled, one_of
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, Names, f
from safety_desk.ledger import Deadline, Derived, Ledger, Settle, Step, View, in_order, not_ahead
from safety_desk.ledgers.danger_state import State
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.flow import move
from safety_desk.ledgers.govern.documents import GovLevel
from safety_desk.ledgers.govern.interviews import Accountability, called_in, number_of
from safety_desk.ledgers.holiday import is_workday, working_days_after
from safety_desk.linked import Files, Link
from safety_desk.options import Options, Scene
from safety_desk.record import Problem, Record


class SuperviseRules(Options, key="listing", title="挂牌督办"):
    """Terms that other places have set (青岛 2012, 福建 2011); none of this county was found."""

    public_days: int = f("挂牌后几个工作日内公示", default=5, unit="个工作日", low=1)
    extend_ahead: int = f("延期提前几个工作日申请", default=20, unit="个工作日", low=0, help="0 为不限制")
    extend_decide: int = f("延期申请几个工作日内决定", default=10, unit="个工作日", low=1)
    longest: int = f("督办期最长", default=365, unit="天", low=1)
    urge_after: int = f("逾期几天起书面催办", default=1, unit="天", low=1)
    talk_after: int = f("逾期几天起约谈", default=7, unit="天", low=1)
    blame_after: int = f("逾期几天起提出问责、停产、提请关闭建议", default=30, unit="天", low=1)
    report_day: int = f("每月几日前书面报告进展", default=25, unit="日", low=1, high=31, section="督办通知书")
    notice_basis: str = f("依据", default="《中华人民共和国安全生产法》第四十一条")
    safe_words: str = f(
        "治理期间安全措施",
        default="隐患排除前或者排除过程中无法保证安全的，应当从危险区域内撤出作业人员，疏散可能危及的其他人员，设置警戒标志，暂时停产停业或者停止使用相关设施、设备。",
        lines=3,
    )
    copied_to: str = f("抄送", default="县安全生产委员会办公室、行业主管部门")


class CaseState(Codes):
    """Where a supervision stands (domain §8.1)."""

    PROPOSED = "proposed", "拟挂牌", "拟挂"
    APPROVING = "approving", "审批", "审批中"
    LISTED = "listed", "挂牌", "已挂牌"
    MENDING = "mending", "整改中", "整改"
    EXTENDING = "extending", "延期审批", "延期"
    APPLIED = "applied", "申请验收", "申验"
    ACCEPTED = "accepted", "验收通过", "验收"
    DELISTED = "delisted", "已摘牌", "摘牌"


class ObjectType(Codes):
    """What is supervised."""

    DANGER = "danger", "重大隐患", "重大事故隐患"
    ENTERPRISE = "enterprise", "企业", "生产经营单位"
    VILLAGE = "village", "村", "社区"
    OFFICE = "office", "部门", "单位"
    REGION = "region", "区域", "片区"


class SuperviseCase(Record):
    """One thing that is put on the board until it is mended."""

    no: str | None = f("督办文号", serial="安委督办〔{year}〕{n:3}号", section="挂牌", also="文号 编号", width=18, help="通知书编号以后，就是通知书的文号")
    object_type: ObjectType = f("督办对象类别", default=ObjectType.DANGER, also="对象类别")
    hidden_danger: Link | None = f("重大隐患", to="hidden_dangers", also="隐患编号")
    enterprise: Link | None = f("企业", to="enterprises", also="企业名称 单位名称", width=24)
    org: Link | None = f("村或部门", to="org_units", also="部门 村（社区） 村")
    level: GovLevel = f("督办级别", default=GovLevel.TOWN, also="级别")
    content: str = f("督办事项", lines=3, also="隐患内容 事项 隐患名称", width=30)
    requirement: str | None = f("整改要求", lines=3, should=True, also="督办要求 整改措施要求")
    responsible_unit: str | None = f("整改责任单位", should=True, also="责任单位")
    responsible_person: str | None = f("整改责任人", should=True, also="责任人")
    supervise_org: Link | None = f("督办单位", to="org_units", should=True)
    supervise_person: Link | None = f("督办人", to="staff", should=True, also="督办责任人")
    status: CaseState = f("状态", default=CaseState.PROPOSED, fixed=True, section="进展", also="进展")
    approver: str | None = f("挂牌审批人", fixed=True)
    listed_date: dt.date | None = f("挂牌日期", fixed=True)
    deadline: dt.date | None = f("督办期限", fixed=True, end=True, also="整改期限 期限")
    publicity_due: dt.date | None = f("应公示日期", fixed=True)
    publicity_at: dt.date | None = f("公示日期", fixed=True)
    extend_applied: dt.date | None = f("延期申请日期", fixed=True)
    extend_due: dt.date | None = f("应决定日期", fixed=True)
    extend_reason: str | None = f("延期理由", fixed=True, lines=2)
    extend_approver: str | None = f("延期审批人", fixed=True)
    new_deadline: dt.date | None = f("延期后期限", fixed=True, end=True)
    extended_count: int = f("延期次数", default=0, fixed=True)
    due_on: dt.date | None = f("现行期限", follows=True)
    progress_count: int | None = f("进展条数", follows=True)
    accept_date: dt.date | None = f("验收日期", fixed=True)
    acceptor: str | None = f("验收人", fixed=True, also="验收组")
    accept_opinion: str | None = f("验收意见", fixed=True, lines=2)
    delist_date: dt.date | None = f("摘牌日期", fixed=True)
    file: Files | None = f("督办文书", section="其他")
    photo: Files | None = f("照片")
    remark: str | None = f("备注", lines=2)

    @property
    def is_open(self) -> bool:
        """Not taken off the board."""
        return self.status is not CaseState.DELISTED


class SuperviseProgress(Record):
    """What was reported of a supervision on a day."""

    case: Link = f("挂牌督办", to="supervise_cases", part_of=True, also="督办文号", width=18)
    date: dt.date = f("日期", also="报告日期")
    text: str = f("进展情况", lines=2, also="进展", width=36)
    by: str | None = f("报告人", also="填报人")
    att: Files | None = f("附件")


def settle_case(case: SuperviseCase, kin: Kin, scene: Scene) -> list[Record]:
    """The number of its notice, the term in force, its hidden danger's enterprise. Raises Refusal for a danger's second open case."""
    danger = kin.linked(case, "hidden_danger")
    if danger and case.is_open and any(other.id != case.id and other.is_open for other in kin.of(danger, "supervise_cases")):
        raise Refusal(f"隐患 {danger.code or ''} 已经在挂牌督办，摘牌以前不能再挂")
    return [
        case.replace(
            no=number_of(kin.of(case, "documents"), "supervise") or case.no,
            enterprise=case.enterprise or (danger.enterprise if danger else None),
            due_on=case.new_deadline or case.deadline,
            progress_count=len(kin.of(case, "supervise_progresses")),
        )
    ]


def five_parts(case: SuperviseCase) -> dict[str, object]:
    """挂牌内容五要素: 隐患名称, 督办单位, 整改单位及责任人, 整改措施要求, 整改时限."""
    return {
        "隐患名称及内容": case.content,
        "督办单位": case.supervise_org,
        "整改单位": case.responsible_unit,
        "整改责任人": case.responsible_person,
        "整改措施要求": case.requirement,
    }


def _ready_to_list(case: SuperviseCase, kin: Kin, scene: Scene) -> None:
    if missing := [name for name, value in five_parts(case).items() if not value]:
        raise Refusal(f"挂牌要素还缺：{'、'.join(missing)}。补齐后再报审批")


def _list(case: SuperviseCase, kin: Kin, scene: Scene) -> list[Record]:
    """On the board from a day to a day; publicity within the working days that the office has set."""
    rules = scene.rules(SuperviseRules)
    assert case.listed_date and case.deadline
    if case.deadline <= case.listed_date:
        raise Refusal("督办期限应晚于挂牌日期")
    if (case.deadline - case.listed_date).days > rules.longest:
        raise Refusal(f"督办期不超过 {rules.longest} 天（系统—挂牌督办），请改期限")
    return [case.replace(status=CaseState.LISTED, publicity_due=working_days_after(case.listed_date, rules.public_days, scene))]


def last_day_to_apply(due: dt.date, ahead: int, scene: Scene) -> dt.date:
    """The last day on which more time may be asked for: so many working days before the term."""
    day = due
    while ahead > 0:
        day -= dt.timedelta(days=1)
        ahead -= is_workday(day, scene)
    return day


def _ask_extension(case: SuperviseCase, kin: Kin, scene: Scene) -> list[Record]:
    """Asked for in time (青岛 2012: 20 working days before the term, decided within 10)."""
    rules = scene.rules(SuperviseRules)
    if case.due_on is None or case.extend_applied is None:
        raise Refusal("没有督办期限，不能申请延期")
    last = last_day_to_apply(case.due_on, rules.extend_ahead, scene)
    if case.extend_applied > last:
        raise Refusal(f"延期应在 {last} 以前申请（期满前 {rules.extend_ahead} 个工作日），现在已经晚了，请抓紧整改或者提出处理建议")
    return [case.replace(status=CaseState.EXTENDING, extend_due=working_days_after(case.extend_applied, rules.extend_decide, scene))]


def _extend(case: SuperviseCase, kin: Kin, scene: Scene) -> list[Record]:
    if case.new_deadline is None or (case.due_on is not None and case.new_deadline <= case.due_on):
        raise Refusal(f"延期后的期限应晚于现行期限（{case.due_on}）")
    return [case.replace(status=CaseState.MENDING, extended_count=case.extended_count + 1)]


def _accept(case: SuperviseCase, kin: Kin, scene: Scene) -> list[Record]:
    if case.accept_date and case.listed_date and case.accept_date < case.listed_date:
        raise Refusal(f"验收日期不能早于挂牌日期（{case.listed_date}）")
    return [case.replace(status=CaseState.ACCEPTED)]


def _delist(case: SuperviseCase, kin: Kin, scene: Scene) -> list[Record]:
    """Off the board only when its hidden danger is closed."""
    danger = kin.linked(case, "hidden_danger")
    if danger and danger.is_open:
        raise Refusal(f"隐患 {danger.code or ''} 还没有销号，先在隐患台账里复查销号，再摘牌")
    if case.delist_date and case.accept_date and case.delist_date < case.accept_date:
        raise Refusal(f"摘牌日期不能早于验收日期（{case.accept_date}）")
    return [case.replace(status=CaseState.DELISTED)]


class Rung(Codes):
    """How high the answer to lateness is."""

    NONE = "none", "正常", "未逾期"
    LATE = "late", "逾期", "已逾期"
    URGE = "urge", "书面催办", "催办"
    TALK = "talk", "约谈", "约谈警示"
    BLAME = "blame", "建议问责或停产、提请关闭", "问责"


def rung(case: SuperviseCase, rules: SuperviseRules, today: dt.date) -> Rung:
    """The rung that a case has reached by its days of lateness (domain item 17: 逾期 → 问责/停产/提请关闭)."""
    if case.due_on is None or case.status not in _RUNNING or case.due_on >= today:
        return Rung.NONE
    late = (today - case.due_on).days
    steps = ((rules.blame_after, Rung.BLAME), (rules.talk_after, Rung.TALK), (rules.urge_after, Rung.URGE))
    return next((told for days, told in steps if late >= days), Rung.LATE)


def rung_text(case: SuperviseCase, scene: Scene, names: Names) -> str:
    """What its lateness calls for."""
    told = rung(case, scene.rules(SuperviseRules), scene.today)
    return "" if told is Rung.NONE else f"⚠ {told.label}"


def _late(case: SuperviseCase, scene: Scene) -> int:
    if rung(case, scene.rules(SuperviseRules), scene.today) is Rung.NONE or case.due_on is None:
        raise Refusal("还没有逾期，不需要这一步")
    return (scene.today - case.due_on).days


def _talk(case: SuperviseCase, kin: Kin, scene: Scene) -> list[Record]:
    """An interview with who is late."""
    late = _late(case, scene)
    if any(interview.is_open for interview in kin.of(case, "interviews")):
        raise Refusal("这件督办已经发起约谈，请到“约谈”里办理")
    said = f"挂牌督办事项（{case.no or ''}）逾期 {late} 天未完成整改"
    talk = called_in(case.responsible_unit, case.responsible_person, said, case.requirement, scene)
    danger = () if case.hidden_danger is None else (case.hidden_danger,)
    return [talk.replace(enterprise=case.enterprise, org=case.org, supervise_case=case.id, hidden_dangers=danger or None)]


def _blame(case: SuperviseCase, kin: Kin, scene: Scene) -> list[Record]:
    """A proposal: who decides is somebody else."""
    late = _late(case, scene)
    if kin.of(case, "accountabilities"):
        raise Refusal("这件督办已经提出问责建议，请到“问责”里修改")
    return [
        Accountability(
            date=scene.today,
            object=case.responsible_person or case.responsible_unit or "整改责任人",
            enterprise=case.enterprise,
            org=case.org,
            reason=f"挂牌督办事项（{case.no or ''}）逾期 {late} 天未完成整改",
            supervise_case=case.id,
        )
    ]


_RUNNING = (CaseState.LISTED, CaseState.MENDING, CaseState.EXTENDING)
OPEN: Where = ~eq("status", CaseState.DELISTED)
TERM = Expiry("督办", "due_on", one_of("status", *_RUNNING), warn=20)


STEPS: tuple[Step[SuperviseCase], ...] = (
    move("报审批", CaseState.PROPOSED, CaseState.APPROVING, "requirement responsible_unit responsible_person supervise_org supervise_person", ready=_ready_to_list),
    Step("批准挂牌", lambda c: c.status is CaseState.APPROVING, _list, "listed_date deadline approver", "listed_date deadline approver"),
    move("退回", CaseState.APPROVING, CaseState.PROPOSED, "remark", "remark", aside=True),
    Step("登记公示", lambda c: c.publicity_at is None and c.status in _RUNNING, lambda c, kin, scene: [c], "publicity_at", "publicity_at"),
    move("开始整改", CaseState.LISTED, CaseState.MENDING),
    Step("申请延期", lambda c: c.status is CaseState.MENDING, _ask_extension, "extend_applied extend_reason", "extend_applied extend_reason", aside=True),
    Step("批准延期", lambda c: c.status is CaseState.EXTENDING, _extend, "new_deadline extend_approver", "new_deadline extend_approver"),
    move("不予延期", CaseState.EXTENDING, CaseState.MENDING, "extend_approver", "extend_approver"),
    move("申请验收", CaseState.MENDING, CaseState.APPLIED),
    Step("验收通过", lambda c: c.status is CaseState.APPLIED, _accept, "accept_date acceptor accept_opinion", "accept_date acceptor"),
    move("验收不通过", CaseState.APPLIED, CaseState.MENDING, "accept_opinion", "accept_opinion"),
    Step("摘牌", lambda c: c.status is CaseState.ACCEPTED, _delist, "delist_date approver", "delist_date approver"),
    Step("逾期约谈", lambda c: c.status in _RUNNING, _talk, aside=True),
    Step("提出问责建议", lambda c: c.status in _RUNNING, _blame, aside=True),
)


def has_object(case: SuperviseCase, scene: Scene) -> Iterable[Problem]:
    """What is supervised is named."""
    links = {
        ObjectType.DANGER: ("hidden_danger", "重大隐患"),
        ObjectType.ENTERPRISE: ("enterprise", "企业"),
        ObjectType.VILLAGE: ("org", "村"),
        ObjectType.OFFICE: ("org", "部门"),
    }
    link, label = links.get(case.object_type, ("", ""))
    if link and getattr(case, link) is None:
        yield Problem(link, f"督办对象是{label}，请选{label}")


SUPERVISE_CASES = Ledger(
    SuperviseCase,
    "supervise_cases",
    "挂牌督办",
    called="no",
    columns="no enterprise org level content responsible_person supervise_person status listed_date due_on due rung progress_count delist_date",
    plan="17",
    filters="status object_type level listed_date",
    search="no content requirement responsible_unit responsible_person enterprise org",
    keys=("no",),
    alike="hidden_danger enterprise org content",
    order="-listed_date",
    checks=(
        has_object,
        in_order("listed_date", "deadline", "督办期限不能早于挂牌日期"),
        in_order("listed_date", "publicity_at", "公示日期不能早于挂牌日期"),
        not_ahead("listed_date", "挂牌日期不能在今天之后"),
        not_ahead("publicity_at", "公示日期不能在今天之后"),
        not_ahead("accept_date", "验收日期不能在今天之后"),
        not_ahead("delist_date", "摘牌日期不能在今天之后"),
    ),
    steps=STEPS,
    views=(
        View("未摘牌", OPEN, "due_on", waits=True),
        *TERM.views,
        View("待公示", one_of("status", *_RUNNING) & ~filled("publicity_at"), "publicity_due", waits=True),
        View("公示逾期", one_of("status", *_RUNNING) & ~filled("publicity_at") & before("publicity_due", TODAY), "publicity_due"),
        View("隐患已销号待摘牌", OPEN & eq("hidden_danger.status", State.CLOSED), "due_on", waits=True),
        View("延期待批", eq("status", CaseState.EXTENDING), "extend_due", waits=True),
        View("已摘牌", eq("status", CaseState.DELISTED), "-delist_date"),
    ),
    derived=(TERM.column, Derived("rung", "升级处置", rung_text, by="due_on", width=14)),
    deadlines=(
        TERM.deadline,
        Deadline("挂牌公示", "publicity_due", one_of("status", *_RUNNING) & ~filled("publicity_at"), warn=3),
        Deadline("延期决定", "extend_due", eq("status", CaseState.EXTENDING), warn=3),
    ),
    settle=Settle("supervise_progresses documents", settle_case),
    keep=lambda case, kin: "" if case.status in (CaseState.PROPOSED, CaseState.APPROVING) else "已经挂牌的督办不能删除，整改完成后摘牌，记录会保留",
    empty="重大隐患和突出问题的挂牌督办：审批、公示、整改、延期、验收、摘牌，逾期逐级处置。",
)

SUPERVISE_PROGRESSES = Ledger(
    SuperviseProgress,
    "supervise_progresses",
    "督办进展",
    called="text",
    columns="case date text by",
    plan="17",
    filters="date",
    search="text by case",
    alike="case date text",
    order="-date",
    checks=(not_ahead("date", "日期不能在今天之后"),),
    views=(View("有附件", filled("att")),),
    empty="挂牌督办的进展，每月至少报一次。",
)
