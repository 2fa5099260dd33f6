"""The improvement plan after a low predicate: whom it concerns, and its days.

Source: PP 30/2019 art. 56 to 58 (regulation 6.4); see docs/legal.md#follow-up.
"""

from calendar import monthrange
from datetime import date
from typing import Final

from appraisal.rules.predicate import Predicate

IMPROVEMENT_MONTHS: Final = 6
"""What the regulation gives to improve."""

LOW_PREDICATES: Final = frozenset(
    {Predicate.NEEDS_IMPROVEMENT, Predicate.POOR, Predicate.VERY_POOR}
)
"""Predicates after which an improvement plan opens."""


def needs_improvement_plan(predicate: Predicate) -> bool:
    """Whether a final annual predicate opens an improvement plan."""
    return predicate in LOW_PREDICATES


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def check_days(starts: date, months: int = IMPROVEMENT_MONTHS) -> tuple[date, ...]:
    """Days of the monthly check-ins; the last one is the end of the plan.

    Raises: ``ValueError`` for less than one month.
    """
    if months < 1:
        raise ValueError(months)
    return tuple(months_later(starts, number) for number in range(1, months + 1))
