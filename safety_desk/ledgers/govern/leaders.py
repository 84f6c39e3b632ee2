"""领导履职 and 部门职责 (domain items 14, 15; 《地方党政领导干部安全生产责任制规定》 2018-04, which townships follow)."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from safety_desk.conditions import Kin, eq, filled, one_of
from safety_desk.dates import add_months
from safety_desk.fields import Codes, Names, f
from safety_desk.kinds import Data
from safety_desk.ledger import Derived, Ledger, Settle, View, not_ahead
from safety_desk.linked import Files, Link, Links, Term, Terms
from safety_desk.options import Options, Scene
from safety_desk.record import Record


class DutyRules(Options, key="duties", title="领导履职频次"):
    """How often leaders owe what: samples of other places and practice (domain item 14), set as the county asks."""

    secretary_study: int = f("党委书记：专题研究", default=2, unit="次/年", low=0, help="党委会研究安全生产，各地要求不同")
    secretary_lead: int = f("党委书记：带队检查", default=4, unit="次/年", low=0, help="每季度一次，外地样例")
    mayor_hear: int = f("镇长：听取汇报", default=4, unit="次/年", low=0, help="党政联席会听取，外地样例")
    mayor_lead: int = f("镇长：带队检查", default=12, unit="次/年", low=0, help="每月一次，外地样例")
    deputy_lead: int = f("分管领导：带队检查", default=24, unit="次/年", low=0, help="每月两次")
    member_lead: int = f("其他班子成员：带队检查", default=4, unit="次/年", low=0, help="每季度一次")


class LeaderRole(Codes):
    """Of a leader's card."""

    SECRETARY = "secretary", "书记", "党委书记 党委主要负责人"
    MAYOR = "mayor", "镇长", "政府主要负责人"
    DEPUTY = "deputy", "分管安全", "分管领导 分管安全负责人"
    MEMBER = "member", "其他班子", "班子成员 其他班子成员"


class DutyKind(Codes):
    """What a leader did."""

    STUDY = "study", "专题研究", "研究部署会"
    LEAD = "lead", "专项检查", "带队检查 带队督查"
    SURVEY = "survey", "调研", "调查研究"
    TALK = "talk", "约谈", "谈话"
    INSTRUCT = "instruct", "部署批示", "批示 部署"
    HEAR = "hear", "听取汇报", "听取工作汇报"
    EMERGENCY = "emergency", "应急处置", "事故处置"
    PREACH = "preach", "宣讲", "宣传宣讲"
    OTHER = "other", "其他", "其它"


def owed_in_a_year(role: LeaderRole, rules: DutyRules) -> dict[DutyKind, int]:
    """What a leader of that role owes in a year, by kind; kinds of which nothing is owed are left out."""
    owed = {
        LeaderRole.SECRETARY: {DutyKind.STUDY: rules.secretary_study, DutyKind.LEAD: rules.secretary_lead},
        LeaderRole.MAYOR: {DutyKind.HEAR: rules.mayor_hear, DutyKind.LEAD: rules.mayor_lead},
        LeaderRole.DEPUTY: {DutyKind.LEAD: rules.deputy_lead},
        LeaderRole.MEMBER: {DutyKind.LEAD: rules.member_lead},
    }[role]
    return {kind: times for kind, times in owed.items() if times}


def owed_by(times: int, year: int, today: dt.date) -> int:
    """How many of so many times a year are owed by the end of that day: by whole months, rounded down."""
    first = dt.date(year, 1, 1)
    if today < first:
        return 0
    months = next((n for n in range(12, 0, -1) if today >= add_months(first, n) - dt.timedelta(days=1)), 0)
    return times * months // 12


def completion(done: Mapping[str, float], owed: Mapping[DutyKind, int]) -> float | None:
    """履职完成率 in %: min(1, done / owed), the mean over the kinds (domain item 14); None where nothing is owed."""
    shares = [min(1.0, done.get(kind.label, 0) / times) for kind, times in owed.items() if times]
    return round(sum(shares) / len(shares) * 100, 1) if shares else None


class LeaderDuty(Record):
    """What a leader answers for in a year: the card on which the records are counted (一岗双责履职卡)."""

    title: str | None = f("履职卡", follows=True, width=22)
    leader: Link = f("领导", to="staff", also="姓名 班子成员 领导姓名")
    year: int = f("年度", low=2000, high=2100, also="年份")
    role: LeaderRole = f("履职身份", default=LeaderRole.MEMBER, also="身份 职务")
    duty_fields: Terms | None = f("分管领域", codes="supervise_field", also="分管行业 分管行业领域")
    duty_items: Links | None = f("责任清单", to="duty_lists", also="责任内容", width=30)
    has_officer: bool | None = f("专人负责", section="五专", help="五专：专题研究、专项检查、专人负责、专档记录、专案突破")
    has_archive: bool | None = f("专档记录")
    breakthrough: str | None = f("专案突破", lines=2)
    counts: Data | None = f("各类次数", follows=True, section="履职", width=26)
    done: int | None = f("履职次数", follows=True)
    last_on: dt.date | None = f("最近履职", follows=True)
    remark: str | None = f("备注", lines=2, section="其他")


def settle_card(card: LeaderDuty, kin: Kin, scene: Scene) -> list[Record]:
    """What the leader did in the year, counted by kind, and the records that belong to the card."""
    leader = kin.linked(card, "leader")
    records: list[DutyRecord] = [r for r in kin.of(leader, "duty_records") if r.date.year == card.year] if leader else []
    counts = Counter(record.kind.label for record in records)
    return [
        card.replace(
            title=f"{card.year}年{leader.name}履职卡" if leader and card.year else None,
            counts=dict(sorted(counts.items())) or None,
            done=len(records),
            last_on=max((record.date for record in records), default=None),
        ),
        *(record.replace(card=card.id) for record in records if card.id is not None),
    ]


def rate_of(card: LeaderDuty, rules: DutyRules, today: dt.date) -> float | None:
    """履职完成率 of what is owed by that day, in %."""
    if card.year is None:
        return None
    owed = {kind: owed_by(times, card.year, today) for kind, times in owed_in_a_year(card.role, rules).items()}
    return completion(card.counts or {}, owed)


def rate_text(card: LeaderDuty, scene: Scene, names: Names) -> str:
    """履职完成率 to today, and what is still owed."""
    share = rate_of(card, scene.rules(DutyRules), scene.today)
    if share is None:
        return "—"
    return f"{share:g}%" if share == 100 else f"⚠ {share:g}%"


LEADER_DUTIES = Ledger(
    LeaderDuty,
    "leader_duties",
    "领导履职卡",
    called="title",
    columns="leader year role duty_fields rate counts done last_on has_officer has_archive breakthrough",
    plan="14",
    filters="year role",
    search="title leader breakthrough",
    keys=("leader year",),
    order="-year",
    views=(View("今年还没有履职", eq("done", 0), waits=True), View("五专没有专人或专档", ~eq("has_officer", True) | ~eq("has_archive", True))),
    derived=(Derived("rate", "履职完成率", rate_text, by="done", width=10),),
    settle=Settle("duty_records", settle_card),
    empty="党政领导每年一张履职卡：分管领域、责任清单，履职纪实自动归到卡上，算出完成率。",
)


class DutyRecord(Record):
    """One thing that a leader did for safety."""

    leader: Link = f("领导", to="staff", also="姓名 班子成员 履职人")
    date: dt.date = f("日期", also="履职日期 时间")
    kind: DutyKind = f("履职类别", default=DutyKind.LEAD, also="类别 履职方式")
    content: str = f("履职内容", lines=3, also="内容 工作内容", width=34)
    place: str | None = f("地点", also="场所")
    enterprises: Links | None = f("走访企业", to="enterprises", also="企业 检查对象", width=24)
    villages: Links | None = f("走访村", to="villages", also="村")
    found_count: int | None = f("发现问题数", low=0, also="问题数 发现隐患数")
    followups: str | None = f("后续跟进", lines=2, also="整改跟进 落实情况")
    inspection: Link | None = f("关联检查", to="inspections")
    meeting: Link | None = f("关联会议", to="meetings")
    photo: Files | None = f("照片")
    card: Link | None = f("履职卡", to="leader_duties", follows=True)
    remark: str | None = f("备注", lines=2)


def settle_record(record: DutyRecord, kin: Kin, scene: Scene) -> list[Record]:
    """A record belongs to the leader's card of its year."""
    leader = kin.linked(record, "leader")
    cards: list[LeaderDuty] = kin.of(leader, "leader_duties") if leader else []
    return [record.replace(card=next((card.id for card in cards if card.year == record.date.year), None))]


DUTY_RECORDS = Ledger(
    DutyRecord,
    "duty_records",
    "履职纪实",
    called="content",
    columns="leader date kind content place enterprises villages found_count followups inspection meeting",
    plan="14 保障一",
    filters="leader kind date",
    search="content place followups leader",
    alike="leader date content",
    order="-date",
    checks=(not_ahead("date", "履职日期不能在今天之后"),),
    views=(
        View("带队检查", eq("kind", DutyKind.LEAD)),
        View("专题研究、听取汇报", one_of("kind", DutyKind.STUDY, DutyKind.HEAR)),
        View("没有照片", ~filled("photo")),
        View("没有归到履职卡", ~filled("card")),
    ),
    settle=Settle("", settle_record),
    empty="领导每一次研究、检查、调研、批示都记在这里，履职卡和完成率自动算。",
)


class DutyClass(Codes):
    """The three classes of offices (domain item 15)."""

    REGULATOR = "regulator", "负有安全监管职责的部门", "监管部门 监管执法"
    INDUSTRY = "industry", "行业领域主管部门", "主管部门 行业主管部门"
    SUPPORT = "support", "支持保障部门", "其他部门 支持保障"


class DeptDuty(Record):
    """What an office answers for in one field."""

    org: Link = f("部门", to="org_units", also="单位 成员单位 部门名称", width=20)
    year: int = f("年度", low=2000, high=2100, also="年份")
    duty_class: DutyClass = f("职责类别", default=DutyClass.INDUSTRY, also="部门类别")
    field: Term | None = f("行业领域", codes="supervise_field", should=True, also="领域 监管领域")
    duty_text: str = f("职责内容", lines=4, also="职责 安全生产职责 工作职责", width=40)
    basis: str | None = f("依据", lines=2, also="职责依据")
    remark: str | None = f("备注", lines=2)


DEPT_DUTIES = Ledger(
    DeptDuty,
    "dept_duties",
    "部门职责",
    called="duty_text",
    columns="org year duty_class field duty_text basis",
    plan="15",
    filters="year org duty_class field",
    search="duty_text basis org",
    keys=("org year field",),
    alike="org year duty_text",
    order="org",
    views=(
        View("负有监管职责", eq("duty_class", DutyClass.REGULATOR)),
        View("行业主管", eq("duty_class", DutyClass.INDUSTRY)),
        View("没有写依据", ~filled("basis")),
    ),
    empty="各部门管哪些行业领域、负什么责任。管行业必须管安全，管业务必须管安全，管生产经营必须管安全。",
)
