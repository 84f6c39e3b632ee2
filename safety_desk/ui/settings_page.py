"""Settings as forms: each group of the office's rules, and how this computer shows the window."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from safety_desk.db.store import Store
from safety_desk.options import Options
from safety_desk.record import read
from safety_desk.ui import theme
from safety_desk.ui.form import FieldForm, ProblemBar
from safety_desk.ui.rows_model import RowsModel, RowsView
from safety_desk.ui.unsaved import Draft


def titled(parent: QWidget, words: str, hint: str = "") -> QVBoxLayout:
    """The column of a plain page under its title."""
    parent.setObjectName("page")
    column = QVBoxLayout(parent)
    column.setContentsMargins(20, 14, 20, 12)
    column.setSpacing(8)
    title = QLabel(words, parent)
    title.setFont(theme.font(14, strong=True))
    column.addWidget(title)
    if hint:
        note = QLabel(hint, parent)
        note.setObjectName("secondary")
        note.setWordWrap(True)
        column.addWidget(note)
    return column


class SettingsPage(QWidget):
    """All groups of the office's rules, one at a time."""

    save_asked = Signal(str, object)

    def __init__(self, store: Store, groups: Sequence[type[Options]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = titled(
            self,
            "设置",
            "法规没有写死、各地做法不同的，都由本单位在这里定。改动记入操作日志，可以撤销；“?”说明取值的由来。",
        )
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self.pages = [OptionsPage(store, group, self) for group in groups]
        for page in self.pages:
            page.save_asked.connect(self.save_asked)
            self.tabs.addTab(page, page.group.title)
        column.addWidget(self.tabs, 1)

    def show_group(self, group: type[Options]) -> None:
        """Show one group."""
        self.tabs.setCurrentWidget(next(page for page in self.pages if page.group is group))

    def drafts(self) -> list[Draft]:
        """The groups in which something is not saved."""
        return [page for page in self.pages if page.dirty]

    def changed(self, ledgers: set[str]) -> None:
        """Ledgers have changed."""
        for page in self.pages:
            page.changed(ledgers)


class OptionsPage(QWidget):
    """One group of the office's rules."""

    save_asked = Signal(str, object)

    def __init__(self, store: Store, group: type[Options], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store, self.group = store, group
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        self.bar = ProblemBar(self)
        heads: dict[str, list[Any]] = {}
        head = ""
        for field in group.fields.values():
            head = field.section or head
            heads.setdefault(head, []).append(field)
        self.form = FieldForm(store, heads, self)
        self.bar.jump.connect(self.form.focus)
        column.addWidget(self.bar)
        column.addWidget(self.form, 1)
        row = QHBoxLayout()
        self.hint = QLabel(self)
        self.hint.setObjectName("secondary")
        row.addWidget(self.hint, 1)
        self.form.changed.connect(self._touched)
        defaults = QPushButton("恢复默认值", self)
        defaults.setToolTip("先填进表单，保存后才生效")
        defaults.clicked.connect(self._defaults)
        self.save_button = QPushButton("保存", self)
        self.save_button.setObjectName("primary")
        self.save_button.clicked.connect(self.save)
        row.addWidget(defaults)
        row.addWidget(self.save_button)
        column.addLayout(row)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)
        self.save_button.setToolTip("保存（Ctrl+S）")
        self._put()

    def _put(self) -> None:
        self.form.put(self.store.options(self.group))
        self.bar.hide()
        self.hint.clear()
        self.dirty = False

    def _defaults(self) -> None:
        self.form.put(self.group())
        self._touched()

    def _touched(self) -> None:
        self.hint.setText("有未保存的修改")
        self.dirty = True

    def called(self) -> str:
        """What the group is called, for asking."""
        return f"设置：{self.group.title}"

    def discard(self) -> None:
        """Put back what holds."""
        self._put()

    def save(self) -> bool:
        """Keep what stands there, or say what is wrong; answers whether it could be kept."""
        done = read(self.group, self.form.raw(), self.store.context())
        self.form.tell(done.problems)
        self.bar.tell(list(done.errors))
        if not done.errors:
            self.dirty = False
            self.save_asked.emit(f"修改设置：{self.group.title}", done.record)
        return not done.errors

    def changed(self, ledgers: set[str]) -> None:
        """Ledgers have changed: settings may have been undone. What is being typed stays."""
        if "settings" in ledgers and not self.dirty:
            self._put()


class LookPage(QWidget):
    """Theme, size of type, height of rows: of this computer, not of the office."""

    look_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = titled(self, "显示", "只影响这台电脑。")
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(12)
        self.dark = QComboBox(self)
        self.dark.addItems(["浅色", "深色"])
        self.points = QComboBox(self)
        self.points.addItems([f"{n} 磅" for n in range(9, 14)])
        self.roomy = QCheckBox("表格行距宽松", self)
        for box in (self.dark, self.points):
            box.setFixedWidth(160)
        self._put()
        form.addRow("配色", self.dark)
        form.addRow("字号", self.points)
        form.addRow("", self.roomy)
        column.addLayout(form)
        column.addStretch()
        self.dark.activated.connect(self._take)
        self.points.activated.connect(self._take)
        self.roomy.toggled.connect(self._take)

    def _put(self) -> None:
        """Show the look that holds."""
        with QSignalBlocker(self.roomy):
            self.dark.setCurrentIndex(int(theme.LOOK.dark))
            self.points.setCurrentIndex(theme.LOOK.points - 9)
            self.roomy.setChecked(theme.LOOK.roomy)

    def _take(self) -> None:
        chosen = theme.Look(bool(self.dark.currentIndex()), self.points.currentIndex() + 9, self.roomy.isChecked())
        self.look_chosen.emit(chosen)
        self._put()  # it may not have been taken


class JournalPage(QWidget):
    """操作日志: what was done, when, by whom, the newest first."""

    MOST = 500

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        column = titled(self, "操作日志", f"最近 {self.MOST} 次操作。日志带校验链，被程序以外的工具改动能查出来。")
        self.model = RowsModel(("时间", "经办", "涉及记录", "操作"), lambda row, n: str(row[n]), self)
        self.table = RowsView(self.model, (18, 12, 8, 60), self)
        column.addWidget(self.table, 1)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.refresh()

    def changed(self, ledgers: set[str]) -> None:
        """Something was done."""
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the journal anew."""
        done = self.store.operations(self.MOST)
        self.model.show([(at[:16], who, changes, label) for at, who, label, changes in done])
