"""The performance year as a page reads it: periods, days of its steps, holidays."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from personnel.enums import DeadlineKey, PeriodKind
from personnel.models import Deadline, Holiday, PerformanceYear, Period
from personnel.rules.year import split_key


@dataclass(frozen=True, slots=True)
class DueRow:
    """One day of a year in words; ``period`` empty for a step of the whole year."""

    deadline: Deadline
    label: str
    period: str
    is_over: bool


def due_rows(year: PerformanceYear, day: date) -> list[DueRow]:
    """Days of a year in order of time."""
    periods = {
        period.sequence: period
        for period in year.periods.select_related("year")
        if period.kind != PeriodKind.ANNUAL
    }
    return [_due_row(deadline, periods, day) for deadline in year.deadlines.all()]


def _due_row(deadline: Deadline, periods: dict[int, Period], day: date) -> DueRow:
    key, number = split_key(deadline.key)
    label = str(DeadlineKey(key.value).label)
    if number is None and key.value == DeadlineKey.ORGANISATION_DUE:
        label = _("Predikat organisasi tahunan")
    period = periods.get(number or 0)
    return DueRow(deadline, label, period.label if period else "", deadline.due < day)


def next_due(rows: list[DueRow]) -> DueRow | None:
    """The next day that has not passed."""
    return next((row for row in rows if not row.is_over), None)


def holidays_of(year: int) -> list[Holiday]:
    """Holidays of a calendar year in order."""
    return list(Holiday.objects.filter(day__year=year))


def holiday_years(present: int) -> list[int]:
    """Years for which the list holds days, with the present one and the next."""
    known = {found.year for found in Holiday.objects.dates("day", "year")}
    return sorted(known | {present, present + 1})
