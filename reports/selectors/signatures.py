"""Reads of signatures: who signs a paper, what waits for somebody, which file a visitor holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from appraisal.models import Evaluation
from personnel.models import Employee
from personnel.selectors.regulation import regulation_on
from reports.documents.evaluation_content import EmployeeAnswer
from reports.documents.signers.seal import has_seal
from reports.documents.signers.service import has_service
from reports.enums import (
    LetterState,
    SignatureState,
    SignatureWay,
    SignerRole,
    SigningOrder,
)
from reports.models import CreditLetter, Letter, Signature, TrainingCertificate
from reports.regulation import SIGNING_ORDER
from reports.rules.signing_order import Comparison, compare, order_of
from reports.selectors.credit_letters import credit_validity
from reports.selectors.frozen import evaluations_to_freeze
from reports.selectors.letters import Validity, validity
from reports.selectors.signing import signature_of

NumberedPaper = Letter | CreditLetter
"""What is signed."""

CheckedPaper = NumberedPaper | TrainingCertificate
"""What a visitor may check by code or file."""

_HOLDS = Q(letter__state=LetterState.READY) | (
    Q(credit_letter__isnull=False) & Q(credit_letter__conversion__ended_at__isnull=True)
)


def paper_holds(paper: NumberedPaper) -> bool:
    """Whether a paper is made, in force, and its result is not being changed."""
    if isinstance(paper, Letter):
        return validity(paper) == Validity.HOLDS
    return credit_validity(paper) == Validity.HOLDS


def signatures_of(paper: CheckedPaper) -> list[Signature]:
    """Signatures of a paper in the order of signing (one query); a certificate has none."""
    if isinstance(paper, TrainingCertificate):
        return []
    return list(
        paper.signatures.select_related(
            "signer", "signed_by__employee", "letter", "credit_letter"
        ).order_by("place")
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
    subject = paper.determination
    supervisor = (
        subject.supervisor
        if subject
        else (paper.conversion.evaluation.supervisor if paper.conversion else None)
    )
    people = {SignerRole.SUPERVISOR: supervisor} if supervisor else {}
    return Candidates(people, tuple(people), tuple(people))


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
        .select_related(
            "signer",
            "letter__evaluation__plan__employee",
            "letter__evaluation__period__year",
            "credit_letter__employee",
            "credit_letter__conversion",
        )
        .defer("letter__content", "credit_letter__content")
        .order_by("asked_at", "pk")
    )


def paper_with_file(digest: str) -> CheckedPaper | None:
    """The paper that was issued or signed as the file with this SHA-256."""
    letter = (
        Letter.objects.filter(Q(file_sha256=digest) | Q(signatures__file_sha256=digest))
        .select_related("evaluation")
        .first()
    )
    return (
        letter
        or CreditLetter.objects.filter(Q(file_sha256=digest) | Q(signatures__file_sha256=digest))
        .select_related("employee", "conversion", "determination")
        .first()
        or TrainingCertificate.objects.filter(file_sha256=digest)
        .select_related("employee", "record")
        .first()
    )


def compared_with(paper: CheckedPaper, digest: str) -> Comparison:
    """What the file with this SHA-256 is beside the files of ``paper``."""
    signed = [one.file_sha256 for one in signatures_of(paper) if one.file_sha256]
    return compare(digest, paper.file_sha256, signed)
