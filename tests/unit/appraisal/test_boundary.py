"""Which change of one single rating would change the predicate."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.boundary import Side, Standing, flips
from appraisal.rules.predicate import Predicate, performance_predicate
from appraisal.rules.ratings import (
    Rating,
    ResultRatings,
    propose_behaviour_rating,
    propose_results_rating,
)

A, M, B = Rating.ABOVE, Rating.MEETS, Rating.BELOW


def standing(main, values, additional=(), **held) -> Standing:
    singles = ResultRatings(tuple(main), tuple(additional))
    return Standing(
        singles,
        tuple(values),
        propose_results_rating(singles),
        propose_behaviour_rating(list(values)),
        **held,
    )


def test_one_more_result_above_leads_to_very_good():
    found = flips(standing([A, A, M, M], [A, A, A, A, M, M, M]))

    nearest = found[0]
    assert (nearest.side, nearest.before, nearest.after) == (Side.MAIN, M, A)
    assert nearest.predicate is Predicate.VERY_GOOD
    assert (nearest.reached, nearest.total, nearest.steps) == (2, 4, 1)


def test_behaviour_exactly_on_the_line_is_near():
    found = flips(standing([A, A, A], [A, A, A, A, M, M, M]))

    assert any(
        flip.side is Side.BEHAVIOUR and flip.before is A and flip.predicate is Predicate.GOOD
        for flip in found
    )


def test_a_main_result_below_blocks_and_is_named():
    found = flips(standing([A, A, A, B], [A] * 7))

    assert found[0].before is B
    assert found[0].predicate is Predicate.VERY_GOOD


def test_a_held_side_does_not_move():
    near = standing([A, A, M, M], [A, A, A, A, M, M, M])

    assert flips(replace(near, results_held=True, behaviour_held=True)) == ()
    sides = {flip.side for flip in flips(replace(near, results_held=True))}
    assert sides <= {Side.BEHAVIOUR}


def test_far_from_every_line_nothing_flips():
    assert flips(standing([M] * 5, [M] * 7)) == ()


levels = st.sampled_from(Rating)


@given(
    st.lists(levels, min_size=1, max_size=6),
    st.lists(levels, max_size=3),
    st.lists(levels, min_size=7, max_size=7),
)
def test_every_flip_is_another_predicate_of_the_table(main, additional, values):
    here = standing(main, values, additional)

    for flip in flips(here):
        assert flip.predicate is not here.predicate
        assert flip.before is not flip.after
        assert 1 <= flip.steps <= 2


@given(st.lists(levels, min_size=1, max_size=5), st.lists(levels, min_size=7, max_size=7))
def test_no_flip_means_no_single_change_matters(main, values):
    here = standing(main, values)
    nothing = not flips(here)

    changed = {
        performance_predicate(
            propose_results_rating(ResultRatings((*main[:i], level, *main[i + 1 :]))),
            here.behaviour,
        )
        for i in range(len(main))
        for level in Rating
    } | {
        performance_predicate(
            here.results, propose_behaviour_rating([*values[:i], level, *values[i + 1 :]])
        )
        for i in range(7)
        for level in Rating
    }
    assert (changed == {here.predicate}) is nothing


@pytest.mark.parametrize("missing", [0, 6])
def test_behaviour_needs_all_seven_values(missing):
    values = (M,) * missing
    here = Standing(ResultRatings((M,)), values, M, M)

    assert all(flip.side is not Side.BEHAVIOUR for flip in flips(here))
