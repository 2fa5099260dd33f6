"""Who sees an agency's calibration, who asks for a review, who signs."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from appraisal.enums import CalibrationState, EvaluationState
from appraisal.models import Calibration, Evaluation, ReviewRequest
from appraisal.models.evaluations import RATING_OPEN
from appraisal.permissions.asking import is_admin, is_supervisor, local_day
from personnel.enums import Role
from personnel.models import Period, Unit, User
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def calibrated_agencies(user: User, now: datetime) -> QuerySet[Unit]:
    """Agencies whose calibration a person may read: own, managed, or all."""
    roles = roles_of(user, local_day(now))
    agencies = Unit.objects.agencies()
    if roles.reads_everything:
        return agencies
    return agencies.filter(pk__in=roles.agencies)


def calibration_of(agency: Unit | None, period: Period) -> Calibration | None:
    """The calibration of an agency and period, if it was begun."""
    if agency is None:
        return None
    return (
        Calibration.objects.filter(agency=agency, period=period)
        .select_related("opened_by__employee", "finished_by")
        .first()
    )


def can_open_calibration(
    user: User, agency: Unit, calibration: Calibration | None, now: datetime
) -> Verdict:
    """Begin: the head of the agency, or BKPSDM."""
    if not (who := _is_head_or_admin(user, agency, now)):
        return who
    if calibration is not None:
        return denied(_("Kalibrasi perangkat daerah ini sudah dimulai."), WrongState)
    return ALLOWED


def _is_head_or_admin(user: User, agency: Unit, now: datetime) -> Verdict:
    if agency.pk in roles_of(user, local_day(now)).headed_agencies or is_admin(user, now):
        return ALLOWED
    return denied(_("Langkah ini dilakukan oleh kepala perangkat daerah atau admin BKPSDM."))


def can_read_yardsticks(
    user: User, agency: Unit, calibration: Calibration | None, now: datetime
) -> Verdict:
    """Indices of the supervisors: who may calibrate, once it has begun; they themselves before."""
    if not (who := _is_head_or_admin(user, agency, now)):
        return who
    if calibration is None:
        return denied(
            _(
                "Tolok ukur terlihat setelah kalibrasi dimulai. Sebelum itu setiap pejabat "
                "penilai hanya melihat tolok ukurnya sendiri."
            ),
            WrongState,
        )
    return ALLOWED


def _not_finished(calibration: Calibration | None) -> Verdict:
    if calibration is not None and calibration.state == CalibrationState.FINISHED:
        return denied(
            _("Kalibrasi sudah selesai dan ditandatangani. BKPSDM dapat membukanya kembali."),
            WrongState,
        )
    return ALLOWED


def can_finish_calibration(user: User, calibration: Calibration, now: datetime) -> Verdict:
    """Sign: the head of the agency, definitive or acting."""
    if calibration.agency_id not in roles_of(user, local_day(now)).headed_agencies:
        return denied(_("Kalibrasi ditandatangani oleh kepala perangkat daerah."))
    return _not_finished(calibration)


def can_reopen_calibration(user: User, calibration: Calibration, now: datetime) -> Verdict:
    """Take the lock away with a reason: BKPSDM."""
    if not (who := is_admin(user, now)):
        return who
    if calibration.state != CalibrationState.FINISHED:
        return denied(_("Kalibrasi ini belum selesai."), WrongState)
    return ALLOWED


def can_ask_review(
    user: User, evaluation: Evaluation, calibration: Calibration | None, now: datetime
) -> Verdict:
    """Ask the supervisor to look again: head of the agency, BKPSDM, leadership; never for oneself.

    That another request is still open is kept by the database and asked by the action.
    """
    roles = roles_of(user, local_day(now))
    agency = evaluation.plan.assignment.post.unit.agency_id
    asks = roles.roles & {Role.BKPSDM_ADMIN, Role.CITY_LEADERSHIP}
    if not asks and agency not in roles.headed_agencies:
        return denied(
            _("Peninjauan diminta oleh kepala perangkat daerah, BKPSDM, atau pimpinan kota.")
        )
    if evaluation.plan.employee_id == user.employee_id:
        return denied(_("Anda tidak dapat meminta peninjauan atas hasil Anda sendiri di sini."))
    if evaluation.state not in RATING_OPEN or evaluation.state == EvaluationState.OBJECTED:
        return denied(
            _("Hanya rating yang belum ditetapkan yang dapat diminta ditinjau."), WrongState
        )
    return _not_finished(calibration)


def can_answer_review(user: User, request: ReviewRequest, now: datetime) -> Verdict:
    """Answer a request: the supervisor, whether a rating changed or not."""
    if not (who := is_supervisor(user, request.evaluation, now)):
        return who
    if not request.is_open:
        return denied(_("Permintaan ini sudah ditanggapi."), WrongState)
    return ALLOWED


def can_write_deviation(
    user: User, unit: Unit, calibration: Calibration | None, now: datetime
) -> Verdict:
    """Say why a unit leaves its pattern: the head of that unit."""
    if unit.pk not in roles_of(user, local_day(now)).headed_units:
        return denied(_("Alasan penyimpangan ditulis oleh pimpinan unit itu."))
    return _not_finished(calibration)


def calibration_lock(evaluation: Evaluation) -> Verdict:
    """Ratings handed in before the agency's head signed stay as they are (one query).

    Later ones and re-opened evaluations are not held.
    """
    agency = evaluation.plan.assignment.post.unit.agency_id
    if agency is None or evaluation.submitted_at is None or evaluation.revision > 1:
        return ALLOWED
    finished = Calibration.objects.filter(
        agency=agency,
        period=evaluation.period_id,
        state=CalibrationState.FINISHED,
        finished_at__gte=evaluation.submitted_at,
    )
    if finished.exists():
        return denied(
            _(
                "Rating tidak dapat diubah karena kalibrasi perangkat daerah sudah selesai. "
                "BKPSDM dapat membukanya kembali."
            ),
            WrongState,
        )
    return ALLOWED
