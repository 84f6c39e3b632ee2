"""How the columns of a ledger stand on a sheet of A4 on its side: those that say something, as wide as they need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.record import Record
from safety_desk.wording import signs

ROOM = 142.0
"""How many half-width signs of 9 point a table of A4 on its side has room for beside the column of its numbers."""
NUMBERS = 4
"""The column of numbers takes so many percent."""
NARROW, MEDIUM, WIDE = 13, 14, 22
"""A column of so many signs keeps them on one line (a day, a number of a register); a longer one has at least room for
so many, a long one for so many."""
LONG = 30
CODE = 22
"""A column of codes and numbers is not broken up to so many signs."""
LEAST, MOST = 4, 60
PADDING = 1.8
OTHERS = "其他"

_DIGITS = "零一二三四五六七八九"


class _Need(NamedTuple):
    """How many half-width signs a column would like, and cannot do without."""

    wish: float
    least: float


@dataclass(frozen=True)
class Cut:
    """The columns of a table on paper: what stands in which, their heads with their widths in percent, and the rows."""

    names: Sequence[str]
    columns: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[str]]


def numeral(number: int) -> str:
    """A number of a chapter, 1 to 99: 一, 十, 十二, 三十."""
    tens, ones = divmod(number, 10)
    said = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return said + (_DIGITS[ones] if ones or not tens else "")


def cut_of(
    store: Store,
    ledger: Ledger[Any],
    names: Sequence[str],
    records: Sequence[Record],
    room: float = ROOM,
    empty: bool = False,
) -> Cut:
    """The columns that say something of these records (`empty`: also the others, to be filled in by hand).

    What there is no room for stands together in the last one.
    """
    heads = {
        **{
            name: f"{field.label}（{field.unit}）" if field.unit else field.label
            for name, field in ledger.fields.items()
        },
        **{d.name: d.label for d in ledger.derived},
    }
    secret = {name for name, field in ledger.fields.items() if field.secret or field.kind.name == "files"}
    told = [_told(store, ledger, record) for record in records]
    wanted = [name for name in names if name not in secret and (empty or any(row[name] for row in told))]
    needs = [_need(heads[name], [row[name] for row in told]) for name in wanted]
    kept = _fitting(needs, room)
    rest = wanted[kept:]
    rows = [[row[name] for name in wanted[:kept]] for row in told]
    columns, widths = [heads[name] for name in wanted[:kept]], needs[:kept]
    if rest:
        for cells, row in zip(rows, told, strict=True):
            cells.append("；".join(f"{heads[name]}：{row[name]}" for name in rest if row[name]))
        columns.append(OTHERS)
        widths.append(_Need(max(WIDE, _need(OTHERS, [cells[-1] for cells in rows]).wish), WIDE))
    return Cut(wanted, list(zip(columns, _percent(widths, room), strict=True)), rows)


def _fitting(needs: Sequence[_Need], room: float) -> int:
    """How many of the columns there is room for, with one for all the others where that is not all of them."""
    for kept in range(len(needs), 1, -1):
        others = WIDE if kept < len(needs) else 0
        if sum(need.least for need in needs[:kept]) + others + PADDING * (kept + bool(others)) <= room:
            return kept
    return min(1, len(needs))


def _told(store: Store, ledger: Ledger[Any], record: Record) -> Mapping[str, str]:
    shown = ledger.show(record, store.names)
    return {**shown, **{extra.name: extra.tell(record, store.scene(), store.names) for extra in ledger.derived}}


def _need(head: str, cells: Sequence[str]) -> _Need:
    """How wide a column would like to be, and at least must be; a head may stand on two lines."""
    longest = max((_wide(line) for cell in cells for line in cell.splitlines()), default=0)
    wish = float(min(MOST, max(LEAST, longest, (signs(head) + 1) // 2)))
    one_word = wish <= CODE and all(cell.isascii() and " " not in cell for cell in cells)
    return _Need(wish, wish if wish <= NARROW or one_word else MEDIUM if wish <= LONG else WIDE)


def _wide(line: str) -> float:
    """How many half-width signs a line takes; capitals take more."""
    return signs(line) + 0.35 * sum(sign.isupper() for sign in line)


def _percent(needs: Sequence[_Need], room: float) -> list[str]:
    """The widths in percent: each what it cannot do without, then what it would like, and what is left evenly."""
    floors = [need.least + PADDING for need in needs]
    more = [need.wish - need.least for need in needs]
    spare = max(0.0, room - sum(floors))
    share = min(1.0, spare / sum(more)) if sum(more) else 0.0
    even = (spare - share * sum(more)) / len(needs) if needs else 0.0
    given = [floor + share * want + even for floor, want in zip(floors, more, strict=True)]
    return [f"{(100 - NUMBERS) * width / sum(given):.2f}" for width in given]
