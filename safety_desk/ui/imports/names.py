"""A step of an import: names that do not lead to one record; what each means is picked, what is new is ticked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from safety_desk.intake.promised import NEW, NOBODY, Question
from safety_desk.tasks.imports.plan import Plan
from safety_desk.ui import theme

_HEADS = ("表里的名称", "是什么", "行数", "认作")
_HINT = (
    "打勾的，台账里没有，随本次导入新增；不打勾的不新增，用到它的那些行在下一步里改。"
    "可能是已有的，请选是哪一条。这里选过的会记住，下次不再问。"
)


class NamesStep(QWidget):
    """The questions of a plan. `changed`: one was answered."""

    changed = Signal()

    def __init__(self, plan: Plan, parent: QWidget) -> None:
        super().__init__(parent)
        self.plan = plan
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        hint = QLabel(_HINT, self)
        hint.setObjectName("secondary")
        hint.setWordWrap(True)
        column.addWidget(hint)
        self.questions = sorted(plan.questions, key=lambda one: (not one.candidates, -len(one.rows)))
        self.table = QTableWidget(len(self.questions), len(_HEADS), self)
        self.table.setHorizontalHeaderLabels(_HEADS)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.LOOK.row_height + 6)
        self.table.setEditTriggers(self.table.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(self.table.SelectionBehavior.SelectRows)
        heads = self.table.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setHighlightSections(False)
        heads.setStretchLastSection(True)
        heads.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        sign = self.fontMetrics().horizontalAdvance("0")
        for n, width in enumerate((40, 18, 8)):
            self.table.setColumnWidth(n, width * sign)
        for n, question in enumerate(self.questions):
            self._put(n, question)
        self.table.itemChanged.connect(self._ticked)
        column.addWidget(self.table, 1)

    def _put(self, n: int, question: Question) -> None:
        name = QTableWidgetItem(question.text)
        name.setToolTip(question.text)
        noun = self.plan.firms.store.ledgers[question.ledger].noun
        for place, item in enumerate((name, QTableWidgetItem(noun), QTableWidgetItem(str(len(question.rows))))):
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.table.setItem(n, place, item)
        if question.candidates:
            self.table.setCellWidget(n, 3, self._choice(question))
        elif question.may_be_new:
            name.setFlags(name.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            name.setCheckState(Qt.CheckState.Checked if question.answer == NEW else Qt.CheckState.Unchecked)
            self.table.setItem(n, 3, QTableWidgetItem("台账里没有，新增"))
        else:
            self.table.setItem(n, 3, QTableWidgetItem("台账里没有，在下一步改"))

    def _choice(self, question: Question) -> QComboBox:
        """What a name may mean."""
        box = QComboBox(self.table)
        box.addItem("请选择…", None)
        for id in question.candidates:
            box.addItem(f"就是 {self.plan.names.apart(question.ledger, id)}", id)
        if question.own or question.may_be_new:
            box.addItem("是新的，新增", NEW)
        if not question.own:
            box.addItem("都不是，在下一步改", NOBODY)
        box.setCurrentIndex(max(0, box.findData(question.answer)))
        box.setAccessibleName(question.text)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.activated.connect(lambda _: self._answer(question, box.currentData()))
        return box

    def _ticked(self, item: QTableWidgetItem) -> None:
        if item.column() == 0 and item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            ticked = item.checkState() is Qt.CheckState.Checked
            self._answer(self.questions[item.row()], NEW if ticked else NOBODY)

    def _answer(self, question: Question, answer: int | None) -> None:
        self.plan.answer(question, answer)
        self.changed.emit()
