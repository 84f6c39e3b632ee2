"""The kinds of field that are written as text: lines, codes, numbers of companies and persons, telephones."""

import datetime as dt
import re
from typing import Any

from safety_desk import identity
from safety_desk.fields import Context, Doubtful, Field, Kind, Strict
from safety_desk.wording import as_written, half_width, packed, tidy


class TextKind(Kind):
    """Text of one or more lines."""

    width = 16

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """Text without invisible signs; a whole number from a sheet loses its '.0'."""
        if isinstance(raw, (dt.date, dt.datetime)):
            raw = raw.isoformat()[:10]
        text = tidy(as_written(raw))
        return text if field.lines > 1 else " ".join(text.split("\n"))

    def is_blank(self, raw: Any) -> bool:
        """For text, 无 and / are words like others."""
        return raw is None or not tidy(raw)


class CodeTextKind(TextKind):
    """A code or number kept as text: half-width, without blanks, capital letters."""

    name = "code"
    width = 18
    veils = True

    def veil(self, text: str) -> str:
        """The number of some certificates is the ID number of who holds it."""
        return identity.masked_within(text)

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """The code; a stray apostrophe in foreign text (Excel's text mark) is removed and doubted."""
        text = packed(super().parse(raw, field, context)).upper()
        if identity.rounded_by_excel(text) or _rounded(raw):
            raise Doubtful("被 Excel 按数值改写了，后几位已经丢失，请把该列设为文本后重新填写", None)
        clean = text.lstrip("'`’‘")
        if re.search("['`’‘]", clean):
            clean = re.sub("['`’‘]", "", clean)
            raise Doubtful("编号里夹着一个单引号，已去掉，请核对", clean, clean)
        return clean


def _rounded(raw: Any) -> bool:
    """Whether a sheet holds it as a number that is too long: of 16 digits and more Excel keeps 15."""
    return isinstance(raw, (int, float)) and abs(raw) >= 1e15


class UsccKind(CodeTextKind):
    """统一社会信用代码 (GB 32100-2015)."""

    name = "uscc"
    width = 20
    veils = False

    def veil(self, text: str) -> str:
        """It is public."""
        return text

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
    personal = True

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """The number, checked; what Excel has destroyed is refused, another fault in a file is doubted."""
        if identity.destroyed_by_excel(packed(raw).upper()) or _rounded(raw):
            raise Strict(identity.DESTROYED)
        number = super().parse(raw, field, context)
        fault = identity.id_card_fault(number)
        if fault:
            raise Doubtful(fault, number)
        return number

    def veil(self, text: str) -> str:
        """341823********0010."""
        return identity.masked(text)


class ColourKind(TextKind):
    """A colour as #RRGGBB."""

    name = "colour"
    width = 10

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """The colour in capital letters; the # may be left out."""
        code = packed(as_written(raw)).upper().lstrip("#")
        if not re.fullmatch("[0-9A-F]{6}", code):
            raise ValueError("应写成 #FF0000 这样：# 后面六位，每位是 0—9 或 A—F")
        return f"#{code}"


_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:-\d{1,6})?|(?:400|800)-?\d{3}-?\d{4}|\d{3,5}")


class PhoneKind(Kind):
    """A mobile or land line number, or several with 、 between them."""

    name = "phone"
    width = 14
    veils = personal = True

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """Digits only for a mobile number; a land line keeps its hyphens."""
        text = half_width(as_written(raw))
        parts = [part for part in re.split(r"[,;/、\n]|\s{2,}", text) if part.strip()]
        return "、".join(self._one(part) for part in parts)

    def veil(self, text: str) -> str:
        """139****0000."""
        return identity.masked_phones(text)

    def _one(self, text: str) -> str:
        """One number; several with single blanks between them where each of them is one."""
        digits = re.sub(r"^(\+?86)(?=1[3-9]\d{9}$)", "", re.sub(r"[\s()-]", "", text))
        if _MOBILE.fullmatch(digits):
            return digits
        land = re.sub(r"[()]", "-", packed(text)).strip("-").replace("--", "-")
        if _LANDLINE.fullmatch(land):
            return land
        parts = text.split()
        if len(parts) > 1 and all(_MOBILE.fullmatch(part) or _LANDLINE.fullmatch(part) for part in parts):
            return "、".join(parts)
        raise Doubtful("不像电话号码：手机应为 11 位，以 13 至 19 开头", packed(text))


class MobileKind(PhoneKind):
    """One mobile number: 11 digits, 13 to 19 at the head."""

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """The 11 digits."""
        number = super().parse(raw, field, context)
        if not _MOBILE.fullmatch(number):
            raise Doubtful("应为 11 位手机号", number)
        return number
