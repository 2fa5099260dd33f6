"""What the three faces of one evaluation need: filling in, reading, and why the result is so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.enums import EvaluationState, Rating
from appraisal.forms.evaluations import AchievementForm, EvidenceForm, IndicatorFields
from appraisal.models import ActionPlan, Evaluation, Evidence, WorkResult
from appraisal.selectors.action_plans import steps_by_result
from appraisal.selectors.annual import (
    periodic_rows,
    unsent_before,
    unsent_sentence,
    year_by_result,
)
from appraisal.selectors.answer_days import AnswerDays
from appraisal.selectors.applied_settings import applied_settings
from appraisal.selectors.daily_progress import PeriodProgress, period_progress
from appraisal.selectors.due_days import last_day
from appraisal.selectors.evaluations import result_rows
from appraisal.selectors.explanation import explain, short_rating
from appraisal.selectors.histories import evaluation_history
from appraisal.selectors.link_checks import link_checks
from appraisal.selectors.next_steps import last_day_of, next_step
from appraisal.selectors.numeric_aid import aid_of
from appraisal.selectors.organisation import predicate_for
from appraisal.selectors.segments import year_segments
from appraisal.views.evaluation_buttons import (
    answer_buttons,
    late_objection_url,
    reader_buttons,
    submit_button,
)
from personnel.enums import PeriodKind
from personnel.models import User
from personnel.rules.year import DeadlineKey
from sabang_kinerja.common.words import of_total
from training.models import DevelopmentPlan
from training.selectors.development import opened_by_result


@dataclass(frozen=True, slots=True)
class FillRow:
    """One result on the page that is filled in."""

    number: int
    result: WorkResult
    fields: list[IndicatorFields]
    evidence: list[Evidence]
    evidence_form: EvidenceForm
    is_reported: bool
    steps: list[ActionPlan]
    progress: PeriodProgress | None


def _year(user: User, evaluation: Evaluation, now: datetime) -> dict[str, Any]:
    """The year beside the annual evaluation: periods by result, and its parts."""
    if evaluation.period.kind != PeriodKind.ANNUAL:
        return {}
    periodic = periodic_rows(
        evaluation, lambda row: bool(permissions.can_see_ratings(user, row, now))
    )
    return {
        "periodic": periodic,
        "year_by_result": year_by_result(evaluation, periodic),
        "segments": year_segments(evaluation),
        "shows_segments": bool(permissions.can_see_ratings(user, evaluation, now)),
    }


def _common(user: User, evaluation: Evaluation, now: datetime, days: AnswerDays) -> dict[str, Any]:
    can_see = permissions.can_see_ratings(user, evaluation, now)
    return _year(user, evaluation, now) | {
        "evaluation": evaluation,
        "plan": evaluation.plan,
        "employee": evaluation.plan.employee,
        "is_owner": evaluation.plan.employee_id == user.employee_id,
        "step": next_step(evaluation, now, days),
        "route": _route(evaluation),
        "can_see_ratings": can_see,
        "can_add_evidence": permissions.can_add_evidence(user, evaluation, now),
        "history": evaluation_history(evaluation, shows_ratings=bool(can_see)),
        "buttons": reader_buttons(user, evaluation, now),
        "short": {level: short_rating(level) for level in Rating.values},
        "checks": link_checks(piece.url for piece in evaluation.evidence.all()),
    }


def _days(now: datetime) -> AnswerDays:
    return AnswerDays(timezone.localtime(now).date())


def fill_context(
    user: User,
    evaluation: Evaluation,
    now: datetime,
    form: AchievementForm,
    **more: Any,
) -> dict[str, Any]:
    """The page on which the employee reports; ``evidence_form`` is one that was refused."""
    refused = more.pop("evidence_form", None)
    steps = steps_by_result(evaluation.plan, evaluation.period)
    progress = period_progress(evaluation)
    rows = [
        FillRow(
            number=row.number,
            result=row.result,
            fields=form.fields_of(row.result),
            evidence=row.evidence,
            evidence_form=evidence_form(row.result, refused),
            is_reported=any(
                one.achievement is not None
                and (one.achievement.text or one.achievement.value is not None)
                for one in row.indicators
            ),
            steps=steps.get(row.result.pk, []),
            progress=progress.get(row.result.pk),
        )
        for row in result_rows(evaluation)
    ]
    return (
        _common(user, evaluation, now, _days(now))
        | {
            "form": form,
            "rows": rows,
            "missing": [row for row in rows if not row.is_reported],
            "headline": _headline(rows),
            "can_fill": permissions.can_fill_evaluation(user, evaluation, now),
            "submit_button": submit_button(user, evaluation, now),
            "ends": last_day_of(evaluation),
            "due": last_day(evaluation.period, DeadlineKey.ENTRY_DUE),
            "today": timezone.localtime(now).date(),
            "problems": [],
            "unsent": unsent_sentence(unsent_before(evaluation)),
            "stored": {},
        }
        | more
    )


def _headline(rows: list[FillRow]) -> str:
    reported = sum(row.is_reported for row in rows)
    if reported == len(rows):
        return _("Semua hasil sudah ada realisasinya.")
    if not reported:
        return _("Belum ada hasil yang diisi realisasinya.")
    return _("%(share)s hasil sudah ada realisasinya.") % {"share": of_total(reported, len(rows))}


def evidence_form(result: WorkResult, refused: EvidenceForm | None) -> EvidenceForm:
    """An empty form for one result, or the refused one when it belongs to this result."""
    if refused is not None and refused.prefix == f"bukti-{result.pk}":
        return refused
    return EvidenceForm(result=result)


def read_context(user: User, evaluation: Evaluation, now: datetime, **more: Any) -> dict[str, Any]:
    """An evaluation whose result does not show yet."""
    refused = more.pop("evidence_form", None)
    organisation = predicate_for(evaluation)
    return (
        _common(user, evaluation, now, _days(now))
        | {
            "rows": [(row, evidence_form(row.result, refused)) for row in result_rows(evaluation)],
            "organisation": organisation,
            "organisation_is_fixed": permissions.organisation_is_fixed(organisation),
            "is_supervisor": permissions.rates(user, evaluation, now),
        }
        | more
    )


def result_context(user: User, evaluation: Evaluation, now: datetime) -> dict[str, Any]:
    """Why the predicate is what it is, and what the reader can do about it."""
    day = timezone.localtime(now).date()
    days = AnswerDays(day)
    objections = sorted(evaluation.objections.all(), key=lambda row: row.filed_at)
    return _common(user, evaluation, now, days) | {
        "explanation": explain(evaluation, now, days),
        "rows": result_rows(evaluation),
        "objections": objections,
        "objection_due": days.objection_due(evaluation),
        "aid": aid_of(evaluation, days.regulations.on(day)),
        "applied": applied_settings(evaluation, days.regulations),
        "answer_due": days.answer_due(evaluation)
        if evaluation.state == EvaluationState.SERVED
        else None,
        "answer_buttons": answer_buttons(user, evaluation, now, days),
        "late_objection_url": late_objection_url(user, evaluation, now, days),
        "development": _development(user, evaluation),
        "today": day,
    }


def _development(user: User, evaluation: Evaluation) -> DevelopmentPlan | None:
    """The help that a final annual result opened."""
    period = evaluation.period
    if period.kind != PeriodKind.ANNUAL or evaluation.state != EvaluationState.FINAL:
        return None
    return opened_by_result(evaluation.plan.employee_id, period.year.year, user.employee_id)


def _route(evaluation: Evaluation) -> list[dict[str, str]]:
    """Steps of the route line, with who acts and which is the present one."""
    order = [
        (_("Sedang diisi"), evaluation.plan.employee.name),
        (
            _("Sedang dinilai"),
            evaluation.supervisor.name if evaluation.supervisor else _("belum ada"),
        ),
        (_("Ditetapkan"), _("setelah predikat organisasi")),
        (_("Disampaikan"), evaluation.plan.employee.name),
        (_("Final"), ""),
    ]
    here = {
        EvaluationState.NOT_OPEN: -1,
        EvaluationState.IN_PROGRESS: 0,
        EvaluationState.AWAITING_FEEDBACK: 0,
        EvaluationState.IN_RATING: 1,
        EvaluationState.AWAITING_ORGANISATION: 1,
        EvaluationState.FIXED: 2,
        EvaluationState.FINAL: 4,
    }.get(EvaluationState(evaluation.state), 3)
    return [
        {
            "label": label,
            "detail": who,
            "state": "past" if index < here else "here" if index == here else "",
        }
        for index, (label, who) in enumerate(order)
    ]
