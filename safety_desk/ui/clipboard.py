"""Blocks of cells to and from the clipboard, as Excel and WPS write and read them."""

import csv
import io

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

MOST_ROWS = 100_000


def copy_selection(view: QTableView) -> None:
    """Copy the selected block, its columns as they stand; cells between that are not selected stay empty."""
    model, selection = view.model(), view.selectionModel().selection()
    if not selection:
        return
    rows = sorted({row for part in selection for row in range(part.top(), part.bottom() + 1)})
    columns = {column for part in selection for column in range(part.left(), part.right() + 1)}
    order = sorted(columns, key=view.horizontalHeader().visualIndex)
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\r\n")
    for row in rows[:MOST_ROWS]:
        cells = [model.index(row, column) for column in order]
        writer.writerow([model.data(cell) or "" if selection.contains(cell) else "" for cell in cells])
    QGuiApplication.clipboard().setText(text.getvalue().removesuffix("\r\n"))


def copied_block() -> list[list[str]]:
    """The rows and cells of what was copied elsewhere; none where nothing was."""
    text = QGuiApplication.clipboard().text()
    return list(csv.reader(io.StringIO(text), delimiter="\t")) if text.strip("\r\n") else []
