"""Single ratings that lead to an overall one by the rule, and reasons to differ from it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from appraisal.enums import ResultKind
from appraisal.rules.ratings import (
    VALUES_RATED,
    Rating,
    ResultRatings,
    propose_behaviour_rating,
    propose_results_rating,
)
from sabang_kinerja.demo.content import phrases
from sabang_kinerja.demo.plan_content import PlannedResult
from sabang_kinerja.demo.sampling import sometimes

DEPARTURES: Final = 0.035
"""Share of overall ratings that differ from the proposal."""


@dataclass(frozen=True, slots=True)
class Overall:
    """An overall rating with the single ones, the rule's proposal and, if they differ, why."""

    singles: list[Rating]
    proposed: Rating
    chosen: Rating
    reason: str


def rate_results(
    chosen: Rating, results: Sequence[PlannedResult], chance: random.Random, *, may_depart: bool
) -> Overall:
    """Single ratings of a plan's results, in plan order, for an overall rating."""
    proposed, reason = _proposal("results", chosen, chance, may_depart=may_depart)
    kinds = [result.kind for result in results]
    singles = _results_for(proposed, kinds, chance)
    _spare_exact(singles, results)
    return Overall(singles, proposed_results(singles, kinds), chosen, reason)


def rate_behaviour(chosen: Rating, chance: random.Random, *, may_depart: bool) -> Overall:
    """Single ratings of the seven values for an overall rating."""
    proposed, reason = _proposal("behaviour", chosen, chance, may_depart=may_depart)
    if proposed is Rating.MEETS:
        special = [Rating.ABOVE] * chance.randint(0, 3)
        special += [Rating.BELOW] * sometimes(chance, 0.12)
    else:
        special = [proposed] * chance.randint(4, VALUES_RATED if proposed is Rating.ABOVE else 5)
    singles = special + [Rating.MEETS] * (VALUES_RATED - len(special))
    chance.shuffle(singles)
    return Overall(singles, propose_behaviour_rating(singles), chosen, reason)


def proposed_results(singles: Sequence[Rating], kinds: Sequence[str]) -> Rating:
    """What the rule proposes for ratings given in plan order."""
    main = [r for r, kind in zip(singles, kinds, strict=True) if kind == ResultKind.MAIN]
    more = [r for r, kind in zip(singles, kinds, strict=True) if kind != ResultKind.MAIN]
    return propose_results_rating(ResultRatings(tuple(main), tuple(more)))


def _results_for(proposed: Rating, kinds: Sequence[str], chance: random.Random) -> list[Rating]:
    whole = len(kinds)
    main = [place for place, kind in enumerate(kinds) if kind == ResultKind.MAIN]
    singles = [Rating.MEETS] * whole
    if proposed is Rating.MEETS:
        for place in chance.sample(range(whole), chance.randint(0, whole // 2)):
            singles[place] = Rating.ABOVE
        if len(main) > 2 and sometimes(chance, 0.25):
            singles[chance.choice(main)] = Rating.BELOW
        return singles
    for place in chance.sample(range(whole), chance.randint(whole // 2 + 1, whole)):
        singles[place] = proposed
    return singles


def _spare_exact(singles: list[Rating], results: Sequence[PlannedResult]) -> None:
    """Where one can, let the results that are above be those whose targets can be exceeded."""
    for place, result in enumerate(results):
        if singles[place] is not Rating.ABOVE or result.can_be_exceeded:
            continue
        for other, fitting in enumerate(results):
            free = singles[other] is Rating.MEETS and fitting.can_be_exceeded
            if free and fitting.kind == result.kind:
                singles[place], singles[other] = singles[other], singles[place]
                break


def _proposal(
    dimension: str, chosen: Rating, chance: random.Random, *, may_depart: bool
) -> tuple[Rating, str]:
    """The proposal to aim at: mostly the choice itself, seldom another with its reason."""
    if not (may_depart and sometimes(chance, DEPARTURES)):
        return chosen, ""
    row = chance.choice(
        [
            row
            for row in phrases()["departure_reasons"]
            if row["dimension"] == dimension and row["chosen_rating"] == chosen
        ]
    )
    return Rating(row["proposed_rating"]), row["text"]
