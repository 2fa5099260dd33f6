"""Pages of the performance team: who has no plan, drafts for them, plans to close after a move."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from appraisal import permissions
from appraisal.actions import team_drafts as actions
from appraisal.documents import MISSING_HEADINGS, MISSING_WIDTHS, missing_plan_rows
from appraisal.enums import CopySource
from appraisal.filters import MissingPlanFilter
from appraisal.selectors.missing_plans import DraftDays, draft_due_of_year, posts_without_plan
from appraisal.selectors.moves import moved_plans, moves_of
from appraisal.selectors.plans import current_year
from personnel.models import Assignment, PerformanceYear, User
from personnel.views.asking import asked
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages, render_page
from sabang_kinerja.common.verdicts import Verdict

PAGE_SIZE = 25
_TEAM = gettext_lazy("Pengelola kinerja untuk perangkat daerahnya, atau BKPSDM")


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A post without a plan, the last day for its draft, and whether the team may draft it."""

    assignment: Assignment
    due: date | None
    verdict: Verdict


def _require_team(request: HttpRequest) -> None:
    verdict = permissions.can_watch_missing_plans(asked(request).user, timezone.now())
    if not verdict:
        raise PermissionDenied(str(verdict.reason))


def _posts(user: User, year: PerformanceYear, now: datetime) -> Any:
    among = permissions.watched_people(user, now)
    if user.employee_id is not None:
        among &= ~Q(employee=user.employee_id)
    return posts_without_plan(year, now, among)


@require_GET
@object_rule(_TEAM)
def plan_missing(request: HttpRequest) -> HttpResponse:
    """Who has no plan in the running year, each with what the team may do."""
    _require_team(request)
    who, year = asked(request), current_year()
    if year is None:
        return render(request, "appraisal/plan_missing.html", {"year": None})
    found = MissingPlanFilter(request.GET, _posts(who.user, year, who.now), request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    everybody = draft_due_of_year(year)
    days = DraftDays(year, everybody)
    context = {
        "year": year,
        "due": everybody,
        "filter": found,
        "page": page,
        "rows": [_row(who.user, row, days, who.now) for row in page],
        "moved": moved_plans(permissions.visible_plans(who.user, who.now), who.now).count(),
    }
    return render_page(
        request, "appraisal/plan_missing.html", context, "appraisal/_missing_rows.html"
    )


def _row(user: User, assignment: Assignment, days: DraftDays, now: datetime) -> MissingRow:
    due = days.of(assignment)
    return MissingRow(assignment, due, permissions.can_draft_for_others(user, assignment, due, now))


@require_GET
@object_rule(_TEAM)
def plan_without(request: HttpRequest, kind: str) -> HttpResponse:
    """Everybody on the list as a spreadsheet."""
    _require_team(request)
    who, year = asked(request), current_year()
    rows: list[tuple[Assignment, date | None]] = []
    if year is not None:
        days = DraftDays(year, draft_due_of_year(year))
        found = MissingPlanFilter(request.GET, _posts(who.user, year, who.now), request=request)
        rows = [(row, days.of(row)) for row in found.qs]
    return spreadsheet(
        kind,
        "belum-skp",
        _("Belum ber-SKP"),
        MISSING_HEADINGS,
        missing_plan_rows(rows),
        MISSING_WIDTHS,
    )


@require_POST
@object_rule(_TEAM)
def plan_draft(request: HttpRequest, assignment_pk: int) -> HttpResponse:
    """Draft the plan of somebody who missed the day."""
    _require_team(request)
    who, year = asked(request), current_year()
    watched = Assignment.objects.filter(permissions.watched_people(who.user, who.now))
    assignment = get_object_or_404(
        watched.select_related("employee", "post__unit__agency"), pk=assignment_pk
    )
    chosen = request.POST.get("source", "")
    source = CopySource.LAST_YEAR if chosen == CopySource.LAST_YEAR else CopySource.LIBRARY
    if year is None:
        messages.error(request, _("Tahun kinerja belum dibuka. Hubungi BKPSDM."))
        return redirect("appraisal:plan-missing")
    try:
        plan = actions.draft_plan_for(
            assignment=assignment, year=year, source=source, by=who.user, now=who.now
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("appraisal:plan-missing")
    messages.success(
        request,
        _("Draf SKP %(name)s sudah dibuat. Pegawai melengkapi dan mengajukannya.")
        % {"name": assignment.employee.full_name},
    )
    return redirect("appraisal:plan-detail", pk=plan.pk)


@require_GET
@object_rule(_TEAM)
def plan_moves(request: HttpRequest) -> HttpResponse:
    """Fixed plans whose owners have taken up another post, each to be closed by one click."""
    _require_team(request)
    who = asked(request)
    found = moved_plans(permissions.visible_plans(who.user, who.now), who.now)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [
        (move, permissions.can_close_plan(who.user, move.plan, who.now))
        for move in moves_of(list(page))
    ]
    return render_page(request, "appraisal/plan_moves.html", {"page": page, "rows": rows})


@require_POST
@object_rule(_TEAM)
def plan_moved(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the plan of a post that its owner has left."""
    _require_team(request)
    who = asked(request)
    get_object_or_404(permissions.visible_plans(who.user, who.now), pk=pk)
    with domain_errors_as_messages(request):
        plan = actions.close_moved_plan(plan_id=pk, by=who.user, now=who.now)
        messages.success(
            request,
            _("SKP jabatan lama %(name)s sudah ditutup.") % {"name": plan.employee.full_name},
        )
    return redirect("appraisal:plan-moves")
