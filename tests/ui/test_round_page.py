"""安排检查 by the keyboard: sites from a source, ticked, planned and printed in one go; what is wrong is said in its field."""

from collections.abc import Callable
from typing import Any

import pytest
from hands import press, write
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from town import Town, changed, made

from safety_desk.db.store import Store
from safety_desk.ledgers.checklist import Checklist
from safety_desk.ledgers.enforce.draw import DrawState, RandomDraw
from safety_desk.ledgers.enterprise import ENTERPRISES
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.visit_state import VisitStatus
from safety_desk.reports.papers import RenderedPaper
from safety_desk.ui import printing
from safety_desk.ui.finding import best_ways, ways
from safety_desk.ui.page import LedgerPage
from safety_desk.ui.rounds.page import RoundPage
from safety_desk.ui.rounds.stops_table import CHECKLIST
from safety_desk.ui.rounds.ways import open_round
from safety_desk.ui.window import Window


@pytest.fixture
def page(window: Window, town: Town, store: Store, qtbot: QtBot) -> RoundPage:
    """The page with the sites of the village."""
    for site in (town.mill, town.station, town.bridge):
        changed(store, site, address="某路 1 号")
    with qtbot.waitActive(window):
        window.activateWindow()
    page = open_round(window)
    page.show_source("village", str(town.village.id))
    page.take_keyboard()
    return page


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[list[RenderedPaper]]:
    """What the preview was shown; then it was printed."""
    jobs: list[list[RenderedPaper]] = []

    def shown(parent: Any, papers: list[RenderedPaper], issue: Any) -> None:
        jobs.append(issue.take())
        issue.done()

    monkeypatch.setattr(printing, "preview", shown)
    return jobs


def fill(page: RoundPage, day: str = "12-1", people: str = "章某、凤某", blanks: str = "") -> None:
    for name, text in (("day", day), ("inspectors", people), ("blanks", blanks)):
        if text:
            page.form.focus(name)
            press("Ctrl+A")
            write(text)
            press("Tab")
            page.window().activateWindow()  # a screen that nobody sees forgets that, once a list of names has closed


def names(page: RoundPage) -> list[str]:
    return [stop.name for stop in page.model.stops]


def test_sites_are_ticked_planned_and_printed_without_the_mouse(
    page: RoundPage, store: Store, town: Town, printed: list[list[RenderedPaper]]
) -> None:
    assert names(page) == [town.bridge.name, town.mill.name]
    press("Space", "Down", "Space")
    assert page.counted.text() == "名单 2　已选 2"
    fill(page, blanks="1")
    press("Ctrl+P")
    visits = store.find(Inspection)
    assert [(v.status, v.start_at.date().isoformat()) for v in visits] == [(VisitStatus.PLANNED, "2026-12-01")] * 2
    [job] = printed
    assert [paper.title[-4:] for paper in job] == ["全检查表", "检查记录"] * 3, "two sites and a spare"
    assert town.bridge.name in job[0].html
    assert page.counted.text() == "名单 2　已选 0"
    assert all("已安排" in stop.notes[0] for stop in page.model.stops)
    page.show_source("planned")
    assert page.go.text() == "打印"
    press("Ctrl+P")
    assert len(printed) == 2
    assert store.count(Inspection) == 2, "what is planned is printed again, not planned again"
    assert [paper.number for paper in printed[1][:4]] == [paper.number for paper in job[:4]], "under the same numbers"


def test_what_is_wrong_is_said_in_its_field_and_nothing_is_planned(page: RoundPage, store: Store) -> None:
    press("Space")
    fill(page, day="11-20", people="章某")
    press("Ctrl+S")
    assert "已经过去" in page.form.boxes["day"].note.text()
    assert "不能少于两人" in page.form.boxes["inspectors"].note.text()
    assert QApplication.focusWidget() is page.form.boxes["day"].editor.widget
    assert store.count(Inspection) == 0
    fill(page)
    page.model.tick([0], False)
    press("Ctrl+S")
    assert "还没有选检查对象" in page.bar.text.text()


def test_another_list_is_taken_by_f2_for_all_selected(page: RoundPage, store: Store) -> None:
    own = made(store, Checklist, name="我镇木材加工")
    press("Ctrl+A", "F2")
    write("我镇")
    press("Down", "Return", "Return")
    assert [stop.checklist for stop in page.model.stops] == [own.id, own.id]
    assert page.model.index(0, CHECKLIST).data() == "我镇木材加工"


def test_what_is_ticked_stays_when_another_source_is_looked_at(page: RoundPage, town: Town) -> None:
    press("Down", "Space")
    page.show_source("village", str(town.far_village.id))
    assert names(page) == [town.mill.name, town.station.name]
    assert [stop.name for stop in page.model.chosen()] == [town.mill.name]


def test_a_draw_brings_its_sites_and_its_inspectors(page: RoundPage, store: Store, town: Town) -> None:
    drawn = {
        "status": DrawState.DRAWN,
        "seed": "x",
        "drawn": (town.station.id,),
        "drawn_inspectors": (town.chief.id, town.clerk.id),
    }
    made(store, RandomDraw, **drawn)
    page.show_source("draw")
    assert [stop.name for stop in page.model.chosen()] == [town.station.name]
    assert page.form.boxes["inspectors"].editor.widget.text() == "吴某、凤某"


def test_chosen_records_of_a_ledger_lead_here(window: Window, page: RoundPage, town: Town) -> None:
    firms = window.page(ENTERPRISES.name)
    firms.table.selectAll()
    press("Ctrl+J")
    shown = window.stack.currentWidget()
    assert shown is not None
    assert shown.page is page
    assert {stop.name for stop in page.model.chosen()} == {town.mill.name, town.station.name}
    [way, *_] = best_ways(ways(window), "安排检查")
    assert way.words == "安排检查"


def test_only_the_chosen_rows_are_exported(page_of: Callable[..., LedgerPage], town: Town, qtbot: QtBot) -> None:
    firms = page_of(ENTERPRISES)
    firms.table.go_to(1)
    with qtbot.waitSignal(firms.rows_export_asked) as asked:
        press("Ctrl+E")
    assert asked.args == [firms, [firms.model.record(1).id]]
