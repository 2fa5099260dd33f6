"""Trimming: no answer counts more than five times, or less than a fifth of, the median one.

Limits are set, the margins met again, and so on until both hold or the rounds are used up.
Source: DeBell and Krosnick 2009 for the cap; statistics A5; see docs/statistics.md#weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy
from feedback.rules.raking import CellMargin, Floats, largest_gap, rake

_SLACK: Final = 1e-6
"""Relative excess over a limit that counts as none: raking is no more exact."""


@dataclass(frozen=True, slots=True, eq=False)
class Trimmed:
    """Weights of one person in each cell after trimming.

    ``share`` of the people had a weight that was limited, 0 to 1. When trimming and raking do not
    settle, every weight keeps its limits and ``gap`` (as in ``Raked``) is what the margins miss.
    """

    weights: Floats
    share: float
    settled: bool
    gap: float


def trim(
    weights: Floats,
    people: Floats,
    margins: Sequence[CellMargin],
    policy: SurveyPolicy = DEFAULT_POLICY,
) -> Trimmed:
    """Limit the weights of one person in each cell, of which there are ``people``."""
    total = float(people @ weights)
    touched = np.zeros(len(weights), dtype=bool)
    settled = False
    for turn in range(policy.trim_rounds + 1):
        low, high = _limits(weights, people, policy)
        outside = (weights < low * (1 - _SLACK)) | (weights > high * (1 + _SLACK))
        touched |= outside
        settled = not outside.any()
        if settled or turn == policy.trim_rounds:
            break
        weights = rake(people * weights.clip(low, high), margins, policy).weights / people
    if not settled:
        weights = _clipped(weights, people, policy)
    weights = weights * (total / float(people @ weights))
    share = float(people[touched].sum() / people.sum())
    return Trimmed(weights, share, settled, largest_gap(people * weights, margins))


def _clipped(weights: Floats, people: Floats, policy: SurveyPolicy) -> Floats:
    """Weights within their limits; again while clipping moves one of the middle two."""
    for _turn in range(policy.trim_rounds):
        before, weights = weights, weights.clip(*_limits(weights, people, policy))
        if np.array_equal(before, weights):
            break
    return weights


def median_weight(weights: Floats, people: Floats) -> float:
    """Median over people: that of the middle one, or half way between the middle two."""
    order = np.argsort(weights, kind="stable")
    upto = np.cumsum(people[order])
    lower, upper = np.searchsorted(upto, [(upto[-1] - 1) // 2, upto[-1] // 2], side="right")
    return float((weights[order[lower]] + weights[order[upper]]) / 2)


def _limits(weights: Floats, people: Floats, policy: SurveyPolicy) -> tuple[float, float]:
    median = median_weight(weights, people)
    return policy.trim_floor * median, policy.trim_cap * median
