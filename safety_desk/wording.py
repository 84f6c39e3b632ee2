"""Text as people write it, brought to forms that can be compared."""

import re
import unicodedata

_INVISIBLE = dict.fromkeys(
    [*map(ord, "\u200b\u200c\u200d\ufeff\u2060\x7f"), *range(9), *range(14, 32), *range(0xD800, 0xE000)]
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_COMPANY_TAILS = ("有限责任公司", "股份有限公司", "有限公司", "分公司", "公司")


def tidy(text: object) -> str:
    """Text as it is stored: no invisible signs, no blanks at the ends of lines, one kind of line end."""
    text = str(text)
    if text.isprintable():  # so are neither invisible signs nor line ends, and no blank but the common one
        return text.strip(" ")
    lines = _LINE_ENDS.sub("\n", text.translate(_INVISIBLE)).split("\n")
    return "\n".join(line.strip(" \t\u3000\xa0") for line in lines).strip("\n")


def half_width(text: object) -> str:
    """Full-width letters, digits and signs as half-width ones (NFKC), trimmed."""
    text = str(text)
    seen = text if text.isprintable() else text.translate(_INVISIBLE)
    if seen.isascii():  # NFKC leaves it as it is
        return seen.strip()
    return unicodedata.normalize("NFKC", seen).strip()


def packed(text: object) -> str:
    """Half-width and without any blank: the form of codes and numbers."""
    return "".join(half_width(text).split())


def folded(text: object) -> str:
    """Half-width and lower case, trimmed: the form in which words are looked for in a text."""
    return half_width(text).lower()


def as_written(cell: object) -> object:
    """A cell as people wrote it: a whole number without the ".0" that reading a sheet gives it."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15 else cell


def bare(text: object) -> str:
    """Only letters, digits and ideographs, lower case: the form in which labels and names are compared."""
    text = packed(text).lower()
    return text if text.isalnum() else "".join(filter(str.isalnum, text))


def company(name: object) -> str:
    """A company's name without its legal form, for comparing 某某有限公司 with 某某有限责任公司."""
    short = bare(name)
    for tail in _COMPANY_TAILS:
        if short.endswith(tail) and len(short) > len(tail):
            return short.removesuffix(tail)
    return short


def signs(line: str) -> int:
    """How many half-width signs a line takes."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in line)


def file_name(text: str) -> str:
    """A name that Windows accepts for a file: no reserved signs, no reserved words, at most 80 characters.

    A long name keeps its ending, by which Windows knows what opens the file.
    """
    clean = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", text).strip(" .") or "未命名"
    if len(clean) > 80:
        ending = re.search(r"\.\w{1,8}$", clean)
        kept = ending[0] if ending else ""
        clean = clean[: 80 - len(kept)].rstrip(" .") + kept
    reserved = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}
    return f"_{clean}" if clean.split(".")[0].lower() in reserved else clean
