"""The report of a unit on screen, as a workbook, and on paper by a job."""

from collections import Counter
from collections.abc import Collection

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from personnel.enums import UnitKind
from personnel.models import Period, Unit
from personnel.views.asking import Asked, asked
from reports import permissions
from reports.actions.figures import recount_period
from reports.actions.reports import request_report
from reports.documents.report_workbook import report_workbook
from reports.permissions.figures import can_recount
from reports.selectors.report_page import report_page
from reports.selectors.reports import compiled_content, report_content, units_to_open
from reports.selectors.summaries import compiled_list
from reports.views.files import attachment
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.pages import ActionButton, domain_errors_as_messages, render_page
from sabang_kinerja.common.spreadsheets import XLSX_TYPE

READERS = gettext_lazy("Kepala dan pengelola kinerja, BKPSDM, pimpinan kota, auditor")
CHAPTERS = "chapters"
"""In an address: ``all`` counts every chapter now."""


@require_GET
@object_rule(READERS)
def report_list(request: HttpRequest) -> HttpResponse:
    """The city and agencies whose report the reader may open, for each period that counts."""
    who = asked(request)
    units = permissions.readable_units(who.user, who.now).filter(
        kind__in=[UnitKind.CITY, UnitKind.AGENCY], is_active=True
    )
    periods = Period.objects.filter(
        year__in=permissions.years_that_count(), starts__lte=who.day
    ).select_related("year")
    chosen = request.GET.get("period", "")
    newest_first = periods.order_by("-ends", "starts")
    period = (
        (periods.filter(pk=int(chosen)).first() if chosen.isdecimal() else None)
        or newest_first.filter(ends__lt=who.day).first()
        or newest_first.last()
    )
    context = {
        "listed": compiled_list(units.order_by("-kind", "name"), period, who.now)
        if period
        else None,
        "period": period,
        "periods": newest_first,
    }
    return render_page(request, "reports/report_list.html", context)


@require_GET
@object_rule(READERS)
def report_detail(request: HttpRequest, unit_pk: int, period_pk: int) -> HttpResponse:
    """One report as a page: findings, drawings with their tables, the units below to open.

    It shows the figures of the night, and all chapters counted now when somebody asks for them.
    """
    who = asked(request)
    unit, period = _subject(who, unit_pk, period_pk)
    compiled = None
    if request.GET.get(CHAPTERS) != "all":
        compiled = compiled_content(unit, period, who.now)
    content = compiled or report_content(unit, period, who.now)
    readable = units_to_open(content.summary, permissions.readable_units(who.user, who.now))
    units = [readable[one.unit] for one in content.summary.units if one.unit in readable]
    context = {
        "page": report_page(content, _addresses(unit, units, period), whole=compiled is None),
        "as_of": content.summary.as_of,
        "whole": compiled is None,
        "recount": ActionButton(
            _("Hitung ulang sekarang"),
            reverse("reports:report-recount", args=[unit.pk, period.pk]),
            can_recount(who.user, unit, period, who.now),
            variant="outline-primary",
        ),
        "unit": unit,
        "period": period,
        "below": [one for one in units if one != unit],
        "print": ActionButton(
            _("Buat PDF"),
            reverse("reports:report-print", args=[unit.pk, period.pk]),
            permissions.can_report(who.user, unit, who.now),
        ),
    }
    return render_page(request, "reports/report_detail.html", context)


@require_GET
@object_rule(READERS)
def report_export(request: HttpRequest, unit_pk: int, period_pk: int) -> HttpResponse:
    """The tables of a report as a workbook."""
    who = asked(request)
    unit, period = _subject(who, unit_pk, period_pk)
    content = report_content(unit, period, who.now)
    with translation.override("id"):
        workbook = report_workbook(content)
    name = f"laporan-{slugify(unit.name)[:80]}-{slugify(period.label)}.xlsx"
    return attachment(workbook, name, XLSX_TYPE)


@require_POST
@object_rule(READERS)
def report_recount(request: HttpRequest, unit_pk: int, period_pk: int) -> HttpResponse:
    """Count the period anew at once, for whoever cannot wait for the night."""
    who = asked(request)
    unit, period = _subject(who, unit_pk, period_pk)
    with domain_errors_as_messages(request):
        recount_period(unit=unit, period=period, by=who.user, now=who.now)
        messages.success(request, _("Angka sudah dihitung ulang."))
    return redirect("reports:report-detail", unit_pk=unit.pk, period_pk=period.pk)


@require_POST
@object_rule(READERS)
def report_print(request: HttpRequest, unit_pk: int, period_pk: int) -> HttpResponse:
    """Have the report printed; its job shows how far it is."""
    who = asked(request)
    unit, period = _subject(who, unit_pk, period_pk)
    target = redirect("reports:report-detail", unit_pk=unit.pk, period_pk=period.pk)
    with domain_errors_as_messages(request):
        job = request_report(unit=unit, period=period, by=who.user, now=who.now)
        target = redirect("reports:job-detail", uuid=job.uuid)
    return target


def _addresses(unit: Unit, units: Collection[Unit], period: Period) -> dict[str, str]:
    """Of the reports below a unit's, by name, where a name is nobody else's too."""
    named = Counter(one.name for one in units)
    return {
        one.name: reverse("reports:report-detail", args=[one.pk, period.pk])
        for one in units
        if one != unit and named[one.name] == 1
    }


def _subject(who: Asked, unit_pk: int, period_pk: int) -> tuple[Unit, Period]:
    units = permissions.readable_units(who.user, who.now).select_related("agency")
    periods = Period.objects.filter(year__in=permissions.years_that_count())
    return (
        get_object_or_404(units, pk=unit_pk),
        get_object_or_404(periods.select_related("year"), pk=period_pk),
    )
