"""Random values, and random records, of every kind that a ledger may declare."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from safety_desk import identity
from safety_desk.fields import Field, Names
from safety_desk.ledger import Ledger
from safety_desk.record import Record
from safety_desk.wording import packed, tidy

_SIGNS = "安全生产台账一二三某村茂林企业公司隐患风险（）()·-—、，。:：/\\'\"=+@ abcXYZ0189 %#&<>|?*\t\n"
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2026, 11, 23))
_USCC = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17)


def texts(lines: int = 1) -> st.SearchStrategy[str]:
    """Text as a record holds it: tidy, and in one line where the form has one."""
    raw = st.text(_SIGNS, min_size=1, max_size=24)
    shaped = raw.map(lambda text: tidy(text) if lines > 1 else tidy(" ".join(tidy(text).split("\n"))))
    return shaped.filter(lambda text: bool(text) and text not in ('"', "''"))  # which mean: the same as above


def _numbers(field: Field) -> st.SearchStrategy[float]:
    low = -1e6 if field.low is None else field.low
    # nobody writes 4.8e-225, of which newer SQLite loses the last digit
    return st.floats(low, 1e6 if field.high is None else field.high, allow_nan=False).map(
        lambda n: round(float(f"{n:.15g}"), 12) + 0.0
    )


def _wholes(field: Field) -> st.SearchStrategy[int]:
    return st.integers(int(-1000 if field.low is None else field.low), int(10**6 if field.high is None else field.high))


def _id_cards() -> st.SearchStrategy[str]:
    first = st.builds(lambda day, n: f"341823{day:%Y%m%d}{n:03d}", DAYS, st.integers(1, 999))
    return first.map(lambda f: f + identity.id_card_check_sign(f))


def _mobiles() -> st.SearchStrategy[str]:
    return st.integers(13_000_000_000, 19_999_999_999).map(str)


def _phones() -> st.SearchStrategy[str]:
    one = st.one_of(_mobiles(), st.integers(2_000_000, 9_999_999).map(lambda n: f"0563-{n}"))
    return st.lists(one, min_size=1, max_size=2, unique=True).map("、".join)


def _moments() -> st.SearchStrategy[dt.datetime]:
    return st.builds(
        lambda day, h, m: dt.datetime.combine(day, dt.time(h, m)), DAYS, st.integers(0, 23), st.integers(0, 59)
    )


def _data() -> st.SearchStrategy[dict[str, float]]:
    return st.dictionaries(st.sampled_from(("L", "E", "C", "S", "危险化学品")), st.floats(0.001, 1e6), min_size=1)


def _polygons() -> st.SearchStrategy[str]:
    corner = st.tuples(st.floats(118, 119), st.floats(30, 31)).map(list)
    ring = st.lists(corner, min_size=3, max_size=5).map(lambda corners: [*corners, corners[0]])
    return ring.map(lambda ring: json.dumps({"type": "Polygon", "coordinates": [ring]}))


def values(field: Field, names: Names, ids: Mapping[str, Sequence[int]]) -> st.SearchStrategy[Any]:
    """Values that a record may hold in that field; links lead to one of `ids`. Raises KeyError for a strange kind."""
    links = st.sampled_from(list(ids[field.to])) if field.to and ids.get(field.to) else st.nothing()
    terms = st.sampled_from(list(names.codes(field.codes)) or ["?"])
    kind = field.kind.name
    simple = {
        "text": lambda: texts(field.lines),
        "code": lambda: st.text("ABCXYZ0123456789-", min_size=1, max_size=12).filter(
            lambda t: packed(t) == t.strip("-")
        ),
        "uscc": lambda: _USCC.map(lambda f: f + identity.uscc_check_sign(f)),
        "id_card": _id_cards,
        "phone": _mobiles if type(field.kind).__name__ == "MobileKind" else _phones,
        "number": lambda: _numbers(field),
        "whole": lambda: _wholes(field),
        "money": lambda: st.integers(0, 10**11),
        "yes_no": st.booleans,
        "date": lambda: DAYS,
        "moment": _moments,
        "choice": lambda: st.sampled_from(list(field.type)),
        "geometry": _polygons,
        "data": _data,
        "link": lambda: links,
        "links": lambda: st.lists(links, min_size=1, max_size=3, unique=True).map(tuple),
        "term": lambda: terms,
        "terms": lambda: st.lists(terms, min_size=1, max_size=3, unique=True).map(tuple),
        "files": lambda: st.just((f"{'0' * 64}:照片.jpg",)),
    }
    return simple[kind]()


def records(ledger: Ledger[Any], names: Names, ids: Mapping[str, Sequence[int]]) -> st.SearchStrategy[Record]:
    """Records in which every field holds a sound value, or nothing where it may be empty or the link leads nowhere."""
    parts = {}
    for name, field in ledger.fields.items():
        leads_nowhere = bool(field.to) and not ids.get(field.to)
        sound = st.none() if leads_nowhere else values(field, names, ids)
        parts[name] = sound if field.required and not field.serial else st.one_of(st.none(), sound)
    return st.fixed_dictionaries(parts).map(lambda chosen: ledger.record(**chosen))
