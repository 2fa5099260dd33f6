"""Reads of signatures: who signs a paper, what waits for somebody, which file a visitor holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appraisal.enums import ConversionState, EvaluationState, ImprovementState
from appraisal.models import CreditConversion, Evaluation
from appraisal.selectors.todos import Todo
from personnel.models import Employee, User
from personnel.selectors.regulation import regulation_on
from reports.documents.evaluation_content import EmployeeAnswer
from reports.documents.signers.seal import has_seal
from reports.documents.signers.service import has_service
from reports.enums import (
    FollowUpKind,
    LetterState,
    SignatureState,
    SignatureWay,
    SignerRole,
    SigningOrder,
)
from reports.models import (
    CreditLetter,
    FollowUpLetter,
    Letter,
    Signature,
    TrainingCertificate,
)
from reports.models.signatures import PAPERS, NumberedPaper
from reports.regulation import SIGNING_ORDER
from reports.rules.signing_order import Comparison, compare, order_of
from reports.selectors.frozen import evaluations_to_freeze
from reports.selectors.papers import CONTENTS, WITH_PAPERS
from reports.selectors.signing import signature_of
from training.enums import RecordState

_REPLACED_SINCE = CreditConversion.objects.filter(
    employee=OuterRef("credit_letter__employee"),
    state=ConversionState.SUPERSEDED,
    made_at__lte=OuterRef("credit_letter__determination__made_at"),
    ended_at__gt=OuterRef("credit_letter__determination__made_at"),
)
_HOLDS = (
    Q(
        letter__state=LetterState.READY,
        letter__evaluation__state=EvaluationState.FINAL,
        letter__evaluation__revision=F("letter__evaluation_revision"),
    )
    | (
        Q(credit_letter__isnull=False, credit_letter__conversion__ended_at__isnull=True)
        & ~Exists(_REPLACED_SINCE)
    )
    | Q(training_certificate__record__state=RecordState.VERIFIED)
    | Q(follow_up_letter__award__isnull=False)
    | (
        Q(follow_up_letter__improvement_plan__isnull=False)
        & ~Q(follow_up_letter__improvement_plan__state=ImprovementState.ENDED)
    )
)


def signatures_of(paper: NumberedPaper) -> list[Signature]:
    """Signatures of a paper in the order of signing (one query)."""
    return list(
        paper.signatures.select_related("signer", "signed_by__employee", *PAPERS).order_by("place")
    )


def offered_ways() -> tuple[SignatureWay, ...]:
    """Ways that this installation has: ink always, the others once they are configured."""
    ways = [SignatureWay.WET_INK]
    if has_seal():
        ways.append(SignatureWay.INTERNAL_SEAL)
    if has_service():
        ways.append(SignatureWay.CERTIFIED)
    return tuple(ways)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who may sign a paper, by role, and the roles that are proposed, in their order."""

    people: dict[SignerRole, Employee]
    proposed: tuple[SignerRole, ...]
    possible: tuple[SignerRole, ...]


def candidates(paper: NumberedPaper, now: datetime) -> Candidates:
    """Who signs a paper: those whose names stand on it, and the reviewing superior."""
    if isinstance(paper, Letter):
        return letter_candidates([paper], now)[paper.pk]
    role, signer = _signer_of(paper)
    people = {role: signer} if signer else {}
    return Candidates(people, tuple(people), tuple(people))


def _signer_of(
    paper: CreditLetter | TrainingCertificate | FollowUpLetter,
) -> tuple[SignerRole, Employee | None]:
    """Whose name stands below a paper with one signature."""
    if isinstance(paper, FollowUpLetter):
        warns = paper.kind == FollowUpKind.WARNING
        return SignerRole.SUPERVISOR if warns else SignerRole.ISSUER, paper.signer
    if isinstance(paper, TrainingCertificate):
        nip = paper.content["supervisor"]["nip"]
        return SignerRole.ISSUER, Employee.objects.filter(nip=nip).first() if nip else None
    if paper.determination is not None:
        return SignerRole.SUPERVISOR, paper.determination.supervisor
    conversion = paper.conversion
    return SignerRole.SUPERVISOR, conversion.evaluation.supervisor if conversion else None


def letter_candidates(letters: Sequence[Letter], now: datetime) -> dict[int, Candidates]:
    """``candidates`` of many letters, in a constant number of queries."""
    choice = regulation_on(timezone.localtime(now).date()).choice(SIGNING_ORDER)
    order = SigningOrder(choice)
    wanted = {letter.evaluation_id for letter in letters}
    rows = {row.pk: row for row in evaluations_to_freeze(Evaluation.objects.filter(pk__in=wanted))}
    return {letter.pk: _candidates(letter, rows[letter.evaluation_id], order) for letter in letters}


def _candidates(letter: Letter, evaluation: Evaluation, order: SigningOrder) -> Candidates:
    signature = signature_of(evaluation)
    people: dict[SignerRole, Employee] = {SignerRole.EMPLOYEE: evaluation.plan.employee}
    if signature is not None:
        people[SignerRole.SUPERVISOR] = signature.substitute or signature.authority
    if evaluation.reviewing_superior is not None:
        people[SignerRole.REVIEWING_SUPERIOR] = evaluation.reviewing_superior
    answer = letter.content["employee_answer"]
    signs = answer == EmployeeAnswer.SIGNED
    decided = answer == EmployeeAnswer.OBJECTION_DECIDED
    proposed = order_of(order, employee_signs=signs, superior_signs=decided)
    possible = order_of(order, employee_signs=signs, superior_signs=True)
    return Candidates(
        people,
        tuple(role for role in proposed if role in people),
        tuple(role for role in possible if role in people),
    )


@dataclass(frozen=True, slots=True)
class Source:
    """The file that the next signature is put on, with its SHA-256."""

    file: FieldFile
    sha256: str


def source_of(paper: NumberedPaper, signatures: Iterable[Signature]) -> Source:
    """The file as it stands: the one issued, or with the signatures already in it."""
    in_file = [one for one in signatures if one.is_in_file and one.state == SignatureState.SIGNED]
    if in_file:
        return Source(in_file[-1].file, in_file[-1].file_sha256)
    return Source(paper.file, paper.file_sha256)


def asked_of(employee_id: int | None) -> QuerySet[Signature]:
    """Signatures that wait for one person now, on papers that hold, the oldest first."""
    return (
        Signature.objects.filter(_HOLDS, signer=employee_id, state=SignatureState.ASKED)
        .select_related("signer", *WITH_PAPERS)
        .defer(*CONTENTS)
        .order_by("asked_at", "pk")
    )


def signature_todos(user: User, now: datetime) -> list[Todo]:
    """One line for all papers that wait for a person's signature (one query)."""
    waiting = Signature.objects.filter(_HOLDS, signer=user.employee_id, state=SignatureState.ASKED)
    count = waiting.count()
    if not count:
        return []
    title = ngettext("Tanda tangani %(n)s surat", "Tanda tangani %(n)s surat", count)
    text = _("Penanda tangan sebelumnya sudah selesai; sekarang giliran Anda.")
    return [Todo(title % {"n": count}, text, _("Buka"), reverse("reports:signature-list"))]


def compared_with(paper: NumberedPaper, digest: str) -> Comparison:
    """What the file with this SHA-256 is beside the files of ``paper``."""
    signed = [one.file_sha256 for one in signatures_of(paper) if one.file_sha256]
    return compare(digest, paper.file_sha256, signed)
