"""How a paper becomes pages: its column is cut where no line and no row is hurt.

Rules are not Qt's underlines and borders (which differ by font, and double) but lines of our own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextTable, QTextTableCell

from safety_desk.reports.papers import RenderedPaper
from safety_desk.ui.paper_column import (
    MM,
    RULED,
    Line,
    cells,
    column,
    fields,
    joined_rows,
    lines,
    marks,
    roomier,
    row_edges,
    tables,
    writable,
)

A4 = (210 * MM, 297 * MM)


@dataclass
class Piece:
    """What is never cut: a line of text, or a row of a table. `head`: the strip of the table's head, repeated."""

    top: float
    bottom: float
    head: tuple[float, float] | None = None
    glued: bool = False  # stays on the page of the next piece


@dataclass(frozen=True)
class Strip:
    """A part of the column, from `top` to `bottom`, and where on the page it stands."""

    top: float
    bottom: float
    at: float


class Rule(NamedTuple):
    """A line, or the box of a cell."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass
class LaidPaper:
    """A paper as pages, each a few strips of one column. `extra`: so many lines to write on were added."""

    paper: RenderedPaper
    document: QTextDocument
    pages: list[list[Strip]]
    extra: int = 0
    rules: list[Rule] = field(default_factory=list)
    boxes: list[Rule] = field(default_factory=list)

    def rules_in(self, strip: Strip) -> Iterator[QLineF]:
        """The rules of a strip; a cell that goes on beyond it is closed."""
        top, bottom = strip.top - 1, strip.bottom + 1
        for x1, y1, x2, y2 in self.rules:
            if y1 == y2:
                if top <= y1 <= bottom:
                    yield QLineF(x1, y1, x2, y2)
            elif y1 < bottom and y2 > top:
                yield QLineF(x1, max(y1, strip.top), x2, min(y2, strip.bottom))
        for left, above, right, below in self.boxes:
            for y in (strip.top, strip.bottom):
                if above < y < below:
                    yield QLineF(left, y, right, y)


def sheet(paper: RenderedPaper) -> tuple[float, float]:
    """Width and height of the sheet."""
    return (A4[1], A4[0]) if paper.landscape else A4


def body_box(paper: RenderedPaper) -> QRectF:
    """The part of the sheet that the text stands on."""
    (width, height), (top, bottom, left, right) = sheet(paper), (side * MM for side in paper.margins)
    return QRectF(left, top, width - left - right, height - top - bottom)


def lay_out(paper: RenderedPaper) -> LaidPaper:
    """A paper as pages. Lines to write on are added as long as they make no page more."""
    box = body_box(paper)
    document = column(paper.html, box.width())
    pages = _paged(_pieces(document, box.height()), box.height())
    most = extra = _spare_lines(document, pages, box.height())
    while extra:  # the first time, which mostly fits, in the column that is laid out already
        document = roomier(document, extra) if extra == most else column(paper.html, box.width(), extra)
        spread = _paged(_pieces(document, box.height()), box.height())
        if len(spread) == len(pages):
            pages = spread
            break
        extra -= 1
    if most and not extra:
        document = column(paper.html, box.width())
    laid = LaidPaper(paper, document, pages, extra)
    _rule_fields(laid, box.width())
    _rule_tables(laid)
    return laid


def _spare_lines(document: QTextDocument, pages: list[list[Strip]], height: float) -> int:
    """How many more lines to write on the last page has room for, where the paper asks for them."""
    places = writable(document)
    if not places:
        return 0
    last = pages[-1][-1]
    return int((height - last.at - last.bottom + last.top) / places[0].blockFormat().lineHeight())


def _pieces(document: QTextDocument, height: float) -> list[Piece]:
    """Everything that must not be cut, from top to bottom."""
    pieces: list[Piece] = []
    first_of = {table.firstPosition(): table for table in tables(document)}
    tail = None
    block = document.begin()
    while block.isValid():
        said = marks(block)
        if "tail" in said:
            tail = len(pieces)
        if table := first_of.get(block.position()):
            pieces += _rows(table, height)
            block = document.findBlock(table.lastPosition() + 1)
        else:
            pieces += _text_lines(block, "keep" in said)
            block = block.next()
    if tail is not None:
        _glue_tail(pieces, tail, height)
    return pieces


def _text_lines(block: QTextBlock, keep: bool) -> list[Piece]:
    """The lines of a paragraph; neither its first nor its last stands alone on a page."""
    pieces = [Piece(line.top, line.bottom) for line in lines(block)]
    for n, piece in enumerate(pieces):
        piece.glued = keep or (n in (0, len(pieces) - 2) and n < len(pieces) - 1)
    return pieces


def _glue_tail(pieces: list[Piece], tail: int, height: float) -> None:
    """What belongs to the signatures stays together, with the last two lines (or rows) of what is signed."""
    for before in (2, 1, 0):
        first = max(0, tail - before)
        if pieces[-1].bottom - pieces[first].top <= height:
            for piece in pieces[first:-1]:
                piece.glued = True
            return


def _rows(table: QTextTable, height: float) -> Iterator[Piece]:
    """The rows of a table, joined ones glued; one higher than half a page may be cut between its lines."""
    tops = row_edges(table)
    heads = table.format().headerRowCount()
    head = (tops[0], tops[heads]) if heads else None
    joined = joined_rows(table)
    for row, (top, bottom) in enumerate(pairwise(tops)):
        if row < heads:
            yield Piece(top, bottom, glued=True)
            continue
        cuts = [top, *(_cuts(table, row) if bottom - top > height / 2 else ()), bottom]
        pieces = [Piece(one, two, head) for one, two in pairwise(cuts)]
        pieces[-1].glued = row in joined or any(
            "keep" in marks(cell.firstCursorPosition().block()) for cell in cells(table, row)
        )
        for piece in pieces[-3:-1]:  # a line to sign on does not stand alone
            piece.glued = True
        yield from pieces


def _cuts(table: QTextTable, row: int) -> list[float]:
    """Where a row can be cut: below lines, where no line of another cell stands."""
    found: list[Line] = []
    for cell in cells(table, row):
        block = cell.firstCursorPosition().block()
        while block.isValid() and block.position() <= cell.lastPosition():
            found += lines(block)
            block = block.next()
    ends = sorted({line.bottom for line in found})[:-1]
    return [y for y in ends if not any(line.top + 1 < y < line.bottom - 1 for line in found)]


def _paged(pieces: list[Piece], height: float) -> list[list[Strip]]:
    """The pieces on as few pages as hold them; glued ones apart only where a page cannot hold them together."""
    pages: list[list[Piece]] = []
    for chunk in _chunks(pieces):
        if pages and _taken([*pages[-1], *chunk]) <= height:
            pages[-1] += chunk
        elif _taken(chunk) <= height:
            pages.append(list(chunk))
        else:
            for piece in chunk:
                if pages and _taken([*pages[-1], piece]) <= height:
                    pages[-1].append(piece)
                else:
                    pages.append([piece])
    return [_strips(page) for page in pages]


def _chunks(pieces: list[Piece]) -> Iterator[list[Piece]]:
    chunk: list[Piece] = []
    for piece in pieces:
        chunk.append(piece)
        if not piece.glued:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _taken(page: list[Piece]) -> float:
    head = page[0].head
    return page[-1].bottom - page[0].top + (head[1] - head[0] if head else 0)


def _strips(page: list[Piece]) -> list[Strip]:
    head = page[0].head
    body = Strip(page[0].top, page[-1].bottom, head[1] - head[0] if head else 0)
    return [Strip(*head, 0), body] if head else [body]


def _rule_fields(laid: LaidPaper, width: float) -> None:
    """The rules under what stands on one, just below the signs and no further than the text may go."""
    for fragment in fields(laid.document):
        block = laid.document.findBlock(fragment.position())
        start = fragment.position() - block.position()
        below = fragment.charFormat().font().pixelSize() * 0.17
        for line in lines(block):
            x1, x2 = (_x(line, at) for at in (start, start + fragment.length()))
            if x2 > x1:
                laid.rules.append(Rule(x1, line.baseline + below, min(x2, width), line.baseline + below))


def _x(line: Line, at: int) -> float:
    """Where a position stands in a line; its ends for what stands in other lines."""
    first = line.text.textStart()
    return float(line.text.cursorToX(min(max(at, first), first + line.text.textLength()))[0])


def _rule_tables(laid: LaidPaper) -> None:
    """The rules round the cells of tables that have any, each once."""
    sides: dict[tuple[int, ...], tuple[float, float, float, float]] = {}
    for table in tables(laid.document):
        if not table.format().boolProperty(RULED):
            continue
        edges = row_edges(table)
        for row in range(table.rows()):
            for cell in cells(table, row):
                box = _box(laid.document, cell, edges)
                laid.boxes.append(box)
                left, top, right, bottom = box
                for side in (
                    (left, top, right, top), (right, top, right, bottom), (left, bottom, right, bottom), (left, top, left, bottom),
                ):  # fmt: skip
                    sides.setdefault(tuple(map(round, side)), side)
    laid.rules += (Rule(*side) for side in sides.values())


def _box(document: QTextDocument, cell: QTextTableCell, edges: list[float]) -> Rule:
    """The room of a cell, with its padding."""
    first, shape = document.findBlock(cell.firstPosition()), cell.format().toTableCellFormat()
    inner = document.documentLayout().blockBoundingRect(first)
    left, right = inner.left() - shape.leftPadding(), inner.right() + shape.rightPadding()
    row = cell.row()
    return Rule(left, edges[row], right, edges[row + cell.rowSpan()])
