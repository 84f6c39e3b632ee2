"""A foreign file is read for what it is, or refused with one clear sentence; it can harm nothing but the child process."""

import datetime as dt
import json
import os
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from sheets import CERTIFICATE_TABLE, DANGER_BOOK, ENTERPRISE_BOOK, workbook

from safety_desk.errors import Refusal
from safety_desk.intake import reading
from safety_desk.intake.book import Book, Sheet, from_lines, letter, to_lines
from safety_desk.intake.reading import read_book

ROWS = [["企业名称", "所在村"], ["甲厂", "奎峰村"], ["“乙”厂\n分厂", None]]


def refused(path: Path) -> str:
    with pytest.raises(Refusal) as why:
        read_book(path)
    return str(why.value)


def test_a_workbook_is_read_with_kinds_merges_and_hidden_sheets(tmp_path: Path) -> None:
    book = Workbook()
    page = book["Sheet"]
    for row in (["甲", 1, 1.5, True], [dt.date(2026, 3, 15), dt.datetime(2026, 3, 15, 9, 30), None, "=1+1"]):
        page.append(row)
    page.merge_cells("A3:B4")
    book.create_sheet("藏").sheet_state = "hidden"
    book.save(tmp_path / "甲.xlsx")
    shown, hidden = read_book(tmp_path / "甲.xlsx").sheets
    assert shown.rows[0] == ["甲", 1.0, 1.5, True]
    assert shown.rows[1][:3] == [dt.date(2026, 3, 15), dt.datetime(2026, 3, 15, 9, 30), None]
    assert shown.merges == [((2, 0), (3, 1))]
    assert (shown.hidden, hidden.hidden, hidden.name) == (False, True, "藏")


def test_rows_are_numbered_as_excel_numbers_them_though_the_first_are_empty(tmp_path: Path) -> None:
    book = Workbook()
    book["Sheet"]["C4"] = "甲"
    book.save(tmp_path / "甲.xlsx")
    assert read_book(tmp_path / "甲.xlsx").sheets[0].rows[3] == [None, None, "甲"]


def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    first = read_book(DANGER_BOOK).sheets[0]
    assert (first.name, first.rows[1][1], len(first.rows)) == ("隐患台账", "企业名称", 80)
    assert ((2, 1), (4, 1)) in first.merges


@pytest.mark.parametrize("name", ["甲.xls", "甲.et", "甲.csv", "甲", "甲.dat"])
def test_a_file_is_what_it_contains_and_not_what_it_is_called(tmp_path: Path, name: str) -> None:
    workbook(tmp_path / name, ("表", ROWS))
    assert read_book(tmp_path / name).sheets[0].rows[1] == ["甲厂", "奎峰村"]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_text_table_is_read_in_the_codings_of_excel_and_wps(tmp_path: Path, coding: str, mark: str) -> None:
    text = f'企业名称{mark}所在村\r\n甲厂{mark}奎峰村\r\n"“乙”厂\n分厂"{mark}\r\n'
    (tmp_path / "甲.csv").write_bytes(text.encode(coding))
    assert read_book(tmp_path / "甲.csv").sheets[0].rows == ROWS


def test_the_codes_of_a_text_table_stay_text() -> None:
    rows = read_book(CERTIFICATE_TABLE).sheets[0].rows
    assert rows[1][:2] == ["吴某", "341823190106183296"]


def test_borders_are_read_with_their_names(tmp_path: Path) -> None:
    shape = {"type": "Polygon", "coordinates": [[[118, 30], [119, 30], [119, 31], [118, 30]]]}
    features = [{"properties": {"name": "奎峰村", "x": [1]}, "geometry": shape}, {"properties": None, "geometry": None}]
    path = tmp_path / "村界.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    heads, first, second = read_book(path).sheets[0].rows
    assert heads == ["name", "x", "边界"]
    assert (first[0], json.loads(first[2])) == ("奎峰村", shape)
    assert second == [None, None, "null"]


def truncated(path: Path, source: Path) -> Path:
    path.write_bytes(source.read_bytes()[:4000])
    return path


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bundle:
        bundle.writestr("xl/workbook.xml", "<workbook/>")
        with bundle.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(310):
                part.write(b" " * 2**20)
    return path


def far(path: Path) -> Path:
    book = Workbook()
    book["Sheet"]["A1"], book["Sheet"]["XFD1048576"] = "企业名称", "x"
    book.save(path)
    return path


def packed(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as bundle:
        for name in names:
            bundle.writestr(name, "x")
    return path


def content(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def listed(name: str) -> bytes:
    """The head of an OLE file that lists a stream of that name."""
    written = f"{name}\0".encode("utf-16-le")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    return head + written.ljust(64, b"\0") + len(written).to_bytes(2, "little") + bytes(62)


BAD = {
    "empty": (lambda p: content(p / "甲.xlsx", b""), "文件是空的"),
    "truncated xlsx": (lambda p: truncated(p / "甲.xlsx", ENTERPRISE_BOOK), "文件不完整或已损坏"),
    "truncated xls": (lambda p: truncated(p / "甲.xls", DANGER_BOOK), "文件不完整或不是 Excel 表格"),
    "password": (lambda p: content(p / "甲.xlsx", listed("EncryptedPackage")), "文件设了打开密码"),
    "old word": (lambda p: content(p / "甲.xls", listed("WordDocument")), "这是 Word 文档"),
    "word": (lambda p: packed(p / "甲.xlsx", "word/document.xml"), "这是 Word 文档"),
    "zip": (lambda p: packed(p / "甲.xlsx", "照片/1.jpg"), "压缩包里没有表格"),
    "program": (lambda p: content(p / "甲.xlsx", b"MZ\x90\x00" + os.urandom(500)), "这不是表格文件"),
    "picture": (lambda p: content(p / "甲.csv", b"\x89PNG\r\n\x1a\n" + bytes(100)), "这不是表格文件"),
    "pdf": (lambda p: content(p / "甲.xls", b"%PDF-1.7\n"), "这不是表格文件"),
    "binary": (lambda p: content(p / "甲.csv", b"\x01\x00\x02\x00\xff\x00" * 50), "这不是表格文件"),
    "web page": (lambda p: content(p / "甲.xls", b"<html><table><tr><td>1</td></tr></table></html>"), "网页格式的表格"),
    "bomb": (lambda p: bomb(p / "甲.xlsx"), "展开后超过 300 MB"),
    "far cell": (lambda p: far(p / "甲.xlsx"), "远处的 XFD1048576 格里有内容"),
    "slides": (lambda p: packed(p / "甲.xlsx", "ppt/presentation.xml"), "这是演示文稿"),
    "no geojson": (lambda p: content(p / "甲.geojson", b'{"type": "Topology"}'), "不是 GeoJSON 格式"),
    "broken json": (lambda p: content(p / "甲.geojson", b'{"features": ['), "不是 GeoJSON 格式"),
    "missing": (lambda p: p / "没有.xlsx", "找不到文件"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_with_one_clear_sentence(tmp_path: Path, kind: str) -> None:
    make, said = BAD[kind]
    assert said in refused(make(tmp_path))


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "大.csv").open("wb") as file:
        file.truncate(51 * 2**20)
    assert "超过 50 MB" in refused(tmp_path / "大.csv")


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.001)
    assert "还没读完，已停止" in refused(workbook(tmp_path / "甲.xlsx", ("表", ROWS)))


def test_a_book_passes_between_processes_unchanged() -> None:
    rows = [["甲", 1.5, True, None, dt.date(2026, 3, 15), dt.datetime(2026, 3, 15, 9, 30)]]
    book = Book([Sheet("表", rows, [((0, 0), (2, 1))], hidden=True)])
    assert from_lines(to_lines(book)) == book


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_are_called_as_excel_calls_them(column: int, letters: str) -> None:
    assert letter(column) == letters
