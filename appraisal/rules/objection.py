"""How long an employee may object, counted from the day the result was received.

Source: PP 30/2019, "within 14 days" (regulation 6.5); whether the days are calendar or working
days is a setting, because the text read so far does not say. See docs/legal.md#objection.
"""

from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from personnel.rules.calendar import NO_HOLIDAYS, DayType, add_days

OBJECTION_DAYS: Final = 14


def objection_deadline(
    received: date,
    days: int = OBJECTION_DAYS,
    day_type: DayType = DayType.CALENDAR,
    holidays: AbstractSet[date] = NO_HOLIDAYS,
) -> date:
    """The last day, until 23.59 WIB, on which an objection is in time.

    The day of receipt is day 0, so the last day is day 14. ``holidays`` counts for working days
    only.
    """
    return add_days(received, days, day_type, holidays)
