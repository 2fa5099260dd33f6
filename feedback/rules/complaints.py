"""Days of a case of SP4N-LAPOR!, and what must not stand in its summary.

Working days, counted from the step before: three to verify and pass on, five to answer, ten
without a reply until it may be closed. Source: the published terms of SP4N-LAPOR! (feedback A.9).
"""

import re
from collections.abc import Set as AbstractSet
from datetime import date
from enum import StrEnum
from typing import Final

from personnel.rules.calendar import add_working_days, working_days_until

FORWARD_DAYS: Final = 3
ANSWER_DAYS: Final = 5
QUIET_DAYS: Final = 10


class ComplaintStep(StrEnum):
    """Where a case stands, as its state is kept."""

    RECEIVED = "received"
    FORWARDED = "forwarded"
    ANSWERED = "answered"
    CLOSED = "closed"


_PERSONAL: Final = {
    "nik": re.compile(r"(?<!\d)\d{4}[ .\-]?\d{4}[ .\-]?\d{4}[ .\-]?\d{4}(?!\d)"),
    "phone": re.compile(r"(?<![\d.])(?:\+?62|0)[ .\-]?8\d(?:[ .\-]?\d){7,10}(?!\d)"),
    "email": re.compile(r"[\w.+\-]+@[\w\-]+\.[\w.\-]+"),
}


def personal_data(text: str) -> list[str]:
    """Kinds of personal data that a text seems to hold: ``nik``, ``phone``, ``email``."""
    return [kind for kind, pattern in _PERSONAL.items() if pattern.search(text)]


def due_on(
    state: str,
    *,
    received_on: date,
    forwarded_on: date | None,
    answered_on: date | None,
    holidays: AbstractSet[date],
) -> date | None:
    """The last day of the next step; None once the case is closed."""
    match ComplaintStep(state):
        case ComplaintStep.RECEIVED:
            return add_working_days(received_on, FORWARD_DAYS, holidays)
        case ComplaintStep.FORWARDED:
            return add_working_days(forwarded_on or received_on, ANSWER_DAYS, holidays)
        case ComplaintStep.ANSWERED:
            return add_working_days(answered_on or received_on, QUIET_DAYS, holidays)
        case ComplaintStep.CLOSED:
            return None


def days_left(today: date, due: date, holidays: AbstractSet[date]) -> int:
    """Working days until a day, negative when so many have passed since."""
    if due >= today:
        return working_days_until(today, due, holidays)
    return -working_days_until(due, today, holidays)
