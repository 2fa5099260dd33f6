"""Pages of the library of results: list, its export, add, change, retire, restore."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import library as actions
from appraisal.documents import LIBRARY_HEADINGS, LIBRARY_WIDTHS, library_rows
from appraisal.filters import LibraryFilter
from appraisal.forms.library import LibraryForm
from appraisal.forms.plans import IndicatorFormSet, indicator_initial, indicator_inputs
from appraisal.models import LibraryResult
from appraisal.models.library import LibraryQuerySet
from appraisal.views.formsets import one_row_more
from personnel.enums import Role
from personnel.views.asking import asked
from personnel.views.forms import confirmed_step
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.errors import ChangedMeanwhile, DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages, render_page

PAGE_SIZE = 25


def _found(request: HttpRequest) -> LibraryFilter:
    entries = LibraryResult.objects.prefetch_related("indicators")
    return LibraryFilter(request.GET, entries, request=request)


@require_GET
@roles(Role.BKPSDM_ADMIN)
def library_list(request: HttpRequest) -> HttpResponse:
    """Search the library and narrow it by post and agency kind."""
    found = _found(request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    entries = LibraryResult.objects.active()
    context = {
        "filter": found,
        "page": page,
        "offered": entries.count(),
        "posts": entries.order_by().values("post_title").distinct().count(),
    }
    return render_page(
        request, "appraisal/library_list.html", context, "appraisal/_library_rows.html"
    )


@require_GET
@roles(Role.BKPSDM_ADMIN)
def library_export(request: HttpRequest, kind: str) -> HttpResponse:
    """What the list shows, all pages of it, one row an indicator."""
    entries: LibraryQuerySet = _found(request).qs
    return spreadsheet(
        kind, "pustaka", _("Pustaka"), LIBRARY_HEADINGS, library_rows(entries), LIBRARY_WIDTHS
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def library_create(request: HttpRequest) -> HttpResponse:
    """Add an entry."""
    return _entry_page(request, None)


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def library_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an entry."""
    return _entry_page(request, get_object_or_404(LibraryResult, pk=pk))


def _entry_page(request: HttpRequest, entry: LibraryResult | None) -> HttpResponse:
    if request.method != "POST":
        initial = indicator_initial(entry) if entry else None
        formset = IndicatorFormSet(initial=initial, prefix="indicators")
        return _render(request, entry, LibraryForm(entry=entry), formset)
    form = LibraryForm(request.POST, entry=entry)
    formset = IndicatorFormSet(request.POST, prefix="indicators")
    if "add_indicator" in request.POST:
        return _render(request, entry, form, one_row_more(request.POST), status=422)
    if form.is_valid() and formset.is_valid():
        try:
            actions.save_entry(
                entry_id=entry.pk if entry else None,
                entered=form.to_input(indicator_inputs(formset)),
                by=asked(request).user,
                now=timezone.now(),
                seen_version=form.cleaned_data["row_version"] if entry else None,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            if isinstance(error, ChangedMeanwhile) and entry:
                form.carry_version(LibraryResult.objects.get(pk=entry.pk).row_version)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect("appraisal:library-list")
    return _render(request, entry, form, formset, status=422)


def _render(
    request: HttpRequest,
    entry: LibraryResult | None,
    form: LibraryForm,
    formset: Any,
    status: int = 200,
) -> HttpResponse:
    context = {"entry": entry, "form": form, "formset": formset}
    return render(request, "appraisal/library_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def library_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry out of the offer, after a question."""
    who = asked(request)
    entry = get_object_or_404(LibraryResult, pk=pk)
    return confirmed_step(
        request,
        title=_("Berhenti menawarkan hasil kerja ini?"),
        consequences=[
            f"{entry.post_title}: {entry.text}",
            _("Hasil ini tidak lagi muncul saat pegawai memilih dari pustaka."),
            _("SKP yang sudah memakainya tidak berubah; Anda dapat menawarkannya lagi."),
        ],
        button=_("Berhenti menawarkan"),
        verdict=permissions.can_manage_library(who.user, who.now),
        back=reverse("appraisal:library-list"),
        step=lambda: actions.offer_entry(
            entry_id=entry.pk, offered=False, by=who.user, now=who.now
        ),
        done=_("Hasil kerja tidak lagi ditawarkan."),
    )


@require_POST
@roles(Role.BKPSDM_ADMIN)
def library_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a retired entry again."""
    who = asked(request)
    entry = get_object_or_404(LibraryResult, pk=pk)
    with domain_errors_as_messages(request):
        actions.offer_entry(entry_id=entry.pk, offered=True, by=who.user, now=who.now)
        messages.success(request, _("Hasil kerja kembali ditawarkan."))
    return redirect("appraisal:library-list")
