"""Why a predicate is what it is, and the smallest change of single ratings that would alter it.

Nothing here decides anything: the proposals and the table are asked again with other ratings.
Source: as ``rules.ratings`` and ``rules.predicate``; see docs/legal.md#predicate.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import comb
from typing import Final

from appraisal.rules.predicate import PREDICATE_TABLE, Predicate, performance_predicate
from appraisal.rules.ratings import (
    DEFAULT_PROPOSAL,
    Rating,
    ResultRatings,
    propose_behaviour_rating,
    propose_results_rating,
)

MOST_COMBINATIONS: Final = 60_000
"""A plan of so many results that more ways than these must be tried gets no suggestion."""

_LEVELS: Final = tuple(Rating)
_BEST_FIRST: Final = tuple(Predicate)


class ResultsGround(StrEnum):
    """What settled the proposal for the rating of results (rule ``majority-1``)."""

    MOST_ABOVE = "most_above"
    MOST_BELOW = "most_below"
    MOST_MAIN_BELOW = "most_main_below"
    BETWEEN = "between"


def results_ground(ratings: ResultRatings, version: str = DEFAULT_PROPOSAL) -> ResultsGround:
    """Name the condition that the ratings of results met.

    Raises: ``NoResults`` when nothing is rated.
    """
    proposal = propose_results_rating(ratings, version)
    if proposal is Rating.ABOVE:
        return ResultsGround.MOST_ABOVE
    if proposal is Rating.MEETS:
        return ResultsGround.BETWEEN
    every = ratings.main + ratings.additional
    if 2 * every.count(Rating.BELOW) > len(every):
        return ResultsGround.MOST_BELOW
    return ResultsGround.MOST_MAIN_BELOW


@dataclass(frozen=True, slots=True)
class QuadrantCell:
    """One of the nine cells; ``is_here`` marks the person's own."""

    results: Rating
    behaviour: Rating
    predicate: Predicate
    is_here: bool


def quadrant(
    results: Rating | None, behaviour: Rating | None
) -> tuple[tuple[QuadrantCell, ...], ...]:
    """The table as it is printed: rows by results, best first; columns by behaviour, worst first.

    The cell of the two ratings is marked; none while one of them is missing.
    """
    here = (results, behaviour)
    return tuple(
        tuple(
            QuadrantCell(row, column, PREDICATE_TABLE[row, column], (row, column) == here)
            for column in reversed(_LEVELS)
        )
        for row in _LEVELS
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """Single ratings of one evaluation beside the two overall ratings that were chosen.

    ``values`` are the seven ratings of behaviour in any order.
    """

    singles: ResultRatings
    values: tuple[Rating, ...]
    results: Rating
    behaviour: Rating

    @property
    def predicate(self) -> Predicate:
        """What the table says."""
        return performance_predicate(self.results, self.behaviour)


@dataclass(frozen=True, slots=True)
class SmallestChange:
    """Another predicate and the fewest single ratings that would have to differ for it.

    ``results_changed`` and ``values_changed`` count single ratings. Zero beside a rating that
    differs from the chosen one means that the proposal itself would lead there.
    """

    predicate: Predicate
    results: Rating
    results_changed: int
    behaviour: Rating
    values_changed: int


def smallest_change(
    judged: Judged, version: str = DEFAULT_PROPOSAL, behaviour_version: str = DEFAULT_PROPOSAL
) -> SmallestChange | None:
    """The nearest better predicate; for the best one the nearest lower.

    The versions name the proposals of results and of behaviour.
    Nearest means the fewest changed single ratings, then the fewest ratings of both kinds, then
    the smallest step. ``None`` when no way was found or too many would have to be tried.
    """
    here = _BEST_FIRST.index(judged.predicate)
    ways = smallest_changes(judged, version, behaviour_version)
    if here:
        ways = tuple(way for way in ways if _BEST_FIRST.index(way.predicate) < here)
    return min(ways, key=lambda way: _effort(judged, way), default=None)


@lru_cache(maxsize=256)
def smallest_changes(
    judged: Judged, version: str = DEFAULT_PROPOSAL, behaviour_version: str = DEFAULT_PROPOSAL
) -> tuple[SmallestChange, ...]:
    """For every other predicate the nearest way to it, best predicate first.

    Predicates to which no way was found are left out.
    """
    results = _costs_of_results(judged, version)
    behaviour = _costs_of_behaviour(judged, behaviour_version)
    ways = [
        SmallestChange(predicate, row, results[row], column, behaviour[column])
        for (row, column), predicate in PREDICATE_TABLE.items()
        if row in results and column in behaviour and predicate is not judged.predicate
    ]
    nearest: dict[Predicate, SmallestChange] = {}
    for way in sorted(ways, key=lambda way: _effort(judged, way)):
        nearest.setdefault(way.predicate, way)
    return tuple(nearest[predicate] for predicate in _BEST_FIRST if predicate in nearest)


def _effort(judged: Judged, way: SmallestChange) -> tuple[int, int, int]:
    here = _BEST_FIRST.index(judged.predicate)
    return (
        way.results_changed + way.values_changed,
        (way.results is not judged.results) + (way.behaviour is not judged.behaviour),
        abs(_BEST_FIRST.index(way.predicate) - here),
    )


_Counts = tuple[int, int, int]


def _ways_to_spread(total: int) -> Iterator[_Counts]:
    """Every way to give ``total`` things one of the three levels."""
    for above in range(total + 1):
        for meets in range(total - above + 1):
            yield above, meets, total - above - meets


def _count(ratings: tuple[Rating, ...]) -> _Counts:
    above, meets, below = (ratings.count(level) for level in _LEVELS)
    return above, meets, below


def _as_ratings(counts: _Counts) -> tuple[Rating, ...]:
    return tuple(level for level, n in zip(_LEVELS, counts, strict=True) for _ in range(n))


def _changed(before: _Counts, after: _Counts) -> int:
    """How many single ratings differ at least between two sets of counts."""
    return sum(max(0, old - new) for old, new in zip(before, after, strict=True))


def _costs_of_results(judged: Judged, version: str) -> Mapping[Rating, int]:
    """Rating of results → fewest changed results that bring it about."""
    main, additional = len(judged.singles.main), len(judged.singles.additional)
    costs: dict[Rating, int] = {judged.results: 0}
    if not main + additional or comb(main + 2, 2) * comb(additional + 2, 2) > MOST_COMBINATIONS:
        return costs
    main_now, additional_now = _count(judged.singles.main), _count(judged.singles.additional)
    others = list(_ways_to_spread(additional))
    for main_then in _ways_to_spread(main):
        for additional_then in others:
            proposal = propose_results_rating(
                ResultRatings(_as_ratings(main_then), _as_ratings(additional_then)), version
            )
            cost = _changed(main_now, main_then) + _changed(additional_now, additional_then)
            costs[proposal] = min(cost, costs.get(proposal, cost))
    return costs


def _costs_of_behaviour(judged: Judged, version: str) -> Mapping[Rating, int]:
    """Rating of behaviour → fewest changed values that bring it about."""
    costs: dict[Rating, int] = {judged.behaviour: 0}
    if not judged.values:
        return costs
    now = _count(judged.values)
    for then in _ways_to_spread(len(judged.values)):
        proposal = propose_behaviour_rating(_as_ratings(then), version)
        cost = _changed(now, then)
        costs[proposal] = min(cost, costs.get(proposal, cost))
    return costs
