"""Papers as pages: whole lines, whole rows, signatures that never stand alone; the same to PDF, printer and preview."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from holding import not_on_windows, on_windows
from pages import pages_of
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from town import Town
from visits import RECORD, SHEET, Visits

from safety_desk import cli
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.paths import Office
from safety_desk.reports.papers import RenderedPaper
from safety_desk.ui import printing
from safety_desk.ui.paper_pages import LaidPaper, body_box, lay_out

LINE = 280.0
"""A line of running text, in tenths of a point."""


@pytest.fixture
def visits(qapp: QApplication, store: Store, town: Town) -> Visits:
    return Visits(store, town)


def laid(visits: Visits, paper: Any, visit: Inspection) -> LaidPaper:
    [rendered] = visits.print(paper, visit)
    return lay_out(rendered)


def test_a_visit_that_found_nothing_fits_on_one_page(visits: Visits) -> None:
    visit = visits.done(
        result=VisitResult.CLEAN, situation="检查了打磨车间和仓库，查看了管理制度和培训记录，情况正常。"
    )
    assert len(laid(visits, RECORD, visit).pages) == 1


@pytest.mark.parametrize("findings", [1, 3, 4, 5, 6, 9])
def test_signatures_stay_together_with_lines_of_text(visits: Visits, findings: int) -> None:
    pages = pages_of(laid(visits, RECORD, visits.crowded(findings, length=23)))
    last = pages[-1]
    first = next(n for n, words in enumerate(last) if words.startswith("检查人员（签名）"))
    assert first >= 2
    assert [words.split("：")[0] for words in last[first:-1]] == ["检查人员（签名）"] * 2 + [
        "被检查单位现场负责人（签名）"
    ]
    assert last[-1] == "2026年11月20日"
    assert not any("签名" in words for page in pages[:-1] for words in page)


def test_long_findings_flow_over_pages_and_none_is_lost(visits: Visits) -> None:
    paper = laid(visits, RECORD, visits.crowded(60))
    pages = pages_of(paper)
    assert 15 <= len(pages) <= 26
    flowed = "".join(words.strip() for page in pages for words in page)
    places = [flowed.index(f"{n}. 第{n}处除尘管道积灰未清理") for n in range(1, 61)]
    assert places == sorted(places)
    assert flowed.count("除尘管道积灰未清理") >= 60 * 19
    lone = [page for page in pages[:-1] if len(page) < 15]
    assert lone == []


def test_no_paragraph_leaves_a_single_line_on_a_page(visits: Visits) -> None:
    pages = pages_of(laid(visits, RECORD, visits.crowded(30, length=60)))
    for page, after in pairwise(pages):
        starts = [bool(re.match(r"\d+\. 第", words)) for words in page]
        assert not starts[-1], "the first line of a finding stands alone at the foot"
        if not re.match(r"\d+\. 第", after[0]):
            assert not re.match(r"\d+\. 第", after[1]), "the last line of a finding stands alone at the head"


def test_a_planned_record_fills_its_last_page_with_lines_to_write_on(visits: Visits) -> None:
    paper = laid(visits, RECORD, visits.visit())
    pages = pages_of(paper)
    last = paper.pages[-1][-1]
    ruled = sum(words.strip("\t") == "" and "\t" in words for page in pages for words in page)
    assert len(pages) == 2
    assert ruled > 9
    assert body_box(paper.paper).height() - (last.at + last.bottom - last.top) < 3 * LINE


def test_rules_run_to_the_margin_and_not_beyond(visits: Visits) -> None:
    paper = laid(visits, RECORD, visits.crowded(1))
    width = body_box(paper.paper).width()
    ends = [max(rule.left, rule.right) for rule in paper.rules]
    assert max(ends) == pytest.approx(width, abs=1)
    assert sum(end == pytest.approx(width, abs=1) for end in ends) >= 8
    assert paper.rules[0].left == pytest.approx(6 * 140, abs=1), "the name of the site begins after six signs"


@pytest.mark.parametrize("number", [1, 5, 6, 80])
def test_a_checklist_repeats_its_head_and_parts_no_row(visits: Visits, number: int) -> None:
    paper = laid(visits, SHEET, visits.long_checklist(number))
    pages = pages_of(paper)
    items = [re.match(r"条目(\d+)号", words) for page in pages for words in page]
    assert [int(item[1]) for item in items if item] == list(range(1, number + 1))
    for page in pages[1:]:
        assert page[0] == "序号"
        assert page.index("检查内容") < page.index("整改要求")
    assert any("检查人员（签名）" in words for words in pages[-1])
    assert any(words.startswith("条目") for words in pages[-1])
    rows = {round(rule.top) for rule in paper.rules if rule.top == rule.bottom}
    for strips in paper.pages[:-1]:
        assert round(strips[-1].bottom) in rows


def test_a_row_higher_than_a_page_is_cut_between_lines(visits: Visits) -> None:
    visit = visits.done()
    visits.mark(visit, {2: "逐条记录的问题，" * 220})
    paper = laid(visits, SHEET, visit)
    flowed = "".join(words for page in pages_of(paper) for words in page)
    assert len(paper.pages) >= 2
    assert flowed.count("逐") == 220


def test_rows_that_a_cell_joins_stay_on_one_page(qapp: QApplication) -> None:
    pair = "<tr><td rowspan='2'><p>{0}甲<br/>乙<br/>丙</p></td><td><p>{0}上</p></td></tr><tr><td><p>{0}下</p></td></tr>"
    rows = "".join(pair.format(n) for n in range(40))
    html = f"<html><body><table border='1' width='100%'>{rows}</table></body></html>"
    paper = lay_out(RenderedPaper("甲", "1", html, False, (37, 35, 28, 26)))
    pages = pages_of(paper)
    assert len(pages) == 4
    for page in pages:
        ends = [words[:-1] for words in page if words[-1:] in ("上", "下")]
        assert ends[::2] == ends[1::2]
    level = sorted({rule.top for rule in paper.rules if rule.top == rule.bottom})
    assert len(level) == 81
    assert min(below - above for above, below in pairwise(level)) > 150


def test_open_hidden_dangers_stand_on_the_sheet(visits: Visits) -> None:
    [first, *_] = pages_of(laid(visits, SHEET, visits.found()))
    assert "配电箱无门" in first
    assert "已逾期" in first


def pdf_pages(path: Path) -> list[str]:
    """The sheets of a PDF, in points."""
    return [
        f"{w} {h}" for w, h in re.findall(r"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", path.read_bytes().decode("latin-1"))
    ]


def test_a_pdf_has_the_pages_of_all_papers_each_on_its_sheet(visits: Visits, tmp_path: Path) -> None:
    visit = visits.found()
    both = [*visits.print(RECORD, visit), *visits.print(SHEET, visit)]
    number = printing.to_pdf(both, tmp_path / "文书.pdf")
    upright, lying = (len(lay_out(paper).pages) for paper in both)
    assert number == upright + lying
    assert pdf_pages(tmp_path / "文书.pdf") == ["595 842"] * upright + ["842 595"] * lying
    assert [path.name for path in tmp_path.glob("*.pdf*")] == ["文书.pdf"]


def test_the_text_of_a_pdf_is_noted_as_ideographs_not_as_their_radicals(visits: Visits, tmp_path: Path) -> None:
    printing.to_pdf(visits.print(RECORD, visits.found()), tmp_path / "a.pdf")
    notes = re.findall(rb"begincmap.*?endcmap", (tmp_path / "a.pdf").read_bytes(), re.DOTALL)
    codes = {chr(int(code, 16)) for note in notes for code in re.findall(rb"<([0-9A-F]{4})>", note)}
    assert set("安全生产监督检查文书现场检查记录章某2026") - set("章") <= codes
    assert [code for code in codes if "\u2e80" <= code <= "\u2fdf"] == []


def test_a_pdf_that_cannot_be_written_is_refused_and_the_old_one_stays(visits: Visits, tmp_path: Path) -> None:
    papers = visits.print(RECORD, visits.visit())
    with pytest.raises(Refusal, match="写不了"):
        printing.to_pdf(papers, tmp_path / "没有" / "a.pdf")
    (tmp_path / "taken.pdf").mkdir()
    with pytest.raises(Refusal, match="写不了"):
        printing.to_pdf(papers, tmp_path / "taken.pdf")
    assert list(tmp_path.glob("*.part")) == []


def test_nothing_to_print_is_refused(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="没有选中"):
        printing.to_pdf([], tmp_path / "a.pdf")


def printer_to(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def both_ways(visits: Visits) -> list[RenderedPaper]:
    visit = visits.found()
    return [*visits.print(RECORD, visit), *visits.print(SHEET, visit)]


def test_a_printer_gets_the_same_pages(visits: Visits, tmp_path: Path) -> None:
    papers = both_ways(visits)
    number = printing.paint(papers, printer_to(tmp_path / "printer.pdf"))
    assert number == sum(len(lay_out(paper).pages) for paper in papers)
    assert (tmp_path / "printer.pdf").read_bytes().count(b"/Type /Page\n") == number


def test_a_printer_prints_only_the_pages_asked_for(visits: Visits, tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "some.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert printing.paint(both_ways(visits), printer) == 2
    printer = printer_to(tmp_path / "none.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(90, 91)
    with pytest.raises(Refusal, match="没有这些页"):
        printing.paint(both_ways(visits), printer)


def test_the_preview_shows_every_page_and_leaves_the_sheet_alone(visits: Visits, qtbot: Any) -> None:
    papers = both_ways(visits)
    dialog = printing.preview_dialog(None, papers)
    qtbot.addWidget(dialog)
    shown = dialog.findChild(QPrintPreviewWidget)
    shown.updatePreview()
    assert dialog.windowTitle().startswith("打印预览")
    assert shown.pageCount() == sum(len(lay_out(paper).pages) for paper in papers)
    texts = [action.text() for action in dialog.findChildren(QAction) if action.isVisible()]
    assert "存为 PDF" in texts
    assert not {"Portrait", "Landscape", "Page setup", "纵向", "横向"} & set(texts)


@not_on_windows
@pytest.mark.parametrize("agreed", [0, 1])
def test_the_printer_is_asked_for(visits: Visits, qtbot: Any, tmp_path: Path, monkeypatch: Any, agreed: int) -> None:
    monkeypatch.setattr(printing, "_printer", lambda laid: printer_to(tmp_path / "out.pdf"))
    monkeypatch.setattr(QPrintDialog, "exec", lambda dialog: agreed)
    dialog = printing.preview_dialog(None, visits.print(RECORD, visits.visit()))
    qtbot.addWidget(dialog)
    dialog.print()
    both_copies = 2 * 2  # 一式两份
    assert len(pdf_pages(tmp_path / "out.pdf") if agreed else []) == both_copies * agreed
    assert (tmp_path / "out.pdf").exists() == bool(agreed)


@on_windows
def test_where_there_is_no_printer_windows_users_are_told(
    visits: Visits, qtbot: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(printing, "_printer", lambda laid: printer_to(tmp_path / "out.pdf"))
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "information", lambda parent, title, text: told.append(text))
    dialog = printing.preview_dialog(None, visits.print(RECORD, visits.visit()))
    qtbot.addWidget(dialog)
    dialog.print()
    assert "没有安装打印机" in told[0]


def test_the_preview_keeps_a_pdf_and_says_what_stands_in_the_way(
    visits: Visits, qtbot: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    dialog = printing.preview_dialog(None, visits.print(RECORD, visits.visit()))
    qtbot.addWidget(dialog)
    [keep] = [action for action in dialog.findChildren(QAction) if action.text() == "存为 PDF"]
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda parent, title, text: told.append(text))
    for name in ("文书.pdf", "没有/文书.pdf", ""):
        chosen = str(tmp_path / name) if name else ""
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, chosen=chosen: (chosen, ""))
        keep.trigger()
    assert len(pdf_pages(tmp_path / "文书.pdf")) == 2
    assert len(told) == 1
    assert told[0].startswith("写不了")


def test_the_command_line_prints(visits: Visits, office: Office, tmp_path: Path, capsys: Any) -> None:
    first, second = visits.visit(), visits.found()
    out = tmp_path / "记录.pdf"
    words = ["--office", str(office.folder), "print", "inspection_record", str(first.id), str(second.id), str(out)]
    assert cli.main(words) == 0
    assert f"共 {len(pdf_pages(out))} 页" in capsys.readouterr().out
    assert cli.main(["--office", str(office.folder), "print", "inspection_record", "404", str(out)]) == 1
    assert "没有编号为 404 的记录" in capsys.readouterr().err
