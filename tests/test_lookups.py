"""Looking a record up by its id or by what it leads to reads an index, never the whole table."""

import datetime as dt

import pytest

from safety_desk.conditions import Where, eq, one_of
from safety_desk.db.sql import Compiler
from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.enterprise import Enterprise

LINKS = [(ledger.name, name) for ledger in LEDGERS for name, field in ledger.links.items() if field.kind.name == "link"]


def plan(store: Store, ledger: str, where: Where) -> str:
    """How SQLite would find the records."""
    found = Compiler(store.ledgers[ledger], store.ledgers, dt.date(2026, 11, 23)).where(where)
    query = f'EXPLAIN QUERY PLAN SELECT * FROM "{ledger}" t WHERE {found.text}'
    return " ".join(row[3] for row in store.db.execute(query, found.values))


@pytest.mark.parametrize("ledger", [ledger.name for ledger in LEDGERS])
@pytest.mark.parametrize("where", [eq("id", 1), one_of("id", 1, 2)], ids=["one", "some"])
def test_by_id(store: Store, ledger: str, where: Where) -> None:
    assert plan(store, ledger, where).startswith("SEARCH")


@pytest.mark.parametrize(("ledger", "link"), LINKS)
def test_by_link(store: Store, ledger: str, link: str) -> None:
    assert plan(store, ledger, eq(link, 1)).startswith("SEARCH")


def test_an_empty_value_equals_nothing_and_its_contrary_holds(store: Store) -> None:
    store.save("新增", Enterprise(name="甲厂"), Enterprise(name="乙厂", code="B-1"))
    assert store.count(Enterprise, eq("uscc", "91341823MA2ABCDEXF")) == 0
    assert store.count(Enterprise, ~eq("uscc", "91341823MA2ABCDEXF")) == 2
    assert store.count(Enterprise, ~one_of("uscc", "91341823MA2ABCDEXF", None)) == 2
    assert (store.count(Enterprise, eq("uscc", None)), store.count(Enterprise, ~eq("uscc", None))) == (0, 2)
