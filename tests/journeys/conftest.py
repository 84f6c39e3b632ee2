"""Somebody at the desk of an office of their own: the window, the command line, and a walk through both."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from town import Town
from walk import Walk
from windows import answers, qapp, window  # noqa: F401

from safety_desk.cli import main
from safety_desk.paths import Office
from safety_desk.ui.window import Window


@pytest.fixture
def walk(window: Window, town: Town, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Walk:  # noqa: F811
    """The window of the small town, with the keyboard."""
    with qtbot.waitActive(window):
        window.activateWindow()
    return Walk(window, monkeypatch)


@pytest.fixture
def rows(office: Office, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[dict[str, Any]]]:
    """rows("supervise_cases"): what the command line tells of a ledger of the same office."""

    def told(ledger: str) -> list[dict[str, Any]]:
        capsys.readouterr()
        assert main(["--office", str(office.folder), "rows", ledger, "--json"]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return told
