"""The grid of 逐项录入: opened and painted, and a keystroke in it until what it says stands on the screen."""

import datetime as dt
import statistics
from collections.abc import Iterator
from pathlib import Path

from benchmarks.ratios import Figure, seconds
from safety_desk.ledgers.checklist import Checklist, ChecklistItem
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.people import Staff
from safety_desk.paths import Office
from safety_desk.tasks.entering.opening import open_visit
from safety_desk.tasks.office import open_office

ITEMS, OPEN, EARLIER = 60, 5, 2_000


def figures(folder: Path) -> Iterator[Figure]:
    """A visit of sixty items with five open hidden dangers, in an office with two thousand earlier findings."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from safety_desk.ui import theme
    from safety_desk.ui.application import make_application
    from safety_desk.ui.entry.model import Cell
    from safety_desk.ui.entry.page import EntryPage

    theme.apply(make_application([]), theme.Look())
    store = open_office(Office(folder / "entry"))
    [site] = store.save("企业", Enterprise(name="某厂"))
    people = store.save("人员", *(Staff(name=f"某{n}", mobile=f"1390000000{n}") for n in range(2)))
    [checklist] = store.save("检查表", Checklist(name="六十条"))
    items = (
        ChecklistItem(checklist=checklist, seq=n, content=f"条目 {n}", standard=f"标准 {n}")
        for n in range(1, ITEMS + 1)
    )
    store.save("条目", *items)
    day = dt.date(2026, 1, 5)
    closed = {"status": HiddenDanger.fields["status"].load("04"), "rectified_at": day, "closed_at": day}
    dangers = (
        HiddenDanger(
            enterprise=site,
            found_date=day,
            source="镇检查",
            description=f"配电箱第 {n} 处没有接地",
            **(closed if n >= OPEN else {}),
        )
        for n in range(EARLIER)
    )
    store.save("隐患", *dangers)
    start = dt.datetime(2026, 1, 12, 9)
    [id] = store.save(
        "检查", Inspection(enterprise=site, start_at=start, inspectors=tuple(people), checklist=checklist)
    )
    page = EntryPage(store)
    page.resize(1186, 700)

    def show() -> None:
        page.show_entry(open_visit(store, store.get(Inspection, id)))
        page.show()
        QApplication.processEvents()

    show()
    yield Figure(
        "the entry grid of a visit, opened and painted", statistics.median(seconds(show) for _ in range(15)), 0.1
    )

    def press(key: str) -> None:
        QTest.keyClick(page.grid, key)
        QApplication.processEvents()

    page.grid.setFocus()
    page.grid.go(Cell(page.model.stops()[0].key, "result"))
    taken = [seconds(lambda: press("1")) for _ in range(40)]
    yield Figure("a keystroke in it, until it is painted and kept", statistics.median(taken), 0.016)

    def type_on() -> None:
        line = page.grid.open_line()
        QTest.keyClick(line, Qt.Key.Key_A)
        QApplication.processEvents()

    page.grid.go(Cell(page.model.stops()[0].key, "problem"))
    press("p")
    taken = [seconds(type_on) for _ in range(20)]
    yield Figure("a letter in a text that is completed", statistics.median(taken), 0.016)
    page.close()
    store.close()
