"""Days that count: calendar days, working days, and when a deadline ends.

A working day is Monday to Friday without a holiday. Counting starts after the day of the event:
that day is day 0. Source: regulation 2.3; see docs/legal.md#days.
"""

from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import Final

WIB: Final = timezone(timedelta(hours=7), "WIB")
"""Waktu Indonesia Barat, without summer time."""

SATURDAY: Final = 5
NO_HOLIDAYS: Final[AbstractSet[date]] = frozenset()


class DayType(StrEnum):
    """Which days a period of days counts."""

    CALENDAR = "calendar"
    WORKING = "working"


def is_working_day(day: date, holidays: AbstractSet[date]) -> bool:
    """Whether offices work on this day."""
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(start: date, days: int, holidays: AbstractSet[date]) -> date:
    """The ``days``-th working day after ``start``; ``start`` itself for 0.

    Raises: ``ValueError`` for a negative number.
    """
    _refuse_negative(days)
    day = start
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day, holidays)
    return day


def add_days(start: date, days: int, day_type: DayType, holidays: AbstractSet[date]) -> date:
    """The last day of a period of ``days`` that begins the day after ``start``.

    A last calendar day that is no working day stays the last day: nothing in the law moves it.
    Raises: ``ValueError`` for a negative number.
    """
    _refuse_negative(days)
    if day_type is DayType.CALENDAR:
        return start + timedelta(days=days)
    return add_working_days(start, days, holidays)


def working_days_until(today: date, due: date, holidays: AbstractSet[date]) -> int:
    """Working days left after ``today`` up to ``due``, ``due`` included; 0 when it has come."""
    span = (due - today).days
    return sum(is_working_day(today + timedelta(days=n), holidays) for n in range(1, span + 1))


def deadline_ends(day: date) -> datetime:
    """The last minute of a deadline, 23.59 WIB of its day, for showing."""
    return datetime.combine(day, time(23, 59), WIB)


def deadline_passed(day: date, now: datetime) -> bool:
    """Whether the last minute of ``day`` in WIB is over. ``now`` carries a zone."""
    return now.astimezone(WIB).date() > day


def _refuse_negative(days: int) -> None:
    if days < 0:
        raise ValueError(days)
