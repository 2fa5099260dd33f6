"""The pulse under attack: nothing is kept of who answered."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.urls import reverse

from feedback import jobs
from feedback.actions import pulse as actions
from feedback.enums import PulseMoment, WaveState
from feedback.models import HeldPulse, PulseInvitation, PulseWave
from personnel.enums import Role
from personnel.models import Notice
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.sessions import sign_in

NOW = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
LAST_DAYS = datetime(2026, 9, 11, 2, 0, tzinfo=UTC)
ITEMS = (4, 4, 3, 4, 5, 2, 4, 2, 3, 4, 4)


def staff(size: int) -> list:
    agency = make_unit()
    return [make_user(employee=make_employee(agency)) for _one in range(size)]


def planned(admin) -> PulseWave:
    return actions.plan_wave(
        year=2026, moment=PulseMoment.BEFORE, opens_on=date(2026, 9, 7),
        closes_on=date(2026, 9, 14), by=admin, now=NOW,
    )  # fmt: skip


def opened(admin) -> PulseWave:
    wave = planned(admin)
    actions.open_wave(wave_id=wave.pk, by=admin, now=NOW)
    return wave


def say(wave, user) -> None:
    invitation = PulseInvitation.objects.get(wave=wave, employee=user.employee)
    actions.answer_pulse(invitation_id=invitation.pk, items=ITEMS, text="", by=user, now=NOW)


def at(monkeypatch, now) -> None:
    monkeypatch.setattr("feedback.jobs.timezone.now", lambda: now)


@pytest.mark.django_db
def test_what_waits_is_not_in_the_log_of_the_database_nor_in_a_backup() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relpersistence FROM pg_class WHERE oid = 'feedback_heldpulse'::regclass"
        )
        assert cursor.fetchone() == ("u",)


@pytest.mark.django_db
def test_no_table_of_the_pulse_but_the_invitation_knows_a_person() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint"
            " WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)",
            [["feedback_heldpulse", "feedback_pulseanswer", "feedback_pulsetext"]],
        )
        assert set(cursor.fetchall()) == {
            ("feedback_heldpulse", "feedback_pulsewave"),
            ("feedback_pulseanswer", "feedback_pulsewave"),
            ("feedback_pulseanswer", "personnel_unit"),
            ("feedback_pulsetext", "feedback_pulsewave"),
        }


@pytest.mark.django_db
def test_after_the_end_no_reminder_tells_who_had_not_answered() -> None:
    admin, people = make_user(Role.BKPSDM_ADMIN), staff(10)
    wave = opened(admin)
    for user in people[:6]:
        say(wave, user)
    actions.remind_staff(now=LAST_DAYS)
    assert Notice.objects.filter(key=f"pulse:{wave.pk}:remind").exists()
    actions.close_wave(wave_id=wave.pk, by=admin, now=LAST_DAYS)
    assert not Notice.objects.filter(key__startswith=f"pulse:{wave.pk}:").exists()
    assert not PulseInvitation.objects.exists() and not HeldPulse.objects.exists()


@pytest.mark.django_db
def test_the_calendar_opens_a_wave_on_its_day_and_closes_it_after_its_last(monkeypatch) -> None:
    admin, people = make_user(Role.BKPSDM_ADMIN), staff(10)
    wave = planned(admin)
    swept = []
    monkeypatch.setattr("feedback.jobs.sweep_pulse", lambda: swept.append(True))
    for day, state in ((6, WaveState.PLANNED), (7, WaveState.OPEN), (14, WaveState.OPEN),
                       (15, WaveState.CLOSED)):  # fmt: skip
        at(monkeypatch, datetime(2026, 9, day, 2, 0, tzinfo=UTC))
        jobs.move_pulse()
        wave.refresh_from_db()
        assert wave.state == state
        if day == 7:
            say(wave, people[0])
    assert swept and wave.result["n"] == 1 and wave.result["invited"] >= 10


@pytest.mark.django_db
def test_who_comes_after_the_end_is_told_so(client, monkeypatch) -> None:
    monkeypatch.setattr("personnel.views.asking.timezone.now", lambda: NOW)
    admin, people = make_user(Role.BKPSDM_ADMIN), staff(10)
    wave = opened(admin)
    actions.close_wave(wave_id=wave.pk, by=admin, now=NOW)
    sign_in(client, people[0])
    page = client.post(reverse("feedback:pulse-answer"), {"P1": "4"}).content.decode()
    assert "Saat ini tidak ada gelombang yang dibuka." in page
