"""Worker, broker and database killed at random moments: each letter exactly once, no gap.

Real processes and a durable database of its own, which is killed as a power cut would: a few
rounds in the suite. ``FAULT_ROUNDS=50 script/test tests/integration/reports/test_faults.py -s``
plays fifty and tells what was hit; ``FAULT_SEED`` repeats a run.
"""

import hashlib
import os
import random
import signal
import sys
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import environ
import psycopg
import pytest
import redis
from django.db import Error, close_old_connections, connection
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerAway

from reports.actions.letters import request_agency_letters
from reports.enums import LIVE, JobState, LetterState
from reports.jobs import SILENCE, resume_jobs
from reports.models import Job, Letter, NumberRegister
from sabang_kinerja.backup.database import dump, restore
from sabang_kinerja.embedded.broker import Broker
from sabang_kinerja.embedded.postgres import Postgres
from sabang_kinerja.embedded.service import is_alive, wait_for
from tests.factories.appraisal import SERVED, Office, make_office
from tests.factories.follow_up import final_crowd
from tests.integration.reports.conftest import celery_told

pytestmark = [pytest.mark.real_services, pytest.mark.django_db(transaction=True)]

ROUNDS = int(os.environ.get("FAULT_ROUNDS", "6"))
SEED = int(os.environ.get("FAULT_SEED", str(random.SystemRandom().randrange(10**6))))
LETTERS = 12
PATIENCE = 120


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """A broker of this test alone."""
    with (
        Broker(tmp_path / "broker") as broker,
        celery_told(broker_url=broker.url.replace("unix://", "redis+socket://")),
    ):
        yield broker


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Postgres]:
    """A database that survives a crash, with the tables of the test's; all queries go there."""
    with Postgres(tmp_path / "postgres") as cluster, _other_database(cluster.url, tmp_path):
        yield cluster


@contextmanager
def _other_database(url: str, folder: Path) -> Iterator[None]:
    source = folder / "tables.dump"
    version = dump(connection, source)
    connection.close()
    before = dict(connection.settings_dict)
    connection.settings_dict.update(environ.Env.db_url_config(url))
    try:
        restore(connection, source, written_by=version)
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


class City:
    """The processes that a round may hit, and how each is hit and comes back."""

    def __init__(
        self, cluster: Postgres, broker: Broker, start: Callable[..., object], dice: random.Random
    ) -> None:
        self.cluster, self.broker, self.dice = cluster, broker, dice
        self._start = lambda: start("worker", REDIS_URL=broker.url, DATABASE_URL=cluster.url)
        self.worker = self._start()
        self.hits: Counter[str] = Counter()

    def hit(self, what: str) -> None:
        """Kill without a word; broker and database start again at once."""
        self.hits[what] += 1
        {
            "worker": self._hit_worker,
            "process of the worker": self._hit_child,
            "broker": self._hit_broker,
            "database": self._hit_database,
        }[what]()

    def _hit_worker(self) -> None:
        os.killpg(self.worker._running.pid, signal.SIGKILL)
        self.worker._running.wait()

    def mend(self) -> None:
        """Start a worker again that has ended, as its supervisor does in production.

        Some ends come late: a worker that meets the broker's death while it cleans up gives itself
        up. From the main thread, with whose end it is to end.
        """
        if self.worker.exit_code is not None:
            self.worker = self._start()

    def _hit_child(self) -> None:
        if children := _children(self.worker._running.pid):
            with suppress(ProcessLookupError):
                os.kill(self.dice.choice(children), signal.SIGKILL)

    def _hit_broker(self) -> None:
        with redis.Redis.from_url(self.broker.url) as client:
            pid = client.info()["process_id"]
        os.kill(pid, signal.SIGKILL)
        assert wait_for(lambda: not is_alive(pid), seconds=10)
        self.broker._start()

    def _hit_database(self) -> None:
        pid = self.cluster._pid()
        children = _children(pid)
        os.kill(pid, signal.SIGKILL)
        assert wait_for(lambda: not any(is_alive(one) for one in (pid, *children)), seconds=60), (
            "the database's processes outlive it"
        )
        self.cluster._start()


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(one) for one in task.read_text().split()]
    return found


def persistently(work: Callable[..., object], *given: object) -> object:
    """Do what a patient user does: again, until the database answers."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return work(*given)
        except (Error, psycopg.Error, BrokerAway):
            connection.close()
            close_old_connections()
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def ask(office: Office) -> Job:
    return request_agency_letters(
        agency=office.agency, period=office.period(), by=office.admin, now=SERVED
    )


def let_it_end(job: Job, city: City) -> None:
    """Be supervisor, and scheduler, which wakes what has fallen silent, until the job has ended."""
    end = time.monotonic() + PATIENCE
    next_wake = time.monotonic() + 1
    while persistently(lambda: Job.objects.get(pk=job.pk)).state in LIVE:
        assert time.monotonic() < end, persistently(lambda: Job.objects.filter(pk=job.pk).values())
        city.mend()
        if time.monotonic() > next_wake:
            persistently(_wake)
            next_wake = time.monotonic() + 3
        time.sleep(0.1)


def _wake() -> None:
    moment = timezone.now() - SILENCE - timedelta(seconds=1)
    Job.objects.filter(state__in=LIVE).update(heartbeat_at=moment)
    resume_jobs()


def assert_every_letter_exactly_once(job: Job, wanted: set[int], own_files: Path) -> None:
    """Rows, numbers, files and ZIP agree."""
    job = Job.objects.get(pk=job.pk)
    assert (job.state, job.total, job.done, job.failed) == (
        JobState.DONE,
        len(wanted),
        len(wanted),
        0,
    )
    letters = list(Letter.objects.order_by("sequence").defer("content"))
    assert [letter.sequence for letter in letters] == list(range(1, len(wanted) + 1))
    assert NumberRegister.objects.get().last == len(wanted)
    assert {letter.evaluation_id for letter in letters} == wanted
    assert {letter.state for letter in letters} == {LetterState.READY}
    hashes = {letter.file_sha256 for letter in letters}
    assert len(hashes) == len(wanted)
    on_disk = [path.read_bytes() for path in (own_files / "letters").rglob("*.pdf")]
    assert sorted(hashlib.sha256(data).hexdigest() for data in on_disk) == sorted(hashes)
    with zipfile.ZipFile(job.result.path) as archive:
        packed = [hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()]
    assert sorted(packed) == sorted(hashes)


def test_whatever_is_killed_whenever_each_letter_comes_out_once(
    cluster, broker, start_process, own_files
):
    dice = random.Random(SEED)
    sys.stdout.write(f"\nseed {SEED}\n")
    city = City(cluster, broker, start_process, dice)
    office = make_office()
    kinds = ["worker", "process of the worker", "broker", "database"]
    wanted: set[int] = set()
    for number in range(ROUNDS):
        wanted |= {row.pk for row in final_crowd(office, LETTERS)}
        what, when = kinds[number % len(kinds)], dice.uniform(0, 1.5)
        blow = threading.Timer(when, city.hit, [what])
        blow.start()
        job = persistently(ask, office)
        blow.join()
        let_it_end(job, city)
        persistently(assert_every_letter_exactly_once, job, wanted, own_files)
    told = ", ".join(f"{what} {count}" for what, count in city.hits.items())
    sys.stdout.write(
        f"{ROUNDS} rounds, {len(wanted)} letters, killed: {told}; none lost, none twice\n"
    )
