"""Periods of reporting: a month, a quarter, half a year, a year, or any two days."""

import calendar
import datetime as dt
import re

from safety_desk.errors import Refusal
from safety_desk.value import Value

_SPANS = {"Q": 3, "H": 6}


class Period(Value):
    """From `first` to `last`, both included, and how people call it."""

    first: dt.date
    last: dt.date
    title: str

    def before(self) -> "Period":
        """The period of as many months just before (上期)."""
        months = self.last.month - self.first.month + 1
        start = self.first.year * 12 + self.first.month - 1 - months
        return period_of(start // 12, start % 12 + 1, months)

    def to_date(self) -> "Period":
        """From the beginning of its year to its end (累计)."""
        return Period(self.first.replace(month=1, day=1), self.last, f"{self.last.year}年1—{self.last.month}月累计")

    def year_before(self) -> "Period":
        """The same period of the year before (同期)."""
        return period_of(self.first.year - 1, self.first.month, (self.last.month - self.first.month) + 1)


def period_of(year: int, month: int, months: int) -> Period:
    """A period of whole months."""
    end = month + months - 1
    last = dt.date(year, end, calendar.monthrange(year, end)[1])
    names = {1: f"{year}年{month}月", 3: f"{year}年第{'一二三四'[(month - 1) // 3]}季度", 12: f"{year}年"}
    half = f"{year}年{'上' if month == 1 else '下'}半年"
    return Period(dt.date(year, month, 1), last, names.get(months, half))


def read_period(text: str) -> Period:
    """Read 2026-06, 2026Q2, 2026H1 or 2026. Raises Refusal."""
    wanted = text.strip().upper()
    if match := re.fullmatch(r"(\d{4})-?(0[1-9]|1[0-2])", wanted):
        return period_of(int(match[1]), int(match[2]), 1)
    if match := re.fullmatch(r"(\d{4})-?(Q[1-4]|H[12])", wanted):
        span = _SPANS[match[2][0]]
        return period_of(int(match[1]), (int(match[2][1]) - 1) * span + 1, span)
    if re.fullmatch(r"\d{4}", wanted):
        return period_of(int(wanted), 1, 12)
    raise Refusal(f"看不懂统计期“{text}”：月写 2026-06，季写 2026Q2，半年写 2026H1，年写 2026")


def month_of(day: dt.date) -> Period:
    """The month that a day is in."""
    return period_of(day.year, day.month, 1)
