"""Results that wait for a link, and what the superior offers."""

from dataclasses import dataclass

from django.db.models import QuerySet

from appraisal.enums import SuperiorLink
from appraisal.models import Evaluation, WorkResult
from appraisal.models.evaluations import RATED
from appraisal.models.plans import LIVE
from appraisal.selectors.plans import current_year
from personnel.enums import PeriodKind


@dataclass(frozen=True, slots=True)
class Waiting:
    """Unlinked results of the people of a supervisor, and the supervisor's own results."""

    results: "QuerySet[WorkResult]"
    offered: list[WorkResult]


def unlinked_results(supervisor_id: int) -> "QuerySet[WorkResult]":
    """Results in plans of this year that may still be linked to the supervisor's results."""
    closed = Evaluation.objects.filter(period__kind=PeriodKind.ANNUAL, state__in=RATED)
    return WorkResult.objects.filter(
        plan__supervisor=supervisor_id,
        plan__year=current_year(),
        plan__state__in=LIVE,
        plan__uses_head_form=False,
        link=SuperiorLink.TO_FOLLOW,
    ).exclude(plan__in=closed.values("plan"))


def results_to_link(supervisor_id: int) -> Waiting:
    """The supervisor's list, by person, with the results that may be supported."""
    offered = WorkResult.objects.filter(
        plan__employee=supervisor_id, plan__year=current_year(), plan__state__in=LIVE
    )
    rows = unlinked_results(supervisor_id).select_related(
        "plan__employee", "plan__assignment__post"
    )
    return Waiting(
        rows.order_by("plan__employee__name", "plan", "-kind", "position"),
        list(offered.order_by("plan", "-kind", "position")),
    )
