"""The steps of an evaluation as buttons, each drawn from the verdict that guards its action."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.enums import EvaluationState
from appraisal.models import Evaluation
from appraisal.models.evaluations import RATING_OPEN
from appraisal.selectors.answer_days import AnswerDays
from personnel.models import User
from sabang_kinerja.common.errors import WindowClosed
from sabang_kinerja.common.pages import ActionButton


def _url(name: str, evaluation: Evaluation) -> str:
    return reverse(f"appraisal:{name}", args=[evaluation.pk])


def team_url(evaluation: Evaluation) -> str:
    """The supervisor's page with this person selected."""
    return f"{reverse('appraisal:team', args=[evaluation.period_id])}?selected={evaluation.pk}"


def submit_button(user: User, evaluation: Evaluation, now: datetime) -> ActionButton:
    """Hand the period in; what was typed goes with it."""
    supervisor = evaluation.supervisor.full_name if evaluation.supervisor else _("belum ada")
    return ActionButton(
        _("Ajukan"),
        _url("evaluation-submit", evaluation),
        permissions.can_submit_evaluation(user, evaluation, now),
        confirm=_(
            "Ajukan evaluasi kepada %(supervisor)s? Setelah diajukan, realisasi tidak dapat diubah."
        )
        % {"supervisor": supervisor},
    )


def answer_buttons(
    user: User, evaluation: Evaluation, now: datetime, days: AnswerDays
) -> list[ActionButton]:
    """Accept or object, for the owner of a served result."""
    if evaluation.plan.employee_id != user.employee_id:
        return []
    buttons = []
    if evaluation.state == EvaluationState.SERVED:
        buttons.append(
            ActionButton(
                _("Terima dan tanda tangani"),
                _url("evaluation-accept", evaluation),
                permissions.can_accept(user, evaluation, now),
                confirm=_(
                    "Terima dan tanda tangani hasil ini? "
                    "Keberatan tetap dapat diajukan sampai batas waktunya."
                ),
            )
        )
    if evaluation.state in (
        EvaluationState.SERVED,
        EvaluationState.ACCEPTED,
        EvaluationState.LAPSED,
    ):
        buttons.append(
            ActionButton(
                _("Ajukan keberatan"),
                _url("objection-create", evaluation),
                permissions.can_object(user, evaluation, now, days),
                method="get",
                variant="outline-primary",
            )
        )
    return buttons


def late_objection_url(user: User, evaluation: Evaluation, now: datetime, days: AnswerDays) -> str:
    """Where a late objection is put on record; empty while there is none or it would be in time."""
    verdict = permissions.can_object(user, evaluation, now, days)
    if verdict or verdict.error is not WindowClosed:
        return ""
    return _url("objection-create", evaluation)


def reader_buttons(user: User, evaluation: Evaluation, now: datetime) -> list[ActionButton]:
    """Steps of those who rate or manage, on the page of one evaluation."""
    buttons = []
    is_supervisor = permissions.rates(user, evaluation, now)
    if is_supervisor and evaluation.state in (*RATING_OPEN, EvaluationState.IN_PROGRESS):
        buttons.append(
            ActionButton(
                _("Nilai"),
                team_url(evaluation),
                permissions.can_rate(user, evaluation, now),
                method="get",
            )
        )
    if is_supervisor and evaluation.state == EvaluationState.FIXED:
        buttons.append(serve_button(user, evaluation, now))
    if evaluation.state == EvaluationState.FINAL and permissions.can_reopen(user, evaluation, now):
        buttons.append(
            ActionButton(
                _("Buka kembali"),
                _url("evaluation-reopen", evaluation),
                permissions.can_reopen(user, evaluation, now),
                method="get",
                variant="outline-primary",
            )
        )
    return buttons


def serve_button(user: User, evaluation: Evaluation, now: datetime) -> ActionButton:
    """Hand the signed result to the employee."""
    return ActionButton(
        _("Sampaikan"),
        _url("evaluation-serve", evaluation),
        permissions.can_serve(user, evaluation, now),
        confirm=_("Sampaikan hasil ini kepada %(name)s? Batas waktu jawaban mulai berjalan.")
        % {"name": evaluation.plan.employee.full_name},
    )
