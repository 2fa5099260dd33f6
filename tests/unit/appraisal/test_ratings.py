"""Proposed ratings, regulation 4.2 and worked examples 8.2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.ratings import (
    NoResults,
    NotSevenValues,
    Rating,
    ResultRatings,
    propose_behaviour_rating,
    propose_results_rating,
)

LEVELS = {1: Rating.BELOW, 2: Rating.MEETS, 3: Rating.ABOVE}

RESULTS_ROWS = [
    ("R1", (3, 3, 3, 2), (), 3),
    ("R2", (3, 3, 1), (), 2),
    ("R3", (3, 3, 3), (1,), 3),
    ("R4", (2, 2, 2, 1), (), 2),
    ("R5", (2, 2, 1, 1), (), 2),
    ("R6", (2, 1, 1), (2, 2), 1),
    ("R7", (1, 1, 2), (), 1),
    ("R8", (3, 2), (), 2),
    ("R9", (3, 3, 2, 2), (), 2),
    ("one above", (3,), (), 3),
    ("one meets", (2,), (), 2),
    ("one below", (1,), (), 1),
    ("only additional ones", (), (3, 3, 2), 3),
    ("only additional ones, most below", (), (1, 1, 2), 1),
    ("most above through additional ones", (2,), (3, 3), 3),
    ("most below through additional ones", (2, 2), (1, 1, 1), 1),
    ("half of the main ones below, additional above", (1, 2), (3, 3, 3), 2),
]

BEHAVIOUR_ROWS = [
    ("B1", (3, 3, 3, 3, 2, 2, 2), 3),
    ("B2", (3, 3, 3, 3, 3, 3, 1), 2),
    ("B3", (2, 2, 2, 2, 2, 2, 2), 2),
    ("B4", (1, 1, 1, 1, 3, 3, 3), 1),
    ("B5", (3, 3, 3, 2, 2, 2, 2), 2),
    ("three below", (1, 1, 1, 2, 2, 2, 2), 2),
    ("all above", (3, 3, 3, 3, 3, 3, 3), 3),
    ("all below", (1, 1, 1, 1, 1, 1, 1), 1),
]

ratings = st.sampled_from(Rating)


def _levels(numbers):
    return tuple(LEVELS[number] for number in numbers)


def _height(rating):
    return {Rating.BELOW: 1, Rating.MEETS: 2, Rating.ABOVE: 3}[rating]


@pytest.mark.parametrize(
    ("main", "additional", "expected"),
    [row[1:] for row in RESULTS_ROWS],
    ids=[row[0] for row in RESULTS_ROWS],
)
def test_results_rating_worked_example_is_proposed(main, additional, expected):
    proposed = propose_results_rating(ResultRatings(_levels(main), _levels(additional)))

    assert proposed is LEVELS[expected]


def test_results_rating_without_any_result_is_refused():
    """R10: no rating is made up for somebody without results."""
    with pytest.raises(NoResults):
        propose_results_rating(ResultRatings(main=()))


@pytest.mark.parametrize(
    ("values", "expected"),
    [row[1:] for row in BEHAVIOUR_ROWS],
    ids=[row[0] for row in BEHAVIOUR_ROWS],
)
def test_behaviour_rating_worked_example_is_proposed(values, expected):
    assert propose_behaviour_rating(_levels(values)) is LEVELS[expected]


@pytest.mark.parametrize("count", [0, 6, 8])
def test_behaviour_rating_unless_seven_values_is_refused(count):
    with pytest.raises(NotSevenValues):
        propose_behaviour_rating([Rating.MEETS] * count)


@given(main=st.lists(ratings, min_size=1, max_size=12), additional=st.lists(ratings, max_size=6))
def test_results_rating_when_one_result_rises_never_falls(main, additional):
    before = propose_results_rating(ResultRatings(tuple(main), tuple(additional)))

    for place, rating in enumerate(main):
        for better in Rating:
            if _height(better) > _height(rating):
                raised = (*main[:place], better, *main[place + 1 :])
                after = propose_results_rating(ResultRatings(raised, tuple(additional)))
                assert _height(after) >= _height(before)


@given(values=st.lists(ratings, min_size=7, max_size=7), place=st.integers(0, 6))
def test_behaviour_rating_when_one_value_rises_never_falls(values, place):
    before = propose_behaviour_rating(values)

    raised = [*values[:place], Rating.ABOVE, *values[place + 1 :]]

    assert _height(propose_behaviour_rating(raised)) >= _height(before)


@given(main=st.permutations([Rating.ABOVE, Rating.ABOVE, Rating.MEETS, Rating.BELOW]))
def test_results_rating_in_any_order_is_the_same(main):
    assert propose_results_rating(ResultRatings(tuple(main))) is Rating.MEETS


@given(main=st.lists(ratings, min_size=1, max_size=12), additional=st.lists(ratings, max_size=6))
def test_results_rating_with_a_main_result_below_is_never_above(main, additional):
    proposed = propose_results_rating(ResultRatings((*main, Rating.BELOW), tuple(additional)))

    assert proposed is not Rating.ABOVE
