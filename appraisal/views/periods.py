"""Periods of a year for BKPSDM and those who watch: counts, opening, progress of agencies."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from appraisal import permissions
from appraisal.actions import periods as actions
from appraisal.selectors.due_days import last_day
from appraisal.selectors.plans import current_year
from appraisal.selectors.progress import PeriodRow, agency_rows, period_rows
from appraisal.views.signed_in import SignedInRequest
from personnel.enums import Role
from personnel.models import PerformanceYear, Period
from personnel.rules.year import DeadlineKey
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.pages import ActionButton, domain_errors_as_messages
from sabang_kinerja.common.words import of_total

WATCHERS = (Role.BKPSDM_ADMIN, Role.CITY_LEADERSHIP, Role.AUDITOR)


def _open_button(request: SignedInRequest, period: Period, *, is_opened: bool) -> ActionButton:
    return ActionButton(
        _("Buka evaluasi"),
        reverse("appraisal:period-open", args=[period.pk]),
        permissions.can_manage_year(request.user, timezone.now()),
        variant="outline-primary" if is_opened else "primary",
        confirm=_(
            "Buka evaluasi %(period)s? Setiap SKP yang ditetapkan dan berlaku pada periode ini "
            "mendapat satu evaluasi; yang sudah ada tidak berubah."
        )
        % {"period": period},
    )


@require_GET
@roles(*WATCHERS)
def period_list(request: SignedInRequest) -> HttpResponse:
    """Periods of one year with how many evaluations are where; ``?year=2026`` chooses."""
    years = list(PerformanceYear.objects.all())
    wanted = request.GET.get("year", "")
    year = next((row for row in years if str(row.year) == wanted), None) or current_year()
    periods = (
        Period.objects.filter(year=year).select_related("year").order_by("ends", "-starts")
        if year
        else Period.objects.none()
    )
    rows = period_rows(periods)
    context = {
        "years": years,
        "year": year,
        "rows": [(row, _open_button(request, row.period, is_opened=row.total > 0)) for row in rows],
        "headline": _headline(year, rows),
    }
    return render(request, "appraisal/period_list.html", context)


def _headline(year: PerformanceYear | None, rows: list[PeriodRow]) -> str:
    opened = sum(row.total > 0 for row in rows)
    if year is None:
        return _("Tahun kinerja belum dibuka.")
    if opened == len(rows):
        return _("Semua periode %(year)s sudah dibuka.") % {"year": year}
    return _("%(share)s periode %(year)s sudah dibuka.") % {
        "share": of_total(opened, len(rows)),
        "year": year,
    }


@require_GET
@roles(*WATCHERS)
def period_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Progress of the agencies in one period, furthest behind first."""
    period = get_object_or_404(Period.objects.select_related("year"), pk=pk)
    agencies = agency_rows(period)
    today = timezone.localdate()
    due = last_day(period, DeadlineKey.RATING_DUE)
    context = {
        "period": period,
        "summary": period_rows([period])[0],
        "agencies": agencies,
        "behind": sum(row.not_rated > 0 for row in agencies),
        "due": due,
        "is_late": due is not None and today > due,
        "today": today,
        "open_button": _open_button(request, period, is_opened=bool(agencies)),
    }
    return render(request, "appraisal/period_detail.html", context)


@require_POST
@roles(Role.BKPSDM_ADMIN)
def period_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open the evaluations of a period; again only for what is missing."""
    period = get_object_or_404(Period.objects.select_related("year"), pk=pk)
    with domain_errors_as_messages(request):
        opened = actions.open_evaluations(period=period, by=request.user, now=timezone.now())
        if opened:
            sentence = ngettext("%(n)s evaluasi dibuka.", "%(n)s evaluasi dibuka.", opened)
            messages.success(request, sentence % {"n": opened})
        else:
            messages.info(
                request,
                _("Tidak ada yang perlu dibuka: semua SKP yang ditetapkan sudah punya evaluasi."),
            )
    return redirect("appraisal:period-detail", pk=pk)
