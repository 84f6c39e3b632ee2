"""The kinds of field, and the annotations that choose them."""

import datetime as dt
import json
import math
import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, ClassVar

from safety_desk import dates, geo
from safety_desk.fields import Codes, Context, Doubtful, Field, Kind, Names
from safety_desk.numbers import MoneyKind, NumberKind, WholeKind, plainly
from safety_desk.wording import as_written, half_width, packed
from safety_desk.written import CodeTextKind, ColourKind, IdCardKind, MobileKind, PhoneKind, TextKind, UsccKind


class YesNoKind(Kind):
    """是 or 否."""

    name = "yes_no"
    sql = "INTEGER"
    width = 6
    _YES: ClassVar = {"是", "有", "√", "✓", "✔", "y", "yes", "true", "1", "1.0", "对", "已", "到位", "☑"}
    _NO: ClassVar = {"否", "无", "没有", "×", "✗", "✘", "x", "n", "no", "false", "0", "0.0", "不", "未", "未到位", "☐"}

    def parse(self, raw: Any, field: Field, context: Context) -> bool:
        """True for 是, 有, √ and the like."""
        word = packed(raw).lower()
        if word in self._YES:
            return True
        if word in self._NO:
            return False
        raise Doubtful("只能是：是、否", None)

    def is_blank(self, raw: Any) -> bool:
        """无 is an answer here."""
        return raw is None or not packed(raw)

    def load(self, stored: Any, field: Field) -> bool:
        """SQLite's 0 and 1."""
        return bool(stored)

    def store(self, value: bool, field: Field) -> int:
        """SQLite's 0 and 1."""
        return int(value)

    def show(self, value: bool, field: Field, names: Names) -> str:
        """是 or 否."""
        return "是" if value else "否"


class DayKind(Kind):
    """A calendar day, kept as ISO text."""

    name = "date"
    width = 11
    _FOREVER: ClassVar = {"长期", "永久", "长期有效", "无期限", "无固定期限"}

    def parse(self, raw: Any, field: Field, context: Context) -> dt.date | None:
        """A day in any of the forms people write; half a day (only a month) from a file is doubted."""
        if field.end and isinstance(raw, str) and packed(raw) in self._FOREVER:
            return None
        if (
            field.end
            and isinstance(raw, str)
            and (match := re.fullmatch(r".{4,}?(?:至|到|~|——|—)(.{4,})", packed(raw)))
        ):
            return self.parse(match[1], field, context)
        since = context.values.get(field.since) if field.since else None
        if isinstance(since, dt.datetime):
            since = since.date()
        if not context.foreign:
            return dates.read_typed(raw, context.today, since) if isinstance(raw, str) else dates.read_day(raw).day
        reading = (field.since and isinstance(raw, str) and dates.read_term(raw, since)) or dates.read_day(
            raw, field.end
        )
        if reading.doubt:
            raise Doubtful(reading.doubt, reading.day, reading.day.isoformat())
        return reading.day

    def load(self, stored: str, field: Field) -> dt.date:
        """ISO text."""
        return dt.date.fromisoformat(stored)

    def store(self, value: dt.date, field: Field) -> str:
        """ISO text."""
        return value.isoformat()

    def plain(self, value: dt.date, field: Field, names: Names) -> str:
        """ISO text."""
        return value.isoformat()

    def cell(self, value: dt.date, field: Field, names: Names) -> dt.date:
        """A real date."""
        return value


class MomentKind(Kind):
    """A day with hour and minute."""

    name = "moment"
    width = 16

    def parse(self, raw: Any, field: Field, context: Context) -> dt.datetime:
        """A day, with an hour or without (then midnight)."""
        if not context.foreign and isinstance(raw, str):
            return self._typed(half_width(raw), context)
        moment, doubt = dates.read_moment(raw)
        if doubt:
            raise Doubtful(doubt, moment, moment.isoformat(" ", "minutes"))
        return moment

    def _typed(self, text: str, context: Context) -> dt.datetime:
        """A day typed short or in full, and after a blank the hour: 3 9:30, 2026-11-03 9时30分."""
        match = re.fullmatch(r"(?:(.*?)(?:[T\s]+|(?<=日)))?(\d{1,2})[:时点](?:(\d{1,2})分?)?(?::\d{1,2})?", text)
        said = (match[1] or "今天") if match else text
        day = dates.read_typed(said, context.today)
        if not match:
            return dt.datetime.combine(day, dt.time())
        hour, minute = int(match[2]), int(match[3] or 0)
        if hour > 23 or minute > 59:
            raise ValueError(f"没有 {hour}:{minute:02d} 这个时刻")
        return dt.datetime.combine(day, dt.time(hour, minute))

    def load(self, stored: str, field: Field) -> dt.datetime:
        """ISO text."""
        return dt.datetime.fromisoformat(stored)

    def store(self, value: dt.datetime, field: Field) -> str:
        """ISO text, to the minute."""
        return value.isoformat(" ", "minutes")

    def show(self, value: dt.datetime, field: Field, names: Names) -> str:
        """2026-03-15 09:30, or the day alone at midnight."""
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")

    def plain(self, value: dt.datetime, field: Field, names: Names) -> str:
        """ISO text."""
        return value.isoformat(" ", "minutes")


@cache
def _words(codes: type[Codes]) -> dict[str, Codes]:
    """The members of a closed list by all that is written for them; of two with one word, the first."""
    found: dict[str, Codes] = {}
    for member in codes:
        for word in (member.label, member.value, *member.also):
            found.setdefault(packed(word).lower(), member)
    return found


class ChoiceKind(Kind):
    """One of a closed list; the code is stored, the label is read."""

    name = "choice"
    width = 10

    def parse(self, raw: Any, field: Field, context: Context) -> Codes:
        """The member with that label, code or synonym."""
        if isinstance(raw, field.type):
            return raw  # type: ignore[no-any-return]
        if (member := self._meant(raw, field)) is None:
            raise Doubtful("只能是：" + "、".join(member.label for member in field.type), None)
        return member

    def knows(self, raw: Any, field: Field) -> bool:
        """无 may be one of the list."""
        return raw is not None and self._meant(raw, field) is not None

    def _meant(self, raw: Any, field: Field) -> Codes | None:
        return _words(field.type).get(packed(as_written(raw)).lower())

    def load(self, stored: str, field: Field) -> Any:
        """The member with that code."""
        return field.type(stored)

    def store(self, value: Codes, field: Field) -> str:
        """The code."""
        return str(value.value)

    def show(self, value: Codes, field: Field, names: Names) -> str:
        """The label."""
        return value.label

    def plain(self, value: Codes, field: Field, names: Names) -> str:
        """The label, as on the screen."""
        return value.label


_POINT = re.compile(r"\[[^\[\]]+\]")


class GeometryKind(Kind):
    """A polygon or several, as GeoJSON text in WGS-84 (CGCS2000)."""

    name = "geometry"

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """GeoJSON text or mapping of a Polygon or MultiPolygon, in degrees. Raises ValueError (see `geo.outline`)."""
        try:
            shape = json.loads(raw) if isinstance(raw, str) else raw
        except (ValueError, RecursionError):
            shape = None
        polygons = geo.outline(shape)
        if shape["type"] == "Polygon":
            return json.dumps({"type": "Polygon", "coordinates": polygons[0]})
        return json.dumps({"type": "MultiPolygon", "coordinates": polygons})

    def show(self, value: str, field: Field, names: Names) -> str:
        """How many corners were recorded."""
        return f"已录入（{len(_POINT.findall(value))} 个点）"

    def plain(self, value: str, field: Field, names: Names) -> Any:
        """The GeoJSON object."""
        return json.loads(value)

    def cell(self, value: str, field: Field, names: Names) -> str:
        """The GeoJSON text, so that it can come back."""
        return value


class DataKind(Kind):
    """A small table of named values (the inputs of an assessment), as JSON."""

    name = "data"

    def parse(self, raw: Any, field: Field, context: Context) -> Any:
        """A mapping, JSON text, or L=3，E=6，C=15."""
        if isinstance(raw, Mapping):
            return dict(raw)
        text = half_width(raw)
        try:
            if text.startswith("{"):
                return dict(json.loads(text))
            pairs = [part.split("=") for part in re.split(r"[,;、\s]+", text) if part]
            values = {key.strip(): float(value) for key, value in pairs}
        except ValueError:
            values = {}
        if not values or not all(map(math.isfinite, values.values())):
            raise ValueError("应写成 L=3，E=6，C=15 这样")
        return values

    def load(self, stored: str, field: Field) -> Any:
        """JSON text."""
        return json.loads(stored)

    def store(self, value: Any, field: Field) -> str:
        """JSON text, keys in order."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def show(self, value: Any, field: Field, names: Names) -> str:
        """L=3，E=6，C=15."""
        return "，".join(f"{k}={plainly(v)}" if isinstance(v, float) else f"{k}={v}" for k, v in value.items())


Code = Annotated[str, CodeTextKind()]
Uscc = Annotated[str, UsccKind()]
IdCard = Annotated[str, IdCardKind()]
Phone = Annotated[str, PhoneKind()]
Mobile = Annotated[str, MobileKind()]
Colour = Annotated[str, ColourKind()]
Fen = Annotated[int, MoneyKind()]
Geometry = Annotated[str, GeometryKind()]
Data = Annotated[dict[str, Any], DataKind()]

PLAIN: dict[Any, Kind] = {
    str: TextKind(),
    int: WholeKind(),
    float: NumberKind(),
    bool: YesNoKind(),
    dt.date: DayKind(),
    dt.datetime: MomentKind(),
}
CHOICE = ChoiceKind()
