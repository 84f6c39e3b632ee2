"""季度评析 in the window: written, changed, kept."""

import datetime as dt
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from safety_desk.db.store import Store
from safety_desk.ledgers.govern.meetings import Quarter, QuarterReview
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
    qtbot.waitUntil(lambda reports=reports: reports.review.review is not None)
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


def test_a_review_on_record_leads_here(window: Window, qtbot: QtBot) -> None:
    for year, issued in ((2026, None), (2022, None), (2025, dt.date(2025, 10, 9))):
        window.store.save("评析", QuarterReview(year=year, quarter=Quarter.Q3, issued_on=issued))
    ledger = window.page("quarter_reviews")
    ways: dict[int, QPushButton | None] = {}
    for row in range(3):
        ledger.table.go_to(row)
        buttons = {button.text(): button for button in ledger.card.findChildren(QPushButton)}
        ways[ledger.current().year] = buttons.get("生成评析")
        if ledger.current().year == 2022:
            buttons["生成评析"].click()
            reports = window.show_tab("报表")
            qtbot.waitUntil(lambda reports=reports: reports.review.review is not None)
            assert reports.stack.currentWidget() is reports.review
            assert reports.review.quarter.currentText() == reports.review.review.period == "2022年第三季度"
            window.page("quarter_reviews")
    assert ways[2026] is not None and ways[2025] is None, "what is issued is not written again"


def test_what_was_changed_stays_until_it_is_restored(page: QuarterlyPage, qtbot: QtBot) -> None:
    written = page.editors["next"].toPlainText()
    page.editors["next"].setPlainText("另写的。")
    before = page.review
    page.write.click()
    qtbot.waitUntil(lambda: page.review is not before)
    assert page.editors["next"].toPlainText() == "另写的。"
    page.restore.click()
    assert page.editors["next"].toPlainText() == written
