"""Import: one dialog, its steps on top; nothing is changed before the last one, and nothing typed is lost by accident."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.intake.known import Fate
from safety_desk.jobs import Job
from safety_desk.tasks.imports.importing import Opened, judge_rows
from safety_desk.tasks.imports.layout import Wishes, lay_out
from safety_desk.tasks.imports.plan import Plan, brought
from safety_desk.ui import theme
from safety_desk.ui.elided import Elided
from safety_desk.ui.imports.columns import ColumnsStep
from safety_desk.ui.imports.header import HeaderStep
from safety_desk.ui.imports.names import NamesStep
from safety_desk.ui.imports.preview import PreviewStep
from safety_desk.ui.jobs import JobBar

HEADER, COLUMNS, NAMES, ROWS = range(4)
_STEPS = ("表头", "列的对应", "名称", "核对")
RunJob = Callable[[JobBar, Callable[[Store], Job[Any]], Callable[[Any], None], Callable[[BaseException], None]], None]


class ImportDialog(QDialog):
    """The way of a file into a ledger. `commit_asked` with the plan that is to be carried out."""

    commit_asked = Signal(object)
    mark_asked = Signal(object, object)

    def __init__(self, opened: Opened, store: Store, run: RunJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store, self._run = store, run
        self.path, self._sheets, self.layout_ = opened.path, opened.sheets, opened.layout
        self.plan: Plan | None = None
        self.steps: list[QWidget | None] = [None] * len(_STEPS)
        self.setWindowTitle(f"导入{self.layout_.ledger.title}：{self.path.name}")
        room = self.screen().availableGeometry()
        self.resize(min(1160, room.width() - 40), min(680, room.height() - 60))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(10)
        column.addLayout(self._strip())
        self.stack = QStackedWidget(self)
        column.addWidget(self.stack, 1)
        column.addLayout(self._told())
        column.addLayout(self._buttons())
        if opened.plan is not None:
            self._take(opened.plan)
        self.go(self._first())

    def _first(self) -> int:
        """Where to begin: at the first step that has something to ask."""
        layout = self.layout_
        if layout.header is None:
            return HEADER
        if layout.missing or self.plan is None or (layout.header.unmatched and not layout.remembered):
            return COLUMNS
        return self._after_columns()

    def _after_columns(self) -> int:
        assert self.plan is not None
        return NAMES if any(not question.settled for question in self.plan.questions) else ROWS

    # -- the steps -------------------------------------------------------------------------------------------

    def _strip(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self.strip: list[QToolButton] = []
        for n, title in enumerate(_STEPS):
            if n:
                arrow = QLabel("›", self)
                arrow.setObjectName("secondary")
                row.addWidget(arrow)
            button = QToolButton(self)
            button.setText(f"{n + 1} {title}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, n=n: self.go(n))
            self.strip.append(button)
            row.addWidget(button)
        row.addSpacing(16)
        self.title = Elided(self)
        self.title.setObjectName("secondary")
        row.addWidget(self.title, 1)
        return row

    def _lay_steps(self) -> None:
        """The steps are made anew, as the file is laid out now, when they are shown; what was judged goes."""
        self.plan = None
        self._drop(HEADER, COLUMNS, NAMES, ROWS)

    def _drop(self, *steps: int) -> None:
        for n in steps:
            if (old := self.steps[n]) is not None:
                self.stack.removeWidget(old)
                old.deleteLater()
            self.steps[n] = None

    def step(self, n: int) -> QWidget:
        """A step; made when it is first shown, for a person seldom looks at all of them."""
        step = self.steps[n]
        if step is None:
            step = self.steps[n] = (self._header, self._columns, self._names, self._rows)[n]()
            self.stack.addWidget(step)
        return step

    def _header(self) -> HeaderStep:
        step = HeaderStep(self.layout_, self)
        step.sheet_chosen.connect(lambda name: self._wish(Wishes(name), HEADER))
        step.header_chosen.connect(self._header_chosen)
        return step

    def _columns(self) -> ColumnsStep:
        step = ColumnsStep(self.layout_, self)
        step.chosen.connect(self._columns_chosen)
        return step

    def _names(self) -> NamesStep:
        assert self.plan is not None
        step = NamesStep(self.plan, self)
        step.changed.connect(self._answered)
        return step

    def _rows(self) -> PreviewStep:
        assert self.plan is not None
        step = PreviewStep(self.plan, self.store, self)
        step.changed.connect(self._tell_state)
        return step

    def _wish(self, wishes: Wishes, at: int) -> None:
        """Lay the file out as the person says."""
        if wishes.sheet != self.layout_.sheet.name and not self._may_drop("换工作表"):
            self._drop(HEADER)  # its box names the other sheet
        else:
            try:
                self.layout_ = lay_out(self.store, self.layout_.ledger, self._sheets, wishes)
            except Refusal as why:
                self.tell(str(why))
                return
            self._edits = self._answers = None
            self._lay_steps()
        self.go(at)

    def _header_chosen(self, first: int, height: int) -> None:
        """Other rows are the header; the step stays as it is, the columns are matched anew."""
        kept = self.steps[HEADER]
        wishes = Wishes(self.layout_.sheet.name, (first, height))
        self.layout_ = lay_out(self.store, self.layout_.ledger, self._sheets, wishes)
        self._forget_plan()
        self._drop(COLUMNS)
        assert isinstance(kept, HeaderStep)
        kept.mark(range(first, first + height))
        self._tell_state()

    def _columns_chosen(self, columns: tuple[str, ...]) -> None:
        header = self.layout_.header
        assert header is not None
        wishes = Wishes(self.layout_.sheet.name, (header.first, header.height), columns)
        self.layout_ = lay_out(self.store, self.layout_.ledger, self._sheets, wishes)
        self._forget_plan()
        self._tell_state()

    def _forget_plan(self) -> None:
        """The rows have to be judged anew; what was answered and corrected is kept for that."""
        if self.plan is not None:
            self._edits, self._answers = self.plan.edits, self.plan.answers
        self.plan = None
        self._drop(NAMES, ROWS)

    _edits: dict[tuple[int, str], str] | None = None
    _answers: dict[str, int] | None = None

    # -- going on and back -----------------------------------------------------------------------------------

    @property
    def at(self) -> int:
        """The step that is shown."""
        shown = self.stack.currentWidget()
        return next((n for n, step in enumerate(self.steps) if step is shown and step is not None), HEADER)

    def go(self, n: int) -> None:
        """Show a step; the rows are judged first where that has to be done."""
        if self.bar.busy:
            return
        if n >= NAMES and self.plan is None:
            self._judge(n)
        else:
            step = self.step(n)
            self.stack.setCurrentWidget(step)
            (step.table if isinstance(step, PreviewStep) else self.ok).setFocus()
        self._tell_state()

    def _judge(self, then: int) -> None:
        try:
            self.layout_.check()
        except Refusal as why:
            self.tell(str(why))
            return
        layout, answers, edits = self.layout_, self._answers, self._edits

        def done(plan: Plan) -> None:
            self._take(plan)
            self.go(self._after_columns() if then == NAMES and not plan.questions else then)

        def failed(error: BaseException) -> None:
            self._tell_state()
            if not isinstance(error, Refusal):
                raise error
            self.tell(str(error))

        self._run(self.bar, lambda store: judge_rows(store, self.path, layout, answers, edits), done, failed)
        self._tell_state()

    def _take(self, plan: Plan) -> None:
        """The rows were judged."""
        plan.attach(self.store)
        self.plan, self._edits, self._answers = plan, None, None
        self._drop(NAMES, ROWS)

    def _answered(self) -> None:
        """A name was decided on: the rows that use it are others now."""
        if isinstance(rows := self.steps[ROWS], PreviewStep):
            rows.model.judged()
        else:
            self._tell_state()

    def next(self) -> None:
        """On with the next step; from the last one, into the ledger."""
        if self.bar.busy:
            return
        if self.at == ROWS:
            self._commit()
        elif self.at == COLUMNS and self.plan is not None:
            self.go(NAMES if self.plan.questions else ROWS)
        else:
            self.go(self.at + 1)

    def back(self) -> None:
        """One step back; from the first one, out."""
        if self.bar.busy:
            return
        before = self.at - 1
        if before == NAMES and (self.plan is None or not self.plan.questions):
            before = COLUMNS
        if before < HEADER:
            self.reject()
        else:
            self.go(before)

    def reject(self) -> None:
        """Out, where nothing that was done by hand is lost, or the person lets it go."""
        if not self.bar.busy and self._may_drop("关闭"):
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def _may_drop(self, act: str) -> bool:
        """Ask before corrections and answers are lost."""
        touched = (self.plan is not None and self.plan.touched) or bool(self._edits)
        if not touched:
            return True
        box = QMessageBox(self)
        box.setWindowTitle(act)
        box.setText("在这里改过的内容还没有导入，要放弃吗？")
        drop = box.addButton("放弃", QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton("继续导入", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        dropped = box.clickedButton() is drop
        box.deleteLater()
        return dropped

    # -- what is said ----------------------------------------------------------------------------------------

    def _tell_state(self) -> None:
        """Steps, title and buttons as things stand."""
        at, plan, layout = self.at, self.plan, self.layout_
        for n, button in enumerate(self.strip):
            button.setChecked(n == at)
            button.setFont(theme.font(strong=n == at))
            button.setEnabled(
                not self.bar.busy and (n <= COLUMNS or (layout.header is not None and not layout.missing))
            )
        self.strip[COLUMNS].setEnabled(layout.header is not None and not self.bar.busy)
        self.strip[NAMES].setEnabled(plan is not None and bool(plan.questions) and not self.bar.busy)
        said = f"工作表“{layout.sheet.name}”" + (
            f"，对应到“{layout.target.title}”" if layout.target is not layout.ledger else ""
        )
        if layout.header is None:
            said = f"没有认出{layout.ledger.title}的表头，请选出是哪几行"
        elif plan is not None:
            open_ = sum(question.answer is None for question in plan.questions)
            said += f"，{len(plan.lines)} 行" + (f"，{open_} 个名称还没有认定" if open_ else "")
            said += "".join(f"，随之新增{noun} {number}" for noun, number in brought(plan).items())
            if unused := plan.header.unmatched:
                said += f"，没有用到的列：{'、'.join(unused)}"
        self.title.setText(said)
        self.before.setText("上一步" if at > HEADER else "取消")
        number = plan.count(Fate.NEW) + plan.count(Fate.UPDATE) if plan else 0
        last = at == ROWS
        self.ok.setText("下一步" if not last else f"导入 {number} 条" if number else "没有要导入的")
        ready = layout.header is not None and not (at == COLUMNS and layout.missing)
        self.ok.setEnabled(not self.bar.busy and ready and (not last or number > 0))
        self.mark.setVisible(last)
        self.mark.setEnabled(plan is not None and plan.remarked)

    def _told(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.said, self.follow, self.bar = Elided(self), QPushButton(self), JobBar(self)
        self.follow.setObjectName("link")
        row.addWidget(self.said, 1)
        row.addWidget(self.follow)
        row.addWidget(self.bar)
        self.said.hide()
        self.follow.hide()
        self._act: Callable[[], Any] = lambda: None
        self.follow.clicked.connect(lambda: self._act())
        return row

    def tell(self, text: str, words: str = "", act: Callable[[], Any] = lambda: None) -> None:
        """Say what came of something that was asked for here, with one thing to press."""
        self._act = act
        self.said.setText(text)
        self.said.show()
        self.follow.setText(words)
        self.follow.setVisible(bool(words))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.mark = QPushButton("把有问题的单元格标注后另存…", self)
        self.mark.clicked.connect(lambda: self.mark_asked.emit(self.plan, self))
        self.before, self.ok = QPushButton("上一步", self), QPushButton("下一步", self)
        for button in (self.mark, self.before, self.ok):
            button.setAutoDefault(False)
        self.ok.setObjectName("primary")
        self.ok.setDefault(True)
        self.before.clicked.connect(self.back)
        self.ok.clicked.connect(self.next)
        row.addWidget(self.mark)
        row.addStretch()
        row.addWidget(self.before)
        row.addWidget(self.ok)
        return row

    def _commit(self) -> None:
        plan = self.plan
        self.accept()
        self.commit_asked.emit(plan)
