"""Take what was written day by day over into what was reached in the period."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.evaluations import evaluations
from appraisal.actions.locking import locked, saved
from appraisal.models import Achievement, Evaluation, Indicator
from appraisal.rules.progress import taken_over
from appraisal.selectors.daily_progress import PeriodProgress, period_progress
from personnel.models import User
from sabang_kinerja.common.errors import Incomplete

LONGEST_TEXT = 4000


@transaction.atomic
def bring_progress(*, evaluation_id: int, result_id: int, by: User, now: datetime) -> Evaluation:
    """Add the entries of one result to its first indicator's words, and their sum to every
    indicator that counts in the same unit and has no number yet. Twice adds nothing.

    Raises ``Incomplete`` when nothing was written for the result in the period.
    """
    evaluation = locked(evaluations(), evaluation_id)
    permissions.can_fill_evaluation(by, evaluation, now).require()
    found = period_progress(evaluation).get(result_id)
    if found is None:
        raise Incomplete(_("Belum ada progres harian untuk hasil ini pada periode ini."))
    indicators = Indicator.objects.filter(result=result_id, result__plan=evaluation.plan_id)
    reached = {row.indicator_id: row for row in evaluation.achievements.all()}
    for place, indicator in enumerate(indicators.order_by("position")):
        row = reached.get(indicator.pk) or Achievement(evaluation=evaluation, indicator=indicator)
        if _take(row, indicator, found, with_text=place == 0):
            row.save()
    saved(evaluation)
    return evaluation


def _take(
    row: Achievement, indicator: Indicator, found: PeriodProgress, *, with_text: bool
) -> bool:
    """Whether anything was added to the row."""
    before = (row.text, row.value)
    if with_text:
        row.text = taken_over(row.text, found.sentences, longest=LONGEST_TEXT)
    if row.value is None:
        row.value = found.quantity_in(indicator.measure_unit)
    return (row.text, row.value) != before
