"""季度评析 in the window: written, changed, kept."""

from pathlib import Path

import pytest
from docx import Document
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from safety_desk.db.store import Store
from safety_desk.ledgers.govern.meetings import QuarterReview
from safety_desk.ui.quarterly_page import QuarterlyPage
from safety_desk.ui.report_page import REVIEW, ReportPage
from safety_desk.ui.window import Window


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> QuarterlyPage:
    reports = window.show_tab("报表")
    assert isinstance(reports, ReportPage)
    reports.list.choose(REVIEW)
    assert not reports.review.ways["word"].isEnabled()
    assert reports.review.quarter.currentText() == "2026年第三季度", "the newest that is over"
    reports.review.write.click()
    qtbot.waitUntil(lambda: reports.review.review is not None)
    return reports.review


def test_a_changed_text_goes_into_word_and_ledger(
    page: QuarterlyPage, window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page.editors["problems"].setPlainText("用电隐患集中。")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "评析"), ""))
    page.ways["word"].click()
    assert "用电隐患集中。" in [one.text for one in Document(str(tmp_path / "评析.docx")).paragraphs]
    page.ways["pdf"].click()
    assert (tmp_path / "评析.pdf").read_bytes().startswith(b"%PDF")
    store: Store = window.store
    page.ways["keep"].click()
    qtbot.waitUntil(lambda: store.count(QuarterReview) == 1)
    qtbot.waitUntil(lambda: not window.job.busy)
    assert store.find(QuarterReview)[0].problems == "用电隐患集中。"


def test_what_was_changed_stays_until_it_is_restored(page: QuarterlyPage, qtbot: QtBot) -> None:
    written = page.editors["next"].toPlainText()
    page.editors["next"].setPlainText("另写的。")
    before = page.review
    page.write.click()
    qtbot.waitUntil(lambda: page.review is not before)
    assert page.editors["next"].toPlainText() == "另写的。"
    page.restore.click()
    assert page.editors["next"].toPlainText() == written
