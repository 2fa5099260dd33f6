"""What a plan hangs on: the superior's results."""

from appraisal.models import Plan, WorkResult
from appraisal.models.plans import LIVE


def superior_results(plan: Plan) -> list[WorkResult]:
    """Results of the supervisor's own current plan of the year, which this plan may support."""
    if plan.supervisor_id is None:
        return []
    return list(
        WorkResult.objects.filter(
            plan__employee=plan.supervisor_id, plan__year=plan.year_id, plan__state__in=LIVE
        )
        .select_related("plan")
        .order_by("plan", "-kind", "position")
    )
