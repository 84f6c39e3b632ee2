"""节假日: days off, and days worked instead; terms in working days are counted by them (domain §3.16)."""

import datetime as dt
from collections.abc import Iterator
from datetime import date

from safety_desk.conditions import eq
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.ledger import Ledger, View
from safety_desk.options import Scene
from safety_desk.record import Record


class DayKind(Codes):
    """Whether people work on a day that the calendar alone would tell wrong."""

    OFF = "off", "休息", "放假 假日 节假日"
    WORKED = "worked", "调休上班", "上班 补班 调休"


class Holiday(Record):
    """One day that is not as its weekday says."""

    day: date = f("日期")
    kind: DayKind = f("类别", default=DayKind.OFF)
    name: str | None = f("节日", also="名称 节假日")
    builtin: bool = f("内置", default=False, fixed=True)
    remark: str | None = f("备注", lines=2)


_KNOWN = {
    2026: "元旦 0101-0103 +0104；春节 0215-0223 +0214 +0228；清明节 0404-0406；劳动节 0501-0505 +0509；端午节 0619-0621；"
          "中秋节 0925-0927；国庆节 1001-1007 +0920 +1010",
}  # fmt: skip
"""Days off, and after + days worked instead, as the handbook gives them; the office checks them against the State
Council's notice of each year."""


def built_in() -> Iterator[Holiday]:
    """The days of the years that the program knows."""
    note = "随程序带来，请核对国务院办公厅当年的放假通知"
    for year, said in _KNOWN.items():
        for name, *spans in (part.split() for part in said.split("；")):
            for span in spans:
                kind = DayKind.WORKED if span[0] == "+" else DayKind.OFF
                for day in _days(year, span.lstrip("+")):
                    yield Holiday(day=day, kind=kind, name=name, builtin=True, remark=note)


def _days(year: int, span: str) -> Iterator[date]:
    first, _, last = span.partition("-")
    day, end = (date(year, int(text[:2]), int(text[2:])) for text in (first, last or first))
    while day <= end:
        yield day
        day += dt.timedelta(days=1)


def is_workday(day: date, scene: Scene) -> bool:
    """Whether people work on that day: as the table says, else Monday to Friday.

    Raises Refusal where the table knows nothing of the day's year.
    """
    kinds = {holiday.day: holiday.kind for holiday in scene.table(Holiday)}
    if day.year not in {known.year for known in kinds}:
        raise Refusal(f"节假日表里没有 {day.year} 年，不能计算工作日。请在“系统—节假日”里补录这一年的放假安排")
    return kinds[day] is DayKind.WORKED if day in kinds else day.weekday() < 5


def working_days_after(day: date, number: int, scene: Scene) -> date:
    """The day on which a term of so many working days ends; the day on which it begins does not count (domain §3.16).

    Raises Refusal where the table knows nothing of a year that the term touches.
    """
    while number > 0:
        day += dt.timedelta(days=1)
        number -= is_workday(day, scene)
    return day


HOLIDAYS = Ledger(
    Holiday,
    "holidays",
    "节假日",
    called="day",
    columns="day kind name builtin remark",
    plan="18 19",
    filters="kind day",
    search="name",
    keys=("day",),
    order="-day",
    views=(View("放假", eq("kind", DayKind.OFF)), View("调休上班", eq("kind", DayKind.WORKED))),
    builtin=built_in,
    empty="放假和调休的日子，按工作日计算的期限都看这张表。每年年底照国务院办公厅的通知补录下一年。",
)
