"""Pages of plans: list, one plan, and the steps of its life."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from appraisal import permissions
from appraisal.actions import plans as actions
from appraisal.enums import Approach, PlanState
from appraisal.filters import PlanFilter
from appraisal.models import Plan
from appraisal.selectors.completeness import plan_problems
from appraisal.selectors.plans import (
    cascade_chain,
    current_year,
    own_assignments,
    plans_for_page,
    result_blocks,
    value_rows,
)
from appraisal.views.plan_buttons import plan_buttons
from personnel.selectors.history import history_of
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.pages import domain_errors_as_messages, render_page

PAGE_SIZE = 25


@require_GET
@object_rule(gettext_lazy("SKP yang terlihat: milik sendiri, tim, perangkat daerah yang dikelola, atau semua"))
def plan_list(request: HttpRequest) -> HttpResponse:
    """Own plans first; below, the plans of the team or agency that the reader may see."""
    now = timezone.now()
    year = current_year()
    mine = (
        Plan.objects.filter(employee=request.user.employee_id)
        .with_list_columns()
        .order_by("-year__year", "-version")
        if request.user.employee_id
        else Plan.objects.none()
    )
    visible = permissions.visible_plans(request.user, now).exclude(
        employee=request.user.employee_id
    )
    initial = request.GET.copy()
    if "year" not in initial and year is not None:
        initial["year"] = str(year.year)
    found = PlanFilter(initial, visible.with_list_columns(), request=request)
    page = Paginator(found.qs.order_by("employee__name", "pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "year": year,
        "mine": mine,
        "startable": _startable(request, now) if request.user.employee_id else [],
        "filter": found,
        "page": page,
        "has_others": visible.exists(),
    }
    return render_page(request, "appraisal/plan_list.html", context, fragment="appraisal/_plan_rows.html")


def _startable(request: HttpRequest, now: datetime) -> list[Any]:
    """Posts of the reader that have no plan in the running year yet."""
    year = current_year()
    if year is None:
        return []
    planned = set(
        Plan.objects.filter(employee=request.user.employee_id, year=year)
        .current()
        .values_list("assignment_id", flat=True)
    )
    return [
        assignment
        for assignment in own_assignments(request.user.employee, year)
        if assignment.pk not in planned
    ]


@require_POST
@object_rule(gettext_lazy("Pemilik jabatan"))
def plan_create(request: HttpRequest, assignment_pk: int) -> HttpResponse:
    """Start the plan of one of the reader's posts for the running year."""
    year = current_year()
    if request.user.employee_id is None or year is None:
        messages.error(request, _("Tahun kinerja belum dibuka. Hubungi BKPSDM."))
        return redirect("appraisal:plan-list")
    assignment = get_object_or_404(
        own_assignments(request.user.employee, year), pk=assignment_pk
    )
    with domain_errors_as_messages(request):
        plan = actions.create_plan(
            assignment=assignment, year=year, by=request.user, now=timezone.now()
        )
        return redirect("appraisal:plan-detail", pk=plan.pk)
    return redirect("appraisal:plan-list")


def visible_plan(request: HttpRequest, pk: int) -> Plan:
    """The plan with everything its page shows, or 404 outside the reader's rows."""
    return get_object_or_404(
        plans_for_page(permissions.visible_plans(request.user, timezone.now())), pk=pk
    )


def plan_context(request: HttpRequest, plan: Plan, **more: Any) -> dict[str, Any]:
    """What every rendering of the plan page needs."""
    now = timezone.now()
    user = request.user
    check = plan_problems(plan)
    blocks = result_blocks(plan)
    results = [*blocks.main, *blocks.additional]
    return {
        "plan": plan,
        "blocks": blocks,
        "check": check,
        "values": value_rows(plan),
        "annexes": {annex.block: annex.text for annex in plan.annexes.all()},
        "can_edit": permissions.can_edit_plan(user, plan, now),
        "can_set_expectations": permissions.can_set_expectations(user, plan, now),
        "is_owner": plan.employee_id == user.employee_id,
        "is_supervisor": plan.supervisor_id is not None
        and plan.supervisor_id == user.employee_id,
        "buttons": plan_buttons(user, plan, now),
        "chain": cascade_chain(results[0]) if results else [],
        "route": _route(plan),
        "history": history_of(plan),
        "approaches": Approach.choices,
    } | more


def _route(plan: Plan) -> list[dict[str, Any]]:
    order = [PlanState.DRAFT, PlanState.SUBMITTED, PlanState.APPROVED, PlanState.FIXED]
    shown = PlanState.DRAFT if plan.state == PlanState.RETURNED else plan.state
    here = order.index(shown) if shown in order else len(order)
    owner = plan.employee.name
    supervisor = plan.supervisor.name if plan.supervisor else _("pejabat penilai belum ada")
    who = [owner, supervisor, supervisor, _("kedua tanda tangan")]
    return [
        {
            "label": _("Dikembalikan") if state == PlanState.DRAFT and plan.note and here == 0
            and plan.state == PlanState.RETURNED else state.label,
            "detail": who[index],
            "state": "past" if index < here else "here" if index == here else "",
        }
        for index, state in enumerate(order)
    ]


@require_GET
@object_rule(gettext_lazy("SKP yang terlihat"))
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan as a document, with what is missing, the steps, and its history."""
    plan = visible_plan(request, pk)
    if plan.state == PlanState.SUBMITTED and plan.supervisor_id == request.user.employee_id:
        actions.mark_seen(plan_id=plan.pk, by=request.user, now=timezone.now())
    return render_page(request, "appraisal/plan_detail.html", plan_context(request, plan))
