"""Kinds of civil servants as spreadsheets write them."""

import pytest

from personnel.rules.kinds import EmployeeKind, UnknownKind, parse_kind

KIND_ROWS = [
    ("PNS Daerah", "P", EmployeeKind.PNS),
    ("PNS Daerah", "", EmployeeKind.PNS),
    ("PNS Daerah", "C", EmployeeKind.CPNS),
    ("PNS Pusat DPK", "P", EmployeeKind.PNS),
    ("pns", "", EmployeeKind.PNS),
    ("CPNS", "", EmployeeKind.CPNS),
    ("Calon PNS", "", EmployeeKind.CPNS),
    ("Calon Pegawai Negeri Sipil", "", EmployeeKind.CPNS),
    ("Pegawai Negeri Sipil", "", EmployeeKind.PNS),
    ("PPPK", "", EmployeeKind.PPPK),
    ("P3K", "", EmployeeKind.PPPK),
    ("PPPK Penuh Waktu", "", EmployeeKind.PPPK),
    ("Pegawai Pemerintah dengan Perjanjian Kerja", "", EmployeeKind.PPPK),
    (" PPPK  Paruh Waktu ", "", EmployeeKind.PPPK_PART_TIME),
    ("PPPK_PART_TIME", "", EmployeeKind.PPPK_PART_TIME),
]


@pytest.mark.parametrize(("text", "status", "expected"), KIND_ROWS)
def test_kind_as_offices_write_it_is_read(text, status, expected):
    assert parse_kind(text, status) is expected


@pytest.mark.parametrize("text", ["", "Honorer", "Tenaga Kontrak", "PNSX"])
def test_kind_that_is_none_of_the_four_is_refused(text):
    with pytest.raises(UnknownKind):
        parse_kind(text)
