"""A performance year: its periods and its last days, as regulation 2.3 proposes them.

A year runs from 1 January to 31 December. Periodic evaluations follow one rhythm (month, quarter
or half-year); the annual evaluation covers the whole year. Every proposed day may be changed by
BKPSDM; nothing in the law moves a day that falls on a weekend or holiday.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class PeriodKind(StrEnum):
    """Three rhythms of periodic evaluation, and the annual one."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    ANNUAL = "annual"


MONTHS_OF: Final = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.ANNUAL: 12,
}
"""Length of a period in months."""


class DeadlineKey(StrEnum):
    """Steps that have a last (or first) day; those of a period carry its number: ``key.2``."""

    DIALOGUE_START = "skp.dialog_start"
    DRAFT_DUE = "skp.draft_due"
    SET_DUE = "skp.set_due"
    ENTRY_DUE = "periodik.entry_due"
    ORGANISATION_DUE = "org.predikat_due"
    RATING_DUE = "periodik.rating_due"
    ANNUAL_START = "tahunan.start"
    ANNUAL_DUE = "tahunan.due"
    REPORT_DUE = "lapor.bkn_due"


HOUSE_RULE: Final = "Ketentuan BKPSDM Kota Sabang"
LEGAL_BASIS: Final = {
    DeadlineKey.DIALOGUE_START: HOUSE_RULE,
    DeadlineKey.DRAFT_DUE: "Lampiran PermenPANRB 8/2021",
    DeadlineKey.SET_DUE: "PermenPANRB 6/2022",
    DeadlineKey.ENTRY_DUE: HOUSE_RULE,
    DeadlineKey.ORGANISATION_DUE: HOUSE_RULE,
    DeadlineKey.RATING_DUE: HOUSE_RULE,
    DeadlineKey.ANNUAL_START: HOUSE_RULE,
    DeadlineKey.ANNUAL_DUE: "PP 30/2019",
    DeadlineKey.REPORT_DUE: "Surat BKN tentang pelaporan kinerja",
}
"""What a proposed day rests on; a day that the law leaves open is the city's own rule."""

_FOLLOWING_MONTH: Final = (
    (DeadlineKey.ENTRY_DUE, 5),
    (DeadlineKey.ORGANISATION_DUE, 7),
    (DeadlineKey.RATING_DUE, 10),
)
"""Day of the month after a period, in the legal order: the organisation before its people."""


@dataclass(frozen=True, slots=True)
class PeriodSpan:
    """One period: ``sequence`` counts from 1 within its kind; both days belong to it."""

    kind: PeriodKind
    sequence: int
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class DueDay:
    """A proposed day for a step. ``period`` is the number of the period it belongs to, or None."""

    key: DeadlineKey
    due: date
    period: int | None = None

    @property
    def name(self) -> str:
        """The key under which the day is kept."""
        return self.key.value if self.period is None else f"{self.key.value}.{self.period}"

    @property
    def legal_basis(self) -> str:
        """What the proposal rests on."""
        return LEGAL_BASIS[self.key]


def periods_of(year: int, rhythm: PeriodKind) -> tuple[PeriodSpan, ...]:
    """Periods of a year in order, the annual one last.

    Raises: ``ValueError`` when ``rhythm`` is no periodic one.
    """
    if rhythm is PeriodKind.ANNUAL:
        raise ValueError(rhythm)
    periodic = _spans(year, rhythm)
    return (*periodic, *_spans(year, PeriodKind.ANNUAL))


def deadlines_of(year: int, rhythm: PeriodKind) -> tuple[DueDay, ...]:
    """Proposed days of a year in order of time (regulation 2.3)."""
    days = [
        DueDay(DeadlineKey.DIALOGUE_START, date(year - 1, 12, 1)),
        DueDay(DeadlineKey.DRAFT_DUE, date(year, 1, 14)),
        DueDay(DeadlineKey.SET_DUE, date(year, 1, 31)),
        DueDay(DeadlineKey.ANNUAL_START, date(year, 12, 15)),
        DueDay(DeadlineKey.ORGANISATION_DUE, date(year + 1, 1, 10)),
        DueDay(DeadlineKey.ANNUAL_DUE, date(year + 1, 1, 31)),
        DueDay(DeadlineKey.REPORT_DUE, _last_day(year + 1, 2)),
    ]
    for span in _spans(year, rhythm):
        next_year, month = divmod(span.ends.year * 12 + span.ends.month, 12)
        days += [
            DueDay(key, date(next_year, month + 1, day), span.sequence)
            for key, day in _FOLLOWING_MONTH
        ]
    return tuple(sorted(days, key=lambda day: (day.due, day.name)))


class DayProblem(StrEnum):
    """Why a day cannot be the day of a step."""

    FAR_AWAY = "far_away"
    PERIOD_RUNS = "period_runs"


def day_problem(name: str, due: date, year: int, rhythm: PeriodKind) -> DayProblem | None:
    """Check a changed day: near its year, and after the period that it belongs to.

    ``PERIOD_RUNS`` also for a day that closes the annual evaluation inside its own year.
    Raises: ``ValueError`` for a name that no rule knows.
    """
    key, number = split_key(name)
    first, last = planning_span(year)
    if not first <= due <= last:
        return DayProblem.FAR_AWAY
    ends = period_end(key, number, year, rhythm)
    return DayProblem.PERIOD_RUNS if ends is not None and due <= ends else None


def planning_span(year: int) -> tuple[date, date]:
    """First and last day that the steps of a year may take: half a year around it."""
    return date(year - 1, 7, 1), date(year + 1, 6, 30)


def period_end(key: DeadlineKey, number: int | None, year: int, rhythm: PeriodKind) -> date | None:
    """Last day of the period that a step looks back on; None for a step that does not."""
    if number is not None:
        return _last_day(year, number * MONTHS_OF[rhythm])
    looks_back = {DeadlineKey.ORGANISATION_DUE, DeadlineKey.ANNUAL_DUE, DeadlineKey.REPORT_DUE}
    return date(year, 12, 31) if key in looks_back else None


def split_key(name: str) -> tuple[DeadlineKey, int | None]:
    """Key and period number of a kept deadline: ``periodik.entry_due.2`` belongs to period 2.

    Raises: ``ValueError`` for a name that no rule knows.
    """
    stem, _, number = name.rpartition(".")
    if number.isdecimal():
        return DeadlineKey(stem), int(number)
    return DeadlineKey(name), None


def _spans(year: int, kind: PeriodKind) -> tuple[PeriodSpan, ...]:
    length = MONTHS_OF[kind]
    return tuple(
        PeriodSpan(
            kind,
            number,
            date(year, (number - 1) * length + 1, 1),
            _last_day(year, number * length),
        )
        for number in range(1, 12 // length + 1)
    )


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
