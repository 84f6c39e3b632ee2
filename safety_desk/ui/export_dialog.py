"""What goes into an export: the columns that are seen or all of them, numbers of persons masked or whole."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget

from safety_desk.fields import Field
from safety_desk.ledger import Ledger
from safety_desk.tasks.exporting import missed, told


class ExportDialog(QDialog):
    """Asks before a table is exported; `columns` and `whole` are what was chosen."""

    def __init__(self, ledger: Ledger[Any], seen: Sequence[str], count: int, parent: QWidget, which: str) -> None:
        super().__init__(parent)
        self.ledger, self._seen = ledger, list(seen)
        self.setWindowTitle(f"导出{ledger.title}")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(QLabel(f"{which}，共 {count} 条。", self))
        self.as_seen = QRadioButton(f"看到的列（{len(self._seen)} 列）", self)
        self.all = QRadioButton(f"全部列（{len(ledger.fields)} 列）", self)
        self.as_seen.setChecked(True)
        self.more = self._note("")
        if names := [ledger.fields[name].label for name in missed(ledger, self._seen)]:
            self.more.setText(f"另带上{'、'.join(names)}，改完导回来才认得出是哪条记录。")
        self.more.setVisible(bool(self.more.text()))
        self.whole = QCheckBox("完整号码", self)
        self.law = self._note("身份证号、手机号默认隐去中间几位，保密的内容写作＊＊＊。勾上就写全，并记入操作日志。")
        for widget in (self.as_seen, self.more, self.all):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.whole)
        column.addWidget(self.law)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addStretch()
        for words, act in (("取消", self.reject), ("选择位置…", self.accept)):
            button = QPushButton(words, self)
            button.clicked.connect(act)
            row.addWidget(button)
        button.setObjectName("primary")
        button.setDefault(True)
        column.addLayout(row)
        self.as_seen.toggled.connect(self._told)
        self._told()
        self.setMinimumWidth(420)

    def _note(self, text: str) -> QLabel:
        note = QLabel(text, self)
        note.setObjectName("secondary")
        note.setWordWrap(True)
        note.setContentsMargins(24, 0, 0, 0)
        return note

    @property
    def columns(self) -> list[str]:
        """The names of the chosen columns; none for all."""
        return self._seen if self.as_seen.isChecked() else []

    def _told(self) -> None:
        """Only what has numbers of persons asks whether they are wanted whole."""
        personal = any(isinstance(one, Field) and one.personal for one in told(self.ledger, self.columns))
        self.whole.setVisible(personal)
        self.law.setVisible(personal)
        if not personal:
            self.whole.setChecked(False)


def ask(
    ledger: Ledger[Any], seen: Sequence[str], count: int, parent: QWidget, then: Callable[..., None], which: str
) -> ExportDialog:
    """Ask, and go on with the columns and whether numbers are wanted whole. `which` says which records they are."""
    dialog = ExportDialog(ledger, seen, count, parent, which)
    dialog.accepted.connect(lambda: then(dialog.columns, dialog.whole.isChecked()))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
