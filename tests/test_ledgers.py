"""What must hold for every ledger, whatever it keeps."""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from generate import records
from hypothesis import given, settings
from hypothesis import strategies as st
from town import Town, filled

from safety_desk.conditions import Where
from safety_desk.db.schema import table_sql
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, NoNames
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import LEDGERS, OPTIONS, TABS, tab_of
from safety_desk.ledgers.codes import built_in
from safety_desk.ledgers.lists import CODE_LISTS
from safety_desk.options import Options, Scene
from safety_desk.wording import bare

ROOT = Path(__file__).resolve().parent.parent
BY_NAME = {ledger.name: ledger for ledger in LEDGERS}
PLAN = {*map(str, range(1, 28)), "保障一", "保障二", "保障三"}
HIDDEN = {"id_card", "geometry", "files"}
"""Kinds whose shown text is not meant to be read back: masked, counted, attached."""

every_ledger = pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)


def schema(store: Store, table: str) -> tuple[list[tuple[Any, ...]], set[tuple[Any, ...]]]:
    """The columns of a table with type and NOT NULL, and its indexes and links as SQLite understands them."""
    columns = [row[1:4] for row in store.db.execute(f'PRAGMA table_info("{table}")')]
    indexes = {
        (name, unique, *(row[2] for row in store.db.execute(f'PRAGMA index_info("{name}")')))
        for _, name, unique, _, _ in store.db.execute(f'PRAGMA index_list("{table}")').fetchall()
    }
    links = {row[2:7] for row in store.db.execute(f'PRAGMA foreign_key_list("{table}")')}
    return columns, indexes | links


@every_ledger
def test_the_migrated_file_is_as_the_ledger_declares(ledger: Ledger[Any], store: Store) -> None:
    stored = schema(store, ledger.name)
    with store.operation("比较"):
        for (index,) in store.db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql > ''", [ledger.name]
        ).fetchall():
            store.db.execute(f'DROP INDEX "{index}"')
        store.db.execute(f'ALTER TABLE "{ledger.name}" RENAME TO "as_stored"')
        for statement in filter(str.strip, table_sql(ledger).split(";\n")):
            store.db.execute(statement)
        declared = schema(store, ledger.name)
        store.db.execute(f'DROP TABLE "{ledger.name}"')
    assert sorted(stored[0]) == sorted(declared[0])
    assert stored[1] == declared[1]


def test_no_ledger_is_told_after_one_that_is_told_after_it() -> None:
    after = {ledger.name: set(ledger.settle.after.split()) if ledger.settle else set() for ledger in LEDGERS}
    settled = {name for name, others in after.items() if not others - {name}}
    while ready := {name for name in after.keys() - settled if after[name] - {name} <= settled}:
        settled |= ready
    assert after.keys() - settled == set()


def test_the_next_step_of_the_schema_is_empty() -> None:
    run = subprocess.run([sys.executable, "tools/next_step.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == ""


def known_ids(store: Store) -> dict[str, list[int]]:
    return {ledger.name: store.ids(ledger.record) for ledger in LEDGERS}


@every_ledger
@settings(max_examples=15)
@given(data=st.data())
def test_what_the_form_shows_is_read_back(ledger: Ledger[Any], store: Store, town: Town, data: st.DataObject) -> None:
    record = data.draw(records(ledger, store.names, known_ids(store)))
    shown = {
        name: text
        for name, text in ledger.show(record, store.names).items()
        if ledger.fields[name].kind.name not in HIDDEN
    }
    read = ledger.read(shown, store.context(), store.scene(), onto=record)
    assert read.record == record


@every_ledger
def test_an_empty_form_is_answered_and_does_not_crash(ledger: Ledger[Any], store: Store) -> None:
    for foreign in (False, True):
        done = ledger.read(dict.fromkeys(ledger.fields, ""), store.context(foreign), store.scene())
        needed = {
            n for n, field in ledger.fields.items() if field.required and field.default is None and not field.serial
        }
        assert needed <= {problem.field for problem in done.errors}
        assert all(chinese(problem.text) for problem in done.problems)


def chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


def blank_and_filled(ledger: Ledger[Any]) -> list[Any]:
    links = {name: 1 for name, field in ledger.fields.items() if field.required and field.to}
    return [ledger.record(), filled(ledger.record, **links)]


@every_ledger
def test_rules_bear_a_blank_record(ledger: Ledger[Any], store: Store) -> None:
    scene, kin = store.scene(), store.kin()
    for record in blank_and_filled(ledger):
        assert all(chinese(problem.text) for problem in ledger.problems(record, scene))
        assert all(step.when(record) in (True, False) for step in ledger.steps)
        assert all(isinstance(extra.tell(record, scene, NoNames()), str) for extra in ledger.derived)
        assert isinstance(ledger.keep(record, kin), str)
        assert isinstance(ledger.missing(record), list)
        conditions = [view.where for view in ledger.views] + [deadline.while_ for deadline in ledger.deadlines]
        assert all(where.holds(record, scene.today, kin) in (True, False) for where in conditions)


@every_ledger
def test_what_follows_from_a_filled_record_is_told_or_refused_in_chinese(ledger: Ledger[Any], store: Store) -> None:
    if ledger.settle is None:
        return
    try:
        told = ledger.settle.tell(blank_and_filled(ledger)[1], store.kin(), store.scene())
    except Refusal as why:
        assert chinese(str(why))
    else:
        assert all(type(record) in {one.record for one in LEDGERS} for record in told)


@every_ledger
def test_views_orders_and_filters_are_understood_by_the_file(ledger: Ledger[Any], store: Store, town: Town) -> None:
    for view in ledger.views:
        where: Where = view.where
        assert store.ids(ledger.record, where, view.order) is not None
    for deadline in ledger.deadlines:
        assert ledger.fields[deadline.field].kind.name == "date" and deadline.label and deadline.warn > 0
        assert store.count(ledger.record, deadline.while_) >= 0
    assert store.ids(ledger.record, order=ledger.order) is not None
    for path in ledger.filters.split():
        assert sum(store.spread(ledger.record, path).values()) == store.count(ledger.record)


@every_ledger
def test_labels_are_unique(ledger: Ledger[Any]) -> None:
    labels = [field.label for field in ledger.fields.values()] + [extra.label for extra in ledger.derived]
    assert len(labels) == len(set(labels))
    assert all(labels)


@every_ledger
def test_a_heading_names_one_field(ledger: Ledger[Any]) -> None:
    said: dict[str, set[str]] = {}
    for name, field in ledger.fields.items():
        for word in (field.label, *field.also):
            said.setdefault(bare(word), set()).add(name)
    assert {word: names for word, names in said.items() if len(names) > 1} == {}


@every_ledger
def test_links_and_codes_lead_somewhere(ledger: Ledger[Any]) -> None:
    lists = {code_list.name for code_list in CODE_LISTS}
    for field in ledger.fields.values():
        assert (field.kind.name in ("link", "links")) == bool(field.to), field.name
        assert field.kind.name not in ("term", "terms") or field.codes in lists, field.name
        assert not field.to or field.to in BY_NAME, field.name
    assert not ledger.settle or set(ledger.settle.after.split()) <= BY_NAME.keys()


@every_ledger
def test_defaults_are_sound_values(ledger: Ledger[Any], store: Store) -> None:
    for field in ledger.fields.values():
        if field.default is not None:
            assert field.load(field.store(field.default)) == field.default
            assert field.kind.name != "term" or field.default in store.names.codes(field.codes)


@every_ledger
def test_a_ledger_serves_the_plan_and_fits_the_screen(ledger: Ledger[Any]) -> None:
    assert ledger.plan.split() and set(ledger.plan.split()) <= PLAN
    assert len(ledger.columns.split()) <= 14
    assert chinese(ledger.title) and chinese(ledger.empty)
    assert tab_of(ledger) in [tab.title for tab in TABS]


@every_ledger
def test_an_import_can_know_every_record_again(ledger: Ledger[Any]) -> None:
    assert ledger.keys or ledger.alike


@every_ledger
def test_steps_ask_for_what_they_need(ledger: Ledger[Any]) -> None:
    labels = [step.label for step in ledger.steps]
    assert len(labels) == len(set(labels))
    for step in ledger.steps:
        assert set(step.must.split()) <= set(step.fields()), step.label
        assert not [name for name in step.fields() if ledger.fields[name].follows], step.label


@every_ledger
def test_a_closed_list_has_words_that_mean_one_thing(ledger: Ledger[Any]) -> None:
    for field in ledger.fields.values():
        if isinstance(field.type, type) and issubclass(field.type, Codes):
            said: dict[str, set[str]] = {}
            for member in field.type:
                for word in (member.label, member.value, *member.also):
                    said.setdefault(bare(word) or word, set()).add(member.name)
            assert {word: names for word, names in said.items() if len(names) > 1} == {}, field.name


def test_no_two_ledgers_share_a_name_or_a_title() -> None:
    assert len({ledger.name for ledger in LEDGERS}) == len({ledger.title for ledger in LEDGERS}) == len(LEDGERS)
    assert len({ledger.record for ledger in LEDGERS}) == len(LEDGERS)


@pytest.mark.parametrize("code_list", CODE_LISTS, ids=lambda code_list: code_list.name)
def test_a_code_table_has_codes_and_words_that_mean_one_thing(code_list: Any) -> None:
    entries = code_list.entries()
    assert entries and chinese(code_list.title)
    assert len({code for code, _, _ in entries}) == len(entries)
    said: dict[str, set[str]] = {}
    for code, label, also in entries:
        for word in (code, label, *also.split()):
            said.setdefault(bare(word), set()).add(code)
    assert {word: codes for word, codes in said.items() if len(codes) > 1} == {}


def test_built_in_entries_are_in_the_office_from_the_first_day(store: Store) -> None:
    for entry in built_in():
        assert store.names.codes(entry.list)[entry.code].label == entry.label


@pytest.mark.parametrize("group", OPTIONS, ids=lambda group: group.key)
def test_a_group_of_settings_has_its_defaults_in_chinese(group: type[Options], store: Store) -> None:
    assert chinese(group.title) and group.key
    assert len({g.key for g in OPTIONS}) == len(OPTIONS)
    rules = store.options(group)
    assert rules == group() == Scene(dt.datetime(2026, 11, 23)).rules(group)
    for name, field in group.fields.items():
        assert chinese(field.label)
        value = getattr(rules, name)
        assert value is None or field.load(field.store(value)) == value
        assert value is not None or not field.required
