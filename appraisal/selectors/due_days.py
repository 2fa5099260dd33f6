"""Last days of the steps of an evaluation, from the deadlines of its year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy

from appraisal.selectors.answer_days import AnswerDays
from appraisal.selectors.plans import current_year
from personnel.enums import PeriodKind, YearState
from personnel.models import Deadline, PerformanceYear, Period
from personnel.rules.year import DeadlineKey, split_key
from personnel.selectors.calendar import holidays_between
from personnel.selectors.supervision import supervision_map

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


_DEADLINES = {
    DeadlineKey.DIALOGUE_START: gettext_lazy("Dialog kinerja dimulai"),
    DeadlineKey.DRAFT_DUE: gettext_lazy("Draf SKP diajukan"),
    DeadlineKey.SET_DUE: gettext_lazy("SKP ditetapkan"),
    DeadlineKey.ENTRY_DUE: gettext_lazy("Realisasi periode %(n)s diisi"),
    DeadlineKey.ORGANISATION_DUE: gettext_lazy("Predikat organisasi periode %(n)s ditetapkan"),
    DeadlineKey.RATING_DUE: gettext_lazy("Penilaian periode %(n)s selesai"),
    DeadlineKey.ANNUAL_START: gettext_lazy("Evaluasi tahunan dibuka"),
    DeadlineKey.ANNUAL_DUE: gettext_lazy("Evaluasi tahunan selesai"),
    DeadlineKey.REPORT_DUE: gettext_lazy("Hasil dilaporkan ke BKN"),
}
_ANNUAL_ORGANISATION = gettext_lazy("Predikat organisasi tahunan ditetapkan")


@dataclass(frozen=True, slots=True)
class NextDay:
    """One of the next deadlines of a year; ``name`` is the key under which it is kept."""

    due: date
    text: str
    key: DeadlineKey
    name: str


def next_days(year: PerformanceYear, day: date) -> list[NextDay]:
    """Deadlines of a year from ``day`` on, in order of time."""
    days = []
    for row in Deadline.objects.filter(year=year, due__gte=day).order_by("due", "pk"):
        key, number = split_key(row.key)
        annual = number is None and key == DeadlineKey.ORGANISATION_DUE
        text = str(_ANNUAL_ORGANISATION if annual else _DEADLINES[key]) % {"n": number or ""}
        days.append(NextDay(row.due, text, key, row.key))
    return days


@dataclass(frozen=True, slots=True)
class DueDays:
    """What all people share on a day: years, their deadlines, holidays, who leads which unit.

    ``year`` is the one that people plan in; ``years`` are all that are open, because in January
    the year before is still judged. Read once, also for a job that asks for everybody.
    """

    day: date
    year: PerformanceYear
    years: list[PerformanceYear]
    due_by_year: Mapping[int, dict[str, date]]
    holidays: frozenset[date]
    heads: Mapping[int, int]
    answers: AnswerDays

    @property
    def due(self) -> dict[str, date]:
        """Deadlines of the year that people plan in."""
        return self.due_by_year[self.year.pk]

    def of(self, period: Period, key: DeadlineKey) -> date | None:
        """The day of a step of a period, in the period's own year."""
        return due_of(self.due_by_year.get(period.year_id, {}), period, key)


def due_days(now: datetime) -> DueDays | None:
    """Read what ``todos_of`` shares; ``None`` before the first year."""
    day = timezone.localtime(now).date()
    year = current_year()
    if year is None:
        return None
    others = PerformanceYear.objects.without_rehearsal().filter(state=YearState.OPEN)
    years = [year, *others.exclude(pk=year.pk)]
    due: dict[int, dict[str, date]] = {row.pk: {} for row in years}
    for pk, key, last in Deadline.objects.filter(year__in=years).values_list("year", "key", "due"):
        due[pk][key] = last
    return DueDays(
        day=day,
        year=year,
        years=years,
        due_by_year=due,
        holidays=holidays_between(date(day.year - 1, 12, 1), date(day.year + 1, 12, 31)),
        heads=supervision_map(day).tree.heads,
        answers=AnswerDays(day),
    )
