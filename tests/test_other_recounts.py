"""The numbers that are no statistics of the county are what plain SQL counts too, and each opens what it counts."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from other_recounts import LISTS, REVIEWED, efficacy, listed, quantity, reviewed
from recounts import COUNTED
from throwing import thrown_about
from town import NOW

from safety_desk import clock
from safety_desk.db.store import Store
from safety_desk.measures import Measure, Rate
from safety_desk.paths import Office
from safety_desk.periods import read_period
from safety_desk.reports.county import dangers, enforcement, firms, people, town
from safety_desk.reports.quarterly.chapters import CHAPTERS, LACKS
from safety_desk.reports.quarterly.specs import Dots, Figures, Paragraph, Trend
from safety_desk.reports.specs import Listing
from safety_desk.reports.tables import Band, Table
from safety_desk.tasks import quarterly
from safety_desk.tasks.office import open_office
from safety_desk.tasks.reporting import REPORTS, tables_of
from safety_desk.tasks.tabulating import tabulate

LISTINGS = [
    spec
    for module in (dangers, enforcement, firms, people, town)
    for value in vars(module).values()
    for spec in (value if isinstance(value, tuple) else (value,))
    if isinstance(spec, Listing)
]
PERIODS = ("2026-10", "2026Q3", "2026H1", "2026")
TABLES = (
    {table for table, _ in LISTS.values()}
    | {table for table, _, _ in REVIEWED.values()}
    | {"documents", "case_reviews", "five_qs", "risk_points"}
)


@pytest.fixture(scope="module", params=["sample", "random"])
def office(
    request: pytest.FixtureRequest, sample_office: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """The sample town as it is, and with days, grades and amounts thrown about."""
    folder = tmp_path_factory.mktemp("others") / "office"
    shutil.copytree(sample_office, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        with open_office(Office(folder), "测试员") as store:
            if request.param == "random":
                thrown_about(store, TABLES)
            yield store


def days(period: str) -> tuple[str, str]:
    when = read_period(period)
    return when.first.isoformat(), when.last.isoformat()


def opened(store: Store, table: Table, row: int, column: int) -> set[int]:
    """The records that a number opens."""
    door = table.behind(row, column)
    assert door is not None
    return set(store.ids(store.ledgers[door.ledger].record, door.where))


def lines(table: Table) -> Iterator[tuple[int, Any]]:
    """The rows with their places, without those that only head others."""
    return ((n, row) for n, row in enumerate(table.rows) if not isinstance(row, Band))


@pytest.mark.parametrize("period", PERIODS)
def test_what_inspectors_did_is_what_sql_counts(office: Store, period: str) -> None:
    [table] = tables_of(office, REPORTS["efficacy"], read_period(period))
    first, last = days(period)
    people = {name: id for id, name in office.db.execute("SELECT id, name FROM staff")}
    quarters = (read_period(period).last.month - read_period(period).first.month + 1) / 3
    heads = [column.head for column in table.columns]
    out = office.db.execute(
        "SELECT count(DISTINCT p.value) FROM inspections i, json_each(i.inspectors) p"
        " WHERE i.result IS NOT NULL AND substr(i.start_at, 1, 10) BETWEEN ? AND ?",
        [first, last],
    )
    assert len(table.rows) == out.fetchone()[0]
    for n, row in lines(table):
        told = efficacy(office.db, people[row[1]], first, last)
        assert {head: row[heads.index(head)] for head in told} == pytest.approx(told)
        assert row[heads.index("数量分")] == pytest.approx(quantity(told, quarters), abs=0.051)
        for head in told.keys() - {"处罚|罚款（元）"}:
            assert len(opened(office, table, n, heads.index(head))) == told[head], head


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("spec", LISTINGS, ids=lambda spec: spec.name)
def test_a_list_has_the_records_that_sql_finds(office: Store, spec: Listing, period: str) -> None:
    [table] = tabulate(office, read_period(period), [spec])
    assert sorted(map(int, table.keys)) == sorted(listed(office.db, spec.name, *days(period)))


def test_every_list_is_recounted() -> None:
    assert {spec.name for spec in LISTINGS} == LISTS.keys()


@pytest.mark.parametrize("period", ("2026Q3", "2026Q2", "2025Q3"))
def test_the_review_of_a_quarter_counts_what_sql_counts(office: Store, period: str) -> None:
    when = read_period(period)
    known = quarterly._Work(office, when).known
    for name in REVIEWED:
        found = office.measure(parts(known)[name], when)
        assert found == pytest.approx(reviewed(office.db, name, *days(period), NOW.date().isoformat())), name


def parts(known: Any) -> dict[str, Measure]:
    """The measures that figures are made of, by name."""
    whole = [one for figure in known.values() for one in _measures(figure)]
    return {one.name: one for one in whole}


def _measures(figure: Any) -> list[Measure]:
    return [figure.part, figure.whole] if isinstance(figure, Rate) else [figure]


def test_every_number_of_the_review_is_recounted(office: Store) -> None:
    """Who was not checked by the frequency of his class is told by the rules, and tested beside them."""
    known = quarterly._Work(office, read_period("2026Q3")).known
    own = {"unseen_C", "unseen_D"}
    names = {lack.figure for lack in LACKS}
    for chapter in CHAPTERS:
        for one in chapter.shown:
            names |= {name for _, name in one.rows} if isinstance(one, Figures) else set()
            names |= {name for _, name in one.rates} if isinstance(one, Dots) else set()
            names |= {name for _, name in one.bars} if isinstance(one, Trend) else set()
        said = [s for text in chapter.texts for s in text.sentences if isinstance(s, Paragraph)]
        names |= {clause.figure for sentence in said for clause in sentence.clauses}
    asked = {one.name for name in names - own for one in _measures(known[name])}
    assert asked - COUNTED.keys() == REVIEWED.keys()


def test_assessments_are_what_sql_adds_up(office: Store) -> None:
    ranking, scores, five = tables_of(office, REPORTS["assessment"], read_period("2026"))
    heads = [column.head for column in ranking.columns]
    for n, row in lines(ranking):
        [sheet] = opened(office, ranking, n, heads.index("排名"))
        told = office.db.execute(
            "SELECT sum(CASE WHEN kind = 'process' THEN score END) * 100 / sum(CASE WHEN kind = 'process' THEN std_score END),"
            " sum(CASE WHEN kind = 'result' THEN score END) * 100 / sum(CASE WHEN kind = 'result' THEN std_score END)"
            " FROM kpi_scores WHERE sheet = ?",
            [sheet],
        ).fetchone()
        shown = [row[heads.index("过程分")], row[heads.index("结果分")]]
        assert shown == [None if value is None else pytest.approx(value, abs=0.006) for value in told]
        total = row[heads.index("总分")]
        above = office.db.execute(
            "SELECT count(*) FROM kpi_sheets o JOIN kpi_sheets t ON t.id = ? AND o.scheme = t.scheme"
            " AND o.period = t.period AND o.total > t.total",
            [sheet],
        ).fetchone()[0]
        assert total is None or row[0] == above + 1
    given = office.db.execute(
        "SELECT count(*), sum(s.score) FROM kpi_scores s JOIN kpi_sheets t ON t.id = s.sheet WHERE t.period LIKE '2026%'"
    ).fetchone()
    got = [row[9] for _, row in lines(scores)]
    assert (len(got), sum(filter(None, got))) == pytest.approx(given)
    means = office.db.execute(
        "SELECT sum(score * weight) / sum(weight) FROM five_qs WHERE year = 2026 AND score IS NOT NULL AND weight > 0"
        " GROUP BY item"
    )
    assert sorted(row[2] for _, row in lines(five)) == pytest.approx(sorted(m for (m,) in means), abs=0.051)


def test_risks_by_owner_are_what_sql_counts(office: Store) -> None:
    controls, summary = tables_of(office, REPORTS["risk_controls"], read_period("2026Q3"))[:2]
    query = (
        "SELECT count(*), count(CASE WHEN t.grade = '1' THEN 1 END), count(CASE WHEN t.grade = '2' THEN 1 END),"
        " count(CASE WHEN t.grade = '3' THEN 1 END), count(CASE WHEN t.grade = '4' THEN 1 END)"
        " FROM risk_points t WHERE t.status = 'normal'"
    )
    for n, row in lines(summary):
        door = summary.behind(n, 1)
        assert door is not None
        [owner] = opened(office, summary, n, 1)
        link = "enterprise" if door.ledger == "enterprises" else "public_area"
        told = office.db.execute(f"{query} AND t.{link} = ?", [owner]).fetchone()
        assert tuple(row[4:9]) == told == tuple(len(opened(office, summary, n, m)) for m in range(4, 9))
    hazards = office.db.execute(
        "SELECT count(*) FROM hazards h JOIN risk_points t ON t.id = h.risk_point WHERE t.status = 'normal'"
    ).fetchone()[0]
    assert len(list(lines(controls))) == hazards


def test_compliance_by_enterprise_and_by_rule_agree_and_open_their_enterprises(office: Store) -> None:
    matrix, by_rule = tables_of(office, REPORTS["compliance"], read_period("2026"))[:2]
    judged = office.db.execute(
        "SELECT count(*) FROM enterprises WHERE status NOT IN ('closed', 'moved', 'cancelled')"
    ).fetchone()[0]
    assert len(matrix.rows) == judged
    outcomes = range(3, len(by_rule.columns) - 1)
    heads = [column.head for column in matrix.columns]
    for n, row in lines(by_rule):
        assert sum(row[m] for m in outcomes) == judged
        assert all(len(opened(office, by_rule, n, m)) == row[m] for m in outcomes), row[0]
    for m in outcomes:
        head = by_rule.columns[m].head.split("|")[1]
        if f"合计|{head}" in heads:
            at = heads.index(f"合计|{head}")
            assert sum(row[at] for _, row in lines(matrix)) == sum(row[m] for _, row in lines(by_rule))
