"""A round: who goes where on which day. One operation plans its visits, one job prints all that is taken along."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from safety_desk.conditions import eq
from safety_desk.dates import add_months
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.fields import f
from safety_desk.ledgers.checklist import Checklist, ChecklistItem
from safety_desk.ledgers.enforce.plan import EnforceTarget
from safety_desk.ledgers.enforce.scheme import CheckScheme
from safety_desk.ledgers.inspection import INSPECTIONS, Inspection
from safety_desk.ledgers.office import EnforcementMode, OfficeRules
from safety_desk.linked import Links, Term
from safety_desk.record import Problem, Record, read
from safety_desk.tasks.rounds.stops import Stop

FURTHEST = 24
"""Months: what is planned further ahead has a wrong year."""


class Round(Record):
    """What is said once for all visits of a round."""

    day: dt.datetime = f("检查日期", help="可以带时间，如 12-1 9:00；不写时间的，纸上留空手填")
    inspectors: Links = f("检查人员", to="staff", help="不少于两人，并出示证件（安全生产法第六十七条）")
    kind: Term | None = f(
        "检查类型", codes="inspection_kind", help="空着时按来源：计划为定期，抽取为双随机，专项整治为专项"
    )
    mode: Term = f("检查方式", codes="inspection_mode", default="明查")
    blanks: int = f(
        "另带空白表", default=0, low=0, high=50, unit="份", help="没有单位名称的检查表和检查记录，路上临时用"
    )


def read_round(store: Store, raw: dict[str, Any]) -> tuple[Round, list[Problem]]:
    """What was filled in, and all that is wrong with it."""
    done = read(Round, raw, store.context())
    found = {problem.field: problem for problem in (*done.errors, *_wrong(store, done.record))}
    return done.record, [found[name] for name in Round.fields if name in found]


def _wrong(store: Store, round_: Round) -> list[Problem]:
    today, found = store.scene().today, []
    if round_.day is not None and round_.day.date() < today:
        found.append(
            Problem(
                "day", f"检查日期 {round_.day.date()} 已经过去，请填今天或以后的日期；已经去过的，请在检查台账里登记"
            )
        )
    elif round_.day is not None and round_.day.date() > add_months(today, FURTHEST):
        found.append(Problem("day", "检查日期太远，请核对年份"))
    if len(round_.inspectors or ()) < 2:
        found.append(Problem("inspectors", f"检查人员不能少于两人，请{'再选一人' if round_.inspectors else '填写'}"))
    return found


def plan_visits(store: Store, round_: Round, stops: Sequence[Stop]) -> list[int]:
    """Plan a visit of each stop, as one operation; answers the visits in the order of the stops.

    What is planned already is taken as it is. With powers of enforcement every visit of an enterprise gets its scheme
    (现场检查方案), to be approved. Raises Refusal.
    """
    if not stops:
        raise Refusal("还没有选检查对象：请在名单里打勾")
    fresh = [stop for stop in stops if stop.wish.visit is None]
    ids: dict[tuple[str, int], int] = {}
    with store.operation(f"安排检查 {len(fresh)} 家"):
        for stop in fresh:
            visit = _visit(round_, stop)
            if wrong := [problem for problem in INSPECTIONS.problems(visit, store.scene()) if not problem.doubt]:
                raise Refusal(f"{stop.name}：{wrong[0].text}")
            ids[stop.site] = store.put(visit)
            if stop.wish.target is not None:
                store.put(store.get(EnforceTarget, stop.wish.target).replace(inspection=ids[stop.site]))
            if store.options(OfficeRules).mode is not EnforcementMode.NONE and visit.enterprise is not None:
                store.put(_scheme(store, visit.replace(id=ids[stop.site])))
    return [stop.wish.visit or ids[stop.site] for stop in stops]


def _visit(round_: Round, stop: Stop) -> Inspection:
    wish = stop.wish
    return Inspection(
        enterprise=wish.enterprise,
        public_area=wish.public_area,
        kind=round_.kind or wish.kind or Inspection.fields["kind"].default,
        mode=round_.mode,
        start_at=round_.day,
        inspectors=round_.inspectors,
        checklist=stop.checklist,
        draw=wish.draw,
        campaign=wish.campaign,
    )


def _scheme(store: Store, visit: Inspection) -> CheckScheme:
    """The scheme of a visit: what its checklist asks, item group by item group."""
    checklist = store.get(Checklist, visit.checklist) if visit.checklist is not None else None
    items = store.find(ChecklistItem, eq("checklist", checklist.id), order="seq") if checklist else []
    groups = dict.fromkeys(item.group or item.category or item.content for item in items)
    about = (
        f"对照《{checklist.name}》检查：{'、'.join(groups)}"
        if checklist
        else "安全生产责任制、规章制度和操作规程、现场安全状况"
    )
    return CheckScheme(
        inspection=visit.id,
        enterprise=visit.enterprise,
        time_from=visit.start_at,
        officers=visit.inspectors,
        contents=about,
        methods=("现场检查", "查阅资料"),
    )
