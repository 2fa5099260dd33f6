"""From two ratings to the predicate: the quadrant of the law, and the head of a unit.

The predicate is computed, never typed; the database repeats this table as a constraint.
Source: PermenPANRB 6/2022, SE MenPANRB 3/2023; see docs/legal.md#predicate.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from appraisal.rules.ratings import Rating


class Predicate(StrEnum):
    """Predikat kinerja pegawai, best first."""

    VERY_GOOD = "very_good"
    GOOD = "good"
    NEEDS_IMPROVEMENT = "needs_improvement"
    POOR = "poor"
    VERY_POOR = "very_poor"


class OrganisationPredicate(StrEnum):
    """Predikat capaian kinerja organisasi, best first."""

    EXCELLENT = "excellent"
    GOOD = "good"
    NEEDS_IMPROVEMENT = "needs_improvement"
    POOR = "poor"
    VERY_POOR = "very_poor"


PREDICATE_TABLE: Final[Mapping[tuple[Rating, Rating], Predicate]] = {
    # rows: results above, meets, below; in each row: behaviour below, meets, above
    (Rating.ABOVE, Rating.BELOW): Predicate.POOR,
    (Rating.ABOVE, Rating.MEETS): Predicate.GOOD,
    (Rating.ABOVE, Rating.ABOVE): Predicate.VERY_GOOD,
    (Rating.MEETS, Rating.BELOW): Predicate.POOR,
    (Rating.MEETS, Rating.MEETS): Predicate.GOOD,
    (Rating.MEETS, Rating.ABOVE): Predicate.GOOD,
    (Rating.BELOW, Rating.BELOW): Predicate.VERY_POOR,
    (Rating.BELOW, Rating.MEETS): Predicate.NEEDS_IMPROVEMENT,
    (Rating.BELOW, Rating.ABOVE): Predicate.NEEDS_IMPROVEMENT,
}
"""The quadrant, (results, behaviour) → predicate, in the order of regulation 4.3."""

HEAD_RESULTS_TABLES: Final[Mapping[str, Mapping[OrganisationPredicate, Rating]]] = {
    "three-levels-1": {
        OrganisationPredicate.EXCELLENT: Rating.ABOVE,
        OrganisationPredicate.GOOD: Rating.MEETS,
        OrganisationPredicate.NEEDS_IMPROVEMENT: Rating.BELOW,
        OrganisationPredicate.POOR: Rating.BELOW,
        OrganisationPredicate.VERY_POOR: Rating.BELOW,
    },
}
"""Named versions: the law gives five predicates and three ratings, but not the step between."""

DEFAULT_HEAD_RESULTS: Final = "three-levels-1"


def performance_predicate(results: Rating, behaviour: Rating) -> Predicate:
    """Combine the two ratings into the predicate. Every pair has an answer."""
    return PREDICATE_TABLE[results, behaviour]


def head_results_rating(
    organisation: OrganisationPredicate, version: str = DEFAULT_HEAD_RESULTS
) -> Rating:
    """Rating of results of a head of unit: it follows from the predicate of the unit led.

    Source: SE MenPANRB 3/2023 (regulation 4.2). Raises: ``KeyError`` for an unknown version.
    """
    return HEAD_RESULTS_TABLES[version][organisation]
