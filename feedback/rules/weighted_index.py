"""The satisfaction index of a survey with its uncertainty, from the sums of its cells.

The index is 25 times the mean of nine weighted element means (official order, missing answers
left out, an element that nobody answered dropped), on 25 to 100. Inference is about the service
as a process, so the main interval has no correction for a finite population; the one about this
year's customers stands beside it.
Source: PermenPANRB 14/2017 for the index; statistics A1, A4 to A7; see
docs/statistics.md#variance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy
from feedback.rules.raking import CellMargin, Floats, summed
from feedback.rules.sums import ITEMS, CellSums, ClusterSums, in_order
from feedback.rules.variance import (
    design_variance,
    explained,
    half_width,
    margin_parameters,
    safe_error,
    sampling_share,
)
from feedback.rules.weights import Weighting, weigh

SCALE: Final = 25.0
LOWEST: Final = 25.0
HIGHEST: Final = 100.0
_NOTHING: Final = 1e-9


class TooFewAnswers(ValueError):
    """Fewer than two answers: nothing can be told about the rest."""


@dataclass(frozen=True, slots=True, eq=False)
class IndexEstimate:
    """The index of one unit and period, in points of 25 to 100 where nothing else is said.

    ``elements`` are the nine weighted means, 1 to 4, ``None`` where nobody answered.
    ``error`` is the standard error to use, the larger of ``calibrated_error`` and ``plain_error``
    while answers are few; ``clustered`` tells that it takes days as clusters. ``spread`` is the
    standard deviation of a person's score, ``deff`` the variance over that of a simple random
    sample of as many. ``sampled`` is the sampling fraction of the year's customers, 0 to 0.9.
    ``weights`` are those of one person in each cell, in the order given; ``weighting`` has its own.
    """

    index: float
    elements: tuple[float | None, ...]
    people: int
    clusters: int
    clustered: bool
    error: float
    calibrated_error: float
    plain_error: float
    df: int
    half_width: float
    spread: float
    deff: float
    sampled: float
    weights: Floats
    weighting: Weighting

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval about the process: for units, years and whatever judges work."""
        return self._within(self.half_width)

    @property
    def interval_of_year(self) -> tuple[float, float]:
        """95 % interval about this period's recipients alone."""
        return self._within(self.half_width * float(np.sqrt(1 - self.sampled)))

    def _within(self, half: float) -> tuple[float, float]:
        return max(LOWEST, self.index - half), min(HIGHEST, self.index + half)


def estimate_index(
    cells: CellSums,
    clusters: ClusterSums,
    totals: Sequence[Floats],
    *,
    recipients: float | None = None,
    trimmed: bool = True,
    policy: SurveyPolicy = DEFAULT_POLICY,
) -> IndexEstimate:
    """Weigh the cells to their margins and estimate the index.

    ``totals`` gives the population of each category of each margin, in the order of the columns
    of ``cells.categories``; ``recipients`` are all who were served in the period, if known.

    Raises: ``TooFewAnswers``.
    """
    cells, clusters, place = in_order(cells, clusters)
    people = float(cells.people.sum())
    if people < 2:
        raise TooFewAnswers
    margins = [
        CellMargin(codes, total) for codes, total in zip(cells.categories.T, totals, strict=True)
    ]
    weighting = weigh(cells.people, cells.base, margins, trimmed=trimmed, policy=policy)
    answered, given = np.split(weighting.weights @ cells.sums, 2)
    present = answered > 0
    means = np.divide(given, answered, out=np.zeros(ITEMS), where=present)
    items = np.count_nonzero(present)
    rates = np.divide(SCALE / items, answered, out=np.zeros(ITEMS), where=present)
    moved = _Contributions(cells, clusters, weighting.weights, means, rates)
    days = len(moved.days)
    clustered = days >= policy.fewest_clusters
    error_of = moved.error_by_day if clustered else moved.error_by_person
    calibrated = error_of(explained(moved.mean, cells.people * cells.base, margins))
    plain = error_of(np.zeros_like(moved.mean))
    error = safe_error(calibrated, plain, people, policy)
    df = days - 1 if clustered else max(1, int(people) - 1 - margin_parameters(margins))
    spread = moved.spread()
    return IndexEstimate(
        index=float(SCALE * means.sum() / items),
        elements=tuple(
            float(mean) if there else None for mean, there in zip(means, present, strict=True)
        ),
        people=int(people),
        clusters=days,
        clustered=clustered,
        error=error,
        calibrated_error=calibrated,
        plain_error=plain,
        df=df,
        half_width=half_width(error, df),
        spread=spread,
        deff=error**2 * people / spread**2 if spread > _NOTHING else 1.0,
        sampled=sampling_share(people, recipients, policy) if recipients else 0.0,
        weights=weighting.weights[place],
        weighting=weighting,
    )


class _Contributions:
    """How each person's answers move the index, summed over the people of a cell or a day.

    The influence of one person is a linear form of the 18 marks of ``sums``. Answers are counted
    from the whole number next to their mean, so that nothing is lost where nearly everybody
    answers the same.
    """

    def __init__(
        self,
        cells: CellSums,
        clusters: ClusterSums,
        weights: Floats,
        means: Floats,
        rates: Floats,
    ) -> None:
        self._people, self._weights, self._clusters = cells.people, weights, clusters
        origin = np.rint(means)
        self._shift = np.eye(2 * ITEMS)
        self._shift[ITEMS:, :ITEMS] = -np.diag(origin)
        self._form = np.concatenate([-rates * (means - origin), rates])
        self.mean = self._totals(cells.sums) / cells.people
        self._within = self._squares(cells)
        self.days, self._day = np.unique(clusters.clusters, return_inverse=True)

    def error_by_person(self, known: Floats) -> float:
        """Standard error with persons as units, less what is ``known`` of each cell."""
        means = self._weights * (self.mean - known)
        return _error(self._people, means, self._weights**2 * self._within)

    def error_by_day(self, known: Floats) -> float:
        """Standard error with days as units, less what is ``known`` of each cell."""
        of, clusters = self._clusters.cells, self._clusters
        left = self._totals(clusters.sums) - clusters.people * known[of]
        sums = summed(self._weights[of] * left, self._day, len(self.days))
        return _error(np.ones_like(sums), sums, np.zeros_like(sums))

    def spread(self) -> float:
        """Standard deviation of a person's score in the population, in points."""
        people, size = self._people.sum(), self._weights @ self._people
        squares = self._weights @ (self._within + self._people * self.mean**2)
        return float(np.sqrt(size * squares * people / (people - 1)))

    def _totals(self, sums: Floats) -> Floats:
        found: Floats = sums @ self._shift.T @ self._form
        return found

    def _squares(self, cells: CellSums) -> Floats:
        """Squared deviations from the mean influence of the cell, summed over its people."""
        sums = cells.sums @ self._shift.T
        products = self._shift @ cells.products @ self._shift.T
        people = cells.people[:, None, None]
        centred = (products * people - sums[:, :, None] * sums[:, None, :]) / people
        found: Floats = np.einsum("cij,i,j->c", centred, self._form, self._form)
        return found.clip(min=0.0)


def _error(units: Floats, means: Floats, within: Floats) -> float:
    one_stratum = np.zeros(len(units), dtype=np.intp)
    return float(np.sqrt(design_variance(units, means, within, one_stratum, np.zeros(1))))
