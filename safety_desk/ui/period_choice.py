"""The choice of a period: month, quarter, half a year or year, and which one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from safety_desk import clock
from safety_desk.periods import Period, period_of

_SPANS = {"月": 1, "季度": 3, "半年": 6, "年": 12}


class PeriodChoice(QWidget):
    """Three boxes; the last is hidden where a year is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel("统计期", self))
        self.span, self.year, self.part = QComboBox(self), QComboBox(self), QComboBox(self)
        self.span.addItems(list(_SPANS))
        today = clock.today()
        self.year.addItems([f"{year}年" for year in range(today.year, today.year - 6, -1)])
        for box in (self.span, self.year, self.part):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(box)
        self._fill_parts()
        self.span.currentTextChanged.connect(self._respan)
        self.year.currentTextChanged.connect(lambda _: self.changed.emit())
        self.part.currentIndexChanged.connect(lambda _: self.changed.emit())

    @property
    def period(self) -> Period:
        """The chosen period."""
        months = _SPANS[self.span.currentText()]
        start = self.part.currentData() if months < 12 else 1
        return period_of(int(self.year.currentText()[:4]), int(start or 1), months)

    def choose(self, period: Period) -> None:
        """Choose a period of whole months, without telling that it changed."""
        self.blockSignals(True)
        self.span.setCurrentText(
            next(span for span, n in _SPANS.items() if n == period.last.month - period.first.month + 1)
        )
        self.year.setCurrentText(f"{period.first.year}年")
        self.part.setCurrentIndex(self.part.findData(period.first.month))
        self.blockSignals(False)

    def _respan(self) -> None:
        self._fill_parts()
        self.changed.emit()

    def _fill_parts(self) -> None:
        months = _SPANS[self.span.currentText()]
        year, now = clock.today().year, clock.today().month
        self.part.blockSignals(True)
        self.part.clear()
        for start in range(1, 13, months):
            self.part.addItem(period_of(year, start, months).title.removeprefix(f"{year}年") or "全年", start)
        self.part.setCurrentIndex((now - 1) // months)
        self.part.blockSignals(False)
        self.part.setVisible(months < 12)
