"""Waves of the pulse: planned, opened, answered, mixed, closed with one result.

An answer and its invitation part as citizens' answers do (decision 0013): sealed while it waits,
leaving with four others of the same agency in random order, while all marks are written anew.
"""

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from feedback import permissions
from feedback.actions.sealing import open_sealed, seal
from feedback.enums import PulseMoment, WaveState
from feedback.models import (
    HeldPulse,
    PulseAnswer,
    PulseInvitation,
    PulseText,
    PulseWave,
)
from feedback.rules.moderation import mask
from feedback.rules.pulse import ITEMS, LEAST_INVITED, Answer, result
from feedback.rules.pulse_content import content_of
from feedback.rules.pulse_mixing import who_leaves
from feedback.tasks import sweep_pulse
from personnel.actions.notices import Message, forget_notices, notify
from personnel.enums import NoticeKind
from personnel.models import Assignment, Employee, User
from personnel.permissions import local_day
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.refusals import refusals_as_sentences

PURPOSE: Final = "pulse"
HELD_BYTES: Final = 4096
LONGEST: Final = 500

# The wave is locked before any of its rows, by everybody, so that no two steps wait for each other.
# Answers go on beside each other; whoever mixes or closes waits for them and keeps new ones out.
_STAY: Final = """
    SELECT 1 FROM feedback_pulsewave
    WHERE id = (SELECT wave_id FROM feedback_pulseinvitation WHERE id = %s) FOR KEY SHARE
"""


@transaction.atomic
def plan_wave(
    *, year: int, moment: PulseMoment, opens_on: date, closes_on: date, by: User, now: datetime
) -> PulseWave:
    """Plan a wave. Raises: ``Denied``; ``Refused`` for one that exists or ends too early."""
    permissions.can_run_pulse(by, now).require()
    if closes_on < local_day(now):
        raise Incomplete(_("Tanggal tutup paling cepat hari ini."))
    with refusals_as_sentences(PulseWave):
        return PulseWave.objects.create(
            year=year, moment=moment, opens_on=opens_on, closes_on=closes_on
        )


@transaction.atomic
def remove_wave(*, wave_id: int, by: User, now: datetime) -> None:
    """Take a planned wave back. Raises: ``Denied``, ``WrongState``."""
    wave = _locked(wave_id)
    permissions.can_open_wave(by, wave, now).require()
    wave.delete()


@transaction.atomic
def open_wave(*, wave_id: int, by: User | None, now: datetime) -> int:
    """Invite everybody who serves and tell them; how many.

    An agency is named with an answer only where ten people of it are invited. ``by`` is nobody
    when the calendar does it.
    Raises: ``Denied``, ``WrongState``.
    """
    wave = _locked(wave_id)
    if by is None:
        if wave.state != WaveState.PLANNED:
            return 0
    else:
        permissions.can_open_wave(by, wave, now).require()
    serving = (
        Assignment.objects.on(local_day(now))
        .definitive()
        .filter(employee__in=Employee.objects.owing_a_plan())
        .order_by("employee_id")
        .values_list("employee_id", "post__unit__agency_id")
    )
    agency_of = dict(serving)
    sizes = Counter(agency_of.values())
    PulseInvitation.objects.bulk_create(
        (
            PulseInvitation(
                wave=wave,
                employee_id=employee,
                group_id=agency if sizes[agency] >= LEAST_INVITED else None,
            )
            for employee, agency in agency_of.items()
        ),
        batch_size=2000,
    )
    wave.state = WaveState.OPEN
    wave.save(update_fields=["state"])
    _tell(wave, list(agency_of), "open", now)
    return len(agency_of)


def _tell(wave: PulseWave, employees: list[int], key: str, now: datetime) -> int:
    return notify(
        employees,
        Message(
            NoticeKind.TASK if key == "open" else NoticeKind.DUE_SOON,
            _notice_key(wave, key),
            gettext_noop("Bagaimana menurut Anda penilaian kinerja ini? Sebelas pertanyaan."),
            reverse("feedback:pulse-answer"),
        ),
        now=now,
    )


@transaction.atomic
def remind_staff(*, now: datetime) -> int:
    """Remind those who have not answered, three days before the end; nobody else learns of it.

    Answers go on meanwhile; a wave closes before or after, so that no reminder outlives it.
    """
    told = 0
    asking = PulseWave.objects.filter(state=WaveState.OPEN).order_by("pk")
    for wave in asking.select_for_update(no_key=True):
        if (wave.closes_on - local_day(now)).days == 3:
            owing = wave.invitations.filter(answered=False).values_list("employee_id", flat=True)
            told += _tell(wave, list(owing), "remind", now)
    return told


@transaction.atomic
def answer_pulse(
    *, invitation_id: int, items: Sequence[int | None], text: str, by: User, now: datetime
) -> None:
    """Take an answer and mark the invitation; what was answered cannot be opened again.

    Raises: ``Denied`` for another's invitation or one not given, ``WrongState`` a second time or
    after the end, ``Incomplete`` without any answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STAY, [invitation_id])
    invitation = (
        PulseInvitation.objects.select_for_update(of=("self",))
        .select_related("wave")
        .filter(pk=invitation_id, employee=by.employee_id or 0)
        .first()
    )
    permissions.can_answer_pulse(invitation, now).require()
    if invitation is None or len(items) != len(ITEMS) or not any(items):
        raise Incomplete(_("Jawab sedikitnya satu pernyataan."))
    content: dict[str, Any] = {
        "group": invitation.group_id,
        "items": list(items),
        "text": text.strip()[:LONGEST],
    }
    HeldPulse.objects.create(wave=invitation.wave, sealed=seal(content, PURPOSE, HELD_BYTES))
    PulseInvitation.objects.filter(pk=invitation.pk).update(answered=True)


@transaction.atomic
def mix_pulse(*, wave: PulseWave, closing: bool = False) -> int:
    """Let answers leave that have four others of their agency; how many left.

    When a wave closes all leave; those too few for their agency without it. Marks and whatever
    stays are written anew in the same transaction, so that no row tells which came with which.
    """
    PulseWave.objects.select_for_update().get(pk=wave.pk)
    held = [open_sealed(bytes(one.sealed), PURPOSE) for one in wave.held.all()]
    named = who_leaves([one["group"] for one in held], closing=closing)
    if not named:
        return 0
    leaving = [held[place] | {"group": group} for place, group in named.items()]
    staying = [one for place, one in enumerate(held) if place not in named]
    chance = secrets.SystemRandom()
    for rows in (leaving, staying):
        chance.shuffle(rows)
    wave.held.all().delete()
    HeldPulse.objects.bulk_create(
        HeldPulse(wave=wave, sealed=seal(one, PURPOSE, HELD_BYTES)) for one in staying
    )
    PulseAnswer.objects.bulk_create(
        PulseAnswer(wave=wave, group_id=one["group"], items=one["items"]) for one in leaving
    )
    chance.shuffle(leaving)
    PulseText.objects.bulk_create(
        PulseText(wave=wave, text=mask(one["text"])) for one in leaving if one["text"]
    )
    PulseInvitation.objects.filter(wave=wave, answered=True).update(answered=True)
    return len(leaving)


@transaction.atomic
def close_wave(*, wave_id: int, by: User | None, now: datetime) -> PulseWave:
    """End the asking and compute the one result; ``by`` is nobody when the calendar does it.

    Raises: ``Denied``, ``WrongState``.
    """
    wave = _locked(wave_id)
    if by is None:
        if wave.state != WaveState.OPEN:
            return wave
    else:
        permissions.can_close_wave(by, wave, now).require()
    mix_pulse(wave=wave, closing=True)
    answers = [
        Answer(group, tuple(items))
        for group, items in wave.answers.order_by("pk").values_list("group_id", "items")
    ]
    invited: Counter[int | None] = Counter(wave.invitations.values_list("group_id", flat=True))
    wave.result = content_of(result(answers), invited)
    wave.state, wave.closed_at = WaveState.CLOSED, now
    wave.save(update_fields=["result", "state", "closed_at"])
    wave.invitations.all().delete()
    # Whoever was reminded had not answered.
    forget_notices(_notice_key(wave, key) for key in ("open", "remind"))
    transaction.on_commit(sweep_pulse.delay, robust=True)
    return wave


@transaction.atomic
def note_done(*, wave_id: int, text: str, by: User, now: datetime) -> PulseWave:
    """Write for staff what was done. Raises: ``Denied``, ``WrongState``, ``Incomplete``."""
    wave = _locked(wave_id)
    permissions.can_note_done(by, wave, now).require()
    if not text.strip():
        raise Incomplete(_("Tuliskan apa yang sudah dilakukan."))
    wave.done_note, wave.done_at, wave.done_by = text.strip(), now, by
    wave.save(update_fields=["done_note", "done_at", "done_by"])
    return wave


def _notice_key(wave: PulseWave, key: str) -> str:
    return f"pulse:{wave.pk}:{key}"


def _locked(wave_id: int) -> PulseWave:
    return PulseWave.objects.select_for_update().get(pk=wave_id)
