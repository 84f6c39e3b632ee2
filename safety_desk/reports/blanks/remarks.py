"""Comments on cells of a foreign workbook: added to those that are there, or as the first ones."""

import re

from safety_desk.reports.blanks.formulas import place
from safety_desk.reports.package import LINKS, MAIN, Package, Tree, clean, elements

AUTHOR = "安全台账"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BOARD = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" \
path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>\
</v:shapetype></xml>"""


def put_remarks(package: Package, part: str, remarks: dict[tuple[int, int], str]) -> None:
    """Add comments to a sheet by row and column; where a cell has one already, ours stands under it."""
    comments = package.linked(part, "comments") or _first(package, part)
    board = package.linked(part, "vmlDrawing") or _first_board(package, part)
    author = _author(package, comments)
    document = package.document(comments)
    [group] = elements(document, "commentList")
    known = {one.getAttribute("ref"): one for one in elements(group, "comment")}
    prefix = document.documentElement.tagName.rpartition(":")[0]

    def element(name: str) -> Tree:
        return document.createElement(f"{prefix}:{name}" if prefix else name)

    shapes: list[str] = []
    for (row, column), text in sorted(remarks.items()):
        said = element("t")
        said.setAttribute("xml:space", "preserve")
        run = element("r")
        run.appendChild(said)
        reference = place(row, column)
        if reference in known:
            said.appendChild(document.createTextNode(f"\n{text}"))
            elements(known[reference], "text")[0].appendChild(run)
            continue
        said.appendChild(document.createTextNode(text))
        words = element("text")
        words.appendChild(run)
        made = element("comment")
        made.setAttribute("ref", reference)
        made.setAttribute("authorId", str(author))
        made.appendChild(words)
        group.appendChild(made)
        shapes.append(_shape(len(shapes) + 1, row, column, text))
    package.forget(board)
    content = package.parts[board].decode("utf-8", "replace")
    package.parts[board] = re.sub("</xml>\\s*$", lambda _: "".join(shapes) + "</xml>", content).encode("utf-8")


def _first(package: Package, part: str) -> str:
    name = _free(package, "xl/comments{}.xml")
    package.add(
        name, f'<?xml version="1.0" encoding="UTF-8"?><comments xmlns="{MAIN}"><authors/><commentList/></comments>'
    )
    package.typed(name, _KIND)
    package.link(part, "comments", name)
    return name


def _first_board(package: Package, part: str) -> str:
    name = _free(package, "xl/drawings/vmlDrawing{}.vml")
    package.add(name, _BOARD)
    package.ending("vml", _VML)
    id = package.link(part, "vmlDrawing", name)
    document = package.document(part)
    root = document.documentElement
    prefix = root.tagName.rpartition(":")[0]
    made = document.createElement(f"{prefix}:legacyDrawing" if prefix else "legacyDrawing")
    made.setAttribute("xmlns:r", LINKS)
    made.setAttribute("r:id", id)
    later = (
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    )
    behind = next((child for child in root.childNodes if getattr(child, "localName", None) in later), None)
    root.insertBefore(made, behind)
    return name


def _free(package: Package, pattern: str) -> str:
    return next(name for n in range(1, 10_000) if (name := pattern.format(n)) not in package.parts)


def _author(package: Package, comments: str) -> int:
    document = package.document(comments)
    [group] = elements(document, "authors")
    known = elements(group, "author")
    for n, one in enumerate(known):
        if one.firstChild is not None and one.firstChild.nodeValue == AUTHOR:
            return n
    made = document.createElement(group.tagName.replace("authors", "author"))
    made.appendChild(document.createTextNode(AUTHOR))
    group.appendChild(made)
    return len(known)


def _shape(n: int, row: int, column: int, text: str) -> str:
    lines = 2 + len(clean(text)) // 16 + text.count("\n")
    anchor = f"{column}, 12, {max(0, row - 2)}, 6, {column + 3}, 12, {max(0, row - 2) + lines}, 6"
    return (
        f'<v:shape id="_x0000_s{90000 + n}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
        f'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )
