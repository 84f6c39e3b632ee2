"""Every figure that has a name: it counts what it says, names its rows, and a rate is a share of one in another."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from town import Town, changed, made

from safety_desk.conditions import one_of
from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import measure, measures
from safety_desk.ledgers.certificate import Certificate
from safety_desk.ledgers.duty.posts import RespSystem
from safety_desk.ledgers.enterprise import Enterprise, EntStatus
from safety_desk.ledgers.frequency import SuperviseFreq, built_in
from safety_desk.ledgers.hidden_danger import HiddenDanger, Level, RectifyMode
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.place import Grid
from safety_desk.ledgers.society.grid_patrol import GridPatrol
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.measures import Measure, Rate
from safety_desk.options import Scene
from safety_desk.paths import Office
from safety_desk.periods import read_period
from safety_desk.tasks.figures import Side, door, figure, groups, line, lines, say
from safety_desk.tasks.office import open_office

D = dt.date
SCENE = Scene(dt.datetime(2026, 11, 23), tables=lambda cls: list(built_in()) if cls is SuperviseFreq else [])
FIGURES = {one.name: one for group in measures(SCENE) for one in group.figures}
MEASURES = [name for name, one in FIGURES.items() if isinstance(one, Measure)]
RATES = [name for name, one in FIGURES.items() if isinstance(one, Rate)]
PERIODS = ("2026-10", "2026Q3", "2025")


@pytest.fixture(scope="module")
def sample(sample_office: Path) -> Iterator[Store]:
    """The sample town, only read."""
    with open_office(Office(sample_office), "测试员") as store:
        yield store


def told(store: Store, one: Measure, period: str) -> tuple[int, set[int]]:
    """What a measure says, and the records that it names."""
    within = read_period(period)
    return store.measure(one, within), set(store.ids(store.ledgers[one.ledger].record, one.rows(within)))


def test_names_and_titles_are_used_once_and_every_group_has_a_heading() -> None:
    known = [one for group in measures(SCENE) for one in group.figures]
    for words in ([one.name for one in known], [one.title for one in known]):
        assert [word for word, times in Counter(words).items() if times > 1] == []
    assert all(group.figures for group in measures(SCENE))


def test_no_figure_of_a_chapter_is_left_out() -> None:
    from safety_desk.ledgers.catalog import duty, enforce, firm, govern, society

    own = [
        one.name
        for chapter in (firm, duty, enforce, govern, society)
        for g in chapter.MEASURES(SCENE)
        for one in g.figures
    ]
    assert set(own) <= FIGURES.keys()


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_is_as_many_as_its_rows(sample: Store, name: str) -> None:
    one = FIGURES[name]
    assert isinstance(one, Measure) and one.says and one.title
    ledger = sample.ledgers[one.ledger]
    for period in PERIODS:
        number, ids = told(sample, one, period)
        rows = sample.find(ledger.record, one.rows(read_period(period)))
        assert number == (sum(getattr(row, one.total) or 0 for row in rows) if one.total else len(rows))
        assert {row.id for row in rows} == ids
        for by in one.by:
            assert sum(sample.split(one, read_period(period), by).values()) == number


@pytest.mark.parametrize("name", RATES)
def test_a_rate_is_a_share_and_what_it_lacks_is_named(sample: Store, name: str) -> None:
    one = FIGURES[name]
    assert isinstance(one, Rate)
    for period in PERIODS:
        (part, some), (whole, every) = (told(sample, side, period) for side in (one.part, one.whole))
        assert 0 <= part <= whole
        if one.missing is not None:
            assert told(sample, one.missing, period) == (whole - part, every - some)
            assert some <= every


def test_an_empty_office_has_no_rates_and_counts_nothing(store: Store) -> None:
    for heading in groups(store):
        for line_ in lines(store, read_period("2026Q3"), heading):
            assert line_.now.words in ("0", "—") or line_.now.words.startswith("0 "), line_.figure.name


# a small town, counted by hand


@pytest.fixture
def small(store: Store, town: Town, make: Callable[..., Any]) -> Store:
    """Two enterprises, one of them dangerous, three grids of which two were walked, five dangers."""
    changed(store, town.station, is_high_risk=True)
    made(store, Enterprise, name="关了的厂", is_high_risk=True, status=EntStatus.CLOSED)
    made(
        store,
        Certificate,
        person_name="王某",
        enterprise=town.station.id,
        kind="主要负责人合格证",
        first_issue=D(2024, 5, 6),
    )
    made(
        store, Certificate, person_name="李某", enterprise=town.mill.id, kind="特种作业操作证", valid_to=D(2026, 9, 30)
    )
    made(store, RespSystem, enterprise=town.mill.id, issue_date=D(2026, 1, 5), publicity_from=D(2026, 2, 1))
    made(store, Inspection, enterprise=town.mill.id, start_at=dt.datetime(2026, 10, 8, 9), result=VisitResult.CLEAN)
    for n in range(3):
        grid = made(store, Grid, code=f"34182310120{n}01", name=f"第{n}网格", village=town.village.id)
        if n:
            made(store, GridPatrol, grid=grid.id, date=D(2026, 10, 10 + n))
    for found, mended, due in (
        ("09-20", "10-05", "10-05"),  # left over, mended in time
        ("09-25", None, "10-10"),  # left over, late
        ("10-02", "10-20", "10-17"),  # new, mended late
        ("10-28", None, "11-12"),  # new, due next month
        ("08-01", "09-15", "08-16"),  # done before
    ):
        days = [D.fromisoformat(f"2026-{day}") if day else None for day in (found, mended, due)]
        make(HiddenDanger, enterprise=town.mill.id, found_date=days[0], rectified_at=days[1], deadline=days[2])
    make(
        HiddenDanger, enterprise=town.mill.id, found_date=D(2026, 10, 3), rectified_at=D(2026, 10, 3),
        rectify_mode=RectifyMode.AT_ONCE, level=Level.GENERAL,
    )  # fmt: skip
    return store


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("隐患整改率", "3 / 5 = 60.0%"),
        ("隐患按期整改率", "2 / 4 = 50.0%"),
        ("一般隐患不过夜率", "1 / 1 = 100.0%"),
        ("重大隐患整改率", "—"),
        ("企业覆盖率", "1 / 2 = 50.0%"),
        ("网格巡查覆盖率", "2 / 3 = 66.7%"),
        ("岗位责任公示率", "1 / 2 = 50.0%"),
        ("主要负责人持证率", "1 / 1 = 100.0%"),
        ("三项岗位持证率", "1 / 2 = 50.0%"),
        ("安责险覆盖率", "0 / 1 = 0.0%"),
        ("发现隐患", "3"),
        ("检查家次", "1"),
    ],
)
def test_the_small_town_says_in_october(small: Store, title: str, words: str) -> None:
    assert say(small, figure(small, title), read_period("2026-10")).words == words


def test_a_figure_is_held_against_the_month_before_and_the_year_before(small: Store) -> None:
    october = read_period("2026-10")
    found = line(small, "隐患治理", figure(small, "found"), october)
    assert (found.before.words, found.change, found.year_ago.words, found.growth) == ("2", "+1", "0", "—")
    mended = line(small, "隐患治理", figure(small, "mend_rate"), october)
    assert (mended.before.words, mended.change) == ("1 / 3 = 33.3%", "+26.7 点")


def test_each_side_of_a_rate_opens_its_rows(small: Store, town: Town) -> None:
    one, october = figure(small, "grid_rate"), read_period("2026-10")
    names = {side: [g.name for g in small.find(Grid, door(small, one, october, side).where)] for side in Side}
    assert names == {
        Side.PART: ["第1网格", "第2网格"],
        Side.WHOLE: ["第0网格", "第1网格", "第2网格"],
        Side.MISSING: ["第0网格"],
    }
    assert door(small, one, october).words == "已巡查网格，2026年10月"
    by_firm = door(small, figure(small, "insured_rate"), october, Side.MISSING)
    assert small.find(Enterprise, by_firm.where & one_of("id", town.station.id))


def test_money_is_told_in_the_unit_of_its_field(small: Store, town: Town) -> None:
    first = small.find(HiddenDanger)[2]
    changed(small, first, fund=1_230_000)
    told_ = say(small, figure(small, "fund"), read_period("2026-10"))
    assert (told_.amount, told_.words) == (1.23, "1.23 万元")


def test_the_office_s_rules_change_what_is_counted(small: Store) -> None:
    assert measure(small.scene(), "owed_D") is not None
    for freq in small.find(SuperviseFreq):
        changed(small, freq, enabled=False)
    assert measure(small.scene(), "owed_D") is None
