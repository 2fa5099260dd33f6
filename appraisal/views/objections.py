"""Objections: filing, both statements, the decision, and the list for those who watch."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import permissions
from appraisal.actions import objections as actions
from appraisal.enums import ObjectionState, Predicate, Rating
from appraisal.filters import ObjectionFilter
from appraisal.forms.objections import DecisionForm, GroundsForm, RejectionForm, StatementForm
from appraisal.models import Objection
from appraisal.rules.explanation import quadrant
from appraisal.rules.ratings import Rating as Level
from appraisal.selectors.answer_days import AnswerDays
from appraisal.selectors.histories import objection_history
from appraisal.selectors.objections import OPEN, objections_for_list, timeline
from appraisal.selectors.team import preview
from appraisal.views.evaluations import visible_evaluation
from appraisal.views.signed_in import SignedInRequest
from personnel.rules.dates import long_date
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError, WindowClosed
from sabang_kinerja.common.pages import ActionButton, render_page

PAGE_SIZE = 25
_SEES = gettext_lazy("Pembaca evaluasi yang dikeberatani")


@require_GET
@object_rule(_SEES)
def objection_list(request: SignedInRequest) -> HttpResponse:
    """Objections against evaluations that the reader sees; open ones first."""
    visible = permissions.visible_objections(request.user, timezone.now())
    found = ObjectionFilter(request.GET, objections_for_list(visible), request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "open_count": visible.filter(state__in=OPEN).count(),
        "any": visible.exists(),
        "today": timezone.localdate(),
    }
    return render_page(
        request, "appraisal/objection_list.html", context, "appraisal/_objection_rows.html"
    )


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pemilik SKP"))
def objection_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Object to a served result; a late one is put on record as not meeting the conditions."""
    evaluation = visible_evaluation(request, pk)
    days = AnswerDays(timezone.localdate())
    verdict = permissions.can_object(request.user, evaluation, timezone.now(), days)
    is_late = not verdict and verdict.error is WindowClosed
    if not verdict and not is_late:
        messages.error(request, str(verdict.reason))
        existing = evaluation.objections.exclude(state=ObjectionState.REJECTED_FORMALLY).first()
        if existing is not None:
            return redirect("appraisal:objection-detail", pk=existing.pk)
        return redirect("appraisal:evaluation-detail", pk=pk)
    form = GroundsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        grounds = form.cleaned_data["grounds"]
        same = evaluation.objections.filter(grounds=grounds).first()
        if same is not None:
            return redirect("appraisal:objection-detail", pk=same.pk)
        try:
            objection = actions.file_objection(
                evaluation_id=pk, grounds=grounds, by=request.user, now=timezone.now()
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            _say_filed(request, objection)
            return redirect("appraisal:objection-detail", pk=objection.pk)
    context = {
        "evaluation": evaluation,
        "form": form,
        "is_late": is_late,
        "verdict": verdict,
        "due": days.objection_due(evaluation),
        "today": timezone.localdate(),
    }
    status = 422 if form.errors else 200
    return render(request, "appraisal/objection_form.html", context, status=status)


def _say_filed(request: SignedInRequest, objection: Objection) -> None:
    if objection.state == ObjectionState.REJECTED_FORMALLY:
        messages.warning(request, objection.decision)
        return
    superior = objection.evaluation.reviewing_superior
    messages.success(
        request,
        _("Keberatan sudah diterima. %(superior)s akan memutuskannya paling lambat %(date)s.")
        % {
            "superior": superior.full_name if superior else _("Atasan pejabat penilai"),
            "date": long_date(objection.decide_by),
        },
    )


def visible_objection(request: SignedInRequest, pk: int) -> Objection:
    """The objection with the people of its page; 404 if the reader may not see it."""
    return get_object_or_404(
        permissions.visible_objections(request.user, timezone.now()).select_related(
            "evaluation__plan__employee",
            "evaluation__plan__assignment__post__unit__agency",
            "evaluation__period__year",
            "evaluation__supervisor",
            "evaluation__reviewing_superior",
            "decided_by__employee",
        ),
        pk=pk,
    )


def _own_side(request: SignedInRequest, objection: Objection) -> str:
    """Which statement the reader writes: "employee", "supervisor" or none."""
    if objection.state not in OPEN or request.user.employee_id is None:
        return ""
    if objection.evaluation.plan.employee_id == request.user.employee_id:
        return "employee"
    if objection.evaluation.supervisor_id == request.user.employee_id:
        return "supervisor"
    return ""


def _statement_form(
    objection: Objection, side: str, data: QueryDict | None = None
) -> StatementForm:
    return StatementForm(data, objection=objection, text=getattr(objection, f"{side}_statement"))


def detail_page(
    request: SignedInRequest, objection: Objection, status: int = 200, **forms: Any
) -> HttpResponse:
    """The page of an objection, with a form as it was typed instead of an empty one."""
    now = timezone.now()
    user = request.user
    evaluation = objection.evaluation
    side = _own_side(request, objection)
    can_examine = permissions.can_examine(user, objection, now)
    can_decide = permissions.can_decide(user, objection, now)
    decision = forms.get("decision_form")
    if decision is None and can_decide:
        decision = DecisionForm(objection=objection)
    statement = forms.get("statement_form")
    if statement is None and side:
        statement = _statement_form(objection, side)
    context = {
        "objection": objection,
        "evaluation": evaluation,
        "is_open": objection.state in OPEN,
        "side": side,
        "statement_form": statement,
        "can_examine": can_examine,
        "can_decide": can_decide,
        "decision_form": decision,
        "rejection_form": forms.get("rejection_form") or RejectionForm(),
        "examine_button": ActionButton(
            _("Periksa keberatan"),
            reverse("appraisal:objection-examine", args=[objection.pk]),
            can_examine,
        ),
        "events": timeline(objection),
        "history": objection_history(objection),
        "today": timezone.localtime(now).date(),
        "detail_url": reverse("appraisal:objection-detail", args=[objection.pk]),
        **_preview(request, objection, decision),
    }
    return render(request, "appraisal/objection_detail.html", context, status=status)


def _preview(
    request: SignedInRequest, objection: Objection, form: DecisionForm | None
) -> dict[str, Any]:
    """The quadrant with the cell that the chosen pair would give."""
    evaluation = objection.evaluation
    asked = form.data if form is not None and form.is_bound else request.GET
    results = asked.get("results_rating") or evaluation.results_rating
    behaviour = asked.get("behaviour_rating") or evaluation.behaviour_rating
    if results not in Rating.values or behaviour not in Rating.values:
        results, behaviour = evaluation.results_rating, evaluation.behaviour_rating
    predicate = preview(results, behaviour)
    return {
        "cells": quadrant(Level(results), Level(behaviour)),
        "preview": predicate,
        "preview_label": Predicate(predicate).label,
    }


@require_GET
@object_rule(_SEES)
def objection_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Both statements, the way so far, and what the reader can do."""
    return detail_page(request, visible_objection(request, pk))


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pegawai dan pejabat penilai"))
def objection_statement(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write one's own statement."""
    objection = visible_objection(request, pk)
    if request.method == "GET":
        return redirect("appraisal:objection-detail", pk=pk)
    side = _own_side(request, objection)
    if not side:
        messages.error(request, _("Keterangan ditulis oleh pegawai dan pejabat penilai."))
        return redirect("appraisal:objection-detail", pk=pk)
    form = _statement_form(objection, side, request.POST)
    if form.is_valid():
        try:
            actions.save_statement(
                objection_id=pk,
                text=form.cleaned_data["text"],
                by=request.user,
                now=timezone.now(),
                seen_version=form.cleaned_data["row_version"],
            )
        except DomainError as error:
            form.add_error(None, str(error))
            form.carry_version(Objection.objects.get(pk=pk).row_version)
            return detail_page(request, visible_objection(request, pk), 409, statement_form=form)
        messages.success(request, _("Keterangan Anda sudah disimpan."))
        return redirect("appraisal:objection-detail", pk=pk)
    return detail_page(request, objection, 422, statement_form=form)
