"""The numeric aid of PP 30/2019: worked example W10, caps, classes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.numeric_aid import (
    MOST_PERCENT,
    AidDirection,
    NoIndicators,
    NoTarget,
    achievement_percent,
    behaviour_value,
    numeric_aid,
    results_value,
)
from appraisal.rules.predicate import Predicate
from appraisal.rules.ratings import NotSevenValues, Rating

UP, DOWN, EXACT = AidDirection
A, M, B = Rating


@pytest.mark.parametrize(
    ("innovation", "level"), [(True, Predicate.VERY_GOOD), (False, Predicate.GOOD)]
)
def test_w10_is_very_good_only_with_a_new_idea(innovation, level):
    aid = numeric_aid(Decimal(115), Decimal(110), "70_30", innovation=innovation)

    assert (aid.value, aid.level, aid.needs_innovation) == (Decimal("113.5"), level, True)


def test_consulted_colleagues_raise_the_weight_of_behaviour():
    assert numeric_aid(Decimal(115), Decimal(110), "60_40").value == Decimal(113)


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ("110", Predicate.VERY_GOOD),
        ("109.99", Predicate.GOOD),
        ("90", Predicate.GOOD),
        ("89.99", Predicate.NEEDS_IMPROVEMENT),
        ("70", Predicate.NEEDS_IMPROVEMENT),
        ("69.99", Predicate.POOR),
        ("50", Predicate.POOR),
        ("49.99", Predicate.VERY_POOR),
        ("-20", Predicate.VERY_POOR),
    ],
)
def test_class_begins_at_its_bound(value, level):
    assert numeric_aid(Decimal(value), Decimal(value), innovation=True).level is level


@pytest.mark.parametrize(
    ("target", "reached", "direction", "percent"),
    [
        ("12", "9", UP, "75"),
        ("12", "12", UP, "100"),
        ("10", "13", UP, "120"),
        ("10", "12", UP, "120"),
        ("10", "8", DOWN, "120"),
        ("10", "5", DOWN, "120"),
        ("10", "12", DOWN, "80"),
        ("10", "25", DOWN, "0"),
        ("10", "10", EXACT, "100"),
        ("10", "8", EXACT, "80"),
        ("10", "12", EXACT, "80"),
    ],
)
def test_achievement_follows_the_direction_up_to_the_cap(target, reached, direction, percent):
    found = achievement_percent(Decimal(target), Decimal(reached), direction)

    assert found == Decimal(percent)


@pytest.mark.parametrize("target", ["0", "-1"])
def test_target_of_nothing_gives_no_share(target):
    with pytest.raises(NoTarget):
        achievement_percent(Decimal(target), Decimal(1))


def test_means_of_indicators_and_of_seven_values():
    assert results_value([Decimal(120), Decimal(90)]) == Decimal(105)
    assert behaviour_value([M] * 7) == Decimal(100)
    assert behaviour_value([A, A, A, A, A, A, B]).quantize(Decimal("0.01")) == Decimal("111.43")
    with pytest.raises(NoIndicators):
        results_value([])
    with pytest.raises(NotSevenValues):
        behaviour_value([M] * 6)


numbers = st.decimals(min_value=0, max_value=10**6, places=2)


@given(
    target=st.decimals(min_value="0.01", max_value=10**6, places=2),
    reached=numbers,
    direction=st.sampled_from(AidDirection),
)
def test_achievement_never_exceeds_the_cap(target, reached, direction):
    assert achievement_percent(target, reached, direction) <= MOST_PERCENT


@given(results=numbers, behaviour=numbers)
def test_value_lies_between_its_two_parts(results, behaviour):
    value = numeric_aid(results, behaviour).value

    assert min(results, behaviour) <= value <= max(results, behaviour)
