"""What a development plan must hold, by when, and when it is looked at."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.development import NEEDS, need_after
from appraisal.rules.predicate import Predicate
from training.enums import ActionKind, DevelopmentNeed
from training.models.development import DEMANDED as DEMANDED_IN_THE_TABLE
from training.rules.development import (
    DEMANDED,
    GUIDED,
    Contents,
    Missing,
    Need,
    check_days,
    deadline_of,
    missing_parts,
    strongest,
)

DAYS = st.dates(date(2021, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("predicate", "need"),
    [
        (Predicate.VERY_GOOD, Need.STRETCH),
        (Predicate.GOOD, Need.STRETCH),
        (Predicate.NEEDS_IMPROVEMENT, Need.IMPROVE),
        (Predicate.POOR, Need.GUIDE),
        (Predicate.VERY_POOR, Need.GUIDE),
    ],
)
def test_each_predicate_asks_for_what_the_specification_says(predicate, need):
    assert NEEDS[predicate] == need


def test_every_predicate_has_its_need():
    assert set(NEEDS) == set(Predicate)


@given(st.lists(st.sampled_from(Predicate)))
def test_results_of_one_year_ask_for_the_most_that_one_of_them_asks_for(predicates):
    found = need_after(predicates)

    assert (found is None) == (not predicates)
    if found is not None:
        assert found in {NEEDS[one] for one in predicates}
        assert all(strongest([found, NEEDS[one]]) == found for one in predicates)


@pytest.mark.parametrize(
    ("need", "goals", "kinds", "indicators", "missing"),
    [
        (Need.OWN, 0, (), 0, (Missing.GOAL, Missing.ACTION)),
        (Need.OWN, 1, ("course",), 0, ()),
        (Need.STRETCH, 1, ("stretch",), 0, ()),
        (Need.IMPROVE, 1, ("course",), 0, (Missing.GUIDED, Missing.INDICATOR)),
        (Need.IMPROVE, 1, ("coaching",), 0, (Missing.INDICATOR,)),
        (Need.IMPROVE, 1, ("course", "mentoring"), 1, ()),
        (Need.GUIDE, 1, ("course",), 1, (Missing.GUIDED,)),
        (Need.GUIDE, 0, (), 0, tuple(Missing)),
    ],
)
def test_plan_that_a_result_demands_has_coaching_and_an_indicator(
    need, goals, kinds, indicators, missing
):
    assert missing_parts(need, Contents(goals, kinds, indicators)) == missing


def test_words_of_rules_and_tables_are_the_same():
    assert [*Need] == DevelopmentNeed.values
    assert {one.value for one in DEMANDED} == set(DEMANDED_IN_THE_TABLE)
    assert set(ActionKind.values) >= GUIDED


def test_deadline_is_fourteen_calendar_days_later():
    assert deadline_of(date(2027, 1, 21), 14) == date(2027, 2, 4)


@given(DAYS, st.lists(DAYS, max_size=12))
def test_plan_is_looked_at_at_least_once_in_order_and_never_before_it_was_opened(opened, ends):
    days = check_days(opened, 2027, ends)

    assert days
    assert list(days) == sorted(set(days))
    if any(end > opened for end in ends):
        assert all(day > opened for day in days)


def test_year_without_periods_is_looked_at_by_quarters():
    assert check_days(date(2027, 2, 1), 2027, []) == (
        date(2027, 3, 31),
        date(2027, 6, 30),
        date(2027, 9, 30),
        date(2027, 12, 31),
    )
