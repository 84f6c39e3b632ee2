"""Take a step of a workflow: ask just what the step needs, then do it; a refusal is said where it was asked."""

from typing import Any

from PySide6.QtWidgets import QWidget

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger, Step
from safety_desk.record import Record
from safety_desk.tasks.stepping import Taken, take, told, usual
from safety_desk.ui.notices import lead, say
from safety_desk.ui.parts import PartDialog


def take_step(store: Store, ledger: Ledger, record: Record, step: Step[Any], parent: QWidget) -> bool:
    """Take a step with a record; answers whether it was taken."""
    if not step.ask:
        try:
            taken = take(store, record, step, {})
        except Refusal as why:
            say(parent, str(why))
            return False
        _tell(store, taken, parent)
        return True
    fields = [ledger.fields[name] for name in step.fields()]
    dialog = PartDialog(store, step.label, fields, parent, step.must.split())
    dialog.form.put(usual(store, record, step))
    dialog.ok.setText(step.label)

    came: list[Taken] = []

    def attempt() -> None:
        try:
            taken = take(store, record, step, dialog.form.raw())
        except Refusal as why:
            dialog.bar.refuse(str(why))
            return
        dialog.form.tell(taken.wrong)
        dialog.bar.tell(taken.wrong)
        if taken.wrong:
            dialog.form.focus(taken.wrong[0].field)
            return
        came.append(taken)
        dialog.accept()

    dialog.ok.clicked.connect(attempt)
    dialog.exec()
    dialog.deleteLater()
    for taken in came:
        _tell(store, taken, parent)
    return bool(came)


def _tell(store: Store, taken: Taken, parent: QWidget) -> None:
    """Say what a step made elsewhere, with the way there."""
    if taken.made:
        lead(parent, told(store, taken.made[0]), *taken.made[0])
