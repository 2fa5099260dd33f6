"""Reliability of ratings: published tables to their printed digits, and what must always hold."""

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from feedback.rules.reliability import (
    NoVariance,
    agreement,
    alpha,
    of_mean,
    one_way,
    raters_needed,
    two_way,
)

SHROUT_FLEISS = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
]
"""Table 2 of Shrout and Fleiss 1979: six targets, four judges."""


def test_shrout_and_fleiss_one_way():
    found = one_way(SHROUT_FLEISS)

    assert (round(found.single, 2), round(found.average, 2)) == (0.17, 0.44)
    assert round(found.f, 2) == 1.79
    assert found.raters == 4


def test_shrout_and_fleiss_two_way():
    found = two_way(SHROUT_FLEISS)

    assert (round(found.single, 2), round(found.average, 2)) == (0.29, 0.62)
    assert round(found.f, 2) == 11.03


def test_intervals_of_shrout_and_fleiss_are_those_of_psych():
    # Printed by ICC() of R's package psych for this table.
    one, two = one_way(SHROUT_FLEISS), two_way(SHROUT_FLEISS)

    assert [round(x, 2) for x in one.single_interval] == [-0.13, 0.72]
    assert [round(x, 2) for x in one.average_interval] == [-0.88, 0.91]
    assert [round(x, 3) for x in two.single_interval] == [0.019, 0.761]
    assert [round(x, 3) for x in two.average_interval] == [0.071, 0.927]


def test_unequal_numbers_of_raters_take_k0():
    # Sizes 2, 3 and 4: k0 = (9 - 29/9) / 2.
    found = one_way([[4, 4], [3, 2, 3], [1, 2, 1, 2]])

    assert found.raters == pytest.approx((9 - 29 / 9) / 2)
    assert found.average == pytest.approx(of_mean(found.single, found.raters))


def test_raters_who_agree_entirely_are_wholly_reliable():
    found = two_way([[1, 1], [2, 2], [4, 4]])

    assert (found.single, found.average, found.f) == (1, 1, math.inf)
    assert one_way([[1, 1], [2, 2]]).single == 1


@pytest.mark.parametrize("method", [one_way, two_way, alpha])
def test_ratings_that_are_all_the_same_have_no_reliability(method):
    with pytest.raises(NoVariance):
        method([[3.3, 3.3], [3.3, 3.3]])


@pytest.mark.parametrize("method", [two_way, alpha])
@pytest.mark.parametrize("rows", [[], [[1, 2]], [[1], [2]], [[1, 2], [3]]])
def test_incomplete_tables_are_refused(method, rows):
    with pytest.raises(ValueError):
        method(rows)


@pytest.mark.parametrize("rows", [[], [[1, 2, 3]], [[1], [2]], [[], [1, 2]]])
def test_too_few_ratings_are_refused(rows):
    with pytest.raises(ValueError):
        one_way(rows)


@pytest.mark.parametrize(
    ("single", "needed"),
    [("0.20", (6, 10, 16)), ("0.29", (4, 6, 10)), ("0.35", (3, 5, 8)), ("0.50", (2, 3, 4))],
)
def test_raters_needed_are_those_of_the_specification(single, needed):
    wanted = (Fraction(6, 10), Fraction(7, 10), Fraction(8, 10))

    assert tuple(raters_needed(Fraction(single), one) for one in wanted) == needed


def test_agreement_of_raters_on_a_scale_of_five():
    # Variance 1 beside (25 - 1) / 12 = 2.
    assert agreement([3, 4, 5], 5) == pytest.approx(0.5)
    assert agreement([4, 4, 4], 5) == 1


def test_alpha_of_items_that_say_the_same_is_one_and_its_interval_too():
    value, interval = alpha([[1, 1, 1], [2, 2, 2], [4, 4, 4]])

    assert value == pytest.approx(1)
    assert interval == pytest.approx((1, 1))


scores = st.integers(1, 4)
tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(scores, min_size=width, max_size=width), min_size=3, max_size=9)
)


@given(tables, st.floats(-5, 5), st.floats(0.1, 5))
def test_another_zero_and_another_unit_change_nothing(table, shift, unit):
    moved = [[shift + unit * value for value in row] for row in table]
    for method in (one_way, two_way):
        try:
            before = method(table)
        except NoVariance:
            continue
        assume(math.isfinite(before.f) and before.f > 1e-6)
        after = method(moved)
        assert after.single == pytest.approx(before.single, abs=1e-6)
        assert after.single_interval == pytest.approx(before.single_interval, abs=1e-5)


@given(tables)
def test_the_mean_of_all_is_at_least_as_reliable_as_one(table):
    for method in (one_way, two_way):
        try:
            found = method(table)
        except NoVariance:
            continue
        if found.single >= 0:
            assert found.average >= found.single - 1e-12
        low, high = found.single_interval
        assert low <= found.single + 1e-9 and found.single <= high + 1e-9


@given(tables)
def test_order_of_ratees_and_raters_changes_nothing(table):
    turned = [row[::-1] for row in table[::-1]]
    try:
        assert two_way(turned).single == pytest.approx(two_way(table).single, abs=1e-9)
    except NoVariance:
        with pytest.raises(NoVariance):
            two_way(table)
