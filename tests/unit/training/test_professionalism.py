"""Points and categories of the professionalism index, feedback and training C.6."""

from dataclasses import replace
from decimal import Decimal

import pytest

from appraisal.rules.predicate import Predicate
from training.rules.professionalism import (
    IP_ASN_2019,
    Dimension,
    Discipline,
    Education,
    IndexCategory,
    IndexFacts,
    PostGroup,
    index_category,
    professionalism_index,
)

BEST = IndexFacts(
    education=Education.S3,
    post=PostGroup.STRUCTURAL,
    leadership=True,
    functional=True,
    technical_hours=Decimal(20),
    seminar=True,
    predicate="very_good",
    discipline=Discipline.NONE,
)

# Peraturan BKN 8/2019 as C.6 prints it: fact → points of its dimension
POINT_ROWS = [
    *(
        (Dimension.QUALIFICATION, {"education": Education(word)}, points)
        for word, points in {
            "s3": 25, "s2": 20, "s1": 15, "d4": 15, "d3": 10, "d2": 5, "d1": 5, "slta": 5,
            "below_slta": 1,
        }.items()
    ),
    *(
        (Dimension.PERFORMANCE, {"predicate": word}, points)
        for word, points in {
            "very_good": 30, "good": 25, "needs_improvement": 15, "poor": 5, "very_poor": 1,
        }.items()
    ),
    *(
        (Dimension.DISCIPLINE, {"discipline": Discipline(word)}, points)
        for word, points in {"none": 5, "light": 3, "medium": 2, "heavy": 1}.items()
    ),
    (Dimension.COMPETENCE, {}, 40),
    (Dimension.COMPETENCE, {"leadership": False}, 25),
    (Dimension.COMPETENCE, {"functional": False}, 40),
    (Dimension.COMPETENCE, {"technical_hours": Decimal("19.99")}, 25),
    (Dimension.COMPETENCE, {"seminar": False}, 30),
    (Dimension.COMPETENCE, {"post": PostGroup.FUNCTIONAL}, 40),
    (Dimension.COMPETENCE, {"post": PostGroup.FUNCTIONAL, "functional": False}, 25),
    (Dimension.COMPETENCE, {"post": PostGroup.FUNCTIONAL, "leadership": False}, 40),
    (Dimension.COMPETENCE, {"post": PostGroup.GENERAL}, 40),
    (Dimension.COMPETENCE, {"post": PostGroup.GENERAL, "leadership": False}, 40),
    (Dimension.COMPETENCE, {"post": PostGroup.GENERAL, "seminar": False}, Decimal("22.5")),
    (Dimension.COMPETENCE, {"post": PostGroup.GENERAL, "technical_hours": Decimal(0)},
     Decimal("17.5")),
]  # fmt: skip


@pytest.mark.parametrize(("dimension", "facts", "points"), POINT_ROWS)
def test_points_of_the_regulation(dimension, facts, points):
    assert professionalism_index(replace(BEST, **facts)).points[dimension] == points


def test_best_of_everything_is_one_hundred():
    assert professionalism_index(BEST).total == 100
    assert professionalism_index(BEST).category is IndexCategory.VERY_HIGH


def test_every_predicate_has_points():
    assert set(IP_ASN_2019.performance) == set(Predicate)


@pytest.mark.parametrize(
    ("index", "category"),
    [
        ("100", "very_high"),
        ("91", "very_high"),
        ("90.5", "high"),
        ("81", "high"),
        ("80.5", "medium"),
        ("71", "medium"),
        ("70.5", "low"),
        ("60.5", "low"),
        ("60", "very_low"),
        ("0", "very_low"),
    ],
)
def test_categories_close_the_gaps_between_whole_numbers(index, category):
    assert index_category(Decimal(index)) == category


@pytest.mark.parametrize(
    ("unknown", "dimension"),
    [
        ("education", Dimension.QUALIFICATION),
        ("post", Dimension.COMPETENCE),
        ("leadership", Dimension.COMPETENCE),
        ("technical_hours", Dimension.COMPETENCE),
        ("seminar", Dimension.COMPETENCE),
        ("predicate", Dimension.PERFORMANCE),
        ("discipline", Dimension.DISCIPLINE),
    ],
)
def test_unknown_fact_leaves_its_dimension_missing_and_never_counts_as_zero(unknown, dimension):
    found = professionalism_index(replace(BEST, **{unknown: None}))

    assert found.missing == (dimension,)
    assert found.points[dimension] is None
    assert found.total is None
    assert found.category is None


def test_training_of_another_kind_of_post_is_not_asked_for():
    assert professionalism_index(replace(BEST, functional=None)).missing == ()
