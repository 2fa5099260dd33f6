"""Make a numbered paper of angka kredit: content, number and file in one transaction."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import ConversionState
from appraisal.models import CreditConversion, CreditDetermination
from personnel.models import Employee, Unit, User
from personnel.selectors.regulation import regulation_on
from reports import permissions
from reports.actions.letters import SERIES
from reports.actions.numbering import letter_number, take_numbers
from reports.documents.credit_content import CreditContent
from reports.documents.credit_form import TEMPLATE_VERSION, render
from reports.documents.verification import new_verification_code
from reports.enums import CreditLetterKind
from reports.models import CreditLetter, Letterhead
from reports.selectors.credit_frozen import Stationery, freeze_conversion, freeze_determination
from reports.selectors.credit_letters import agency_of
from reports.selectors.letterheads import emblem_of
from reports.selectors.siasn import Scope
from sabang_kinerja.common.errors import WrongState

AT_ONCE: Final = 100
"""Papers that one request makes: a matter of seconds."""


@transaction.atomic
def make_conversion_letter(*, conversion_id: int, by: User, now: datetime) -> CreditLetter:
    """The paper of one conversion in force; one that exists is returned.

    Raises: ``Denied``; ``WrongState`` for a conversion that was replaced or cancelled.
    """
    row = (
        CreditConversion.objects.select_for_update(of=("self",))
        .select_related("employee", "evaluation__supervisor")
        .get(pk=conversion_id)
    )
    agency = agency_of(row.employee, now)
    permissions.can_make_credit_letter(by, row.employee, agency, now).require()
    if made := row.letters.first():
        return made
    if row.ended_at is not None:
        raise WrongState(
            _("Konversi ini sudah dibatalkan, jadi tidak ada suratnya.")
            if row.state == ConversionState.CANCELLED
            else _("Konversi ini sudah diganti. Buat surat dari konversi penggantinya.")
        )
    paper, sequence = _stationery(agency, now)
    content = freeze_conversion(row, paper)
    subject = {"conversion": row}
    return _write(CreditLetterKind.CONVERSION, row.employee, agency, content, sequence, by, subject)


def make_conversion_letters(*, scope: Scope, by: User, now: datetime) -> tuple[int, int]:
    """Make the papers of conversions that have none, ``AT_ONCE`` at most; each in its own turn.

    Returns how many were made and how many are left. Raises: ``Denied``.
    """
    permissions.can_exchange(by, now).require()
    waiting = scope.conversions().filter(letters__isnull=True).order_by("employee__nip", "starts")
    chosen = list(waiting.values_list("pk", flat=True)[:AT_ONCE])
    for pk in chosen:
        make_conversion_letter(conversion_id=pk, by=by, now=now)
    return len(chosen), waiting.count()


@transaction.atomic
def make_determination_letter(
    *, determination_id: int, kind: str, by: User, now: datetime
) -> CreditLetter:
    """The paper of accumulation or determination; one that exists is returned.

    Raises: ``Denied``.
    """
    # the person's row, because a determination itself is never locked for change
    row = CreditDetermination.objects.select_related("employee", "supervisor").get(
        pk=determination_id
    )
    Employee.objects.select_for_update().get(pk=row.employee_id)
    agency = agency_of(row.employee, now)
    permissions.can_make_credit_letter(by, row.employee, agency, now).require()
    kind = CreditLetterKind(kind)
    if made := row.letters.filter(kind=kind).first():
        return made
    paper, sequence = _stationery(agency, now)
    content = freeze_determination(kind, row, paper)
    return _write(kind, row.employee, agency, content, sequence, by, {"determination": row})


def _stationery(agency: Unit | None, now: datetime) -> tuple[Stationery, int]:
    if agency is None:
        raise WrongState(_("Unit ini belum termasuk perangkat daerah mana pun."))
    day = timezone.localtime(now).date()
    sequence = take_numbers(SERIES, day.year, 1)[0]
    paper = Stationery(
        number=letter_number(sequence, day.year, 1),
        code=new_verification_code(),
        head=Letterhead.objects.filter(agency=agency).first(),
        regulation=regulation_on(day),
        now=now,
    )
    return paper, sequence


def _write(
    kind: CreditLetterKind,
    employee: Employee,
    agency: Unit | None,
    content: CreditContent,
    sequence: int,
    by: User,
    subject: Mapping[str, CreditConversion | CreditDetermination],
) -> CreditLetter:
    head = Letterhead.objects.filter(agency=agency).first()
    pdf = render(content, emblem=emblem_of(head))
    letter = CreditLetter(
        kind=kind,
        employee=employee,
        agency=agency,
        year=content.supervisor_signed_on.year,
        sequence=sequence,
        number=content.number,
        content=content.as_dict(),
        fingerprint=content.fingerprint,
        verification_code=content.verification_code,
        file_sha256=hashlib.sha256(pdf).hexdigest(),
        template_version=TEMPLATE_VERSION,
        made_by=by,
        created_at=content.frozen_at,
        **subject,
    )
    letter.file.save(f"{content.verification_code}.pdf", ContentFile(pdf), save=False)
    letter.save()
    return letter
