"""三部曲: an inspection's diagnosis, penalty and recheck side by side, the five 见 as lights, its papers, what comes next."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from safety_desk.db.store import Store
from safety_desk.ledger import Step
from safety_desk.ledgers.enforce.chain import ENFORCE_CHAINS, EnforceChain
from safety_desk.ledgers.enforce.document import DOCUMENTS
from safety_desk.tasks.chains import Column, Lit, Sheet, Whole, whole
from safety_desk.ui import theme
from safety_desk.ui.elided import ElidedLink
from safety_desk.ui.icons import icon
from safety_desk.ui.looks_again import LooksAgain
from safety_desk.ui.panels import Panel, link, quiet
from safety_desk.ui.steps import take_step

_PLACES = {-1: "● 已过", 0: "◑ 现在在这里", 1: "○ 还没到"}
_SEEN = {True: ("●", "见到"), False: ("○", "还缺"), None: ("—", "不要求")}


class ChainPage(LooksAgain, QWidget):
    """Shows one chain at a time."""

    record_asked = Signal(str, int)
    print_asked = Signal(list)
    """Each with its ledger, form and record."""
    left = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.id: int | None = None
        self._stale = False
        self.setObjectName("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.area)
        for keys, act in (("Esc", self.left.emit), ("F5", self.refresh), ("Ctrl+P", self._print_all)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def show_chain(self, id: int) -> None:
        """Show a chain."""
        self.id = id
        self.refresh()
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Let the keyboard go to the next step, or scroll."""
        first = next(iter(self.steps), None) if self.id is not None else None
        (first or self.area).setFocus()

    def refresh(self) -> None:
        """Look at everything anew."""
        self._stale = False
        if self.id is None or self.id not in self.store.ids(EnforceChain):
            self.left.emit()
            return
        told = self.told = whole(self.store, self.id)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addLayout(self._head(told, body))
        column.addWidget(self._lights(told, body))
        row = QHBoxLayout()
        row.setSpacing(12)
        for part in told.columns:
            row.addWidget(self._part(part, body), 1)
        column.addLayout(row)
        column.addWidget(self._papers(told, body))
        column.addStretch()
        self.area.setWidget(body)

    def _head(self, told: Whole, parent: QWidget) -> QVBoxLayout:
        chain, names = told.chain, self.store.names
        head = QVBoxLayout()
        head.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        back = QPushButton(ENFORCE_CHAINS.title, parent)
        back.setIcon(icon("left"))
        back.setToolTip(f"回到{ENFORCE_CHAINS.title}（Esc）")
        back.clicked.connect(self.left)
        title = QLabel(names.name("enterprises", chain.enterprise) if chain.enterprise else chain.no or "", parent)
        title.setFont(theme.font(14, strong=True))
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(back)
        row.addWidget(title)
        row.addWidget(QLabel(f"{chain.no}　{chain.checked_on or ''} 检查　隐患 {chain.found_count or 0} 条", parent))
        row.addStretch()
        form = QPushButton("打开表单", parent)
        form.clicked.connect(lambda: self.record_asked.emit(ENFORCE_CHAINS.name, chain.id))
        row.addWidget(form)
        head.addLayout(row)
        head.addLayout(self._next(told, parent))
        for words, reason in (("不处罚的理由", chain.skip_reason), ("缺项闭环的理由", chain.close_reason)):
            if reason:
                head.addWidget(quiet(f"{words}：{reason}", parent))
        return head

    def _next(self, told: Whole, parent: QWidget) -> QHBoxLayout:
        """Where it stands, and what can be done."""
        row = QHBoxLayout()
        row.setSpacing(8)
        stage = QLabel(f"现在：{told.chain.stage.label}", parent)
        stage.setFont(theme.font(strong=True))
        row.addWidget(stage)
        self.steps: list[QPushButton] = []
        for n, step in enumerate(told.steps):
            button = QPushButton(step.label, parent)
            if n == 0 and not step.aside:
                button.setObjectName("primary")
            button.clicked.connect(partial(self._take, step))
            self.steps.append(button)
            row.addWidget(button)
        row.addStretch()
        return row

    def _take(self, step: Step[Any], _: bool = False) -> None:
        if self.id is not None:
            self.area.setFocus()  # the button is not there any more when the page is made anew
            take_step(self.store, ENFORCE_CHAINS, self.store.get(EnforceChain, self.id), step, self)

    def _lights(self, told: Whole, parent: QWidget) -> Panel:
        panel = Panel(parent, "五个“见”")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        for n, lit in enumerate(told.lights):
            grid.addWidget(self._light(lit, panel), 0, n, Qt.AlignmentFlag.AlignTop)
            hint = quiet(lit.light.looks_for, panel)
            hint.setWordWrap(True)
            grid.addWidget(hint, 1, n, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(n, 1)
        panel.column.addLayout(grid)
        return panel

    def _light(self, lit: Lit, parent: QWidget) -> QLabel:
        shape, word = _SEEN[lit.seen]
        label = QLabel(f"{shape} {lit.light.name}　{word}", parent)
        label.setFont(theme.font(11 if lit.seen is not None else 9, strong=lit.seen is not None))
        label.setAccessibleName(f"{lit.light.name}：{word}")
        return label

    def _part(self, part: Column, parent: QWidget) -> Panel:
        panel = Panel(parent)
        row = QHBoxLayout()
        title = QLabel(part.title, panel)
        title.setFont(theme.font(11, strong=True))
        row.addWidget(title)
        row.addStretch()
        place = QLabel(_PLACES[part.place], panel)
        place.setObjectName("" if part.place == 0 else "secondary")
        row.addWidget(place)
        panel.column.addLayout(row)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for n, line in enumerate(part.lines):
            words = ElidedLink(line.words, panel)
            words.clicked.connect(partial(self._open, line.ledger, line.id))
            grid.addWidget(words, n, 0)
            grid.addWidget(QLabel(line.state, panel), n, 1)
        panel.column.addLayout(grid)
        if not part.lines:
            panel.column.addWidget(quiet(part.empty, panel))
        panel.column.addStretch()
        return panel

    def _open(self, ledger: str, id: int, _: bool = False) -> None:
        self.record_asked.emit(ledger, id)

    def _papers(self, told: Whole, parent: QWidget) -> Panel:
        panel = Panel(parent, f"文书　{len(told.papers)}")
        if not told.papers:
            panel.column.addWidget(quiet("还没有登记文书", panel))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for n, one in enumerate(told.papers):
            number = ElidedLink(one.number, panel)
            number.clicked.connect(partial(self._open, DOCUMENTS.name, one.id))
            grid.addWidget(number, n, 0)
            for at, words in enumerate((one.title, one.day, one.state), 1):
                grid.addWidget(QLabel(words, panel), n, at)
            if one.paper is not None and not one.bars:
                grid.addWidget(
                    link("打印", panel, partial(self._print, [one]), "先预览，可以打印，也可以存为 PDF"), n, 4
                )
            else:
                said = quiet("不能打印", panel)
                said.setToolTip(one.bars)
                grid.addWidget(said, n, 4)
        panel.column.addLayout(grid)
        return panel

    def _print(self, sheets: list[Sheet]) -> None:
        self.print_asked.emit([(DOCUMENTS, one.paper, one.id) for one in sheets])

    def _print_all(self) -> None:
        """All papers that can be printed, as one job."""
        if able := [one for one in self.told.papers if one.paper is not None and not one.bars]:
            self._print(able)
