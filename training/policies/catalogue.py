"""Whether the state of a session, an enrolment, a record or a plan allows a step."""

from datetime import date

from django.utils.translation import gettext as _

from sabang_kinerja.common.errors import WindowClosed, WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied
from training.enums import EnrolmentState, RecordState, SessionState, YearPlanState
from training.models import Enrolment, TrainingRecord, TrainingSession, YearPlan
from training.workflow import ENROLMENT_STEPS, SESSION_STEPS, YEAR_PLAN_STEPS


def may_step_session(session: TrainingSession, state: SessionState, day: date) -> Verdict:
    """Whether a session may go on to ``state``; nothing is held before its last day."""
    if state not in SESSION_STEPS.get(session.state, ()):
        return denied(
            _("Jadwal ini berstatus %(state)s.") % {"state": session.get_state_display()},
            WrongState,
        )
    if state == SessionState.HELD and day < session.ends_on:
        return denied(_("Kehadiran dicatat mulai hari terakhir pelatihan."), WindowClosed)
    return ALLOWED


def may_change_session(session: TrainingSession) -> Verdict:
    """Whether dates and places may still change."""
    if session.state in (SessionState.HELD, SessionState.CANCELLED):
        return denied(_("Jadwal ini sudah berakhir dan tidak berubah lagi."), WrongState)
    return ALLOWED


def may_enrol(session: TrainingSession, day: date) -> Verdict:
    """Whether somebody may still ask for a place."""
    if session.state != SessionState.OPEN:
        return denied(_("Pendaftaran untuk jadwal ini tidak dibuka."), WrongState)
    if day > session.enrol_until:
        return denied(_("Pendaftaran sudah berakhir."), WindowClosed)
    return ALLOWED


def may_withdraw(enrolment: Enrolment, day: date) -> Verdict:
    """Whether a participant may still step back: until the first day, and once."""
    if EnrolmentState.WITHDRAWN not in ENROLMENT_STEPS.get(enrolment.state, ()):
        return denied(_("Pendaftaran ini tidak lagi berjalan."), WrongState)
    if enrolment.session.state not in (SessionState.OPEN, SessionState.CLOSED):
        return denied(_("Jadwal ini sudah berakhir."), WrongState)
    if day > enrolment.session.starts_on:
        return denied(
            _("Pelatihan sudah berjalan. Sampaikan kepada petugas pelatihan bila Anda berhenti."),
            WindowClosed,
        )
    return ALLOWED


def may_decide_enrolment(enrolment: Enrolment) -> Verdict:
    """Whether the superior's word is still awaited."""
    if enrolment.state != EnrolmentState.REQUESTED:
        return denied(_("Permintaan ini sudah diputuskan."), WrongState)
    return ALLOWED


def may_change_record(record: TrainingRecord) -> Verdict:
    """Whether what was entered may be mended or taken back: not once it is verified."""
    if record.state == RecordState.VERIFIED:
        return denied(
            _("Riwayat ini sudah terverifikasi. Petugas pelatihan dapat membukanya kembali."),
            WrongState,
        )
    return ALLOWED


def may_judge_record(record: TrainingRecord) -> Verdict:
    """Whether a record waits for verification."""
    if record.state != RecordState.SUBMITTED:
        return denied(
            _("Riwayat ini berstatus %(state)s.") % {"state": record.get_state_display()},
            WrongState,
        )
    return ALLOWED


def may_reopen_record(record: TrainingRecord) -> Verdict:
    """Whether a judgement may be taken back."""
    if record.state == RecordState.SUBMITTED:
        return denied(_("Riwayat ini masih menunggu verifikasi."), WrongState)
    return ALLOWED


def may_change_plan(plan: YearPlan) -> Verdict:
    """Whether lines and budget of an agency's plan may change."""
    if plan.state != YearPlanState.DRAFT:
        return denied(_("Rencana yang sudah diajukan tidak berubah lagi."), WrongState)
    return ALLOWED


def may_step_plan(plan: YearPlan, state: YearPlanState) -> Verdict:
    """Whether the plan may go on, or back, to ``state``."""
    if state not in YEAR_PLAN_STEPS.get(plan.state, ()):
        return denied(
            _("Rencana ini berstatus %(state)s.") % {"state": plan.get_state_display()}, WrongState
        )
    return ALLOWED
