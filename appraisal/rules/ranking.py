"""Ranking: the order of people whose predicates are often the same, with printed tie-breaks.

The law has five classes, so ties are normal. The order of the tie-breaks is a reading of ours
and stands on every sheet. Source: regulation 6.2; see docs/legal.md#follow-up.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from appraisal.rules.predicate import Predicate
from appraisal.rules.ratings import Rating


class TieBreak(StrEnum):
    """What orders two people, asked one after the other."""

    PREDICATE = "predicate"
    BEHAVIOUR = "behaviour"
    MAIN_RESULTS = "main_results"
    GOOD_YEARS = "good_years"
    RANK_SINCE = "rank_since"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the order reads of one person.

    ``main_above`` of ``main_rated`` main results lie above expectation; ``good_years`` counts
    consecutive years with very good or good, the ranked one included. A missing date comes last.
    """

    key: Hashable
    predicate: Predicate
    behaviour: Rating
    main_above: int
    main_rated: int
    good_years: int
    rank_since: date | None
    born: date | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the order; ``decided_by`` tells what parts it from the place above.

    ``decided_by`` is ``None`` for the first, and for somebody equal in everything, who shares the
    number of the place above.
    """

    number: int
    candidate: Candidate
    decided_by: TieBreak | None


_PREDICATES: Final = {predicate: at for at, predicate in enumerate(Predicate)}
_RATINGS: Final = {rating: at for at, rating in enumerate(Rating)}


def _keys(one: Candidate) -> tuple[object, ...]:
    """One comparable value for each tie-break, smaller first."""
    share = Fraction(one.main_above, one.main_rated) if one.main_rated else Fraction(0)
    return (
        _PREDICATES[one.predicate],
        _RATINGS[one.behaviour],
        -share,
        -one.good_years,
        one.rank_since or date.max,
        one.born or date.max,
    )


def rank(candidates: Iterable[Candidate]) -> list[Place]:
    """Put people in order: best first; equals keep the order in which they came."""
    ordered = sorted(candidates, key=_keys)
    places: list[Place] = []
    for at, one in enumerate(ordered):
        above = places[-1] if places else None
        decided = _first_difference(above.candidate, one) if above else None
        shared = above is not None and decided is None
        places.append(Place(above.number if above and shared else at + 1, one, decided))
    return places


def _first_difference(above: Candidate, below: Candidate) -> TieBreak | None:
    pairs = zip(TieBreak, _keys(above), _keys(below), strict=True)
    return next((tie_break for tie_break, left, right in pairs if left != right), None)
