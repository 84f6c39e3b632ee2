"""What the window does with a quarter's review: has it written, printed, saved as a file, put on record; the way there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import Job, Progress
from safety_desk.periods import Period, period_of
from safety_desk.reports.papers import RenderedPaper
from safety_desk.reports.quarterly.review import Review
from safety_desk.tasks import quarterly

if TYPE_CHECKING:
    from safety_desk.ui.page import LedgerPage
    from safety_desk.ui.quarterly_page import QuarterlyPage
    from safety_desk.ui.window import Window

_KINDS = {"word": (".docx", "Word 文档 (*.docx)"), "pdf": (".pdf", "PDF 文档 (*.pdf)")}


def offer(window: Window, page: LedgerPage) -> None:
    """Put the way to the page 季度评析 on the card of a review that is not issued yet."""

    def act() -> None:
        review: Any = page.current()
        reports: Any = window.show_tab("报表")
        reports.show_review(period_of(review.year, int(review.quarter.value) * 3 - 2, 3))

    page.card.doors = (("生成评析", _can_be_written, act),)


def _can_be_written(review: Any) -> bool:
    return review.issued_on is None


def write_review(window: Window, page: QuarterlyPage, period: Period) -> None:
    """Have the review of a quarter written, and show it."""
    window.run_job(lambda store: quarterly.review(store, period), lambda told: page.show_review(told, period))


def use_review(window: Window, way: str, told: Review, period: Period) -> None:
    """Do with a review what was asked: preview, word, pdf, keep."""
    try:
        if way == "keep":
            _keep(window, told, period)
        elif way == "preview":
            from safety_desk.ui.printing import preview

            quarterly.with_paper(told, lambda paper: preview(window, [paper]))
        else:
            _save(window, told, *_KINDS[way])
    except Refusal as why:
        window.say(str(why))


def _save(window: Window, told: Review, kind: str, filter: str) -> None:
    from safety_desk.ui.printing import to_pdf

    folder = Path(window.errands.folder("export"))
    path, _ = QFileDialog.getSaveFileName(
        window, "存季度评析", str(folder / quarterly.suggested_name(told, kind)), filter
    )
    if not path:
        return
    out = Path(path) if path.lower().endswith(kind) else Path(f"{path}{kind}")

    def printed(paper: RenderedPaper) -> None:
        to_pdf([paper], out)

    if kind == ".pdf":
        quarterly.with_paper(told, printed)
    else:
        quarterly.write_word(told, out)
    window.errands.offer(out, "季度评析已保存")


def _keep(window: Window, told: Review, period: Period) -> None:
    def job(store: Store) -> Job[int]:
        yield Progress(text="正在存季度评析")
        return quarterly.keep(store, told, period)

    def done(id: int) -> None:
        window.reload()
        window.answer(
            f"{period.title}评析已存进台账，Word 作附件", "查看", lambda: window.open_record("quarter_reviews", id)
        )

    window.run_job(job, done)
