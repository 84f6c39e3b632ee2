"""What hangs round the rows of a sheet and must move when rows are added: merges, rules, names, drawings, charts."""

import re

from safety_desk.reports.blanks.formulas import Growth
from safety_desk.reports.package import Package, Tree, elements

_MERGED = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")


def grow_around(package: Package, part: str, growth: Growth) -> None:
    """Bring everything outside the rows of a sheet up to its growth."""
    document = package.document(part)
    _merges(document.documentElement, growth)
    for name, attribute in (
        ("conditionalFormatting", "sqref"),
        ("dataValidation", "sqref"),
        ("ignoredError", "sqref"),
        ("protectedRange", "sqref"),
    ):
        for one in elements(document, name):
            one.setAttribute(attribute, growth.areas(one.getAttribute(attribute)))
    for one in elements(document, "sqref"):
        _retext(one, growth.areas(_text(one)))
    for name in ("formula", "formula1", "formula2", "f"):
        for one in elements(document, name):
            if not _is_in_rows(one):
                _retext(one, growth.formula(_text(one), growth.sheet))
    for one in elements(document, "autoFilter"):
        one.setAttribute("ref", growth.reference(one.getAttribute("ref")))
    for one in elements(document, "hyperlink"):
        one.setAttribute("ref", growth.reference(one.getAttribute("ref")))
    _breaks(document.documentElement, growth)
    _linked(package, part, growth)
    _elsewhere(package, part, growth)


def _is_in_rows(one: Tree) -> bool:
    return getattr(one.parentNode, "localName", None) == "c"


def _text(one: Tree) -> str:
    return "".join(child.data for child in one.childNodes if hasattr(child, "data"))


def _retext(one: Tree, text: str) -> None:
    for child in list(one.childNodes):
        one.removeChild(child)
    one.appendChild(one.ownerDocument.createTextNode(text))


def _merges(root: Tree, growth: Growth) -> None:
    """Merges below go down; those of the last row alone are made again in each new one."""
    groups = elements(root, "mergeCells")
    if not groups:
        return
    group = groups[0]
    fresh = []
    for one in elements(group, "mergeCell"):
        match = _MERGED.fullmatch(one.getAttribute("ref"))
        if match is None:
            continue
        top, bottom = int(match[2]), int(match[4])
        if top == bottom == growth.last:
            fresh += [f"{match[1]}{row}:{match[3]}{row}" for row in range(top + 1, top + growth.rows + 1)]
        else:
            top, bottom = growth.row(top), growth.row(bottom)
            one.setAttribute("ref", f"{match[1]}{top}:{match[3]}{bottom}")
    for reference in fresh:
        made = group.ownerDocument.createElement(elements(group, "mergeCell")[0].tagName)
        made.setAttribute("ref", reference)
        group.appendChild(made)
    group.setAttribute("count", str(len(elements(group, "mergeCell"))))


def _breaks(root: Tree, growth: Growth) -> None:
    for group in elements(root, "rowBreaks"):
        for one in elements(group, "brk"):
            one.setAttribute("id", str(growth.row(int(one.getAttribute("id")))))


def _linked(package: Package, part: str, growth: Growth) -> None:
    """Comments, tables and drawings of the sheet."""
    for link, name in package.links(part):
        kind = link.getAttribute("Type").rpartition("/")[2]
        if kind in _MOVED and name in package.parts:
            _MOVED[kind](package, name, growth)


def _comments(package: Package, name: str, growth: Growth) -> None:
    for one in elements(package.document(name), "comment"):
        one.setAttribute("ref", growth.reference(one.getAttribute("ref")))


def _table(package: Package, name: str, growth: Growth) -> None:
    document = package.document(name)
    for one in (document.documentElement, *elements(document, "autoFilter")):
        one.setAttribute("ref", growth.reference(one.getAttribute("ref")))


def _drawing(package: Package, name: str, growth: Growth) -> None:
    document = package.document(name)
    rows = (
        row for corner in ("from", "to") for anchor in elements(document, corner) for row in elements(anchor, "row")
    )
    for row in rows:
        _retext(row, str(growth.row(int(_text(row)) + 1) - 1))


def _vml(package: Package, name: str, growth: Growth) -> None:
    """Old drawings (comments, buttons) are not always well-formed XML: their anchors are found as text."""

    def anchor(match: re.Match[bytes]) -> bytes:
        numbers = [part.strip() for part in match[2].split(b",")]
        for at in (2, 6):
            if len(numbers) == 8:
                numbers[at] = str(growth.row(int(numbers[at]) + 1) - 1).encode()
        return match[1] + b", ".join(numbers) + match[3]

    def row(match: re.Match[bytes]) -> bytes:
        return match[1] + str(growth.row(int(match[2]) + 1) - 1).encode() + match[3]

    content = re.sub(rb"(<x:Anchor>)([\s\d,]+)(</x:Anchor>)", anchor, package.parts[name])
    package.parts[name] = re.sub(rb"(<x:Row>)\s*(\d+)\s*(</x:Row>)", row, content)


_MOVED = {"comments": _comments, "table": _table, "drawing": _drawing, "vmlDrawing": _vml}


def _elsewhere(package: Package, part: str, growth: Growth) -> None:
    """Names of the workbook, formulas of other sheets, and charts."""
    for one in elements(package.document("xl/workbook.xml"), "definedName"):
        _retext(one, growth.formula(_text(one), ""))
    for name in [
        name for name in package.parts if re.fullmatch(r"xl/(worksheets|charts)/[^/]+\.xml", name) and name != part
    ]:
        for one in elements(package.document(name), "f"):
            if _text(one) and growth.sheet in _text(one):
                _retext(one, growth.formula(_text(one), ""))
