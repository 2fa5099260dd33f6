"""Who says whether a training helped, and who reads the figures."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from personnel.enums import Role
from personnel.models import Employee, User
from personnel.permissions import local_day
from personnel.rules.dates import long_date
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.errors import WindowClosed
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied
from training.enums import EnrolmentState, Reviewer
from training.models import TrainingSession
from training.permissions.catalogue import RUNNERS, team_of
from training.rules.effect import behaviour_window, reaction_window


def can_read_effect(user: User, now: datetime) -> Verdict:
    """Read what trainings changed, as figures of many."""
    roles = roles_of(user, local_day(now))
    if roles.roles & {*RUNNERS, Role.CITY_LEADERSHIP, Role.AUDITOR}:
        return ALLOWED
    return denied(_("Dibaca oleh petugas pelatihan, pimpinan, dan auditor."))


def _within(window: tuple[date, date], day: date) -> Verdict:
    first, last = window
    if day < first:
        return denied(
            _("Formulir ini terbuka mulai %(day)s.") % {"day": long_date(first)}, WindowClosed
        )
    if day > last:
        return denied(_("Masa pengisian sudah berakhir."), WindowClosed)
    return ALLOWED


def _took_part(session: TrainingSession, employee_id: int | None) -> bool:
    return session.enrolments.filter(
        employee=employee_id or 0, state=EnrolmentState.COMPLETED
    ).exists()


def can_react(user: User, session: TrainingSession, now: datetime) -> Verdict:
    """Say once how a training was, as somebody who completed it."""
    if not _took_part(session, user.employee_id):
        return denied(_("Hanya peserta yang mengikuti sampai selesai."))
    if session.reactions.filter(employee=user.employee_id or 0).exists():
        return denied(_("Tanggapan Anda sudah tersimpan."))
    return _within(reaction_window(session.ends_on), local_day(now))


def can_review_behaviour(
    user: User, session: TrainingSession, employee: Employee, now: datetime
) -> Verdict:
    """Say once what changed at work: the participant, or the direct superior."""
    reviewer = reviewer_of(user, employee, now)
    if reviewer is None or not _took_part(session, employee.pk):
        return denied(_("Diisi oleh peserta dan atasan langsungnya."))
    if session.behaviour_reviews.filter(employee=employee, reviewer=reviewer).exists():
        return denied(_("Jawaban Anda sudah tersimpan."))
    return _within(behaviour_window(session.ends_on), local_day(now))


def reviewer_of(user: User, employee: Employee, now: datetime) -> Reviewer | None:
    """As whom the account speaks of a participant."""
    if user.employee_id == employee.pk:
        return Reviewer.SELF
    return Reviewer.SUPERIOR if employee.pk in team_of(user, now) else None
