"""Enrolling, stepping back, the superior's word, participants entered by the officer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from personnel.enums import Role
from personnel.models import Employee
from personnel.views.asking import asked
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import object_rule, roles, signed_in
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages
from training import permissions
from training.actions import enrolments as actions
from training.enums import EnrolmentState
from training.forms.catalogue import DeclineForm, PutInForm, WishForm
from training.models import Enrolment, TrainingSession
from training.selectors.learners import with_hours
from training.selectors.sessions import requests_of
from training.views.pages import render_training, year_asked
from training.views.sessions import VISITOR

RUNNERS = (Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN)


@require_POST
@object_rule(VISITOR)
def enrolment_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a place."""
    who = asked(request)
    get_object_or_404(permissions.visible_sessions(who.user, who.now), pk=pk)
    form = WishForm(request.POST)
    form.is_valid()
    with domain_errors_as_messages(request):
        made = actions.enrol(
            session_id=pk,
            wish=form.cleaned_data.get("wish", ""),
            by=who.user,
            now=who.now,
        )
        messages.success(
            request,
            {
                EnrolmentState.REQUESTED: _("Permintaan Anda menunggu persetujuan atasan."),
                EnrolmentState.WAITING: _(
                    "Semua tempat sudah terisi. Anda masuk daftar tunggu dan dikabari bila ada "
                    "tempat."
                ),
            }.get(EnrolmentState(made.state), _("Anda terdaftar.")),
        )
    return redirect("training:session-detail", pk)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Peserta sendiri dan petugas pelatihan"))
def enrolment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Step back."""
    who = asked(request)
    enrolment = get_object_or_404(
        Enrolment.objects.select_related("session__training", "employee"), pk=pk
    )
    verdict = permissions.can_withdraw(who.user, enrolment, who.now)
    if who.user.employee_id != enrolment.employee_id and not permissions.can_run_training(
        who.user, who.now
    ):
        raise Http404
    own = who.user.employee_id == enrolment.employee_id
    return confirmed_step(
        request,
        title=_("Mundur dari %(title)s?") % {"title": enrolment.session}
        if own
        else _("Keluarkan %(name)s dari %(title)s?")
        % {"name": enrolment.employee, "title": enrolment.session},
        consequences=[
            _("Tempatnya diberikan kepada yang paling lama menunggu."),
            _("Selama pendaftaran dibuka, pegawai dapat mendaftar lagi."),
        ],
        button=_("Mundur") if own else _("Keluarkan"),
        verdict=verdict,
        back=reverse("training:session-detail", args=[enrolment.session_id]),
        step=lambda: actions.withdraw(enrolment_id=pk, by=who.user, now=who.now),
        done=_("Pendaftaran sudah dibatalkan."),
    )


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def enrolment_put_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a participant."""
    who = asked(request)
    session = get_object_or_404(TrainingSession.objects.select_related("training"), pk=pk)
    form = PutInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        employee: Employee = form.cleaned_data["employee"]
        try:
            actions.put_in(session_id=pk, employee=employee, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error, "employee")
        else:
            messages.success(request, _("%(name)s sudah didaftarkan.") % {"name": employee})
            return redirect("training:session-detail", pk)
    return form_page(
        request,
        form,
        title=_("Daftarkan peserta"),
        lead=str(session),
        button=_("Daftarkan"),
        back=reverse("training:session-detail", args=[pk]),
    )


@require_GET
@signed_in
def team(request: HttpRequest) -> HttpResponse:
    """What waits for one's word as a superior, and how the team's year of learning stands."""
    who = asked(request)
    members = permissions.team_of(who.user, who.now)
    year = year_asked(request, who)
    people = Employee.objects.serving().filter(pk__in=members).order_by("name")
    context = {
        "requests": requests_of(members),
        "rows": with_hours(people, year, who.day),
        "year": year,
    }
    return render_training(request, "training/team.html", context, here="team")


@require_POST
@object_rule(gettext_lazy("Atasan langsung atau penggantinya"))
def enrolment_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes."""
    who = asked(request)
    _of_team(request, pk)
    with domain_errors_as_messages(request):
        made = actions.decide_enrolment(enrolment_id=pk, approved=True, by=who.user, now=who.now)
        waiting = made.state == EnrolmentState.WAITING
        messages.success(
            request,
            _("Disetujui. Tempat sudah penuh, jadi pegawai masuk daftar tunggu.")
            if waiting
            else _("Disetujui; pegawai sudah terdaftar."),
        )
    return redirect("training:team")


def _of_team(request: HttpRequest, pk: int) -> Enrolment:
    who = asked(request)
    return get_object_or_404(
        Enrolment.objects.select_related("employee", "session__training"),
        pk=pk,
        employee__in=permissions.team_of(who.user, who.now),
    )


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Atasan langsung atau penggantinya"))
def enrolment_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no for now, with a reason."""
    who = asked(request)
    enrolment = _of_team(request, pk)
    form = DeclineForm(request.POST or None)
    back = reverse("training:team")
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_enrolment(
                enrolment_id=pk,
                approved=False,
                reason=form.cleaned_data["reason"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Pegawai sudah diberi tahu beserta alasannya."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Belum menyetujui %(title)s?") % {"title": enrolment.session},
        lead=enrolment.employee.full_name,
        button=_("Belum setuju"),
        back=back,
    )
