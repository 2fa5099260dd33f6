"""Last days of the steps of an evaluation, from the deadlines of its year."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from personnel.enums import PeriodKind
from personnel.models import Deadline, Period
from personnel.rules.year import DeadlineKey

_ANNUAL: Final = {
    DeadlineKey.ENTRY_DUE: DeadlineKey.ANNUAL_DUE,
    DeadlineKey.RATING_DUE: DeadlineKey.ANNUAL_DUE,
}


def due_key(period: Period, key: DeadlineKey) -> str:
    """Name under which the day of a step is kept for a period, e.g. ``periodik.rating_due.2``."""
    if period.kind == PeriodKind.ANNUAL:
        return _ANNUAL.get(key, key).value
    return f"{key.value}.{period.sequence}"


def due_of(due: Mapping[str, date], period: Period, key: DeadlineKey) -> date | None:
    """The day of a step among days already read."""
    return due.get(due_key(period, key))


def last_day(period: Period, key: DeadlineKey) -> date | None:
    """The day of a step of a period, or ``None`` when BKPSDM named none."""
    return (
        Deadline.objects.filter(year=period.year_id, key=due_key(period, key))
        .values_list("due", flat=True)
        .first()
    )
