"""Asking the supervisor to look at a rating again, and the supervisor's answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from appraisal import permissions
from appraisal.actions import calibration as actions
from appraisal.forms.calibration import AnswerForm, ReviewForm
from appraisal.models import Evaluation, ReviewRequest
from appraisal.selectors.reviews import open_review
from appraisal.views.evaluation_buttons import team_url
from appraisal.views.evaluations import visible_evaluation
from appraisal.views.signed_in import SignedInRequest
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError, Incomplete
from sabang_kinerja.common.verdicts import Verdict, denied


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Kepala perangkat daerah, admin BKPSDM, pimpinan kota"))
def review_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for a review of one person's ratings, with a reason."""
    evaluation = visible_evaluation(request, pk)
    back = _room(evaluation)
    verdict = _may_ask(request, evaluation)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(back)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_review(
                evaluation_id=pk,
                reason=form.cleaned_data["reason"],
                by=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                _("Permintaan sudah disampaikan kepada %(supervisor)s.")
                % {"supervisor": evaluation.supervisor},
            )
            return redirect(back)
    context = {
        "eyebrow": evaluation.period,
        "form": form,
        "title": _("Minta rating %(name)s ditinjau") % {"name": evaluation.plan.employee.name},
        "lead": _(
            "Permintaan ini tidak mengubah rating. Pejabat penilai yang memutuskan dan menanggapi."
        ),
        "verb": _("Minta ditinjau"),
        "back": back,
    }
    status = 422 if form.errors else 200
    return render(request, "appraisal/judging_step.html", context, status=status)


def _may_ask(request: SignedInRequest, evaluation: Evaluation) -> Verdict:
    calibration = permissions.calibration_of(
        evaluation.plan.assignment.post.unit.agency, evaluation.period
    )
    verdict = permissions.can_ask_review(request.user, evaluation, calibration, timezone.now())
    if verdict and open_review(evaluation) is not None:
        return denied(_("Masih ada permintaan yang belum ditanggapi."))
    return verdict


def _room(evaluation: Evaluation) -> str:
    agency = evaluation.plan.assignment.post.unit.agency_id
    if agency is None:
        return reverse("appraisal:evaluation-detail", args=[evaluation.pk])
    return reverse("appraisal:calibration-room", args=[evaluation.period_id, agency])


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pejabat penilai"))
def review_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The supervisor says what came of a request."""
    seen = permissions.visible_evaluations(request.user, timezone.now())
    row = get_object_or_404(
        ReviewRequest.objects.filter(evaluation__in=seen).select_related(
            "evaluation__period__year",
            "evaluation__plan__employee",
            "evaluation__supervisor",
            "asked_by__employee",
        ),
        pk=pk,
    )
    back = team_url(row.evaluation)
    verdict = permissions.can_answer_review(request.user, row, timezone.now())
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect("appraisal:evaluation-detail", pk=row.evaluation_id)
    form = AnswerForm(request.POST or None, initial={"row_version": row.row_version})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.answer_review(
                    request_id=pk,
                    answer=form.cleaned_data["answer"],
                    by=request.user,
                    now=timezone.now(),
                    seen_version=form.cleaned_data["row_version"],
                )
            except DomainError as error:
                status = 422 if isinstance(error, Incomplete) else 409
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Tanggapan sudah disimpan."))
                return redirect(f"{back}#laci")
    context = {
        "eyebrow": row.evaluation.period,
        "form": form,
        "title": _("Tanggapi peninjauan %(name)s") % {"name": row.evaluation.plan.employee.name},
        "lead": _("%(name)s meminta: %(reason)s")
        % {"name": row.asked_by.get_short_name(), "reason": row.reason},
        "verb": _("Tanggapi"),
        "back": back,
    }
    return render(request, "appraisal/judging_step.html", context, status=status)
