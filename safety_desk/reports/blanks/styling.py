"""Styles of a foreign workbook: a cell's own look with another number format, with lines that wrap, or shrunk to fit."""

from safety_desk.reports.package import Package, Tree, elements

_BUILT_IN = {"General": 0, "0": 1, "0.00": 2, "0%": 9, "0.00%": 10, "@": 49}
_FITS = {
    "wrap": ("wrapText", "1"),
    "shrink": ("shrinkToFit", "1"),
    "right": ("horizontal", "right"),
    "middle": ("vertical", "center"),
}


class Styles:
    """The cell styles of a workbook; new ones are added behind those that are there."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._made: dict[tuple[int, str, str], int] = {}
        name = package.linked("xl/workbook.xml", "styles")
        self.document = package.document(name) if name in package.parts else None
        found = elements(self.document, "cellXfs") if self.document else []
        self.formats: Tree | None = found[0] if found else None

    def like(self, base: int, format: str = "", fit: str = "") -> int:
        """The style `base` with a number format (empty: its own), and aligned so that a text fits (see `_FITS`)."""
        if (not format and not fit) or self.formats is None:
            return base
        key = base, format, fit
        if key not in self._made:
            self._made[key] = self._clone(*key)
        return self._made[key]

    def _clone(self, base: int, format: str, fit: str) -> int:
        assert self.formats is not None
        known = elements(self.formats, "xf")
        made = known[min(base, len(known) - 1)].cloneNode(True)
        if format:
            made.setAttribute("numFmtId", str(self._format_id(format)))
            made.setAttribute("applyNumberFormat", "1")
        if fit:
            self._align(made, *_FITS[fit])
        self.formats.appendChild(made)
        self.formats.setAttribute("count", str(len(known) + 1))
        return len(known)

    def _align(self, style: Tree, name: str, value: str) -> None:
        found = elements(style, "alignment")
        if found:
            alignment = found[0]
        else:
            alignment = self._element("alignment")
            style.insertBefore(alignment, style.firstChild)
        if name not in ("horizontal", "vertical") or not alignment.getAttribute(name):
            alignment.setAttribute(name, value)
        style.setAttribute("applyAlignment", "1")

    def _element(self, name: str) -> Tree:
        assert self.document is not None
        prefix = self.document.documentElement.tagName.rpartition(":")[0]
        return self.document.createElement(f"{prefix}:{name}" if prefix else name)

    def _format_id(self, format: str) -> int:
        if format in _BUILT_IN:
            return _BUILT_IN[format]
        assert self.document is not None
        known = elements(self.document, "numFmt")
        for one in known:
            if one.getAttribute("formatCode") == format:
                return int(one.getAttribute("numFmtId"))
        groups = elements(self.document, "numFmts")
        if groups:
            group = groups[0]
        else:
            group = self._element("numFmts")
            root = self.document.documentElement
            root.insertBefore(group, root.firstChild)
        id = max([163, *(int(one.getAttribute("numFmtId")) for one in known)]) + 1
        made = self._element("numFmt")
        made.setAttribute("numFmtId", str(id))
        made.setAttribute("formatCode", format)
        group.appendChild(made)
        group.setAttribute("count", str(len(elements(group, "numFmt"))))
        return id
