"""What making a paper at once takes: an agency that issues it, a number, a file kept with it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from personnel.models import Employee, Unit, User
from reports.actions.letters import SERIES
from reports.actions.numbering import letter_number, take_numbers
from reports.documents.verification import new_verification_code
from reports.models import Letterhead
from reports.models.papers import MadePaper
from reports.selectors.credit_letters import agency_of
from reports.selectors.letterheads import Stationery
from sabang_kinerja.common.errors import WrongState


class FrozenContent(Protocol):
    """What is printed, with the fingerprint by which a copy is known."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the values."""

    def as_dict(self) -> Mapping[str, Any]:
        """Plain values, as they are stored."""


@dataclass(frozen=True, slots=True)
class NumberedStationery(Stationery):
    """Stationery with its place in the register: ``number`` is ``sequence`` as printed."""

    sequence: int


def issuing_agency(employee: Employee, now: datetime) -> Unit:
    """The agency that an employee belongs to. Raises: ``WrongState`` when there is none."""
    agency = agency_of(employee, now)
    if agency is None:
        raise WrongState(_("Unit ini belum termasuk perangkat daerah mana pun."))
    return agency


def new_stationery(agency: Unit, now: datetime) -> NumberedStationery:
    """Take the next number of all letters; the register waits until the transaction ends."""
    year = timezone.localtime(now).year
    sequence = take_numbers(SERIES, year, 1)[0]
    return NumberedStationery(
        agency=agency,
        head=Letterhead.objects.filter(agency=agency).select_related("agency").first(),
        number=letter_number(sequence, year, 1),
        code=new_verification_code(),
        now=now,
        sequence=sequence,
    )


def keep_paper(
    paper: MadePaper,
    on: NumberedStationery,
    content: FrozenContent,
    pdf: bytes,
    *,
    version: str,
    by: User,
) -> None:
    """Keep a paper that names its subject with its number, frozen content and file.

    ``version`` is that of the template by which it was printed.
    """
    paper.agency, paper.made_by, paper.created_at = on.agency, by, on.now
    paper.year, paper.sequence, paper.number = on.day.year, on.sequence, on.number
    paper.content, paper.fingerprint = content.as_dict(), content.fingerprint
    paper.verification_code, paper.template_version = on.code, version
    paper.file_sha256 = hashlib.sha256(pdf).hexdigest()
    paper.file.save(f"{on.code}.pdf", ContentFile(pdf), save=False)
    paper.save()
