"""A cell that came in doubtful: why, what stood there, and the button by which a person says that it is right."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from safety_desk.db.shelf import Doubt
from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.record import Record
from safety_desk.ui.notices import done


class DoubtLine(QWidget):
    """One doubt, or several, with 核对无误."""

    settled = Signal()

    def __init__(self, text: str, parent: QWidget, words: str = "核对无误") -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.note = QLabel(text, self)
        self.note.setObjectName("doubt")
        self.note.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.note.setSizePolicy(policy)
        self.button = QPushButton(words, self)
        self.button.setObjectName("link")
        self.button.setToolTip("看过了，内容没有错：去掉存疑的标记（可以撤销）")
        self.button.clicked.connect(self.settled)
        row.addWidget(self.note, 1)
        row.addWidget(self.button)


def told(doubt: Doubt, label: str = "") -> str:
    """A doubt in words: the field, why, what stood there, what could be filled in."""
    head = f"存疑　{label}：{doubt.reason}" if label else f"存疑：{doubt.reason}"
    more = [f"原来写“{doubt.value}”"] if doubt.value and doubt.value not in doubt.reason else []
    more += [f"可填：{doubt.proposal}"] if doubt.proposal else []
    return f"{head}（{'；'.join(more)}）" if more else head


def settle(store: Store, ledger: Ledger, record: Record, fields: Sequence[str], widget: QWidget) -> None:
    """Strike out the doubts about fields of a record, as one operation: a person has looked and found them right."""
    labels = "、".join(ledger.fields[name].label for name in fields)
    with store.operation(f"核对{ledger.noun}的{labels}，无误"):
        for name in fields:
            store.settle_doubts(ledger, record.id or 0, name)
    done(widget, f"已核对{labels}，去掉存疑标记")
