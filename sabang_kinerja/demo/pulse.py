"""Three waves of the pulse: two closed, in which readiness grew, and one that asks."""

from datetime import datetime, timedelta
from typing import Final

import pghistory

from feedback.actions import pulse as actions
from feedback.actions.sealing import seal
from feedback.enums import PulseMoment
from feedback.models import HeldPulse, PulseInvitation, PulseWave
from feedback.rules.pulse import ITEMS
from personnel.models import User
from personnel.permissions import local_day
from sabang_kinerja.demo.sampling import sometimes, stream

TEXTS: Final = (
    "Contoh SKP untuk pelaksana perlu ditambah.",
    "Jelaskan cara keberatan dengan bahasa sederhana.",
    "Jaringan di kantor sering lambat saat mengisi bukti.",
    "Umpan balik sebaiknya lebih sering daripada setahun sekali.",
    "Pimpinan perlu hadir saat sosialisasi.",
)
SHOWN: Final = ("pegawai", "penilai", "atasan")
"""Demo accounts that have not answered the wave that asks."""


def write_pulse(seed: int, now: datetime) -> None:
    """Add the waves to a city that is complete, its triggers on."""
    with pghistory.context(source="demo"):
        admin = User.objects.get(username="bkpsdm")
        for moment, days, mood in ((PulseMoment.BEFORE, 300, 2.9), (PulseMoment.PLANNED, 200, 3.4)):
            begun = now - timedelta(days=days)
            wave = _asked(moment, begun, admin)
            _answer(wave, 0.55, mood, seed)
            closed = begun + timedelta(weeks=2)
            actions.close_wave(wave_id=wave.pk, by=admin, now=closed)
            actions.note_done(
                wave_id=wave.pk,
                text="Klinik pengisian SKP di enam kantor, dan penjelasan keberatan satu halaman.",
                by=admin,
                now=closed + timedelta(weeks=3),
            )
        wave = _asked(PulseMoment.EVALUATED, now - timedelta(days=4), admin)
        _answer(wave, 0.3, 3.6, seed)
        actions.mix_pulse(wave=wave)


def _asked(moment: PulseMoment, begun: datetime, admin: User) -> PulseWave:
    day = local_day(begun)
    wave = actions.plan_wave(
        year=day.year,
        moment=moment,
        opens_on=day,
        closes_on=day + timedelta(weeks=2),
        by=admin,
        now=begun,
    )
    actions.open_wave(wave_id=wave.pk, by=admin, now=begun)
    return wave


def _answer(wave: PulseWave, share: float, mood: float, seed: int) -> None:
    """Answers as the pages take them; agencies differ a little in their mood."""
    shown = set(User.objects.filter(username__in=SHOWN).values_list("employee_id", flat=True))
    held, marked = [], []
    invitations = wave.invitations.select_related("employee", "group").order_by("employee__nip")
    for one in invitations:
        chance = stream(seed, "pulse", wave.moment, one.employee.nip)
        if one.employee_id in shown or not sometimes(chance, share):
            continue
        agency = stream(seed, "pulse agency", one.group.code if one.group else "")
        level = mood + agency.gauss(0, 0.3) + chance.gauss(0, 0.6)
        items = [
            None if sometimes(chance, 0.02) else max(1, min(5, round(level + chance.gauss(0, 0.7))))
            for _item in ITEMS
        ]
        text = chance.choice(TEXTS) if sometimes(chance, 0.08) else ""
        content = {"group": one.group_id, "items": items, "text": text}
        held.append(HeldPulse(wave=wave, sealed=seal(content, actions.PURPOSE, actions.HELD_BYTES)))
        marked.append(one.pk)
    HeldPulse.objects.bulk_create(held, batch_size=1000)
    PulseInvitation.objects.filter(pk__in=marked).update(answered=True)
