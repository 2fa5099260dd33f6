"""Opening evaluations: which plans a period evaluates, and predicates of units with them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from appraisal.actions.locking import moved
from appraisal.enums import EvaluationState, PlanState
from appraisal.models import Evaluation, EvaluationTransition, OrganisationPredicate, Plan
from appraisal.regulation import HEADED_UNITS, ORGANISATION_LEVEL
from personnel.enums import AssignmentKind, LegalStatus, PeriodKind
from personnel.models import Assignment, Period, Unit, User
from personnel.selectors.regulation import regulation_on
from personnel.selectors.supervision import supervision_map


def open_period(*, period: Period, by: User | None, now: datetime) -> int:
    """The work of ``open_evaluations`` for a caller that has asked already (scheduler, demo)."""
    opened = _open_for(_plans_of(period), period, by, now)
    waiting = list(Evaluation.objects.filter(period=period, state=EvaluationState.NOT_OPEN))
    for evaluation in waiting:
        moved(evaluation, "open", by=by, now=now)
    _open_organisations(period, now)
    return opened + len(waiting)


def open_last_evaluation(plan: Plan, *, by: User, now: datetime) -> None:
    """Open the annual evaluation of somebody whose service has ended (regulation 4.8)."""
    period = plan.year.periods.filter(kind=PeriodKind.ANNUAL).first()
    if period is not None and not plan.evaluations.filter(period=period).exists():
        _open_for([plan], period, by, now)


def _plans_of(period: Period) -> Iterable[Plan]:
    """Plans that a period evaluates and that have no evaluation in it yet.

    Over a whole year a person has one evaluation, on the last plan: earlier ones are parts of the
    year. A plan that ended in a release from the post (study, unpaid leave, suspension) is a part
    of the year only, and the rest of it is exempt (regulation 4.8).
    """
    plans = Plan.objects.filter(
        year=period.year_id,
        state__in=[PlanState.FIXED, PlanState.CLOSED],
        starts__lte=period.ends,
        ends__gte=period.starts,
    ).exclude(evaluations__period=period)
    if period.kind != PeriodKind.ANNUAL:
        return plans
    later = Plan.objects.filter(
        employee=OuterRef("employee"), year=OuterRef("year"), starts__gt=OuterRef("starts")
    ).exclude(state=PlanState.SUPERSEDED)
    released = Assignment.objects.on(period.ends).filter(
        employee=OuterRef("employee"),
        kind__in=[AssignmentKind.STUDY_LEAVE, AssignmentKind.UNPAID_LEAVE],
    )
    exempt = Q(employee__legal_status=LegalStatus.SUSPENDED) | Exists(released)
    return plans.exclude(Exists(later), state=PlanState.CLOSED).exclude(
        exempt, state=PlanState.CLOSED
    )


def _open_for(plans: Iterable[Plan], period: Period, by: User | None, now: datetime) -> int:
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
    return len(evaluations)


def _open_organisations(period: Period, now: datetime) -> None:
    """A draft predicate for every agency with evaluations, and, where decided, headed unit."""
    day = timezone.localtime(now).date()
    rows = Evaluation.objects.filter(period=period)
    agencies = rows.values_list("plan__assignment__post__unit__agency", flat=True).distinct()
    ids = {pk for pk in agencies if pk is not None}
    if regulation_on(day).choice(ORGANISATION_LEVEL) == HEADED_UNITS:
        ids |= _headed_units(rows, day)
    units = Unit.objects.filter(pk__in=ids).exclude(organisation_predicates__period=period)
    OrganisationPredicate.objects.bulk_create(
        OrganisationPredicate(unit=unit, period=period) for unit in units
    )


def _headed_units(rows: QuerySet[Evaluation], day: date) -> set[int]:
    """Units below the agencies that have people to evaluate and a head of their own."""
    heads = supervision_map(day).tree.heads
    paths = rows.values_list(
        "plan__assignment__post__unit__path", "plan__assignment__post__unit__agency__path"
    ).distinct()
    found = set()
    for path, agency in paths:
        if agency:
            inside = path.removeprefix(agency).strip("/").split("/")
            found |= {int(part) for part in inside if part} & heads.keys()
    return found
