"""The papers of risks, posts, hidden dangers and grids on their pages, with hardly anything, the usual, and far too much."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import pages_of
from paper_town import PAPERS, SIZES, PaperTown
from PySide6.QtWidgets import QApplication
from town import NOW, found_town

from safety_desk import clock
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.paths import Office
from safety_desk.tasks.office import open_office
from safety_desk.tasks.papers import papers, papers_of
from safety_desk.ui.paper_column import blocks, lines, marks
from safety_desk.ui.paper_pages import LaidPaper, lay_out

BY_NAME = {ledger.name: ledger for ledger in LEDGERS}


@pytest.fixture(scope="module", params=SIZES)
def paper_town(request: Any, blank_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaperTown]:
    """One office for each size, only read."""
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(blank_office, folder / "office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        with open_office(Office(folder / "office"), "测试员") as store:
            yield PaperTown(store, found_town(store), request.param, folder)


def laid(paper_town: PaperTown, ledger: str, name: str) -> list[LaidPaper]:
    of = BY_NAME[ledger]
    paper = next(paper for paper in papers_of(paper_town.store, of) if paper.name == name)
    return [
        lay_out(made)
        for made in papers(paper_town.store, of, paper, paper_town.ids(ledger)[: 2 if not paper.gathers else None])
    ]


def tail_of(paper: LaidPaper) -> float:
    """Where in the column the tail begins."""
    return next(next(lines(block)).top for block in blocks(paper.document) if "tail" in marks(block))


@pytest.mark.parametrize(("ledger", "name"), [(ledger, name) for ledger, names in PAPERS.items() for name in names])
def test_nothing_is_cut_and_signatures_stand_with_what_is_signed(
    qapp: QApplication, paper_town: PaperTown, ledger: str, name: str
) -> None:
    for paper in laid(paper_town, ledger, name):
        shown = [words for page in pages_of(paper) for words in page if words.strip()]
        kept = [line for block in blocks(paper.document) for line in lines(block) if block.text().strip()]
        assert len(shown) >= len(kept) > 0
        last = paper.pages[-1][-1]
        assert last.top < tail_of(paper) < last.bottom


@pytest.mark.parametrize("name", ["risk_card", "risk_card_columns", "response_card"])
def test_a_card_of_the_usual_length_is_one_sheet(qapp: QApplication, paper_town: PaperTown, name: str) -> None:
    if paper_town.size != "long":
        assert [len(paper.pages) for paper in laid(paper_town, "risk_points", name)] == [1] * min(2, paper_town.many)
