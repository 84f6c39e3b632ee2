"""What somebody has begun to key in and not finished: outside the journal, for it is no record yet, but it outlives a crash."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from safety_desk import clock
from safety_desk.db.faults import plainly
from safety_desk.db.store import Store

Draft = tuple[str, dict[str, Any]]
"""When it was kept last (ISO text), and what stands there."""


def drafts(store: Store, kind: str) -> dict[str, Draft]:
    """The drafts of a kind by their key."""
    rows = store.db.execute("SELECT key, at, content FROM drafts WHERE kind = ?", [kind])
    return {key: (at, json.loads(content)) for key, at, content in rows}


def keep_draft(store: Store, kind: str, key: str, content: Mapping[str, Any] | None) -> None:
    """Keep a draft in the place of the one that was there; None lets it go.

    It is written with every keystroke, so nothing waits for the disk: a killed process loses nothing, a power cut the
    last moments. The next operation brings all of it to the disk. Inside an operation it holds or fails with that.
    """
    with plainly(), _unhurried(store):
        if content is None:
            store.db.execute("DELETE FROM drafts WHERE kind = ? AND key = ?", [kind, key])
        else:
            row = [kind, key, json.dumps(content, ensure_ascii=False), clock.now().isoformat(" ")]
            store.db.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)", row)


@contextmanager
def _unhurried(store: Store) -> Iterator[None]:
    """What is written inside does not wait for the disk."""
    alone = not store.db.in_transaction
    if alone:
        store.db.execute("PRAGMA synchronous = NORMAL")
    try:
        yield
    finally:
        if alone:
            store.db.execute("PRAGMA synchronous = FULL")
