"""Word documents as others make them, for tests: raw XML in a zip, nothing of our libraries."""

import io
import zipfile
from pathlib import Path

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def document(body: str, head: str = "", before: str = "", **parts: bytes) -> bytes:
    """A .docx with that body, and a head on its pages where one is given. `before` stands before the root of the body."""
    reference = f'<w:headerReference w:type="default" r:id="rId7" {_R}/>' if head else ""
    told = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
        + (f'<Override PartName="/word/header1.xml" ContentType="{_KIND}.header+xml"/>' if head else "")
        + "</Types>",
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{_HEAD}{before}<w:document {_W}><w:body>{body}<w:sectPr>{reference}</w:sectPr></w:body>"
        "</w:document>",
    }
    if head:
        told["word/header1.xml"] = f"{_HEAD}<w:hdr {_W}>{head}</w:hdr>"
        told["word/_rels/document.xml.rels"] = (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId7" Type="{_OFFICE}/header" Target="header1.xml"/></Relationships>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, text in told.items():
            bundle.writestr(name, text)
        for name, content in parts.items():
            bundle.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def line(*runs: str) -> str:
    """A paragraph whose text Word has cut into runs of different looks, spelling marks between them."""
    cut = '<w:proofErr w:type="spellStart"/>'
    made = (f'<w:r><w:rPr><w:b/><w:sz w:val="2{n}"/></w:rPr><w:t>{text}</w:t></w:r>' for n, text in enumerate(runs))
    return f'<w:p w:rsidR="00A1"><w:pPr><w:jc w:val="left"/></w:pPr>{cut.join(made)}</w:p>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of such paragraphs."""
    grid = "<w:gridCol w:w='2000'/>" * len(rows[0])
    told = ("".join(f"<w:tc><w:tcPr/>{line(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in told)}</w:tbl>"


def form(folder: Path, ledger: str, name: str, content: bytes) -> Path:
    """The document put among the forms of a ledger, as a clerk puts it there."""
    place = folder / "templates" / ledger / f"{name}.docx"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place
