"""Letterheads: what stands at the head of each agency's papers."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from personnel.selectors.history import Source, read_history
from personnel.views.asking import asked
from reports import permissions
from reports.actions.letterheads import LetterheadFacts, save_letterhead
from reports.documents.name_lines import name_lines
from reports.forms import LetterheadForm
from reports.models import Letterhead
from reports.selectors.letterheads import emblem_of
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page

_WHO = gettext_lazy("Kepala dan pengelola kinerja perangkat daerah itu, BKPSDM, auditor (membaca)")


@require_GET
@object_rule(_WHO)
def letterhead_list(request: HttpRequest) -> HttpResponse:
    """Agencies with what stands at the head of their papers; a single one is opened at once."""
    who = asked(request)
    agencies = permissions.visible_letterheads(who.user, who.now)
    rows = list(agencies.select_related("letterhead"))
    if len(rows) == 1:
        return redirect("reports:letterhead-update", agency_pk=rows[0].pk)
    without = sum(not hasattr(agency, "letterhead") for agency in rows)
    return render_page(request, "reports/letterhead_list.html", {"rows": rows, "without": without})


@require_http_methods(["GET", "POST"])
@object_rule(_WHO)
def letterhead_update(request: HttpRequest, agency_pk: int) -> HttpResponse:
    """Lines, address, place and emblem of one agency, with how they look on paper."""
    who = asked(request)
    agency = get_object_or_404(permissions.visible_letterheads(who.user, who.now), pk=agency_pk)
    head = Letterhead.objects.filter(agency=agency).select_related("agency").first()
    verdict = permissions.can_edit_letterhead(who.user, agency, who.now)
    form = LetterheadForm(request.POST or None, request.FILES or None, agency=agency, head=head)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            save_letterhead(
                agency=agency,
                facts=LetterheadFacts(data["lines"], data["address"], data["place"]),
                emblem=form.emblem_bytes(),
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect("reports:letterhead-update", agency_pk=agency.pk)
    context = {
        "agency": agency,
        "head": head,
        "emblem": emblem_of(head),
        "government": settings.GOVERNMENT_NAME,
        "lines": head.lines.splitlines() if head else name_lines(agency.name),
        "verdict": verdict,
        "form": form,
        "history": read_history([Source(Letterhead, {"agency": agency.pk}, _("Kop surat"))]),
    }
    status = 422 if request.method == "POST" else 200
    return render_page(request, "reports/letterhead_form.html", context, status=status)
