"""What the follow-up plan of a survey proposes by itself: the weakest elements.

Source: feedback-and-training A.8 (rencana tindak lanjut after PermenPANRB 14/2017).
"""

from collections.abc import Iterable
from typing import Final

from feedback.rules.index import ServiceGrade

FEWEST: Final = 3
"""Elements that a plan takes up even when all are good."""

_WEAK: Final = (ServiceGrade.C, ServiceGrade.D)


def proposed_elements(elements: Iterable[tuple[str, float, str]]) -> list[str]:
    """Codes in ascending mean: all with grade C or D, and at least the lowest three.

    ``elements`` are code, mean and grade in the order of the questionnaire, which decides ties.
    """
    ranked = sorted(elements, key=lambda one: one[1])
    return [
        code
        for place, (code, _mean, grade) in enumerate(ranked)
        if place < FEWEST or grade in _WEAK
    ]
