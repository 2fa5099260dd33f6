"""Who sees, contests and answers what citizens say of one officer."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from feedback.models import OfficerFigure
from feedback.permissions.surveys import can_run_surveys, can_run_surveys_of, surveyed_units
from personnel.models import User
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def own_officer_figures(user: User) -> QuerySet[OfficerFigure]:
    """Figures about the account's own person, withdrawn ones included."""
    return OfficerFigure.objects.filter(employee=user.employee_id or 0)


def open_contests(user: User, now: datetime) -> QuerySet[OfficerFigure]:
    """Contests that the account may answer and nobody has answered."""
    found = OfficerFigure.objects.filter(contested_at__isnull=False, answered_at__isnull=True)
    if not can_run_surveys(user, now):
        return found.none()
    return found.filter(survey__unit__in=surveyed_units(user, now)).exclude(
        employee=user.employee_id or 0
    )


def can_see_own(user: User, figure: OfficerFigure) -> Verdict:
    """Be the one about whom it is."""
    if user.employee_id is None or figure.employee_id != user.employee_id:
        return denied(_("Hanya petugas yang bersangkutan."))
    return ALLOWED


def can_contest(user: User, figure: OfficerFigure) -> Verdict:
    """Object to one's own figure, once and before it was withdrawn."""
    own = can_see_own(user, figure)
    if not own:
        return own
    if figure.is_withdrawn:
        return denied(_("Angka ini sudah dicabut."), WrongState)
    if figure.contested_at:
        return denied(_("Keberatan atas angka ini sudah diajukan."), WrongState)
    return ALLOWED


def can_answer_contest(user: User, figure: OfficerFigure, now: datetime) -> Verdict:
    """Answer a contest: who runs the survey, and never about oneself."""
    runs = can_run_surveys_of(user, figure.survey.unit, now)
    if not runs:
        return runs
    if user.employee_id == figure.employee_id:
        return denied(_("Keberatan sendiri dijawab oleh orang lain."))
    if not figure.contested_at or figure.answered_at:
        return denied(_("Tidak ada keberatan yang menunggu jawaban."), WrongState)
    return ALLOWED
