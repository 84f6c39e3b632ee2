"""Whether a form can be filled: every placeholder is known and used as it may be; else what is wrong, and where."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from safety_desk.reports.own_forms.names import (
    CHOSEN,
    CLERK,
    INNER,
    OFFICE,
    PLACE,
    TODAY,
    Shape,
    also,
    known,
    meant,
    office_names,
    spelled,
)
from safety_desk.value import Value

if TYPE_CHECKING:
    from jinja2 import nodes

_DEEP = 4
"""So many loops may stand in each other."""
_NUMBERS = (Shape.NUMBER, Shape.FIGURE)


class What(Value):
    """What an expression stands for: its shape, and the ledger of a record or list."""

    shape: Shape
    to: str = ""


class Mistake(Value):
    """What is wrong with a placeholder; `where`: the part of the document and the words round it."""

    placeholder: str
    why: str
    where: str = ""

    def words(self) -> str:
        """The mistake as it is said."""
        return f"{self.where}的{self.placeholder}：{self.why}" if self.placeholder else f"{self.where}：{self.why}"


class Checked(Value):
    """What was found in a form. `names`: the outermost names it uses."""

    names: frozenset[str]
    mistakes: tuple[Mistake, ...]

    @property
    def gathers(self) -> bool:
        """Whether it is one form of all chosen records."""
        return CHOSEN in self.names


ALWAYS = {
    CHOSEN: What(Shape.LIST),
    OFFICE: What(Shape.OFFICE),
    TODAY: What(Shape.DAY),
    CLERK: What(Shape.TEXT),
    PLACE: What(Shape.NUMBER),
}
"""The names that every form knows; the chosen records are those of its ledger."""


class Checker:
    """Looks through one part of a form, of a ledger's records."""

    def __init__(self, ledger: str) -> None:
        self.ledger = ledger
        self.names: set[str] = set()
        self.found: list[tuple[int, Mistake]] = []

    def check(self, tree: nodes.Template) -> None:
        """Look through the tree; what is wrong stands in `found`, with its line."""
        self._all(tree.body, {}, 0)

    def _wrong(self, node: nodes.Node, why: str, said: str = "") -> None:
        self.found.append((node.lineno, Mistake(said, why)))

    def _all(self, found: Sequence[nodes.Node], local: Mapping[str, What], deep: int) -> None:
        for node in found:
            self._one(node, local, deep)

    def _one(self, node: nodes.Node, local: Mapping[str, What], deep: int) -> None:
        from jinja2 import nodes

        match node:
            case nodes.Output():
                for part in node.nodes:
                    if not isinstance(part, nodes.TemplateData):
                        self._printed(part, local)
            case nodes.If():
                self._what(node.test, local)
                self._all([*node.body, *node.elif_, *node.else_], local, deep)
            case nodes.For():
                self._loop(node, local, deep)
            case _:
                self._wrong(node, "这里的写法不能用。格式里只能用占位符、for、if")

    def _printed(self, node: nodes.Node, local: Mapping[str, What]) -> None:
        what = self._what(node, local)
        if what is None:
            return
        if what.shape is Shape.LIST:
            name = path(node)
            self._wrong(
                node, f"是列表，要放在 {{% for 条 in {name} %}} 和 {{% endfor %}} 之间一条一条写", f"{{{{{name}}}}}"
            )
        elif what.shape is Shape.OFFICE:
            self._wrong(node, f"后面要写是哪一项，例如 {{{{{OFFICE}.乡镇名称}}}}", f"{{{{{path(node)}}}}}")

    def _loop(self, node: nodes.For, local: Mapping[str, What], deep: int) -> None:
        from jinja2 import nodes

        if node.recursive or node.test is not None or not isinstance(node.target, nodes.Name):
            self._wrong(node, "for 只能写成 {% for 条 in 某某列表 %}")
            return
        what = self._what(node.iter, local)
        if deep + 1 > _DEEP:
            self._wrong(node, f"for 最多套 {_DEEP} 层")
            return
        if what is not None and what.shape is not Shape.LIST:
            self._wrong(node, "不是列表，不能放在 for 里", f"{{{{{path(node.iter)}}}}}")
            what = None
        inner = dict(local)
        inner[node.target.name] = What(Shape.RECORD, what.to) if what else What(Shape.RECORD, "?")
        inner["loop"] = What(Shape.RECORD, "loop")
        self._all([*node.body, *node.else_], inner, deep + 1)

    def _what(self, node: nodes.Node, local: Mapping[str, What]) -> What | None:
        """What an expression stands for; None where it is wrong, which is noted."""
        from jinja2 import nodes

        match node:
            case nodes.Name():
                return self._name(node, local)
            case nodes.Getattr():
                return self._inner(node, node.node, node.attr, local)
            case nodes.Getitem(arg=nodes.Const(value=str(name))):
                return self._inner(node, node.node, spelled(name), local)
            case nodes.Const():
                return What(Shape.NUMBER if isinstance(node.value, int | float) else Shape.TEXT)
        if isinstance(node, nodes.Add | nodes.Sub | nodes.Mul):
            return self._sum(node, local)
        if isinstance(node, nodes.Compare):
            return self._compared(node, local)
        if parts := _parts(node):
            return self._each(parts, local)
        self._wrong(node, "这种写法不能用。花括号里写占位符的名称，例如 {{企业}}、{{企业.地址}}", _said(node))
        return None

    def _each(self, parts: Sequence[nodes.Node], local: Mapping[str, What]) -> What | None:
        told = [self._what(part, local) for part in parts]
        return None if None in told else What(Shape.TEXT)

    def _compared(self, node: nodes.Compare, local: Mapping[str, What]) -> What | None:
        """A condition: numbers with numbers, texts and days with their like; a text stands in quotes."""
        told = [self._what(part, local) for part in (node.expr, *(one.expr for one in node.ops))]
        if None in told or any(one.op in ("in", "notin") for one in node.ops):
            self._wrong(node, "条件里只能比相等和大小", f"{{{{{path(node.expr)}}}}}") if None not in told else None
            return None
        kinds = {one.shape if one.shape in _NUMBERS else Shape.TEXT for one in told if one}
        ordered = any(one.op not in ("eq", "ne") for one in node.ops)
        if {Shape.TEXT, Shape.NUMBER} <= kinds or (ordered and Shape.TEXT in kinds and len(kinds) > 1):
            self._wrong(node, "数和文字不能比。文字要加引号，数不加", f"{{{{{path(node.expr)}}}}}")
            return None
        return What(Shape.TEXT)

    def _sum(self, node: nodes.BinExpr, local: Mapping[str, What]) -> What | None:
        told = [self._what(part, local) for part in (node.left, node.right)]
        if None not in told and any(one and one.shape is not Shape.NUMBER for one in told):
            self._wrong(node, "只有条数和 loop.index 能加减乘", f"{{{{{path(node.left)}}}}}")
            return None
        return What(Shape.NUMBER) if None not in told else None

    def _name(self, node: nodes.Name, local: Mapping[str, What]) -> What | None:
        if node.name in local:
            return local[node.name]
        self.names.add(node.name)
        if node.name in ALWAYS:
            what = ALWAYS[node.name]
            return What(what.shape, self.ledger) if what.shape is Shape.LIST else what
        if one := meant(self.ledger, node.name):
            return What(one.shape, one.to)
        self._unknown(node, "", node.name, [*local, *ALWAYS, *known(self.ledger), *also(self.ledger)])
        return None

    def _inner(self, node: nodes.Node, outer: nodes.Node, name: str, local: Mapping[str, What]) -> What | None:
        what = self._what(outer, local)
        if what is None:
            return None
        head = path(outer)
        if what.to == "?":
            return None
        if what.to == "loop":
            if name in ("index", "first", "last", "length"):
                return What(Shape.NUMBER)
            self._unknown(node, head, name, ["index", "first", "last", "length"])
            return None
        if what.shape is Shape.RECORD:
            if one := meant(what.to, name):
                return What(one.shape, one.to)
            self._unknown(node, head, name, [*known(what.to), *also(what.to)])
            return None
        inner = (
            dict.fromkeys(office_names(), (Shape.TEXT, "")) if what.shape is Shape.OFFICE else INNER.get(what.shape, {})
        )
        if name in inner:
            return What(inner[name][0], what.to)
        self._unknown(node, head, name, inner)
        return None

    def _unknown(
        self, node: nodes.Node, head: str, name: str, names: Iterator[str] | Sequence[str] | Mapping[str, object]
    ) -> None:
        dotted = f"{head}." if head else ""
        close = [f"{{{{{dotted}{one}}}}}" for one in nearest(name, list(names))]
        hint = f"。是不是 {'、'.join(close)}" if close else ""
        self._wrong(node, f"没有这个占位符{hint}", f"{{{{{dotted}{name}}}}}")


def _parts(node: nodes.Node) -> list[nodes.Node]:
    """What a condition, a choice or a joining of texts is made of; nothing for what forms may not use."""
    from jinja2 import nodes

    match node:
        case nodes.And() | nodes.Or():
            return [node.left, node.right]
        case nodes.Not():
            return [node.node]
        case nodes.Concat():
            return list(node.nodes)
        case nodes.CondExpr():
            return [node.test, node.expr1, *([node.expr2] if node.expr2 else [])]
    return []


def nearest(name: str, names: Sequence[str]) -> list[str]:
    """The names that may be meant, the likest first: those that contain it or stand in it, then those spelt much like it."""
    bare = spelled(name)
    holding = [one for one in names if bare and (bare in one or (len(one) > 1 and one in bare))]
    alike = difflib.get_close_matches(bare, names, 4, 0.5)
    found = dict.fromkeys([*alike[:1], *sorted(holding, key=lambda one: abs(len(one) - len(bare))), *alike[1:]])
    return list(found)[:3]


def path(node: nodes.Node) -> str:
    """An expression as it was written, as far as it is names with full stops."""
    from jinja2 import nodes

    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{path(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const(value=value)):
            return f"{path(node.node)}.{value}"
    return "…"


def _said(node: nodes.Node) -> str:
    from jinja2 import nodes

    first = next(iter(node.find_all((nodes.Name, nodes.Getattr))), None)
    return f"{{{{{path(first)}…}}}}" if first is not None else ""


def placed(source: str, line: int, part: str) -> str:
    """Where a mistake is: the part of the document, and the words of its paragraph."""
    lines = source.split("\n")
    text = re.sub(r"<[^>]+>", "", lines[min(max(line - 1, 0), len(lines) - 1)]).strip()
    words = text if len(text) <= 40 else f"{text[:38]}……"
    return f"{part}“{words}”里" if words else f"{part}里"
