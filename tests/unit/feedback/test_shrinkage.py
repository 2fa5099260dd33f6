"""Small units among their likes, and one officer beside the others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.rules.comparison import Comparison, Standing, compare
from feedback.rules.shrinkage import (
    CANNOT_BE_TOLD_APART,
    TooFewUnits,
    UnitSample,
    sampling_variances,
    shrink,
    ties,
    top_third_probabilities,
)

units = st.lists(st.tuples(st.floats(25, 100), st.floats(0.1, 50)), min_size=5, max_size=12).map(
    lambda rows: tuple(zip(*rows, strict=True))
)


@given(units)
def test_between_unit_variance_solves_its_equation(given_units):
    estimates, variances = given_units

    found = shrink(estimates, variances)

    parts = zip(estimates, variances, strict=True)
    left = sum((value - found.mean) ** 2 / (variance + found.tau2) for value, variance in parts)
    if found.tau2:
        assert left == pytest.approx(len(estimates) - 1)
    else:
        assert left <= len(estimates) - 1 + 1e-9


@given(units)
def test_shrunk_estimate_lies_between_its_own_and_the_common_mean(given_units):
    estimates, variances = given_units

    found = shrink(estimates, variances)

    for value, shrunk, pull in zip(estimates, found.estimates, found.pulls, strict=True):
        assert abs(shrunk - found.mean) <= abs(value - found.mean) + 1e-9
        assert 0 <= pull <= 1


@given(units, st.randoms(use_true_random=False))
def test_order_of_units_changes_no_bit(given_units, random):
    estimates, variances = given_units
    order = list(range(len(estimates)))
    random.shuffle(order)

    found = shrink(estimates, variances)
    moved = shrink([estimates[at] for at in order], [variances[at] for at in order])

    assert (moved.tau2, moved.mean) == (found.tau2, found.mean)
    assert moved.estimates == tuple(found.estimates[at] for at in order)


def test_units_no_further_apart_than_chance_are_pooled_fully():
    found = shrink([80.0, 80.5, 81.0, 80.2, 79.9], [4.0] * 5)

    assert found.tau2 == 0
    assert found.estimates == pytest.approx([found.mean] * 5)
    assert found.errors == pytest.approx([(4 / 5) ** 0.5] * 5)
    assert found.finding == CANNOT_BE_TOLD_APART
    assert set(ties(found.intervals)) == {1}


def test_units_that_are_all_alike_are_no_division_by_zero():
    assert shrink([80.0] * 5, [1.0] * 5).estimates == (80.0,) * 5


def test_far_units_are_told_apart_and_say_so_without_a_sentence():
    found = shrink([60.0, 70.0, 80.0, 90.0, 95.0], [0.25] * 5)

    assert found.tau2 > 100
    assert found.finding == ""
    assert ties(found.intervals) == (5, 4, 3, 2, 1)


@pytest.mark.parametrize("k", [0, 1, 4])
def test_fewer_than_five_units_are_not_shrunk(k):
    with pytest.raises(TooFewUnits):
        shrink([80.0] * k, [1.0] * k)


@pytest.mark.parametrize(
    ("intervals", "groups"),
    [
        ([], ()),
        ([(70, 80)], (1,)),
        ([(70, 80), (81, 90)], (2, 1)),
        ([(70, 80), (80, 90)], (1, 1)),
        ([(70, 80), (60, 75), (50, 65)], (1, 1, 1)),
        ([(50, 55), (70, 80), (20, 30), (52, 60)], (2, 1, 3, 2)),
        ([(10, 99), (20, 30), (40, 50)], (1, 1, 1)),
    ],
)
def test_units_whose_intervals_touch_share_a_group(intervals, groups):
    assert ties(intervals) == groups


@settings(max_examples=30)
@given(units)
def test_probabilities_of_the_top_third_sum_to_its_places(given_units):
    estimates, variances = given_units

    found = top_third_probabilities(shrink(estimates, variances))

    assert sum(found) == pytest.approx(len(estimates) // 3, abs=0.02)
    assert all(0 <= one <= 1 + 1e-9 for one in found)


def test_probability_of_the_top_third_of_units_that_cannot_be_told_apart_is_shared():
    found = top_third_probabilities(shrink([80.0, 80.1, 80.2, 80.0, 80.1, 80.2], [4.0] * 6))

    assert found == pytest.approx([1 / 3] * 6, abs=1e-3)


def test_variance_of_a_small_unit_is_pooled_and_of_a_larger_one_its_own():
    """S² of 29 and 30 answers with SD 10 and 20: pooled (28 · 100 + 29 · 400) / 57."""
    pooled = (28 * 100 + 29 * 400) / 57

    small, large = sampling_variances([UnitSample(29, 10.0, 1.5), UnitSample(30, 20.0, 2.0)])

    assert small == pytest.approx(1.5 * pooled / 29)
    assert large == pytest.approx(2.0 * 400 / 30)


def test_variance_of_a_unit_in_which_all_answer_the_same_is_not_zero():
    same, _ = sampling_variances([UnitSample(50, 0.0, 1.0), UnitSample(50, 10.0, 1.0)])

    assert same == pytest.approx(50 / 50)


@pytest.mark.parametrize(
    ("difference", "standing"),
    [(2.0, Standing.BETTER), (1.9, Standing.SAME), (0.0, Standing.SAME), (-1.9, Standing.SAME),
     (-2.0, Standing.BELOW)],
)  # fmt: skip
def test_standing_is_told_only_where_zero_is_left_out(difference, standing):
    assert Comparison(difference, 1.0).standing is standing


@given(units)
def test_comparison_is_the_same_for_good_and_bad(given_units):
    """Turned upside down, better becomes below."""
    estimates, variances = given_units
    turned = {Standing.BETTER: Standing.BELOW, Standing.BELOW: Standing.BETTER}
    found = compare(shrink(estimates, variances), 0)

    mirrored = compare(shrink([125 - value for value in estimates], variances), 0)

    assert mirrored.difference == pytest.approx(-found.difference, abs=1e-6)
    if abs(abs(found.difference) - 1.96 * found.error) > 1e-3:
        assert mirrored.standing is turned.get(found.standing, Standing.SAME)


def test_officer_far_above_the_others_is_better_and_one_with_few_answers_is_not():
    estimates = [80.0, 79.0, 81.0, 80.5, 78.5, 92.0]

    assert compare(shrink(estimates, [0.5] * 6), 5).standing is Standing.BETTER
    assert compare(shrink(estimates, [0.5] * 5 + [60.0]), 5).standing is Standing.SAME
