"""Hours of training, who was there, labour teams, rates of injury insurance, publicity and the days of the year."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made

from safety_desk import clock
from safety_desk.db.store import Store
from safety_desk.ledgers.certificate import Certificate
from safety_desk.ledgers.society.figures import MEASURES, SEVEN
from safety_desk.ledgers.society.labour import (
    INJURY_RATES,
    FloatBand,
    InjuryRate,
    InjuryRules,
    LabourMember,
    LabourTeam,
)
from safety_desk.ledgers.society.publicity import (
    CALENDAR_EVENTS,
    CalendarEvent,
    PublicityActivity,
    built_in,
    trace_text,
)
from safety_desk.ledgers.society.training import (
    TRAININGS,
    Training,
    TrainingAttendee,
    TrainingRound,
    TrainingRules,
    hours_text,
    required_hours,
)
from safety_desk.paths import Office
from safety_desk.periods import read_period
from safety_desk.tasks.office import open_office

D = dt.date
FIRST, AGAIN = TrainingRound.FIRST, TrainingRound.AGAIN


@pytest.mark.parametrize(
    ("kind", "round_", "plain", "risky"),
    [
        ("主要负责人", FIRST, 32, 48),
        ("安管人员", FIRST, 32, 48),
        ("主要负责人", AGAIN, 12, 16),
        ("安管人员", AGAIN, 12, 16),
        ("新员工三级教育", FIRST, 24, 72),
        ("农民工", FIRST, 24, 72),
        ("全员", AGAIN, None, 20),
        ("党政干部", AGAIN, None, None),
        ("事故警示", FIRST, None, None),
    ],
)
def test_least_hours_by_kind(kind: str, round_: TrainingRound, plain: int | None, risky: int | None) -> None:
    rules = TrainingRules()
    assert (required_hours(kind, round_, False, rules), required_hours(kind, round_, True, rules)) == (plain, risky)


@pytest.mark.parametrize(
    ("risky", "hours", "said"),
    [
        (False, 24.0, ""),
        (False, 20.0, "⚠ 少 4 学时"),
        (True, 24.0, "⚠ 少 48 学时"),
        (False, 23.5, "⚠ 少 0.5 学时"),
        (False, None, ""),
    ],
)
def test_too_few_hours_are_marked(store: Store, town: Town, risky: bool, hours: float | None, said: str) -> None:
    changed(store, town.mill, is_high_risk=risky)
    given = {"kind": "新员工三级教育", "round": FIRST, "enterprise": town.mill.id, "hours": hours}
    training = made(store, Training, **given)
    assert training.hours_short is bool(said)
    assert hours_text(training, store.scene(), store.names) == said


def test_the_office_sets_the_hours(store: Store) -> None:
    training = made(store, Training, kind="安管人员", round=FIRST, hours=30.0)
    assert training.hours_short
    store.set_options("改设置", TrainingRules(manager_first=30))
    assert not store.get(Training, training.id).hours_short


def test_people_are_counted_by_the_list_where_there_is_one(store: Store, town: Town) -> None:
    training = made(store, Training, kind="安管人员", hours=12.0, people=40, passed=38)
    assert (training.people, training.passed) == (40, 38)
    held = made(store, Certificate, person_name="方某", enterprise=town.mill.id, kind="安全管理人员合格证")
    for person, passes in (("方某", True), ("俞某", True), ("江某", False)):
        made(store, TrainingAttendee, training=training.id, person=person, passes=passes, cert=held.id)
    training = store.get(Training, training.id)
    assert (training.people, training.passed) == (3, 2)
    assert [one.seq for one in store.find(TrainingAttendee)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("values", "field", "doubt"),
    [
        ({"people": 10, "passed": 11}, "passed", False),
        ({"people": 10, "exam": True, "end": D(2026, 11, 2)}, "passed", True),
        ({"end": D(2026, 10, 31)}, "end", False),
        ({"people": 10, "passed": 10, "exam": True}, None, False),
    ],
)
def test_numbers_of_a_training_are_sound(store: Store, values: dict[str, Any], field: str | None, doubt: bool) -> None:
    training = Training(name="甲班", kind="全员", organizer="镇", content="用电", start=D(2026, 11, 1), **values)
    found = [(problem.field, problem.doubt) for problem in TRAININGS.problems(training, store.scene())]
    assert found == ([(field, doubt)] if field else [])


def test_a_labour_team_is_counted_by_its_list(store: Store) -> None:
    team = made(store, LabourTeam, name="一队", leader="章某", people=12)
    assert (team.people, team.certified) == (12, None)
    made(store, LabourMember, team=team.id, name="张某", work="电工", cert_no="T1")
    made(store, LabourMember, team=team.id, name="程某", work="普工")
    team = store.get(LabourTeam, team.id)
    assert (team.people, team.certified) == (2, 1)


@pytest.mark.parametrize(("band", "rate"), [("50", 0.35), ("80", 0.56), ("100", 0.7), ("120", 0.84), ("150", 1.05)])
def test_the_rate_is_the_basic_one_times_its_band(store: Store, town: Town, band: str, rate: float) -> None:
    values = {"enterprise": town.mill.id, "year": 2026, "base_rate": 0.7, "reason": "浮动"}
    assert made(store, InjuryRate, band=FloatBand(band), **values).float_rate == pytest.approx(rate)


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"band": FloatBand.DOWN_1, "risk_class": 1, "reason": "无事故"}, ["band"]),
        ({"band": FloatBand.UP_1, "risk_class": 1, "reason": "有事故"}, []),
        ({"band": FloatBand.DOWN_1, "risk_class": 2, "reason": "无事故"}, []),
        ({"band": FloatBand.DOWN_1, "risk_class": 2, "reason": "无事故", "accidents": 1}, ["band"]),
        ({"band": FloatBand.UP_2}, ["reason"]),
        ({}, []),
    ],
)
def test_what_may_float(store: Store, values: dict[str, Any], fields: list[str]) -> None:
    record = InjuryRate(enterprise=1, year=2026, base_rate=0.5, **values)
    assert [problem.field for problem in INJURY_RATES.problems(record, store.scene())] == fields


def test_a_county_may_let_the_first_class_go_down(store: Store) -> None:
    store.set_options("改设置", InjuryRules(first_class_never_down=False))
    record = InjuryRate(enterprise=1, year=2026, base_rate=0.2, risk_class=1, band=FloatBand.DOWN_1, reason="无事故")
    assert INJURY_RATES.problems(record, store.scene()) == []


def test_the_seven_places_that_nobody_went_into_are_seen(store: Store, town: Town) -> None:
    for day, into, people in ((3, ("企业", "学校"), 60), (9, ("企业",), 40), (30, None, 10)):
        start = dt.datetime(2026, 11, day, 9)
        values = {"activity_type": "七进", "seven_in": into, "attendee_count": people, "organizer_org": town.office.id}
        made(store, PublicityActivity, title=f"宣讲{day}", start_at=start, **values)
    november = read_period("2026-11")
    went = {place: store.measure(MEASURES[f"into_{place}"], november) for place in SEVEN}
    assert went == {**dict.fromkeys(SEVEN, 0), "企业": 2, "学校": 1}
    assert store.measure(MEASURES["into_企业_people"], november) == 100
    assert store.measure(MEASURES["into_企业"], read_period("2026-10")) == 0


@pytest.mark.parametrize(
    ("start", "photo", "said"),
    [
        (dt.datetime(2026, 11, 20, 9), None, "⚠ 缺照片"),
        (dt.datetime(2026, 11, 20, 9), (f"{'a' * 64}:现场.jpg",), "齐全"),
        (dt.datetime(2026, 11, 24, 9), None, ""),
    ],
)
def test_an_activity_leaves_a_photograph(store: Store, start: dt.datetime, photo: Any, said: str) -> None:
    activity = PublicityActivity(title="宣讲", start_at=start, photo=photo)
    assert trace_text(activity, store.scene(), store.names) == said


def test_the_days_of_every_year_are_there_and_come_with_each_new_year(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_office(office) as store:
        mine = {event.day.year for event in store.find(CalendarEvent)}
        assert mine == {2026, 2027}
        [month] = [e for e in store.find(CalendarEvent) if e.name == "安全生产月" and e.day.year == 2026]
        assert (month.day, month.last_day) == (D(2026, 6, 1), D(2026, 6, 30))
        assert "不能删除" in CALENDAR_EVENTS.keep(month, store.kin())
        changed(store, month, content="按县里方案")
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2027, 1, 4, 9))
    with open_office(office) as store:
        events = store.find(CalendarEvent)
        assert {event.day.year for event in events} == {2026, 2027, 2028}
        assert len(events) == len(list(built_in())) == 18
        assert [e.content for e in events if e.name == "安全生产月" and e.day.year == 2026] == ["按县里方案"]
