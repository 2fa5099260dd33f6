"""Performance dialogues about a plan, and what is still open from them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import dialogues as actions
from appraisal.forms.guidance import DialogueForm
from appraisal.models import AgreedPoint, Plan
from appraisal.selectors.dialogues import dialogues_of, open_points, open_points_of
from appraisal.views.signed_in import SignedInRequest
from personnel.models import Employee
from sabang_kinerja.common.access import object_rule, signed_in
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages

_SEES = gettext_lazy("Pembaca SKP")
_BOTH = gettext_lazy("Pemilik SKP dan pejabat penilainya")


def _visible_plan(request: SignedInRequest, pk: int) -> Plan:
    return get_object_or_404(
        permissions.visible_plans(request.user, timezone.now()).with_list_columns(), pk=pk
    )


@require_GET
@object_rule(_SEES)
def dialogue_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every talk about a plan, and the points that are still open."""
    plan = _visible_plan(request, pk)
    now = timezone.now()
    return render(
        request,
        "appraisal/dialogue_list.html",
        {
            "plan": plan,
            "dialogues": dialogues_of(permissions.visible_dialogues(request.user, now), plan),
            "points": open_points(plan),
            "can_write": permissions.can_write_dialogue(request.user, plan, now),
            "today": timezone.localdate(),
        },
    )


@require_http_methods(["GET", "POST"])
@object_rule(_BOTH)
def dialogue_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a talk; open points of earlier ones stand beside it."""
    plan = _visible_plan(request, pk)
    now = timezone.now()
    verdict = permissions.can_write_dialogue(request.user, plan, now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect("appraisal:dialogue-list", pk=pk)
    form = DialogueForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_dialogue(
                plan_id=pk,
                kind=form.cleaned_data["kind"],
                held_on=form.cleaned_data["held_on"],
                summary=form.cleaned_data["summary"],
                points=form.points(),
                by=request.user,
                now=now,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Dialog kinerja sudah dicatat."))
            return redirect("appraisal:dialogue-list", pk=pk)
    context = {
        "plan": plan,
        "form": form,
        "partner": _partner(request, plan),
        "points": open_points(plan),
        "today": timezone.localdate(),
    }
    status = 422 if form.errors else 200
    return render(request, "appraisal/dialogue_form.html", context, status=status)


def _partner(request: SignedInRequest, plan: Plan) -> Employee | None:
    """The other one of the two."""
    return plan.supervisor if plan.employee_id == request.user.employee_id else plan.employee


@require_POST
@object_rule(_BOTH)
def dialogue_finish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark an agreed point as done."""
    now = timezone.now()
    point = get_object_or_404(
        AgreedPoint.objects.filter(
            dialogue__in=permissions.visible_dialogues(request.user, now)
        ).select_related("dialogue"),
        pk=pk,
    )
    with domain_errors_as_messages(request):
        actions.finish_point(point_id=pk, by=request.user, now=now)
        messages.success(request, _("Kesepakatan ditandai selesai."))
    return redirect("appraisal:dialogue-list", pk=point.dialogue.plan_id)


@require_GET
@signed_in
def dialogue_open(request: SignedInRequest) -> HttpResponse:
    """Everything that is open between the reader and superiors or reports."""
    points = open_points_of(request.user.employee_id or 0)
    context = {"points": points, "today": timezone.localdate()}
    return render(request, "appraisal/dialogue_open.html", context)
