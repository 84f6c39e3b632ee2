"""What can be printed of the chosen records of a ledger."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.paper import Paper
from safety_desk.record import Record
from safety_desk.tasks.own_forms import own_forms
from safety_desk.tasks.papers import barred, papers_of, sheets

_LOOKED_AT = 30
"""Of how many records the menu asks whether they can have a paper; of more, the print itself says it."""


class PrintMenu(QMenu):
    """The papers of a ledger; `chosen` tells the paper, or the form of the office, and the ids. What cannot be had now is grey, and says why."""

    chosen = Signal(object, list)
    forms_asked = Signal()

    def __init__(self, store: Store, ledger: Ledger[Any], ids: list[int], parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self._store, self._ledger, self._ids = store, ledger, ids
        self._records: list[Record] = [store.get(ledger.record, id) for id in ids]
        for paper in papers_of(store, ledger):
            if any(paper.concerns(record) for record in self._records):
                self._add(paper)
        self._add_own()

    def _add_own(self) -> None:
        """The office's own forms, which become Word documents, and the page where they are looked after."""
        self.addSeparator()
        for form in own_forms(self._store.templates, self._ledger):
            action = self.addAction(f"{form.title}（存为 Word）")
            action.setToolTip("本单位自己的格式：填好后存成 Word 文档并打开，不直接打印")
            action.triggered.connect(lambda _=False, form=form: self.chosen.emit(form, self._ids))
        self.addAction("自有格式…", self.forms_asked.emit)

    def _add(self, paper: Paper[Any]) -> None:
        action = self.addAction(f"{paper.words(self._store.scene())}（{self._how_many(paper)}）")
        if why := self._why_not(paper):
            action.setEnabled(False)
            action.setToolTip(why)
            return
        action.setToolTip("先预览，再打印或者存成文件" + ("，那时才编号" if paper.kind else ""))
        action.triggered.connect(lambda: self.chosen.emit(paper, self._ids))

    def _how_many(self, paper: Paper[Any]) -> str:
        if not paper.gathers or len(self._ids) == 1:
            return f"{len(self._ids)} 份"
        number = len(sheets(paper, self._records))
        return f"{len(self._ids)} 条记录{'一' if number == 1 else number}份"

    def _why_not(self, paper: Paper[Any]) -> str:
        """Why none of it can be printed now; where only some cannot, the first of those says why."""
        for record in self._records[:_LOOKED_AT]:
            if not paper.concerns(record):
                return f"{self._called(record)}不用这种文书，请分开选"
            if why := barred(self._store, self._ledger, paper, record):
                return f"{self._called(record)}{why}" if len(self._ids) > 1 else why
        return ""

    def _called(self, record: Record) -> str:
        return f"“{self._store.names.name(self._ledger.name, record.id or 0)}”" if record.id else ""
