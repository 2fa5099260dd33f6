"""Improvement plans: the list, and one plan with its forms."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from appraisal import permissions
from appraisal.enums import ImprovementState
from appraisal.forms.follow_up import (
    AnswerForm,
    CheckForm,
    CommentForm,
    ConclusionForm,
    GoalsForm,
    NextStepForm,
)
from appraisal.models import ImprovementCheck, ImprovementPlan
from appraisal.selectors.improvement import plans_for_list, plans_for_page, stage_words
from appraisal.views.signed_in import SignedInRequest
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.pages import render_page
from sabang_kinerja.common.verdicts import Verdict

PAGE_SIZE = 25
_SEES = gettext_lazy("Pegawai, pejabat penilai, atasannya, pengelola perangkat daerah, dan BKPSDM")


@require_GET
@object_rule(_SEES)
def improvement_list(request: SignedInRequest) -> HttpResponse:
    """Plans that the reader sees; running ones first. ``?state=`` keeps one state."""
    now = timezone.now()
    visible = permissions.visible_improvement_plans(request.user, now)
    state = request.GET.get("state", "")
    rows = plans_for_list(visible.filter(state=state) if state else visible)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    today = timezone.localtime(now).date()
    context = {
        "page": page,
        "lines": [(row, stage_words(row, today)) for row in page],
        "running": visible.running().count(),
        "state": state,
        "states": ImprovementState.choices,
        "today": today,
    }
    return render_page(
        request, "appraisal/improvement_list.html", context, "appraisal/_improvement_rows.html"
    )


def visible_plan(request: SignedInRequest, pk: int) -> ImprovementPlan:
    visible = permissions.visible_improvement_plans(request.user, timezone.now())
    return get_object_or_404(plans_for_page(visible), pk=pk)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check-in with the forms that the reader may send; ``None`` where there is none."""

    check: ImprovementCheck
    record: CheckForm | None
    answer: AnswerForm | None
    is_next: bool


def detail_page(
    request: SignedInRequest, plan: ImprovementPlan, status: int = 200, **refused: Any
) -> HttpResponse:
    now = timezone.now()
    today = timezone.localtime(now).date()
    guide = permissions.can_guide_improvement(request.user, plan, now)
    answer = permissions.can_answer_improvement(request.user, plan, now)
    step = permissions.can_record_next_step(request.user, plan, now)
    conclude = permissions.can_conclude_improvement(request.user, plan, now, improved=True)
    version = {"row_version": plan.row_version}
    context = {
        "plan": plan,
        "today": today,
        "stage": stage_words(plan, today),
        "can_guide": guide,
        "can_conclude": conclude,
        "is_supervisor": permissions.rates(request.user, plan, now),
        "goals_form": refused.get("goals_form")
        or (GoalsForm(initial=version | {"goals": plan.goals}, prefix="tujuan") if guide else None),
        "comment_form": refused.get("comment_form")
        or (
            CommentForm(initial=version | {"comment": plan.employee_comment}, prefix="tanggapan")
            if answer
            else None
        ),
        "conclusion_form": refused.get("conclusion_form")
        or (ConclusionForm(initial=version, prefix="kesimpulan") if conclude else None),
        "step_form": refused.get("step_form")
        or (
            NextStepForm(initial=version | {"step": plan.next_step}, prefix="langkah")
            if step
            else None
        ),
        "lines": _lines(plan, guide, answer, refused),
        "held": sum(check.held_on is not None for check in plan.checks.all()),
    }
    return render(request, "appraisal/improvement_detail.html", context, status=status)


def _lines(
    plan: ImprovementPlan, guide: Verdict, answer: Verdict, refused: dict[str, Any]
) -> list[CheckLine]:
    lines = []
    is_open = True
    for check in plan.checks.all():
        is_next = is_open and check.held_on is None
        is_open = is_open and not is_next
        version = {"row_version": check.row_version}
        shown = bool(plan.goals) and (is_next or check.held_on is not None)
        record = answered = None
        if guide and shown:
            facts = {"held_on": check.held_on, "progress": check.progress, "note": check.note}
            record = refused.get(f"check-{check.number}") or CheckForm(
                initial=version | facts, prefix=f"pertemuan-{check.number}"
            )
        if answer and check.held_on is not None:
            answered = refused.get(f"answer-{check.number}") or AnswerForm(
                initial=version | {"text": check.employee_note}, prefix=f"catatan-{check.number}"
            )
        lines.append(CheckLine(check, record, answered, is_next))
    return lines


@require_GET
@object_rule(_SEES)
def improvement_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Goals, check-ins, both sides' words, the conclusion and what follows."""
    return detail_page(request, visible_plan(request, pk))
