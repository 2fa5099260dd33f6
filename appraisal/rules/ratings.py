"""Ratings of results and behaviour: three levels, and what the rules propose.

The law says "most" and "a small part" without numbers, so the proposals are named versions
that a setting chooses; the supervisor may differ with a reason.
Source: PermenPANRB 6/2022; see docs/legal.md#ratings.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Rating(StrEnum):
    """One of three levels against expectation, best first."""

    ABOVE = "above"
    MEETS = "meets"
    BELOW = "below"


VALUES_RATED: Final = 7
"""How many core values carry a rating of behaviour."""


class NoResults(ValueError):
    """Not one work result is rated, so there is nothing to propose."""


class NotSevenValues(ValueError):
    """Behaviour is rated over all seven core values or not at all."""


@dataclass(frozen=True, slots=True)
class ResultRatings:
    """Ratings of one person's work results, main ones apart from additional ones.

    The order does not matter; results without a rating are left out by the caller.
    """

    main: tuple[Rating, ...]
    additional: tuple[Rating, ...] = ()


def _results_majority_1(ratings: ResultRatings) -> Rating:
    """Strict majority over all results, guarded by the main ones; half is not "most"."""
    every = ratings.main + ratings.additional
    if not every:
        raise NoResults
    above = every.count(Rating.ABOVE)
    below = every.count(Rating.BELOW)
    main_below = ratings.main.count(Rating.BELOW)
    if 2 * above > len(every) and main_below == 0:
        return Rating.ABOVE
    if 2 * below > len(every):
        return Rating.BELOW
    if 2 * main_below > len(ratings.main):
        return Rating.BELOW
    return Rating.MEETS


def _behaviour_majority_1(ratings: Sequence[Rating]) -> Rating:
    """Four of seven above and none below, or four of seven below; else meets."""
    below = ratings.count(Rating.BELOW)
    if ratings.count(Rating.ABOVE) >= 4 and below == 0:
        return Rating.ABOVE
    if below >= 4:
        return Rating.BELOW
    return Rating.MEETS


RESULTS_PROPOSALS: Final[Mapping[str, Callable[[ResultRatings], Rating]]] = {
    "majority-1": _results_majority_1,
}
BEHAVIOUR_PROPOSALS: Final[Mapping[str, Callable[[Sequence[Rating]], Rating]]] = {
    "majority-1": _behaviour_majority_1,
}
DEFAULT_PROPOSAL: Final = "majority-1"


def propose_results_rating(ratings: ResultRatings, version: str = DEFAULT_PROPOSAL) -> Rating:
    """Propose the rating of results (regulation 4.2).

    ``version`` names a row of ``RESULTS_PROPOSALS``.
    Raises: ``NoResults`` when nothing is rated; ``KeyError`` for an unknown version.
    """
    return RESULTS_PROPOSALS[version](ratings)


def propose_behaviour_rating(ratings: Sequence[Rating], version: str = DEFAULT_PROPOSAL) -> Rating:
    """Propose the rating of behaviour over the seven core values (regulation 4.2).

    ``version`` names a row of ``BEHAVIOUR_PROPOSALS``.
    Raises: ``NotSevenValues``; ``KeyError`` for an unknown version.
    """
    if len(ratings) != VALUES_RATED:
        raise NotSevenValues(len(ratings))
    return BEHAVIOUR_PROPOSALS[version](ratings)
