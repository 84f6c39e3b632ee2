"""The ways in which `mutate.py` hurts a file. Each takes a source of chance and bytes, and answers other bytes."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable
from random import Random

Mutation = Callable[[Random, bytes], bytes]
_NUMBERS = (
    b"0",
    b"-1",
    b"1e999",
    b"NaN",
    b"999999999",
    b"3.41823E+17",
    b"341823190106183000",
    b"1e-320",
    b"2958466",
    b"",
)
_REFS = (b"XFD1048576", b"A1048576", b"ZZZ9999999", b"A0", b"@@", b"", b"B2:A1", b"A1:XFD1048576", b"AD70000", b"C3")
_WORDS = ("=HYPERLINK(1)", "\u202e反", "a\0b", "'" * 40, "一" * 40_000, "<![CDATA[", "&a;", "&#x1F600;", "139****0000")
_TYPES = (b"s", b"n", b"b", b"e", b"d", b"str", b"inlineStr", b"zzz")


def flip(chance: Random, data: bytes) -> bytes:
    """Some bytes are others."""
    hurt = bytearray(data)
    for _ in range(chance.choice((1, 3, 20)) if hurt else 0):
        hurt[chance.randrange(len(hurt))] = chance.randrange(256)
    return bytes(hurt)


def cut(chance: Random, data: bytes) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data) + 1)]


def lose(chance: Random, data: bytes) -> bytes:
    """A stretch is missing, or filled with nothing."""
    start, size = chance.randrange(len(data) + 1), chance.choice((1, 64, 512, 4096))
    return data[:start] + bytes(size) * chance.randrange(2) + data[start + size :]


def repeat(chance: Random, data: bytes) -> bytes:
    """A stretch stands there again elsewhere."""
    start, to, size = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1), chance.choice((16, 512, 4096))
    return data[:to] + data[start : start + size] + data[to:]


def head(chance: Random, data: bytes) -> bytes:
    """It begins as another kind of file."""
    heads = (
        b"MZ",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"<html>",
        b"{",
    )
    begin = chance.choice(heads)
    return begin + data[len(begin) * chance.randrange(2) :]


def parts(chance: Random, data: bytes) -> bytes:
    """A part of the workbook is missing, twice there, cut, or another's."""
    held = _unpacked(data)
    if len(held) < 2:
        return flip(chance, data)
    way, n, other = chance.randrange(4), chance.randrange(len(held)), chance.randrange(len(held))
    name, content = held[n]
    if way == 0:
        del held[n]
    elif way == 1:
        held.insert(other, (name, flip(chance, content)))
    elif way == 2:
        held[n] = name, cut(chance, content)
    else:
        held[n], held[other] = (name, held[other][1]), (held[other][0], content)
    return _packed(held)


def inside(chance: Random, data: bytes) -> bytes:
    """One XML part is hurt where it means something; one more often the sheet than another."""
    held = _unpacked(data)
    xml = [n for n, (name, _) in enumerate(held) if name.endswith((".xml", ".rels"))]
    if not xml:
        return flip(chance, data)
    told = [n for n in xml if "sheet" in held[n][0].lower() or "shared" in held[n][0]] or xml
    n = chance.choice(told if chance.random() < 0.8 else xml)
    hurt = chance.choice((flip, cut, _tag, _deep, _entity, _long, *(_number, _ref, _type, _word) * 5))
    held[n] = held[n][0], hurt(chance, held[n][1])
    return _packed(held)


def _unpacked(data: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as bundle:
            return [(info.filename, bundle.read(info)) for info in bundle.infolist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return []  # an earlier mutation broke it


def _packed(held: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bundle:
        warnings.simplefilter("ignore")  # two parts of one name are meant
        for name, content in held:
            bundle.writestr(name, content)
    return out.getvalue()


def _at(chance: Random, data: bytes, pattern: bytes, new: bytes) -> bytes:
    """Something else where a pattern stands somewhere; its first group is what goes."""
    found = list(re.finditer(pattern, data))
    if not found:
        return data + new
    start, end = chance.choice(found).span(1)
    return data[:start] + new + data[end:]


def _tag(chance: Random, data: bytes) -> bytes:
    return _at(chance, data, rb"(</?[\w:]+[^<>]*>)", chance.choice((b"", b"<row>", b"</sheetData>", b"<c", b"<v/>")))


def _number(chance: Random, data: bytes) -> bytes:
    return _at(chance, data, rb"<v>([^<]*)</v>", chance.choice(_NUMBERS))


def _ref(chance: Random, data: bytes) -> bytes:
    return _at(chance, data, rb"\b(?:r|ref|spans)=\"([^\"]*)\"", chance.choice(_REFS))


def _type(chance: Random, data: bytes) -> bytes:
    return _at(chance, data, rb"\bt=\"([^\"]*)\"", chance.choice(_TYPES))


def _word(chance: Random, data: bytes) -> bytes:
    return _at(chance, data, rb"<t[^>]*>([^<]*)</t>", chance.choice(_WORDS).encode("utf-8", "replace"))


def _deep(chance: Random, data: bytes) -> bytes:
    return _at(chance, data, rb">()<", b"<a>" * chance.choice((10, 50_000)))


def _entity(chance: Random, data: bytes) -> bytes:
    laugh = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return _at(chance, data, rb"<\?xml[^>]*\?>()", laugh)


def _long(chance: Random, data: bytes) -> bytes:
    return _at(chance, data, rb"<t[^>]*>([^<]*)</t>", b"x" * chance.choice((33_000, 5_000_000)))


def line(chance: Random, data: bytes) -> bytes:
    """A line of a text table is another: quotes, separators, columns without end, another coding."""
    lines = data.split(b"\n")
    n = chance.randrange(len(lines))
    new = (
        b'"',
        b",,,,,,",
        b'a"b"c',
        b"," * 20_000,
        b"\0",
        b"x" * 2_000_000,
        lines[n] * 3,
        "奎峰村".encode("utf-16"),
        b"",
    )
    lines[n] = chance.choice(new)
    return b"\n".join(lines)


def recode(chance: Random, data: bytes) -> bytes:
    """A text table in another coding."""
    to = chance.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5"))
    return data.decode("gb18030", "replace").encode(to, "replace")


ANY: tuple[Mutation, ...] = (flip, flip, cut, lose, repeat, head)
WAYS: dict[str, tuple[Mutation, ...]] = {
    ".xlsx": (*ANY, parts, parts, *[inside] * 24),
    ".xls": (*ANY, *[flip] * 9, lose, lose, repeat),
    ".csv": (*ANY, line, line, line, recode, recode),
}


def mutated(chance: Random, data: bytes, suffix: str) -> bytes:
    """A file hurt one to three times."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = chance.choice(WAYS[suffix])(chance, data)
    return data
