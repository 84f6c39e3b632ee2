"""What the declared ledgers have and a migrated file has not: the text of the next step (see tools/next_step.py)."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from safety_desk.db.migrations import upgrade
from safety_desk.db.schema import index_sql, table_sql
from safety_desk.ledger import Ledger


def drift(ledgers: Sequence[Ledger[Any]], path: Path) -> Iterator[str]:
    """Statements that would bring a file at `path`, migrated as far as the steps go, to the declarations."""
    upgrade(path, [])
    db = sqlite3.connect(path)
    have = dict(db.execute("SELECT name, sql FROM sqlite_master").fetchall())
    for ledger in ledgers:
        if ledger.name not in have:
            yield table_sql(ledger)
            continue
        columns = {row[1] for row in db.execute(f'PRAGMA table_info("{ledger.name}")')}
        for name, field in ledger.fields.items():
            if name not in columns:
                yield f'ALTER TABLE "{ledger.name}" ADD COLUMN "{name}" {field.kind.sql};\n'
        for name, sql in index_sql(ledger).items():
            if have.get(name) != sql:
                yield f'DROP INDEX IF EXISTS "{name}";\n{sql};\n'
    db.close()
