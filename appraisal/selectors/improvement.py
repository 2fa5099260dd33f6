"""Improvement plans: one for its page, many for lists, and what waits on the home pages."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from appraisal.enums import ImprovementState
from appraisal.models import ImprovementCheck, ImprovementPlan
from appraisal.models.improvement import ImprovementPlanQuerySet
from appraisal.rules.improvement import LOW_PREDICATES

REMIND_BEFORE = timedelta(days=14)
"""How long before its day a check-in stands on the home pages."""


def plans_for_page(rows: ImprovementPlanQuerySet) -> ImprovementPlanQuerySet:
    """Everything that the page of one plan shows."""
    return rows.select_related(
        "employee",
        "supervisor",
        "reviewing_superior",
        "evaluation__period__year",
        "unit__agency",
        "next_step_by__employee",
    ).prefetch_related("checks")


def plans_for_list(rows: ImprovementPlanQuerySet) -> ImprovementPlanQuerySet:
    """Running plans first, the nearest end first, with how many check-ins were held."""
    return (
        rows.with_list_columns()
        .annotate(
            held=Count("checks", filter=Q(checks__held_on__isnull=False)),
            planned=Count("checks"),
        )
        .order_by("-state", "ends", "employee__name", "pk")
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one side of a plan: which step, and its day."""

    plan: ImprovementPlan
    step: str
    due: date


def waiting_for(employee_id: int, day: date) -> list[Waiting]:
    """Steps that wait for a person as supervisor or as employee (two queries)."""
    plans = (
        ImprovementPlan.objects.running()
        .filter(Q(supervisor=employee_id) | Q(employee=employee_id))
        .select_related("employee")
        .prefetch_related(Prefetch("checks", ImprovementCheck.objects.order_by("number")))
    )
    found = []
    for plan in plans:
        step = (
            _step_of_supervisor(plan, day)
            if plan.supervisor_id == employee_id
            else _step_of_employee(plan, day)
        )
        if step is not None:
            found.append(step)
    return found


def _step_of_supervisor(plan: ImprovementPlan, day: date) -> Waiting | None:
    if not plan.goals:
        return Waiting(plan, "goals", plan.starts + REMIND_BEFORE)
    check = next((row for row in plan.checks.all() if row.held_on is None), None)
    if check is None or day >= plan.ends:
        return Waiting(plan, "conclude", plan.ends) if day >= plan.ends else None
    return Waiting(plan, "check", check.due) if day >= check.due - REMIND_BEFORE else None


def _step_of_employee(plan: ImprovementPlan, day: date) -> Waiting | None:
    """The employee may answer the latest check-in; nobody has to."""
    held = [row for row in plan.checks.all() if row.held_on is not None]
    if held and not held[-1].employee_note and held[-1].held_on is not None:
        return Waiting(plan, "answer", held[-1].held_on + REMIND_BEFORE)
    if plan.goals and not plan.employee_comment and not held:
        return Waiting(plan, "read", plan.starts + REMIND_BEFORE)
    return None


def steps_to_record() -> int:
    """Plans that did not help and wait for BKPSDM's next step; not those whose result changed."""
    return ImprovementPlan.objects.filter(
        state=ImprovementState.NOT_IMPROVED,
        next_step="",
        evaluation__predicate__in=LOW_PREDICATES,
    ).count()


def stage_words(plan: ImprovementPlan, day: date) -> str:
    """Where a plan stands, as one clause."""
    if plan.state == ImprovementState.IMPROVED:
        return _("membaik; rencana selesai")
    if plan.state == ImprovementState.ENDED:
        return _("hasil berubah menjadi %(predicate)s") % {
            "predicate": plan.get_ended_with_display()
        }
    if plan.state == ImprovementState.NOT_IMPROVED:
        if not plan.next_step and plan.evaluation.predicate not in LOW_PREDICATES:
            return _("hasil berubah; tidak ada langkah lagi")
        return _("langkah berikutnya dicatat") if plan.next_step else _("menunggu langkah BKPSDM")
    if not plan.goals:
        return _("menunggu tujuan dari pejabat penilai")
    if day >= plan.ends:
        return _("menunggu kesimpulan pejabat penilai")
    return _("pertemuan bulanan berlangsung")
