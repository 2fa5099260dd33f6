"""Rating as one goes; fixing and serving, one by one and for the whole team."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import ratings as actions
from appraisal.enums import EvaluationState, Rating
from appraisal.forms.ratings import RatingForm, stored_ratings
from appraisal.models import Evaluation
from appraisal.selectors.team import next_to_rate
from appraisal.views.evaluations import visible_evaluation
from appraisal.views.signed_in import SignedInRequest
from appraisal.views.team import rows_of, team_context, team_of
from personnel.models import Period
from personnel.rules.dates import long_date
from personnel.views.autosaving import autosaved, is_autosave
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import ChangedMeanwhile, DomainError, Incomplete, WrongState
from sabang_kinerja.common.pages import domain_errors_as_messages

_SUPERVISOR = gettext_lazy("Pejabat penilai")


def _drawer_url(period_pk: int, evaluation_pk: int) -> str:
    return f"{reverse('appraisal:team', args=[period_pk])}?selected={evaluation_pk}#laci"


def _typed_again(
    request: SignedInRequest, evaluation: Evaluation, form: RatingForm, error: DomainError | None
) -> HttpResponse:
    """The team's page with everything that was typed for this person, and why it was not taken."""
    conflict = isinstance(error, ChangedMeanwhile)
    if error is not None:
        field = "annual_note" if isinstance(error, actions.NoteOwed) else None
        form.add_error(field, " ".join([str(error), *getattr(error, "problems", [])]))
        evaluation = visible_evaluation(request, evaluation.pk)
        form.carry_version(evaluation.row_version)
    context = team_context(
        request,
        evaluation.period,
        selected=evaluation.pk,
        form=form,
        stored=_saved_otherwise(evaluation, form) if conflict else {},
    )
    status = 409 if error is not None and not isinstance(error, Incomplete) else 422
    return render(request, "appraisal/team.html", context, status=status)


def _saved_otherwise(evaluation: Evaluation, form: RatingForm) -> dict[str, str]:
    """Field → what is stored now, where it is not what was typed."""
    labels = dict(Rating.choices)
    return {
        name: str(labels.get(stored, stored) or _("kosong"))
        for name, stored in stored_ratings(evaluation).items()
        if (stored or "") != (form.cleaned_data.get(name) or "")
    }


def _first_error(form: RatingForm) -> str:
    """The first thing that is wrong, for a page that has one line to say it."""
    return str(next(iter(form.errors.values()))[0])


def _save(request: SignedInRequest, evaluation: Evaluation, form: RatingForm) -> Evaluation:
    return actions.save_ratings(
        evaluation_id=evaluation.pk,
        entered=form.to_input(),
        by=request.user,
        now=timezone.now(),
        seen_version=form.cleaned_data["row_version"],
    )


@require_http_methods(["GET", "POST"])
@object_rule(_SUPERVISOR)
def evaluation_rate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the ratings of one person: by the page itself, or by a button that also leads on."""
    evaluation = visible_evaluation(request, pk)
    if request.method == "GET":
        return redirect(_drawer_url(evaluation.period_id, pk))
    form = RatingForm(request.POST, evaluation=evaluation)
    if not form.is_valid():
        if is_autosave(request):
            return autosaved(error=Incomplete(_first_error(form)))
        return _refuse_strangers(request, evaluation) or _typed_again(
            request, evaluation, form, None
        )
    try:
        saved = _save(request, evaluation, form)
    except DomainError as error:
        if is_autosave(request):
            return autosaved(error=error)
        refused = _refuse_strangers(request, evaluation, error)
        return refused or _typed_again(request, evaluation, form, error)
    if is_autosave(request):
        return autosaved(row_version=saved.row_version)
    messages.success(request, _("Perubahan sudah disimpan."))
    return redirect(_drawer_url(evaluation.period_id, _going_to(request, evaluation)))


def _going_to(request: SignedInRequest, evaluation: Evaluation) -> int:
    """Whom the page shows next: the same person, or the next without a rating."""
    if request.POST.get("then") != "next":
        return evaluation.pk
    rows = rows_of(request, evaluation.period)
    following = next_to_rate(rows, evaluation.pk)
    return following.evaluation.pk if following else evaluation.pk


def _refuse_strangers(
    request: SignedInRequest, evaluation: Evaluation, error: DomainError | None = None
) -> HttpResponse | None:
    """Readers who do not rate this person have no drawer to come back to."""
    if permissions.rates(request.user, evaluation, timezone.now()):
        return None
    messages.error(
        request,
        str(error)
        if error is not None
        else _("Hanya pejabat penilai yang dapat memberi rating. Pejabat penilai: %(supervisor)s.")
        % {"supervisor": evaluation.supervisor or _("belum ada")},
    )
    return redirect("appraisal:evaluation-detail", pk=evaluation.pk)


@require_http_methods(["GET", "POST"])
@object_rule(_SUPERVISOR)
def evaluation_fix(request: SignedInRequest, pk: int) -> HttpResponse:
    """Fix one person's result, with what was typed until this moment."""
    evaluation = visible_evaluation(request, pk)
    if request.method == "GET":
        return redirect(_drawer_url(evaluation.period_id, pk))
    form = RatingForm(request.POST, evaluation=evaluation)
    if not form.is_valid():
        return _refuse_strangers(request, evaluation) or _typed_again(
            request, evaluation, form, None
        )
    try:
        saved = _save(request, evaluation, form)
        fixed = actions.fix_evaluation(
            evaluation_id=pk,
            by=request.user,
            now=timezone.now(),
            seen_version=saved.row_version,
        )
    except DomainError as error:
        return _not_fixed(request, evaluation, form, error)
    messages.success(
        request,
        _("Predikat %(name)s ditetapkan: %(predicate)s. Langkah berikutnya: sampaikan.")
        % {
            "name": evaluation.plan.employee.name,
            "predicate": fixed.get_predicate_display(),
        },
    )
    return redirect(_drawer_url(evaluation.period_id, pk))


def _not_fixed(
    request: SignedInRequest, evaluation: Evaluation, form: RatingForm, error: DomainError
) -> HttpResponse:
    """Tell apart what awaits the organisation, what a second click repeats, and what is wrong."""
    refused = _refuse_strangers(request, evaluation, error)
    if refused is not None:
        return refused
    now = Evaluation.objects.get(pk=evaluation.pk)
    if now.state == EvaluationState.AWAITING_ORGANISATION and isinstance(error, WrongState):
        messages.info(request, str(error))
        return redirect(_drawer_url(evaluation.period_id, evaluation.pk))
    if now.state == EvaluationState.FIXED:
        messages.info(request, _("Hasil ini sudah ditetapkan."))
        return redirect(_drawer_url(evaluation.period_id, evaluation.pk))
    return _typed_again(request, evaluation, form, error)


@require_POST
@object_rule(_SUPERVISOR)
def team_fix(request: SignedInRequest, period_pk: int) -> HttpResponse:
    """Fix everybody whose ratings are complete; each on its own, so that one cannot hold others."""
    period = get_object_or_404(Period.objects.select_related("year"), pk=period_pk)
    rows = rows_of(request, period)
    fixed = 0
    refused: dict[str, list[str]] = {}
    for row in rows:
        if not row.is_complete:
            continue
        try:
            actions.fix_evaluation(
                evaluation_id=row.evaluation.pk, by=request.user, now=timezone.now()
            )
        except DomainError as error:
            refused.setdefault(str(error), []).append(row.name)
        else:
            fixed += 1
    if fixed:
        messages.success(
            request,
            ngettext("%(n)s hasil ditetapkan.", "%(n)s hasil ditetapkan.", fixed) % {"n": fixed},
        )
    for sentence, names in refused.items():
        messages.info(request, f"{get_text_list(names, _('dan'))}: {sentence}")
    if not fixed and not refused:
        messages.info(request, _("Belum ada penilaian yang lengkap."))
    return redirect("appraisal:team", period_pk=period_pk)


@require_POST
@object_rule(_SUPERVISOR)
def evaluation_serve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand one fixed result to its employee."""
    evaluation = visible_evaluation(request, pk)
    with domain_errors_as_messages(request):
        actions.serve_evaluation(evaluation_id=pk, by=request.user, now=timezone.now())
        messages.success(
            request,
            _("Hasil evaluasi sudah disampaikan kepada %(employee)s pada %(date)s.")
            % {
                "employee": evaluation.plan.employee.full_name,
                "date": long_date(timezone.localdate()),
            },
        )
    if permissions.rates(request.user, evaluation, timezone.now()):
        return redirect(_drawer_url(evaluation.period_id, pk))
    return redirect("appraisal:evaluation-detail", pk=pk)


@require_POST
@object_rule(_SUPERVISOR)
def team_serve(request: SignedInRequest, period_pk: int) -> HttpResponse:
    """Hand every fixed result of the team to its employee."""
    period = get_object_or_404(Period.objects.select_related("year"), pk=period_pk)
    served = 0
    for evaluation in team_of(request, period).filter(state=EvaluationState.FIXED):
        with domain_errors_as_messages(request):
            actions.serve_evaluation(
                evaluation_id=evaluation.pk, by=request.user, now=timezone.now()
            )
            served += 1
    if served:
        messages.success(
            request,
            ngettext(
                "%(n)s hasil sudah disampaikan pada %(date)s.",
                "%(n)s hasil sudah disampaikan pada %(date)s.",
                served,
            )
            % {"n": served, "date": long_date(timezone.localdate())},
        )
    else:
        messages.info(request, _("Tidak ada hasil yang menunggu disampaikan."))
    return redirect("appraisal:team", period_pk=period_pk)
