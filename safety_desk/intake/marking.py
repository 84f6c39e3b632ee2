"""Give a foreign workbook back with its faulty cells coloured and explained, to be corrected and imported again."""

import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.worksheet import Worksheet

from safety_desk.errors import Refusal
from safety_desk.intake.book import Sheet, letter
from safety_desk.intake.gate import MOST_CELLS, merged_cells
from safety_desk.intake.known import Remark

_PUZZLED = (
    ValueError, TypeError, LookupError, ArithmeticError, AttributeError, AssertionError, SyntaxError,
    NotImplementedError, EOFError, BadZipFile, zlib.error,
)  # fmt: skip
"""What openpyxl raises, none of it its own, where a workbook holds what it does not know and the reader passes over."""
_WRONG = PatternFill("solid", fgColor="FFC7CE")
_DOUBT = PatternFill("solid", fgColor="FFEB9C")


def mark(
    source: Path | None,
    sheet: Sheet,
    wrong: Iterable[Remark],
    doubtful: Iterable[Remark],
    out: Path,
    edited: Mapping[tuple[int, int], str] | None = None,
) -> None:
    """Write the same workbook to `out` with those cells marked: red what was refused, yellow what is doubtful.

    `edited` is what a person put into cells meanwhile, by row (from 1) and column (from 0).
    A file that is no .xlsx (or no file at all) comes back as one, with the values and merged cells of the sheet. Raises Refusal.
    """
    try:
        book, page = _opened(source, sheet)
    except OSError as error:
        raise Refusal(f"“{source}”读不了。它可能不在了，或者正在别的程序里打开，请关闭后再试") from error
    for (row, column), text in (edited or {}).items():
        _write(page, row, column + 1, text or None)
    said: dict[str, list[str]] = {}
    for fill, remarks in ((_DOUBT, doubtful), (_WRONG, wrong)):
        for remark in remarks:
            text = f"{remark.reason}（建议：{remark.proposal}）" if remark.proposal else remark.reason
            text = text if remark.cell else f"{remark.column}：{text}"
            cell = _shown(page, remark.cell or f"A{remark.row}")
            said.setdefault(cell.coordinate, []).append(
                text if cell.row == remark.row else f"第 {remark.row} 行：{text}"
            )
            cell.fill = fill
    for place, texts in said.items():
        page[place].comment = _comment("\n".join(dict.fromkeys(texts)))
    _save(book, out)


def _opened(source: Path | None, sheet: Sheet) -> tuple[Workbook, Worksheet]:
    """The workbook itself where it is an .xlsx, whatever it is called; else one made anew."""
    if source is None:
        return (book := _rebuilt(sheet)), book.worksheets[0]
    try:
        with ZipFile(source) as bundle:
            is_xlsx = "xl/workbook.xml" in bundle.namelist()
    except BadZipFile:
        is_xlsx = False
    if is_xlsx:
        with suppress(*_PUZZLED):
            book = _loaded(source)
            return book, book[sheet.name]
    book = _rebuilt(sheet)
    return book, book.worksheets[0]


def _loaded(source: Path) -> Workbook:
    if merged_cells(source) > MOST_CELLS:  # openpyxl makes every one of them
        raise ValueError("merged ranges cover more than a table holds")
    with source.open("rb") as file:  # a path would be judged by its name
        book = load_workbook(file)
    for page in book.worksheets:
        for cell in page._cells.values():  # rows would be made up to the farthest cell, be it XFD1048576
            if cell.value is None and cell.data_type == "d":
                cell.data_type = "n"  # a day that is none was read as nothing, and cannot be written again as a day
    return book


def _shown(page: Worksheet, place: str) -> Cell:
    """The cell that is seen at a place: the first of a merged range stands for all of it."""
    cell = page[place]
    if isinstance(cell, MergedCell):
        around = [merged for merged in page.merged_cells.ranges if place in merged]
        firsts = (page.cell(merged.min_row, merged.min_col) for merged in around)
        cell = next((first for first in firsts if isinstance(first, Cell)), cell)
        if isinstance(cell, MergedCell):  # the ranges of a damaged file lie over each other
            for merged in around:
                page.unmerge_cells(merged.coord)
            cell = page[place]
    assert isinstance(cell, Cell)
    return cell


def _comment(text: str) -> Comment:
    comment = Comment(text, "安全台账")
    comment.width, comment.height = 280, 40 + 22 * (1 + len(text) // 20)
    return comment


def _rebuilt(sheet: Sheet) -> Workbook:
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = INVALID_TITLE_REGEX.sub("_", sheet.name)[:31] or "Sheet1"
    for r, row in enumerate(sheet.rows, 1):
        for c, value in enumerate(row, 1):
            if value is not None:
                _write(page, r, c, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
    last, most, covered = len(sheet.rows) - 1, max(map(len, sheet.rows), default=0) - 1, 0
    for (top, left), (bottom, right) in sheet.merges:
        bottom, right = min(bottom, last), min(right, most)
        covered += max(0, bottom - top + 1) * max(0, right - left + 1)
        if top <= bottom and left <= right and covered <= MOST_CELLS:
            page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    return book


def _write(page: Worksheet, row: int, column: int, value: Any) -> None:
    cell = _shown(page, f"{letter(column - 1)}{row}")
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # data stays data, also where it begins with =
        cell.number_format = "@"


def _save(book: Workbook, out: Path) -> None:
    part = out.with_name(out.name + ".part")
    try:
        book.save(part)
        part.replace(out)
    except OSError as error:
        with suppress(OSError):  # on a full disk openpyxl leaves it open, and Windows removes nothing that is open
            part.unlink()
        raise Refusal(
            f"写不了“{out}”。文件可能正在 Excel 或 WPS 里打开，或者文件夹不能写，请关闭后再试，或换个地方"
        ) from error
