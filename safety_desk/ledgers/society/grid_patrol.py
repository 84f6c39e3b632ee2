"""网格巡查: what the grids see on their rounds (domain item 23; 安全生产法第七十五条)."""

import datetime as dt
from collections.abc import Iterable

from safety_desk.conditions import Kin, eq, filled, since
from safety_desk.fields import f
from safety_desk.kinds import Code
from safety_desk.ledger import Ledger, Settle, View, not_ahead
from safety_desk.ledgers.place import Grid
from safety_desk.ledgers.society.found import note_found
from safety_desk.linked import Files, Link, Terms
from safety_desk.measures import rate
from safety_desk.options import Options, Scene
from safety_desk.periods import Period
from safety_desk.record import Problem, Record


class PatrolRules(Options, key="patrols", title="网格巡查"):
    """How often a grid is walked through; practice, not law."""

    month_visits: int = f("每个网格每月至少巡查", default=1, unit="次", low=1, help="村级全面巡查")


class GridPatrol(Record):
    """One round of a grid."""

    code: Code | None = f("巡查编号", serial="XC-{year}-{n:5}", also="编号", width=15)
    grid: Link = f("网格", to="grids", also="网格名称 所在网格", width=16)
    village: Link | None = f("所在村", to="villages", follows=True)
    date: dt.date = f("巡查日期", also="日期 时间 巡查时间")
    patroller: str = f("巡查人", also="网格员 巡查人员", width=10)
    objects: Terms | None = f("巡查对象", codes="patrol_object", should=True, also="对象类别")
    enterprise: Link | None = f("巡查单位", to="enterprises", also="企业 企业名称 单位名称", width=20, help="查出问题的单位；查的是公共区域时填下一栏")
    public_area: Link | None = f("公共区域", to="public_areas", also="公共区域名称")
    content: str | None = f("巡查内容", lines=2, should=True, also="内容 巡查情况")
    found_count: int = f("发现隐患数", default=0, low=0, also="隐患数 发现问题数")
    problem: str | None = f("查出的问题", lines=2, also="存在问题 问题")
    reported: bool = f("已上报", default=False, also="上报 是否上报")
    reported_at: dt.date | None = f("上报日期", also="上报时间")
    handled_by_village: bool = f("村里已处理", default=False, also="村处理 是否村级处理")
    verified: bool | None = f("核实属实", also="是否属实", help="镇里核实以后填；有效上报率按它统计")
    noted: bool = f("已登记隐患", default=False, fixed=True)
    photo: Files | None = f("照片")
    gps: str | None = f("定位", also="GPS 坐标", help="手机定位的经纬度，如 118.41,30.53")
    remark: str | None = f("备注", lines=2)


def settle_patrol(patrol: GridPatrol, kin: Kin, scene: Scene) -> list[Record]:
    """A patrol stands in the village of its grid."""
    grid: Grid | None = kin.linked(patrol, "grid")
    return [patrol.replace(village=grid.village if grid else None)]


def said_what(patrol: GridPatrol, scene: Scene) -> Iterable[Problem]:
    """What was found is named; what was reported was found."""
    if patrol.found_count and not patrol.problem:
        yield Problem("problem", "发现了隐患，请写明查出的问题")
    if patrol.reported and not patrol.found_count:
        yield Problem("reported", "没有发现隐患，不能算已上报")
    if patrol.date and patrol.reported_at and patrol.reported_at < patrol.date:
        yield Problem("reported_at", "上报日期不能早于巡查日期")


def months_of(period: Period) -> int:
    """The whole or begun months of a period."""
    return (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1


def completion(done: int, grids: int, period: Period, rules: PatrolRules) -> float | None:
    """巡查完成率 = rounds made ÷ rounds owed by all grids, at most 1; None where nothing is owed."""
    share = rate(done, grids * rules.month_visits * months_of(period))
    return None if share is None else min(1.0, share)


GRID_PATROLS = Ledger(
    GridPatrol,
    "grid_patrols",
    "网格巡查",
    called="code",
    columns="code date village grid patroller objects content found_count problem reported handled_by_village noted",
    plan="23",
    filters="village grid date objects reported",
    search="code patroller content problem enterprise grid",
    keys=("code",),
    alike="grid date patroller content",
    order="-date",
    checks=(said_what, not_ahead("date", "巡查日期不能在今天之后")),
    steps=(note_found("村网格巡查", "date", "patroller"),),
    views=(
        View("发现隐患", since("found_count", 1)),
        View("发现未上报", since("found_count", 1) & eq("reported", False) & eq("handled_by_village", False), waits=True),
        View("上报未登记隐患", eq("reported", True) & eq("noted", False) & ~eq("verified", False), waits=True),
        View("有照片", filled("photo")),
    ),
    settle=Settle("", settle_patrol),
    empty="网格员每次巡查记一条：去了哪里、查了什么、发现没有。发现的隐患一键登记。",
)
