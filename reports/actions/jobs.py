"""Stop a long job, or go on with one."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from personnel.models import User
from reports import permissions
from reports.enums import ENDED, PRESENT, JobKind, JobState, LetterKind, LetterState
from reports.models import Job, Letter
from reports.selectors.jobs import letter_counts
from reports.tasks import wake
from sabang_kinerja.common.refusals import refusals_as_sentences

RESULT_KEPT: Final = timedelta(days=30)
"""How long the ZIP or PDF of a job stays; the letters in it stay for good."""


@transaction.atomic
def cancel_job(*, job: Job, by: User, now: datetime) -> Job:
    """Stop a job after the letter in hand; what is made stays, numbers stay with their letters."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    permissions.can_cancel(by, job, now).require()
    job.state = JobState.CANCELLED
    job.ended_at = now
    job.save(update_fields=["state", "ended_at"])
    return job


@transaction.atomic
def retry_job(*, job: Job, by: User, now: datetime) -> Job:
    """Go on with what a cancelled, failed or partly failed job left undone.

    Raises ``Refused`` when somebody started the same work anew at this moment.
    """
    job = Job.objects.select_for_update().get(pk=job.pk)
    permissions.can_retry(by, job, now).require()
    job.attempts = 0
    if job.kind == JobKind.REPORT:
        job.done = job.failed = 0
    else:
        if job.kind == JobKind.LETTERS:  # also those that their people asked for meanwhile
            _letters_of_agency(job).update(job=job)
        left = job.letters.filter(state__in=[LetterState.FAILED, LetterState.WAITING])
        left.filter(state=LetterState.FAILED).update(state=LetterState.WAITING, failure="")
        left.update(attempts=0)
        job.total, job.done, job.failed = letter_counts(job)
    job.state = JobState.WAITING
    job.failure = ""
    job.ended_at = None
    job.heartbeat_at = now
    with refusals_as_sentences(Job):
        job.save()
    wake(job)
    return job


def _letters_of_agency(job: Job) -> QuerySet[Letter]:
    return Letter.objects.filter(
        agency=job.agency,
        evaluation__period=job.period,
        kind=LetterKind.EVALUATION,
        state__in=PRESENT,
    )


def forget_results(*, now: datetime) -> int:
    """Remove results older than ``RESULT_KEPT``; returns how many.

    The file goes before its name: killed in between, the next run finds the name and goes on.
    """
    old = Job.objects.filter(ended_at__lt=now - RESULT_KEPT, state__in=ENDED).exclude(result="")
    count = 0
    for job in old.iterator(chunk_size=100):
        job.result.storage.delete(job.result.name or "")
        count += Job.objects.filter(pk=job.pk, ended_at=job.ended_at).update(result="")
    return count
