"""Closing a year with what is open in view, and throwing a rehearsal away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from appraisal.actions import years as actions
from appraisal.forms.plans import NoteForm
from appraisal.selectors.unfinished import unfinished
from personnel import policies
from personnel.enums import Role, YearState
from personnel.models import PerformanceYear
from personnel.views.asking import asked
from personnel.views.forms import UNPROCESSABLE, confirmed_step
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError, Incomplete
from sabang_kinerja.common.pages import render_page


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def year_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a year; with open evaluations a reason is asked for."""
    who = asked(request)
    year = get_object_or_404(PerformanceYear, pk=pk)
    back = reverse("personnel:year-detail", args=[year.pk])
    left = unfinished(year)
    label = _("Mengapa ditutup sebelum tuntas?")
    form = NoteForm(request.POST or None, label=label) if left.total else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["note"] if form else ""
        try:
            actions.close_year(year_id=year.pk, reason=reason, by=who.user, now=who.now)
        except Incomplete as error:
            form = NoteForm(request.POST, label=label)
            form.add_error("note", str(error))
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(back)
        else:
            messages.success(
                request, _("Tahun kinerja %(year)s sudah ditutup.") % {"year": year.year}
            )
            return redirect(back)
    context = {
        "year": year,
        "left": left,
        "form": form,
        "verdict": policies.may_close_year(year, who.day),
        "back": back,
    }
    status = UNPROCESSABLE if form is not None and form.errors else 200
    return render_page(request, "appraisal/year_close.html", context, status=status)


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def year_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a rehearsal away, after a question; then how far the workers are."""
    who = asked(request)
    total = request.GET.get("of", "")
    if total and not PerformanceYear.objects.filter(pk=pk).exists():
        return _all_gone(request)
    year = get_object_or_404(PerformanceYear, pk=pk)
    plans = year.plans.count()
    if year.state == YearState.DISCARDING and request.method == "GET":
        of = max(int(total) if total.isdecimal() else 0, plans)
        context = {
            "year": year,
            "total": of,
            "done": of - plans,
            "percent": 100 * (of - plans) // of if of else 100,
        }
        return render_page(
            request,
            "appraisal/year_discarding.html",
            context,
            fragment="appraisal/_year_discarding.html",
        )
    return confirmed_step(
        request,
        title=_("Buang latihan %(year)s?") % {"year": year.year},
        consequences=[
            ngettext(
                "%(n)s SKP latihan beserta evaluasi dan buktinya dihapus.",
                "%(n)s SKP latihan beserta evaluasi dan buktinya dihapus.",
                plans,
            )
            % {"n": plans},
            _("Yang dibuang tidak dapat dikembalikan. Tahun resmi tidak tersentuh."),
        ],
        button=_("Buang"),
        verdict=policies.may_discard_year(year),
        back=reverse("personnel:year-detail", args=[year.pk]),
        then=f"{request.path}?of={plans}",
        step=lambda: actions.discard_rehearsal(year_id=year.pk, by=who.user, now=who.now),
        done=_("Latihan sedang dibuang."),
    )


def _all_gone(request: HttpRequest) -> HttpResponse:
    """Nothing is left of the year that this page counted down; a fragment sends the browser on."""
    messages.success(request, _("Latihan sudah dibuang."))
    there = reverse("personnel:year-list")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": there})
    return redirect(there)
