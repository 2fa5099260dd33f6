"""The employee's side of an evaluation: what was reached, evidence, submission, answer."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.locking import locked, moved, saved
from appraisal.models import Achievement, Evaluation, Indicator
from appraisal.models.evaluations import EvaluationQuerySet
from personnel.models import User
from sabang_kinerja.common.errors import Incomplete


@dataclass(frozen=True, slots=True)
class AchievementInput:
    """What was reached of one indicator: words, a number if there is one, where it comes from."""

    text: str
    value: Decimal | None = None
    data_source: str = ""


def evaluations() -> EvaluationQuerySet:
    """Evaluations with what every check reads."""
    return Evaluation.objects.select_related(
        "plan__employee", "plan__assignment__post__unit", "period__year", "supervisor"
    )


@transaction.atomic
def save_achievements(
    *,
    evaluation_id: int,
    entered: dict[int, AchievementInput],
    self_assessment: str | None = None,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> Evaluation:
    """Write achievements by indicator id, and the self-assessment when given.

    Indicators that are not named stay as they are; ids of another plan are ignored.
    """
    evaluation = locked(evaluations(), evaluation_id, seen_version)
    permissions.can_fill_evaluation(by, evaluation, now).require()
    known = set(
        Indicator.objects.filter(result__plan=evaluation.plan_id).values_list("pk", flat=True)
    )
    for indicator_id, reached in entered.items():
        if indicator_id in known:
            Achievement.objects.update_or_create(
                evaluation=evaluation,
                indicator_id=indicator_id,
                defaults={
                    "text": reached.text.strip(),
                    "value": reached.value,
                    "data_source": reached.data_source.strip(),
                },
            )
    if self_assessment is not None:
        evaluation.self_assessment = self_assessment.strip()
    saved(evaluation, "self_assessment")
    return evaluation


@transaction.atomic
def submit_evaluation(
    *, evaluation_id: int, by: User, now: datetime, seen_version: int | None = None
) -> Evaluation:
    """Hand the period to the supervisor.

    Raises ``Incomplete`` while a main result has no achievement at all.
    """
    evaluation = locked(evaluations(), evaluation_id, seen_version)
    permissions.can_submit_evaluation(by, evaluation, now).require()
    reported = set(
        evaluation.achievements.exclude(text="", value=None).values_list(
            "indicator__result_id", flat=True
        )
    )
    missing = [result for result in evaluation.plan.results.all() if result.pk not in reported]
    if missing:
        raise Incomplete(
            _("Realisasi belum lengkap."),
            [_("Isi realisasi untuk: %(result)s") % {"result": row.text} for row in missing],
        )
    evaluation.submitted_at = now
    moved(evaluation, "submit", by=by, now=now, fields=("submitted_at",))
    return evaluation


@transaction.atomic
def accept_evaluation(
    *, evaluation_id: int, by: User, now: datetime, seen_version: int | None = None
) -> Evaluation:
    """Accept and sign the served result; an objection stays possible until its deadline."""
    evaluation = locked(evaluations(), evaluation_id, seen_version)
    permissions.can_accept(by, evaluation, now).require()
    evaluation.answered_at = now
    moved(evaluation, "accept", by=by, now=now, fields=("answered_at",))
    return evaluation
