"""Find the header of a foreign sheet and match its columns to the fields of a ledger."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from safety_desk.fields import Field
from safety_desk.intake.book import Sheet
from safety_desk.ledger import Ledger
from safety_desk.wording import bare, half_width, tidy

DEEPEST = 40
"""A header is looked for in this many rows."""
_TALLEST = 3
_TALLEST_KNOWN = 6
_NUMBERING = {"序号", "编号序号", "no", "行号", "序"}
_PHONE = re.compile("联系电话|电话号码|手机号码|联系方式|移动电话|手机号|手机|联系手机")
_NOISE_BEFORE = ("本单位", "是否", "所属", "该")
_NOISE_AFTER = ("情况", "信息", "填写", "内容", "名称")


@dataclass
class Match:
    """One column of the sheet and the field it holds (None: not matched, or only a numbering)."""

    column: int
    heading: str
    field: Field | None = None


@dataclass
class Header:
    """Where the header of a sheet is, and what its columns hold."""

    first: int
    height: int
    matches: list[Match] = field(default_factory=list)
    score: float = 0.0

    @property
    def fields(self) -> dict[str, Match]:
        """The matched columns by the name of their field."""
        return {match.field.name: match for match in self.matches if match.field is not None}

    @property
    def unmatched(self) -> list[str]:
        """The headings that were not understood."""
        return [m.heading for m in self.matches if m.field is None and m.heading and bare(m.heading) not in _NUMBERING]


def find_header(sheet: Sheet, ledger: Ledger[Any]) -> Header | None:
    """The rows that best name this ledger's fields, or None where too little is understood to be safe."""
    best: Header | None = None
    for first in range(min(DEEPEST, len(sheet.rows))):
        for height in range(1, min(_TALLEST, len(sheet.rows) - first) + 1):
            found = header_at(sheet, ledger, first, height)
            if best is None or found.score > best.score + 1e-9:
                best = found
    if best is None or not _enough(best):
        return None
    return best


def _enough(header: Header) -> bool:
    """Two columns at least, and two fifths of those that say something: one lucky word is no header.

    Beside a border (a GeoJSON file) there may be any number of strange columns: mapping programs add their own.
    """
    known, strange = len(header.fields), len(header.unmatched)
    border = any(match.field.kind.name == "geometry" for match in header.fields.values() if match.field)
    return known >= 2 and (border or known >= 0.4 * (known + strange))


def header_at(sheet: Sheet, ledger: Ledger[Any], first: int, height: int) -> Header:
    """These rows as the header, its columns matched as well as they can be."""
    paths = _paths(sheet, first, height)
    rated = []
    derived = {bare(extra.label) for extra in ledger.derived} - {bare(f.label) for f in ledger.fields.values()}
    for column, path in enumerate(paths):
        if bare("".join(path)) in derived:  # 期限情况 of an export is no 期限
            continue
        for field_ in _perhaps(path, ledger):
            if (score := _rate(path, field_)) > 0:
                rated.append((score, -column, field_.name))
    taken: dict[int, str] = {}
    total = 0.0
    for score, column, name in sorted(rated, key=lambda r: (-r[0], -r[1])):
        if -column not in taken and name not in taken.values():
            taken[-column] = name
            total += score
    matches = [
        Match(column, _heading(path), ledger.fields.get(taken.get(column, ""))) for column, path in enumerate(paths)
    ]
    header = Header(first, height, matches)
    header.score = total - 0.3 * len(header.unmatched) - 0.01 * height
    return header


def signature(header: Header) -> str:
    """By which a form is known again: its headings in their order, in the form in which they are compared."""
    return _signature(match.heading for match in header.matches)


def _signature(headings: Iterable[str]) -> str:
    return "|".join(map(bare, headings)).rstrip("|")


def _heading(path: Iterable[str]) -> str:
    return "/".join(dict.fromkeys(tidy(part).replace("\n", "") for part in path))


def with_fields(header: Header, ledger: Ledger[Any], names: Sequence[str]) -> Header:
    """The header with these fields under its columns from the left; an empty name leaves a column out."""
    told = [ledger.fields.get(name) for name in names] + [None] * len(header.matches)
    matches = [Match(m.column, m.heading, field_) for m, field_ in zip(header.matches, told, strict=False)]
    return Header(header.first, header.height, matches, header.score)


def known_header(sheet: Sheet, ledger: Ledger[Any], known: Mapping[str, Sequence[str]]) -> Header | None:
    """The header that a person has matched before, known again by its signature: `known` tells its fields."""
    for first in range(min(DEEPEST, len(sheet.rows)) if known else 0):
        for height in range(1, min(_TALLEST_KNOWN, len(sheet.rows) - first) + 1):
            fields = known.get(_signature(map(_heading, _paths(sheet, first, height))))
            if fields is not None:
                return with_fields(header_at(sheet, ledger, first, height), ledger, fields)
    return None


def _paths(sheet: Sheet, first: int, height: int) -> list[tuple[str, ...]]:
    """For each column what its header says from top to bottom, merged cells said once for each column they cover."""
    rows = [_spread(sheet, first + n) for n in range(height)]
    width = max(map(len, rows), default=0)
    paths = []
    for column in range(width):
        said = [str(row[column]) for row in rows if column < len(row) and row[column] is not None]
        paths.append(tuple(part for part in said if part.strip()))
    return paths


def _spread(sheet: Sheet, row: int) -> list[Any]:
    """A row in which a cell merged to the right stands in every column it covers."""
    cells = list(sheet.rows[row])
    for (top, left), (bottom, right) in sheet.merges:
        if top <= row <= bottom and right > left and top == row and left < len(cells):
            for column in range(left, min(right + 1, len(cells))):
                cells[column] = cells[left]
    return cells


def _perhaps(path: Sequence[str], ledger: Ledger[Any]) -> list[Field]:
    """The fields that a heading may name: nearly all that stands in a sheet names none."""
    words = _words(ledger)
    texts = {"".join(path), *path[-1:], "".join(path[:-1])}
    names = {name for text in texts for form in _forms(text) for name in words.get(form, ())}
    return [field_ for name, field_ in ledger.fields.items() if name in names] if names else []


@cache
def _words(ledger: Ledger[Any]) -> dict[str, list[str]]:
    """The fields of a ledger by all words for them."""
    found: dict[str, list[str]] = {}
    for name, field_ in ledger.fields.items():
        for form in _known(field_.label, field_.also, field_.name):
            found.setdefault(form, []).append(name)
    return found


def _rate(path: Sequence[str], field_: Field) -> float:
    """How well a heading names a field: 1 for its label, less for other words, 0 where it does not."""
    if not path:
        return 0.0
    whole, last = "".join(path), path[-1]
    return max(
        _says(whole, field_),
        0.72 * _says(last, field_) if len(path) > 1 else 0.0,
        0.9 * _says("".join(path[:-1]), field_) if len(path) > 1 and bare(last) in ("姓名", "名称") else 0.0,
    )


def _says(text: str, field_: Field) -> float:
    known, forms = _known(field_.label, field_.also, field_.name), _forms(text)
    if known.keys().isdisjoint(forms):
        return 0.0
    weight, discount = max((known[form], discount) for form, discount in forms.items() if form in known)
    return weight * discount


@lru_cache(maxsize=4096)
def _known(label: str, also: tuple[str, ...], name: str) -> dict[str, float]:
    """The words for a field and how sure they are; of the others, the earlier in its list are the surer."""
    others = [(word, 0.97 - 0.004 * n) for n, word in enumerate(also)]
    found: dict[str, float] = {}
    for word, weight in [(label, 1.0), *others, (name, 0.8)]:
        for form in filter(None, (bare(word), _plain(word))):
            found.setdefault(form, weight)
    return found


@lru_cache(maxsize=4096)
def _forms(text: str) -> dict[str, float]:
    """A heading in the forms in which it may be known: as it is, without what stands in brackets, without noise."""
    no_brackets = re.sub(r"[(（\[【].*?[)）\]】]", "", half_width(text))
    forms = {"": 0.0}
    for form, weight in ((bare(text), 1.0), (bare(no_brackets), 0.98), (_plain(no_brackets), 0.96)):
        forms.setdefault(form, weight)
    stripped = _plain(no_brackets)
    for noise in _NOISE_BEFORE:
        stripped = stripped.removeprefix(noise)
    for noise in _NOISE_AFTER:
        stripped = stripped.removesuffix(noise) if len(stripped) > len(noise) + 1 else stripped
    forms.setdefault(stripped, 0.9)
    del forms[""]
    return forms


def _plain(text: str) -> str:
    """A heading in which the many words for a telephone are one."""
    return _PHONE.sub("电话", bare(text))


def best_sheet(sheets: Iterable[Sheet], ledger: Ledger[Any]) -> tuple[Sheet, Header] | None:
    """The sheet whose header names this ledger best; a hidden one only where no other does."""
    known = list(sheets)
    seen = [sheet for sheet in known if not sheet.hidden]
    found = [(sheet, header) for sheet in seen or known if (header := find_header(sheet, ledger))]
    return max(found, key=lambda pair: pair[1].score, default=None)
