"""The files of a record on its card, field beside field: what was before next to what is after."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger
from safety_desk.record import Record
from safety_desk.ui.file_tiles import REFERENCE, FileTiles, show_file
from safety_desk.ui.notices import say

MOST_TILES = 2
"""In one field, beside another; the others are seen by going on from these."""
_SMALLEST, _LARGEST = 96, 180
"""The width of a picture in logical pixels, as the card's width gives it."""


class CardTiles(FileTiles):
    """Tiles to press on; the keyboard stays where it is."""

    def __init__(self, store: Store, picture: QSize, shown: list[str], beside: list[str], parent: QWidget) -> None:
        super().__init__(store.attachments, picture, parent)
        self._beside = beside
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("border: none; background: transparent;")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(FileTiles.SelectionMode.NoSelection)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.itemClicked.connect(lambda item: self._show(item.data(REFERENCE)))
        self.show_files(shown)

    def _show(self, reference: str) -> None:
        try:
            show_file(self, self.folder, reference, self._beside)
        except Refusal as why:
            say(self, str(why))


def has_files(ledger: Ledger, record: Record) -> bool:
    """Whether a record names any file."""
    return any(getattr(record, field.name) for field in ledger.fields.values() if field.kind.name == "files")


def files_grid(store: Store, ledger: Ledger, record: Record, parent: QWidget) -> QGridLayout:
    """The files of a record, two fields beside each other; a field that has none yet says so."""
    fields = [field for field in ledger.fields.values() if field.kind.name == "files"]
    whole = [file for field in fields for file in getattr(record, field.name) or ()]
    across = min(2, len(fields))
    side = min(max((parent.width() - 70) // 2, _SMALLEST), _LARGEST)
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(2)
    for n, field in enumerate(fields):
        files = list(getattr(record, field.name) or ())
        head = QLabel(f"{field.label}　{len(files) or '无'}", parent)
        head.setObjectName("secondary")
        row, at = n // across * 2, n % across
        grid.addWidget(head, row, at)
        grid.setColumnStretch(at, 1)
        if files:
            shown = files[: MOST_TILES * (3 - across)]
            grid.addWidget(
                CardTiles(store, QSize(side, side * 3 // 4), shown, whole, parent),
                row + 1,
                at,
                Qt.AlignmentFlag.AlignTop,
            )
    return grid
