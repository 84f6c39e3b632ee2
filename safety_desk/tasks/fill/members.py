"""What the line heads of a grid stand for: villages, fields of industry, grades, 其中, 其他, 合计."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from safety_desk.db.store import Store
from safety_desk.ledgers.fill_template import FillRules
from safety_desk.ledgers.grade import Grade
from safety_desk.reports.blanks.layout import Line
from safety_desk.tasks.fill.plan import Member
from safety_desk.wording import bare, half_width, packed

_TOTAL = re.compile("合计|总计|小计|累计|共计|总数|全镇|汇总|本页合计")
_REST = {"其他", "其它", "其他行业", "其它行业", "其他领域", "其他行业领域", "其他企业"}
_WITHIN = re.compile(r"其中\s*[:：、,，]?\s*(.*)|(?:其)?[#＃](.+)")
_ORDINAL = re.compile(r"^[(（]?[一二三四五六七八九十\d]+[)）]?[、.．:：)\s]\s*")
_TOGETHER = {
    "工贸": "industry",
    "工贸行业": "industry",
    "工贸企业": "industry",
    "化工和危险化学品": "chemicals",
    "危险化学品": "chemicals",
    "危化品": "chemicals",
    "交通运输": "traffic",
    "消防": "fire",
    "矿山": "mines",
}
"""What superiors call several fields of industry together, and which setting says these: a proposal, for the clerk to look at."""


@dataclass(frozen=True)
class Known:
    """The values that a line head may name, by the bare form of their words."""

    words: dict[str, list[tuple[str, Any]]]
    together: dict[str, tuple[str, ...]]


def known_values(store: Store) -> Known:
    """Villages, fields of industry, tags and grades of this office, with all their words."""
    found: dict[str, list[tuple[str, Any]]] = {}

    def add(word: str, dimension: str, value: Any) -> None:
        if (form := bare(word)) and (dimension, value) not in found.setdefault(form, []):
            found[form].append((dimension, value))

    for word, dimension, value in _words(store):
        add(word, dimension, value)
    rules, fields = store.options(FillRules), store.names.codes("supervise_field")
    together = {
        word: tuple(code for code in getattr(rules, name) or () if code in fields) for word, name in _TOGETHER.items()
    }
    return Known(found, together)


def _words(store: Store) -> Iterator[tuple[str, str, Any]]:
    for record in store.each(store.ledgers["villages"]):
        name = str(getattr(record, "name", ""))
        yield name, "village", record.id
        yield re.sub("(社区|村委会|居委会|村民委员会|居民委员会|村)$", "", name), "village", record.id
    for dimension, table in (("field", "supervise_field"), ("tags", "tag")):
        for code, entry in store.names.codes(table).items():
            for word in (entry.label, code, *entry.also):
                yield word, dimension, code
    for grade in Grade:
        for word in (grade.label, *grade.also):
            if not (len(word) == 1 and word.isascii()) and word not in ("一般", "重大", "较大", "低"):
                yield word, "risk_grade", grade.value


def members(store: Store, lines: list[Line]) -> dict[int, Member]:
    """What each line of a grid stands for, by row."""
    known = known_values(store)
    told: dict[int, Member] = {}
    for line in lines:
        told[line.row] = Member("total", words=line.text) if line.total else member(known, line.words)
    return told


def member(known: Known, words: tuple[str, ...]) -> Member:
    """What one line head stands for; a member without a kind where that is not understood."""
    text = words[-1] if words else ""
    whole = "／".join(words)
    name = _ORDINAL.sub("", half_width(text)).strip()
    if bare(name) in _REST:
        return Member("rest", words=whole)
    if match := _WITHIN.fullmatch(name):
        facts, sure = _facts(known, match[1] or match[2] or "")
        return Member("within" if facts else "", facts, whole, sure)
    if _TOTAL.match(packed(name)):
        return Member("total", words=whole)
    facts, sure = _facts(known, name)
    return Member("is" if facts else "", facts, whole, sure)


def _facts(known: Known, text: str) -> tuple[tuple[tuple[str, tuple[Any, ...]], ...], bool]:
    """The values that a text names, by dimension, and whether it names them exactly."""
    short = re.sub(r"[(（].*?[)）]", "", text)
    for form, sure in (
        (bare(text), True),
        (bare(short), True),
        (bare(text).removesuffix("行业").removesuffix("领域"), True),
    ):
        if form in known.together:
            return (("field", known.together[form]),), form in ("工贸", "工贸行业", "工贸企业")
        if form in known.words:
            return _grouped(known.words[form]), sure
    pieces = [bare(piece) for piece in re.split("[、和及/／]", short)]
    if len(pieces) > 1 and all(piece in known.words for piece in pieces):
        return _grouped([pair for piece in pieces for pair in known.words[piece]]), True
    like = [pair for form in _like(known, bare(short)) for pair in known.words[form]]
    return (_grouped(like), False) if like else ((), True)


def _like(known: Known, text: str) -> Iterator[str]:
    """Known words that are in a text, or in which it is, the longest only."""
    found = [form for form in known.words if len(form) >= 2 and len(text) >= 2 and (form in text or text in form)]
    if found:
        yield max(found, key=lambda form: (min(len(form), len(text)), -abs(len(form) - len(text))))


def _grouped(pairs: list[tuple[str, Any]]) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    found: dict[str, list[Any]] = {}
    for dimension, value in pairs:
        found.setdefault(dimension, []).append(value)
    return tuple((dimension, tuple(values)) for dimension, values in found.items())
