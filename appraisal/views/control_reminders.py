"""Reminders from the control room: who would get what, what was sent, and who has read it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import permissions
from appraisal.actions import reminding as actions
from appraisal.selectors.control_people import Behind, Behinds, behind_in
from appraisal.views.control import (
    PAGE_SIZE,
    WATCHERS,
    Room,
    remind_verdict,
    room_or_404,
    shared,
    watched,
)
from personnel.enums import Role
from personnel.models import Notice, Reminder, Unit
from personnel.views.asking import asked
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN, Role.PERFORMANCE_MANAGER, Role.AGENCY_HEAD)
def control_remind(request: HttpRequest) -> HttpResponse:
    """Show who would get what, then send: to one agency, one person, or everybody who is behind.

    ``?agency=`` and ``?person=`` (ids) narrow it; without them all agencies are meant.
    """
    room = room_or_404(request)
    wanted, person = request.GET.get("agency", ""), request.GET.get("person", "")
    agency = watched(room, int(wanted)) if wanted.isdecimal() else None
    behind = behind_in(
        room.step,
        room.year,
        [agency.pk] if agency else list(room.progress.agencies),
        room.who.day,
    )
    rows = [row for row in behind.rows if not person or str(row.employee_id) == person]
    back = _back(room, agency)
    if request.method == "POST":
        return _send(request, room, agency, rows, back)
    recipients = actions.recipients_of(room.step, room.year, rows, room.who.now)
    context = shared(room) | {
        "agency": agency,
        "back": back,
        "verdict": remind_verdict(room, agency),
        "recipients": _paged(request, recipients, behind),
        "reach": sum(row.has_account and not row.told_today for row in recipients),
        "told": sum(row.told_today for row in recipients),
        "without": sum(not row.has_account for row in recipients),
        "nobody": sum(row.turn is None for row in rows),
    }
    return render_page(request, "appraisal/control_remind.html", context)


def _paged(
    request: HttpRequest, recipients: list[actions.Recipient], behind: Behinds
) -> dict[str, Any]:
    page = Paginator(recipients, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": [(row, behind.people[row.employee_id].full_name) for row in page.object_list],
    }


def _back(room: Room, agency: Unit | None) -> str:
    address = (
        reverse("appraisal:control-agency", args=[agency.pk])
        if agency
        else reverse("appraisal:control-list")
    )
    return f"{address}?year={room.year.year}&step={room.step.key}"


def _send(
    request: HttpRequest, room: Room, agency: Unit | None, rows: list[Behind], back: str
) -> HttpResponse:
    try:
        reminder = actions.send_reminders(
            step=room.step,
            year=room.year,
            agency=agency,
            rows=rows,
            by=room.who.user,
            now=room.who.now,
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(back)
    messages.success(
        request,
        ngettext(
            "Pengingat dikirim kepada %(n)s orang.",
            "Pengingat dikirim kepada %(n)s orang.",
            reminder.reached,
        )
        % {"n": reminder.reached},
    )
    return redirect("appraisal:control-reminder", pk=reminder.pk)


@require_GET
@roles(*WATCHERS)
def control_reminder(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent when, and who has read it."""
    who = asked(request)
    rows = Reminder.objects.select_related("agency", "year", "by__employee")
    agencies = permissions.watched_agencies(who.user, who.now)
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    reminder = get_object_or_404(rows, pk=pk)
    notices = Notice.objects.filter(reminder=reminder).select_related("recipient__employee")
    context = {
        "reminder": reminder,
        "page": Paginator(notices.order_by("recipient__employee__name", "pk"), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "read": notices.filter(read_at__isnull=False).count(),
        "address": f"year={reminder.year.year}&step={reminder.step}",
    }
    return render_page(request, "appraisal/control_reminder.html", context)
