"""Saying whether a training helped."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from personnel.enums import Role
from personnel.models import Employee
from personnel.views.asking import asked
from personnel.views.forms import UNPROCESSABLE, form_page
from sabang_kinerja.common.access import object_rule, roles, signed_in
from sabang_kinerja.common.errors import DomainError
from training import permissions
from training.actions import effect as actions
from training.enums import EnrolmentState
from training.forms.effect import BehaviourForm, ReactionForm, ScoresForm
from training.models import TrainingSession
from training.permissions.effect import can_react, can_review_behaviour, reviewer_of
from training.rules.effect import BEHAVIOUR_ITEMS
from training.selectors.effect import both_said, waiting_reviews
from training.views.pages import render_training
from training.views.sessions import VISITOR, visible_session


@require_http_methods(["GET", "POST"])
@object_rule(VISITOR)
def reaction(request: HttpRequest, pk: int) -> HttpResponse:
    """Five questions right after."""
    who = asked(request)
    session = visible_session(who, pk)
    back = reverse("training:session-detail", args=[pk])
    verdict = can_react(who.user, session, who.now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(back)
    form = ReactionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_reaction(
                session_id=pk,
                scores=form.scores(),
                text=form.cleaned_data["text"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Terima kasih. Jawaban Anda hanya dibaca sebagai rata-rata.")
            )
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Bagaimana pelatihannya?"),
        lead=_("Jawaban hanya tampil sebagai rata-rata mulai lima orang; namanya tidak tampil."),
        button=_("Kirim"),
        back=back,
    )


@require_GET
@signed_in
def behaviour_list(request: HttpRequest) -> HttpResponse:
    """What one may say of the own trainings and of the team's."""
    who = asked(request)
    team = permissions.team_of(who.user, who.now)
    context = {"rows": waiting_reviews(who.user.employee_id, team, who.day)}
    return render_training(request, "training/behaviour_list.html", context, here="own")


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Peserta dan atasan langsungnya"))
def behaviour(request: HttpRequest, pk: int, employee_pk: int) -> HttpResponse:
    """Four questions 60 to 90 days later; the two read each other's once both are in."""
    who = asked(request)
    session = get_object_or_404(TrainingSession.objects.select_related("training"), pk=pk)
    employee = get_object_or_404(Employee, pk=employee_pk)
    if reviewer_of(who.user, employee, who.now) is None:
        raise Http404
    back = reverse("training:behaviour-list")
    both = both_said(session, employee.pk)
    if both:
        rows = list(zip(BEHAVIOUR_ITEMS, *(one.scores for one in both), strict=True))
        context = {"session": session, "employee": employee, "reviews": both, "rows": rows}
        return render_training(request, "training/behaviour_both.html", context, here="own")
    verdict = can_review_behaviour(who.user, session, employee, who.now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(back)
    form = BehaviourForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_behaviour(
                session_id=pk,
                employee=employee,
                scores=form.scores(),
                example=form.cleaned_data["text"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Jawaban sudah tersimpan."))
            return redirect(back)
    own = who.user.employee_id == employee.pk
    return form_page(
        request,
        form,
        title=_("Apa yang berubah sejak pelatihan?"),
        lead=str(session) if own else f"{employee.full_name}, {session}",
        button=_("Kirim"),
        back=back,
    )


@require_http_methods(["GET", "POST"])
@roles(Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN)
def session_scores(request: HttpRequest, pk: int) -> HttpResponse:
    """Write scores before and after."""
    who = asked(request)
    session = get_object_or_404(TrainingSession.objects.select_related("training"), pk=pk)
    people = session.enrolments.filter(
        state__in=(EnrolmentState.ENROLLED, EnrolmentState.COMPLETED)
    ).select_related("employee")
    form = ScoresForm(request.POST or None, enrolments=people.order_by("employee__name"))
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_scores(session_id=pk, scores=form.scores(), by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Nilai sudah disimpan."))
            return redirect("training:session-detail", pk)
    status = UNPROCESSABLE if form.errors else 200
    context = {"session": session, "form": form}
    return render_training(
        request, "training/session_scores.html", context, here="sessions", status=status
    )
