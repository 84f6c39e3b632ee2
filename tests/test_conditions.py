"""A condition means the same to SQL and to Python, also along links and over what links back."""

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from generate import records, texts, values
from hypothesis import given
from hypothesis import strategies as st
from town import Town

from safety_desk.conditions import (
    EVERY,
    TODAY,
    All,
    Compare,
    Either,
    Has,
    Includes,
    Not,
    OneOf,
    Says,
    Sign,
    Where,
    before,
    between,
    empty,
    eq,
    filled,
    one_of,
    since,
    until,
)  # fmt: skip
from safety_desk.db.kin import StoredKin
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.fields import Field
from safety_desk.ledger import Ledger
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.enterprise import ENTERPRISES, Enterprise
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS, HiddenDanger
from safety_desk.ledgers.inspection import INSPECTIONS, Inspection
from safety_desk.ledgers.place import VILLAGES
from safety_desk.ledgers.risk import RISK_POINTS
from safety_desk.record import Record

NOW = dt.date(2026, 11, 23)
LEDGERS: dict[str, Ledger[Any]] = {
    ledger.name: ledger for ledger in (VILLAGES, ENTERPRISES, RISK_POINTS, INSPECTIONS, HIDDEN_DANGERS)
}
ORDERED = {"date", "moment", "number", "whole", "money", "code"}
SPOKEN = {"text", "code", "phone", "term"}


class Undone(Exception):
    """Takes back what an example wrote."""


def paths(ledger: Ledger[Any], deep: int = 2) -> list[tuple[str, Field]]:
    """Every path of up to three steps that the five ledgers allow, and the field that it ends in."""
    found = list(ledger.fields.items())
    for name, field in ledger.fields.items():
        if field.kind.name == "link" and field.to in LEDGERS and deep:
            found += [(f"{name}.{rest}", last) for rest, last in paths(LEDGERS[field.to], deep - 1)]
    return found


PATHS = {name: paths(ledger) for name, ledger in LEDGERS.items()}
BACK = [
    (name, via, field.to)
    for name, ledger in LEDGERS.items()
    for via, field in ledger.links.items()
    if field.kind.name == "link"
]


@st.composite
def leaves(draw: Any, ledger: str, store: Store, ids: dict[str, list[int]]) -> Where:
    """A condition on one value at a random path."""
    path, field = draw(st.sampled_from(PATHS[ledger]))
    kind = field.kind.name
    many = kind in ("links", "terms", "files")
    if field.to and not ids.get(field.to):
        return draw(st.sampled_from([filled(path), empty(path)]))
    sound = values(field, store.names, ids)
    if many:
        return draw(st.one_of(sound.map(lambda v: Includes(path, v[0])), st.just(filled(path))))
    ways = [
        sound.map(lambda v: eq(path, v)),
        st.lists(sound, max_size=3).map(lambda vs: OneOf(path, tuple(vs))),
        st.just(filled(path)),
    ]
    if kind in ORDERED:
        ways.append(st.builds(Compare, st.just(path), st.sampled_from(list(Sign)), sound))
    if kind in ("date", "moment"):
        day = st.integers(-30, 30).map(TODAY.later)
        ways.append(st.builds(Compare, st.just(path), st.sampled_from(list(Sign)), day))
        ways.append(st.builds(Compare, st.just(path), st.sampled_from(list(Sign)), st.dates(dt.date(2020, 1, 1), NOW)))
    if kind in SPOKEN:
        ways.append(texts().map(lambda words: Says(path, words[:1])))
    return draw(st.one_of(ways))


def conditions(ledger: str, store: Store, ids: dict[str, list[int]], deep: int = 2) -> st.SearchStrategy[Where]:
    """Conditions of every shape on the records of a ledger."""
    leaf = leaves(ledger, store, ids)
    if not deep:
        return leaf
    inner = conditions(ledger, store, ids, deep - 1)
    ways = [
        leaf,
        st.lists(inner, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: Either(tuple(parts))),
        inner.map(Not),
    ]
    for other, via, to in BACK:
        if to == ledger:
            ways.append(st.builds(Has, st.just(other), st.just(via), conditions(other, store, ids, deep - 1)))
    return st.one_of(ways)


def peopled(store: Store, data: st.DataObject) -> None:
    """A few random records of each of the ledgers, linked at random to those before them."""
    for ledger in LEDGERS.values():
        known = {name: store.ids(other.record) for name, other in store.ledgers.items()}
        for record in data.draw(st.lists(records(ledger, store.names, known), min_size=1, max_size=3)):
            with suppress(Refusal):
                store.put(record)


@given(data=st.data())
def test_sql_and_python_find_the_same_records(store: Store, data: st.DataObject) -> None:
    with suppress(Undone), store.operation("试"):
        peopled(store, data)
        ids = {name: store.ids(ledger.record) for name, ledger in store.ledgers.items()}
        for name in ("enterprises", "hidden_dangers", "inspections"):
            ledger = LEDGERS[name]
            every = list(store.each(ledger))
            for where in data.draw(st.lists(conditions(name, store, ids), min_size=3, max_size=3)):
                held = [record.id for record in every if where.holds(record, NOW, store.kin())]
                assert store.ids(ledger.record, where) == held, where
                assert store.count(ledger.record, where) == len(held)
        raise Undone


@pytest.fixture
def kin(store: Store) -> StoredKin:
    return store.kin()


def both(store: Store, cls: type[Record], where: Where) -> list[int]:
    """The ids that SQL finds, after seeing that Python finds the same."""
    found = store.ids(cls, where)
    assert found == [r.id for r in store.find(cls) if where.holds(r, NOW, store.kin())]
    return found


def test_a_path_follows_links(store: Store, town: Town, make: Any) -> None:
    near = make(HiddenDanger, enterprise=town.mill.id)
    far = make(HiddenDanger, enterprise=town.station.id)
    bridge = make(HiddenDanger, public_area=town.bridge.id)
    assert both(store, HiddenDanger, eq("enterprise.village.name", "奎峰村")) == [near.id]
    assert both(store, HiddenDanger, ~eq("enterprise.village.name", "奎峰村")) == [far.id, bridge.id]
    assert both(store, HiddenDanger, eq("enterprise.id", town.station.id)) == [far.id]


def test_an_empty_value_fulfils_no_comparison_but_its_opposite(store: Store, town: Town, make: Any) -> None:
    danger = make(HiddenDanger, enterprise=town.mill.id, level=Level.MAJOR)
    for where in (eq("fund", 1), before("fund", 1), since("fund", 1), one_of("fund", 1), Says("remark", "甲")):
        assert both(store, HiddenDanger, where) == []
        assert both(store, HiddenDanger, ~where) == [danger.id]


def test_conditions_combine(store: Store, town: Town, make: Any) -> None:
    one = make(HiddenDanger, enterprise=town.mill.id, fund=100)
    two = make(HiddenDanger, enterprise=town.mill.id, fund=200, level=Level.MAJOR)
    assert both(store, HiddenDanger, since("fund", 200) & eq("level", Level.MAJOR)) == [two.id]
    assert both(store, HiddenDanger, eq("fund", 100) | eq("fund", 200)) == [one.id, two.id]
    assert both(store, HiddenDanger, EVERY) == [one.id, two.id]
    assert both(store, HiddenDanger, Either()) == []


def test_days_are_counted_from_the_day_on_which_the_condition_is_used(store: Store, town: Town, make: Any) -> None:
    danger = make(HiddenDanger, enterprise=town.mill.id, deadline=dt.date(2026, 11, 30))
    week = until("due_on", TODAY.later(7)) & ~before("due_on", TODAY)
    assert both(store, HiddenDanger, week) == [danger.id]
    assert not week.holds(danger, dt.date(2026, 11, 22))
    assert not week.holds(danger, dt.date(2026, 12, 1))


def test_a_moment_lies_within_a_day(store: Store, town: Town, make: Any) -> None:
    late = make(Inspection, enterprise=town.mill.id, start_at=dt.datetime(2026, 11, 20, 23, 59))
    assert both(store, Inspection, between("start_at", dt.date(2026, 11, 20), dt.date(2026, 11, 20))) == [late.id]
    assert both(store, Inspection, before("start_at", dt.datetime(2026, 11, 20, 23, 59))) == []
    assert both(store, Inspection, until("start_at", dt.datetime(2026, 11, 20, 23, 59))) == [late.id]


def test_what_links_here_can_be_asked_for(store: Store, town: Town, make: Any) -> None:
    make(HiddenDanger, enterprise=town.mill.id, level=Level.MAJOR, major_criteria="第三条")
    make(HiddenDanger, enterprise=town.station.id, status=State.MENDING)
    assert both(store, Enterprise, Has("hidden_dangers", "enterprise", eq("level", Level.MAJOR))) == [town.mill.id]
    assert both(store, Enterprise, ~Has("hidden_dangers", "enterprise", eq("level", Level.MAJOR))) == [town.station.id]
    deep = Has("hidden_dangers", "enterprise", eq("enterprise.village.name", "铜山村"))
    assert both(store, Enterprise, deep) == [town.station.id]


def test_words_are_found_wide_or_narrow_capital_or_not(store: Store, town: Town, make: Any) -> None:
    danger = make(HiddenDanger, enterprise=town.mill.id, description="叉车 ＣＰＤ35 无牌照")
    for words in ("cpd35", "ＣＰＤ３５", "无牌照"):
        assert both(store, HiddenDanger, Says("description", words)) == [danger.id]
    assert both(store, HiddenDanger, Says("description", "电瓶")) == []


def test_a_condition_along_links_needs_something_to_follow_them_with(town: Town) -> None:
    with pytest.raises(LookupError):
        eq("village.name", "甲").holds(town.mill, NOW)
    with pytest.raises(LookupError):
        Has("hidden_dangers", "enterprise").holds(town.mill, NOW)


def test_an_order_follows_links_and_turns_round(store: Store, town: Town, make: Any) -> None:
    one = make(HiddenDanger, enterprise=town.station.id, fund=100)
    two = make(HiddenDanger, enterprise=town.mill.id, fund=200)
    assert store.ids(HiddenDanger, order="enterprise.village") == [two.id, one.id]
    assert store.ids(HiddenDanger, order="-fund") == [two.id, one.id]
    assert store.ids(HiddenDanger, order="fund") == [one.id, two.id]
    assert store.ids(HiddenDanger, order="level") == [two.id, one.id]  # ties: the newest first
