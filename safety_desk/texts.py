"""Reads the text files of resources/: blocks under `= heading`, cells between `|`, notes after `#`."""

from collections.abc import Iterator
from dataclasses import dataclass

from safety_desk.paths import resources


@dataclass(frozen=True)
class Block:
    """A heading's cells and the lines under it."""

    heading: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def said(self) -> dict[str, str]:
        """The lines as `key value`."""
        return {key: value.strip() for key, _, value in (line.partition(" ") for line in self.lines)}


def lines(name: str) -> Iterator[str]:
    """The lines of a file of resources/ that say something."""
    text = (resources() / name).read_text(encoding="utf-8")
    return (line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def cells(line: str) -> tuple[str, ...]:
    """The cells of a line."""
    return tuple(cell.strip() for cell in line.split("|"))


def blocks(name: str) -> Iterator[Block]:
    """The blocks of a file."""
    heading: tuple[str, ...] = ()
    under: list[str] = []
    for line in lines(name):
        if not line.startswith("= "):
            under.append(line)
            continue
        if heading:
            yield Block(heading, tuple(under))
        heading, under = cells(line[2:]), []
    yield Block(heading, tuple(under))
