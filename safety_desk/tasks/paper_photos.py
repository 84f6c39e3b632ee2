"""Papers with the photos of the office: a paper names a file as its record does, and here it gets its place."""

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from typing import Any

from safety_desk.db import attachments
from safety_desk.db.store import Store
from safety_desk.paper import Paper
from safety_desk.reports.papers import RenderedPaper, render

_PHOTO = re.compile(r'(<img src=")attachment:([^"]+)("[^>]*>)')
LOST = "（照片文件不在了）"


def rendered(store: Store, paper: Paper[Any], facts: Mapping[str, Any]) -> RenderedPaper:
    """The paper with its facts and its photos; of a photo that is lost, it says so."""

    def placed(found: re.Match[str]) -> str:
        place = attachments.place_of(store.attachments, unescape(found[2]))
        return f"{found[1]}{place.as_uri()}{found[3]}" if place.is_file() else LOST

    made = render(paper, facts)
    return replace(made, html=_PHOTO.sub(placed, made.html))
