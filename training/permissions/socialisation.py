"""Who runs events, is seen there, reads guides, takes tests."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from personnel.models import Assignment, User
from personnel.permissions import local_day
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.verdicts import Verdict, denied
from training.enums import EventState
from training.models import Attendance, SocialisationEvent
from training.permissions.catalogue import can_run_training
from training.policies import socialisation as policies


def visible_events(user: User, now: datetime) -> QuerySet[SocialisationEvent]:
    """Events that the account may read: drafts only who runs them, others whom they are for."""
    if can_run_training(user, now):
        return SocialisationEvent.objects.all()
    events = SocialisationEvent.objects.exclude(state=EventState.DRAFT)
    if roles_of(user, local_day(now)).reads_everything:
        return events
    posts = Assignment.objects.on(local_day(now)).filter(employee=user.employee_id or 0)
    mine = Attendance.objects.filter(employee=user.employee_id or 0)
    return events.filter(
        Q(units__isnull=True)
        | Q(units__in=posts.values("post__unit__agency"))
        | Q(pk__in=mine.values("event"))
    ).distinct()


def can_step_event(
    user: User, event: SocialisationEvent, state: EventState, now: datetime
) -> Verdict:
    """Take an event on."""
    if not (own := can_run_training(user, now)):
        return own
    return policies.may_step_event(event, state, now)


def can_change_event(user: User, event: SocialisationEvent, now: datetime) -> Verdict:
    """Change what is written of it."""
    return policies.may_change_event(event) if (own := can_run_training(user, now)) else own


def can_list(user: User, event: SocialisationEvent, now: datetime) -> Verdict:
    """Write who was there, invite, show the code."""
    return policies.may_list(event) if (own := can_run_training(user, now)) else own


def can_attend(user: User, event: SocialisationEvent, now: datetime) -> Verdict:
    """Be seen there as oneself."""
    if user.employee_id is None:
        return denied(_("Akun ini tidak terhubung dengan pegawai."))
    return policies.may_attend(event, now)


def can_excuse(user: User, attendance: Attendance, now: datetime) -> Verdict:
    """Say that one cannot come: the person, or the officer on the person's word."""
    if user.employee_id != attendance.employee_id and not can_run_training(user, now):
        return denied(_("Hanya peserta sendiri atau petugas pelatihan."))
    return policies.may_excuse(attendance, now)
