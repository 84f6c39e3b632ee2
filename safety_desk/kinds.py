"""The kinds of field, and the annotations that choose them."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, ClassVar

from safety_desk import dates, identity
from safety_desk.fields import Codes, Context, Doubtful, Field, Kind, Names, Strict
from safety_desk.wording import half_width, packed, tidy


class TextKind(Kind):
    """Text of one or more lines."""

    width = 16

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """Text without invisible signs; a whole number from a sheet loses its '.0'."""
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        if isinstance(raw, (dt.date, dt.datetime)):
            raw = raw.isoformat()[:10]
        text = tidy(raw)
        return text if field.lines > 1 else " ".join(text.split("\n"))

    def is_blank(self, raw: Any) -> bool:
        """For text, 无 and / are words like others."""
        return raw is None or not tidy(raw)


class CodeTextKind(TextKind):
    """A code or number kept as text: half-width, without blanks, capital letters."""

    name = "code"
    width = 18

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """The code; a stray apostrophe in foreign text (Excel's text mark) is removed and doubted."""
        text = packed(super().parse(raw, field, context)).upper()
        clean = text.lstrip("'`’‘")
        if re.search("['`’‘]", clean):
            clean = re.sub("['`’‘]", "", clean)
            raise Doubtful("编号里夹着一个单引号，已去掉，请核对", clean, clean)
        return clean


class UsccKind(CodeTextKind):
    """统一社会信用代码 (GB 32100-2015)."""

    name = "uscc"
    width = 20

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """The code, checked; a wrong check sign in a file is kept and doubted."""
        code = super().parse(raw, field, context)
        if fault := identity.uscc_fault(code):
            raise Doubtful(fault, code)
        return code


class IdCardKind(CodeTextKind):
    """公民身份号码 (GB 11643), masked wherever many people's numbers stand together."""

    name = "id_card"
    width = 20

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """The number, checked; what Excel has destroyed is refused, another fault in a file is doubted."""
        number = super().parse(raw, field, context)
        fault = identity.id_card_fault(number)
        if identity.destroyed_by_excel(number):
            raise Strict(fault)
        if fault:
            raise Doubtful(fault, number)
        return number

    def show(self, value: str, field: Field, names: Names) -> str:
        """Masked: personal data is shown whole only in its own form."""
        return identity.masked(value)


_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:-\d{1,6})?|(?:400|800)-?\d{3}-?\d{4}|\d{3,5}")


class PhoneKind(Kind):
    """A mobile or land line number, or several with 、 between them."""

    name = "phone"
    width = 14

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """Digits only for a mobile number; a land line keeps its hyphens."""
        text = half_width(int(raw) if isinstance(raw, float) and raw.is_integer() else raw)
        parts = [part for part in re.split(r"[,;/、\n]|\s{2,}", text) if part.strip()]
        return "、".join(self._one(part) for part in parts)

    def _one(self, text: str) -> str:
        digits = re.sub(r"^(\+?86)(?=1[3-9]\d{9}$)", "", re.sub(r"[\s()-]", "", text))
        if _MOBILE.fullmatch(digits):
            return digits
        land = re.sub(r"[()]", "-", packed(text)).strip("-").replace("--", "-")
        if _LANDLINE.fullmatch(land):
            return land
        raise Doubtful("不像电话号码：手机应为 11 位，以 13 至 19 开头", land)


class MobileKind(PhoneKind):
    """One mobile number: 11 digits, 13 to 19 at the head."""

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """The 11 digits."""
        number = super().parse(raw, field, context)
        if not _MOBILE.fullmatch(number):
            raise Doubtful("应为 11 位手机号", number)
        return number


_ABOUT = re.compile(r"(?:约|大约|大概|近|≈|~)?(\d[\d,]*(?:\.\d+)?)(余|多|来)?(左右|上下|以上|以下)?")
_LOOSE = re.compile(r"([一二三四五六七八九])?(十|百)([一二三四五六七八九])?(?:余|多|几|来)")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)[-~至到](\d+(?:\.\d+)?)")
_UNITS = (
    "人",
    "名",
    "位",
    "个",
    "家",
    "台",
    "套",
    "项",
    "元",
    "万元",
    "平方米",
    "㎡",
    "m2",
    "吨",
    "t",
    "%",
    "户",
    "次",
    "处",
)


class NumberKind(Kind):
    """A number with decimals."""

    name = "number"
    sql = "REAL"
    width = 10
    right = True

    def parse(self, raw: Any, field: Field, context: Context) -> Any:
        """The number within its bounds; words such as 约 leave a doubt."""
        if isinstance(raw, bool):
            raise ValueError("应填数字")
        number, doubt = self._read(raw, field)
        value = self._make(number)
        self._bounded(number, field)
        if doubt:
            raise Doubtful(doubt, value, str(value))
        return value

    def _read(self, raw: Any, field: Field) -> tuple[Decimal, str]:
        if isinstance(raw, (int, float, Decimal)):
            return self._decimal(str(raw)), ""
        text = packed(raw)
        for unit in sorted({field.unit, *_UNITS} - {""}, key=len, reverse=True):
            text = text.removesuffix(packed(unit))
        if re.fullmatch(r"[+-]?\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?", text):
            return self._decimal(text.replace(",", "")), ""
        if match := _RANGE.fullmatch(text):
            raise Doubtful(f"“{tidy(raw)}”是一个范围，请填确切数字", None, match[1])
        match = _ABOUT.fullmatch(text)
        if match and not match[2] and match[3] in (None, "左右", "上下") and not text.startswith("近"):
            return self._decimal(match[1].replace(",", "")), f"“{tidy(raw)}”是约数，请核实确切数字"
        if match:
            raise Doubtful(f"“{tidy(raw)}”不是确切数字，请核实", None, match[1])
        if match := _LOOSE.fullmatch(text):
            tens = "一二三四五六七八九".find(match[1] or "一") + 1
            raise Doubtful(f"“{tidy(raw)}”不是确切数字，请核实", None, str(tens * (10 if match[2] == "十" else 100)))
        raise Doubtful(f"“{tidy(raw)}”不是数字", None)

    def _decimal(self, text: str) -> Decimal:
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise ValueError("应填数字") from None
        if not number.is_finite():
            raise ValueError("应填数字")
        return number

    def _make(self, number: Decimal) -> Any:
        return float(number)

    def _bounded(self, number: Decimal, field: Field) -> None:
        if field.low is not None and number < Decimal(str(field.low)):
            raise ValueError(f"不能小于 {field.low:g}")
        if field.high is not None and number > Decimal(str(field.high)):
            raise ValueError(f"不能大于 {field.high:g}")

    def show(self, value: Any, field: Field, names: Names) -> str:
        """Without a tail of zeros."""
        return f"{value:.10g}"

    def cell(self, value: Any, field: Field, names: Names) -> Any:
        """A number stays a number."""
        return value


class WholeKind(NumberKind):
    """A whole number."""

    name = "whole"
    sql = "INTEGER"
    width = 8

    def _make(self, number: Decimal) -> int:
        if number != number.to_integral_value():
            raise ValueError("应填整数")
        return int(number)

    def show(self, value: Any, field: Field, names: Names) -> str:
        """Plain digits."""
        return str(value)


_FEN = {"元": 100, "万元": 1_000_000}


class MoneyKind(NumberKind):
    """Money: whole 分 in the record and in the file, 元 or 万元 (the field's unit) to people."""

    name = "money"
    sql = "INTEGER"

    def parse(self, raw: Any, field: Field, context: Context) -> int:
        """The amount in 分."""
        number, doubt = self._read(raw, field)
        self._bounded(number, field)
        fen = (number * _FEN[field.unit]).quantize(Decimal(1))
        if doubt:
            raise Doubtful(doubt, int(fen), str(number))
        return int(fen)

    def amount(self, value: int, field: Field) -> Decimal:
        """The amount in the field's unit."""
        return (Decimal(value) / _FEN[field.unit]).normalize()

    def show(self, value: Any, field: Field, names: Names) -> str:
        """The amount in the field's unit, without a tail of zeros."""
        return f"{self.amount(value, field):f}"

    def plain(self, value: int, field: Field, names: Names) -> Any:
        """The amount in the field's unit."""
        return float(self.amount(value, field))

    def cell(self, value: int, field: Field, names: Names) -> Any:
        """The amount in the field's unit."""
        return float(self.amount(value, field))


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
        if not context.foreign and isinstance(raw, str) and not re.search(r"\d[:时点]", half_width(raw)):
            return dt.datetime.combine(dates.read_typed(raw, context.today), dt.time())
        moment, doubt = dates.read_moment(raw)
        if doubt:
            raise Doubtful(doubt, moment, moment.isoformat(" ", "minutes"))
        return moment

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


class ChoiceKind(Kind):
    """One of a closed list; the code is stored, the label is read."""

    name = "choice"
    width = 10

    def parse(self, raw: Any, field: Field, context: Context) -> Codes:
        """The member with that label, code or synonym."""
        if isinstance(raw, field.type):
            return raw  # type: ignore[no-any-return]
        word = packed(raw).lower()
        for member in field.type:
            if word in (packed(w).lower() for w in (member.label, member.value, *member.also)):
                return member  # type: ignore[no-any-return]
        raise Doubtful("只能是：" + "、".join(member.label for member in field.type), None)

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


class GeometryKind(Kind):
    """A polygon or several, as GeoJSON text in WGS-84 (CGCS2000)."""

    name = "geometry"

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """GeoJSON text or mapping of a Polygon or MultiPolygon."""
        try:
            shape = json.loads(raw) if isinstance(raw, str) else dict(raw)
        except ValueError:
            raise ValueError("边界应是 GeoJSON 格式的多边形") from None
        if shape.get("type") not in ("Polygon", "MultiPolygon") or not shape.get("coordinates"):
            raise ValueError("边界应是 GeoJSON 格式的多边形（Polygon 或 MultiPolygon）")
        return json.dumps({"type": shape["type"], "coordinates": shape["coordinates"]})

    def show(self, value: str, field: Field, names: Names) -> str:
        """How many corners were recorded."""
        return f"已录入（{value.count('[') - 2} 个点）"

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
                return json.loads(text)
            pairs = [part.split("=") for part in re.split(r"[,;、\s]+", text) if part]
            return {key.strip(): float(value) for key, value in pairs}
        except ValueError:
            raise ValueError("应写成 L=3，E=6，C=15 这样") from None

    def load(self, stored: str, field: Field) -> Any:
        """JSON text."""
        return json.loads(stored)

    def store(self, value: Any, field: Field) -> str:
        """JSON text, keys in order."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def show(self, value: Any, field: Field, names: Names) -> str:
        """L=3，E=6，C=15."""
        return "，".join(f"{k}={v:g}" if isinstance(v, float) else f"{k}={v}" for k, v in value.items())


Code = Annotated[str, CodeTextKind()]
Uscc = Annotated[str, UsccKind()]
IdCard = Annotated[str, IdCardKind()]
Phone = Annotated[str, PhoneKind()]
Mobile = Annotated[str, MobileKind()]
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
