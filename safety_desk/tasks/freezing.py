"""报送: what is handed in is kept as it was; 差异说明 tells what differs today, number by number, and who did it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safety_desk.db.store import Store
from safety_desk.db.submissions import Submission, changed_since, keep, submitted
from safety_desk.errors import Refusal
from safety_desk.jobs import Job, Progress
from safety_desk.ledgers.grade import Grade
from safety_desk.numbers import plainly
from safety_desk.periods import Period
from safety_desk.reports.keeping import kept, restored, row_keys
from safety_desk.reports.tables import Band, Ratio, Table, number
from safety_desk.tasks.reporting import disclose, report, tables_of, tells_phones, write_tables

MOST_CAUSES = 6
"""So many operations behind one difference are told."""


@dataclass(frozen=True)
class Difference:
    """A cell that says something else today: where it stands, what it said, what it says, and what was done since."""

    table: str
    row: str
    column: str
    was: str
    now: str
    causes: tuple[str, ...] = ()


def current(store: Store, name: str, period: Period) -> Submission | None:
    """The version that stands, of what was handed in for a period."""
    return next(iter(reversed(submitted(store, name, period))), None)


def shown(store: Store, name: str, period: Period, now: bool = False) -> tuple[list[Table], Submission | None]:
    """A report as it was handed in; as it stands now where it was not, or where that is asked for."""
    standing = current(store, name, period)
    if standing is None or now:
        return tables_of(store, report(name), period), standing
    return [restored(data) for data in standing.tables()], standing


def write_report(store: Store, name: str, period: Period, out: Path, now: bool = False) -> Job[Submission | None]:
    """Write a report as a workbook, and answer how it was handed in, where it was. Raises Refusal."""
    title = report(name).short
    yield Progress(0, 2, f"正在统计{title}")
    tables, standing = shown(store, name, period, now)
    yield Progress(1, 2, "正在写入工作簿")
    write_tables(tables, out)
    if tells_phones(tables):
        disclose(store, title, out)
    return standing


def submit(store: Store, name: str, period: Period, reason: str = "") -> Job[Submission]:
    """Keep a report as handed in. Once more is a correction, and needs a reason and a difference. Raises Refusal."""
    title = report(name).short
    earlier = current(store, name, period)
    if earlier is not None and not reason:
        raise Refusal(f"{title}（{period.title}）{earlier.day} 已经报送。更正须写明原因")
    yield Progress(0, 2, f"正在统计{title}")
    tables = tables_of(store, report(name), period)
    if earlier is not None and not list(_between([restored(data) for data in earlier.tables()], tables)):
        raise Refusal(f"{title}（{period.title}）和 {earlier.day} 报送的一样，不用更正")
    yield Progress(1, 2, "正在保存报送的内容")
    data = [kept(table) for table in tables]
    word = "报送" if earlier is None else "更正"
    return keep(store, name, period, f"{word}{title}（{period.title}）", data, reason)


def differences(store: Store, name: str, period: Period) -> list[Difference]:
    """What a report says otherwise than when it was handed in. Raises Refusal where it was not."""
    standing = current(store, name, period)
    if standing is None:
        raise Refusal(f"{report(name).short}（{period.title}）还没有报送")
    before = [restored(data) for data in standing.tables()]
    found = list(_between(before, tables_of(store, report(name), period)))
    ledgers = sorted({ledger for one in found for ledger, _, _ in one.records})
    acts = changed_since(store, standing.op, ledgers) if ledgers else {}
    return [one.told(store, acts) for one in found]


@dataclass(frozen=True)
class _Found:
    """A difference, and the records it may come from: ledger, those that came or went, those that are still counted."""

    place: tuple[str, str, str]
    was: Any
    now: Any
    records: Sequence[tuple[str, set[int], set[int]]] = ()

    def told(self, store: Store, acts: Mapping[str, Mapping[int, Sequence[tuple[str, str, str]]]]) -> Difference:
        """In words, with what was done to those records since."""
        causes = list(dict.fromkeys(self._causes(store, acts)))
        if len(causes) > MOST_CAUSES:
            causes = [*causes[:MOST_CAUSES], f"等 {len(causes)} 处"]
        return Difference(*self.place, _words(self.was), _words(self.now), tuple(causes))

    def _causes(self, store: Store, acts: Mapping[str, Mapping[int, Sequence[tuple[str, str, str]]]]) -> Iterator[str]:
        for ledger, moved, stayed in self.records:
            touched = acts.get(ledger, {})
            for id in sorted(moved | (stayed & touched.keys())):
                called = store.names.name(ledger, id)
                for at, who, label in touched.get(id, ()):
                    yield f"{at[:16]} {who} {label}：{called}"
                if id not in touched:
                    yield f"{store.ledgers[ledger].noun}“{called}”因为相关的记录变了，进出这个数"


def _between(before: Sequence[Table], after: Sequence[Table]) -> Iterator[_Found]:
    """What differs between tables of the same name."""
    now = {table.name: table for table in after}
    for table in before:
        if table.name in now:
            yield from _in_table(table, now[table.name])
        else:
            yield _Found((table.name, "", "整张表"), "有", "没有")
    yield from (_Found((name, "", "整张表"), "没有", "有") for name in now.keys() - {table.name for table in before})


def _in_table(before: Table, after: Table) -> Iterator[_Found]:
    old, new = _rows(before), _rows(after)
    for key in [*old, *(key for key in new if key not in old)]:
        if before.ledger and (key not in old or key not in new):
            was, now = ("有", "没有") if key in old else ("没有", "有")
            row = (after if key in new else before).rows[(new if key in new else old)[key]]
            yield _Found((before.name, _named(row), "整行"), was, now, [(before.ledger, {int(key)}, set())])
        else:
            yield from _in_row(before, after, old.get(key), new.get(key))


def _rows(table: Table) -> dict[str, int]:
    """By key the place of every row."""
    return {
        key: n
        for n, (key, row) in enumerate(zip(row_keys(table), table.rows, strict=True))
        if not isinstance(row, Band)
    }


def _in_row(before: Table, after: Table, old: int | None, new: int | None) -> Iterator[_Found]:
    """The cells of a row; what is computed from others follows them, and is not told again."""
    heads = {column.head: n for n, column in enumerate(after.columns)}
    for n, column in enumerate(before.columns):
        m = heads.get(column.head)
        if m is None or column.share or column.fleeting or column.kind == "order":
            continue
        was, now = _at(before, old, n), _at(after, new, m)
        if not _same(was, now):
            row = after.rows[new] if new is not None else before.rows[old or 0]
            yield _Found((before.name, _named(row), column.head), was, now, _records(before, after, (old, n), (new, m)))


def _at(table: Table, row: int | None, column: int) -> Any:
    values = None if row is None else table.rows[row]
    return None if values is None or isinstance(values, Band) else values[column]


def _same(was: Any, now: Any) -> bool:
    """Whether two cells say the same; nothing counts as 0 and as an empty text."""
    if isinstance(was, (int, float)) or isinstance(now, (int, float)):
        plain = all(value in (None, "") or isinstance(value, (int, float)) for value in (was, now))
        return plain and abs(number(was) - number(now)) < 1e-9
    return (was or "") == (now or "") or _words(was) == _words(now)


def _records(
    before: Table, after: Table, old: tuple[int | None, int], new: tuple[int | None, int]
) -> list[tuple[str, set[int], set[int]]]:
    """The records that a cell counted then and counts now; of a list the record of the row."""
    if before.ledger:
        return [(before.ledger, set(), {int(before.keys[old[0] or 0])})]
    then, now = before.members(old[1]), after.members(new[1])
    if then is None or now is None:
        return []
    was, are = then.of(old[0]), now.of(new[0])
    return [(now.ledger, was ^ are, was & are if now.summed else set())]


def _named(row: Sequence[Any] | Band) -> str:
    """What a row is called: its first words."""
    return "" if isinstance(row, Band) else next((cell for cell in row if isinstance(cell, str) and cell), "")


def _words(value: Any) -> str:
    if isinstance(value, Ratio):
        return f"{value.value:.1%}"
    if isinstance(value, Grade):
        return str(value.label)
    return plainly(round(value, 4)) if isinstance(value, float) else "" if value is None else str(value)
