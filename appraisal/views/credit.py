"""Angka kredit: the list of functional officers, its export, and the page of one person."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from appraisal import permissions
from appraisal.filters import CreditFilter
from appraisal.selectors.credit_list import CREDIT_HEADINGS, CREDIT_WIDTHS, credit_rows, export_rows
from appraisal.views.credit_pages import credit_context
from appraisal.views.signed_in import SignedInRequest
from personnel.models import Employee
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.pages import render_page
from sabang_kinerja.common.spreadsheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx

PAGE_SIZE = 25
SEES = gettext_lazy(
    "Angka kredit yang terlihat: milik sendiri, yang hasilnya dapat dibaca, perangkat daerah "
    "yang dikelola, atau semua"
)


def visible_person(request: SignedInRequest, pk: int) -> Employee:
    """The person, or 404 outside the reader's rows."""
    return get_object_or_404(permissions.visible_accounts(request.user, timezone.now()), pk=pk)


def _rows(request: SignedInRequest) -> QuerySet[Any]:
    now = timezone.now()
    people = permissions.visible_accounts(request.user, now)
    return credit_rows(timezone.localtime(now).date()).filter(employee__in=people)


@require_GET
@object_rule(SEES)
def credit_list(request: SignedInRequest) -> HttpResponse:
    """Functional officers that the reader may read about; who reads only of oneself goes there."""
    rows = _rows(request)
    own = request.user.employee_id
    if own is not None and not rows.exclude(employee=own).exists():
        return redirect("appraisal:credit-detail", pk=own)
    found = CreditFilter(request.GET, rows, request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "total": rows.count(),
        "ready": rows.filter(to_rank__gte=0).count(),
        "may_convert": permissions.agencies_to_convert(request.user, timezone.now()).exists(),
        "own": own,
    }
    return render_page(
        request, "appraisal/credit_list.html", context, "appraisal/_credit_rows.html"
    )


@require_GET
@object_rule(SEES)
def credit_export(request: SignedInRequest, kind: str) -> HttpResponse:
    """What the list shows, all pages of it, as a spreadsheet. ``kind``: "csv" or "xlsx"."""
    found = CreditFilter(request.GET, _rows(request), request=request)
    rows = export_rows(found.qs.iterator(chunk_size=500))
    headings = [str(heading) for heading in CREDIT_HEADINGS]
    name = f"angka-kredit-{timezone.localdate():%Y-%m-%d}.{kind}"
    if kind == "csv":
        response = HttpResponse(as_csv(headings, rows), content_type=CSV_TYPE)
    elif kind == "xlsx":
        content = as_xlsx(_("Angka kredit"), headings, rows, CREDIT_WIDTHS)
        response = HttpResponse(content, content_type=XLSX_TYPE)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
@object_rule(SEES)
def credit_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """How much, since when, what is missing, and where each figure comes from."""
    employee = visible_person(request, pk)
    context = credit_context(request.user, employee, timezone.now())
    return render_page(request, "appraisal/credit_detail.html", context)
