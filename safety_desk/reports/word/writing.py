"""Paragraphs, tables, text and pictures of a paper as WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from safety_desk.reports.word import basics
from safety_desk.reports.word.blocks import Block, Cell, Paragraph, Picture, Table
from safety_desk.reports.word.looks import Look

if TYPE_CHECKING:
    from docx.document import Document

Pictures = Callable[[str], bytes | None]
"""What brings a picture into the document: its content as JPEG or PNG, upright and no larger than print needs."""

RULE = 'w:val="single" w:sz="4" w:color="000000"'
_AT = {"center": "center", "right": "right", "justify": "both"}
_INVISIBLE = {"white", "#ffffff", "#fff"}
_SPACES = ' xml:space="preserve"'
_TINY = '<w:p><w:pPr>{}<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{}</w:pPr></w:p>'


def tiny(first: str = "", last: str = "") -> str:
    """A paragraph of which nothing is seen, with what else its properties say."""
    return _TINY.format(first, last)


class Writer:
    """Writes the blocks of one paper as WordprocessingML; pictures are taken into the document."""

    def __init__(self, made: Document, pictures: Pictures, paper: int, width: float) -> None:
        self.made, self.pictures, self.width = made, pictures, width
        self.numbers = count(paper * 10_000 + 1)

    def blocks(self, found: Sequence[Block]) -> list[str]:
        """The blocks one below the other; tables that touch would become one in Word."""
        told: list[str] = []
        before: Block | None = None
        for block in found:
            if isinstance(block, Table):
                if isinstance(before, Table):
                    told.append(tiny("<w:keepNext/>"))
                told.append(self._table(block))
            else:
                told.append(self._paragraph(block))
            before = block
        if isinstance(before, Table) or before is None:
            told.append(tiny())
        return told

    def _paragraph(self, one: Paragraph) -> str:
        return f"<w:p><w:pPr>{self._shape(one)}</w:pPr>{''.join(self._inside(one))}</w:p>"

    def _shape(self, one: Paragraph) -> str:
        look = one.look
        at = "both" if look.indent > 0 and look.at == "left" else _AT.get(look.at, "")
        pictured = any(isinstance(part, Picture) for part in one.inside)
        line = 'w:line="240" w:lineRule="auto"'
        if look.line and not pictured:
            line = f'w:line="{twips(look.line)}" w:lineRule="exact"'
        parts = ["<w:keepNext/><w:keepLines/>" if one.keep else ""]
        parts.append("<w:pageBreakBefore/>" if look.fresh_page else "")
        parts.append(f"<w:pBdr><w:top {RULE}/></w:pBdr>" if one.line_above else "")
        if one.stops:
            stops = (
                f'<w:tab w:val="left" w:pos="{twips(self.width * stop / 100)}"/>' for stop in sorted(set(one.stops))
            )
            parts.append(f"<w:tabs>{''.join(stops)}</w:tabs>")
        parts.append(f'<w:spacing w:before="{twips(look.before)}" w:after="{twips(look.after)}" {line}/>')
        if look.indent or look.left or look.right:
            first = f'w:firstLine="{twips(look.indent)}"' if look.indent >= 0 else f'w:hanging="{twips(-look.indent)}"'
            parts.append(f'<w:ind w:left="{twips(look.left)}" w:right="{twips(look.right)}" {first}/>')
        parts.append(f'<w:jc w:val="{at}"/>' if at else "")
        parts.append(character(replace(look, ruled=False)))  # what is typed at its end looks like the rest
        return "".join(parts)

    def _inside(self, one: Paragraph) -> Iterator[str]:
        for part in one.inside:
            yield self._picture(part) if isinstance(part, Picture) else run(part.words, part.look)

    def _picture(self, one: Picture) -> str:
        from docx.image.exceptions import UnrecognizedImageError

        content = self.pictures(one.src)
        if content is None:
            return ""
        try:
            id, image = self.made.part.get_or_add_image(BytesIO(content))
        except UnrecognizedImageError:
            return ""
        width, height = one.width or image.width.pt, one.height or image.height.pt
        number = next(self.numbers)
        name = quoteattr(f"图片{number}")
        across, down = round(width * 12700), round(height * 12700)
        return (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{across}" cy="{down}"/><wp:docPr id="{number}" name={name}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{number}" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    def _table(self, one: Table) -> str:
        usual = next((cell.look.padding for row in one.rows for cell in row.cells), (0, 0, 0, 0))
        rules = "".join(
            f"<w:{side} {RULE}/>" if one.ruled else f'<w:{side} w:val="nil"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in one.widths)
        rows = "".join(self._rows(one, usual))
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(one.widths))}" w:type="dxa"/><w:jc w:val="{one.at}"/>'
            f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            f"<w:tblCellMar>{_margins(usual)}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def _rows(self, one: Table, usual: tuple[float, ...]) -> Iterator[str]:
        """The rows; a cell over several is said again in each of them, as Word wants it."""
        open_: dict[int, tuple[int, Cell]] = {}
        for n, row in enumerate(one.rows):
            told = {column: _goes_on(cell) for column, (last, cell) in open_.items() if last > n}
            told |= {cell.column: self._cell(cell, usual) for cell in row.cells}
            open_.update({cell.column: (n + cell.rows, cell) for cell in row.cells})
            options = ("<w:cantSplit/>" if row.whole else "") + ("<w:tblHeader/>" if row.head else "")
            yield f"<w:tr><w:trPr>{options}</w:trPr>{''.join(told[column] for column in sorted(told))}</w:tr>"

    def _cell(self, one: Cell, usual: tuple[float, ...]) -> str:
        return f"<w:tc>{_cell_shape(one, usual, 'restart')}{''.join(self.blocks(one.inside))}</w:tc>"


def _goes_on(one: Cell) -> str:
    return f"<w:tc>{_cell_shape(one, one.look.padding, 'continue')}<w:p/></w:tc>"


def _cell_shape(one: Cell, usual: tuple[float, ...], joined: str) -> str:
    look = one.look
    parts = [f'<w:tcW w:w="{twips(one.width)}" w:type="dxa"/>']
    parts.append(f'<w:gridSpan w:val="{one.columns}"/>' if one.columns > 1 else "")
    parts.append(f'<w:vMerge w:val="{joined}"/>' if one.rows > 1 else "")
    if look.ground:
        parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{_colour(look.ground)}"/>')
    parts.append(f"<w:tcMar>{_margins(look.padding)}</w:tcMar>" if look.padding != usual else "")
    parts.append(f'<w:vAlign w:val="{"center" if look.middle == "middle" else "top"}"/>')
    return f"<w:tcPr>{''.join(parts)}</w:tcPr>"


def _margins(padding: tuple[float, ...]) -> str:
    top, right, bottom, left = (twips(side) for side in padding)
    sides = {"top": top, "left": left, "bottom": bottom, "right": right}
    return "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides.items())


def field(code: str, look: Look) -> str:
    """What Word counts: PAGE, NUMPAGES, SECTIONPAGES."""
    shape = character(look)
    return (
        f'<w:r>{shape}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{shape}<w:instrText{_SPACES}> {code} </w:instrText></w:r>'
        f'<w:r>{shape}<w:fldChar w:fldCharType="separate"/></w:r>{run("1", look)}'
        f'<w:r>{shape}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def run(words: str, look: Look) -> str:
    """Text of one look. What would be printed white on a rule is room to write in."""
    if look.colour in _INVISIBLE and look.ruled:
        words, look = "\u00a0" * len(words), replace(look, colour="")
    inside = []
    for n, line in enumerate(words.split("\n")):
        inside += ["<w:br/>"] if n else []
        for m, piece in enumerate(line.split("\t")):
            inside += ["<w:tab/>"] if m else []
            inside += [f"<w:t{_SPACES}>{escape(piece)}</w:t>"] if piece else []
    return f"<w:r>{character(look)}{''.join(inside)}</w:r>" if inside else ""


def character(look: Look) -> str:
    """The properties of text, in the order that the schema asks for."""
    parts = []
    if look.face != basics.BODY:
        face = quoteattr(look.face)
        parts.append(f"<w:rFonts w:ascii={face} w:hAnsi={face} w:eastAsia={face} w:cs={face}/>")
    parts.append("<w:b/>" if look.bold else "")
    parts.append("<w:i/>" if look.italic else "")
    parts.append("<w:strike/>" if look.struck else "")
    parts.append(f'<w:color w:val="{_colour(look.colour)}"/>' if look.colour else "")
    if look.size != Look.size:
        parts.append(f'<w:sz w:val="{round(look.size * 2)}"/><w:szCs w:val="{round(look.size * 2)}"/>')
    parts.append('<w:u w:val="single"/>' if look.ruled else "")
    if look.raised:
        parts.append(f'<w:vertAlign w:val="{"superscript" if look.raised == "sup" else "subscript"}"/>')
    told = "".join(parts)
    return f"<w:rPr>{told}</w:rPr>" if told else ""


_NAMED = {"white": "FFFFFF", "black": "000000", "red": "FF0000", "gray": "808080", "grey": "808080"}


def _colour(said: str) -> str:
    """A colour as six digits."""
    digits = said.lstrip("#")
    if said.startswith("#") and len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return _NAMED.get(said, digits.upper() if len(digits) == 6 else "000000")


def twips(points: float) -> int:
    """Twentieths of a point, in which Word measures."""
    return round(points * 20)
