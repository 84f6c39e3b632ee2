"""How each part of a paper looks: what resources/papers/paper.css says, read for Word. Lengths in points."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from safety_desk.paths import resources
from safety_desk.reports.word.basics import BODY, TABLE, TITLE
from safety_desk.reports.word.tree import Node

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "px": 0.1, "": 1.0}  # a dot of our papers is a tenth of a point
_FACES = {"@title": TITLE, "@body": BODY, "@table": TABLE, "@heavy": "normal"}
_SIDES = ("top", "right", "bottom", "left")


@dataclass(frozen=True)
class Look:
    """How an element looks. `line`: the height of a line, 0 where it follows from what stands in it."""

    face: str = BODY
    size: float = 16
    bold: bool = False
    italic: bool = False
    struck: bool = False
    ruled: bool = False
    raised: str = ""
    colour: str = ""
    at: str = "left"
    indent: float = 0
    line: float = 0
    before: float = 0
    after: float = 0
    left: float = 0
    right: float = 0
    padding: tuple[float, float, float, float] = (0, 0, 0, 0)
    middle: str = "top"
    ground: str = ""
    fresh_page: bool = False

    def inherited(self) -> Look:
        """What goes over to the elements inside."""
        return replace(
            self, before=0, after=0, left=0, right=0, padding=(0, 0, 0, 0), middle="top", ground="", fresh_page=False
        )


@dataclass(frozen=True)
class _Rule:
    path: tuple[tuple[str, frozenset[str]], ...]
    weight: tuple[int, int, int]
    said: tuple[tuple[str, str], ...]

    def fits(self, node: Node) -> bool:
        """Whether the element is meant: its own tag and classes, and those of elements round it."""
        *outer, last = self.path
        if not _is(node, last):
            return False
        at = node.parent
        for wanted in reversed(outer):
            while at is not None and not _is(at, wanted):
                at = at.parent
            if at is None:
                return False
            at = at.parent
        return True


def _is(node: Node, wanted: tuple[str, frozenset[str]]) -> bool:
    tag, classes = wanted
    return tag in ("", "*", node.tag) and classes <= set(node.classes)


def look_of(node: Node, outer: Look) -> Look:
    """How an element looks inside one that looks like `outer`."""
    told = outer.inherited()
    told = _by_tag(told, node.tag)
    if "align" in node.said and node.tag != "table":
        told = replace(told, at=node.said["align"])
    for rule in _rules():
        if rule.fits(node):
            told = _with(told, rule.said)
    told = _with(told, _declared(node.said.get("style", "")))
    if ground := node.said.get("bgcolor", ""):
        told = replace(told, ground=ground)
    return told


def _by_tag(told: Look, tag: str) -> Look:
    match tag:
        case "b" | "strong":
            return replace(told, bold=True)
        case "th":
            return replace(told, bold=True, at="center")
        case "i" | "em":
            return replace(told, italic=True)
        case "u":
            return replace(told, ruled=True)
        case "s" | "del":
            return replace(told, struck=True)
        case "sup" | "sub":
            return replace(told, raised=tag)
    return told


def _with(told: Look, said: tuple[tuple[str, str], ...]) -> Look:
    for name, value in said:
        told = _one(told, name, value)
    return told


_READ: dict[str, tuple[str, Callable[[str], object]]] = {
    "font-family": ("face", lambda value: value.split(",")[0].strip("'\" ")),
    "font-size": ("size", lambda value: _points(value)),
    "font-weight": ("bold", lambda value: value in ("bold", "600", "700")),
    "font-style": ("italic", lambda value: value == "italic"),
    "color": ("colour", str),
    "text-align": ("at", str),
    "text-indent": ("indent", lambda value: _points(value)),
    "line-height": ("line", lambda value: 0 if value.endswith("%") else _points(value)),
    "vertical-align": ("middle", str),
    "background-color": ("ground", str),
    "page-break-before": ("fresh_page", lambda value: value == "always"),
}
"""What a property of the style sheet says of a look."""


def _one(told: Look, name: str, value: str) -> Look:
    """A look with one declaration of the style sheet; what papers do not use means nothing here."""
    if name not in _READ:
        return _sided(told, name, value)
    part, read = _READ[name]
    return replace(told, **{part: read(value)})  # type: ignore[arg-type]


def _sided(told: Look, name: str, value: str) -> Look:
    """Margins and paddings, of one side or of all."""
    kind, _, side = name.partition("-")
    if kind not in ("margin", "padding") or side not in ("", *_SIDES):
        return told
    lengths = [_points(part) for part in value.split()]
    every = dict(zip(_SIDES, _spread(lengths), strict=True)) if not side else {side: lengths[0]}
    if kind == "padding":
        known = dict(zip(_SIDES, told.padding, strict=True)) | every
        return replace(told, padding=(known["top"], known["right"], known["bottom"], known["left"]))
    names = {"top": "before", "bottom": "after", "left": "left", "right": "right"}
    changed: dict[str, float] = {names[side]: length for side, length in every.items()}
    return replace(told, **changed)  # type: ignore[arg-type]


def _spread(lengths: list[float]) -> list[float]:
    """The four sides from one, two or four lengths, as style sheets write them."""
    return lengths if len(lengths) == 4 else [lengths[0], lengths[-1], lengths[0], lengths[-1]]


def _points(length: str) -> float:
    match = re.fullmatch(r"(-?[\d.]+)(pt|mm|px|)", length.strip())
    return float(match[1]) * _POINTS[match[2]] if match else 0.0


def _declared(text: str) -> tuple[tuple[str, str], ...]:
    parts = (part.partition(":") for part in text.split(";"))
    return tuple((name.strip(), value.strip()) for name, _, value in parts if value.strip())


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    """The rules of the style sheet, the weightier behind the lighter."""
    css = (resources() / "papers" / "paper.css").read_text(encoding="utf-8")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    for name, value in _FACES.items():
        css = css.replace(name, value)
    found = []
    for number, (selectors, said) in enumerate(re.findall(r"([^{}]+)\{([^{}]*)\}", css)):
        for selector in selectors.split(","):
            path = tuple(_step(step) for step in selector.split())
            weight = (sum(len(classes) for _, classes in path), sum(tag not in ("", "*") for tag, _ in path), number)
            found.append(_Rule(path, weight, _declared(said)))
    return tuple(sorted(found, key=lambda rule: rule.weight))


def _step(step: str) -> tuple[str, frozenset[str]]:
    tag, *classes = step.strip().split(".")
    return tag, frozenset(classes)
