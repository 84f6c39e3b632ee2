"""How a value is written in a superior's table: dates six ways, ID numbers whole, masked or spaced, names of levels."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from safety_desk.db.store import Store
from safety_desk.fields import Codes, Field
from safety_desk.ledger import Ledger
from safety_desk.ledgers.grade import Grade
from safety_desk.reports.blanks.filling import Entry
from safety_desk.reports.blanks.layout import Head, Layout
from safety_desk.tasks.fill.measures import field_at
from safety_desk.tasks.fill.plan import Source

DATES: dict[str, tuple[str, Callable[[dt.date], str]]] = {
    "iso": ("2026-03-05", lambda day: day.isoformat()),
    "slash": ("2026/3/5", lambda day: f"{day.year}/{day.month}/{day.day}"),
    "dots": ("2026.3.5", lambda day: f"{day.year}.{day.month}.{day.day}"),
    "han": ("2026年3月5日", lambda day: f"{day.year}年{day.month}月{day.day}日"),
    "compact": ("20260305", lambda day: f"{day:%Y%m%d}"),
    "month": ("2026年3月", lambda day: f"{day.year}年{day.month}月"),
}
NUMBERS = {"masked": "遮住中间（341823********1234）", "whole": "完整", "spaced": "完整，分段（341823 19900307 1234）"}
GRADES: dict[str, tuple[str, Callable[[Grade], str]]] = {
    "": ("红、橙、黄、蓝", lambda grade: grade.label),
    "colour": ("红色、橙色、黄色、蓝色", lambda grade: f"{grade.label}色"),
    "short": ("重大、较大、一般、低", lambda grade: grade.risk.removesuffix("风险")),
    "risk": ("重大风险、较大风险、一般风险、低风险", lambda grade: grade.risk),
    "letter": ("A、B、C、D", lambda grade: grade.letter),
    "letters": ("A级、B级、C级、D级", lambda grade: f"{grade.letter}级"),
    "chinese": ("一级、二级、三级、四级", lambda grade: f"{'一二三四'[int(grade.value) - 1]}级"),
    "roman": ("Ⅰ级、Ⅱ级、Ⅲ级、Ⅳ级", lambda grade: f"{'ⅠⅡⅢⅣ'[int(grade.value) - 1]}级"),
}
TICKS = {
    "": ("是、否", "是", "否"),
    "tick": ("√、空", "√", ""),
    "have": ("有、无", "有", "无"),
    "one": ("1、0", "1", "0"),
}
_DATE_FORMAT = re.compile(r"[yd年日]", re.IGNORECASE)


def choices(field: Field) -> dict[str, str]:
    """The ways in which a field can be written: key, and how it looks; one way only where there are none."""
    kind = field.kind.name
    if kind in ("day", "moment"):
        return {"": "日期（照原表的格式）", **{key: said for key, (said, _) in DATES.items()}}
    if kind == "id_card":
        return NUMBERS
    if field.veils:
        return {"masked": "遮住中间", "whole": "完整"}
    if field.type is Grade:
        return {key: said for key, (said, _) in GRADES.items()}
    if kind == "yes_no":
        return {key: told[0] for key, told in TICKS.items()}
    return {}


def hinted(store: Store, ledger: Ledger[Any], source: Source, head: Head, layout: Layout) -> str:
    """The way that the head itself asks for: (红/橙), (重大/较大), (√), (年月). ID numbers stay masked."""
    if source.kind not in ("field", "gathered") or source.how in ("count", "list"):
        return ""
    home = store.ledgers[source.ledger] if source.ledger else ledger
    field = field_at(store, home, source.path)
    text = "".join(head.words)
    asked = field_at(store, home, source.also) if source.also else field
    if asked.veils:
        return "whole" if asked.kind.name == "phone" else "masked"
    if field.type is Grade:
        return _graded(text)
    if field.kind.name == "yes_no":
        return "tick" if "√" in text else "have" if "有无" in text or "有/无" in text else ""
    if field.kind.name in ("day", "moment") and re.search(r"[(（]年月[)）]", text):
        return "month"
    return ""


_GRADE_HINTS = {
    "roman": "Ⅰ", "risk": "重大风险/ 较大风险/", "short": "重大/ 重大、 较大/", "letters": "A级", "colour": "红色",
    "letter": "A/ A、 ABCD",
}  # fmt: skip


def _graded(text: str) -> str:
    return next((key for key, words in _GRADE_HINTS.items() if any(word in text for word in words.split())), "")


def entry(store: Store, field: Field, value: Any, format: str, cell: str) -> Entry:
    """A value as it goes into a cell whose own number format is `cell`."""
    if value is None or value == ():
        return Entry()
    if isinstance(value, dt.date):
        return _dated(value, format, cell)
    if field.veils and isinstance(value, str):
        return Entry(_number(field, value, format, store))
    if isinstance(value, Grade):
        return Entry(GRADES.get(format, GRADES[""])[1](value))
    if isinstance(value, Codes):
        return Entry(value.label)
    if isinstance(value, bool):
        _, yes, no = TICKS.get(format, TICKS[""])
        return Entry(yes if value else no)
    told = field.cell(value, store.names)
    return Entry(told if isinstance(told, (int, float)) else field.show(value, store.names))


def _dated(value: dt.date, format: str, cell: str) -> Entry:
    day = value.date() if isinstance(value, dt.datetime) else value
    if format:
        return Entry(DATES[format][1](day))
    if cell == "@":
        return Entry(day.isoformat())
    return Entry(day, "" if _DATE_FORMAT.search(cell) and cell != "General" else "yyyy-mm-dd")


def _number(field: Field, value: str, format: str, store: Store) -> str:
    """A number of a person: masked unless the template asks for it whole."""
    if format not in ("whole", "spaced"):
        return field.show(value, store.names)
    whole = field.whole(value, store.names)
    return f"{whole[:6]} {whole[6:14]} {whole[14:]}" if format == "spaced" and len(whole) == 18 else whole
