"""劳务队, and 工伤保险费率浮动 (domain item 27)."""

import datetime as dt
from collections.abc import Iterable

from safety_desk.conditions import Kin, empty, eq, one_of, since
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code, IdCard, Phone
from safety_desk.ledger import Ledger, Settle, View, not_ahead
from safety_desk.linked import Link
from safety_desk.options import Options, Scene
from safety_desk.record import Problem, Record


class LabourTeam(Record):
    """A team of migrant workers that goes from site to site."""

    name: str = f("劳务队名称", also="名称 队伍名称", width=20)
    leader: str = f("负责人", also="带班人 队长", width=10)
    phone: Phone | None = f("联系电话", should=True, also="电话 手机")
    village: Link | None = f("所属村", to="villages", also="村 户籍村")
    project: str | None = f("当前项目", should=True, also="项目 务工项目 务工地点", width=22)
    enterprise: Link | None = f("用工单位", to="enterprises", also="企业 企业名称", width=20)
    people: int | None = f("人数", unit="人", low=0, should=True, help="登记了队员的，按名单计")
    certified: int | None = f("持证人数", unit="人", follows=True)
    training_done: bool = f("已培训", default=False, also="培训情况 是否培训")
    trained_on: dt.date | None = f("最近培训日期", also="培训日期")
    remark: str | None = f("备注", lines=2)


class LabourMember(Record):
    """One worker of a team."""

    team: Link = f("劳务队", to="labour_teams", part_of=True, also="劳务队名称", width=20)
    seq: int | None = f("序号", low=1)
    name: str = f("姓名", width=10)
    id_card: IdCard | None = f("身份证号", also="身份证号码")
    work: str | None = f("工种", should=True, also="岗位")
    cert_no: Code | None = f("证书编号", also="证书 操作证号", help="特种作业人员须持证上岗（安全生产法第三十条）")
    phone: Phone | None = f("电话", also="联系电话 手机")
    remark: str | None = f("备注", lines=2)


class FloatBand(Codes):
    """The share of the basic rate that an enterprise pays."""

    DOWN_2 = "50", "下浮至 50%", "50% 下浮二档"
    DOWN_1 = "80", "下浮至 80%", "80% 下浮一档"
    BASE = "100", "基准费率", "100% 不浮动 基准"
    UP_1 = "120", "上浮至 120%", "120% 上浮一档"
    UP_2 = "150", "上浮至 150%", "150% 上浮二档"


class InjuryRules(Options, key="injury_rates", title="工伤费率浮动"):
    """What differs from place to place."""

    first_class_never_down: bool = f("一类行业只上浮不下浮", default=True, help="以人社部门的规定为准")


class InjuryRate(Record):
    """The rate of an enterprise's injury insurance in a year."""

    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称", width=22)
    year: int = f("年度", low=2000, high=2100, also="年份")
    risk_class: int | None = f("行业风险类别", low=1, high=8, also="行业类别", help="一至八类")
    base_rate: float | None = f("基准费率", unit="%", should=True, low=0, high=10, also="行业基准费率")
    band: FloatBand = f("浮动档次", default=FloatBand.BASE, also="浮动")
    float_rate: float | None = f("执行费率", follows=True, unit="%")
    reason: str | None = f("浮动原因", lines=2, also="原因")
    accidents: int = f("当年事故起数", default=0, low=0, unit="起", also="事故起数", help="发生过事故的企业单独列出")
    remark: str | None = f("备注", lines=2)


def settle_team(team: LabourTeam, kin: Kin, scene: Scene) -> list[Record]:
    """How many there are by the list, and how many of them hold a certificate."""
    members: list[LabourMember] = kin.of(team, "labour_members")
    if not members:
        return [team.replace(certified=None)]
    return [team.replace(people=len(members), certified=sum(bool(member.cert_no) for member in members))]


def settle_rate(rate: InjuryRate, kin: Kin, scene: Scene) -> list[Record]:
    """The basic rate times the band (domain item 27 [memory])."""
    told = None if rate.base_rate is None else round(rate.base_rate * int(rate.band.value) / 100, 4)
    return [rate.replace(float_rate=told)]


def band_allowed(rate: InjuryRate, scene: Scene) -> Iterable[Problem]:
    """The first class does not go down; what moves has its reason."""
    down = rate.band in (FloatBand.DOWN_1, FloatBand.DOWN_2)
    if down and rate.risk_class == 1 and scene.rules(InjuryRules).first_class_never_down:
        yield Problem("band", "一类行业的费率只上浮、不下浮")
    if down and rate.accidents:
        yield Problem("band", "当年发生过事故，费率下浮请核对", doubt=True)
    if rate.band is not FloatBand.BASE and not rate.reason:
        yield Problem("reason", "费率有浮动，请写明原因")


LABOUR_TEAMS = Ledger(
    LabourTeam,
    "labour_teams",
    "劳务队",
    called="name",
    columns="name leader phone village project enterprise people certified training_done trained_on",
    plan="27",
    filters="village training_done",
    search="name leader phone project enterprise",
    keys=("name",),
    order="name",
    checks=(not_ahead("trained_on", "培训日期不能在今天之后"),),
    views=(View("没有培训", eq("training_done", False)), View("没有负责人电话", empty("phone"))),
    settle=Settle("labour_members", settle_team),
    empty="外出和在镇务工的劳务队：谁带队、在哪个项目、培训了没有。",
)

LABOUR_MEMBERS = Ledger(
    LabourMember,
    "labour_members",
    "劳务队人员",
    called="name",
    columns="team seq name work cert_no phone",
    plan="27",
    filters="work",
    search="name work cert_no phone",
    alike="team name",
    order="team",
    views=(View("没有证书", empty("cert_no")),),
    empty="一支劳务队的人员、工种和证书。",
)

INJURY_RATES = Ledger(
    InjuryRate,
    "injury_rates",
    "工伤费率",
    called="year",
    columns="enterprise year risk_class base_rate band float_rate accidents reason",
    plan="27",
    filters="year band enterprise.village",
    search="enterprise reason",
    keys=("enterprise year",),
    order="-year",
    checks=(band_allowed,),
    views=(
        View("发生过事故", since("accidents", 1)),
        View("上浮", one_of("band", FloatBand.UP_1, FloatBand.UP_2)),
        View("下浮", one_of("band", FloatBand.DOWN_1, FloatBand.DOWN_2)),
    ),
    settle=Settle("", settle_rate),
    empty="企业工伤保险费率的浮动情况，发生过事故的单独列出。",
)
