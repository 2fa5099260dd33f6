"""Reads of job pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from personnel.enums import Role
from personnel.models import Period, Unit, User
from personnel.selectors.roles import roles_of
from reports.enums import LIVE, PAST, PRESENT, JobKind, JobState, LetterState
from reports.models import Job, Letter

LATELY: Final = timedelta(seconds=30)
"""Speed is that of so long ago until now: a pause or a killed worker does not distort it."""


REPORTS_LOOKED_AT: Final = 20
"""The last reports, to tell how long the next one takes."""


class LetterCounts(NamedTuple):
    """Letters of a job: all that speak for an evaluation, those made, those that failed."""

    total: int
    done: int
    failed: int


def letter_counts(job: Job) -> LetterCounts:
    """Count a job's letters as they stand now."""
    counts = job.letters.filter(state__in=PRESENT).aggregate(
        total=Count("pk"),
        done=Count("pk", filter=Q(state=LetterState.READY)),
        failed=Count("pk", filter=Q(state=LetterState.FAILED)),
    )
    return LetterCounts(counts["total"], counts["done"], counts["failed"])


def is_outdated(job: Job) -> bool:
    """Whether a letter in a job's bundle was withdrawn or replaced since it was packed.

    The bundle holds it without the mark that it carries by itself now, so nobody is handed it.
    """
    return (
        bool(job.result)
        and job.ended_at is not None
        and job.letters.filter(state__in=PAST, ended_at__gt=job.ended_at).exists()
    )


def live_job(kind: JobKind, agency: Unit, period: Period) -> Job | None:
    """The job for an agency and period that waits or runs."""
    return Job.objects.filter(kind=kind, agency=agency, period=period, state__in=LIVE).first()


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job is. ``percent`` 0–100; ``minutes_left``, 0 below one, and ``a_minute``, letters
    in a minute at the present speed, while they can be told.
    """

    percent: int
    minutes_left: int | None
    a_minute: int | None = None


def job_progress(job: Job, now: datetime) -> JobProgress:
    """Share done, and the time left at the present speed."""
    percent = 100 * job.done // job.total if job.total else 0
    if job.state != JobState.RUNNING or job.started_at is None:
        return JobProgress(percent, None)
    if job.kind == JobKind.REPORT:
        return _report_progress(job, (now - job.started_at).total_seconds())
    since = max(job.started_at, now - LATELY)
    made = job.letters.filter(state=LetterState.READY, ready_at__gte=since).count()
    if not made:
        return JobProgress(percent, None)
    speed = made / max(1.0, (now - since).total_seconds())
    left = round((job.total - job.done - job.failed) / speed / 60)
    return JobProgress(percent, left, max(1, round(speed * 60)))


def _report_progress(job: Job, elapsed: float) -> JobProgress:
    """A report is made in one step; how far it is, is judged by how long the last ones took.

    That of the same unit, or the slowest of the last ones; ``elapsed`` in seconds. Never done
    before it is, and silent where there was none.
    """
    earlier = (
        Job.objects.filter(kind=JobKind.REPORT, state=JobState.DONE, started_at__isnull=False)
        .order_by("-ended_at")
        .values_list("agency", "started_at", "ended_at")[:REPORTS_LOOKED_AT]
    )
    took = [
        (agency, max(1.0, (ended - started).total_seconds()))
        for agency, started, ended in earlier
        if started and ended
    ]
    if not took:
        return JobProgress(0, None)
    own = next((seconds for agency, seconds in took if agency == job.agency_id), None)
    expected = own or max(seconds for _agency, seconds in took)
    left = expected - elapsed
    return JobProgress(
        min(95, round(100 * elapsed / expected)), round(left / 60) if left > 0 else None
    )


def failed_letters(job: Job) -> QuerySet[Letter]:
    """Letters of a job that could not be made, with their reasons."""
    return (
        job.letters.filter(state=LetterState.FAILED)
        .select_related("evaluation__plan__employee")
        .defer("content")
        .order_by("sequence")
    )


def startable_agencies(user: User, now: datetime) -> QuerySet[Unit]:
    """Agencies for which the account may start a job."""
    roles = roles_of(user, timezone.localtime(now).date())
    agencies = Unit.objects.agencies().active()
    if Role.BKPSDM_ADMIN in roles or Role.CITY_LEADERSHIP in roles:
        return agencies
    return agencies.filter(pk__in=roles.agencies)


def startable_kinds(user: User, now: datetime) -> list[JobKind]:
    """What the account may start: the city's leadership reads reports, it prints no letters."""
    roles = roles_of(user, timezone.localtime(now).date())
    if Role.BKPSDM_ADMIN in roles or roles.agencies:
        return [JobKind.LETTERS, JobKind.REPORT]
    return [JobKind.REPORT] if Role.CITY_LEADERSHIP in roles else []
