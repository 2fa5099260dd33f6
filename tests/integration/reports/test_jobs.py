"""Long jobs: turns, silence, failures of disk and broker, going on."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from celery.signals import task_prerun
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from reports import tasks
from reports.actions.jobs import cancel_job, forget_results, retry_job
from reports.actions.letters import request_agency_letters, request_letter
from reports.actions.reports import request_report
from reports.enums import JobKind, JobState, LetterState
from reports.jobs import SILENCE, resume_jobs
from reports.models import Job, Letter
from reports.selectors.jobs import JobProgress, job_progress
from reports.tasks import print_letters, print_report
from sabang_kinerja.common.errors import Denied, WrongState
from tests.factories.appraisal import SERVED, make_office
from tests.factories.reports import final_results, letters_asked, letters_made, numbered_letters
from tests.integration.reports.conftest import celery_told

pytestmark = pytest.mark.django_db


@pytest.fixture
def turns():
    """Names of the tasks that ran."""
    names = []

    def note(task, **_kwargs):
        names.append(task.name.rpartition(".")[2])

    task_prerun.connect(note)
    yield names
    task_prerun.disconnect(note)


def silent_since(job, seconds):
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(seconds=seconds))


def summary_asked(office):
    return request_report(unit=office.agency, period=office.period(), by=office.admin, now=SERVED)


def test_turn_that_is_over_goes_to_the_end_of_the_queue(tasks_at_once, turns, monkeypatch):
    monkeypatch.setattr(tasks, "TURN", timedelta(0))
    job = letters_asked(make_office(), 3)

    print_letters.delay(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.DONE, 3)
    assert turns == ["print_letters"] * 4


def test_longest_task_ends_before_the_broker_gives_it_to_another(settings):
    patience = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    turn = 10

    for task in (print_letters, print_report):
        assert turn < task.soft_time_limit < task.time_limit < patience
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT < patience


def test_turn_that_finds_no_queue_leaves_the_rest_to_be_woken(
    no_broker, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(tasks, "TURN", timedelta(0))
    job = letters_asked(make_office(), 2)

    print_letters(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.RUNNING, 1)
    silent_since(job, SILENCE.total_seconds() + 1)
    with (
        celery_told(task_always_eager=True, task_eager_propagates=True),
        django_capture_on_commit_callbacks(execute=True),
    ):
        resume_jobs()
    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.DONE, 2)


def test_request_while_the_broker_is_away_is_kept(no_broker, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = letters_asked(make_office())

    assert Job.objects.get(pk=job.pk).state == JobState.WAITING


def test_job_that_fell_silent_is_woken_and_finished(
    tasks_at_once, django_capture_on_commit_callbacks
):
    job = letters_asked(make_office(), 2)
    silent_since(job, SILENCE.total_seconds() + 1)

    with django_capture_on_commit_callbacks(execute=True):
        assert resume_jobs() == 1

    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.DONE, 2)


def test_job_with_a_recent_sign_of_life_is_left_alone():
    job = letters_asked(make_office())
    silent_since(job, SILENCE.total_seconds() - 5)

    assert resume_jobs() == 0


def test_woken_job_is_given_as_long_again_before_the_next_call():
    job = letters_asked(make_office())
    silent_since(job, SILENCE.total_seconds() + 1)

    assert [resume_jobs(), resume_jobs()] == [1, 0]


def test_ended_job_is_never_woken():
    job = letters_made(make_office())
    silent_since(job, 3600)

    assert resume_jobs() == 0


def test_silent_summary_is_woken_and_printed(tasks_at_once, django_capture_on_commit_callbacks):
    office = make_office()
    final_results(office, 1)
    job = summary_asked(office)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
    silent_since(job, SILENCE.total_seconds() + 1)

    with django_capture_on_commit_callbacks(execute=True):
        resume_jobs()

    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.DONE, 1)


@contextmanager
def in_the_hand_of_another(letter):
    """Another worker has the letter and takes its time."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM reports_letter WHERE id = %s FOR UPDATE", [letter.pk])
        yield
        other.rollback()
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_letter_in_the_hand_of_a_slow_worker_is_left_to_it():
    job = letters_asked(make_office(), 3)
    slow = numbered_letters(job)[0]

    with in_the_hand_of_another(slow):
        print_letters(job.pk)

        job.refresh_from_db()
        assert (job.state, job.done) == (JobState.RUNNING, 2)
        slow.refresh_from_db()
        assert (slow.state, slow.attempts) == (LetterState.WAITING, 0)

    print_letters(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.DONE, 3)


def test_letter_that_ends_its_worker_each_time_is_given_up():
    job = letters_asked(make_office(), 2)
    deadly, other = numbered_letters(job)
    Letter.objects.filter(pk=deadly.pk).update(attempts=tasks.MOST_ATTEMPTS)

    print_letters(job.pk)

    job.refresh_from_db()
    deadly.refresh_from_db()
    other.refresh_from_db()
    assert (job.state, job.done, job.failed) == (JobState.PARTIAL, 1, 1)
    assert f"surat-{deadly.pk}" in deadly.failure
    assert other.holds


def test_full_disk_fails_with_a_sentence_and_the_job_can_go_on(own_files):
    office = make_office()
    job = letters_asked(office, 2)
    own_files.write_text("no directory can be made here")

    print_letters(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done, job.failed) == (JobState.FAILED, 0, 2)
    assert "tidak dapat disimpan" in job.letters.first().failure

    own_files.unlink()
    job = retry_job(job=job, by=office.admin, now=SERVED)
    assert (job.state, job.done, job.failed) == (JobState.WAITING, 0, 0)
    print_letters(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.failed) == (JobState.DONE, 2, 0)


def test_zip_that_cannot_be_stored_leaves_the_letters_and_can_be_made_later(own_files):
    office = make_office()
    job = letters_asked(office, 2)
    own_files.mkdir()
    (own_files / "jobs").write_text("no directory can be made here")

    print_letters(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done, bool(job.result)) == (JobState.FAILED, 2, False)
    assert "berkas gabungan" in job.failure

    (own_files / "jobs").unlink()
    print_letters(retry_job(job=job, by=office.admin, now=SERVED).pk)
    job.refresh_from_db()
    assert (job.state, job.done, bool(job.result)) == (JobState.DONE, 2, True)


def test_summary_that_failed_can_be_tried_again(own_files):
    office = make_office()
    final_results(office, 1)
    job = summary_asked(office)
    own_files.write_text("no directory can be made here")

    print_report(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert f"proses-{job.pk}" in job.failure

    own_files.unlink()
    print_report(retry_job(job=job, by=office.admin, now=SERVED).pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.failure) == (JobState.DONE, 1, "")


def test_file_of_an_attempt_that_was_cut_off_is_replaced(own_files):
    job = letters_asked(make_office())
    letter = job.letters.get()
    name = letter.file.field.generate_filename(letter, f"{letter.verification_code.lower()}.pdf")
    letter.file.storage.save(name, ContentFile(b"%PDF- cut off"))

    print_letters(job.pk)

    letter.refresh_from_db()
    assert letter.file.name == name
    assert len(list((own_files / "letters").rglob("*.pdf"))) == 1


def test_second_request_while_one_is_under_way_leads_to_it():
    office = make_office()
    job = letters_asked(office)

    again = request_agency_letters(
        agency=office.agency, period=office.period(), by=office.head, now=SERVED
    )

    assert again == job
    assert summary_asked(office) == summary_asked(office)


def test_database_refuses_two_jobs_for_the_same_work():
    job = letters_asked(make_office())
    job.pk, job.uuid = None, None

    with pytest.raises(IntegrityError, match="job_of_agency_once_at_a_time"), transaction.atomic():
        Job.objects.create(
            kind=job.kind, agency=job.agency, period=job.period, requested_by=job.requested_by
        )


def test_own_letter_that_the_agency_is_making_is_not_made_again():
    office = make_office()
    job = letters_asked(office)

    letter = request_letter(evaluation=job.letters.get().evaluation, by=office.employee, now=SERVED)

    assert letter.job == job
    assert Job.objects.count() == 1


def test_agency_takes_over_letters_that_wait_elsewhere():
    office = make_office()
    (evaluation,) = final_results(office, 1)
    own = request_letter(evaluation=evaluation, by=office.employee, now=SERVED)
    single = own.job

    job = request_agency_letters(
        agency=office.agency, period=office.period(), by=office.admin, now=SERVED
    )
    print_letters(single.pk)
    print_letters(job.pk)

    single.refresh_from_db()
    job.refresh_from_db()
    assert (single.state, single.total) == (JobState.CANCELLED, 0)
    assert (job.state, job.done) == (JobState.DONE, 1)
    assert Letter.objects.get().state == LetterState.READY


def test_letter_finished_after_the_cancel_is_counted_when_the_job_goes_on():
    office = make_office()
    job = letters_asked(office, 3)
    cancel_job(job=job, by=office.admin, now=SERVED)
    tasks._print_next(job.pk)

    job = retry_job(job=job, by=office.admin, now=SERVED)

    assert (job.total, job.done, job.failed) == (3, 1, 0)


def test_finished_job_has_nothing_to_go_on_with():
    office = make_office()
    job = letters_made(office)

    with pytest.raises(WrongState, match="tersisa"):
        retry_job(job=job, by=office.admin, now=SERVED)


def test_cancelled_job_does_not_go_on_beside_a_new_one():
    office = make_office()
    job = letters_asked(office)
    cancel_job(job=job, by=office.admin, now=SERVED)
    request_agency_letters(agency=office.agency, period=office.period(), by=office.head, now=SERVED)

    with pytest.raises(WrongState, match="tersisa"):
        retry_job(job=job, by=office.admin, now=SERVED)


def test_cancelled_summary_does_not_go_on_beside_a_new_one():
    office = make_office()
    job = summary_asked(office)
    cancel_job(job=job, by=office.admin, now=SERVED)
    summary_asked(office)

    with pytest.raises(WrongState, match="sedang berjalan"):
        retry_job(job=job, by=office.admin, now=SERVED)


def test_stranger_can_neither_stop_nor_continue_a_job():
    office = make_office()
    job = letters_asked(office)

    with pytest.raises(Denied):
        cancel_job(job=job, by=office.supervisor, now=SERVED)


def test_time_left_is_told_from_the_speed_of_the_last_half_minute():
    job = letters_asked(make_office(), 2)
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, started_at=now - timedelta(hours=5), total=201, done=1
    )
    tasks._print_next(job.pk)
    job.refresh_from_db()

    progress = job_progress(job, timezone.now())

    assert progress.percent == 0
    assert 95 <= progress.minutes_left <= 105
    assert progress.a_minute == 2


def test_how_far_a_report_is_follows_from_the_last_ones():
    office = make_office()
    job = summary_asked(office)
    now = timezone.now()
    running = {"state": JobState.RUNNING, "started_at": now - timedelta(seconds=90)}
    Job.objects.filter(pk=job.pk).update(**running)
    job.refresh_from_db()
    assert job_progress(job, now) == JobProgress(0, None)

    def took(seconds, unit):
        Job.objects.create(
            kind=JobKind.REPORT,
            state=JobState.DONE,
            agency=unit,
            period=job.period,
            requested_by=office.admin,
            started_at=now - timedelta(hours=1),
            ended_at=now - timedelta(hours=1) + timedelta(seconds=seconds),
        )

    took(300, office.city)
    assert job_progress(job, now) == JobProgress(30, 4)
    took(100, office.agency)
    assert job_progress(job, now) == JobProgress(90, 0)
    assert job_progress(job, now + timedelta(minutes=9)) == JobProgress(95, None)


def test_kinds_of_an_agency_are_told_apart_from_a_single_letter():
    office = make_office()
    (evaluation,) = final_results(office, 1)
    letter = request_letter(evaluation=evaluation, by=office.employee, now=SERVED)
    print_letters(letter.job_id)

    letter.job.refresh_from_db()
    assert letter.job.kind == JobKind.LETTER
    assert not letter.job.result


def test_a_result_is_kept_for_thirty_days_and_its_letters_for_good(own_files):
    job = letters_made(make_office(), 2)
    early = job.ended_at + timedelta(days=29, hours=23)

    assert forget_results(now=early) == 0
    assert forget_results(now=job.ended_at + timedelta(days=30, hours=1)) == 1

    job.refresh_from_db()
    assert not job.result
    assert not list((own_files / "jobs").rglob("*.zip"))
    assert len(list((own_files / "letters").rglob("*.pdf"))) == 2
    assert forget_results(now=job.ended_at + timedelta(days=31)) == 0


def test_a_result_whose_file_is_gone_already_is_forgotten_too(own_files):
    job = letters_made(make_office(), 1)
    next((own_files / "jobs").rglob("*.zip")).unlink()

    assert forget_results(now=job.ended_at + timedelta(days=40)) == 1
