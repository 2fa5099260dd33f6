"""Posts of one person through time, ready to be drawn as bars over years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from personnel.enums import OWN_POST_KINDS
from personnel.models import Assignment
from personnel.rules.timeline import Tick, axis_over, ticks

ROW_HEIGHT = 30
TOP = 26
"""Pixels of a drawing whose widths are in percent."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One assignment: place in percent across, pixels down; ``is_own`` fills the bar."""

    assignment: Assignment
    left: str
    width: str
    top: int
    is_own: bool
    is_present: bool


@dataclass(frozen=True, slots=True)
class Career:
    """The drawing: bars oldest first, ticks of years, today's place."""

    bars: list[Bar]
    ticks: Sequence[Tick]
    today: str
    height: int


def career(assignments: Sequence[Assignment], today: date) -> Career:
    """Draw assignments, the oldest on top."""
    days = [a.effective_from for a in assignments]
    axis = axis_over([*days, *(a.effective_until for a in assignments if a.effective_until)], today)
    oldest_first = sorted(assignments, key=lambda a: (a.effective_from, a.pk))
    bars = []
    for row, one in enumerate(oldest_first):
        until = one.effective_until or axis.last
        bars.append(
            Bar(
                assignment=one,
                left=axis.at(one.effective_from),
                width=axis.width(one.effective_from, until),
                top=TOP + row * ROW_HEIGHT,
                is_own=one.kind in OWN_POST_KINDS,
                is_present=one.effective_from <= today <= until,
            )
        )
    height = TOP + len(bars) * ROW_HEIGHT
    return Career(bars, ticks(axis), axis.at(today), height)
