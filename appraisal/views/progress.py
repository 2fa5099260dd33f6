"""One's own daily progress: the month, a quick entry, changing, repeating, handing in."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import progress as actions
from appraisal.forms.progress import ProgressForm
from appraisal.models import DailyProgress
from appraisal.selectors.daily_progress import (
    action_plans_on,
    drafts_between,
    entries_between,
    last_written_day,
    recorded_late,
    result_totals,
    results_on,
)
from appraisal.selectors.daily_progress_days import calendar_weeks, known_days, month_of
from appraisal.selectors.link_checks import link_checks
from appraisal.views.signed_in import SignedInRequest
from personnel.rules.dates import InvalidDate, long_date, parse_date
from sabang_kinerja.common.access import object_rule, signed_in
from sabang_kinerja.common.errors import ChangedMeanwhile, DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages

_WRITER = gettext_lazy("Pegawai yang menulis isian")


def day_asked(request: SignedInRequest, name: str) -> date:
    """The day that the address names, or today when it names none."""
    try:
        return parse_date(request.GET.get(name, ""))
    except InvalidDate:
        return timezone.localdate()


def month_asked(request: SignedInRequest) -> date:
    """The first day of the month that the address names as 2026-11, or of this month."""
    try:
        return parse_date(f"{request.GET.get('month', '')}-01")
    except InvalidDate:
        return timezone.localdate().replace(day=1)


def own_entries(request: SignedInRequest, first: date, last: date) -> list[DailyProgress]:
    """The reader's own entries between two days, with their links' states and lateness."""
    entries = entries_between(
        DailyProgress.objects.all(), request.user.employee_id or 0, first, last
    )
    with_marks(request, entries)
    return entries


def with_marks(request: SignedInRequest, entries: list[DailyProgress]) -> None:
    """Put beside each entry what a line shows of it: late, its link, whether it can be changed."""
    checks = link_checks(entry.url for entry in entries)
    now = timezone.now()
    for entry in entries:
        entry.is_late = recorded_late(entry)  # type: ignore[attr-defined]  # for the template
        entry.check_of_link = checks.get(entry.url)  # type: ignore[attr-defined]
        entry.can_edit = permissions.can_edit_progress(  # type: ignore[attr-defined]
            request.user, entry, now
        )


@require_GET
@signed_in
def progress_list(request: SignedInRequest) -> HttpResponse:
    """The month in a calendar, every entry below, what they add up to."""
    month = month_asked(request)
    first, last = month_of(month)
    today = timezone.localdate()
    entries = own_entries(request, first, last)
    days = known_days(first, last, today)
    written = {entry.day for entry in entries}
    working = [day for day in days if not day.is_free and not day.is_future]
    context = {
        "month": first,
        "before": first - timedelta(days=1),
        "after": last + timedelta(days=1) if last < today else None,
        "today": today,
        "weeks": calendar_weeks(first, entries, days),
        "entries": entries,
        "totals": result_totals(entries),
        "drafts": drafts_between(request.user.employee_id or 0, first, last),
        "written": sum(day.day in written for day in working),
        "working": len(working),
        "can_write": permissions.can_write_progress(request.user, timezone.now()),
        "has_team": bool(permissions.direct_reports(request.user, timezone.now())),
    }
    return render(request, "appraisal/progress_list.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def progress_create(request: SignedInRequest) -> HttpResponse:
    """A quick entry. What the device has kept arrives here, too, and is answered as data."""
    verdict = permissions.can_write_progress(request.user, timezone.now())
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect("home")
    if request.method == "GET":
        return render(request, "appraisal/progress_form.html", _form_context(request, None))
    form = _bound_form(request, None)
    if form.is_valid():
        try:
            entry = actions.add_progress(
                entered=form.to_input(),
                client_id=form.entered_id,
                hand_in=request.POST.get("then") != "draft",
                by=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(_field_of(form), str(error))
        else:
            return _taken(request, entry)
    return _refused(request, form, None)


def _field_of(form: ProgressForm) -> str:
    """The field beside which a refusal of the action stands."""
    return "file" if form.cleaned_data.get("file") else "day"


def _is_kept(request: SignedInRequest) -> bool:
    return request.headers.get("X-Kept") == "1"


def _taken(request: SignedInRequest, entry: DailyProgress) -> HttpResponse:
    words = _("Disimpan sebagai draf.") if entry.state == "draft" else _("Isian sudah disimpan.")
    url = f"{reverse('appraisal:progress-create')}?day={entry.day.isoformat()}"
    if _is_kept(request):
        if request.headers.get("X-Says") == "1":
            messages.success(request, words)
        return JsonResponse({"message": words, "url": url})
    messages.success(request, words)
    return redirect(url)


def _refused(
    request: SignedInRequest, form: ProgressForm, entry: DailyProgress | None
) -> HttpResponse:
    if _is_kept(request):
        return JsonResponse({"message": _("Belum tersimpan."), "errors": form.errors}, status=422)
    context = _form_context(request, entry, form)
    return render(request, "appraisal/progress_form.html", context, status=422)


def _bound_form(request: SignedInRequest, entry: DailyProgress | None) -> ProgressForm:
    return _form(request, entry, bound=True)


def _form(
    request: SignedInRequest, entry: DailyProgress | None, *, bound: bool = False
) -> ProgressForm:
    employee_id = request.user.employee_id or 0
    today = timezone.localdate()
    day = entry.day if entry else min(day_asked(request, "day"), today)
    if bound:
        try:
            day = parse_date(request.POST.get("day", ""))
        except InvalidDate:
            day = today
    results = results_on(employee_id, day)
    if entry is not None and entry.result and entry.result not in results:
        results.append(entry.result)
    return ProgressForm(
        request.POST if bound else None,
        request.FILES if bound else None,
        results=results,
        steps=action_plans_on(employee_id, day),
        today=today if bound or entry else day,
        entry=entry,
    )


def _form_context(
    request: SignedInRequest, entry: DailyProgress | None, form: ProgressForm | None = None
) -> dict[str, Any]:
    form = form or _form(request, entry)
    today = timezone.localdate()
    day = entry.day if entry else min(day_asked(request, "day"), today)
    written = own_entries(request, day, day)
    assert request.user.employee is not None  # noqa: S101  can_write_progress has asked
    return {
        "form": form,
        "entry": entry,
        "day": day,
        "today": today,
        "entries": written,
        "last_day": None if written else last_written_day(request.user.employee, day),
        "has_results": len(form.chips) > 1,
    }


def _own_entry(request: SignedInRequest, pk: int) -> DailyProgress:
    return get_object_or_404(
        DailyProgress.objects.select_related("result", "action_plan"),
        pk=pk,
        employee=request.user.employee_id or 0,
    )


@require_http_methods(["GET", "POST"])
@object_rule(_WRITER)
def progress_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change one's own entry until it is approved."""
    entry = _own_entry(request, pk)
    verdict = permissions.can_edit_progress(request.user, entry, timezone.now())
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(f"{reverse('appraisal:progress-list')}?month={entry.day:%Y-%m}")
    if request.method == "GET":
        return render(request, "appraisal/progress_form.html", _form_context(request, entry))
    form = _bound_form(request, entry)
    if form.is_valid():
        try:
            actions.change_progress(
                entry_id=pk,
                entered=form.to_input(),
                hand_in=request.POST.get("then") != "draft",
                by=request.user,
                now=timezone.now(),
                seen_version=form.cleaned_data["row_version"],
            )
        except DomainError as error:
            form.add_error(None, str(error))
            if isinstance(error, ChangedMeanwhile):
                form.carry_version(_own_entry(request, pk).row_version)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect(f"{reverse('appraisal:progress-list')}?month={entry.day:%Y-%m}")
    return _refused(request, form, entry)


@require_POST
@object_rule(_WRITER)
def progress_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete one's own entry until it is approved."""
    entry = _own_entry(request, pk)
    with domain_errors_as_messages(request):
        actions.delete_progress(entry_id=pk, by=request.user, now=timezone.now())
        messages.success(request, _("Isian sudah dihapus."))
    return redirect(f"{reverse('appraisal:progress-list')}?month={entry.day:%Y-%m}")


@require_POST
@signed_in
def progress_repeat(request: SignedInRequest) -> HttpResponse:
    """Copy the latest day's entries to today as drafts."""
    today = timezone.localdate()
    with domain_errors_as_messages(request):
        copies = actions.repeat_last_day(day=today, by=request.user, now=timezone.now())
        messages.success(
            request,
            ngettext(
                "%(n)s isian diulangi sebagai draf. Sesuaikan, lalu ajukan.",
                "%(n)s isian diulangi sebagai draf. Sesuaikan, lalu ajukan.",
                len(copies),
            )
            % {"n": len(copies)},
        )
    return redirect("appraisal:progress-create")


@require_POST
@signed_in
def progress_submit(request: SignedInRequest) -> HttpResponse:
    """Hand in every draft of a month."""
    first, last = month_of(month_asked(request))
    with domain_errors_as_messages(request):
        count = actions.hand_in_drafts(first=first, last=last, by=request.user, now=timezone.now())
        messages.success(
            request,
            ngettext(
                "%(n)s draf bulan %(month)s sudah diajukan.",
                "%(n)s draf bulan %(month)s sudah diajukan.",
                count,
            )
            % {"n": count, "month": long_date(first).split(" ", 1)[1]},
        )
    return redirect(f"{reverse('appraisal:progress-list')}?month={first:%Y-%m}")
