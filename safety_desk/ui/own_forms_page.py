"""自有格式: the office's own Word forms of a ledger, whether they can be filled, and every placeholder they may use."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger
from safety_desk.tasks.own_forms import OwnForm, own_forms, state_of, strays, take_in
from safety_desk.tasks.placeholders import placeholders
from safety_desk.ui.rows_model import RowsModel, RowsView
from safety_desk.ui.settings_page import titled

_HINT = (
    "本单位自己的 Word 格式，写上占位符，选中记录打印时就填好。先“出一份示例”，在 Word 或 WPS 里改成自己的样子；"
    "或者在现成的格式里，从右边的表点一下占位符，粘贴到要填的地方。"
)
_HEADS = ("占位符（点一下就复制）", "写出来是什么", "在哪里", "也可以写成")


class OwnFormsPage(QWidget):
    """The forms of one ledger at a time. Asks the window for what wants a file chosen or opened."""

    add_asked = Signal(object)
    sample_asked = Signal(object)
    folder_asked = Signal(object)
    open_asked = Signal(object)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        column = titled(self, "自有格式", _HINT)
        column.addLayout(self._choice())
        self.astray = QLabel(self)
        self.astray.setObjectName("secondary")
        self.astray.setWordWrap(True)
        self.bring = QPushButton(self)
        self.bring.clicked.connect(self._bring_strays)
        row = QHBoxLayout()
        row.addWidget(self.astray, 1)
        row.addWidget(self.bring)
        column.addLayout(row)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setSizes([380, 760])
        split.setStretchFactor(1, 1)
        column.addWidget(split, 1)
        self.show_ledger(store.ledgers["inspections"])

    # -- building --------------------------------------------------------------------------------------------

    def _choice(self) -> QHBoxLayout:
        self.ledgers = QComboBox(self)
        self.ledgers.setEditable(True)
        self.ledgers.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.ledgers.setMaxVisibleItems(20)
        for ledger in self.store.ledgers.values():
            self.ledgers.addItem(ledger.title, ledger.name)
        completer = self.ledgers.completer()
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.ledgers.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 16)
        self.ledgers.activated.connect(lambda _: self.refresh())
        row = QHBoxLayout()
        label = QLabel("台账", self)
        label.setBuddy(self.ledgers)
        row.addWidget(label)
        row.addWidget(self.ledgers)
        row.addStretch()
        for words, act, tip in (
            ("加入格式…", lambda: self.add_asked.emit(self.chosen), "选一个 .docx，复制到这本台账的文件夹"),
            (
                "出一份示例…",
                lambda: self.sample_asked.emit(self.chosen),
                "存一份写好全部占位符的 .docx，改成自己的样子",
            ),
            ("打开文件夹", lambda: self.folder_asked.emit(self.chosen), "放在这个文件夹里的 .docx 就是这本台账的格式"),
            ("重新检查", self.refresh, "在 Word 里改过以后，再看一遍"),
        ):
            button = QPushButton(words, self)
            button.setToolTip(tip)
            button.clicked.connect(lambda _=False, act=act: act())
            row.addWidget(button)
        return row

    def _left(self) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 8, 0)
        self.forms = _Forms(side)
        self.forms.currentItemChanged.connect(lambda *_: self._tell())
        self.forms.opened.connect(self.open_asked)
        self.told = QPlainTextEdit(side)
        self.told.setReadOnly(True)
        self.told.setAccessibleName("这份格式能不能用")
        column.addWidget(self.forms, 1)
        column.addWidget(self.told, 1)
        return side

    def _right(self) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 0, 0, 0)
        row = QHBoxLayout()
        self.words = QLineEdit(side)
        self.words.setPlaceholderText("查找占位符，例如：地址、整改期限")
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(lambda _: self._list())
        self.copied = QLabel(side)
        self.copied.setObjectName("secondary")
        row.addWidget(self.words, 1)
        row.addWidget(self.copied)
        column.addLayout(row)
        self.listed = RowsModel(
            _HEADS, lambda one, n: (one.written, one.means, one.group, one.also)[n], side, lambda _, n: n == 0
        )
        self.table = _Copied(self.listed, (27, 30, 19, 14), side)
        self.table.wanted.connect(self._copy)
        column.addWidget(self.table, 1)
        return side

    # -- showing ---------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Ledger[Any]:
        """The ledger that is chosen."""
        return self.store.ledgers[self.ledgers.currentData()]

    def show_ledger(self, ledger: Ledger[Any]) -> None:
        """Show the forms and placeholders of a ledger."""
        self.ledgers.setCurrentIndex(self.ledgers.findData(ledger.name))
        self.refresh()

    def refresh(self) -> None:
        """Look at the folder anew, and check every form of the ledger."""
        self.ledgers.setEditText(self.chosen.title)
        self.copied.clear()
        before = self.forms.current()
        self.forms.clear()
        for form in own_forms(self.store.templates, self.chosen):
            self.forms.show_form(form, state_of(form))
        self.forms.choose(before.path if before else None)
        self._tell()
        self._list()
        lost = strays(self.store.templates)
        names = "、".join(path.name for path in lost[:4]) + ("……" if len(lost) > 4 else "")
        self.astray.setText(f"templates 文件夹里有 {len(lost)} 份还不知道是哪本台账的：{names}")
        self.bring.setText(f"归到{self.chosen.title}")
        self.astray.setVisible(bool(lost))
        self.bring.setVisible(bool(lost))

    def _list(self) -> None:
        self.listed.show(placeholders(self.chosen, self.words.text()))

    def _tell(self) -> None:
        form, wrong = self.forms.current(), self.forms.wrong()
        if form is None:
            self.told.setPlainText(
                f"{self.chosen.title}还没有自有格式。按“出一份示例”先存一份，或者“加入格式”选现成的。"
            )
        elif wrong:
            said = "\n".join(f"{n}. {words}" for n, words in enumerate(wrong, 1))
            self.told.setPlainText(f"要改 {len(wrong)} 处，改好以前打印不了：\n{said}")
        else:
            self.told.setPlainText(
                f"可以用。在{self.chosen.title}里选中记录，按“打印”，选“{form.title}”。回车或双击在 Word 里打开。"
            )

    def _copy(self, row: int) -> None:
        written = self.listed.rows[row].written
        QGuiApplication.clipboard().setText(written)
        self.copied.setText(f"已复制 {written}" if len(written) < 24 else "已复制")

    def _bring_strays(self) -> None:
        """What stands in no ledger's folder goes into the chosen one's."""
        try:
            for path in strays(self.store.templates):
                take_in(self.store.templates, path, self.chosen)
                path.unlink()
        except (Refusal, OSError) as why:
            self.told.setPlainText(str(why))
            return
        self.refresh()

    def take_keyboard(self) -> None:
        """Let the keyboard go to the search."""
        self.words.setFocus()


class _Forms(QListWidget):
    """The forms of a ledger, each with what is wrong with it. `opened` tells the path of one."""

    opened = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("这本台账的自有格式")

    def show_form(self, form: OwnForm, wrong: list[str]) -> None:
        """Add a form."""
        item = QListWidgetItem(
            f"{'△' if wrong else '√'}　{form.title}" + (f"　要改 {len(wrong)} 处" if wrong else ""), self
        )
        item.setData(Qt.ItemDataRole.UserRole, (form, wrong))
        item.setToolTip(str(form.path))

    def current(self) -> OwnForm | None:
        """The chosen form."""
        return self.currentItem().data(Qt.ItemDataRole.UserRole)[0] if self.currentItem() else None

    def wrong(self) -> list[str]:
        """What is wrong with it."""
        return self.currentItem().data(Qt.ItemDataRole.UserRole)[1] if self.currentItem() else []

    def choose(self, path: Path | None) -> None:
        """Choose the form of that path, else the first."""
        paths = [self.item(n).data(Qt.ItemDataRole.UserRole)[0].path for n in range(self.count())]
        self.setCurrentRow(paths.index(path) if path in paths else 0)

    def mouseDoubleClickEvent(self, event: Any) -> None:
        super().mouseDoubleClickEvent(event)
        self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if (form := self.current()) is not None:
            self.opened.emit(form.path)


class _Copied(RowsView):
    """The placeholders: a click, or the return key, copies one."""

    wanted = Signal(int)

    def __init__(self, model: RowsModel, widths: tuple[int, ...], parent: QWidget) -> None:
        super().__init__(model, widths, parent)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.clicked.connect(lambda index: self.wanted.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index: QModelIndex = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.wanted.emit(index.row())
        else:
            super().keyPressEvent(event)
