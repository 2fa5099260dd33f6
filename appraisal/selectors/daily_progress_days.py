"""Days of daily progress: the calendar of a month, and the board of a superior."""

from calendar import Calendar, monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from appraisal.models import DailyProgress
from appraisal.rules.progress import DayState, day_state
from appraisal.selectors.daily_progress import days_between
from personnel.models import Employee, Holiday
from personnel.rules.calendar import SATURDAY


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a calendar or board; ``holiday`` is its name, or empty."""

    day: date
    holiday: str
    is_today: bool
    is_future: bool

    @property
    def is_free(self) -> bool:
        """Whether offices are closed."""
        return bool(self.holiday) or self.day.weekday() >= SATURDAY


@dataclass(frozen=True, slots=True)
class CalendarCell:
    """A day of the month with what was written; ``day`` is None outside the month."""

    day: Day | None
    count: int = 0
    state: DayState = DayState.NONE


def known_days(first: date, last: date, today: date) -> list[Day]:
    """Days with the names of confirmed holidays (one query)."""
    names = dict(
        Holiday.objects.filter(certain=True, day__range=(first, last)).values_list("day", "name")
    )
    return [
        Day(day, names.get(day, ""), day == today, day > today) for day in days_between(first, last)
    ]


def month_of(day: date) -> tuple[date, date]:
    """First and last day of the month of ``day``."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of ``day``."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def calendar_weeks(
    first: date, entries: Iterable[DailyProgress], days: Sequence[Day]
) -> list[list[CalendarCell]]:
    """The month of ``first`` as weeks from Monday to Sunday."""
    states: dict[date, list[str]] = {}
    for entry in entries:
        states.setdefault(entry.day, []).append(entry.state)
    known = {day.day: day for day in days}
    return [
        [
            CalendarCell(known.get(day))
            if day.month != first.month
            else CalendarCell(known[day], len(states.get(day, [])), day_state(states.get(day, [])))
            for day in week
        ]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One day of one person."""

    day: Day
    state: DayState
    count: int


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One direct report with every day of the span."""

    employee: Employee
    cells: list[BoardCell]
    waiting: int


def board(people: Iterable[int], days: Sequence[Day]) -> list[BoardRow]:
    """Direct reports by name, with the state of each day (two queries)."""
    rows = Employee.objects.filter(pk__in=list(people)).order_by("name", "pk")
    found: dict[tuple[int, date], list[str]] = {}
    entries = DailyProgress.objects.filter(
        employee__in=rows, day__range=(days[0].day, days[-1].day)
    ).values_list("employee_id", "day", "state")
    for employee_id, day, state in entries:
        found.setdefault((employee_id, day), []).append(state)
    return [_board_row(employee, days, found) for employee in rows]


def _board_row(
    employee: Employee, days: Sequence[Day], found: dict[tuple[int, date], list[str]]
) -> BoardRow:
    cells = []
    waiting = 0
    for day in days:
        states = found.get((employee.pk, day.day), [])
        waiting += states.count(DayState.SUBMITTED)
        cells.append(BoardCell(day, day_state(states), len(states)))
    return BoardRow(employee, cells, waiting)
