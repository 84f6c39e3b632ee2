"""A person at the keyboard: keys and text go to whatever has the keyboard, as they do at a desk."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
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


def tab_to(widget: QWidget) -> None:
    """Press Tab until that widget has the keyboard."""
    for _ in range(80):
        if QApplication.focusWidget() is widget:
            return
        press("Tab")
    raise AssertionError(f"Tab does not lead to {widget.accessibleName() or widget}")


def once_asked(kind: type[QWidget], answer: Callable[[Any], None], tries: int = 300) -> None:
    """As soon as a menu or dialog of that kind waits for the person, answer it; it closes if that fails."""
    popup = QApplication.activePopupWidget()
    there = popup or QApplication.activeModalWidget()
    if isinstance(there, kind):
        if popup is None:
            there.activateWindow()  # a screen that nobody sees does not
            QApplication.processEvents()
        try:
            answer(there)
        except BaseException:
            there.close()
            raise
    elif tries:
        QTimer.singleShot(10, lambda: once_asked(kind, answer, tries - 1))
