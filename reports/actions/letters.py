"""Ask for letters: freeze content and number in one transaction, then wake the workers."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import EvaluationState
from appraisal.models import Evaluation
from personnel.models import Period, Unit, User
from reports import permissions
from reports.actions.numbering import letter_number, take_numbers
from reports.documents.evaluation_document import TEMPLATE_VERSION
from reports.documents.verification import new_verification_code
from reports.enums import LIVE, PRESENT, BundleForm, BundleOrder, JobKind, LetterKind, LetterState
from reports.models import Job, Letter, Letterhead
from reports.selectors.frozen import evaluations_to_freeze, freeze, posts_on
from reports.selectors.jobs import letter_counts, live_job
from reports.selectors.letterheads import Stationery
from reports.selectors.letters import letter_speaking_for
from reports.selectors.signing import Authorities, signature_of
from reports.tasks import wake
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.refusals import refusals_as_sentences

SERIES = "evaluation"


@transaction.atomic
def request_agency_letters(
    *,
    agency: Unit,
    period: Period,
    by: User,
    now: datetime,
    bundle: BundleForm = BundleForm.ZIP,
    order: BundleOrder = BundleOrder.NUMBER,
) -> Job:
    """Make the letters of every final evaluation of an agency in a period, and bundle them.

    Letters that exist already are kept; the job counts them as done and its bundle holds them all.
    While a job for the same agency and period is under way, that one is returned.
    Raises ``WrongState`` when nothing is final yet.
    """
    permissions.can_make_for_agency(by, agency, now).require()
    permissions.year_counts(period.year).require()
    evaluations = _locked(
        Evaluation.objects.filter(
            plan__assignment__post__unit__agency=agency, period=period, state=EvaluationState.FINAL
        )
    )
    if not evaluations:
        raise WrongState(_("Belum ada hasil evaluasi yang final pada periode ini."))
    if live := live_job(JobKind.LETTERS, agency, period):
        return live
    with refusals_as_sentences(Job):
        job = Job.objects.create(
            kind=JobKind.LETTERS,
            agency=agency,
            period=period,
            requested_by=by,
            heartbeat_at=now,
            bundle=bundle,
            bundle_order=order,
        )
    _give_letters(job, evaluations, by=by, now=now)
    return job


@transaction.atomic
def request_letter(*, evaluation: Evaluation, by: User, now: datetime) -> Letter:
    """Make the letter of one final evaluation; one that is made or being made is returned."""
    permissions.can_make_letter(by, evaluation, now).require()
    evaluations = _locked(Evaluation.objects.filter(pk=evaluation.pk))
    letter = letter_speaking_for(evaluations[0])
    if letter is not None and (letter.holds or _is_being_made(letter)):
        return letter
    job = Job.objects.create(
        kind=JobKind.LETTER,
        agency=evaluation.plan.assignment.post.unit.agency,
        period=evaluation.period,
        requested_by=by,
        heartbeat_at=now,
    )
    _give_letters(job, evaluations, by=by, now=now)
    return job.letters.get()


def _is_being_made(letter: Letter) -> bool:
    job = letter.job
    return letter.state == LetterState.WAITING and job is not None and job.state in LIVE


def _locked(final: QuerySet[Evaluation]) -> list[Evaluation]:
    """Evaluations with what freezing reads; two requests for the same people come in turn."""
    return list(
        evaluations_to_freeze(final)
        .select_for_update(of=("self",))
        .order_by("plan__employee__name", "pk")
    )


def _give_letters(job: Job, evaluations: list[Evaluation], *, by: User, now: datetime) -> None:
    """Let a job have one letter for each evaluation: those that speak for it, and new ones."""
    present = {
        letter.evaluation_id: letter
        for letter in Letter.objects.filter(
            evaluation__in=evaluations, kind=LetterKind.EVALUATION, state__in=PRESENT
        ).defer("content")
    }
    missing = [
        row
        for row in evaluations
        if row.pk not in present or present[row.pk].evaluation_revision < row.revision
    ]
    outdated = [present[row.pk].pk for row in missing if row.pk in present]
    Letter.objects.filter(pk__in=outdated).update(
        state=LetterState.SUPERSEDED, ended_at=now, ended_by=by
    )
    _write_letters(missing, job=job, by=by, now=now)
    letters = Letter.objects.filter(evaluation__in=evaluations, state__in=PRESENT)
    letters.filter(state=LetterState.FAILED).update(state=LetterState.WAITING, failure="")
    letters.update(job=job, attempts=0)
    job.total, job.done, job.failed = letter_counts(job)
    job.save(update_fields=["total", "done", "failed"])
    wake(job)


def _write_letters(evaluations: Sequence[Evaluation], *, job: Job, by: User, now: datetime) -> None:
    if not evaluations:
        return
    year = timezone.localtime(now).year
    numbers = take_numbers(SERIES, year, len(evaluations))
    superiors = {
        pk
        for row in evaluations
        for pk in (row.supervisor_id, row.reviewing_superior_id)
        if pk is not None
    }
    posts = posts_on(superiors, evaluations[0].period.ends)
    heads = {head.agency_id: head for head in Letterhead.objects.all()}
    revisions = _last_revisions(evaluations)
    signatures = {row.pk: signature_of(row) for row in evaluations}
    authorities = Authorities(signatures.values())
    letters = []
    for evaluation, sequence in zip(evaluations, numbers, strict=True):
        agency = evaluation.plan.assignment.post.unit.agency
        if agency is None:
            raise WrongState(_("Unit ini belum termasuk perangkat daerah mana pun."))
        revision = max(evaluation.revision, revisions.get(evaluation.pk, 0) + 1)
        paper = Stationery(
            agency=agency,
            head=heads.get(agency.pk),
            number=letter_number(sequence, year, revision),
            code=new_verification_code(),
            now=now,
        )
        signing = authorities.signing(signatures[evaluation.pk])
        content = freeze(evaluation, paper, posts=posts, signing=signing)
        letters.append(
            Letter(
                evaluation=evaluation,
                revision=revision,
                evaluation_revision=evaluation.revision,
                agency=agency,
                job=job,
                series=SERIES,
                year=year,
                sequence=sequence,
                number=paper.number,
                content=content.as_dict(),
                fingerprint=content.fingerprint,
                verification_code=paper.code,
                template_version=TEMPLATE_VERSION,
                made_by=by,
            )
        )
    Letter.objects.bulk_create(letters, batch_size=500)


def _last_revisions(evaluations: Sequence[Evaluation]) -> dict[int, int]:
    return dict(
        Letter.objects.filter(evaluation__in=evaluations, kind=LetterKind.EVALUATION)
        .order_by()
        .values_list("evaluation")
        .annotate(Max("revision"))
    )
