"""What a development plan must hold, by when, and on which days it is looked at.

Source: PermenPANRB 6/2022 as read in feedback and training C.3, see docs/legal.md#training.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class Need(StrEnum):
    """Why a plan is opened, the weakest reason first."""

    OWN = "own"
    STRETCH = "stretch"
    IMPROVE = "improve"
    GUIDE = "guide"


_ORDER: Final = tuple(Need)
DEMANDED: Final = frozenset({Need.IMPROVE, Need.GUIDE})
"""Reasons for which a plan is a duty with a deadline; the others are an offer."""

GUIDED: Final = frozenset({"coaching", "mentoring"})
"""Kinds of action in which somebody goes along."""


def strongest(needs: Iterable[Need]) -> Need | None:
    """The reason that asks for most; ``None`` of none."""
    return max(needs, key=_ORDER.index, default=None)


class Missing(StrEnum):
    """What a plan lacks before it can be handed in."""

    GOAL = "goal"
    ACTION = "action"
    GUIDED = "guided"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a plan: how many goals and indicators, and the kinds of its actions."""

    goals: int
    kinds: tuple[str, ...]
    indicators: int


def missing_parts(need: Need, contents: Contents) -> tuple[Missing, ...]:
    """What is lacking, in the order in which a plan is written.

    Every plan has a goal and an action; one that a result demands also has coaching or mentoring
    and an indicator for the next year.
    """
    lacking = []
    if not contents.goals:
        lacking.append(Missing.GOAL)
    if not contents.kinds:
        lacking.append(Missing.ACTION)
    if need in DEMANDED:
        if not GUIDED & set(contents.kinds):
            lacking.append(Missing.GUIDED)
        if not contents.indicators:
            lacking.append(Missing.INDICATOR)
    return tuple(lacking)


def deadline_of(opened: date, days: int) -> date:
    """Last day for handing a plan in, so many calendar days after it was opened."""
    return opened + timedelta(days=days)


def check_days(opened: date, year: int, period_ends: Iterable[date]) -> tuple[date, ...]:
    """Days by which a plan of ``year`` is looked at: the end of each period after its opening.

    While the year has no periods yet, its quarters take their place; a plan that opens on the
    last day of the last period is looked at once, on that day.
    """
    ends = sorted(set(period_ends)) or [
        date(year, 3, 31),
        date(year, 6, 30),
        date(year, 9, 30),
        date(year, 12, 31),
    ]
    return tuple(day for day in ends if day > opened) or (ends[-1],)
