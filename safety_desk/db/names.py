"""How records and codes are called, read from the file and kept until they change."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from safety_desk.fields import Code, Field
from safety_desk.ledger import Ledger
from safety_desk.wording import bare, company

CODES = "codes"
"""The ledger that holds the entries of all code tables."""


def _named_by(ledgers: Mapping[str, Ledger[Any]]) -> dict[str, set[str]]:
    """By the name of a ledger: those whose records are called by its names, as an audit by its certificate's enterprise."""
    found: dict[str, set[str]] = {}
    for name, ledger in ledgers.items():
        to = ledger.fields[ledger.called].to
        while to and name not in found.setdefault(to, set()):
            found[to].add(name)
            to = ledgers[to].fields[ledgers[to].called].to if to in ledgers else ""
    return found


class StoredNames:
    """The names of one office."""

    def __init__(self, db: sqlite3.Connection, ledgers: Mapping[str, Ledger[Any]]) -> None:
        self._db = db
        self._ledgers = ledgers
        self._named_by = _named_by(ledgers)
        self._names: dict[str, dict[int, str]] = {}
        self._known: dict[str, dict[str, list[int]]] = {}
        self._codes: dict[str, dict[str, Code]] | None = None

    def forget(self, ledgers: set[str]) -> None:
        """These ledgers have changed."""
        for name in ledgers.union(*(self._named_by.get(ledger, ()) for ledger in ledgers)):
            self._names.pop(name, None)
            self._known.pop(name, None)
        if CODES in ledgers:
            self._codes = None

    def forget_one(self, ledger: str, id: int) -> None:
        """One record may be called differently now."""
        self._names.get(ledger, {}).pop(id, None)

    def name(self, ledger: str, id: int) -> str:
        """What people call that record."""
        known = self._names.setdefault(ledger, {})
        if id not in known:
            self.fetch(ledger, [id])
        return known.get(id, f"（已删除 {id}）")

    def fetch(self, ledger: str, ids: Sequence[int]) -> None:
        """Learn many names at once, before they are asked for one by one."""
        known = self._names.setdefault(ledger, {})
        wanted = [id for id in dict.fromkeys(ids) if id not in known]
        declared = self._ledgers[ledger]
        called = declared.fields[declared.called]
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            marks = ", ".join("?" * len(some))
            query = f'SELECT id, "{called.name}" FROM "{ledger}" WHERE id IN ({marks})'
            for id, stored in self._db.execute(query, some):
                known[id] = called.show(called.load(stored), self)

    def find(self, ledger: str, text: str) -> Sequence[int]:
        """The records that people may mean by that text: by name or by a code, or as `apart` tells two of one name."""
        known = self._all_known(ledger)
        if found := known.get(bare(text)):
            return found
        match = re.fullmatch(r"(.+)[（(](.+?)[)）]", text.strip())
        if not match:
            return ()
        hint = bare(match[2])
        told = (
            (id, self._hint(ledger, id), self._hint(ledger, id, whole=True)) for id in known.get(bare(match[1]), ())
        )
        return [id for id, shown, whole in told if hint in (bare(shown), bare(whole))]

    def near(self, ledger: str, text: str) -> Sequence[int]:
        """The records with a name much like that text, the likest first."""
        import difflib

        known, short = self._all_known(ledger), company(text)
        same = [id for word, ids in known.items() if company(word) == short for id in ids]
        close = difflib.get_close_matches(bare(text), known, 3, 0.6)
        return list(dict.fromkeys([*same, *(id for word in close for id in known[word])]))

    def apart(self, ledger: str, id: int) -> str:
        """What people call that record, with what tells it from others of its name."""
        name, hint = self.name(ledger, id), self._hint(ledger, id)
        return f"{name}（{hint}）" if hint else name

    def codes(self, table: str) -> Mapping[str, Code]:
        """The entries of a code table by code, in their order."""
        if self._codes is None:
            self._codes = {}
            rows = self._db.execute("SELECT list, code, label, also, enabled FROM codes ORDER BY list, seq, id")
            for list_, code, label, also, enabled in rows:
                entry = Code(code, label, tuple((also or "").split()), bool(enabled))
                self._codes.setdefault(list_, {})[code] = entry
        return self._codes.get(table, {})

    def _all_known(self, ledger: str) -> dict[str, list[int]]:
        if ledger not in self._known:
            declared = self._ledgers[ledger]
            ways = dict.fromkeys([declared.called, *(key for key in declared.keys if " " not in key)])
            known: dict[str, list[int]] = {}
            for way in ways:
                field = declared.fields[way]
                for id, stored in self._db.execute(f'SELECT id, "{way}" FROM "{ledger}" WHERE "{way}" IS NOT NULL'):
                    text = self.name(field.to, stored) if field.to else str(stored)
                    ids = known.setdefault(bare(text), [])
                    if id not in ids:
                        ids.append(id)
            self._known[ledger] = known
        return self._known[ledger]

    def _hint(self, ledger: str, id: int, whole: bool = False) -> str:
        """What tells a record from another of its name: the rest of the key with its name, a code, or another key.

        Nothing where the name alone is a key.
        """
        declared = self._ledgers[ledger]
        keys = [key.split() for key in declared.keys]
        if [declared.called] in keys:
            return ""
        keys.sort(key=lambda names: (declared.called not in names, len(names)))
        for names in keys:
            others = [declared.fields[name] for name in names if name != declared.called]
            listed = ", ".join(f'"{field.name}"' for field in others)
            row = self._db.execute(f'SELECT {listed} FROM "{ledger}" WHERE id = ?', [id]).fetchone() if others else None
            told = [
                self._short(field, value, whole)
                for field, value in zip(others, row or (), strict=True)
                if value is not None
            ]
            if told:
                return " ".join(told)
        return ""

    def _short(self, field: Field, stored: Any, whole: bool) -> str:
        """A value of a key; of a linked record the code where it has one."""
        if field.to:
            to = self._ledgers[field.to]
            for key in to.keys:
                if " " not in key and key != to.called:
                    row = self._db.execute(f'SELECT "{key}" FROM "{field.to}" WHERE id = ?', [stored]).fetchone()
                    if row and row[0] is not None and to.fields[key].serial:
                        return str(row[0])
        return (field.whole if whole else field.show)(field.load(stored), self)
