"""A report while others write, while somebody cancels it, and with two workers at it."""

from threading import Thread

import pytest
from django.db import connection

from reports.actions.jobs import cancel_job, retry_job
from reports.actions.reports import request_report
from reports.enums import JobState
from reports.selectors.reports import report_content
from reports.tasks import MOST_ATTEMPTS, print_report
from tests.factories.appraisal import SERVED, make_office
from tests.factories.crowds import make_crowd
from tests.factories.follow_up import finalise

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office():
    made = make_office()
    for plan in make_crowd(made, 3):
        finalise(plan, made.period())
    return made


def elsewhere(work):
    """Do ``work`` on a connection of its own, to its end."""

    def run():
        work()
        connection.close()

    other = Thread(target=run)
    other.start()
    other.join(30)
    assert not other.is_alive()


class Before:
    """Lets ``work`` happen elsewhere before the statement of this number, once."""

    def __init__(self, number, work):
        self.left, self.work, self.happened = number, work, False

    def __call__(self, execute, *rest):
        self.left -= 1
        if self.left == 0:
            self.happened = True
            elsewhere(self.work)
        return execute(*rest)


def asked(office):
    return request_report(unit=office.agency, period=office.period(), by=office.admin, now=SERVED)


@pytest.mark.parametrize("number", [4, 10, 16, 24])
def test_all_chapters_tell_of_one_moment(office, number):
    period = office.period()
    before = report_content(office.agency, period, SERVED)
    comes = Before(number, lambda: finalise(make_crowd(office, 1)[0], period))

    with connection.execute_wrapper(comes):
        meanwhile = report_content(office.agency, period, SERVED)

    assert comes.happened
    assert meanwhile == before
    assert report_content(office.agency, period, SERVED) != before


def test_a_report_that_is_laid_out_can_be_cancelled_and_comes_to_nothing(office, monkeypatch):
    job = asked(office)

    def cancelled_meanwhile(job):
        elsewhere(lambda: cancel_job(job=job, by=office.admin, now=SERVED))
        return b"%PDF-1.7"

    monkeypatch.setattr("reports.tasks.report_pdf", cancelled_meanwhile)
    print_report(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done, bool(job.result)) == (JobState.CANCELLED, 0, False)


def test_a_second_worker_leaves_a_report_to_the_first(office, monkeypatch):
    job, printed = asked(office), []

    def meanwhile(job):
        printed.append(job.pk)
        elsewhere(lambda: print_report(job.pk))
        return b"%PDF-1.7"

    monkeypatch.setattr("reports.tasks.report_pdf", meanwhile)
    print_report(job.pk)

    job.refresh_from_db()
    assert printed == [job.pk]
    assert (job.state, job.attempts, bool(job.result)) == (JobState.DONE, 1, True)


def test_a_report_that_ends_its_worker_each_time_is_given_up_and_can_be_tried_again(office):
    job = asked(office)
    job.attempts = MOST_ATTEMPTS
    job.save()

    print_report(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert f"proses-{job.pk}" in job.failure

    print_report(retry_job(job=job, by=office.admin, now=SERVED).pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 1)
