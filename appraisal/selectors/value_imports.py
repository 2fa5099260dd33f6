"""A table of another office beside the people known here: rows to take, rows refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.utils.translation import gettext as _

from appraisal.imports.tables import (
    ATTENDANCE_HEADINGS,
    POTENTIAL_HEADINGS,
    BadRow,
    TableRow,
    day_of,
    factor_of,
    number_of,
    potential_of,
    source_of,
    table_rows,
)
from personnel.imports.reading import read_sheets
from personnel.models import Employee

Read = Callable[[TableRow], list[str]]


@dataclass(frozen=True, slots=True)
class TakenRow:
    """One row that can be written: whom it is about, and its values as texts."""

    number: int
    employee_id: int
    name: str
    values: list[str]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would write."""

    taken: list[TakenRow]
    refused: list[tuple[int, str]]


def preview_potential(source: BinaryIO, today: date) -> Preview:
    """Read potentials: values are potential, ISO day, source.

    Raises: ``NoTable``, ``FileRefused``.
    """

    def read(row: TableRow) -> list[str]:
        where = source_of(row)
        if not where:
            raise BadRow(_("sumber kosong"))
        return [potential_of(row), day_of(row, today).isoformat(), where]

    rows = table_rows(
        read_sheets(source), POTENTIAL_HEADINGS, ("nip", "potential", "assessed_on", "source")
    )
    return _preview(rows, read)


def preview_attendance(source: BinaryIO) -> Preview:
    """Read attendance: values are factor and source. Raises: ``NoTable``, ``FileRefused``."""

    def read(row: TableRow) -> list[str]:
        return [str(factor_of(row)), source_of(row)]

    rows = table_rows(read_sheets(source), ATTENDANCE_HEADINGS, ("nip", "factor"))
    return _preview(rows, read)


def _preview(rows: list[TableRow], read: Read) -> Preview:
    readings: list[tuple[TableRow, str, list[str]]] = []
    refused: list[tuple[int, str]] = []
    for row in rows:
        try:
            readings.append((row, number_of(row), read(row)))
        except BadRow as error:
            refused.append((row.number, str(error)))
    people = {
        person.nip: person
        for person in Employee.objects.filter(nip__in=[nip for _row, nip, _values in readings])
    }
    first: dict[str, int] = {}
    taken = []
    for row, nip, values in readings:
        if nip not in people:
            refused.append((row.number, _("tidak ada pegawai dengan NIP ini")))
        elif nip in first:
            refused.append(
                (row.number, _("pegawai ini sudah ada pada baris %(row)s") % {"row": first[nip]})
            )
        else:
            first[nip] = row.number
            taken.append(TakenRow(row.number, people[nip].pk, people[nip].full_name, values))
    return Preview(taken, sorted(refused))
