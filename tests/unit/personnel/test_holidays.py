"""Lists of holidays as offices keep them."""

from datetime import date, datetime

import pytest

from personnel.rules.calendar import WIB
from personnel.rules.holidays import (
    HolidayKind,
    HolidayProblem,
    HolidayRow,
    NoHolidayTable,
    read_holidays,
)

HEADINGS = ["Tanggal", "Nama", "Jenis", "Dasar hukum", "Pasti"]


def test_read_holidays_takes_every_way_of_writing_a_row():
    found = read_holidays(
        [
            ["Daftar hari libur 2026", None],
            [],
            HEADINGS,
            ["17-08-2026", "Proklamasi  Kemerdekaan", "Libur nasional", "SKB 1497/2025", "ya"],
            ["24 Desember 2026", "Cuti bersama Natal", "Cuti Bersama", "", ""],
            [datetime(2026, 8, 15, 0, 0, tzinfo=WIB), "Hari Damai Aceh", "regional", None, "no"],
            ["", " ", None],
        ]
    )

    assert found.problems == []
    assert found.rows == [
        HolidayRow(
            date(2026, 8, 17), "Proklamasi Kemerdekaan", HolidayKind.NATIONAL, True, "SKB 1497/2025"
        ),
        HolidayRow(date(2026, 12, 24), "Cuti bersama Natal", HolidayKind.COLLECTIVE),
        HolidayRow(date(2026, 8, 15), "Hari Damai Aceh", HolidayKind.REGIONAL, False),
    ]


def test_read_holidays_finds_columns_in_any_order_and_in_english():
    found = read_holidays([["name", "certain", "date"], ["Nyepi", "yes", "2026-03-19"]])

    assert found.rows == [HolidayRow(date(2026, 3, 19), "Nyepi", HolidayKind.NATIONAL)]


def test_read_holidays_names_every_bad_row_and_keeps_the_good_ones():
    found = read_holidays(
        [
            HEADINGS,
            ["31-02-2026", "Tidak ada", "Libur nasional"],
            ["01-05-2026", "", "Libur nasional"],
            ["01-05-2026", "Hari Buruh", "Libur sekolah"],
            ["01-05-2026", "Hari Buruh", "nasional"],
            [],
            ["01-06-2026"],
        ]
    )

    assert [row.name for row in found.rows] == ["Hari Buruh"]
    assert found.problems == [
        (2, HolidayProblem.DATE),
        (3, HolidayProblem.NAME),
        (4, HolidayProblem.KIND),
        (7, HolidayProblem.NAME),
    ]


@pytest.mark.parametrize("rows", [[], [["Tanggal"]], [["a", "b"], ["1", "2"]]])
def test_read_holidays_of_another_table_is_refused(rows):
    with pytest.raises(NoHolidayTable):
        read_holidays(rows)
