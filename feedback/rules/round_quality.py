"""What is told of a whole 360 round: how far raters agree, how many are needed, how they rated.

Counts only, never names. Sources: statistics C5; feedback B.4 (bias checks).
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from feedback.rules.reliability import (
    NoVariance,
    Reliability,
    agreement,
    alpha,
    raters_needed,
)
from feedback.rules.round_assignment import NAMED, RaterGroup
from feedback.rules.round_report import INPUT_FROM, MOST_SCORE, VALUES, Sheet

LEAST_GIVEN: Final = 4
"""People whom somebody must have rated before the manner of rating is looked at."""
STRAIGHT_SHARE: Final = Fraction(4, 5)
LOW_AGREEMENT: Final = 0.5
LEAST_RATERS: Final = 5
LARGE_GAP: Final = 1


def quality_of(reliable: Reliability | None, sheets: Sequence[Sheet]) -> dict[str, Any]:
    """Plain JSON: ``rho`` of one rater with its interval, ``needed`` raters for an input, alpha.

    ``straight`` counts raters who gave one and the same to every value of nearly everybody.
    ``sheets`` are all of the round.
    """
    colleagues = [one for one in sheets if one.group not in NAMED]
    return {
        "rho": None if reliable is None else _told(reliable.single),
        "interval": None if reliable is None else [_told(one) for one in reliable.single_interval],
        "needed": _needed(reliable),
        "alpha": _alpha(colleagues),
        "raters": len({one.rater for one in colleagues}),
        "straight": _straight(colleagues),
    }


def disagreed(sheets: Sequence[Sheet]) -> int:
    """Values of one person on which five or more colleagues agree little."""
    count = 0
    for place in range(VALUES):
        scores = [
            float(score)
            for one in sheets
            if one.group not in NAMED and (score := one.values[place]) is not None
        ]
        count += len(scores) >= LEAST_RATERS and agreement(scores, MOST_SCORE) < LOW_AGREEMENT
    return count


def is_far_apart(sheets: Sequence[Sheet]) -> bool:
    """Whether a person's own mean is a point or more from that of five or more colleagues."""
    own = [one.overall for one in sheets if one.group is RaterGroup.SELF]
    others = [one.overall for one in sheets if one.group not in NAMED]
    seen = [one for one in others if one is not None]
    if len(seen) < LEAST_RATERS or not own or own[0] is None:
        return False
    return abs(own[0] - sum(seen, Fraction()) / len(seen)) >= LARGE_GAP


def _needed(reliable: Reliability | None) -> int | None:
    if reliable is None or not 0 < reliable.single < 1:
        return None
    return raters_needed(Fraction(str(round(reliable.single, 4))), Fraction(str(INPUT_FROM)))


def _alpha(sheets: Sequence[Sheet]) -> list[float] | None:
    rows = [[float(one) for one in sheet.values if one is not None] for sheet in sheets]
    whole = [row for row in rows if len(row) == VALUES]
    if len(whole) < 2:
        return None
    try:
        value, (low, high) = alpha(whole)
    except NoVariance:
        return None
    return [round(one, 4) for one in (value, low, high)]


def _straight(sheets: Sequence[Sheet]) -> int:
    by_rater: dict[int, list[Sheet]] = defaultdict(list)
    for one in sheets:
        by_rater[one.rater].append(one)
    return sum(
        len(given) >= LEAST_GIVEN
        and sum(len({v for v in one.values if v is not None}) <= 1 for one in given)
        >= STRAIGHT_SHARE * len(given)
        for given in by_rater.values()
    )


def _told(value: float) -> float | None:
    return round(value, 4) if math.isfinite(value) else None
