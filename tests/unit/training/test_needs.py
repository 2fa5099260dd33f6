"""Gaps and priorities: what is missing stays missing, and nobody makes up for somebody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.rules.needs import (
    Demand,
    competence_gap,
    gap_priority,
    group_need,
    learners_by_year,
    may_be_told,
)

LEVEL = st.integers(0, 5)
DEMANDS = st.lists(
    st.builds(Demand, required=LEVEL, actual=st.none() | LEVEL, weight=st.integers(1, 3)),
    max_size=40,
)


@pytest.mark.parametrize(
    ("required", "actual", "weight", "priority"),
    [
        (3, 1, 1, 2),
        (3, 1, 3, 6),
        (3, 3, 3, 0),
        (2, 4, 2, -4),
        (3, None, 3, None),
        (3, 0, 1, 3),
    ],
)
def test_priority_is_gap_times_weight_and_missing_without_a_measurement(
    required, actual, weight, priority
):
    assert gap_priority(required, actual, weight) == priority


@pytest.mark.parametrize(("required", "actual"), [(6, 1), (-1, None), (3, 6), (3, -1)])
def test_level_that_does_not_exist_is_refused(required, actual):
    with pytest.raises(ValueError, match=r".*"):
        competence_gap(required, actual)


@given(LEVEL, LEVEL, st.integers(1, 3))
def test_a_higher_level_never_raises_the_priority(required, actual, weight):
    if actual < 5:
        assert gap_priority(required, actual + 1, weight) < gap_priority(required, actual, weight)


@given(LEVEL, LEVEL, st.integers(1, 2))
def test_a_heavier_weight_never_lowers_the_priority_of_a_shortfall(required, actual, weight):
    if required >= actual:
        assert gap_priority(required, actual, weight + 1) >= gap_priority(required, actual, weight)


@given(DEMANDS)
def test_group_counts_measured_and_missing_apart(demands):
    need = group_need(demands)

    assert need.demanded == len(demands) == need.measured + need.missing
    assert need.measured == sum(one.actual is not None for one in demands)
    assert need.short <= need.measured


@given(DEMANDS, LEVEL, st.integers(1, 3))
def test_somebody_above_the_standard_never_lowers_the_need_of_the_group(demands, actual, weight):
    above = Demand(0, actual, weight)

    assert group_need([*demands, above]).priority == group_need(demands).priority
    assert group_need([*demands, above]).short == group_need(demands).short


@given(DEMANDS, LEVEL, st.integers(1, 3))
def test_somebody_unmeasured_changes_nothing_but_the_number_of_the_missing(demands, level, weight):
    before, after = group_need(demands), group_need([*demands, Demand(level, None, weight)])

    assert after.missing == before.missing + 1
    assert (after.short, after.priority, after.years) == (
        before.short,
        before.priority,
        before.years,
    )


@given(st.lists(st.integers(-5, 5), max_size=40))
def test_learners_of_the_years_add_up_to_the_levels_that_are_missing(gaps):
    years = learners_by_year(gaps, horizon=5)

    assert sum(years) == sum(gap for gap in gaps if gap > 0)
    assert list(years) == sorted(years, reverse=True)
    assert years[0] == sum(gap > 0 for gap in gaps)


def test_learners_beyond_the_horizon_are_not_told():
    assert learners_by_year([1, 2, 5, 0, -1]) == (3, 2, 1)


@pytest.mark.parametrize(("measured", "told"), [(4, False), (5, True), (0, False)])
def test_group_is_told_from_the_smallest_on(measured, told):
    assert may_be_told(measured, 5) is told
