"""Awards, disciplinary measures, and what is measured elsewhere and only imported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.locking import locked, saved
from appraisal.models import AttendanceFactor, Award, DisciplinaryMeasure, PotentialAssessment
from appraisal.regulation import AWARD_PREDICATE, AWARD_YEARS
from appraisal.selectors.awards import qualifies
from personnel.models import Employee, PerformanceYear, User
from personnel.selectors.regulation import regulation_on
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.refusals import refusals_as_sentences


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """One award as it is typed."""

    kind: str
    decree_number: str
    decree_date: date
    note: str = ""


@transaction.atomic
def record_award(
    *, employee: Employee, year: PerformanceYear, facts: AwardFacts, by: User, now: datetime
) -> Award:
    """Record what was decided by decree for somebody who qualifies.

    Raises ``Incomplete`` for somebody who does not, ``Refused`` for the same award twice.
    """
    permissions.can_record_about(by, employee.pk, now).require()
    regulation = regulation_on(timezone.localtime(now).date())
    if not qualifies(employee, year, regulation):
        raise Incomplete(
            _("%(name)s belum memenuhi syarat penghargaan tahun %(year)s menurut ketentuan.")
            % {"name": employee.full_name, "year": year}
        )
    award = Award(
        employee=employee,
        year=year,
        kind=facts.kind,
        decree_number=facts.decree_number.strip(),
        decree_date=facts.decree_date,
        note=facts.note.strip(),
        versions=regulation.versions(AWARD_PREDICATE, AWARD_YEARS),
        decided_by=by,
        decided_at=now,
    )
    with refusals_as_sentences(Award):
        award.save()
    return award


@transaction.atomic
def remove_award(*, award: Award, by: User, now: datetime) -> None:
    """Take out an award that was recorded by mistake; the history keeps it."""
    permissions.can_record_about(by, award.employee_id, now).require()
    award.delete()


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """One disciplinary measure as it is typed."""

    level: str
    decree_number: str
    effective_from: date
    effective_until: date
    note: str = ""


@transaction.atomic
def save_measure(
    *,
    employee: Employee,
    facts: MeasureFacts,
    by: User,
    now: datetime,
    measure_id: int | None = None,
    seen_version: int | None = None,
) -> DisciplinaryMeasure:
    """Record or change a measure. It warns and cuts the allowance recap; no rating moves."""
    permissions.can_record_about(by, employee.pk, now).require()
    measure = (
        DisciplinaryMeasure(employee=employee)
        if measure_id is None
        else locked(DisciplinaryMeasure.objects.all(), measure_id, seen_version)
    )
    measure.level = facts.level
    measure.decree_number = facts.decree_number.strip()
    measure.effective_from = facts.effective_from
    measure.effective_until = facts.effective_until
    measure.note = facts.note.strip()
    with refusals_as_sentences(DisciplinaryMeasure):
        if measure_id is None:
            measure.save()
        else:
            saved(measure, "level", "decree_number", "effective_from", "effective_until", "note")
    return measure


@transaction.atomic
def import_potential(*, rows: Iterable[tuple[int, str, date, str]], by: User, now: datetime) -> int:
    """Write (employee id, potential, day, source); the same day again replaces. Rows written."""
    permissions.can_manage_follow_up(by, now).require()
    written = PotentialAssessment.objects.bulk_create(
        [
            PotentialAssessment(
                employee_id=employee_id,
                potential=potential,
                assessed_on=day,
                source=source,
                imported_by=by,
                imported_at=now,
            )
            for employee_id, potential, day, source in rows
        ],
        update_conflicts=True,
        unique_fields=["employee", "assessed_on"],
        update_fields=["potential", "source", "imported_by", "imported_at"],
    )
    return len(written)


@transaction.atomic
def import_attendance(
    *, rows: Iterable[tuple[int, date, Decimal, str]], by: User, now: datetime
) -> int:
    """Write (employee id, first of month, factor, source); the same month again replaces."""
    permissions.can_manage_follow_up(by, now).require()
    written = AttendanceFactor.objects.bulk_create(
        [
            AttendanceFactor(
                employee_id=employee_id,
                month=month,
                factor=factor,
                source=source,
                imported_by=by,
                imported_at=now,
            )
            for employee_id, month, factor, source in rows
        ],
        update_conflicts=True,
        unique_fields=["employee", "month"],
        update_fields=["factor", "source", "imported_by", "imported_at"],
    )
    return len(written)
