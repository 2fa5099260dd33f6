"""Counting days and ending deadlines, regulation 2.3."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.rules.calendar import (
    WIB,
    DayType,
    add_days,
    add_working_days,
    deadline_ends,
    deadline_passed,
    is_working_day,
    working_days_until,
)

INDEPENDENCE_DAY = date(2026, 8, 17)
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
holidays = st.frozensets(days, max_size=60)

WORKING_ROWS = [
    ("from Monday to Tuesday", date(2026, 8, 10), 1, date(2026, 8, 11)),
    ("over a weekend", date(2026, 8, 7), 1, date(2026, 8, 10)),
    ("from a Saturday", date(2026, 8, 8), 1, date(2026, 8, 10)),
    ("from a Sunday", date(2026, 8, 9), 1, date(2026, 8, 10)),
    ("over a weekend and a holiday", date(2026, 8, 14), 1, date(2026, 8, 18)),
    ("from a holiday", INDEPENDENCE_DAY, 1, date(2026, 8, 18)),
    ("fourteen with a holiday among them", date(2026, 8, 10), 14, date(2026, 8, 31)),
    ("no day at all", date(2026, 8, 8), 0, date(2026, 8, 8)),
]


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [row[1:] for row in WORKING_ROWS],
    ids=[row[0] for row in WORKING_ROWS],
)
def test_working_days_skip_weekends_and_holidays(start, count, expected):
    assert add_working_days(start, count, {INDEPENDENCE_DAY}) == expected


def test_calendar_days_count_every_day_and_may_end_on_a_sunday():
    last = add_days(date(2026, 8, 9), 7, DayType.CALENDAR, {INDEPENDENCE_DAY})

    assert last == date(2026, 8, 16)
    assert last.weekday() == 6


@pytest.mark.parametrize("day_type", DayType)
def test_period_of_a_negative_number_of_days_is_refused(day_type):
    with pytest.raises(ValueError, match="-1"):
        add_days(date(2026, 8, 9), -1, day_type, frozenset())


def test_working_days_left_until_a_deadline_include_its_day():
    today, due = date(2026, 8, 14), date(2026, 8, 19)

    assert working_days_until(today, due, {INDEPENDENCE_DAY}) == 2
    assert working_days_until(due, due, {INDEPENDENCE_DAY}) == 0
    assert working_days_until(due, today, {INDEPENDENCE_DAY}) == 0


def test_deadline_ends_at_2359_wib_of_its_day():
    ends = deadline_ends(date(2027, 1, 31))

    assert ends == datetime(2027, 1, 31, 16, 59, tzinfo=UTC)
    assert f"{ends:%H.%M %Z}" == "23.59 WIB"


def test_deadline_passes_at_midnight_wib():
    midnight = datetime(2027, 2, 1, tzinfo=WIB)

    assert not deadline_passed(date(2027, 1, 31), midnight - timedelta(seconds=1))
    assert deadline_passed(date(2027, 1, 31), midnight)


@given(start=days, count=st.integers(1, 60), free=holidays)
def test_working_day_engine_lands_on_the_day_that_leaves_as_many(start, count, free):
    last = add_working_days(start, count, free)

    assert is_working_day(last, free)
    assert working_days_until(start, last, free) == count


@given(start=days, count=st.integers(0, 60), free=holidays)
def test_working_days_never_end_before_calendar_days(start, count, free):
    working = add_days(start, count, DayType.WORKING, free)

    assert working >= add_days(start, count, DayType.CALENDAR, free)


@given(start=days, count=st.integers(0, 40), free=holidays, extra=days)
def test_one_more_holiday_never_brings_a_deadline_forward(start, count, free, extra):
    assert add_working_days(start, count, free | {extra}) >= add_working_days(start, count, free)
