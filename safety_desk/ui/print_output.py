"""Where papers that were looked at go: printer, PDF, Word. What bears a number gets it on the way, or gives it back."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMessageBox, QWidget

from safety_desk.errors import Refusal
from safety_desk.reports.papers import RenderedPaper
from safety_desk.tasks.issuing import Issue
from safety_desk.ui.paper_pages import LaidPaper, lay_out


class Output:
    """Papers on their way out. `laid` are the pages as they are shown; they bear their numbers once these are taken."""

    def __init__(self, papers: Sequence[RenderedPaper], issue: Issue | None = None) -> None:
        self.laid = [lay_out(paper) for paper in papers]
        self.issue = issue

    @property
    def papers(self) -> list[RenderedPaper]:
        """The papers as they are shown."""
        return [laid.paper for laid in self.laid]

    def send(self, window: QWidget, act: Callable[[Sequence[LaidPaper]], object]) -> bool:
        """Send them out by `act`, and say what stands in the way; answers whether they went."""
        try:
            ready = self.laid if self.issue is None else [lay_out(paper) for paper in self.issue.take()]
        except Refusal as why:
            _say(window, why)
            return False
        try:
            act(ready)
        except Refusal as why:
            self._lost(str(why))
            _say(window, why)
            return False
        except BaseException:
            self._lost("程序出错")
            raise
        if self.issue is not None:
            self.issue.done()
            self.laid[:] = ready
        return True

    def _lost(self, why: str) -> None:
        if self.issue is not None:
            self.issue.lost(why)


def told(window: QWidget, act: Callable[[], object]) -> None:
    """Do something, and tell the person where it is refused."""
    try:
        act()
    except Refusal as why:
        _say(window, why)


def _say(window: QWidget, why: Refusal) -> None:
    QMessageBox.warning(window, "打印", str(why))
