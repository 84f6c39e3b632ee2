"""A paper as paragraphs and tables, before any Word is spoken: what belongs together, what is repeated, how wide it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from safety_desk.reports.word.looks import Look, look_of
from safety_desk.reports.word.tree import Node, tree
from safety_desk.wording import signs

_BLOCKS = {"p", "div", "table", "hr", "ul", "ol", "li", "h1", "h2", "h3", "h4"}
_HIGH = 0.5
"""A row that takes more of a page than this may be cut, as in print (`ui/paper_pages.py`)."""


@dataclass(frozen=True)
class Text:
    """Text of one look; tabs and line ends in it are such."""

    words: str
    look: Look


@dataclass(frozen=True)
class Picture:
    """A picture, where the template finds it, and its size in points; 0 where that follows from the picture."""

    src: str
    width: float
    height: float


@dataclass
class Paragraph:
    """A paragraph. `stops` in percent of the width of the text; `keep`: it stays on the page of what follows.

    `fill`: a line to write on, of which there may be more.
    """

    look: Look
    inside: list[Text | Picture]
    stops: tuple[float, ...] = ()
    keep: bool = False
    line_above: bool = False
    fill: bool = False

    def text(self) -> str:
        """Its text."""
        return "".join(part.words for part in self.inside if isinstance(part, Text))


@dataclass
class Cell:
    """A cell at a column of its table, over so many columns and rows."""

    look: Look
    column: int
    columns: int
    rows: int
    width: float
    inside: list[Block]


@dataclass
class Row:
    """A row. `head`: repeated on every page; `whole`: never cut."""

    cells: list[Cell]
    head: bool = False
    whole: bool = True


@dataclass
class Table:
    """A table: the widths of its columns in points, its rows, whether rules stand round its cells."""

    widths: list[float]
    rows: list[Row] = field(default_factory=list)
    ruled: bool = False
    at: str = "center"


Block = Paragraph | Table


def blocks(html: str, width: float, height: float, extra: int = 0) -> list[Block]:
    """A paper on pages with room of that size, in points, with so many extra lines to write on.

    From its tail on everything stays on one page.
    """
    root = tree(html)
    made: list[Block] = []
    tail = None
    for block, node in _blocks(root, Look(), width, height):
        if node is not None and tail is None and "tail" in node.marks():
            tail = len(made)
        if not _nothing(block):
            made.append(block)
    if tail is not None:
        _glue(made, tail)
    places = list(_writable(made))
    for n, (stands_in, line) in enumerate(places):
        share = extra // len(places) + (n < extra % len(places))
        at = next(place for place, one in enumerate(stands_in) if one is line) + 1
        stands_in[at:at] = [_another(line) for _ in range(share)]
    return made


def _nothing(block: Block) -> bool:
    """Whether it is a paragraph in which nothing stands: print has no line for it either."""
    return (
        isinstance(block, Paragraph)
        and not block.line_above
        and not any(isinstance(part, Picture) or part.words for part in block.inside)
    )


def _writable(stands_in: list[Block]) -> Iterator[tuple[list[Block], Paragraph]]:
    """The lines that may be repeated, each with what it stands in."""
    for block in stands_in:
        if isinstance(block, Paragraph):
            if block.fill:
                yield stands_in, block
            continue
        for cell in (cell for row in block.rows for cell in row.cells):
            yield from _writable(cell.inside)


def _another(line: Paragraph) -> Paragraph:
    written = next((part.look for part in line.inside if isinstance(part, Text)), line.look)
    return Paragraph(line.look, [Text("\t", written)], line.stops, line.keep)


def _blocks(node: Node, look: Look, width: float, height: float) -> Iterator[tuple[Block, Node | None]]:
    """What stands in an element, one below the other; text between paragraphs makes one of its own."""
    loose: list[Node | str] = []
    for one in node.inside:
        if isinstance(one, Node) and (one.tag in _BLOCKS or any(True for _ in _deep_blocks(one))):
            yield from _loose(loose, look)
            loose = []
            yield from _block(one, look, width, height)
        else:
            loose.append(one)
    yield from _loose(loose, look)


def _deep_blocks(node: Node) -> Iterator[Node]:
    return (found for tag in ("p", "table", "div") for found in node.each(tag))


def _loose(parts: list[Node | str], look: Look) -> Iterator[tuple[Block, Node | None]]:
    inside = list(_run_together(parts, look))
    if any(isinstance(part, Picture) or part.words.strip() for part in inside):
        yield Paragraph(look, inside), None


def _block(node: Node, outer: Look, width: float, height: float) -> Iterator[tuple[Block, Node | None]]:
    look = look_of(node, outer)
    if node.tag == "table":
        yield _table(node, look, width, height), node
    elif node.tag == "hr":
        yield Paragraph(look, [], line_above=True), node
    elif any(True for _ in _deep_blocks(node)) or node.tag not in ("p", "h1", "h2", "h3", "h4", "li", "div"):
        yield from _blocks(node, look, width, height)
    else:
        yield _paragraph(node, look), node


def _paragraph(node: Node, look: Look) -> Paragraph:
    marks = node.marks()
    stops = next((mark.removeprefix("tabs:") for mark in marks if mark.startswith("tabs:")), "")
    return Paragraph(
        look,
        list(_run_together(node.inside, look)),
        tuple(float(stop) for stop in stops.split(",") if stop),
        "keep" in marks,
        fill="fill" in marks,
    )


def _run_together(parts: list[Node | str], look: Look) -> Iterator[Text | Picture]:
    """The text and pictures of a paragraph in order; neighbours that look alike become one."""
    met: Text | None = None
    for part in _inline(parts, look):
        if isinstance(part, Text) and met is not None and met.look == part.look:
            met = Text(met.words + part.words, met.look)
            continue
        if met is not None:
            yield met
        met = part if isinstance(part, Text) else None
        if isinstance(part, Picture):
            yield part
    if met is not None:
        yield met


def _inline(parts: list[Node | str], look: Look) -> Iterator[Text | Picture]:
    for part in parts:
        if isinstance(part, str):
            if part:
                yield Text(part.replace("\u2028", "\n"), look)
        elif part.tag == "br":
            yield Text("\n", look)
        elif part.tag == "img":
            yield _picture(part)
        else:
            yield from _inline(part.inside, look_of(part, look))


def _picture(node: Node) -> Picture:
    """A picture; its size is given in tenths of a point."""
    return Picture(
        node.said.get("src", ""),
        float(node.said.get("width") or 0) / 10,
        float(node.said.get("height") or 0) / 10,
    )


# -- tables --------------------------------------------------------------------------------------------------


def _table(node: Node, look: Look, width: float, height: float) -> Table:
    """A table with its widths settled; rows that a cell joins, and the head, are told."""
    share = _percent(node.said.get("width", "100%")) or 100
    whole = width * share / 100
    laid = _laid(node)
    count = max((column + columns for row, _ in laid for _, column, columns, _ in row), default=1)
    widths = [whole * part / 100 for part in _shares(laid, count)]
    at = {"left": "left", "right": "right"}.get(node.said.get("align", ""), "center")
    made = Table(widths, ruled=node.said.get("border", "0") not in ("", "0"), at=at)
    for cells, head in laid:
        row = Row([_cell(*placed, look, widths, height) for placed in cells], head)
        row.whole = head or _height(row) <= height * _HIGH
        made.rows.append(row)
    _keep_joined(made)
    return made


Placed = tuple[Node, int, int, int]
"""A cell, the column where it begins, over how many columns, over how many rows."""


def _laid(node: Node) -> list[tuple[list[Placed], bool]]:
    """The cells of every row at their columns, and whether the row is one of the head."""
    rows = [(row, _in_head(row)) for row in node.each("tr") if _table_of(row) is node]
    taken: dict[tuple[int, int], bool] = {}
    laid = []
    for n, (row, head) in enumerate(rows):
        placed, column = [], 0
        for cell in row.children:
            if cell.tag not in ("td", "th"):
                continue
            while (n, column) in taken:
                column += 1
            columns = _whole(cell, "colspan")
            down = min(_whole(cell, "rowspan"), len(rows) - n)
            taken.update({(n + y, column + x): True for y in range(down) for x in range(columns)})
            placed.append((cell, column, columns, down))
            column += columns
        laid.append((placed, head))
    return laid


def _table_of(row: Node) -> Node | None:
    at = row.parent
    while at is not None and at.tag != "table":
        at = at.parent
    return at


def _in_head(row: Node) -> bool:
    return row.parent is not None and row.parent.tag == "thead"


def _whole(cell: Node, name: str) -> int:
    said = cell.said.get(name, "1")
    return max(1, int(said)) if said.isdecimal() else 1


def _percent(said: str) -> float:
    match = re.fullmatch(r"([\d.]+)%", said.strip())
    return float(match[1]) if match else 0.0


def _shares(laid: list[tuple[list[Placed], bool]], count: int) -> list[float]:
    """Each column's share of the width in percent: as the cells say it, the rest shared out by what stands there."""
    known: dict[int, float] = {}
    spans: list[tuple[int, int, float]] = []
    for placed, _ in laid:
        for cell, column, columns, _ in placed:
            if share := _percent(cell.said.get("width", "")):
                if columns == 1:
                    known[column] = max(share, known.get(column, 0))
                else:
                    spans.append((column, columns, share))
    for column, columns, share in spans:
        open_ = [n for n in range(column, column + columns) if n not in known]
        left = share - sum(known.get(n, 0) for n in range(column, column + columns))
        known.update({n: max(left / len(open_), 1) for n in open_})
    open_ = [n for n in range(count) if n not in known]
    need = {n: _need(laid, n) for n in open_}
    left = max(100 - sum(known.values()), 5 * len(open_))
    known.update({n: left * need[n] / sum(need.values()) for n in open_})
    total = sum(known[n] for n in range(count))
    return [known[n] * 100 / total for n in range(count)]


def _need(laid: list[tuple[list[Placed], bool]], column: int) -> float:
    """How much text a column has to hold at most, bounded: no column takes all, none disappears."""
    longest = max(
        (signs(cell.text()) for row, _ in laid for cell, at, n, _ in row if at == column and n == 1), default=1
    )
    return min(max(longest, 4), 40)


def _cell(node: Node, column: int, columns: int, rows: int, outer: Look, widths: list[float], height: float) -> Cell:
    look = look_of(node, outer)
    width = sum(widths[column : column + columns])
    inner = max(width - look.padding[1] - look.padding[3], 1)
    found = [block for block, _ in _blocks(node, look, inner, height)]
    inside = [block for block in found if not _nothing(block)] or found[:1] or [Paragraph(_empty(look), [])]
    return Cell(look, column, columns, rows, width, inside)


def _empty(look: Look) -> Look:
    """An empty cell is as high as one with a line of table text."""
    node = tree("<td><p></p></td>")
    cell = next(node.children)
    return look_of(next(cell.children), look)


def _height(row: Row) -> float:
    """About how high a row will be, in points."""
    return max(
        (sum(_tall(block, cell.width) for block in cell.inside) for cell in row.cells if cell.rows == 1), default=0
    )


def _tall(block: Block, width: float) -> float:
    if isinstance(block, Table):
        return sum(_height(row) for row in block.rows)
    wide = max(2 * width / block.look.size, 1)
    lines = sum(max(1, -(-signs(line) // int(max(wide, 1)))) for line in block.text().split("\n"))
    pictures = sum(part.height for part in block.inside if isinstance(part, Picture))
    return lines * (block.look.line or block.look.size * 1.3) + block.look.before + block.look.after + pictures


# -- what stays together -------------------------------------------------------------------------------------


def paragraphs(block: Block | Row) -> Iterator[Paragraph]:
    """Every paragraph of a block, also those in the cells of a table."""
    if isinstance(block, Paragraph):
        yield block
    else:
        for row in block.rows if isinstance(block, Table) else [block]:
            for cell in row.cells:
                for inner in cell.inside:
                    yield from paragraphs(inner)


def _keep_joined(table: Table) -> None:
    """Rows that a cell joins stay on one page, and the head with the first row."""
    for n, row in enumerate(table.rows):
        reach = max((cell.rows for cell in row.cells), default=1)
        for joined in table.rows[n : n + reach - 1] if reach > 1 else [row] if row.head else []:
            for said in paragraphs(joined):
                said.keep = True


def _glue(made: list[Block], tail: int) -> None:
    """The tail stays together, with the last lines, or rows, of what is signed."""
    before = made[tail - 1] if tail else None
    glued: list[Block | Row] = list(made[tail:-1])
    if isinstance(before, Table):
        glued += before.rows[-2:]
    elif before is not None:
        glued.append(before)
    for block in glued:
        for said in paragraphs(block):
            said.keep = True
    if made and isinstance(made[-1], Table):
        for row in made[-1].rows[:-1]:
            for said in paragraphs(row):
                said.keep = True
