"""What posts demand, what was measured, and development plans at every step."""

from datetime import datetime, timedelta
from typing import Final

import pghistory
from django.db import transaction

from appraisal.actions.development import open_development_plans
from personnel.models import Employee, User
from personnel.permissions import local_day
from personnel.selectors.people import listed, with_posts
from sabang_kinerja.demo.sampling import stream
from sabang_kinerja.library import load_competence_standards
from training.actions import development, development_steps, development_writing
from training.actions.development_writing import ActionInput, IndicatorInput
from training.enums import (
    ActionKind,
    DevelopmentProgress,
    DevelopmentState,
    MeasureSource,
)
from training.models import CompetenceMeasurement, DevelopmentPlan, Training
from training.selectors.competences import standards_on

BATCH: Final = 1000
UNMEASURED: Final = 0.2
"""Share of people whom nobody has measured yet."""

WRITTEN: Final = 12
"""Demanded plans that were written; two thirds of them are agreed."""

LEVELS: Final = (-2, -1, -1, 0, 0, 0, 0, 1)
"""How far a measured level lies from the demanded one."""


def write_development(seed: int, now: datetime) -> None:
    """Add learning needs to a city that is complete, its triggers on."""
    with pghistory.context(source="demo"), transaction.atomic():
        load_competence_standards()
        _measurements(seed, now)
        _plan_of_own_accord(now)
        open_development_plans(now=now - timedelta(days=5))
        demanded = DevelopmentPlan.objects.filter(
            state=DevelopmentState.DRAFT, deadline__isnull=False
        ).select_related("employee__user", "superior__user")
        for place, plan in enumerate(demanded.order_by("pk")[:WRITTEN]):
            _write(plan, now, agreed=place % 3 > 0)


def _measurements(seed: int, now: datetime) -> None:
    """A test of the centre in spring; a fifth was not there."""
    day = local_day(now) - timedelta(days=60)
    standards = standards_on(local_day(now))
    officer = User.objects.get(username="pelatihan")
    people = with_posts(Employee.objects.serving().order_by("pk"), local_day(now))
    rows = []
    for person in listed(people):
        draw = stream(seed, "competence", str(person.employee.pk))
        if person.own is None or draw.random() < UNMEASURED:
            continue
        rows += [
            CompetenceMeasurement(
                employee=person.employee,
                competence=standard.competence,
                level=min(5, max(0, standard.required_level + draw.choice(LEVELS))),
                measured_on=day,
                source=MeasureSource.ASSESSMENT,
                origin=f"Uji kompetensi {day.year}",
                measured_by=officer,
                entered_at=now,
            )
            for standard in standards.of(person.own.post)
        ]
    CompetenceMeasurement.objects.bulk_create(rows, batch_size=BATCH)


def _plan_of_own_accord(now: datetime) -> None:
    """The plan of the demo's employee, agreed in summer and looked at once."""
    owner = User.objects.get(username="pegawai")
    then = now - timedelta(days=100)
    plan = development.begin_development(year=local_day(now).year, by=owner, now=then)
    _write(plan, then, agreed=True)
    plan.refresh_from_db()
    check = plan.checks.order_by("number").first()
    if check is None or plan.superior is None:
        return
    development_steps.record_check(
        plan_id=plan.pk,
        number=check.number,
        held_on=local_day(now) - timedelta(days=20),
        progress=DevelopmentProgress.AS_PLANNED,
        note="Dua dari tiga pertemuan coaching sudah berjalan; hasilnya terlihat pada laporan.",
        by=plan.superior.user,
        now=now - timedelta(days=20),
    )


def _write(plan: DevelopmentPlan, now: datetime, *, agreed: bool) -> None:
    """A goal with coaching and a course, an indicator; handed in, and agreed."""
    owner = plan.employee.user
    training = Training.objects.filter(competence__isnull=False).order_by("code").first()
    day = local_day(now)
    goal = development_writing.save_goal(
        plan_id=plan.pk,
        goal_id=None,
        text="Menyusun laporan layanan yang tepat waktu dan mudah dibaca.",
        competence=training.competence if training else None,
        by=owner,
    )
    for kind, text, helper, course in (
        (ActionKind.COACHING, "Tiga pertemuan tentang menyusun laporan", "Atasan langsung", None),
        (ActionKind.COURSE, training.title if training else "Kursus singkat", "", training),
    ):
        development_writing.save_action(
            plan_id=plan.pk,
            goal_id=goal.pk,
            action_id=None,
            entered=ActionInput(
                kind=kind,
                text=text,
                starts_on=day + timedelta(days=7),
                ends_on=day + timedelta(days=90),
                helper=helper,
                training=course,
            ),
            by=owner,
        )
    development_writing.save_indicator(
        plan_id=plan.pk,
        indicator_id=None,
        entered=IndicatorInput(
            "Laporan layanan tersusun", "Laporan yang selesai tepat waktu", None, "persen"
        ),
        by=owner,
    )
    development_steps.submit_development(plan_id=plan.pk, by=owner, now=now)
    plan.refresh_from_db()
    if agreed and plan.superior is not None:
        development_steps.agree_development(plan_id=plan.pk, by=plan.superior.user, now=now)
