"""Dates in the many forms in which people write them."""

import datetime as dt
import math
import re

from safety_desk.value import Value
from safety_desk.wording import half_width, packed

_EXCEL_EPOCH = dt.date(1899, 12, 30)
_FULL = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})(?:[-/.年])(\d{1,2})月?(底|末|初)?")
_YEAR = re.compile(r"(\d{4})年?")
_SHORT_YEAR = re.compile(r"(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_TIME = re.compile(
    r"[T\s]*(?P<half>上午|下午|晚上)?\s*(?P<hour>\d{1,2})[:时点](?P<minute>\d{1,2})?(?:[:分]\d{1,2}(?:\.\d+)?秒?|分)?$"
)
_TERM = re.compile(r"(?:限期?)?(\d{1,3})个?(工作日|日|天|周|个?月)(?:内|之内|以内)?")
_NO_YEAR = re.compile(r"(\d{1,2})月(?:(\d{1,2})[日号]|(底|末))")
_AT_ONCE = {"当日", "当天", "立即", "即时", "现场", "立即整改", "当场", "当场整改", "立行立改"}
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_TENS = re.compile("([一二三]?)十([一二三四五六七八九]?)")


class Reading(Value):
    """A day that was read, and why a person should look again (empty: nothing to doubt)."""

    day: dt.date
    doubt: str = ""


def read_day(raw: object, end: bool = False) -> Reading:
    """Read a day from a foreign cell.

    `end`: where only a month or a year is given, its last day is meant (a deadline, an expiry) and not its first.
    Raises ValueError, in Chinese, where no day can be read.
    """
    if isinstance(raw, dt.datetime):
        return Reading(raw.date())
    if isinstance(raw, dt.date):
        return Reading(raw)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _from_number(raw)
    text = _TIME.sub("", _spaced(str(raw)))
    text = re.sub("(之|以)?前$", "", _with_digits(packed(text)))
    for pattern in (_FULL, _COMPACT):
        if match := pattern.fullmatch(text):
            return Reading(_day(*map(int, match.groups())))
    if match := _MONTH.fullmatch(text):
        return _from_month(int(match[1]), int(match[2]), match[3], end)
    if match := _SHORT_YEAR.fullmatch(text):
        short, month, day = map(int, match.groups())
        year = short + (2000 if short < 70 else 1900)
        return Reading(_day(year, month, day), f"年份只有两位，按 {year} 年理解")
    if match := _YEAR.fullmatch(text):
        year = int(match[1])
        return Reading(_day(year, 12, 31) if end else _day(year, 1, 1), "只有年份，没有月日")
    raise ValueError("看不懂这个日期，请写成 2026-03-15 这样")


def _with_digits(text: str) -> str:
    """二〇二六年三月十五日 as 2026年3月15日."""
    if not re.search("[〇零一二三四五六七八九十]", text):
        return text
    tens = _TENS.sub(lambda m: (m[1] or "一") + (m[2] or "〇"), text)
    return tens.translate(_NUMERALS)


def _spaced(text: str) -> str:
    """Half-width text in which blanks stay, so that a time after the day can be told from it."""
    return re.sub(r"\s+", " ", half_width(text))


def _from_number(number: float) -> Reading:
    whole = int(number) if math.isfinite(number) else 0
    if 19000101 <= whole <= 21001231:
        return Reading(_day(whole // 10000, whole // 100 % 100, whole % 100))
    if 1950 <= whole <= 2100 and whole != number:
        return read_day(str(number))  # 2026.3, typed as a month
    if 1950 <= whole <= 2100:
        return Reading(_day(whole, 1, 1), "只有年份，没有月日")
    if 18264 <= whole <= 73050:  # Excel's serial numbers of 1950 to 2099
        day = _EXCEL_EPOCH + dt.timedelta(days=whole)
        return Reading(day, f"单元格里是数字 {whole}，按 Excel 的日期序号理解")
    raise ValueError("看不懂这个日期，请写成 2026-03-15 这样")


def _from_month(year: int, month: int, part: str | None, end: bool) -> Reading:
    if not 1 <= month <= 12:
        raise ValueError(f"没有 {month} 月")
    last = part in ("底", "末") or (part is None and end)
    day = _days_in(year, month) if last else 1
    return Reading(_day(year, month, day), "" if part else "只有年月，没有日")


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"没有 {year} 年 {month} 月 {day} 日这一天") from None


def read_term(raw: object, since: dt.date | None) -> Reading | None:
    """Read a term such as 当日, 3天内, 15日 or 6月底 counted from `since`; None where it is not a term.

    Raises ValueError where it is a term and `since` is unknown.
    """
    text = _with_digits(packed(raw)).rstrip("前")
    if match := _NO_YEAR.fullmatch(text):
        return _without_year(int(match[1]), match[2], since)
    match = _TERM.fullmatch(text)
    if text not in _AT_ONCE and not match:
        return None
    if since is None:
        raise ValueError("写的是天数，但不知道从哪天算起，请写成具体日期")
    if not match:
        return Reading(since)
    number, unit = int(match[1]), match[2]
    if unit.endswith("月"):
        return Reading(add_months(since, number))
    if unit == "工作日":
        return Reading(since + dt.timedelta(days=number), "按自然日推算，工作日请核对节假日")
    days = number * 7 if unit == "周" else number
    plain = unit != "日" or "内" in text or text.startswith("限")
    doubt = "" if plain else f"“{text}”按自发现之日起 {days} 天理解，也可能指当月 {number} 日"
    return Reading(since + dt.timedelta(days=days), doubt)


def _without_year(month: int, day: str | None, since: dt.date | None) -> Reading:
    """The next such day from `since` on; the last of the month where no day is given."""
    if since is None:
        raise ValueError("没有写年份，请写成 2026-03-15 这样")
    for year in (since.year, since.year + 1):
        found = _day(year, month, int(day)) if day else _from_month(year, month, "底", True).day
        if found >= since:
            break
    return Reading(found, f"没有写年份，按 {found.year} 年理解")


def read_typed(text: str, today: dt.date, since: dt.date | None = None) -> dt.date:
    """Read what a clerk types into a date field: 3, 11-3, 20261103, 2026-11-3 or +7 (from `since` or today).

    Raises ValueError, in Chinese.
    """
    short = packed(text)
    if match := re.fullmatch(r"([+-])(\d{1,4})", short):
        days = int(match[2]) * (1 if match[1] == "+" else -1)
        return (since or today) + dt.timedelta(days=days)
    if short in ("今天", "今日"):
        return today
    if re.fullmatch(r"\d{1,2}", short):
        return _day(today.year, today.month, int(short))
    if match := re.fullmatch(r"(\d{1,2})[-/.月](\d{1,2})[日号]?", short):
        return _day(today.year, int(match[1]), int(match[2]))
    if re.fullmatch(r"\d{4}", short) and not 1950 <= int(short) <= 2100:
        return _day(today.year, int(short[:2]), int(short[2:]))
    if term := read_term(short, since or today):
        return term.day
    reading = read_day(short)
    if reading.doubt:
        raise ValueError(f"{reading.doubt}，请写全，例如 {reading.day.isoformat()}")
    return reading.day


def read_moment(raw: object) -> tuple[dt.datetime, str]:
    """Read a day with an hour, such as 2026-03-15 9:30 or 2026年3月15日9时30分; midnight where no hour is given.

    Returns the moment and a doubt (empty: none). Raises ValueError, in Chinese.
    """
    if isinstance(raw, dt.datetime):
        return raw.replace(second=0, microsecond=0), ""
    text = _spaced(str(raw))
    reading = read_day(raw)
    if isinstance(raw, str) and (match := _TIME.search(text)):
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if match["half"] in ("下午", "晚上") and hour < 12:
            hour += 12
        if hour > 23 or minute > 59:
            raise ValueError(f"没有 {hour}:{minute:02d} 这个时刻")
        return dt.datetime.combine(reading.day, dt.time(hour, minute)), reading.doubt
    return dt.datetime.combine(reading.day, dt.time()), reading.doubt


def _days_in(year: int, month: int) -> int:
    """The standard module `calendar` knows this too, and takes a millisecond of every start to load."""
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return (following - dt.timedelta(days=1)).day


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months on, or the last day of that month where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def add_years(day: dt.date, years: int) -> dt.date:
    """The same day some years on (29 February becomes the 28th)."""
    return add_months(day, 12 * years)


def chinese(day: dt.date | None) -> str:
    """A day as papers write it: 2026年3月15日; blanks to fill in by hand where there is none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "　　年　月　日"
