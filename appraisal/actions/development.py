"""A final annual result opens the development plan of the next year; it never waits for it."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from appraisal.enums import EvaluationState
from appraisal.models import Evaluation
from appraisal.models.evaluations import EvaluationQuerySet
from appraisal.rules.development import need_after
from appraisal.rules.predicate import Predicate
from personnel.actions.notices import Message, notify_accounts
from personnel.enums import LegalStatus, NoticeKind, PeriodKind
from personnel.models import Employee
from personnel.selectors.supervision import SupervisionMap, supervision_map
from training.actions.development import follow_lines, open_from_predicate
from training.actions.telling import admins
from training.models import DevelopmentPlan
from training.rules.development import Need

logger: Final = logging.getLogger(__name__)

_FAILED = gettext_noop(
    "Rencana pengembangan %(name)s untuk %(year)s belum dapat dibuka. Hasil evaluasinya tetap "
    "final; sistem mencoba lagi setiap jam."
)


def open_development(evaluation: Evaluation, now: datetime) -> None:
    """Open what a result asks for, in the transaction that made it final.

    A failure undoes nothing but itself: the result stays final, BKPSDM is told, and
    ``open_development_plans`` tries again.
    """
    period = evaluation.period
    if period.kind != PeriodKind.ANNUAL or not period.year.has_effects:
        return
    employee = evaluation.plan.employee
    if employee.legal_status != LegalStatus.LEFT:
        _guarded(employee, period.year.year, now)


def open_development_plans(*, now: datetime) -> int:
    """Open what is missing for final results of this year and the last; how many people it was.

    Running it again opens nothing twice. Plans that run follow their person to a new superior.
    """
    follow_lines(now=now)
    day = timezone.localtime(now).date()
    waiting = (
        _counting()
        .filter(period__year__year__gte=day.year - 1)
        .exclude(plan__employee__legal_status=LegalStatus.LEFT)
    )
    predicates: dict[tuple[int, int], list[str]] = defaultdict(list)
    for person, year, predicate in waiting.values_list(
        "plan__employee", "period__year__year", "predicate"
    ):
        predicates[person, year].append(predicate)
    standing = {
        (person, year): need
        for person, year, need in DevelopmentPlan.objects.filter(
            source_year__gte=day.year - 1
        ).values_list("employee", "source_year", "need")
    }
    missing = [
        (person, year)
        for (person, year), found in predicates.items()
        if standing.get((person, year)) not in (_need(found), _as_free(_need(found)))
    ]
    if not missing:
        return 0
    lines = supervision_map(day)
    people = Employee.objects.in_bulk({person for person, _year in missing})
    return sum(_guarded(people[person], year, now, lines) for person, year in missing)


def _need(predicates: Iterable[str]) -> Need | None:
    return need_after(Predicate(one) for one in predicates)


def _as_free(need: Need | None) -> Need | None:
    """What a plan that its person began stays when nothing is demanded of it."""
    return Need.OWN if need == Need.STRETCH else need


def _counting() -> EvaluationQuerySet:
    return Evaluation.objects.counting().filter(
        state=EvaluationState.FINAL, period__kind=PeriodKind.ANNUAL
    )


def _guarded(
    employee: Employee, year: int, now: datetime, lines: SupervisionMap | None = None
) -> bool:
    """Open for one person; a failure is told and reaches nobody else."""
    try:
        with transaction.atomic():
            return _open(employee, year, now, lines)
    except Exception:
        logger.exception("no development plan for employee %s after %s", employee.pk, year)
    try:
        with transaction.atomic():
            _tell_failure(employee, year, now)
    except Exception:
        logger.exception("and nobody could be told")
    return False


def _open(employee: Employee, year: int, now: datetime, lines: SupervisionMap | None) -> bool:
    found = _counting().filter(plan__employee=employee, period__year__year=year)
    need = _need(found.values_list("predicate", flat=True))
    if need is None:
        return False
    open_from_predicate(employee=employee, need=need, source_year=year, now=now, lines=lines)
    return True


def _tell_failure(employee: Employee, year: int, now: datetime) -> None:
    message = Message(
        kind=NoticeKind.TASK,
        key=f"developmentplan:failed:{employee.pk}:{year}",
        sentence=_FAILED,
        url=reverse("training:development-list"),
        details={"name": employee.name, "year": year + 1},
    )
    notify_accounts(admins(now), message, now=now)
