"""Reads of daily progress: one's own days and what a period adds up to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import ProgressState
from appraisal.models import ActionPlan, DailyProgress, Evaluation, Plan, WorkResult
from appraisal.models.progress import SETTLED
from appraisal.rules.progress import Line, Total, is_late, same_unit, totals
from personnel.models import Employee


def first_day(employee_id: int, day: date) -> date:
    """The first day of the year of ``day`` that may be written about: when the plan begins, or
    1 January while there is no plan yet.
    """
    begins = Plan.objects.filter(employee=employee_id, year__year=day.year).aggregate(
        first=Min("starts")
    )["first"]
    return begins or date(day.year, 1, 1)


def results_on(
    employee_id: int, day: date, among: QuerySet[WorkResult] | None = None
) -> list[WorkResult]:
    """Results that an entry of ``day`` may hang on, in plan order: those of fixed plans, and of a
    plan that has ended, as long as it covered the day. ``among`` narrows them.
    """
    rows = WorkResult.objects.all() if among is None else among
    return list(
        rows.filter(
            Q(plan__state="fixed") | Q(plan__state="closed"),
            plan__employee=employee_id,
            plan__starts__lte=day,
            plan__ends__gte=day,
        )
        .select_related("plan")
        .order_by("plan__starts", "-kind", "position")
    )


def action_plans_on(employee_id: int, day: date) -> list[ActionPlan]:
    """Steps of the period of ``day``."""
    return list(
        ActionPlan.objects.filter(
            result__plan__employee=employee_id,
            result__plan__state__in=SETTLED,
            period__starts__lte=day,
            period__ends__gte=day,
        ).order_by("result__plan__starts", "-result__kind", "result__position", "position")
    )


def entries_between(
    rows: QuerySet[DailyProgress], employee_id: int, first: date, last: date
) -> list[DailyProgress]:
    """Entries of a person with what a line shows, by day."""
    return list(
        rows.filter(employee=employee_id, day__range=(first, last))
        .select_related("result", "action_plan")
        .order_by("day", "starts_at", "pk")
    )


def recorded_late(entry: DailyProgress) -> bool:
    """Whether an entry was written later than the day after its day."""
    return is_late(entry.day, timezone.localtime(entry.recorded_at).date())


@dataclass(frozen=True, slots=True)
class ResultTotal:
    """What entries add up to for one result; ``text`` says which, or that there is none."""

    text: str
    entries: int
    days: int
    totals: list[Total]


def as_lines(entries: Iterable[DailyProgress]) -> list[Line]:
    """Entries as the rule takes them."""
    return [Line(row.text, row.quantity, row.unit) for row in entries]


def result_totals(entries: Sequence[DailyProgress]) -> list[ResultTotal]:
    """Entries counted and added up by result, in the order of first use; without a result last."""
    groups: dict[str, list[DailyProgress]] = {}
    for entry in entries:
        groups.setdefault(entry.result.text if entry.result else "", []).append(entry)
    without = groups.pop("", [])
    if without:
        groups[""] = without
    return [
        ResultTotal(
            text or _("Tanpa hasil kerja"),
            len(rows),
            len({row.day for row in rows}),
            totals(as_lines(rows)),
        )
        for text, rows in groups.items()
    ]


@dataclass(frozen=True, slots=True)
class PeriodProgress:
    """What was written for one result in an evaluated period."""

    entries: list[DailyProgress]
    totals: list[Total]

    @property
    def sentences(self) -> list[str]:
        """Each entry as a line of an achievement, each text once."""
        return list(dict.fromkeys(row.text for row in self.entries))

    def quantity_in(self, unit: str) -> Decimal | None:
        """How much of ``unit`` there is; None when nothing was counted in it."""
        return quantity_in(self.totals, unit)


def quantity_in(found: Iterable[Total], unit: str) -> Decimal | None:
    """The total in a unit, whatever its capitals and blanks."""
    wanted = same_unit(unit)
    return next((row.quantity for row in found if wanted and same_unit(row.unit) == wanted), None)


def period_progress(evaluation: Evaluation) -> dict[int, PeriodProgress]:
    """Entries of the evaluated days by id of the evaluated result; drafts count, too, because
    they are the person's own notes. Entries of an earlier version of the plan follow the result
    that still says the same.
    """
    plan, period = evaluation.plan, evaluation.period
    first, last = max(plan.starts, period.starts), min(plan.ends, period.ends)
    by_text = {result.text: result.pk for result in plan.results.all()}
    groups: dict[int, list[DailyProgress]] = {}
    for entry in entries_between(DailyProgress.objects.all(), plan.employee_id, first, last):
        result_id = by_text.get(entry.result.text) if entry.result else None
        if result_id is not None:
            groups.setdefault(result_id, []).append(entry)
    return {pk: PeriodProgress(rows, totals(as_lines(rows))) for pk, rows in groups.items()}


def drafts_between(employee_id: int, first: date, last: date) -> int:
    """How many drafts of a person lie between two days."""
    return DailyProgress.objects.filter(
        employee=employee_id, day__range=(first, last), state=ProgressState.DRAFT
    ).count()


def last_written_day(employee: Employee, before: date) -> date | None:
    """The latest day before ``before`` with an entry."""
    return (
        DailyProgress.objects.filter(employee=employee, day__lt=before)
        .order_by("-day")
        .values_list("day", flat=True)
        .first()
    )


def days_between(first: date, last: date) -> list[date]:
    """Every day from ``first`` to ``last``."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
