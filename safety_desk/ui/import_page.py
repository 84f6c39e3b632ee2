"""Import: what a file would change, row by row, before anything is changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from safety_desk.db.store import Store
from safety_desk.fields import Code, Field
from safety_desk.intake.book import letter
from safety_desk.intake.headers import Match
from safety_desk.intake.judging import Fate, Line, Remark
from safety_desk.record import Record
from safety_desk.tasks.importing import Plan, summary
from safety_desk.ui import theme
from safety_desk.ui.elided import Elided
from safety_desk.ui.rows_model import RowsModel, RowsView

_REMARKS = ("行", "单元格", "列", "原来的内容", "结果", "原因", "建议")
_REFUSED, _DOUBTED = "不保存", "存疑"


@dataclass(frozen=True)
class PlannedNames:
    """How linked records are called, also those that only the import will add."""

    store: Store
    added: Mapping[int, tuple[str, str]]

    def name(self, ledger: str, id: int) -> str:
        """What people call that record."""
        return self.added[id][1] if id < 0 else self.store.names.name(ledger, id)

    def codes(self, table: str) -> Mapping[str, Code]:
        """The entries of a code table by code."""
        return self.store.names.codes(table)


class ImportDialog(QDialog):
    """The preview of an import: the same plan that is then carried out."""

    commit_asked = Signal(object)
    mark_asked = Signal(object, object)
    sheet_asked = Signal(str)

    def __init__(self, plan: Plan, store: Store, parent: QWidget | None = None, sheets: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self.plan, self.store = plan, store
        self._names = PlannedNames(store, plan.names.added)
        self._before: dict[int, Record] = {}
        self.setWindowTitle(f"导入{plan.ledger.title}：{plan.path.name}")
        room = self.screen().availableGeometry()
        self.resize(min(1080, room.width() - 40), min(640, room.height() - 60))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        title = QLabel(summary(replace(plan, others=[]), dry_run=True), self)
        title.setFont(theme.font(11, strong=True))
        title.setWordWrap(True)
        column.addWidget(title)
        if len(sheets) > 1:
            column.addLayout(self._sheets(sheets))
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._problems(), f"要核对的　{len(plan.rejected) + len(plan.doubtful)}")
        for fate, words in ((Fate.NEW, "将新增的"), (Fate.UPDATE, "将更新的")):
            if lines := [line for line in plan.lines if line.fate is fate]:
                self.tabs.addTab(self._lines(lines), f"{words}　{len(lines)}")
        self.tabs.addTab(self._columns(), f"列的对应　{len(plan.header.fields)}")
        column.addWidget(self.tabs, 1)
        column.addLayout(self._told())
        column.addLayout(self._buttons())
        self._show()

    def _sheets(self, names: Sequence[str]) -> QHBoxLayout:
        """Which sheet of the workbook is looked at; another one is read anew."""
        row = QHBoxLayout()
        self.sheets = QComboBox(self)
        self.sheets.addItems(list(names))
        self.sheets.setCurrentText(self.plan.sheet.name)
        self.sheets.setAccessibleName("工作表")
        self.sheets.textActivated.connect(self._another)
        note = QLabel("这个工作簿里能导入的不止一张，一次导入一张。", self)
        note.setObjectName("secondary")
        for widget in (QLabel("工作表", self), self.sheets, note):
            row.addWidget(widget)
        row.addStretch()
        return row

    def _another(self, name: str) -> None:
        if name != self.plan.sheet.name:
            self.reject()
            self.sheet_asked.emit(name)

    # -- what was found --------------------------------------------------------------------------------------

    def _problems(self) -> QWidget:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 0, 0)
        row = QHBoxLayout()
        self.only = QComboBox(body)
        self.only.addItems(["全部", "不保存的", "存疑的"])
        self.only.currentIndexChanged.connect(lambda _: self._show())
        row.addWidget(self.only)
        hint = QLabel("“不保存”的行改正后再导入一次即可，已导入的不会重复；“存疑”的照样保存，表中有角标。", body)
        hint.setObjectName("secondary")
        hint.setWordWrap(True)
        row.addWidget(hint, 1)
        column.addLayout(row)
        self.model = RowsModel(_REMARKS, _remark_said, self, lambda told, n: n == 4 and told[0] == _REFUSED)
        column.addWidget(RowsView(self.model, (4, 7, 16, 20, 7, 46, 16), body), 1)
        return body

    def _show(self) -> None:
        wrong = [(_REFUSED, remark) for remark in self.plan.rejected]
        doubts = [(_DOUBTED, remark) for remark in self.plan.doubtful]
        chosen = ([*wrong, *doubts], wrong, doubts)[self.only.currentIndex()]
        self.model.show(sorted(chosen, key=lambda told: told[1].row))

    # -- what would be saved ---------------------------------------------------------------------------------

    def _lines(self, lines: list[Line]) -> RowsView:
        """Records as they would be; where one is there already, what becomes of its fields."""
        fields = [self.plan.target.fields[name] for name in self.plan.header.fields]

        def tell(line: Line, n: int) -> str:
            return str(line.number) if n == 0 else self._field_said(line, fields[n - 1])

        def changed(line: Line, n: int) -> bool:
            return n > 0 and self._changed(line, fields[n - 1])

        model = RowsModel(["行", *(field.label for field in fields)], tell, self, changed)
        model.show(lines)
        widths = [field.width or max(field.kind.width, 2 * len(field.label) + 2) for field in fields]
        return RowsView(model, (4, *widths), self)

    def _field_said(self, line: Line, field: Field) -> str:
        after = field.show(getattr(line.record, field.name), self._names)
        if not self._changed(line, field):
            return after
        before = field.show(getattr(self._existing(line), field.name), self._names)
        return f"{before or '（空）'} → {after}"

    def _changed(self, line: Line, field: Field) -> bool:
        if line.fate is not Fate.UPDATE:
            return False
        return bool(getattr(self._existing(line), field.name) != getattr(line.record, field.name))

    def _existing(self, line: Line) -> Record:
        id = line.record.id or 0
        if id not in self._before:
            self._before[id] = self.store.get(self.plan.target.record, id)
        return self._before[id]

    # -- how it was read -------------------------------------------------------------------------------------

    def _columns(self) -> QWidget:
        """How each column of the file was understood."""
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 0, 0)
        header = self.plan.header
        where = QLabel(f"工作表“{self.plan.sheet.name}”，第 {header.first + 1} 行起是表头。", body)
        where.setObjectName("secondary")
        column.addWidget(where)

        def said(match: Match, n: int) -> str:
            unused = "没有用到" if match.heading in header.unmatched else "—"
            return (letter(match.column), match.heading, match.field.label if match.field else unused)[n]

        def strange(match: Match, n: int) -> bool:
            return n == 2 and match.heading in header.unmatched

        model = RowsModel(("列", "文件里的表头", "对应的字段"), said, self, strange)
        model.show([match for match in header.matches if match.heading])
        column.addWidget(RowsView(model, (4, 36, 30), body), 1)
        return body

    # -- buttons ---------------------------------------------------------------------------------------------

    def _told(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.said, self.follow = Elided(self), QPushButton(self)
        self.follow.setObjectName("link")
        row.addWidget(self.said, 1)
        row.addWidget(self.follow)
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
        self.mark.setEnabled(bool(self.plan.rejected or self.plan.doubtful))
        self.mark.clicked.connect(lambda: self.mark_asked.emit(self.plan, self))
        row.addWidget(self.mark)
        row.addStretch()
        cancel = QPushButton("取消", self)
        cancel.clicked.connect(self.reject)
        number = self.plan.count(Fate.NEW) + self.plan.count(Fate.UPDATE)
        self.ok = QPushButton(f"导入 {number} 条" if number else "没有要导入的", self)
        self.ok.setObjectName("primary")
        self.ok.setEnabled(number > 0)
        self.ok.setDefault(True)
        self.ok.setFocus()
        self.ok.clicked.connect(self._commit)
        row.addWidget(cancel)
        row.addWidget(self.ok)
        return row

    def _commit(self) -> None:
        self.accept()
        self.commit_asked.emit(self.plan)


def _remark_said(told: tuple[str, Remark], n: int) -> str:
    word, remark = told
    values = (remark.row, remark.cell, remark.column, remark.value, word, remark.reason, remark.proposal)
    return str(values[n])
