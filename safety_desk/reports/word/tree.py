"""A paper's HTML as a tree of elements and text."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

_WITHOUT_END = {"br", "img", "hr", "col", "meta"}


class Node:
    """An element: its tag, its attributes, and what stands in it, elements and text in their order."""

    def __init__(self, tag: str, said: dict[str, str], parent: Node | None = None) -> None:
        self.tag, self.said, self.parent = tag, said, parent
        self.inside: list[Node | str] = []

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.said.get("class", "").split()

    @property
    def children(self) -> Iterator[Node]:
        """The elements that stand in it, without the text between them."""
        return (one for one in self.inside if isinstance(one, Node))

    def each(self, tag: str) -> Iterator[Node]:
        """Every element of that tag in it, in order."""
        for one in self.children:
            if one.tag == tag:
                yield one
            yield from one.each(tag)

    def text(self) -> str:
        """All text in it."""
        return "".join(one if isinstance(one, str) else one.text() for one in self.inside)

    def marks(self) -> set[str]:
        """What the template says of a paragraph (see resources/papers/parts.html)."""
        return {one.said["name"] for one in self.each("a") if "name" in one.said}


def tree(html: str) -> Node:
    """The tree of a paper; its root has no tag."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.at = Node("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Node(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.inside.append(made)
        if tag not in _WITHOUT_END:
            self.at = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _WITHOUT_END:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest open element of that tag; one that was never opened means nothing."""
        open_: Node | None = self.at
        while open_ is not None and open_.tag != tag:
            open_ = open_.parent
        if open_ is not None and open_.parent is not None:
            self.at = open_.parent

    def handle_data(self, data: str) -> None:
        self.at.inside.append(data)
