"""The names that the rows of a sheet use for other records: found, miswritten, unknown, and what a person said of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from safety_desk.fields import Code, Field, Names
from safety_desk.intake.likeness import Likeness
from safety_desk.intake.rows import Row
from safety_desk.ledger import Ledger
from safety_desk.wording import as_written, bare, tidy

NEW, NOBODY = 0, -1
"""Answers to a question beside the id of a record: it is a new one; it is none, its cells stay as they are."""


@dataclass
class Question:
    """A name that does not lead to one record, and what it may mean. `answer` is an id, NEW, NOBODY, or not given yet.

    `own`: the rows themselves may be that record; else they lead to it. `may_be_new`: a record can be made of the name
    alone. `settled`: a person has answered, now or at an earlier import.
    """

    key: str
    ledger: str
    text: str
    candidates: list[int]
    own: bool = False
    may_be_new: bool = True
    answer: int | None = None
    settled: bool = False
    rows: list[int] = field(default_factory=list)


class Promised:
    """Names of which some are only promised: what an import adds besides its own rows. Their ids are negative."""

    def __init__(self, names: Names, likeness: Callable[[str], Likeness | None] = lambda ledger: None) -> None:
        self.stored = names
        self._likeness = likeness
        self.added: dict[int, tuple[str, str]] = {}
        self._ids: dict[tuple[str, str], int] = {}
        self._meant: dict[tuple[str, str], int] = {}
        self._near: dict[tuple[str, str], Sequence[int]] = {}

    def promise(self, ledger: str, text: str) -> int:
        """A record of that name will be there."""
        key = (ledger, bare(text))
        if key not in self._ids:
            id = self._ids[key] = -len(self._ids) - 1
            self.added[id] = (ledger, tidy(text))
        self._meant[key] = self._ids[key]
        return self._ids[key]

    def mean(self, ledger: str, text: str, answer: int | None) -> None:
        """What a person says that a name means; nothing takes back what was said."""
        if answer == NEW:
            self.promise(ledger, text)
        elif answer is None or answer == NOBODY:
            self._meant.pop((ledger, bare(text)), None)
        else:
            self._meant[ledger, bare(text)] = answer

    def name(self, ledger: str, id: int) -> str:
        """What people call that record."""
        return self.added[id][1] if id < 0 else self.stored.name(ledger, id)

    def find(self, ledger: str, text: str) -> Sequence[int]:
        """The records that people may mean by that text."""
        if (meant := self._meant.get((ledger, bare(text)))) is not None:
            return [meant]
        if found := self.stored.find(ledger, text):
            return found
        likeness = self._likeness(ledger)
        return likeness.same(text) if likeness else ()

    def near(self, ledger: str, text: str) -> Sequence[int]:
        """The records with a name much like that text."""
        key = (ledger, bare(text))
        if key not in self._near:
            self._near[key] = self.stored.near(ledger, text)
        return self._near[key]

    def candidates(self, ledger: str, text: str) -> list[int]:
        """The records that may be meant by a text that leads to no single one."""
        likeness = self._likeness(ledger)
        like = likeness.like(text) if likeness else self.near(ledger, text)
        return list(dict.fromkeys([*self.find(ledger, text), *like]))[:6]

    def apart(self, ledger: str, id: int) -> str:
        """What people call that record, with what tells it from others."""
        return self.name(ledger, id) if id < 0 else self.stored.apart(ledger, id)

    def codes(self, table: str) -> Mapping[str, Code]:
        """The entries of a code table."""
        return self.stored.codes(table)


def questions(
    rows: Sequence[Row], target: Ledger[Any], names: Promised, ledgers: Mapping[str, Ledger[Any]]
) -> Iterator[tuple[Question, Field]]:
    """Every name in the single links of a sheet that does not lead to one record, with the field of its first row.

    A record that an import may add (a village, a firm) is answered to be new, where nothing else can be meant.
    """
    found: dict[str, Question] = {}
    known: set[tuple[str, str]] = set()
    for field_ in target.links.values():
        if field_.kind.name != "link":
            continue
        to = ledgers[field_.to]
        for row in rows:
            raw = row.raw.get(field_.name)
            if not isinstance(raw, str) or field_.kind.is_blank(raw) or (to.name, raw) in known:
                continue
            key = link_key(to.name, raw)
            if key in found:
                found[key].rows.append(row.number)
                continue
            if len(names.find(to.name, raw)) == 1:
                known.add((to.name, raw))
                continue
            asked = found[key] = _asked(key, raw, field_, target, to, names)
            asked.rows.append(row.number)
            yield asked, field_


def _asked(key: str, raw: str, field_: Field, target: Ledger[Any], to: Ledger[Any], names: Promised) -> Question:
    text = tidy(as_written(raw))
    may_be_new = field_.to != target.name and bool(field_.grow or to.former)
    asked = Question(key, to.name, text, names.candidates(to.name, text), may_be_new=may_be_new)
    if may_be_new and not asked.candidates and (field_.grow or len(bare(text)) >= 4):
        asked.answer = NEW
    return asked


def link_key(ledger: str, text: str) -> str:
    """Under which the answer about a name in a link is kept."""
    return f"{ledger}:{bare(text)}"


def own_key(ledger: str, *parts: str) -> str:
    """Under which the answer about a row's own name is kept: the name, and what else its key says."""
    return f"{ledger}={'/'.join(bare(part) for part in parts)}"
