"""Comparison with e-Kinerja: upload, what was found, and the file of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from personnel.views.asking import asked
from reports import permissions
from reports.actions.reconciliations import reconcile
from reports.enums import ReconciliationOutcome
from reports.forms import ReconciliationForm
from reports.models import Reconciliation
from reports.selectors.reconciliations import HEADINGS, WIDTHS, export_rows, in_words, rows_for
from reports.views.files import attachment
from reports.views.siasn import EXPORTERS
from sabang_kinerja.common.access import object_rule, roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page
from sabang_kinerja.common.spreadsheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx

PAGE_SIZE = 25
RUNS_SHOWN = 25
_SEES = gettext_lazy("Pencocokan sendiri; admin BKPSDM dan auditor: semua")


@require_http_methods(["GET", "POST"])
@roles(*EXPORTERS)
def reconciliation_list(request: HttpRequest) -> HttpResponse:
    """Upload a file and see earlier comparisons."""
    who = asked(request)
    agencies = permissions.exchange_agencies(who.user, who.now)
    is_sent = request.method == "POST"
    form = ReconciliationForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, agencies=agencies
    )
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = reconcile(
                source=file.file,
                file_name=file.name or "",
                scope=form.scope,
                agency=form.cleaned_data["agency"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error, "file")
        else:
            messages.success(request, _("Berkas sudah dicocokkan. Tidak ada data yang diubah."))
            return redirect("reports:reconciliation-detail", pk=run.pk)
    runs = permissions.visible_reconciliations(who.user, who.now).select_related(
        "period__year", "agency", "made_by__employee"
    )[:RUNS_SHOWN]
    context = {
        "form": form,
        "runs": runs,
        "can_upload": permissions.can_exchange(who.user, who.now),
    }
    return render_page(
        request, "reports/reconciliation_list.html", context, status=422 if is_sent else 200
    )


def _visible(request: HttpRequest, pk: int) -> Reconciliation:
    who = asked(request)
    return get_object_or_404(
        permissions.visible_reconciliations(who.user, who.now).select_related(
            "period__year", "agency"
        ),
        pk=pk,
    )


@require_GET
@object_rule(_SEES)
def reconciliation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Counts by outcome and the rows of one, what differs first."""
    run = _visible(request, pk)
    outcome, search = _filter(request, run)
    page = Paginator(rows_for(run, outcome, search), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "page": page,
        "lines": [(row, in_words(row)) for row in page],
        "tabs": [(one, run.counts.get(one.value, 0)) for one in ReconciliationOutcome],
        "outcome": outcome,
        "q": search,
        "compared": run.counts.get("same", 0) + run.counts.get("differs", 0),
        "in_file": sum(run.counts.values()) - run.counts.get("only_here", 0),
    }
    return render_page(
        request,
        "reports/reconciliation_detail.html",
        context,
        fragment="reports/_reconciliation_rows.html",
    )


@require_GET
@object_rule(_SEES)
def reconciliation_export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What the page shows, all of it, as a spreadsheet. ``kind``: "csv" or "xlsx"."""
    run = _visible(request, pk)
    outcome, search = _filter(request, run)
    rows = export_rows(rows_for(run, outcome, search).iterator(chunk_size=500))
    headings = [str(heading) for heading in HEADINGS]
    name = f"pencocokan-{run.pk}.{kind}"
    if kind == "csv":
        return attachment(as_csv(headings, rows), name, CSV_TYPE)
    if kind == "xlsx":
        return attachment(as_xlsx(_("Pencocokan"), headings, rows, WIDTHS), name, XLSX_TYPE)
    raise Http404


def _filter(request: HttpRequest, run: Reconciliation) -> tuple[str, str]:
    """Chosen outcome (the first that has rows unless one is named) and words searched for."""
    first = next((one.value for one in ReconciliationOutcome if run.counts.get(one.value)), "")
    return request.GET.get("outcome", first), request.GET.get("q", "").strip()
