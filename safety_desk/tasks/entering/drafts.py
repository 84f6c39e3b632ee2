"""A half-entered visit, kept outside the journal so that it outlives a crash: what differs from how the entry opened."""

from collections.abc import Mapping
from typing import Any

from safety_desk.db.drafts import drafts, keep_draft
from safety_desk.db.store import Store
from safety_desk.tasks.entering.entry import Entry, Line, Part, free_line, is_blank
from safety_desk.value import Value

KIND = "entering"


class Restored(Value):
    """An entry with its draft: when that was kept (empty: there was none), and how many of its lines are gone."""

    entry: Entry
    at: str = ""
    lost: int = 0


def content(entry: Entry, opened: Entry) -> Mapping[str, Any]:
    """What of an entry differs from how it opened; empty where nothing does."""
    before = {line.key: line.values for line in opened.lines}
    facts = {name: value for name, value in entry.facts.items() if value != opened.facts.get(name, "")}
    lines = {
        line.key: dict(line.values)
        for line in entry.lines
        if line.part is not Part.FREE and line.values != before.get(line.key, {})
    }
    free = [dict(line.values) for line in entry.of(Part.FREE) if not is_blank(line)]
    told = {"facts": facts, "lines": lines, "free": free}
    return told if any(told.values()) else {}


def keep(store: Store, entry: Entry, opened: Entry) -> None:
    """Keep what was keyed in so far; nothing where nothing was."""
    if entry.key:
        keep_draft(store, KIND, entry.key, content(entry, opened) or None)


def drop(store: Store, key: str) -> None:
    """Let a draft go."""
    keep_draft(store, KIND, key, None)


def restored(store: Store, entry: Entry) -> Restored:
    """An entry as it opens, with what was keyed in before and not saved."""
    at, told = drafts(store, KIND).get(entry.key, ("", {}))
    fresh, lost = laid_over(entry, told)
    return Restored(fresh, at, lost)


def laid_over(entry: Entry, told: Mapping[str, Any]) -> tuple[Entry, int]:
    """The entry with what is told of its facts and lines, and how many of these it does not have any more."""
    lines = dict(told.get("lines", {}))
    known = {line.key for line in entry.lines if not line.noted}
    lost = len(lines.keys() - known)
    kept = [
        line.replace(values=_values(lines[line.key])) if line.key in lines and line.key in known else line
        for line in entry.lines
    ]
    free = [_free(n, values) for n, values in enumerate(told.get("free", ()), 1)]
    if free or entry.of(Part.FREE):
        kept = [*(line for line in kept if line.part is not Part.FREE), *free, free_line(len(free) + 1)]
    facts = {**entry.facts, **told.get("facts", {})}
    return entry.replace(facts=facts, lines=tuple(kept)), lost


def _values(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Values as they are kept: JSON knows no tuple."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}


def _free(n: int, values: Mapping[str, Any]) -> Line:
    return free_line(n).replace(values=_values(values))
