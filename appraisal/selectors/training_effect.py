"""The fourth level: what was reached of the indicator that a training teaches, before and after."""

from collections import defaultdict
from dataclasses import dataclass

from appraisal.models import Achievement
from personnel.enums import YearMode
from training.enums import EnrolmentState
from training.models import Enrolment, Training
from training.rules.effect import Estimate, mean_interval


@dataclass(frozen=True, slots=True)
class ResultChange:
    """Reached over target (1 is all of it) of participants with the indicator in both years.

    ``change`` is the mean of after minus before, person by person.
    """

    people: int
    before: Estimate
    after: Estimate
    change: Estimate


def result_change(training: Training) -> ResultChange:
    """Compare, for each participant, the last year before the training with the latest since.

    Counts indicators in the very words of the training's measure whose target and achievement
    are numbers; two queries.
    """
    trained = {
        one.employee_id: one.session.ends_on.year
        for one in Enrolment.objects.filter(
            session__training=training, state=EnrolmentState.COMPLETED
        )
        .select_related("session")
        .order_by("-session__ends_on")
    }
    reached: dict[int, dict[int, float]] = defaultdict(dict)
    if training.measure:
        for employee, year, value, target in Achievement.objects.filter(
            evaluation__plan__employee__in=trained,
            evaluation__plan__year__mode=YearMode.REAL,
            indicator__text__iexact=training.measure,
            indicator__target_value__gt=0,
            value__isnull=False,
        ).values_list(
            "evaluation__plan__employee",
            "evaluation__plan__year__year",
            "value",
            "indicator__target_value",
        ):
            reached[employee][year] = float(value or 0) / float(target or 1)
    before, after = [], []
    for employee, years in reached.items():
        earlier = [year for year in years if year < trained[employee]]
        later = [year for year in years if year >= trained[employee]]
        if earlier and later:
            before.append(years[max(earlier)])
            after.append(years[max(later)])
    changes = [late - early for early, late in zip(before, after, strict=True)]
    return ResultChange(
        len(changes), mean_interval(before), mean_interval(after), mean_interval(changes)
    )
