"""Open the window: theme, Chinese, the office's file, and what to do with a defect of ours."""

import getpass
import os
import sys
import traceback
from types import TracebackType

from safety_desk.ui import beforehand

# isort: split
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from safety_desk.errors import Refusal
from safety_desk.paths import Office
from safety_desk.tasks.office import open_office
from safety_desk.ui import theme
from safety_desk.ui.application import make_application
from safety_desk.ui.memory import Memory
from safety_desk.ui.window import Window


def look_of(memory: Memory) -> theme.Look:
    """The look that was chosen last; at the first start that of the system."""
    dark, points, roomy = (*memory.get("look", [theme.system_is_dark(), 9, False]), 9, False)[:3]
    return theme.Look(bool(dark), min(13, max(9, int(points))), bool(roomy))


def open_window(office: Office) -> Window:
    """The window of an office. Raises Refusal where the office cannot be opened."""
    application = make_application()
    store = open_office(office, getpass.getuser())
    theme.apply(application, look_of(Memory(office.folder / "window.json")))
    window = Window(office, store)
    if window.memory.get("maximized", False):
        window.showMaximized()
    else:
        window.show()
    beforehand.stands()
    return window


def run_window(office: Office) -> int:
    """Open the window and stay until it is closed."""
    application = make_application()
    try:
        window = open_window(office)
    except Refusal as why:
        QMessageBox.warning(None, "安全台账", str(why))
        return 1
    _watch_defects(office, window)
    status = application.exec()
    window.store.close()
    return status


def has_screen() -> bool:
    """Whether a window could be seen here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _watch_defects(office: Office, window: Window) -> None:
    """A defect of ours is written down and said in plain Chinese; the window stays open."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _write_down(office, "".join(traceback.format_exception(kind, error, trace)))
        text = f"程序出了一个错（{kind.__name__}），刚才的操作没有保存，其他数据不受影响。详情在 {office.logs}"
        window.say(text, "复制详情", lambda: _copy("".join(traceback.format_exception(kind, error, trace))))

    sys.excepthook = caught


def _write_down(office: Office, text: str) -> None:
    """Keep what went wrong in the office's log; what logging needs is loaded only then."""
    import logging
    from logging.handlers import RotatingFileHandler

    logger = logging.getLogger("safety_desk")
    if not logger.handlers:
        path = office.logs / "defects.log"
        logger.addHandler(RotatingFileHandler(path, maxBytes=500_000, backupCount=3, encoding="utf-8"))
    logger.error("%s", text)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
