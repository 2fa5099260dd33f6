"""What an explanation says of a predicate, on the worked examples R1–R9 and B1–B5."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.explanation import (
    Judged,
    ResultsGround,
    SmallestChange,
    quadrant,
    results_ground,
    smallest_change,
)
from appraisal.rules.predicate import PREDICATE_TABLE, Predicate, performance_predicate
from appraisal.rules.ratings import (
    Rating,
    ResultRatings,
    propose_behaviour_rating,
    propose_results_rating,
)

A, M, B = Rating.ABOVE, Rating.MEETS, Rating.BELOW
LEVELS = st.sampled_from(list(Rating))


def judged(main, values, additional=(), results=None, behaviour=None):
    singles = ResultRatings(tuple(main), tuple(additional))
    return Judged(
        singles,
        tuple(values),
        results or propose_results_rating(singles),
        behaviour or propose_behaviour_rating(values),
    )


@pytest.mark.parametrize(
    ("main", "additional", "ground"),
    [
        ((A, A, A, M), (), ResultsGround.MOST_ABOVE),
        ((A, A, B), (), ResultsGround.BETWEEN),
        ((M, M, B, B), (), ResultsGround.BETWEEN),
        ((M, B, B), (M, M), ResultsGround.MOST_MAIN_BELOW),
        ((B, B, M), (), ResultsGround.MOST_BELOW),
    ],
)
def test_ground_names_the_condition_that_was_met(main, additional, ground):
    assert results_ground(ResultRatings(main, additional)) is ground


def test_quadrant_is_printed_best_results_first_and_marks_one_cell():
    rows = quadrant(M, A)

    assert [[cell.predicate for cell in row] for row in rows] == [
        [Predicate.POOR, Predicate.GOOD, Predicate.VERY_GOOD],
        [Predicate.POOR, Predicate.GOOD, Predicate.GOOD],
        [Predicate.VERY_POOR, Predicate.NEEDS_IMPROVEMENT, Predicate.NEEDS_IMPROVEMENT],
    ]
    assert [(c.results, c.behaviour) for row in rows for c in row if c.is_here] == [(M, A)]


def test_two_more_results_above_lead_from_good_to_very_good():
    person = judged((A, M, M, M), (A, M, A, A, M, M, A))

    assert smallest_change(person) == SmallestChange(Predicate.VERY_GOOD, A, 2, A, 0)


def test_both_sides_count_when_one_alone_changes_nothing():
    person = judged((M, M, M), (M,) * 7)

    change = smallest_change(person)

    assert change == SmallestChange(Predicate.VERY_GOOD, A, 2, A, 4)


def test_one_main_result_less_below_lifts_needs_improvement():
    person = judged((M, B, B), (M,) * 7, additional=(M, M))

    assert person.predicate is Predicate.NEEDS_IMPROVEMENT
    assert smallest_change(person) == SmallestChange(Predicate.GOOD, M, 1, M, 0)


def test_best_predicate_names_the_nearest_lower_one():
    person = judged((A, A, A), (A, A, A, A, M, M, M))

    change = smallest_change(person)

    assert change is not None
    assert change.predicate is Predicate.GOOD
    assert change.results_changed + change.values_changed == 1


def test_rating_below_the_proposal_needs_no_other_single_rating():
    person = judged((A, A, A), (A,) * 7, results=M)

    assert smallest_change(person) == SmallestChange(Predicate.VERY_GOOD, A, 0, A, 0)


def test_misconduct_is_left_by_values_alone():
    person = judged((A, A, A), (B, B, B, B, M, M, M))

    change = smallest_change(person)

    assert person.predicate is Predicate.POOR
    assert change is not None
    assert (change.predicate, change.results_changed, change.values_changed) == (
        Predicate.GOOD,
        0,
        1,
    )


def test_plan_of_very_many_results_gets_no_suggestion():
    person = judged((M,) * 60, (A,) * 7, additional=(M,) * 60)

    assert smallest_change(person) is None


@given(
    main=st.lists(LEVELS, min_size=1, max_size=5),
    additional=st.lists(LEVELS, max_size=2),
    values=st.lists(LEVELS, min_size=7, max_size=7),
)
def test_suggested_change_is_real_and_better_unless_nothing_is(main, additional, values):
    person = judged(main, values, additional)

    change = smallest_change(person)

    assert change is not None
    assert change.predicate is performance_predicate(change.results, change.behaviour)
    order = list(Predicate)
    is_better = order.index(change.predicate) < order.index(person.predicate)
    assert is_better == (person.predicate is not Predicate.VERY_GOOD)
    assert change.results_changed + change.values_changed > 0
    assert PREDICATE_TABLE[change.results, change.behaviour] is change.predicate
