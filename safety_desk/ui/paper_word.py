"""Papers as Word documents, with the pictures as print shows them: upright, no larger than needed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, QUrl
from PySide6.QtGui import QImage

from safety_desk.reports.papers import RenderedPaper
from safety_desk.reports.word.papers import write
from safety_desk.ui.paper_column import picture
from safety_desk.ui.paper_pages import lay_out
from safety_desk.ui.thumbnails import framed, is_picture, read_picture

LARGE = QSize(1600, 1200)
"""The dots of a photo in a form of the office: 250 to the inch where it takes the width of a page."""
FILL = '<a name="fill">'
"""What a template writes where lines may be repeated (`mark` in resources/papers/parts.html)."""


def to_word(papers: Sequence[RenderedPaper], path: Path) -> None:
    """Write papers as one .docx that takes the place of `path` when it is whole. Raises Refusal."""
    write(papers, path, _picture, [_extra(paper) for paper in papers])


def _extra(paper: RenderedPaper) -> int:
    """How many lines to write on the last page has room for; one is left out, as Word breaks lines a little otherwise."""
    return max(lay_out(paper).extra - 1, 0) if FILL in paper.html else 0


def photo(path: Path) -> bytes | None:
    """A photo of the office as JPEG, upright and no larger than a page needs; None for what is none."""
    if not path.is_file() or not is_picture(path):
        return None
    size = read_picture(path, LARGE).size()
    return _kept(framed(path, size), "JPEG") if not size.isEmpty() else None


def _picture(src: str) -> bytes | None:
    """A picture of a paper: photos as JPEG, what was drawn for the paper without loss."""
    found = picture(src)
    drawn = QUrl(src).scheme() == "data" or src.endswith((".whole.png", ".svg"))
    return None if found is None else _kept(found, "PNG" if drawn else "JPEG")


def _kept(image: QImage, kind: str) -> bytes:
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(kept, kind, 90 if kind == "JPEG" else -1)
    return bytes(kept.data().data())
