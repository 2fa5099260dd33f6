"""A year of learning: records, sessions with a waiting list, socialisation, yearly plans."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

import pghistory
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from personnel.enums import PostKind
from personnel.models import Assignment, Employee, Unit, User
from personnel.permissions import local_day
from sabang_kinerja.demo.sampling import stream
from sabang_kinerja.library import (
    GUIDE,
    load_guide_and_test,
    load_screen_guides,
    load_training_catalogue,
)
from training.actions import enrolments, events, sessions, year_plans
from training.actions.attendance import write_list
from training.actions.events import EventInput
from training.actions.records import RecordInput, write_facts
from training.actions.sessions import SessionInput
from training.actions.year_plans import LineInput
from training.enums import (
    RecordOrigin,
    RecordState,
    SessionState,
    TestKind,
    TrainingForm,
    YearPlanState,
)
from training.models import (
    Acknowledgement,
    Guide,
    KnowledgeTest,
    SocialisationEvent,
    TestAttempt,
    Training,
    TrainingRecord,
)
from training.selectors.hours import table_on

LEARNT: Final = ("P06", "P11", "P12", "P29", "P33", "P40", "P41", "P42", "P44")
BATCH: Final = 1000
READ: Final = 0.74
"""Share of people who have confirmed the guide."""


def write_training(seed: int, now: datetime) -> None:
    """Add learning to a city that is complete, its triggers on."""
    with pghistory.context(source="demo"), transaction.atomic():
        load_training_catalogue()
        load_guide_and_test()
        load_screen_guides()
        officer = User.objects.get(username="pelatihan")
        people = list(Employee.objects.filter(user__isnull=False).serving().order_by("pk"))
        _records(people, officer, seed, now)
        _sessions(officer, seed, now)
        _socialisation(people, officer, seed, now)
        _plans(officer, now)


def _records(people: list[Employee], officer: User, seed: int, now: datetime) -> None:
    """Two thirds have something verified this year; some still wait, a few were turned down."""
    day = local_day(now)
    trainings = list(Training.objects.filter(code__in=LEARNT).select_related("competence"))
    accounts = dict(User.objects.filter(employee__isnull=False).values_list("employee", "pk"))
    table = table_on(day)
    rows = []
    for one in people:
        draw = stream(seed, "records", str(one.pk))
        for training in draw.sample(trainings, draw.choice((0, 1, 1, 2, 2, 3))):
            ends = day - timedelta(days=draw.randint(10, max(11, day.timetuple().tm_yday - 1)))
            record = TrainingRecord(
                employee=one,
                origin=RecordOrigin.OWN,
                entered_by_id=accounts[one.pk],
                entered_at=now - timedelta(days=3),
            )
            write_facts(
                record,
                RecordInput(
                    title=training.title,
                    form=TrainingForm(training.form),
                    organiser=training.provider,
                    starts_on=ends - timedelta(days=(training.days or 1) - 1),
                    ends_on=ends,
                    days=training.days or 1,
                    programme_hours=training.programme_hours,
                    certificate_number=f"{training.code}/{one.pk}/{ends.year}",
                    training=training,
                ),
                table,
                today=day,
            )
            kind = draw.random()
            if kind < 0.78:
                record.state, record.hours_approved = RecordState.VERIFIED, record.hours_claimed
                record.verified_by, record.verified_at = officer, now - timedelta(days=1)
            elif kind > 0.96:
                record.state, record.reason = (
                    RecordState.REJECTED,
                    "Nomor sertifikat tidak terbaca.",
                )
                record.verified_by, record.verified_at = officer, now - timedelta(days=1)
            rows.append(record)
    TrainingRecord.objects.bulk_create(rows, batch_size=BATCH)


def _sessions(officer: User, seed: int, now: datetime) -> None:
    """One that was held, one whose places are taken, one with room."""
    day = local_day(now)
    staff = list(
        User.objects.filter(employee__isnull=False, username__in=("pegawai", "penilai", "atasan"))
    )
    others = list(
        User.objects.filter(employee__assignments__post__kind=PostKind.FUNCTIONAL)
        .exclude(pk__in=[one.pk for one in staff])
        .order_by("pk")
        .distinct()[:24]
    )
    for code, begins, places, who in (
        ("P06", -75, 20, others[:12]),
        ("P29", 12, 6, others[12:20]),
        ("P33", 25, 30, others[20:]),
    ):
        start = day + timedelta(days=begins)
        asked = now + timedelta(days=min(begins - 10, 0))
        session = sessions.save_session(
            session_id=None,
            entered=SessionInput(
                training=Training.objects.get(code=code),
                starts_on=start,
                ends_on=start + timedelta(days=2),
                enrol_until=start - timedelta(days=2),
                place="Aula BKPSDM Kota Sabang",
                organiser="BKPSDM Kota Sabang",
                capacity=places,
                batch="Angkatan I",
                needs_approval=False,
            ),
            by=officer,
            now=asked,
        )
        sessions.step_session(session_id=session.pk, state=SessionState.OPEN, by=officer, now=asked)
        for place, one in enumerate(who):
            enrolments.enrol(session_id=session.pk, by=one, now=asked + timedelta(minutes=place))
        if begins < 0:
            present = set(session.enrolments.values_list("pk", flat=True)[:10])
            sessions.hold_session(session_id=session.pk, present=present, by=officer, now=now)


def _socialisation(people: list[Employee], officer: User, seed: int, now: datetime) -> None:
    """One that was held for the whole city, and one that is to come."""
    test = KnowledgeTest.objects.order_by("pk").first()
    held = _event(officer, "Angkatan I", now - timedelta(days=40), test, now)
    draw = stream(seed, "socialisation")
    there = [one for one in people if draw.random() < 0.82 and one.nip]
    write_list(
        event_id=held.pk,
        lines=[one.nip or "" for one in there],
        by=officer,
        now=held.starts_at + timedelta(minutes=10),
    )
    held.attendance.filter(walk_in=True).update(walk_in=False)
    events.close_event(event_id=held.pk, by=officer, now=now)
    coming = _event(officer, "Angkatan II", now + timedelta(days=9), test, now)
    absent = [one.pk for one in people if one not in set(there)]
    events.invite(event_id=coming.pk, only=absent, by=officer, now=now)
    version = Guide.objects.get(slug=GUIDE).versions.get()
    read = [one for one in people if stream(seed, "read", str(one.pk)).random() < READ]
    Acknowledgement.objects.bulk_create(
        (
            Acknowledgement(version=version, employee=one, at=now - timedelta(days=35))
            for one in read
        ),
        batch_size=BATCH,
    )
    TestAttempt.objects.bulk_create(
        (
            TestAttempt(
                test=test,
                event=held,
                employee=one,
                kind=TestKind.AFTER,
                seed=one.pk,
                started_at=now - timedelta(days=40),
                finished_at=now - timedelta(days=40),
                score=Decimal(10 * stream(seed, "score", str(one.pk)).choice((5, 6, 7, 8, 9, 10))),
            )
            for one in there
        ),
        batch_size=BATCH,
    )


def _event(
    officer: User, batch: str, start: datetime, test: KnowledgeTest | None, now: datetime
) -> SocialisationEvent:
    begins = timezone.localtime(start).replace(hour=9, minute=0, second=0, microsecond=0)
    event = events.save_event(
        event_id=None,
        entered=EventInput(
            title="Sosialisasi I: Mengapa Penilaian Kinerja Berubah",
            batch=batch,
            starts_at=begins,
            ends_at=begins + timedelta(hours=3),
            place="Aula Wali Kota Sabang",
            facilitator="Kepala Bidang Penilaian Kinerja BKPSDM",
            test=test,
        ),
        by=officer,
        now=now,
    )
    return events.announce(event_id=event.pk, by=officer, now=now)


def _plans(officer: User, now: datetime) -> None:
    """Yearly plans of six agencies: two fixed, two submitted, two being written."""
    year = local_day(now).year + 1
    trainings = list(Training.objects.filter(code__in=LEARNT).order_by("code"))
    held = Assignment.objects.on(local_day(now))
    agencies = Unit.objects.agencies().filter(
        Q(pk__in=held.values("post__unit__agency"))
    ).order_by("pk")[:6]  # fmt: skip
    for place, agency in enumerate(agencies):
        plan = year_plans.begin_plan(
            agency=agency, year=year, budget=60_000_000, by=officer, now=now
        )
        for quarter, training in enumerate(trainings[place : place + 3], start=1):
            year_plans.save_line(
                plan_id=plan.pk,
                line_id=None,
                entered=LineInput(training, 6 + quarter, quarter, 1_750_000, "Kesenjangan AKD"),
                by=officer,
                now=now,
            )
        for state in (YearPlanState.SUBMITTED, YearPlanState.FIXED)[: 2 - place // 2]:
            year_plans.step_plan(plan_id=plan.pk, state=state, by=officer, now=now)
