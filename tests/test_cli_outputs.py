"""The command line makes the sample town, and from it the county's workbook, the map and papers, without a window."""

import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from safety_desk.cli import main
from safety_desk.db.health import faults
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.papers import forms
from safety_desk.paths import Office
from safety_desk.tasks.office import open_office

ROOT = Path(__file__).resolve().parent.parent


def run(folder: Path, *words: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "safety_desk", "--office", str(folder), *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=110)


@pytest.fixture(scope="module")
def town_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office of the sample town."""
    folder = tmp_path_factory.mktemp("demo") / "示例镇"
    made = run(folder, "demo")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("示例镇已生成，共 ")
    return folder


def test_the_sample_town_is_sound_and_has_something_in_every_ledger(town_folder: Path) -> None:
    with open_office(Office(town_folder)) as store:
        assert list(faults(store)) == []
        made_in_the_window = {"region_risks", "fill_templates"}  # on the map's page, and of a superior's blank
        assert {ledger.name for ledger in LEDGERS if not store.count(ledger.record)} <= made_in_the_window


def test_the_sample_town_is_made_only_in_an_empty_office(town_folder: Path) -> None:
    again = run(town_folder, "demo")
    assert again.returncode == 1 and again.stdout == ""
    assert any("\u4e00" <= sign <= "\u9fff" for sign in again.stderr) and "Traceback" not in again.stderr


@pytest.mark.parametrize(("suffix", "head"), [(".png", b"\x89PNG"), (".pdf", b"%PDF"), (".svg", b"<?xml")])
def test_the_map_is_drawn(town_folder: Path, tmp_path: Path, suffix: str, head: bytes) -> None:
    out = tmp_path / f"四色图{suffix}"
    assert main(["--office", str(town_folder), "map", str(out)]) == 0
    assert out.read_bytes().startswith(head) and out.stat().st_size > 20_000


def test_the_map_of_a_village_there_is_not_is_refused(
    town_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--office", str(town_folder), "map", str(tmp_path / "图.png"), "--village", "没有的村"]) == 1
    assert "没有的村" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_papers_are_printed_into_one_file(town_folder: Path, tmp_path: Path) -> None:
    with open_office(Office(town_folder)) as store:
        ids = store.ids(Inspection, order="start_at")[:2]
    form = forms("inspections")[0].name
    out = tmp_path / "检查.pdf"
    made = run(town_folder, "print", form, *ids, out)
    assert made.returncode == 0, made.stderr
    assert f"已保存到 {out}，共 " in made.stdout
    assert out.read_bytes().startswith(b"%PDF")
    missing = run(town_folder, "print", form, 999999, out)
    assert missing.returncode == 1 and "没有编号为 999999 的记录" in missing.stderr


def test_the_countys_workbook_is_full(town_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "县.xlsx"
    assert main(["--office", str(town_folder), "report", "county", "--period", "2026", str(out)]) == 0
    book = load_workbook(out)
    assert all(page.max_row > 8 for page in book)


@pytest.mark.parametrize("words", [("检查", "1"), ("inspection", "x", "a.pdf"), ("inspection", "a.pdf")])
def test_print_says_how_it_is_used(office: Office, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--office", str(office.folder), "print", *words]) == 1
    said = capsys.readouterr().err
    assert said.startswith(("用法：print", "没有名为“"))
