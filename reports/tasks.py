"""Work after commit: print letters and reports.

What is done stands in the database; the broker only wakes workers. A task may be lost, run
twice, or be killed at any moment: each letter is printed inside the transaction that marks it
ready, so it is made once or still waiting; a report is stored by the first that has it.
"""

import hashlib
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

from celery import shared_task
from celery.signals import worker_process_init
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import connection, transaction
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
never waits longer behind a whole agency."""

SOFT_LIMIT: Final = 120
"""Seconds after which the letter in hand counts as failed: a turn and then one that hangs."""

HARD_LIMIT: Final = 150
"""Seconds after which the process is replaced; far below the patience of the broker."""

WORKERS: Final = 2
"""Tasks that print the letters of one job at the same time."""

MOST_ATTEMPTS: Final = 5
"""Of one letter or report; what ends its worker each time must not keep others waiting for ever."""

REPORT_LOCK: Final = 731_904_256
"""Key of the advisory locks of reports that somebody prints, each with the number of its job."""


@worker_process_init.connect
def warm_up(**_kwargs: object) -> None:
    """Load sheet and fonts once per worker process, before the first letter."""
    warm()
    logger.info("sheet and fonts are loaded")


def wake(job: Job) -> None:
    """Wake workers for a job once the present transaction holds.

    A broker that is away does not undo what was asked: the job waits until the scheduler wakes it.
    """
    task, job_pk = print_report if job.kind == JobKind.REPORT else print_letters, job.pk
    for _worker in range(WORKERS if job.total - job.done > 1 else 1):
        transaction.on_commit(lambda: task.delay(job_pk), robust=True)


@shared_task(soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def print_letters(job_pk: int) -> None:
    """Print waiting letters of a job for one turn, then queue up again until none is left."""
    _begin(job_pk)
    end = time.monotonic() + TURN.total_seconds()
    while _is_running(job_pk) and _print_next(job_pk):
        _count(job_pk)
        if time.monotonic() >= end:
            _queue_up(job_pk)
            return
    _finish_letters(job_pk)


def _queue_up(job_pk: int) -> None:
    """Go to the end of the queue; without one the job waits until the scheduler wakes it."""
    try:
        print_letters.delay(job_pk)
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


@transaction.atomic
def _finish_letters(job_pk: int) -> None:
    """End a job that has nothing left to print; the first worker to arrive packs the bundle."""
    job = Job.objects.select_for_update().filter(pk=job_pk, state=JobState.RUNNING).first()
    if job is None:
        return
    job.total, job.done, job.failed = letter_counts(job)
    if job.total > job.done + job.failed:
        return
    if not job.total:
        job.failure = _("Surat-suratnya diteruskan oleh proses lain.")
        _end(job, JobState.CANCELLED)
        return
    if not job.done:
        _end(job, JobState.FAILED)
        return
    try:
        _pack(job)
    except OSError:
        logger.exception("letters of job %s could not be packed", job.pk)
        job.failure = _(
            "Surat sudah jadi, tetapi berkas gabungannya belum dapat disimpan. Lanjutkan proses "
            "ini nanti, atau unduh surat satu per satu."
        )
        _end(job, JobState.FAILED)
        return
    _end(job, JobState.PARTIAL if job.failed else JobState.DONE)


def _end(job: Job, state: JobState) -> None:
    job.state = state
    job.ended_at = timezone.now()
    job.save()


def _pack(job: Job) -> None:
    """Put the ready letters of an agency's job into one file."""
    if job.kind != JobKind.LETTERS:
        return
    with bundled(job) as (packed, ending):
        _keep_result(job, "dokumen-evaluasi", ending, File(packed))


def _keep_result(job: Job, what: str, ending: str, file: File) -> None:  # type: ignore[type-arg]
    """Store a job's result; that of an earlier run goes once the new one stands."""
    storage, earlier = job.result.storage, job.result.name
    if earlier:
        transaction.on_commit(lambda: storage.delete(earlier), robust=True)
    agency = slugify(job.agency.name) if job.agency else "kota"
    job.result_name = f"{what}-{agency}-{slugify(job.period.label)}.{ending}"
    job.result.save(f"{job.uuid}.{ending}", file, save=False)


@shared_task(soft_time_limit=SOFT_LIMIT, time_limit=HARD_LIMIT)
def print_report(job_pk: int) -> None:
    """Print the report of a unit.

    The job's row is free while the report is laid out, so that it can be cancelled; what comes too
    late is thrown away. The attempt is counted before it begins, as that of a letter.
    """
    _begin(job_pk)
    with _in_hand(job_pk) as is_ours:
        asked = Job.objects.filter(pk=job_pk, kind=JobKind.REPORT, state=JobState.RUNNING)
        if not is_ours or not asked.update(attempts=F("attempts") + 1):
            return
        job = asked.get()
        if job.attempts > MOST_ATTEMPTS:
            logger.error("report %s ended its worker %s times", job_pk, MOST_ATTEMPTS)
            _end_report(job_pk, None)
            return
        try:
            _end_report(job_pk, report_pdf(job))
        except Exception:
            logger.exception("report %s failed", job_pk)
            _end_report(job_pk, None)


@contextmanager
def _in_hand(job_pk: int) -> Iterator[bool]:
    """Whether nobody else prints this report, and nobody will until the block ends.

    The database lets go by itself when the worker dies.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [REPORT_LOCK, job_pk])
        (is_ours,) = cursor.fetchone()
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [REPORT_LOCK, job_pk])


@transaction.atomic
def _end_report(job_pk: int, pdf: bytes | None) -> None:
    job = Job.objects.select_for_update().filter(pk=job_pk, state=JobState.RUNNING).first()
    if job is None:
        return
    if pdf is None:
        job.failure = _(
            "Laporan tidak dapat dibuat. Ulangi, atau sampaikan kode %(code)s kepada "
            "pengelola aplikasi."
        ) % {"code": f"proses-{job.pk}"}
        job.failed = 1
        _end(job, JobState.FAILED)
        return
    _keep_result(job, "laporan", "pdf", ContentFile(pdf))
    job.done = 1
    _end(job, JobState.DONE)
