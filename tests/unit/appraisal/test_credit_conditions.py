"""The checklist beside the points (regulation 5.2 no. 8)."""

from datetime import date
from decimal import Decimal

import pytest

from appraisal.rules.credit import FunctionalLevel, standing
from appraisal.rules.credit_conditions import ConditionCode, promotion_conditions
from appraisal.rules.predicate import Predicate

GOOD, WEAK = Predicate.GOOD, Predicate.NEEDS_IMPROVEMENT
DAY = date(2027, 4, 1)


def checklist(
    points="60.500",
    level=FunctionalLevel.AHLI_PERTAMA,
    rank_since=date(2025, 4, 1),
    predicates=None,
):
    found = promotion_conditions(
        standing(level, Decimal(points)),
        rank_since=rank_since,
        predicates={2026: GOOD, 2025: GOOD} if predicates is None else predicates,
        day=DAY,
    )
    return {row.code: row.met for row in found}


def test_everything_for_the_rank_and_points_missing_for_the_level():
    found = checklist()

    assert list(found) == list(ConditionCode)
    assert found[ConditionCode.RANK_POINTS]
    assert found[ConditionCode.RANK_YEARS]
    assert found[ConditionCode.RANK_PREDICATES]
    assert found[ConditionCode.LEVEL_POINTS] is False
    assert found[ConditionCode.LEVEL_PREDICATE]
    assert found[ConditionCode.LEVEL_VACANCY] is None


@pytest.mark.parametrize(
    ("since", "met"),
    [(date(2025, 4, 1), True), (date(2025, 4, 2), False), (date(2024, 12, 1), True), (None, None)],
)
def test_two_years_in_the_rank(since, met):
    assert checklist(rank_since=since)[ConditionCode.RANK_YEARS] is met


@pytest.mark.parametrize(
    ("predicates", "rank", "level"),
    [
        ({2026: GOOD, 2025: WEAK}, False, True),
        ({2026: WEAK, 2025: GOOD}, False, False),
        ({2026: WEAK}, False, False),
        ({2026: GOOD}, None, True),
        ({}, None, None),
        ({2026: GOOD, 2025: GOOD, 2024: WEAK}, True, True),
    ],
)
def test_predicates_of_the_last_years(predicates, rank, level):
    found = checklist(predicates=predicates)

    assert found[ConditionCode.RANK_PREDICATES] is rank
    assert found[ConditionCode.LEVEL_PREDICATE] is level


def test_highest_level_ends_with_the_rank():
    found = checklist("10.000", FunctionalLevel.PENYELIA)

    assert list(found) == list(ConditionCode)[:3]
    assert found[ConditionCode.RANK_POINTS] is False
