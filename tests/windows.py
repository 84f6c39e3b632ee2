"""The window in tests: a real one, on a screen that nobody sees. The folders whose tests drive it take their fixtures here."""

import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.paths import Office
from safety_desk.ui import theme
from safety_desk.ui.application import make_application
from safety_desk.ui.memory import Memory
from safety_desk.ui.page import LedgerPage
from safety_desk.ui.window import Window


@pytest.fixture(scope="session")
def qapp():  # type: ignore[no-untyped-def]
    """The application as the program makes it."""
    application = make_application([])
    theme.apply(application, theme.Look())
    gc.set_threshold(2_000)  # as when the program's window stands: here windows come and go
    return application


@pytest.fixture(autouse=True)
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the person presses in the boxes that ask, one after the other; 不保存 where nothing is given."""
    given: list[str] = []

    def asked(box: QMessageBox) -> int:
        wanted = given.pop(0) if given else "不保存"
        next(button for button in box.buttons() if button.text() == wanted).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", asked)
    return given


@pytest.fixture
def window(qtbot: QtBot, office: Office, store: Store) -> Iterator[Window]:
    """The window of the test's office."""
    made = Window(office, store)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    yield made
    made.close()  # here, where boxes that ask are answered
    store.changed.clear()


@pytest.fixture
def page_of(qtbot: QtBot, store: Store, office: Office) -> Callable[[Ledger], LedgerPage]:
    """page_of(ENTERPRISES): the page of a ledger, alone."""

    def make(ledger: Ledger) -> LedgerPage:
        page = LedgerPage(store, ledger, Memory(office.folder / "window.json"))
        qtbot.addWidget(page)
        store.changed.append(page.changed)
        page.resize(1100, 640)
        page.choose_view(None)
        page.show()
        with qtbot.waitActive(page):
            page.activateWindow()
        return page

    return make
