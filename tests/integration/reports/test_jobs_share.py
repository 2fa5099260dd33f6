"""Many jobs at once with the worker of production: a large one lets the small ones by."""

from dataclasses import replace

import pytest

from reports.actions.letters import request_agency_letters
from reports.actions.reports import request_report
from reports.enums import JobState
from reports.models import Job
from tests.factories.appraisal import SERVED, make_office
from tests.factories.follow_up import final_crowd
from tests.factories.personnel import make_unit
from tests.integration.reports.conftest import celery_told

pytestmark = [pytest.mark.real_services, pytest.mark.django_db(transaction=True)]

LARGE, SMALL = 400, 5


def another_agency(office):
    agency = make_unit()
    return replace(office, agency=agency, division=make_unit(agency))


def asked(office, letters):
    final_crowd(office, letters)
    return request_agency_letters(
        agency=office.agency, period=office.period(), by=office.admin, now=SERVED
    )


def ended(job):
    job.refresh_from_db()
    return job.ended_at is not None


def test_small_jobs_do_not_wait_for_the_end_of_a_large_one(
    start_process, broker_url, own_files, eventually
):
    with celery_told(broker_url=broker_url.replace("unix://", "redis+socket://")):
        office = make_office()
        large = asked(office, LARGE)
        small = [asked(another_agency(office), SMALL) for _agency in range(3)]
        start_process("worker")

        eventually(
            lambda: (
                not Job.objects.filter(
                    pk__in=[job.pk for job in small], ended_at__isnull=True
                ).exists()
            ),
            seconds=90,
        )

        large.refresh_from_db()
        assert large.state == JobState.RUNNING
        assert 0 < large.done < LARGE
        for job in small:
            job.refresh_from_db()
            assert (job.state, job.done, job.failed) == (JobState.DONE, SMALL, 0)


def test_letters_do_not_wait_for_all_reports_that_were_asked_for_before(
    start_process, broker_url, own_files, eventually
):
    with celery_told(broker_url=broker_url.replace("unix://", "redis+socket://")):
        office = make_office()
        final_crowd(office, 30)
        reports = [
            request_report(unit=unit, period=period, by=office.admin, now=SERVED)
            for unit in (office.agency, office.city, office.division)
            for period in office.year.periods.filter(starts__lte=SERVED)
        ]
        letters = asked(another_agency(office), SMALL)
        start_process("worker")

        eventually(lambda: ended(letters), seconds=120)

        open_still = Job.objects.filter(
            pk__in=[job.pk for job in reports], ended_at__isnull=True
        ).count()
        assert letters.state == JobState.DONE
        assert open_still > len(reports) // 2
        eventually(lambda: all(map(ended, reports)), seconds=180)
        assert {job.state for job in reports} == {JobState.DONE}
