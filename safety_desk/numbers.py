"""The kinds of field that hold a number: any, a whole one, money."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from safety_desk.fields import Context, Doubtful, Field, Kind, Names
from safety_desk.wording import packed, tidy

_DIGITS = r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?"
_PLAIN = re.compile(rf"[+-]?{_DIGITS}(?:[eE][+-]?\d+)?")
_ABOUT = re.compile(rf"(?:约|大约|大概|近|≈|~)?({_DIGITS})(余|多|来)?(左右|上下|以上|以下)?")
_LOOSE = re.compile(r"([一二三四五六七八九])?(十|百)([一二三四五六七八九])?(?:余|多|几|来)")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)[-~至到](\d+(?:\.\d+)?)")
_TAIL = re.compile(r"(.*?)(左右|上下|以上|以下)?")
_COUNTED = {"人", "名", "位", "个", "家", "台", "套", "项", "户", "次", "处"}
_SAME_UNIT = {"平方米": {"㎡", "平米"}, "平方公里": {"km²", "平方千米"}, "吨": {"t"}}
MOST = Decimal(10) ** 12
"""No number of an office is larger: what is, was typed wrongly, and SQLite could not keep it as 分."""


def plainly(number: float) -> str:
    """A number with all its digits, without an exponent and without a tail of zeros."""
    return f"{Decimal(repr(number)).normalize():f}"


class NumberKind(Kind):
    """A number with decimals."""

    name = "number"
    sql = "REAL"
    width = 10
    right = True

    def parse(self, raw: Any, field: Field, context: Context) -> Any:
        """The number within its bounds; words such as 约 leave a doubt."""
        number, doubt = self._read(raw, field)
        value = self._make(number)
        self._bounded(number, field)
        if doubt:
            raise Doubtful(doubt, value, str(value))
        return value

    def _read(self, raw: Any, field: Field) -> tuple[Decimal, str]:
        if isinstance(raw, bool):
            raise ValueError("应填数字")
        if isinstance(raw, (int, float, Decimal)):
            return self._decimal(str(raw)), ""
        text = _without_unit(packed(raw), field.unit)
        if _PLAIN.fullmatch(text):
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
        if abs(number) > MOST:
            raise ValueError("数字太大，请核对")
        return number

    def _make(self, number: Decimal) -> Any:
        return float(number)

    def store(self, value: Any, field: Field) -> Any:
        """With 15 digits, as sheets keep them: what went out comes back as the same number."""
        return float(f"{value:.15g}") if isinstance(value, float) else value

    def _bounded(self, number: Decimal, field: Field) -> None:
        if field.low is not None and number < Decimal(str(field.low)):
            raise ValueError(f"不能小于 {field.low:g}")
        if field.high is not None and number > Decimal(str(field.high)):
            raise ValueError(f"不能大于 {field.high:g}")

    def show(self, value: Any, field: Field, names: Names) -> str:
        """Every digit, without a tail of zeros."""
        return plainly(value)

    def cell(self, value: Any, field: Field, names: Names) -> Any:
        """A number stays a number."""
        return value


def _without_unit(text: str, unit: str) -> str:
    """A number without its unit, where that is the field's own or only says what is counted."""
    said = _TAIL.fullmatch(text)
    assert said is not None
    units = {packed(word) for word in {unit, *_SAME_UNIT.get(unit, ()), *_COUNTED} - {""}}
    head = next((said[1].removesuffix(word) for word in sorted(units) if said[1].endswith(word)), said[1])
    return head + (said[2] or "")


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


_FEN = {"元": 100, "万元": 1_000_000, "亿元": 10_000_000_000}
_MONEY = re.compile(r"(?:人民币|¥)?(.*?)(亿元?|万元?|元)(整|左右|上下|以上|以下)?")


class MoneyKind(NumberKind):
    """Money: whole 分 in the record and in the file, 元 or 万元 (the field's unit) to people."""

    name = "money"
    sql = "INTEGER"

    def parse(self, raw: Any, field: Field, context: Context) -> int:
        """The amount in 分. A unit that stands beside the amount holds, whatever the field's is."""
        unit = field.unit
        if isinstance(raw, str) and (match := _MONEY.fullmatch(packed(raw))):
            raw, unit = match[1] + (match[3] or "").replace("整", ""), match[2].rstrip("元") + "元"
        number, doubt = self._read(raw, field)
        fen = (number * _FEN[unit]).quantize(Decimal(1))
        self._bounded(fen / _FEN[field.unit], field)
        if abs(fen) > MOST * 100:
            raise ValueError("数字太大，请核对")
        if doubt:
            raise Doubtful(doubt, int(fen), self.show(int(fen), field, context.names))
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
