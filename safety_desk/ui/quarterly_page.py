"""季度评析: what the records tell of a quarter, in texts that can be changed before they are kept or printed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from safety_desk import clock
from safety_desk.periods import Period, period_of
from safety_desk.reports.quarterly.review import Chapter, Picture, Review
from safety_desk.ui import theme

QUARTERS = 12
"""So many quarters can be chosen, the newest of them the one that is running."""


class QuarterlyPage(QWidget):
    """A quarter to choose, its review to change, and where it goes: Word, PDF, printer, the ledger."""

    write_asked = Signal(object)
    use_asked = Signal(str, object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.review: Review | None = None
        self.shown: Period | None = None
        self.editors: dict[str, QPlainTextEdit] = {}
        self._changed: dict[str, dict[str, str]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.title = QLabel("季度评析", self)
        self.title.setFont(theme.font(14, strong=True))
        column.addWidget(self.title)
        column.addLayout(self._choices())
        self.hint = QLabel("选一个季度，点“生成评析”。文字都从登记的数写出来，可以改；改了再存。", self)
        self.hint.setObjectName("secondary")
        self.hint.setWordWrap(True)
        column.addWidget(self.hint)
        self.scroll = QScrollArea(self)
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        column.addWidget(self.scroll, 1)

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.quarter = QComboBox(self)
        today = clock.today()
        one = period_of(today.year, (today.month - 1) // 3 * 3 + 1, 3)
        for _ in range(QUARTERS):
            self.quarter.addItem(one.title, one)
            one = one.before()
        self.quarter.setCurrentIndex(1)
        row.addWidget(QLabel("统计期", self))
        row.addWidget(self.quarter)
        self.write = self._button("生成评析", lambda *_: self.write_asked.emit(self.quarter.currentData()))
        self.restore = self._button("还原文字", lambda *_: self._restore())
        self.restore.setToolTip("不要改过的文字，换回从数字写出来的")
        row.addWidget(self.write)
        row.addWidget(self.restore)
        row.addStretch()
        ways = (("preview", "预览、打印"), ("pdf", "存 PDF…"), ("word", "存 Word…"), ("keep", "存进台账"))
        self.ways = {way: self._button(words, lambda *_, way=way: self._use(way)) for way, words in ways}
        self.ways["keep"].setObjectName("primary")
        for button in self.ways.values():
            row.addWidget(button)
        for button in (self.restore, *self.ways.values()):
            button.setEnabled(False)
        return row

    def _button(self, words: str, act: object) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(act)
        return button

    def refresh(self) -> None:
        """Write the review that is shown anew; what was changed in it stays changed."""
        if self.shown is not None:
            self.write_asked.emit(self.shown)

    def show_review(self, review: Review, period: Period) -> None:
        """Show a review that was written; what a person changed of this quarter's before stays."""
        self.review, self.shown = review, period
        self.title.setText(review.title)
        said = f"填报单位：{review.office}。按 {review.day:%Y-%m-%d} 的记录写出；改动过的文字在本次打开期间保留。"
        self.hint.setText(said)
        if self.quarter.findText(period.title) < 0:
            self.quarter.addItem(period.title, period)
        self.quarter.setCurrentIndex(self.quarter.findText(period.title))
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        self.editors = {}
        for chapter in review.reworded(self._changed.get(period.title, {})).chapters:
            self._show_chapter(column, chapter)
        column.addStretch()
        self.scroll.setWidget(sheet)
        for button in (self.restore, *self.ways.values()):
            button.setEnabled(True)

    def _show_chapter(self, column: QVBoxLayout, chapter: Chapter) -> None:
        head = QLabel(chapter.title, self)
        head.setFont(theme.font(11, strong=True))
        column.addWidget(head)
        for passage in chapter.passages:
            if passage.head:
                column.addWidget(QLabel(passage.head, self))
            editor = QPlainTextEdit(passage.text, self)
            editor.setTabChangesFocus(True)
            editor.setAccessibleName(f"{chapter.title}{passage.head}")
            editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            lines = max(2, sum(1 + len(line) // 80 for line in passage.text.splitlines()))
            editor.setFixedHeight(editor.fontMetrics().lineSpacing() * min(lines + 1, 18) + 14)
            editor.textChanged.connect(lambda key=passage.key, editor=editor: self._note(key, editor))
            self.editors[passage.key] = editor
            column.addWidget(editor)
        told = [f"{'图' if isinstance(one, Picture) else '表'}：{one.caption}" for one in chapter.parts]
        below = QLabel("　".join(told), self)
        below.setObjectName("secondary")
        below.setWordWrap(True)
        below.setVisible(bool(told))
        column.addWidget(below)

    def _note(self, key: str, editor: QPlainTextEdit) -> None:
        assert self.review is not None and self.shown is not None
        self._changed.setdefault(self.shown.title, {})[key] = editor.toPlainText()

    def _restore(self) -> None:
        if self.review is not None and self.shown is not None:
            self._changed.pop(self.shown.title, None)
            self.show_review(self.review, self.shown)

    def _use(self, way: str) -> None:
        if self.review is not None and self.shown is not None:
            self.use_asked.emit(way, self.review.reworded(self._changed.get(self.shown.title, {})), self.shown)
