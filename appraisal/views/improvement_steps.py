"""Steps of an improvement plan: of the supervisor, the employee, and BKPSDM."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from appraisal import permissions
from appraisal.actions import improvement as actions
from appraisal.forms.follow_up import (
    AnswerForm,
    CheckForm,
    CommentForm,
    ConclusionForm,
    GoalsForm,
    NextStepForm,
    VersionedPersonnelForm,
)
from appraisal.models import ImprovementPlan
from appraisal.views.improvement import detail_page, visible_plan
from appraisal.views.signed_in import SignedInRequest
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import ChangedMeanwhile, DomainError
from sabang_kinerja.common.verdicts import Verdict

_GUIDES = gettext_lazy("Pejabat penilai")
_ANSWERS = gettext_lazy("Pegawai yang bersangkutan")


def _step(
    request: SignedInRequest,
    pk: int,
    form: VersionedPersonnelForm,
    name: str,
    verdict: Callable[[ImprovementPlan], Verdict],
    step: Callable[[dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    """Take one step with a form, or show the page again with what was typed."""
    plan = visible_plan(request, pk)
    if request.method == "GET":
        return redirect("appraisal:improvement-detail", pk=pk)
    refusal = verdict(plan)
    if not refusal:
        messages.error(request, str(refusal.reason))
        return redirect("appraisal:improvement-detail", pk=pk)
    if not form.is_valid():
        return detail_page(request, plan, 422, **{name: form})
    try:
        step(form.cleaned_data)
    except DomainError as error:
        form.refuse(error)
        status = 409 if isinstance(error, ChangedMeanwhile) else 422
        if isinstance(error, ChangedMeanwhile):
            plan = visible_plan(request, pk)
            form.carry_version(_version_of(plan, name))
        return detail_page(request, plan, status, **{name: form})
    messages.success(request, done)
    return redirect("appraisal:improvement-detail", pk=pk)


def _version_of(plan: ImprovementPlan, name: str) -> int:
    number = name.rpartition("-")[2]
    if number.isdecimal():
        return next(one.row_version for one in plan.checks.all() if one.number == int(number))
    return plan.row_version


@require_http_methods(["GET", "POST"])
@object_rule(_GUIDES)
def improvement_goals(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write what is to improve."""
    now = timezone.now()
    return _step(
        request,
        pk,
        GoalsForm(request.POST, prefix="tujuan"),
        "goals_form",
        lambda plan: permissions.can_guide_improvement(request.user, plan, now),
        lambda data: actions.save_goals(
            plan_id=pk,
            goals=data["goals"],
            by=request.user,
            now=now,
            seen_version=data["row_version"],
        ),
        _("Tujuan perbaikan sudah disimpan. Pegawai dapat membaca dan menanggapinya."),
    )


@require_http_methods(["GET", "POST"])
@object_rule(_ANSWERS)
def improvement_comment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write one's own words on the plan."""
    now = timezone.now()
    return _step(
        request,
        pk,
        CommentForm(request.POST, prefix="tanggapan"),
        "comment_form",
        lambda plan: permissions.can_answer_improvement(request.user, plan, now),
        lambda data: actions.save_comment(
            plan_id=pk,
            comment=data["comment"],
            by=request.user,
            now=now,
            seen_version=data["row_version"],
        ),
        _("Tanggapan Anda sudah disimpan."),
    )


def _has_check(request: SignedInRequest, pk: int, number: int) -> None:
    if not any(one.number == number for one in visible_plan(request, pk).checks.all()):
        raise Http404


@require_http_methods(["GET", "POST"])
@object_rule(_GUIDES)
def improvement_check(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Record a monthly check-in."""
    _has_check(request, pk, number)
    now = timezone.now()
    return _step(
        request,
        pk,
        CheckForm(request.POST, prefix=f"pertemuan-{number}"),
        f"check-{number}",
        lambda plan: permissions.can_guide_improvement(request.user, plan, now),
        lambda data: actions.record_check(
            plan_id=pk,
            number=number,
            held_on=data["held_on"],
            progress=data["progress"],
            note=data["note"],
            by=request.user,
            now=now,
            seen_version=data["row_version"],
        ),
        _("Pertemuan ke-%(n)s sudah dicatat.") % {"n": number},
    )


@require_http_methods(["GET", "POST"])
@object_rule(_ANSWERS)
def improvement_answer(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Write one's own words on a check-in."""
    _has_check(request, pk, number)
    now = timezone.now()
    return _step(
        request,
        pk,
        AnswerForm(request.POST, prefix=f"catatan-{number}"),
        f"answer-{number}",
        lambda plan: permissions.can_answer_improvement(request.user, plan, now),
        lambda data: actions.answer_check(
            plan_id=pk,
            number=number,
            text=data["text"],
            by=request.user,
            now=now,
            seen_version=data["row_version"],
        ),
        _("Catatan Anda sudah disimpan."),
    )


@require_http_methods(["GET", "POST"])
@object_rule(_GUIDES)
def improvement_conclude(request: SignedInRequest, pk: int) -> HttpResponse:
    """Draw the conclusion, once."""
    now = timezone.now()
    form = ConclusionForm(request.POST, prefix="kesimpulan")
    return _step(
        request,
        pk,
        form,
        "conclusion_form",
        lambda plan: permissions.can_conclude_improvement(request.user, plan, now, improved=True),
        lambda data: actions.conclude_improvement(
            plan_id=pk,
            improved=data["outcome"] == "improved",
            conclusion=data["conclusion"],
            by=request.user,
            now=now,
            seen_version=data["row_version"],
        ),
        _("Rencana perbaikan sudah disimpulkan. Pegawai dapat membacanya."),
    )


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Admin BKPSDM"))
def improvement_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record what follows when nothing improved."""
    now = timezone.now()
    return _step(
        request,
        pk,
        NextStepForm(request.POST, prefix="langkah"),
        "step_form",
        lambda plan: permissions.can_record_next_step(request.user, plan, now),
        lambda data: actions.record_next_step(
            plan_id=pk,
            step=data["step"],
            by=request.user,
            now=now,
            seen_version=data["row_version"],
        ),
        _("Langkah berikutnya sudah dicatat."),
    )
