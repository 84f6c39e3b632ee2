"""What is keyed in, as plain values: the facts of a visit and its lines, each with what stands in its cells, as typed.

An entry never changes: each keystroke makes another one, so that every step back is one that is still there.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from safety_desk import dates
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import Level
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection, InspectionItem
from safety_desk.ledgers.visit_state import ItemResult
from safety_desk.record import Record
from safety_desk.value import Value
from safety_desk.wording import packed

_DAYS = re.compile(r"(\d{1,3})(?:天|日)?(?:内|以内)?")
_NO_YEAR = re.compile(r"\d{1,2}[-/.月]\d{1,2}[日号]?")
_HOUR = re.compile(r"(\d{1,2})(?:[:：时点](\d{1,2})?分?|(\d{2}))")


class Part(Enum):
    """The parts of the grid, from the top."""

    RECHECK = "recheck"
    ITEM = "item"
    FREE = "free"


COLUMNS: Mapping[Part, Mapping[str, str]] = {
    Part.RECHECK: {
        "told": "要复查的隐患", "result": "复查结果", "opinion": "复查意见", "rank": "等级", "new_term": "新期限",
        "done_on": "整改完成", "asked": "整改要求", "approver": "销号审批人", "photo": "改后照片",
    },
    Part.ITEM: {
        "told": "检查内容", "result": "结果", "problem": "存在问题", "level": "等级", "term": "整改期限",
        "place": "部位", "measure": "整改措施", "criterion": "重大判定依据", "photo": "照片",
    },
    Part.FREE: {
        "told": "条目以外", "result": "结果", "problem": "存在问题", "level": "等级", "term": "整改期限",
        "place": "部位", "measure": "整改措施", "criterion": "重大判定依据", "photo": "照片",
    },
}  # fmt: skip
"""What is asked of a line, in the order of the columns, with its heads. `told`, `rank` and `asked` are only looked at."""

ONLY_READ = ("told", "rank", "asked")


class Fault(Value):
    """What is wrong with a cell, and what to do about it; `key` is empty for a fact of the visit."""

    key: str
    field: str
    text: str


class Line(Value):
    """One line: what it is about, and what stands in its cells.

    `key` names it for ever ("item:12", "listed:7", "danger:5", "free:1"), `source` is the record that it is about,
    `proposed` what its cells take when it is found wrong. `noted`: it has become a hidden danger and is not changed here.
    """

    part: Part
    key: str
    n: int
    told: str
    more: str = ""
    source: Record | None = None
    proposed: Mapping[str, str] = {}
    noted: str = ""
    values: Mapping[str, Any] = {}

    def get(self, name: str) -> Any:
        """What stands in a cell; nothing is an empty text."""
        return self.values.get(name, "")

    def put(self, name: str, value: Any) -> "Line":
        """The line with that in its cell; what is found wrong proposes its words where there are none."""
        values = {**self.values, name: value}
        if self.part is Part.FREE:
            values["result"] = ItemResult.NOT.value
        if name == "result" and value == ItemResult.NOT.value and self.part is Part.ITEM:
            values = {**self.proposed, **{key: told for key, told in values.items() if told}}
        return self.replace(values={key: told for key, told in values.items() if told not in ("", (), None)})

    @property
    def wrong(self) -> bool:
        """Whether it is a finding."""
        return self.part is not Part.RECHECK and self.get("result") == ItemResult.NOT.value

    @property
    def major(self) -> bool:
        """Whether it is a major hidden danger."""
        if isinstance(self.source, HiddenDanger):
            return self.source.level is Level.MAJOR
        return bool(self.get("level") == Level.MAJOR.value)

    @property
    def danger(self) -> HiddenDanger:
        """The hidden danger that is looked at again."""
        assert isinstance(self.source, HiddenDanger)
        return self.source

    @property
    def item(self) -> InspectionItem:
        """The item of the visit."""
        assert isinstance(self.source, InspectionItem)
        return self.source


class Entry(Value):
    """Everything that is keyed in of one visit, or of one round of rechecks (`visit` is None then).

    `site` is the enterprise or public area; `facts` are as typed, by the name of their field.
    """

    key: str
    title: str
    site: Record
    visit: Inspection | None = None
    facts: Mapping[str, Any] = {}
    lines: tuple[Line, ...] = ()

    def line(self, key: str) -> Line:
        """The line of that key. Raises KeyError."""
        return {line.key: line for line in self.lines}[key]

    def of(self, part: Part) -> list[Line]:
        """The lines of a part, in order."""
        return [line for line in self.lines if line.part is part]

    def with_fact(self, name: str, value: Any) -> "Entry":
        """The entry with another fact."""
        return self.replace(facts={**self.facts, name: value})

    def with_line(self, fresh: Line) -> "Entry":
        """The entry with that line in the place of the one with its key, or as the last."""
        if all(line.key != fresh.key for line in self.lines):
            return self.replace(lines=(*self.lines, fresh))
        return self.replace(lines=tuple(fresh if line.key == fresh.key else line for line in self.lines))

    def without(self, key: str) -> "Entry":
        """The entry without that line; those behind it keep their names."""
        return self.replace(lines=tuple(line for line in self.lines if line.key != key))

    def rest_sound(self) -> "Entry":
        """Items that nobody marked were found in order."""
        return self.replace(
            lines=tuple(
                line.put("result", ItemResult.OK.value)
                if line.part is Part.ITEM and not line.get("result") and not line.noted
                else line
                for line in self.lines
            )
        )

    def with_free(self) -> "Entry":
        """The entry with one more line for what no item asks about."""
        free = self.of(Part.FREE)
        n = max((int(line.key.partition(":")[2]) for line in free), default=0) + 1
        return self.with_line(free_line(n))

    def tally(self) -> Mapping[str, int]:
        """How many items were found how; those without a result under ""."""
        results = [line.get("result") for line in self.of(Part.ITEM)]
        return {told: results.count(told) for told in ("", *(result.value for result in ItemResult))}


def free_line(n: int) -> Line:
    """An empty line for what no item asks about."""
    return Line(Part.FREE, f"free:{n}", n, "")


def is_blank(line: Line) -> bool:
    """Whether nothing stands in a line that no item asks for."""
    return line.part is Part.FREE and not (line.values.keys() - {"result", "level"})


def term_of(text: str, since: dt.date, today: dt.date) -> dt.date:
    """The day that a term means: days from `since` (3, 7天; 0 or 立即 that day), or a day (12-3, 2026-12-03).

    A day without its year is the next such day. Raises ValueError with the remedy.
    """
    short = packed(text)
    if match := _DAYS.fullmatch(short):
        return since + dt.timedelta(days=int(match[1]))
    try:
        day = dates.read_typed(short, today, since)
        if day < since and _NO_YEAR.fullmatch(short):
            day = dates.add_years(day, 1)
    except ValueError as why:
        raise ValueError(f"“{text}”看不懂。打天数（3、7、15，立即整改打 0），或打日期（12-3）：{why}") from None
    if day < since:
        raise ValueError(f"{day} 早于检查日期 {since}，请改成检查日期或以后的日子")
    return day


def typed_day(text: str, today: dt.date) -> dt.date:
    """A day as a clerk types it. Raises ValueError with the remedy."""
    try:
        return dates.read_typed(text, today)
    except ValueError as why:
        raise ValueError(f"“{text}”看不懂，日期请写成 11-3 或 2026-11-03：{why}") from None


def with_day(hour: str, beside: str) -> str:
    """An hour alone (11:30, 1130) on the day of the moment beside it; anything else as it is."""
    match = _HOUR.fullmatch(packed(hour))
    day = beside.strip().partition(" ")[0]
    if not match or not day:
        return hour
    return f"{day} {match[1]}:{match[2] or match[3] or '00'}"


class Refused(Refusal):
    """What is keyed in cannot be saved yet: all that is wrong, each at its cell."""

    def __init__(self, faults: Sequence[Fault], said: str) -> None:
        super().__init__(said)
        self.faults = tuple(faults)
