"""The pieces of a page that is made of panels: a framed box with its heading, quiet words, a line that leads somewhere."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from safety_desk.ui import theme


class Panel(QFrame):
    """A framed box; what stands in it is added to its `column`."""

    def __init__(self, parent: QWidget, title: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 8, 12, 10)
        self.column.setSpacing(4)
        if title:
            head = QLabel(title, self)
            head.setFont(theme.font(11, strong=True))
            self.column.addWidget(head)


def quiet(words: str, parent: QWidget) -> QLabel:
    """Words that stand back."""
    label = QLabel(words, parent)
    label.setObjectName("secondary")
    label.setWordWrap(len(words) > 12)
    return label


def link(words: str, parent: QWidget, act: Callable[[], object], hint: str = "", strong: bool = False) -> QPushButton:
    """Words to press."""
    button = QPushButton(words, parent)
    button.setObjectName("link")
    button.setFont(theme.font(strong=strong))
    button.setToolTip(hint)
    button.clicked.connect(lambda: act())
    return button
