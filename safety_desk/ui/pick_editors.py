"""Editors that pick from many by typing: linked records and long code tables, one or several."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from safety_desk.db.pinyin import initials
from safety_desk.db.store import Store
from safety_desk.fields import Field
from safety_desk.ui import theme
from safety_desk.ui.editors import EDITORS, Editor, TermEditor
from safety_desk.wording import bare

NONE_FOUND = "没有找到，可以换个字，或先去登记"
SHORT_LIST = 12
"""Code tables up to this length are boxes to open; longer ones are typed."""

Found = Sequence[tuple[Any, str]]


class PickEditor(Editor):
    """One of many, found by typing: name, pinyin initials, code."""

    def build(self, parent: QWidget) -> QWidget:
        self.chosen: tuple[Any, str] | None = None
        line = QLineEdit(parent)
        line.setPlaceholderText("输入名称、拼音首字母或代码")
        self._model = QStringListModel(self)
        self._found: dict[str, Any] = {}
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.activated[str].connect(self._pick)
        completer.popup().setFont(theme.font())
        completer.popup().setObjectName("found")
        completer.setWidget(line)
        line.textEdited.connect(self._typed)
        line.installEventFilter(self)
        self._completer = completer
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow down shows what there is, before anything is typed."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self._show(self.widget.text())
            return True
        return super().eventFilter(watched, event)

    def find(self, words: str) -> Found:
        """What may be meant by these words: keys and labels, the likeliest first."""
        raise NotImplementedError

    def put(self, value: Any) -> None:
        self.chosen = None if value is None else (value, self.whole(value))
        self.widget.setText(self.chosen[1] if self.chosen else "")

    def take(self) -> Any:
        text = self.widget.text().strip()
        return self.chosen[0] if self.chosen and self.chosen[1] == text else text

    def _typed(self, text: str) -> None:
        self._show(text)
        self.changed.emit()

    def _show(self, text: str) -> None:
        """Open the list of what may be meant."""
        self._found = {label: key for key, label in self.find(text.strip())}
        self._model.setStringList(list(self._found) or [NONE_FOUND])
        self._completer.complete()

    def _pick(self, label: str) -> None:
        if label not in self._found:
            return
        self.chosen = (self._found[label], label)
        self.widget.setText(label)
        self.changed.emit()


class LinkEditor(PickEditor):
    """A record of another ledger."""

    def find(self, words: str) -> Found:
        to = self.store.ledgers[self.field.to]
        records = self.store.find(to.record, order=to.order, words=words, limit=30)
        return [(record.id, self.store.names.apart(to.name, record.id or 0)) for record in records]


class LongTermEditor(PickEditor):
    """An entry of a long code table."""

    def find(self, words: str) -> Found:
        word = bare(words)
        table = self.store.names.codes(self.field.codes)
        return [
            (code, entry.label)
            for code, entry in table.items()
            if entry.enabled
            and (word in bare(entry.label) or word in bare(code) or word in initials(bare(entry.label)))
        ][:60]


class ManyEditor(PickEditor):
    """Several of many: typed with 、 between them, the last part completed."""

    def build(self, parent: QWidget) -> QWidget:
        line = super().build(parent)
        line.setPlaceholderText("可填多个，用、隔开")
        return line

    def find(self, words: str) -> Found:
        single = LinkEditor.find if self.field.to else LongTermEditor.find
        return single(self, words)  # type: ignore[arg-type]

    def put(self, value: Any) -> None:
        self._known = {self.field.kind.one.show(part, self.field, self.store.names): part for part in value or ()}
        self.widget.setText("、".join(self._known))

    def take(self) -> Any:
        parts = [part.strip() for part in self.widget.text().replace("，", "、").split("、") if part.strip()]
        return [self._known.get(part, part) for part in parts]

    def _show(self, text: str) -> None:
        super()._show(text.replace("，", "、").rpartition("、")[2])

    def _pick(self, label: str) -> None:
        if label not in self._found:
            return
        before = self.widget.text().replace("，", "、").rpartition("、")[0]
        self._known[label] = self._found[label]
        self.widget.setText(f"{before}、{label}、" if before else f"{label}、")
        self.changed.emit()


def _for_term(field: Field, store: Store) -> type[Editor]:
    entries = store.names.codes(field.codes)
    return TermEditor if len(entries) <= SHORT_LIST else LongTermEditor


EDITORS |= {"term": _for_term, "link": LinkEditor, "links": ManyEditor, "terms": ManyEditor}
