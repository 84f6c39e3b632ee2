"""What stands before a foreign workbook is parsed: whether it is one, what it unpacks to, what is hidden in it."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from xml.parsers import expat

MOST_BYTES = 50 * 2**20
MOST_UNPACKED = 300 * 2**20
MOST_CELLS = 5_000_000
MOST_ROWS, MOST_COLUMNS = 2**20, 2**14
NO_TABLE = "这不是表格文件。可以导入 .xlsx、.xls、.csv 和 .geojson"
PASSWORD = "文件设了打开密码，读不了。请在 Excel 或 WPS 里去掉密码后另存再导入"
BROKEN = "文件不完整或已损坏，打不开。请重新拷贝或另存一份再试"
MACROS = "文件里有宏，没有运行，只读了表格里的数据"
_WORD = "这是 Word 文档，不是表格。请把表格复制到 Excel 里再导入"
_SLIDES = "这是演示文稿，不是表格。请把表格复制到 Excel 里再导入"
_CHUNK = 1 << 20
_FAR = re.compile(rb'<c [^>]*?\br="([A-Z]{3}\d{1,7}|[A-Z]{1,2}\d{6,7})"[^>]*(?<!/)>')
_MERGED = re.compile(rb'mergeCell\s[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"[^>]*>')
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, EOFError, OSError, ValueError, NotImplementedError,
)  # fmt: skip


class Unreadable(Exception):
    """The file cannot be read; the message is Chinese."""


def check_zip(path: Path) -> str:
    """A workbook, and no bomb: what it unpacks to is counted while it is unpacked, whatever its list of contents says.

    Answers what a person should know of it. Raises Unreadable.
    """
    left, note = MOST_UNPACKED, ""
    with _damage_told():
        for info, chunks in _parts(path):
            name = info.filename
            xml = _strict() if name.endswith((".xml", ".rels")) and name.startswith(("xl/", "content.xml")) else None
            if name.endswith("vbaProject.bin"):
                note = MACROS
            for chunk in chunks:
                left -= len(chunk)
                if left < 0:
                    raise Unreadable("文件展开后超过 300 MB，不像正常的表格，没有导入")
                if xml is not None:
                    xml.Parse(chunk, False)
            if xml is not None:
                xml.Parse(b"", True)
    return note


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except _DAMAGES as error:
        raise Unreadable(BROKEN) from error


def _strict() -> expat.XMLParserType:
    """What stops at XML that is broken, which else would end the sheet early, and at entities, which could swell."""

    def refuse(*_: object) -> None:
        raise Unreadable("文件里夹带了会自己膨胀的内容，不是 Excel 或 WPS 存出来的，没有导入")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    return parser


def far_cell(path: Path) -> str:
    """The farthest cell with a value, where one stands very far (XFD1048576); nothing where there is none."""
    found: set[bytes] = set()
    with _damage_told():
        for info, chunks in _parts(path):
            tail = b""
            for chunk in chunks if info.filename.startswith("xl/worksheets/") else ():
                found.update(match[1] for match in _FAR.finditer(tail + chunk))
                tail = chunk[-200:]
                if len(found) > 1000:
                    break
    return max(found, key=lambda cell: (len(cell), cell)).decode() if found else ""


def merged_cells(path: Path) -> int:
    """How many cells the merged ranges of a workbook cover. Raises ValueError where it is damaged."""
    covered = 0
    try:
        for info, chunks in _parts(path):
            tail = b""
            for chunk in chunks if info.filename.startswith("xl/worksheets/") else ():
                seen = tail + chunk
                for found in _MERGED.finditer(seen):
                    left, top, right, bottom = found.groups()
                    wide = abs(_number(right) - _number(left)) + 1
                    covered += wide * (abs(int(bottom) - int(top)) + 1)
                tail = seen[seen.rfind(b"<") :][-200:]
    except _DAMAGES as error:
        raise ValueError("damaged") from error
    return covered


def _number(letters: bytes) -> int:
    """The number of a column, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _parts(path: Path) -> Iterator[tuple[zipfile.ZipInfo, Iterator[bytes]]]:
    """The parts of a workbook, each unpacked in chunks. Raises Unreadable."""
    with zipfile.ZipFile(path) as bundle, path.open("rb") as file:
        infos = bundle.infolist()
        _check_names([info.filename for info in infos])
        for info in infos:
            if info.flag_bits & 1:
                raise Unreadable(PASSWORD)
            yield info, _unpacked(file, info)


def _check_names(names: list[str]) -> None:
    if any(name.startswith("word/") for name in names):
        raise Unreadable(_WORD)
    if any(name.startswith("ppt/") for name in names):
        raise Unreadable(_SLIDES)
    if not any(name.startswith(("xl/", "content.xml")) for name in names):
        raise Unreadable("这个压缩包里没有表格。请先解压，再导入里面的 .xlsx 或 .xls")


def _unpacked(file: BufferedReader, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part to its real end: zipfile itself would stop where the list of contents says that it ends."""
    file.seek(info.header_offset + 26)
    name, extra = struct.unpack("<HH", file.read(4))
    file.seek(name + extra, 1)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError
    inflate, left = zlib.decompressobj(-15), info.compress_size
    while left > 0:
        data = file.read(min(left, _CHUNK))
        if not data:
            raise EOFError
        left -= len(data)
        if info.compress_type == zipfile.ZIP_STORED:
            yield data
            continue
        while data and not inflate.eof:
            yield inflate.decompress(data, _CHUNK)
            data = inflate.unconsumed_tail
    while info.compress_type == zipfile.ZIP_DEFLATED and not inflate.eof:
        if not (rest := inflate.decompress(b"", _CHUNK)):
            raise EOFError
        yield rest


def check_ole(path: Path) -> str:
    """An old workbook and nothing else that is packed the same way. Answers what a person should know of it."""
    content = path.read_bytes()
    if _holds(content, "EncryptedPackage"):
        raise Unreadable(PASSWORD)
    if _holds(content, "WordDocument"):
        raise Unreadable(_WORD)
    if _holds(content, "PowerPoint Document"):
        raise Unreadable(_SLIDES)
    return MACROS if _holds(content, "_VBA_PROJECT_CUR") else ""


def _holds(content: bytes, name: str) -> bool:
    """Whether a stream of that name is listed: an entry of 128 bytes that begins with the name and ends with its length."""
    sought, at = f"{name}\0".encode("utf-16-le"), -1
    while (at := content.find(sought, at + 1)) >= 0:
        if at % 128 == 0 and content[at + 64 : at + 66] == len(sought).to_bytes(2, "little"):
            return True
    return False
