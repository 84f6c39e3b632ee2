"""Every number of every statistic of the county's set is what plain SQL counts, on the sample town and after random work."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from recounts import COUNTED, recount
from throwing import thrown_about
from town import NOW

from safety_desk import clock
from safety_desk.db.store import Store
from safety_desk.ledgers.society.figures import SEVEN
from safety_desk.paths import Office
from safety_desk.periods import read_period
from safety_desk.reports.county import dangers, enforcement, firms, people, town
from safety_desk.reports.specs import Amount, Computed, Share, Statistic
from safety_desk.reports.tables import Ratio, Table
from safety_desk.tasks.office import open_office
from safety_desk.tasks.tabulating import tabulate

STATISTICS = [
    spec
    for module in (dangers, enforcement, firms, people, town)
    for value in vars(module).values()
    for spec in (value if isinstance(value, tuple) else (value,))
    if isinstance(spec, Statistic)
]
PERIODS = ("2026-06", "2026-10", "2026Q3", "2026H1", "2026", "2025")


@pytest.fixture(scope="module", params=["sample", "random"])
def office(
    request: pytest.FixtureRequest, sample_office: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """The sample town as it is, and with days, grades and amounts thrown about."""
    folder = tmp_path_factory.mktemp("statistics") / "office"
    shutil.copytree(sample_office, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        with open_office(Office(folder), "测试员") as store:
            if request.param == "random":
                thrown_about(store, {table for table, _, _ in COUNTED.values()})
            yield store


def asked(spec: Statistic, name: str, period: Any, store: Store, then: bool = False) -> dict[Any, float]:
    """A measure by the labels of a statistic's rows, as SQL counts it."""
    when = period.to_date() if spec.to_date else period.year_before() if then else period
    days = (when.first.isoformat(), when.last.isoformat())
    if spec.rows.parts:
        where = "EXISTS (SELECT 1 FROM json_each(t.seven_in) WHERE value = '{}')"
        return {f"进{place}": recount(store.db, name, "", *days, where.format(place)).get(0, 0) for place in SEVEN}
    return recount(store.db, name, spec.rows.by, *days)


def called(spec: Statistic, value: Any, store: Store) -> str:
    """How a row is called whose records have that value."""
    if value is None:
        return spec.rows.nobody
    tables = {
        "village": ("villages", "name"),
        "campaign": ("special_campaigns", "name"),
        "enterprise": ("enterprises", "name"),
    }
    if spec.rows.by in tables:
        table, column = tables[spec.rows.by]
        return str(store.db.execute(f'SELECT "{column}" FROM "{table}" WHERE id = ?', [value]).fetchone()[0])
    lists = {"type": "accident_type"}
    if spec.rows.by in lists:
        return str(
            store.db.execute(
                "SELECT label FROM codes WHERE list = ? AND code = ?", [lists[spec.rows.by], value]
            ).fetchone()[0]
        )
    words = {
        "key": "重点检查", "general": "一般检查（双随机）", "town": "镇", "village": "村", "enterprise": "企业", "office": "部门",
        "citizen": "12345", "safety": "12350", "letter": "来信", "visit": "来访", "wechat": "微信", "web": "网络", "snap": "随手拍",
        "other": "其他",
    }  # fmt: skip
    return words.get(str(value), str(value))


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("spec", STATISTICS, ids=lambda spec: spec.name)
def test_every_number_is_what_sql_counts(office: Store, spec: Statistic, period: str) -> None:
    when = read_period(period)
    table = tabulate(office, when, [spec])[0]
    first = 2 if spec.numbered else 1
    rows = {row[first - 1]: row for row in table.lines()}
    for n, column in enumerate(spec.columns, first):
        if isinstance(column, Amount):
            wanted = asked(spec, column.measure, when, office, column.then)
            if column.keys:
                wanted = {label: wanted.get(kind, 0) for label, kind in column.keys.items() if label in rows}
                assert {label: row[n] for label, row in rows.items() if row[n] is not None} == wanted
                continue
            told = {called(spec, value, office): number for value, number in wanted.items() if number}
            if spec.rows.among:
                told = {label: number for label, number in told.items() if label in rows}
            assert {label: row[n] for label, row in rows.items() if row[n]} == pytest.approx(told), column.head
        if isinstance(column, Share):
            part, whole = (asked(spec, name, when, office) for name in (column.part, column.whole))
            for value in part | whole:
                if (label := called(spec, value, office)) in rows:
                    assert rows[label][n] == Ratio(part.get(value, 0), whole.get(value, 0)), column.head
    _sums_hold(table)


def _sums_hold(table: Table) -> None:
    """The last row is the sum of those above, and what is computed there is computed from the sums."""
    totals = table.totals()
    for n, column in enumerate(table.columns):
        if column.total == "sum":
            assert totals[n] == pytest.approx(sum(row[n] or 0 for row in table.lines())), column.head
        if column.total == "ratio":
            ratios = [row[n] for row in table.lines()]
            assert totals[n] == Ratio(sum(one.part for one in ratios), sum(one.whole for one in ratios))


def test_every_measure_of_the_statistics_is_recounted() -> None:
    named = {c.measure for spec in STATISTICS for c in spec.columns if isinstance(c, Amount)}
    named |= {name for spec in STATISTICS for c in spec.columns if isinstance(c, Share) for name in (c.part, c.whole)}
    assert named == COUNTED.keys()


@pytest.mark.parametrize("spec", STATISTICS, ids=lambda spec: spec.name)
def test_every_number_opens_as_many_records_as_it_counts(office: Store, spec: Statistic) -> None:
    table = tabulate(office, read_period("2026H1"), [spec])[0]
    first = 2 if spec.numbered else 1
    for n, column in enumerate(spec.columns, first):
        if not isinstance(column, Amount) or column.keys or COUNTED[column.measure][2]:
            assert not isinstance(column, Computed) or table.behind(0, n) is None
            continue
        members = table.members(n)
        assert members is not None
        for m, row in enumerate(table.rows):
            door = table.behind(m, n)
            assert door is not None and not isinstance(row, type(None))
            ids = office.ids(office.ledgers[door.ledger].record, door.where)
            assert len(ids) == row[n] and set(ids) == members.of(m), (row[first - 1], column.head)  # type: ignore[index]
