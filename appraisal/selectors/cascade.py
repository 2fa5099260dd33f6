"""What a plan hangs on: the results of the superior and of the leaders of the person's teams."""

from django.utils.translation import gettext as _

from appraisal.models import Plan, WorkResult
from appraisal.models.plans import LIVE
from appraisal.selectors.teams import teams_of_plan


def superior_results(plan: Plan) -> list[WorkResult]:
    """Results which this plan may support, those of the supervisor before those of team leaders.

    Each stands in the leader's own current plan of the year (regulation 2.1, PIMPINAN).
    """
    leaders = {team.leader_id for team in teams_of_plan(plan)} - {plan.employee_id}
    if plan.supervisor_id is not None:
        leaders.add(plan.supervisor_id)
    rows = (
        WorkResult.objects.filter(
            plan__employee__in=leaders, plan__year=plan.year_id, plan__state__in=LIVE
        )
        .select_related("plan__employee")
        .order_by("plan", "-kind", "position")
    )
    return sorted(rows, key=lambda row: row.plan.employee_id != plan.supervisor_id)


def words_of_superior(row: WorkResult, plan: Plan) -> str:
    """A result to support as a choice; that of a team leader with the name."""
    if row.plan.employee_id == plan.supervisor_id:
        return row.text
    name = row.plan.employee.full_name
    return _("%(text)s (ketua tim: %(name)s)") % {"text": row.text, "name": name}
