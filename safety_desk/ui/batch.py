"""批量办理: one step with many records: which can be taken, what it asks once, what will happen to which, then done."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger, Step
from safety_desk.record import Record
from safety_desk.tasks import batch
from safety_desk.tasks.batch import Outcome
from safety_desk.tasks.stepping import usual
from safety_desk.ui import theme
from safety_desk.ui.form import FieldForm, ProblemBar
from safety_desk.ui.notices import done, say
from safety_desk.ui.panels import quiet
from safety_desk.ui.rows_model import RowsModel, RowsView

HEADS = ("记录", "现在", "办理后", "会改什么，或者为什么不能办")
_WIDTHS = (38, 13, 13, 60)


class BatchDialog(QDialog):
    """Steps on the left, on the right what the chosen one asks and what it would do."""

    def __init__(self, store: Store, ledger: Ledger[Any], records: Sequence[Record], parent: QWidget) -> None:
        super().__init__(parent)
        self.store, self.ledger = store, ledger
        self.records = list(records)
        self.ids = [record.id for record in records if record.id is not None]
        self.offers = batch.offers(ledger, records)
        self.step: Step[Any] | None = None
        self.outcomes: list[Outcome] = []
        self.taken = 0
        self.form: FieldForm | None = None
        self.setWindowTitle(f"批量办理　{ledger.title} {len(self.ids)} 条")
        self._build()
        room = self.screen().availableGeometry()
        self.resize(min(1080, room.width() - 60), min(680, room.height() - 60))
        self.steps.setCurrentRow(0)
        self.steps.setFocus()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        self.steps = QListWidget(self)
        self.steps.setFixedWidth(210 + 18 * (theme.LOOK.points - 9))
        self.steps.setAccessibleName("可以办理的步骤")
        for step, number in self.offers:
            item = QListWidgetItem(f"{step.label}　{number} 条", self.steps)
            item.setToolTip(f"选中的 {len(self.ids)} 条里，{number} 条现在可以办理")
        self.steps.currentRowChanged.connect(self._choose)
        self.steps.itemActivated.connect(lambda _: self._go_on())
        row.addWidget(self.steps)
        self.right = QVBoxLayout()
        self.right.setSpacing(8)
        self.hint = quiet("填一次，用到每一条；空着的，每条保持自己原来的内容。", self)
        self.bar = ProblemBar(self)
        self.bar.jump.connect(lambda name: self.form.focus(name) if self.form else None)
        self.count = QLabel(self)
        self.count.setFont(theme.font(strong=True))
        self.model = RowsModel(HEADS, self._tell, self, lambda one, n: bool(one.refused) and n == 3)
        self.table = RowsView(self.model, _WIDTHS, self)
        self.right.addWidget(self.bar)
        self.right.addWidget(self.hint)
        self.right.addWidget(self.count)
        self.right.addWidget(self.table, 1)
        self.right.addLayout(self._buttons())
        row.addLayout(self.right, 1)
        for keys, act in (("Ctrl+Return", self.act), ("F5", self.preview)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        self.cancel, self.look, self.ok = (QPushButton(words, self) for words in ("取消", "预览", "办理"))
        self.look.setToolTip("看每一条会怎样，不改动（F5）")
        self.ok.setToolTip("办理可以办理的，其余不动；一次撤销可以全部收回（Ctrl+回车）")
        self.ok.setObjectName("primary")
        for button in (self.look, self.ok):
            button.setAutoDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.look.clicked.connect(self.preview)
        self.ok.clicked.connect(self.act)
        for button in (self.cancel, self.look, self.ok):
            row.addWidget(button)
        return row

    def _tell(self, one: Outcome, column: int) -> str:
        return (one.name, one.state, one.then if not one.refused else "不动", batch.said(one))[column].replace(
            "\n", " "
        )

    def _choose(self, row: int) -> None:
        """Ask what a step needs, and show at once what it does where it asks nothing."""
        self.step = self.offers[row][0] if 0 <= row < len(self.offers) else None
        if self.form is not None:
            self.right.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
        self.bar.hide()
        if self.step is None:
            return
        fields = [self.ledger.fields[name] for name in self.step.fields()]
        self.hint.setVisible(bool(fields))
        if fields:
            self.form = FieldForm(self.store, {"": fields}, self, self.step.must.split())
            self.form.put(self._usual(self.step))
            self.form.changed.connect(self._outdated)
            self.form.setMaximumHeight(330)
            self.right.insertWidget(2, self.form)
            wide = sum(field.lines > 1 for field in fields)
            rows = wide + (len(fields) - wide + 1) // 2
            self.form.setMinimumHeight(min(300, 30 + 20 * wide + 66 * rows))
            last: QWidget = self.steps
            for box in self.form.boxes.values():
                QWidget.setTabOrder(last, box.editor.widget)
                last = box.editor.widget
        self.preview(quietly=True)

    def _usual(self, step: Step[Any]) -> Record:
        """What is usually so for all of them: the days that are today; what each has for itself stays empty here."""
        blank = self.ledger.record.made_of(dict.fromkeys(step.fields()))
        return usual(self.store, blank, step)

    def _outdated(self) -> None:
        """What was filled in is another than what was looked at."""
        self.outcomes = []
        self.model.show([])
        self.count.setText("内容改了，请再预览（F5）")
        self.ok.setEnabled(False)

    def _go_on(self) -> None:
        """From the steps to what the chosen one asks, or to the button."""
        if self.form is not None:
            self.form.focus()
        elif self.ok.isEnabled():
            self.ok.setFocus()

    def raw(self) -> dict[str, Any]:
        """What was given for all."""
        return self.form.raw() if self.form is not None else {}

    def preview(self, quietly: bool = False) -> None:
        """Say what would happen to each. `quietly`: nobody has filled in anything yet, so nothing is complained of."""
        if self.step is None:
            return
        wrong = batch.misread(self.store, self.ledger, self.step, self.raw())
        if self.form is not None and not quietly:
            self.form.tell(wrong)
            self.bar.tell(wrong)
        if wrong:
            self._outdated()
            if self.form is not None:
                self.form.focus(wrong[0].field)
            return
        try:
            self.outcomes = batch.preview(self.store, self.ledger, self.ids, self.step, self.raw())
        except Refusal as why:
            self.bar.refuse(str(why))
            return
        self.outcomes.sort(key=lambda one: bool(one.refused))
        self.model.show(self.outcomes)
        able = sum(not one.refused for one in self.outcomes)
        self.count.setText(batch.told(self.outcomes))
        self.ok.setText(f"办理 {able} 条")
        self.ok.setEnabled(able > 0)
        if able and not quietly:
            self.ok.setFocus()

    def act(self) -> None:
        """Do what was looked at; what was not looked at is first shown."""
        if self.step is None:
            return
        if not self.outcomes:
            self.preview()
            return
        try:
            outcomes = batch.take_all(self.store, self.ledger, self.ids, self.step, self.raw())
        except Refusal as why:
            self.bar.refuse(str(why))
            return
        self.taken = sum(not one.refused for one in outcomes)
        self.accept()


def advance(store: Store, ledger: Ledger[Any], records: Sequence[Record], parent: QWidget) -> int:
    """Take a step with many records; answers with how many it was taken."""
    if not batch.offers(ledger, records):
        say(parent, f"选中的{ledger.noun}现在没有可以办理的步骤", seconds=8)
        return 0
    dialog = BatchDialog(store, ledger, records, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.exec()
    if dialog.taken and dialog.step is not None:
        left = len(dialog.ids) - dialog.taken
        done(parent, f"{dialog.step.label}：已办理 {dialog.taken} 条" + (f"，{left} 条没有动" if left else ""))
    dialog.deleteLater()
    return dialog.taken
