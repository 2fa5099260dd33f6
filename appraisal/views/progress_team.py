"""A superior's board of daily progress: who wrote what on which day, approve or return."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import progress as actions
from appraisal.forms.plans import NoteForm
from appraisal.models import DailyProgress
from appraisal.selectors.daily_progress import drafts_between, entries_between
from appraisal.selectors.daily_progress_days import BoardRow, board, known_days, month_of, week_of
from appraisal.views.progress import day_asked, month_asked, with_marks
from appraisal.views.signed_in import SignedInRequest
from personnel.models import Employee
from personnel.rules.dates import InvalidDate, long_date, parse_date
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.pages import ActionButton, domain_errors_as_messages

_SUPERIOR = gettext_lazy("Pejabat penilai pegawai ini")


def _span(request: SignedInRequest) -> tuple[date, date, bool]:
    """First and last day shown, and whether they are a month."""
    if "month" in request.GET:
        return *month_of(month_asked(request)), True
    return *week_of(day_asked(request, "week")), False


@require_GET
@object_rule(gettext_lazy("Pejabat penilai, untuk bawahan langsungnya"))
def progress_board(request: SignedInRequest) -> HttpResponse:
    """Every direct report with every day of a week or month."""
    now = timezone.now()
    today = timezone.localtime(now).date()
    first, last, is_month = _span(request)
    rows = board(permissions.direct_reports(request.user, now), known_days(first, last, today))
    waiting = sum(row.waiting for row in rows)
    context = {
        "rows": [(row, _approve_button(request, row, first, last)) for row in rows],
        "days": known_days(first, last, today) if not rows else [c.day for c in rows[0].cells],
        "first": first,
        "last": last,
        "is_month": is_month,
        "before": first - timedelta(days=1),
        "after": last + timedelta(days=1) if last < today else None,
        "today": today,
        "waiting": waiting,
        "people": len(rows),
        "with_waiting": sum(bool(row.waiting) for row in rows),
    }
    return render(request, "appraisal/progress_board.html", context)


def _approve_button(
    request: SignedInRequest, row: BoardRow, first: date, last: date
) -> ActionButton:
    return ActionButton(
        _("Setujui %(n)s") % {"n": row.waiting} if row.waiting else _("Setujui"),
        reverse(
            "appraisal:progress-days",
            args=[row.employee.pk, first.isoformat(), last.isoformat()],
        ),
        permissions.can_approve_days(request.user, row.employee, row.waiting, timezone.now()),
        variant="outline-primary",
        confirm=_("Setujui semua isian %(name)s dari %(first)s sampai %(last)s?")
        % {
            "name": row.employee.name,
            "first": long_date(first),
            "last": long_date(last),
        },
    )


def _day(words: str) -> date:
    try:
        return parse_date(words)
    except InvalidDate:
        raise Http404 from None


def _person(request: SignedInRequest, employee_pk: int) -> Employee:
    employee = get_object_or_404(Employee, pk=employee_pk)
    if not permissions.can_read_days_of(request.user, employee, timezone.now()):
        raise Http404
    return employee


@require_GET
@object_rule(gettext_lazy("Pejabat penilai, pengelola kinerja, dan yang membaca seluruh kota"))
def progress_day(request: SignedInRequest, employee_pk: int, day: str) -> HttpResponse:
    """One day of one person, each entry with what the superior can do."""
    employee, found = _person(request, employee_pk), _day(day)
    return render(request, "appraisal/progress_day.html", _day_context(request, employee, found))


def _day_context(
    request: SignedInRequest, employee: Employee, day: date, **more: Any
) -> dict[str, Any]:
    now = timezone.now()
    visible = permissions.visible_progress(request.user, now)
    entries = entries_between(visible, employee.pk, day, day)
    with_marks(request, entries)
    drafts = 0 if request.user.employee_id == employee.pk else drafts_between(employee.pk, day, day)
    return {
        "employee": employee,
        "day": day,
        "entries": [
            (
                entry,
                permissions.can_approve_progress(request.user, entry, now),
                permissions.can_return_progress(request.user, entry, now),
            )
            for entry in entries
        ],
        "waiting": sum(entry.state == "submitted" for entry in entries),
        "drafts": drafts,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < timezone.localdate() else None,
        "note_form": NoteForm(label=_("Yang perlu diperbaiki")),
        "returning": None,
    } | more


def _visible_entry(request: SignedInRequest, pk: int) -> DailyProgress:
    return get_object_or_404(
        permissions.visible_progress(request.user, timezone.now()).select_related("employee"), pk=pk
    )


def _to_day(entry: DailyProgress) -> HttpResponse:
    return redirect(
        "appraisal:progress-day", employee_pk=entry.employee_id, day=entry.day.isoformat()
    )


@require_POST
@object_rule(_SUPERIOR)
def progress_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve one entry."""
    entry = _visible_entry(request, pk)
    with domain_errors_as_messages(request):
        actions.approve_progress(entry_id=pk, by=request.user, now=timezone.now())
        messages.success(request, _("Isian sudah disetujui."))
    return _to_day(entry)


@require_http_methods(["GET", "POST"])
@object_rule(_SUPERIOR)
def progress_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send one entry back with a note."""
    entry = _visible_entry(request, pk)
    verdict = permissions.can_return_progress(request.user, entry, timezone.now())
    if request.method == "GET" or not verdict:
        if not verdict:
            messages.error(request, str(verdict.reason))
        return _to_day(entry)
    form = NoteForm(request.POST, label=_("Yang perlu diperbaiki"))
    if not form.is_valid():
        context = _day_context(
            request, entry.employee, entry.day, note_form=form, returning=entry.pk
        )
        return render(request, "appraisal/progress_day.html", context, status=422)
    with domain_errors_as_messages(request):
        actions.return_progress(
            entry_id=pk, note=form.cleaned_data["note"], by=request.user, now=timezone.now()
        )
        messages.success(
            request,
            _("Isian sudah dikembalikan kepada %(name)s beserta catatan Anda.")
            % {"name": entry.employee.name},
        )
    return _to_day(entry)


@require_POST
@object_rule(_SUPERIOR)
def progress_days(
    request: SignedInRequest, employee_pk: int, first: str, last: str
) -> HttpResponse:
    """Approve everything that a person handed in between two days."""
    employee, start, end = _person(request, employee_pk), _day(first), _day(last)
    with domain_errors_as_messages(request):
        count = actions.approve_days(
            employee=employee, first=start, last=end, by=request.user, now=timezone.now()
        )
        messages.success(
            request,
            ngettext(
                "%(n)s isian %(name)s sudah disetujui.",
                "%(n)s isian %(name)s sudah disetujui.",
                count,
            )
            % {"n": count, "name": employee.name},
        )
    query = f"week={start.isoformat()}" if (end - start).days < 7 else f"month={start:%Y-%m}"
    return redirect(f"{reverse('appraisal:progress-board')}?{query}")
