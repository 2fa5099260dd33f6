"""Periods and deadlines of a performance year (regulation 2.3)."""

from datetime import date
from itertools import pairwise

import pytest

from personnel.rules.year import (
    LEGAL_BASIS,
    DayProblem,
    DeadlineKey,
    PeriodKind,
    day_problem,
    deadlines_of,
    periods_of,
    split_key,
)

QUARTERS = [
    (PeriodKind.QUARTER, 1, date(2026, 1, 1), date(2026, 3, 31)),
    (PeriodKind.QUARTER, 2, date(2026, 4, 1), date(2026, 6, 30)),
    (PeriodKind.QUARTER, 3, date(2026, 7, 1), date(2026, 9, 30)),
    (PeriodKind.QUARTER, 4, date(2026, 10, 1), date(2026, 12, 31)),
    (PeriodKind.ANNUAL, 1, date(2026, 1, 1), date(2026, 12, 31)),
]

RHYTHMS = [PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR]


def due(year, rhythm):
    return {day.name: day.due for day in deadlines_of(year, rhythm)}


def test_periods_by_quarter_are_four_and_the_whole_year():
    spans = [(s.kind, s.sequence, s.starts, s.ends) for s in periods_of(2026, PeriodKind.QUARTER)]

    assert spans == QUARTERS


@pytest.mark.parametrize(("year", "last_of_february"), [(2026, 28), (2028, 29), (2100, 28)])
def test_periods_by_month_end_february_by_the_calendar(year, last_of_february):
    months = periods_of(year, PeriodKind.MONTH)

    assert len(months) == 13
    assert months[1].ends == date(year, 2, last_of_february)
    assert months[11].ends == date(year, 12, 31)


def test_periods_by_half_year_meet_on_the_first_of_july():
    first, second, _annual = periods_of(2026, PeriodKind.HALF_YEAR)

    assert (first.ends, second.starts) == (date(2026, 6, 30), date(2026, 7, 1))


@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_periods_of_every_rhythm_cover_each_day_once(rhythm):
    spans = [s for s in periods_of(2028, rhythm) if s.kind is rhythm]

    days = sum((s.ends - s.starts).days + 1 for s in spans)
    assert days == 366
    assert all((b.starts - a.ends).days == 1 for a, b in pairwise(spans))


def test_periods_annual_is_no_rhythm():
    with pytest.raises(ValueError, match="annual"):
        periods_of(2026, PeriodKind.ANNUAL)


def test_deadlines_of_a_year_fall_on_the_days_of_the_regulation():
    days = due(2026, PeriodKind.QUARTER)

    assert days["skp.dialog_start"] == date(2025, 12, 1)
    assert days["skp.draft_due"] == date(2026, 1, 14)
    assert days["skp.set_due"] == date(2026, 1, 31)
    assert days["tahunan.start"] == date(2026, 12, 15)
    assert days["org.predikat_due"] == date(2027, 1, 10)
    assert days["tahunan.due"] == date(2027, 1, 31)
    assert days["lapor.bkn_due"] == date(2027, 2, 28)


def test_deadlines_of_a_period_fall_in_the_month_after_it():
    days = due(2026, PeriodKind.QUARTER)

    assert days["periodik.entry_due.1"] == date(2026, 4, 5)
    assert days["org.predikat_due.1"] == date(2026, 4, 7)
    assert days["periodik.rating_due.1"] == date(2026, 4, 10)
    assert days["periodik.rating_due.4"] == date(2027, 1, 10)


def test_deadlines_before_a_leap_year_report_on_the_29th():
    assert due(2027, PeriodKind.QUARTER)["lapor.bkn_due"] == date(2028, 2, 29)


@pytest.mark.parametrize(("rhythm", "count"), [("month", 43), ("quarter", 19), ("half_year", 13)])
def test_deadlines_three_for_each_period_and_seven_for_the_year(rhythm, count):
    assert len(deadlines_of(2026, PeriodKind(rhythm))) == count


@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_deadlines_keep_the_legal_order_of_each_period(rhythm):
    """SE MenPANRB 3/2023: the organisation's predicate comes before those of its people."""
    days = due(2026, rhythm)

    for span in periods_of(2026, rhythm):
        if span.kind is rhythm:
            order = ["periodik.entry_due", "org.predikat_due", "periodik.rating_due"]
            dues = [days[f"{key}.{span.sequence}"] for key in order]
            assert span.ends < dues[0] < dues[1] < dues[2]
    assert days["org.predikat_due"] < days["tahunan.due"] < days["lapor.bkn_due"]


def test_deadlines_all_name_what_they_rest_on():
    assert set(LEGAL_BASIS) == set(DeadlineKey)
    assert all(day.legal_basis for day in deadlines_of(2026, PeriodKind.MONTH))


@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_split_key_reads_back_every_name(rhythm):
    for day in deadlines_of(2026, rhythm):
        assert split_key(day.name) == (day.key, day.period)


def test_split_key_of_an_unknown_name_is_refused():
    with pytest.raises(ValueError, match="harian"):
        split_key("harian.enabled.3")


@pytest.mark.parametrize(
    ("name", "due", "expected"),
    [
        ("skp.draft_due", date(2026, 1, 20), None),
        ("skp.draft_due", date(2025, 6, 30), DayProblem.FAR_AWAY),
        ("skp.draft_due", date(2025, 7, 1), None),
        ("tahunan.due", date(2027, 6, 30), None),
        ("tahunan.due", date(2027, 7, 1), DayProblem.FAR_AWAY),
        ("tahunan.due", date(2026, 12, 31), DayProblem.PERIOD_RUNS),
        ("tahunan.due", date(2027, 1, 1), None),
        ("periodik.entry_due.2", date(2026, 6, 30), DayProblem.PERIOD_RUNS),
        ("periodik.entry_due.2", date(2026, 7, 1), None),
    ],
)
def test_day_problem_of_a_changed_deadline(name, due, expected):
    assert day_problem(name, due, 2026, PeriodKind.QUARTER) is expected


@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_day_problem_finds_nothing_in_what_is_proposed(rhythm):
    for day in deadlines_of(2027, rhythm):
        assert day_problem(day.name, day.due, 2027, rhythm) is None
