"""The objection: filed in time, both sides heard, decided once (PP 30/2019 art. 59)."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.development import open_development
from appraisal.actions.evaluations import evaluations
from appraisal.actions.improvement_ends import follow_final_result
from appraisal.actions.locking import locked, moved, saved
from appraisal.actions.ratings import RATING_FIELDS, set_predicate
from appraisal.enums import ObjectionOutcome, ObjectionState
from appraisal.models import Evaluation, Objection
from appraisal.selectors.answer_days import AnswerDays
from personnel.models import User
from sabang_kinerja.common.errors import Denied, Incomplete, WindowClosed


def _objections() -> QuerySet[Objection]:
    return Objection.objects.select_related(
        "evaluation__plan__employee", "evaluation__supervisor", "evaluation__reviewing_superior"
    )


@transaction.atomic
def file_objection(*, evaluation_id: int, grounds: str, by: User, now: datetime) -> Objection:
    """Object to a served result.

    A late objection is kept as formally rejected (W4), so that it can be shown that it came.
    Raises ``Incomplete`` without grounds, ``Denied`` or ``WrongState`` as the verdict says.
    """
    evaluation = locked(evaluations(), evaluation_id)
    if not grounds.strip():
        raise Incomplete(_("Tuliskan alasan keberatan Anda."))
    day = timezone.localtime(now).date()
    days = AnswerDays(day)
    verdict = permissions.can_object(by, evaluation, now, days)
    late = verdict.error is WindowClosed and not verdict
    if not late:
        verdict.require()
    objection = Objection(
        evaluation=evaluation,
        state=ObjectionState.REJECTED_FORMALLY if late else ObjectionState.SUBMITTED,
        grounds=grounds.strip(),
        employee_statement=grounds.strip(),
        decision=str(verdict.reason) if late else "",
        results_before=evaluation.results_rating,
        behaviour_before=evaluation.behaviour_rating,
        predicate_before=evaluation.predicate,
        filed_at=now,
        decide_by=days.decision_due(day),
    )
    objection.save()
    if not late:
        moved(evaluation, "object", by=by, now=now, note=grounds)
    return objection


@transaction.atomic
def examine_objection(*, objection_id: int, by: User, now: datetime) -> Objection:
    """Take the objection up: form and time are right, statements are heard."""
    objection = locked(_objections(), objection_id)
    permissions.can_examine(by, objection, now).require()
    moved(objection, "examine", by=by, now=now)
    return objection


@transaction.atomic
def reject_objection(*, objection_id: int, reason: str, by: User, now: datetime) -> Objection:
    """Reject for want of form; the result stands and becomes final."""
    objection = locked(_objections(), objection_id)
    permissions.can_examine(by, objection, now).require()
    objection.decision = reason.strip()
    objection.decided_at = now
    objection.decided_by = by
    moved(
        objection,
        "reject",
        by=by,
        now=now,
        note=reason,
        fields=("decision", "decided_at", "decided_by"),
    )
    _finalise(objection.evaluation_id, by, now)
    return objection


@transaction.atomic
def save_statement(
    *, objection_id: int, text: str, by: User, now: datetime, seen_version: int | None = None
) -> Objection:
    """Write one's own statement: the employee's or the supervisor's."""
    objection = locked(_objections(), objection_id, seen_version)
    if objection.state not in (ObjectionState.SUBMITTED, ObjectionState.UNDER_REVIEW):
        raise Denied(_("Keberatan ini sudah diputus."))
    if not text.strip():
        raise Incomplete(_("Isi kolom ini."))
    if by.employee_id == objection.evaluation.plan.employee_id:
        objection.employee_statement = text.strip()
    elif by.employee_id == objection.evaluation.supervisor_id:
        objection.supervisor_statement = text.strip()
    else:
        raise Denied(_("Keterangan ditulis oleh pegawai dan pejabat penilai."))
    saved(objection, "employee_statement", "supervisor_statement")
    return objection


@transaction.atomic
def decide_objection(
    *,
    objection_id: int,
    outcome: str,
    decision: str,
    by: User,
    now: datetime,
    results_rating: str = "",
    behaviour_rating: str = "",
    seen_version: int | None = None,
) -> Objection:
    """Decide: uphold, or change one or both ratings, from which the predicate follows again.

    The decision is final (no second appeal). With a change the evaluation gets a new revision
    and is served anew; its old document is kept.
    """
    objection = locked(_objections(), objection_id, seen_version)
    permissions.can_decide(by, objection, now).require()
    if not decision.strip():
        raise Incomplete(_("Tuliskan putusan dan alasannya."))
    evaluation = locked(evaluations(), objection.evaluation_id)
    if outcome == ObjectionOutcome.CHANGED:
        _change(evaluation, results_rating, behaviour_rating, decision.strip(), now)
    objection.outcome = ObjectionOutcome(outcome)
    objection.decision = decision.strip()
    objection.decided_at = now
    objection.decided_by = by
    moved(
        objection,
        "decide",
        by=by,
        now=now,
        note=decision,
        fields=("outcome", "decision", "decided_at", "decided_by"),
    )
    _finalise(evaluation.pk, by, now)
    return objection


def _change(
    evaluation: Evaluation, results: str, behaviour: str, reason: str, now: datetime
) -> None:
    if evaluation.follows_unit and results not in ("", evaluation.results_rating):
        raise Incomplete(
            _(
                "Rating hasil kerja pimpinan unit mengikuti predikat organisasi dan tidak dapat "
                "diubah melalui keberatan. Pilih rating perilaku kerja, atau putusan “tetap”."
            )
        )
    new = (results or evaluation.results_rating, behaviour or evaluation.behaviour_rating)
    if new == (evaluation.results_rating, evaluation.behaviour_rating):
        raise Incomplete(_("Pilih rating yang berubah, atau pilih putusan “tetap”."))
    evaluation.results_rating, evaluation.behaviour_rating = new
    if evaluation.results_rating != evaluation.results_proposed:
        evaluation.results_reason = reason
    if evaluation.behaviour_rating != evaluation.behaviour_proposed:
        evaluation.behaviour_reason = reason
    set_predicate(evaluation)
    evaluation.revision += 1
    evaluation.served_at = now
    saved(evaluation, *RATING_FIELDS, "predicate", "revision", "served_at")


def _finalise(evaluation_id: int, by: User, now: datetime) -> None:
    evaluation = locked(evaluations(), evaluation_id)
    evaluation.final_at = now
    moved(evaluation, "finalise", by=by, now=now, fields=("final_at",))
    follow_final_result(evaluation, now)
    open_development(evaluation, now)
