"""Search: text from one character up, pinyin initials, codes, tails of numbers. Follows every operation."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from safety_desk.db.pinyin import initials
from safety_desk.db.sql import Sql
from safety_desk.fields import Names
from safety_desk.ledger import Ledger
from safety_desk.record import Record
from safety_desk.wording import bare


def own_fields(ledger: Ledger[Any]) -> list[str]:
    """The searched fields whose text is the record's own; links are followed when a search is made."""
    return [name for name in ledger.search.split() if not ledger.fields[name].to]


def index(db: sqlite3.Connection, ledger: Ledger[Any], records: Iterable[Record], names: Names) -> None:
    """Note how these records are found."""
    if not (wanted := own_fields(ledger)):
        return
    rows = []
    for record in records:
        texts = [ledger.fields[name].whole(getattr(record, name), names) for name in wanted]
        words = [bare(text)[:400] for text in texts if text]
        letters = initials(bare(texts[0])[:40]) if texts[0] else ""
        rows.append((ledger.name, record.id, "\n".join(words), letters))
    db.executemany("INSERT OR REPLACE INTO search (ledger, row, text, letters) VALUES (?, ?, ?, ?)", rows)


def forget(db: sqlite3.Connection, ledger: str, rows: Iterable[int]) -> None:
    """These records are no longer."""
    db.executemany("DELETE FROM search WHERE ledger = ? AND row = ?", [(ledger, row) for row in rows])


def rows_with(db: sqlite3.Connection, ledger: Ledger[Any], words: str, most: int) -> list[tuple[int, bool]]:
    """Some of the records of a ledger whose own text has all of the words, the newest first.

    Those come before them of which the words are the whole name, code or number; with each it is told whether so.
    """
    if not (wanted := list(filter(None, map(bare, words.split())))):
        return []
    tests = " AND (instr(text, ?) > 0 OR instr(letters, ?) > 0)" * len(wanted)
    whole = "instr(char(10) || text || char(10), char(10) || ? || char(10)) > 0"
    query = f"SELECT row, {whole} FROM search WHERE ledger = ?{tests} ORDER BY 2 DESC, row DESC LIMIT ?"
    values = [value for word in wanted for value in (word, word)]
    return [(row, bool(same)) for row, same in db.execute(query, [bare(words), ledger.name, *values, most])]


def condition(ledger: Ledger[Any], ledgers: Mapping[str, Ledger[Any]], words: str) -> Sql:
    """The SQL that finds a ledger's records (table `t`) by words; with blanks between them, all must be found."""
    parts, values = [], []
    for word in filter(None, map(bare, words.split())):
        ways = [("t.id", ledger.name)]
        ways += [(f't."{name}"', ledger.fields[name].to) for name in ledger.search.split() if ledger.fields[name].to]
        either = []
        for expression, name in ways:
            if not own_fields(ledgers[name]):
                continue
            either.append(
                f"{expression} IN (SELECT row FROM search WHERE ledger = ?"
                " AND (instr(text, ?) > 0 OR instr(letters, ?) > 0))"
            )
            values += [name, word, word]
        parts.append(f"({' OR '.join(either) or '0'})")
    return Sql(" AND ".join(parts) or "1", values)
