"""What stands before a foreign .docx is opened: whether it is one, what it unpacks to, what is hidden in it."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from safety_desk.errors import Refusal

MOST_BYTES = 20 * 2**20
MOST_UNPACKED = 80 * 2**20
MOST_XML = 6 * 2**20
MOST_PARTS = 2000
MOST_TAGS = 5000
_LONG = 1000
_OLE = b"\xd0\xcf\x11\xe0"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_NOT_WORD = "不是 Word 的 .docx 文档。请在 Word 或 WPS 里“另存为”，类型选 .docx"
_SWELLS = "里夹带了会自己膨胀的内容，不是 Word 或 WPS 存出来的，没有使用"


def check(content: bytes, name: str) -> None:
    """A Word document without macros, and no bomb. `name` is how it is called when it is none. Raises Refusal."""
    if len(content) > MOST_BYTES:
        raise Refusal(f"“{name}”超过 {MOST_BYTES >> 20} MB，太大了。请把里面的大图片压缩后再用")
    if content.startswith(_OLE):
        raise Refusal(f"“{name}”是旧的 .doc 格式或者设了密码。请在 Word 或 WPS 里去掉密码，另存为 .docx")
    try:
        with zipfile.ZipFile(BytesIO(content)) as bundle:
            _check(bundle, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError) as error:
        raise Refusal(f"“{name}”{_NOT_WORD}") from error


def _check(bundle: zipfile.ZipFile, name: str) -> None:
    infos = bundle.infolist()
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise Refusal(f"“{name}”展开后太大，不像正常的文档，没有使用")
    names = {info.filename for info in infos}
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise Refusal(f"“{name}”{_NOT_WORD}")
    if any(one.endswith("vbaProject.bin") for one in names):
        raise Refusal(f"“{name}”里有宏，没有使用。请在 Word 里另存为不带宏的 .docx")
    if _DOCUMENT not in bundle.read("[Content_Types].xml"):
        raise Refusal(f"“{name}”{_NOT_WORD}")
    for info in infos:
        if not info.filename.endswith((".xml", ".rels")):
            continue
        xml = bundle.read(info)
        if len(xml) > MOST_XML:
            raise Refusal(f"“{name}”的内容太多，不像一份格式，没有使用")
        head = xml.replace(b"\x00", b"")
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise Refusal(f"“{name}”{_SWELLS}")
        _check_tags(xml.decode("utf-8", "replace"), name)


def _check_tags(xml: str, name: str) -> None:
    """Every {{ and {% is closed in its paragraph: what is not would be searched for through the whole document."""
    if not ({"{", "｛"} & set(xml)):
        return
    text = re.sub(r"<[^>]*>", "", xml.replace("</w:p>", "\n"))
    if "｛｛" in text or "｛％" in text or "｛%" in text:
        raise Refusal(f"“{name}”里用了全角的花括号｛｛｝｝，请改成半角的 {{{{}}}}")
    found = [match.start() for match in re.finditer(r"\{[{%#]", text)]
    if len(found) > MOST_TAGS:
        raise Refusal(f"“{name}”里的占位符超过 {MOST_TAGS} 个，不像一份格式，没有使用")
    for start in found:
        paragraph = text[start : start + _LONG].partition("\n")[0]
        if {"{": "}}", "%": "%}", "#": "#}"}[text[start + 1]] not in paragraph:
            raise Refusal(f"“{name}”里的“{paragraph[:30]}”没有写完，缺少后面的花括号")
