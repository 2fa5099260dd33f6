"""What the scheduler does: wake jobs whose worker died, move by the calendar, count at night."""

from datetime import timedelta

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from appraisal.actions.periods import close_windows
from appraisal.actions.segments import follow_supervisors
from reports.actions import jobs as actions
from reports.actions.figures import compile_figures
from reports.enums import LIVE
from reports.models import Job
from reports.tasks import wake

SILENCE = timedelta(seconds=90)
"""A job without a sign of life for this long has lost its worker, or its message."""


@shared_task
def resume_jobs() -> int:
    """Wake every job that has fallen silent, and give it as long again.

    Waking a job whose worker is only slow does no harm: nobody prints what another has in hand.
    """
    now = timezone.now()
    silent = Q(heartbeat_at__lt=now - SILENCE) | Q(heartbeat_at=None, created_at__lt=now - SILENCE)
    jobs = list(Job.objects.filter(silent, state__in=LIVE))
    for job in jobs:
        Job.objects.filter(pk=job.pk).update(heartbeat_at=now)
        wake(job)
    return len(jobs)


@shared_task
def move_by_calendar() -> None:
    """Let results lapse or become final; let plans follow supervisors (regulation 2.4, 4.8)."""
    close_windows(now=timezone.now())
    follow_supervisors(now=timezone.now())


@shared_task
def forget_results() -> int:
    """Let go of bundles and reports that nobody fetched for a month."""
    return actions.forget_results(now=timezone.now())


@shared_task
def compile_nightly() -> int:
    """Count what changed since the last night; return how many units and periods that were."""
    return compile_figures(now=timezone.now())
