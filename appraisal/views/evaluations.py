"""Pages of evaluations: the list, its export, and one evaluation in each of its phases."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from appraisal import permissions
from appraisal.documents import HEADINGS, WIDTHS, evaluation_rows
from appraisal.filters import EvaluationFilter
from appraisal.forms.evaluations import AchievementForm
from appraisal.models import Evaluation
from appraisal.models.evaluations import FILLING, RATED, EvaluationQuerySet
from appraisal.selectors.answer_days import AnswerDays
from appraisal.selectors.evaluations import evaluations_for_page
from appraisal.selectors.next_steps import next_step
from appraisal.selectors.team import given_by, team_periods
from appraisal.views.evaluation_pages import fill_context, read_context, result_context
from appraisal.views.periods import WATCHERS
from appraisal.views.signed_in import SignedInRequest
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.pages import render_page
from sabang_kinerja.common.spreadsheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx

PAGE_SIZE = 25
TEAMS_SHOWN = 6
_SEES = gettext_lazy(
    "Evaluasi yang terlihat: milik sendiri, tim, perangkat daerah yang dikelola, atau semua"
)


def _given(request: SignedInRequest) -> EvaluationQuerySet:
    raters = permissions.rated_for(request.user, timezone.now())
    return given_by(raters, request.user.employee_id)


def visible_evaluation(request: SignedInRequest, pk: int) -> Evaluation:
    """The evaluation with everything its page shows, or 404 outside the reader's rows."""
    return get_object_or_404(
        evaluations_for_page(permissions.visible_evaluations(request.user, timezone.now())), pk=pk
    )


def _own(request: SignedInRequest) -> EvaluationQuerySet:
    if not request.user.employee_id:
        return Evaluation.objects.none()
    return (
        Evaluation.objects.filter(plan__employee=request.user.employee_id)
        .with_list_columns()
        .order_by("-period__ends", "period__starts", "-pk")
    )


def _filtered_others(request: SignedInRequest) -> EvaluationFilter:
    visible = permissions.visible_evaluations(request.user, timezone.now())
    if request.user.employee_id:
        visible = visible.exclude(plan__employee=request.user.employee_id)
    rows = visible.with_list_columns().order_by("-period__ends", "plan__employee__name", "pk")
    return EvaluationFilter(request.GET, rows, request=request)


@require_GET
@object_rule(_SEES)
def evaluation_list(request: SignedInRequest) -> HttpResponse:
    """Own evaluations first, each with what comes next; below, those of others."""
    now = timezone.now()
    days = AnswerDays(timezone.localtime(now).date())
    mine = [
        (row, next_step(row, now, days), bool(permissions.can_see_ratings(request.user, row, now)))
        for row in _own(request)
    ]
    found = _filtered_others(request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    latest = mine[0][0].period.year_id if mine else None
    context = {
        "mine": [line for line in mine if line[0].period.year_id == latest or line[1].is_turn],
        "earlier": [
            line for line in mine if line[0].period.year_id != latest and not line[1].is_turn
        ],
        "turns": sum(step.is_turn for _row, step, _shows in mine),
        "teams": team_periods(_given(request))[:TEAMS_SHOWN],
        "places": _places(request),
        "rated_states": RATED,
        "filter": found,
        "page": page,
        "has_others": page.paginator.count > 0 or found.queryset.exists(),
    }
    return render_page(
        request, "appraisal/evaluation_list.html", context, "appraisal/_evaluation_rows.html"
    )


def _places(request: SignedInRequest) -> list[tuple[str, str]]:
    """Lists beside this one that the reader's roles open: label and address."""
    now = timezone.now()
    held = roles_of(request.user, timezone.localtime(now).date())
    places = []
    if held.roles & set(WATCHERS):
        places.append((_("Periode dan kemajuan"), reverse("appraisal:period-list")))
    organisation = permissions.visible_organisations(request.user, now).order_by("-period__ends")
    latest = organisation.values_list("period", flat=True).first()
    if latest is not None:
        url = reverse("appraisal:organisation-list", args=[latest])
        places.append((_("Predikat organisasi"), url))
    if permissions.visible_objections(request.user, now).exists():
        places.append((_("Keberatan"), reverse("appraisal:objection-list")))
    places.append((_("Angka kredit"), reverse("appraisal:credit-list")))
    if permissions.visible_improvement_plans(request.user, now).exists():
        places.append((_("Rencana perbaikan"), reverse("appraisal:improvement-list")))
    return places


@require_GET
@object_rule(_SEES)
def evaluation_export(request: SignedInRequest, kind: str) -> HttpResponse:
    """What the list shows, all pages of it, as a spreadsheet. ``kind``: "csv" or "xlsx"."""
    now = timezone.now()
    found = [*_own(request), *_filtered_others(request).qs]
    evaluations = [row for row in found if row.period.year.has_effects]
    rows = evaluation_rows(
        (row, bool(permissions.can_see_ratings(request.user, row, now))) for row in evaluations
    )
    headings = [str(heading) for heading in HEADINGS]
    name = f"evaluasi-{timezone.localtime(now):%Y-%m-%d}.{kind}"
    if kind == "csv":
        response = HttpResponse(as_csv(headings, rows), content_type=CSV_TYPE)
    elif kind == "xlsx":
        content = as_xlsx(_("Evaluasi"), headings, rows, WIDTHS)
        response = HttpResponse(content, content_type=XLSX_TYPE)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
@object_rule(_SEES)
def evaluation_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One evaluation: its owner fills it in, waits, or reads why the result is what it is."""
    evaluation = visible_evaluation(request, pk)
    template, context = page_of(request, evaluation)
    return render_page(request, template, context)


def page_of(request: SignedInRequest, evaluation: Evaluation) -> tuple[str, dict[str, Any]]:
    """The template that fits reader and state, with its context."""
    now = timezone.now()
    is_owner = evaluation.plan.employee_id == request.user.employee_id
    if is_owner and evaluation.state in FILLING:
        form = AchievementForm(evaluation=evaluation)
        return "appraisal/evaluation_fill.html", fill_context(request.user, evaluation, now, form)
    shows = permissions.can_see_ratings(request.user, evaluation, now)
    if shows and evaluation.state in RATED:
        context = result_context(request.user, evaluation, now)
        return "appraisal/evaluation_result.html", context
    return "appraisal/evaluation_read.html", read_context(request.user, evaluation, now)
