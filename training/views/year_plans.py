"""Pages of the yearly training plans of agencies."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from personnel.enums import Role
from personnel.selectors.history import Source, read_history
from personnel.views.asking import Asked, asked
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton
from training import permissions
from training.actions import year_plans as actions
from training.documents import PLAN_HEADINGS, PLAN_WIDTHS, plan_lines
from training.enums import YearPlanState
from training.forms.year_plans import BudgetForm, LineForm, PlanForm
from training.models import YearPlan, YearPlanLine
from training.selectors.year_plans import sums_of, with_sums
from training.views.pages import render_training, year_asked

PAGE_SIZE = 40
PLANNERS = (
    Role.TRAINING_OFFICER,
    Role.BKPSDM_ADMIN,
    Role.PERFORMANCE_MANAGER,
    Role.AGENCY_HEAD,
)
READERS = (*PLANNERS, Role.CITY_LEADERSHIP, Role.AUDITOR)


@require_GET
@roles(*READERS)
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans of a year with participants and cost beside the budget."""
    who = asked(request)
    year = year_asked(request, who)
    plans = with_sums(permissions.visible_plans(who.user, who.now).filter(year=year))
    context = {
        "page": Paginator(plans.order_by("agency__name"), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "year": year,
        "years": range(who.day.year + 1, who.day.year - 4, -1),
        "can_begin": permissions.planned_agencies(who.user, who.now).exists(),
    }
    return render_training(request, "training/plan_list.html", context, here="plans")


@require_http_methods(["GET", "POST"])
@roles(*PLANNERS)
def plan_create(request: HttpRequest) -> HttpResponse:
    """Begin the plan of an agency."""
    who = asked(request)
    form = PlanForm(
        request.POST or None,
        agencies=permissions.planned_agencies(who.user, who.now).order_by("name"),
        initial={"year": who.day.year + 1},
    )
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.begin_plan(**form.cleaned_data, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("training:plan-detail", plan.pk)
    return form_page(
        request,
        form,
        title=_("Rencana pelatihan tahunan baru"),
        button=_("Lanjutkan"),
        back=reverse("training:plan-list"),
    )


def _plan(who: Asked, pk: int) -> YearPlan:
    plans = permissions.visible_plans(who.user, who.now).select_related("agency")
    return get_object_or_404(plans, pk=pk)


@require_GET
@roles(*READERS)
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: its lines by quarter, and cost beside budget."""
    who = asked(request)
    plan = _plan(who, pk)
    lines = list(plan.lines.select_related("training__competence"))
    context = {
        "plan": plan,
        "lines": lines,
        "sums": sums_of(plan, lines),
        "can_change": permissions.can_change_plan(who.user, plan, who.now),
        "buttons": _buttons(who, plan),
        "history": read_history(
            [Source(YearPlan, {"id": pk}), Source(YearPlanLine, {"plan_id": pk})]
        ),
    }
    return render_training(request, "training/plan_detail.html", context, here="plans")


_STEPS = {
    YearPlanState.SUBMITTED: gettext_lazy("Ajukan"),
    YearPlanState.FIXED: gettext_lazy("Tetapkan"),
    YearPlanState.DRAFT: gettext_lazy("Kembalikan"),
}


def _buttons(who: Asked, plan: YearPlan) -> list[ActionButton]:
    return [
        ActionButton(
            label,
            reverse("training:plan-step", args=[plan.pk, state]),
            verdict,
            method="get",
            variant="link" if state == YearPlanState.DRAFT else "primary",
        )
        for state, label in _STEPS.items()
        if (verdict := permissions.can_step_plan(who.user, plan, state, who.now))
    ]


@require_http_methods(["GET", "POST"])
@roles(*PLANNERS)
def plan_budget(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the budget."""
    who = asked(request)
    plan = _plan(who, pk)
    form = BudgetForm(request.POST or None, initial={"budget": plan.budget})
    back = reverse("training:plan-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_budget(plan_id=pk, **form.cleaned_data, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect(back)
    return form_page(request, form, title=_("Pagu anggaran"), button=_("Simpan"), back=back)


@require_http_methods(["GET", "POST"])
@roles(*PLANNERS)
def line_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan one more training."""
    return _line(request, pk, None)


@require_http_methods(["GET", "POST"])
@roles(*PLANNERS)
def line_update(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Change a planned training."""
    plan = _plan(asked(request), pk)
    return _line(request, pk, get_object_or_404(plan.lines, pk=line_pk))


def _line(request: HttpRequest, pk: int, line: YearPlanLine | None) -> HttpResponse:
    who = asked(request)
    plan = _plan(who, pk)
    form = LineForm(request.POST or None, line=line)
    back = reverse("training:plan-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_line(
                plan_id=pk,
                line_id=line.pk if line else None,
                entered=form.entered(),
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect(back)
    return form_page(
        request,
        form,
        title=line.training.title if line else _("Tambah pelatihan"),
        lead=str(plan),
        button=_("Simpan"),
        back=back,
    )


@require_http_methods(["GET", "POST"])
@roles(*PLANNERS)
def line_delete(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Take a planned training out."""
    who = asked(request)
    plan = _plan(who, pk)
    line = get_object_or_404(plan.lines.select_related("training"), pk=line_pk)
    return confirmed_step(
        request,
        title=_("Hapus %(title)s dari rencana?") % {"title": line.training},
        consequences=[_("Pesertanya dan biayanya tidak lagi dihitung.")],
        button=_("Hapus"),
        verdict=permissions.can_change_plan(who.user, plan, who.now),
        back=reverse("training:plan-detail", args=[pk]),
        step=lambda: actions.remove_line(plan_id=pk, line_id=line_pk, by=who.user, now=who.now),
        done=_("Baris sudah dihapus."),
    )


@require_http_methods(["GET", "POST"])
@roles(*PLANNERS)
def plan_step(request: HttpRequest, pk: int, state: str) -> HttpResponse:
    """Submit, fix, or give back."""
    who = asked(request)
    plan = _plan(who, pk)
    wanted = YearPlanState(state) if state in YearPlanState.values else YearPlanState.DRAFT
    consequences = {
        YearPlanState.SUBMITTED: _("Isinya tidak berubah lagi sampai dikembalikan."),
        YearPlanState.FIXED: _("Rencana ini menjadi dasar penyelenggaraan dan laporan."),
        YearPlanState.DRAFT: _("Perangkat daerah dapat mengubahnya lagi."),
    }
    return confirmed_step(
        request,
        title=f"{_STEPS[wanted]}: {plan}?",
        consequences=[consequences[wanted]],
        button=_STEPS[wanted],
        verdict=permissions.can_step_plan(who.user, plan, wanted, who.now),
        back=reverse("training:plan-detail", args=[pk]),
        step=lambda: actions.step_plan(plan_id=pk, state=wanted, by=who.user, now=who.now),
        done=_("Perubahan sudah disimpan."),
    )


@require_GET
@roles(*READERS)
def plan_export(request: HttpRequest, kind: str) -> HttpResponse:
    """Every line of the year's plans that the account may read."""
    who = asked(request)
    year = year_asked(request, who)
    lines = (
        YearPlanLine.objects.filter(
            plan__in=permissions.visible_plans(who.user, who.now).filter(year=year)
        )
        .select_related("plan__agency", "training")
        .order_by("plan__agency__name", "quarter", "pk")
    )
    return spreadsheet(
        kind,
        f"rencana-pelatihan-{year}",
        _("Rencana pelatihan"),
        PLAN_HEADINGS,
        plan_lines(lines),
        PLAN_WIDTHS,
    )
