"""The steps towards the results of a plan, one page for each period."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import action_plans as actions
from appraisal.forms.action_plans import ActionPlanForm
from appraisal.models import Plan
from appraisal.selectors.action_plans import plan_periods, result_steps, steps_by_result
from appraisal.selectors.plans import plans_for_page
from appraisal.views.signed_in import SignedInRequest
from personnel.models import Period
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton, domain_errors_as_messages
from sabang_kinerja.common.words import of_total

_SEES = gettext_lazy("Pembaca SKP")
_OWNER = gettext_lazy("Pemilik SKP")


def _visible_plan(request: SignedInRequest, pk: int) -> Plan:
    return get_object_or_404(
        plans_for_page(permissions.visible_plans(request.user, timezone.now())), pk=pk
    )


@require_GET
@object_rule(_SEES)
def actionplan_current(request: SignedInRequest, pk: int) -> HttpResponse:
    """The steps of the running period, or of the first one that is still to come."""
    plan = _visible_plan(request, pk)
    periods = plan_periods(plan)
    if not periods:
        raise Http404
    today = timezone.localdate()
    here = next((one for one in periods if one.ends >= today), periods[-1])
    return redirect("appraisal:actionplan-fill", pk=pk, period_pk=here.pk)


@require_http_methods(["GET", "POST"])
@object_rule(_SEES)
def actionplan_fill(request: SignedInRequest, pk: int, period_pk: int) -> HttpResponse:
    """The steps of one period: to read, and for the owner to write."""
    plan = _visible_plan(request, pk)
    periods = plan_periods(plan)
    period = next((one for one in periods if one.pk == period_pk), None)
    if period is None:
        raise Http404
    rows = result_steps(plan.results.all(), steps_by_result(plan, period))
    form = ActionPlanForm(request.POST if request.method == "POST" else None, rows=rows)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_action_plans(
                plan_id=pk,
                period=period,
                entered=list(form.to_input()),
                by=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect("appraisal:actionplan-fill", pk=pk, period_pk=period_pk)
    context = _context(request, plan, period, form) | {"periods": periods, "rows": rows}
    context["lines"] = [(row, form.fields_of(row.result.pk)) for row in rows]
    context["headline"] = _headline([bool(row.steps) for row in rows])
    return render(
        request, "appraisal/actionplan_fill.html", context, status=422 if form.errors else 200
    )


def _context(
    request: SignedInRequest, plan: Plan, period: Period, form: ActionPlanForm
) -> dict[str, Any]:
    verdict = permissions.can_write_action_plans(request.user, plan, period, timezone.now())
    return {
        "plan": plan,
        "period": period,
        "form": form,
        "is_owner": plan.employee_id == request.user.employee_id,
        "can_write": verdict,
        "copy_button": ActionButton(
            _("Salin dari periode sebelumnya"),
            reverse("appraisal:actionplan-copy", args=[plan.pk, period.pk]),
            verdict,
            variant="outline-primary",
        ),
    }


def _headline(filled: list[bool]) -> str:
    if not any(filled):
        return _("Belum ada rencana aksi untuk periode ini.")
    if all(filled):
        return _("Semua hasil sudah ada rencana aksinya.")
    return _("%(share)s hasil sudah ada rencana aksinya.") % {
        "share": of_total(sum(filled), len(filled))
    }


@require_POST
@object_rule(_OWNER)
def actionplan_copy(request: SignedInRequest, pk: int, period_pk: int) -> HttpResponse:
    """Take over the steps of the period before."""
    plan = _visible_plan(request, pk)
    period = next((one for one in plan_periods(plan) if one.pk == period_pk), None)
    if period is None:
        raise Http404
    with domain_errors_as_messages(request):
        copied = actions.copy_action_plans(
            plan_id=pk, period=period, by=request.user, now=timezone.now()
        )
        messages.success(
            request,
            ngettext("%(n)s rencana aksi disalin.", "%(n)s rencana aksi disalin.", copied)
            % {"n": copied},
        )
    return redirect("appraisal:actionplan-fill", pk=pk, period_pk=period_pk)
