"""目标责任书, 一票否决 and 表彰 (domain items 16, 保障三)."""

import datetime as dt
from typing import Any

from safety_desk.conditions import Kin, empty, eq, filled
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.ledger import Ledger, Settle, View, needed_when, not_ahead
from safety_desk.ledgers.flow import move
from safety_desk.ledgers.govern.subject import SUBJECT, Subject, one_subject, subject_name, typed
from safety_desk.linked import Files, Link, Term
from safety_desk.options import Scene
from safety_desk.record import Record


class GoalLetter(Subject):
    """A letter of responsibility that a subject signs at the beginning of a year."""

    title: str | None = f("责任书", follows=True, section="责任书", width=30)
    year: int = f("年度", low=2000, high=2100, also="年份")
    from_org: Link | None = f("签发单位", to="org_units", should=True, also="甲方")
    signer: str | None = f("签订人", should=True, also="责任人签字 乙方")
    sign_date: dt.date | None = f("签订日期", should=True, also="日期")
    target_count: int | None = f("指标数", follows=True)
    achieved_count: int | None = f("完成指标数", follows=True)
    file: Files | None = f("责任书扫描件")
    remark: str | None = f("备注", lines=2)


class GoalTarget(Record):
    """One aim of a letter of responsibility."""

    letter: Link = f("责任书", to="goal_letters", part_of=True, width=30)
    seq: int | None = f("序号", low=1)
    indicator: str = f("指标", also="考核指标 目标", width=28)
    target: str | None = f("目标值", should=True, also="指标值")
    actual: str | None = f("完成值", also="实际完成")
    achieved: bool | None = f("是否完成", also="完成情况")
    remark: str | None = f("备注", lines=2)


def settle_letter(letter: GoalLetter, kin: Kin, scene: Scene) -> list[Record]:
    """What it is called, and how many of its aims are reached."""
    targets: list[GoalTarget] = kin.of(letter, "goal_targets")
    [told] = typed(letter, kin, scene)
    name = subject_name(letter, kin)
    return [
        told.replace(
            title=f"{name}{letter.year}年安全生产目标责任书" if name and letter.year else None,
            target_count=len(targets),
            achieved_count=sum(target.achieved is True for target in targets),
        )
    ]


GOAL_LETTERS = Ledger(
    GoalLetter,
    "goal_letters",
    "目标责任书",
    called="title",
    columns="subject subject_type year from_org signer sign_date target_count achieved_count file",
    plan="16",
    filters="year subject_type",
    search="title org person enterprise signer",
    keys=("year org", "year person", "year enterprise"),
    order="-year",
    checks=(one_subject, not_ahead("sign_date", "签订日期不能在今天之后")),
    views=(View("还没有签订", ~filled("sign_date"), waits=True), View("没有扫描件", ~filled("file")), View("没有列指标", eq("target_count", 0))),
    derived=(SUBJECT,),
    settle=Settle("goal_targets", settle_letter),
    empty="年初镇与村、部门、企业签的责任书，指标和完成情况列在下面。",
)

GOAL_TARGETS = Ledger(
    GoalTarget,
    "goal_targets",
    "责任书指标",
    called="indicator",
    columns="letter seq indicator target actual achieved",
    plan="16",
    filters="achieved",
    search="indicator letter",
    keys=("letter seq",),
    alike="letter indicator",
    order="letter",
    views=(View("没有完成", eq("achieved", False)), View("还没有填", empty("achieved"), waits=True)),
    empty="一份责任书的指标和目标值。",
)


class VetoState(Codes):
    """How far a veto is: it counts when it is confirmed."""

    PROPOSED = "proposed", "拟定", "拟否决 待确认"
    CONFIRMED = "confirmed", "已确定", "确定 已否决"
    REVOKED = "revoked", "已撤销", "撤销 不予否决"


class Veto(Subject):
    """A veto (一票否决): it leaves the score as it is and takes the grade (domain §3.15)."""

    year: int = f("年度", low=2000, high=2100, section="否决", also="年份")
    reason: Term = f("否决情形", codes="veto_reason", also="事由 否决原因", width=26)
    detail: str | None = f("具体情况", lines=3, should=True, also="情况说明")
    accident: Link | None = f("关联事故", to="accidents")
    hidden_danger: Link | None = f("关联隐患", to="hidden_dangers")
    decided_date: dt.date | None = f("决定日期", fixed=True, also="确定日期")
    decided_by: str | None = f("决定机关", fixed=True, also="决定单位")
    effect: Term = f("否决后果", codes="veto_effect", default="取消评先评优", also="后果")
    status: VetoState = f("状态", default=VetoState.PROPOSED, fixed=True)
    sheet: Link | None = f("考核表", to="kpi_sheets", follows=True)
    revoke_reason: str | None = f("撤销理由", lines=2, fixed=True)
    remark: str | None = f("备注", lines=2)


def settle_veto(veto: Veto, kin: Kin, scene: Scene) -> list[Record]:
    """A veto bears on the assessment of its subject in its year."""
    owner = kin.linked(veto, "org") or kin.linked(veto, "enterprise")
    sheets = [sheet for sheet in kin.of(owner, "kpi_sheets") if sheet.year == veto.year] if owner else []
    [told] = typed(veto, kin, scene)
    return [told.replace(sheet=max((sheet.id for sheet in sheets if sheet.period_is_year), default=None))]


_SEVERE = {"较大", "重大", "特别重大"}


def draft_vetoes(accident: Any, kin: Kin) -> list[Veto]:
    """The vetoes that an accident calls for, to be confirmed by hand (domain 保障三): one for the enterprise, its village and
    the office that supervises it, where the accident is 较大 or worse and somebody is to blame. None that is there already.
    """
    if accident.grade is None or accident.grade.label not in _SEVERE or accident.liability.value != "yes":
        return []
    firm = kin.linked(accident, "enterprise")
    village = kin.linked(accident, "village")
    orgs = [*(kin.of(village, "org_units") if village else ()), *filter(None, [kin.linked(firm, "supervise_dept") if firm else None])]
    wanted = [{"enterprise": firm.id}] if firm else []
    wanted += [{"org": org.id} for org in orgs]
    known = {(veto.org, veto.enterprise) for veto in kin.of(accident, "vetoes")}
    return [
        Veto(year=accident.occurred_at.year, reason="较大事故", detail=f"{accident.name}（{accident.grade.label}事故，负有责任）", accident=accident.id, **whom)
        for whom in wanted
        if (whom.get("org"), whom.get("enterprise")) not in known
    ]


VETOES = Ledger(
    Veto,
    "vetoes",
    "一票否决",
    called="reason",
    columns="subject subject_type year reason detail status decided_date decided_by effect",
    plan="16 保障三",
    filters="year status reason subject_type",
    search="detail org person enterprise",
    alike="year org person enterprise reason",
    order="-year",
    checks=(
        one_subject,
        not_ahead("decided_date", "决定日期不能在今天之后"),
        needed_when("decided_date", lambda v: v.status is VetoState.CONFIRMED, "已确定的否决须有决定日期"),
    ),
    steps=(
        move("确定否决", VetoState.PROPOSED, VetoState.CONFIRMED, "decided_date decided_by effect detail", "decided_date decided_by detail"),
        move("不予否决", VetoState.PROPOSED, VetoState.REVOKED, "revoke_reason", "revoke_reason", aside=True),
        move("撤销", VetoState.CONFIRMED, VetoState.REVOKED, "revoke_reason decided_by", "revoke_reason decided_by", aside=True),
    ),
    views=(View("待确定", eq("status", VetoState.PROPOSED), waits=True), View("已确定", eq("status", VetoState.CONFIRMED), "-decided_date")),
    derived=(SUBJECT,),
    settle=Settle("", settle_veto),
    empty="较大及以上责任事故等一票否决的情形：先拟定，经有权机关确定后计入考核等次。",
)


class AwardLevel(Codes):
    """Who gave an award."""

    TOWN = "town", "镇级", "镇 乡镇"
    COUNTY = "county", "县级", "县"
    CITY = "city", "市级", "市"
    PROVINCE = "province", "省级", "省"
    STATE = "state", "国家级", "国家"


class Award(Subject):
    """An award for work in safety."""

    year: int = f("年度", low=2000, high=2100, section="表彰", also="年份")
    kind: Term = f("表彰类别", codes="award_kind", default="先进单位", also="类别 荣誉")
    level: AwardLevel = f("级别", default=AwardLevel.TOWN, also="表彰级别")
    basis: str | None = f("表彰依据", lines=2, should=True, also="依据 事迹")
    given_on: dt.date | None = f("表彰日期", also="日期")
    certificate: str | None = f("证书或文号", also="证书编号 文号")
    photo: Files | None = f("证书照片")
    remark: str | None = f("备注", lines=2)


def settle_award(award: Award, kin: Kin, scene: Scene) -> list[Record]:
    """A subject with a confirmed veto is not praised in that year (domain item 16)."""
    link = next((name for name in ("org", "person", "enterprise") if getattr(award, name) is not None), "")
    subject = kin.linked(award, link) if link else None
    if subject and any(v.year == award.year and v.status is VetoState.CONFIRMED for v in kin.of(subject, "vetoes")):
        raise Refusal(f"“{subject.name}”{award.year} 年有一票否决，不能评先评优")
    return typed(award, kin, scene)


AWARDS = Ledger(
    Award,
    "awards",
    "表彰",
    called="kind",
    columns="subject subject_type year kind level basis given_on certificate",
    plan="保障三",
    filters="year kind level",
    search="basis certificate org person enterprise",
    alike="year org person enterprise kind",
    order="-year",
    checks=(one_subject, not_ahead("given_on", "表彰日期不能在今天之后")),
    views=(View("企业", filled("enterprise")), View("单位", filled("org")), View("个人", filled("person"))),
    derived=(SUBJECT,),
    settle=Settle("", settle_award),
    empty="安全生产先进单位、先进个人、示范企业等表彰。有一票否决的年度不评先评优。",
)
