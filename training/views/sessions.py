"""Pages of sessions: the list, one session, planning, holding."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from personnel.enums import Role
from personnel.models import Unit
from personnel.selectors.history import Source, read_history
from personnel.views.asking import Asked, asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import object_rule, roles, signed_in
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.icalendar import CALENDAR_TYPE, DayEvent, calendar_text
from sabang_kinerja.common.pages import ActionButton, domain_errors_as_messages
from training import permissions
from training.actions import sessions as actions
from training.documents import PARTICIPANT_HEADINGS, PARTICIPANT_WIDTHS, participant_lines
from training.enums import EnrolmentState, SessionState
from training.filters import SessionFilter
from training.forms.catalogue import CancelForm, SessionForm, WishForm
from training.models import TAKING_A_PLACE, Enrolment, TrainingSession
from training.permissions.effect import can_react
from training.selectors.sessions import own_enrolment, with_places
from training.views.pages import render_training

PAGE_SIZE = 30
RUNNERS = (Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN)
VISITOR = gettext_lazy("Pegawai yang dituju jadwal ini, petugas pelatihan, pembaca kota")


@require_GET
@signed_in
def session_list(request: HttpRequest) -> HttpResponse:
    """Sessions, what comes next first."""
    who = asked(request)
    sessions = with_places(permissions.visible_sessions(who.user, who.now))
    found = SessionFilter(request.GET, sessions.order_by("-starts_on", "pk"), request=request)
    context = {
        "filter": found,
        "page": Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render_training(
        request,
        "training/session_list.html",
        context,
        here="sessions",
        fragment="training/_session_rows.html",
    )


def visible_session(who: Asked, pk: int) -> TrainingSession:
    """A session that the account may read, or not found."""
    sessions = permissions.visible_sessions(who.user, who.now)
    return get_object_or_404(with_places(sessions), pk=pk)


@require_GET
@object_rule(VISITOR)
def session_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: when, where, places; enrolling, or for the officer who takes part."""
    who = asked(request)
    session = visible_session(who, pk)
    runs = permissions.can_run_training(who.user, who.now)
    own = own_enrolment(session, who.user.employee)
    context = {
        "session": session,
        "left": max(0, session.capacity - session.taken),  # type: ignore[attr-defined]
        "own": own,
        "place": _place_in_line(session, own),
        "can_enrol": permissions.can_enrol(who.user, session, who.now),
        "can_withdraw": permissions.can_withdraw(who.user, own, who.now) if own else None,
        "wish": WishForm(),
        "can_react": can_react(who.user, session, who.now),
        "buttons": _buttons(who, session) if runs else [],
        "can_change": permissions.can_change_session(who.user, session, who.now),
        "participants": session.enrolments.select_related("employee").order_by("state", "asked_at")
        if runs
        else [],
        "history": read_history([Source(TrainingSession, {"id": pk})]) if runs else [],
    }
    return render_training(request, "training/session_detail.html", context, here="sessions")


def _place_in_line(session: TrainingSession, own: Enrolment | None) -> int:
    if own is None or own.state != EnrolmentState.WAITING:
        return 0
    return (
        session.enrolments.filter(state=EnrolmentState.WAITING, asked_at__lt=own.asked_at).count()
        + 1
    )


_STEPS = {
    SessionState.OPEN: gettext_lazy("Buka pendaftaran"),
    SessionState.CLOSED: gettext_lazy("Tutup pendaftaran"),
}


def _buttons(who: Asked, session: TrainingSession) -> list[ActionButton]:
    buttons = []
    for state, label in _STEPS.items():
        if verdict := permissions.can_step_session(who.user, session, state, who.now):
            url = reverse("training:session-step", args=[session.pk, state])
            buttons.append(ActionButton(label, url, verdict))
    if session.state not in (SessionState.DRAFT, SessionState.CANCELLED):
        held = session.state == SessionState.HELD
        verdict = permissions.can_run_training(who.user, who.now)
        if not held:
            verdict = permissions.can_step_session(who.user, session, SessionState.HELD, who.now)
        words = _("Perbaiki kehadiran") if held else _("Catat kehadiran")
        url = reverse("training:session-hold", args=[session.pk])
        buttons.append(ActionButton(words, url, verdict, method="get"))
        url = reverse("training:session-scores", args=[session.pk])
        buttons.append(
            ActionButton(
                _("Nilai tes"),
                url,
                permissions.can_run_training(who.user, who.now),
                method="get",
                variant="link",
            )
        )
    if change := permissions.can_change_session(who.user, session, who.now):
        url = reverse("training:session-update", args=[session.pk])
        buttons.append(
            ActionButton(_("Ubah"), url, change, method="get", variant="outline-primary")
        )
        url = reverse("training:session-cancel", args=[session.pk])
        buttons.append(ActionButton(_("Batalkan"), url, change, method="get", variant="link"))
    return buttons


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def session_create(request: HttpRequest) -> HttpResponse:
    """Plan a session."""
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def session_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Change days, place or number of places."""
    return _edit(request, get_object_or_404(TrainingSession, pk=pk))


def _edit(request: HttpRequest, session: TrainingSession | None) -> HttpResponse:
    who = asked(request)
    training = request.GET.get("training", "")
    form = SessionForm(
        request.POST or None,
        agencies=Unit.objects.agencies().active().order_by("name"),
        session=session,
        initial={"training": training if training.isdecimal() else None},
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_session(
                session_id=session.pk if session else None,
                entered=form.entered(),
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error, None if hasattr(error, "constraint") else "capacity")
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect("training:session-detail", saved.pk)
    return form_page(
        request,
        form,
        title=str(session) if session else _("Rencanakan pelatihan"),
        button=_("Simpan"),
        back=reverse("training:session-detail", args=[session.pk])
        if session
        else reverse("training:session-list"),
    )


@require_POST
@roles(*RUNNERS)
def session_step(request: HttpRequest, pk: int, state: str) -> HttpResponse:
    """Open or close enrolment."""
    who = asked(request)
    get_object_or_404(TrainingSession, pk=pk)
    with domain_errors_as_messages(request):
        wanted = SessionState.OPEN if state == SessionState.OPEN else SessionState.CLOSED
        actions.step_session(session_id=pk, state=wanted, by=who.user, now=who.now)
    return redirect("training:session-detail", pk)


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def session_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel, with a reason that everybody in it reads."""
    who = asked(request)
    session = get_object_or_404(TrainingSession.objects.select_related("training"), pk=pk)
    form = CancelForm(request.POST or None)
    back = reverse("training:session-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.step_session(
                session_id=pk,
                state=SessionState.CANCELLED,
                reason=form.cleaned_data["reason"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Jadwal sudah dibatalkan; peserta diberi tahu."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Batalkan %(title)s?") % {"title": session},
        lead=_("Jadwal yang dibatalkan tidak dapat dibuka lagi."),
        button=_("Batalkan jadwal"),
        back=back,
    )


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def session_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick who was there to the end."""
    who = asked(request)
    session = get_object_or_404(TrainingSession.objects.select_related("training"), pk=pk)
    back = reverse("training:session-detail", args=[pk])
    if request.method == "POST":
        ticked = {int(one) for one in request.POST.getlist("present") if one.isdecimal()}
        try:
            actions.hold_session(session_id=pk, present=ticked, by=who.user, now=who.now)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(back)
        messages.success(request, _("Kehadiran sudah dicatat; JP peserta yang hadir dihitung."))
        return redirect(back)
    taking = session.enrolments.filter(state__in=TAKING_A_PLACE).select_related("employee")
    context = {"session": session, "participants": taking.order_by("employee__name")}
    return render_training(request, "training/session_hold.html", context, here="sessions")


@require_GET
@roles(*RUNNERS)
def session_export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Who takes part."""
    session = get_object_or_404(TrainingSession, pk=pk)
    people = session.enrolments.select_related("employee").order_by("state", "employee__name")
    return spreadsheet(
        kind,
        f"peserta-{pk}",
        _("Peserta"),
        PARTICIPANT_HEADINGS,
        participant_lines(people),
        PARTICIPANT_WIDTHS,
    )


@require_GET
@object_rule(VISITOR)
def session_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The days of a session for one's own calendar."""
    who = asked(request)
    session = visible_session(who, pk)
    url = request.build_absolute_uri(reverse("training:session-detail", args=[pk]))
    days = (session.ends_on - session.starts_on).days + 1
    events = [
        DayEvent(
            f"session-{pk}-{number}@sabang-kinerja",
            session.starts_on.fromordinal(session.starts_on.toordinal() + number),
            f"{session}, {session.place}",
            url,
        )
        for number in range(min(days, 60))
    ]
    response = HttpResponse(
        calendar_text(str(session), events, who.now), content_type=CALENDAR_TYPE
    )
    response["Content-Disposition"] = f'attachment; filename="pelatihan-{pk}.ics"'
    return response
