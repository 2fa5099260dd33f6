"""Whether the state of an event, a place in it or a test allows a step."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from sabang_kinerja.common.errors import WindowClosed, WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied
from training.enums import AttendanceState, EventState
from training.models import Attendance, SocialisationEvent
from training.workflow import EVENT_STEPS

AROUND = timedelta(hours=1)
"""How long before the start and after the end presence can be seen."""


def may_step_event(event: SocialisationEvent, state: EventState, now: datetime) -> Verdict:
    """Whether an event may go on to ``state``; it is closed once it has begun."""
    if state not in EVENT_STEPS.get(event.state, ()):
        return denied(
            _("Sosialisasi ini berstatus %(state)s.") % {"state": event.get_state_display()},
            WrongState,
        )
    if state == EventState.CLOSED and now < event.starts_at:
        return denied(_("Sosialisasi ini belum dimulai."), WindowClosed)
    return ALLOWED


def may_change_event(event: SocialisationEvent) -> Verdict:
    """Whether what is written of it may change."""
    if event.state in (EventState.CLOSED, EventState.CANCELLED):
        return denied(_("Sosialisasi ini sudah berakhir."), WrongState)
    return ALLOWED


def may_list(event: SocialisationEvent) -> Verdict:
    """Whether the operator may write who was there."""
    if event.state != EventState.ANNOUNCED:
        return denied(_("Daftar hadir terbuka selama sosialisasi berstatus diumumkan."), WrongState)
    return ALLOWED


def may_attend(event: SocialisationEvent, now: datetime) -> Verdict:
    """Whether presence can be seen now, from an hour before the start to one after the end."""
    if not (listed := may_list(event)):
        return listed
    if not event.starts_at - AROUND <= now <= event.ends_at + AROUND:
        return denied(
            _("Kehadiran dicatat dari satu jam sebelum mulai sampai satu jam sesudah selesai."),
            WindowClosed,
        )
    return ALLOWED


def may_excuse(attendance: Attendance, now: datetime) -> Verdict:
    """Whether somebody may still say that they cannot come."""
    if attendance.event.state != EventState.ANNOUNCED or now >= attendance.event.ends_at:
        return denied(_("Sosialisasi ini sudah berakhir."), WrongState)
    if attendance.state == AttendanceState.PRESENT:
        return denied(_("Anda sudah tercatat hadir."), WrongState)
    return ALLOWED
