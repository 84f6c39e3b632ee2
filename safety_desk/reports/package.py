"""An .xlsx as the archive that it is: parts that are read and replaced, all others copied as they came."""

import re
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any
from xml.dom import Node
from xml.dom.minidom import parseString
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from safety_desk.errors import Refusal

Tree = Any
"""A node of minidom, whose own types say None at every turn."""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


class Package:
    """The parts of a workbook by name. Raises Refusal where the file is no .xlsx."""

    def __init__(self, source: Path) -> None:
        try:
            with ZipFile(source) as bundle:
                self.infos = [info for info in bundle.infolist() if not info.is_dir()]
                self.parts = {info.filename: bundle.read(info) for info in self.infos}
        except (OSError, BadZipFile) as error:
            raise Refusal(f"“{source.name}”读不了。它可能不在了、已损坏，或者正在别的程序里打开") from error
        if "xl/workbook.xml" not in self.parts:
            raise Refusal(f"“{source.name}”不是 .xlsx 工作簿。请在 Excel 或 WPS 里打开，另存为 .xlsx 再试")
        self._documents: dict[str, Tree] = {}

    def document(self, name: str) -> Tree:
        """A part as a tree; what is changed in it is written by `save`."""
        if name not in self._documents:
            content = self.parts[name]
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise Refusal(f"工作簿的 {name} 里有不该有的内容（DOCTYPE），没有打开")
            self._documents[name] = parseString(content)
        return self._documents[name]

    def forget(self, name: str) -> None:
        """A part is written as text: take in what its tree says, and let go of that."""
        if (document := self._documents.pop(name, None)) is not None:
            self.parts[name] = written(document)

    def add(self, name: str, content: str) -> None:
        """A new part."""
        self.parts[name] = content.encode("utf-8")

    def drop(self, name: str) -> None:
        """Leave a part out, with what names it."""
        if self.parts.pop(name, None) is None:
            return
        types = self.document("[Content_Types].xml")
        for override in elements(types, "Override"):
            if override.getAttribute("PartName") == f"/{name}":
                override.parentNode.removeChild(override)
        for rels in [part for part in self.parts if part.endswith(".rels")]:
            for link in elements(self.document(rels), "Relationship"):
                if target_of(rels, link) == name:
                    link.parentNode.removeChild(link)

    def typed(self, name: str, kind: str) -> None:
        """Say what kind of content a new part has."""
        types = self.document("[Content_Types].xml")
        made = types.createElement("Override")
        made.setAttribute("PartName", f"/{name}")
        made.setAttribute("ContentType", kind)
        types.documentElement.appendChild(made)

    def ending(self, suffix: str, kind: str) -> None:
        """Say what kind of content parts with that ending have."""
        types = self.document("[Content_Types].xml")
        if any(one.getAttribute("Extension").lower() == suffix for one in elements(types, "Default")):
            return
        made = types.createElement("Default")
        made.setAttribute("Extension", suffix)
        made.setAttribute("ContentType", kind)
        types.documentElement.insertBefore(made, types.documentElement.firstChild)

    def sheets(self) -> dict[str, str]:
        """The parts of the sheets by their names."""
        book = self.document("xl/workbook.xml")
        by_id = {link.getAttribute("Id"): target for link, target in self.links("xl/workbook.xml")}
        found = {}
        for sheet in elements(book, "sheet"):
            id = sheet.getAttributeNS(LINKS, "id") or sheet.getAttribute("r:id")
            if id in by_id:
                found[sheet.getAttribute("name")] = by_id[id]
        return found

    def links(self, part: str) -> list[tuple[Tree, str]]:
        """What a part links to inside the workbook: the link and the other part's name."""
        rels = rels_of(part)
        if rels not in self.parts:
            return []
        inside = (
            link
            for link in elements(self.document(rels), "Relationship")
            if link.getAttribute("TargetMode") != "External"
        )
        return [(link, target_of(rels, link)) for link in inside]

    def linked(self, part: str, kind: str) -> str:
        """The name of the part that this one links to as that kind, or nothing."""
        return next((to for link, to in self.links(part) if link.getAttribute("Type").endswith(f"/{kind}")), "")

    def link(self, part: str, kind: str, to: str) -> str:
        """Link a part to another; answers the link's id."""
        rels = rels_of(part)
        if rels not in self.parts:
            self.add(rels, f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_RELS}"/>')
        document = self.document(rels)
        taken = {link.getAttribute("Id") for link in elements(document, "Relationship")}
        id = next(f"rIdDesk{n}" for n in range(1, len(taken) + 2) if f"rIdDesk{n}" not in taken)
        made = document.createElement("Relationship")
        for name, value in (("Id", id), ("Type", f"{LINKS}/{kind}"), ("Target", f"/{to}")):
            made.setAttribute(name, value)
        document.documentElement.appendChild(made)
        return id

    def save(self, out: Path) -> None:
        """Write the workbook whole, or not at all. Raises Refusal."""
        for name, document in self._documents.items():
            if name in self.parts:
                self.parts[name] = written(document)
        known = {info.filename: info for info in self.infos}
        part = out.with_name(out.name + ".part")
        try:
            with ZipFile(part, "w", ZIP_DEFLATED) as bundle:
                for name, content in self.parts.items():
                    when = known[name].date_time if name in known else (1980, 1, 1, 0, 0, 0)
                    info = ZipInfo(name, when)
                    info.compress_type = ZIP_DEFLATED
                    bundle.writestr(info, content)
            part.replace(out)
        except OSError as error:
            with suppress(OSError):
                part.unlink()
            raise Refusal(
                f"写不了“{out}”。文件可能正在 Excel 或 WPS 里打开，或者文件夹不能写，请关闭后再试，或换个地方"
            ) from error


_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_IN_TEXT = {ord(sign): _SIGNS[sign] for sign in "&<>\r"}
_IN_ATTRIBUTES = {ord(sign): escape for sign, escape in _SIGNS.items()}


def attributes(values: dict[str, str]) -> str:
    """Attributes as they stand in a tag; line ends in them are kept, which minidom's own writing loses."""
    return "".join(f' {name}="{value.translate(_IN_ATTRIBUTES)}"' for name, value in values.items())


def text_of(node: Tree) -> str:
    """A tree as XML."""
    if node.nodeType in (Node.TEXT_NODE, Node.CDATA_SECTION_NODE):
        return str(node.nodeValue).translate(_IN_TEXT)
    inner = "".join(text_of(child) for child in node.childNodes)
    if node.nodeType == Node.DOCUMENT_NODE:
        return inner
    if node.nodeType != Node.ELEMENT_NODE:
        return ""
    name, said = str(node.tagName), attributes(dict(node.attributes.items()))
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said}/>"


def written(document: Tree) -> bytes:
    """A part as it stands in the archive."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text_of(document)}'.encode()


def elements(node: Tree, name: str) -> list[Tree]:
    """The elements of that name, whatever prefix their producer gave them."""
    return list(node.getElementsByTagNameNS("*", name))


def rels_of(part: str) -> str:
    """The part that holds another's links."""
    path = PurePosixPath(part)
    return str(path.parent / "_rels" / f"{path.name}.rels")


def target_of(rels: str, link: Tree) -> str:
    """The name of the part that a link leads to."""
    target = str(link.getAttribute("Target"))
    if target.startswith("/"):
        return target.lstrip("/")
    folder = PurePosixPath(rels).parent.parent
    parts: list[str] = []
    for piece in (*folder.parts, *PurePosixPath(target).parts):
        if piece == "..":
            parts = parts[:-1]
        elif piece != ".":
            parts.append(piece)
    return "/".join(parts)


def clean(text: str) -> str:
    """Text that XML can hold, at most as long as a cell may be; what looks like an escape of Excel's stays as it is."""
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)[:32767]
    text = re.sub(r"_(x[0-9A-Fa-f]{4}_)", r"_x005F_\1", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
