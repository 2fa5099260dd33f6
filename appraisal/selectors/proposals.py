"""What the rules propose for one evaluation, and what the proposals rest on beside single ratings.

The form shows it, the action stores it: both ask here, so that they never differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from appraisal.enums import CoreValue
from appraisal.models import Evaluation, OrganisationPredicate
from appraisal.regulation import BEHAVIOUR_PROPOSAL, HEAD_RESULTS, RESULTS_PROPOSAL
from appraisal.rules.predicate import OrganisationPredicate as OrganisationValue
from appraisal.rules.predicate import head_results_rating
from appraisal.rules.ratings import (
    Rating,
    ResultRatings,
    propose_behaviour_rating,
    propose_results_rating,
)
from appraisal.rules.segments import SEGMENTS_PROPOSAL, RatedSegment, annual_suggestion
from appraisal.selectors.organisation import own_predicate
from appraisal.selectors.segments import earlier_segments, own_months, rated_segments
from personnel.enums import PeriodKind
from personnel.rules.regulation import Regulation
from personnel.selectors.regulation import regulation_on


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a proposal rests on.

    ``unit`` is the predicate of the unit that the person leads, if it has one of its own;
    ``earlier`` are closed segments of the same year, ``months`` the weight of the present one.
    """

    regulation: Regulation
    unit: OrganisationPredicate | None = None
    earlier: tuple[RatedSegment, ...] = ()
    months: int = 0

    @property
    def unit_rating(self) -> Rating | None:
        """Rating of results that follows from the unit; ``None`` while it is not fixed."""
        if self.unit is None or not self.unit.is_fixed:
            return None
        return head_results_rating(
            OrganisationValue(self.unit.predicate), self.regulation.choice(HEAD_RESULTS)
        )


@dataclass(frozen=True, slots=True)
class Proposals:
    """Both proposals, empty while a single rating is missing, and the rules that made them."""

    results: str
    behaviour: str
    results_rule: str
    behaviour_rule: str


def grounds_of(evaluation: Evaluation, day: date) -> Grounds:
    """Read what the proposals of one evaluation rest on (at most three queries)."""
    regulation = regulation_on(day)
    unit = own_predicate(evaluation)
    if evaluation.period.kind != PeriodKind.ANNUAL:
        return Grounds(regulation, unit)
    segments = earlier_segments(evaluation)
    year = evaluation.period.year.year
    return Grounds(
        regulation, unit, rated_segments(segments, year), own_months(evaluation, segments)
    )


def proposals(
    grounds: Grounds,
    main: Sequence[str],
    additional: Sequence[str],
    values: Sequence[str],
) -> Proposals:
    """Propose both overall ratings. Single ratings that are missing are empty texts.

    The unit's predicate decides a head's rating of results whatever the single ratings say; in a
    year of several segments their months weigh.
    """
    results = _results(grounds, main, additional)
    behaviour = _behaviour(grounds, values)
    results_rule = grounds.regulation.choice(RESULTS_PROPOSAL)
    behaviour_rule = grounds.regulation.choice(BEHAVIOUR_PROPOSAL)
    if grounds.earlier and results and behaviour:
        here = RatedSegment(grounds.months, Rating(results), Rating(behaviour))
        results, behaviour = annual_suggestion([*grounds.earlier, here])
        results_rule = behaviour_rule = SEGMENTS_PROPOSAL
    if grounds.unit_rating is not None:
        results, results_rule = grounds.unit_rating, grounds.regulation.choice(HEAD_RESULTS)
    return Proposals(results, behaviour, results_rule, behaviour_rule)


def _results(grounds: Grounds, main: Sequence[str], additional: Sequence[str]) -> str:
    if not all([*main, *additional]) or not [*main, *additional]:
        return ""
    singles = ResultRatings(_ratings(main), _ratings(additional))
    return propose_results_rating(singles, grounds.regulation.choice(RESULTS_PROPOSAL))


def _behaviour(grounds: Grounds, values: Sequence[str]) -> str:
    if not all(values) or len(values) != len(CoreValue):
        return ""
    return propose_behaviour_rating(_ratings(values), grounds.regulation.choice(BEHAVIOUR_PROPOSAL))


def _ratings(words: Iterable[str]) -> tuple[Rating, ...]:
    return tuple(Rating(word) for word in words)
