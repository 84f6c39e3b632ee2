"""Keeps what is keyed in as it is keyed in, and what was there before, to go back to."""

from PySide6.QtCore import QObject, QTimer

from safety_desk.db.store import Store
from safety_desk.tasks.entering import drafts
from safety_desk.tasks.entering.entry import Entry

PAUSE = 500
"""Milliseconds after which a sentence that is half typed is kept."""


class Keeping(QObject):
    """The draft of an entry. What was keyed in is written after the key has been painted, never before."""

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._opened: Entry | None = None
        self._latest: Entry | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        for timer in (self._soon, self._pause):
            timer.timeout.connect(self.now)

    def begin(self, opened: Entry | None) -> None:
        """From here on this entry is meant; None: nothing is to be kept any more."""
        self._soon.stop()
        self._pause.stop()
        self._opened, self._latest = opened, None

    def soon(self, entry: Entry) -> None:
        """Keep what is keyed in now."""
        self._latest = entry
        self._soon.start()

    def at_pause(self, entry: Entry) -> None:
        """Keep what is half typed, when one pauses."""
        self._latest = entry
        self._pause.start()

    def now(self) -> None:
        """Keep what waits to be kept."""
        self._soon.stop()
        self._pause.stop()
        if self._latest is not None and self._opened is not None:
            drafts.keep(self._store, self._latest, self._opened)
            self._latest = None

    def drop(self) -> None:
        """Let go of what was kept."""
        if self._opened is not None:
            drafts.drop(self._store, self._opened.key)
            self.begin(self._opened)


class Past:
    """The entries that were, and those that were gone back from."""

    def __init__(self) -> None:
        self._done: list[Entry] = []
        self._undone: list[Entry] = []

    def add(self, entry: Entry) -> None:
        """This one is left for another."""
        self._done.append(entry)
        self._undone.clear()

    def back(self, now: Entry) -> Entry | None:
        """The one before; None where there is none."""
        return self._turn(self._done, self._undone, now)

    def forth(self, now: Entry) -> Entry | None:
        """The one that was gone back from last; None where there is none."""
        return self._turn(self._undone, self._done, now)

    def _turn(self, stack: list[Entry], other: list[Entry], now: Entry) -> Entry | None:
        if not stack:
            return None
        other.append(now)
        return stack.pop()
