"""The rows of a form that is a table: pairs, long cells, opinions to sign, boxes to tick, lists (resources/papers/grid.html)."""

from collections.abc import Iterable, Sequence
from typing import Any

from safety_desk.ledgers.papers.common import BLANK_DAY

Row = dict[str, Any]
_LABEL = 6
"""So many characters of a label stand on one line."""
_SHORT = 10
"""A column is centred where no cell of it is longer."""


def pair(label: str, value: object, other: str, beside: object) -> Row:
    """Two facts side by side."""
    return {"row": "pair", "cells": [(_halved(label), str(value or "")), (_halved(other), str(beside or ""))]}


def wide(label: str, value: object, lines: int = 1) -> Row:
    """One fact over the whole width; `lines` of room at least, to write on where nothing is known."""
    text = str(value or "")
    return {"row": "wide", "label": _halved(label), "text": text, "room": max(0, lines - 1 - text.count("\n") - len(text) // 28)}


def opinion(label: str, text: object, signer: str, day: str = BLANK_DAY, lines: int = 2) -> Row:
    """What somebody says and signs: the words, room for more, his name and the day."""
    said = str(text or "")
    room = max(1, lines - 1 - said.count("\n") - len(said) // 28)
    return {"row": "opinion", "label": _halved(label), "text": said, "room": room, "signer": signer, "day": day}


def _halved(label: str) -> str:
    """A label that is too long for its column on two lines of about the same length."""
    return label if len(label) <= _LABEL else f"{label[: (len(label) + 1) // 2]}\n{label[(len(label) + 1) // 2 :]}"


def part(title: str) -> Row:
    """A heading between rows."""
    return {"row": "part", "label": title}


def table(heads: Sequence[tuple[str, float]], rows: Iterable[Sequence[object]], caption: str = "", room: int = 0, look: str = "") -> Row:
    """A list with its heads and their widths in percent.

    `room`: so many lines at least, to be filled in by hand; `look`: "tall" for lines to sign in, "fine" for long lists.
    """
    told = [[str(cell if cell is not None else "") for cell in row] for row in rows]
    blank = [[""] * len(heads)] * max(0, room - len(told))
    short = [all(len(row[n]) <= _SHORT for row in told) for n in range(len(heads))]
    return {"row": "table", "caption": caption, "heads": list(heads), "rows": told + blank, "look": look, "short": short}


def boxes(choices: Iterable[str], chosen: Iterable[str] = ()) -> str:
    """Choices with a box before each, those that hold ticked."""
    held = set(chosen)
    return "　".join(f"{'☑' if choice in held else '□'}{choice}" for choice in choices)


def sections(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows as tables of their own: a list stands by itself between the others."""
    told: list[dict[str, Any]] = []
    for row in rows:
        if row["row"] == "table":
            told.append(row)
        elif told and told[-1]["row"] == "grid":
            told[-1]["rows"].append(row)
        else:
            told.append({"row": "grid", "rows": [row]})
    return told
