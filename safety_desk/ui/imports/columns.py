"""A step of an import: which column of the file holds which field; none is dropped unseen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from safety_desk.intake.book import letter
from safety_desk.intake.headers import Match
from safety_desk.tasks.imports.layout import LEFT_OUT, Layout
from safety_desk.ui import theme
from safety_desk.wording import as_written

_HEADS = ("列", "文件里的表头", "前几行的内容", "对应的字段")
_SAMPLES = 3


class _Box(QComboBox):
    """A box that the wheel does not change while the list is scrolled."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColumnsStep(QWidget):
    """Every column that has a heading or holds something, with its field. `chosen` tells the fields from the left."""

    chosen = Signal(tuple)

    def __init__(self, layout: Layout, parent: QWidget) -> None:
        super().__init__(parent)
        self.layout_ = layout
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        column.addWidget(self.told)
        self.boxes: dict[int, QComboBox] = {}
        self.table = QTableWidget(0, len(_HEADS), self)
        self.table.setHorizontalHeaderLabels(_HEADS)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.LOOK.row_height + 6)
        self.table.setEditTriggers(self.table.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(self.table.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        heads = self.table.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)  # where there is little room, samples give way
        sign = self.fontMetrics().horizontalAdvance("0")
        for n, width in {0: 6, 1: 26, 3: 30}.items():
            self.table.setColumnWidth(n, width * sign)
        self._fields = QStandardItemModel(self)  # one for all boxes: a box of its own for each is slow to make
        for name, label in (("", f"（{LEFT_OUT}）"), *((name, f.label) for name, f in layout.target.fields.items())):
            item = QStandardItem(label)
            item.setData(name, Qt.ItemDataRole.UserRole)
            self._fields.appendRow(item)
        header = layout.header
        for match in header.matches if header else ():
            samples = self._samples(match.column)
            if match.heading or samples:
                self._put(match, samples)
        column.addWidget(self.table, 1)
        self._tell()

    def _samples(self, column: int) -> str:
        header = self.layout_.header
        assert header is not None
        rows = self.layout_.sheet.rows[header.first + header.height : header.first + header.height + 40]
        cells = (row[column] for row in rows if column < len(row))
        said = [str(as_written(cell)).replace("\n", " ") for cell in cells if cell is not None and str(cell).strip()]
        return "　".join(list(dict.fromkeys(said))[:_SAMPLES])

    def _put(self, match: Match, samples: str) -> None:
        n = self.table.rowCount()
        self.table.insertRow(n)
        for place, text in enumerate((letter(match.column), match.heading or "（没有表头）", samples)):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            self.table.setItem(n, place, item)
        box = self.boxes[match.column] = _Box(self.table)
        box.setModel(self._fields)
        box.setCurrentIndex(max(0, box.findData(match.field.name if match.field else "")))
        box.setMaxVisibleItems(16)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.setAccessibleName(f"{match.heading}对应的字段")
        box.activated.connect(lambda _: self._choose(match.column))
        self.table.setCellWidget(n, 3, box)

    def _choose(self, column: int) -> None:
        """A field stands under one column only: where it is taken from another, that one is left out."""
        name = self.boxes[column].currentData()
        for other, box in self.boxes.items():
            if other != column and name and box.currentData() == name:
                box.setCurrentIndex(0)
        self._tell()
        self.chosen.emit(self.columns())

    def columns(self) -> tuple[str, ...]:
        """The field of each column from the left."""
        header = self.layout_.header
        matches = header.matches if header else ()
        return tuple(self.boxes[m.column].currentData() if m.column in self.boxes else "" for m in matches)

    def _tell(self) -> None:
        """What is missing stops; what is not used is said."""
        names = set(self.columns())
        missing = [f.label for f in self.layout_.needed if f.name not in names]
        unused = [n for n, box in self.boxes.items() if not box.currentData()]
        if missing:
            said, tone = f"还差必需的列：{'、'.join(missing)}。请在右边选出是哪一列。", "error"
        elif unused:
            said, tone = (
                f"有 {len(unused)} 列不导入（紫字）。要用的，在右边选它对应的字段；选过的会记住，下次同样的表不用再选。",
                "doubt",
            )
        else:
            said, tone = "每一列都对上了。", "secondary"
        self.told.setText(said)
        self.told.setObjectName(tone)
        self.told.style().polish(self.told)
        violet = theme.LOOK.tokens.doubt
        for box in self.boxes.values():
            box.setStyleSheet("" if box.currentData() else f"color: {violet};")
