"""Letters with the processes of production: killed workers, lost messages, two at once."""

import hashlib
import os
import re
import signal
import zipfile
from datetime import timedelta

import pytest
import redis
from django.utils import timezone

from reports.actions.reports import request_report
from reports.enums import JobState, LetterState
from reports.jobs import SILENCE, resume_jobs
from reports.models import Job, Letter, NumberRegister
from sabang_kinerja.embedded.broker import Broker
from tests.factories.appraisal import SERVED, make_office
from tests.factories.documents import pdf_pages
from tests.factories.follow_up import final_crowd
from tests.factories.reports import letters_asked, numbered_letters
from tests.integration.reports.conftest import celery_told

pytestmark = [pytest.mark.real_services, pytest.mark.django_db(transaction=True)]

LETTERS = 30


@pytest.fixture
def broker(tmp_path):
    """A broker of this test alone, because it loses everything in the middle."""
    with (
        Broker(tmp_path / "broker") as broker,
        celery_told(broker_url=broker.url.replace("unix://", "redis+socket://")),
    ):
        yield broker


@pytest.fixture
def start_worker(start_process, broker):
    def start():
        return start_process("worker", REDIS_URL=broker.url)

    return start


def lose_all_messages(broker):
    with redis.Redis.from_url(broker.url) as client:
        client.flushall()


def kill(process):
    """The worker and the processes that it started, at once and without a word."""
    os.killpg(process._running.pid, signal.SIGKILL)
    process._running.wait()


def fall_silent(job):
    """As when the time of silence has passed."""
    moment = timezone.now() - SILENCE - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=moment)


def ready(job):
    return job.letters.filter(state=LetterState.READY).count()


def ended(job):
    job.refresh_from_db()
    return job.state not in (JobState.WAITING, JobState.RUNNING)


def assert_everything_came_out_once(job, own_files):
    """Each letter once, numbers in a row, one ZIP with the very files that were made."""
    assert (job.state, job.total, job.done, job.failed) == (JobState.DONE, LETTERS, LETTERS, 0)
    letters = numbered_letters(job)
    assert [letter.sequence for letter in letters] == list(range(1, LETTERS + 1))
    assert NumberRegister.objects.get().last == LETTERS
    assert len({letter.evaluation_id for letter in letters}) == LETTERS
    hashes = {letter.file_name: letter.file_sha256 for letter in letters}
    with zipfile.ZipFile(job.result.path) as archive:
        packed = {
            name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()
        }
        assert len(archive.namelist()) == LETTERS
    assert packed == hashes
    on_disk = list((own_files / "letters").rglob("*.pdf"))
    assert sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in on_disk) == sorted(
        hashes.values()
    )
    assert len(list((own_files / "jobs").rglob("*.zip"))) == 1


def test_killed_worker_and_lost_messages_cost_no_letter_and_no_number(
    start_worker, broker, own_files, eventually
):
    first = start_worker()
    job = letters_asked(make_office(), LETTERS)
    eventually(lambda: ready(job) >= 3, seconds=60)

    kill(first)
    lose_all_messages(broker)

    made = set(job.letters.filter(state=LetterState.READY).values_list("pk", "file_sha256"))
    assert 3 <= len(made) < LETTERS
    start_worker()
    start_worker()
    fall_silent(job)
    assert resume_jobs() == 1
    eventually(lambda: ended(job), seconds=90)

    assert_everything_came_out_once(job, own_files)
    assert made <= set(job.letters.values_list("pk", "file_sha256"))


def test_two_workers_print_beside_each_other_though_the_queue_is_lost(
    start_worker, broker, own_files, eventually, tmp_path
):
    start_worker()
    start_worker()
    job = letters_asked(make_office(), LETTERS)
    eventually(lambda: ready(job) >= 1, seconds=60)

    lose_all_messages(broker)
    eventually(lambda: ended(job), seconds=90)

    assert_everything_came_out_once(job, own_files)
    assert set(Letter.objects.values_list("attempts", flat=True)) <= {1, 2}
    log = (tmp_path / "worker.log").read_text()
    assert len(re.findall(r"ForkPoolWorker-\d\] sheet and fonts are loaded", log)) == 4
    assert "ERROR" not in log


def test_a_report_whose_worker_is_killed_is_made_once_by_the_next(
    start_worker, broker, own_files, eventually
):
    office = make_office()
    final_crowd(office, 120)
    first = start_worker()
    job = request_report(unit=office.agency, period=office.period(), by=office.admin, now=SERVED)
    eventually(lambda: Job.objects.filter(pk=job.pk, attempts=1).exists(), seconds=60)

    kill(first)
    lose_all_messages(broker)
    job.refresh_from_db()
    assert (job.state, bool(job.result)) == (JobState.RUNNING, False), "in the middle of its work"
    start_worker()
    start_worker()
    fall_silent(job)
    assert resume_jobs() == 1
    eventually(lambda: ended(job), seconds=90)

    assert (job.state, job.done, job.attempts) == (JobState.DONE, 1, 2)
    (file,) = [path for path in (own_files / "jobs").rglob("*") if path.is_file()]
    assert str(file) == job.result.path
    assert pdf_pages(file.read_bytes())
