"""Import: what a file would change, row by row, before anything is changed."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from safety_desk.intake.judging import Fate, Remark
from safety_desk.tasks.importing import Plan, summary
from safety_desk.ui import theme

_HEADS = ("行", "单元格", "列", "原来的内容", "结果", "原因", "建议")


class RemarkModel(QAbstractTableModel):
    """What was found, cell by cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[tuple[str, Remark]] = []

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section] if orientation is Qt.Orientation.Horizontal else section + 1
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        word, remark = self.rows[index.row()]
        values = (remark.row, remark.cell, remark.column, remark.value, word, remark.reason, remark.proposal)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return str(values[index.column()])
        if role == Qt.ItemDataRole.FontRole and index.column() == 4 and word == "不保存":
            return theme.font(strong=True)
        return None

    def show(self, rows: list[tuple[str, Remark]]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class ImportDialog(QDialog):
    """The preview of an import: the same plan that is then carried out."""

    commit_asked = Signal(object)
    mark_asked = Signal(object, object)

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.setWindowTitle(f"导入{plan.ledger.title}：{plan.path.name}")
        self.resize(980, 600)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        title = QLabel(summary(plan, dry_run=True), self)
        title.setFont(theme.font(11, strong=True))
        title.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(self._columns())
        column.addLayout(self._filter())
        self.model = RemarkModel(self)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.LOOK.row_height)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        for n, width in enumerate((46, 62, 130, 170, 62, 300, 170)):
            self.table.setColumnWidth(n, width)
        self.table.horizontalHeader().setStretchLastSection(True)
        column.addWidget(self.table, 1)
        column.addLayout(self._buttons())
        self._show()

    def _columns(self) -> QLabel:
        """How each column of the file was understood."""
        header = self.plan.header
        pairs = [f"{m.heading} → {m.field.label}" for m in header.matches if m.field is not None]
        said = f"“{self.plan.sheet.name}”第 {header.first + 1} 行起为表头：{'，'.join(pairs)}"
        if header.unmatched:
            said += f"。没有用到的列：{'、'.join(header.unmatched)}"
        label = QLabel(said, self)
        label.setObjectName("secondary")
        label.setWordWrap(True)
        return label

    def _filter(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.only = QComboBox(self)
        self.only.addItems(["全部问题", "不保存的", "存疑的"])
        self.only.currentIndexChanged.connect(lambda _: self._show())
        row.addWidget(QLabel("显示", self))
        row.addWidget(self.only)
        hint = QLabel(
            "“不保存”的行改正后再导入一次即可，已导入的不会重复；“存疑”的照样保存，表中有角标，核实后自行消失。", self
        )
        hint.setObjectName("secondary")
        row.addWidget(hint, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.mark = QPushButton("把有问题的单元格标注后另存…", self)
        self.mark.setEnabled(bool(self.plan.rejected or self.plan.doubtful))
        self.mark.clicked.connect(lambda: self.mark_asked.emit(self.plan, self))
        row.addWidget(self.mark)
        row.addStretch()
        cancel = QPushButton("取消", self)
        cancel.clicked.connect(self.reject)
        number = self.plan.count(Fate.NEW) + self.plan.count(Fate.UPDATE)
        self.ok = QPushButton(f"导入 {number} 条" if number else "没有要导入的", self)
        self.ok.setObjectName("primary")
        self.ok.setEnabled(number > 0)
        self.ok.setDefault(True)
        self.ok.clicked.connect(self._commit)
        row.addWidget(cancel)
        row.addWidget(self.ok)
        return row

    def _show(self) -> None:
        wrong = [("不保存", remark) for remark in self.plan.rejected]
        doubts = [("存疑", remark) for remark in self.plan.doubtful]
        chosen = ([*wrong, *doubts], wrong, doubts)[self.only.currentIndex()]
        self.model.show(sorted(chosen, key=lambda pair: pair[1].row))

    def _commit(self) -> None:
        self.accept()
        self.commit_asked.emit(self.plan)
