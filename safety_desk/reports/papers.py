"""Printed papers (文书): a template and the facts that fill it make a paper ready to be laid out. Never queries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from safety_desk.paper import Paper
from safety_desk.paths import resources
from safety_desk.reports.codes import qr_code

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True)
class RenderedPaper:
    """A paper that only has to be laid out: HTML for Qt's documents, and the sheet of A4 it stands on.

    `title` and `number` are repeated on the pages that follow the first. Margins in mm: top, bottom, left, right.
    `copies`: how many there are to be of it, where the paper itself says so (一式两份).
    """

    title: str
    number: str
    html: str
    landscape: bool
    margins: tuple[float, float, float, float]
    copies: int = 1


def render(paper: Paper[Any], facts: Mapping[str, Any]) -> RenderedPaper:
    """The paper with its facts. A fact that the template names and nobody gave is an error, not a hole in a document."""
    html = _templates().get_template(paper.template).render(facts)
    return RenderedPaper(
        facts["title"], facts["number"], _joined(html), paper.landscape, paper.margins, facts.get("copies", 1)
    )


def _joined(html: str) -> str:
    """Without the line ends of the template: Chinese has no blanks between words, so they would show.

    Wide blanks stay: with them a paper leaves room to write.
    """
    return re.sub(r"[ \t\r]*\n[ \t\r\n]*", "", html)


@lru_cache(maxsize=1)
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(resources() / "papers", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_written,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["qr"] = qr_code
    return made


def _written(fact: Any) -> Any:
    """A fact as it stands on paper: its own line ends kept, its tabs (which would move to the next rule) not."""
    if fact is None:
        raise ValueError("文书里有一项没有内容（None），空白请用空文字")
    if not isinstance(fact, str) or hasattr(fact, "__html__"):  # what a macro made is finished
        return fact
    return "\u2028".join(fact.replace("\t", " ").splitlines())
