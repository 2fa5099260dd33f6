"""How rare an observation is by chance: three tails, exact where counts are small.

Source: Wald and Wolfowitz (1940) for runs; see docs/legal.md#data-quality.
"""

import math
from collections.abc import Sequence
from itertools import groupby


def poisson_tail(count: int, expected: float) -> float:
    """Probability of ``count`` or more where ``expected`` are, by Poisson.

    Raises: ``ValueError`` for an expectation below zero.
    """
    if not expected >= 0:
        raise ValueError(expected)
    if count <= 0:
        return 1.0
    if expected == 0:
        return 0.0
    if count <= expected:
        return max(0.0, 1 - math.fsum(_poisson(k, expected) for k in range(count)))
    terms = [_poisson(count, expected)]
    while terms[-1] > terms[0] * 1e-17:
        terms.append(terms[-1] * expected / (count + len(terms)))
    return math.fsum(terms)


def runs_tail(marks: Sequence[bool]) -> float:
    """Probability of so few runs or fewer if the marks stood in random order (Wald–Wolfowitz).

    Exact for any length; 1 where all marks are alike.
    """
    ones = sum(map(bool, marks))
    zeros = len(marks) - ones
    if not ones or not zeros:
        return 1.0
    runs = sum(1 for _ in groupby(marks, bool))
    orders = sum(_orders_with(k, ones, zeros) for k in range(2, runs + 1))
    return orders / math.comb(ones + zeros, ones)


def posterior_tail(difference: float, sd: float) -> float:
    """Probability that a figure lies on the other side of the mean than it seems (normal).

    Raises: ``ValueError`` for a standard deviation below zero.
    """
    if not sd >= 0:
        raise ValueError(sd)
    if sd == 0:
        return 0.5 if difference == 0 else 0.0
    return 0.5 * math.erfc(abs(difference) / sd / math.sqrt(2))


def _poisson(count: int, expected: float) -> float:
    return math.exp(count * math.log(expected) - expected - math.lgamma(count + 1))


def _orders_with(runs: int, ones: int, zeros: int) -> int:
    """Orders of the marks that have exactly so many runs."""
    half, odd = divmod(runs, 2)
    if not odd:
        return 2 * math.comb(ones - 1, half - 1) * math.comb(zeros - 1, half - 1)
    return math.comb(ones - 1, half) * math.comb(zeros - 1, half - 1) + math.comb(
        ones - 1, half - 1
    ) * math.comb(zeros - 1, half)
