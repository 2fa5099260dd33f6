"""The verbs of an evaluation on the employee's side, and re-opening by BKPSDM."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import evaluations as actions
from appraisal.actions import ratings
from appraisal.actions.bring_progress import bring_progress
from appraisal.forms.evaluations import AchievementForm, stored_texts
from appraisal.forms.plans import NoteForm
from appraisal.models import Evaluation
from appraisal.models.evaluations import FILLING
from appraisal.views.evaluation_pages import fill_context
from appraisal.views.evaluations import visible_evaluation
from appraisal.views.signed_in import SignedInRequest
from personnel.views.autosaving import autosaved, is_autosave
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import ChangedMeanwhile, DomainError, Incomplete
from sabang_kinerja.common.numbers import format_decimal
from sabang_kinerja.common.pages import domain_errors_as_messages


def _typed_again(
    request: SignedInRequest,
    evaluation: Evaluation,
    form: AchievementForm,
    error: DomainError | None,
) -> HttpResponse:
    """The page with everything that was typed, and why it was not taken.

    After a conflict the form carries the present version, so that saving again is a decision.
    """
    conflict = isinstance(error, ChangedMeanwhile)
    problems: list[str] = []
    if error is not None:
        evaluation = visible_evaluation(request, evaluation.pk)
        problems = error.problems if isinstance(error, Incomplete) else []
        form.evaluation = evaluation
        form.add_error(None, str(error))
        form.carry_version(evaluation.row_version)
    context = fill_context(
        request.user,
        evaluation,
        timezone.now(),
        form,
        problems=problems,
        stored=_saved_otherwise(evaluation, form) if conflict else {},
    )
    status = 422 if error is None or problems else 409
    return render(request, "appraisal/evaluation_fill.html", context, status=status)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pemilik SKP"))
def evaluation_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep what was typed: by the page itself, or by the button."""
    evaluation = visible_evaluation(request, pk)
    if request.method == "GET":
        return redirect("appraisal:evaluation-detail", pk=pk)
    form = AchievementForm(request.POST, evaluation=evaluation)
    if not form.is_valid():
        if is_autosave(request):
            return autosaved(form=form)
        return _typed_again(request, evaluation, form, None)
    try:
        saved = _save(request, evaluation, form)
    except DomainError as error:
        if is_autosave(request):
            return autosaved(error=error)
        return _typed_again(request, evaluation, form, error)
    if is_autosave(request):
        return autosaved(row_version=saved.row_version)
    messages.success(request, _("Perubahan sudah disimpan."))
    return redirect("appraisal:evaluation-detail", pk=pk)


def _save(request: SignedInRequest, evaluation: Evaluation, form: AchievementForm) -> Evaluation:
    return actions.save_achievements(
        evaluation_id=evaluation.pk,
        entered=form.to_input(),
        self_assessment=form.cleaned_data["self_assessment"],
        by=request.user,
        now=timezone.now(),
        seen_version=form.cleaned_data["row_version"],
    )


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pemilik SKP"))
def evaluation_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand the period in, with what was typed until this moment."""
    evaluation = visible_evaluation(request, pk)
    if request.method == "GET":
        return redirect("appraisal:evaluation-detail", pk=pk)
    form = AchievementForm(request.POST, evaluation=evaluation)
    if not form.is_valid():
        return _typed_again(request, evaluation, form, None)
    try:
        saved = _save(request, evaluation, form)
        actions.submit_evaluation(
            evaluation_id=pk,
            by=request.user,
            now=timezone.now(),
            seen_version=saved.row_version,
        )
    except DomainError as error:
        if _was_handed_in(request, evaluation, form):
            messages.info(request, _("Evaluasi ini sudah diajukan."))
            return redirect("appraisal:evaluation-detail", pk=pk)
        return _typed_again(request, evaluation, form, error)
    supervisor = evaluation.supervisor.full_name if evaluation.supervisor else ""
    messages.success(
        request,
        _("Evaluasi sudah diajukan kepada %(supervisor)s. Anda akan diberi tahu setelah dinilai.")
        % {"supervisor": supervisor},
    )
    return redirect("appraisal:evaluation-detail", pk=pk)


def _saved_otherwise(evaluation: Evaluation, form: AchievementForm) -> dict[str, str]:
    """Field → what is stored now, where it is not what was typed."""
    stored = stored_texts(evaluation)
    return {
        name: _words(stored.get(name))
        for name, typed in form.cleaned_data.items()
        if name != "row_version" and (typed or None) != (stored.get(name) or None)
    }


def _words(value: object) -> str:
    if isinstance(value, Decimal):
        return format_decimal(value)
    return str(value or _("kosong"))


def _was_handed_in(request: SignedInRequest, evaluation: Evaluation, form: AchievementForm) -> bool:
    """Whether a second click repeats what was taken a moment ago, word for word."""
    evaluation = visible_evaluation(request, evaluation.pk)
    if evaluation.state in FILLING:
        return False
    return not _saved_otherwise(evaluation, form)


@require_POST
@object_rule(gettext_lazy("Pemilik SKP"))
def evaluation_bring(request: SignedInRequest, pk: int, result_pk: int) -> HttpResponse:
    """Keep what was typed, then take the daily progress of one result over into it."""
    evaluation = visible_evaluation(request, pk)
    form = AchievementForm(request.POST, evaluation=evaluation)
    if not form.is_valid():
        return _typed_again(request, evaluation, form, None)
    try:
        _save(request, evaluation, form)
        bring_progress(evaluation_id=pk, result_id=result_pk, by=request.user, now=timezone.now())
    except DomainError as error:
        return _typed_again(request, evaluation, form, error)
    messages.success(
        request,
        _("Progres harian sudah dibawa ke realisasi. Periksa kata-katanya sebelum diajukan."),
    )
    return redirect(f"{reverse('appraisal:evaluation-detail', args=[pk])}#hasil-{result_pk}")


@require_POST
@object_rule(gettext_lazy("Pemilik SKP"))
def evaluation_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept and sign the served result."""
    evaluation = visible_evaluation(request, pk)
    with domain_errors_as_messages(request):
        actions.accept_evaluation(evaluation_id=evaluation.pk, by=request.user, now=timezone.now())
        messages.success(
            request, _("Terima kasih. Hasil evaluasi sudah Anda terima dan tanda tangani.")
        )
    return redirect("appraisal:evaluation-detail", pk=pk)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Admin BKPSDM, dengan perintah tertulis"))
def evaluation_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a final evaluation again; its document is kept, a new revision follows."""
    evaluation = visible_evaluation(request, pk)
    verdict = permissions.can_reopen(request.user, evaluation, timezone.now())
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect("appraisal:evaluation-detail", pk=pk)
    form = NoteForm(request.POST or None, label=_("Nomor dan tanggal perintah tertulis"))
    if request.method == "POST" and form.is_valid():
        with domain_errors_as_messages(request):
            ratings.reopen_evaluation(
                evaluation_id=pk,
                order=form.cleaned_data["note"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, _("Evaluasi dibuka kembali untuk dinilai."))
        return redirect("appraisal:evaluation-detail", pk=pk)
    return render(
        request,
        "appraisal/evaluation_step.html",
        {
            "evaluation": evaluation,
            "form": form,
            "title": _("Buka kembali evaluasi %(name)s") % {"name": evaluation.plan.employee.name},
            "lead": _(
                "Rating dapat diubah lagi oleh pejabat penilai. "
                "Dokumen yang sudah terbit tetap tersimpan."
            ),
            "verb": _("Buka kembali"),
            "back": reverse("appraisal:evaluation-detail", args=[pk]),
        },
        status=422 if form.errors else 200,
    )
