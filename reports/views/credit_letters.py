"""Papers of angka kredit: those of one person, making one, its file."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from appraisal.models import CreditConversion, CreditDetermination
from appraisal.permissions import visible_accounts
from personnel.views.asking import asked
from reports import permissions
from reports.actions.credit_letters import make_conversion_letter, make_determination_letter
from reports.enums import CreditLetterKind
from reports.models import CreditLetter
from reports.selectors.credit_letters import agency_of, papers_of
from reports.views.files import PDF_TYPE, download
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page

_SEES = gettext_lazy("Angka kredit yang terlihat")


@require_GET
@object_rule(_SEES)
def credit_letters(request: HttpRequest, employee_pk: int) -> HttpResponse:
    """The three forms of a person: number and file, or the button that makes one."""
    who = asked(request)
    employee = get_object_or_404(visible_accounts(who.user, who.now), pk=employee_pk)
    verdict = permissions.can_make_credit_letter(
        who.user, employee, agency_of(employee, who.now), who.now
    )
    context = {"employee": employee, "papers": papers_of(employee), "may_make": verdict}
    return render_page(
        request,
        "reports/credit_letters.html",
        context,
        fragment="reports/_credit_letters.html",
    )


@require_POST
@object_rule(gettext_lazy("Pegawai, perangkat daerah, BKPSDM"))
def credit_letter_create(request: HttpRequest, kind: str, subject_pk: int) -> HttpResponse:
    """Make one form of a conversion or determination."""
    who = asked(request)
    if kind not in CreditLetterKind.values:
        raise Http404
    people = visible_accounts(who.user, who.now)
    subject: CreditConversion | CreditDetermination
    if kind == CreditLetterKind.CONVERSION:
        subject = get_object_or_404(CreditConversion, pk=subject_pk, employee__in=people)
    else:
        subject = get_object_or_404(CreditDetermination, pk=subject_pk, employee__in=people)
    try:
        if kind == CreditLetterKind.CONVERSION:
            make_conversion_letter(conversion_id=subject.pk, by=who.user, now=who.now)
        else:
            make_determination_letter(
                determination_id=subject.pk, kind=kind, by=who.user, now=who.now
            )
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("reports:credit-letters", employee_pk=subject.employee_id)


@require_GET
@object_rule(_SEES)
def credit_letter_file(request: HttpRequest, pk: int) -> FileResponse:
    """The PDF, exactly as it was made."""
    who = asked(request)
    letter = get_object_or_404(
        CreditLetter.objects.filter(
            employee__in=visible_accounts(who.user, who.now)
        ).select_related("employee"),
        pk=pk,
    )
    return download(letter.file, letter.file_name, PDF_TYPE)
