"""Work after commit: figures of closed surveys, and sweeping what spent codes left.

What is done stands in the database; the broker only wakes a worker. Figures of a survey are made
in one transaction, so a worker may be lost, or the task run twice.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from celery import shared_task
from django.db import connection, transaction
from django.db.models import F, Max, QuerySet
from django.utils import timezone

from feedback.enums import SurveyState
from feedback.models import (
    CitizenSurvey,
    OfficerFigure,
    PeriodClosing,
    SurveyPeriod,
    SurveyResult,
)
from feedback.rules.computing import Computed, compute
from feedback.rules.figures import to_json
from feedback.selectors.officers import officer_comparisons
from feedback.selectors.policy import PolicyOnDay, policy_on
from feedback.selectors.survey_inputs import ServiceInput, inputs_of

logger = logging.getLogger(__name__)

AT_ONCE: Final = 20
"""Surveys whose answers are read together: bounds the memory, and what a failure holds up."""

HOURS: Final = 3600


@transaction.atomic
def store_results(surveys: Sequence[CitizenSurvey], now: datetime) -> int:
    """Make the figures of closed surveys anew and keep them as the current ones; how many.

    ``surveys`` come ``with_input``. Thresholds are those of the day on which a survey was closed,
    so that a later computation differs by its answers alone.
    """
    locked = set(
        CitizenSurvey.objects.select_for_update(of=("self",))
        .filter(pk__in=[survey.pk for survey in surveys])
        .values_list("pk", flat=True)
    )
    made = []
    for policy, same_day in _by_policy([one for one in surveys if one.pk in locked], now):
        for survey, inputs in inputs_of(same_day, policy.policy).items():
            made += [(survey, one, compute(one.given, policy.policy), policy) for one in inputs]
    old = SurveyResult.objects.filter(survey__in=locked)
    numbers = {
        (survey, service): number
        for survey, service, number in old.order_by()
        .values_list("survey", "service")
        .annotate(last=Max("number"))
    }
    old.current().update(is_current=False)
    SurveyResult.objects.bulk_create(
        _row(survey, one, found, policy, numbers.get((survey, one.service), 0) + 1, now)
        for survey, one, found, policy in made
    )
    return len(made)


@transaction.atomic
def store_officer_figures(period: SurveyPeriod, now: datetime) -> int:
    """Keep what may be said of officers of counters in the closed surveys of a period; how many.

    A figure that its officer has seen stays as it was seen. One that nobody has seen follows the
    answers, and is withdrawn when the gate closes.
    """
    found = officer_comparisons(period, policy_on(timezone.localdate(now)).policy)
    waiting = {
        (row.survey_id, row.employee_id): row
        for row in OfficerFigure.objects.select_for_update(of=("self",)).filter(
            survey__period=period
        )
    }
    for one in found:
        row = waiting.pop((one.survey, one.employee), None)
        if row is None:
            row = OfficerFigure(survey_id=one.survey, employee_id=one.employee)
        elif row.seen_at is not None:
            continue
        row.n, row.comparison, row.computed_at = one.n, one.comparison, now
        row.is_withdrawn = False
        row.save()
    OfficerFigure.objects.filter(
        pk__in=[row.pk for row in waiting.values() if row.seen_at is None]
    ).update(is_withdrawn=True)
    return len(found)


def _by_policy(
    surveys: Sequence[CitizenSurvey], now: datetime
) -> list[tuple[PolicyOnDay, list[CitizenSurvey]]]:
    by_day: dict[object, list[CitizenSurvey]] = {}
    for survey in surveys:
        by_day.setdefault(timezone.localdate(survey.closed_at or now), []).append(survey)
    return [(policy_on(day), found) for day, found in by_day.items()]  # type: ignore[arg-type]


def _row(
    survey: int,
    one: ServiceInput,
    found: Computed,
    policy: PolicyOnDay,
    number: int,
    now: datetime,
) -> SurveyResult:
    return SurveyResult(
        survey_id=survey,
        service_id=one.service,
        number=number,
        register_id=one.register,
        n=found.n,
        index=found.index,
        lower=found.lower,
        upper=found.upper,
        grade=found.grade,
        verdict=found.verdict.value,
        figures=to_json(found.figures),
        policy=policy.stored(),
        computed_at=now,
    )


@shared_task(soft_time_limit=HOURS, time_limit=HOURS + 60)
def compute_period(closing_pk: int) -> None:
    """Make the figures of all closed surveys of a period that have none yet."""
    closing = (
        PeriodClosing.objects.select_related("period").filter(pk=closing_pk, ended_at=None).first()
    )
    if closing is None:
        return
    failed: set[int] = set()
    while surveys := list(_without_result(closing).exclude(pk__in=failed)[:AT_ONCE]):
        failed |= _compute_batch(surveys)
        PeriodClosing.objects.filter(pk=closing_pk).update(
            done=F("total") - _without_result(closing).count(),
            failed=sorted(failed),
            heartbeat_at=timezone.now(),
        )
    store_officer_figures(closing.period, timezone.now())
    PeriodClosing.objects.filter(pk=closing_pk).update(
        ended_at=timezone.now(), failed=sorted(failed)
    )


def _without_result(closing: PeriodClosing) -> QuerySet[CitizenSurvey]:
    return (
        CitizenSurvey.objects.with_input()
        .filter(period=closing.period_id, state=SurveyState.CLOSED, closed_at=closing.requested_at)
        .exclude(results__is_current=True)
        .order_by("pk")
    )


def _compute_batch(surveys: Sequence[CitizenSurvey]) -> set[int]:
    """Surveys whose figures could not be made; one that fails does not hold up the others."""
    try:
        store_results(surveys, timezone.now())
    except Exception:
        if len(surveys) == 1:
            logger.exception("figures of survey %s could not be made", surveys[0].pk)
            return {surveys[0].pk}
        return set().union(*(_compute_batch([one]) for one in surveys))
    return set()


@shared_task
def sweep_codes() -> None:
    """Remove what older transactions left of spent codes; twice does no harm.

    A dead version would still tell which transaction spent which code (decision 0013).
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM feedback_receipttoken")


@shared_task
def sweep_pulse() -> None:
    """Remove what answers of the pulse left behind when they parted; twice does no harm."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM feedback_heldpulse")
        cursor.execute("VACUUM feedback_pulseinvitation")
