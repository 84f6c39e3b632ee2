"""Papers on the screen, to the printer and as PDF, by one paint routine."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
)
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from safety_desk.errors import Refusal
from safety_desk.reports.papers import RenderedPaper
from safety_desk.tasks.issuing import Issue
from safety_desk.ui.application import make_application
from safety_desk.ui.paper_column import MM, POINT, faces, plain_font
from safety_desk.ui.paper_pages import A4, LaidPaper, Strip, body_box, lay_out
from safety_desk.ui.paper_word import to_word
from safety_desk.ui.pdf_text import searchable
from safety_desk.ui.preview import PreviewDialog
from safety_desk.ui.print_output import Output, told
from safety_desk.wording import file_name

_RULE = 0.5 * POINT
_SMALL = 10.5 * POINT
_INK = QColor("black")


def paint(papers: Sequence[RenderedPaper], device: QPagedPaintDevice) -> int:
    """Paint papers on a printer or a PDF writer, each from a new page on; answers how many pages. Raises Refusal."""
    return _paint([lay_out(paper) for paper in papers], device)


def to_pdf(papers: Sequence[RenderedPaper], path: Path) -> int:
    """Write papers as one PDF that takes the place of `path` when it is whole; answers its pages. Raises Refusal."""
    return _to_pdf([lay_out(paper) for paper in papers], path)


def print_pdf(papers: Sequence[RenderedPaper], path: Path) -> int:
    """The same without a window: the command line's. Raises Refusal."""
    _application()
    return to_pdf(papers, path)


@lru_cache(maxsize=1)
def _application() -> QApplication:
    """What Qt needs before it can set type, kept until the program ends; no screen is asked for."""
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return make_application([])


def print_word(papers: Sequence[RenderedPaper], path: Path) -> None:
    """Write papers as one .docx, without a window: the command line's. Raises Refusal."""
    _application()
    to_word(papers, path)


def preview(parent: QWidget | None, papers: Sequence[RenderedPaper], issue: Issue | None = None) -> None:
    """Show papers as they will be printed; from there they are printed or kept as PDF or Word. Raises Refusal.

    With an `issue` they take their numbers from the register when they leave the window, and not before.
    """
    dialog = preview_dialog(parent, papers, issue)
    dialog.exec()
    dialog.deleteLater()


def preview_dialog(
    parent: QWidget | None, papers: Sequence[RenderedPaper], issue: Issue | None = None
) -> PreviewDialog:
    """The window of the preview. Raises Refusal."""
    output = Output(papers, issue)
    dialog = PreviewDialog(
        parent,
        "打印预览" + ("（草稿，打印时编号）" if _unnumbered(papers) and issue else "") + _said_missing(),
        _printer(output.laid),
        lambda device: told(dialog, lambda: _paint(output.laid, device)),
        lambda: _keep_as_pdf(dialog, output),
        lambda: _keep_as_word(dialog, output),
        max((paper.copies for paper in papers), default=1),
    )
    dialog.send = lambda: output.send(dialog, lambda laid: _paint(laid, dialog.printer, dialog.each_copy))
    return dialog


def _unnumbered(papers: Sequence[RenderedPaper]) -> bool:
    """Whether a paper still has room for its number."""
    return any("　　号" in paper.number for paper in papers)


def _printer(laid: Sequence[LaidPaper]) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_name(laid))
    return printer


def _name(laid: Sequence[LaidPaper]) -> str:
    return "、".join(dict.fromkeys(paper.paper.title for paper in laid))


def _said_missing() -> str:
    return "" if faces().proper else f"（本机没有仿宋字体，用{faces().body}代替）"


def _keep_as_pdf(dialog: PreviewDialog, output: Output) -> None:
    if path := _asked(dialog, output, "存为 PDF", "pdf", "PDF 文件"):
        _keep(dialog, output, lambda laid: _to_pdf(laid, path))


def _keep_as_word(dialog: PreviewDialog, output: Output) -> None:
    if path := _asked(dialog, output, "另存为 Word", "docx", "Word 文档"):
        _keep(dialog, output, lambda laid: to_word([paper.paper for paper in laid], path))


def _asked(dialog: QWidget, output: Output, title: str, ending: str, kind: str) -> Path | None:
    suggested = str(Path.home() / f"{file_name(_name(output.laid))}.{ending}")
    path, _ = QFileDialog.getSaveFileName(dialog, title, suggested, f"{kind} (*.{ending})")
    return Path(path) if path else None


def _keep(dialog: PreviewDialog, output: Output, act: Callable[[Sequence[LaidPaper]], object]) -> None:
    if output.send(dialog, act) and output.issue is not None:
        dialog.setWindowTitle("打印预览" + _said_missing())
        dialog.pages.updatePreview()


def _to_pdf(laid: Sequence[LaidPaper], path: Path) -> int:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_name(laid))
    writer.setCreator("安全台账")
    pages = _paint(laid, writer)
    used = "".join(f"{paper.paper.title}{paper.paper.number}{paper.document.toPlainText()}" for paper in laid)
    pdf = searchable(buffer.data().data(), f"{used}第页共续", (faces().title, faces().body, faces().table))
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(pdf)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise Refusal(
            f"写不了“{path}”。文件可能正在别的程序里打开，或者文件夹不能写，请关闭后再试，或换个地方"
        ) from error
    return pages


def _paint(laid: Sequence[LaidPaper], device: QPagedPaintDevice, each_copy: bool = False) -> int:
    """`each_copy`: a paper of which there are to be several copies comes so often, one whole after the other."""
    chosen = _chosen(laid, device, each_copy)
    _set_sheet(device, chosen[0][0].paper)
    painter = QPainter()
    if not painter.begin(device):
        raise Refusal("打印机没有响应，请检查是否开机、是否缺纸，或换一台打印机")
    lies = chosen[0][0].paper.landscape
    for number, (paper, n) in enumerate(chosen):
        if number:
            if isinstance(device, QPdfWriter):  # a printer keeps the sheet of its first page
                lies = _set_sheet(device, paper.paper)
            if not device.newPage():
                painter.end()
                raise Refusal(f"打印在第 {number} 页中断，请检查打印机")
        _set_scale(painter, device)
        if paper.paper.landscape != lies:
            painter.translate(A4[1] if lies else A4[0], 0)
            painter.rotate(90)
        _paint_page(painter, paper, n)
    painter.end()
    if isinstance(device, QPrinter) and device.printerState() in (
        QPrinter.PrinterState.Aborted,
        QPrinter.PrinterState.Error,
    ):
        raise Refusal("打印没有完成，请检查打印机后再打一次")
    return len(chosen)


def _chosen(laid: Sequence[LaidPaper], device: QPagedPaintDevice, each_copy: bool) -> list[tuple[LaidPaper, int]]:
    """The pages to paint, in their order. Raises Refusal where there are none."""
    if not laid:
        raise Refusal("没有选中要打印的文书")
    wanted = _wanted(device)
    chosen = [page for number, page in enumerate(_all_pages(laid), 1) if wanted is None or number in wanted]
    if not chosen:
        raise Refusal(f"没有这些页：全部文书共 {sum(len(paper.pages) for paper in laid)} 页")
    if not each_copy:
        return chosen
    often = ((paper, [page for page in chosen if page[0] is paper]) for paper in laid)
    return [page for paper, pages in often for page in pages * paper.paper.copies]


def _set_scale(painter: QPainter, device: QPagedPaintDevice) -> None:
    """Our unit, whatever the device's."""
    painter.resetTransform()
    scale = device.resolution() / (72 * POINT)
    painter.scale(scale, scale)


def _all_pages(laid: Sequence[LaidPaper]) -> list[tuple[LaidPaper, int]]:
    return [(paper, n) for paper in laid for n in range(len(paper.pages))]


def _wanted(device: QPagedPaintDevice) -> range | None:
    """The pages of the whole job that the person asked for, or None for all."""
    if isinstance(device, QPrinter) and device.printRange() == QPrinter.PrintRange.PageRange and device.fromPage():
        return range(device.fromPage(), max(device.toPage(), device.fromPage()) + 1)
    return None


def _set_sheet(device: QPagedPaintDevice, paper: RenderedPaper) -> bool:
    """A4, as the paper lies, and whether it is landscape; the whole sheet is ours, the margins are in the paper."""
    way = QPageLayout.Orientation.Landscape if paper.landscape else QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    if isinstance(device, QPrinter):
        device.setFullPage(True)
    device.setPageLayout(layout)
    return paper.landscape


def _paint_page(painter: QPainter, laid: LaidPaper, n: int) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(_INK, _RULE))
    box = body_box(laid.paper)
    painter.save()
    painter.translate(box.topLeft())
    for strip in laid.pages[n]:
        _paint_strip(painter, laid, strip, box.width())
    painter.restore()
    _paint_foot(painter, laid, n, box)
    if n:
        _paint_head(painter, laid.paper, box)


def _paint_strip(painter: QPainter, laid: LaidPaper, strip: Strip, width: float) -> None:
    """A strip of the column where it stands on the page; what begins or ends just beyond it is left out."""
    painter.save()
    painter.translate(0, strip.at - strip.top)
    shown = QRectF(-POINT, strip.top, width + 2 * POINT, strip.bottom - strip.top)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = shown.adjusted(0, 2, 0, -2)
    context.palette.setColor(QPalette.ColorRole.Text, _INK)
    painter.save()
    painter.setClipRect(shown)
    laid.document.documentLayout().draw(painter, context)
    painter.restore()
    painter.drawLines(list(laid.rules_in(strip)))
    painter.restore()


def _paint_foot(painter: QPainter, laid: LaidPaper, n: int, box: QRectF) -> None:
    painter.setFont(_small())
    foot = QRectF(box.left(), box.bottom() + 5 * MM, box.width(), 6 * MM)
    painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, f"第 {n + 1} 页 共 {len(laid.pages)} 页")


def _paint_head(painter: QPainter, paper: RenderedPaper, box: QRectF) -> None:
    """On the pages after the first: which paper this goes on with."""
    face = _small()
    painter.setFont(face)
    head = QRectF(box.left(), box.top() - 9 * MM, box.width(), 6 * MM)
    room = head.width() - QFontMetricsF(face).horizontalAdvance(paper.number) - 20 * POINT
    title = QFontMetricsF(face).elidedText(f"{paper.title}（续页）", Qt.TextElideMode.ElideMiddle, room)
    painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
    painter.drawText(head, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, paper.number)
    painter.drawLine(QLineF(head.bottomLeft(), head.bottomRight()))


def _small() -> QFont:
    face = plain_font(faces().table)
    face.setPixelSize(round(_SMALL))
    return face
