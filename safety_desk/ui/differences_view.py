"""差异说明: what a report says otherwise than when it was handed in, and which operations brought that about."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from safety_desk.tasks.freezing import Difference
from safety_desk.ui.rows_model import RowsModel, RowsView

HEADS = ("表", "行", "列", "报送时", "现在", "原因")
WIDTHS = (20, 18, 32, 11, 11, 60)


class DifferencesDialog(QDialog):
    """A row for each cell that differs; under the table the whole of the chosen one's causes."""

    def __init__(self, title: str, differences: Sequence[Difference], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(1060, 520)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.model = RowsModel(HEADS, _tell, self, lambda row, n: n == 4)
        self.table = RowsView(self.model, WIDTHS, self)
        self.table.selectionModel().currentChanged.connect(lambda now, _: self._explain(now.row()))
        column.addWidget(self.table, 1)
        self.causes = QLabel(self)
        self.causes.setObjectName("secondary")
        self.causes.setWordWrap(True)
        column.addWidget(self.causes)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.model.show(differences)
        self.table.setCurrentIndex(self.model.index(0, 0))

    def _explain(self, row: int) -> None:
        self.causes.setText("\n".join(self.model.rows[row].causes))


def _tell(one: Difference, n: int) -> str:
    return (one.table, one.row, one.column.replace("|", "："), one.was or "空", one.now or "空", "；".join(one.causes))[
        n
    ]
