"""Papers of cases as pages: whatever is written on them, nothing is cut, and nobody signs on a page of its own."""

import re

import pytest
from cases import ALL, LONG, PAPERS, Cases
from pages import lines_of, pages_of
from PySide6.QtWidgets import QApplication
from town import found_town

from safety_desk.db.store import Store
from safety_desk.ui.paper_pages import lay_out

ONE_PAGE = {"supervise_progress", "supervise_delisting", "supervise_extension", "interview_notice", "interview_minutes", "accident_report",
            "up_report", "report_case", "drill_record", "archive_cover", "archive_contents", "meeting_minutes", "inquiry_notice",
            "meeting_sign_in", "training_sign_in"}  # fmt: skip
"""Papers that one sheet holds when they say what is usual."""
SIGNED = re.compile("签名|印章|盖章|收到时间|一式两份|抄送|送达回证|签收|^[\\s\u3000\\d年月日]*$")


@pytest.fixture
def cases(qapp: QApplication, store: Store) -> Cases:
    return Cases(store, found_town(store))


@pytest.mark.parametrize("ledger", PAPERS)
def test_nothing_is_cut_and_no_signature_stands_alone(cases: Cases, ledger: str) -> None:
    for size in ("bare", "ordinary", "long"):
        record = cases.record(ledger, size)
        for paper in PAPERS[ledger]:
            laid = lay_out(cases.print(ledger, paper, record))
            pages = pages_of(laid)
            assert sum(len(page) for page in pages) >= len(lines_of(laid)), paper
            assert not [page for page in pages if lone(page)], (paper, size)
            if size == "ordinary" and paper in ONE_PAGE:
                assert len(pages) == 1, paper
            if size == "long" and LONG[:20] in laid.document.toPlainText():
                assert len(pages) > 1, paper


def lone(page: list[str]) -> bool:
    """Whether somebody signs on a page on which nothing else stands, and nothing can be written."""
    signed = any("签名" in words for words in page)
    return signed and all(words != "\t" and SIGNED.search(words) for words in page if words == "\t" or words.strip())


def test_every_paper_of_cases_is_looked_at() -> None:
    assert len({paper for _, paper in ALL}) == len(ALL) == 25
