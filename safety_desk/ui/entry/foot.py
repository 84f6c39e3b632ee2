"""Under the grid: what the current line is about, or what is wrong there, and which keys there are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from safety_desk.tasks.entering.entry import Line, Part
from safety_desk.ui import theme
from safety_desk.ui.elided import Elided
from safety_desk.ui.entry.keys import said_keys


class Foot(QFrame):
    """Of a fixed height: nothing moves when there is more or less to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 5, 10, 5)
        column.setSpacing(1)
        self.about, self.more, self.wrong, self.keys = Elided(self), QLabel(self), QLabel(self), Elided(self)
        self.about.setFont(theme.font(strong=True))
        self.more.setObjectName("secondary")
        self.keys.setObjectName("secondary")
        self.wrong.setObjectName("error")
        for label in (self.about, self.more, self.wrong, self.keys):
            column.addWidget(label)
        for label in (self.more, self.wrong):  # the one or the other
            label.setWordWrap(True)
            label.setFixedHeight(2 * label.fontMetrics().lineSpacing() + 2)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.scold("")

    def scold(self, text: str) -> None:
        """Say what is wrong, in the place of what the line is about."""
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))
        self.more.setVisible(not text)

    def tell(self, line: Line, name: str, wrong: str) -> None:
        """Say what a line is about, what is wrong with its cell, and the cell's keys."""
        number = {Part.ITEM: f"第 {line.n} 项　", Part.RECHECK: f"复查 {line.n}　", Part.FREE: ""}[line.part]
        self.about.setText(f"{number}{line.told or '条目以外发现的隐患，一行一条'}")
        self.more.setText(line.noted or line.more.replace("\n", " "))
        self.keys.setText(said_keys(line, name))
        self.scold(wrong)

    def tell_nothing(self, bare: bool) -> None:
        """No cell is the current one; `bare`: there are no items to mark."""
        self.about.setText("还没有检查条目：在上面选一张检查表，条目就列出来" if bare else "")
        self.more.setText("")
        self.keys.setText("回车 下一格，最后一格回车进表格　│　Ctrl+回车 完成　Esc 离开（已录的留着）")
        self.scold("")

    def tell_through(self, free: bool) -> None:
        """Nothing that is needed is empty any more; `free`: more hidden dangers may be added."""
        more = "；还有条目以外的隐患，按 Ctrl+N" if free else ""
        self.keys.setText(f"都录全了：Ctrl+回车 完成{more}")
