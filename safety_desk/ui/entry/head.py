"""Over the page: whose visit it is, whether it goes on from before, and what can be done with the whole of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from safety_desk.tasks.entering.drafts import Restored
from safety_desk.ui import theme
from safety_desk.ui.elided import Elided


class Head(QWidget):
    """A line with its buttons; each has its key, none takes the keyboard."""

    drop_asked = Signal()
    rest_asked = Signal()
    done_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.title = Elided(self)
        self.title.setFont(theme.font(12, strong=True))
        row.addWidget(self.title, 1)
        self.drafted = QLabel(self)
        self.drafted.setObjectName("secondary")
        row.addWidget(self.drafted)
        self.drop = self._button(row, "放弃草稿", self.drop_asked, "link")
        self.rest = self._button(row, "其余均符合（9）", self.rest_asked)
        self.done = self._button(row, "完成（Ctrl+回车）", self.done_asked, "primary")

    def _button(self, row: QHBoxLayout, words: str, signal: object, name: str = "") -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(signal)
        row.addWidget(button)
        return button

    def tell(self, told: Restored) -> None:
        """Say what is keyed in here."""
        visit = told.entry.visit is not None
        lost = f"，{told.lost} 条已经不在了，没有带入" if told.lost else ""
        self.title.setText(f"{'逐项录入' if visit else '复查录入'}　{told.entry.title}")
        self.drafted.setText(f"已接着 {told.at[5:16]} 没录完的{lost}" if told.at else "")
        self.drop.setVisible(bool(told.at))
        self.rest.setVisible(visit)
