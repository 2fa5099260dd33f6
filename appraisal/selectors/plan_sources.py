"""Plans that may be copied into a draft, and who copied the own ones."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from appraisal import permissions
from appraisal.models import CopyPermission, Plan, PlanCopy, WorkResult
from appraisal.models.plans import PlanQuerySet

MOST_COLLEAGUES = 30
"""Shown at once; the search narrows them."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a draft may be filled from; ``more`` tells that only some colleagues are shown."""

    own: list[Plan]
    colleagues: list[Plan]
    more: bool


def _with_results(plans: PlanQuerySet) -> PlanQuerySet:
    results = WorkResult.objects.order_by("-kind", "position")
    return plans.with_list_columns().prefetch_related(Prefetch("results", results))


def plans_to_copy(plan: Plan, words: str) -> Sources:
    """Own earlier plans, and plans of colleagues by part of the name or post."""
    own = _with_results(permissions.own_earlier_plans(plan)).order_by("-year__year", "-ends")
    others = _with_results(permissions.copyable_plans(plan)).filter(
        Q(employee__name__icontains=words) | Q(assignment__post__title__icontains=words)
    )
    ordered = others.order_by("-year__year", "employee__name", "pk")
    found = list(ordered[: MOST_COLLEAGUES + 1])
    return Sources(list(own), found[:MOST_COLLEAGUES], len(found) > MOST_COLLEAGUES)


def latest_own_plan(plan: Plan) -> Plan | None:
    """The own plan that "copy last year's" takes."""
    return permissions.own_earlier_plans(plan).order_by("-ends", "-pk").first()


@dataclass(frozen=True, slots=True)
class Copying:
    """Whether a person lets the own plans be copied, and who did so lately."""

    is_allowed: bool
    copies: list[PlanCopy]


def copying_of(employee_id: int) -> Copying:
    """Permission of a person and the latest ten copies by others."""
    copies = (
        PlanCopy.objects.filter(source__employee=employee_id)
        .exclude(plan__employee=employee_id)
        .select_related("plan__employee", "plan__assignment__post", "plan__year", "source__year")
    )
    allowed = CopyPermission.objects.filter(employee=employee_id).exists()
    return Copying(allowed, list(copies[:10]))
