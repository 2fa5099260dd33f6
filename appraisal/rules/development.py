"""What a final annual predicate asks of the development plan of the next year.

Source: PermenPANRB 6/2022, read in the specification of feedback and training C.3; see
docs/legal.md#training. Whatever it asks, it never holds a predicate up.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from appraisal.rules.predicate import Predicate
from training.rules.development import Need, strongest

NEEDS: Final[Mapping[Predicate, Need]] = {
    Predicate.VERY_GOOD: Need.STRETCH,
    Predicate.GOOD: Need.STRETCH,
    Predicate.NEEDS_IMPROVEMENT: Need.IMPROVE,
    Predicate.POOR: Need.GUIDE,
    Predicate.VERY_POOR: Need.GUIDE,
}
"""Offer of a challenge; a plan with coaching; guidance with a day of follow-up."""


def need_after(predicates: Iterable[Predicate]) -> Need | None:
    """What the results of one year ask for together: the most that one of them asks for.

    Who moved within the year may have several; nobody is asked for two plans.
    """
    return strongest(NEEDS[one] for one in predicates)
