"""Writes values into a foreign blank: lines of a list, cells of a grid, facts in head and foot; all else stays as it is."""

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safety_desk.reports.blanks.formulas import Unknown, tell
from safety_desk.reports.blanks.layout import Layout, said_in
from safety_desk.reports.blanks.patching import Sheet
from safety_desk.reports.package import Package
from safety_desk.wording import signs

_CODE = re.compile(r"[=+\-@\t\r]|[\d*X ]{11,}$|0\d+$")
"""Text that Excel would take for a formula or a number when somebody edits its cell."""


@dataclass(frozen=True)
class Entry:
    """What goes into a cell: text, number or day; another number format than the cell's; why it is empty."""

    value: Any = None
    format: str = ""
    remark: str = ""


@dataclass
class Filling:
    """What goes into a blank. `lines`: of a list, by column; `cells`: of a grid, by row and column as printed;
    `facts`: places of head and foot, by their index in the layout; `remarks`: on cells that stay, as printed."""

    lines: Sequence[dict[int, Entry]] = ()
    cells: dict[tuple[int, int], Entry] = field(default_factory=dict)
    facts: dict[int, str] = field(default_factory=dict)
    remarks: dict[tuple[int, int], str] = field(default_factory=dict)
    marked: bool = True


def write(source: Path, layout: Layout, filling: Filling, out: Path) -> int:
    """Write a filled copy of a blank; answers how many rows were added to its body. Raises Refusal."""
    page = layout.page
    formulas = {place: square.formula for place, square in page.squares.items() if square.formula}
    sheet = Sheet(source, page.name, formulas)
    first, last = layout.body
    added = max(0, len(filling.lines) - (last - first + 1))
    if added:
        sheet.grow(first, last, added)
    _clear_examples(sheet, layout)
    values: dict[tuple[int, int], Any] = {}
    for n, line in enumerate(filling.lines):
        for column, entry in line.items():
            values[first + n, column] = _put(sheet, layout, first + n, column, entry, filling.marked)
    for (row, column), entry in filling.cells.items():
        values[row, column] = _put(sheet, layout, row, column, entry, filling.marked)
    _facts(sheet, layout, filling, added)
    for (row, column), text in filling.remarks.items() if filling.marked else ():
        sheet.remark(row + added if row > last else row, column, text)
    _compute(sheet, layout, values, added)
    sheet.save(out)
    return added


def unkept(source: Path) -> list[str]:
    """What a workbook has that filling leaves as it is but cannot bring up to date."""
    package = Package(source)
    told = {
        "xl/vbaProject.bin": "宏",
        "xl/pivotCache": "数据透视表",
        "xl/externalLinks": "到别的工作簿的链接",
        "_xmlsignatures": "数字签名",
    }
    return [word for start, word in told.items() if any(name.startswith(start) for name in package.parts)]


def _clear_examples(sheet: Sheet, layout: Layout) -> None:
    """An example row of the blank does not stay among the records."""
    first, last = layout.body
    for row in range(first, last + 1) if not layout.lines else ():
        if any(
            re.match(r"[（(]?(示例|样例|范例|例如|举例|例[:：)）])", text) for text in layout.page.texts(row).values()
        ):
            for column in layout.page.texts(row):
                sheet.put(row, column, None)


def _put(sheet: Sheet, layout: Layout, row: int, column: int, entry: Entry, marked: bool) -> Any:
    page, value, format = layout.page, entry.value, entry.format
    if not format and isinstance(value, str) and _CODE.match(value):
        format = "@"
    if value is not None or not page.squares.get((row, column)):
        sheet.put(row, column, value, format, _fit(sheet, layout, row, column, value))
    if entry.remark and marked:
        sheet.remark(row, column, entry.remark)
    return value


def _fit(sheet: Sheet, layout: Layout, row: int, column: int, value: Any) -> str:
    """How a value fits its cell: a code, a day or a long number is shrunk, other text wraps in a row that is high enough."""
    if value is None or isinstance(value, bool):
        return ""
    if value == "—":
        return "right"
    page = layout.page
    printed = min(row, layout.body[1]) if row >= layout.body[0] else row
    area, size = page.area(printed, column), page.at(printed, column).size
    width = max(4.0, sum(page.widths.get(c, 8.43) for c in range(area.left, area.right + 1)) * 11 / size)
    if not isinstance(value, str):
        return "shrink" if width < (10.5 if isinstance(value, dt.date) else len(f"{value:.6g}")) else ""
    if re.fullmatch(r"[\dA-Z*/:. -]{6,24}", value):
        return "shrink" if len(value) * 1.2 > width else ""
    lines = sum(math.ceil(max(1, signs(line)) / (width * 1.05)) for line in value.split("\n"))
    if lines == 1:
        return ""
    sheet.taller(row, math.ceil(lines * size * 1.4 + 3))
    return "wrap"


def _facts(sheet: Sheet, layout: Layout, filling: Filling, added: int) -> None:
    """Facts of head and foot; several in one cell are put in one after the other."""
    texts: dict[tuple[int, int], str] = {}
    for n, fact in filling.facts.items():
        slot = layout.slots[n]
        down = added if slot.foot else 0
        if slot.beside:
            row, column = slot.beside
            fit = "" if slot.foot else _fit(sheet, layout, row, column, fact)
            sheet.put(row + down, column, fact, fit=fit)
            continue
        place = slot.row, slot.column
        texts[place] = said_in(texts.get(place, layout.page.at(*place).text), slot.label, fact)
    for (row, column), text in texts.items():
        sheet.put(row + (added if row > layout.body[1] else 0), column, text)


def _compute(sheet: Sheet, layout: Layout, values: dict[tuple[int, int], Any], added: int) -> None:
    """Tell what the formulas say, for programs that show a file without computing it."""
    told = _Told(sheet.formulas(), values, layout, added)
    sheet.tell({place: value for place in told.formulas if (value := told.formula(place)) is not None})


class _Told:
    """What stands in each cell of the filled sheet: what was put there, what formulas say, what was printed."""

    def __init__(
        self, formulas: dict[tuple[int, int], str], values: dict[tuple[int, int], Any], layout: Layout, added: int
    ) -> None:
        self.formulas, self.values, self.layout, self.added = formulas, values, layout, added
        self._told: dict[tuple[int, int], Any] = {}
        self._open: set[tuple[int, int]] = set()

    def formula(self, place: tuple[int, int]) -> Any:
        """What a formula says, or None where that is not known here."""
        if place in self._open:
            return None
        if place not in self._told:
            self._open.add(place)
            self._told[place] = tell(self.formulas[place], self._look)
            self._open.discard(place)
        return self._told[place]

    def _look(self, row: int, column: int) -> Any:
        place = row, column
        if place in self.values:
            return self.values[place]
        if place in self.formulas:
            if (value := self.formula(place)) is None:
                raise Unknown
            return value
        return self._printed(row, column)

    def _printed(self, row: int, column: int) -> Any:
        last = self.layout.body[1]
        if last < row <= last + self.added:
            return None
        square = self.layout.page.squares.get((row - self.added if row > last else row, column))
        if square is None or not square.text:
            return None
        return square.text if square.number is None else square.number
