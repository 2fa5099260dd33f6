"""The quadrant, regulation 4.3 and worked examples 8.1 and E1 to E6 of 8.2."""

from collections import Counter
from itertools import product

import pytest

from appraisal.rules.predicate import (
    PREDICATE_TABLE,
    OrganisationPredicate,
    Predicate,
    head_results_rating,
    organisation_cell,
    organisation_predicate,
    performance_predicate,
)
from appraisal.rules.ratings import (
    Rating,
    ResultRatings,
    propose_behaviour_rating,
    propose_results_rating,
)

ABOVE, MEETS, BELOW = Rating

PREDICATE_ROWS = [
    ("Q1", ABOVE, ABOVE, Predicate.VERY_GOOD),
    ("Q2", ABOVE, MEETS, Predicate.GOOD),
    ("Q3", ABOVE, BELOW, Predicate.POOR),
    ("Q4", MEETS, ABOVE, Predicate.GOOD),
    ("Q5", MEETS, MEETS, Predicate.GOOD),
    ("Q6", MEETS, BELOW, Predicate.POOR),
    ("Q7", BELOW, ABOVE, Predicate.NEEDS_IMPROVEMENT),
    ("Q8", BELOW, MEETS, Predicate.NEEDS_IMPROVEMENT),
    ("Q9", BELOW, BELOW, Predicate.VERY_POOR),
]

R1 = (ABOVE, ABOVE, ABOVE, MEETS)
R2 = (ABOVE, ABOVE, BELOW)
R7 = (BELOW, BELOW, MEETS)
B1 = (ABOVE,) * 4 + (MEETS,) * 3
B3 = (MEETS,) * 7
B4 = (BELOW,) * 4 + (ABOVE,) * 3

END_TO_END_ROWS = [
    ("E1", R1, B1, Predicate.VERY_GOOD),
    ("E2", R2, B3, Predicate.GOOD),
    ("E3", R1, B4, Predicate.POOR),
    ("E4", R7, B1, Predicate.NEEDS_IMPROVEMENT),
    ("E5", R7, B4, Predicate.VERY_POOR),
]

HEAD_ROWS = [
    ("E6 needs improvement", OrganisationPredicate.NEEDS_IMPROVEMENT, BELOW),
    ("E6 excellent", OrganisationPredicate.EXCELLENT, ABOVE),
    ("E6 good", OrganisationPredicate.GOOD, MEETS),
    ("poor", OrganisationPredicate.POOR, BELOW),
    ("very poor", OrganisationPredicate.VERY_POOR, BELOW),
]

E6_ROWS = [
    (OrganisationPredicate.NEEDS_IMPROVEMENT, ABOVE, Predicate.NEEDS_IMPROVEMENT),
    (OrganisationPredicate.EXCELLENT, MEETS, Predicate.GOOD),
    (OrganisationPredicate.GOOD, BELOW, Predicate.POOR),
]


@pytest.mark.parametrize(
    ("results", "behaviour", "expected"),
    [row[1:] for row in PREDICATE_ROWS],
    ids=[row[0] for row in PREDICATE_ROWS],
)
def test_predicate_each_pair_matches_regulation(results, behaviour, expected):
    assert performance_predicate(results, behaviour) is expected


def test_predicate_table_has_an_answer_for_every_pair():
    assert set(PREDICATE_TABLE) == set(product(Rating, Rating))


def test_predicate_table_has_the_cells_that_the_law_counts():
    """One Sangat Baik, three Baik, two Butuh Perbaikan, two Kurang, one Sangat Kurang."""
    assert Counter(PREDICATE_TABLE.values()) == {
        Predicate.VERY_GOOD: 1,
        Predicate.GOOD: 3,
        Predicate.NEEDS_IMPROVEMENT: 2,
        Predicate.POOR: 2,
        Predicate.VERY_POOR: 1,
    }


@pytest.mark.parametrize(
    ("main", "values", "expected"),
    [row[1:] for row in END_TO_END_ROWS],
    ids=[row[0] for row in END_TO_END_ROWS],
)
def test_predicate_from_single_ratings_matches_worked_example(main, values, expected):
    results = propose_results_rating(ResultRatings(main))
    behaviour = propose_behaviour_rating(values)

    assert performance_predicate(results, behaviour) is expected


@pytest.mark.parametrize(
    ("organisation", "expected"), [row[1:] for row in HEAD_ROWS], ids=[row[0] for row in HEAD_ROWS]
)
def test_head_of_unit_takes_results_rating_from_the_unit(organisation, expected):
    assert head_results_rating(organisation) is expected


@pytest.mark.parametrize(("organisation", "behaviour", "expected"), E6_ROWS)
def test_predicate_of_a_head_of_unit_matches_worked_example(organisation, behaviour, expected):
    assert performance_predicate(head_results_rating(organisation), behaviour) is expected


def test_decided_table_of_organisations_replaces_the_house_rule():
    cells = {organisation_cell(a, e): "good" for a in Rating for e in Rating}

    assert organisation_predicate(Rating.BELOW, Rating.BELOW) is OrganisationPredicate.VERY_POOR
    assert organisation_predicate(Rating.BELOW, Rating.BELOW, cells) is OrganisationPredicate.GOOD
