"""一企一档: one record with everything that leads to it and all that is judged of it, each number opening its rows."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from safety_desk.conditions import Where
from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import DOSSIERS
from safety_desk.ledgers.dossier import Dossier
from safety_desk.ledgers.enforce.three_parts import LEADS_TO_CHAIN
from safety_desk.ledgers.enforce.three_parts import TITLE as CHAIN
from safety_desk.ledgers.grade import Colours, Grade
from safety_desk.record import Record
from safety_desk.tasks.dossier import Linked, Whole, graded, line_of, moments, views_of, whole
from safety_desk.ui import theme
from safety_desk.ui.card import Chip, grade_of, standing
from safety_desk.ui.elided import ElidedLink
from safety_desk.ui.flow import FlowLayout
from safety_desk.ui.home_parts import GradeBar
from safety_desk.ui.icons import icon
from safety_desk.ui.looks_again import LooksAgain
from safety_desk.ui.panels import Panel, link, quiet
from safety_desk.ui.toolbar import add_tool
from safety_desk.ui.verdict_panel import CompletePanel, VerdictPanel

MOST_FACTS = 12
MOST_MOMENTS = 16


def dossier_title(ledger: str) -> str:
    """What the page of all that belongs to a ledger's record is called (its dossier, its chain); empty where there is none."""
    dossier = DOSSIERS.get(ledger)
    return dossier.title if dossier else CHAIN if ledger in LEADS_TO_CHAIN else ""


class DossierPage(LooksAgain, QWidget):
    """Shows one record at a time."""

    record_asked = Signal(str, int)
    door_asked = Signal(str, str, object, str)
    gap_asked = Signal(object, int)
    print_asked = Signal(int)
    save_asked = Signal(int)
    left = Signal()

    def __init__(self, store: Store, dossier: Dossier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store, self.dossier, self.of = store, dossier, dossier.ledger
        self.record: Record | None = None
        self._stale = False
        self.setObjectName("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.area)
        for keys, act in (("Esc", self.left.emit), ("F5", self.refresh), ("Ctrl+P", self._print)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def show_record(self, id: int) -> None:
        """Show a record with all that leads to it."""
        self.record = self.store.get(self.of.record, id)
        self.refresh()

    def take_keyboard(self) -> None:
        """Let the keyboard scroll."""
        self.area.setFocus()

    def refresh(self) -> None:
        """Look at everything anew."""
        self._stale = False
        if self.record is None or self.record.id not in self.store.ids(self.of.record):
            self.left.emit()
            return
        told = whole(self.store, self.dossier, self.record.id)
        record = self.record = told.record
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addLayout(self._head(record, body))
        column.addWidget(self._facts(record, body))
        row = QHBoxLayout()
        row.setSpacing(12)
        for blocks in self._blocks(told.some, body):
            row.addLayout(blocks, 3)
        row.addLayout(self._side(told, body), 4)
        column.addLayout(row)
        if told.none:
            column.addWidget(quiet(f"还没有记录：{'、'.join(told.none)}", body))
        column.addStretch()
        self.area.setWidget(body)

    def _head(self, record: Record, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        back = QPushButton(self.of.title, parent)
        back.setIcon(icon("left"))
        back.setToolTip(f"回到{self.of.title}（Esc）")
        back.clicked.connect(self.left)
        title = QLabel(self.store.names.name(self.of.name, record.id or 0), parent)
        title.setFont(theme.font(14, strong=True))
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(back)
        row.addWidget(title)
        if (grade := grade_of(self.of, record)) is not None:
            row.addWidget(Chip(grade, self.store.options(Colours), parent))
        for said in standing(self.store, self.of, record):
            row.addWidget(QLabel(said, parent))
        row.addStretch()
        add_tool(row, parent, "print", "打印", self._print, "先预览，可以打印，也可以存为 PDF（Ctrl+P）")
        add_tool(row, parent, "export", "导出", self._save, "存成一个 Excel 工作簿，每本台账一张表")
        form = QPushButton("打开表单", parent)
        form.clicked.connect(lambda: self.record_asked.emit(self.of.name, record.id))
        row.addWidget(form)
        return row

    def _print(self) -> None:
        if self.record is not None:
            self.print_asked.emit(self.record.id)

    def _save(self) -> None:
        if self.record is not None:
            self.save_asked.emit(self.record.id)

    def _facts(self, record: Record, parent: QWidget) -> Panel:
        """What the ledger's table shows of it, and what is wanted of every record."""
        panel = Panel(parent)
        shown = self.of.show(record, self.store.names)
        wanted = dict.fromkeys([*self.of.columns.split(), *(n for n, f in self.of.fields.items() if f.should)])
        names = [n for n in wanted if n in shown and n != self.of.called and shown[n]]
        names = [n for n in names if not isinstance(getattr(record, n), Grade)][:MOST_FACTS]
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for n, name in enumerate(names):
            value = QLabel(shown[name], panel)
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(quiet(self.of.fields[name].label, panel), n // 3, n % 3 * 2)
            grid.addWidget(value, n // 3, n % 3 * 2 + 1)
        for n in (1, 3, 5):
            grid.setColumnStretch(n, 1)
        panel.column.addLayout(grid)
        return panel

    def _blocks(self, linked: Sequence[Linked], parent: QWidget) -> list[QVBoxLayout]:
        """Two columns of ledgers, each going on in the shorter one."""
        columns, heights = [QVBoxLayout(), QVBoxLayout()], [0, 0]
        for one in linked:
            shorter = heights.index(min(heights))
            columns[shorter].addWidget(self._block(one, parent))
            heights[shorter] += 2 + len(one.newest)
        for column in columns:
            column.setSpacing(12)
            column.addStretch()
        return columns

    def _block(self, one: Linked, parent: QWidget) -> Panel:
        """One ledger: how many, in which views, and the newest."""
        panel = Panel(parent)
        views = QWidget(panel)
        row = FlowLayout(views, 4)
        row.addWidget(self._door(f"{one.ledger.noun}　{one.count}", one, one.where, views, strong=True))
        for view, where, count in views_of(self.store, one):
            row.addWidget(self._door(f"{view.label} {count}", one, where, views, view.order))
        panel.column.addWidget(views)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for n, record in enumerate(one.newest):
            line = ElidedLink(line_of(self.store, self.of, one.ledger, record), panel)
            line.clicked.connect(
                lambda _=False, name=one.ledger.name, id=record.id: self.record_asked.emit(name, id)  # type: ignore[misc]
            )
            grid.addWidget(line, n, 0)
            if (grade := grade_of(one.ledger, record)) is not None:
                grid.addWidget(Chip(grade, self.store.options(Colours), panel), n, 1)
            for at, said in enumerate(standing(self.store, one.ledger, record)[:2], 2):
                state = QLabel(said, panel)
                state.setFont(theme.font(strong=said.startswith("⚠")))
                grid.addWidget(state, n, at)
        panel.column.addLayout(grid)
        return panel

    def _door(
        self, words: str, one: Linked, where: Where, parent: QWidget, order: str = "", strong: bool = False
    ) -> QPushButton:
        name = self.store.names.name(self.of.name, self.record.id or 0) if self.record is not None else ""
        shown = (one.ledger.name, f"{name} {words}", where, order or one.ledger.order)
        return link(words, parent, partial(self.door_asked.emit, *shown), "在台账里打开这些记录", strong)

    def _side(self, told: Whole, parent: QWidget) -> QVBoxLayout:
        """What is judged, the four colours of what tells its own grade, and what happened."""
        record_id = told.record.id or 0
        column = QVBoxLayout()
        column.setSpacing(12)
        if (grades := graded(self.store, self.of, told.linked)) is not None:
            one, counts = grades
            bar = Panel(parent, f"{one.ledger.noun}分级")
            bar.column.addWidget(GradeBar(counts, self.store.options(Colours), bar))
            column.addWidget(bar)
        if told.complete is not None:
            complete = CompletePanel(told.complete, parent)
            complete.gap_asked.connect(lambda gap: self.gap_asked.emit(gap, record_id))
            column.addWidget(complete)
        if told.verdicts:
            judged = VerdictPanel(self.store, told, parent)
            judged.record_asked.connect(self.record_asked)
            judged.door_asked.connect(self.door_asked)
            column.addWidget(judged)
        elif self.dossier.rules:
            spared = Panel(parent, "合规自动检查")
            spared.column.addWidget(quiet("规则对它不适用，没有检查", spared))
            column.addWidget(spared)
        panel = Panel(parent, "经过")
        for moment in moments(self.store, self.of, record_id, told.linked, MOST_MOMENTS):
            line = ElidedLink(f"{moment.at[:16]}　{moment.label}", panel)
            line.setToolTip(f"经办 {moment.who}")
            line.clicked.connect(
                lambda _=False, moment=moment: self.record_asked.emit(moment.ledger, moment.id)  # type: ignore[misc]
            )
            panel.column.addWidget(line)
        column.addWidget(panel)
        column.addStretch()
        return column
