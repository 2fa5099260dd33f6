"""Annual results of people, one a person and year, for everything that follows a result."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from appraisal.enums import EvaluationState
from appraisal.models import Evaluation
from appraisal.models.evaluations import RATED
from appraisal.rules.predicate import Predicate
from personnel.enums import PeriodKind
from personnel.models import PerformanceYear, Unit

FINAL = (EvaluationState.FINAL,)


def annual_results(
    year: PerformanceYear,
    agencies: "QuerySet[Unit] | Iterable[Unit] | None" = None,
    *,
    level: str = "",
    states: Iterable[str] = FINAL,
) -> list[Evaluation]:
    """The annual evaluation of everybody, by name; of several segments the last one (one query).

    ``agencies`` of ``None`` means all; ``level`` keeps one level of posts.
    """
    rows = Evaluation.objects.counting().filter(
        period__year=year, period__kind=PeriodKind.ANNUAL, state__in=tuple(states)
    )
    if agencies is not None:
        rows = rows.filter(plan__assignment__post__unit__agency__in=agencies)
    if level:
        rows = rows.filter(plan__assignment__post__level=level)
    latest = {
        row.plan.employee_id: row
        for row in rows.with_list_columns().order_by("plan__starts", "plan__version")
    }
    return sorted(latest.values(), key=lambda row: (row.plan.employee.name, row.pk))


def predicates_by_year(
    until: int, employee_ids: Iterable[int] | None = None
) -> dict[int, dict[int, Predicate]]:
    """Person → year → final predicate, up to the year ``until`` (one query)."""
    rows = Evaluation.objects.counting().filter(
        period__kind=PeriodKind.ANNUAL,
        period__year__year__lte=until,
        state=EvaluationState.FINAL,
    )
    if employee_ids is not None:
        rows = rows.filter(plan__employee__in=list(employee_ids))
    found: dict[int, dict[int, Predicate]] = defaultdict(dict)
    for employee_id, year, predicate in rows.order_by("plan__starts", "plan__version").values_list(
        "plan__employee_id", "period__year__year", "predicate"
    ):
        found[employee_id][year] = Predicate(predicate)
    return found


def not_final(year: PerformanceYear, agencies: "QuerySet[Unit] | Iterable[Unit]") -> int:
    """How many annual results are fixed but may still change."""
    return (
        Evaluation.objects.counting()
        .filter(
            period__year=year,
            period__kind=PeriodKind.ANNUAL,
            state__in=[state for state in RATED if state != EvaluationState.FINAL],
            plan__assignment__post__unit__agency__in=agencies,
        )
        .values("plan__employee")
        .distinct()
        .count()
    )


def year_with_results(wanted: str = "") -> PerformanceYear | None:
    """The year that is asked for, else the latest with final annual results, else the latest."""
    years = PerformanceYear.objects.counting().order_by("-year")
    if wanted.isdecimal() and len(wanted) == 4 and (found := years.filter(year=wanted).first()):
        return found
    return (
        years.filter(
            periods__kind=PeriodKind.ANNUAL,
            periods__evaluations__state=EvaluationState.FINAL,
        ).first()
        or years.first()
    )


def last_day(year: PerformanceYear, today: date) -> date:
    """The last day of a year, or today while the year runs."""
    return min(today, date(year.year, 12, 31))
