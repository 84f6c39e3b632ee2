"""Tables to a workbook, and any ledger to a plain sheet: with XlsxWriter, row by row, and replaced as a whole."""

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from safety_desk.errors import Refusal
from safety_desk.fields import Names
from safety_desk.ledger import Ledger
from safety_desk.ledgers.grade import Grade
from safety_desk.record import Record
from safety_desk.reports.tables import Band, Column, Table
from safety_desk.wording import signs

SONG = "宋体"
_HEAD = "#F2F2F2"
_LINE = 15.0
"""How high a line of 11 point 宋体 stands, in points."""
_AIR = 5.0
_HALF = 1.07
"""How much of a column's width a half-width sign of 11 point takes, in the units that a workbook measures columns in."""
_FIGURE: dict[str, Any] = {"align": "right", "indent": 1, "text_wrap": False}
_FORMATS: dict[str, dict[str, Any]] = {
    "order": {"num_format": "0", "align": "center"},
    "whole": {"num_format": "0", **_FIGURE},
    "number": {"num_format": "0.##", **_FIGURE},
    "percent": {"num_format": "0.0%", **_FIGURE},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "code": {"num_format": "@"},
    "mark": {"align": "center"},
    "grade": {"align": "center", "bold": True},
}


@contextmanager
def workbook(path: Path, constant_memory: bool = False) -> Iterator[Workbook]:
    """A workbook that takes the place of `path` only when it is whole. Raises Refusal where it cannot be written."""
    part = path.with_name(path.name + ".part")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": constant_memory}
    book = xlsxwriter.Workbook(str(part), options)
    try:
        yield book
        book.close()
        part.replace(path)
    except (xlsxwriter.exceptions.FileCreateError, OSError) as error:
        raise Refusal(
            f"写不了“{path}”。文件可能正在 Excel 或 WPS 里打开，或者文件夹不能写，请关闭后再试，或换个地方"
        ) from error
    finally:
        _let_go(book)
        with suppress(OSError):  # on a full disk XlsxWriter leaves it open, and Windows removes nothing that is open
            part.unlink()


def _let_go(book: Workbook) -> None:
    """Close and remove what XlsxWriter leaves open of a workbook that was not finished."""
    for page in book.worksheets():
        if page.row_data_fh is not None:
            page.row_data_fh.close()
            Path(page.row_data_filename).unlink(missing_ok=True)


def write(tables: Sequence[Table], path: Path) -> None:
    """Write tables as the sheets of one workbook. Raises Refusal where the file cannot be written."""
    with workbook(path) as book:
        for table in tables:
            _Sheet(book, table).write()


class _Sheet:
    """One table on its sheet."""

    def __init__(self, book: Workbook, table: Table) -> None:
        self.book = book
        self.table = table
        self.page: Worksheet = book.add_worksheet(table.name[:31])
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.widths = [column.width or self._wide(n, column) for n, column in enumerate(table.columns)]

    def write(self) -> None:
        table, last = self.table, len(self.table.columns) - 1
        self._merge(0, 0, 0, last, table.title, bold=True, font_size=18, align="center", border=0)
        self.page.set_row(0, 32)
        self._second_row(last)
        self._heads()
        first = 2 + table.depth
        row = self._rows(first)
        if any(column.total for column in table.columns):
            self._totals(row, first)
            row += 1
        self._foot(row, last)
        self._page_setup(first, last)

    def _format(self, **wanted: Any) -> Format:
        base = {"font_name": SONG, "font_size": 11, "valign": "vcenter", "border": 1, "text_wrap": True}
        key = tuple(sorted({**base, **wanted}.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(dict(key))
        return self._formats[key]

    def _merge(self, top: int, left: int, bottom: int, right: int, text: str, **style: Any) -> None:
        shape = self._format(**style)
        if (top, left) == (bottom, right):
            self.page.write_string(top, left, text, shape)
        else:
            self.page.merge_range(top, left, bottom, right, text, shape)

    def _second_row(self, last: int) -> None:
        """Who reports on the left, the period and the units on the right."""
        table, middle = self.table, max(0, last // 2 - 1)
        said = [
            f"统计期：{table.period}" if table.period else "",
            f"单位：{table.measure_of}" if table.measure_of else "",
        ]
        self._merge(1, 0, 1, middle, f"填报单位（盖章）：{table.unit}", border=0, text_wrap=False)
        self._merge(1, middle + 1, 1, last, "　".join(filter(None, said)), border=0, align="right", text_wrap=False)
        self.page.set_row(1, 22)

    def _heads(self) -> None:
        columns, depth = self.table.columns, self.table.depth
        paths = [column.head.split("|") for column in columns]
        for level in range(depth):
            start, tall = 0, 1.0
            while start < len(columns):
                end = start
                if len(paths[start]) > level + 1:
                    while end + 1 < len(columns) and paths[end + 1][: level + 1] == paths[start][: level + 1]:
                        end += 1
                if len(paths[start]) > level:
                    bottom = depth - 1 if len(paths[start]) == level + 1 else level
                    style = {"bold": True, "align": "center", "bg_color": _HEAD}
                    width = sum(self.widths[start : end + 1])
                    text = _folded(paths[start][level], width)
                    self._merge(2 + level, start, 2 + bottom, end, text, **style)
                    lines = _lines(text, width)
                    tall = max(tall, lines / (bottom - level + 1))
                start = end + 1
            self.page.set_row(2 + level, tall * _LINE + _AIR + 2)

    def _rows(self, first: int) -> int:
        row = first
        for values in self.table.rows:
            if isinstance(values, Band):
                self._band(row, values)
            else:
                for column, (declared, value) in enumerate(zip(self.table.columns, values, strict=True)):
                    self._cell(row, column, declared, value)
                lines = max(_lines(_said(value), width) for value, width in zip(values, self.widths, strict=True))
                self.page.set_row(row, min(400.0, lines * _LINE + _AIR))
            row += 1
        return row

    def _band(self, row: int, band: Band) -> None:
        """The colour stands in the first cell alone; a whole row of it would be louder than what it heads."""
        colour = self.table.colours.get(band.grade) if band.grade else None
        said = band.grade.letter if band.grade else ""
        self.page.write_string(row, 0, said, self._format(bold=True, align="center", **_on(colour or _HEAD)))
        self._merge(row, 1, row, len(self.table.columns) - 1, band.text, bold=True, align="left", bg_color=_HEAD)
        self.page.set_row(row, _LINE + _AIR + 2)

    def _cell(self, row: int, column: int, declared: Column, value: Any) -> None:
        style: dict[str, Any] = dict(_FORMATS.get(declared.kind, {}))
        if declared.share:
            self._share(row, column, declared, style)
        elif value is None or value == "":
            self.page.write_blank(row, column, None, self._format(**style))
        elif isinstance(value, Grade):
            colour = self.table.colours.get(value)
            self.page.write_string(row, column, value.label, self._format(**style, **(_on(colour) if colour else {})))
        elif isinstance(value, dt.date):
            self.page.write_datetime(row, column, dt.datetime.combine(value, dt.time()), self._format(**style))
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            self.page.write_number(row, column, value, self._format(**style))
        else:
            self.page.write_string(row, column, str(value), self._format(**style))

    def _share(self, row: int, column: int, declared: Column, style: dict[str, Any], totals: bool = False) -> None:
        """A rate as a formula over its own row, with its value beside it for readers that do not calculate."""
        top, bottom = declared.share.split("/")
        formula = f"=IFERROR({_on_row(top, row)}/({_on_row(bottom, row)}),0)"
        part, whole = (sum(self._value(row, letter) for letter in side.split("+")) for side in (top, bottom))
        self.page.write_formula(row, column, formula, self._format(**style, bold=totals), part / whole if whole else 0)

    def _value(self, row: int, letter: str) -> float:
        index = [xl_col_to_name(n) for n in range(len(self.table.columns))].index(letter)
        first = 2 + self.table.depth
        if row - first < len(self.table.rows):
            return float(self._number(self.table.rows[row - first], index))
        return float(sum(self._number(values, index) for values in self.table.rows))

    def _number(self, values: Sequence[Any] | Band, index: int) -> float:
        value = None if isinstance(values, Band) else values[index]
        return float(value) if isinstance(value, (int, float)) else 0.0

    def _totals(self, row: int, first: int) -> None:
        """The last row: sums as formulas, rates from the sums."""
        self.page.set_row(row, _LINE + _AIR + 2)
        for column, declared in enumerate(self.table.columns):
            style: dict[str, Any] = {**_FORMATS.get(declared.kind, {}), "bold": True}
            if declared.total == "sum":
                letter = xl_col_to_name(column)
                value = sum(self._number(values, column) for values in self.table.rows)
                shape = self._format(**style)
                self.page.write_formula(row, column, f"=SUM({letter}{first + 1}:{letter}{row})", shape, value)
            elif declared.total == "share":
                self._share(row, column, declared, dict(_FORMATS["percent"]), totals=True)
            else:
                said = "合计" if column == (1 if self.table.number_column else 0) else ""
                self.page.write_string(row, column, said, self._format(bold=True, align="center"))

    def _foot(self, row: int, last: int) -> None:
        if self.table.last_row:
            line = "单位负责人：　　　　　　审核人：　　　　　　填报人：　　　　　　联系电话：　　　　　　报出日期：　　　年　　月　　日"
            self._merge(row, 0, row, last, line, border=0, text_wrap=False)
            self.page.set_row(row, 26)
            row += 1
        for n, note in enumerate(self.table.notes, 1):
            text = f"注：{n}. {note}" if n == 1 else f"　　{n}. {note}"
            self._merge(row, 0, row, last, text, border=0, font_size=9)
            self.page.set_row(row, _lines(text, sum(self.widths) * 11 / 9) * 12 + 3)
            row += 1

    def _page_setup(self, first: int, last: int) -> None:
        for column, width in enumerate(self.widths):
            self.page.set_column(column, column, width)
        self.page.freeze_panes(first, 0)
        self.page.hide_gridlines(2)
        if self.table.landscape:
            self.page.set_landscape()
        self.page.set_paper(8 if last >= 16 and self.table.wide_paper == "A3" else 9)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(2, first - 1)
        self.page.set_footer("&C第 &P 页 共 &N 页")
        self.page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.page.center_horizontally()
        self.page.set_selection(0, 0, 0, 0)

    def _wide(self, column: int, declared: Column) -> float:
        """As wide as its content asks for, 8 to 40; the head may wrap."""
        said = [values[column] for values in self.table.rows[:400] if not isinstance(values, Band)]
        longest = max((_length(value) for value in said), default=0)
        return min(40.0, max(8.0, longest * 1.05 + 2, _length(declared.head.split("|")[-1]) * 0.55 + 2))


def _on_row(side: str, row: int) -> str:
    return "+".join(f"{letter}{row + 1}" for letter in side.split("+"))


def _on(colour: str) -> dict[str, str]:
    """A ground and the ink that is read on it: dark on light colours, white on dark ones."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    light = red * 0.299 + green * 0.587 + blue * 0.114 > 128
    return {"bg_color": colour, "font_color": "#000000" if light else "#FFFFFF"}


def _said(value: Any) -> str:
    return value.label if isinstance(value, Grade) else "0000-00-00" if isinstance(value, dt.date) else str(value or "")


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width, with the air that a cell keeps on both sides."""
    room = max(2.0, (width - 0.8) / _HALF)
    return sum(max(1, math.ceil(signs(line) / room)) for line in text.split("\n"))


def _folded(head: str, width: float) -> str:
    """A head that does not fit on one line gives its unit a line of its own, and never breaks inside it."""
    return re.sub(r"(?=（[^（）]{1,3}）$)", "\n", head) if _lines(head, width) > 1 else head


def _length(value: Any) -> int:
    """How many half-width signs the longest line of a value takes."""
    return max(signs(line) for line in _said(value).split("\n"))


@contextmanager
def writing(ledger: Ledger[Any], names: Names, path: Path) -> Iterator[Callable[[Record], None]]:
    """Any ledger to a plain sheet, one row a record, ready to come back: yields what writes the next record."""
    with workbook(path, constant_memory=True) as book:
        page = book.add_worksheet(ledger.title[:31])
        base = {"font_name": SONG, "font_size": 11}
        head = book.add_format({**base, "bold": True, "bg_color": _HEAD, "border": 1})
        text, day, plain = (book.add_format({**base, **style}) for style in (_FORMATS["code"], _FORMATS["date"], {}))
        fields = list(ledger.fields.values())
        for column, field in enumerate(fields):
            page.set_column(column, column, min(40, max(8, field.width or field.kind.width)))
            page.write_string(0, column, f"{field.label}（{field.unit}）" if field.unit else field.label, head)
        page.freeze_panes(1, 0)
        row = 0

        def put(record: Record) -> None:
            nonlocal row
            row += 1
            for column, field in enumerate(fields):
                value = field.cell(getattr(record, field.name), names)
                if value is None or value == "":
                    continue
                if isinstance(value, dt.date):
                    page.write_datetime(row, column, dt.datetime.combine(value, dt.time()), day)
                elif isinstance(value, (int, float)):
                    page.write_number(row, column, value, plain)
                else:
                    page.write_string(row, column, str(value)[:32000], text)

        yield put
