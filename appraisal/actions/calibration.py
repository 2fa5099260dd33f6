"""Calibration: begin, ask for a review, answer it, say why a pattern is left, sign, re-open."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.evaluations import evaluations
from appraisal.actions.locking import locked, saved
from appraisal.enums import CalibrationState
from appraisal.models import Calibration, DeviationReason, ReviewRequest
from appraisal.selectors.calibration import calibration_room
from appraisal.selectors.calibration_steps import finish_problems
from personnel.models import Period, Unit, User
from personnel.selectors.regulation import regulation_on
from sabang_kinerja.common.errors import Incomplete, WrongState


@transaction.atomic
def open_calibration(*, agency: Unit, period: Period, by: User, now: datetime) -> Calibration:
    """Begin the calibration of an agency; from now on changes of ratings are listed."""
    existing = permissions.calibration_of(agency, period)
    permissions.can_open_calibration(by, agency, existing, now).require()
    return Calibration.objects.create(agency=agency, period=period, opened_by=by, opened_at=now)


@transaction.atomic
def ask_review(*, evaluation_id: int, reason: str, by: User, now: datetime) -> ReviewRequest:
    """Ask the supervisor to look at a rating again. Nothing changes by asking.

    Raises ``WrongState`` while an earlier request waits for its answer.
    """
    evaluation = locked(evaluations(), evaluation_id)
    calibration = permissions.calibration_of(
        evaluation.plan.assignment.post.unit.agency, evaluation.period
    )
    permissions.can_ask_review(by, evaluation, calibration, now).require()
    if not reason.strip():
        raise Incomplete(_("Tuliskan apa yang perlu ditinjau agar pejabat penilai memahaminya."))
    if evaluation.review_requests.filter(answered_at=None).exists():
        raise WrongState(_("Masih ada permintaan yang belum ditanggapi."))
    return ReviewRequest.objects.create(
        evaluation=evaluation,
        reason=reason.strip(),
        asked_by=by,
        asked_at=now,
        results_before=evaluation.results_rating,
        behaviour_before=evaluation.behaviour_rating,
    )


@transaction.atomic
def answer_review(
    *, request_id: int, answer: str, by: User, now: datetime, seen_version: int | None = None
) -> ReviewRequest:
    """The supervisor says what came of it; the ratings of this moment are kept beside."""
    request = locked(
        ReviewRequest.objects.select_related("evaluation__supervisor"), request_id, seen_version
    )
    permissions.can_answer_review(by, request, now).require()
    if not answer.strip():
        raise Incomplete(_("Tuliskan tanggapan Anda, juga bila rating tetap."))
    request.answer = answer.strip()
    request.answered_by = by
    request.answered_at = now
    request.results_after = request.evaluation.results_rating
    request.behaviour_after = request.evaluation.behaviour_rating
    saved(
        request,
        *("answer", "answered_by", "answered_at", "results_after", "behaviour_after"),
    )
    return request


@transaction.atomic
def write_deviation(
    *,
    unit: Unit,
    period: Period,
    text: str,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> DeviationReason:
    """Say why a unit leaves its pattern; the wording before stays in the history."""
    calibration = permissions.calibration_of(unit.agency, period)
    permissions.can_write_deviation(by, unit, calibration, now).require()
    if not text.strip():
        raise Incomplete(_("Tuliskan alasannya agar dapat dipahami."))
    row = DeviationReason.objects.filter(unit=unit, period=period).first()
    if row is None:
        return DeviationReason.objects.create(
            unit=unit, period=period, text=text.strip(), written_by=by, written_at=now
        )
    row = locked(DeviationReason.objects.all(), row.pk, seen_version)
    row.text, row.written_by, row.written_at = text.strip(), by, now
    saved(row, "text", "written_by", "written_at")
    return row


@transaction.atomic
def finish_calibration(
    *,
    calibration_id: int,
    summary: str,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> Calibration:
    """Sign: ratings that were handed in stay as they are from now on.

    Raises ``Incomplete`` with one sentence per thing that is still open.
    """
    row = locked(
        Calibration.objects.select_related("agency", "period__year"), calibration_id, seen_version
    )
    permissions.can_finish_calibration(by, row, now).require()
    regulation = regulation_on(timezone.localtime(now).date())
    room = calibration_room(row.agency, row.period, by.employee_id, regulation)
    if problems := finish_problems(room):
        raise Incomplete(_("Kalibrasi belum dapat diselesaikan."), problems)
    row.state = CalibrationState.FINISHED
    row.summary = summary.strip()
    row.finished_by = by.employee
    row.finished_at = now
    saved(row, "state", "summary", "finished_by", "finished_at")
    return row


@transaction.atomic
def reopen_calibration(*, calibration_id: int, reason: str, by: User, now: datetime) -> Calibration:
    """Take the lock away; the signature before stays in the history."""
    row = locked(Calibration.objects.select_related("agency", "period"), calibration_id)
    permissions.can_reopen_calibration(by, row, now).require()
    if not reason.strip():
        raise Incomplete(_("Tuliskan alasannya agar dapat dipahami."))
    row.state = CalibrationState.OPEN
    row.reopen_reason = reason.strip()
    row.finished_by = row.finished_at = None
    saved(row, "state", "reopen_reason", "finished_by", "finished_at")
    return row
