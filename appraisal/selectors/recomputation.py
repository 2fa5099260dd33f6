"""The proposals and the predicate of a stored result, computed once more from what is stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from appraisal.models import Evaluation
from appraisal.regulation import BEHAVIOUR_PROPOSAL, RESULTS_PROPOSAL
from appraisal.rules.predicate import (
    OrganisationPredicate,
    head_results_rating,
    performance_predicate,
)
from appraisal.rules.ratings import (
    BEHAVIOUR_PROPOSALS,
    RESULTS_PROPOSALS,
    VALUES_RATED,
    Rating,
    ResultRatings,
    propose_behaviour_rating,
    propose_results_rating,
)
from appraisal.rules.segments import SEGMENTS_PROPOSAL, RatedSegment, annual_suggestion
from appraisal.selectors.applied_settings import applied_choice
from appraisal.selectors.segments import earlier_segments, own_months, rated_segments
from personnel.selectors.regulation import Regulations


@dataclass(frozen=True, slots=True)
class Recomputation:
    """Proposals and predicate computed anew from the stored single ratings and chosen ratings.

    A proposal is empty where the ratings under it or the version of its rule are missing.
    """

    results_proposed: str
    behaviour_proposed: str
    predicate: str
    agrees: bool

    @property
    def sentence(self) -> str:
        """The outcome for the reader, with the next step when something is wrong."""
        if self.agrees:
            return _("Dihitung ulang dari data yang tersimpan: hasilnya sama.")
        return _("Dihitung ulang dari data yang tersimpan: hasilnya berbeda. Hubungi BKPSDM.")


def recompute(
    evaluation: Evaluation, singles: ResultRatings, values: Sequence[Rating], every: Regulations
) -> Recomputation:
    """Ask the same rules in the stored versions again and compare with what is stored.

    ``every`` names the versions behind the single ratings where the months of a year or the
    predicate of the unit had the last word.
    """
    results = _results(evaluation, singles, every)
    behaviour = _behaviour(evaluation, values, every)
    algorithms = evaluation.results_algorithm, evaluation.behaviour_algorithm
    if SEGMENTS_PROPOSAL in algorithms and results and behaviour:
        results, behaviour = _over_the_year(evaluation, results, behaviour)
    if evaluation.follows_unit:
        results = head_results_rating(
            OrganisationPredicate(evaluation.organisation_predicate), evaluation.results_algorithm
        )
    predicate = performance_predicate(
        Rating(evaluation.results_rating), Rating(evaluation.behaviour_rating)
    )
    stored = evaluation.results_proposed, evaluation.behaviour_proposed, evaluation.predicate
    return Recomputation(
        results, behaviour, predicate, agrees=(results, behaviour, predicate) == stored
    )


def _results(evaluation: Evaluation, singles: ResultRatings, every: Regulations) -> str:
    version = evaluation.results_algorithm
    if evaluation.follows_unit or version == SEGMENTS_PROPOSAL:
        version = applied_choice(evaluation, RESULTS_PROPOSAL, every)
    if version not in RESULTS_PROPOSALS or not (singles.main or singles.additional):
        return ""
    return propose_results_rating(singles, version)


def _behaviour(evaluation: Evaluation, values: Sequence[Rating], every: Regulations) -> str:
    version = evaluation.behaviour_algorithm
    if version == SEGMENTS_PROPOSAL:
        version = applied_choice(evaluation, BEHAVIOUR_PROPOSAL, every)
    if version not in BEHAVIOUR_PROPOSALS or len(values) != VALUES_RATED:
        return ""
    return propose_behaviour_rating(values, version)


def _over_the_year(evaluation: Evaluation, results: str, behaviour: str) -> tuple[str, str]:
    segments = earlier_segments(evaluation)
    here = RatedSegment(own_months(evaluation, segments), Rating(results), Rating(behaviour))
    earlier = rated_segments(segments, evaluation.period.year.year)
    return annual_suggestion([*earlier, here])
