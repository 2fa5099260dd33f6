"""What of a year is not finished: before it is closed, everybody sees the number."""

from dataclasses import dataclass

from django.db.models import Count

from appraisal.enums import EvaluationState, ObjectionState, PlanState
from appraisal.models import Evaluation, Objection, Plan
from appraisal.models.plans import EXPECTATIONS_EDITABLE
from personnel.models import PerformanceYear


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Rows that have not come to their end, by state; ``objections`` wait for a decision."""

    evaluations: list[tuple[str, int]]
    plans: list[tuple[str, int]]
    objections: int

    @property
    def total(self) -> int:
        """How many things are open."""
        counted = [number for _label, number in (*self.evaluations, *self.plans)]
        return sum(counted) + self.objections


def unfinished(year: PerformanceYear) -> Unfinished:
    """Count what is open in a year (three queries)."""
    evaluations = (
        Evaluation.objects.filter(period__year=year)
        .exclude(state=EvaluationState.FINAL)
        .values_list("state")
        .annotate(n=Count("pk"))
        .order_by("state")
    )
    plans = (
        Plan.objects.filter(year=year, state__in=[*EXPECTATIONS_EDITABLE, PlanState.APPROVED])
        .values_list("state")
        .annotate(n=Count("pk"))
        .order_by("state")
    )
    open_states = [ObjectionState.SUBMITTED, ObjectionState.UNDER_REVIEW]
    return Unfinished(
        [(str(EvaluationState(state).label), number) for state, number in evaluations],
        [(str(PlanState(state).label), number) for state, number in plans],
        Objection.objects.filter(evaluation__period__year=year, state__in=open_states).count(),
    )
