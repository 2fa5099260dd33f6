"""Opening a period's evaluations, and what the calendar does by itself."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from appraisal import permissions
from appraisal.actions.locking import locked, moved
from appraisal.enums import EvaluationState, ObjectionState, PlanState
from appraisal.models import (
    Evaluation,
    EvaluationTransition,
    OrganisationPredicate,
    Plan,
)
from appraisal.selectors.answer_days import AnswerDays
from personnel.models import Period, Unit, User


@transaction.atomic
def open_evaluations(*, period: Period, by: User, now: datetime) -> int:
    """Open the evaluations of a period for every fixed plan that overlaps it.

    Also opens a draft organisation predicate for every agency with such plans. Running it again
    adds only what is missing. Returns how many evaluations were opened.
    """
    permissions.can_manage_year(by, now).require()
    return open_period(period=period, by=by, now=now)


def open_period(*, period: Period, by: User | None, now: datetime) -> int:
    """The work of ``open_evaluations`` for a caller that has asked already (scheduler, demo)."""
    plans = Plan.objects.filter(
        year=period.year_id,
        state__in=[PlanState.FIXED, PlanState.CLOSED],
        starts__lte=period.ends,
        ends__gte=period.starts,
    ).exclude(evaluations__period=period)
    evaluations = Evaluation.objects.bulk_create(
        [
            Evaluation(
                plan=plan,
                period=period,
                state=EvaluationState.IN_PROGRESS,
                supervisor_id=plan.supervisor_id,
                reviewing_superior_id=plan.reviewing_superior_id,
            )
            for plan in plans
        ],
        batch_size=1000,
    )
    EvaluationTransition.objects.bulk_create(
        [
            EvaluationTransition(
                evaluation=evaluation,
                verb="open",
                source=EvaluationState.NOT_OPEN,
                target=EvaluationState.IN_PROGRESS,
                by=by,
                at=now,
            )
            for evaluation in evaluations
        ],
        batch_size=1000,
    )
    waiting = list(Evaluation.objects.filter(period=period, state=EvaluationState.NOT_OPEN))
    for evaluation in waiting:
        moved(evaluation, "open", by=by, now=now)
    opened = (
        Evaluation.objects.filter(period=period)
        .values_list("plan__assignment__post__unit__agency", flat=True)
        .distinct()
    )
    agency_ids = [pk for pk in opened if pk is not None]
    agencies = Unit.objects.filter(pk__in=agency_ids).exclude(
        organisation_predicates__period=period
    )
    OrganisationPredicate.objects.bulk_create(
        OrganisationPredicate(unit=agency, period=period) for agency in agencies
    )
    return len(evaluations) + len(waiting)


def close_windows(*, now: datetime) -> tuple[int, int]:
    """Let unanswered results lapse and settled ones become final; counts of both.

    A served result lapses when the days for an answer are over and counts as accepted; an
    accepted or lapsed one becomes final when those for an objection are over (regulation 2.3,
    2.4). The settings of the day of serving decide.
    """
    day = timezone.localtime(now).date()
    days = AnswerDays(day)
    lapsed = final = 0
    for evaluation in Evaluation.objects.filter(
        state__in=[EvaluationState.SERVED, EvaluationState.ACCEPTED, EvaluationState.LAPSED]
    ).only("pk", "state", "served_at", "row_version"):
        is_served = evaluation.state == EvaluationState.SERVED
        last = days.answer_due(evaluation) if is_served else days.objection_due(evaluation)
        if last is None or day <= last:
            continue
        if is_served:
            lapsed += _move_one(evaluation.pk, "lapse", now)
        else:
            final += _move_one(evaluation.pk, "finalise", now)
    return lapsed, final


@transaction.atomic
def _move_one(pk: int, verb: str, now: datetime) -> int:
    """Take one step by the calendar; a row that a person is moving right now is left alone."""
    evaluation = (
        Evaluation.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    )
    if evaluation is None or evaluation.objections.filter(
        state__in=[ObjectionState.SUBMITTED, ObjectionState.UNDER_REVIEW]
    ):
        return 0
    fields: tuple[str, ...] = ("answered_at",)
    if verb == "finalise":
        evaluation.final_at = now
        fields = ("final_at",)
    moved(evaluation, verb, by=None, now=now, fields=fields)
    return 1


@transaction.atomic
def recommend_organisation(
    *,
    predicate_id: int,
    predicate: str,
    basis: str,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> OrganisationPredicate:
    """Recommend a unit's predicate to the leader above."""
    row = _locked_predicate(predicate_id, seen_version)
    permissions.can_recommend_organisation(by, row, now).require()
    row.predicate = predicate
    row.basis = basis.strip()
    moved(row, "recommend", by=by, now=now, fields=("predicate", "basis"))
    return row


@transaction.atomic
def fix_organisation(
    *,
    predicate_id: int,
    predicate: str,
    basis: str,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> OrganisationPredicate:
    """Fix a unit's predicate: the leader above, before any person's (SE MenPANRB 3/2023)."""
    row = _locked_predicate(predicate_id, seen_version)
    permissions.can_fix_organisation(by, row, now).require()
    row.predicate = predicate
    row.basis = basis.strip()
    row.fixed_by = by.employee
    row.fixed_at = now
    moved(row, "fix", by=by, now=now, fields=("predicate", "basis", "fixed_by", "fixed_at"))
    return row


def _locked_predicate(pk: int, seen_version: int | None) -> OrganisationPredicate:
    return locked(OrganisationPredicate.objects.select_related("unit"), pk, seen_version)
