"""Pages of the register of complaints."""

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from feedback import permissions
from feedback.actions import complaints as actions
from feedback.actions.complaints import ComplaintFacts
from feedback.documents import COMPLAINT_HEADINGS, COMPLAINT_WIDTHS, complaint_lines
from feedback.enums import ComplaintKind, ComplaintState
from feedback.filters import ComplaintFilter
from feedback.forms.complaints import ComplaintForm, ComplaintStepForm
from feedback.models import Complaint
from feedback.selectors.complaints import complaint_rows
from feedback.views.surveys import OFFICERS
from feedback.workflow import COMPLAINT_BEFORE, COMPLAINT_NEXT
from personnel.enums import Role
from personnel.models import Unit
from personnel.selectors.history import Source, read_history
from personnel.selectors.units import in_tree_order
from personnel.views.asking import Asked, asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages, render_page

PAGE_SIZE = 50
LIST: Final = "feedback:complaint-list"
DETAIL: Final = "feedback:complaint-detail"
READERS = (
    *OFFICERS,
    Role.AUDITOR,
    Role.CITY_LEADERSHIP,
    Role.PERFORMANCE_MANAGER,
    Role.AGENCY_HEAD,
    Role.SUPERVISOR,
)


def _found(request: HttpRequest, who: Asked) -> ComplaintFilter:
    complaints = permissions.visible_complaints(who.user, who.now)
    return ComplaintFilter(
        request.GET,
        complaints.select_related("unit__agency", "service").order_by("-received_on", "pk"),
        agencies=Unit.objects.agencies().order_by("path"),
        request=request,
    )


@require_GET
@roles(*READERS)
def complaint_list(request: HttpRequest) -> HttpResponse:
    """Cases with the working days left for their next step."""
    who = asked(request)
    found = _found(request, who)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "rows": complaint_rows(list(page), who.day),
        "runs": permissions.can_run_surveys(who.user, who.now),
    }
    return render_page(
        request, "feedback/complaint_list.html", context, "feedback/_complaint_rows.html"
    )


@require_GET
@roles(*READERS)
def complaint_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as narrowed on screen, all pages of it."""
    who = asked(request)
    rows = complaint_rows(list(_found(request, who).qs), who.day)
    return spreadsheet(
        kind,
        "pengaduan",
        _("Pengaduan"),
        COMPLAINT_HEADINGS,
        complaint_lines(rows),
        COMPLAINT_WIDTHS,
    )


def _complaint(who: Asked, pk: int) -> Complaint:
    complaints = permissions.visible_complaints(who.user, who.now)
    return get_object_or_404(complaints.select_related("unit__agency", "service"), pk=pk)


@require_GET
@roles(*READERS)
def complaint_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: what it is about, how far it is, what is due."""
    who = asked(request)
    complaint = _complaint(who, pk)
    state = ComplaintState(complaint.state)
    keeps = permissions.can_keep_complaint(who.user, complaint, who.now)
    [row] = complaint_rows([complaint], who.day)
    context = {
        "complaint": complaint,
        "row": row,
        "keeps": keeps,
        "next": _step_words(COMPLAINT_NEXT[state]) if keeps and state in COMPLAINT_NEXT else "",
        "can_undo": keeps and state in COMPLAINT_BEFORE,
        "history": read_history([Source(Complaint, {"id": complaint.pk})]) if keeps else [],
    }
    return render_page(request, "feedback/complaint_detail.html", context)


def _step_words(state: ComplaintState) -> str:
    return {
        ComplaintState.FORWARDED: _("Catat disposisi"),
        ComplaintState.ANSWERED: _("Catat tanggapan"),
        ComplaintState.CLOSED: _("Tutup pengaduan"),
    }[state]


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def complaint_create(request: HttpRequest) -> HttpResponse:
    """Register a case."""
    return _complaint_page(request, None)


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def complaint_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of a case."""
    return _complaint_page(request, _complaint(asked(request), pk))


def _complaint_page(request: HttpRequest, complaint: Complaint | None) -> HttpResponse:
    who = asked(request)
    form = ComplaintForm(
        request.POST or None,
        units=in_tree_order(permissions.surveyed_units(who.user, who.now).active()),
        complaint=complaint,
        initial={"received_on": who.day, "kind": ComplaintKind.ORDINARY},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        facts = ComplaintFacts(
            tracking_id=data["tracking_id"],
            received_on=data["received_on"],
            kind=ComplaintKind(data["kind"]),
            unit=form.units[data["unit_id"]],
            service=data["service"],
            summary=data["summary"],
        )
        try:
            saved = actions.save_complaint(
                facts=facts,
                complaint_id=complaint.pk if complaint else None,
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error, "tracking_id")
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect(DETAIL, pk=saved.pk)
    return form_page(
        request,
        form,
        title=complaint.tracking_id if complaint else _("Pengaduan baru"),
        button=_("Simpan"),
        back=reverse(DETAIL, args=[complaint.pk]) if complaint else reverse(LIST),
    )


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def complaint_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the next step of a case was taken."""
    who = asked(request)
    complaint = _complaint(who, pk)
    after = COMPLAINT_NEXT.get(ComplaintState(complaint.state))
    if after is None:
        messages.error(request, _("Pengaduan ini sudah selesai."))
        return redirect(DETAIL, pk=pk)
    form = ComplaintStepForm(
        request.POST or None,
        with_answer=after == ComplaintState.ANSWERED,
        initial={"day": who.day, "answer": complaint.answer},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_complaint_on(
                complaint_id=pk,
                day=form.cleaned_data["day"],
                answer=form.cleaned_data.get("answer", ""),
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect(DETAIL, pk=pk)
    return form_page(
        request,
        form,
        title=f"{_step_words(after)}: {complaint.tracking_id}",
        button=_("Simpan"),
        back=reverse(DETAIL, args=[pk]),
    )


@require_POST
@roles(*OFFICERS)
def complaint_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the last step of a case back."""
    who = asked(request)
    _complaint(who, pk)
    with domain_errors_as_messages(request):
        actions.take_complaint_back(complaint_id=pk, by=who.user, now=who.now)
        messages.success(request, _("Langkah terakhir dibatalkan."))
    return redirect(DETAIL, pk=pk)
