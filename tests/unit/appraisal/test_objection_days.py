"""Fourteen days to object, regulation 6.5 and worked example W4."""

from datetime import UTC, date, datetime

import pytest

from appraisal.rules.objection import objection_deadline
from personnel.rules.calendar import DayType, deadline_passed

NEW_YEAR_WEEK = {date(2027, 1, 1), date(2027, 1, 8)}

DEADLINE_ROWS = [
    ("W4 calendar days", date(2027, 1, 5), DayType.CALENDAR, set(), date(2027, 1, 19)),
    ("calendar days over a month", date(2027, 1, 25), DayType.CALENDAR, set(), date(2027, 2, 8)),
    (
        "calendar days ignore holidays",
        date(2027, 1, 1),
        DayType.CALENDAR,
        NEW_YEAR_WEEK,
        date(2027, 1, 15),
    ),
    ("working days", date(2027, 1, 5), DayType.WORKING, set(), date(2027, 1, 25)),
    (
        "working days skip a holiday",
        date(2027, 1, 5),
        DayType.WORKING,
        NEW_YEAR_WEEK,
        date(2027, 1, 26),
    ),
    ("working days from a Saturday", date(2027, 1, 9), DayType.WORKING, set(), date(2027, 1, 28)),
]

W4_ROWS = [
    ("on 19 January, at noon", datetime(2027, 1, 19, 5, 0, tzinfo=UTC), False),
    ("on 19 January, 23.59 WIB", datetime(2027, 1, 19, 16, 59, tzinfo=UTC), False),
    ("on 20 January, 00.00 WIB", datetime(2027, 1, 19, 17, 0, tzinfo=UTC), True),
    ("on 20 January, at noon", datetime(2027, 1, 20, 5, 0, tzinfo=UTC), True),
]


@pytest.mark.parametrize(
    ("received", "day_type", "holidays", "expected"),
    [row[1:] for row in DEADLINE_ROWS],
    ids=[row[0] for row in DEADLINE_ROWS],
)
def test_objection_deadline_is_day_fourteen(received, day_type, holidays, expected):
    assert objection_deadline(received, day_type=day_type, holidays=holidays) == expected


def test_objection_deadline_by_default_counts_calendar_days():
    assert objection_deadline(date(2027, 1, 5)) == date(2027, 1, 19)


def test_objection_deadline_follows_a_changed_number_of_days():
    assert objection_deadline(date(2027, 1, 5), days=21) == date(2027, 1, 26)


@pytest.mark.parametrize(
    ("moment", "late"), [row[1:] for row in W4_ROWS], ids=[row[0] for row in W4_ROWS]
)
def test_objection_after_receipt_on_5_january_is_late_from_20_january(moment, late):
    deadline = objection_deadline(date(2027, 1, 5))

    assert deadline_passed(deadline, moment) is late
