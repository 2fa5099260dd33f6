"""Papers of angka kredit: which exist, which can be made, whether one holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone

from appraisal.enums import ConversionState
from appraisal.models import CreditConversion, CreditDetermination
from personnel.models import Assignment, Employee, Unit
from reports.enums import CreditLetterKind
from reports.models import CreditLetter
from reports.selectors.letters import Validity

_ENDS: Final = {
    ConversionState.IN_FORCE: Validity.HOLDS,
    ConversionState.SUPERSEDED: Validity.SUPERSEDED,
    ConversionState.CANCELLED: Validity.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One form of one subject, with its letter once it was made."""

    kind: CreditLetterKind
    subject: CreditConversion | CreditDetermination
    letter: CreditLetter | None

    @property
    def can_be_made(self) -> bool:
        """Whether it is still to be made and may be."""
        ended = isinstance(self.subject, CreditConversion) and self.subject.ended_at is not None
        return self.letter is None and not ended


def papers_of(employee: Employee) -> list[Paper]:
    """Every form of a person, determinations first, newest first (three queries)."""
    letters = list(
        CreditLetter.objects.filter(employee=employee).select_related("conversion").defer("content")
    )
    by_subject = {(row.kind, row.determination_id or row.conversion_id): row for row in letters}
    papers = [
        Paper(kind, row, by_subject.get((kind, row.pk)))
        for row in employee.determinations.all()
        for kind in (CreditLetterKind.DETERMINATION, CreditLetterKind.ACCUMULATION)
    ]
    papers += [
        Paper(
            CreditLetterKind.CONVERSION, row, by_subject.get((CreditLetterKind.CONVERSION, row.pk))
        )
        for row in employee.conversions.order_by("-starts")
    ]
    return [paper for paper in papers if paper.letter is not None or paper.can_be_made]


def agency_of(employee: Employee, now: datetime) -> Unit | None:
    """The agency in which a person serves."""
    held = (
        Assignment.objects.on(timezone.localtime(now).date())
        .own_posts()
        .filter(employee=employee)
        .select_related("post__unit__agency")
        .first()
    )
    return held.post.unit.agency if held else None


def credit_validity(letter: CreditLetter) -> Validity:
    """Whether a paper holds: a conversion that ended ends it; a replaced one puts the
    determinations that counted it in doubt.
    """
    if letter.conversion is not None:
        return _ENDS[ConversionState(letter.conversion.state)]
    made_at = letter.determination.made_at if letter.determination else letter.created_at
    replaced = letter.employee.conversions.filter(
        state=ConversionState.SUPERSEDED, made_at__lte=made_at, ended_at__gt=made_at
    )
    return Validity.REVISED if replaced.exists() else Validity.HOLDS


def credit_successor(letter: CreditLetter) -> CreditLetter | None:
    """The paper of the conversion that took the place of a replaced one."""
    row = letter.conversion
    if row is None or row.ended_at is None:
        return None
    return CreditLetter.objects.filter(
        conversion__evaluation=row.evaluation_id, conversion__ended_at__isnull=True
    ).first()
