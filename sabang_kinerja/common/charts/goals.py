"""A ruler from zero with goals on it: how far something has come. Geometry only.

Places are text in per cent of the width ("33.33%"), so that no locale writes a comma into an SVG.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_EDGE: Final = Decimal("0.12")
"""Words this near to an end are written towards the middle."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A mark on the ruler: its value, its words, whether it is reached."""

    at: str
    anchor: str
    value: Decimal
    label: str
    reached: bool


@dataclass(frozen=True, slots=True)
class GoalRuler:
    """Everything that is drawn: how far the line is filled, and the goals in order."""

    filled: str
    anchor: str
    goals: tuple[Goal, ...]


def goal_ruler(value: Decimal, goals: Sequence[tuple[Decimal, str]]) -> GoalRuler:
    """Geometry for a value of zero or more and one goal or more, none of them zero.

    The line ends at the farthest goal or at the value, whichever is farther.
    """
    length = max([value, *(goal for goal, _label in goals)])
    return GoalRuler(
        filled=_place(value / length),
        anchor=_anchor(value / length),
        goals=tuple(
            Goal(
                at=_place(goal / length),
                anchor=_anchor(goal / length),
                value=goal,
                label=label,
                reached=value >= goal,
            )
            for goal, label in sorted(goals)
        ),
    )


def _place(share: Decimal) -> str:
    return f"{100 * share:.2f}%"


def _anchor(share: Decimal) -> str:
    return "start" if share < _EDGE else "end" if share > 1 - _EDGE else "middle"
