"""The overview of what follows a year's results, and its reports."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from appraisal import permissions
from appraisal.models import ImprovementPlan
from appraisal.selectors.annual_results import not_final
from appraisal.selectors.follow_up_reports import REPORTS, Scope
from appraisal.selectors.improvement import steps_to_record
from appraisal.selectors.report_tables import Report
from appraisal.views.periods import WATCHERS
from appraisal.views.scope import Chosen, chosen, matches, table_file
from appraisal.views.signed_in import SignedInRequest
from personnel.enums import Role
from personnel.selectors.regulation import regulation_on
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.pages import render_page

PAGE_SIZE = 50
READERS = (*WATCHERS, Role.AGENCY_HEAD, Role.PERFORMANCE_MANAGER)


@require_GET
@roles(*READERS)
def followup_list(request: SignedInRequest) -> HttpResponse:
    """What follows the results of a year: steps, reports, and what waits."""
    now = timezone.now()
    scope = chosen(request, permissions.reported_agencies(request.user, now))
    held = roles_of(request.user, timezone.localtime(now).date())
    is_admin = bool(permissions.can_manage_follow_up(request.user, now))
    plans = ImprovementPlan.objects.filter(
        unit__agency__in=scope.agencies, evaluation__period__year=scope.year
    )
    context = {
        "scope": scope,
        "steps": _steps(held.roles, scope.query),
        "reports": [
            (label, reverse("appraisal:followup-report", args=[key]) + scope.query)
            for key, (label, _report) in REPORTS.items()
        ],
        "running": plans.running().count(),
        "to_record": steps_to_record() if is_admin else 0,
        "not_final": not_final(scope.year, scope.agencies),
    }
    return render(request, "appraisal/followup_list.html", context)


def _steps(held: frozenset[str], query: str) -> list[tuple[str, str, str]]:
    """Pages that the reader's roles open: name, what it holds, address."""
    found: list[tuple[str, str, str]] = []
    watches, heads = bool(held & set(WATCHERS)), Role.AGENCY_HEAD in held
    if watches or heads:
        found.append(
            (
                _("Pemeringkatan"),
                _("Urutan menurut hasil, dengan pemecah seri yang tercetak."),
                reverse("appraisal:ranking-list") + query,
            )
        )
    if held & {Role.BKPSDM_ADMIN, Role.PERFORMANCE_MANAGER}:
        found.append(
            (
                _("Rencana perbaikan"),
                _("Enam bulan pendampingan sesudah predikat rendah."),
                reverse("appraisal:improvement-list"),
            )
        )
    if watches:
        found += [
            (
                _("Penghargaan"),
                _("Siapa yang memenuhi syarat, dan apa yang sudah diputuskan."),
                reverse("appraisal:award-list") + query,
            ),
            (
                _("Kotak talenta"),
                _("Kinerja dan potensi dalam sembilan kotak."),
                reverse("appraisal:talent-list") + query,
            ),
            (
                _("Rekap TPP"),
                _("Angka bulanan untuk bagian keuangan; tidak membayar apa pun."),
                reverse("appraisal:allowance-list"),
            ),
            (
                _("Keadilan hasil"),
                _("Hasil menurut jenis kelamin, umur, dan jenis kepegawaian, untuk seluruh kota."),
                reverse("appraisal:fairness-list"),
            ),
        ]
    if Role.BKPSDM_ADMIN in held:
        found.append(
            (
                _("Hukuman disiplin"),
                _("Konteks bagi penilaian perilaku dan rekap TPP."),
                reverse("appraisal:measure-list"),
            )
        )
    return found


def _report(request: SignedInRequest, key: str) -> tuple[Chosen, str, Report]:
    if key not in REPORTS:
        raise Http404
    now = timezone.now()
    today = timezone.localtime(now).date()
    scope = chosen(request, permissions.reported_agencies(request.user, now))
    label, make = REPORTS[key]
    report = make(Scope(scope.year, scope.agencies, today, regulation_on(today)))
    return scope, str(label), report


def _holds(row: Sequence[str], wanted: str) -> bool:
    """Whether a search finds the name or number with which a row of people begins."""
    return matches(wanted, name=row[0], nip=row[1].replace(" ", ""))


@require_GET
@roles(*READERS)
def followup_report(request: SignedInRequest, report: str) -> HttpResponse:
    """One report as a table; ``?all=1`` puts every row on one page, for printing."""
    scope, label, table = _report(request, report)
    everything = request.GET.get("all") == "1"
    wanted = request.GET.get("q", "").strip()
    shown = [row for row in table.rows if _holds(row, wanted)]
    size = max(1, len(shown)) if everything else PAGE_SIZE
    page = Paginator(shown, size).get_page(request.GET.get("page"))
    files = [
        (name, reverse("appraisal:followup-export", args=[report, kind]) + scope.query)
        for name, kind in (("Excel", "xlsx"), ("CSV", "csv"))
    ]
    context: dict[str, Any] = {
        "scope": scope,
        "label": label,
        "wanted": wanted if table.by_person else None,
        "report": table,
        "headline": table.sentence % {"n": len(table.rows), "year": scope.year},
        "page": page,
        "lines": [list(zip(table.columns, row, strict=True)) for row in page],
        "files": files,
    }
    return render_page(
        request, "appraisal/followup_report.html", context, "appraisal/_followup_report.html"
    )


@require_GET
@roles(*READERS)
def followup_export(request: SignedInRequest, report: str, kind: str) -> HttpResponse:
    """One report as a spreadsheet, all rows. ``kind``: "csv" or "xlsx"."""
    scope, label, table = _report(request, report)
    return table_file(
        kind,
        f"{report}-{scope.year}",
        label[:31],
        [column.label for column in table.columns],
        table.rows,
        [column.width for column in table.columns],
        [table.note] if table.note else [],
    )
