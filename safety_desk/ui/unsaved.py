"""What was typed and is not saved: nothing that closes or remakes a form drops it without asking."""

from typing import Protocol

from PySide6.QtWidgets import QMessageBox, QWidget


class Draft(Protocol):
    """A form in which something may stand that is not saved."""

    dirty: bool

    def called(self) -> str:
        """What it is called, for asking."""

    def save(self) -> bool:
        """Save it; answers whether that could be done. What is wrong is said in the form."""

    def discard(self) -> None:
        """Put back what was there."""


def let_go(draft: Draft, parent: QWidget) -> bool:
    """Ask what becomes of what is not saved; answers whether the form may go."""
    if not draft.dirty:
        return True
    box = QMessageBox(parent)
    box.setWindowTitle("有未保存的修改")
    box.setText(f"“{draft.called()}”有未保存的修改，保存吗？")
    save = box.addButton("保存", QMessageBox.ButtonRole.AcceptRole)
    drop = box.addButton("不保存", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(save)
    box.setEscapeButton(box.addButton("取消", QMessageBox.ButtonRole.RejectRole))
    box.exec()
    pressed = box.clickedButton()
    box.deleteLater()
    if pressed is save:
        return draft.save()
    if pressed is drop:
        draft.discard()
    return pressed is drop
