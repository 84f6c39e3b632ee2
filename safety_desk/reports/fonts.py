"""Fonts for drawn pictures: the families that this computer has, Windows' own first."""

import logging
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

WANTED = ("Microsoft YaHei", "SimHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "SimSun")
_LAST = "DejaVu Sans"
"""Comes with matplotlib: signs that a Chinese font may lack."""
_UNKNOWN = "□"


@cache
def families() -> tuple[str, ...]:
    """The wanted families that are installed, best first. Asking matplotlib for others would make it warn."""
    from matplotlib.font_manager import fontManager

    # it also says at every map that 黑体 and 宋体, which only lend rare signs here, have no bold face
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    present = {font.name for font in fontManager.ttflist}
    return (*(name for name in WANTED if name in present), _LAST)


@cache
def face(points: float, bold: bool = False) -> "FontProperties":
    """The face for text of that size in points."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=list(families()), size=points, weight="bold" if bold else "normal")


def drawable(text: str) -> str:
    """The text with □ for every sign that no installed font has: a rare character must not spoil a picture."""
    return "".join(sign if ord(sign) in _known() or sign == "\n" else _UNKNOWN for sign in text)


@cache
def _known() -> frozenset[int]:
    return frozenset(_charmaps(families()))


def _charmaps(names: Iterable[str]) -> Iterable[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    for name in names:
        yield from get_font(findfont(FontProperties(family=name))).get_charmap()
