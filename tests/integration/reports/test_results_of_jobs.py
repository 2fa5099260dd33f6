"""The file of a job: made once, given up when it cannot be made, and never left behind."""

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError
from django.utils import timezone

from reports import tasks
from reports.actions.jobs import cancel_job, forget_results, retry_job
from reports.actions.reports import request_report
from reports.enums import BundleForm, JobState, LetterState
from reports.jobs import SILENCE, resume_jobs
from reports.models import Job
from reports.tasks import print_letters, print_report
from tests.factories.appraisal import SERVED, make_office
from tests.factories.reports import final_results, letters_asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def report_asked(office):
    final_results(office, 1)
    return request_report(unit=office.agency, period=office.period(), by=office.admin, now=SERVED)


def test_a_letter_that_is_damaged_on_the_disk_does_not_keep_the_job_running(office):
    job = letters_asked(office, 2)
    Job.objects.filter(pk=job.pk).update(bundle=BundleForm.MERGED)
    while tasks._print_next(job.pk):
        pass
    Path(job.letters.first().file.path).write_bytes(b"broken")

    print_letters(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "unduh surat satu per satu" in job.failure


def test_packing_that_takes_too_long_ends_and_can_be_tried_again(office, monkeypatch):
    job = letters_asked(office, 2)

    def too_long(job):
        raise SoftTimeLimitExceeded

    with monkeypatch.context() as patched:
        patched.setattr(tasks, "bundled", too_long)
        print_letters(job.pk)
    job.refresh_from_db()
    assert (job.state, bool(job.result)) == (JobState.FAILED, False)

    print_letters(retry_job(job=job, by=office.admin, now=SERVED).pk)
    job.refresh_from_db()
    assert (job.state, bool(job.result)) == (JobState.DONE, True)


def test_a_job_can_be_cancelled_while_its_letters_are_packed(office, monkeypatch):
    job, real = letters_asked(office, 2), tasks.bundled

    @contextmanager
    def cancelled_meanwhile(job):
        with real(job) as packed:
            cancel_job(job=job, by=office.admin, now=SERVED)
            yield packed

    monkeypatch.setattr(tasks, "bundled", cancelled_meanwhile)
    print_letters(job.pk)

    job.refresh_from_db()
    assert (job.state, bool(job.result)) == (JobState.CANCELLED, False)


def test_a_lost_connection_fails_nothing(office, monkeypatch):
    job = report_asked(office)

    def lost(job):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(tasks, "report_pdf", lost)
    with pytest.raises(OperationalError):
        print_report(job.pk)

    job.refresh_from_db()
    assert (job.state, job.failure) == (JobState.RUNNING, "")


@pytest.mark.parametrize("runs", [1, 2])
def test_what_a_killed_worker_left_is_gone_with_the_rest(office, own_files, monkeypatch, runs):
    job = report_asked(office)
    for _run in range(runs - 1):
        print_report(job.pk)
        Job.objects.filter(pk=job.pk).update(state=JobState.WAITING)

    def killed(job, state):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(tasks, "_end", killed)
        with pytest.raises(SystemExit):
            print_report(job.pk)
    print_report(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.DONE
    Job.objects.update(ended_at=timezone.now() - timedelta(days=31))
    forget_results(now=timezone.now())
    kept = [path for path in (own_files / "jobs").rglob("*") if path.is_file()]
    assert len(kept) <= runs - 1, "in a test the file of the earlier run waits for a commit"


def test_however_often_a_waiting_job_is_woken_two_messages_work(
    office, monkeypatch, django_capture_on_commit_callbacks
):
    job, sent = letters_asked(office, 5), []
    monkeypatch.setattr(tasks.print_letters, "delay", lambda *told: sent.append(told))
    monkeypatch.setattr(tasks, "TURN", timedelta(0))
    for _silence in range(4):
        Job.objects.update(heartbeat_at=timezone.now() - 2 * SILENCE)
        with django_capture_on_commit_callbacks(execute=True):
            resume_jobs()
    assert len(sent) == 8

    turns = 0
    while sent:
        before = job.letters.filter(state=LetterState.READY).count()
        print_letters(*sent.pop(0))
        turns += job.letters.filter(state=LetterState.READY).count() > before
        assert turns == 0 or len(sent) <= 2, "messages of earlier wakings have ended"

    job.refresh_from_db()
    assert (job.state, turns) == (JobState.DONE, job.total)
