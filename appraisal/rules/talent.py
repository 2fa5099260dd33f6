"""Nine boxes: performance by potential. Potential is measured elsewhere and only placed here.

Source: PermenPANRB 3/2020 (regulation 6.7); see docs/legal.md#follow-up.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from appraisal.rules.predicate import Predicate
from appraisal.rules.ratings import Rating


class Potential(StrEnum):
    """Level of potential, highest first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


TALENT_BOXES: Final[Mapping[tuple[Rating, Potential], int]] = {
    # rows: performance above, meets, below; in each row: potential low, medium, high
    (Rating.ABOVE, Potential.LOW): 4,
    (Rating.ABOVE, Potential.MEDIUM): 7,
    (Rating.ABOVE, Potential.HIGH): 9,
    (Rating.MEETS, Potential.LOW): 2,
    (Rating.MEETS, Potential.MEDIUM): 5,
    (Rating.MEETS, Potential.HIGH): 8,
    (Rating.BELOW, Potential.LOW): 1,
    (Rating.BELOW, Potential.MEDIUM): 3,
    (Rating.BELOW, Potential.HIGH): 6,
}
"""(performance, potential) → number of the box."""

DEFAULT_AXIS: Final[Mapping[Predicate, Rating]] = {
    Predicate.VERY_GOOD: Rating.ABOVE,
    Predicate.GOOD: Rating.MEETS,
    Predicate.NEEDS_IMPROVEMENT: Rating.BELOW,
    Predicate.POOR: Rating.BELOW,
    Predicate.VERY_POOR: Rating.BELOW,
}
"""Annual predicate → performance axis; a reading of ours that a setting replaces."""


def talent_box(
    predicate: Predicate,
    potential: Potential,
    axis: Mapping[Predicate, Rating] = DEFAULT_AXIS,
) -> int:
    """Number of the box, 1 to 9. Every pair has an answer."""
    return TALENT_BOXES[axis[predicate], potential]
