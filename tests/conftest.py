"""What every test stands on: no screen, one fixed day, a real office in a folder of its own."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt
if os.name == "nt":
    os.environ["QT_QPA_FONTDIR"] = os.path.expandvars(r"%WINDIR%\Fonts")  # without a screen Qt does not look there

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from town import NOW, Town, found_town, made

from safety_desk import clock
from safety_desk.db.store import Store
from safety_desk.jobs import finish
from safety_desk.paths import Office
from safety_desk.tasks.demo import make_demo
from safety_desk.tasks.office import open_office

_CALM = [hypothesis.HealthCheck.function_scoped_fixture, hypothesis.HealthCheck.too_slow]
_PHASES = [hypothesis.Phase.explicit, hypothesis.Phase.generate, hypothesis.Phase.shrink]  # explaining takes minutes
hypothesis.settings.register_profile(
    "desk", deadline=None, database=None, derandomize=True, suppress_health_check=_CALM, max_examples=60, phases=_PHASES
)
hypothesis.settings.register_profile(
    "search", deadline=None, database=None, suppress_health_check=_CALM, max_examples=600, phases=_PHASES
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "desk"))

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--snapshot-update", action="store_true", help="write tests/golden anew from what is made now")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A screen that nobody sees cannot raise windows or grab the keyboard, and says so."""
    for item in items:
        if "qapp" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """golden("name", text): the text is as it was when somebody last looked at it and found it right."""

    def same(name: str, text: str) -> None:
        path = GOLDEN / f"{name}.txt"
        if request.config.getoption("--snapshot-update"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return same


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> dt.date:
    """Every test happens on Monday, 2026-11-23, at ten."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return NOW.date()


@pytest.fixture(scope="session")
def blank_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office in which nothing was entered yet, to be copied."""
    folder = tmp_path_factory.mktemp("blank") / "office"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        open_office(Office(folder)).close()
    return folder


@pytest.fixture(scope="session")
def sample_office(blank_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample town's office, to be copied or only read."""
    folder = tmp_path_factory.mktemp("sample") / "office"
    shutil.copytree(blank_office, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        with open_office(Office(folder), "测试员") as store:
            finish(make_demo(store))
    return folder


@pytest.fixture
def office(blank_office: Path, tmp_path: Path) -> Office:
    """An office of its own for this test, closed."""
    shutil.copytree(blank_office, tmp_path / "office")
    return Office(tmp_path / "office")


@pytest.fixture
def store(office: Office) -> Iterator[Store]:
    """The office, opened."""
    with open_office(office, "测试员") as opened:
        yield opened


@pytest.fixture
def again(store: Store, office: Office) -> Iterator[Store]:
    """The same office opened a second time, as by a second window."""
    with open_office(office, "另一人") as opened:
        yield opened


@pytest.fixture
def make(store: Store) -> Callable[..., Any]:
    """make(Enterprise, name="…"): save a record, its required fields filled, and answer it as it was settled."""
    return lambda cls, **values: made(store, cls, **values)


@pytest.fixture
def town(store: Store) -> Town:
    """Two villages, a mill and a petrol station, a bridge, three people and two organs."""
    return found_town(store)
