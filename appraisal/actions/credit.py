"""Turn final results into angka kredit, one or many, again when a result changed; take back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.enums import ConversionState
from appraisal.models import CreditConversion, Evaluation
from appraisal.regulation import CREDIT_MONTHS
from appraisal.rules.credit import CREDIT_TABLE, PREDICATE_PERCENT
from appraisal.rules.predicate import Predicate
from appraisal.selectors.credit_plans import (
    PlannedConversion,
    PlannedLine,
    convertible,
    plan_conversions,
    with_plan_columns,
)
from personnel.models import Employee, Period, Unit, User
from personnel.selectors.regulation import regulation_on
from sabang_kinerja.common.errors import Incomplete, WrongState
from sabang_kinerja.common.refusals import refusals_as_sentences


@dataclass(frozen=True, slots=True)
class Converted:
    """What was done: people and conversions written, conversions that ended."""

    people: int
    lines: int
    replaced: int


@transaction.atomic
def convert_evaluation(*, evaluation_id: int, by: User, now: datetime) -> Converted:
    """Convert one final evaluation, annual or periodic.

    Raises: ``Denied``; ``WrongState`` with the reason when nothing can be converted.
    """
    rows = _locked(Evaluation.objects.filter(pk=evaluation_id))
    if not rows[0].period.year.has_effects:
        raise WrongState(_("Tahun latihan atau tahun bayangan tidak menghasilkan angka kredit."))
    permissions.can_convert(by, rows[0].plan.assignment.post.unit.agency, now).require()
    plan = plan_conversions(rows)[0]
    if plan.reason:
        raise WrongState(plan.reason)
    return _write([plan], by, now)


@transaction.atomic
def convert_agency(*, agency: Unit, period: Period, by: User, now: datetime) -> Converted:
    """Convert every final evaluation of an agency in a period that has months left.

    Running it again adds only what is missing. Raises: ``Denied``; ``WrongState`` when nothing
    can be converted.
    """
    permissions.can_convert(by, agency, now).require()
    rows = _locked(convertible(agency, period))
    ready = [plan for plan in plan_conversions(rows) if plan.is_ready]
    if not ready:
        raise WrongState(_("Tidak ada hasil final yang masih perlu dikonversi pada periode ini."))
    return _write(ready, by, now)


@transaction.atomic
def cancel_conversion(
    *, conversion_id: int, reason: str, by: User, now: datetime
) -> CreditConversion:
    """End a conversion that was made by mistake; its months can be converted again.

    Raises: ``Denied``; ``Incomplete`` without a reason; ``WrongState`` once it has ended, a
    determination counted it or a promotion used it.
    """
    rows = CreditConversion.objects.select_related(
        "employee", "evaluation__plan__assignment__post__unit__agency"
    )
    employee_id = rows.get(pk=conversion_id).employee_id
    Employee.objects.select_for_update().get(pk=employee_id)  # nothing is determined meanwhile
    row = rows.select_for_update(of=("self",)).get(pk=conversion_id)
    permissions.can_cancel_conversion(by, row, now).require()
    if not reason.strip():
        raise Incomplete(_("Tuliskan alasannya agar dapat dipahami."))
    row.state, row.end_reason = ConversionState.CANCELLED, reason.strip()
    row.ended_at, row.ended_by = now, by
    row.save(update_fields=["state", "end_reason", "ended_at", "ended_by"])
    return row


def _locked(rows: QuerySet[Evaluation]) -> list[Evaluation]:
    """Two people who convert the same results come in turn."""
    return list(with_plan_columns(rows).select_for_update(of=("self",)))


def _write(plans: Sequence[PlannedConversion], by: User, now: datetime) -> Converted:
    outdated = [row.pk for plan in plans for row in plan.replaces]
    CreditConversion.objects.filter(pk__in=outdated).update(
        state=ConversionState.SUPERSEDED, ended_at=now, ended_by=by
    )
    versions = regulation_on(timezone.localtime(now).date()).versions(CREDIT_MONTHS)
    rows = [
        _conversion(plan.evaluation, line, versions, by, now)
        for plan in plans
        for line in plan.lines
    ]
    with refusals_as_sentences(CreditConversion):
        CreditConversion.objects.bulk_create(rows, batch_size=500)
    people = {plan.evaluation.plan.employee_id for plan in plans}
    return Converted(len(people), len(rows), len(outdated))


def _conversion(
    evaluation: Evaluation, line: PlannedLine, versions: dict[str, str], by: User, now: datetime
) -> CreditConversion:
    run, year = line.run, evaluation.period.year.year
    return CreditConversion(
        evaluation=evaluation,
        revision=evaluation.revision,
        employee_id=evaluation.plan.employee_id,
        year=year,
        starts=date(year, run.first, 1),
        ends=_last_day(year, run.last),
        months=run.months,
        level=run.level,
        predicate=evaluation.predicate,
        percent=PREDICATE_PERCENT[Predicate(evaluation.predicate)],
        coefficient=CREDIT_TABLE[run.level].coefficient,
        points=line.points,
        versions=versions,
        made_by=by,
        made_at=now,
    )


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
