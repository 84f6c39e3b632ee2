"""Days are read in every form in which people write them, and a guess is never silent."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_desk import dates

D = dt.date
TODAY = D(2026, 11, 23)

SURE = {
    "2026-03-15": D(2026, 3, 15),
    "2026-3-5": D(2026, 3, 5),
    "2026/03/15": D(2026, 3, 15),
    "2026.1.1": D(2026, 1, 1),
    "2027.07.01": D(2027, 7, 1),
    "2026年3月15日": D(2026, 3, 15),
    "2026年3月15号": D(2026, 3, 15),
    "2026年3月15": D(2026, 3, 15),
    "2026 年 3 月 15 日": D(2026, 3, 15),
    "20020702": D(2002, 7, 2),
    "２０２６－０３－１５": D(2026, 3, 15),
    " 2026-03-15 ": D(2026, 3, 15),
    "2026-03-15 09:30": D(2026, 3, 15),
    "2026-03-15T09:30:59": D(2026, 3, 15),
    "2026-03-15 00:00:00.0": D(2026, 3, 15),
    "2026年3月15日9时30分": D(2026, 3, 15),
    "2026年3月15日前": D(2026, 3, 15),
    "2026-03-15之前": D(2026, 3, 15),
    "二〇二六年三月十五日": D(2026, 3, 15),
    "二〇二六年十二月三十一日": D(2026, 12, 31),
    "二〇二六年十月二十日": D(2026, 10, 20),
    "2026年6月底": D(2026, 6, 30),
    "2026年2月末": D(2026, 2, 28),
    "2026年6月初": D(2026, 6, 1),
}


@pytest.mark.parametrize("text", SURE)
def test_a_day_written_in_full_is_read_without_a_doubt(text: str) -> None:
    assert dates.read_day(text) == dates.Reading(SURE[text])


@pytest.mark.parametrize("text", ["2026年2月", "2026-02", "2026/02", "2026.2"])
def test_a_month_alone_is_its_first_day_or_where_it_ends_something_its_last_and_always_doubted(text: str) -> None:
    assert dates.read_day(text).day == D(2026, 2, 1)
    assert dates.read_day(text, end=True).day == D(2026, 2, 28)
    assert "只有年月" in dates.read_day(text).doubt and dates.read_day(text, end=True).doubt


@pytest.mark.parametrize("text", ["2026", "2026年"])
def test_a_year_alone_is_doubted(text: str) -> None:
    assert dates.read_day(text) == dates.Reading(D(2026, 1, 1), "只有年份，没有月日")
    assert dates.read_day(text, end=True).day == D(2026, 12, 31)


@pytest.mark.parametrize(("text", "day"), [("26.3.15", D(2026, 3, 15)), ("98年5月3日", D(1998, 5, 3))])
def test_a_year_of_two_digits_is_read_as_the_near_century_and_doubted(text: str, day: D) -> None:
    reading = dates.read_day(text)
    assert reading.day == day
    assert f"按 {day.year} 年理解" in reading.doubt


def test_days_and_moments_of_a_sheet_are_days() -> None:
    assert dates.read_day(D(2026, 3, 15)) == dates.Reading(D(2026, 3, 15))
    assert dates.read_day(dt.datetime(2026, 3, 15, 23, 59)) == dates.Reading(D(2026, 3, 15))


def test_a_number_of_a_sheet_may_be_a_day() -> None:
    assert dates.read_day(20260315.0) == dates.Reading(D(2026, 3, 15))
    serial = dates.read_day(46096)
    assert serial.day == D(2026, 3, 15) and "46096" in serial.doubt
    month = dates.read_day(2026.3)
    assert month.day == D(2026, 3, 1) and month.doubt
    assert dates.read_day(2026.0).doubt


@pytest.mark.parametrize(
    "raw",
    [
        "2026-02-30",
        "2026-13-01",
        "2026年13月",
        "待定",
        "15/03/2026",
        "",
        3.0,
        -5,
        99999999,
        True,
        float("inf"),
        float("nan"),
        "20261345",
    ],
)
def test_what_is_no_day_is_refused_in_chinese(raw: object) -> None:
    with pytest.raises(ValueError, match=r"[一-龥]"):
        dates.read_day(raw)


@pytest.mark.parametrize(
    ("term", "day"),
    [
        ("当日", D(2026, 1, 30)),
        ("立即整改", D(2026, 1, 30)),
        ("3天内", D(2026, 2, 2)),
        ("3天", D(2026, 2, 2)),
        ("限7日内", D(2026, 2, 6)),
        ("2周", D(2026, 2, 13)),
        ("1个月", D(2026, 2, 28)),
        ("一个月", D(2026, 2, 28)),
        ("三日内", D(2026, 2, 2)),
        ("十五天", D(2026, 2, 14)),
    ],
)
def test_a_term_counts_from_the_day_of_finding(term: str, day: D) -> None:
    reading = dates.read_term(term, D(2026, 1, 30))
    assert reading == dates.Reading(day)


def test_a_term_that_may_also_be_a_day_of_the_month_is_doubted() -> None:
    reading = dates.read_term("15日", D(2026, 1, 1))
    assert reading is not None and reading.day == D(2026, 1, 16)
    assert "当月 15 日" in reading.doubt
    working = dates.read_term("5个工作日内", D(2026, 1, 1))
    assert working is not None and "节假日" in working.doubt


@pytest.mark.parametrize(
    ("text", "day"),
    [("6月30日前", D(2026, 6, 30)), ("6月底", D(2026, 6, 30)), ("1月5日", D(2027, 1, 5)), ("2月底前", D(2027, 2, 28))],
)
def test_a_deadline_without_a_year_is_the_next_such_day_and_doubted(text: str, day: D) -> None:
    reading = dates.read_term(text, D(2026, 3, 1))
    assert reading is not None and reading.day == day
    assert f"按 {day.year} 年理解" in reading.doubt


def test_a_term_without_a_beginning_is_refused() -> None:
    for term in ("3天内", "6月底"):
        with pytest.raises(ValueError, match="请写成"):
            dates.read_term(term, None)


def test_what_is_no_term_is_left_to_others() -> None:
    assert dates.read_term("2026年6月底", D(2026, 1, 1)) is None
    assert dates.read_term("尽快", D(2026, 1, 1)) is None


TYPED = {
    "3": D(2026, 11, 3),
    "11-3": D(2026, 11, 3),
    "11.3": D(2026, 11, 3),
    "11/3": D(2026, 11, 3),
    "11月3日": D(2026, 11, 3),
    "1103": D(2026, 11, 3),
    "20261103": D(2026, 11, 3),
    "2026-11-3": D(2026, 11, 3),
    "+7": D(2026, 11, 30),
    "-1": D(2026, 11, 22),
    "今天": TODAY,
    "当日": TODAY,
    "3天内": D(2026, 11, 26),
}


@pytest.mark.parametrize("text", TYPED)
def test_a_clerk_types_days_short(text: str) -> None:
    assert dates.read_typed(text, TODAY) == TYPED[text]


def test_a_typed_number_of_days_counts_from_the_day_that_the_field_counts_from() -> None:
    assert dates.read_typed("+7", TODAY, since=D(2026, 1, 1)) == D(2026, 1, 8)
    assert dates.read_typed("15日", TODAY, since=D(2026, 1, 1)) == D(2026, 1, 16)


@pytest.mark.parametrize("text", ["2026", "2026-11", "31", "1131", "26.3.15", "下周"])
def test_half_a_day_is_not_guessed_for_a_clerk_who_is_there_to_ask(text: str) -> None:
    with pytest.raises(ValueError, match=r"[一-龥]"):
        dates.read_typed(text, TODAY)


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("2026-03-15 9:30", dt.datetime(2026, 3, 15, 9, 30)),
        ("2026年3月15日9时30分", dt.datetime(2026, 3, 15, 9, 30)),
        ("2026年3月15日9时", dt.datetime(2026, 3, 15, 9)),
        ("2026.3.15 上午9:05", dt.datetime(2026, 3, 15, 9, 5)),
        ("2026年3月15日下午2时30分", dt.datetime(2026, 3, 15, 14, 30)),
        ("2026-03-15", dt.datetime(2026, 3, 15)),
        (D(2026, 3, 15), dt.datetime(2026, 3, 15)),
    ],
)
def test_a_moment_has_its_hour_or_midnight(raw: object, moment: dt.datetime) -> None:
    assert dates.read_moment(raw) == (moment, "")


def test_a_moment_is_kept_to_the_minute_so_that_reading_it_again_finds_no_difference() -> None:
    assert dates.read_moment(dt.datetime(2026, 3, 15, 9, 30, 15, 7)) == (dt.datetime(2026, 3, 15, 9, 30), "")


def test_there_is_no_25th_hour() -> None:
    with pytest.raises(ValueError, match="没有 25:10 这个时刻"):
        dates.read_moment("2026-03-15 25:10")


def test_months_and_years_are_added_to_the_last_day_where_the_month_is_shorter() -> None:
    assert dates.add_months(D(2026, 1, 31), 1) == D(2026, 2, 28)
    assert dates.add_months(D(2026, 11, 30), 3) == D(2027, 2, 28)
    assert dates.add_months(D(2026, 3, 31), -1) == D(2026, 2, 28)
    assert dates.add_years(D(2024, 2, 29), 3) == D(2027, 2, 28)


def test_papers_write_days_in_chinese_and_leave_room_where_there_is_none() -> None:
    assert dates.chinese(D(2026, 3, 5)) == "2026年3月5日"
    assert dates.chinese(None) == "　　年　月　日"


@given(st.dates(D(1950, 1, 1), D(2100, 12, 31)))
def test_a_day_is_read_back_from_every_way_of_writing_it_in_full(day: D) -> None:
    written = [f"{day:%Y%m%d}", f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month}.{day.day}"]
    for text in (day.isoformat(), dates.chinese(day), *written):
        assert dates.read_day(text) == dates.Reading(day)
        assert dates.read_typed(text, TODAY) == day


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_is_refused_and_never_a_crash(text: str) -> None:
    for read in (dates.read_day, dates.read_moment, lambda t: dates.read_typed(t, TODAY)):
        try:
            assert read(text)
        except ValueError as refusal:
            assert str(refusal)
