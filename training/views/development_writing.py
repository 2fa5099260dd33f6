"""Writing a development plan: goals, actions, indicators; noting what was done and met about."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from personnel.forms.fields import PersonnelForm
from personnel.views.asking import Asked, asked
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from training import permissions
from training.actions import development_steps as steps
from training.actions import development_writing as actions
from training.enums import DevelopmentProgress
from training.forms.development import (
    ActionForm,
    AnswerForm,
    CheckForm,
    DoneForm,
    GoalForm,
    IndicatorForm,
)
from training.models import DevelopmentAction, DevelopmentPlan
from training.views.development import OWNER, SUPERIOR
from training.views.development_pages import visible_plan


def _saved(
    request: HttpRequest,
    form: PersonnelForm,
    plan: DevelopmentPlan,
    save: Callable[[], object],
    *,
    title: str,
    place: str,
    lead: str = "",
) -> HttpResponse:
    """Show a form of a plan; once saved, back to its place on the plan's page."""
    back = reverse("training:development-detail", args=[plan.pk])
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect(f"{back}#{place}")
    return form_page(request, form, title=title, lead=lead, button=_("Simpan"), back=back)


def _asked_plan(request: HttpRequest, pk: int) -> tuple[Asked, DevelopmentPlan]:
    who = asked(request)
    return who, visible_plan(who, pk)


@require_http_methods(["GET", "POST"])
@object_rule(OWNER)
def goal_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a goal."""
    return _goal(request, pk, None)


@require_http_methods(["GET", "POST"])
@object_rule(OWNER)
def goal_update(request: HttpRequest, pk: int, goal_pk: int) -> HttpResponse:
    """Change a goal."""
    return _goal(request, pk, goal_pk)


def _goal(request: HttpRequest, pk: int, goal_pk: int | None) -> HttpResponse:
    who, plan = _asked_plan(request, pk)
    goal = get_object_or_404(plan.goals, pk=goal_pk) if goal_pk else None
    form = GoalForm(request.POST or None, goal=goal)
    return _saved(
        request,
        form,
        plan,
        lambda: actions.save_goal(plan_id=pk, goal_id=goal_pk, **form.cleaned_data, by=who.user),
        title=_("Ubah tujuan") if goal else _("Apa yang ingin Anda kuasai?"),
        place="tujuan",
    )


@require_http_methods(["GET", "POST"])
@object_rule(OWNER)
def goal_delete(request: HttpRequest, pk: int, goal_pk: int) -> HttpResponse:
    """Take a goal out."""
    who, plan = _asked_plan(request, pk)
    goal = get_object_or_404(plan.goals, pk=goal_pk)
    return confirmed_step(
        request,
        title=_("Hapus tujuan “%(text)s”?") % {"text": goal},
        consequences=[_("Langkah-langkah di bawahnya ikut terhapus.")],
        button=_("Hapus"),
        verdict=permissions.can_write_development(who.user, plan),
        back=reverse("training:development-detail", args=[pk]),
        step=lambda: actions.remove_goal(plan_id=pk, goal_id=goal_pk, by=who.user),
        done=_("Tujuan sudah dihapus."),
    )


@require_http_methods(["GET", "POST"])
@object_rule(OWNER)
def action_create(request: HttpRequest, pk: int, goal_pk: int) -> HttpResponse:
    """Add an action to a goal."""
    return _action(request, pk, goal_pk, None)


@require_http_methods(["GET", "POST"])
@object_rule(OWNER)
def action_update(request: HttpRequest, pk: int, goal_pk: int, action_pk: int) -> HttpResponse:
    """Change an action."""
    return _action(request, pk, goal_pk, action_pk)


def _action(request: HttpRequest, pk: int, goal_pk: int, action_pk: int | None) -> HttpResponse:
    who, plan = _asked_plan(request, pk)
    goal = get_object_or_404(plan.goals, pk=goal_pk)
    action = get_object_or_404(goal.actions, pk=action_pk) if action_pk else None
    form = ActionForm(request.POST or None, action=action)
    return _saved(
        request,
        form,
        plan,
        lambda: actions.save_action(
            plan_id=pk,
            goal_id=goal_pk,
            action_id=action_pk,
            entered=form.entered(),
            by=who.user,
        ),
        title=_("Ubah langkah") if action else _("Apa yang akan dilakukan?"),
        lead=goal.text,
        place="tujuan",
    )


@require_http_methods(["GET", "POST"])
@object_rule(OWNER)
def action_delete(request: HttpRequest, pk: int, goal_pk: int, action_pk: int) -> HttpResponse:
    """Take an action out."""
    who, plan = _asked_plan(request, pk)
    action = get_object_or_404(DevelopmentAction, pk=action_pk, goal=goal_pk, goal__plan=plan)
    return confirmed_step(
        request,
        title=_("Hapus langkah “%(text)s”?") % {"text": action},
        consequences=[_("Tujuannya tetap ada.")],
        button=_("Hapus"),
        verdict=permissions.can_write_development(who.user, plan),
        back=reverse("training:development-detail", args=[pk]),
        step=lambda: actions.remove_action(plan_id=pk, action_id=action_pk, by=who.user),
        done=_("Langkah sudah dihapus."),
    )


@require_http_methods(["GET", "POST"])
@object_rule(OWNER)
def indicator_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an indicator for the next year."""
    return _indicator(request, pk, None)


@require_http_methods(["GET", "POST"])
@object_rule(OWNER)
def indicator_update(request: HttpRequest, pk: int, indicator_pk: int) -> HttpResponse:
    """Change an indicator."""
    return _indicator(request, pk, indicator_pk)


def _indicator(request: HttpRequest, pk: int, indicator_pk: int | None) -> HttpResponse:
    who, plan = _asked_plan(request, pk)
    row = get_object_or_404(plan.indicators, pk=indicator_pk) if indicator_pk else None
    form = IndicatorForm(request.POST or None, indicator=row)
    return _saved(
        request,
        form,
        plan,
        lambda: actions.save_indicator(
            plan_id=pk, indicator_id=indicator_pk, entered=form.entered(), by=who.user
        ),
        title=_("Bagaimana hasilnya terlihat pada SKP %(year)s?") % {"year": plan.year},
        lead=_("Indikator ini ditawarkan saat Anda menyusun SKP tahun itu."),
        place="indikator",
    )


@require_http_methods(["GET", "POST"])
@object_rule(OWNER)
def indicator_delete(request: HttpRequest, pk: int, indicator_pk: int) -> HttpResponse:
    """Take an indicator out."""
    who, plan = _asked_plan(request, pk)
    row = get_object_or_404(plan.indicators, pk=indicator_pk)
    return confirmed_step(
        request,
        title=_("Hapus indikator “%(text)s”?") % {"text": row},
        consequences=[_("Yang sudah masuk SKP tidak berubah.")],
        button=_("Hapus"),
        verdict=permissions.can_write_development(who.user, plan),
        back=reverse("training:development-detail", args=[pk]),
        step=lambda: actions.remove_indicator(plan_id=pk, indicator_id=indicator_pk, by=who.user),
        done=_("Indikator sudah dihapus."),
    )


@require_http_methods(["GET", "POST"])
@object_rule(OWNER)
def action_done(request: HttpRequest, pk: int, action_pk: int) -> HttpResponse:
    """Note that an action was done."""
    who, plan = _asked_plan(request, pk)
    action = get_object_or_404(DevelopmentAction, pk=action_pk, goal__plan=plan)
    form = DoneForm(
        request.POST or None,
        initial={"done_on": action.done_on or who.day, "note": action.done_note},
    )
    return _saved(
        request,
        form,
        plan,
        lambda: steps.finish_action(
            plan_id=pk, action_id=action_pk, **form.cleaned_data, by=who.user, now=who.now
        ),
        title=_("Kapan langkah ini dilaksanakan?"),
        lead=action.text,
        place="tujuan",
    )


@require_http_methods(["GET", "POST"])
@object_rule(SUPERIOR)
def check_record(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Note a meeting."""
    who, plan = _asked_plan(request, pk)
    check = get_object_or_404(plan.checks, number=number)
    form = CheckForm(request.POST or None, check=check)
    return _saved(
        request,
        form,
        plan,
        lambda: steps.record_check(
            plan_id=pk,
            number=number,
            held_on=form.cleaned_data["held_on"],
            progress=DevelopmentProgress(form.cleaned_data["progress"]),
            note=form.cleaned_data["note"],
            by=who.user,
            now=who.now,
        ),
        title=_("Pertemuan dengan %(name)s") % {"name": plan.employee.full_name},
        lead=_("Apa yang sudah lebih baik, dan bantuan apa yang masih perlu?"),
        place="pertemuan",
    )


@require_http_methods(["GET", "POST"])
@object_rule(OWNER)
def check_answer(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Write one's own words on a meeting."""
    who, plan = _asked_plan(request, pk)
    check = get_object_or_404(plan.checks, number=number)
    form = AnswerForm(request.POST or None, initial={"text": check.employee_note})
    return _saved(
        request,
        form,
        plan,
        lambda: steps.answer_check(
            plan_id=pk, number=number, **form.cleaned_data, by=who.user, now=who.now
        ),
        title=_("Catatan Anda tentang pertemuan ini"),
        lead=check.note,
        place="pertemuan",
    )
