"""What papers of several ledgers say alike: days, photos, whose something is."""

import datetime as dt
from pathlib import PurePath

from safety_desk.dates import chinese

BLANK_DAY = "　　　　年　　月　　日"
"""Room to write a day."""

PICTURES = {".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff"}


def days_said(day: dt.date | None) -> str:
    """A day as papers write it; nothing where it is not known."""
    return chinese(day) if day else ""


def two_lines(day: dt.date | None) -> str:
    """A day for a narrow column: the year above month and day."""
    return f"{day.year}\n{day.month:02d}-{day.day:02d}" if day else ""


def is_picture(reference: str) -> bool:
    """Whether a file of the office can be shown on paper."""
    return PurePath(reference).suffix.lower() in PICTURES


def photo(reference: str) -> str:
    """A file of the office as the source of a picture; where it lies is known only when the paper is made."""
    return f"attachment:{reference}"


def numbered(lines: str | None) -> list[str]:
    """The lines of a text that say something, without numbers of their own."""
    return [bare for line in (lines or "").split("\n") if (bare := _unnumbered(line.strip()))]


def _unnumbered(line: str) -> str:
    head, dot, rest = line.partition(".") if "." in line[:4] else line.partition("、")
    return rest.strip() if dot and head.strip("（）() ").isdigit() and len(head) < 4 else line
