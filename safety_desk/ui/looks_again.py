"""Pages that are made whole from the records: they look again when something has changed, at the latest when shown."""

from typing import Any


class LooksAgain:
    """What such a page has besides its widget, named before it. Its `refresh` looks anew and sets `_stale` back."""

    _stale = True

    def changed(self: Any, ledgers: set[str]) -> None:
        """Ledgers have changed: look again now, or when next shown."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self: Any, event: Any) -> None:
        super().showEvent(event)  # type: ignore[misc]
        if self._stale:
            self.refresh()
