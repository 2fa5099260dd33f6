"""Compile the figures of units, so that a dashboard reads what was counted in the night.

Only what was marked since the last time is counted anew (docs/decisions/0031). Each compiling is
one transaction behind one lock: two at once follow each other, and of one that is killed nothing
remains but the marks that it had found.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from personnel.enums import YearMode
from personnel.models import Period, Unit, User
from reports.actions import figures_pairs_sql as pairs
from reports.actions import figures_sql as sql
from reports.models import FiguresMoment
from reports.permissions.figures import can_recount
from sabang_kinerja.common.snapshot import one_moment


@dataclass(frozen=True, slots=True)
class _Due:
    """A period that is counted: the last day that counts, and that of the last counting."""

    period: int
    year: int
    day: date
    before: date | None

    @property
    def whole(self) -> bool:
        """Never counted, or for a later day than now counts: every unit is counted."""
        return self.before is None or self.before > self.day


def compile_figures(*, now: datetime) -> int:
    """Count every unit and period that changed; return how many there were.

    A period without figures is counted for all units. Running it twice does no harm.
    """
    day = timezone.localtime(now).date()
    with _alone() as cursor:
        due = _due(day)
        FiguresMoment.objects.exclude(period__in=[one.period for one in due]).delete()
        cursor.execute(pairs.HOLD_MARKS)
        cursor.execute(pairs.TAKE_MARKS)
        number = _count(cursor, due, whole=[one.period for one in due if one.whole])
        _stamp(due, now)
    return number


def recount_period(*, unit: Unit, period: Period, by: User, now: datetime) -> None:
    """Count a period anew for all units, as somebody asks who looks at one of them.

    Raises: ``Denied``, or ``WrongState`` before the period begins and in a year without effects.
    """
    day = timezone.localtime(now).date()
    with _alone() as cursor:
        can_recount(by, unit, period, now).require()
        cursor.execute(pairs.HOLD_MARKS)
        due = [one for one in _due(day) if one.period == period.pk]
        _count(cursor, due, whole=[period.pk])
        _stamp(due, now)


@contextmanager
def _alone() -> Iterator[CursorWrapper]:
    """One transaction, alone among compilings, that counts what there is at one moment.

    The lock comes first: it reads nothing, so that the moment is the one at which it is had.
    """
    with one_moment(), connection.cursor() as cursor:
        cursor.execute(pairs.LOCK)
        yield cursor


def _due(day: date) -> list[_Due]:
    """Periods that have begun, in years that count."""
    rows = Period.objects.filter(year__mode=YearMode.REAL, starts__lte=day).values_list(
        "pk", "year_id", "ends", "figures_moment__day"
    )
    return [
        _Due(pk, year, min(day, ends), before) for pk, year, ends, before in rows.order_by("pk")
    ]


def _count(cursor: CursorWrapper, due: list[_Due], *, whole: list[int]) -> int:
    moved = [one for one in due if one.before and one.before < one.day]
    cursor.execute(
        pairs.PAIRS,
        {
            "whole": whole,
            "moved": [one.period for one in moved],
            "before": [one.before for one in moved],
            "until": [one.day for one in moved],
            "periods": [one.period for one in due],
            "years": [one.year for one in due],
            "last": [one.day for one in due],
        },
    )
    found, number = cursor.rowcount, cursor.rowcount + len(whole) * Unit.objects.count()
    if number:
        periods, units = set(whole), None
        if found:
            cursor.execute("SELECT array_agg(DISTINCT period_id), array_agg(DISTINCT unit_id)"
                           " FROM figures_pair")  # fmt: skip
            more, units = cursor.fetchone()
            periods.update(more)
        cursor.execute(sql.EXEMPT)
        (exempt,) = cursor.fetchone()
        counted = _given((one for one in due if one.period in periods), exempt) | {
            "whole": whole,
            "units": None if whole else units,
        }
        for statement in (*sql.COUNT_FEW, sql.COUNT, sql.WRITE):
            cursor.execute(statement, counted)
    cursor.execute(sql.CLEAR)
    return int(number)


def _given(due: Iterable[_Due], exempt: list[int]) -> dict[str, Any]:
    counted = list(due)
    return {
        "exempt": exempt,
        "periods": [one.period for one in counted],
        "years": [one.year for one in counted],
        "in_years": sorted({one.year for one in counted}),
        "last": [one.day for one in counted],
        "days": (days := sorted({one.day for one in counted})),
        "start": days[0],
        "end": days[-1],
    }


def _stamp(due: list[_Due], now: datetime) -> None:
    FiguresMoment.objects.bulk_create(
        [FiguresMoment(period_id=one.period, day=one.day, as_of=now) for one in due],
        update_conflicts=True,
        unique_fields=["period"],
        update_fields=["day", "as_of"],
    )
