"""A quarter's review as a Word document, laid out as official documents are (GB/T 9704), to be edited further."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safety_desk.dates import chinese
from safety_desk.reports.quarterly.review import WIDTH, Chapter, Grid, Picture, Review
from safety_desk.reports.word import basics
from safety_desk.reports.word.basics import BODY, HEAD, SUBHEAD, TABLE, TITLE, element, packed, set_faces, set_up

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

_LATIN = "Times New Roman"
_MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}
_SIZE, _LINE = 16, 28


def write(review: Review, out: Path) -> None:
    """Write the review as .docx; it takes the place of `out` only when it is whole. Raises Refusal."""
    basics.write(document(review), out)


def document(review: Review) -> bytes:
    """The review as the content of a .docx."""
    import docx

    made = docx.Document()
    _dress(made)
    _name(made, review)
    _foot(made)
    _line(made, review.title, "Title")
    _line(made, f"填报单位：{review.office}　　统计期：{review.period}", "Said of")
    for chapter in review.chapters:
        _chapter(made, chapter)
    for words in (review.office, chinese(review.day)):
        _line(made, words, "Signed")
    return packed(made)


def _chapter(made: Document, chapter: Chapter) -> None:
    made.add_heading(chapter.title, 1)
    for passage in chapter.passages:
        if passage.head:
            made.add_heading(passage.head, 2)
        for words in passage.paragraphs:
            made.add_paragraph(words)
    for one in chapter.parts:
        if isinstance(one, Picture):
            _picture(made, one)
        elif one.rows:
            _grid(made, one)
        elif one.nothing:
            made.add_paragraph(one.nothing)


def _picture(made: Document, one: Picture) -> None:
    from docx.shared import Mm

    holder = made.add_paragraph(style="Picture")
    shown = holder.add_run().add_picture(BytesIO(one.content), width=Mm(min(one.width, WIDTH - 4)))
    shown._inline.docPr.set("descr", one.caption)
    _line(made, one.caption, "Caption")


def _grid(made: Document, one: Grid) -> None:
    """A table whose head is repeated on every page, and whose rows are not cut."""
    from docx.shared import Mm

    _line(made, one.caption, "Caption").paragraph_format.keep_with_next = True
    table = made.add_table(rows=1 + len(one.rows), cols=len(one.heads), style="Table Grid")
    table.autofit = False
    for n, (column, share) in enumerate(zip(table.columns, one.widths, strict=True)):
        column.width = Mm(WIDTH * share / 100)
        for at, (cell, words) in enumerate(
            zip(column.cells, [one.heads[n], *(row[n] for row in one.rows)], strict=True)
        ):
            cell.width = Mm(WIDTH * share / 100)
            strong = at == 0 or (one.summed and at == len(one.rows))
            _cell(cell, words, strong, "head" if at == 0 else "right" if n in one.right else "")
    for at, row in enumerate(table.rows):
        options = row._tr.get_or_add_trPr()
        options.append(element("w:cantSplit"))
        if at == 0:
            options.append(element("w:tblHeader"))
        for said in (said for cell in row.cells for said in cell.paragraphs if at < 3):
            said.paragraph_format.keep_with_next = at < len(one.rows)
    _line(made, one.note, "Note")


def _cell(cell: _Cell, words: str, strong: bool, where: str) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_PARAGRAPH_ALIGNMENT as AT

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    said = cell.paragraphs[0]
    said.style = "In Table"
    said.alignment = {"head": AT.CENTER, "right": AT.RIGHT}.get(where, AT.LEFT)
    said.add_run(words).bold = strong
    if where == "head":
        cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill="EEF1F3"))


def _line(made: Document, words: str, style: str) -> Paragraph:
    return made.add_paragraph(words, style=style)


def _dress(made: Document) -> None:
    """Sheet, margins and styles."""
    from docx.enum.text import WD_PARAGRAPH_ALIGNMENT as AT
    from docx.shared import Mm

    sheet = made.sections[0]
    sheet.page_width, sheet.page_height = Mm(210), Mm(297)
    for side, width in _MARGINS.items():
        setattr(sheet, f"{side}_margin", Mm(width))
    _style(made, "Normal", BODY, _SIZE, _LINE, indent=2)
    _style(made, "Title", TITLE, 22, 34, at=AT.CENTER, after=6)
    _style(made, "Heading 1", HEAD, _SIZE, _LINE, indent=2, before=6, keep=True)
    _style(made, "Heading 2", SUBHEAD, _SIZE, _LINE, indent=2, keep=True)
    _style(made, "Caption", HEAD, 10.5, 18, at=AT.CENTER, before=4, after=2)
    _style(made, "Said of", SUBHEAD, 12, 20, at=AT.CENTER, after=8)
    _style(made, "Signed", BODY, _SIZE, _LINE, at=AT.RIGHT)
    _style(made, "Picture", TABLE, 10.5, 0, at=AT.CENTER, before=6, keep=True)
    _style(made, "In Table", TABLE, 9, 13)
    _style(made, "Note", TABLE, 9, 14, after=4)
    set_up(made)


def _style(
    made: Document, name: str, face: str, size: float, line: float, *, indent: int = 0, at: Any = None, before: float = 0,
    after: float = 0, keep: bool = False,
) -> None:  # fmt: skip
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    known = {style.name for style in made.styles}
    style: Any = made.styles[name] if name in known else made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    set_faces(faces, {"ascii": _LATIN, "hAnsi": _LATIN, "eastAsia": face, "cs": _LATIN})
    for border in style.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.first_line_indent = Pt(size * indent)
    shape.line_spacing = Pt(line) if line else 1.0
    shape.keep_with_next = keep
    shape.widow_control = True
    if at is not None:
        shape.alignment = at


def _name(made: Document, review: Review) -> None:
    """What the file says of itself; nothing of the template that the library brings."""
    told = made.core_properties
    told.title, told.author, told.last_modified_by = review.title, review.office, review.office
    told.comments, told.subject, told.language = "", review.period, "zh-CN"
    told.created = told.modified = dt.datetime.combine(review.day, dt.time(12))


def _foot(made: Document) -> None:
    """— 1 — in the middle below the text."""
    from docx.enum.text import WD_PARAGRAPH_ALIGNMENT as AT
    from docx.shared import Mm, Pt

    sheet = made.sections[0]
    sheet.footer_distance = Mm(28)
    foot = sheet.footer.paragraphs[0]
    foot.alignment = AT.CENTER
    foot.paragraph_format.first_line_indent = Pt(0)
    run = foot.add_run("— ")
    for kind in ("begin", "", "end"):
        run._r.append(element("w:fldChar", fldCharType=kind) if kind else element("w:instrText"))
        if not kind:
            run._r[-1].text = "PAGE"
    run.font.size = Pt(14)
    foot.add_run(" —").font.size = Pt(14)
