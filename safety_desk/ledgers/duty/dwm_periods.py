"""Which checks an enterprise owes for a day, a week or a month, and by when it reports (domain item 11)."""

import calendar
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from safety_desk.dates import add_months
from safety_desk.fields import Codes, f
from safety_desk.ledgers.danger_state import State
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.holiday import Holiday, is_workday
from safety_desk.options import Options, Scene


class Level(Codes):
    """The level on which an enterprise checks itself."""

    DAY = "day", "班组日排查", "班组 日 班组日 日排查"
    WEEK = "week", "车间周排查", "车间 周 车间周 周排查"
    MONTH = "month", "厂企月排查", "厂企 月 厂月 厂级 月排查 厂企月"


class DwmRules(Options, key="dwm", title="日周月排查", settles="dwm_months dwm_plans"):
    """When an enterprise reports, and when nothing found is no good news (domain item 11, design)."""

    report_day: int = f("企业自报期限（次月几日）", default=5, unit="日", low=1, high=28)
    hollow_months: int = f("连续几个月没有发现隐患算疑似走过场", default=3, unit="个月", low=2, high=12)


def month_key(day: date) -> str:
    """2026-11."""
    return f"{day:%Y-%m}"


def is_month(ym: str | None) -> bool:
    """Whether a text is a month as it is kept: 2026-11."""
    return bool(ym and re.fullmatch(r"[12]\d{3}-(0[1-9]|1[0-2])", ym))


def key_of(level: Level, day: date) -> str:
    """The period of a check: 2026-11-23, 2026-W47 (ISO week), 2026-11."""
    if level is Level.DAY:
        return day.isoformat()
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}" if level is Level.WEEK else month_key(day)


def read_month(text: str) -> str:
    """A month as sheets write it (2026年11月, 2026.11, 202611, a day of it), as it is kept; what is none stays as it is."""
    match = re.fullmatch(r"([12]\d{3})\D?(\d{1,2})(?:\D.*)?", text)
    return f"{match[1]}-{int(match[2]):02d}" if match else text


def _days(ym: str) -> Iterator[date]:
    year, month = int(ym[:4]), int(ym[5:])
    return (date(year, month, n) for n in range(1, calendar.monthrange(year, month)[1] + 1))


def year_known(ym: str, scene: Scene) -> bool:
    """Whether the table of holidays knows the year of a month."""
    return any(holiday.day.year == int(ym[:4]) for holiday in scene.table(Holiday))


def periods(level: Level, ym: str, scene: Scene) -> list[str]:
    """The periods of a month: its working days, the ISO weeks whose Thursday lies in it, the month itself.

    Raises Refusal for days of a year that the table of holidays does not know.
    """
    if level is Level.MONTH:
        return [ym]
    if level is Level.WEEK:
        return [key_of(level, day) for day in _days(ym) if day.weekday() == 3]
    return [key_of(level, day) for day in _days(ym) if is_workday(day, scene)]


def expected(level: Level, ym: str, units: int, stop_days: int, scene: Scene) -> int:
    """应排数 (domain item 11): working days × teams, less days of standstill; weeks × workshops; one for the month."""
    number = len(periods(level, ym, scene))
    return max(0, number - stop_days) * units if level is Level.DAY else number * units


Plans = Iterable[tuple[Level, str, date]]
"""Level, unit and first day of each plan."""
Checks = Iterable[tuple[Level, str, str]]
"""Level, unit and period of each check that was made."""


def missing(ym: str, plans: Plans, checks: Checks, as_on: date, scene: Scene) -> dict[tuple[Level, str], list[str]]:
    """The periods of a month that each plan owes by a day and for which there is no check; none before the plan began."""
    done = set(checks)
    owed: dict[tuple[Level, str], list[str]] = {}
    for level, unit, start in plans:
        first, now = key_of(level, start), key_of(level, as_on)
        gaps = [key for key in periods(level, ym, scene) if first <= key < now and (level, unit, key) not in done]
        if gaps:
            owed[level, unit] = gaps
    return owed


def in_words(gaps: dict[tuple[Level, str], list[str]]) -> str | None:
    """The missing checks in words: 一班日排查缺 3 期：11-03、11-04、11-05."""
    said = []
    for (level, unit), keys in gaps.items():
        some = "、".join(key[5:] for key in keys[:5]) + ("等" if len(keys) > 5 else "")
        said.append(f"{unit}{level.label[2:]}缺 {len(keys)} 期：{some}")
    return "；".join(said) or None


def report_due(ym: str, rules: DwmRules) -> date:
    """By when a month is reported: day N of the next month (domain §7.1 and item 11, design)."""
    return add_months(date(int(ym[:4]), int(ym[5:]), 1), 1).replace(day=rules.report_day)


def first_unreported(start: date, reported: Collection[str]) -> str:
    """The first month from the beginning of the plan on that was not reported."""
    day = start.replace(day=1)
    while month_key(day) in reported:
        day = add_months(day, 1)
    return month_key(day)


def run_of_zero(found: Iterable[tuple[str, int | None]], months: int) -> set[str]:
    """The months that end a run of so many months one after another with nothing found (domain item 11: 疑似走过场)."""
    run, before, ends = 0, "", set()
    for ym, number in found:
        next_ = month_key(add_months(date(int(before[:4]), int(before[5:]), 1), 1)) if before else ym
        run = (run if ym == next_ else 0) + 1 if number == 0 else 0
        before = ym
        if run >= months:
            ends.add(ym)
    return ends


def is_zero_danger(dangers: Iterable[HiddenDanger], complete: bool) -> bool:
    """零隐患 on a day: nothing open, and that month's checks complete (domain item 11)."""
    return complete and not any(danger.is_open for danger in dangers)


def zero_days(dangers: Iterable[HiddenDanger], today: date) -> int | None:
    """Days since the last open danger was closed; 0 while one is open, None where there never was one."""
    known = [danger for danger in dangers if danger.status is not State.VOID]
    if any(danger.is_open for danger in known):
        return 0
    closed = [danger.closed_at for danger in known if danger.closed_at]
    return (today - max(closed)).days if closed else None
