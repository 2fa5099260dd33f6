"""The numeric scale of PP 30/2019 as an aid beside the result: never printed, decides nothing.

Nothing is rounded before it is shown. Source: PP 30/2019 art. 41 for weights, cap and classes;
the formulas of single indicators and the points of behaviour are readings of the house
(regulation 4.9). See docs/legal.md#numeric-aid.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from appraisal.rules.predicate import Predicate
from appraisal.rules.ratings import VALUES_RATED, NotSevenValues, Rating

MOST_PERCENT: Final = Decimal(120)
_HUNDRED: Final = Decimal(100)

WEIGHTS: Final[Mapping[str, tuple[int, int]]] = {"70_30": (70, 30), "60_40": (60, 40)}
"""Per cent of results and of behaviour: the second where colleagues and reports are consulted."""
DEFAULT_WEIGHTS: Final = "70_30"

BEHAVIOUR_POINTS: Final[Mapping[Rating, Decimal]] = {
    Rating.ABOVE: Decimal(120),
    Rating.MEETS: Decimal(100),
    Rating.BELOW: Decimal(60),
}

_LOWER_BOUNDS: Final = (
    (Decimal(90), Predicate.GOOD),
    (Decimal(70), Predicate.NEEDS_IMPROVEMENT),
    (Decimal(50), Predicate.POOR),
)
_VERY_GOOD_FROM: Final = Decimal(110)


class AidDirection(StrEnum):
    """Which way an indicator is good."""

    UP = "up"
    DOWN = "down"
    EXACT = "exact"


class NoTarget(ValueError):
    """A target of zero or less gives no share."""


class NoIndicators(ValueError):
    """Not one indicator has both numbers."""


@dataclass(frozen=True, slots=True)
class NumericAid:
    """The aid with its steps; all in points of 0 to 120, ``results`` possibly below zero.

    ``needs_innovation`` tells that the value reaches the range of "very good", which the law ties
    to a new and useful idea.
    """

    results: Decimal
    behaviour: Decimal
    weights: tuple[int, int]
    value: Decimal
    level: Predicate
    needs_innovation: bool


def achievement_percent(
    target: Decimal, reached: Decimal, direction: AidDirection = AidDirection.UP
) -> Decimal:
    """Achievement of one indicator in per cent of its target, at most 120.

    With ``EXACT`` a departure to either side counts against it. Raises: ``NoTarget``.
    """
    if target <= 0:
        raise NoTarget(target)
    up = _HUNDRED * reached / target
    down = max(Decimal(0), _HUNDRED * (2 * target - reached) / target)
    match direction:
        case AidDirection.UP:
            return min(MOST_PERCENT, up)
        case AidDirection.DOWN:
            return min(MOST_PERCENT, down)
        case AidDirection.EXACT:
            return min(up, down)


def results_value(percents: Sequence[Decimal]) -> Decimal:
    """Mean over all indicators. Raises: ``NoIndicators``."""
    if not percents:
        raise NoIndicators
    return sum(percents, Decimal(0)) / len(percents)


def behaviour_value(
    ratings: Sequence[Rating], points: Mapping[Rating, Decimal] = BEHAVIOUR_POINTS
) -> Decimal:
    """Mean of the points of the seven values. Raises: ``NotSevenValues``."""
    if len(ratings) != VALUES_RATED:
        raise NotSevenValues(len(ratings))
    return sum((points[rating] for rating in ratings), Decimal(0)) / VALUES_RATED


def numeric_aid(
    results: Decimal,
    behaviour: Decimal,
    weights: str = DEFAULT_WEIGHTS,
    *,
    innovation: bool = False,
) -> NumericAid:
    """Weigh results and behaviour and name the class of the value (W10).

    ``weights`` names a row of ``WEIGHTS``. Raises: ``KeyError`` for an unknown one.
    """
    of_results, of_behaviour = WEIGHTS[weights]
    value = (of_results * results + of_behaviour * behaviour) / _HUNDRED
    return NumericAid(
        results,
        behaviour,
        (of_results, of_behaviour),
        value,
        _level(value, innovation),
        value >= _VERY_GOOD_FROM,
    )


def _level(value: Decimal, innovation: bool) -> Predicate:
    if value >= _VERY_GOOD_FROM and innovation:
        return Predicate.VERY_GOOD
    return next((level for least, level in _LOWER_BOUNDS if value >= least), Predicate.VERY_POOR)
