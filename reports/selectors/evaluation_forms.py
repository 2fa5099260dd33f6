"""Freeze what the evaluation form says: a plan, what was reached of it, and the ratings."""

from datetime import datetime

from django.db.models import Prefetch

from appraisal.models import (
    Achievement,
    ContinuousFeedback,
    Evaluation,
    EvaluationTransition,
    Indicator,
    WorkResult,
)
from appraisal.models.evaluations import RATED, EvaluationQuerySet
from appraisal.rules.predicate import OrganisationPredicate, Predicate
from appraisal.rules.ratings import Rating
from appraisal.selectors.continuous_feedback import FeedbackOfEvaluation, feedback_for
from appraisal.selectors.evaluations import reached_words
from appraisal.selectors.plans import result_blocks, value_rows
from personnel.enums import PeriodKind
from reports.documents.form_content import (
    EvaluationFormContent,
    FeedbackGiver,
    FeedbackLine,
    ResultLine,
    ValueLine,
)
from reports.documents.standing import VALID, DocumentState, Standing
from reports.selectors.forms import form_head, indicator_line, result_line
from reports.selectors.frozen import day_of
from reports.selectors.signing import signature_of

Remarks = tuple[FeedbackLine, ...]


def evaluations_for_form(rows: EvaluationQuerySet) -> EvaluationQuerySet:
    """Everything that the form shows but the head, in a constant number of queries."""
    return rows.select_related(
        "plan__employee", "plan__assignment__post__unit__agency", "period__year", "supervisor"
    ).prefetch_related(
        Prefetch(
            "plan__results",
            WorkResult.objects.prefetch_related(
                Prefetch("indicators", Indicator.objects.order_by("position"))
            ),
        ),
        "plan__expectations",
        "achievements",
        "result_ratings",
        "behaviour_ratings",
        Prefetch(
            "transitions",
            EvaluationTransition.objects.filter(verb="fix").select_related("by__employee"),
            to_attr="fixings",
        ),
    )


def evaluation_form_content(
    evaluation: Evaluation, now: datetime, *, shows_ratings: bool
) -> EvaluationFormContent:
    """The form of one evaluation, from what ``evaluations_for_form`` has read.

    Without ``shows_ratings`` ratings, predicates and the supervisor's remarks stay out. A fixed
    evaluation is dated by that, so that it prints the same file until something changes.
    """
    plan, period = evaluation.plan, evaluation.period
    said = feedback_for(evaluation)
    fixed = shows_ratings and evaluation.state in RATED
    fixed_at = evaluation.fixed_at if fixed else None
    span = max(period.starts, plan.starts), min(period.ends, plan.ends)
    signature = signature_of(evaluation) if fixed else None
    substitute = signature.substitute if signature else None
    organisation, predicate = evaluation.organisation_predicate, evaluation.predicate
    results, behaviour = evaluation.results_rating, evaluation.behaviour_rating
    return EvaluationFormContent(
        head=form_head(plan, evaluation.supervisor, span, fixed_at, now, substitute=substitute),
        results=_results(evaluation, said, shows_ratings=shows_ratings),
        values=_values(evaluation, said, shows_ratings=shows_ratings),
        as_of=fixed_at or now,
        period_kind=PeriodKind(period.kind),
        period_sequence=period.sequence,
        revision=evaluation.revision,
        organisation_predicate=OrganisationPredicate(organisation) if fixed else None,
        results_rating=Rating(results) if shows_ratings and results else None,
        behaviour_rating=Rating(behaviour) if shows_ratings and behaviour else None,
        predicate=Predicate(predicate) if fixed else None,
        answered_on=day_of(evaluation.answered_at) if fixed else None,
    )


def evaluation_standing(evaluation: Evaluation, now: datetime, *, shows_ratings: bool) -> Standing:
    """A draft until the supervisor has fixed it, and for whoever may not see the ratings yet."""
    if shows_ratings and evaluation.state in RATED:
        return VALID
    return Standing(state=DocumentState.DRAFT, printed_at=now)


def _results(
    evaluation: Evaluation, said: FeedbackOfEvaluation, *, shows_ratings: bool
) -> tuple[ResultLine, ...]:
    reached = {row.indicator_id: row for row in evaluation.achievements.all()}
    remarks = {row.result_id: row.feedback for row in evaluation.result_ratings.all()}
    blocks = result_blocks(evaluation.plan)
    return tuple(
        _with_achievements(
            row,
            reached,
            _remarks(remarks.get(row.pk, "") if shows_ratings else "", said.results.get(row.pk)),
        )
        for row in (*blocks.main, *blocks.additional)
    )


def _with_achievements(
    result: WorkResult, reached: dict[int, Achievement], feedback: Remarks
) -> ResultLine:
    line = result_line(result)
    return ResultLine(
        kind=line.kind,
        text=line.text,
        superior_text=line.superior_text,
        assigned_by=line.assigned_by,
        perspective=line.perspective,
        indicators=tuple(
            indicator_line(row, reached_words(row, reached.get(row.pk)))
            for row in result.indicators.all()
        ),
        feedback=feedback,
    )


def _values(
    evaluation: Evaluation, said: FeedbackOfEvaluation, *, shows_ratings: bool
) -> tuple[ValueLine, ...]:
    remarks = {row.core_value: row.feedback for row in evaluation.behaviour_ratings.all()}
    return tuple(
        ValueLine(
            expectation=row.expectation.strip(),
            feedback=_remarks(
                remarks.get(row.guide.value, "") if shows_ratings else "",
                said.values.get(row.guide.value),
            ),
        )
        for row in value_rows(evaluation.plan)
    )


def _remarks(text: str, said: list[ContinuousFeedback] | None) -> Remarks:
    """What was said during the period, then the supervisor's remark on the rating."""
    lines = [FeedbackLine(FeedbackGiver(row.role), row.text.strip()) for row in said or ()]
    if text.strip():
        lines.append(FeedbackLine(FeedbackGiver.LEADER, text.strip()))
    return tuple(lines)
