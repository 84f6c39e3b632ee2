"""The buttons over a table."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from safety_desk.ui import theme
from safety_desk.ui.icons import icon


def add_tool(
    row: QHBoxLayout, parent: QWidget, name: str, words: str, act: Callable[[], object], tip: str
) -> QToolButton:
    """Add a button with an icon and, where there are any, words."""
    button = QToolButton(parent)
    button.setIcon(icon(name))
    button.setIconSize(theme.icon_size())
    button.setText(words)
    style = Qt.ToolButtonStyle
    button.setToolButtonStyle(style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly)
    button.setToolTip(tip)
    button.clicked.connect(act)
    row.addWidget(button)
    return button
