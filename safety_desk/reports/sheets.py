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
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from safety_desk.errors import Refusal
from safety_desk.fields import Field, Kind, Names
from safety_desk.ledger import Derived
from safety_desk.ledgers.grade import Grade
from safety_desk.options import Scene
from safety_desk.record import Record
from safety_desk.reports.tables import Band, Column, Ratio, Table, computed, letters, terms
from safety_desk.wording import signs

SONG = "宋体"
_HEAD = "#F2F2F2"
_ALARM = "#FBE3E1"
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
        if table.totalled:
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
        for n, values in enumerate(self.table.rows):
            if isinstance(values, Band):
                self._band(row, values)
            else:
                ground = {"bg_color": _ALARM} if n in self.table.alarm else {}
                for column in range(len(self.table.columns)):
                    self._cell(row, column, values, ground)
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

    def _cell(self, row: int, column: int, values: Sequence[Any], ground: dict[str, Any]) -> None:
        declared, value = self.table.columns[column], values[column]
        style: dict[str, Any] = {**_FORMATS.get(declared.kind, {}), **ground}
        if declared.share:
            self._share(row, column, declared, values, style)
        elif value is None or value == "":
            self.page.write_blank(row, column, None, self._format(**style))
        elif isinstance(value, Grade):
            colour = self.table.colours.get(value)
            self.page.write_string(
                row, column, value.label, self._format(**{**style, **(_on(colour) if colour else {})})
            )
        elif isinstance(value, Ratio):
            self._ratio(row, column, value, style)
        elif isinstance(value, dt.date):
            self.page.write_datetime(row, column, dt.datetime.combine(value, dt.time()), self._format(**style))
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            self.page.write_number(row, column, value, self._format(**style))
        else:
            self.page.write_string(row, column, str(value), self._format(**style))

    def _share(self, row: int, column: int, declared: Column, values: Sequence[Any], style: dict[str, Any]) -> None:
        """A rate or difference as a formula over its own row, with its value beside it for readers that do not calculate."""
        top, _, bottom = (_on_row(side, row) for side in declared.share.partition("/"))
        nothing = f'"{declared.nothing}"' if isinstance(declared.nothing, str) else declared.nothing
        formula = f"=IFERROR(({top})/({bottom}),{nothing})" if bottom else f"={top}"
        if bottom and not {"+", "-"} & set(top + bottom):
            formula = f"=IFERROR({top}/{bottom},{nothing})"
        self.page.write_formula(row, column, formula, self._format(**style), computed(values, declared))

    def _totals(self, row: int, first: int) -> None:
        """The last row: sums as formulas, rates from the sums."""
        self.page.set_row(row, _LINE + _AIR + 2)
        totals = self.table.totals()
        for column, (declared, value) in enumerate(zip(self.table.columns, totals, strict=True)):
            style: dict[str, Any] = {**_FORMATS.get(declared.kind, {}), "bold": True}
            if declared.total == "sum":
                letter = letters(column)
                over = f"=SUM({letter}{first + 1}:{letter}{row})" if row > first else "=0"
                self.page.write_formula(row, column, over, self._format(**style), value)
            elif declared.total == "share":
                self._share(row, column, declared, totals, style)
            elif isinstance(value, Ratio):
                self._ratio(row, column, value, style)
            else:
                self.page.write_string(row, column, value or "", self._format(bold=True, align="center"))

    def _ratio(self, row: int, column: int, value: Ratio, style: dict[str, Any]) -> None:
        """A share of numbers that stand nowhere in the sheet: the formula names them."""
        formula = f"=IFERROR({value.part:g}/{value.whole:g},0)"
        self.page.write_formula(row, column, formula, self._format(**style), value.value)

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
    """A sum or difference of columns on one row: E5+F5."""
    return "".join(f"{sign}{letters(place)}{row + 1}" for sign, place in terms(side)).removeprefix("+")


def _on(colour: str) -> dict[str, str]:
    """A ground and the ink that is read on it: dark on light colours, white on dark ones."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    light = red * 0.299 + green * 0.587 + blue * 0.114 > 128
    return {"bg_color": colour, "font_color": "#000000" if light else "#FFFFFF"}


def _said(value: Any) -> str:
    if isinstance(value, Grade):
        return str(value.label)
    if isinstance(value, Ratio):
        return "100.0%"
    return "0000-00-00" if isinstance(value, dt.date) else str(value or "")


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
def writing(
    title: str, columns: Sequence[Field | Derived[Any]], names: Names, scene: Scene, path: Path, whole: bool = False
) -> Iterator[Callable[[Record], None]]:
    """Records to a plain sheet, one row each, ready to come back: yields what writes the next. `whole`: nothing masked."""
    with workbook(path, constant_memory=True) as book:
        page = book.add_worksheet(title[:31])
        base = {"font_name": SONG, "font_size": 11}
        head = book.add_format({**base, "bold": True, "bg_color": _HEAD, "border": 1})
        text, day, plain = (book.add_format({**base, **style}) for style in (_FORMATS["code"], _FORMATS["date"], {}))
        ways = [(n, column.name, _way(column, names, scene, whole)) for n, column in enumerate(columns)]
        for n, column in enumerate(columns):
            wide = column.width or (column.kind.width if isinstance(column, Field) else 0)
            page.set_column(n, n, min(40, max(8, wide)))
            unit = column.unit if isinstance(column, Field) else ""
            page.write_string(0, n, f"{column.label}（{unit}）" if unit else column.label, head)
        page.freeze_panes(1, 0)
        row = 0

        def put(record: Record) -> None:
            nonlocal row
            row += 1
            for n, name, way in ways:
                value = getattr(record, name) if way is None else way(record)
                if value is None or value == "":
                    continue
                if type(value) is str:
                    page.write_string(row, n, value if len(value) <= 32000 else value[:32000], text)
                elif isinstance(value, dt.date):
                    page.write_datetime(row, n, dt.datetime.combine(value, dt.time()), day)
                elif isinstance(value, (int, float)):
                    page.write_number(row, n, value, plain)
                else:
                    page.write_string(row, n, str(value)[:32000], text)

        yield put


def _way(column: Field | Derived[Any], names: Names, scene: Scene, whole: bool) -> Callable[[Record], Any] | None:
    """How a record's value comes into its cell; None where it does as it is: of a hundred thousand rows most do."""
    if not isinstance(column, Field):
        return lambda record: column.tell(record, scene, names)
    name, cell, kind = column.name, column.kind.cell, type(column.kind)
    if column.kind.sql == "TEXT" and kind.cell is Kind.cell and kind.show is Kind.show and (whole or not column.veils):
        return None
    if column.veils and not whole:
        return lambda record: column.cell(getattr(record, name), names)
    return lambda record: None if (value := getattr(record, name)) is None else cell(value, column, names)
