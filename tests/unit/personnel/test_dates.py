"""Dates as people and spreadsheets write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.rules.calendar import WIB
from personnel.rules.dates import InvalidDate, long_date, parse_date

DATE_ROWS = [
    ("05-01-2026", date(2026, 1, 5)),
    ("5/1/2026", date(2026, 1, 5)),
    ("5.1.2026", date(2026, 1, 5)),
    ("5 Januari 2026", date(2026, 1, 5)),
    (" 5  januari\xa02026 ", date(2026, 1, 5)),
    ("1 Maret 2020", date(2020, 3, 1)),
    ("1 Mar. 2020", date(2020, 3, 1)),
    ("01-Mar-2020", date(2020, 3, 1)),
    ("17 Agt 2026", date(2026, 8, 17)),
    ("12 Nopember 1999", date(1999, 11, 12)),
    ("2 Pebruari 1981", date(1981, 2, 2)),
    ("2020-01-01", date(2020, 1, 1)),
    ("2020/01/31", date(2020, 1, 31)),
    ("2020-01-01T00:00:00Z", date(2020, 1, 1)),
    ("2020-01-01T00:00:00.000Z", date(2020, 1, 1)),
    ("2020-01-01T00:00:00+07:00", date(2020, 1, 1)),
    ("2020-01-01 00:00:00", date(2020, 1, 1)),
    ("31/12/2020 00:00:00", date(2020, 12, 31)),
    ("29-02-2024", date(2024, 2, 29)),
    (date(2026, 1, 5), date(2026, 1, 5)),
    (datetime(2026, 1, 5, 13, 30), date(2026, 1, 5)),  # noqa: DTZ001  cells have no zone
    (datetime(2026, 1, 5, 23, 30, tzinfo=WIB), date(2026, 1, 5)),
]

INVALID = [
    "",
    "-",
    "30-02-2020",
    "29-02-2023",
    "01-13-2020",
    "32/1/2020",
    "00-01-2020",
    "1/2/20",
    "05-01/2026",
    "5 Januwari 2026",
    "Januari 2026",
    "2026",
    "20200101",
    "2020-W01-1",
    "2020-13-01T00:00:00Z",
    "01-01-0202",
    "01-01-1899",
    "01-01-2101",
    "\u0660\u0661-\u0660\u0661-\u0662\u0660\u0662\u0660",
    "0001-01-01T00:00:00+23:00",
    43831,
    43831.0,
    True,
    None,
]


@pytest.mark.parametrize(("value", "expected"), DATE_ROWS)
def test_date_as_people_and_spreadsheets_write_it_is_read(value, expected):
    assert parse_date(value) == expected


@pytest.mark.parametrize("value", INVALID)
def test_date_that_is_none_is_refused(value):
    with pytest.raises(InvalidDate):
        parse_date(value)


def test_date_of_a_moment_with_zone_is_the_day_it_was_in_sabang():
    """Systems that store midnight WIB in UTC write the evening before."""
    assert parse_date("2019-12-31T17:00:00Z") == date(2020, 1, 1)
    assert parse_date(datetime(2019, 12, 31, 17, tzinfo=UTC)) == date(2020, 1, 1)


def test_date_with_day_and_month_both_small_takes_the_day_first():
    assert parse_date("03/04/2026") == date(2026, 4, 3)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_date_in_each_written_form_reads_back(day):
    forms = [long_date(day), f"{day:%d-%m-%Y}", f"{day.day}/{day.month}/{day.year}"]

    assert {parse_date(form) for form in forms} == {day}


@given(st.text(max_size=24))
def test_date_of_any_text_is_a_date_or_a_refusal(text):
    try:
        day = parse_date(text)
    except InvalidDate:
        return
    assert 1900 <= day.year <= 2100


def test_date_in_running_text_is_written_in_full():
    assert long_date(date(2026, 1, 5)) == "5 Januari 2026"
    assert long_date(date(2026, 8, 17)) == "17 Agustus 2026"
