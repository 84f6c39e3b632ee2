"""Changes a sheet of a foreign workbook and nothing else: its XML is patched (docs/decisions/0009-patching-blanks.md)."""

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from safety_desk.reports.blanks.formulas import Growth, moved, place
from safety_desk.reports.blanks.growing import grow_around
from safety_desk.reports.blanks.remarks import put_remarks
from safety_desk.reports.blanks.styling import Styles
from safety_desk.reports.package import Package, Tree, attributes, clean, elements, text_of, written

_PLACE = re.compile(r"([A-Z]+)(\d+)")
_BELONGS = "rows-of-the-sheet"


class _Cell:
    """One cell: its attributes and, as text, what is in it."""

    def __init__(self, attributes: dict[str, str], inner: str, formula: str = "") -> None:
        self.attributes, self.inner, self.formula = attributes, inner, formula
        self.value: Any = None


class Sheet:
    """A sheet that is being filled. Rows and columns as Excel counts them."""

    def __init__(self, source: Path, name: str, formulas: dict[tuple[int, int], str]) -> None:
        self.package = Package(source)
        self.name = name
        self.part = self.package.sheets()[name]
        self.document = self.package.document(self.part)
        self.styles = Styles(self.package)
        self.prefix = self.document.documentElement.tagName.rpartition(":")[0]
        self.rows: dict[int, tuple[dict[str, str], dict[int, _Cell]]] = {}
        self._tall: set[int] = set()
        self._remarks: dict[tuple[int, int], str] = {}
        book = self.package.document("xl/workbook.xml")
        self.from_1904 = any(p.getAttribute("date1904") in ("1", "true") for p in elements(book, "workbookPr"))
        [self.data] = elements(self.document, "sheetData")
        usual = [one.getAttribute("defaultRowHeight") for one in elements(self.document, "sheetFormatPr")]
        self.usual_height = float(usual[0] or 15) if usual else 15.0
        self._read(formulas)

    def _tag(self, name: str) -> str:
        return f"{self.prefix}:{name}" if self.prefix else name

    def _read(self, formulas: dict[tuple[int, int], str]) -> None:
        number = 0
        for row in _children(self.data, "row"):
            number = int(row.getAttribute("r") or number + 1)
            cells: dict[int, _Cell] = {}
            column = 0
            for cell in _children(row, "c"):
                match = _PLACE.fullmatch(cell.getAttribute("r"))
                column = _column(match[1]) if match else column + 1
                cells[column] = self._cell(cell, formulas.get((number, column), ""))
            said = dict(row.attributes.items())
            said.pop("spans", None)
            self.rows[number] = (said, cells)

    def _cell(self, cell: Tree, formula: str) -> _Cell:
        said = dict(cell.attributes.items())
        if formula:
            said.pop("t", None)
            return _Cell(said, "", formula)
        return _Cell(said, "".join(map(text_of, cell.childNodes)))

    def grow(self, first: int, last: int, rows: int) -> None:
        """Add rows behind the last one of a body, styled and merged like it; everything that refers below moves along."""
        growth = Growth(self.name, first, last, rows)
        lowered = {growth.row(number): row for number, row in self.rows.items()}
        said, cells = self.rows.get(last, ({}, {}))
        for number in range(last + 1, last + rows + 1):
            copies = {}
            for column, cell in cells.items():
                formula = moved(cell.formula, place(last, column), place(number, column)) if cell.formula else ""
                kept = {k: v for k, v in cell.attributes.items() if k != "t"}
                copies[column] = _Cell(kept, "", formula)
            lowered[number] = (dict(said), copies)
        for number, (_, line) in lowered.items():
            if not last < number <= last + rows:
                for cell in line.values():
                    cell.formula = growth.formula(cell.formula, self.name) if cell.formula else ""
        self.rows = lowered
        grow_around(self.package, self.part, growth)

    def put(self, row: int, column: int, value: Any, format: str = "", fit: str = "") -> None:
        """Put a value into a cell: text stays text whatever it begins with, a day becomes Excel's number for it.

        `format`: another number format than the cell's own; `fit`: wrap, shrink or right.
        """
        _, cells = self.rows.setdefault(row, ({}, {}))
        cell = cells.setdefault(column, _Cell({}, ""))
        cell.formula, cell.value = "", value
        style = self.styles.like(int(cell.attributes.get("s") or 0), format, fit)
        cell.attributes = {"s": str(style)} if style else {}
        if value is None:
            cell.inner = ""
        elif isinstance(value, str):
            cell.attributes["t"] = "inlineStr"
            cell.inner = self._wrapped("is", self._wrapped("t", clean(value), ' xml:space="preserve"'))
        else:
            cell.inner = self._wrapped("v", _number(value, self.from_1904))

    def taller(self, row: int, points: float) -> None:
        """Let a row hold at least so much: what wraps would else be cut off by programs that do not fit rows."""
        said, _ = self.rows.setdefault(row, ({}, {}))
        if float(said.get("ht") or self.usual_height) < points:
            said["ht"], said["customHeight"] = f"{points:g}", "1"
            self._tall.add(row)

    def tell(self, values: dict[tuple[int, int], Any]) -> None:
        """What formulas say: kept beside them for programs that do not compute."""
        for (row, column), value in values.items():
            cell = self.rows[row][1][column]
            if isinstance(value, str):
                cell.attributes["t"] = "e" if value.startswith("#") else "str"
                cell.inner = self._wrapped("v", clean(value))
            else:
                cell.inner = self._wrapped("v", _number(value, self.from_1904))

    def formulas(self) -> dict[tuple[int, int], str]:
        """Every formula as it stands now."""
        return {
            (r, c): cell.formula for r, (_, cells) in self.rows.items() for c, cell in cells.items() if cell.formula
        }

    def remark(self, row: int, column: int, text: str) -> None:
        """Say something about a cell in a comment, which is not printed."""
        known = self._remarks.get((row, column))
        self._remarks[row, column] = f"{known}\n{text}" if known else text

    def save(self, out: Path) -> None:
        """Write the workbook. Raises Refusal."""
        for row in self._tall:
            for cell in self.rows[row][1].values():
                cell.attributes["s"] = str(self.styles.like(int(cell.attributes.get("s") or 0), "", "middle"))
        if self._remarks:
            put_remarks(self.package, self.part, self._remarks)
        self._recount()
        for child in list(self.data.childNodes):
            self.data.removeChild(child)
        self.data.appendChild(self.document.createTextNode(_BELONGS))
        for dimension in elements(self.document, "dimension"):
            dimension.parentNode.removeChild(dimension)
        whole = written(self.document).decode("utf-8")
        self.package.forget(self.part)
        self.package.add(self.part, whole.replace(_BELONGS, "".join(self._lines()), 1))
        self.package.save(out)

    def _lines(self) -> Iterable[str]:
        for number, (said, cells) in sorted(self.rows.items()):
            inner = "".join(self._written(number, column, cell) for column, cell in sorted(cells.items()))
            yield self._wrapped("row", inner, attributes({**said, "r": str(number)}))

    def _written(self, row: int, column: int, cell: _Cell) -> str:
        inner = cell.inner
        if cell.formula:
            inner = self._wrapped("f", clean(cell.formula)) + inner
        return self._wrapped("c", inner, attributes({**cell.attributes, "r": place(row, column)}))

    def _wrapped(self, name: str, inner: str, attributes: str = "") -> str:
        tag = self._tag(name)
        return f"<{tag}{attributes}>{inner}</{tag}>"

    def _recount(self) -> None:
        """Let Excel compute everything when the file is opened; its list of formulas is made anew then."""
        self.package.drop(self.package.linked("xl/workbook.xml", "calcChain"))
        book = self.package.document("xl/workbook.xml")
        found = elements(book, "calcPr")
        if found:
            found[0].setAttribute("fullCalcOnLoad", "1")
            return
        root = book.documentElement
        prefix = root.tagName.rpartition(":")[0]
        made = book.createElement(f"{prefix}:calcPr" if prefix else "calcPr")
        made.setAttribute("fullCalcOnLoad", "1")
        before = ("definedNames", "externalReferences", "functionGroups", "sheets")
        behind = next(one for name in before for one in elements(book, name))
        root.insertBefore(made, behind.nextSibling)


def _children(node: Tree, name: str) -> list[Tree]:
    return [child for child in node.childNodes if getattr(child, "localName", None) == name]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _number(value: Any, from_1904: bool) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        days = (day - dt.date(1899, 12, 30)).days - (1462 if from_1904 else 0)
        part = (value.hour * 60 + value.minute) / 1440 if isinstance(value, dt.datetime) else 0
        return repr(days + part) if part else str(days)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value) if isinstance(value, float) else str(value)
