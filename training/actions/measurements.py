"""Measure competences: by the superior, or by a test whose results come as a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from personnel.models import Employee, User
from personnel.permissions import local_day
from sabang_kinerja.common.errors import Incomplete
from training import permissions
from training.enums import MeasureSource
from training.models import Competence, CompetenceMeasurement
from training.rules.needs import HIGHEST, LOWEST


@dataclass(frozen=True, slots=True)
class Seen:
    """A level that the superior sees, 0 to 5, and in what it shows."""

    level: int
    note: str = ""


@transaction.atomic
def measure(*, employee: Employee, levels: Mapping[int, Seen], by: User, now: datetime) -> int:
    """Write down what the superior sees today, by id of the competence; returns how many.

    Competences that are not named stay unmeasured; the same day again corrects the first entry.
    Raises: ``Denied``, ``Incomplete`` for a level that does not exist or without any.
    """
    permissions.can_measure(by, employee, now).require()
    if not levels:
        raise Incomplete(_("Isi tingkat pada paling sedikit satu kompetensi."))
    if any(not LOWEST <= seen.level <= HIGHEST for seen in levels.values()):
        raise Incomplete(_("Tingkat dari 0 sampai 5."))
    for competence in Competence.objects.filter(pk__in=levels):
        CompetenceMeasurement.objects.update_or_create(
            employee=employee,
            competence=competence,
            measured_on=local_day(now),
            source=MeasureSource.SUPERIOR,
            defaults={
                "level": levels[competence.pk].level,
                "note": levels[competence.pk].note.strip(),
                "measured_by": by,
                "entered_at": now,
            },
        )
    return len(levels)


@dataclass(frozen=True, slots=True)
class TestResult:
    """One result of a test: who, which competence, which level (0 to 5), when, by which test."""

    employee: Employee
    competence: Competence
    level: int
    measured_on: date
    origin: str = ""


@transaction.atomic
def import_measurements(*, results: Iterable[TestResult], by: User, now: datetime) -> int:
    """Write the results of a test; the same result again corrects the first. Returns how many.

    Raises: ``Denied``, ``Incomplete`` for a level that does not exist or a day to come.
    """
    permissions.can_run_training(by, now).require()
    written = 0
    for one in results:
        if not LOWEST <= one.level <= HIGHEST or one.measured_on > local_day(now):
            raise Incomplete(_("Tingkat dari 0 sampai 5, pada hari yang sudah terjadi."))
        CompetenceMeasurement.objects.update_or_create(
            employee=one.employee,
            competence=one.competence,
            measured_on=one.measured_on,
            source=MeasureSource.ASSESSMENT,
            defaults={
                "level": one.level,
                "origin": one.origin,
                "measured_by": by,
                "entered_at": now,
            },
        )
        written += 1
    return written
