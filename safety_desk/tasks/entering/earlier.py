"""What the office wrote of earlier findings, to complete what is being typed: the same item first, then the same trade."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from safety_desk.conditions import eq
from safety_desk.db.pinyin import initials
from safety_desk.db.store import Store
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.tasks.entering.entry import Entry, Line, Part
from safety_desk.value import Value
from safety_desk.wording import bare

NEWEST = 4_000
"""So many of the latest hidden dangers are looked through."""
OFFERED = 12


class Said(Value):
    """One text that was written before: its words without blanks and marks, at which items, in which trades, how often."""

    text: str
    bare: str
    items: frozenset[int]
    trades: frozenset[str]
    often: int


class Earlier:
    """Read once, when the first text is typed: `find` must answer within a keystroke."""

    def __init__(self, store: Store, entry: Entry) -> None:
        site = entry.site
        self._trade = site.industry_safety if isinstance(site, Enterprise) else None
        self._store = store
        self._told: dict[str, list[Said]] | None = None

    def load(self) -> dict[str, list[Said]]:
        """Problems and measures of earlier findings, by what they are."""
        if self._told is None:
            ledger = self._store.ledgers["hidden_dangers"]
            paths = ["description", "measure", "inspection_item.checklist_item", "enterprise.industry_safety"]
            rows = list(islice(self._store.look_up(ledger, paths, order="-found_date -id"), NEWEST))
            told = [row[1:] for row in rows]
            self._told = {
                "problem": _gathered((problem, item, trade) for problem, _, item, trade in told),
                "measure": _gathered((measure, item, trade) for _, measure, item, trade in told),
            }
        return self._told

    def find(self, name: str, line: Line, words: str) -> list[str]:
        """Up to twelve texts that these words may begin, the likeliest first; without words what is usual here."""
        if name == "criterion":
            return self._criteria(words)
        if name not in ("problem", "measure"):
            return []
        item = line.item.checklist_item if line.part is Part.ITEM else None
        word = bare(words)
        found = [said for said in self.load()[name] if _fits(said, word)]
        ranked = sorted(found, key=lambda said: (item not in said.items, self._trade not in said.trades, -said.often))
        if not word:
            ranked = [said for said in ranked if item in said.items or item is None]
        return [said.text for said in ranked[:OFFERED]]

    def _criteria(self, words: str) -> list[str]:
        ledger = self._store.ledgers["major_criteria"]
        found = self._store.find(ledger.record, eq("enabled", True), "code", words, limit=OFFERED)
        return [f"{one.code} {one.text}" for one in found]


def _fits(said: Said, word: str) -> bool:
    if not word or word in said.bare:
        return True
    return word.isascii() and len(word) > 1 and any(word in line for line in initials(said.bare).split())


def _gathered(rows: Iterable[tuple[Any, ...]]) -> list[Said]:
    """The texts, the latest first, each once."""
    found: dict[str, tuple[str, set[int], set[str], int]] = {}
    for text, item, trade in rows:
        if not text:
            continue
        key = bare(text)
        first, items, trades, often = found.get(key, (text.replace("\n", " "), set(), set(), 0))
        found[key] = (first, items | {item} - {None}, trades | {trade} - {None}, often + 1)
    return [
        Said(text, key, frozenset(items), frozenset(trades), often)
        for key, (text, items, trades, often) in found.items()
    ]
