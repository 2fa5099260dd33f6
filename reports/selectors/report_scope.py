"""Whom a report is about: one unit, one period, the people in it, read once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from appraisal.models import Evaluation, Plan
from appraisal.models.evaluations import RATED, SHOWN_TO_EMPLOYEE
from appraisal.rules.predicate import Predicate
from personnel.enums import EXEMPT_STATUSES, EmployeeKind, UnitKind, YearMode
from personnel.models import Assignment, Period, Unit
from personnel.rules.regulation import Regulation
from personnel.selectors.regulation import regulation_on
from reports.models.figures import FIXED_PLANS

BEST: Final = (Predicate.VERY_GOOD, Predicate.GOOD)
"""Baik or better."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The evaluation that speaks for a person."""

    evaluation: int
    predicate: Predicate
    results: str
    behaviour: str
    is_served: bool
    """Whether the person knows it."""


@dataclass(frozen=True, slots=True)
class ReportScope:
    """A unit and a period with everybody who owes a plan.

    ``unit_of`` gives for each person the unit directly below the reported one, or that itself;
    ``names`` their names. ``day`` is the last one that counts: the period's, or today in a period
    that still runs.
    """

    unit: Unit
    period: Period
    now: datetime
    day: date
    unit_of: Mapping[int, int]
    names: Mapping[int, str]
    with_plan: frozenset[int]
    judged: Mapping[int, Judged]
    regulation: Regulation

    @property
    def of_city(self) -> bool:
        """Whether the report is about all agencies."""
        return self.unit.kind == UnitKind.CITY

    @property
    def units(self) -> list[int]:
        """Units of the report with people: the reported one first, then by name."""
        return in_order(set(self.unit_of.values()), self.unit, self.names)

    @property
    def evaluations(self) -> list[int]:
        """Ids of the evaluations that speak."""
        return [one.evaluation for one in self.judged.values()]

    def people(self) -> Counter[int]:
        """People by unit."""
        return Counter(self.unit_of.values())

    def count_of(self, people: frozenset[int]) -> Counter[int]:
        """Some of the people by unit."""
        return Counter(self.unit_of[one] for one in people)

    def good(self) -> frozenset[int]:
        """People whose predicate is Baik or better."""
        return frozenset(pk for pk, one in self.judged.items() if one.predicate in BEST)


def report_scope(unit: Unit, period: Period, now: datetime) -> ReportScope:
    """Read who is in a unit on the period's last day, with plans and results: five queries."""
    day = min(timezone.localtime(now).date(), period.ends)
    owners = (
        Assignment.objects.on(day)
        .definitive()
        .filter(post__unit__path__startswith=unit.path)
        .exclude(employee__legal_status__in=EXEMPT_STATUSES)
        .exclude(employee__kind=EmployeeKind.STATE_OFFICIAL)
        .values_list("employee_id", "post__unit__path")
    )
    unit_of = {employee: unit_below(unit, path) for employee, path in owners}
    fixed = Plan.objects.filter(
        year=period.year_id, state__in=FIXED_PLANS, employee__in=unit_of
    ).values_list("employee_id", flat=True)
    shown = {unit.pk, *unit_of.values()}
    return ReportScope(
        unit=unit,
        period=period,
        now=now,
        day=day,
        unit_of=unit_of,
        names=dict(Unit.objects.filter(pk__in=shown).values_list("pk", "name")),
        with_plan=frozenset(fixed),
        judged=judged_in(period, unit_of),
        regulation=regulation_on(day),
    )


def judged_in(period: Period, people: Mapping[int, int]) -> dict[int, Judged]:
    """The last fixed result of each person in a period: one query."""
    rows = (
        Evaluation.objects.filter(period=period, state__in=RATED, plan__employee__in=people)
        .order_by("plan__starts", "plan__version", "plan_id")
        .values_list(
            "plan__employee_id", "pk", "predicate", "results_rating", "behaviour_rating", "state"
        )
    )
    return {
        employee: Judged(pk, Predicate(predicate), results, behaviour, state in SHOWN_TO_EMPLOYEE)
        for employee, pk, predicate, results, behaviour, state in rows
    }


def period_before(period: Period) -> Period | None:
    """The period of the same kind before, in a year that counts: one query."""
    return (
        Period.objects.filter(kind=period.kind, ends__lt=period.starts, year__mode=YearMode.REAL)
        .select_related("year")
        .order_by("-ends")
        .first()
    )


def unit_below(unit: Unit, path: str) -> int:
    """Id of the unit directly below ``unit`` on a path, or of ``unit`` itself."""
    rest = path.removeprefix(unit.path).strip("/")
    return int(rest.split("/", maxsplit=1)[0]) if rest else unit.pk


def in_order(units: Iterable[int], first: Unit, names: Mapping[int, str]) -> list[int]:
    """Ids of units as a report lists them: the reported one first, then by name."""
    return sorted(units, key=lambda pk: (pk != first.pk, names[pk], pk))
