"""Evidence: add, remove, and fetch, always through the evaluation that it belongs to."""

from pathlib import PurePath

from django.contrib import messages
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import evidence as actions
from appraisal.forms.evaluations import AchievementForm, EvidenceForm
from appraisal.models import Evaluation, Evidence, WorkResult
from appraisal.models.evaluations import FILLING
from appraisal.selectors.evaluations import result_rows
from appraisal.selectors.link_checks import link_checks
from appraisal.views.evaluation_pages import fill_context, read_context
from appraisal.views.evaluations import visible_evaluation
from appraisal.views.signed_in import SignedInRequest, wants_fragment
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError

_PLAIN_TYPE = "application/octet-stream"


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pemilik SKP"))
def evidence_create(request: SignedInRequest, pk: int, result_pk: int) -> HttpResponse:
    """Attach a file or a link to one result; refused ones say why at their field."""
    evaluation = visible_evaluation(request, pk)
    if request.method == "GET":
        return redirect("appraisal:evaluation-detail", pk=pk)
    result = get_object_or_404(evaluation.plan.results.all(), pk=result_pk)
    verdict = permissions.can_add_evidence(request.user, evaluation, timezone.now())
    if not verdict:
        return _closed(request, evaluation, str(verdict.reason))
    form = EvidenceForm(request.POST, request.FILES, result=result)
    if form.is_valid():
        try:
            actions.add_evidence(
                evaluation_id=pk,
                result_id=result.pk,
                title=form.cleaned_data["title"],
                file=form.cleaned_data["file"] or None,
                url=form.cleaned_data["url"],
                by=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("file" if form.cleaned_data["file"] else None, str(error))
        else:
            return _after_change(request, evaluation, result, _("Bukti sudah dilampirkan."))
    return _refused(request, evaluation, result, form)


def _closed(request: SignedInRequest, evaluation: Evaluation, sentence: str) -> HttpResponse:
    """Nothing more can be attached here: say so on the page as it is now."""
    messages.error(request, sentence)
    back = reverse("appraisal:evaluation-detail", args=[evaluation.pk])
    if wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": back})
    return redirect(back)


def _refused(
    request: SignedInRequest, evaluation: Evaluation, result: WorkResult, form: EvidenceForm
) -> HttpResponse:
    if wants_fragment(request):
        return _evidence_fragment(request, evaluation, result, form, status=422)
    now = timezone.now()
    if evaluation.state in FILLING and evaluation.plan.employee_id == request.user.employee_id:
        texts = AchievementForm(evaluation=evaluation)
        context = fill_context(request.user, evaluation, now, texts, evidence_form=form)
        return render(request, "appraisal/evaluation_fill.html", context, status=422)
    context = read_context(request.user, evaluation, now, evidence_form=form)
    return render(request, "appraisal/evaluation_read.html", context, status=422)


def _evidence_fragment(
    request: SignedInRequest,
    evaluation: Evaluation,
    result: WorkResult,
    form: EvidenceForm,
    status: int = 200,
) -> HttpResponse:
    rows = {row.result.pk: row for row in result_rows(evaluation)}
    return render(
        request,
        "appraisal/_evidence.html",
        {
            "evaluation": evaluation,
            "result": result,
            "number": rows[result.pk].number,
            "evidence": rows[result.pk].evidence,
            "evidence_form": form,
            "checks": link_checks(piece.url for piece in rows[result.pk].evidence),
            "can_add_evidence": permissions.can_add_evidence(
                request.user, evaluation, timezone.now()
            ),
        },
        status=status,
    )


def _after_change(
    request: SignedInRequest, evaluation: Evaluation, result: WorkResult, sentence: str
) -> HttpResponse:
    if wants_fragment(request):
        again = visible_evaluation(request, evaluation.pk)
        return _evidence_fragment(request, again, result, EvidenceForm(result=result))
    messages.success(request, sentence)
    url = reverse("appraisal:evaluation-detail", args=[evaluation.pk])
    return redirect(f"{url}#bukti-{result.pk}")


def _visible_evidence(request: SignedInRequest, pk: int) -> Evidence:
    return get_object_or_404(
        permissions.visible_evidence(request.user, timezone.now()).select_related("result"), pk=pk
    )


@require_POST
@object_rule(gettext_lazy("Pemilik SKP"))
def evidence_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a piece of evidence away."""
    evidence = _visible_evidence(request, pk)
    evaluation = visible_evaluation(request, evidence.evaluation_id)
    result = evidence.result
    try:
        actions.remove_evidence(evidence_id=pk, by=request.user, now=timezone.now())
    except DomainError as error:
        return _closed(request, evaluation, str(error))
    return _after_change(request, evaluation, result, _("Bukti sudah dihapus."))


@require_GET
@object_rule(gettext_lazy("Pembaca evaluasi yang memuat bukti ini"))
def evidence_download(request: SignedInRequest, pk: int) -> HttpResponse | FileResponse:
    """The file as an attachment of its checked type; never shown inside a page of ours."""
    evidence = _visible_evidence(request, pk)
    if not evidence.file:
        raise Http404
    try:
        content = evidence.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content,
        as_attachment=True,
        filename=download_name(evidence),
        content_type=evidence.content_type or _PLAIN_TYPE,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def download_name(evidence: Evidence) -> str:
    """A file name without path, blanks or signs that a shell or header could misread."""
    try:
        return get_valid_filename(PurePath(evidence.file_name).name)
    except SuspiciousFileOperation:
        return f"bukti-{evidence.pk}"
