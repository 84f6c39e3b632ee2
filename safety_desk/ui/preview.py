"""The window that shows pages as they will be printed: looked through, printed, kept as PDF."""

import sys
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QMessageBox, QToolBar, QVBoxLayout, QWidget

from safety_desk.ui import theme
from safety_desk.ui.icons import icon


class PreviewDialog(QDialog):
    """Pages of a printer, painted by `paint`; `keep` writes them as PDF, `keep_word` as Word.

    `send` brings them to the printer once it is chosen, and answers whether they went. `copies`: as many as the papers
    themselves say there are to be; the person may print one of each all the same.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        printer: QPrinter,
        paint: Callable[[QPrinter], object],
        keep: Callable[[], object] | None = None,
        keep_word: Callable[[], object] | None = None,
        copies: int = 1,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(title)
        self.printer = printer  # the widget does not own it
        self.send: Callable[[], bool] = self._send
        self.copies = QCheckBox("一式两份" if copies == 2 else f"一式{copies}份", self)
        self.copies.setToolTip("文书上写明一式几份的，打印时每份各打几张；存为 PDF、Word 时只存一份")
        self.copies.setChecked(True)
        self.copies.setVisible(copies > 1)
        self.several = copies > 1
        self.pages = QPrintPreviewWidget(printer, self)
        self.pages.paintRequested.connect(paint)
        self.pages.previewChanged.connect(self._count)
        self.number = QLabel(self)
        self.number.setContentsMargins(8, 0, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools(keep, keep_word))
        column.addWidget(self.pages, 1)
        self.pages.fitInView()
        room = self.screen().availableGeometry()
        self.resize(min(1080, room.width() - 40), min(860, room.height() - 60))

    def _tools(self, keep: Callable[[], object] | None, keep_word: Callable[[], object] | None) -> QToolBar:
        bar = QToolBar(self)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setIconSize(theme.icon_size())
        self._add(bar, "print", "打印…", "Ctrl+P", self.print)
        if keep is not None:
            self._add(bar, "save", "存为 PDF", "Ctrl+S", keep)
        if keep_word is not None:
            self._add(bar, "edit", "另存为 Word", "Ctrl+Shift+S", keep_word)
        bar.addSeparator()
        self._add(bar, "left", "上一页", "PgUp", lambda: self._go(-1))
        bar.addWidget(self.number)
        self._add(bar, "right", "下一页", "PgDown", lambda: self._go(1))
        bar.addSeparator()
        self._add(bar, "zoom_out", "缩小", "Ctrl+-", self.pages.zoomOut)
        self._add(bar, "zoom_in", "放大", "Ctrl++", self.pages.zoomIn)
        self._add(bar, "fit", "整页", "Ctrl+0", self.pages.fitInView)
        self._add(bar, "panel", "页宽", "Ctrl+1", self.pages.fitToWidth)
        if self.several:
            bar.addSeparator()
            bar.addWidget(self.copies)
        return bar

    def _add(self, bar: QToolBar, drawn: str, words: str, keys: str, act: Callable[[], object]) -> None:
        action = QAction(icon(drawn), words, self)
        action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{words.removesuffix('…')}（{keys}）")
        action.triggered.connect(lambda: act())
        bar.addAction(action)

    def _go(self, step: int) -> None:
        self.pages.setCurrentPage(self.pages.currentPage() + step)
        self._count()

    def _count(self) -> None:
        self.number.setText(f"第 {self.pages.currentPage()} 页 共 {self.pages.pageCount()} 页")

    def print(self) -> None:
        """Ask for the printer, and print."""
        if sys.platform == "win32" and self.printer.outputFormat() != QPrinter.OutputFormat.NativeFormat:
            # the dialog of Windows would not open, and say nothing
            text = "这台电脑没有安装打印机。请在 Windows 的“打印机和扫描仪”里添加，再重新打开预览"
            QMessageBox.information(self, "打印", text)
            return
        dialog = QPrintDialog(self.printer, self)
        dialog.setWindowTitle("打印")
        dialog.setMinMax(1, self.pages.pageCount())
        if dialog.exec() and self.send():
            self.accept()

    @property
    def each_copy(self) -> bool:
        """Whether every paper is to be printed as often as it says itself."""
        return self.several and self.copies.isChecked()

    def _send(self) -> bool:
        self.pages.print_()
        return True
