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

ORGANISATION_TABLE: Final[Mapping[tuple[Rating, Rating], OrganisationPredicate]] = {
    # rows: agreement above, meets, below; in each row: expectation below, meets, above
    (Rating.ABOVE, Rating.BELOW): OrganisationPredicate.POOR,
    (Rating.ABOVE, Rating.MEETS): OrganisationPredicate.GOOD,
    (Rating.ABOVE, Rating.ABOVE): OrganisationPredicate.EXCELLENT,
    (Rating.MEETS, Rating.BELOW): OrganisationPredicate.POOR,
    (Rating.MEETS, Rating.MEETS): OrganisationPredicate.GOOD,
    (Rating.MEETS, Rating.ABOVE): OrganisationPredicate.GOOD,
    (Rating.BELOW, Rating.BELOW): OrganisationPredicate.VERY_POOR,
    (Rating.BELOW, Rating.MEETS): OrganisationPredicate.NEEDS_IMPROVEMENT,
    (Rating.BELOW, Rating.ABOVE): OrganisationPredicate.NEEDS_IMPROVEMENT,
}
"""(achievement of the agreement, expectation of the unit) → predicate unless decided otherwise.

The circular names both sides but its cells were not seen; symmetrical to the quadrant until then.
"""


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


def organisation_cell(agreement: Rating, expectation: Rating) -> str:
    """Name of a cell of the organisation's table in its setting: ``above_meets``."""
    return f"{agreement}_{expectation}"


def organisation_predicate(
    agreement: Rating, expectation: Rating, cells: Mapping[str, str] | None = None
) -> OrganisationPredicate:
    """Annual predicate of an organisation from the two sides of its rating.

    ``cells`` is the decided table by ``organisation_cell``; without it the table of the house
    holds. Source: SE MenPANRB 3/2023 names the sides, not the cells (regulation 4.4).
    """
    if cells is None:
        return ORGANISATION_TABLE[agreement, expectation]
    return OrganisationPredicate(cells[organisation_cell(agreement, expectation)])
