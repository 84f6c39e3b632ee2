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
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from safety_desk.errors import Refusal
from safety_desk.reports.papers import RenderedPaper
from safety_desk.ui.application import make_application
from safety_desk.ui.paper_column import MM, POINT, faces, plain_font
from safety_desk.ui.paper_pages import A4, LaidPaper, Strip, body_box, lay_out
from safety_desk.ui.pdf_text import searchable
from safety_desk.ui.preview import PreviewDialog
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


def preview(parent: QWidget | None, papers: Sequence[RenderedPaper]) -> None:
    """Show papers as they will be printed; from there they are printed or kept as PDF. Raises Refusal."""
    dialog = preview_dialog(parent, papers)
    dialog.exec()
    dialog.deleteLater()


def preview_dialog(parent: QWidget | None, papers: Sequence[RenderedPaper]) -> PreviewDialog:
    """The window of the preview. Raises Refusal."""
    laid = [lay_out(paper) for paper in papers]
    dialog = PreviewDialog(
        parent,
        "打印预览" + _said_missing(),
        _printer(laid),
        lambda device: _told(dialog, lambda: _paint(laid, device)),
        lambda: _keep_as_pdf(dialog, laid),
    )
    return dialog


def _printer(laid: Sequence[LaidPaper]) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_name(laid))
    return printer


def _name(laid: Sequence[LaidPaper]) -> str:
    return "、".join(dict.fromkeys(paper.paper.title for paper in laid))


def _said_missing() -> str:
    return "" if faces().proper else f"（本机没有仿宋字体，用{faces().body}代替）"


def _keep_as_pdf(dialog: QWidget, laid: Sequence[LaidPaper]) -> None:
    suggested = str(Path.home() / f"{file_name(_name(laid))}.pdf")
    path, _ = QFileDialog.getSaveFileName(dialog, "存为 PDF", suggested, "PDF 文件 (*.pdf)")
    if path:
        _told(dialog, lambda: _to_pdf(laid, Path(path)))


def _told(dialog: QWidget, act: Callable[[], object]) -> None:
    """Do something, and tell the person where it is refused."""
    try:
        act()
    except Refusal as why:
        QMessageBox.warning(dialog, "打印", str(why))


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


def _paint(laid: Sequence[LaidPaper], device: QPagedPaintDevice) -> int:
    if not laid:
        raise Refusal("没有选中要打印的文书")
    wanted = _wanted(device)
    chosen = [(paper, n) for number, (paper, n) in enumerate(_all_pages(laid), 1) if wanted is None or number in wanted]
    if not chosen:
        raise Refusal(f"没有这些页：全部文书共 {sum(len(paper.pages) for paper in laid)} 页")
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
    return len(chosen)


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
