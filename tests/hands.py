"""A person at the keyboard: keys and text go to whatever has the keyboard, as they do at a desk."""

from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def keyboard() -> QWidget:
    """What has the keyboard now."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup.focusWidget() or popup
    there = QApplication.focusWidget() or QApplication.activeWindow()
    assert there is not None, "nothing has the keyboard"
    return there


def press(*presses: str) -> None:
    """Press keys one after the other: press("Ctrl+N"), press("Down", "Down", "Return")."""
    for keys in presses:
        pressed = QKeySequence(keys)[0]
        QTest.keyClick(keyboard(), pressed.key(), pressed.keyboardModifiers())
        QApplication.processEvents()


def write(text: str) -> None:
    """Type text; what no key stands for comes as from an input method."""
    if text.isascii():
        for sign in text:  # the first may open what takes the others
            QTest.keyClick(keyboard(), sign)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(keyboard(), event)


def rewrite(text: str) -> None:
    """Type over all that stands there."""
    press("Ctrl+A")
    write(text)
