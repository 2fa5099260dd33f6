"""Work after commit: try the links that people attached, throw a rehearsal away."""

import time
from typing import Final

import pghistory
from celery import shared_task
from django.db import transaction
from django.utils import timezone

from appraisal.models import LinkCheck, Plan
from appraisal.models.discarding import remove, rows_with
from personnel.enums import YearMode, YearState
from personnel.models import Notice, PerformanceYear
from sabang_kinerja.common.links import try_link

SOFT_LIMIT = 75
"""Seconds: six addresses at most, twelve for each."""


@shared_task(soft_time_limit=SOFT_LIMIT, time_limit=SOFT_LIMIT + 15)
def check_link(check_id: int) -> None:
    """Try one link and keep what came of it; running twice does no harm."""
    check = LinkCheck.objects.filter(pk=check_id).first()
    if check is not None:
        outcome = try_link(check.url)
        LinkCheck.objects.filter(pk=check_id).update(state=outcome, checked_at=timezone.now())


PLANS_AT_ONCE: Final = 100
"""Plans that go in one transaction, with all that hangs on them: a few seconds."""

TURN: Final = 10.0
"""Seconds after which the work goes to the end of the queue."""


@shared_task
def discard_year(year_id: int, account_id: int | None) -> None:
    """Throw a rehearsal away part by part, so that a worker may die and another go on.

    Running twice does no harm: each part locks the year, and whoever finds it locked leaves.
    """
    end = time.monotonic() + TURN
    with pghistory.context(user=account_id):
        while _discard_part(year_id):
            if time.monotonic() >= end:
                discard_year.delay(year_id, account_id)
                return


@transaction.atomic
def _discard_part(year_id: int) -> bool:
    """Some plans with all that hangs on them, at last the year; whether anything is left."""
    year = (
        PerformanceYear.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(pk=year_id, state=YearState.DISCARDING, mode=YearMode.REHEARSAL)
        .first()
    )
    if year is None:
        return False
    plans = Plan.objects.filter(year=year).order_by("pk").values_list("pk", flat=True)
    if some := list(plans[:PLANS_AT_ONCE]):
        remove(rows_with(Plan, some))
        return True
    remove(rows_with(PerformanceYear, [year.pk]))
    Notice.objects.filter(may_mail=False).delete()
    return False
