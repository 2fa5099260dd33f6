"""What an explanation says of a predicate, on the worked examples R1–R9 and B1–B5."""

from functools import cache
from itertools import combinations_with_replacement, product

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
    smallest_changes,
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


def spreads(count):
    return list(combinations_with_replacement(Rating, count))


def distance(before, after):
    return sum(one is not other for one, other in zip(before, after, strict=True))


@cache
def cheapest(singles, main, propose):
    """Rating → fewest single ratings to change, found by trying every way of rating anew."""
    costs = {}
    for then in product(Rating, repeat=len(singles)):
        rating = propose(then, main)
        cost = distance(singles, then)
        costs[rating] = min(cost, costs.get(rating, cost))
    return costs


def results_of(then, main):
    return propose_results_rating(ResultRatings(then[:main], then[main:]))


def behaviour_of(then, _main):
    return propose_behaviour_rating(then)


RESULTS = [
    (main, additional)
    for n, extra in [(1, 0), (2, 0), (3, 0), (1, 1), (2, 1)]
    for main in spreads(n)
    for additional in spreads(extra)
]
VALUES = [(A, A, A, A, M, M, B), (M,) * 7, (B, B, B, B, A, A, A)]


@pytest.mark.parametrize("values", VALUES, ids=lambda row: "".join(r[0] for r in row))
def test_smallest_changes_are_the_fewest_of_all_ways_of_rating_anew(values):
    behaviour_costs = cheapest(values, 0, behaviour_of)
    for main, additional in RESULTS:
        results_costs = cheapest(main + additional, len(main), results_of)
        for chosen in product((None, *Rating), repeat=2):
            person = judged(main, values, additional, *chosen)
            ways = {way.predicate: way for way in smallest_changes(person)}

            for predicate in set(Predicate) - {person.predicate}:
                fewest = min(
                    (0 if row is person.results else results_costs.get(row, 99))
                    + (0 if column is person.behaviour else behaviour_costs.get(column, 99))
                    for (row, column), outcome in PREDICATE_TABLE.items()
                    if outcome is predicate
                )
                way = ways.get(predicate)
                found = way.results_changed + way.values_changed if way else 99
                assert found == min(fewest, 99), (main, additional, chosen, predicate)
            assert list(ways) == [p for p in Predicate if p in ways]


def test_single_nearest_change_is_one_of_all():
    person = judged((A, M, M, M), (A, M, A, A, M, M, A))

    assert smallest_change(person) in smallest_changes(person)
    assert [way.predicate for way in smallest_changes(person)] == [
        Predicate.VERY_GOOD,
        Predicate.NEEDS_IMPROVEMENT,
        Predicate.POOR,
        Predicate.VERY_POOR,
    ]
