"""Disciplinary measures beside a rating: a doubt to look at, never a rating."""

from django.utils.translation import gettext as _

from appraisal.enums import MeasureLevel
from appraisal.models import DisciplinaryMeasure, Evaluation
from appraisal.regulation import MISCONDUCT_WARNING
from personnel.rules.dates import long_date
from personnel.selectors.regulation import regulation_on


def measure_warning(evaluation: Evaluation) -> str:
    """What the supervisor reads before rating behaviour; empty without a measure in the period.

    A medium or heavy measure in force during the period makes a rating above expectation worth
    a second look (regulation 4.2); it changes nothing.
    """
    measure = (
        DisciplinaryMeasure.objects.filter(
            employee=evaluation.plan.employee_id,
            level__in=[MeasureLevel.MEDIUM, MeasureLevel.HEAVY],
            effective_from__lte=evaluation.period.ends,
            effective_until__gte=evaluation.period.starts,
        )
        .order_by("-effective_from")
        .first()
    )
    if measure is None or not regulation_on(evaluation.period.ends).yes(MISCONDUCT_WARNING):
        return ""
    return _(
        "Hukuman disiplin tingkat %(level)s berlaku %(first)s sampai %(last)s. Rating perilaku "
        "di atas ekspektasi perlu diperiksa; rating tetap keputusan Anda."
    ) % {
        "level": str(measure.get_level_display()).lower(),
        "first": long_date(measure.effective_from),
        "last": long_date(measure.effective_until),
    }
