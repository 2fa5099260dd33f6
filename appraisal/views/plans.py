"""Pages of plans: list, one plan, and the steps of its life."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from appraisal import permissions
from appraisal.actions import plans as actions
from appraisal.actions.plan_sources import copy_plan
from appraisal.enums import Approach, CopySource, PlanState, SuperiorLink
from appraisal.filters import PlanFilter
from appraisal.models import Plan, WorkResult
from appraisal.selectors.cascade import superior_results
from appraisal.selectors.completeness import plan_problems
from appraisal.selectors.links import unlinked_results
from appraisal.selectors.plan_sources import copying_of, latest_own_plan
from appraisal.selectors.plans import (
    cascade_chain,
    current_year,
    own_assignments,
    plan_history,
    plans_for_page,
    posts_to_plan,
    result_blocks,
    value_rows,
)
from appraisal.views.plan_buttons import plan_buttons
from personnel.enums import Role
from personnel.models import Assignment, PerformanceYear, User
from personnel.selectors.roles import roles_of
from personnel.views.asking import Asked, asked
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages, render_page

PAGE_SIZE = 25


@require_GET
@object_rule(
    gettext_lazy("SKP sendiri, tim, perangkat daerah yang dikelola, atau semua menurut peran")
)
def plan_list(request: HttpRequest) -> HttpResponse:
    """Own plans first; below, the plans of the team or agency that the reader may see."""
    who = asked(request)
    year = current_year()
    mine = (
        Plan.objects.filter(employee=who.user.employee_id)
        .with_list_columns()
        .order_by("-year__year", "-version")
        if who.user.employee_id
        else Plan.objects.none()
    )
    visible = permissions.visible_plans(who.user, who.now).exclude(employee=who.user.employee_id)
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
        "startable": _startable(who.user, year),
        "copying": copying_of(who.user.employee_id) if who.user.employee_id else None,
        "places": _places(who),
        "filter": found,
        "page": page,
        "has_others": visible.exists(),
    }
    return render_page(
        request, "appraisal/plan_list.html", context, fragment="appraisal/_plan_rows.html"
    )


def _startable(user: User, year: PerformanceYear | None) -> list[Assignment]:
    """Posts of the reader that have no plan in the running year yet."""
    if year is None or user.employee is None:
        return []
    return posts_to_plan(user.employee, year)


def _places(who: Asked) -> list[tuple[str, str]]:
    """Lists beside this one that the reader's roles open: label and address."""
    roles = roles_of(who.user, who.day)
    places = [(_("Tim kerja"), reverse("appraisal:workteam-list"))]
    if Role.SUPERVISOR in roles:
        places.append((_("Matriks peran hasil"), reverse("appraisal:matrix-own")))
        if waiting := unlinked_results(who.user.employee_id or 0).count():
            words = ngettext("%(n)s hasil menunggu tautan", "%(n)s hasil menunggu tautan", waiting)
            places.append((words % {"n": waiting}, reverse("appraisal:link-list")))
    if permissions.can_watch_missing_plans(who.user, who.now):
        places.append((_("Pegawai tanpa SKP"), reverse("appraisal:plan-missing")))
        places.append((_("SKP jabatan lama"), reverse("appraisal:plan-moves")))
    if permissions.can_manage_library(who.user, who.now):
        places.append((_("Pustaka hasil kerja"), reverse("appraisal:library-list")))
    return places


@require_POST
@object_rule(gettext_lazy("Pemilik jabatan"))
def plan_create(request: HttpRequest, assignment_pk: int) -> HttpResponse:
    """Start the plan of one of the reader's posts, empty or with what last year's says."""
    who = asked(request)
    year = current_year()
    if who.user.employee is None or year is None:
        messages.error(request, _("Tahun kinerja belum dibuka. Hubungi BKPSDM."))
        return redirect("appraisal:plan-list")
    assignment = get_object_or_404(own_assignments(who.user.employee, year), pk=assignment_pk)
    try:
        plan = actions.create_plan(assignment=assignment, year=year, by=who.user, now=who.now)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("appraisal:plan-list")
    if request.POST.get("source") == CopySource.LAST_YEAR:
        _copy_last_year(request, plan)
    return redirect("appraisal:plan-detail", pk=plan.pk)


def _copy_last_year(request: HttpRequest, plan: Plan) -> None:
    who = asked(request)
    latest = latest_own_plan(plan)
    if latest is None:
        messages.info(request, _("Belum ada SKP tahun lalu yang dapat disalin. Draf masih kosong."))
        return
    with domain_errors_as_messages(request):
        copy_plan(plan_id=plan.pk, source_id=latest.pk, by=who.user, now=who.now)
        messages.success(request, _("SKP tahun lalu sudah disalin. Periksa target dan tautannya."))


def visible_plan(request: HttpRequest, pk: int) -> Plan:
    """The plan with everything its page shows, or 404 outside the reader's rows."""
    return get_object_or_404(
        plans_for_page(permissions.visible_plans(asked(request).user, timezone.now())), pk=pk
    )


def plan_context(request: HttpRequest, plan: Plan, **more: Any) -> dict[str, Any]:
    """What every rendering of the plan page needs."""
    who = asked(request)
    user, now = who.user, who.now
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
        "is_supervisor": permissions.rates(user, plan, now),
        "acting_for": permissions.acting_for(user, plan, now),
        "buttons": plan_buttons(user, plan, now),
        "chain": cascade_chain(results[0]) if results else [],
        "route": _route(plan),
        "history": plan_history(plan),
        "approaches": Approach.choices,
        "copies": plan.copies.select_related("source__employee", "source__year"),
        "can_link": permissions.can_link_results(user, plan, now),
        "superiors": _superiors(plan, results),
        "leads": plan.assignment.post.is_head,
    } | more


def _superiors(plan: Plan, results: list[WorkResult]) -> list[WorkResult]:
    """What unlinked results may be linked to; nothing is read when all are linked."""
    waits = any(row.link == SuperiorLink.TO_FOLLOW for row in results)
    return superior_results(plan) if waits and not plan.uses_head_form else []


def _route(plan: Plan) -> list[dict[str, Any]]:
    order: list[str] = [PlanState.DRAFT, PlanState.SUBMITTED, PlanState.APPROVED, PlanState.FIXED]
    shown = PlanState.DRAFT if plan.state == PlanState.RETURNED else plan.state
    here = order.index(shown) if shown in order else len(order)
    owner = plan.employee.name
    supervisor = plan.supervisor.name if plan.supervisor else _("pejabat penilai belum ada")
    who = [owner, supervisor, supervisor, _("kedua tanda tangan")]
    return [
        {
            "label": _("Dikembalikan")
            if state == PlanState.DRAFT
            and plan.note
            and here == 0
            and plan.state == PlanState.RETURNED
            else PlanState(state).label,
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
    who = asked(request)
    if plan.state == PlanState.SUBMITTED and permissions.rates(who.user, plan, who.now):
        actions.mark_seen(plan_id=plan.pk, by=asked(request).user, now=timezone.now())
    return render_page(request, "appraisal/plan_detail.html", plan_context(request, plan))
