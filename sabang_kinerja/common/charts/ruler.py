"""The year as a ruler that starts at zero: months, the three stages, today. Geometry only.

Places are text in per cent of the width ("82.80%"), so that letters keep their size on a phone
and no locale writes a comma into an SVG.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

MONTHS: Final = 13
"""A year and the January after it, in which the year is judged."""

_EDGE: Final = 0.1
"""Words this near to an end are written towards the middle."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a month; longer where a quarter begins."""

    at: str
    is_quarter: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month with the middle of its space."""

    middle: str
    day: date


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the year from its first day; ``is_current`` on the days it lasts."""

    at: str
    label: str
    is_first: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class YearRuler:
    """Everything that is drawn. ``now`` is None for a day outside the ruler.

    ``past`` is how far the line is filled, ``anchor`` how the word for today is aligned.
    """

    ticks: tuple[Tick, ...]
    months: tuple[Month, ...]
    stages: tuple[Stage, ...]
    past: str
    now: str | None
    anchor: str

    @property
    def current(self) -> str:
        """Name of the stage in which today lies; empty outside the year."""
        return next((stage.label for stage in self.stages if stage.is_current), "")


def share_of_year(year: int, day: date) -> float:
    """Place of a day on the ruler, 0 to 1; each month takes the same width."""
    months = (day.year - year) * 12 + day.month - 1
    length = monthrange(day.year, day.month)[1]
    return min(1.0, max(0.0, (months + (day.day - 1) / length) / MONTHS))


def year_ruler(year: int, today: date, stages: Sequence[tuple[date, str]]) -> YearRuler:
    """Geometry of one year; ``stages`` are first days with names, in order."""
    inside = date(year, 1, 1) <= today <= date(year + 1, 1, 31)
    now = share_of_year(year, today)
    current = max((start for start, _label in stages if start <= today), default=None)
    return YearRuler(
        ticks=tuple(Tick(_place(number / MONTHS), number % 3 == 0) for number in range(MONTHS)),
        months=tuple(
            Month(_place((number + 0.5) / MONTHS), date(year + number // 12, number % 12 + 1, 1))
            for number in range(MONTHS)
        ),
        stages=tuple(
            Stage(
                at=_place(share_of_year(year, start)),
                label=label,
                is_first=start <= date(year, 1, 1),
                is_current=inside and start == current,
            )
            for start, label in stages
        ),
        past=_place(now),
        now=_place(now) if inside else None,
        anchor="start" if now < _EDGE else "end" if now > 1 - _EDGE else "middle",
    )


def _place(share: float) -> str:
    return f"{100 * share:.2f}%"
