"""The supervisor's side of an evaluation: rate, choose, fix, serve."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.evaluations import evaluations
from appraisal.actions.locking import locked, moved, saved
from appraisal.enums import CoreValue, EvaluationState, ResultKind
from appraisal.models import BehaviourRating, Evaluation, OrganisationPredicate, ResultRating
from appraisal.regulation import HEAD_RESULTS, NOTE_FROM, result_versions
from appraisal.rules.predicate import OrganisationPredicate as OrganisationValue
from appraisal.rules.predicate import head_results_rating, performance_predicate
from appraisal.rules.ratings import Rating
from appraisal.selectors.annual import annual_gap
from appraisal.selectors.organisation import leads_its_unit, predicate_for
from appraisal.selectors.proposals import grounds_of, proposals
from personnel.models import User
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
    annual_note: str | None = None


class NoteOwed(Incomplete):
    """The annual predicate is far from the periodic ones and nobody said why."""


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
    write_ratings(evaluation, entered, timezone.localtime(now).date())
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
    "annual_note",
)


def write_ratings(evaluation: Evaluation, entered: RatingInput, day: date) -> None:
    """Store single ratings, set proposals and overall ratings on the (unsaved) evaluation."""
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
    _choose(evaluation, entered, day)
    if entered.recommendation is not None:
        evaluation.recommendation = entered.recommendation.strip()
    if entered.annual_note is not None:
        evaluation.annual_note = entered.annual_note.strip()


def _choose(evaluation: Evaluation, entered: RatingInput, day: date) -> None:
    """Set both proposals and both overall ratings on the (unsaved) evaluation."""
    grounds = grounds_of(evaluation, day)
    found = proposals(grounds, *_singles(evaluation))
    if entered.results_reason is not None:
        evaluation.results_reason = entered.results_reason.strip()
    if entered.behaviour_reason is not None:
        evaluation.behaviour_reason = entered.behaviour_reason.strip()
    chosen = entered.results_rating or evaluation.results_rating
    if grounds.unit is not None:
        chosen, evaluation.results_reason = found.results, ""
    evaluation.results_rating = _overall(
        found.results, evaluation.results_proposed, chosen, evaluation.results_reason
    )
    evaluation.behaviour_rating = _overall(
        found.behaviour,
        evaluation.behaviour_proposed,
        entered.behaviour_rating or evaluation.behaviour_rating,
        evaluation.behaviour_reason,
    )
    evaluation.results_proposed, evaluation.behaviour_proposed = found.results, found.behaviour
    if found.results:
        evaluation.results_algorithm = found.results_rule
    if found.behaviour:
        evaluation.behaviour_algorithm = found.behaviour_rule


def _singles(evaluation: Evaluation) -> tuple[list[str], list[str], list[str]]:
    """Single ratings of main results, additional results and values; empty where missing."""
    rated = dict(evaluation.result_ratings.values_list("result_id", "rating"))
    results = list(evaluation.plan.results.all())
    values = dict(evaluation.behaviour_ratings.values_list("core_value", "rating"))
    return (
        [rated.get(row.pk, "") for row in results if row.kind == ResultKind.MAIN],
        [rated.get(row.pk, "") for row in results if row.kind != ResultKind.MAIN],
        [values.get(value, "") for value in CoreValue.values],
    )


def _overall(proposal: str, proposed_before: str, chosen: str, reason: str) -> str:
    """The overall rating to keep: the proposal, or another choice that carries its reason (W2)."""
    if not proposal or not chosen or chosen == proposal:
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
    rating is missing, or the explanation of an annual predicate far from the periodic ones.
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
) -> OrganisationPredicate | None:
    """The fixed organisation predicate, or ``None`` after noting that it is awaited."""
    evaluation = locked(evaluations(), evaluation_id, seen_version)
    permissions.can_fix_evaluation(by, evaluation, now).require()
    organisation = predicate_for(evaluation)
    _require_ratings(evaluation, organisation)
    if organisation is not None and organisation.is_fixed:
        return organisation
    if evaluation.state == EvaluationState.IN_RATING:
        moved(evaluation, "await_organisation", by=by, now=now)
    return None


@transaction.atomic
def _fix(
    evaluation_id: int, organisation: OrganisationPredicate, by: User, now: datetime
) -> Evaluation:
    evaluation = locked(evaluations(), evaluation_id)
    permissions.can_fix_evaluation(by, evaluation, now).require()
    _require_ratings(evaluation, organisation)
    regulation = regulation_on(timezone.localtime(now).date())
    if leads_its_unit(evaluation, organisation):
        _follow_unit(evaluation, organisation, regulation.choice(HEAD_RESULTS))
    set_predicate(evaluation)
    _require_note(evaluation, regulation.whole(NOTE_FROM))
    evaluation.organisation_predicate = organisation.predicate
    evaluation.fixed_at = now
    evaluation.regulation_versions = result_versions(regulation)
    moved(
        evaluation,
        "fix",
        by=by,
        now=now,
        fields=(
            *RATING_FIELDS,
            *("predicate", "organisation_predicate", "fixed_at", "regulation_versions"),
        ),
    )
    return evaluation


def _require_ratings(evaluation: Evaluation, organisation: OrganisationPredicate | None) -> None:
    missing = []
    if not evaluation.results_rating and not leads_its_unit(evaluation, organisation):
        missing.append(_("Beri rating untuk setiap hasil kerja."))
    if not evaluation.behaviour_rating:
        missing.append(_("Beri rating untuk ketujuh nilai perilaku kerja."))
    if missing:
        raise Incomplete(_("Penilaian belum lengkap."), missing)


def _follow_unit(evaluation: Evaluation, organisation: OrganisationPredicate, version: str) -> None:
    """The head of a unit has the rating of results that the unit's predicate gives (E6)."""
    rating = head_results_rating(OrganisationValue(organisation.predicate), version)
    evaluation.results_proposed = evaluation.results_rating = rating
    evaluation.results_reason = ""
    evaluation.results_algorithm = version


def _require_note(evaluation: Evaluation, note_from: int) -> None:
    gap = annual_gap(evaluation, evaluation.predicate, note_from)
    if gap is not None and gap.owes_note and not evaluation.annual_note:
        raise NoteOwed(gap.sentence)


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
