"""Work after commit: print letters and reports.

What is done stands in the database; the broker only wakes workers. A task may be lost, run
twice, or be killed at any moment: each letter is printed inside the transaction that marks it
ready, so it is made once or still waiting; a report is stored by the first that has it.
"""

import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from celery import shared_task
from celery.signals import worker_process_init
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import InterfaceError, connection, transaction
from django.db import OperationalError as DatabaseLost
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from reports.documents.evaluation_content import EvaluationDocumentContent
from reports.documents.evaluation_document import render
from reports.documents.rendering import warm
from reports.enums import JobKind, JobState, LetterState
from reports.models import Job, Letter
from reports.selectors.bundles import bundled
from reports.selectors.jobs import letter_counts
from reports.selectors.reports import report_pdf

logger = logging.getLogger(__name__)

TURN: Final = timedelta(seconds=10)
"""How long one task prints before it goes to the end of the queue: a single letter or an import
never waits longer behind a whole agency. Reports have a queue of their own."""

SOFT_LIMIT: Final = 120
"""Seconds after which the letter in hand counts as failed: a turn and then one that hangs."""

HARD_LIMIT: Final = 150
"""Seconds after which the process is replaced; far below the patience of the broker."""

WORKERS: Final = 2
"""Tasks that print the letters of one job at the same time."""

MOST_ATTEMPTS: Final = 5
"""Of one letter or report; what ends its worker each time must not keep others waiting for ever."""

RESULT_LOCK: Final = 731_904_256
"""Key of the advisory locks of jobs whose file somebody makes, each with the job's number."""


@worker_process_init.connect
def warm_up(**_kwargs: object) -> None:
    """Load sheet and fonts once per worker process, before the first letter."""
    warm()
    logger.info("sheet and fonts are loaded")


def wake(job: Job) -> None:
    """Wake workers for a job once the present transaction holds.

    A broker that is away does not undo what was asked: the job waits until the scheduler wakes it.
    Each waking has a number, and messages of an earlier one do nothing: a job that waits long
    would else have more and more turns.
    """
    Job.objects.filter(pk=job.pk).update(wakes=F("wakes") + 1)
    job.refresh_from_db(fields=["wakes"])
    task, told = print_report if job.kind == JobKind.REPORT else print_letters, (job.pk, job.wakes)
    for _worker in range(WORKERS if job.total - job.done > 1 else 1):
        transaction.on_commit(lambda: task.delay(*told), robust=True)


def _is_old(job_pk: int, wake: int | None) -> bool:
    return wake is not None and not Job.objects.filter(pk=job_pk, wakes=wake).exists()


@shared_task(soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def print_letters(job_pk: int, wake: int | None = None) -> None:
    """Print waiting letters of a job for one turn, then queue up again until none is left."""
    if _is_old(job_pk, wake):
        return
    _begin(job_pk)
    end = time.monotonic() + TURN.total_seconds()
    while _is_running(job_pk) and _print_next(job_pk):
        _count(job_pk)
        if time.monotonic() >= end:
            _queue_up(job_pk, wake)
            return
    _finish_letters(job_pk)


def _queue_up(job_pk: int, wake: int | None) -> None:
    """Go to the end of the queue; without one the job waits until the scheduler wakes it."""
    try:
        print_letters.delay(job_pk, wake)
    except OperationalError:
        logger.warning("no broker; job %s waits to be woken", job_pk)


def _begin(job_pk: int) -> None:
    now = timezone.now()
    Job.objects.filter(pk=job_pk, state=JobState.WAITING).update(
        state=JobState.RUNNING, started_at=now, heartbeat_at=now
    )


def _is_running(job_pk: int) -> bool:
    return Job.objects.filter(pk=job_pk, state=JobState.RUNNING).exists()


def _print_next(job_pk: int) -> bool:
    """Print one letter that nobody else is printing; ``False`` when none is left.

    The attempt is counted before it begins, so that it counts even when it ends the worker.
    """
    with transaction.atomic():
        letter = _waiting(job_pk).order_by("sequence").first()
        if letter is None:
            return False
        letter.attempts += 1
        letter.save(update_fields=["attempts"])
    with transaction.atomic():
        again = _waiting(job_pk).filter(pk=letter.pk).first()
        if again is not None:
            _print(again)
    return True


def _waiting(job_pk: int) -> QuerySet[Letter]:
    return Letter.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        job=job_pk, state=LetterState.WAITING
    )


def _print(letter: Letter) -> None:
    if letter.attempts > MOST_ATTEMPTS:
        logger.error("letter %s ended its worker %s times", letter.pk, MOST_ATTEMPTS)
        _fail(letter, _unprintable(letter))
        return
    try:
        pdf = render(EvaluationDocumentContent.from_dict(letter.content))
        name = _store(letter, pdf)
    except OSError:
        logger.exception("letter %s could not be stored", letter.pk)
        _fail(letter, _("Berkas surat tidak dapat disimpan. Hubungi pengelola aplikasi."))
    except Exception:
        logger.exception("letter %s failed", letter.pk)
        _fail(letter, _unprintable(letter))
    else:
        letter.file.name = name
        letter.file_sha256 = hashlib.sha256(pdf).hexdigest()
        letter.state = LetterState.READY
        letter.ready_at = timezone.now()
        letter.save(update_fields=["file", "file_sha256", "state", "ready_at"])


def _store(letter: Letter, pdf: bytes) -> str:
    """Write the file to disk for good and return its name.

    A file of this name is what an earlier attempt left behind: its row was never marked ready.
    """
    storage, field = letter.file.storage, letter.file.field
    name = field.generate_filename(letter, f"{letter.verification_code.lower()}.pdf")
    storage.delete(name)
    name = storage.save(name, ContentFile(pdf))
    with Path(storage.path(name)).open("rb") as file:
        os.fsync(file.fileno())
    return name


def _unprintable(letter: Letter) -> str:
    return _(
        "Surat ini tidak dapat dicetak dari datanya. Sampaikan kode %(code)s kepada pengelola "
        "aplikasi."
    ) % {"code": f"surat-{letter.pk}"}


def _fail(letter: Letter, reason: str) -> None:
    letter.state = LetterState.FAILED
    letter.failure = reason
    letter.save(update_fields=["state", "failure"])


@transaction.atomic
def _count(job_pk: int) -> None:
    """Count a job's letters anew, with a sign of life; another worker cannot come in between."""
    job = Job.objects.select_for_update().get(pk=job_pk)
    job.total, job.done, job.failed = letter_counts(job)
    job.heartbeat_at = timezone.now()
    job.save(update_fields=["total", "done", "failed", "heartbeat_at"])


def _finish_letters(job_pk: int) -> None:
    """End a job that has nothing left to print; of an agency's, put the letters into one file."""
    if _is_to_be_packed(job_pk):
        _make_result(job_pk, "dokumen-evaluasi", bundled)


@transaction.atomic
def _is_to_be_packed(job_pk: int) -> bool:
    job = _running(job_pk)
    if job is None:
        return False
    job.total, job.done, job.failed = letter_counts(job)
    if job.total > job.done + job.failed:
        return False
    if not job.total:
        job.failure = _("Surat-suratnya diteruskan oleh proses lain.")
        _end(job, JobState.CANCELLED)
    elif not job.done:
        _end(job, JobState.FAILED)
    elif job.kind != JobKind.LETTERS:
        _end(job, JobState.PARTIAL if job.failed else JobState.DONE)
    else:
        job.save()
        return True
    return False


@shared_task(soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def print_report(job_pk: int, wake: int | None = None) -> None:
    """Print the report of a unit."""
    if _is_old(job_pk, wake):
        return
    _begin(job_pk)
    if Job.objects.filter(pk=job_pk, kind=JobKind.REPORT).exists():
        _make_result(job_pk, "laporan", _report)


@contextmanager
def _report(job: Job) -> Iterator[tuple[IO[bytes], str]]:
    yield BytesIO(report_pdf(job)), "pdf"


def _make_result(
    job_pk: int, what: str, make: Callable[[Job], AbstractContextManager[tuple[IO[bytes], str]]]
) -> None:
    """Make the file of a job, once however many workers come.

    The job's row is free meanwhile, so that it can be cancelled; what comes too late is thrown
    away. The attempt is counted before it begins, as that of a letter. A connection that is lost
    fails nothing: the job is woken again.
    """
    with _in_hand(job_pk) as job:
        if job is None:
            return
        if job.attempts > MOST_ATTEMPTS:
            logger.error("job %s ended its worker %s times", job_pk, MOST_ATTEMPTS)
            _give_up(job_pk)
            return
        try:
            with make(job) as (file, ending):
                _keep_result(job_pk, what, File(file), ending)
        except (DatabaseLost, InterfaceError):
            raise
        except Exception:
            logger.exception("the file of job %s could not be made", job_pk)
            _give_up(job_pk)


@contextmanager
def _in_hand(job_pk: int) -> Iterator[Job | None]:
    """The running job, with one more attempt, if nobody else makes its file.

    The lock is the session's, and the database lets go by itself when the worker dies.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [RESULT_LOCK, job_pk])
        (is_ours,) = cursor.fetchone()
    if not is_ours:
        yield None
        return
    try:
        running = Job.objects.filter(pk=job_pk, state=JobState.RUNNING)
        yield running.get() if running.update(attempts=F("attempts") + 1) else None
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [RESULT_LOCK, job_pk])


def _running(job_pk: int) -> Job | None:
    return Job.objects.select_for_update().filter(pk=job_pk, state=JobState.RUNNING).first()


@transaction.atomic
def _keep_result(job_pk: int, what: str, file: File, ending: str) -> None:  # type: ignore[type-arg]
    """Store what was made and end the job; the file of an earlier run goes once this one stands.

    A file of the name that is taken is what a killed worker left: no row ever told of it.
    """
    job = _running(job_pk)
    if job is None:
        return
    storage, earlier = job.result.storage, job.result.name or ""
    name = f"{job.uuid}.{ending}"
    if earlier.endswith(name):
        name = f"{job.uuid}-2.{ending}"
    storage.delete(job.result.field.generate_filename(job, name))
    if earlier:
        transaction.on_commit(lambda: storage.delete(earlier), robust=True)
    agency = slugify(job.agency.name) if job.agency else "kota"
    job.result_name = f"{what}-{agency}-{slugify(job.period.label)}.{ending}"
    job.result.save(name, file, save=False)
    if job.kind == JobKind.REPORT:
        job.done = 1
    _end(job, JobState.PARTIAL if job.failed else JobState.DONE)


@transaction.atomic
def _give_up(job_pk: int) -> None:
    job = _running(job_pk)
    if job is None:
        return
    if job.kind == JobKind.REPORT:
        job.failed = 1
        job.failure = _(
            "Laporan tidak dapat dibuat. Ulangi, atau sampaikan kode %(code)s kepada "
            "pengelola aplikasi."
        ) % {"code": f"proses-{job.pk}"}
    else:
        job.failure = _(
            "Surat sudah jadi, tetapi berkas gabungannya belum dapat disimpan. Lanjutkan proses "
            "ini nanti, atau unduh surat satu per satu."
        )
    _end(job, JobState.FAILED)


def _end(job: Job, state: JobState) -> None:
    job.state = state
    job.ended_at = timezone.now()
    job.save()
