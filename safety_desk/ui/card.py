"""The card of the chosen record: what it is, how it stands, what can be done next, and what happened so far."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from safety_desk.db.store import Store
from safety_desk.ledger import Ledger, Step
from safety_desk.ledgers.grade import Colours, Grade
from safety_desk.record import Record
from safety_desk.tasks.telling import events
from safety_desk.ui import theme
from safety_desk.ui.doubts import DoubtLine, settle, told
from safety_desk.ui.painting import paint_chip
from safety_desk.ui.record_files import files_grid, has_files

Door = tuple[str, Callable[[Record], bool], Callable[[], object]]
"""A way to a page where something is done with the record: its words, for which records, what opens it."""

MOST_FIELDS = 14
MOST_EVENTS = 8
MOST_DOUBTS = 4


class Chip(QWidget):
    """A risk grade as a chip."""

    def __init__(self, grade: Grade, colours: Colours, parent: QWidget) -> None:
        super().__init__(parent)
        self._grade, self._colours = grade, colours
        self.setFont(theme.font(strong=True))
        self.setAccessibleName(f"风险等级 {grade.label}")

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(f"{self._grade.label} {self._grade.letter}") + 16, metrics.height() + 10)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._grade, self._colours, self.font())
        painter.end()


def grade_of(ledger: Ledger, record: Record) -> Grade | None:
    """The record's risk grade, where its table shows one."""
    values = (getattr(record, name) for name in ledger.columns.split() if name in ledger.fields)
    return next((value for value in values if isinstance(value, Grade)), None)


def standing(store: Store, ledger: Ledger, record: Record) -> list[str]:
    """How a record stands: its state as shape and word, and what is told anew each day."""
    found = []
    for name in ledger.fields:
        value = getattr(record, name)
        if shape := getattr(value, "shape", ""):
            found.append(f"{shape} {value.label}")
    found += [
        text
        for extra in ledger.derived
        if not extra.headline and (text := extra.tell(record, store.scene(), store.names)) not in ("", "—")
    ]
    if getattr(record, "override_reason", None):
        found.append("人工认定")
    return found


def fresh_body(area: QScrollArea) -> QVBoxLayout:
    """A new, empty column in a scroll area, in the place of the old one."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(6)
    area.setWidget(body)
    return column


class RecordCard(QScrollArea):
    """Shows one record of any ledger; its buttons are the steps that are possible now, and no others."""

    step_asked = Signal(object)
    open_asked = Signal()
    history_asked = Signal()
    dossier_asked = Signal()

    def __init__(self, store: Store, ledger: Ledger, parent: QWidget | None = None, dossier: str = "") -> None:
        super().__init__(parent)
        self.store, self.ledger, self._dossier = store, ledger, dossier
        self.record: Record | None = None
        self.doors: Sequence[Door] = ()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(260)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_record(self, record: Record | None) -> None:
        """Show a record, or what the page is for where none is chosen."""
        self.record = record
        column = fresh_body(self)
        if record is None:
            hint = QLabel("选中一条记录，这里显示它的情况和下一步。", self)
            hint.setObjectName("secondary")
            hint.setWordWrap(True)
            column.addWidget(hint)
            column.addStretch()
            return
        self._head(column, record)
        self._doubts(column, record)
        self._steps(column, record)
        if has_files(self.ledger, record):
            column.addWidget(_line())
            column.addLayout(files_grid(self.store, self.ledger, record, self))
        self._facts(column, record)
        self._events(column, record)
        column.addStretch()

    def _head(self, column: QVBoxLayout, record: Record) -> None:
        names, ledger = self.store.names, self.ledger
        title = QLabel(ledger.fields[ledger.called].show(getattr(record, ledger.called), names) or "（未命名）")
        title.setFont(theme.font(12, strong=True))
        title.setWordWrap(True)
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(title)
        for extra in ledger.derived:
            if extra.headline:
                owner = QLabel(extra.tell(record, self.store.scene(), names))
                owner.setWordWrap(True)
                column.addWidget(owner)
        row = QHBoxLayout()
        row.setSpacing(8)
        if (grade := grade_of(ledger, record)) is not None:
            row.addWidget(Chip(grade, self.store.options(Colours), self))
        for said in standing(self.store, self.ledger, record):
            label = QLabel(said)
            label.setFont(theme.font(strong=True))
            row.addWidget(label)
        row.addStretch()
        column.addLayout(row)
        if missing := ledger.missing(record):
            said = "、".join(field.label for field in missing[:6]) + ("…" if len(missing) > 6 else "")
            hint = QLabel(f"应填未填 {len(missing)} 项：{said}")
            hint.setObjectName("secondary")
            hint.setWordWrap(True)
            column.addWidget(hint)

    def _doubts(self, column: QVBoxLayout, record: Record) -> None:
        doubts = self.store.doubts(self.ledger, record.id or 0)
        lines = []
        for doubt in doubts[:MOST_DOUBTS]:
            field = self.ledger.fields[doubt.field]
            lines.append((told(doubt.replace(value=field.veiled(doubt.value)), field.label), [doubt.field]))
        if len(doubts) > MOST_DOUBTS:
            lines.append((f"共存疑 {len(doubts)} 处，其余的打开全部字段看", []))
        for said, fields in lines:
            line = DoubtLine(said, self)
            line.button.setVisible(bool(fields))
            line.settled.connect(lambda fields=fields: settle(self.store, self.ledger, record, fields, self))
            column.addWidget(line)

    def _steps(self, column: QVBoxLayout, record: Record) -> None:
        possible: list[Step[Any]] = sorted(
            (step for step in self.ledger.steps if step.when(record)), key=lambda s: s.aside
        )
        grid = QGridLayout()
        grid.setSpacing(6)
        doors = [(words, act) for words, when, act in self.doors if when(record)]
        usual = not doors and bool(possible) and not possible[0].aside
        doors += [(step.label, lambda step=step: self.step_asked.emit(step)) for step in possible]  # type: ignore[misc]
        for n, (words, act) in enumerate(doors):
            button = QPushButton(words, self)
            if n == 0 and (usual or len(doors) > len(possible)):
                button.setObjectName("primary")
            button.clicked.connect(lambda _=False, act=act: act())
            grid.addWidget(button, n // 2, n % 2)
        column.addLayout(grid)

    def _facts(self, column: QVBoxLayout, record: Record) -> None:
        column.addWidget(_line())
        told = self.ledger.show(record, self.store.names)
        shown = {name: text for name, text in told.items() if self.ledger.fields[name].kind.name != "files"}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        columns = self.ledger.columns.split()
        wanted = [name for name in columns if name in shown and name != self.ledger.called]
        wanted += [name for name in shown if name not in wanted and name != self.ledger.called]
        row = 0
        for name in wanted:
            usual = name not in columns and getattr(record, name) == self.ledger.fields[name].default
            if shown[name] and not usual and row < MOST_FIELDS:
                head, value = QLabel(self.ledger.fields[name].label), QLabel(shown[name])
                head.setObjectName("secondary")
                head.setAlignment(Qt.AlignmentFlag.AlignTop)
                value.setWordWrap(True)
                value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(head, row, 0)
                grid.addWidget(value, row, 1)
                row += 1
        column.addLayout(grid)
        more = QPushButton("打开全部字段（回车）", self)
        more.setObjectName("link")
        more.clicked.connect(self.open_asked)
        row = QHBoxLayout()
        row.addWidget(more)
        if self._dossier:
            whole = QPushButton(self._dossier, self)
            whole.setObjectName("link")
            whole.setToolTip("和它有关的全部记录，一页看完")
            whole.clicked.connect(self.dossier_asked)
            row.addWidget(whole)
        row.addStretch()
        column.addLayout(row)

    def _events(self, column: QVBoxLayout, record: Record) -> None:
        told = list(events(self.store, self.ledger, record.id or 0))
        if not told:
            return
        column.addWidget(_line())
        head = QLabel("经过")
        head.setFont(theme.font(strong=True))
        column.addWidget(head)
        cut = len(told) > MOST_EVENTS or any(len(event.changes) > 3 for event in told[-MOST_EVENTS:])
        for event in reversed(told[-MOST_EVENTS:]):
            changes = "；".join(f"{label} {was or '空'} → {is_ or '空'}" for label, was, is_ in event.changes[:3])
            text = QLabel(f"{event.at[:16]}　{event.label}")
            text.setWordWrap(True)
            column.addWidget(text)
            if changes and len(event.changes) <= 12:
                detail = QLabel(changes)
                detail.setObjectName("secondary")
                detail.setWordWrap(True)
                column.addWidget(detail)
        if cut:
            whole = QPushButton("全部经过", self)
            whole.setObjectName("link")
            whole.clicked.connect(self.history_asked)
            column.addWidget(whole, 0, Qt.AlignmentFlag.AlignLeft)


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("line")
    line.setFixedHeight(1)
    return line
