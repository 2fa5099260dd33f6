"""Improvement plans, awards, the nine boxes and the allowance, as regulation 6 writes them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.allowance import DEFAULT_FACTORS, AllowanceFactors, monthly_allowance
from appraisal.rules.good_years import good_years_in_a_row, qualifies_for_award
from appraisal.rules.improvement import check_days, months_later, needs_improvement_plan
from appraisal.rules.predicate import Predicate
from appraisal.rules.ratings import Rating
from appraisal.rules.talent import DEFAULT_AXIS, TALENT_BOXES, Potential, talent_box

P = Predicate


@pytest.mark.parametrize(
    ("predicate", "opens"),
    [
        (P.VERY_GOOD, False),
        (P.GOOD, False),
        (P.NEEDS_IMPROVEMENT, True),
        (P.POOR, True),
        (P.VERY_POOR, True),
    ],
)
def test_improvement_plan_opens_after_the_three_low_predicates(predicate, opens):
    assert needs_improvement_plan(predicate) is opens


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 1, 21), 6, date(2027, 7, 21)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
    ],
)
def test_months_later_keeps_the_day_or_takes_the_last(day, months, expected):
    assert months_later(day, months) == expected


def test_check_days_are_monthly_and_end_after_six_months():
    days = check_days(date(2027, 1, 31))

    assert len(days) == 6
    assert days[0] == date(2027, 2, 28)
    assert days[-1] == date(2027, 7, 31)


def test_check_days_without_a_month_are_refused():
    with pytest.raises(ValueError, match="0"):
        check_days(date(2027, 1, 1), 0)


@pytest.mark.parametrize(
    ("predicates", "years"),
    [
        ({}, 0),
        ({2026: P.GOOD}, 1),
        ({2026: P.VERY_GOOD, 2025: P.GOOD, 2024: P.POOR}, 2),
        ({2026: P.GOOD, 2024: P.GOOD}, 1),
        ({2026: P.POOR, 2025: P.GOOD}, 0),
    ],
)
def test_good_years_are_counted_back_without_a_gap(predicates, years):
    assert good_years_in_a_row(predicates, 2026) == years


@pytest.mark.parametrize(
    ("predicates", "least", "years", "expected"),
    [
        ({2026: P.VERY_GOOD, 2025: P.GOOD}, P.VERY_GOOD, 2, True),
        ({2026: P.VERY_GOOD}, P.VERY_GOOD, 2, False),
        ({2026: P.GOOD, 2025: P.GOOD}, P.VERY_GOOD, 2, False),
        ({2026: P.GOOD, 2025: P.GOOD}, P.GOOD, 2, True),
        ({2025: P.VERY_GOOD}, P.VERY_GOOD, 1, False),
    ],
)
def test_award_needs_the_predicate_and_the_years(predicates, least, years, expected):
    assert qualifies_for_award(predicates, 2026, least=least, years=years) is expected


@pytest.mark.parametrize(
    ("predicate", "potential", "box"),
    [
        (P.VERY_GOOD, Potential.LOW, 4),
        (P.VERY_GOOD, Potential.MEDIUM, 7),
        (P.VERY_GOOD, Potential.HIGH, 9),
        (P.GOOD, Potential.LOW, 2),
        (P.GOOD, Potential.MEDIUM, 5),
        (P.GOOD, Potential.HIGH, 8),
        (P.NEEDS_IMPROVEMENT, Potential.LOW, 1),
        (P.POOR, Potential.MEDIUM, 3),
        (P.VERY_POOR, Potential.HIGH, 6),
    ],
)
def test_talent_box_matches_the_table_of_nine(predicate, potential, box):
    assert talent_box(predicate, potential) == box


def test_talent_boxes_are_nine_and_the_axis_can_be_set():
    assert sorted(TALENT_BOXES.values()) == list(range(1, 10))
    strict = dict(DEFAULT_AXIS) | {P.GOOD: Rating.BELOW}
    assert talent_box(P.GOOD, Potential.HIGH, strict) == 6


@pytest.mark.parametrize(
    ("base", "predicate", "attendance", "is_cut", "amount"),
    [
        # 60 % × 1 + 40 % × 1
        ("3000000", P.VERY_GOOD, "1", False, "3000000"),
        # 60 % × 0,75 + 40 % × 0,9 = 81 %
        ("3000000", P.NEEDS_IMPROVEMENT, "0.9", False, "2430000"),
        # the same, less 25 %: 2.430.000 − 607.500
        ("3000000", P.NEEDS_IMPROVEMENT, "0.9", True, "1822500"),
        ("3000000", P.POOR, "1", False, "2100000"),
        ("3000000", P.VERY_POOR, "0", False, "450000"),
        # a half is rounded up: 1 × 50 % of 3
        ("3", P.VERY_POOR, "0.875", False, "2"),
        ("0", P.GOOD, "1", True, "0"),
    ],
)
def test_allowance_follows_the_formula(base, predicate, attendance, is_cut, amount):
    found = monthly_allowance(Decimal(base), predicate, Decimal(attendance), is_cut=is_cut)

    assert found.amount == Decimal(amount)
    assert found.before_cut - found.cut == found.amount


def test_allowance_takes_the_factors_that_are_set():
    factors = AllowanceFactors(Decimal(70), DEFAULT_FACTORS.of_predicate, Decimal(50))

    found = monthly_allowance(Decimal(1000), P.POOR, Decimal("0.5"), is_cut=True, factors=factors)

    assert (found.productivity, found.discipline) == (Decimal(35), Decimal(15))
    assert (found.before_cut, found.cut) == (Decimal(500), Decimal(250))


@pytest.mark.parametrize(("base", "attendance"), [("-1", "1"), ("1", "1.1"), ("1", "-0.1")])
def test_allowance_refuses_what_cannot_be(base, attendance):
    with pytest.raises(ValueError, match="Decimal"):
        monthly_allowance(Decimal(base), P.GOOD, Decimal(attendance))


@given(
    st.integers(0, 20_000_000),
    st.sampled_from(list(Predicate)),
    st.decimals(0, 1, places=4),
    st.decimals(0, 1, places=4),
    st.booleans(),
)
def test_allowance_never_falls_with_more_attendance(base, predicate, one, other, is_cut):
    low, high = sorted((one, other))

    less = monthly_allowance(Decimal(base), predicate, low, is_cut=is_cut)
    more = monthly_allowance(Decimal(base), predicate, high, is_cut=is_cut)

    assert less.amount <= more.amount <= base
