"""一企一档: one record with everything that leads to it, each number opening its rows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from safety_desk.conditions import Where
from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.ledgers.grade import Colours, Grade
from safety_desk.record import Record
from safety_desk.tasks.dossier import Linked, grades_of, linked_to, moments, views_of
from safety_desk.tasks.dues import name_of
from safety_desk.ui import theme
from safety_desk.ui.card import Chip, grade_of, standing
from safety_desk.ui.elided import ElidedLink
from safety_desk.ui.flow import FlowLayout
from safety_desk.ui.home_parts import GradeBar
from safety_desk.ui.icons import icon
from safety_desk.ui.looks_again import LooksAgain

DOSSIERS = {"enterprises": "一企一档"}
"""The ledgers whose records have such a page, and what it is called there."""

BARRED = "risk_points"
"""The ledger whose grades are shown as a bar."""

MOST_FACTS = 12
MOST_MOMENTS = 16


class DossierPage(LooksAgain, QWidget):
    """Shows one record at a time."""

    record_asked = Signal(str, int)
    door_asked = Signal(str, str, object, str)
    left = Signal()

    def __init__(self, store: Store, of: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store, self.of = store, of
        self.record: Record | None = None
        self._stale = False
        self.setObjectName("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.area)
        for keys, act in (("Esc", self.left.emit), ("F5", self.refresh)):
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
        record = self.record = self.store.get(self.of.record, self.record.id)
        linked = linked_to(self.store, self.of, record.id or 0)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addLayout(self._head(record, body))
        column.addWidget(self._facts(record, body))
        row = QHBoxLayout()
        row.setSpacing(12)
        for blocks in self._blocks([one for one in linked if one.count], body):
            row.addLayout(blocks, 3)
        row.addLayout(self._side(record, linked, body), 4)
        column.addLayout(row)
        if none := [one.ledger.noun for one in linked if not one.count and one.ledger is not self.of]:
            column.addWidget(_quiet(f"还没有记录：{'、'.join(none)}", body))
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
        form = QPushButton("打开表单", parent)
        form.clicked.connect(lambda: self.record_asked.emit(self.of.name, record.id))
        row.addWidget(form)
        return row

    def _facts(self, record: Record, parent: QWidget) -> QFrame:
        """What the ledger's table shows of it, and what is wanted of every record."""
        panel, column = _panel(parent)
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
            grid.addWidget(_quiet(self.of.fields[name].label, panel), n // 3, n % 3 * 2)
            grid.addWidget(value, n // 3, n % 3 * 2 + 1)
        for n in (1, 3, 5):
            grid.setColumnStretch(n, 1)
        column.addLayout(grid)
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

    def _block(self, one: Linked, parent: QWidget) -> QFrame:
        """One ledger: how many, in which views, and the newest."""
        panel, column = _panel(parent)
        views = QWidget(panel)
        row = FlowLayout(views, 4)
        row.addWidget(self._door(f"{one.ledger.noun}　{one.count}", one, one.where, views, strong=True))
        for view, where, count in views_of(self.store, one):
            row.addWidget(self._door(f"{view.label} {count}", one, where, views, view.order))
        column.addWidget(views)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for n, record in enumerate(one.newest):
            link = ElidedLink(name_of(self.store, one.ledger, record).replace("\n", " "), panel)
            link.clicked.connect(
                lambda _=False, name=one.ledger.name, id=record.id: self.record_asked.emit(name, id)  # type: ignore[misc]
            )
            grid.addWidget(link, n, 0)
            if (grade := grade_of(one.ledger, record)) is not None:
                grid.addWidget(Chip(grade, self.store.options(Colours), panel), n, 1)
            for at, said in enumerate(standing(self.store, one.ledger, record)[:2], 2):
                state = QLabel(said, panel)
                state.setFont(theme.font(strong=said.startswith("⚠")))
                grid.addWidget(state, n, at)
        column.addLayout(grid)
        return panel

    def _door(
        self, words: str, one: Linked, where: Where, parent: QWidget, order: str = "", strong: bool = False
    ) -> QPushButton:
        link = QPushButton(words, parent)
        link.setObjectName("link")
        link.setFont(theme.font(strong=strong))
        link.setToolTip("在台账里打开这些记录")
        name = self.store.names.name(self.of.name, self.record.id or 0) if self.record is not None else ""
        link.clicked.connect(
            lambda: self.door_asked.emit(one.ledger.name, f"{name} {words}", where, order or one.ledger.order)
        )
        return link

    def _side(self, record: Record, linked: Sequence[Linked], parent: QWidget) -> QVBoxLayout:
        """The four colours of what has grades, and what happened."""
        column = QVBoxLayout()
        column.setSpacing(12)
        for one in linked:
            counts = grades_of(self.store, one) if one.ledger.name == BARRED else {}
            if counts:
                panel, inside = _panel(parent, f"{one.ledger.noun}分级")
                inside.addWidget(GradeBar(counts, self.store.options(Colours), panel))
                column.addWidget(panel)
        panel, inside = _panel(parent, "经过")
        for moment in moments(self.store, self.of, record.id or 0, linked, MOST_MOMENTS):
            line = ElidedLink(f"{moment.at[:16]}　{moment.label}", panel)
            line.setToolTip(f"经办 {moment.who}")
            line.clicked.connect(
                lambda _=False, moment=moment: self.record_asked.emit(moment.ledger, moment.id)  # type: ignore[misc]
            )
            inside.addWidget(line)
        column.addWidget(panel)
        column.addStretch()
        return column


def _panel(parent: QWidget, title: str = "") -> tuple[QFrame, QVBoxLayout]:
    panel = QFrame(parent)
    panel.setObjectName("panel")
    column = QVBoxLayout(panel)
    column.setContentsMargins(12, 8, 12, 10)
    column.setSpacing(4)
    if title:
        head = QLabel(title, panel)
        head.setFont(theme.font(11, strong=True))
        column.addWidget(head)
    return panel, column


def _quiet(words: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setObjectName("secondary")
    label.setWordWrap(len(words) > 12)
    return label
