"""Being seen at an event: the code on the screen, the scan, the typed list, excuses."""

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from personnel.enums import Role
from personnel.views.asking import asked
from personnel.views.forms import UNPROCESSABLE, form_page
from sabang_kinerja.common.access import object_rule, public, roles, signed_in
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages, render_page
from training import permissions
from training.actions import attendance as actions
from training.enums import AttendanceState, EventState
from training.forms.socialisation import DigitsForm, ExcuseForm, ListForm
from training.models import Attendance, SocialisationEvent
from training.rules.room_code import is_current, room_code, seconds_left, window_of

RUNNERS = (Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN)
GONE = 410


def _scanned_key(pk: int) -> str:
    return f"scanned-event-{pk}"


@require_GET
@never_cache
@roles(*RUNNERS)
def event_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """The code for the room's screen, renewed by itself, with how many are present."""
    who = asked(request)
    event = get_object_or_404(SocialisationEvent, pk=pk)
    verdict = permissions.can_list(who.user, event, who.now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect("training:event-detail", pk)
    moment = who.now.timestamp()
    code = room_code(bytes(event.secret), event.pk, window_of(moment))
    url = request.build_absolute_uri(reverse("training:event-scan", args=[pk, code]))
    context = {
        "event": event,
        "qr": segno.make(url, error="m").svg_data_uri(border=2, scale=8, light="#fff"),
        "seconds": seconds_left(moment),
        "present": event.attendance.filter(state=AttendanceState.PRESENT).count(),
        "people": event.attendance.count(),
    }
    return render_page(
        request, "training/event_screen.html", context, fragment="training/_event_code.html"
    )


@require_GET
@never_cache
@public
def event_scan(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What a scanned code opens: the moment is kept, then the person signs in and confirms.

    An old code, such as a photograph, opens nothing and keeps nothing.
    """
    event = SocialisationEvent.objects.filter(pk=pk, state=EventState.ANNOUNCED).first()
    now = timezone.now()
    if event is None or not is_current(code, bytes(event.secret), pk, now.timestamp()):
        return render_page(request, "training/scan_refused.html", {}, status=GONE)
    request.session[_scanned_key(pk)] = now.timestamp()
    return redirect("training:event-attend", pk)


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in
def event_attend(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm one's presence after a scan."""
    who = asked(request)
    event = get_object_or_404(SocialisationEvent.objects.exclude(state=EventState.DRAFT), pk=pk)
    scanned = request.session.get(_scanned_key(pk))
    own = event.attendance.filter(
        employee=who.user.employee_id or 0, state=AttendanceState.PRESENT
    ).first()
    form = DigitsForm(request.POST or None)
    if scanned is None and own is None:
        return render_page(request, "training/scan_refused.html", {}, status=GONE)
    if request.method == "POST" and form.is_valid() and scanned is not None:
        try:
            seen = actions.attend(
                event_id=pk,
                last_digits=form.cleaned_data["digits"],
                scanned_at=scanned,
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.add_error("digits", str(error))
        else:
            own = seen.attendance
    context = {"event": event, "form": form, "own": own}
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render_page(request, "training/event_attend.html", context, status=status)


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def event_typed(request: HttpRequest, pk: int) -> HttpResponse:
    """Type who signed the list; lines that are refused stay in the field."""
    who = asked(request)
    event = get_object_or_404(SocialisationEvent, pk=pk)
    form = ListForm(request.POST or None)
    refused: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.write_list(
                event_id=pk,
                lines=form.cleaned_data["numbers"].splitlines(),
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                ngettext(
                    "%(n)s orang dicatat hadir (%(w)s tanpa undangan); %(k)s sudah tercatat.",
                    "%(n)s orang dicatat hadir (%(w)s tanpa undangan); %(k)s sudah tercatat.",
                    done.present,
                )
                % {"n": done.present, "w": done.walk_ins, "k": done.again},
            )
            if not done.refused:
                return redirect("training:event-detail", pk)
            refused = done.refused
            form = ListForm(initial={"numbers": "\n".join(line for line, _why in refused)})
    return form_page(
        request,
        form,
        title=_("Ketik daftar hadir"),
        lead=str(event),
        button=_("Catat hadir"),
        back=reverse("training:event-detail", args=[pk]),
        template="training/event_typed.html",
        refused=refused,
    )


@require_POST
@roles(*RUNNERS)
def attendance_mark(request: HttpRequest, pk: int, state: str) -> HttpResponse:
    """Mend one line of the list."""
    who = asked(request)
    row = get_object_or_404(Attendance, pk=pk)
    if state not in AttendanceState.values:
        raise Http404
    with domain_errors_as_messages(request):
        actions.mark(attendance_id=pk, state=AttendanceState(state), by=who.user, now=who.now)
    return redirect("training:event-detail", row.event_id)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Peserta sendiri dan petugas pelatihan"))
def attendance_excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one cannot come."""
    who = asked(request)
    row = get_object_or_404(Attendance.objects.select_related("event", "employee"), pk=pk)
    if who.user.employee_id != row.employee_id and not permissions.can_run_training(
        who.user, who.now
    ):
        raise Http404
    form = ExcuseForm(request.POST or None)
    back = reverse("training:event-detail", args=[row.event_id])
    if request.method == "POST" and form.is_valid():
        try:
            actions.excuse(
                attendance_id=pk, reason=form.cleaned_data["reason"], by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error, "reason")
        else:
            messages.success(request, _("Izin sudah dicatat."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Tidak dapat hadir"),
        lead=str(row.event),
        button=_("Kirim"),
        back=back,
    )
