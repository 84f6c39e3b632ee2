"""What the ledgers themselves say for an assessment (自动取数, domain §3.15): rates and numbers of a subject in a period."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from safety_desk.conditions import Kin
from safety_desk.fields import Codes
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.govern.patrol import BulletinType
from safety_desk.ledgers.govern.task import TaskState
from safety_desk.options import Scene
from safety_desk.periods import Period
from safety_desk.value import Value


class Metric(Codes):
    """What is counted."""

    MENDED = "mended", "隐患整改率", "整改率"
    MAJOR_CLOSED = "major_closed", "重大隐患按期销号率", "重大隐患销号率"
    PATROLS = "patrols", "网格巡查完成率", "巡查完成率"
    PLANNED = "planned", "计划检查完成率", "检查计划完成率"
    DUTIES = "duties", "履职频次完成率", "责任清单完成率"
    TASKS = "tasks", "任务按期完成率", "任务完成率"
    DELISTED = "delisted", "挂牌按期摘牌率", "摘牌率"
    CRITICISED = "criticised", "被通报次数", "通报批评次数"
    ACCIDENTS = "accidents", "生产安全事故起数", "事故起数"

    @property
    def is_rate(self) -> bool:
        """In %, of which more is better; else a number, of which less is."""
        return self not in (Metric.CRITICISED, Metric.ACCIDENTS)


class Evidence(Value):
    """A value and how it came about; no value where there was nothing to count."""

    value: float | None
    note: str


def evidence(metric: Metric, subject: Any, kin: Kin, period: Period, scene: Scene) -> Evidence:
    """Count it for an organ or an enterprise."""
    return _COUNTED[metric](subject, kin, period, scene)


def _share(done: int, whole: int, what: str) -> Evidence:
    if not whole:
        return Evidence(None, f"本期没有{what}")
    return Evidence(round(done / whole * 100, 1), f"{what} {whole}，其中完成 {done}")


def near(subject: Any, kin: Kin, ledger: str) -> list[Any]:
    """The records of a ledger that belong to an enterprise, to a village, or to the enterprises that an office supervises."""
    if "uscc" in subject.fields:
        return kin.of(subject, ledger)
    if village := kin.linked(subject, "village"):
        return kin.of(village, ledger)
    return [record for firm in kin.of(subject, "enterprises", "supervise_dept") for record in kin.of(firm, ledger)]


def dangers_of(subject: Any, kin: Kin) -> list[Any]:
    """The hidden dangers near a subject but for those that were voided."""
    return [danger for danger in near(subject, kin, "hidden_dangers") if danger.status is not State.VOID]


def _mended(subject: Any, kin: Kin, period: Period, scene: Scene) -> Evidence:
    """隐患整改率: mended by the end, of those left at the beginning and those found in the period (domain §3.17)."""
    counted = [d for d in dangers_of(subject, kin) if d.found_date <= period.last and (d.rectified_at is None or d.rectified_at >= period.first)]
    return _share(sum(d.rectified_at is not None and d.rectified_at <= period.last for d in counted), len(counted), "应整改隐患")


def _major_closed(subject: Any, kin: Kin, period: Period, scene: Scene) -> Evidence:
    due = [d for d in dangers_of(subject, kin) if d.level is Level.MAJOR and _within(d.due_on, period, scene)]
    return _share(sum(d.closed_at is not None and d.closed_at <= d.due_on for d in due), len(due), "到期重大隐患")


def _patrols(subject: Any, kin: Kin, period: Period, scene: Scene) -> Evidence:
    """巡查完成率 of a village: what was walked, of what its grids owe in the months of the period that are over."""
    from safety_desk.ledgers.society.grid_patrol import PatrolRules, completion

    village = kin.linked(subject, "village") if "org_type" in subject.fields else None
    last = min(period.last, scene.today.replace(day=1) - dt.timedelta(days=1))
    if village is None or last < period.first:
        return Evidence(None, "本期没有应巡查的网格")
    grids = len(kin.of(village, "grids"))
    walked = sum(period.first <= patrol.date <= last for patrol in kin.of(village, "grid_patrols"))
    over = Period(period.first, last, period.title)
    share = completion(walked, grids, over, scene.rules(PatrolRules))
    return Evidence(None if share is None else round(share * 100, 1), f"网格 {grids} 个，巡查 {walked} 次")


def _planned(subject: Any, kin: Kin, period: Period, scene: Scene) -> Evidence:
    """计划检查完成率: of the visits that the yearly plan sets for the enterprises near the subject."""
    firms = [subject] if "uscc" in subject.fields else near(subject, kin, "enterprises") if subject.village else kin.of(subject, "enterprises", "supervise_dept")
    due = [t for firm in firms for t in kin.of(firm, "enforce_targets") if _within(t.due_on, period, scene)]
    return _share(sum(t.actual_dates is not None for t in due), len(due), "到期计划检查")


def _duties(subject: Any, kin: Kin, period: Period, scene: Scene) -> Evidence:
    times = [one for duty in kin.of(subject, "duty_lists") for one in kin.of(duty, "duty_occurrences") if _within(one.due_date, period, scene)]
    return _share(sum(one.done_at is not None for one in times), len(times), "到期履责")


def _tasks(subject: Any, kin: Kin, period: Period, scene: Scene) -> Evidence:
    if "uscc" in subject.fields:
        return Evidence(None, "企业没有贯彻任务")
    tasks = [t for t in kin.of(subject, "impl_tasks") if t.status is not TaskState.ENDED and _within(t.due_date, period, scene)]
    in_time = (t.status is TaskState.DONE and t.finish_date is not None and t.finish_date <= t.due_date for t in tasks)
    return _share(sum(in_time), len(tasks), "到期任务")


def _delisted(subject: Any, kin: Kin, period: Period, scene: Scene) -> Evidence:
    cases = [c for c in kin.of(subject, "supervise_cases") if _within(c.due_on, period, scene)]
    return _share(sum(c.delist_date is not None and c.delist_date <= c.due_on for c in cases), len(cases), "到期挂牌")


def _criticised(subject: Any, kin: Kin, period: Period, scene: Scene) -> Evidence:
    bad = (BulletinType.CRITICISM, BulletinType.EXPOSURE)
    found: Iterable[Any] = (b for b in kin.of(subject, "bulletins") if b.type in bad and period.first <= b.date <= period.last)
    number = len(list(found))
    return Evidence(number, f"被批评、曝光 {number} 次")


def _accidents(subject: Any, kin: Kin, period: Period, scene: Scene) -> Evidence:
    """Accidents of production that are nobody's fault do not count, nor those that only nearly happened."""
    counted = [a for a in near(subject, kin, "accidents") if a.is_production and not a.is_near_miss and a.liability.value != "no"]
    number = sum(period.first <= a.occurred_at.date() <= period.last for a in counted)
    return Evidence(number, f"生产安全事故 {number} 起")


def _within(day: Any, period: Period, scene: Scene) -> bool:
    """Due in the period and already past."""
    return day is not None and period.first <= day <= min(period.last, scene.today)


_COUNTED: dict[Metric, Callable[[Any, Kin, Period, Scene], Evidence]] = {
    Metric.MENDED: _mended,
    Metric.MAJOR_CLOSED: _major_closed,
    Metric.PATROLS: _patrols,
    Metric.PLANNED: _planned,
    Metric.DUTIES: _duties,
    Metric.TASKS: _tasks,
    Metric.DELISTED: _delisted,
    Metric.CRITICISED: _criticised,
    Metric.ACCIDENTS: _accidents,
}
