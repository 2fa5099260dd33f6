"""Work after commit: print letters and summaries.

What is done stands in the database; the broker only wakes workers. A task may be lost, run
twice, or be killed at any moment: each letter is printed inside the transaction that marks it
ready, so it is made once or still waiting.
"""

import hashlib
import logging
import zipfile
from datetime import datetime
from pathlib import PurePath
from tempfile import TemporaryFile

from celery import shared_task
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from reports.documents.evaluation_content import EvaluationDocumentContent
from reports.documents.evaluation_document import render
from reports.enums import ENDED, JobKind, JobState, LetterState
from reports.models import Job, Letter

logger = logging.getLogger(__name__)


def wake_letters(job_pk: int, workers: int = 1) -> None:
    """Wake workers for a job once the present transaction holds."""
    for _worker in range(workers):
        print_letters.delay_on_commit(job_pk)


@shared_task
def print_letters(job_pk: int) -> None:
    """Print the waiting letters of a job, one transaction each, until none is left."""
    Job.objects.filter(pk=job_pk, state=JobState.WAITING).update(
        state=JobState.RUNNING, started_at=timezone.now()
    )
    while _may_go_on(job_pk) and _print_one(job_pk):
        pass
    _finish_letters(job_pk)


def _may_go_on(job_pk: int) -> bool:
    job = Job.objects.get(pk=job_pk)
    return not job.cancel_requested and job.state == JobState.RUNNING


def _print_one(job_pk: int) -> bool:
    """Print one letter that nobody else is printing; ``False`` when none is left."""
    with transaction.atomic():
        letter = (
            Letter.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(job=job_pk, state=LetterState.WAITING)
            .order_by("sequence")
            .first()
        )
        if letter is None:
            return False
        letter.attempts += 1
        try:
            pdf = render(EvaluationDocumentContent.from_dict(letter.content))
        except Exception as error:  # noqa: BLE001  one bad letter must not stop the others
            logger.exception("letter %s failed", letter.pk)
            letter.state = LetterState.FAILED
            letter.failure = str(error)[:500]
            letter.save(update_fields=["state", "failure", "attempts"])
            _count(job_pk, failed=1)
            return True
        letter.file_sha256 = hashlib.sha256(pdf).hexdigest()
        name = f"{letter.verification_code.lower()}.pdf"
        letter.file.save(name, ContentFile(pdf), save=False)
        letter.state = LetterState.READY
        letter.ready_at = timezone.now()
        letter.save(update_fields=["file", "file_sha256", "state", "ready_at", "attempts"])
        _count(job_pk, done=1)
    return True


def _count(job_pk: int, done: int = 0, failed: int = 0) -> None:
    Job.objects.filter(pk=job_pk).update(
        done=F("done") + done, failed=F("failed") + failed, heartbeat_at=timezone.now()
    )


@transaction.atomic
def _finish_letters(job_pk: int) -> None:
    """End a job that has nothing left to do; the first worker to arrive packs the ZIP."""
    job = Job.objects.select_for_update().get(pk=job_pk)
    if job.state in ENDED:
        return
    now = timezone.now()
    if job.cancel_requested:
        _end(job, JobState.CANCELLED, now)
        return
    if job.letters.filter(state=LetterState.WAITING).exists():
        return
    if job.done:
        _pack(job)
    _end(job, JobState.PARTIAL if job.failed else JobState.DONE, now)


def _end(job: Job, state: JobState, now: datetime) -> None:
    job.state = state
    job.ended_at = now
    job.save()


def _pack(job: Job) -> None:
    """All ready letters of the job's agency and period in one ZIP, by name."""
    letters = Letter.objects.filter(
        agency=job.agency, evaluation__period=job.period, state=LetterState.READY
    ).select_related("evaluation__plan__employee")
    if job.total == 1:
        letters = letters.filter(job=job)
    with TemporaryFile() as packed:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for letter in letters.order_by("sequence").iterator(chunk_size=200):
                archive.write(letter.file.path, letter_file_name(letter))
        packed.seek(0)
        agency = slugify(job.agency.name) if job.agency else "kota"
        job.result_name = f"dokumen-evaluasi-{agency}-{slugify(job.period.label)}.zip"
        job.result.save(f"{job.uuid}.zip", File(packed), save=False)


def letter_file_name(letter: Letter) -> str:
    """Name of a letter as a person saves it: number and name, no employee number."""
    person = slugify(letter.evaluation.plan.employee.name)
    return str(PurePath(f"{letter.sequence:05d}-{person}.pdf"))


@shared_task
def print_summary(job_pk: int) -> None:
    """Print the summary of an agency."""
    from reports.selectors.summaries import summary_pdf

    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=True).filter(pk=job_pk).first()
        if job is None or job.state in ENDED or job.kind != JobKind.AGENCY_SUMMARY:
            return
        job.started_at = timezone.now()
        try:
            pdf = summary_pdf(job)
        except Exception as error:  # noqa: BLE001  the reason belongs on the job page
            logger.exception("summary %s failed", job.pk)
            job.failure = str(error)[:500]
            job.failed = 1
            _end(job, JobState.FAILED, timezone.now())
            return
        agency = slugify(job.agency.name) if job.agency else "kota"
        job.result_name = f"ringkasan-{agency}-{slugify(job.period.label)}.pdf"
        job.result.save(f"{job.uuid}.pdf", ContentFile(pdf), save=False)
        job.done = 1
        _end(job, JobState.DONE, timezone.now())
