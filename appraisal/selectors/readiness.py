"""How ready each agency is for the appraisal: four shares, leaders first (feedback C.5).

Attendance, reading and the test come from the training room, the first plan from this one.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from appraisal.enums import PlanState
from appraisal.models import Plan
from personnel.models import Assignment, Employee, PerformanceYear, Unit
from training.rules.readiness import PersonSteps, Readiness, Step, readiness_of
from training.selectors.readiness import (
    people_who_attended,
    people_who_passed,
    people_who_read,
    steps_offered,
)


@dataclass(frozen=True, slots=True)
class AgencyReadiness:
    """One agency with its four shares."""

    agency: Unit
    readiness: Readiness

    @property
    def shares(self) -> dict[Step, float]:
        """The four shares as screens show them."""
        return {step: float(share) for step, share in self.readiness.shares.items()}


@dataclass(frozen=True, slots=True)
class PersonReadiness:
    """One person of an agency and what is left to do, leaders first in a list."""

    employee: Employee
    assignment: Assignment
    steps: PersonSteps


@dataclass(frozen=True, slots=True)
class ReadinessWithin:
    """A unit taken apart: its people's shares by a part's key, and of all of them together."""

    parts: dict[int, Readiness]
    everybody: Readiness


def _serving(day: date, posts: Q) -> list[Assignment]:
    return list(
        Assignment.objects.on(day)
        .own_posts()
        .filter(posts, employee__in=Employee.objects.owing_a_plan())
        .select_related("employee", "post__unit")
        .order_by("-post__is_head", "employee__name", "pk")
    )


@dataclass(frozen=True, slots=True)
class _Done:
    """Who of some people did what, by person; and the steps that anybody of the city could do."""

    steps: dict[int, PersonSteps]
    offered: frozenset[Step]


def _done(rows: list[Assignment], year: PerformanceYear | None) -> _Done:
    planned = (
        set(
            Plan.objects.filter(year=year)
            .exclude(state=PlanState.DRAFT)
            .values_list("employee", flat=True)
        )
        if year
        else set()
    )
    done = {
        Step.ATTENDED: people_who_attended(),
        Step.READ: people_who_read(),
        Step.PASSED: people_who_passed(),
        Step.PLANNED: planned,
    }
    steps = {
        row.employee_id: PersonSteps(
            row.employee_id,
            frozenset(step for step, people in done.items() if row.employee_id in people),
            leads=row.post.is_head,
        )
        for row in rows
    }
    return _Done(steps, steps_offered() | {step for step, people in done.items() if people})


def readiness_by_agency(
    agencies: Collection[Unit], year: PerformanceYear | None, day: date
) -> list[AgencyReadiness]:
    """Every agency with its shares, in a number of queries that does not grow with people."""
    rows = _serving(day, Q(post__unit__agency__in=[one.pk for one in agencies]))
    done = _done(rows, year)
    of_agency: dict[int, list[PersonSteps]] = defaultdict(list)
    for row in rows:
        if row.post.unit.agency_id is not None:
            of_agency[row.post.unit.agency_id].append(done.steps[row.employee_id])
    return [AgencyReadiness(one, readiness_of(of_agency[one.pk], done.offered)) for one in agencies]


def readiness_within(
    unit: Unit, year: PerformanceYear | None, day: date, part_of: Callable[[str], int]
) -> ReadinessWithin:
    """A unit and everything below it by its parts; ``part_of`` names the part of a unit's path.

    In as many queries as for one agency.
    """
    rows = _serving(day, Q(post__unit__path__startswith=unit.path))
    done = _done(rows, year)
    parts: dict[int, list[PersonSteps]] = defaultdict(list)
    for row in rows:
        parts[part_of(row.post.unit.path)].append(done.steps[row.employee_id])
    return ReadinessWithin(
        {key: readiness_of(people, done.offered) for key, people in parts.items()},
        readiness_of(done.steps.values(), done.offered),
    )


def people_of_agency(
    agency: Unit, year: PerformanceYear | None, day: date
) -> list[PersonReadiness]:
    """Everybody of one agency, leaders first."""
    rows = _serving(day, Q(post__unit__agency=agency))
    steps = _done(rows, year).steps
    return [PersonReadiness(row.employee, row, steps[row.employee_id]) for row in rows]
