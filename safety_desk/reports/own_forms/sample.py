"""A form to begin with: every field of a ledger with its placeholder, a list as a table, ready to be changed in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.ledger import Ledger
from safety_desk.reports.own_forms.names import OFFICE, TODAY, Known, Shape, known, ledger_named, spelled
from safety_desk.reports.word import basics

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_LISTS = 2
_COLUMNS = 5
_LEFT_OUT = {"geometry", "data"}


def sample(ledger: Ledger[Any]) -> bytes:
    """The form as the content of a .docx; it can be filled as it is."""
    import docx
    from docx.enum.text import WD_PARAGRAPH_ALIGNMENT as AT
    from docx.shared import Mm, Pt

    made = docx.Document()
    basics.set_up(made)
    usual = made.styles["Normal"]
    usual.font.size = Pt(12)
    faces = usual.element.get_or_add_rPr().get_or_add_rFonts()
    basics.set_faces(faces, dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), basics.BODY))
    usual.paragraph_format.space_after = Pt(0)
    sheet = made.sections[0]
    sheet.page_width, sheet.page_height = Mm(210), Mm(297)
    for side, width in {"top": 25, "bottom": 25, "left": 24, "right": 22}.items():
        setattr(sheet, f"{side}_margin", Mm(width))
    title = made.add_paragraph()
    title.alignment = AT.CENTER
    run = title.add_run(ledger.noun)
    run.font.size, run.bold = Pt(22), True
    _fields(made, ledger)
    lists = [one for one in known(ledger.name).values() if one.shape is Shape.LIST and one.way == "from"]
    parts = [one for one in lists if ledger_named(one.to).owner is not None]
    for one in [*parts, *(one for one in lists if one not in parts)][:_LISTS]:
        _list(made, one)
    for words in (f"{{{{{OFFICE}.办公室名称}}}}", f"{{{{{TODAY}.中文}}}}"):
        made.add_paragraph(words).alignment = AT.RIGHT
    told = made.core_properties
    told.title, told.author, told.last_modified_by, told.comments = f"{ledger.noun}（自有格式示例）", "安全台账", "", ""
    for days in told._element.xpath("dcterms:created | dcterms:modified"):
        told._element.remove(days)
    return basics.packed(made)


def _fields(made: Document, ledger: Ledger[Any]) -> None:
    """A row for each field: its label, and where its value will stand."""
    from docx.shared import Mm

    fields = [field for field in ledger.fields.values() if field.kind.name not in _LEFT_OUT]
    table = made.add_table(rows=len(fields), cols=2, style="Table Grid")
    table.autofit = False
    for row, field in zip(table.rows, fields, strict=True):
        for cell, width, words in zip(
            row.cells, (44, 120), (field.label, _placeholder(ledger, field.name)), strict=True
        ):
            cell.width = Mm(width)
            cell.text = words


def _placeholder(ledger: Ledger[Any], field: str) -> str:
    one = next(one for one in known(ledger.name).values() if one.field == field and one.way == "field")
    return f"{{{{{one.name}.中文}}}}" if ledger.fields[field].kind.name == "date" else f"{{{{{one.name}}}}}"


def _list(made: Document, one: Known) -> None:
    """A table with a row for each record of a list; the rows with for and endfor go when it is filled."""
    ledger = ledger_named(one.to)
    made.add_paragraph()
    made.add_paragraph(f"{one.label}（{{{{{one.name}.条数}}}} 条）")
    item = spelled(ledger.noun)
    place = ledger.place.name if ledger.place else ""
    wanted = [name for name in ledger.columns.split() if name in ledger.fields and name not in (one.field, place)][
        :_COLUMNS
    ]
    table: Table = made.add_table(rows=4, cols=1 + len(wanted), style="Table Grid")
    heads = ["序号", *(ledger.fields[name].label for name in wanted)]
    values = ["{{loop.index}}", *(f"{{{{{item}.{spelled(ledger.fields[name].label)}}}}}" for name in wanted)]
    for row, words in ((0, heads), (2, values)):
        for cell, said in zip(table.rows[row].cells, words, strict=True):
            cell.text = said
    for row, said in ((1, f"{{% for {item} in {one.name} %}}"), (3, "{% endfor %}")):
        first, *_, last = table.rows[row].cells
        first.merge(last).text = said
