"""Ask for letters: freeze content and number in one transaction, then wake the workers."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import EvaluationState
from appraisal.models import Evaluation
from personnel.models import Period, Unit, User
from reports import permissions
from reports.actions.numbering import letter_number, take_numbers
from reports.documents.evaluation_document import TEMPLATE_VERSION
from reports.documents.verification import new_verification_code
from reports.enums import JobKind, JobState, LetterKind, LetterState
from reports.models import Job, Letter, Letterhead
from reports.selectors.frozen import evaluations_to_freeze, freeze, posts_on
from reports.tasks import wake_letters
from sabang_kinerja.common.errors import WrongState

SERIES = "evaluation"


@transaction.atomic
def request_agency_letters(*, agency: Unit, period: Period, by: User, now: datetime) -> Job:
    """Make the letters of every final evaluation of an agency in a period.

    Letters that exist already are kept; the job counts them as done and its ZIP holds them all.
    Raises ``WrongState`` when nothing is final yet.
    """
    permissions.can_make_for_agency(by, agency, now).require()
    final = Evaluation.objects.filter(
        plan__assignment__post__unit__agency=agency, period=period, state=EvaluationState.FINAL
    )
    return _start(final, agency=agency, period=period, by=by, now=now)


@transaction.atomic
def request_letter(*, evaluation: Evaluation, by: User, now: datetime) -> Job:
    """Make the letter of one final evaluation."""
    permissions.can_make_letter(by, evaluation, now).require()
    return _start(
        Evaluation.objects.filter(pk=evaluation.pk),
        agency=evaluation.plan.assignment.post.unit.agency,
        period=evaluation.period,
        by=by,
        now=now,
    )


def _start(
    final: QuerySet[Evaluation], *, agency: Unit | None, period: Period, by: User, now: datetime
) -> Job:
    evaluations = list(
        evaluations_to_freeze(final)
        .select_for_update(of=("self",))
        .order_by("plan__employee__name", "pk")
    )
    if not evaluations:
        raise WrongState(_("Belum ada hasil evaluasi yang final pada periode ini."))
    job = Job.objects.create(
        kind=JobKind.LETTERS, agency=agency, period=period, requested_by=by
    )
    kept = {
        letter.evaluation_id: letter
        for letter in Letter.objects.filter(evaluation__in=evaluations, kind=LetterKind.EVALUATION)
        if letter.state not in (LetterState.SUPERSEDED, LetterState.WITHDRAWN)
    }
    missing = [
        evaluation
        for evaluation in evaluations
        if evaluation.pk not in kept or kept[evaluation.pk].revision < evaluation.revision
    ]
    outdated = [kept[row.pk].pk for row in missing if row.pk in kept]
    Letter.objects.filter(pk__in=outdated).update(state=LetterState.SUPERSEDED)
    _write_letters(missing, job=job, by=by, now=now)
    Letter.objects.filter(
        evaluation__in=evaluations, state__in=[LetterState.WAITING, LetterState.FAILED]
    ).update(job=job, state=LetterState.WAITING, failure="")
    job.total = len(evaluations)
    job.done = Letter.objects.filter(
        evaluation__in=evaluations, state=LetterState.READY
    ).count()
    job.save(update_fields=["total", "done"])
    wake_letters(job.pk, workers=2 if job.total - job.done > 1 else 1)
    return job


def _write_letters(
    evaluations: list[Evaluation], *, job: Job, by: User, now: datetime
) -> None:
    if not evaluations:
        return
    day = timezone.localtime(now).date()
    numbers = take_numbers(SERIES, day.year, len(evaluations))
    superiors = {
        pk
        for row in evaluations
        for pk in (row.supervisor_id, row.reviewing_superior_id)
        if pk is not None
    }
    posts = posts_on(superiors, evaluations[0].period.ends)
    heads = {head.agency_id: head for head in Letterhead.objects.all()}
    letters = []
    for evaluation, sequence in zip(evaluations, numbers, strict=True):
        code = new_verification_code()
        number = letter_number(sequence, day.year, evaluation.revision)
        agency_id = evaluation.plan.assignment.post.unit.agency_id
        if agency_id is None:
            raise WrongState(_("Unit ini belum termasuk perangkat daerah mana pun."))
        head = heads.get(agency_id)
        content = freeze(
            evaluation,
            posts=posts,
            number=number,
            code=code,
            place=head.place if head else settings.LETTER_PLACE,
            now=now,
        )
        letters.append(
            Letter(
                evaluation=evaluation,
                revision=evaluation.revision,
                agency_id=agency_id,
                job=job,
                series=SERIES,
                year=day.year,
                sequence=sequence,
                number=number,
                content=content.as_dict(),
                fingerprint=content.fingerprint,
                verification_code=code,
                template_version=TEMPLATE_VERSION,
                made_by=by,
            )
        )
    Letter.objects.bulk_create(letters, batch_size=500)


@transaction.atomic
def cancel_job(*, job: Job, by: User, now: datetime) -> Job:
    """Stop a job after the letter in hand; what is made stays, numbers stay with their letters."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    permissions.can_cancel(by, job, now).require()
    job.cancel_requested = True
    if job.state == JobState.WAITING:
        job.state = JobState.CANCELLED
        job.ended_at = now
    job.save(update_fields=["cancel_requested", "state", "ended_at"])
    return job


@transaction.atomic
def retry_job(*, job: Job, by: User, now: datetime) -> Job:
    """Go on with what a cancelled or partly failed job left undone."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    permissions.can_retry(by, job, now).require()
    job.letters.filter(state=LetterState.FAILED).update(state=LetterState.WAITING, failure="")
    job.state = JobState.WAITING
    job.cancel_requested = False
    job.failed = 0
    job.failure = ""
    job.ended_at = None
    job.save(update_fields=["state", "cancel_requested", "failed", "failure", "ended_at"])
    wake_letters(job.pk)
    return job
