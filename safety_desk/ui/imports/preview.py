"""The last step of an import: all rows, filtered by what becomes of them, each problem in its cell and mended there."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from safety_desk.db.store import Store
from safety_desk.intake.known import Fate, Line
from safety_desk.intake.promised import NEW, Question
from safety_desk.tasks.imports.plan import Plan
from safety_desk.ui import theme
from safety_desk.ui.imports.model import BEFORE, PreviewModel
from safety_desk.ui.rows_model import LookedAt

_FATE = 7


def _doubtful(line: Line) -> bool:
    return bool(line.doubts) and line.fate is not Fate.REJECTED


FILTERS: dict[str, Callable[[Line], bool]] = {
    "全部": lambda line: True,
    "有问题": lambda line: line.fate is Fate.REJECTED,
    "存疑": _doubtful,
    "将新增": lambda line: line.fate is Fate.NEW,
    "将更新": lambda line: line.fate is Fate.UPDATE,
    "无变化": lambda line: line.fate is Fate.SAME,
}


class _Painted(QStyledItemDelegate):
    """Paints the ground of a cell that is wrong or doubtful also under a style sheet, and also while it is chosen."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        super().paint(painter, option, index)
        if (ground := index.data(Qt.ItemDataRole.BackgroundRole)) is not None:
            painter.fillRect(option.rect, ground)


class PreviewTable(LookedAt):
    """The rows: F2, a double click or typing corrects a cell; Enter goes on with the step where no cell is edited."""

    def __init__(self, model: PreviewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        triggers = self.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.DoubleClicked)
        self.setItemDelegate(_Painted(self))
        self.verticalHeader().show()
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setFixedWidth(self.fontMetrics().horizontalAdvance("000000") + 12)
        self.verticalHeader().setSectionResizeMode(self.verticalHeader().ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        sign = self.fontMetrics().horizontalAdvance("0")
        widths = [field.width or max(field.kind.width, 2 * len(field.label) + 2) for field in model.fields]
        for n, width in enumerate((_FATE, *widths)):
            self.setColumnWidth(n, min(width, 40) * sign + 18)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            editing = self.state() is self.State.EditingState
            event.setAccepted(editing)  # else it is the dialog's: on, or back
            return
        super().keyPressEvent(event)


class PreviewStep(QWidget):
    """All rows of the plan. `changed`: something was corrected or answered, the counts are others now."""

    changed = Signal()

    def __init__(self, plan: Plan, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self.plan = plan
        self.model = PreviewModel(plan, store, self)
        self.table = PreviewTable(self.model, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._filters())
        column.addWidget(self.table, 1)
        column.addLayout(self._side())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._explain())
        self.model.corrected.connect(self._judged)
        QShortcut(QKeySequence("F8"), self).activated.connect(self.next_problem)
        self._count()
        self._explain()

    # -- which rows ------------------------------------------------------------------------------------------

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.filters: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        for name in FILTERS:
            button = self.filters[name] = QToolButton(self)
            button.setObjectName("filter")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, name=name: self.choose(name))
            group.addButton(button)
            row.addWidget(button)
        self.filters["全部"].setChecked(True)
        row.addStretch()
        self.next = QToolButton(self)
        self.next.setText("下一处问题")
        self.next.setToolTip("到下一个有问题或存疑的格子（F8）")
        self.next.clicked.connect(self.next_problem)
        row.addWidget(self.next)
        return row

    def choose(self, name: str) -> None:
        """Show the rows that share a fate, as they are now."""
        self.filters[name].setChecked(True)
        fits = FILTERS[name]
        self.model.show([n for n, line in enumerate(self.plan.lines) if fits(line)])
        self._explain()

    def _count(self) -> None:
        counts = {fate.value: self.plan.count(fate) for fate in Fate}
        counts |= {"全部": len(self.plan.lines), "存疑": self.plan.doubted}
        for name, button in self.filters.items():
            button.setText(f"{name} {counts[name]}")
            button.setEnabled(counts[name] > 0 or name == "全部" or button.isChecked())
        self.next.setEnabled(bool(counts["有问题"] or counts["存疑"]))

    def _judged(self) -> None:
        self._count()
        self._explain()
        self.changed.emit()

    def next_problem(self) -> None:
        """Go to the next cell that is wrong or doubtful, from the chosen one on, round the end."""
        model, index = self.model, self.table.currentIndex()
        start = (index.row(), index.column()) if index.isValid() else (0, -1)
        total = model.rowCount()
        names = [field.name for field in model.fields]
        for step in range(total + 1):
            row = (start[0] + step) % total if total else 0
            line = self.plan.lines[model.places[row]] if total else None
            told = (*line.errors, *line.doubts) if line else ()
            columns = sorted({BEFORE + names.index(remark.field) for remark in told if remark.field in names})
            for column in columns:
                if step or column > start[1]:
                    self.table.setCurrentIndex(model.index(row, column))
                    self.table.setFocus()
                    return

    # -- what is wrong, and what helps -----------------------------------------------------------------------

    def _side(self) -> QVBoxLayout:
        """What is wrong in two lines, and under it what settles it; its height stays, so that nothing jumps."""
        column = QVBoxLayout()
        column.setSpacing(4)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.told.setFixedHeight(2 * self.told.fontMetrics().lineSpacing() + 4)
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column.addWidget(self.told)
        body = QWidget(self)
        body.setFixedHeight(theme.LOOK.row_height + 6)
        self.helps: list[QPushButton] = []
        self._helps = QHBoxLayout(body)
        self._helps.setContentsMargins(0, 0, 0, 0)
        self._helps.addStretch()
        column.addWidget(body)
        return column

    def _explain(self) -> None:
        """Say what is wrong with the chosen cell, and offer what settles it."""
        for button in self.helps:
            self._helps.removeWidget(button)
            button.deleteLater()
        self.helps = []
        index = self.table.currentIndex()
        if not index.isValid():
            self._say(
                "点一个有颜色的格子看原因：红的不改就不保存，紫的照样保存、要核实。双击或按 F2 就地改。", "secondary"
            )
            return
        remarks = self.model.remarks(index)
        said = "；".join(dict.fromkeys(f"{remark.column}：{remark.reason}" for remark in remarks))
        wrong = any(remark in self.model.line(index).errors for remark in remarks)
        self._say(said or self._plainly(index), "error" if wrong else "doubt" if remarks else "secondary")
        field = self.model.field(index)
        question = self.plan.question(self.model.places[index.row()], field.name) if field else None
        if question is not None:
            self._offer_answers(question)
        elif field is not None and len(remarks) == 1 and " 或 " not in remarks[0].proposal and remarks[0].proposal:
            proposal = remarks[0].proposal
            self._offer(f"改为 {proposal}", lambda: self.model.setData(index, proposal))

    def _plainly(self, index: QModelIndex) -> str:
        return f"第 {self.model.line(index).number} 行，{self.model.data(index) or '（空）'}"

    def _offer_answers(self, question: Question) -> None:
        for id in question.candidates[:2]:
            if question.answer != id:
                who = self.plan.names.apart(question.ledger, id)
                self._offer(f"就是 {who}", lambda id=id: self._answer(question, id))
        if question.answer != NEW and (question.own or question.may_be_new):
            self._offer("是新的", lambda: self._answer(question, NEW))

    def _answer(self, question: Question, answer: int) -> None:
        self.plan.answer(question, answer)
        self.model.judged()

    def _offer(self, words: str, act: Callable[[], Any]) -> None:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        self._helps.insertWidget(len(self.helps), button)
        self.helps.append(button)

    def _say(self, text: str, tone: str) -> None:
        self.told.setText(text)
        self.told.setObjectName(tone)
        self.told.style().polish(self.told)

    def shown(self) -> Sequence[int]:
        """The places of the lines that are shown."""
        return self.model.places
