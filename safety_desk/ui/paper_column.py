"""How a paper is set as one endless column: faces, sizes, tabs, and where rules will stand.

Lengths are tenths of a point, and every font is set in pixels of that size: so a paper is laid out the same for the
screen, for a printer and for PDF, whatever their resolution.
"""

import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextLine,
    QTextOption,
    QTextTable,
    QTextTableCell,
    QTextTableCellFormat,
)

from safety_desk.paths import resources
from safety_desk.ui.thumbnails import framed

POINT = 10.0
MM = POINT * 72 / 25.4

_XIAOBIAOSONG = ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "小标宋")
_SONG = ("宋体", "SimSun", "NSimSun", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC")
_FANGSONG = ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "华文仿宋")
_LENGTH = re.compile(r"(?<![\w.#-])(\d+(?:\.\d+)?)(pt|mm)\b")

RULED = QTextFormat.Property.UserProperty.value + 1
"""A table that has rules round its cells."""
FIELD = QTextFormat.Property.UserProperty.value + 2
"""Text that stands on a rule."""


PICTURE = QSize(600, 450)
"""The dots of a photo on paper: 300 to the inch where it is two inches wide."""


@dataclass(frozen=True)
class Faces:
    """The faces of papers on this machine; `heavy`: the title's is a stand-in; `proper`: the text is set in 仿宋."""

    title: str
    body: str
    table: str
    heavy: bool
    proper: bool


@lru_cache(maxsize=1)
def faces() -> Faces:
    """The first of the wanted faces that is installed: 小标宋 for titles, 仿宋 for text, 宋体 for tables."""
    present = set(QFontDatabase.families())

    def first(names: tuple[str, ...]) -> str:
        return next((name for name in names if name in present), "")

    title, body, song = first(_XIAOBIAOSONG), first(_FANGSONG), first(_SONG) or QGuiApplication.font().family()
    return Faces(title or song, body or song, song, not title, bool(body))


def plain_font(family: str) -> QFont:
    """A face as papers use it: every sign in its plain form, so that its code is found again in PDF, and unhinted."""
    made = QFont(family)
    made.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def column(html: str, width: float, extra: int = 0) -> QTextDocument:
    """A paper as one column of that width, laid out, with so many extra lines to write on."""
    document = _Illustrated()
    document.setUndoRedoEnabled(False)
    document.setUseDesignMetrics(True)
    document.setDocumentMargin(0)
    document.setDefaultFont(plain_font(faces().body))
    document.setDefaultTextOption(_wrapping())
    document.setDefaultStyleSheet(_style())
    document.setHtml(re.sub(r'style="[^"]*"', lambda style: _in_units(style[0]), html))
    said = _take_over_rules(document, width)
    document.setTextWidth(width)
    if extra:
        return roomier(document, extra)
    document.size()  # lays out
    document.known = {("said", 0, 0): said}
    return document


def roomier(document: QTextDocument, extra: int) -> QTextDocument:
    """The column with so many lines to write on more."""
    _add_lines(document, extra)
    document.size()
    if isinstance(document, _Illustrated):
        document.known = {}
    return document


class _Illustrated(QTextDocument):
    """A document whose pictures are photos of the office: upright, and no larger than print needs.

    A picture called ….whole.png was drawn for its place, and is taken as it is, and so is one that the paper holds itself.
    `known` is what was read from the column since it was laid out: its edges are asked for again and again.
    """

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[tuple[str, int, int], Any] = {}

    def loadResource(self, type: int, name: QUrl | str) -> Any:
        url = QUrl(name)
        if url.scheme() == "data":
            return QImage.fromData(b64decode(url.path().partition("base64,")[2]))
        path = Path(url.toLocalFile())
        if path.name.endswith(".whole.png"):
            return QImage(str(path))
        return framed(path, PICTURE) if path.is_file() else None


def picture(src: str) -> QImage | None:
    """A picture of a paper as print shows it, or None where there is none."""
    found = _Illustrated().loadResource(QTextDocument.ResourceType.ImageResource.value, src)
    return found if isinstance(found, QImage) and not found.isNull() else None


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


@lru_cache(maxsize=1)
def _style() -> str:
    """The style sheet of all papers, in our units and with this machine's faces."""
    chosen = faces()
    css = (resources() / "papers" / "paper.css").read_text(encoding="utf-8")
    for name, value in {
        "@title": f"'{chosen.title}'",
        "@body": f"'{chosen.body}'",
        "@table": f"'{chosen.table}'",
        "@heavy": "bold" if chosen.heavy else "normal",
    }.items():
        css = css.replace(name, value)
    return _in_units(css)


def _in_units(css: str) -> str:
    scale = {"pt": POINT, "mm": MM}
    return _LENGTH.sub(lambda length: f"{float(length[1]) * scale[length[2]]:g}px", css)


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Every paragraph, also those in tables."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def marks(block: QTextBlock) -> set[str]:
    """What the template says of a paragraph (see resources/papers/parts.html)."""
    return _said(block.document()).marks.get(block.position(), set())


@dataclass
class Said:
    """What a column says beside its text: marks by the position of their paragraph, and all that stands on a rule."""

    marks: dict[int, set[str]]
    fields: list[QTextFragment]


def fields(document: QTextDocument) -> list[QTextFragment]:
    """All text that stands on a rule."""
    return _said(document).fields


def _said(document: QTextDocument) -> Said:
    """What the column says, read once after it was laid out."""
    known = document.known if isinstance(document, _Illustrated) else {}
    if ("said", 0, 0) not in known:
        known["said", 0, 0] = _read(document, lambda shape: bool(shape.boolProperty(FIELD)))
    said: Said = known["said", 0, 0]
    return said


def _read(document: QTextDocument, ruled: Callable[[QTextCharFormat], bool]) -> Said:
    found: dict[int, set[str]] = {}
    on_rules = []
    for block in blocks(document):
        for part in block:
            fragment = part.fragment()
            shape = fragment.charFormat()
            if shape.isAnchor():
                found.setdefault(block.position(), set()).update(shape.anchorNames())
            if ruled(shape):
                on_rules.append(fragment)
    return Said(found, on_rules)


def tables(document: QTextDocument) -> Iterator[QTextTable]:
    """The tables, from top to bottom."""
    return (frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable))


def _take_over_rules(document: QTextDocument, width: float) -> Said:
    """Note where Qt would underline and draw borders, and keep it from doing so; set tabs. Answers what it noted."""
    said = _read(document, lambda shape: bool(shape.fontUnderline()))
    spans = [(fragment.position(), fragment.position() + fragment.length()) for fragment in said.fields]
    _set_tabs(document, said.marks, width)
    ours = QTextCharFormat()
    ours.setFontUnderline(False)
    ours.setProperty(FIELD, True)
    cursor = QTextCursor(document)
    for start, end in spans:
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(ours)
    for table in tables(document):
        shape = table.format()
        shape.setProperty(RULED, shape.border() > 0)
        shape.setBorder(0)
        shape.setCellSpacing(0)
        table.setFormat(shape)
        _align_beside_spans(table)
    said.fields = [fragment for start, _ in spans for fragment in _fragments_at(document, start)]
    return said


def _fragments_at(document: QTextDocument, position: int) -> list[QTextFragment]:
    """The piece of text of one shape that a position lies in."""
    pieces = (part.fragment() for part in document.findBlock(position))
    return [piece for piece in pieces if piece.contains(position)]


def _align_beside_spans(table: QTextTable) -> None:
    """Beside a cell that spans rows, text begins at the top of its row: where a row begins is read from its cells."""
    ours = QTextTableCellFormat()
    ours.setVerticalAlignment(QTextTableCellFormat.VerticalAlignment.AlignTop)
    joined = joined_rows(table)
    for cell in (
        cell for row in joined | {row + 1 for row in joined} for cell in cells(table, row) if cell.rowSpan() == 1
    ):
        shape = QTextTableCellFormat(cell.format().toTableCellFormat())
        shape.merge(ours)
        cell.setFormat(shape)


def _set_tabs(document: QTextDocument, marked: Mapping[int, set[str]], width: float) -> None:
    """Where the rules of a line end; and running text fills its lines (Qt's style sheets know no justify)."""
    for block in blocks(document):
        if block.blockFormat().textIndent() > 0:
            running = QTextBlockFormat()
            running.setAlignment(Qt.AlignmentFlag.AlignJustify)
            QTextCursor(block).mergeBlockFormat(running)
        for mark in marked.get(block.position(), ()):
            if mark.startswith("tabs:"):
                stops = [float(percent) / 100 * width for percent in mark.removeprefix("tabs:").split(",")]
                tabs = QTextBlockFormat()
                tabs.setTabPositions([QTextOption.Tab(stop, QTextOption.TabType.LeftTab) for stop in stops])
                QTextCursor(block).mergeBlockFormat(tabs)


def _add_lines(document: QTextDocument, extra: int) -> None:
    """Lines to write on, shared out evenly among the places that have them."""
    places = writable(document)
    for n, block in reversed(list(enumerate(places))):
        share = extra // len(places) + (n < extra % len(places))
        written = next(iter(block)).fragment().charFormat()
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        for _ in range(share):
            cursor.insertBlock(block.blockFormat(), written)
            cursor.insertText("\t", written)


def writable(document: QTextDocument) -> list[QTextBlock]:
    """The ruled lines that may be repeated."""
    places = [position for position, names in _said(document).marks.items() if "fill" in names]
    return [document.findBlock(position) for position in sorted(places)]


class Line(NamedTuple):
    """A line of text in the column: the room it takes, its baseline, and Qt's own line."""

    top: float
    bottom: float
    baseline: float
    text: QTextLine


def lines(block: QTextBlock) -> Iterator[Line]:
    """The lines of a paragraph."""
    layout = block.layout()
    origin = block.document().documentLayout().blockBoundingRect(block).top()
    shape = block.blockFormat()
    fixed = shape.lineHeightType() == QTextBlockFormat.LineHeightTypes.FixedHeight.value
    first = layout.lineAt(0).y()
    for n in range(layout.lineCount()):
        text = layout.lineAt(n)
        top = origin + text.y() - first
        bottom = top + (shape.lineHeight() if fixed else text.height())
        yield Line(top, bottom, origin + text.y() + text.ascent(), text)


def cells(table: QTextTable, row: int) -> list[QTextTableCell]:
    """The cells that begin in a row."""
    document = table.document()
    known = document.known if isinstance(document, _Illustrated) else {}
    key = ("cells", table.firstPosition(), row)
    if key not in known:
        known[key] = _cells(table, row)
    found: list[QTextTableCell] = known[key]
    return found


def _cells(table: QTextTable, row: int) -> list[QTextTableCell]:
    found, at, width = [], 0, table.columns()
    while at < width:
        cell = table.cellAt(row, at)
        if cell.row() == row:
            found.append(cell)
        at = cell.column() + cell.columnSpan()
    return found


def joined_rows(table: QTextTable) -> set[int]:
    """The rows that a cell joins to the next."""
    found = [cell for row in range(table.rows()) for cell in cells(table, row)]
    return {cell.row() + n for cell in found for n in range(cell.rowSpan() - 1)}


def row_edges(table: QTextTable) -> list[float]:
    """The tops of a table's rows, and the bottom of the last. In every row the highest cell begins at its top."""
    document = table.document()
    known = document.known if isinstance(document, _Illustrated) else {}
    key = ("edges", table.firstPosition(), 0)
    if key not in known:
        known[key] = _row_edges(table)
    edges: list[float] = known[key]
    return edges


def _row_edges(table: QTextTable) -> list[float]:
    document = table.document()
    layout = document.documentLayout()

    def top(cell: QTextTableCell) -> float:
        first = layout.blockBoundingRect(document.findBlock(cell.firstPosition()))
        return float(first.top() - cell.format().toTableCellFormat().topPadding())

    edges = [min(top(cell) for cell in cells(table, row)) for row in range(table.rows())]
    return [*edges, edges[0] + layout.frameBoundingRect(table).height()]
