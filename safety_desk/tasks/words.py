"""FIELD=VALUE words, as the command line takes them: what to write into a record, and which records are meant."""

from collections.abc import Iterable
from typing import Any

from safety_desk.conditions import EVERY, Includes, Where, empty, eq
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.fields import Field
from safety_desk.ledger import Ledger


def pairs(words: Iterable[str], ledger: Ledger[Any]) -> dict[str, str]:
    """FIELD=VALUE words by field; a field may be named by its name or its label. Raises Refusal."""
    labels = {field.label: name for name, field in ledger.fields.items()}
    found = {}
    for word in words:
        name, sign, value = word.partition("=")
        name = labels.get(name, name)
        if not sign:
            raise Refusal(f"“{word}”应写成 字段=值")
        if name not in ledger.fields and name != "id":
            raise Refusal(f"{ledger.title}没有字段“{name}”。字段有：{'、'.join(ledger.fields)}")
        found[name] = value
    return found


def typed(store: Store, field: Field, value: str) -> str | int:
    """A value as it was typed; for a link also the id, as `rows` tells it, where nothing is called so."""
    if field.kind.name != "link" or not value.isdecimal() or store.names.find(field.to, value):
        return value
    known = store.ids(store.ledgers[field.to].record, eq("id", int(value)))
    return known[0] if known else value


def condition(store: Store, ledger: Ledger[Any], words: Iterable[str]) -> Where:
    """The condition that FIELD=VALUE words say."""
    where: Where = EVERY
    for name, value in pairs(words, ledger).items():
        if name == "id":
            where &= eq("id", int(value) if value.isdecimal() else value)
            continue
        field = ledger.fields[name]
        try:
            wanted = field.parse(typed(store, field, value), store.context())
        except ValueError as error:
            raise Refusal(f"{field.label}：{error}") from None
        if wanted is None:
            where &= empty(name)
        elif isinstance(wanted, tuple):
            for part in wanted:
                where &= Includes(name, part)
        else:
            where &= eq(name, wanted)
    return where
