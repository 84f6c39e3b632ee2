"""What every Word document of ours has in common: faces, elements, fields, and being written whole or not at all."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from safety_desk.errors import Refusal

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

TITLE, HEAD, SUBHEAD, BODY, TABLE = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"
INSTEAD = {TITLE: "方正小标宋_GBK,华文中宋,宋体", SUBHEAD: "楷体", BODY: "仿宋"}
"""What Word takes where a face is not installed: the font table says it."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def write(content: bytes, out: Path) -> None:
    """Put a document where it belongs; it takes the place of `out` only when it is whole. Raises Refusal."""
    part = out.with_name(f"{out.name}.part")
    try:
        part.write_bytes(content)
        part.replace(out)
    except OSError as error:
        raise Refusal(
            f"写不了“{out}”。文件可能正在别的程序里打开，或者文件夹不能写，请关闭后再试，或换个地方"
        ) from error
    finally:
        part.unlink(missing_ok=True)


def packed(made: Document) -> bytes:
    """The document as the content of a .docx: the same document is the same bytes, whenever it is made."""
    saved, out = BytesIO(), BytesIO()
    made.save(saved)
    with zipfile.ZipFile(saved) as loose, zipfile.ZipFile(out, "w") as bundle:
        for name in loose.namelist():
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(info, loose.read(name))
    return out.getvalue()


def element(tag: str, **said: str) -> BaseOxmlElement:
    """An element of WordprocessingML with its attributes."""
    from docx.oxml import OxmlElement

    made = OxmlElement(tag)
    for name, value in said.items():
        made.set(qualified(f"w:{name}"), value)
    return made


def qualified(name: str) -> str:
    """The name as lxml wants it."""
    from docx.oxml.ns import qn

    return str(qn(name))


def set_faces(faces: BaseOxmlElement, named: Mapping[str, str]) -> None:
    """Name the faces of a style or run (ascii, hAnsi, eastAsia, cs), and let no theme speak against them."""
    for kind in [kind for kind in faces.attrib if kind.endswith(("Theme", "theme"))]:
        del faces.attrib[kind]
    for kind, name in named.items():
        faces.set(qualified(f"w:{kind}"), name)


def set_up(made: Document) -> None:
    """Tell Word that the text is Chinese, whose rules of today hold, and what to take for faces that are missing."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    part = made.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    told = "".join(f'<w:font w:name="{n}"><w:altName w:val="{i}"/></w:font>' for n, i in INSTEAD.items())
    part._blob = part.blob.replace(b"</w:fonts>", f"{told}</w:fonts>".encode())
    for language in made.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang"):
        language.set(qualified("w:val"), "zh-CN")
        language.set(qualified("w:eastAsia"), "zh-CN")
    settings = made.settings.element
    for mode in settings.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']"):
        mode.set(qualified("w:val"), "15")
    for language in settings.xpath("w:themeFontLang"):
        language.set(qualified("w:eastAsia"), "zh-CN")
