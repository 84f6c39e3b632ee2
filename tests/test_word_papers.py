"""Papers as Word documents: the sheet, the words and what stays together are those of print; Word's own order is kept."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from pages import told
from town import Town
from visits import RECORD, SHEET, Visits

from safety_desk import cli
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.reports.papers import RenderedPaper
from safety_desk.reports.word.papers import document, write

PPR = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "widowControl",
    "pBdr",
    "shd",
    "tabs",
    "spacing",
    "ind",
    "jc",
]
PPR += ["rPr", "sectPr"]
RPR = ["rFonts", "b", "i", "strike", "color", "sz", "szCs", "u", "vertAlign"]
TCPR = ["tcW", "gridSpan", "vMerge", "shd", "tcMar", "vAlign"]
TBLPR = ["tblW", "jc", "tblBorders", "tblLayout", "tblCellMar"]
SECT = ["headerReference", "footerReference", "type", "pgSz", "pgMar", "pgNumType", "titlePg"]


def nothing(src: str) -> bytes | None:
    return None


def paper(body: str, **values: Any) -> RenderedPaper:
    usual: dict[str, Any] = {
        "title": "通知",
        "number": "甲〔2026〕1号",
        "landscape": False,
        "margins": (37, 35, 28, 26),
    }
    return RenderedPaper(html=f"<html><body>{body}</body></html>", **(usual | values))


def word(*papers: RenderedPaper, pictures: Callable[[str], bytes | None] = nothing, **values: Any) -> Any:
    return Document(BytesIO(document(papers, pictures, **values)))


def said(made: Any) -> str:
    """The text as `told` gives that of a paper: paragraphs, and rows with | between their cells."""
    lines = []
    for one in made.element.body:
        if one.tag == qn("w:tbl"):
            for row in one.iter(qn("w:tr")):
                cells = ("".join(map(text_of, cell.iter(qn("w:p")))) for cell in row.iter(qn("w:tc")))
                lines.append(" | ".join(cells))
        elif one.tag == qn("w:p"):
            lines.append(text_of(one))
    return "".join(f"{line}\n" for line in (re.sub(r"[＿_]+", "＿", line).strip() for line in lines) if line)


def words_of(text: str) -> list[str]:
    """The lines without the room in them."""
    return list(filter(None, (re.sub(r"[＿ \u3000\u2002\xa0]+", "", line) for line in text.split("\n"))))


def text_of(paragraph: Any) -> str:
    signs = {qn("w:tab"): "＿", qn("w:br"): " / "}
    runs = (part for part in paragraph.iter() if part.getparent().tag == qn("w:r"))
    return "".join(
        signs.get(part.tag, (part.text or "").replace("\u00a0", "＿") if part.tag == qn("w:t") else "") for part in runs
    )


@pytest.fixture
def visits(store: Store, town: Town) -> Visits:
    return Visits(store, town)


@pytest.mark.parametrize("form", [RECORD, SHEET], ids=lambda form: form.name)
def test_a_paper_says_in_word_what_it_says_in_print(visits: Visits, form: Any) -> None:
    [rendered] = visits.print(form, visits.found())
    assert words_of(said(word(rendered))) == words_of(told(rendered.html))


def test_the_sheet_and_its_margins_are_those_of_print() -> None:
    lying = paper("<p>甲</p>", landscape=True, margins=(20, 18, 15, 14))
    [section] = word(lying).sections
    assert (section.page_width, section.page_height) == (Mm(297).twips * 635, Mm(210).twips * 635)
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [20, 18, 15, 14]
    assert section.orientation == 1


def test_the_following_pages_name_the_paper_and_every_page_is_counted() -> None:
    made = word(paper("<p>甲</p>"), paper("<p>乙</p>", title="回执", number="乙2号"))
    first, second = made.sections
    assert [one.different_first_page_header_footer for one in (first, second)] == [True, True]
    assert first.first_page_header.is_linked_to_previous, "the first page has no head"
    assert [one.header.paragraphs[0].text for one in (first, second)] == [
        "通知（续页）\t甲〔2026〕1号",
        "回执（续页）\t乙2号",
    ]
    for foot in (first.footer, first.first_page_footer):
        assert re.sub(r"\s", "", foot.paragraphs[0].text) == "第1页共1页"
        assert [one.text.strip() for one in foot._element.iter(qn("w:instrText"))] == ["PAGE", "SECTIONPAGES"]
    assert all(one._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1" for one in (first, second))


def test_a_very_long_title_leaves_room_for_the_number() -> None:
    head = word(paper("<p>甲</p>", title="关于" + "某某有限公司" * 20 + "的通知")).sections[0].header.paragraphs[0].text
    assert len(head) < 60
    assert head.startswith("关于某某")
    assert head.endswith("的通知（续页）\t甲〔2026〕1号")


def test_faces_and_heights_of_lines_are_those_of_the_style_sheet() -> None:
    title, body = word(paper('<p class="title">标题</p><p class="body">正文</p>')).paragraphs
    faces = title.runs[0]._r.rPr.rFonts
    assert {faces.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {"方正小标宋简体"}
    assert (title.runs[0].font.size.pt, title.paragraph_format.line_spacing.pt, title.alignment) == (22, 33, 1)
    assert (body.paragraph_format.line_spacing.pt, body.paragraph_format.first_line_indent.pt) == (28, 32)
    assert body.alignment == 3, "running text fills its lines"
    normal = body.style.element.rPr.rFonts
    assert normal.get(qn("w:eastAsia")) == "仿宋_GB2312"


def test_rules_to_write_on_end_where_they_do_in_print() -> None:
    line = '<p class="line"><a name="tabs:50,100"></a>甲：<u>某\t</u>&ensp;乙：<u>\t</u></p>'
    [one] = word(paper(line)).paragraphs
    stops = [round(stop.position.pt) for stop in one.paragraph_format.tab_stops]
    assert stops == [round(156 * 72 / 25.4 / 2), round(156 * 72 / 25.4)]
    ruled = [run.text for run in one.runs if run.underline]
    assert ruled == ["某\t", "\t"]


def test_room_to_write_in_is_no_white_text() -> None:
    [one] = word(paper('<p>符合<u class="blank">______</u>项</p>')).paragraphs
    blank = one.runs[1]
    assert (blank.text, blank.underline, blank.font.color.rgb) == ("\u00a0" * 6, True, None)


def test_lines_to_write_on_are_added_as_in_print() -> None:
    line = '<p class="line"><a name="fill"></a><a name="tabs:100"></a><u>\t</u></p>'
    made = word(paper(f"<p>一</p>{line}<p>二</p>{line}<p>三</p>"), extra=[3])
    assert [one.text for one in made.paragraphs] == ["一", "\t", "\t", "\t", "二", "\t", "\t", "三"]


TABLE = (
    '<table border="1" width="100%"><thead><tr><th width="20%"><p>序号</p></th><th width="80%"><p>内容</p></th></tr></thead>'
    '<tr><td rowspan="2" bgcolor="#ff0000"><p>甲</p></td><td><p>一<br/>二</p></td></tr><tr><td><p>三</p></td></tr>'
    '<tr><td colspan="2"><p>四</p></td></tr></table>'
)


def test_a_table_has_widths_rules_a_repeated_head_and_rows_that_are_not_cut() -> None:
    [table] = word(paper(TABLE)).tables
    widths = [int(one.get(qn("w:w"))) for one in table._tbl.iter(qn("w:gridCol"))]
    assert widths[0] * 4 == pytest.approx(widths[1], abs=4)
    assert sum(widths) == pytest.approx(156 / 25.4 * 1440, abs=3)
    options = [{one.tag.rpartition("}")[2] for one in row._tr.trPr} for row in table.rows]
    assert options == [{"cantSplit", "tblHeader"}, {"cantSplit"}, {"cantSplit"}, {"cantSplit"}]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "内容"], ["甲", "一\n二"], ["甲", "三"], ["四", "四"],
    ]  # fmt: skip
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    assert {one.get(qn("w:val")) for one in borders} == {"single"}
    assert [one.get(qn("w:fill")) for one in table._tbl.iter(qn("w:shd"))] == ["FF0000"] * 2, "in both rows of the cell"
    joined = [row.cells[-1].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert joined == [True, True, None, None], "the head stays with the first row, and rows that a cell joins together"


def test_a_row_higher_than_half_a_page_may_be_cut() -> None:
    rows = f'<table border="1" width="100%"><tr><td><p>{"很长的问题，" * 300}</p></td></tr><tr><td><p>短</p></td></tr></table>'
    [table] = word(paper(rows)).tables
    assert [row._tr.trPr.find(qn("w:cantSplit")) is None for row in table.rows] == [True, False]


def test_the_tail_stays_together_with_what_is_signed() -> None:
    body = '<p>一</p><p><a name="keep"></a>二</p><p>三</p><p><a name="tail"></a>签名</p><p>日期</p>'
    kept = [bool(one.paragraph_format.keep_with_next) for one in word(paper(body)).paragraphs]
    assert kept == [False, True, True, True, False]


def test_a_paragraph_without_a_word_takes_no_line_as_in_print() -> None:
    body = '<p>一</p><p class="body"></p><p><a name="tail"></a></p><p>签名</p><table><tr><td><p></p></td></tr></table>'
    made = word(paper(body))
    assert [one.text for one in made.paragraphs] == ["一", "签名", ""]
    assert [bool(one.paragraph_format.keep_with_next) for one in made.paragraphs[:2]] == [True, True]


def test_two_tables_do_not_become_one_and_a_cell_ends_in_a_paragraph() -> None:
    made = word(paper(TABLE + TABLE))
    tags = [one.tag.rpartition("}")[2] for one in made.element.body]
    assert tags == ["tbl", "p", "tbl", "p", "sectPr"]
    assert all(cell[-1].tag == qn("w:p") for cell in made.element.body.iter(qn("w:tc")))


def test_pictures_are_taken_in_with_their_size_and_what_is_none_is_left_out() -> None:
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c4890000000d49444154789c6360f8cf00000003000101"
        "c0d4be8a0000000049454e44ae426082"
    )  # fmt: skip
    body = '<p class="picture"><img src="a.png" width="1440" height="720"></p><p>乙<img src="b.png" width="9" height="9"></p>'
    made = word(paper(body), pictures=lambda src: png if src == "a.png" else None)
    [shape] = made.inline_shapes
    assert (shape.width.pt, shape.height.pt) == (144, 72)


def test_words_like_marks_of_xml_stay_words() -> None:
    assert word(paper("<p>&lt;b&gt; &amp; &quot;某&quot;</p>")).paragraphs[0].text == '<b> & "某"'


@pytest.mark.parametrize("many", [1, 3])
def test_elements_stand_in_the_order_that_word_asks_for(visits: Visits, many: int) -> None:
    visit = visits.found()
    made = word(*(visits.print(RECORD, visit) + visits.print(SHEET, visit)) * many)
    for tag, order in {"pPr": PPR, "rPr": RPR, "tcPr": TCPR, "tblPr": TBLPR, "sectPr": SECT}.items():
        for one in made.element.body.iter(qn(f"w:{tag}")):
            places = [order.index(inner.tag.rpartition("}")[2]) for inner in one]
            assert places == sorted(places), tag


def test_the_same_papers_are_the_same_bytes_and_say_nothing_of_when(visits: Visits) -> None:
    papers = visits.print(SHEET, visits.found())
    one, other = document(papers, nothing), document(papers, nothing)
    assert one == other
    assert b"2013" not in one


def test_a_file_that_cannot_be_written_is_refused_and_the_old_one_stays(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(Refusal, match="写不了"):
        write([paper("<p>甲</p>")], tmp_path / "a.docx", nothing)
    with pytest.raises(Refusal, match="没有选中"):
        write([], tmp_path / "b.docx", nothing)
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_the_command_line_writes_papers_as_word(store: Store, visits: Visits, tmp_path: Path) -> None:
    out = tmp_path / "检查.docx"
    ids = [str(visits.found().id), str(visits.done().id)]
    assert cli.main(["--office", str(store.folder), "print", "checklist_sheet", *ids, str(out)]) == 0
    assert len(Document(str(out)).sections) == 2
