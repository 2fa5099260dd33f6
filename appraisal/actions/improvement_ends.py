"""A changed result ends the improvement plan that it no longer demands (regulation 6.4)."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_noop

from appraisal.actions.locking import saved
from appraisal.enums import ImprovementState
from appraisal.models import Evaluation, ImprovementPlan
from appraisal.rules.improvement import needs_improvement_plan
from appraisal.rules.predicate import Predicate
from personnel.actions.notices import Message, notify, with_substitutes
from personnel.enums import NoticeKind

_ENDED = gettext_noop(
    "Rencana perbaikan Anda ditutup karena hasil %(period)s berubah menjadi %(predicate)s."
)
_ENDED_OF = gettext_noop(
    "Rencana perbaikan %(name)s ditutup karena hasil %(period)s berubah menjadi %(predicate)s."
)
_RESUMED = gettext_noop("Rencana perbaikan Anda dilanjutkan karena hasil %(period)s berubah lagi.")
_RESUMED_OF = gettext_noop(
    "Rencana perbaikan %(name)s dilanjutkan karena hasil %(period)s berubah lagi."
)


def follow_final_result(evaluation: Evaluation, now: datetime) -> None:
    """Close the running plan of a result that became final with a higher predicate.

    While a result is open again its plan goes on: help is not taken away before the new result
    stands. A plan that was closed goes on when the predicate falls again. What was concluded
    stays. Belongs to the transaction that makes the result final.
    """
    plan = (
        ImprovementPlan.objects.select_for_update(of=("self",))
        .select_related("employee")
        .filter(evaluation=evaluation, state__in=(ImprovementState.RUNNING, ImprovementState.ENDED))
        .first()
    )
    if plan is None:
        return
    is_demanded = needs_improvement_plan(Predicate(evaluation.predicate))
    if is_demanded is (plan.state == ImprovementState.RUNNING):
        return
    if is_demanded:
        plan.state, plan.ended_at, plan.ended_with = ImprovementState.RUNNING, None, ""
        sentences = (_RESUMED, _RESUMED_OF)
    else:
        plan.state, plan.ended_at = ImprovementState.ENDED, now
        plan.ended_with = evaluation.predicate
        sentences = (_ENDED, _ENDED_OF)
    saved(plan, "state", "ended_at", "ended_with")
    _tell(plan, evaluation, sentences, now)


def _tell(
    plan: ImprovementPlan, evaluation: Evaluation, sentences: tuple[str, str], now: datetime
) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        details: dict[str, str | int] = {
            "name": plan.employee.name,
            "period": str(evaluation.period),
            "predicate": evaluation.get_predicate_display(),
        }
    people = ({plan.employee_id}, with_substitutes([plan.supervisor_id], now))
    for sentence, told in zip(sentences, people, strict=True):
        message = Message(
            kind=NoticeKind.TASK,
            key=f"improvementplan:{plan.pk}:{plan.state}",
            sentence=sentence,
            url=reverse("appraisal:improvement-detail", args=[plan.pk]),
            details=details,
            may_mail=not evaluation.period.year.is_rehearsal,
        )
        notify(told, message, now=now)
