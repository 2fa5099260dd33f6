"""On which day an answer was given at a tablet whose clock may be wrong."""

from datetime import date, datetime, timedelta

from personnel.rules.calendar import WIB


def day_given(now: datetime, age: timedelta, issued_on: date) -> date:
    """The server's moment less the answer's age, which the tablet measured on its own clock.

    Never before the day on which the answer's code was issued, never after today: the first
    because no answer is older than its code, the second because a clock may have been set back.
    """
    today = now.astimezone(WIB).date()
    if age <= timedelta(0):
        return today
    if age >= timedelta(days=(today - issued_on).days + 1):
        return issued_on
    return max(issued_on, (now - age).astimezone(WIB).date())
