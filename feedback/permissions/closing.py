"""Who closes surveys, and who reviews answers that were set aside."""

from datetime import datetime

from django.utils.translation import gettext as _

from feedback import policies
from feedback.models import CitizenSurvey, QuarantineReview
from feedback.permissions.surveys import can_run_surveys_of
from personnel.enums import Role
from personnel.models import Assignment, User
from personnel.permissions import local_day
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def can_close_survey(user: User, survey: CitizenSurvey, now: datetime) -> Verdict:
    """End a survey and have its figures made."""
    person = can_run_surveys_of(user, survey.unit, now)
    return policies.may_close_survey(survey) if person else person


def can_close_period(user: User, now: datetime) -> Verdict:
    """End all running surveys of a period."""
    roles = roles_of(user, local_day(now))
    if Role.BKPSDM_ADMIN in roles or roles.surveys_city:
        return ALLOWED
    return denied(_("Seluruh periode ditutup oleh BKPSDM dan petugas survei tingkat kota."))


def can_review_quarantine(user: User, survey: CitizenSurvey, now: datetime) -> Verdict:
    """Say of answers set aside that they count or not: a reviewer from outside the unit (B4).

    Whoever works in the unit's agency, or runs its surveys, stays out.
    """
    day = local_day(now)
    if Role.QUALITY_REVIEWER not in roles_of(user, day):
        return denied(_("Jawaban yang dikarantina ditinjau oleh peninjau mutu."))
    if not is_outside(user, survey, now):
        return denied(_("Peninjau harus dari luar perangkat daerah yang disurvei."))
    return policies.may_review_survey(survey)


def is_outside(user: User, survey: CitizenSurvey, now: datetime) -> bool:
    """Whether the account neither works in the agency of the survey nor runs its surveys."""
    day = local_day(now)
    agency = survey.unit.agency_id
    roles = roles_of(user, day)
    if agency in roles.surveyed | roles.agencies:
        return False
    return not (
        user.employee_id
        and Assignment.objects.on(day)
        .filter(employee=user.employee_id, post__unit__agency=agency)
        .exists()
    )


def can_agree(user: User, review: QuarantineReview, now: datetime) -> Verdict:
    """Be the second reviewer: another person than the first one."""
    allowed = can_review_quarantine(user, review.survey, now)
    if not allowed:
        return allowed
    if review.withdrawn_at or review.agreed_at:
        return denied(_("Tinjauan ini sudah selesai."), WrongState)
    if review.proposed_by_id == user.pk:
        return denied(_("Orang kedua harus orang lain."))
    return ALLOWED


def can_withdraw(user: User, review: QuarantineReview, now: datetime) -> Verdict:
    """Take a proposal back before the second reviewer has agreed; either of them may."""
    allowed = can_review_quarantine(user, review.survey, now)
    if not allowed:
        return allowed
    if review.withdrawn_at or review.agreed_at:
        return denied(_("Tinjauan ini sudah selesai."), WrongState)
    return ALLOWED
