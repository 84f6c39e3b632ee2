"""What build.spec takes along is what the program needs when it runs without its source tree."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sheets import DANGER_BOOK

from safety_desk import __version__
from safety_desk.intake.reading import read_book

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "safety_desk"
SOURCES = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}

MADE_BY_THE_PROGRAM = {"data", "out"}
"""Folders beside the program that do not come with it."""


@pytest.fixture(scope="module")
def spec() -> SimpleNamespace:
    """What build.spec says, told without PyInstaller: names, options of the analysis, and the programs it makes."""
    said: dict[str, Any] = {"SPECPATH": str(ROOT)}

    def analysis(scripts: list[str], **options: Any) -> SimpleNamespace:
        said.update(options, entry=scripts)
        return SimpleNamespace(scripts=[("__main__", scripts[0], "PYSOURCE")], pure=[], binaries=[], datas=[])

    said["Analysis"] = analysis
    said["PYZ"] = said["COLLECT"] = lambda *_, **__: None
    said["EXE"] = lambda *_, **options: options
    exec(compile((ROOT / "build.spec").read_text(encoding="utf-8"), "build.spec", "exec"), said)
    return SimpleNamespace(**said)


@pytest.fixture(scope="module")
def packed(spec: SimpleNamespace) -> set[str]:
    """The files that stand in the built folder, by their places in it."""
    places = set()
    for source, folder in spec.datas:
        base = Path(source)
        found = [path for path in base.rglob("*") if path.is_file()] if base.is_dir() else base.parent.glob(base.name)
        top = base if base.is_dir() else base.parent
        places |= {(Path(folder) / path.relative_to(top)).as_posix() for path in found}
    return places


def imported() -> set[str]:
    """Every module that the program imports, at its start or later."""
    nodes = [node for text in SOURCES.values() for node in ast.walk(ast.parse(text))]
    whole = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    return whole | {f"{node.module}.{alias.name}" for node in parts for alias in node.names}


def test_every_file_that_the_program_reads_is_packed_where_it_looks_for_it(packed: set[str]) -> None:
    beside_modules = {path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    needed = beside_modules | {path for path in (ROOT / "resources").rglob("*") if path.is_file()}
    assert {path.relative_to(ROOT).as_posix() for path in needed} - packed == set()


def test_a_place_in_the_program_that_the_code_names_is_packed(packed: set[str]) -> None:
    named = {name for text in SOURCES.values() for name in re.findall(r'program\(\) / "([^"]+)"', text)}
    assert "resources" in named
    assert {n for n in named if not any(p.startswith(f"{n}/") for p in packed)} - MADE_BY_THE_PROGRAM == set()


def test_nothing_that_the_program_imports_is_left_out(spec: SimpleNamespace) -> None:
    modules = imported()
    for name in spec.NOT_USED:
        assert [module for module in modules if f"{module}.".startswith(f"{name}.")] == []


@pytest.mark.parametrize(
    ("file", "needed"),
    [
        ("PySide6/plugins/platforms/qwindows.dll", True),
        (r"PySide6\plugins\printsupport\windowsprintersupport.dll", True),
        (r"PySide6\translations\qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        (r"PySide6\Qt6Network.dll", False),
        (r"PySide6\plugins\tls\qschannelbackend.dll", False),
        ("resources/papers/base.html", True),
        ("matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf", True),
    ],
)
def test_of_what_was_found_only_the_needed_is_taken(spec: SimpleNamespace, file: str, needed: bool) -> None:
    entry = (file, "/where/it/was", "DATA")
    assert spec.taken([entry]) == ([entry] if needed else [])


def test_the_program_and_its_icon_are_there(spec: SimpleNamespace) -> None:
    assert spec.entry == [str(PACKAGE / "__main__.py")]
    assert {(program["name"], program["console"]) for program in spec.programs} == {
        ("安全台账", False),
        ("safety-desk", True),
    }
    assert all(Path(program["icon"]).is_file() for program in spec.programs)


@pytest.mark.parametrize("suffix", ["", ".exe"])
def test_a_frozen_program_reads_files_with_its_exe_for_commands(
    spec: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, suffix: str
) -> None:
    called: list[str] = []
    really: Callable[..., Any] = subprocess.Popen

    def run(command: list[str], **options: Any) -> Any:
        called.append(command[0])
        return really([python, "-m", "safety_desk", *command[1:]], **options)

    python = sys.executable
    monkeypatch.setattr(subprocess, "Popen", run)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / f"安全台账{suffix}"))
    assert read_book(DANGER_BOOK).sheets[0].name == "隐患台账"
    [command] = [program["name"] for program in spec.programs if program["console"]]
    assert called == [str(tmp_path / f"{command}{suffix}")]


def test_the_version_is_in_the_change_log() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
