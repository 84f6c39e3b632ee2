"""三部曲 in the window: reached from chain, visit and paper; lights by shape and word; the next step as a button."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from town import Town, changed

from safety_desk.db.store import Store
from safety_desk.ledgers.enforce.chain import EnforceChain, Stage
from safety_desk.ledgers.enforce.document import Document
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.ui import printing
from safety_desk.ui.chain_page import ChainPage
from safety_desk.ui.elided import ElidedLink
from safety_desk.ui.window import Window


@pytest.fixture
def visit(store: Store, town: Town, make: Callable[..., Any]) -> Inspection:
    changed(store, town.mill, address="奎峰村 1 号")
    made: Inspection = make(
        Inspection, enterprise=town.mill.id, start_at=dt.datetime(2026, 11, 2, 9), result=VisitResult.TERM
    )
    make(
        HiddenDanger,
        enterprise=town.mill.id,
        inspection=made.id,
        found_date=dt.date(2026, 11, 2),
        description="除尘器未清灰",
    )
    make(Document, kind=DocKind.RECORD, inspection=made.id, content="检查记录")
    return made


@pytest.fixture
def page(window: Window, visit: Inspection, qtbot: QtBot) -> ChainPage:
    """The page, reached from the card of a visit that had no chain yet."""
    with qtbot.waitActive(window):
        window.activateWindow()
    visits = window.page("inspections")
    visits.table.go_to(visits.model.row_of(visit.id or 0) or 0)
    button(visits.card, "三部曲").click()
    assert "还没有建立执法链" in window.notice.text.text()
    window.notice.action.click()
    shown: Any = window.stack.currentWidget()
    assert isinstance(shown.page, ChainPage)
    return shown.page


def button(inside: Any, words: str) -> QPushButton:
    return next(one for one in inside.findChildren(QPushButton) if one.text() == words)


def words(page: ChainPage) -> list[str]:
    return [label.text() for label in page.area.widget().findChildren(QLabel)]


def test_parts_and_lights_are_told_by_shape_and_word(page: ChainPage, town: Town) -> None:
    told = words(page)
    assert "● 见问题清单　见到" in told
    assert "○ 见处罚指令　还缺" in told
    assert "◑ 现在在这里" in told
    assert town.mill.name in told
    assert any("除尘器未清灰" in line.accessibleName() for line in page.area.widget().findChildren(ElidedLink))


def test_the_next_step_is_a_button(page: ChainPage, store: Store) -> None:
    assert page.steps[0].objectName() == "primary"
    page.steps[0].click()
    [chain] = store.find(EnforceChain)
    assert chain.stage is Stage.PENALTY
    assert "现在：行政处罚" in words(page), "the page looks again by itself"


def test_its_papers_are_printed_from_here(page: ChainPage, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(printing, "preview", lambda parent, papers, issue: seen.extend(paper.title for paper in papers))
    button(page.area.widget(), "打印").click()
    assert seen == ["现场检查记录"]


def test_a_record_opens_and_esc_goes_back(page: ChainPage, window: Window, store: Store) -> None:
    line = next(line for line in page.area.widget().findChildren(ElidedLink) if "除尘器" in line.accessibleName())
    line.click()
    shown = window.shown_page()
    assert shown is not None
    assert shown.ledger.name == "hidden_dangers"
    papers = window.page("documents")
    papers.table.go_to(0)
    button(papers.card, "三部曲").click()
    assert window.stack.currentWidget().page is page  # type: ignore[union-attr]
    page.left.emit()
    shown = window.shown_page()
    assert shown is not None
    assert shown.ledger.name == "enforce_chains"
