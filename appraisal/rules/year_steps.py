"""When a step of the year counts as done, and from when the office above is told of it.

Source: regulation 2.3 (days) and 2.4 (states); how long to wait before escalating is a setting.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from appraisal.enums import EvaluationState as E
from appraisal.enums import PlanState as P
from appraisal.enums import StepKind
from personnel.rules.calendar import add_working_days

PLAN_DONE: Final[Mapping[StepKind, frozenset[str]]] = {
    StepKind.PLAN_SUBMITTED: frozenset({P.SUBMITTED, P.APPROVED, P.FIXED}),
    StepKind.PLAN_APPROVED: frozenset({P.APPROVED, P.FIXED}),
    StepKind.PLAN_FIXED: frozenset({P.FIXED}),
}
"""States of a current plan in which a step of planning is done."""

_AFTER_FINAL: Final = (E.FINAL,)
_AFTER_ANSWER: Final = (E.ACCEPTED, E.LAPSED, E.OBJECTED, *_AFTER_FINAL)
_AFTER_SERVING: Final = (E.SERVED, *_AFTER_ANSWER)
_AFTER_FIXING: Final = (E.FIXED, *_AFTER_SERVING)

EVALUATION_DONE: Final[Mapping[StepKind, frozenset[str]]] = {
    StepKind.FILLED: frozenset(
        {E.AWAITING_FEEDBACK, E.IN_RATING, E.AWAITING_ORGANISATION, *_AFTER_FIXING}
    ),
    StepKind.RATED: frozenset(_AFTER_FIXING),
    StepKind.SERVED: frozenset(_AFTER_SERVING),
    StepKind.ANSWERED: frozenset(_AFTER_ANSWER),
    StepKind.FINAL: frozenset(_AFTER_FINAL),
}
"""States of an evaluation in which a step of judging is done."""


def late_count(owed: int, done: int, due: date | None, today: date) -> int:
    """How many are behind: everybody not done once the last day has passed, else nobody."""
    return max(owed - done, 0) if due is not None and today > due else 0


def escalates(due: date | None, today: date, days: int, holidays: AbstractSet[date]) -> bool:
    """Whether a missed day is told to the office above: ``days`` working days after it."""
    return due is not None and today > due and today >= add_working_days(due, days, holidays)
