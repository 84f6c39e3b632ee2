"""Take a step of a workflow: ask just what the step needs, then do it; a refusal is said where it was asked."""

from typing import Any

from PySide6.QtWidgets import QWidget

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger, Step
from safety_desk.record import Problem, Record
from safety_desk.ui.notices import say
from safety_desk.ui.parts import PartDialog


def take_step(store: Store, ledger: Ledger, record: Record, step: Step[Any], parent: QWidget) -> bool:
    """Take a step with a record; answers whether it was taken."""
    if not step.ask:
        try:
            _do(store, ledger, record, step)
        except Refusal as why:
            say(parent, str(why))
            return False
        return True
    fields = [ledger.fields[name] for name in step.fields()]
    dialog = PartDialog(store, step.label, fields, parent, step.must.split())
    dialog.form.put(_prefilled(record, step, store))
    dialog.ok.setText(step.label)

    def take() -> None:
        done = ledger.read(dialog.form.raw(), store.context(), store.scene(), onto=record)
        asked = [p for p in done.errors if p.field in step.fields()]
        asked += [Problem(n, "必须填写") for n in step.must.split() if getattr(done.record, n) in (None, "", ())]
        dialog.form.tell(asked)
        dialog.bar.tell(asked)
        if asked:
            dialog.form.focus(asked[0].field)
            return
        try:
            _do(store, ledger, done.record, step)
        except Refusal as why:
            dialog.bar.refuse(str(why))
            return
        dialog.accept()

    dialog.ok.clicked.connect(take)
    taken = bool(dialog.exec())
    dialog.deleteLater()
    return taken


def _do(store: Store, ledger: Ledger, record: Record, step: Step[Any]) -> None:
    with store.operation(f"{ledger.title}：{step.label}"):
        for made in step.do(record, store.kin(), store.scene()):
            store.put(made)


def _prefilled(record: Record, step: Step[Any], store: Store) -> Record:
    """What is usually so: an empty day that a step asks for is today."""
    today = store.scene().today
    fresh = {
        name: today
        for name in step.fields()
        if record.fields[name].kind.name == "date"
        and getattr(record, name) is None
        and name in step.must.split()
        and "deadline" not in name
    }
    return record.replace(**fresh)
