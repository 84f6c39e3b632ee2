"""Watch a job: it runs on its own thread and never touches Qt; a timer looks at how far it is."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from safety_desk.errors import Cancelled
from safety_desk.jobs import Job, Run


class JobBar(QWidget):
    """One quiet bar in the status line: what is going on, how far, and 取消."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.label = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setFixedWidth(160)
        self.bar.setTextVisible(False)
        self.stop = QPushButton("取消", self)
        self.stop.setObjectName("link")
        for widget in (self.label, self.bar, self.stop):
            row.addWidget(widget)
        self.stop.clicked.connect(self._cancel)
        self._run: Run[Any] | None = None
        self._ended: tuple[Callable[[Any], None], Callable[[BaseException], None]] | None = None
        self._timer = QTimer(self, interval=50)
        self._timer.timeout.connect(self._look)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether a job is under way."""
        return self._run is not None

    def start(
        self, job: Callable[[], Job[Any]], done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        """Run a job; `done` or `failed` is called in the window's thread when it ends."""
        self._run, self._ended = Run(job), (done, failed)
        self.stop.setEnabled(True)
        self._timer.start()
        self._look()

    def _cancel(self) -> None:
        if self._run is not None:
            self.stop.setEnabled(False)
            self.label.setText("正在取消…")
            self._run.cancel()

    def _look(self) -> None:
        run = self._run
        if run is None:
            return
        self.show()
        self.bar.setMaximum(run.latest.total)
        self.bar.setValue(run.latest.done)
        if self.stop.isEnabled():
            self.label.setText(run.latest.text or "正在处理…")
        if run.future.done():
            self._finish(run)

    def _finish(self, run: Run[Any]) -> None:
        self._timer.stop()
        self.hide()
        self._run, (done, failed) = None, self._ended or (lambda result: None, lambda error: None)
        error = run.future.exception()
        if error is None:
            done(run.future.result())
        elif not isinstance(error, Cancelled):
            failed(error)
