"""Who stands near a boundary: which change of one single rating would change the predicate.

Nothing here decides anything: the proposals and the table are asked again with one rating moved.
Source: as ``rules.ratings`` and ``rules.predicate``; see docs/legal.md#calibration.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from appraisal.rules.predicate import Predicate, performance_predicate
from appraisal.rules.ratings import (
    DEFAULT_PROPOSAL,
    VALUES_RATED,
    Rating,
    ResultRatings,
    propose_behaviour_rating,
    propose_results_rating,
)

_LEVELS: Final = tuple(Rating)
_BEST_FIRST: Final = tuple(Predicate)


class Side(StrEnum):
    """What the moved rating belongs to."""

    MAIN = "main"
    ADDITIONAL = "additional"
    BEHAVIOUR = "behaviour"


@dataclass(frozen=True, slots=True)
class Standing:
    """Single ratings of one person, and the overall ratings as they are now.

    A side whose overall rating is held does not follow single ratings: the supervisor departed
    from the proposal, or the rating follows the predicate of a unit.
    """

    singles: ResultRatings
    values: tuple[Rating, ...]
    results: Rating
    behaviour: Rating
    results_held: bool = False
    behaviour_held: bool = False

    @property
    def predicate(self) -> Predicate:
        """What the table says now."""
        return performance_predicate(self.results, self.behaviour)


@dataclass(frozen=True, slots=True)
class Flip:
    """One single rating moved from ``before`` to ``after``, and the predicate beyond the line.

    ``left`` and ``reached`` count the ratings now at ``before`` and at ``after``, of ``total``;
    results are counted together, main and additional.
    """

    side: Side
    before: Rating
    after: Rating
    predicate: Predicate
    left: int
    reached: int
    total: int

    @property
    def steps(self) -> int:
        """Levels that the single rating moves, 1 or 2."""
        return abs(_LEVELS.index(self.before) - _LEVELS.index(self.after))


def flips(
    standing: Standing, version: str = DEFAULT_PROPOSAL, behaviour_version: str = DEFAULT_PROPOSAL
) -> tuple[Flip, ...]:
    """Every change of one single rating that changes the predicate, nearest first.

    The versions name the proposals of results and of behaviour.
    Ratings of one side and level are alike, so each is named once.
    """
    found = [*_of_results(standing, version), *_of_behaviour(standing, behaviour_version)]
    here = _BEST_FIRST.index(standing.predicate)
    return tuple(
        sorted(
            found,
            key=lambda flip: (flip.steps, abs(_BEST_FIRST.index(flip.predicate) - here), flip.side),
        )
    )


def _moves(ratings: tuple[Rating, ...]) -> Iterator[tuple[Rating, Rating, tuple[Rating, ...]]]:
    """Every level present with every other: before, after, the ratings with one of them moved."""
    for before in dict.fromkeys(ratings):
        place = ratings.index(before)
        for after in _LEVELS:
            if after is not before:
                yield before, after, (*ratings[:place], after, *ratings[place + 1 :])


def _of_results(standing: Standing, version: str) -> Iterator[Flip]:
    if standing.results_held:
        return
    main, additional = standing.singles.main, standing.singles.additional
    for side, ratings in ((Side.MAIN, main), (Side.ADDITIONAL, additional)):
        for before, after, moved in _moves(ratings):
            singles = (
                ResultRatings(moved, additional)
                if side is Side.MAIN
                else ResultRatings(main, moved)
            )
            then = performance_predicate(
                propose_results_rating(singles, version), standing.behaviour
            )
            if then is not standing.predicate:
                every = main + additional
                left, reached = every.count(before), every.count(after)
                yield Flip(side, before, after, then, left, reached, len(every))


def _of_behaviour(standing: Standing, version: str) -> Iterator[Flip]:
    if standing.behaviour_held or len(standing.values) != VALUES_RATED:
        return
    for before, after, moved in _moves(standing.values):
        then = performance_predicate(standing.results, propose_behaviour_rating(moved, version))
        if then is not standing.predicate:
            left, reached = standing.values.count(before), standing.values.count(after)
            yield Flip(Side.BEHAVIOUR, before, after, then, left, reached, VALUES_RATED)
