"""检查台账 with its items (domain item 18; 安全生产法 art. 67: at least two inspectors)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from safety_desk.conditions import Kin, eq, one_of
from safety_desk.dates import add_months
from safety_desk.errors import Refusal
from safety_desk.fields import f
from safety_desk.kinds import Code
from safety_desk.ledger import Ledger, Settle, Step, View
from safety_desk.ledgers.checklist import ChecklistItem
from safety_desk.ledgers.danger_state import Level, RectifyMode, State
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.risk import SITE, one_owner
from safety_desk.ledgers.visit_state import ItemResult, VisitResult, VisitStatus
from safety_desk.linked import Files, Link, Links, Term
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class Inspection(Record):
    """One visit of one site."""

    no: Code | None = f("检查编号", serial="JC-{year}-{n:4}", section="检查", also="编号", width=14)
    enterprise: Link | None = f("被检查单位", to="enterprises", also="企业名称 企业 单位名称 受检单位", width=24)
    public_area: Link | None = f("公共区域", to="public_areas")
    village: Link | None = f("所在村", to="villages", follows=True)
    kind: Term = f("检查类型", codes="inspection_kind", default="日常", also="类型")
    mode: Term | None = f("检查方式", codes="inspection_mode", default="明查", also="方式")
    start_at: datetime = f("检查开始", also="检查时间 检查日期 开始时间 日期", width=16)
    end_at: datetime | None = f("检查结束", also="结束时间", width=16)
    inspectors: Links | None = f("检查人员", to="staff", should=True, also="检查人", help="不少于两人，并出示证件（安全生产法第六十七条、行政处罚法第四十二条）")
    experts: str | None = f("专家")
    accompany: str | None = f("企业陪同人", also="陪同人 陪同人员")
    checklist: Link | None = f("检查表", to="checklists")
    draw: Link | None = f("所属双随机抽取", to="random_draws", fixed=True)
    campaign: Link | None = f("所属专项整治", to="special_campaigns", fixed=True)
    places: str | None = f("检查场所及内容", lines=2, should=True, also="检查场所 检查内容 检查部位")
    situation: str | None = f("检查情况", lines=4)
    found_count: int | None = f("发现隐患数", follows=True, also="隐患数")
    result: VisitResult | None = f("检查结果", section="结果", also="结果")
    status: VisitStatus = f("状态", default=VisitStatus.PLANNED, follows=True)
    docs: Files | None = f("文书扫描件")
    photo: Files | None = f("照片")
    recorder: str | None = f("记录人")
    law_book: str | None = f("执法记录仪编号")
    remark: str | None = f("备注", lines=2, section="其他")


class InspectionItem(Record):
    """What was found of one item at one visit. The item's words are kept as they were that day."""

    inspection: Link = f("检查", to="inspections", part_of=True, width=14)
    seq: int | None = f("序号", low=1)
    checklist_item: Link | None = f("检查表条目", to="checklist_items", fixed=True)
    group: str | None = f("检查项目", also="项目")
    content: str = f("检查内容", lines=2, width=30, also="内容")
    basis: str | None = f("检查标准或依据", lines=2, also="依据 标准")
    result: ItemResult | None = f("检查结果", also="结果")
    problem: str | None = f("存在问题", lines=2, width=26, also="问题 隐患描述")
    place: str | None = f("部位")
    level: Level | None = f("隐患等级", also="等级")
    rectify_days: int | None = f("整改天数", unit="天", low=0, help="0 为立即整改")
    hidden_danger: Link | None = f("隐患", to="hidden_dangers", follows=True)
    photo: Files | None = f("照片")


def settle_visit(visit: Inspection, kin: Kin, scene: Scene) -> list[Record]:
    """A visit stands where its hidden dangers stand."""
    dangers: list[HiddenDanger] = [d for d in kin.of(visit, "hidden_dangers") if d.status is not State.VOID]
    owner = kin.linked(visit, "enterprise") or kin.linked(visit, "public_area")
    village = owner.village if owner else None
    return [visit.replace(found_count=len(dangers), status=_status(visit, dangers), village=village)]


def _status(visit: Inspection, dangers: list[HiddenDanger]) -> VisitStatus:
    if visit.result is None and not dangers:
        return VisitStatus.RUNNING if visit.end_at or visit.situation else VisitStatus.PLANNED
    open_ = [danger for danger in dangers if danger.is_open]
    if not open_:
        return VisitStatus.CLOSED if dangers or visit.result is VisitResult.CLEAN else VisitStatus.CHECKED
    waiting = (State.TO_RECHECK, State.APPLIED, State.EXAMINED)
    return VisitStatus.TO_RECHECK if all(d.status in waiting for d in open_) else VisitStatus.MENDING


def lay_out(visit: Inspection, kin: Kin, scene: Scene) -> list[Record]:
    """The items of the visit's checklist, to be filled in. Raises Refusal where they are laid out already."""
    if visit.checklist is None:
        raise Refusal("请先选一张检查表")
    fresh = not_laid_out(visit, kin)
    if not fresh:
        raise Refusal("这张检查表的条目已经列出")
    return list(fresh)


def not_laid_out(visit: Inspection, kin: Kin) -> list[InspectionItem]:
    """The items of the visit's checklist that it does not have yet, with their places behind those that it has."""
    laid: list[InspectionItem] = kin.of(visit, "inspection_items")
    known = {item.checklist_item for item in laid}
    checklist = kin.linked(visit, "checklist")
    items: list[ChecklistItem] = kin.of(checklist, "checklist_items") if checklist else []
    fresh = [item for item in items if item.id not in known]
    return [
        InspectionItem(
            inspection=visit.id,
            seq=len(laid) + n,
            checklist_item=item.id,
            group=item.group or item.category,
            content=item.content,
            basis="；".join(filter(None, (item.standard, item.basis))) or None,
            level=item.level_default,
        )
        for n, item in enumerate(fresh, 1)
    ]


def all_sound(visit: Inspection, kin: Kin, scene: Scene) -> list[Record]:
    """Items that nobody marked were found in order."""
    items: list[InspectionItem] = kin.of(visit, "inspection_items")
    return [item.replace(result=ItemResult.OK) for item in items if item.result is None]


def note_dangers(visit: Inspection, kin: Kin, scene: Scene) -> list[Record]:
    """Every finding of the visit that is not noted yet becomes a hidden danger of that site."""
    items: list[InspectionItem] = kin.of(visit, "inspection_items")
    findings = [item for item in items if item.result is ItemResult.NOT and item.hidden_danger is None]
    if not findings:
        raise Refusal("没有新的不符合项可以登记为隐患")
    if unclear := [str(item.seq or "") for item in findings if not item.problem]:
        raise Refusal(f"第 {'、'.join(unclear)} 项不符合，但没有写存在什么问题")
    return [danger_of(visit, item, kin) for item in findings]


def danger_of(visit: Inspection, item: InspectionItem, kin: Kin) -> HiddenDanger:
    """The hidden danger that a finding of the visit is. Raises Refusal for a major one without its criterion."""
    asked: ChecklistItem | None = kin.linked(item, "checklist_item")
    criterion = (asked.major_code if asked else None) or item.basis
    if item.level is Level.MAJOR and not criterion:
        raise Refusal(f"第 {item.seq or ''} 项定为重大隐患，请先在“检查标准或依据”里写明判定依据")
    at_once = item.rectify_days == 0
    found = visit.start_at.date()
    return HiddenDanger(
        enterprise=visit.enterprise,
        public_area=visit.public_area,
        inspection=visit.id,
        inspection_item=item.id,
        found_date=found,
        found_by="、".join(person.name for person in kin.all_linked(visit, "inspectors")) or None,
        source="专项整治" if visit.kind == "专项" else "镇检查",
        place=item.place,
        category=asked.danger_category if asked else None,
        description=item.problem,
        basis=item.basis,
        level=item.level or Level.GENERAL,
        major_criteria=criterion if item.level is Level.MAJOR else None,
        photo_before=item.photo,
        rectify_mode=RectifyMode.AT_ONCE if at_once else RectifyMode.TERM,
        deadline=None if item.rectify_days is None else found.fromordinal(found.toordinal() + item.rectify_days),
    )


def settle_item(item: InspectionItem, kin: Kin, scene: Scene) -> list[Record]:
    """A finding knows the hidden danger that it became; one that was voided is none."""
    dangers: list[HiddenDanger] = kin.of(item, "hidden_dangers")
    return [item.replace(hidden_danger=next((d.id for d in dangers if d.status is not State.VOID), None))]


def sound_visit(visit: Inspection, scene: Scene) -> Iterable[Problem]:
    """Two inspectors; an end after the beginning; what was found is found in the past."""
    if visit.inspectors is not None and len(visit.inspectors) < 2:
        yield Problem("inspectors", "检查人员不能少于两人")
    if visit.start_at and visit.end_at and visit.end_at < visit.start_at:
        yield Problem("end_at", "检查结束不能早于开始")
    if visit.result is not None and visit.start_at and visit.start_at.date() > scene.today:
        yield Problem("start_at", "检查日期在今天之后，还不能有检查结果")
    if visit.start_at and visit.start_at.date() > add_months(scene.today, 24):
        yield Problem("start_at", "检查日期太远，请核对年份")


def _running(visit: Any) -> bool:
    return visit.status is not VisitStatus.CLOSED


INSPECTIONS = Ledger(
    Inspection,
    "inspections",
    "检查台账",
    called="no",
    columns="no site kind start_at status result found_count inspectors checklist",
    plan="18",
    filters="status kind start_at village",
    search="no places situation enterprise public_area",
    keys=("no",),
    alike="enterprise public_area start_at",
    order="-start_at",
    checks=(one_owner, sound_visit),
    steps=(
        Step("列出检查条目", lambda v: v.checklist is not None and _running(v), lay_out),
        Step("其余均符合", _running, all_sound),
        Step("不符合项登记为隐患", _running, note_dangers),
    ),
    views=(
        View("计划中", eq("status", VisitStatus.PLANNED), "start_at"),
        View("待整改、待复查", one_of("status", VisitStatus.MENDING, VisitStatus.TO_RECHECK), waits=True),
        View("已闭环", eq("status", VisitStatus.CLOSED)),
    ),
    derived=(SITE,),
    settle=Settle("hidden_dangers", settle_visit),
    keep=lambda v, kin: "这次检查已登记隐患，不能删除" if v.found_count else "",
    empty="每一次到场检查：时间、人员、检查表、结果。打印好检查表出门，回来逐项录入。",
)

INSPECTION_ITEMS = Ledger(
    InspectionItem,
    "inspection_items",
    "检查结果",
    called="content",
    columns="inspection seq group content result problem level rectify_days hidden_danger",
    plan="18",
    filters="result level",
    search="content problem",
    alike="inspection content",
    order="inspection",
    views=(View("不符合", eq("result", ItemResult.NOT)),),
    settle=Settle("hidden_dangers", settle_item),
    empty="一次检查逐项的结果。",
)
