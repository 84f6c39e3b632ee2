"""The tabs on top: closer together where room is short, the rest under 更多; the shown one can always be seen."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QToolButton, QWidget

from safety_desk.ui import theme

LOOSE, TIGHT = 14, 8
"""Room on either side of a tab's words, in logical pixels; window.qss says the same."""

Pages = Callable[[str], Sequence[tuple[str, str]]]
"""The pages of a tab: their keys and their words."""


@lru_cache(maxsize=128)
def _room(words: str, points: float) -> int:
    """How wide words are in the weight of the shown tab, at the size of type in force (`points`)."""
    return QFontMetrics(theme.font(strong=True)).horizontalAdvance(words)


class Bar(QTabBar):
    """Tabs as wide as their words in the weight of the shown one, so that nothing moves when another is shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has Ctrl+Tab and Alt with a number
        self.air = LOOSE

    def widths(self, air: int) -> list[int]:
        """How wide each tab is with so much room on either side."""
        return [_room(self.tabText(n), theme.LOOK.points) + 2 * air + 2 for n in range(self.count())]

    def tabSizeHint(self, index: int) -> QSize:
        width = _room(self.tabText(index), theme.LOOK.points) + 2 * self.air + 2
        return QSize(width, super().tabSizeHint(index).height())

    def breathe(self, air: int) -> None:
        """Take so much room on either side of the words."""
        if air != self.air:
            self.air = air
            self.setProperty("tight", air == TIGHT)
            if self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else the style looks when it is first shown
                self.style().unpolish(self)
                self.style().polish(self)


class TabStrip(QWidget):
    """All tabs; those for which there is no room, with their pages, under 更多.

    `kept` are the titles that are always seen, `late` those that give way first.
    """

    def __init__(self, parent: QWidget, pages: Pages, choose: Callable[[str, str], object]) -> None:
        super().__init__(parent)
        self._pages, self._choose = pages, choose
        self._kept: Sequence[str] = ()
        self._late: Sequence[str] = ()
        self.bar = Bar(self)
        self.more = QToolButton(self)
        self.more.setText("更多 ▾")
        self.more.setToolTip("其余的页签和它们的页面")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._fill)
        self.more.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # it is for `fit` to make room
        row.addWidget(self.bar)
        row.addWidget(self.more)
        row.addStretch()
        self.bar.currentChanged.connect(lambda _: self.fit())

    def show_titles(self, titles: Sequence[str], kept: Sequence[str], late: Sequence[str]) -> None:
        """Take these tabs."""
        self._kept, self._late = kept, late
        for title in titles:
            self.bar.addTab(title)
        self.fit()

    def hidden(self) -> list[str]:
        """The titles that stand under 更多."""
        return [self.bar.tabText(n) for n in range(self.bar.count()) if not self.bar.isTabVisible(n)]

    def fit(self) -> None:
        """Show as many tabs as there is room for."""
        loose, tight = self.bar.widths(LOOSE), self.bar.widths(TIGHT)
        all_fit = sum(tight) <= self.width()
        self.bar.breathe(LOOSE if sum(loose) <= self.width() else TIGHT)
        shown = set(range(len(tight))) if all_fit else self._chosen(tight)
        widths = self.bar.widths(self.bar.air)
        self.bar.setFixedWidth(sum(widths))  # wide enough all the while: a bar that is too narrow scrolls
        for n in sorted(range(len(widths)), key=lambda n: n not in shown):  # none is hidden before others are seen
            if self.bar.isTabVisible(n) is not (n in shown):
                self.bar.setTabVisible(n, n in shown)
        self.bar.setFixedWidth(sum(widths[n] for n in shown))
        self.more.setVisible(not all_fit)

    def _chosen(self, widths: Sequence[int]) -> set[int]:
        """The tabs to be seen: the kept ones, then the others from the left, and among them the shown one."""
        titles = [self.bar.tabText(n) for n in range(self.bar.count())]
        order = sorted(range(len(titles)), key=lambda n: (titles[n] not in self._kept, titles[n] in self._late, n))
        room, now = self.width() - self.more.sizeHint().width(), self.bar.currentIndex()
        while order and sum(widths[n] for n in {*order, now}) > room and order[-1] != order[0]:
            order.pop()
        return {*order, now}

    def _fill(self) -> None:
        """The tabs that are not seen, each opening its pages."""
        self.menu.clear()
        for title in self.hidden():
            pages = self._pages(title)
            if len(pages) < 2:
                self.menu.addAction(title, lambda title=title: self._choose(title, ""))
                continue
            under = self.menu.addMenu(title)
            for key, words in pages:
                under.addAction(words, lambda title=title, key=key: self._choose(title, key))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.bar.sizeHint().height())
