"""Check digits of the numbers that name a company or a person."""

import datetime as dt
import re

from safety_desk import clock
from safety_desk.wording import packed

_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
DESTROYED = "身份证号被 Excel 按数值改写了，后几位已经丢失，请把该列设为文本后重新填写"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def uscc_fault(code: str) -> str:
    """What is wrong with a 统一社会信用代码, or an empty string (GB 32100-2015: 18 signs, the last a check sign)."""
    if len(code) != 18:
        return f"统一社会信用代码应为 18 位，现有 {len(code)} 位"
    if strange := sorted(set(code) - set(_USCC_SIGNS)):
        return f"统一社会信用代码里不会有“{'、'.join(strange)}”"
    check = uscc_check_sign(code[:17])
    return "" if code[17] == check else "统一社会信用代码的校验位不对，请对照营业执照核对"


def uscc_check_sign(first17: str) -> str:
    """The 18th sign of a 统一社会信用代码 (GB 32100-2015)."""
    total = sum(_USCC_SIGNS.index(sign) * weight for sign, weight in zip(first17, _USCC_WEIGHTS, strict=True))
    return _USCC_SIGNS[(31 - total % 31) % 31]


def id_card_fault(number: str) -> str:
    """What is wrong with a 公民身份号码, or an empty string (GB 11643: 17 digits and a check sign)."""
    if destroyed_by_excel(number):
        return DESTROYED
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return "身份证号应为 17 位数字加 1 位校验码"
    try:
        born = dt.datetime.strptime(number[6:14], "%Y%m%d").date()
    except ValueError:
        return "身份证号第 7 至 14 位不是一个日期"
    if born > clock.today():
        return "身份证号里的出生日期在今天之后"
    return "" if id_card_check_sign(number[:17]) == number[17] else "身份证号的校验位不对，请对照证件核对"


def id_card_check_sign(first17: str) -> str:
    """The 18th sign of a 公民身份号码 (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, _ID_WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def destroyed_by_excel(number: str) -> bool:
    """Whether Excel kept only 15 digits of an 18-digit ID: it ends in 000 and its check sign is wrong."""
    zeros = bool(re.fullmatch(r"\d{15}000", number)) and id_card_check_sign(number[:17]) != "0"
    return zeros or rounded_by_excel(number)


def rounded_by_excel(text: str) -> bool:
    """Whether a long number was a number in a sheet and not text: 3.41823E+17."""
    return bool(re.fullmatch(r"\d(\.\d+)?E\+?\d\d", text))


def born_on(number: str) -> dt.date | None:
    """The birthday in a sound ID number."""
    return None if id_card_fault(number) else dt.datetime.strptime(number[6:14], "%Y%m%d").date()


def is_male(number: str) -> bool | None:
    """Whether a sound ID number is a man's: the 17th digit is odd."""
    return None if id_card_fault(number) else int(number[16]) % 2 == 1


_ID_NUMBER = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dX]", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d{9,}")


def masked(number: str) -> str:
    """An ID number as lists show it: where it was issued (the first six signs) and the last four."""
    return _hidden(number, 6 if len(number) >= 15 else 0, 4)


def masked_within(text: str) -> str:
    """Text in which an ID number is masked, as in the number of a certificate: T341823********0010."""
    return _ID_NUMBER.sub(lambda found: masked(found[0]), text)


def masked_phones(text: str) -> str:
    """Telephone numbers as lists show them: 139****0000. A land line is an office's and stays whole."""
    return _LONG_NUMBER.sub(lambda found: _hidden(found[0], 3, 4), text)


def _hidden(number: str, head: int, tail: int) -> str:
    """A number with stars in the place of its middle; a very short one is no number of a person's."""
    if len(number) < 8:
        return number
    return f"{number[:head]}{'*' * (len(number) - head - tail)}{number[-tail:]}"


def is_masked(text: str) -> bool:
    """Whether stars stand in the place of some signs of a number."""
    return ("*" in text or "＊" in text) and "**" in packed(text)


def fits(text: str, number: str) -> bool:
    """Whether a masked text may be this number: as long, and the same wherever no star stands."""
    shown = packed(text).upper()
    open_ = sum(sign != "*" for sign in shown)
    same = all(mine in ("*", theirs) for mine, theirs in zip(shown, number, strict=False))
    return open_ >= 4 and len(shown) == len(number) and same
