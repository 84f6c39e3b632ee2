"""Where the sites of a round come from: the plan, what is overdue, a village, a campaign, a draw, records that were chosen.

A source is data: a page or a command lists `SOURCES`, and knows none of them by name.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from safety_desk.conditions import TODAY, Where, empty, eq, filled, one_of, until
from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.enforce.campaign import CampaignTarget, SpecialCampaign, Stage
from safety_desk.ledgers.enforce.draw import DrawState, RandomDraw
from safety_desk.ledgers.enforce.plan import EnforceTarget, TargetState
from safety_desk.ledgers.enforce.planning import to_plan
from safety_desk.ledgers.enterprise import GONE, Enterprise, EntStatus
from safety_desk.ledgers.frequency import FreqRules, SuperviseFreq, due_next, times_a_year
from safety_desk.ledgers.hidden_danger import OVERDUE, HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.place import PublicArea, Village
from safety_desk.ledgers.visit_state import VisitStatus
from safety_desk.record import Record
from safety_desk.value import Value

RECHECK = "整改复查"
"""The kind of visit (a code of inspection_kind) that looks at hidden dangers again, and is no full check."""


class Wish(Value):
    """A site that may be visited: an enterprise or a public area, why, as what kind of visit, and what asked for it.

    `visit` is one that is planned already: it is printed, and not planned again.
    """

    enterprise: int | None = None
    public_area: int | None = None
    why: str = ""
    kind: str = ""
    target: int | None = None
    draw: int | None = None
    campaign: int | None = None
    visit: int | None = None


class Found(Value):
    """What a source says: its sites, and who goes there where the source says that too."""

    wishes: tuple[Wish, ...]
    inspectors: tuple[int, ...] = ()


class Source(Value):
    """Where sites come from. `choices` are what can be chosen there, key and words, the likeliest first.

    `chosen`: its sites were chosen already, by lot or by plan, so that all of them are meant.
    """

    name: str
    title: str
    choices: Callable[[Store], Sequence[tuple[str, str]]]
    find: Callable[[Store, str], Found]
    chosen: bool = False


# -- the yearly plan ---------------------------------------------------------------------------------------------

_UNCHECKED: Where = eq("status", TargetState.OPEN) & empty("inspection")


def _months(store: Store) -> list[tuple[str, str]]:
    """The months of the plan that are still to do: this one and the next, then what was left undone, then the rest."""
    numbers: dict[str, int] = {}
    for target in store.find(EnforceTarget, _UNCHECKED & filled("due_on"), order="due_on"):
        month = f"{target.due_on:%Y-%m}"
        numbers[month] = numbers.get(month, 0) + 1
    now = f"{store.scene().today:%Y-%m}"
    late = sum(number for month, number in numbers.items() if month < now)
    told = [(month, f"{_month(month)}（{number} 家次）") for month, number in numbers.items() if month >= now]
    return [*told, *([("late", f"以前各月没有查的（{late} 家次）")] if late else [])]


def _month(key: str) -> str:
    year, month = key.split("-")
    return f"{year} 年 {int(month)} 月"


def _planned_targets(store: Store, key: str) -> Found:
    first = store.scene().today.replace(day=1)
    targets = store.find(EnforceTarget, _UNCHECKED & filled("due_on"), order="due_on")
    chosen = [t for t in targets if t.due_on and (t.due_on < first if key == "late" else f"{t.due_on:%Y-%m}" == key)]
    return Found(tuple(_of_target(target) for target in chosen))


def _of_target(target: EnforceTarget) -> Wish:
    times = f"第 {target.seq} 次" if (target.seq or 1) > 1 else ""
    why = "，".join(filter(None, (f"计划 {target.month_plan} 月", times, target.kind.label)))
    return Wish(target.enterprise, why=why, kind="定期", target=target.id)


# -- what is overdue -----------------------------------------------------------------------------------------------


def _unseen(store: Store, key: str) -> Found:
    """The enterprises whose next check, by the table of frequencies, was due by now; the longest overdue first."""
    scene = store.scene()
    freqs, rules = scene.table(SuperviseFreq), scene.rules(FreqRules)
    last: dict[int | None, dt.date] = {}
    for visit in store.find(
        Inspection, filled("result") & filled("enterprise") & ~eq("kind", RECHECK), order="start_at"
    ):
        last[visit.enterprise] = visit.start_at.date()
    late: list[tuple[int, Wish]] = []
    for firm in to_plan(store.find(Enterprise)):
        times, seen = times_a_year(firm, freqs, rules), last.get(firm.id)
        due = due_next(seen, scene.today, times)
        if due is None or (seen is not None and due >= scene.today):
            continue
        days = (scene.today - due).days
        why = f"逾期 {days} 天，一年 {times} 次，上次 {seen}" if seen else f"一年 {times} 次，还没有检查记录"
        late.append((days if seen else 10_000, Wish(firm.id, why=why, kind="定期")))
    return Found(tuple(wish for _, wish in sorted(late, key=lambda pair: -pair[0])))


_DUE: Where = one_of("status", State.TO_RECHECK, State.APPLIED, State.EXAMINED) & until("recheck_due", TODAY.later(7))


def _danger_choices(store: Store) -> list[tuple[str, str]]:
    told = (
        ("late", "逾期没有整改的", OVERDUE),
        ("major", "其中重大隐患", OVERDUE & eq("level", Level.MAJOR)),
        ("recheck", "七日内该复查的", _DUE),
    )
    return [
        (key, f"{words}（{number} 条）") for key, words, where in told if (number := store.count(HiddenDanger, where))
    ]


def _with_dangers(store: Store, key: str) -> Found:
    where = {"major": OVERDUE & eq("level", Level.MAJOR), "recheck": _DUE}.get(key, OVERDUE)
    today = store.scene().today
    sites: dict[tuple[int | None, int | None], list[HiddenDanger]] = {}
    for danger in store.find(HiddenDanger, where, order="recheck_due" if key == "recheck" else "due_on"):
        sites.setdefault((danger.enterprise, danger.public_area), []).append(danger)
    return Found(tuple(Wish(*site, why=_why(dangers, today, key), kind=RECHECK) for site, dangers in sites.items()))


def _why(dangers: Sequence[HiddenDanger], today: dt.date, key: str) -> str:
    first = dangers[0].recheck_due if key == "recheck" else dangers[0].due_on
    days = (today - first).days if first else 0
    told = f"{len(dangers)} 条{'待复查' if key == 'recheck' else '逾期未改'}"
    return f"{told}，{f'最长逾期 {days} 天' if days > 0 else f'{first} 前复查'}"


# -- villages, campaigns, draws, what is planned already ---------------------------------------------------------------


def _villages(store: Store) -> list[tuple[str, str]]:
    firms = store.spread(Enterprise, "village", ~one_of("status", *GONE, EntStatus.STOPPED))
    areas = store.spread(PublicArea, "village")
    known = store.find(Village, eq("enabled", True), order="seq")
    return [(str(v.id), f"{v.name}（{firms.get(v.id, 0)} 家企业，{areas.get(v.id, 0)} 处公共区域）") for v in known]


def _in_village(store: Store, key: str) -> Found:
    there = eq("village", int(key))
    firms = to_plan(store.find(Enterprise, there, order="risk_grade"))
    areas = store.find(PublicArea, there, order="risk_grade")
    return Found(
        (
            *(Wish(firm.id, why="本村企业", kind="日常") for firm in firms),
            *(Wish(public_area=area.id, why="本村公共区域", kind="日常") for area in areas),
        )
    )


def _campaigns(store: Store) -> list[tuple[str, str]]:
    running = store.find(SpecialCampaign, ~eq("stage", Stage.SUMMED_UP), order="-year")
    left = [(one, store.count(CampaignTarget, eq("campaign", one.id) & empty("checked_at"))) for one in running]
    return [(str(one.id), f"{one.name}（{number} 家未排查）") for one, number in left if number]


def _of_campaign(store: Store, key: str) -> Found:
    targets = store.find(CampaignTarget, eq("campaign", int(key)) & empty("checked_at"))
    return Found(tuple(_of_campaign_target(target) for target in targets))


def _of_campaign_target(target: CampaignTarget) -> Wish:
    return Wish(target.enterprise, why="专项整治对象", kind="专项", campaign=target.campaign)


def _draws(store: Store) -> list[tuple[str, str]]:
    drawn = store.find(RandomDraw, eq("status", DrawState.DRAWN), order="-date")
    return [(str(one.id), f"{one.no}（{one.date}，抽中 {len(one.drawn or ())} 家）") for one in drawn]


def _of_draw(store: Store, key: str) -> Found:
    record = store.get(RandomDraw, int(key))
    return Found(tuple(_drawn(record)), record.drawn_inspectors or ())


def _drawn(record: RandomDraw) -> Iterator[Wish]:
    for id in record.drawn or ():
        yield Wish(id, why=f"双随机抽中 {record.no}", kind="双随机", draw=record.id)


def _days(store: Store) -> list[tuple[str, str]]:
    numbers: dict[dt.date, int] = {}
    for visit in store.find(Inspection, eq("status", VisitStatus.PLANNED), order="start_at"):
        numbers[visit.start_at.date()] = numbers.get(visit.start_at.date(), 0) + 1
    return [(str(day), f"{day}（{number} 家）") for day, number in numbers.items()]


def _planned_on(store: Store, key: str) -> Found:
    visits = store.find(Inspection, eq("status", VisitStatus.PLANNED), order="start_at")
    chosen = [visit for visit in visits if str(visit.start_at.date()) == key]
    return Found(tuple(map(of_visit, chosen)), (chosen[0].inspectors or ()) if chosen else ())


def of_visit(visit: Inspection) -> Wish:
    """A visit that is planned already."""
    why = f"已安排 {visit.start_at.date()}"
    return Wish(
        visit.enterprise, visit.public_area, why, visit.kind, draw=visit.draw, campaign=visit.campaign, visit=visit.id
    )


def _one(words: str) -> Callable[[Store], Sequence[tuple[str, str]]]:
    return lambda store: [("", words)]


SOURCES: tuple[Source, ...] = (
    Source("plan", "年度计划", _months, _planned_targets),
    Source("unseen", "按检查频次逾期没查的", _one("全部"), _unseen),
    Source("dangers", "隐患逾期、到期复查的", _danger_choices, _with_dangers),
    Source("draw", "双随机抽取", _draws, _of_draw, chosen=True),
    Source("campaign", "专项整治", _campaigns, _of_campaign),
    Source("village", "按村", _villages, _in_village),
    Source("planned", "已经安排的（再打印）", _days, _planned_on, chosen=True),
)


def source(name: str) -> Source:
    """The source of that name. Raises StopIteration where there is none."""
    return next(one for one in SOURCES if one.name == name)


# -- records that were chosen on a page --------------------------------------------------------------------------------

_OF: dict[type[Record], Callable[[Store, Any], Iterable[Wish]]] = {
    Enterprise: lambda store, record: [Wish(record.id, why="选中的企业", kind="日常")],
    PublicArea: lambda store, record: [Wish(public_area=record.id, why="选中的公共区域", kind="日常")],
    Village: lambda store, record: _in_village(store, str(record.id)).wishes,
    EnforceTarget: lambda store, record: [_of_target(record)] if record.status is TargetState.OPEN else [],
    CampaignTarget: lambda store, record: [_of_campaign_target(record)],
    SpecialCampaign: lambda store, record: _of_campaign(store, str(record.id)).wishes,
    RandomDraw: lambda store, record: _drawn(record),
    Inspection: lambda store, record: [of_visit(record) if record.status is VisitStatus.PLANNED else _again(record)],
    HiddenDanger: lambda store, record: [_again(record)],
}
"""What the records of a ledger lead to, where that is more than the site that they name."""


def _again(record: Any) -> Wish:
    return Wish(record.enterprise, record.public_area, "整改复查", RECHECK)


def leads_to_sites(ledger: Ledger[Any]) -> bool:
    """Whether the records of a ledger lead to sites that can be visited."""
    return ledger.record in _OF or any(field.to == "enterprises" for field in _site_links(ledger))


def wishes_of(store: Store, ledger: Ledger[Any], ids: Sequence[int]) -> tuple[Wish, ...]:
    """The sites that records lead to."""
    told = _OF.get(ledger.record)
    records = (store.get(ledger.record, id) for id in ids)
    return tuple(wish for record in records for wish in (told(store, record) if told else _named(ledger, record)))


def inspectors_of(store: Store, ledger: Ledger[Any], ids: Sequence[int]) -> tuple[int, ...]:
    """Who goes there, where the chosen records say that."""
    known = (getattr(store.get(ledger.record, id), "drawn_inspectors", None) for id in ids)
    return next((people for people in known if people), ())


def _site_links(ledger: Ledger[Any]) -> list[Any]:
    return [
        field
        for field in ledger.links.values()
        if field.kind.name == "link" and field.to in ("enterprises", "public_areas")
    ]


def _named(ledger: Ledger[Any], record: Record) -> Iterator[Wish]:
    """The first site that a record names."""
    for field in _site_links(ledger):
        if (id := getattr(record, field.name)) is not None:
            site = {"enterprise" if field.to == "enterprises" else "public_area": id}
            yield Wish(why=f"选中的{ledger.noun}", kind="日常", **site)
            return
