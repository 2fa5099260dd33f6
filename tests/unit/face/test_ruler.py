"""The year as a ruler that starts at zero."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sabang_kinerja.common.charts.ruler import share_of_year, year_ruler

STAGES = [
    (date(2026, 1, 1), "Rencana"),
    (date(2026, 2, 1), "Pelaksanaan"),
    (date(2026, 12, 15), "Penilaian"),
]


def ruler(today: date):
    return year_ruler(2026, today, STAGES)


@pytest.mark.parametrize(
    ("day", "place"),
    [
        (date(2026, 1, 1), "0.00%"),
        (date(2026, 7, 1), "46.15%"),
        (date(2026, 11, 24), "82.82%"),
        (date(2026, 12, 31), "92.06%"),
        (date(2027, 1, 31), "99.75%"),
    ],
)
def test_ruler_day_stands_where_its_month_and_day_put_it(day, place):
    assert ruler(day).now == place


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2026, 1, 31), "Rencana"),
        (date(2026, 2, 1), "Pelaksanaan"),
        (date(2026, 12, 14), "Pelaksanaan"),
        (date(2026, 12, 15), "Penilaian"),
        (date(2027, 1, 31), "Penilaian"),
    ],
)
def test_ruler_names_the_stage_in_which_today_lies(today, stage):
    assert ruler(today).current == stage


def test_ruler_of_a_past_year_is_filled_and_has_no_today():
    past = ruler(date(2028, 3, 1))

    assert past.past == "100.00%"
    assert past.now is None
    assert past.current == ""


def test_ruler_of_a_coming_year_is_empty_and_has_no_today():
    coming = ruler(date(2025, 12, 31))

    assert coming.past == "0.00%"
    assert coming.now is None
    assert coming.current == ""


def test_ruler_writes_the_word_for_today_inside_its_ends():
    assert ruler(date(2026, 1, 5)).anchor == "start"
    assert ruler(date(2026, 6, 15)).anchor == "middle"
    assert ruler(date(2027, 1, 20)).anchor == "end"


def test_ruler_shows_twelve_months_and_the_january_in_which_the_year_is_judged():
    months = [month.day for month in ruler(date(2026, 5, 1)).months]

    assert months[0] == date(2026, 1, 1)
    assert months[-1] == date(2027, 1, 1)
    assert len(months) == 13


@given(st.integers(0, 394))
def test_ruler_a_later_day_never_stands_further_left(days):
    day = date(2026, 1, 1) + timedelta(days=days)

    assert 0 <= share_of_year(2026, day) <= share_of_year(2026, day + timedelta(days=1)) <= 1
