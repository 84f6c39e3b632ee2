"""Which placeholders there are for a ledger, from its declaration: its fields, what it links to, what leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from safety_desk.fields import Field
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.office import OfficeRules
from safety_desk.value import Value

CHOSEN, OFFICE, TODAY, CLERK, PLACE = "选中记录", "本单位", "今天", "经办人", "份号"
"""Names that every form knows beside those of its ledger."""


class Shape(Enum):
    """What stands behind a name, and so what can be done with it: a NUMBER is counted with, a FIGURE only compared."""

    TEXT = "文字"
    DAY = "日期"
    MASKED = "号码"
    FILES = "照片"
    RECORD = "记录"
    LIST = "列表"
    OFFICE = "本单位"
    NUMBER = "数"
    FIGURE = "数字"


class Known(Value):
    """A placeholder: its name, what it is, and how its value is come by.

    `to`: the ledger of the record, or of the records of a list. `way`: "field" and "derived" tell the record itself, "all"
    follows a link to several, "from" asks for the records of a ledger that link here by `field`.
    """

    name: str
    shape: Shape
    label: str
    to: str = ""
    way: str = "field"
    field: str = ""


INNER: dict[Shape, dict[str, tuple[Shape, str]]] = {
    Shape.DAY: {
        "中文": (Shape.TEXT, "2026年3月15日"),
        "年": (Shape.TEXT, "年份"),
        "月": (Shape.TEXT, "月份"),
        "日": (Shape.TEXT, "几日"),
        "时分": (Shape.TEXT, "9时30分"),
    },
    Shape.MASKED: {"完整": (Shape.TEXT, "不隐去中间几位，用了记入操作日志")},
    Shape.FILES: {"名称": (Shape.TEXT, "文件名"), "大": (Shape.FILES, "每张占一行"), "小": (Shape.FILES, "小图")},
    Shape.LIST: {"条数": (Shape.NUMBER, "有几条"), "第一条": (Shape.RECORD, "第一条")},
}
"""What can be asked of a value behind a full stop."""


def spelled(label: str) -> str:
    """A label as a placeholder writes it: letters, digits and ideographs alone, no digit in front."""
    bare = re.sub(r"\W", "", label)
    return f"项{bare}" if bare[:1].isdigit() else bare


@cache
def ledger_named(name: str) -> Ledger[Any]:
    """A ledger by its name."""
    return next(ledger for ledger in LEDGERS if ledger.name == name)


@cache
def known(ledger: str) -> Mapping[str, Known]:
    """The placeholders of a ledger's records by name: fields as they stand in the form, then the lists."""
    found: dict[str, Known] = {}
    for one in _own(ledger_named(ledger)):
        found.setdefault(one.name, one)
    return found


@cache
def also(ledger: str) -> Mapping[str, str]:
    """Other words for a placeholder, as sheets head their columns (单位名称, 检查日期), where they are no names themselves."""
    names = known(ledger)
    found: dict[str, str] = {}
    for field in ledger_named(ledger).fields.values():
        for word in map(spelled, field.also):
            if word and word not in names:
                found.setdefault(word, spelled(field.label))
    return found


def meant(ledger: str, name: str) -> Known | None:
    """The placeholder of that name, or of which that is another word."""
    names = known(ledger)
    return names.get(name) or names.get(also(ledger).get(name, ""))


@lru_cache(maxsize=1)
def office_names() -> Mapping[str, str]:
    """What can be said of the office itself: the name of the setting by the placeholder."""
    return {spelled(field.label): name for name, field in OfficeRules.fields.items()}


def _own(ledger: Ledger[Any]) -> Iterator[Known]:
    for name, field in ledger.fields.items():
        yield Known(spelled(field.label), _shape(field), field.label, field.to, field=name)
    for extra in ledger.derived:
        yield Known(spelled(extra.label), Shape.TEXT, extra.label, way="derived", field=extra.name)
    for name, field in ledger.fields.items():
        if field.to and field.kind.name == "links":
            yield Known(f"{spelled(field.label)}列表", Shape.LIST, field.label, field.to, "all", name)
    for other in LEDGERS:
        ways = other.links_to(ledger.name)
        for n, field in enumerate(ways):
            name = f"{spelled(other.noun)}列表"
            if n == 0:
                yield Known(name, Shape.LIST, other.noun, other.name, "from", field.name)
            if len(ways) > 1:
                label = f"{other.noun}（{field.label}）"
                yield Known(f"{name}_{spelled(field.label)}", Shape.LIST, label, other.name, "from", field.name)


_NUMBERS = {"phone", "id_card"}
_SHAPES = {
    "date": Shape.DAY,
    "moment": Shape.DAY,
    "files": Shape.FILES,
    "link": Shape.RECORD,
    **dict.fromkeys(("whole", "number", "money"), Shape.FIGURE),
}


def _shape(field: Field) -> Shape:
    if field.kind.name in _NUMBERS and not field.secret:
        return Shape.MASKED
    return _SHAPES.get(field.kind.name, Shape.TEXT)
