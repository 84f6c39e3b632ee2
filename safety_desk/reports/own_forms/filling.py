"""A form checked and filled. docxtpl knows Word's runs and table rows; what stands in the braces is ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from html import escape
from io import BytesIO
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateSyntaxError

from safety_desk.errors import Refusal
from safety_desk.reports.own_forms import package
from safety_desk.reports.own_forms.careful import Careful
from safety_desk.reports.own_forms.checking import Checked, Checker, Mistake, placed
from safety_desk.reports.own_forms.values import Pictures
from safety_desk.reports.word.basics import packed

Photos = Callable[[str], bytes | None]
"""The picture of an attachment, as JPEG or PNG; None for a file that is none."""


class _Form(DocxTemplate):  # type: ignore[misc]
    """A document whose body, heads, feet and footnotes are filled; what it says of itself in its properties is not."""

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Left as they are."""

    def get_xml(self) -> str:
        """The body; what steers a whole paragraph or row takes it away."""
        return str(self.xml_to_string(_steered(self.docx._element.body)))

    def get_part_xml(self, part: Any) -> str:
        """The same of a head or a foot."""
        return str(self.xml_to_string(_steered(parse_xml(part.blob))))

    def fix_tables(self, xml: str) -> Any:
        """The filled body as a tree; a cell that lost all its paragraphs gets one, or Word would call the file damaged."""
        tree = super().fix_tables(xml)
        for cell in tree.iter(qn("w:tc")):
            if len(cell) == 0 or cell[-1].tag != qn("w:p"):
                cell.append(parse_xml(f"<w:p {nsdecls('w')}/>"))
        return tree

    def sources(self) -> Iterator[tuple[str, str]]:
        """What Jinja will read of each part, as docxtpl prepares it, with the part's name."""
        self.render_init()
        yield "正文", _lined(self.patch_xml(self.get_xml()))
        for words, uri in (("页眉", self.HEADER_URI), ("页脚", self.FOOTER_URI)):
            for _, part in self.get_headers_footers(uri):
                yield words, _lined(self.patch_xml(self.get_part_xml(part)))
        for part in self.docx.part.package.iter_parts():
            if part.content_type.endswith(".footnotes+xml"):
                yield "脚注", _lined(self.patch_xml(part.blob.decode("utf-8")))


class _Xml(str):
    """XML that is finished and goes into the document as it is."""

    def __html__(self) -> str:
        return str(self)


_STEERS = re.compile(r"\{%[+-]?\s*((?:for|if|elif|else|endfor|endif)\b[^%]*?)\s*[+-]?%\}")


def _steered(root: Any) -> Any:
    """Rows, and paragraphs, in which nothing but one {% … %} stands are marked as docxtpl wants it: they go, text and all."""
    for tag, mark in (("w:tr", "tr"), ("w:p", "p")):
        for one in list(root.iter(qn(tag))):
            said = _STEERS.fullmatch("".join(text.text or "" for text in one.iter(qn("w:t"))).strip())
            if said is None:
                continue
            run = f'<w:r><w:t xml:space="preserve">{{%{mark} {escape(said[1], quote=False)} %}}</w:t></w:r>'
            inside = f"<w:tc><w:p>{run}</w:p></w:tc>" if mark == "tr" else run
            made = parse_xml(f"<{tag} {nsdecls('w')}>{inside}</{tag}>")
            one.getparent().replace(one, made)
    return root


def check(content: bytes, name: str, ledger: str) -> Checked:
    """What a form of that ledger uses, and all that is wrong with it. Raises Refusal where it cannot be opened."""
    package.check(content, name)
    names: set[str] = set()
    mistakes: dict[Mistake, None] = {}
    with _foreign(name):
        for part, source in _Form(BytesIO(content)).sources():
            careful, checker = Careful(), Checker(ledger)
            try:
                checker.check(careful.parse(source))
            except TemplateSyntaxError as error:
                mistakes[_syntax(error, placed(source, error.lineno, part))] = None
                continue
            names |= checker.names
            found = (one.replace(where=placed(source, line, part)) for line, one in checker.found)
            mistakes.update(dict.fromkeys(found))
    return Checked(frozenset(names), tuple(mistakes))


def fill(content: bytes, name: str, values: Mapping[str, Any], photos: Photos) -> bytes:
    """The form filled in, as the content of a .docx; it was checked before. Raises Refusal."""
    with _foreign(name):
        form = _Form(BytesIO(content))
        form.render(dict(values), Careful(lambda one: _drawn(form, one, photos)), autoescape=True)
        return packed(form.docx)


def _drawn(form: _Form, one: Pictures, photos: Photos) -> _Xml:
    """The pictures of a field in a row, and the names of files that are none; in a footnote only names can stand."""
    part = form.current_rendering_part
    told = []
    for reference in one.files:
        content = photos(reference) if hasattr(part, "new_pic_inline") else None
        if content is None:
            told.append(str(escape(reference.partition(":")[2])))
        else:
            told.append(str(InlineImage(form, BytesIO(content), height=Mm(one.height))))
    return _Xml(" ".join(told))


def _lined(source: str) -> str:
    """As docxtpl does: each paragraph on a line of its own, so that a line tells the paragraph."""
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", source)


@contextmanager
def _foreign(name: str) -> Iterator[None]:
    """Whatever a foreign document makes the libraries stumble over is said in one sentence."""
    try:
        yield
    except Refusal:
        raise
    except Exception as error:
        raise Refusal(
            f"“{name}”读不了，可能已经损坏，或者 {{% for %}}、{{% if %}} 没有成对。请在 Word 里打开另存一份再试"
        ) from error


_PAIRS = "{% for %} 和 {% endfor %}、{% if %} 和 {% endif %} 没有成对"
_SAID = (
    (r"end of template|was never closed|looking for the following tags", _PAIRS),
    (r"unknown tag '(?!end|else|elif)", "花括号里只能用占位符、for、if"),
    (r"unknown tag", _PAIRS),
    (r"unexpected char", "花括号里有不能用的符号"),
)


def _syntax(error: TemplateSyntaxError, where: str) -> Mistake:
    """What Jinja could not read, in words."""
    said = str(error.message)
    why = next((why for pattern, why in _SAID if re.search(pattern, said)), "花括号里的写法不对，名称里不能有空格")
    return Mistake("", why, where)
