"""Fill a blank in a test, and read it again with openpyxl and with another reader."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import python_calamine
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from safety_desk.db.store import Store
from safety_desk.jobs import finish
from safety_desk.periods import read_period
from safety_desk.tasks.fill.filling import Blank, fill_file
from safety_desk.tasks.fill.values import Filled

YEAR = read_period("2026")
NOVEMBER = read_period("2026-11")
Make = Callable[..., Any]


def filled(store: Store, path: Path, out: Path, period: Any = YEAR) -> tuple[Blank, Filled, Worksheet]:
    """Fill a blank; answers it as openpyxl reads it, formulas as formulas."""
    blank, told = finish(fill_file(store, str(path), out, period))
    return blank, told, load_workbook(out)[blank.layout.page.name]


def cells(path: Path, sheet: int = 0) -> list[list[Any]]:
    """The cells as another program reads them, formulas by what they say."""
    return (
        python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(sheet).to_python(skip_empty_area=False)
    )


def column(sheet: Worksheet, letter: str, first: int, last: int) -> list[Any]:
    return [sheet[f"{letter}{row}"].value for row in range(first, last + 1)]


def small_list(path: Path) -> Path:
    """A list of enterprises without frames, styles or a foot."""
    book = Workbook()
    for n, head in enumerate(("序号", "企业名称", "经营状态"), 1):
        book.active.cell(2, n, head)  # type: ignore[union-attr]
    book.active["A1"] = "企业名单"  # type: ignore[index]
    book.save(path)
    return path
