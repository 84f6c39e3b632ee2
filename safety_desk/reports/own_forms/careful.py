"""The sandbox in which a form is filled: it knows our values and nothing else, and stops what grows too large."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import StrictUndefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from safety_desk.errors import Refusal
from safety_desk.reports.own_forms.values import Asked, Pictures
from safety_desk.wording import tidy

MOST_TEXT = 30_000_000
"""So many signs of XML a filled part may have: some thousand pages."""
LOOP = ("index", "first", "last", "length")
"""What a loop tells of itself: {{loop.index}} is 1, 2, 3 …"""
_TAG = re.compile(r"(\{[{%][+-]?\s*)(.*?)(\s*[+-]?[%}]\})", re.DOTALL)
_PLAINLY = str.maketrans({"．": ".", "。": ".", "｜": "|", "＝": "=", "＞": ">", "＜": "<", "！": "!", "＋": "+"})
_SIGNS = re.compile(r"[（）、：／％·]")
_DIGITS = re.compile(r"(?<!\w)(?=\d+[^\W\d])")


class Careful(SandboxedEnvironment):
    """The sandbox. `draw` makes pictures of the part that is being filled."""

    def __init__(self, draw: Callable[[Pictures], Any] | None = None) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=self._shown)
        self.draw = draw
        self.filters.clear()
        self.tests.clear()
        self.globals.clear()

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Let placeholders be written as labels are: 村（社区） is the same as 村社区, a Chinese full stop the same as ours."""
        return _TAG.sub(lambda tag: tag[1] + _plainly(tag[2]) + tag[3], source)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a value tells of itself under that name: never an attribute of Python's."""
        if isinstance(obj, Asked):
            return obj.told(attribute)
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same, written with brackets."""
        return self.getattr(obj, str(argument))

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing can be called from a form."""
        return False

    def concat(self, parts: Iterable[str]) -> str:
        """The filled part. Raises Refusal where it grows beyond all measure."""
        kept, room = [], MOST_TEXT
        for part in parts:
            room -= len(part)
            if room < 0:
                raise Refusal("这份格式填出来有几千页，没有生成。请检查 {% for %} 是不是套得太多")
            kept.append(part)
        return "".join(kept)

    def _shown(self, value: Any) -> Any:
        """A value as it goes into the document; docxtpl takes \\n for a new line, and some signs for more than that."""
        if isinstance(value, Pictures):
            return self.draw(value) if self.draw else ""
        if hasattr(value, "__html__"):
            return value
        if isinstance(value, bool):
            return "是" if value else "否"
        return tidy(value).replace("\t", " ") if value is not None else ""


def _plainly(inside: str) -> str:
    """The inside of a tag, but for what stands in quotes, with its Chinese signs as the sandbox reads them."""
    parts = re.split(r"(\"[^\"]*\"|'[^']*')", inside)
    return "".join(part if n % 2 else _without_signs(part.translate(_PLAINLY)) for n, part in enumerate(parts))


def _without_signs(text: str) -> str:
    """Without the signs that labels may have and names not; a name does not begin with a digit."""
    return _DIGITS.sub("项", _SIGNS.sub("", text))
