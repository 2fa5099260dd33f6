"""Print codes of the citizens' survey: drawn, put on paper and shown to nobody again."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from feedback.actions.receipts import issue_codes
from feedback.forms.receipts import ReceiptSheetForm
from feedback.permissions import surveyed_units
from feedback.views.receipts import receipt_page
from personnel.enums import Role
from personnel.views.asking import asked
from reports.documents.receipt_sheet import render_receipt_sheet
from reports.views.files import PDF_TYPE, attachment
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError


@require_POST
@roles(Role.SURVEY_OFFICER, Role.BKPSDM_ADMIN)
def receipt_create(request: HttpRequest) -> HttpResponse:
    """Give out codes as a file of stickers, this once."""
    who = asked(request)
    form = ReceiptSheetForm(request.POST, units=surveyed_units(who.user, who.now))
    if not form.is_valid():
        return receipt_page(request, form)
    try:
        issued = issue_codes(**form.cleaned_data, by=who.user, now=who.now)
    except DomainError as error:
        form.refuse(error)
        return receipt_page(request, form)
    name = _("Kode survei %(counter)s %(day)s.pdf") % {
        "counter": form.cleaned_data["counter"].name,
        "day": who.day.isoformat(),
    }
    return attachment(render_receipt_sheet(issued, now=who.now), name, PDF_TYPE)
