"""From an uploaded file to everything that its import would do, without writing anything."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO, cast

from personnel.enums import ImportSubject
from personnel.imports.columns import Table, find_tables
from personnel.imports.compare import compare_people
from personnel.imports.fields import Field, PersonField, UnitField
from personnel.imports.outcome import people_outcome, units_outcome
from personnel.imports.people import read_people
from personnel.imports.plans import PeoplePlan
from personnel.imports.reading import read_sheets
from personnel.imports.reasons import (
    NO_NIP,
    NO_ROWS,
    NO_UNIT_NAME,
    FileCode,
    FileRefused,
)
from personnel.imports.unit_plans import UnitsPlan, compare_units, known_parents
from personnel.imports.units import read_units
from personnel.models import ColumnMapping, ImportRun
from personnel.selectors.imports import known_people, known_units, occupied_units, unit_index

Progress = Callable[[int], None]
FIELDS: Mapping[str, type[Field]] = {
    ImportSubject.PEOPLE: PersonField,
    ImportSubject.UNITS: UnitField,
}


def open_tables(source: BinaryIO, subject: str) -> list[Table]:
    """Read a file and propose what its columns mean; what was corrected before is remembered.

    Raises: FileRefused (``file_unreadable``, ``file_too_large``, ``file_no_nip``,
    ``file_no_rows``).
    """
    sheets = read_sheets(source)
    if not any(sheet.rows for sheet in sheets):
        raise FileRefused(FileCode.NO_ROWS, NO_ROWS)
    tables = find_tables(sheets, FIELDS[subject])
    if not tables:
        if subject == ImportSubject.PEOPLE:
            raise FileRefused(FileCode.NO_NIP, NO_NIP)
        raise FileRefused(FileCode.UNREADABLE, NO_UNIT_NAME)
    return [_remembered(table, subject) for table in tables]


def with_mapping(tables: list[Table], mapping: Sequence[Mapping[str, Any]]) -> list[Table]:
    """The same tables with the mapping of a run (``ImportRun.columns["tables"]``)."""
    wanted = {entry["sheet"]: entry["columns"] for entry in mapping}
    return [
        _mapped(table, wanted[table.sheet.name]) for table in tables if wanted.get(table.sheet.name)
    ]


def tables_of(run: ImportRun) -> list[Table]:
    """Read the file of a run with the mapping that was chosen for it.

    Raises: FileRefused.
    """
    with run.file.open("rb") as source:
        opened = open_tables(cast("BinaryIO", source), run.subject)
    tables = with_mapping(opened, run.columns["tables"])
    if not any(table.is_complete for table in tables):
        raise FileRefused(FileCode.NO_NIP, NO_NIP)
    return tables


def preview_of(run: ImportRun, today: date, progress: Progress) -> dict[str, Any]:
    """What the import of a run would do, as it is kept and shown.

    Raises: FileRefused.
    """
    progress(5)
    tables = tables_of(run)
    progress(25)
    if run.subject == ImportSubject.UNITS:
        return units_outcome(units_plan(tables, today), tables)
    return people_outcome(people_plan(tables, today, progress), tables)


def people_plan(
    tables: list[Table], today: date, progress: Progress = lambda _percent: None
) -> PeoplePlan:
    """What an import of people would do.

    Raises: FileRefused (``file_no_rows``) when no row speaks of a person.
    """
    known = known_people()
    units = unit_index()
    progress(30)
    rows = read_people(tables, units, known, today, lambda share: progress(30 + int(60 * share)))
    if not (rows.people or rows.acting or rows.refused):
        raise FileRefused(FileCode.NO_ROWS, NO_ROWS)
    return compare_people(rows, known, today)


def units_plan(tables: list[Table], today: date) -> UnitsPlan:
    """What an import of units would do.

    Raises: FileRefused (``file_no_rows``) when no row speaks of a unit.
    """
    known = known_units()
    rows = read_units(tables, known_parents(known))
    if not (rows.units or rows.errors):
        raise FileRefused(FileCode.NO_ROWS, NO_ROWS)
    return compare_units(rows, known, occupied_units(today))


def _remembered(table: Table, subject: str) -> Table:
    known = ColumnMapping.objects.filter(subject=subject, signature=table.signature).first()
    return _mapped(table, known.columns) if known else table


def _mapped(table: Table, columns: Mapping[str, int]) -> Table:
    meanings: dict[str, Field] = {meaning.value: meaning for meaning in table.fields}
    return table.mapped({meanings[word]: at for word, at in columns.items() if word in meanings})
