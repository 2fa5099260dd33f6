"""The supervisor's side of an evaluation: rate, choose, fix, serve."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.evaluations import evaluations
from appraisal.actions.locking import locked, moved, saved
from appraisal.enums import CoreValue, EvaluationState, ResultKind
from appraisal.models import BehaviourRating, Evaluation, ResultRating
from appraisal.regulation import BEHAVIOUR_PROPOSAL, RESULTS_PROPOSAL, result_versions
from appraisal.rules.predicate import performance_predicate
from appraisal.rules.ratings import (
    Rating,
    ResultRatings,
    propose_behaviour_rating,
    propose_results_rating,
)
from appraisal.selectors.organisation import predicate_for
from personnel.models import User
from personnel.rules.regulation import Regulation
from personnel.selectors.regulation import regulation_on
from sabang_kinerja.common.errors import Incomplete, WrongState


@dataclass(frozen=True, slots=True)
class RatingInput:
    """What the supervisor entered so far; whatever is absent stays as it is."""

    results: dict[int, str] = field(default_factory=dict)
    result_feedback: dict[int, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    value_feedback: dict[str, str] = field(default_factory=dict)
    results_rating: str | None = None
    results_reason: str | None = None
    behaviour_rating: str | None = None
    behaviour_reason: str | None = None
    recommendation: str | None = None


@transaction.atomic
def save_ratings(
    *,
    evaluation_id: int,
    entered: RatingInput,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> Evaluation:
    """Write ratings as one goes and compute the proposals from what is there.

    An overall rating that was not chosen by hand follows the proposal. One that differs needs its
    reason before the evaluation can be fixed, and is kept only with it.
    """
    evaluation = locked(evaluations(), evaluation_id, seen_version)
    permissions.can_rate(by, evaluation, now).require()
    write_ratings(evaluation, entered, regulation_on(timezone.localtime(now).date()))
    saved(evaluation, *RATING_FIELDS)
    return evaluation


RATING_FIELDS = (
    "results_proposed",
    "results_rating",
    "results_reason",
    "results_algorithm",
    "behaviour_proposed",
    "behaviour_rating",
    "behaviour_reason",
    "behaviour_algorithm",
    "recommendation",
)


def write_ratings(evaluation: Evaluation, entered: RatingInput, regulation: Regulation) -> None:
    """Store single ratings, set proposals and overall ratings on the (unsaved) evaluation.

    ``regulation`` chooses the versions of the proposals.
    """
    results = {result.pk for result in evaluation.plan.results.all()}
    for result_id, rating in entered.results.items():
        if result_id in results:
            ResultRating.objects.update_or_create(
                evaluation=evaluation, result_id=result_id, defaults={"rating": Rating(rating)}
            )
    for result_id, text in entered.result_feedback.items():
        ResultRating.objects.filter(evaluation=evaluation, result_id=result_id).update(
            feedback=text.strip()
        )
    for value, rating in entered.values.items():
        BehaviourRating.objects.update_or_create(
            evaluation=evaluation,
            core_value=CoreValue(value),
            defaults={"rating": Rating(rating)},
        )
    for value, text in entered.value_feedback.items():
        BehaviourRating.objects.filter(evaluation=evaluation, core_value=value).update(
            feedback=text.strip()
        )
    _choose_results(evaluation, entered, regulation.choice(RESULTS_PROPOSAL))
    _choose_behaviour(evaluation, entered, regulation.choice(BEHAVIOUR_PROPOSAL))
    if entered.recommendation is not None:
        evaluation.recommendation = entered.recommendation.strip()


def _choose_results(evaluation: Evaluation, entered: RatingInput, version: str) -> None:
    rated = list(evaluation.result_ratings.select_related("result"))
    if len(rated) < evaluation.plan.results.count():
        evaluation.results_proposed = ""
        evaluation.results_rating = ""
        return
    proposal = propose_results_rating(
        ResultRatings(
            main=tuple(Rating(r.rating) for r in rated if r.result.kind == ResultKind.MAIN),
            additional=tuple(Rating(r.rating) for r in rated if r.result.kind != ResultKind.MAIN),
        ),
        version,
    )
    if entered.results_reason is not None:
        evaluation.results_reason = entered.results_reason.strip()
    evaluation.results_algorithm = version
    evaluation.results_rating = _overall(
        proposal,
        evaluation.results_proposed,
        entered.results_rating or evaluation.results_rating,
        evaluation.results_reason,
    )
    evaluation.results_proposed = proposal


def _choose_behaviour(evaluation: Evaluation, entered: RatingInput, version: str) -> None:
    rated = list(evaluation.behaviour_ratings.all())
    if len(rated) < len(CoreValue):
        evaluation.behaviour_proposed = ""
        evaluation.behaviour_rating = ""
        return
    proposal = propose_behaviour_rating([Rating(r.rating) for r in rated], version)
    if entered.behaviour_reason is not None:
        evaluation.behaviour_reason = entered.behaviour_reason.strip()
    evaluation.behaviour_algorithm = version
    evaluation.behaviour_rating = _overall(
        proposal,
        evaluation.behaviour_proposed,
        entered.behaviour_rating or evaluation.behaviour_rating,
        evaluation.behaviour_reason,
    )
    evaluation.behaviour_proposed = proposal


def _overall(proposal: str, proposed_before: str, chosen: str, reason: str) -> str:
    """The overall rating to keep: the proposal, or another choice that carries its reason (W2)."""
    if not chosen or chosen == proposal:
        return proposal
    if chosen == proposed_before and not reason:
        return proposal
    if not reason:
        raise Incomplete(
            _(
                "Pilihan Anda berbeda dari usulan sistem. "
                "Tuliskan alasannya agar pegawai dapat memahaminya."
            )
        )
    return chosen


def fix_evaluation(
    *, evaluation_id: int, by: User, now: datetime, seen_version: int | None = None
) -> Evaluation:
    """Fix both ratings and compute the predicate; the supervisor signs with it.

    The law's order holds: without the organisation's predicate the evaluation moves to
    ``AWAITING_ORGANISATION`` and ``WrongState`` says so (W1). Raises ``Incomplete`` while a
    rating is missing.
    """
    organisation = _await_or_predicate(evaluation_id, by, now, seen_version)
    if organisation is None:
        evaluation = evaluations().get(pk=evaluation_id)
        raise WrongState(
            _(
                "Predikat pegawai dapat ditetapkan setelah predikat organisasi %(unit)s "
                "ditetapkan oleh pimpinan di atasnya."
            )
            % {"unit": evaluation.plan.assignment.post.unit.agency or ""}
        )
    return _fix(evaluation_id, organisation, by, now)


@transaction.atomic
def _await_or_predicate(
    evaluation_id: int, by: User, now: datetime, seen_version: int | None
) -> str | None:
    """The fixed organisation predicate, or ``None`` after noting that it is awaited."""
    evaluation = locked(evaluations(), evaluation_id, seen_version)
    permissions.can_fix_evaluation(by, evaluation, now).require()
    _require_ratings(evaluation)
    organisation = predicate_for(evaluation)
    if organisation is not None and permissions.organisation_is_fixed(organisation):
        return organisation.predicate
    if evaluation.state == EvaluationState.IN_RATING:
        moved(evaluation, "await_organisation", by=by, now=now)
    return None


@transaction.atomic
def _fix(evaluation_id: int, organisation: str, by: User, now: datetime) -> Evaluation:
    evaluation = locked(evaluations(), evaluation_id)
    permissions.can_fix_evaluation(by, evaluation, now).require()
    _require_ratings(evaluation)
    set_predicate(evaluation)
    evaluation.organisation_predicate = organisation
    evaluation.fixed_at = now
    evaluation.regulation_versions = result_versions(regulation_on(timezone.localtime(now).date()))
    moved(
        evaluation,
        "fix",
        by=by,
        now=now,
        fields=("predicate", "organisation_predicate", "fixed_at", "regulation_versions"),
    )
    return evaluation


def _require_ratings(evaluation: Evaluation) -> None:
    missing = []
    if not evaluation.results_rating:
        missing.append(_("Beri rating untuk setiap hasil kerja."))
    if not evaluation.behaviour_rating:
        missing.append(_("Beri rating untuk ketujuh nilai perilaku kerja."))
    if missing:
        raise Incomplete(_("Penilaian belum lengkap."), missing)


def set_predicate(evaluation: Evaluation) -> None:
    """Compute the predicate from the two ratings (the only assignment to it)."""
    evaluation.predicate = performance_predicate(
        Rating(evaluation.results_rating), Rating(evaluation.behaviour_rating)
    )


@transaction.atomic
def serve_evaluation(
    *, evaluation_id: int, by: User, now: datetime, seen_version: int | None = None
) -> Evaluation:
    """Hand the signed result to the employee; from today the days for an answer count."""
    evaluation = locked(evaluations(), evaluation_id, seen_version)
    permissions.can_serve(by, evaluation, now).require()
    evaluation.served_at = now
    moved(evaluation, "serve", by=by, now=now, fields=("served_at",))
    return evaluation


@transaction.atomic
def reopen_evaluation(*, evaluation_id: int, order: str, by: User, now: datetime) -> Evaluation:
    """Re-open a final evaluation on a written order; a new revision, the old document is kept."""
    evaluation = locked(evaluations(), evaluation_id)
    permissions.can_reopen(by, evaluation, now).require()
    evaluation.revision += 1
    evaluation.final_at = None
    evaluation.answered_at = None
    moved(
        evaluation,
        "reopen",
        by=by,
        now=now,
        note=order,
        fields=("revision", "final_at", "answered_at"),
    )
    return evaluation
