"""What a page says while it is empty: what it is for, and its one next step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safety_desk.ledger import Ledger
from safety_desk.ui import theme


class EmptyPage(QWidget):
    """Stands where the table would, while there is nothing to show."""

    import_asked = Signal()
    new_asked = Signal()
    blank_asked = Signal()
    reset_asked = Signal()

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger = ledger
        self.title, self.hint = QLabel(self), QLabel(self)
        self.title.setFont(theme.font(14, strong=True))
        self.hint.setObjectName("secondary")
        self.hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addStretch()
        for label in (self.title, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        self.fill = QPushButton("导入现有台账", self)
        self.fill.setObjectName("primary")
        self.new, self.blank = QPushButton("新增第一条", self), QPushButton("下载空表", self)
        self.blank.setToolTip("带全部表头的 Excel 空表，填好后再导入")
        self.reset = QPushButton("清除筛选", self)
        for button, asked in (
            (self.fill, self.import_asked),
            (self.new, self.new_asked),
            (self.blank, self.blank_asked),
            (self.reset, self.reset_asked),
        ):
            button.clicked.connect(asked)
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        column.addStretch()

    def tell(self, filtered: bool) -> None:
        """Say why there is nothing: nothing kept yet, or nothing that fits the filters."""
        self.title.setText("没有符合条件的记录" if filtered else self.ledger.title)
        self.hint.setText("换个条件，或清除筛选看全部。" if filtered else self.ledger.empty)
        for button in (self.fill, self.new, self.blank):
            button.setVisible(not filtered)
        self.reset.setVisible(filtered)
