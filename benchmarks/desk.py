"""Start, a page with 100,000 rows, export, a save: the program against the bare libraries."""

import datetime as dt
import os
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.ratios import Ratio, measure, seconds
from safety_desk.jobs import finish
from safety_desk.ledgers.catalog import ENTERPRISES, HIDDEN_DANGERS, STAFF
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.people import Staff
from safety_desk.paths import Office
from safety_desk.tasks.demo import make_demo
from safety_desk.tasks.exporting import export
from safety_desk.tasks.office import open_office

_PAINTED = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer
class Seen(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False
seen = Seen()
window.installEventFilter(seen)
app.exec()
"""
"""Ends the process as soon as the window, with all that is in it, has been painted."""
_OURS = f"""
import sys
from pathlib import Path
from safety_desk.app import open_window
from safety_desk.ui.application import make_application
from safety_desk.paths import Office
app = make_application([])
window = open_window(Office(Path(sys.argv[1])))
{_PAINTED}
"""
_BARE = f"""
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem
app = QApplication([])
window, table = QMainWindow(), QTableWidget(30, 10)
for row in range(30):
    for column in range(10):
        table.setItem(row, column, QTableWidgetItem(f"{{row}}-{{column}}"))
window.setCentralWidget(table)
window.resize(1366, 768)
window.show()
{_PAINTED}
"""


def ratios(folder: Path) -> Iterator[Ratio]:
    """Every figure, one after the other."""
    yield start(folder)
    yield big_page(folder)
    yield export_sheet(folder)
    yield save(folder)


def start(folder: Path) -> Ratio:
    """Whole processes, from nothing to a painted window with the sample town."""
    office = Office(folder / "start")
    with open_office(office) as store:
        finish(make_demo(store))

    # compiled modules are kept, as they are on every machine where the program was started once
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def run(code: str, *words: str) -> None:
        subprocess.run([sys.executable, "-c", code, *words], check=True, capture_output=True, env=environment)

    run(_OURS, str(office.folder))
    return measure("start to a painted window", lambda: run(_OURS, str(office.folder)), lambda: run(_BARE), 2, times=9)


def big_page(folder: Path) -> Ratio:
    """The page of hidden dangers, made and painted, with 100,000 rows and with 1,000."""
    from PySide6.QtWidgets import QApplication

    from safety_desk.ui import theme
    from safety_desk.ui.application import make_application
    from safety_desk.ui.memory import Memory
    from safety_desk.ui.page import LedgerPage

    application = make_application([])
    theme.apply(application, theme.Look())
    stores = {}
    for number in (100_000, 1_000):
        store = stores[number] = open_office(Office(folder / f"page{number}"))
        [site] = store.save("企业", Enterprise(name="某厂"))
        day = dt.date(2026, 1, 1)
        with store.operation("隐患"):
            fields = ", ".join(
                f'"{name}"' for name in ("code", "enterprise", "found_date", "due_on", "description", "status")
            )
            rows = [
                (f"YH-{n}", site, str(day), str(day + dt.timedelta(n % 400)), f"第 {n} 条", "02") for n in range(number)
            ]
            rest = "source, level, rectify_mode, extended_count, is_repeat"
            store.db.executemany(
                f"INSERT INTO hidden_dangers ({fields}, {rest}) VALUES (?, ?, ?, ?, ?, ?, '镇检查', 'general', 'term', 0, 0)",
                rows,
            )

    def show(number: int) -> None:
        page = LedgerPage(stores[number], HIDDEN_DANGERS, Memory(folder / "none.json"))
        page.resize(1366, 700)
        page.choose_view(None)
        page.show()
        QApplication.processEvents()
        page.grab()
        page.close()
        page.deleteLater()

    for number in stores:
        show(number)
    return measure("a page with 100,000 rows, against 1,000", lambda: show(100_000), lambda: show(1_000), 1.3, times=15)


def export_sheet(folder: Path) -> Ratio:
    """20,000 records to a workbook, and the same cells by bare openpyxl in write-only mode."""
    from openpyxl import Workbook

    store = open_office(Office(folder / "export"))
    store.save(
        "人员", *(Staff(name=f"某{n}", mobile=f"139{n:08d}", post="安监员", cert_no=f"A{n}") for n in range(20_000))
    )
    cells = [
        [
            value
            for name, field in STAFF.fields.items()
            if (value := field.cell(getattr(record, name), store.names)) is not None
        ]
        for record in store.each(STAFF)
    ]

    def bare() -> None:
        book = Workbook(write_only=True)
        page = book.create_sheet()
        for row in cells:
            page.append(row)
        book.save(folder / "bare.xlsx")

    return measure(
        "export of 20,000 records, against openpyxl write-only",
        lambda: finish(export(store, STAFF, folder / "ours.xlsx")), bare, 1.3, times=3,
    )  # fmt: skip


def save(folder: Path) -> Ratio:
    """One enterprise saved, and one bare insert of as many columns with synchronous=FULL."""
    store = open_office(Office(folder / "save"))
    store.save("企业", Enterprise(name="第一家"))
    columns = list(ENTERPRISES.fields)
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute(f"CREATE TABLE e (id INTEGER PRIMARY KEY, {', '.join(columns)})")
    insert = f"INSERT INTO e ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    pairs = []
    for n in range(200):
        ours = seconds(lambda n=n: store.save("企业", Enterprise(name=f"第 {n} 家厂")))
        pairs.append((ours, seconds(lambda n=n: bare.execute(insert, [f"第 {n} 家厂"] * len(columns)))))
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    return Ratio("a save, against a bare insert with synchronous=FULL", ours, theirs, 5)
