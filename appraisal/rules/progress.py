"""Daily progress: which days may be written about, what a day looks like, what a period adds up to.

Source: regulation 3.12 (fields and the four states); when an entry counts as late is ours.
See docs/legal.md#daily-progress.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

PROMPT_DAYS: Final = 1
"""An entry written on its day or so many days after it is in time (``prompt-1``)."""


class DayState(StrEnum):
    """A day as the superior sees it: BELUM, DRAF, DIAJUKAN, DISETUJUI."""

    NONE = "none"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"


class DayProblem(StrEnum):
    """Why a day cannot be written about."""

    FUTURE = "future"
    BEFORE_PLAN = "before_plan"


def day_problem(day: date, *, today: date, first: date) -> DayProblem | None:
    """Whether a day lies after ``today`` or before ``first``, on which the plan begins."""
    if day > today:
        return DayProblem.FUTURE
    if day < first:
        return DayProblem.BEFORE_PLAN
    return None


def is_late(day: date, recorded_on: date) -> bool:
    """Whether an entry about ``day`` was written later than the next day. It is taken all the same,
    and marked.
    """
    return recorded_on > day + timedelta(days=PROMPT_DAYS)


def day_state(states: Iterable[str]) -> DayState:
    """One state for all entries of a day.

    What waits for the superior comes first, then what the employee has not handed in; approved
    only when every entry is.
    """
    found = set(states)
    for state in (DayState.SUBMITTED, DayState.DRAFT, DayState.APPROVED):
        if state in found:
            return state
    return DayState.NONE


@dataclass(frozen=True, slots=True)
class Line:
    """What one entry contributes to a result."""

    text: str
    quantity: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """How much of one unit; ``unit`` as it was first written."""

    quantity: Decimal
    unit: str


def totals(lines: Sequence[Line]) -> list[Total]:
    """Quantities added up by unit, in the order in which the units first appear.

    Units are the same when they differ in capitals or blanks only.
    """
    sums: dict[str, Total] = {}
    for line in lines:
        if line.quantity is None:
            continue
        key = same_unit(line.unit)
        before = sums.get(key, Total(Decimal(0), line.unit.strip()))
        sums[key] = Total(before.quantity + line.quantity, before.unit)
    return list(sums.values())


def same_unit(unit: str) -> str:
    """A unit without differences that mean nothing."""
    return " ".join(unit.casefold().split())


def taken_over(text: str, lines: Sequence[str], *, longest: int) -> str:
    """``text`` with every line below it that it does not hold yet, so that twice adds nothing.

    Lines that would make it longer than ``longest`` signs stay out.
    """
    held = {line.strip() for line in text.splitlines()}
    found = text.rstrip()
    for line in lines:
        bare = " ".join(line.split())
        longer = f"{found}\n{bare}" if found else bare
        if bare and bare not in held and len(longer) <= longest:
            found = longer
            held.add(bare)
    return found
