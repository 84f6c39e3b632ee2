"""What the window says by the way: what must be read stands under the tabs, what was done in the foot."""

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from safety_desk.ui.elided import Elided
from safety_desk.ui.icons import icon


class NoticeBar(QFrame):
    """A line under the tabs for what must be read: a refusal, a result with something to press."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        row.addWidget(self.text, 1)
        self.action = QPushButton(self)
        self.action.setObjectName("link")
        row.addWidget(self.action)
        close = QToolButton(self)
        close.setIcon(icon("close", "secondary"))
        close.setToolTip("知道了")
        close.clicked.connect(self.hide)
        row.addWidget(close)
        self._act: Callable[[], None] | None = None
        self.action.clicked.connect(self._press)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, words: str = "", act: Callable[[], None] | None = None, seconds: int = 0) -> None:
        """Say something, with one thing to press; it goes after so many seconds, or stays (0)."""
        self.text.setText(text)
        self._act = act
        self.action.setText(words)
        self.action.setVisible(act is not None)
        self.show()
        self._timer.stop()
        if seconds:
            self._timer.start(seconds * 1000)

    def _press(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()


class AnswerLine(QWidget):
    """In the foot, where nothing moves for it: what was done, and what takes it back. Goes by itself."""

    SECONDS = 15

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        self.text = Elided(self)
        self.action = QPushButton(self)
        self.action.setObjectName("link")
        self.action.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(self.text)
        row.addWidget(self.action)
        row.addStretch()
        self._act: Callable[[], None] | None = None
        self.action.clicked.connect(self._press)
        self._timer = QTimer(self, singleShot=True, interval=self.SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, words: str, act: Callable[[], None]) -> None:
        """Say what was done, with one thing to press."""
        self._act = act
        self.text.setText(f"{text} ·")
        self.action.setText(words)
        self.show()
        self._timer.start()

    def _press(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()


class Speaker(Protocol):
    """A window that can say something."""

    def say(self, text: str, words: str = "", act: Callable[[], None] | None = None, seconds: int = 0) -> None:
        """Say what must be read."""

    def answer(self, text: str, words: str, act: Callable[[], None]) -> None:
        """Say what was done, with what follows from it."""

    def undo(self) -> None:
        """Take back the last operation."""

    def open_record(self, ledger: str, id: int) -> None:
        """Show a record on the page of its ledger."""


def say(widget: QWidget, text: str, words: str = "", act: Callable[[], None] | None = None, seconds: int = 0) -> None:
    """Let the window of a widget say something."""
    window = widget.window()
    if hasattr(window, "say"):
        cast(Speaker, window).say(text, words, act, seconds)


def done(widget: QWidget, text: str) -> None:
    """Let the window of a widget say what was done, and that it can be undone."""
    window = widget.window()
    if hasattr(window, "answer"):
        cast(Speaker, window).answer(text, "撤销", cast(Speaker, window).undo)


def lead(widget: QWidget, text: str, ledger: str, id: int) -> None:
    """Let the window of a widget say what was made elsewhere, with the way there."""
    window = widget.window()
    if hasattr(window, "answer"):
        speaker = cast(Speaker, window)
        speaker.answer(text, "打开", lambda: speaker.open_record(ledger, id))
