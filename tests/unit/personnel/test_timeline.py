"""Where days stand on a line drawn over years."""

from datetime import date

import pytest

from personnel.rules.timeline import Axis, axis_over, ticks

TODAY = date(2026, 11, 24)
ONE_YEAR = Axis(date(2026, 1, 1), date(2026, 12, 31))


def test_axis_begins_with_the_first_year_and_ends_with_the_present_one():
    assert axis_over([date(2023, 5, 15)], TODAY) == Axis(date(2023, 1, 1), date(2026, 12, 31))


def test_axis_reaches_into_a_future_year_that_is_decided_already():
    assert axis_over([date(2027, 2, 1)], TODAY).last == date(2027, 12, 31)


def test_axis_shows_twelve_years_at_most():
    assert axis_over([date(1996, 3, 1)], TODAY).first == date(2015, 1, 1)


@pytest.mark.parametrize(
    ("day", "position"),
    [
        (date(2026, 1, 1), "0.00%"),
        (date(2026, 7, 2), "49.86%"),
        (date(2020, 1, 1), "0.00%"),
        (date(2030, 1, 1), "100.00%"),
    ],
)
def test_axis_position_stays_on_the_line(day, position):
    assert ONE_YEAR.at(day) == position


@pytest.mark.parametrize(
    ("first", "last", "width"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "100.00%"),
        (date(2020, 1, 1), date(2030, 1, 1), "100.00%"),
        (date(2026, 1, 1), date(2026, 1, 1), "0.27%"),
        (date(2019, 1, 1), date(2019, 12, 31), "0.00%"),
    ],
)
def test_axis_width_counts_both_days_and_only_what_lies_on_the_line(first, last, width):
    assert ONE_YEAR.width(first, last) == width


def test_ticks_of_many_years_leave_labels_out():
    labels = [tick.label for tick in ticks(Axis(date(2015, 1, 1), date(2026, 12, 31)))]

    assert labels[:4] == ["2015", "", "2017", ""]
    assert len(labels) == 12
