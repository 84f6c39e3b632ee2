"""批量: what can be done with all chosen records of a ledger's page, from its button, the right button and by key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu

from safety_desk.tasks.rounds.sources import leads_to_sites
from safety_desk.ui.notices import say

if TYPE_CHECKING:
    from safety_desk.ui.page import LedgerPage

Act = tuple[str, str, Callable[[], object]]
"""Words, keys, what is done."""


class Many:
    """What a ledger's page does with all the records that are chosen on it."""

    def many_acts(self: Any) -> list[Act]:
        """What can be done here."""
        page: LedgerPage = self
        steps: list[Act] = [("批量办理…", "Ctrl+B", page.advance_chosen)] if page.ledger.steps else []
        rounds: list[Act] = [("安排检查…", "Ctrl+J", page.ask_round)] if leads_to_sites(page.ledger) else []
        return [
            *steps,
            *rounds,
            ("打印文书…", "Ctrl+P", page.print_chosen),
            ("导出选中的…", "Ctrl+E", page.export_rows),
        ]

    def show_many(self: Any) -> None:
        """The menu of the button 批量."""
        number = len(self.chosen())
        if not number:
            say(self, "请先选中记录：拖动，或者按住 Ctrl、Shift 点行；Ctrl+A 全选", seconds=8)
            return
        menu = QMenu(self)
        for words, keys, act in self.many_acts():
            menu.addAction(f"{words.removesuffix('…')} {number} 条…\t{keys}", act)
        menu.exec(self.many_button.mapToGlobal(self.many_button.rect().bottomLeft()))
        menu.deleteLater()

    def advance_chosen(self: Any) -> None:
        """Take a step with all of them, after a preview."""
        from safety_desk.ui.batch import advance

        records = [self.store.get(self.ledger.record, id) for id in self.chosen_ids()]
        if records:
            self.model.hold()
            self.table.setFocus()
            advance(self.store, self.ledger, records, self)

    def export_rows(self: Any) -> None:
        """Export only these."""
        if ids := self.chosen_ids():
            self.rows_export_asked.emit(self, ids)

    def ask_round(self: Any) -> None:
        """Arrange visits of the sites that they lead to."""
        if leads_to_sites(self.ledger) and (ids := self.chosen_ids()):
            self.round_asked.emit(self.ledger.name, ids)

    def chosen_ids(self: Any) -> list[int]:
        """The ids of the chosen records; says so where none is chosen."""
        ids = [record.id for record in self.chosen() if record.id is not None]
        if not ids:
            say(self, "请先选中记录", seconds=6)
        return ids
