"""监管分类 and how often each class is checked (domain item 8; the numbers are design and options of the office)."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from safety_desk.conditions import Kin, empty, filled, one_of
from safety_desk.dates import add_years
from safety_desk.fields import Codes, f
from safety_desk.ledger import Ledger, Settle, Step, View, not_ahead
from safety_desk.ledgers.duty.latest import with_others
from safety_desk.ledgers.duty.std_state import HOLDING, Occasion
from safety_desk.ledgers.enterprise import CreditStatus, StdLevel, SuperviseClass, was_late
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.standing import StandingRules
from safety_desk.linked import Link, Terms
from safety_desk.options import Options, Scene
from safety_desk.record import Problem, Record

A, B, C, D = SuperviseClass
RAISING = ("亡人事故", "重大隐患", "黑名单", "拒不整改", "停产复产")
LOWERING = "12个月无逾期且标准化升级"
PENALTY, BLACKLIST, MAJOR, ACCIDENT = "行政处罚", "黑名单", "重大隐患", "亡人事故"


class MgmtLevel(Codes):
    """How well an enterprise is managed: the columns of the matrix."""

    GOOD = "good", "好", "良好"
    FAIR = "fair", "中", "一般"
    POOR = "poor", "差", "较差"


class SuperviseRules(Options, key="supervise", title="分级分类监管", settles="list_versions"):
    """The matrix and its marks (domain item 8, design): counties set them differently."""

    good_score: float = f("管理得分达到算“好”", default=85, low=0, high=100, section="管理水平", help="没有得分时按标准化等级：二级以上为好，三级为中，其余为差")
    fair_score: float = f("管理得分达到算“中”", default=70, low=0, high=100)
    red_good: SuperviseClass = f("红色、管理好", default=C, section="分类矩阵")
    red_fair: SuperviseClass = f("红色、管理中", default=D)
    red_poor: SuperviseClass = f("红色、管理差", default=D)
    orange_good: SuperviseClass = f("橙色、管理好", default=B)
    orange_fair: SuperviseClass = f("橙色、管理中", default=C)
    orange_poor: SuperviseClass = f("橙色、管理差", default=D)
    yellow_good: SuperviseClass = f("黄色、管理好", default=B)
    yellow_fair: SuperviseClass = f("黄色、管理中", default=B)
    yellow_poor: SuperviseClass = f("黄色、管理差", default=C)
    blue_good: SuperviseClass = f("蓝色、管理好", default=A)
    blue_fair: SuperviseClass = f("蓝色、管理中", default=A)
    blue_poor: SuperviseClass = f("蓝色、管理差", default=B)
    raise_by: int = f("出现升级事件从严几类", default=1, low=0, high=3, section="升降级", help="亡人事故、重大隐患、拒不整改、停产复产；列入失信名单的一律 D 类，见“整体等级评定”")
    review_months: int = f("运行评估的间隔", default=12, unit="个月", low=1, section="清单动态更新")
    version_months: int = f("清单和图的更新间隔", default=12, unit="个月", low=1)
    reassess_days: int = f("触发后重新辨识的期限", default=30, unit="天", low=1, help="法规只说“及时”，天数由本单位定")


def mgmt_level(score: float | None, std: StdLevel, penalised: bool, rules: SuperviseRules) -> MgmtLevel:
    """The column of the matrix (domain item 8): by the score, where there is none by the standardization level.

    Who was punished is managed badly, whatever the score.
    """
    if penalised:
        return MgmtLevel.POOR
    if score is not None:
        return MgmtLevel.GOOD if score >= rules.good_score else MgmtLevel.FAIR if score >= rules.fair_score else MgmtLevel.POOR
    return {StdLevel.ONE: MgmtLevel.GOOD, StdLevel.TWO: MgmtLevel.GOOD, StdLevel.THREE: MgmtLevel.FAIR}.get(std, MgmtLevel.POOR)


def by_matrix(grade: Grade, level: MgmtLevel, rules: SuperviseRules) -> SuperviseClass:
    """The class of the matrix: rows are risk grades, columns are levels of management."""
    found: SuperviseClass = getattr(rules, f"{grade.name.lower()}_{level.value}")
    return found


def class_told(grade: Grade, level: MgmtLevel, events: Collection[str], rules: SuperviseRules) -> SuperviseClass:
    """The class after events (domain items 8 and 13): stricter for those that raise it, milder for the one that lowers it."""
    classes = list(SuperviseClass)
    place = classes.index(by_matrix(grade, level, rules))
    if BLACKLIST in events:
        return D
    if any(event in RAISING for event in events):
        place += rules.raise_by
    elif LOWERING in events:
        place -= 1
    return classes[min(len(classes) - 1, max(0, place))]


class SuperviseClassRecord(Record):
    """A decision on the class of an enterprise, in force until the next one."""

    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称 单位", width=24)
    year: int | None = f("年度", low=2000, high=2100, also="年份", help="空着为生效那一年")
    base_grade: Grade | None = f("风险等级", also="等级 企业风险等级", help="空着取企业当时的整体风险等级")
    mgmt_score: float | None = f("管理绩效得分", low=0, high=100, also="得分 管理得分")
    mgmt_level: MgmtLevel | None = f("管理水平", follows=True)
    events: Terms | None = f("升降级事件", codes="supervise_event", also="事件", width=20, help="新增时自动带入：未销号的重大隐患、黑名单、一年内的亡人事故和行政处罚、一年内没有逾期隐患且标准化升级")
    class_calc: SuperviseClass | None = f("按矩阵应为", follows=True, section="定类")
    class_final: SuperviseClass | None = f("监管分类", also="类别 分类 监管类别", help="空着即按矩阵；手工定类须写理由和审批人")
    reason: str | None = f("理由", lines=2, also="定类理由")
    approver: str | None = f("审批人", should=True)
    effective_from: date = f("生效日期", also="定类日期 日期")
    effective_to: date | None = f("失效日期", follows=True, help="下一次定类的前一天；空着为现行")
    remark: str | None = f("备注", lines=2)


def _improved(enterprise: Any, day: date, kin: Kin) -> bool:
    """Whether no danger was late for twelve months and a higher level of standardization was reached in them (item 8)."""
    risen = any(
        one.occasion is Occasion.UPGRADE and one.status in HOLDING and one.issue_date and one.issue_date >= add_years(day, -1)
        for one in kin.of(enterprise, "standardizations")
    )
    return risen and not any(was_late(danger, day) for danger in kin.of(enterprise, "hidden_dangers"))


def _within_a_year(then: date, day: date) -> bool:
    return add_years(day, -1) < then <= day


def _happened(r: SuperviseClassRecord, enterprise: Any, kin: Kin, scene: Scene) -> tuple[str, ...]:
    """The events as entered and, at the first telling, those that the other ledgers know."""
    events = list(r.events or ())
    if r.class_calc is None:
        if any(danger.open_major for danger in kin.of(enterprise, "hidden_dangers")):
            events.append(MAJOR)
        if enterprise.credit_status is CreditStatus.LISTED and scene.rules(StandingRules).blacklist_d:
            events.append(BLACKLIST)
        day = r.effective_from
        if any(one.deaths and _within_a_year(one.occurred_at.date(), day) for one in kin.of(enterprise, "accidents")):
            events.append(ACCIDENT)
        if any(one.decision_date and _within_a_year(one.decision_date, day) for one in kin.of(enterprise, "penalty_cases")):
            events.append(PENALTY)
        if _improved(enterprise, r.effective_from, kin):
            events.append(LOWERING)
    return tuple(dict.fromkeys(events))


def _told(r: SuperviseClassRecord, kin: Kin, scene: Scene) -> SuperviseClassRecord:
    """The class by the matrix; a decision that has been replaced stays as it was made."""
    if r.effective_to is not None and r.class_calc is not None:
        return r
    enterprise, rules = kin.linked(r, "enterprise"), scene.rules(SuperviseRules)
    events, grade = _happened(r, enterprise, kin, scene), r.base_grade or enterprise.risk_grade
    level = mgmt_level(r.mgmt_score, enterprise.std_level, PENALTY in events, rules)
    calc = class_told(grade, level, events, rules) if grade else None
    by_hand = r.class_final is not None and r.class_final is not r.class_calc
    return r.replace(
        year=r.year or r.effective_from.year,
        base_grade=grade,
        mgmt_level=level,
        events=events or None,
        class_calc=calc,
        class_final=r.class_final if by_hand else calc,
    )


def settle_class(r: SuperviseClassRecord, kin: Kin, scene: Scene) -> list[Record]:
    """Every decision ends where the next one begins; the enterprise is told of the last one after it."""
    enterprise = kin.linked(r, "enterprise")
    if enterprise is None or r.effective_from is None:
        return [r]
    ranked = sorted(with_others(_told(r, kin, scene), kin, "supervise_class_records"), key=lambda one: one.effective_from)
    ends = [later.effective_from - dt.timedelta(days=1) for later in ranked[1:]] + [None]
    return [one.replace(effective_to=end) for one, end in zip(ranked, ends, strict=True)]


def sound_class(r: SuperviseClassRecord, scene: Scene) -> Iterable[Problem]:
    """A class set by a person has its reason and its approver."""
    if r.class_final is None or r.class_final is r.class_calc:
        return
    for name, said in (("reason", "理由"), ("approver", "审批人")):
        if not getattr(r, name):
            yield Problem(name, f"手工定类须有{said}；想按矩阵自动定类，请把监管分类空着")


def _again(r: SuperviseClassRecord, kin: Kin, scene: Scene) -> Sequence[Record]:
    """A new decision as things stand today; the old one stays and ends yesterday."""
    return [
        SuperviseClassRecord(
            enterprise=r.enterprise, mgmt_score=r.mgmt_score, events=r.events, reason=r.reason, approver=r.approver, effective_from=scene.today
        )
    ]


IN_FORCE = empty("effective_to")

SUPERVISE_CLASS_RECORDS = Ledger(
    SuperviseClassRecord,
    "supervise_class_records",
    "监管分类",
    called="enterprise",
    columns="enterprise year base_grade mgmt_level events class_calc class_final effective_from effective_to reason approver",
    plan="8",
    filters="class_final base_grade year enterprise.village",
    search="enterprise reason",
    keys=("enterprise effective_from",),
    order="-effective_from",
    checks=(sound_class, not_ahead("effective_from", "生效日期不能在今天之后，请到那一天再定类")),
    steps=(Step("重新定类", lambda r: r.effective_to is None, _again, "events mgmt_score reason approver", "reason approver"),),
    views=(
        View("现行", IN_FORCE, "-class_final"),
        View("C、D 类", IN_FORCE & one_of("class_final", C, D), "-class_final"),
        View("没有定出类别", IN_FORCE & empty("class_final"), waits=True),
        View("有升降级事件", IN_FORCE & filled("events")),
        View("历次记录", filled("effective_to"), "-effective_from"),
    ),
    settle=Settle("", settle_class),
    keep=lambda r, kin: "" if r.effective_to else "现行的监管分类不能删除：有变化的请“重新定类”，误录的请直接改正",
    empty="按风险等级和管理水平把企业分为 A、B、C、D 四类，年初定类，出现事故、重大隐患、黑名单即时升级。",
)
