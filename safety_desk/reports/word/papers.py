"""Papers (文书) as a Word document that can be edited further: each on its own sheet, as the PDF shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from safety_desk.errors import Refusal
from safety_desk.reports.papers import RenderedPaper
from safety_desk.reports.word import basics
from safety_desk.reports.word.blocks import blocks
from safety_desk.reports.word.looks import Look
from safety_desk.reports.word.writing import RULE, Pictures, Writer, character, field, run, tiny, twips
from safety_desk.wording import signs

if TYPE_CHECKING:
    from docx.document import Document

A4 = (210.0, 297.0)
_MM = 72 / 25.4
_SMALL = 10.5


def write(papers: Sequence[RenderedPaper], out: Path, pictures: Pictures, extra: Sequence[int] = ()) -> None:
    """Write papers as one .docx, each from a new page on; it takes the place of `out` when it is whole. Raises Refusal."""
    basics.write(document(papers, pictures, extra), out)


def document(papers: Sequence[RenderedPaper], pictures: Pictures, extra: Sequence[int] = ()) -> bytes:
    """Papers as the content of a .docx, each with so many extra lines to write on. Raises Refusal where there is none."""
    if not papers:
        raise Refusal("没有选中要存的文书")
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    made = docx.Document()
    basics.set_up(made)
    _dress(made, papers)
    written: list[str] = []
    for number, (paper, more) in enumerate(zip(papers, extra or [0] * len(papers), strict=True)):
        sheet = _sheet(made, paper, first=number == 0, alone=len(papers) == 1)
        written += Writer(made, pictures, number, _room(paper)[0]).blocks(blocks(paper.html, *_room(paper), more))
        written.append(sheet)
    body = made.element.body
    for old in list(body):
        body.remove(old)
    for one in list(parse_xml(f"<w:body {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{''.join(_closed(written))}</w:body>")):
        body.append(one)
    return basics.packed(made)


def _room(paper: RenderedPaper) -> tuple[float, float]:
    """Width and height of the text on a page, in points."""
    (width, height), (top, bottom, left, right) = _size(paper), paper.margins
    return (width - left - right) * _MM, (height - top - bottom) * _MM


def _size(paper: RenderedPaper) -> tuple[float, float]:
    return (A4[1], A4[0]) if paper.landscape else A4


# -- the sheet -----------------------------------------------------------------------------------------------


def _dress(made: Document, papers: Sequence[RenderedPaper]) -> None:
    """The style of all text, and what the file says of itself."""
    from docx.shared import Pt

    usual = made.styles["Normal"]
    usual.font.size = Pt(Look.size)
    basics.set_faces(
        usual.element.get_or_add_rPr().get_or_add_rFonts(),
        dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), basics.BODY),
    )
    shape = usual.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing = 1.0
    shape.widow_control = True
    inside = usual.element.get_or_add_pPr()
    for tag in ("w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN"):  # as in print: nothing hangs out, no extra room
        inside.insert_element_before(basics.element(tag, val="0"), *_BEHIND)
    told = made.core_properties
    told.title = "、".join(dict.fromkeys(paper.title for paper in papers))
    told.author = told.last_modified_by = "安全台账"
    told.comments, told.language = "", "zh-CN"
    for days in told._element.xpath("dcterms:created | dcterms:modified"):
        told._element.remove(days)


_BEHIND = ("w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")


def _sheet(made: Document, paper: RenderedPaper, first: bool, alone: bool) -> str:
    """The section of a paper: its sheet and margins, its head on the pages that follow the first, the page's number."""
    head = made.part.add_header_part()  # type: ignore[no-untyped-call]
    _fill(head[0], _head(paper))
    ways = [("headerReference", "default", head[1])]
    if first:
        total = "NUMPAGES" if alone else "SECTIONPAGES"
        for kind in ("first", "default"):
            foot = made.part.add_footer_part()  # type: ignore[no-untyped-call]
            _fill(foot[0], _foot(total))
            ways.append(("footerReference", kind, foot[1]))
    width, height = (twips(side * _MM) for side in _size(paper))
    top, bottom, left, right = (twips(side * _MM) for side in paper.margins)
    lying = ' w:orient="landscape"' if paper.landscape else ""
    above, below = (max(twips(way * _MM), 0) for way in (paper.margins[0] - 9, paper.margins[1] - 10))
    return (
        "<w:sectPr>"
        + "".join(f'<w:{tag} w:type="{kind}" r:id="{id}"/>' for tag, kind, id in ways)
        + f'<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{lying}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{above}" '
        f'w:footer="{below}" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )


def _fill(part: object, xml: str) -> None:
    """Give a head or a foot what stands in it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    root = part.element  # type: ignore[attr-defined]
    for old in list(root):
        root.remove(old)
    for one in list(parse_xml(f"<w:hdr {nsdecls('w')}>{xml}</w:hdr>")):
        root.append(one)


def _head(paper: RenderedPaper) -> str:
    """Which paper this goes on with; a title that would run into the number is cut in its middle."""
    width = _room(paper)[0]
    room = int(2 * width / _SMALL) - signs(paper.number) - 4
    small = _small()
    title = _elided(f"{paper.title}（续页）", room)
    return (
        f'<w:p><w:pPr><w:pBdr><w:bottom {RULE} w:space="2"/>'
        f'</w:pBdr><w:tabs><w:tab w:val="right" w:pos="{twips(width)}"/></w:tabs></w:pPr>'
        + run(title, small)
        + f"<w:r>{character(small)}<w:tab/></w:r>"
        + run(paper.number, small)
        + "</w:p>"
    )


def _elided(words: str, room: int) -> str:
    while signs(words) > room and len(words) > 8:
        middle = len(words) // 2
        words = words[: middle - 1] + "…" + words[middle + 1 :]
    return words


def _foot(total: str) -> str:
    small = _small()
    parts = [run("第 ", small), field("PAGE", small), run(" 页 共 ", small), field(total, small), run(" 页", small)]
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{"".join(parts)}</w:p>'


def _small() -> Look:
    return Look(face=basics.TABLE, size=_SMALL)


def _closed(written: list[str]) -> Iterator[str]:
    """The blocks of all papers; every section but the last is closed in its last paragraph."""
    for n, block in enumerate(written):
        last = n == len(written) - 1
        if block.startswith("<w:sectPr>"):
            if last:
                yield block
            continue
        after = written[n + 1] if not last else ""
        if not after.startswith("<w:sectPr>") or n + 1 == len(written) - 1:
            yield block
        elif block.startswith("<w:p>"):
            yield _with_section(block, after)
        else:
            yield block + tiny(last=after)


def _with_section(block: str, section: str) -> str:
    return block.replace("</w:pPr>", f"{section}</w:pPr>", 1)
