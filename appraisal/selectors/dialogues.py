"""Reads of performance dialogues and of what is still open from them."""

from django.db.models import Q, QuerySet

from appraisal.enums import PointOwner
from appraisal.models import AgreedPoint, PerformanceDialogue, Plan


def dialogues_of(rows: QuerySet[PerformanceDialogue], plan: Plan) -> list[PerformanceDialogue]:
    """Dialogues about a plan and its earlier versions, the latest first, with their points."""
    return list(
        rows.filter(plan__assignment=plan.assignment_id, plan__year=plan.year_id)
        .select_related("made_by__employee")
        .prefetch_related("points__done_by__employee")
        .order_by("-held_on", "-pk")
    )


def open_points(plan: Plan) -> list[AgreedPoint]:
    """Points of the person's dialogues that are not done, the most urgent first; they come back at
    the next dialogue, also in the next year.
    """
    rows = AgreedPoint.objects.filter(
        dialogue__plan__employee=plan.employee_id, done_at__isnull=True
    )
    return list(rows.select_related("dialogue__plan").order_by("due", "pk"))


def open_points_of(employee_id: int) -> list[AgreedPoint]:
    """Open points between a person and the superiors or reports, the most urgent first."""
    return list(
        AgreedPoint.objects.filter(
            Q(dialogue__plan__employee=employee_id) | Q(dialogue__plan__supervisor=employee_id),
            done_at__isnull=True,
        )
        .select_related("dialogue__plan__employee", "dialogue__plan__supervisor")
        .order_by("due", "pk")
    )


def is_owed_by(point: AgreedPoint, employee_id: int) -> bool:
    """Whether the person is the one of the two who does it."""
    plan = point.dialogue.plan
    doer = plan.employee_id if point.owner == PointOwner.EMPLOYEE else plan.supervisor_id
    return doer == employee_id
