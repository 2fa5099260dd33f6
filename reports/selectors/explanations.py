"""Freeze the explanation of one result, in the language of paper."""

from datetime import datetime

from django.conf import settings
from django.utils import translation

from appraisal.models import Evaluation
from appraisal.selectors.explanation import explain
from reports.documents.explanation_content import ExplanationContent
from reports.selectors.frozen import day_of, person_lines


def explanation_content(evaluation: Evaluation, now: datetime) -> ExplanationContent:
    """What the page says, from what ``evaluations_for_page`` has read; no further query."""
    plan, period = evaluation.plan, evaluation.period
    agency = plan.assignment.post.unit.agency
    with translation.override("id"):
        return ExplanationContent(
            institution=settings.GOVERNMENT_NAME,
            agency=agency.name if agency else "",
            period_label=str(period.label),
            starts=max(period.starts, plan.starts),
            ends=min(period.ends, plan.ends),
            employee=person_lines(plan.employee, plan.assignment),
            predicate=str(evaluation.get_predicate_display()),
            served_on=day_of(evaluation.served_at),
            recommendation=evaluation.recommendation.strip(),
            self_assessment=evaluation.self_assessment.strip(),
            explanation=explain(evaluation, now),
            as_of=now,
        )
