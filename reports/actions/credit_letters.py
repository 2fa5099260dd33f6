"""Make a numbered paper of angka kredit: content, number and file in one transaction."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from appraisal.enums import ConversionState
from appraisal.models import CreditConversion, CreditDetermination
from personnel.models import Employee, User
from reports import permissions
from reports.actions.made_papers import (
    NumberedStationery,
    issuing_agency,
    keep_paper,
    new_stationery,
)
from reports.documents.credit_content import CreditContent
from reports.documents.credit_form import TEMPLATE_VERSION, render
from reports.enums import CreditLetterKind
from reports.models import CreditLetter
from reports.selectors.credit_frozen import freeze_conversion, freeze_determination
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
    paper = new_stationery(agency or issuing_agency(row.employee, now), now)
    letter = CreditLetter(kind=CreditLetterKind.CONVERSION, employee=row.employee, conversion=row)
    return _write(letter, freeze_conversion(row, paper), paper, by)


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
    paper = new_stationery(agency or issuing_agency(row.employee, now), now)
    letter = CreditLetter(kind=kind, employee=row.employee, determination=row)
    return _write(letter, freeze_determination(kind, row, paper), paper, by)


def _write(
    letter: CreditLetter, content: CreditContent, paper: NumberedStationery, by: User
) -> CreditLetter:
    pdf = render(content, emblem=emblem_of(paper.head))
    keep_paper(letter, paper, content, pdf, version=TEMPLATE_VERSION, by=by)
    return letter
