"""Tables of other offices: headings found, cells read, bad rows named."""

from datetime import date
from decimal import Decimal

import pytest

from appraisal.imports.tables import (
    ATTENDANCE_HEADINGS,
    POTENTIAL_HEADINGS,
    BadRow,
    NoTable,
    TableRow,
    day_of,
    factor_of,
    number_of,
    potential_of,
    table_rows,
)
from personnel.imports.sheets import Sheet

TODAY = date(2027, 2, 1)


def sheet(*rows: tuple[object, ...]) -> Sheet:
    made = Sheet("Lembar1")
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if value is not None:
                made.put(number, column, value)  # type: ignore[arg-type]
    return made


def row(**cells: object) -> TableRow:
    return TableRow(2, cells)  # type: ignore[arg-type]


def test_table_is_found_below_a_title_and_blank_rows_are_passed_over():
    made = sheet(
        ("REKAP POTENSI 2026",),
        ("No", "NIP", "Nama", "Level Potensi", "Tgl Penilaian", "Sumber"),
        (1, "198001012005031001", "A", "Tinggi", "01-11-2026", "UPT"),
        (None,),
        (2, "198001012005032002", "B", "Rendah", "01-11-2026", "UPT"),
    )

    rows = table_rows([made], POTENTIAL_HEADINGS, ("nip", "potential", "assessed_on", "source"))

    assert [(one.number, potential_of(one)) for one in rows] == [(3, "high"), (5, "low")]
    assert day_of(rows[0], TODAY) == date(2026, 11, 1)
    assert number_of(rows[0]) == "198001012005031001"


def test_table_without_its_headings_is_none():
    with pytest.raises(NoTable):
        table_rows([sheet(("NIP", "Nama"))], ATTENDANCE_HEADINGS, ("nip", "factor"))


@pytest.mark.parametrize(
    ("written", "factor"),
    [
        ("0,97", "0.97"),
        ("97 %", "0.97"),
        (97, "0.97"),
        (1, "1"),
        ("1 %", "0.01"),
        (0.875, "0.875"),
        ("0.925", "0.925"),
        (97.125, "0.9713"),
        ("100", "1"),
        (0, "0"),
    ],
)
def test_attendance_is_read_as_fraction_or_percent(written, factor):
    assert factor_of(row(factor=written)) == Decimal(factor)


@pytest.mark.parametrize("written", ["", "hadir", "-1", "120", "101 %", None])
def test_attendance_that_cannot_be_is_refused(written):
    with pytest.raises(BadRow):
        factor_of(row(factor=written))


@pytest.mark.parametrize(
    ("read", "cells"),
    [
        (potential_of, {"potential": "luar biasa"}),
        (potential_of, {}),
        (number_of, {"nip": "123"}),
        (number_of, {"nip": ""}),
        (lambda one: day_of(one, TODAY), {"assessed_on": "31-02-2026"}),
        (lambda one: day_of(one, TODAY), {"assessed_on": ""}),
        (lambda one: day_of(one, TODAY), {"assessed_on": "01-03-2027"}),
    ],
)
def test_bad_cells_are_refused_with_a_reason(read, cells):
    with pytest.raises(BadRow) as refusal:
        read(row(**cells))

    assert str(refusal.value)
