"""来表即填: drop a superior's blank table, look at what fills it, correct by clicking, fill it, keep it as a template."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import Job, Progress
from safety_desk.ledgers.fill_template import FillTemplate
from safety_desk.periods import Period
from safety_desk.reports.blanks.layout import Layout
from safety_desk.tasks.fill.filling import Blank, find_template, open_template, read_blank, save_template
from safety_desk.tasks.fill.propose import propose
from safety_desk.tasks.fill.values import Filled, values
from safety_desk.ui import theme
from safety_desk.ui.fill.sheet import MOST_LINES, Legend, SheetView
from safety_desk.ui.fill.side import FillSide
from safety_desk.ui.jobs import JobBar
from safety_desk.ui.looks_again import LooksAgain
from safety_desk.ui.period_choice import PeriodChoice

Beside = Callable[[JobBar, Any, Callable[[Any], None], Callable[[BaseException], None]], None]


class FillPage(LooksAgain, QWidget):
    """The picture of the blank, and beside it what fills the chosen cell."""

    fill_asked = Signal(object, object)
    door_asked = Signal(str, str, object, str)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.run: Beside | None = None
        self.blank: Blank | None = None
        self.told: Filled | None = None
        self._again = False
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.title = QLabel("来表即填", self)
        self.title.setFont(theme.font(14, strong=True))
        column.addWidget(self.title)
        column.addLayout(self._buttons())
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self._empty())
        self.stack.addWidget(self._whole())
        column.addWidget(self.stack, 1)
        self.trouble = QLabel(self)
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.bar = JobBar(self)
        column.addWidget(self.bar)
        self._show()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.choice = PeriodChoice(self)
        self.choice.changed.connect(self.recount)
        row.addWidget(self.choice)
        self.sheets = QComboBox(self)
        self.sheets.activated.connect(self._take_sheet)
        row.addWidget(self.sheets)
        row.addStretch()
        self.open = QPushButton("选择空表…", self)
        self.open.clicked.connect(self.ask_blank)
        self.keep = QPushButton("存为模板…", self)
        self.keep.clicked.connect(self.ask_name)
        self.close_ = QPushButton("换一张", self)
        self.close_.clicked.connect(self.put_away)
        self.fill = QPushButton("填表…", self)
        self.fill.setObjectName("primary")
        self.fill.clicked.connect(lambda: self.fill_asked.emit(self.blank, self.period))
        for button in (self.close_, self.open, self.keep, self.fill):
            row.addWidget(button)
        return row

    def _empty(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(10)
        self.drop = QLabel("把上级发来的 Excel 空表拖到这里，或按“选择空表…”", page)
        self.drop.setObjectName("panel")
        self.drop.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.drop.setMinimumHeight(120)
        self.drop.setStyleSheet(f"border: 1px dashed {theme.LOOK.tokens.edge}; border-radius: 6px;")
        column.addWidget(self.drop)
        said = QLabel(
            "程序找出表头和要填的格子，提出每一列、每一格填什么；核对一遍，存成模板，下次选模板和统计期就填好。", page
        )
        said.setObjectName("secondary")
        said.setWordWrap(True)
        column.addWidget(said)
        self.known = QLabel("存好的模板（双击或回车打开）", page)
        self.known.setFont(theme.font(strong=True))
        column.addWidget(self.known)
        self.templates = QListWidget(page)
        self.templates.setAccessibleName("存好的模板")
        self.templates.itemActivated.connect(lambda item: self.open_named(item.data(Qt.ItemDataRole.UserRole)))
        column.addWidget(self.templates, 1)
        column.addStretch()  # takes the room of the templates while there are none
        return page

    def _whole(self) -> QWidget:
        page = QWidget(self)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(6)
        self.picture = SheetView(page)
        left.addWidget(self.picture, 1)
        left.addWidget(Legend(page))
        self.missing = QLabel(page)
        self.missing.setObjectName("secondary")
        self.missing.setWordWrap(True)
        left.addWidget(self.missing)
        row.addLayout(left, 1)
        self.side = FillSide(self.store, page)
        row.addWidget(self.side)
        self.picture.chosen.connect(self.side.choose)
        self.picture.cellDoubleClicked.connect(lambda *_: self._open_rows())
        self.side.changed.connect(self._changed_plan)
        self.side.door_asked.connect(
            lambda to: self.door_asked.emit(to.ledger.name, to.words, to.where, to.ledger.order)
        )
        return page

    @property
    def period(self) -> Period:
        """The chosen period."""
        return self.choice.period

    # ---- which blank

    def ask_blank(self) -> None:
        """Ask for a blank."""
        path, _ = QFileDialog.getOpenFileName(self, "选择上级发来的空表", "", "Excel 工作簿 (*.xlsx *.xlsm)")
        if path:
            self.open_blank(Path(path))

    def open_blank(self, path: Path) -> None:
        """Read a blank and show what could fill it."""
        self._start(lambda store: read_blank(store, path))

    def open_named(self, name: str) -> None:
        """Open a template."""
        try:
            template = find_template(self.store, name)
        except Refusal as why:
            self._tell(str(why))
            return
        self._start(lambda store: open_template(store, template, Path(tempfile.gettempdir()) / "safety-desk-blanks"))

    def _start(self, job: Callable[[Store], Job[Blank]]) -> None:
        assert self.run is not None
        if not self.bar.busy:
            self._tell("")
            self.run(self.bar, job, self._take, self._failed)

    def _take(self, blank: Blank) -> None:
        self.blank, self.told = blank, None
        self._show()
        self.recount()

    def _take_sheet(self, at: int) -> None:
        """Another sheet of the same workbook."""
        assert self.blank is not None
        layout: Layout = self.blank.layouts[at]
        if layout is not self.blank.layout:
            try:
                plan = propose(self.store, layout)
            except Refusal as why:
                self._tell(str(why))
                return
            self._take(Blank(self.blank.path, self.blank.layouts, layout, plan, None, self.blank.warnings))

    def put_away(self) -> None:
        """Back to where a blank is chosen."""
        self.blank = self.told = None
        self._show()

    # ---- what stands in it

    def _changed_plan(self) -> None:
        self.picture.show_blank(self.blank.layout, self.blank.plan, self.told)
        self.recount()

    def recount(self) -> None:
        """Tell anew what stands in the cells."""
        if self.blank is None or self.run is None:
            return
        if self.bar.busy:
            self._again = True
            return
        blank, period = self.blank, self.period

        def job(store: Store) -> Job[Filled]:
            yield Progress(text="正在取数")
            return values(store, blank.layout, blank.plan, period, MOST_LINES)

        self.run(self.bar, job, self._recounted, self._failed)

    def _recounted(self, told: Filled) -> None:
        if self._again:
            self._again = False
            QTimer.singleShot(0, self.recount)
            return
        self.told = told
        self._tell("")
        self._show_table()

    def _failed(self, error: BaseException) -> None:
        self._again = False
        if not isinstance(error, Refusal):
            raise error
        self._tell(str(error))

    def _tell(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.setStyleSheet(f"color: {theme.LOOK.tokens.error};")
        self.trouble.setVisible(bool(text))

    # ---- showing

    def refresh(self) -> None:
        """The records have changed: look again."""
        self._stale = False
        self._list_templates()
        self.recount()

    def _list_templates(self) -> None:
        self.templates.clear()
        for one in self.store.find(FillTemplate, order="name"):
            last = f"　上次填 {one.filled_period}（{one.filled_at:%Y-%m-%d}）" if one.filled_at else ""
            item = QListWidgetItem(f"{one.name}　{one.form or ''}{last}", self.templates)
            item.setData(Qt.ItemDataRole.UserRole, one.name)
        self.known.setVisible(self.templates.count() > 0)
        self.templates.setVisible(self.templates.count() > 0)

    def _show(self) -> None:
        blank = self.blank
        self.stack.setCurrentIndex(0 if blank is None else 1)
        for widget in (self.keep, self.fill, self.close_):
            widget.setVisible(blank is not None)
        self.open.setVisible(blank is None)
        self.sheets.setVisible(blank is not None and len(blank.layouts) > 1)
        if blank is None:
            self.title.setText("来表即填")
            self._list_templates()
            return
        name = blank.template.name if blank.template else blank.path.name
        self.title.setText(f"{'模板：' if blank.template else ''}{name}")
        self.sheets.clear()
        self.sheets.addItems([one.page.name for one in blank.layouts])
        self.sheets.setCurrentIndex(blank.layouts.index(blank.layout))
        self._show_table()

    def _show_table(self) -> None:
        assert self.blank is not None
        self.picture.show_blank(self.blank.layout, self.blank.plan, self.told)
        self.side.show_blank(self.blank, self.told)
        self._say_missing()

    def _say_missing(self) -> None:
        assert self.blank is not None
        told = self.told
        if told is None:
            self.missing.setText("正在取数…")
            return
        lines = [*self.blank.warnings, *told.missing]
        shown = "；".join(lines[:4])
        more = f" 等 {len(lines)} 处" if len(lines) > 4 else ""
        left = f"没有填：{shown}{more}" if lines else "全部填上了"
        look = f"{number} 处请核对。" if (number := self.picture.to_check()) else ""
        self.missing.setText(f"将填 {told.count} {told.unit}。{look}{left}。")
        self.missing.setToolTip("\n".join(lines))

    def _open_rows(self) -> None:
        """Double click: the rows behind the cell."""
        row, column = self.picture.currentRow() + 1, self.picture.currentColumn() + 1
        for door in (self.told.doors.get((row, column), []) if self.told else [])[:1]:
            self.door_asked.emit(door.ledger.name, door.words, door.where, door.ledger.order)

    # ---- a template

    def ask_name(self) -> None:
        """Ask for a name and keep the blank as a template."""
        assert self.blank is not None
        known = self.blank.template.name if self.blank.template else self.blank.layout.title or self.blank.path.stem
        name, ok = QInputDialog.getText(self, "存为模板", "模板名称（同名的会被更新）", text=known)
        if ok and name.strip():
            self.keep_as(name)

    def keep_as(self, name: str) -> None:
        """Keep the blank with its plan as a template. Other pages hear of it."""
        assert self.blank is not None
        try:
            save_template(self.store, self.blank, name)
        except Refusal as why:
            self._tell(str(why))
            return
        self._show()

    # ---- dropped files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = next(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()
        self.open_blank(Path(path))
