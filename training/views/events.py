"""Pages of socialisation events: list, one event, planning, inviting, closing."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from personnel.enums import Role
from personnel.models import Unit
from personnel.selectors.history import Source, read_history
from personnel.selectors.roles import roles_of
from personnel.views.asking import Asked, asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import object_rule, roles, signed_in
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.icalendar import CALENDAR_TYPE, TimedEvent, calendar_text
from sabang_kinerja.common.pages import ActionButton
from training import permissions
from training.actions import events as actions
from training.documents import ATTENDANCE_HEADINGS, ATTENDANCE_WIDTHS, attendance_lines
from training.enums import AttendanceState, EventState
from training.filters import AttendanceFilter
from training.forms.socialisation import EventForm
from training.models import SocialisationEvent
from training.selectors.socialisation import (
    sheet_rows,
    test_states,
    test_summaries,
    with_counts,
)
from training.views.pages import render_training

PAGE_SIZE = 50
RUNNERS = (Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN)
VISITOR = gettext_lazy("Yang dituju atau diundang, petugas pelatihan, pembaca kota")


@require_GET
@signed_in
def event_list(request: HttpRequest) -> HttpResponse:
    """Events, the latest first."""
    who = asked(request)
    events = with_counts(permissions.visible_events(who.user, who.now)).order_by("-starts_at")
    held = roles_of(who.user, who.day)
    context = {
        "page": Paginator(events, 30).get_page(request.GET.get("page")),
        "reads_readiness": bool(
            held.roles & permissions.RUNNERS or held.reads_everything or held.agencies
        ),
    }
    return render_training(request, "training/event_list.html", context, here="events")


def visible_event(who: Asked, pk: int) -> SocialisationEvent:
    """An event that the account may read, or not found."""
    return get_object_or_404(permissions.visible_events(who.user, who.now), pk=pk)


@require_GET
@object_rule(VISITOR)
def event_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One event: when and where, materials, tests; for the officer who is there."""
    who = asked(request)
    event = visible_event(who, pk)
    runs = bool(permissions.can_run_training(who.user, who.now))
    employee = who.user.employee
    own = event.attendance.filter(employee=employee).first() if employee else None
    context: dict[str, Any] = {
        "event": event,
        "own": own,
        "can_excuse": permissions.can_excuse(who.user, own, who.now) if own else None,
        "materials": event.materials.select_related("guide"),
        "tests": test_states(event.test, employee, event) if event.test and employee else [],
        "agencies": event.units.all(),
        "record": event.records.filter(employee=employee).first() if employee else None,
    }
    if runs:
        found = AttendanceFilter(
            request.GET,
            event.attendance.select_related("employee").order_by("employee__name", "pk"),
            request=request,
        )
        counted = with_counts(SocialisationEvent.objects.filter(pk=pk)).get()
        context |= {
            "counted": counted,
            "filter": found,
            "page": Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page")),
            "buttons": _buttons(who, event),
            "can_list": permissions.can_list(who.user, event, who.now),
            "summaries": test_summaries(event),
            "states": AttendanceState,
            "history": read_history(
                [Source(SocialisationEvent, {"id": pk}, hidden=frozenset({"secret"}))]
            ),
        }
    return render_training(
        request,
        "training/event_detail.html",
        context,
        here="events",
        fragment="training/_attendance_rows.html" if runs else None,
    )


def _buttons(who: Asked, event: SocialisationEvent) -> list[ActionButton]:
    buttons = []
    if verdict := permissions.can_step_event(who.user, event, EventState.ANNOUNCED, who.now):
        closed = event.state == EventState.CLOSED
        label = _("Buka daftarnya kembali") if closed else _("Umumkan")
        variant = "outline-primary" if closed else "primary"
        url = reverse("training:event-announce", args=[event.pk])
        buttons.append(ActionButton(label, url, verdict, variant=variant))
    if listed := permissions.can_list(who.user, event, who.now):
        for words, name, variant in (
            (_("Tampilkan kode di layar"), "event-screen", "primary"),
            (_("Ketik daftar hadir"), "event-typed", "outline-primary"),
            (_("Undang"), "event-invite", "outline-primary"),
        ):
            url = reverse(f"training:{name}", args=[event.pk])
            buttons.append(ActionButton(words, url, listed, method="get", variant=variant))
    if event.state == EventState.ANNOUNCED:
        verdict = permissions.can_step_event(who.user, event, EventState.CLOSED, who.now)
        url = reverse("training:event-close", args=[event.pk])
        buttons.append(
            ActionButton(_("Tutup"), url, verdict, method="get", variant="outline-primary")
        )
    if change := permissions.can_change_event(who.user, event, who.now):
        url = reverse("training:event-update", args=[event.pk])
        buttons.append(ActionButton(_("Ubah"), url, change, method="get", variant="link"))
        url = reverse("training:event-cancel", args=[event.pk])
        buttons.append(ActionButton(_("Batalkan"), url, change, method="get", variant="link"))
    return buttons


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def event_create(request: HttpRequest) -> HttpResponse:
    """Plan an event; ``copy`` in the address begins the next batch of another."""
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def event_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an event."""
    return _edit(request, get_object_or_404(SocialisationEvent, pk=pk))


def _edit(request: HttpRequest, event: SocialisationEvent | None) -> HttpResponse:
    who = asked(request)
    copied = request.GET.get("copy", "")
    source = event
    if event is None and copied.isdecimal():
        source = SocialisationEvent.objects.filter(pk=copied).first()
    form = EventForm(
        request.POST or None,
        agencies=Unit.objects.agencies().active().order_by("name"),
        event=source,
        initial={} if event else {"day": None, "batch": ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_event(
                event_id=event.pk if event else None,
                entered=form.entered(),
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect("training:event-detail", saved.pk)
    return form_page(
        request,
        form,
        title=str(event) if event else _("Rencanakan sosialisasi"),
        button=_("Simpan"),
        back=reverse("training:event-detail", args=[event.pk])
        if event
        else reverse("training:event-list"),
    )


@require_GET
@roles(*RUNNERS)
def event_export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Who was invited and who was there."""
    event = get_object_or_404(SocialisationEvent, pk=pk)
    return spreadsheet(
        kind,
        f"kehadiran-{pk}",
        _("Kehadiran"),
        ATTENDANCE_HEADINGS,
        attendance_lines(sheet_rows(event)),
        ATTENDANCE_WIDTHS,
    )


@require_GET
@object_rule(VISITOR)
def event_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The event for one's own calendar."""
    who = asked(request)
    event = visible_event(who, pk)
    url = request.build_absolute_uri(reverse("training:event-detail", args=[pk]))
    timed = TimedEvent(
        f"event-{pk}@sabang-kinerja",
        event.starts_at,
        event.ends_at,
        str(event),
        url,
        event.place or event.link,
    )
    response = HttpResponse(calendar_text(str(event), [timed], who.now), content_type=CALENDAR_TYPE)
    response["Content-Disposition"] = f'attachment; filename="sosialisasi-{pk}.ics"'
    return response
