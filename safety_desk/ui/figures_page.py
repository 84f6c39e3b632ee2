"""指标: every named figure of a period against the one before and a year ago; Enter opens the rows behind it."""

from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safety_desk.db.store import Store
from safety_desk.measures import Measure, Rate
from safety_desk.periods import Period
from safety_desk.tasks.figures import Line, Side, door, lines, measure_of, number
from safety_desk.ui import theme
from safety_desk.ui.looks_again import LooksAgain
from safety_desk.ui.period_choice import PeriodChoice
from safety_desk.ui.rows_model import RowsModel, RowsView

HEADS = ("分组", "指标", "本期", "缺口", "上期", "比上期", "去年同期", "同比")
WIDTHS = (13, 22, 22, 7, 9, 10, 10, 10)
_MISSING = 3


class FiguresPage(LooksAgain, QWidget):
    """A table of figures; beside it what the chosen one counts, and its rows as doors."""

    door_asked = Signal(str, str, object, str)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.heading = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.title = QLabel(self)
        self.title.setFont(theme.font(14, strong=True))
        column.addWidget(self.title)
        choices = QHBoxLayout()
        self.choice = PeriodChoice(self)
        self.choice.changed.connect(self.refresh)
        choices.addWidget(self.choice)
        choices.addStretch()
        hint = QLabel("回车打开数字后面的记录", self)
        hint.setObjectName("secondary")
        choices.addWidget(hint)
        column.addLayout(choices)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.model = RowsModel(HEADS, _tell, self, _strong)
        self.table = RowsView(self.model, WIDTHS, self)
        self.table.setSelectionBehavior(RowsView.SelectionBehavior.SelectItems)
        self.table.activated.connect(self._open)
        self.table.selectionModel().currentChanged.connect(lambda now, _: self._explain(now.row()))
        row.addWidget(self.table, 1)
        row.addWidget(self._side())
        column.addLayout(row, 1)

    def _side(self) -> QFrame:
        """What the chosen figure counts, and on what basis."""
        self.side = QFrame(self)
        self.side.setObjectName("panel")
        self.side.setFixedWidth(250 + 20 * (theme.LOOK.points - 9))
        column = QVBoxLayout(self.side)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        self.name, self.figure, self.says = QLabel(self.side), QLabel(self.side), QLabel(self.side)
        self.name.setFont(theme.font(11, strong=True))
        self.figure.setFont(theme.font(14, strong=True))
        self.says.setObjectName("secondary")
        for label in (self.name, self.figure, self.says):
            label.setWordWrap(True)
            column.addWidget(label)
        self.says.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.doors = QVBoxLayout()
        self.doors.setSpacing(6)
        column.addLayout(self.doors)
        column.addStretch()
        return self.side

    def show_heading(self, heading: str) -> None:
        """Show the figures of one group; all rates where none is named."""
        self.heading = heading
        self.refresh()

    def choose(self, name: str) -> None:
        """Choose a figure of those that are shown."""
        names = [line.figure.name for line in self.model.rows]
        if name in names:
            self.table.setCurrentIndex(self.model.index(names.index(name), 2))
        self.take_keyboard()

    @property
    def period(self) -> Period:
        """The chosen period."""
        return self.choice.period

    def refresh(self) -> None:
        """Count anew; the chosen figure stays chosen."""
        self._stale = False
        chosen, column = self._chosen(), max(2, self.table.currentIndex().column())
        self.title.setText(self.heading or "各项率")
        told = lines(self.store, self.period, self.heading)
        self.model.show(told)
        self.table.setColumnHidden(0, bool(self.heading))
        names = [line.figure.name for line in told]
        at = names.index(chosen.figure.name) if chosen is not None and chosen.figure.name in names else 0
        self.table.setCurrentIndex(self.model.index(at, column))
        self._explain(at)

    def take_keyboard(self) -> None:
        """Let the keyboard go to the figures."""
        self.table.setFocus()

    def _chosen(self) -> Line | None:
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _explain(self, row: int) -> None:
        while self.doors.count():
            self.doors.takeAt(0).widget().deleteLater()
        if not 0 <= row < len(self.model.rows):
            return
        line = self.model.rows[row]
        basis = f"\n\n依据：{line.figure.basis}" if line.figure.basis else ""
        self.name.setText(line.figure.title)
        self.figure.setText(line.now.words)
        self.says.setText(f"口径：{line.figure.says}。{basis}")
        for side, amount in (
            (Side.PART, line.now.amount),
            (Side.WHOLE, line.now.whole),
            (Side.MISSING, line.now.missing),
        ):
            if (measure := measure_of(line.figure, side)) is not None and amount is not None:
                words = side.label if isinstance(line.figure, Rate) else "记录"
                self._add_door(line, side, f"{words}　{number(amount)} {line.now.unit}".strip(), measure)

    def _add_door(self, line: Line, side: Side, words: str, measure: Measure) -> None:
        button = QPushButton(words, self.side)
        button.setToolTip(
            f"{measure.title}：{measure.says}。打开{self.store.ledgers[measure.ledger].title}，只列这些记录"
        )
        button.clicked.connect(partial(self._go, line, side, self.period))
        self.doors.addWidget(button)

    def _open(self, index: QModelIndex) -> None:
        line = self.model.rows[index.row()]
        period = self.period
        periods = {4: period.before(), 6: period.year_before()}
        side = Side.MISSING if index.column() == _MISSING and line.now.missing is not None else Side.PART
        self._go(line, side, periods.get(index.column(), period))

    def _go(self, line: Line, side: Side, period: Period, *_: Any) -> None:
        to = door(self.store, line.figure, period, side)
        self.door_asked.emit(to.ledger.name, to.words, to.where, to.ledger.order)


def _tell(line: Line, n: int) -> str:
    missing = "" if not line.now.missing else number(line.now.missing)
    return (
        line.group, line.figure.title, line.now.words, missing, line.before.short, line.change, line.year_ago.short, line.growth,
    )[n]  # fmt: skip


def _strong(line: Line, n: int) -> bool:
    return n == _MISSING or n == 2
