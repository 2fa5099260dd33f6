"""The general estimator: mean and total of one value from a weighted sample, row by row.

Strata, clusters, finite populations, margins and trimming, each if there is one. With equal base
weights, or one margin, it gives what R's survey gives for ``rake`` and ``postStratify``, and with
unequal ones what it gives for ``calibrate(calfun = "raking")``. Source: statistics A4 to A7; see
docs/statistics.md#variance.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from feedback.rules.grouping import grouped
from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy
from feedback.rules.raking import CellMargin, Codes, Floats, summed
from feedback.rules.variance import (
    LonelyUnit,
    design_variance,
    explained,
    half_width,
    margin_parameters,
    safe_error,
    sampling_share,
)
from feedback.rules.weights import Weighting, weigh


class PopulationTooSmall(ValueError):
    """A stratum's population has fewer units than were sampled; ``args[0]`` is its number."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A sample, one entry for each row; codes are whole numbers from 0 without holes.

    ``clusters`` names the cluster within the stratum, ``base`` the base weight, positive.
    ``populations`` is, for each stratum, its number of units, or of clusters where there are some;
    ``None`` makes no correction. ``margins`` gives the category of each row.
    """

    values: Floats
    strata: Codes
    clusters: Codes | None
    populations: Floats | None
    base: Floats
    margins: Sequence[CellMargin]


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """Mean and total with their standard errors.

    ``plain_error`` takes no account of the margins. ``interval`` is the 95 % interval of the mean,
    not clipped to any scale, with the larger error while rows are few. ``weights`` are in the
    order of the rows.
    """

    mean: float
    error: float
    plain_error: float
    df: int
    interval: tuple[float, float]
    total: float
    total_error: float
    weights: Floats
    weighting: Weighting


def estimate(
    sample: Sample, *, trimmed: bool = False, policy: SurveyPolicy = DEFAULT_POLICY
) -> Estimate:
    """Estimate mean and total; the same rows in another order give the same bits.

    Raises: ``LonelyUnit`` when a stratum has a single unit, ``PopulationTooSmall``.
    """
    order = _canonical_order(sample)
    rows = _Rows(sample, order, trimmed, policy)
    values = sample.values[order]
    size = float(rows.weights.sum())
    mean = float((rows.weights * values).sum()) / size
    influence = (values - mean) / size
    error = rows.error(influence, calibrated=True)
    plain = rows.error(influence, calibrated=False)
    half = half_width(safe_error(error, plain, len(values), policy), rows.df)
    weights = np.empty_like(rows.weights)
    weights[order] = rows.weights
    return Estimate(
        mean=mean,
        error=error,
        plain_error=plain,
        df=rows.df,
        interval=(mean - half, mean + half),
        total=float((rows.weights * values).sum()),
        total_error=rows.error(values, calibrated=True),
        weights=weights,
        weighting=rows.weighting,
    )


class _Rows:
    """Rows in canonical order, gathered into cells of one weight and units of sampling."""

    def __init__(self, sample: Sample, order: Codes, trimmed: bool, policy: SurveyPolicy) -> None:
        codes = [one.codes[order] for one in sample.margins]
        base = sample.base[order]
        firsts, self.cell = grouped([*codes, base])
        self.people = np.bincount(self.cell).astype(np.float64)
        self.base = base[firsts]
        self.margins = [
            CellMargin(code[firsts], one.totals)
            for code, one in zip(codes, sample.margins, strict=True)
        ]
        self.weighting = weigh(self.people, self.base, self.margins, trimmed=trimmed, policy=policy)
        self.weights = self.weighting.weights[self.cell]
        strata = sample.strata[order]
        if sample.clusters is None:
            self.unit = np.arange(len(order))
            self.stratum = strata
        else:
            first_of_units, self.unit = grouped([strata, sample.clusters[order]])
            self.stratum = strata[first_of_units]
        sampled = np.bincount(self.stratum)
        self.shares = _shares(sampled, sample.populations, policy)
        taken = margin_parameters(sample.margins) if sample.clusters is None else 0
        self.df = max(1, len(self.stratum) - len(sampled) - taken)

    def error(self, influence: Floats, *, calibrated: bool) -> float:
        """Standard error of the weighted sum of a value of each row."""
        if calibrated:
            means = summed(influence, self.cell, len(self.people)) / self.people
            known = explained(means, self.people * self.base, self.margins)
            influence = influence - known[self.cell]
        means = summed(self.weights * influence, self.unit, len(self.stratum))
        one, none = np.ones_like(means), np.zeros_like(means)
        return float(np.sqrt(design_variance(one, means, none, self.stratum, self.shares)))


def _canonical_order(sample: Sample) -> Codes:
    keys = [sample.values, sample.base, sample.strata, *(one.codes for one in sample.margins)]
    if sample.clusters is not None:
        keys.append(sample.clusters)
    return np.lexsort(keys)


def _shares(sampled: Codes, populations: Floats | None, policy: SurveyPolicy) -> Floats:
    if (sampled < 2).any():
        raise LonelyUnit(int(np.argmax(sampled < 2)))
    if populations is None:
        return np.zeros(len(sampled))
    if (populations < sampled).any():
        raise PopulationTooSmall(int(np.argmax(populations < sampled)))
    return np.array(
        [sampling_share(n, size, policy) for n, size in zip(sampled, populations, strict=True)]
    )
