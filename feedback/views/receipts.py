"""Codes for receipts: how many were given out and used, and the form that prints more."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from feedback.forms.receipts import ReceiptSheetForm
from feedback.models import Service
from feedback.permissions import surveyed_units
from feedback.selectors.receipts import receipt_counts
from personnel.enums import Role
from personnel.views.asking import asked
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.pages import render_page

SHOWN_DAYS = 90


@require_GET
@roles(Role.SURVEY_OFFICER, Role.BKPSDM_ADMIN)
def receipt_list(request: HttpRequest) -> HttpResponse:
    """Counts of the last ninety days by counter and service, with the share that was used."""
    form = ReceiptSheetForm(units=surveyed_units(asked(request).user, asked(request).now))
    return receipt_page(request, form)


def receipt_page(request: HttpRequest, form: ReceiptSheetForm) -> HttpResponse:
    """The page with a form as it is, also with what is wrong in it (422)."""
    who = asked(request)
    services = Service.objects.filter(unit__in=surveyed_units(who.user, who.now))
    counts = receipt_counts(services, since=who.day - timedelta(days=SHOWN_DAYS))
    context = {
        "form": form,
        "counts": counts,
        "days": SHOWN_DAYS,
        "issued": sum(row.issued for row in counts),
        "used": sum(row.used for row in counts),
        "can_print": form.can_be_filled(),
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "feedback/receipt_list.html", context, status=status)
