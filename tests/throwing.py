"""Random offices for recounts: the sample town with values of its records thrown about."""

import random
from collections.abc import Iterable

from safety_desk.db.store import Store
from safety_desk.fields import Field


def thrown_about(store: Store, tables: Iterable[str]) -> None:
    """Values of records exchanged among each other, in SQL and in one operation: states and days that nobody would enter."""
    chance = random.Random(7)
    with store.operation("打乱"):
        for table in sorted(tables):
            ledger = store.ledgers[table]
            unique = {name for key in ledger.keys for name in key.split()}
            fields = [field for name, field in ledger.fields.items() if _loose(field) and name not in unique]
            ids = [id for (id,) in store.db.execute(f'SELECT id FROM "{table}"')]
            for field in chance.sample(fields, min(4, len(fields))):
                values = [value for (value,) in store.db.execute(f'SELECT "{field.name}" FROM "{table}"')]
                chance.shuffle(values)
                pairs = list(zip(values, ids, strict=True))
                store.db.executemany(f'UPDATE "{table}" SET "{field.name}" = ? WHERE id = ?', pairs)


def _loose(field: Field) -> bool:
    """Whether its values may go from one record to another."""
    return field.kind.name in ("date", "choice", "yes_no", "whole", "money") and not field.part_of
