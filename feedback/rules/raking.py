"""Raking: weights that give the answers the known distribution of those who were served.

Answers fall into cells, one for each combination of categories that occurs; everybody in a cell
has the same weight, so the cost depends on cells, not on people. Post-stratification is the case
of one margin whose categories are the joint cells. Source: Deville and Särndal 1992; statistics
A4; see docs/statistics.md#weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


def summed(values: Floats, codes: Codes, size: int) -> Floats:
    """Sum of a value for each code from 0 to ``size`` - 1."""
    return np.bincount(codes, weights=values, minlength=size).astype(np.float64, copy=False)


@dataclass(frozen=True, slots=True, eq=False)
class CellMargin:
    """One known distribution: the category of each cell, the population of each category.

    ``codes`` has a whole number from 0 for each cell, ``totals`` a positive number for each
    category.
    """

    codes: Codes
    totals: Floats

    def sums(self, values: Floats) -> Floats:
        """Sum of a value for each category."""
        return summed(values, self.codes, len(self.totals))


@dataclass(frozen=True, slots=True, eq=False)
class Raked:
    """What raking came to.

    ``weights`` is the summed weight of each cell. ``gap`` is the largest difference between
    weighted and known share of a category, 0 to 1. Not ``converged``: a category is empty, or the
    margins contradict each other within the cells that occur; the weights are those of the last
    cycle.
    """

    weights: Floats
    cycles: int
    converged: bool
    gap: float


def rake(
    base: Floats, margins: Sequence[CellMargin], policy: SurveyPolicy = DEFAULT_POLICY
) -> Raked:
    """Fit cells to margins, one margin after the other, until all are met.

    ``base`` is the summed base weight of each cell, positive. Totals of later margins are scaled
    to the total of the first one. Without margins the weights are the base weights.
    """
    margins = scaled(margins)
    weights = base.astype(np.float64)
    cycles, off = 0, np.inf if margins else 0.0
    while off >= policy.rake_tolerance and cycles < policy.rake_cycles:
        cycles, off = cycles + 1, 0.0
        for margin in margins:
            sums = margin.sums(weights)
            present = sums > 0
            ratio = np.divide(margin.totals, sums, out=np.ones_like(sums), where=present)
            off = max(off, float(np.abs(ratio - 1).max()), 0.0 if present.all() else np.inf)
            weights = weights * ratio[margin.codes]
    return Raked(weights, cycles, off < policy.rake_tolerance, largest_gap(weights, margins))


def may_post_stratify(people: Floats, policy: SurveyPolicy = DEFAULT_POLICY) -> bool:
    """Whether every joint cell has the ten people that a margin of joint cells needs."""
    return bool((people >= policy.cell_people).all())


def scaled(margins: Sequence[CellMargin]) -> tuple[CellMargin, ...]:
    """Bring every margin to the total of the first one."""
    if not margins:
        return ()
    total = margins[0].totals.sum()
    return tuple(CellMargin(one.codes, one.totals * (total / one.totals.sum())) for one in margins)


def largest_gap(weights: Floats, margins: Sequence[CellMargin]) -> float:
    """Largest difference between weighted and known share of any category, 0 to 1."""
    total = weights.sum()
    return max(
        (
            float(np.abs(one.sums(weights) / total - one.totals / one.totals.sum()).max())
            for one in margins
        ),
        default=0.0,
    )
