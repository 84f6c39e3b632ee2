"""What can be printed of the chosen records of a ledger."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.tasks.papers import papers_of


class PrintMenu(QMenu):
    """The papers of a ledger; `chosen` tells the paper and the ids."""

    chosen = Signal(object, list)

    def __init__(self, store: Store, ledger: Ledger[Any], ids: list[int], parent: QWidget) -> None:
        super().__init__(parent)
        scene = store.scene()
        for paper in papers_of(store, ledger):
            how_many = f"{len(ids)} 条记录一份" if paper.gathers and len(ids) > 1 else f"{len(ids)} 份"
            action = self.addAction(f"{paper.words(scene)}（{how_many}）")
            action.triggered.connect(lambda _=False, paper=paper: self.chosen.emit(paper, ids))
