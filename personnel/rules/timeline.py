"""Where days stand on a line drawn over years: positions in percent of its width.

Positions are text with a full stop ("12.5%"), ready for SVG in any language.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

LONGEST: Final = 12
"""Years shown; what is older begins at the left edge."""
_MOST_LABELS: Final = 7


@dataclass(frozen=True, slots=True)
class Axis:
    """A line from the first day of one year to the last day of another."""

    first: date
    last: date

    def at(self, day: date) -> str:
        """Position of the beginning of a day, held inside the line."""
        length = (self.last - self.first).days + 1
        share = (day - self.first).days / length
        return f"{max(0.0, min(1.0, share)) * 100:.2f}%"

    def width(self, first: date, last: date) -> str:
        """Width of a span whose both days belong to it, as far as it lies on the line."""
        begins, ends = max(first, self.first), min(last, self.last)
        length = (self.last - self.first).days + 1
        return f"{max(0, (ends - begins).days + 1) / length * 100:.2f}%"


@dataclass(frozen=True, slots=True)
class Tick:
    """1 January of a year; ``label`` is empty where it would stand too close to the next."""

    at: str
    label: str


def axis_over(days: Iterable[date], today: date) -> Axis:
    """The line from the year of the earliest day to the end of the latest or present one."""
    years = [day.year for day in days] + [today.year]
    last = max(years)
    first = max(min(years), last - LONGEST + 1)
    return Axis(date(first, 1, 1), date(last, 12, 31))


def ticks(axis: Axis) -> Sequence[Tick]:
    """One tick a year."""
    years = range(axis.first.year, axis.last.year + 1)
    step = -(-len(years) // _MOST_LABELS)
    return [
        Tick(axis.at(date(year, 1, 1)), str(year) if number % step == 0 else "")
        for number, year in enumerate(years)
    ]
