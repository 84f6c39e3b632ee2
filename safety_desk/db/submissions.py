"""Reports that were handed in: what they said on that day, kept as it was and sealed by a hash."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from safety_desk import clock
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.periods import Period
from safety_desk.value import Value


class Submission(Value):
    """One handing-in of a report: the first of a period, or a correction of it, with what it said.

    `op` is the operation with which it was kept: what later ones changed is what differs.
    """

    id: int
    report: str
    period: Period
    version: int
    reason: str
    at: str
    who: str
    op: int
    data: str
    hash: str

    @property
    def day(self) -> str:
        """The day on which it was handed in."""
        return self.at[:10]

    @property
    def word(self) -> str:
        """What kind of handing-in it was."""
        return "报送" if self.version == 1 else f"更正（第 {self.version} 版）"

    def tables(self) -> Any:
        """What it said, as it was given. Raises Refusal where somebody changed it since."""
        if _seal(self.data) != self.hash:
            raise Refusal(f"{self.period.title}报送的内容和报送时的校验值对不上，可能被改动过，请从备份恢复")
        return json.loads(self.data)


_COLUMNS = "id, report, first, last, title, version, reason, at, who, op, data, hash"


def keep(store: Store, report: str, period: Period, label: str, data: Any, reason: str = "") -> Submission:
    """Keep what a report says as handed in, in an operation of that name; the next version where there is one already."""
    text = json.dumps(data, ensure_ascii=False)
    earlier = submitted(store, report, period)
    with store.operation(label):
        (op,) = store.db.execute("SELECT id FROM open_op").fetchone()
        values = [
            report, period.first.isoformat(), period.last.isoformat(), period.title, len(earlier) + 1, reason,
            clock.now().isoformat(" "), store.who, op, text, _seal(text),
        ]  # fmt: skip
        marks = ", ".join("?" * len(values))
        store.db.execute(f"INSERT INTO submissions ({_COLUMNS.removeprefix('id, ')}) VALUES ({marks})", values)
    return submitted(store, report, period)[-1]


def submitted(store: Store, report: str, period: Period) -> list[Submission]:
    """What was handed in of a report for a period, the first version first."""
    query = f"SELECT {_COLUMNS} FROM submissions WHERE report = ? AND first = ? AND last = ? ORDER BY version"
    values = [report, period.first.isoformat(), period.last.isoformat()]
    return [_submission(row) for row in store.db.execute(query, values)]


def handed_in(store: Store) -> list[tuple[str, str, str, str]]:
    """All that was handed in, without what it said: report, first and last day of the period, when."""
    return store.db.execute(
        "SELECT report, first, last, max(at) FROM submissions GROUP BY report, first, last"
    ).fetchall()


def begun(store: Store) -> dt.date | None:
    """The day of the first operation in the office's file, if there is one."""
    (first,) = store.db.execute("SELECT min(id) FROM op").fetchone()
    found = store.db.execute("SELECT at FROM op WHERE id = ?", [first]).fetchone()
    return dt.date.fromisoformat(found[0][:10]) if found else None


def changed_since(store: Store, op: int, ledgers: Sequence[str]) -> dict[str, dict[int, list[tuple[str, str, str]]]]:
    """What later operations did to records of these ledgers: by ledger and record when, who and what, in order."""
    marks = ", ".join("?" * len(ledgers))
    query = (
        "SELECT change.ledger, change.row, op.at, op.who, op.label FROM change JOIN op ON op.id = change.op"
        f" WHERE op.id > ? AND change.ledger IN ({marks}) ORDER BY op.id"
    )
    found: dict[str, dict[int, list[tuple[str, str, str]]]] = {}
    for ledger, row, *told in store.db.execute(query, [op, *ledgers]):
        acts = found.setdefault(ledger, {}).setdefault(row, [])
        if tuple(told) not in acts:
            acts.append((told[0], told[1], told[2]))
    return found


def _submission(row: Sequence[Any]) -> Submission:
    id, report, first, last, title, version, reason, at, who, op, data, seal = row
    period = Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last), title)
    return Submission(id, report, period, version, reason, at, who, op, data, seal)


def _seal(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
