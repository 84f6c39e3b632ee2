"""Reads a foreign blank table: its cells, how they look, and which of them are merged."""

import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safety_desk.errors import Refusal

MOST_ROWS, MOST_COLUMNS = 3000, 200
"""Nobody makes a blank that is larger; what is, has a stray cell."""


@dataclass(frozen=True)
class Square:
    """One cell as it was printed: its text or formula, and what tells how it looks."""

    text: str = ""
    formula: str = ""
    format: str = "General"
    bordered: bool = False
    bold: bool = False
    size: float = 11.0
    fill: str = ""
    middle: bool = False
    number: float | None = None


@dataclass(frozen=True)
class Area:
    """A merged range; rows and columns as Excel counts them, from 1, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Page:
    """A sheet of the blank."""

    name: str
    squares: dict[tuple[int, int], Square]
    merges: list[Area]
    widths: dict[int, float]
    heights: dict[int, float]
    rows: int
    columns: int
    covered: dict[tuple[int, int], Area] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.covered = {
            (row, column): area
            for area in self.merges
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }

    def area(self, row: int, column: int) -> Area:
        """The merged range round a cell, or the cell itself."""
        return self.covered.get((row, column)) or Area(row, column, row, column)

    def at(self, row: int, column: int) -> Square:
        """What is seen at a cell: the first of a merged range stands for all of it."""
        area = self.area(row, column)
        return self.squares.get((area.top, area.left), NOTHING)

    def texts(self, row: int) -> dict[int, str]:
        """What stands in a row by column; a merged cell is said in its first row, at its first column."""
        return {c: square.text for (r, c), square in self.squares.items() if r == row and square.text}


NOTHING = Square()


def read_pages(path: Path) -> list[Page]:
    """The sheets of a blank that can be seen. Raises Refusal where it is no .xlsx."""
    from openpyxl import load_workbook

    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl cannot keep is kept all the same: the sheet is patched
            book = load_workbook(file)
    except OSError as error:
        raise Refusal(f"“{path.name}”读不了。它可能不在了，或者正在别的程序里打开，请关闭后再试") from error
    except Exception as error:  # openpyxl raises whatever a broken part leads to
        raise Refusal(f"“{path.name}”不是能填的 .xlsx 工作簿。请在 Excel 或 WPS 里打开，另存为 .xlsx 再试") from error
    pages = [_page(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not pages:
        raise Refusal(f"“{path.name}”里没有能看见的工作表")
    return pages


def _page(sheet: Any) -> Page:
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        raise Refusal(f"工作表“{sheet.title}”大到 {sheet.dimensions}，不像空表。请把有用的区域复制到新表里再试")
    squares = {}
    for row in sheet.iter_rows():
        for cell in row:
            square = _square(cell)
            if square is not None:
                squares[cell.row, cell.column] = square
    merges = [Area(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges]
    widths = _widths(sheet)
    heights = {row: d.height for row, d in sheet.row_dimensions.items() if d.height}
    return Page(sheet.title, squares, merges, widths, heights, sheet.max_row, sheet.max_column)


def _widths(sheet: Any) -> dict[int, float]:
    usual = sheet.sheet_format.defaultColWidth or 8.43
    found = {column: float(usual) for column in range(1, sheet.max_column + 1)}
    for dimension in sheet.column_dimensions.values():
        for column in range(dimension.min or 1, min(dimension.max or 0, sheet.max_column) + 1):
            found[column] = 0.0 if dimension.hidden else float(dimension.width)
    return found


def _square(cell: Any) -> Square | None:
    value = cell.value
    formula = value if isinstance(value, str) and cell.data_type == "f" else getattr(value, "text", None) or ""
    text = "" if formula or value is None else str(value)
    border = getattr(cell, "border", None)
    bordered = border is not None and any(side and side.style for side in (border.top, border.bottom))
    if not text.strip() and not formula and not cell.has_style:
        return None
    fill = cell.fill.fgColor.rgb if cell.fill and cell.fill.patternType == "solid" else ""
    return Square(
        text.strip("\n") if text.strip() else "",
        formula.removeprefix("="),
        cell.number_format or "General",
        bordered,
        bool(cell.font and cell.font.b),
        float(cell.font.sz or 11) if cell.font else 11.0,
        f"#{fill[-6:]}" if isinstance(fill, str) and len(fill) == 8 else "",
        bool(cell.alignment and cell.alignment.horizontal in ("center", "centerContinuous")),
        float(value) if isinstance(value, (int, float)) else None,
    )
