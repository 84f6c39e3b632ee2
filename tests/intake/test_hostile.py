"""Files that were made to harm: each ends right or in one sentence, within its limits, and leaves nothing behind."""

import random
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from sheets import DANGER_BOOK, ENTERPRISE_BOOK, planned, workbook

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.intake import reading
from safety_desk.intake.reading import read_book
from safety_desk.intake.reading import reading as reading_job
from safety_desk.ledgers.certificate import CERTIFICATES
from safety_desk.ledgers.enterprise import ENTERPRISES
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS
from safety_desk.tasks.imports.importing import mark_errors, summary

ROOT = Path(__file__).resolve().parents[2]
SHEET = "xl/worksheets/sheet1.xml"
XMLNS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def one_cell(text: str) -> str:
    cell = f'<c r="A1" t="inlineStr"><is><t>{text}</t></is></c>'
    return f'<worksheet {XMLNS}><sheetData><row r="1">{cell}</row></sheetData></worksheet>'


def with_parts(path: Path, parts: dict[str, str], more: tuple[tuple[str, str], ...] = ()) -> Path:
    """A workbook some of whose parts are others, and in which more stand."""
    workbook(path, ("表", [["甲"]]))
    with zipfile.ZipFile(path) as whole:
        held = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bundle:
        for name, content in {**held, **parts}.items():
            bundle.writestr(name, content)
        for name, text in more:
            bundle.writestr(name, text)
    return path


def lying_about_its_size(path: Path) -> Path:
    """What it unpacks to is 310 MB; its list of contents says 100 bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bundle:
        bundle.writestr("xl/styles.bin", bytes(310 * 2**20))
        bundle.writestr("xl/workbook.xml", "<workbook/>")
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, content.find(b"PK\x01\x02") + 24, 100)
    path.write_bytes(content)
    return path


def twice_there(path: Path) -> Path:
    """A part stands there twice: the first is the bomb, by name the second would be found."""
    with pytest.warns(UserWarning), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bundle:
        bundle.writestr("xl/a.bin", bytes(310 * 2**20))
        bundle.writestr("xl/a.bin", "x")
    return path


def far(path: Path, cell: str) -> Path:
    book = Workbook()
    book["Sheet"]["A1"], book["Sheet"][cell] = "企业名称", "x"
    book.save(path)
    return path


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + one_cell("&b;")
HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "lie": (lambda p: lying_about_its_size(p / "甲.xlsx"), "展开后超过 300 MB"),
    "twice": (lambda p: twice_there(p / "甲.xlsx"), "展开后超过 300 MB"),
    "entities": (lambda p: with_parts(p / "甲.xlsx", {SHEET: LAUGHS}), "会自己膨胀的内容"),
    "broken xml": (lambda p: with_parts(p / "甲.xlsx", {SHEET: one_cell("甲")[:-30]}), "文件不完整或已损坏"),
    "one huge cell": (lambda p: with_parts(p / "甲.xlsx", {SHEET: one_cell("a" * 5 * 2**20)}), "表格太大"),
    "far down and right": (lambda p: far(p / "甲.xlsx", "AD1048576"), " AD1048576"),
    "far enough": (lambda p: far(p / "甲.xlsx", "J1048576"), "工作表“Sheet”一直用到 J1048576"),
    "columns without end": (lambda p: written(p / "甲.csv", b"," * 20_000 + b"\n"), "16384 列"),
    "cells without end": (lambda p: written(p / "甲.csv", (b"," * 999 + b"\n") * 6000), "超过 500 万格"),
    "quote without end": (lambda p: written(p / "甲.csv", b'a,b\n"' + b"x" * 2**21), "文本表格的格式不对"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_ends_in_one_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    make, said = HOSTILE[kind]
    path = make(tmp_path)
    (tmp_path / "临时").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "临时"))
    with pytest.raises(Refusal, match="“甲") as why:
        read_book(path)
    assert said in str(why.value) and "\n" not in str(why.value)
    assert list((tmp_path / "临时").iterdir()) == []


def test_a_far_cell_that_is_only_coloured_is_no_cell(tmp_path: Path) -> None:
    book = Workbook()
    book["Sheet"]["A1"] = "甲"
    book["Sheet"]["XFD1048576"].fill = PatternFill("solid", fgColor="FF0000")
    book.save(tmp_path / "甲.xlsx")
    assert read_book(tmp_path / "甲.xlsx").sheets[0].rows == [["甲"]]


def test_a_file_with_macros_is_read_and_that_none_ran_is_told(store: Store, tmp_path: Path) -> None:
    heads = ["姓名", "所在单位", "证书类别", "证书编号"]
    workbook(tmp_path / "甲.xlsm", ("表", [heads, ["吴某", "甲厂", "其他", "T1"]]))
    with zipfile.ZipFile(tmp_path / "甲.xlsm", "a") as bundle:
        bundle.writestr("xl/vbaProject.bin", "x")
    assert "宏，没有运行" in summary(planned(store, CERTIFICATES, tmp_path / "甲.xlsm"))
    assert read_book(DANGER_BOOK).sheets[0].note == ""


def test_a_text_that_names_a_stream_of_word_is_no_word_document(tmp_path: Path) -> None:
    content = DANGER_BOOK.read_bytes() + bytes(128 - DANGER_BOOK.stat().st_size % 128)
    (tmp_path / "甲.xls").write_bytes(content + "WordDocument".encode("utf-16-le"))
    assert read_book(tmp_path / "甲.xls").sheets[0].rows


def test_a_reading_that_is_stopped_leaves_no_process_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[subprocess.Popen[bytes]] = []
    slow = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(reading, "_reader", lambda: slow)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    popen = subprocess.Popen

    def noted(*arguments: object, **options: object) -> "subprocess.Popen[bytes]":
        begun.append(popen(*arguments, **options))  # type: ignore[call-overload]
        return begun[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    job = reading_job(ENTERPRISE_BOOK)
    assert "正在读取" in next(job).text
    job.close()
    assert begun[0].poll() is not None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a job object limits memory there")
def test_the_child_is_refused_more_memory_than_its_limit() -> None:
    code = "from safety_desk.intake import limits; limits.bind(); bytes(2 * limits.MEMORY)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 1 and b"MemoryError" in done.stderr


def test_the_child_ends_itself_where_its_parent_is_gone() -> None:
    code = "from safety_desk.intake import limits; limits.end_after(0.2)\nwhile True: pass"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=30).returncode == 1


def test_five_hundred_damaged_files_end_in_a_plan_or_a_sentence(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
    import mutate

    (tmp_path / "文件").mkdir()
    outcome = mutate.run(store, tmp_path / "文件", seed=2026, count=500, nth=4)
    assert outcome.wrong == []
    assert outcome.counts.total() == 500 and min(outcome.counts["读出"], outcome.counts["拒读"]) > 50
    assert {path.name for path in (tmp_path / "文件").iterdir()} <= {"标注.xlsx"}


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "data" / "damaged").iterdir()), ids=lambda path: path.stem)
def test_a_damaged_file_that_could_be_read_comes_back_marked(store: Store, tmp_path: Path, path: Path) -> None:
    plan = planned(store, ENTERPRISES if path.suffix == ".xlsx" else HIDDEN_DANGERS, path)
    assert plan.rejected or plan.doubtful
    mark_errors(plan, tmp_path / "标注.xlsx")
    assert any(cell.comment for row in load_workbook(tmp_path / "标注.xlsx")[plan.sheet.name].rows for cell in row)


def test_the_mutations_are_the_same_for_the_same_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
    from mutations import mutated

    data = ENTERPRISE_BOOK.read_bytes()
    again = [mutated(random.Random("1 5"), data, ".xlsx") for _ in range(2)]
    assert again[0] == again[1] != data
