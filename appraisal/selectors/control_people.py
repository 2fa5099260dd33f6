"""Who is behind in one step of one agency, and whose turn it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from appraisal.enums import Owner, StepKind
from appraisal.models import Evaluation, OrganisationPredicate, Plan
from appraisal.rules.year_steps import EVALUATION_DONE, PLAN_DONE
from appraisal.selectors.control import Step
from appraisal.workflow import EVALUATION_OWNERS, PLAN_OWNERS
from personnel.models import Assignment, Employee, PerformanceYear
from personnel.selectors.supervision import SupervisionMap, supervision_map


@dataclass(frozen=True, slots=True)
class Behind:
    """One thing that is not done: about whom, its state, and the person whose turn it is.

    ``turn`` is the id of an employee, ``None`` where the calendar or nobody acts. ``page`` is
    what the person whose turn it is opens.
    """

    name: str
    employee_id: int | None
    state: str
    turn: int | None
    page: str
    own: bool


@dataclass(frozen=True, slots=True)
class Behinds:
    """People behind in a step, with the names of those whose turn it is."""

    rows: list[Behind]
    people: dict[int, Employee]

    def turn_of(self, row: Behind) -> str:
        """Name of the person whose turn it is."""
        person = self.people.get(row.turn or 0)
        return person.full_name if person else ""


def behind_in(step: Step, year: PerformanceYear, agencies: Iterable[int], day: date) -> Behinds:
    """Everybody in ``agencies`` who has not taken the step (at most nine queries)."""
    if step.kind is StepKind.ORGANISATION:
        rows = _organisations(step, agencies, supervision_map(day))
    elif step.period is None:
        rows = _without_plan(step.kind, year, agencies, day)
    else:
        rows = _evaluations(step, agencies, day)
    return Behinds(rows, Employee.objects.in_bulk({row.turn for row in rows if row.turn}))


def _without_plan(
    kind: StepKind, year: PerformanceYear, agencies: Iterable[int], day: date
) -> list[Behind]:
    done = Plan.objects.filter(year=year, state__in=PLAN_DONE[kind]).values("assignment")
    rows = (
        Assignment.objects.on(day)
        .definitive()
        .filter(post__unit__agency__in=agencies, employee__in=Employee.objects.owing_a_plan())
        .exclude(pk__in=done)
        .select_related("employee")
        .prefetch_related(
            Prefetch("plans", Plan.objects.filter(year=year).current(), to_attr="current_plans")
        )
        .order_by("employee__name", "pk")
    )
    return [_of_plan(row.employee, row.current_plans) for row in rows]  # type: ignore[attr-defined]


def _of_plan(employee: Employee, plans: list[Plan]) -> Behind:
    plan = max(plans, key=lambda row: row.version, default=None)
    if plan is None:
        page = reverse("appraisal:plan-list")
        return Behind(employee.full_name, employee.pk, _("belum ada"), employee.pk, page, True)
    unsigned = plan.state == "approved" and plan.employee_signed_at is None
    own = PLAN_OWNERS[plan.state] is Owner.EMPLOYEE or unsigned
    return Behind(
        employee.full_name,
        employee.pk,
        plan.get_state_display(),
        employee.pk if own else plan.supervisor_id,
        reverse("appraisal:plan-detail", args=[plan.pk]),
        own,
    )


def _evaluations(step: Step, agencies: Iterable[int], day: date) -> list[Behind]:
    rows = list(
        Evaluation.objects.filter(
            period=step.period, plan__assignment__post__unit__agency__in=agencies
        )
        .exclude(state__in=EVALUATION_DONE[step.kind])
        .select_related("plan__employee", "plan__assignment__post__unit")
        .order_by("plan__employee__name", "pk")
    )
    waits = any(EVALUATION_OWNERS[row.state] is Owner.LEADER_ABOVE for row in rows)
    lines = supervision_map(day) if waits else None
    return [_of_evaluation(row, lines) for row in rows]


def _of_evaluation(row: Evaluation, lines: SupervisionMap | None) -> Behind:
    employee = row.plan.employee
    owner = EVALUATION_OWNERS[row.state]
    turn: int | None = None
    page = reverse("appraisal:evaluation-detail", args=[row.pk])
    match owner:
        case Owner.EMPLOYEE:
            turn = employee.pk
        case Owner.SUPERVISOR:
            turn, page = row.supervisor_id, reverse("appraisal:team", args=[row.period_id])
        case Owner.REVIEWING_SUPERIOR:
            turn = row.reviewing_superior_id
        case Owner.LEADER_ABOVE:
            agency = row.plan.assignment.post.unit.agency_id
            turn = lines.leader_above(agency) if lines and agency else None
            page = reverse("appraisal:organisation-list", args=[row.period_id])
    return Behind(
        employee.full_name,
        employee.pk,
        row.get_state_display(),
        turn,
        page,
        owner is Owner.EMPLOYEE,
    )


def _organisations(step: Step, agencies: Iterable[int], lines: SupervisionMap) -> list[Behind]:
    open_rows = (
        OrganisationPredicate.objects.filter(period=step.period, unit__in=agencies)
        .exclude(state="fixed")
        .select_related("unit")
        .order_by("unit__name")
    )
    page = reverse("appraisal:organisation-list", args=[step.period.pk]) if step.period else ""
    return [
        Behind(
            row.unit.name,
            None,
            row.get_state_display(),
            lines.leader_above(row.unit_id),
            page,
            False,
        )
        for row in open_rows
    ]
