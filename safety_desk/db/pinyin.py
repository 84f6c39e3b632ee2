"""Initials of pinyin, with every reading of a character that has several."""

from functools import lru_cache


@lru_cache(maxsize=20_000)
def readings(sign: str) -> tuple[str, ...]:
    """The first letters with which a character may be read, the usual one first; other signs stand for themselves."""
    if not "\u3400" <= sign <= "\u9fff":
        return (sign,)
    from pypinyin import Style, pinyin

    found = pinyin(sign, style=Style.FIRST_LETTER, heteronym=True)[0]
    return tuple(dict.fromkeys(letter[:1] for letter in found if letter)) or (sign,)


@lru_cache(maxsize=50_000)
def initials(text: str) -> str:
    """The initials of a text: as usually read, and once more for each character with another reading.

    One character read unusually at a time: enough for names, and the length stays linear.
    """
    parts = [readings(sign) for sign in text]
    usual = [part[0] for part in parts]
    lines = ["".join(usual)]
    for at, part in enumerate(parts):
        lines += ["".join([*usual[:at], other, *usual[at + 1 :]]) for other in part[1:]]
    return " ".join(dict.fromkeys(lines))
