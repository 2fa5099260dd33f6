"""Reads of action plans."""

from collections.abc import Iterable
from dataclasses import dataclass

from appraisal.models import ActionPlan, Plan, WorkResult
from personnel.enums import PeriodKind
from personnel.models import Period


@dataclass(frozen=True, slots=True)
class ResultSteps:
    """One result with its steps in a period."""

    number: int
    result: WorkResult
    steps: list[ActionPlan]


def plan_periods(plan: Plan) -> list[Period]:
    """Periodic periods of the plan's year that the plan touches, in order."""
    return list(
        Period.objects.filter(year=plan.year_id, starts__lte=plan.ends, ends__gte=plan.starts)
        .exclude(kind=PeriodKind.ANNUAL)
        .select_related("year")
        .order_by("starts")
    )


def steps_by_result(plan: Plan, period: Period) -> dict[int, list[ActionPlan]]:
    """Steps by id of their result; for the annual evaluation those of all its periods."""
    rows = ActionPlan.objects.filter(result__plan=plan).select_related("period__year")
    if period.kind != PeriodKind.ANNUAL:
        rows = rows.filter(period=period)
    found: dict[int, list[ActionPlan]] = {}
    for row in rows.order_by("period__starts", "position"):
        found.setdefault(row.result_id, []).append(row)
    return found


def result_steps(
    results: Iterable[WorkResult], steps: dict[int, list[ActionPlan]]
) -> list[ResultSteps]:
    """Every result in plan order, also those without a step."""
    return [
        ResultSteps(number, result, steps.get(result.pk, []))
        for number, result in enumerate(results, start=1)
    ]
