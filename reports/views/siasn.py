"""Export for SIASN: what is ready and why the rest is not, and the files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from personnel.enums import Role
from personnel.models import Period
from personnel.selectors.regulation import regulation_on
from personnel.views.asking import Asked, asked
from reports import permissions
from reports.actions.credit_letters import make_conversion_letters
from reports.documents.siasn_files import csv_lines, json_lines, texts
from reports.enums import SiasnKind
from reports.forms import ScopeForm
from reports.selectors.siasn import FIELDS, Scope, readiness, rows_of
from reports.views.files import attachment
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.pages import domain_errors_as_messages, render_page
from sabang_kinerja.common.spreadsheets import CSV_TYPE, XLSX_TYPE, as_xlsx

EXPORTERS = (Role.BKPSDM_ADMIN, Role.PERFORMANCE_MANAGER, Role.AGENCY_HEAD, Role.AUDITOR)
_WIDTH = 22


@require_GET
@roles(*EXPORTERS)
def siasn_export(request: HttpRequest) -> HttpResponse:
    """Choose period and agency; see what is ready, and download."""
    who = asked(request)
    form = ScopeForm(request.GET or None, agencies=permissions.exchange_agencies(who.user, who.now))
    context: dict[str, object] = {"form": form, "formats": ("xlsx", "csv", "json")}
    if form.is_bound and form.is_valid():
        scope = form.scope
        context |= {
            "scope": scope,
            "files": readiness(scope),
            "fields": FIELDS,
            "may_number": permissions.can_exchange(who.user, who.now),
        }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render_page(request, "reports/siasn_export.html", context, status=status)


@require_GET
@roles(*EXPORTERS)
def siasn_file(request: HttpRequest, kind: str, file_type: str) -> HttpResponseBase:
    """One file of one period: final results only. ``file_type``: xlsx, csv or json."""
    who = asked(request)
    scope = _scope(request, who)
    if kind not in SiasnKind.values or SiasnKind(kind) not in scope.kinds:
        raise Http404
    subject = SiasnKind(kind)
    rows = rows_of(subject, scope, regulation_on(who.day))
    fields = FIELDS[subject]
    name = f"siasn-{subject.value}-{scope.period.year}-{scope.period.sequence}.{file_type}"
    match file_type:
        case "xlsx":
            content = as_xlsx(subject.value, fields, texts(rows), [_WIDTH] * len(fields))
            return attachment(content, name, XLSX_TYPE)
        case "csv":
            answer = StreamingHttpResponse(csv_lines(fields, rows), content_type=CSV_TYPE)
        case "json":
            answer = StreamingHttpResponse(json_lines(rows), content_type="application/json")
        case _:
            raise Http404
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@roles(Role.BKPSDM_ADMIN, Role.PERFORMANCE_MANAGER, Role.AGENCY_HEAD)
def siasn_letters(request: HttpRequest) -> HttpResponse:
    """Number conversions that have no paper yet, some at a time."""
    who = asked(request)
    scope = _scope(request, who)
    with domain_errors_as_messages(request):
        made, left = make_conversion_letters(scope=scope, by=who.user, now=who.now)
        messages.success(
            request,
            _("%(made)s surat konversi dibuat, %(left)s tersisa.") % {"made": made, "left": left},
        )
    return redirect(f"{reverse('reports:siasn-export')}?{request.GET.urlencode()}")


def _scope(request: HttpRequest, who: Asked) -> Scope:
    """The period and agencies of the address, within what the reader may export."""
    agencies = permissions.exchange_agencies(who.user, who.now)
    period = request.GET.get("period", "")
    if not period.isdecimal():
        raise Http404(_("Periode tidak ditemukan."))
    found = get_object_or_404(Period.objects.select_related("year"), pk=int(period))
    if agency := request.GET.get("agency", ""):
        if not agency.isdecimal() or not agencies.filter(pk=int(agency)).exists():
            raise Http404
        agencies = agencies.filter(pk=int(agency))
    return Scope(found, agencies)
