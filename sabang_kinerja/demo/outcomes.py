"""How every evaluation turns out: organisation first, then its people within the pattern."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from appraisal.enums import EvaluationState
from appraisal.rules.predicate import (
    OrganisationPredicate,
    Predicate,
    head_results_rating,
)
from appraisal.rules.ratings import Rating
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.plan_specs import PlanSpec
from sabang_kinerja.demo.sampling import apportion, pick, stream
from sabang_kinerja.demo.years import CityPeriod

NOISE: Final = 0.9
"""How much a period differs from a person's lasting strength (both around one)."""

PATTERNS: Final[dict[OrganisationPredicate, dict[Predicate, float]]] = {
    # shares inside the limits of SE MenPANRB 3/2023 (regulation 4.5), best first
    OrganisationPredicate.EXCELLENT: {
        Predicate.VERY_GOOD: 0.60,
        Predicate.GOOD: 0.31,
        Predicate.NEEDS_IMPROVEMENT: 0.07,
        Predicate.POOR: 0.02,
    },
    OrganisationPredicate.GOOD: {
        Predicate.VERY_GOOD: 0.20,
        Predicate.GOOD: 0.66,
        Predicate.NEEDS_IMPROVEMENT: 0.11,
        Predicate.POOR: 0.02,
        Predicate.VERY_POOR: 0.01,
    },
    OrganisationPredicate.NEEDS_IMPROVEMENT: {
        Predicate.VERY_GOOD: 0.06,
        Predicate.GOOD: 0.27,
        Predicate.NEEDS_IMPROVEMENT: 0.63,
        Predicate.POOR: 0.03,
        Predicate.VERY_POOR: 0.01,
    },
}
TOO_GENEROUS: Final[dict[Predicate, float]] = {Predicate.VERY_GOOD: 0.12, Predicate.GOOD: 0.88}
"""What one agency in twelve did: outside the pattern, so that calibration has work."""

_PAIRS: Final[dict[Predicate, dict[tuple[Rating, Rating], float]]] = {
    Predicate.VERY_GOOD: {(Rating.ABOVE, Rating.ABOVE): 1},
    Predicate.GOOD: {
        (Rating.ABOVE, Rating.MEETS): 20,
        (Rating.MEETS, Rating.MEETS): 55,
        (Rating.MEETS, Rating.ABOVE): 25,
    },
    Predicate.NEEDS_IMPROVEMENT: {
        (Rating.BELOW, Rating.MEETS): 85,
        (Rating.BELOW, Rating.ABOVE): 15,
    },
    Predicate.POOR: {(Rating.MEETS, Rating.BELOW): 85, (Rating.ABOVE, Rating.BELOW): 15},
    Predicate.VERY_POOR: {(Rating.BELOW, Rating.BELOW): 1},
}
_HEAD_BEHAVIOUR: Final = {Rating.ABOVE: 0.5, Rating.MEETS: 0.5}


@dataclass(slots=True, eq=False)
class Outcome:
    """One evaluation to be written: who judges, both ratings, how far it has come.

    ``case`` is an objection from the file of phrases; ``examined`` says that it has been taken up.
    """

    spec: PlanSpec
    period: CityPeriod
    state: EvaluationState
    supervisor: Person
    reviewer: Person | None
    results: Rating = Rating.MEETS
    behaviour: Rating = Rating.MEETS
    organisation: OrganisationPredicate = OrganisationPredicate.GOOD
    case: dict[str, Any] | None = None
    examined: bool = True
    pinned: bool = False

    @property
    def leads_agency(self) -> bool:
        """Whether the organisation's predicate is this person's rating of results."""
        post = self.spec.span.post
        return post.is_head and post.unit.is_agency

    def rate(self, pair: tuple[Rating, Rating]) -> None:
        """Set both ratings."""
        self.results, self.behaviour = pair


def rate_agency(
    outcomes: Sequence[Outcome],
    organisation: OrganisationPredicate,
    seed: int,
    *,
    generous: bool = False,
) -> None:
    """Give everybody of one agency and period ratings that follow its pattern."""
    others: list[tuple[float, Outcome]] = []
    left: Counter[Predicate] = Counter()
    shares = TOO_GENEROUS if generous else PATTERNS[organisation]
    quota = dict(zip(shares, apportion(len(outcomes), list(shares.values())), strict=True))
    for outcome in outcomes:
        outcome.organisation = organisation
        chance = _chance(outcome, seed)
        if outcome.leads_agency:
            results = head_results_rating(organisation)
            outcome.rate((results, pick(chance, _HEAD_BEHAVIOUR)))
            left[_likely(results)] += 1
        else:
            others.append((outcome.spec.person.strength + chance.gauss(0, NOISE), outcome))
    others.sort(key=lambda pair: -pair[0])
    ranked = iter(outcome for _score, outcome in others)
    for predicate, count in quota.items():
        for _each in range(max(0, count - left[predicate])):
            if found := next(ranked, None):
                found.rate(pick(_chance(found, seed), _PAIRS[predicate]))


def _likely(results: Rating) -> Predicate:
    """Where the head of an agency most likely counts in the pattern."""
    if results is Rating.BELOW:
        return Predicate.NEEDS_IMPROVEMENT
    return Predicate.VERY_GOOD if results is Rating.ABOVE else Predicate.GOOD


def _chance(outcome: Outcome, seed: int) -> random.Random:
    period, person = outcome.period, outcome.spec.person
    year = outcome.spec.year.year
    return stream(seed, "outcome", year, period.kind, period.sequence, person.nip)


def by_agency(outcomes: Iterable[Outcome]) -> dict[tuple[int, int], list[Outcome]]:
    """Outcomes by agency id and period id."""
    found: dict[tuple[int, int], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        agency = outcome.spec.span.post.unit.agency
        found[agency.id if agency else 0, outcome.period.id].append(outcome)
    return found
