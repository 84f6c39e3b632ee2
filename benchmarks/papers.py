"""Fifty sites' papers to one PDF, against Qt's own documents printing the same ready text."""

from pathlib import Path

from benchmarks.ratios import Ratio, measure
from safety_desk.jobs import finish
from safety_desk.paths import Office
from safety_desk.reports.papers import RenderedPaper
from safety_desk.tasks.demo import make_demo
from safety_desk.tasks.office import open_office

SITES = 50


def ratio(folder: Path) -> Ratio:
    """Checklist and record of fifty sites; the text is ready on both sides, ours is set, cut into pages, made searchable."""
    from safety_desk.ui.application import make_application
    from safety_desk.ui.printing import to_pdf

    make_application([])
    papers = _papers(folder)
    pages = to_pdf(papers, folder / "ours.pdf")
    words = f"{SITES} sites' papers ({pages} pages), against QTextDocument"
    return measure(
        words, lambda: to_pdf(papers, folder / "ours.pdf"), lambda: _bare(papers, folder / "bare.pdf"), 1.5, times=5
    )


def _papers(folder: Path) -> list[RenderedPaper]:
    """What is taken along on a round of fifty sites, as it is printed before anybody has gone there."""
    from safety_desk.ledgers.inspection import INSPECTIONS
    from safety_desk.ledgers.people import Staff
    from safety_desk.tasks.papers import papers, papers_of
    from safety_desk.tasks.rounds.making import Round, plan_visits
    from safety_desk.tasks.rounds.sources import source
    from safety_desk.tasks.rounds.stops import stops

    with open_office(Office(folder / "papers")) as store:
        finish(make_demo(store))
        known = source("plan").choices(store)
        wishes = [wish for key, _ in known for wish in source("plan").find(store, key).wishes]
        people = tuple(person.id for person in store.find(Staff, limit=2))
        round_ = Round(day=store.scene().at, inspectors=people)
        visits = plan_visits(store, round_, stops(store, wishes)[:SITES])
        forms = {paper.name: paper for paper in papers_of(store, INSPECTIONS)}
        names = ("checklist_sheet", "inspection_record")
        return [paper for id in visits for name in names for paper in papers(store, INSPECTIONS, forms[name], [id])]


def _bare(papers: list[RenderedPaper], path: Path) -> None:
    """Each document with the same look set and printed by Qt itself, one after the other into one file."""
    from PySide6.QtCore import QMarginsF, QRectF, QSizeF
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

    from safety_desk.ui import paper_column
    from safety_desk.ui.paper_pages import body_box

    writer = QPdfWriter(str(path))
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setResolution(round(72 * paper_column.POINT))
    painter = QPainter(writer)
    first = True
    for paper in papers:
        box = body_box(paper)
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(paper_column.plain_font(paper_column.faces().body))
        document.setDefaultStyleSheet(paper_column._style())
        document.setHtml(paper.html)
        document.setPageSize(QSizeF(box.width(), box.height()))
        for page in range(document.pageCount()):
            if not first:
                writer.newPage()
            first = False
            painter.save()
            painter.translate(box.left(), box.top() - page * box.height())
            document.drawContents(painter, QRectF(0, page * box.height(), box.width(), box.height()))
            painter.restore()
    painter.end()
