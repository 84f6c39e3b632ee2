"""Which rows under a header are data, and what stands in their merged cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from safety_desk.intake.book import Sheet
from safety_desk.intake.headers import Header
from safety_desk.wording import bare, packed

_TOTAL = re.compile(r"(合计|总计|小计|累计|共计|总数|全镇合计|本页合计)")
_NOTE = re.compile(
    r"(注|备注|说明|填表说明|填报说明|填报人|填表人|制表人?|审核人?|单位负责人|负责人|统计人|联系人|填报单位|填报日期|填表日期|报出日期)[:：、0-9]|注[意:：0-9]"
)
_EXAMPLE = re.compile(r"[（(]?(填写)?(示例|样例|范例|例如|举例|说明$|例([:：)）\d]|$))")
_DITTO = {"同上", "〃", "″", '"', "''"}
_SHORT = 20
"""So long at most is 同上 with blanks about it."""


@dataclass
class Row:
    """One data row: its number as Excel shows it, and the raw value of each matched field."""

    number: int
    raw: dict[str, Any]


def data_rows(sheet: Sheet, header: Header) -> Iterator[Row]:
    """The data rows of a sheet: not blank, no totals, notes or repeated headers; merged cells and 同上 filled downwards."""
    covered = _merged_down(sheet)
    columns = {match.column: match.field.name for match in header.matches if match.field is not None}
    headings = {
        match.column: {bare(part) for part in (match.heading, *match.heading.split("/"))} for match in header.matches
    }
    above: dict[str, Any] = {}
    for index in range(header.first + header.height, len(sheet.rows)):
        cells = sheet.rows[index]
        own = [column for column, cell in enumerate(cells) if not _blank(cell)]
        told = [column for column in own if column in columns]
        if not told or _is_aside(cells[own[0]], len(own), len(columns)):
            continue
        if all(bare(cells[column]) in headings[column] for column in told):
            continue
        raw = {}
        for column, name in columns.items():
            value = cells[column] if column < len(cells) else None
            if _blank(value) and (source := covered.get((index, column))):
                value = sheet.rows[source[0]][source[1]]
            same = isinstance(value, str) and len(value) < _SHORT and _is_ditto(value)
            raw[name] = above.get(name) if same else value
        above = raw
        yield Row(index + 1, raw)


@lru_cache(4096)
def _is_ditto(text: str) -> bool:
    return packed(text) in _DITTO


def _blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _is_aside(cell: Any, said: int, width: int) -> bool:
    """A total, a note or an example: told by its first words, and by how little else is said in the row."""
    first = packed(cell)
    if _TOTAL.match(first):
        return True
    if _EXAMPLE.match(first):
        return True
    return bool(_NOTE.match(first)) and said <= max(2, width // 3)


def _merged_down(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """For every cell under the first of a merged range, where its value stands; what lies beside it says nothing."""
    found = {}
    for (top, left), (bottom, _) in sheet.merges:
        for row in range(top + 1, min(bottom, len(sheet.rows) - 1) + 1):
            found[row, left] = (top, left)
    return found


def title_above(sheet: Sheet, header: Header) -> str:
    """The first words over the header: the sheet's own title."""
    for row in sheet.rows[: header.first]:
        for cell in row:
            if not _blank(cell):
                return " ".join(str(cell).split())
    return ""
