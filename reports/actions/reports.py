"""Ask for the report of a unit."""

from datetime import datetime

from django.db import transaction

from personnel.models import Period, Unit, User
from reports import permissions
from reports.enums import JobKind
from reports.models import Job
from reports.selectors.jobs import live_job
from reports.tasks import wake
from sabang_kinerja.common.refusals import refusals_as_sentences


@transaction.atomic
def request_report(*, unit: Unit, period: Period, by: User, now: datetime) -> Job:
    """Print the report of one unit and period in the background.

    While one is under way, that one is returned.
    """
    permissions.can_report(by, unit, now).require()
    permissions.year_counts(period.year).require()
    if live := live_job(JobKind.REPORT, unit, period):
        return live
    with refusals_as_sentences(Job):
        job = Job.objects.create(
            kind=JobKind.REPORT,
            agency=unit,
            period=period,
            requested_by=by,
            total=1,
            heartbeat_at=now,
        )
    wake(job)
    return job
