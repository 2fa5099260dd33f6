"""Forms of the law as files.

They are printed in the web process when somebody asks, one at a time, from what is stored then;
nothing is kept and nothing numbered. Only the Dokumen Evaluasi is a letter with a number.
"""

from typing import Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from appraisal.models.evaluations import RATED
from appraisal.permissions import (
    can_read_determinations,
    can_see_ratings,
    visible_evaluations,
    visible_organisations,
    visible_plans,
)
from appraisal.selectors.evaluations import evaluations_for_page
from appraisal.selectors.plans import plans_for_page
from personnel.models import Employee
from personnel.views.asking import asked
from reports.documents.determination_form import render_determination
from reports.documents.evaluation_form import render_evaluation
from reports.documents.explanation_document import render_explanation
from reports.documents.paper import Paper
from reports.documents.plan_form import render_plan
from reports.selectors.determinations import determination_content, determination_standing
from reports.selectors.evaluation_forms import (
    evaluation_form_content,
    evaluation_standing,
    evaluations_for_form,
)
from reports.selectors.explanations import explanation_content
from reports.selectors.forms import plan_form_content, plan_standing
from reports.views.files import PDF_TYPE, attachment
from sabang_kinerja.common.access import object_rule

_LONGEST_NAME: Final = 60
"""Letters of a person's name within the name of a file."""


@require_GET
@object_rule(gettext_lazy("SKP yang terlihat"))
def plan_form(request: HttpRequest, pk: int, paper: str) -> HttpResponse:
    """One plan with its annex as PDF. ``paper``: "a4" or "f4"."""
    who = asked(request)
    sheet = chosen_paper(paper)
    plan = get_object_or_404(plans_for_page(visible_plans(who.user, who.now)), pk=pk)
    pdf = render_plan(
        plan_form_content(plan, who.now), standing=plan_standing(plan, who.now), paper=sheet
    )
    name = file_name("skp", plan.year.year, f"v{plan.version}", plan.employee)
    return attachment(pdf, name, PDF_TYPE)


@require_GET
@object_rule(gettext_lazy("Evaluasi yang terlihat; rating setelah disampaikan"))
def evaluation_form(request: HttpRequest, pk: int, paper: str) -> HttpResponse:
    """One evaluation as PDF; without ratings for whoever may not read them yet."""
    who = asked(request)
    sheet = chosen_paper(paper)
    rows = evaluations_for_form(visible_evaluations(who.user, who.now))
    evaluation = get_object_or_404(rows, pk=pk)
    shows = bool(can_see_ratings(who.user, evaluation, who.now))
    pdf = render_evaluation(
        evaluation_form_content(evaluation, who.now, shows_ratings=shows),
        standing=evaluation_standing(evaluation, who.now, shows_ratings=shows),
        paper=sheet,
    )
    period = str(evaluation.period)
    return attachment(pdf, file_name("evaluasi", period, evaluation.plan.employee), PDF_TYPE)


@require_GET
@object_rule(
    gettext_lazy("Pimpinan di atas unit, kepala dan pengelola kinerja perangkat daerah, BKPSDM")
)
def organisation_form(request: HttpRequest, pk: int, paper: str) -> HttpResponse:
    """Predicates of a unit and of everybody in it, as PDF for the leader above to sign."""
    who = asked(request)
    sheet = chosen_paper(paper)
    row = get_object_or_404(
        visible_organisations(who.user, who.now).select_related(
            "unit__agency", "period__year", "fixed_by"
        ),
        pk=pk,
    )
    verdict = can_read_determinations(who.user, [row], who.now)[row.pk]
    if not verdict:
        raise PermissionDenied(str(verdict.reason))
    content = determination_content(row, who.now)
    pdf = render_determination(
        content, standing=determination_standing(content, who.now), paper=sheet
    )
    return attachment(pdf, file_name("penetapan", row.period, row.unit.name), PDF_TYPE)


@require_GET
@object_rule(gettext_lazy("Evaluasi yang terlihat; setelah disampaikan"))
def evaluation_explanation(request: HttpRequest, pk: int, paper: str) -> HttpResponse:
    """Why the result is so, as the page says it; back to the page while there is no result."""
    who = asked(request)
    sheet = chosen_paper(paper)
    rows = evaluations_for_page(visible_evaluations(who.user, who.now))
    evaluation = get_object_or_404(rows, pk=pk)
    verdict = can_see_ratings(who.user, evaluation, who.now)
    if not verdict or evaluation.state not in RATED:
        reason = verdict.reason or _("Penjelasan tersedia setelah hasil ditetapkan.")
        messages.info(request, str(reason))
        return redirect("appraisal:evaluation-detail", pk=evaluation.pk)
    pdf = render_explanation(explanation_content(evaluation, who.now), paper=sheet)
    period = str(evaluation.period)
    return attachment(pdf, file_name("penjelasan", period, evaluation.plan.employee), PDF_TYPE)


def chosen_paper(word: str) -> Paper:
    """The sheet that an address names. Raises ``Http404`` for another word."""
    try:
        return Paper(word)
    except ValueError as error:
        raise Http404 from error


def file_name(kind: str, *parts: object) -> str:
    """Name of a file: kind, parts and person in plain letters."""
    words = [kind, *(part.name if isinstance(part, Employee) else str(part) for part in parts)]
    return "-".join(slugify(word)[:_LONGEST_NAME].strip("-") for word in words if word) + ".pdf"
