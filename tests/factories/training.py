"""Trainings, sessions and records for tests, made through the real actions where they matter."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from personnel.enums import Role
from personnel.models import Employee, User
from tests.factories.personnel import make_user
from training.actions import events, records, sessions
from training.actions.events import EventInput
from training.actions.knowledge import load_test
from training.actions.records import RecordInput
from training.actions.sessions import SessionInput
from training.enums import SessionState, TrainingForm
from training.models import (
    KnowledgeTest,
    SocialisationEvent,
    Training,
    TrainingRecord,
    TrainingSession,
)

NOW = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)

_numbers = count(1)


def make_officer() -> User:
    """An account that runs training."""
    return make_user(Role.TRAINING_OFFICER)


def make_training(**fields: Any) -> Training:
    """An entry of the catalogue: a technical training of 32 hours."""
    number = next(_numbers)
    given = {
        "code": f"T{number}",
        "title": f"Pelatihan Contoh {number}",
        "form": TrainingForm.TECHNICAL,
        "days": 4,
        "programme_hours": Decimal(32),
        "provider": "Kementerian pembina",
    }
    return Training.objects.create(**given | fields)


def make_session(
    officer: User, *, state: SessionState = SessionState.OPEN, now: datetime = NOW, **fields: Any
) -> TrainingSession:
    """A session in October 2026 whose enrolment is open."""
    given: dict[str, Any] = {
        "training": fields.pop("training", None) or make_training(),
        "starts_on": date(2026, 10, 5),
        "ends_on": date(2026, 10, 8),
        "enrol_until": date(2026, 10, 1),
        "place": "Aula BKPSDM",
        "organiser": "BKPSDM Kota Sabang",
        "capacity": 2,
        "needs_approval": False,
    }
    session = sessions.save_session(
        session_id=None, entered=SessionInput(**given | fields), by=officer, now=now
    )
    if state == SessionState.OPEN:
        session = sessions.step_session(session_id=session.pk, state=state, by=officer, now=now)
    return session


def entered(**fields: Any) -> RecordInput:
    """A seminar of two days in August 2026, worth 8 hours."""
    given: dict[str, Any] = {
        "title": "Seminar Pelayanan Publik",
        "form": TrainingForm.SEMINAR,
        "organiser": "Universitas Contoh",
        "starts_on": date(2026, 8, 3),
        "ends_on": date(2026, 8, 4),
        "days": 2,
        "certificate_number": f"SERT/{next(_numbers)}/2026",
    }
    return RecordInput(**given | fields)


def make_record(
    employee: Employee,
    by: User,
    *,
    hours: Decimal | None = None,
    verifier: User | None = None,
    now: datetime = NOW,
    **fields: Any,
) -> TrainingRecord:
    """A record that waits, or with a ``verifier`` a verified one of ``hours``."""
    if hours is not None:
        fields = {"form": TrainingForm.TECHNICAL, "programme_hours": hours, "days": None} | fields
    record = records.enter_record(employee=employee, entered=entered(**fields), by=by, now=now)
    if verifier is None:
        return record
    return records.verify_record(
        record_id=record.pk, hours=record.hours_claimed, by=verifier, now=now
    )


def make_test(pass_mark: int = 70) -> KnowledgeTest:
    """Ten questions with four options each."""
    number = next(_numbers)
    return load_test(
        title=f"Tes {number}",
        pass_mark=pass_mark,
        items=[
            {
                "number": place,
                "question": f"Pertanyaan {place}?",
                "options": [{"key": key, "text": f"Pilihan {key}{place}"} for key in "ABCD"],
                "correct_option": "ABCD"[place % 4],
                "explanation": "Menurut panduan.",
            }
            for place in range(1, 11)
        ],
    )


def make_event(officer: User, *, announced: bool = True, **fields: Any) -> SocialisationEvent:
    """A socialisation on the morning of 14 September 2026."""
    given: dict[str, Any] = {
        "title": "Sosialisasi penilaian kinerja",
        "starts_at": datetime(2026, 9, 14, 2, 0, tzinfo=UTC),
        "ends_at": datetime(2026, 9, 14, 5, 0, tzinfo=UTC),
        "place": "Aula BKPSDM",
        "facilitator": "Kepala Bidang Penilaian Kinerja",
    }
    event = events.save_event(
        event_id=None, entered=EventInput(**given | fields), by=officer, now=NOW
    )
    return events.announce(event_id=event.pk, by=officer, now=NOW) if announced else event
