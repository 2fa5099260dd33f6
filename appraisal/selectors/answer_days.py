"""Days that run from serving and filing, each by the settings of the day on which it began."""

from collections.abc import Set as AbstractSet
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from appraisal.models import Evaluation
from appraisal.regulation import (
    DECISION_DAYS,
    OBJECTION_DAY_TYPE,
    OBJECTION_DAYS,
    RETURN_DAYS,
    SERVE_DAYS,
)
from appraisal.rules.deadlines import decision_deadline, return_deadline, serve_deadline
from appraisal.rules.objection import objection_deadline
from personnel.rules.calendar import NO_HOLIDAYS, DayType
from personnel.selectors.calendar import holidays_between
from personnel.selectors.regulation import Regulations, regulations


class AnswerDays:
    """Settings and holidays around a day, read once and only when a rule asks for them.

    Pass it on to everything on a page that asks for a deadline.
    """

    def __init__(self, around: date) -> None:
        self._around = around

    @cached_property
    def regulations(self) -> Regulations:
        """The settings of all times."""
        return regulations()

    @cached_property
    def holidays(self) -> AbstractSet[date]:
        """Holidays that can move an answer or an objection near the day."""
        year = self._around.year
        return holidays_between(date(year - 1, 1, 1), date(year + 1, 12, 31))

    def answer_due(self, evaluation: Evaluation) -> date | None:
        """Last day on which a served result may be signed; after it, it counts as accepted."""
        served = _day(evaluation.served_at)
        if served is None:
            return None
        days = self.regulations.on(served).whole(RETURN_DAYS)
        return return_deadline(served, self.holidays, days)

    def objection_due(self, evaluation: Evaluation) -> date | None:
        """Last day, until 23.59 WIB, on which an objection is in time."""
        served = _day(evaluation.served_at)
        if served is None:
            return None
        regulation = self.regulations.on(served)
        kind = DayType(regulation.choice(OBJECTION_DAY_TYPE))
        holidays = self.holidays if kind is DayType.WORKING else NO_HOLIDAYS
        return objection_deadline(served, regulation.whole(OBJECTION_DAYS), kind, holidays)

    def decision_due(self, filed: date) -> date:
        """Last day on which an objection filed on a day should be decided."""
        days = self.regulations.on(filed).whole(DECISION_DAYS)
        return decision_deadline(filed, self.holidays, days)

    def serve_due(self, fixed_at: datetime) -> date:
        """Last day on which a result fixed at a moment should be handed over."""
        fixed = timezone.localtime(fixed_at).date()
        return serve_deadline(fixed, self.holidays, self.regulations.on(fixed).whole(SERVE_DAYS))


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None
