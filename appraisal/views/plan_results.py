"""Editing one result of a plan in place: add, change, move, delete, put back."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import plan_content as actions
from appraisal.actions.plan_follow_up import add_follow_up_indicator
from appraisal.enums import ResultKind
from appraisal.forms.plans import IndicatorFormSet, ResultForm, indicator_initial, indicator_inputs
from appraisal.models import Plan, WorkResult
from appraisal.selectors.plan_follow_up import follow_up_choices
from appraisal.views.formsets import one_row_more
from appraisal.views.plans import plan_context, visible_plan
from personnel.views.asking import asked
from personnel.views.autosaving import autosaved, is_autosave
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages

_DELETED = "deleted_result"
_LONGEST_ID = 18


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pemilik SKP"))
def result_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a result to a draft plan."""
    plan = visible_plan(request, pk)
    return _result_page(request, plan, None)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pemilik SKP"))
def result_update(request: HttpRequest, pk: int, result_pk: int) -> HttpResponse:
    """Change a result of a draft plan."""
    plan = visible_plan(request, pk)
    result = get_object_or_404(plan.results.all(), pk=result_pk)
    return _result_page(request, plan, result)


def _result_page(request: HttpRequest, plan: Plan, result: WorkResult | None) -> HttpResponse:
    """The plan with one result open for editing."""
    verdict = permissions.can_edit_plan(asked(request).user, plan, timezone.now())
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect("appraisal:plan-detail", pk=plan.pk)
    if request.method != "POST":
        kind = request.GET.get("kind", ResultKind.MAIN)
        form = ResultForm(plan=plan, result=result, initial={"kind": kind})
        formset = IndicatorFormSet(
            initial=indicator_initial(result) if result else None, prefix="indicators"
        )
        return _render(request, plan, result, form, formset)
    form = ResultForm(request.POST, plan=plan, result=result)
    formset = IndicatorFormSet(request.POST, prefix="indicators")
    if "add_indicator" in request.POST:
        return _render(request, plan, result, *_one_row_more(request, plan, result))
    if not (form.is_valid() and formset.is_valid()):
        if is_autosave(request):
            return autosaved(form=form)
        return _render(request, plan, result, form, formset, status=422)
    try:
        saved = actions.save_result(
            plan_id=plan.pk,
            result_id=result.pk if result else None,
            entered=form.to_input(indicator_inputs(formset)),
            by=asked(request).user,
            now=timezone.now(),
            seen_version=form.cleaned_data["row_version"],
        )
    except DomainError as error:
        if is_autosave(request):
            return autosaved(error=error)
        form.add_error(None, str(error))
        form.carry_version(Plan.objects.get(pk=plan.pk).row_version)
        return _render(request, plan, result, form, formset, status=409)
    if is_autosave(request):
        return autosaved(row_version=Plan.objects.get(pk=plan.pk).row_version)
    messages.success(request, _("Perubahan sudah disimpan."))
    return redirect(f"{reverse('appraisal:plan-detail', args=[plan.pk])}#hasil-{saved.pk}")


def _one_row_more(request: HttpRequest, plan: Plan, result: WorkResult | None) -> tuple[Any, Any]:
    """The same form with everything that was typed and one more empty indicator."""
    initial = {
        key: value for key, value in request.POST.items() if not key.startswith("indicators-")
    }
    form = ResultForm(plan=plan, result=result, initial=initial)
    return form, one_row_more(request.POST)


def _render(
    request: HttpRequest,
    plan: Plan,
    result: WorkResult | None,
    form: ResultForm,
    formset: Any,
    status: int = 200,
) -> HttpResponse:
    context = plan_context(
        request,
        plan,
        editing=result.pk if result else "new",
        editing_result=result,
        form=form,
        formset=formset,
        follow_up=follow_up_choices(plan) if result else [],
    )
    return render(request, "appraisal/plan_detail.html", context, status=status)


@require_POST
@object_rule(gettext_lazy("Pemilik SKP"))
def result_attach(request: HttpRequest, pk: int, result_pk: int) -> HttpResponse:
    """Take a row of a survey's follow-up plan as an indicator of a result."""
    plan = visible_plan(request, pk)
    get_object_or_404(plan.results.all(), pk=result_pk)
    item = request.POST.get("follow_up", "")
    with domain_errors_as_messages(request):
        add_follow_up_indicator(
            plan_id=plan.pk,
            result_id=result_pk,
            item_id=int(item) if item.isdecimal() and len(item) < _LONGEST_ID else 0,
            by=asked(request).user,
            now=timezone.now(),
        )
        messages.success(request, _("Indikator dari tindak lanjut survei sudah ditambahkan."))
    return redirect("appraisal:result-update", pk=pk, result_pk=result_pk)


@require_POST
@object_rule(gettext_lazy("Pemilik SKP"))
def result_delete(request: HttpRequest, pk: int, result_pk: int) -> HttpResponse:
    """Remove a result; the message offers to put it back."""
    plan = visible_plan(request, pk)
    get_object_or_404(plan.results.all(), pk=result_pk)
    with domain_errors_as_messages(request):
        gone = actions.delete_result(
            plan_id=plan.pk, result_id=result_pk, by=asked(request).user, now=asked(request).now
        )
        request.session[_DELETED] = {"plan": plan.pk, "result": _as_json(gone)}
        messages.info(request, _("Hasil kerja dihapus."), extra_tags="undo-result")
    return redirect("appraisal:plan-detail", pk=pk)


def _as_json(gone: actions.ResultInput) -> dict[str, Any]:
    data = asdict(gone)
    for row in data["indicators"]:
        row["target_value"] = str(row["target_value"]) if row["target_value"] is not None else None
    return data


@require_POST
@object_rule(gettext_lazy("Pemilik SKP"))
def result_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the result back that was deleted last."""
    plan = visible_plan(request, pk)
    kept = request.session.pop(_DELETED, None)
    if kept is None or kept["plan"] != plan.pk:
        messages.error(request, _("Tidak ada hasil kerja yang dapat dikembalikan."))
        return redirect("appraisal:plan-detail", pk=pk)
    data = kept["result"]
    data["indicators"] = [
        actions.IndicatorInput(
            **row | {"target_value": Decimal(row["target_value"]) if row["target_value"] else None}
        )
        for row in data["indicators"]
    ]
    with domain_errors_as_messages(request):
        actions.save_result(
            plan_id=plan.pk,
            result_id=None,
            entered=actions.ResultInput(**data),
            by=asked(request).user,
            now=timezone.now(),
        )
        messages.success(request, _("Hasil kerja sudah dikembalikan."))
    return redirect("appraisal:plan-detail", pk=pk)


@require_POST
@object_rule(gettext_lazy("Pemilik SKP"))
def result_move(request: HttpRequest, pk: int, result_pk: int) -> HttpResponse:
    """Move a result one place up or down."""
    plan = visible_plan(request, pk)
    get_object_or_404(plan.results.all(), pk=result_pk)
    step = -1 if request.POST.get("direction") == "up" else 1
    with domain_errors_as_messages(request):
        actions.move_result(
            plan_id=plan.pk,
            result_id=result_pk,
            step=step,
            by=asked(request).user,
            now=timezone.now(),
        )
    return redirect(f"{reverse('appraisal:plan-detail', args=[pk])}#hasil-{result_pk}")
