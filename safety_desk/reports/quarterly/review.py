"""A quarter's review (季度评析) as a document: chapters of text that people may change, tables, and pictures."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from safety_desk.ledgers.grade import Grade
from safety_desk.reports.quarterly.words import number, percent
from safety_desk.reports.tables import Band, Ratio, Table

WIDTH = 156.0
"""Of the text on the page, in mm (GB/T 9704)."""
_WIDTHS = {"order": 7.0}


@dataclass(frozen=True)
class Grid:
    """A table as it is printed: texts in columns whose widths are shares of the page, in percent.

    `right`: the columns of numbers; `summed`: the last row sums up; `nothing`: what is said where there are no rows.
    """

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    right: frozenset[int] = frozenset()
    summed: bool = False
    note: str = ""
    nothing: str = ""


@dataclass(frozen=True)
class Picture:
    """A drawn picture (PNG) of that size in mm."""

    caption: str
    content: bytes
    width: float
    height: float


@dataclass(frozen=True)
class Passage:
    """A text that people may change, its paragraphs on lines of their own, and the head above it where it has one.

    `key` tells it from the others of the review.
    """

    key: str
    head: str
    text: str

    @property
    def paragraphs(self) -> list[str]:
        """The lines that say something."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]


Part = Grid | Picture


@dataclass(frozen=True)
class Chapter:
    """A chapter: its title with its number, its texts, and then its tables and pictures."""

    title: str
    passages: tuple[Passage, ...]
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Review:
    """The whole document."""

    title: str
    office: str
    period: str
    day: dt.date
    chapters: tuple[Chapter, ...]

    @property
    def texts(self) -> dict[str, str]:
        """All that people may change, by its key."""
        return {passage.key: passage.text for chapter in self.chapters for passage in chapter.passages}

    def reworded(self, texts: Mapping[str, str]) -> "Review":
        """The same review with these texts; tables and pictures stay as they were counted."""

        def said(chapter: Chapter) -> Chapter:
            passages = tuple(replace(one, text=texts.get(one.key, one.text)) for one in chapter.passages)
            return replace(chapter, passages=passages)

        return replace(self, chapters=tuple(said(chapter) for chapter in self.chapters))


def grid(table: Table, caption: str, nothing: str = "", most: int = 0, by: Sequence[int] = ()) -> Grid:
    """A table of the county's as it is printed here; the totals are those of all its rows.

    `most`: only so many rows, those that have most in the columns `by`, the first of them counting first.
    """
    lines = [[table.said(row, n) for n in range(len(table.columns))] for row in table.rows if not isinstance(row, Band)]
    shown, note = lines, ""
    if most:
        having = [line for line in lines if any(line[n] for n in by)]
        shown = sorted(having, key=lambda line: [-(line[n] or 0) for n in by])[:most]
        left = len(lines) - len(shown)
        note = f"只列前 {len(shown)} 个，另有 {left} 个没有列出；合计是全部的。" if left else ""
        shown = [[n, *line[1:]] if table.number_column else line for n, line in enumerate(shown, 1)]
    if table.totalled and not any(_counts(value) for line in lines for value in line[2:]):
        shown = []
    rows = [[_printed(value, column.kind) for value, column in zip(line, table.columns, strict=True)] for line in shown]
    if rows and table.totalled:
        rows.append([_printed(value, column.kind) for value, column in zip(table.totals(), table.columns, strict=True)])
    right = frozenset(n for n, column in enumerate(table.columns) if column.kind in ("whole", "number", "percent"))
    wide = [_WIDTHS.get(column.kind, column.width) for column in table.columns]
    widths = [width * 100 / sum(wide) for width in wide]
    heads = [column.head.replace("|", "") for column in table.columns]
    return Grid(caption, heads, rows, widths, right, bool(rows) and table.totalled, note, nothing)


def _counts(value: Any) -> bool:
    """Whether a cell of a statistic holds anything but nothing."""
    return bool(value.part if isinstance(value, Ratio) else value)


def _printed(value: Any, kind: str) -> str:
    if isinstance(value, Ratio):
        return percent(value.part / value.whole if value.whole else None)
    if value is None:
        return ""
    if isinstance(value, Grade):
        return value.label
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return percent(value) if kind == "percent" else number(value)
    return str(value)
