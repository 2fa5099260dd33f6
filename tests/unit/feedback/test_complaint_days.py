"""Working days of a complaint, and what must not stand in it."""

from datetime import date

import pytest

from feedback.enums import ComplaintState
from feedback.rules.complaints import days_left, due_on, personal_data

FRIDAY, MONDAY = date(2026, 11, 6), date(2026, 11, 9)
HOLIDAY = frozenset({MONDAY})
S = ComplaintState


@pytest.mark.parametrize(
    ("state", "due"),
    [
        (S.RECEIVED, date(2026, 11, 12)),
        (S.FORWARDED, date(2026, 11, 16)),
        (S.ANSWERED, date(2026, 11, 23)),
        (S.CLOSED, None),
    ],
)
def test_three_five_and_ten_working_days_from_the_step_before(state, due):
    days = {"received_on": FRIDAY, "forwarded_on": FRIDAY, "answered_on": FRIDAY}
    assert due_on(state, **days, holidays=HOLIDAY) == due


def test_days_left_skip_weekends_and_holidays_and_go_below_nothing():
    assert days_left(FRIDAY, date(2026, 11, 12), HOLIDAY) == 3
    assert days_left(FRIDAY, FRIDAY, HOLIDAY) == 0
    assert days_left(date(2026, 11, 16), date(2026, 11, 12), HOLIDAY) == -2
    assert days_left(date(2026, 11, 8), date(2026, 11, 6), HOLIDAY) == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Antrean lama di loket 3 sejak 08.00", []),
        ("Nomor berkas 1234567 tertanggal 12-10-2026", []),
        ("NIK 1172010101900001 tidak ditemukan", ["nik"]),
        ("nik 1172 0101 0190 0001", ["nik"]),
        ("hubungi 0812-3456-7890", ["phone"]),
        ("hubungi +62 812 3456 7890", ["phone"]),
        ("surel warga@contoh.id", ["email"]),
    ],
)
def test_personal_data_is_seen(text, found):
    assert personal_data(text) == found
