"""What a report of a 360 round may say: thresholds, subtraction, agreement, change."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.round_assignment import RaterGroup
from feedback.rules.round_report import (
    VALUES,
    Before,
    Level,
    Shape,
    Sheet,
    Third,
    Thresholds,
    Use,
    band,
    released_groups,
    report,
    use_of,
    value_means,
)

T = Thresholds()
PEER, BELOW, USER = RaterGroup.PEER, RaterGroup.SUBORDINATE, RaterGroup.INTERNAL_USER
GOOD = 0.5
"""Reliability of one rater with which three or more are reliable enough."""


def sheet(rater: int, score: float | None, group: RaterGroup = PEER) -> Sheet:
    value = None if score is None else Fraction(score)
    return Sheet(rater, group, (value,) * VALUES)


def sheets(*scores: float | None, group: RaterGroup = PEER, first: int = 1) -> list[Sheet]:
    return [sheet(first + place, score, group) for place, score in enumerate(scores)]


def test_five_colleagues_give_means_and_eight_a_distribution() -> None:
    five = report(sheets(4, 3, 4, 3, 4), T, GOOD)
    assert five.shape is Shape.DETAIL
    assert five.values[0].mean == Decimal("3.60")
    assert five.values[0].level is Level.ABOVE
    assert five.values[0].distribution is None
    assert five.values[0].band == "5–9"
    eight = report(sheets(4, 3, 4, 3, 4, 1, 2, 4), T, GOOD)
    assert eight.values[0].distribution == (1, 1, 2, 4)


def test_three_give_one_rounded_mean_and_two_nothing() -> None:
    three = report(sheets(4, 3, 3), T, GOOD)
    assert three.shape is Shape.OVERALL
    assert not three.values
    assert three.overall is not None and three.overall.mean == Decimal("3.3")
    two = report(sheets(4, 3), T, GOOD)
    assert two.shape is Shape.WITHHELD and two.overall is None


def test_where_all_say_the_same_only_the_third_is_told() -> None:
    found = report(sheets(4, 4, 4, 4, 4, 4, 4, 4), T, GOOD)
    assert found.values[0].mean is None
    assert found.values[0].third is Third.UPPER
    assert found.values[0].level is None and found.values[0].distribution is None
    assert found.overall is None and not found.gaps


def test_oneself_and_the_superior_are_named_and_the_gap_is_oneself_minus_others() -> None:
    named = [sheet(50, 4, RaterGroup.SELF), sheet(51, 2, RaterGroup.SUPERIOR)]
    found = report(sheets(3, 2, 3, 2, 3) + named, T, GOOD)
    assert found.oneself[0] == 4 and found.superior[0] == 2
    assert found.gaps[0] == Decimal("1.40")
    alone = report(named, T, GOOD)
    assert alone.shape is Shape.WITHHELD and alone.oneself[0] == 4


def test_a_value_that_few_could_observe_is_withheld_and_not_in_the_overall_mean() -> None:
    rows = sheets(4, 3, 4, 3, 4)
    rare = [
        Sheet(one.rater, one.group, (*one.values[:6], Fraction(1) if one.rater == 1 else None))
        for one in rows
    ]
    found = report(rare, T, GOOD)
    assert set(found.values) == set(range(6))
    assert found.overall is not None and found.overall.mean == Decimal("3.60")


def test_groups_are_shown_where_neither_tells_another() -> None:
    both = sheets(4, 3, 4, 3, 4) + sheets(2, 3, 2, 3, 2, group=BELOW, first=20)
    assert set(report(both, T, GOOD).groups) == {PEER, BELOW}
    one_below = sheets(4, 3, 4, 3, 4) + sheets(1, group=BELOW, first=20)
    assert report(one_below, T, GOOD).groups == {}
    assert report(one_below, T, GOOD).shape is Shape.DETAIL


def test_two_published_groups_never_tell_the_third() -> None:
    rows = (
        sheets(4, 3, 4, 3, 4)
        + sheets(2, 3, 2, 3, 2, group=BELOW, first=20)
        + sheets(1, 2, group=USER, first=40)
    )
    # All less peers less subordinates would be the two users.
    assert len(report(rows, T, GOOD).groups) == 1


def test_a_group_that_agrees_is_not_told_by_the_others() -> None:
    rows = sheets(4, 4, 4, 4, 4) + sheets(2, 3, 2, 3, 2, group=BELOW, first=20)
    found = report(rows, T, GOOD)
    assert found.values[0].mean == Decimal("3.20")
    assert found.groups == {}


def test_change_is_told_only_where_the_raters_hardly_changed_or_much() -> None:
    rows = sheets(4, 3, 4, 3, 4, 3)
    means = {0: Decimal("3.00")}
    same = Before(means, {0: frozenset(range(1, 7))})
    one_new = Before(means, {0: frozenset(range(1, 6))})
    all_new = Before(means, {0: frozenset(range(60, 66))})
    assert report(rows, T, GOOD, same).trend == {0: Decimal("0.50")}
    assert report(rows, T, GOOD, one_new).trend == {}
    assert report(rows, T, GOOD, all_new).trend == {0: Decimal("0.50")}


@pytest.mark.parametrize(
    ("reliability", "count", "use"),
    [
        (0.70, 5, Use.INPUT),
        (0.70, 4, Use.DIALOGUE),
        (0.69, 9, Use.DIALOGUE),
        (0.50, 3, Use.DIALOGUE),
        (0.49, 9, Use.NOT_SHOWN),
        (0.90, 2, Use.NOT_SHOWN),
        (None, 9, Use.NOT_SHOWN),
    ],
)
def test_reliability_decides_what_a_mean_may_be(reliability, count, use) -> None:
    assert use_of(reliability, count, T) is use


def test_unreliable_figures_are_not_shown() -> None:
    found = report(sheets(4, 3, 4, 3, 4), T, 0.05)
    assert found.use is Use.NOT_SHOWN and not found.values and found.overall is None
    assert found.reliability == pytest.approx(5 * 0.05 / 1.2)


def test_twenty_one_ratings_are_three_to_a_value() -> None:
    assert value_means([4, 3, None] + [2] * 15 + [None] * 3) == (
        Fraction(7, 2), 2, 2, 2, 2, 2, None,
    )  # fmt: skip
    assert value_means([1, 2, 3, 4, 1, 2, None])[:2] == (1, 2)
    with pytest.raises(ValueError, match="8"):
        value_means([1] * 8)


def test_numbers_of_raters_are_told_in_bands() -> None:
    assert [band(n) for n in (0, 2, 3, 4, 5, 9, 10, 80)] == [
        "", "", "3–4", "3–4", "5–9", "5–9", "10+", "10+",
    ]  # fmt: skip


crowds = st.lists(
    st.tuples(st.sampled_from([PEER, BELOW, USER]), st.one_of(st.none(), st.integers(1, 4))),
    max_size=24,
)


@given(crowds, st.integers(2, 6))
def test_no_sum_of_published_groups_leaves_a_few(crowd, k: int) -> None:
    rows = {
        sheet(place, score, group): Fraction(score)
        for place, (group, score) in enumerate(crowd)
        if score is not None
    }
    published = released_groups(rows, k)
    everybody = set(rows)
    of = {group: {one for one in rows if one.group is group} for group in published}
    assert all(len(of[group]) >= k for group in published)
    for size in range(1, len(published) + 1):
        for some in combinations(published, size):
            rest = everybody.difference(*(of[group] for group in some))
            assert not rest or len(rest) >= k
            assert len({rows[one] for one in rest}) != 1 or not rest


@given(crowds)
def test_nothing_confidential_is_said_of_fewer_than_three(crowd) -> None:
    rows = [sheet(place, score, group) for place, (group, score) in enumerate(crowd)]
    found = report(rows, T, GOOD)
    answered = sum(one.overall is not None for one in rows)
    if answered < T.overall:
        assert found.overall is None and not found.values
    if answered < T.detail:
        assert not found.values and not found.groups
    for figure in found.values.values():
        assert (figure.mean is None) == (figure.third is not None)
