"""Reads of continuous feedback."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from appraisal.models import ContinuousFeedback, Evaluation


def feedback_for_list(rows: QuerySet[ContinuousFeedback]) -> QuerySet[ContinuousFeedback]:
    """Remarks with what a line shows, the latest first."""
    return rows.select_related("giver", "employee", "result").order_by("-given_at", "-pk")


@dataclass(frozen=True, slots=True)
class FeedbackOfEvaluation:
    """Remarks of the evaluated days, by id of the result and by value.

    On paper each begins with its giver's role (``get_role_display``).
    """

    results: dict[int, list[ContinuousFeedback]] = field(default_factory=dict)
    values: dict[str, list[ContinuousFeedback]] = field(default_factory=dict)


def feedback_for(evaluation: Evaluation) -> FeedbackOfEvaluation:
    """What was said to the evaluated person on the evaluated days (one query).

    What was said about a result of an earlier version of the plan follows the result that still
    says the same. Withdrawn remarks are left out.
    """
    plan, period = evaluation.plan, evaluation.period
    rows = (
        ContinuousFeedback.objects.filter(
            employee=plan.employee_id,
            given_on__range=(max(plan.starts, period.starts), min(plan.ends, period.ends)),
            withdrawn_at__isnull=True,
        )
        .select_related("giver", "result")
        .order_by("given_at", "pk")
    )
    by_text = {result.text: result.pk for result in plan.results.all()}
    found = FeedbackOfEvaluation()
    for row in rows:
        if row.core_value:
            found.values.setdefault(row.core_value, []).append(row)
        elif row.result and (pk := by_text.get(row.result.text)) is not None:
            found.results.setdefault(pk, []).append(row)
    return found
