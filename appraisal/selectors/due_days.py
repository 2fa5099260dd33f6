"""Last days of the steps of an evaluation, from the deadlines of its year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy

from personnel.enums import PeriodKind
from personnel.models import Deadline, PerformanceYear, Period
from personnel.rules.year import DeadlineKey, split_key

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
    DeadlineKey.ORGANISATION_DUE: gettext_lazy("Predikat organisasi ditetapkan"),
    DeadlineKey.RATING_DUE: gettext_lazy("Penilaian periode %(n)s selesai"),
    DeadlineKey.ANNUAL_START: gettext_lazy("Evaluasi tahunan dibuka"),
    DeadlineKey.ANNUAL_DUE: gettext_lazy("Evaluasi tahunan selesai"),
    DeadlineKey.REPORT_DUE: gettext_lazy("Hasil dilaporkan ke BKN"),
}


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
        text = str(_DEADLINES[key]) % {"n": number or ""}
        days.append(NextDay(row.due, text, key, row.key))
    return days
