"""What stands behind the numbers of tables that are not declared: by row and column the records, as they were counted."""

from collections.abc import Mapping, Sequence

from safety_desk.conditions import one_of
from safety_desk.reports.tables import Band, Behind, Members, Table

MOST = 5000
"""So many records behind one number are shown: a condition cannot name more."""

ROW = -1
"""In the place of a column: what stands behind all cells of the row that say nothing else."""

Counted = tuple[str, Sequence[int]]
"""A ledger, and the ids of its records."""


def opening(table: Table, found: Sequence[Mapping[int, Counted]], summed: frozenset[int] = frozenset()) -> Table:
    """The table, each of whose cells opens its records; `found` says them row by row, `summed` where a field is summed."""

    def at(row: int, column: int) -> Counted | None:
        return found[row].get(column, found[row].get(ROW))

    def behind(row: int, column: int) -> Behind | None:
        head = table.columns[column].head.replace("|", "，")
        if row < len(found):
            cell, line = at(row, column), table.rows[row]
            name = (
                line.text if isinstance(line, Band) else next((one for one in line if isinstance(one, str) and one), "")
            )
            words = name if isinstance(line, Band) else f"{name}：{head}"
        else:
            cells = [one[column] for one in found if column in one]
            ids = tuple(dict.fromkeys(id for _, some in cells for id in some))
            cell, words = ((cells[0][0], ids) if cells else None), f"合计：{head}"
        return Behind(cell[0], one_of("id", *cell[1][:MOST]), words) if cell else None

    def members(column: int) -> Members | None:
        cells = {n: cell for n in range(len(found)) if (cell := at(n, column)) is not None}
        if not cells:
            return None
        ledger = next(iter(cells.values()))[0]
        is_sum = column in summed or not any(column in one for one in found)
        return Members(ledger, {n: list(ids) for n, (name, ids) in cells.items() if name == ledger}, is_sum)

    table.behind, table.members = behind, members
    return table


def one_record(ledger: str, id: int | None) -> dict[int, Counted]:
    """A row that is one record."""
    return {ROW: (ledger, (id or 0,))}
