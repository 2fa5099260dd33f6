"""Who asks staff, who answers, who reads which figures."""

from datetime import datetime

from django.utils.translation import gettext as _

from feedback.enums import WaveState
from feedback.models import PulseInvitation, PulseWave
from personnel.enums import Role
from personnel.models import User
from personnel.permissions import local_day
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def can_run_pulse(user: User, now: datetime) -> Verdict:
    """Plan, open and close waves, write what was done."""
    if Role.BKPSDM_ADMIN in roles_of(user, local_day(now)):
        return ALLOWED
    return denied(_("Suara pegawai dijalankan oleh BKPSDM."))


def can_open_wave(user: User, wave: PulseWave, now: datetime) -> Verdict:
    """Invite everybody."""
    return _in_state(user, wave, WaveState.PLANNED, now)


def can_close_wave(user: User, wave: PulseWave, now: datetime) -> Verdict:
    """End the asking; the result is computed once."""
    return _in_state(user, wave, WaveState.OPEN, now)


def can_note_done(user: User, wave: PulseWave, now: datetime) -> Verdict:
    """Write what was done about a result."""
    return _in_state(user, wave, WaveState.CLOSED, now)


def can_read_groups(user: User, now: datetime) -> Verdict:
    """Read figures of single agencies and the watch-list."""
    if roles_of(user, local_day(now)).reads_everything:
        return ALLOWED
    return denied(_("Angka per perangkat daerah dibaca oleh BKPSDM, pimpinan kota, dan auditor."))


def can_answer_pulse(invitation: PulseInvitation | None, now: datetime) -> Verdict:
    """Answer once, while the wave asks."""
    if invitation is None:
        if not PulseWave.objects.filter(state=WaveState.OPEN).exists():
            return denied(_("Saat ini tidak ada gelombang yang dibuka."), WrongState)
        return denied(_("Anda tidak termasuk yang diundang pada gelombang ini."))
    wave = invitation.wave
    if wave.state != WaveState.OPEN or local_day(now) > wave.closes_on:
        return denied(_("Gelombang ini sudah ditutup."), WrongState)
    if invitation.answered:
        return denied(_("Anda sudah menjawab. Jawaban tidak dapat dibuka lagi."), WrongState)
    return ALLOWED


def _in_state(user: User, wave: PulseWave, state: WaveState, now: datetime) -> Verdict:
    own = can_run_pulse(user, now)
    if own and wave.state != state:
        return denied(
            _("Langkah ini belum dapat dilakukan karena status saat ini: %(state)s.")
            % {"state": wave.get_state_display()},
            WrongState,
        )
    return own
