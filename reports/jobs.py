"""What the scheduler does: wake jobs whose worker died, let the calendar take its steps."""

from datetime import timedelta

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from appraisal.actions.periods import close_windows
from reports.enums import JobKind, JobState
from reports.models import Job
from reports.tasks import print_letters, print_summary

SILENCE = timedelta(seconds=90)
"""A running job without a sign of life for this long has lost its worker."""


@shared_task
def resume_jobs() -> int:
    """Wake every job that waits or has fallen silent; waking one twice does no harm."""
    silent = timezone.now() - SILENCE
    jobs = Job.objects.filter(
        Q(state=JobState.WAITING, created_at__lt=silent)
        | Q(state=JobState.RUNNING) & (Q(heartbeat_at__lt=silent) | Q(heartbeat_at=None))
    )
    count = 0
    for job in jobs:
        task = print_letters if job.kind == JobKind.LETTERS else print_summary
        task.delay(job.pk)
        count += 1
    return count


@shared_task
def move_by_calendar() -> None:
    """Lapse unanswered results and make settled ones final (regulation 2.4)."""
    close_windows(now=timezone.now())
