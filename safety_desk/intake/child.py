"""What runs in the child process: one foreign file in, plain rows out. May crash without harm to the program.

`python -m safety_desk.intake.child FILE OUT`: writes JSON to OUT; on a fault that it understands it exits with 3
and the sentence on standard error.
"""

import csv
import io
import json
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

from safety_desk.intake.book import Book, Sheet, to_json

MOST_BYTES = 50 * 2**20
MOST_UNPACKED = 300 * 2**20
_WORD = "这是 Word 文档，不是表格。请把表格复制到 Excel 里再导入"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Unreadable(Exception):
    """The file cannot be read; the message is Chinese."""


def read(path: Path) -> Book:
    """Read a file by what it is, not by what it is called. Raises Unreadable."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("文件是空的")
    if size > MOST_BYTES:
        raise Unreadable("文件超过 50 MB，太大了。请拆成几个文件再导入")
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"PK\x03\x04"):
        _check_zip(path)
        return _workbook(path)
    if head == _OLE:
        _check_ole(path)
        return _workbook(path)
    if head.startswith((b"MZ", b"\x7fELF", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf")):
        raise Unreadable("这不是表格文件。可以导入 .xlsx、.xls、.csv 和 .geojson")
    return _text(path)


def _check_zip(path: Path) -> None:
    """A workbook, and no bomb: what it unpacks to is counted while it is unpacked."""
    try:
        with zipfile.ZipFile(path) as bundle:
            names = bundle.namelist()
            if any(name.startswith("word/") for name in names):
                raise Unreadable(_WORD)
            if not any(name.startswith(("xl/", "content.xml")) for name in names):
                raise Unreadable("这个压缩包里没有表格。请先解压，再导入里面的 .xlsx 或 .xls")
            left = MOST_UNPACKED
            for name in names:
                with bundle.open(name) as part:
                    while chunk := part.read(1 << 20):
                        left -= len(chunk)
                        if left < 0:
                            raise Unreadable("文件展开后超过 300 MB，不像正常的表格，没有导入")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise Unreadable("文件不完整或已损坏，打不开。请重新拷贝或另存一份再试") from error


def _check_ole(path: Path) -> None:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable("文件设了打开密码，读不了。请在 Excel 或 WPS 里去掉密码后另存再导入")
    if "WordDocument".encode("utf-16-le") in content:
        raise Unreadable(_WORD)


def _workbook(path: Path) -> Book:
    import python_calamine

    try:
        with path.open("rb") as file:  # a path would be judged by its name
            return _sheets(python_calamine.load_workbook(file))
    except python_calamine.PasswordError as error:
        raise Unreadable("文件设了打开密码，读不了。请在 Excel 或 WPS 里去掉密码后另存再导入") from error
    except python_calamine.CalamineError as error:
        raise Unreadable("文件不完整或不是 Excel 表格，打不开。请在 Excel 或 WPS 里打开后另存为 .xlsx 再试") from error


def _sheets(book: Any) -> Book:
    import python_calamine

    sheets = []
    for meta in book.sheets_metadata:
        if meta.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        rows = [[None if cell == "" else cell for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        hidden = meta.visible is not python_calamine.SheetVisibleEnum.Visible
        merges = [((a, b), (c, d)) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
        sheets.append(Sheet(meta.name, rows, merges, hidden))
    return Book(sheets)


def _text(path: Path) -> Book:
    content = path.read_bytes()
    text = _decoded(content)
    if text.lstrip().startswith(("{", "[")):
        return _geojson(text, path.stem)
    if text.lstrip()[:200].lower().startswith(("<html", "<!doctype", "<table", "<?xml", "<meta")):
        raise Unreadable("这是网页格式的表格。请在 Excel 或 WPS 里打开，另存为 .xlsx 再导入")
    lines = text.splitlines()
    marks = {mark: sum(line.count(mark) for line in lines[:20]) for mark in ",\t;|"}
    delimiter = max(marks, key=lambda mark: marks[mark])
    csv.field_size_limit(2**20)
    try:
        rows = [
            [cell if cell != "" else None for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise Unreadable("文本表格的格式不对，读不了。请在 Excel 或 WPS 里打开后另存为 .xlsx 再试") from error
    return Book([Sheet(path.stem, rows)])


def _decoded(content: bytes) -> str:
    """Text in UTF-8, UTF-16 or GBK, as Chinese Excel and WPS write it."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for coding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable("这不是表格文件。可以导入 .xlsx、.xls、.csv 和 .geojson")


def _geojson(text: str, name: str) -> Book:
    """Features as rows: their properties as columns, and 边界 for the geometry."""
    try:
        data: Any = json.loads(text)
        features = data["features"]
        heads = list(dict.fromkeys(key for feature in features for key in feature.get("properties") or {}))
        rows: list[list[Any]] = [[*heads, "边界"]]
        for feature in features:
            properties = feature.get("properties") or {}
            values = [properties.get(head) for head in heads]
            plain = [v if v is None or isinstance(v, (str, int, float, bool)) else json.dumps(v) for v in values]
            rows.append([*plain, json.dumps(feature.get("geometry"))])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("不是 GeoJSON 格式的边界文件（应是 FeatureCollection）") from error
    return Book([Sheet(name, rows)])


def main(arguments: list[str]) -> int:
    """Read one file and write its rows."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.SetErrorMode(msvcrt.SEM_NOGPFAULTERRORBOX)  # a crash is told by the exit status, not in a box
    source, target = map(Path, arguments)
    try:
        book = _allowed(source)
    except Unreadable as why:
        sys.stderr.buffer.write(str(why).encode("utf-8"))
        return 3
    target.write_text(to_json(book), encoding="utf-8")
    return 0


def _allowed(source: Path) -> Book:
    """What the file holds, where we are let at it. Raises Unreadable."""
    try:
        return read(source)
    except OSError as error:
        raise Unreadable("文件读不了，可能正在别的程序里打开，或者没有权限。请关闭后再试") from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
