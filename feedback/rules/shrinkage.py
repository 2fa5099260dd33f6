"""Small units among their likes: empirical Bayes by Paule and Mandel.

The estimate of a unit with few answers is drawn towards the mean of comparable units, the more
the less it is known. Units are never put into an order of rank: those whose intervals overlap
share a place. Source: Paule and Mandel 1982, Morris 2001; statistics A10; see
docs/statistics.md#units.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, inf, sqrt
from statistics import NormalDist
from typing import Final

import numpy as np

from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy
from feedback.rules.raking import Floats

CANNOT_BE_TOLD_APART: Final = "units_cannot_be_told_apart"
"""Code of the sentence that belongs to a between-unit variance of zero."""

TOP_SHARE: Final = 3
"""A third of the units is the top, rounded down."""

_Z: Final = NormalDist().inv_cdf(0.975)
_NODES: Final = 400


class TooFewUnits(ValueError):
    """So few units that nothing can be learnt from their likes; each keeps its own interval."""


@dataclass(frozen=True, slots=True)
class UnitSample:
    """What one unit brings: answers, its own SD in points, its design effect."""

    n: int
    spread: float
    deff: float


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Units of one class, in the order given; everything in points of the index.

    ``tau2`` is the variance between units, ``mean`` their common mean, ``pulls`` how far each is
    drawn to it (0 not at all, 1 fully), ``errors`` the standard deviation of each ``estimate``.
    """

    tau2: float
    mean: float
    pulls: tuple[float, ...]
    estimates: tuple[float, ...]
    errors: tuple[float, ...]

    @property
    def finding(self) -> str:
        """Code of a sentence about all units, or nothing."""
        return "" if self.tau2 else CANNOT_BE_TOLD_APART

    @property
    def intervals(self) -> tuple[tuple[float, float], ...]:
        """95 % interval of each unit."""
        pairs = zip(self.estimates, self.errors, strict=True)
        return tuple((value - _Z * error, value + _Z * error) for value, error in pairs)


def sampling_variances(
    units: Sequence[UnitSample], policy: SurveyPolicy = DEFAULT_POLICY
) -> tuple[float, ...]:
    """Variance of each unit's index: deff × S² / n, without finite population correction.

    S² is the unit's own from 30 answers on, and pooled over all units below, or when everybody in
    the unit answered the same.
    """
    free = fsum(one.n - 1 for one in units)
    pooled = fsum((one.n - 1) * one.spread**2 for one in units) / free
    return tuple(
        one.deff
        * (one.spread**2 if one.n >= policy.own_variance_answers and one.spread else pooled)
        / one.n
        for one in units
    )


def shrink(
    estimates: Sequence[float],
    variances: Sequence[float],
    policy: SurveyPolicy = DEFAULT_POLICY,
) -> Shrunk:
    """Draw units of one class towards their common mean.

    ``variances`` are those of sampling, positive. A ``tau2`` of zero pools fully.

    Raises: ``TooFewUnits`` below five.
    """
    if len(estimates) < policy.fewest_units:
        raise TooFewUnits(len(estimates))
    tau2 = _paule_mandel(estimates, variances)
    mean, error2 = _mean(estimates, variances, tau2)
    pulls = [variance / (variance + tau2) for variance in variances]
    return Shrunk(
        tau2=tau2,
        mean=mean,
        pulls=tuple(pulls),
        estimates=tuple(
            mean + (1 - pull) * (value - mean) for value, pull in zip(estimates, pulls, strict=True)
        ),
        errors=tuple(
            sqrt((1 - pull) * variance + pull**2 * error2)
            for variance, pull in zip(variances, pulls, strict=True)
        ),
    )


def ties(intervals: Sequence[tuple[float, float]]) -> tuple[int, ...]:
    """Number the groups of units that cannot be told apart, the highest first, from 1.

    A new group begins only where every interval above lies clear of every interval below.
    """
    groups = [0] * len(intervals)
    group, lowest = 0, inf
    for place in sorted(range(len(intervals)), key=lambda at: intervals[at][1], reverse=True):
        low, high = intervals[place]
        group += high < lowest
        lowest = min(lowest, low)
        groups[place] = group
    return tuple(groups)


def top_third_probabilities(shrunk: Shrunk) -> tuple[float, ...]:
    """Probability that each unit is in the top third, the estimates taken as independent.

    The only order that may be shown. Sums to the number of units in the top third.
    """
    means, errors = np.array(shrunk.estimates), np.array(shrunk.errors)
    top = len(means) // TOP_SHARE
    levels = [NormalDist().inv_cdf((at + 0.5) / _NODES) for at in range(_NODES)]
    return tuple(_top(at, means, errors, top, np.array(levels)) for at in range(len(means)))


def _top(unit: int, means: Floats, errors: Floats, top: int, levels: Floats) -> float:
    """Integrate, over a unit's own value, the chance that fewer than ``top`` others lie above."""
    from scipy.special import ndtr  # slow to import, and few processes need it

    values = means[unit] + errors[unit] * levels
    above = np.zeros((top, len(levels)))
    above[0] = 1.0
    for other in range(len(means)):
        if other != unit:
            chance = ndtr((means[other] - values) / errors[other])
            above[1:] = above[1:] * (1 - chance) + above[:-1] * chance
            above[0] *= 1 - chance
    return float(above.sum(axis=0).mean())


def _mean(
    estimates: Sequence[float], variances: Sequence[float], tau2: float
) -> tuple[float, float]:
    """Precision-weighted mean and its variance."""
    weights = [1 / (variance + tau2) for variance in variances]
    size = fsum(weights)
    mean = fsum(weight * value for weight, value in zip(weights, estimates, strict=True)) / size
    return mean, 1 / size


def _paule_mandel(estimates: Sequence[float], variances: Sequence[float]) -> float:
    """Solve Σ (y - μ)² / (v + τ²) = k - 1 for τ², zero when the left side is below at zero.

    The left side falls in τ², so halving a bracket ends at the last bit.
    """

    def excess(tau2: float) -> float:
        mean, _ = _mean(estimates, variances, tau2)
        parts = (
            (value - mean) ** 2 / (variance + tau2)
            for value, variance in zip(estimates, variances, strict=True)
        )
        return fsum(parts) - (len(estimates) - 1)

    if excess(0.0) <= 0:
        return 0.0
    low, high = 0.0, 1.0
    while excess(high) > 0:
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return high
