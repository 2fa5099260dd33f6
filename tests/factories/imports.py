"""The sample city without a database, and files read against it."""

from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from personnel.imports.columns import find_tables
from personnel.imports.fields import PersonField, UnitField
from personnel.imports.match import KnownUnit, UnitIndex
from personnel.imports.people import read_people
from personnel.imports.person_rows import KnownPerson, PeopleRows
from personnel.imports.reading import read_sheets
from personnel.imports.units import UnitRows, read_units
from tests.factories.spreadsheets import HEADINGS, UNITS, Rows, boss_cells, xlsx

TODAY = date(2026, 11, 24)


def read_unit_file(source: BytesIO | Path, known_parents: dict[str, str] | None = None) -> UnitRows:
    """Units of a file."""
    return read_units(find_tables(read_sheets(opened(source)), UnitField), known_parents or {})


@cache
def sample_units() -> tuple[KnownUnit, ...]:
    """The sample tree as if it were in the database; numbers follow the order of the tree."""
    rows = read_unit_file(UNITS).units
    numbers = {row.key: number for number, row in enumerate(rows, start=1)}
    return tuple(
        KnownUnit(
            pk=numbers[row.key],
            siasn_id=row.siasn_id,
            code=row.code,
            name=row.name,
            parent=numbers.get(row.parent_key),
            head_title=row.head_title,
            echelon=row.echelon,
            is_active=row.is_active,
        )
        for row in rows
    )


def read_people_file(
    source: BytesIO | Path, known: dict[str, KnownPerson] | None = None
) -> PeopleRows:
    """People of a file, judged against the sample tree on ``TODAY``."""
    tables = find_tables(read_sheets(opened(source)), PersonField)
    return read_people(tables, UnitIndex(sample_units()), known or {}, TODAY)


def read_rows(*rows: list[object], headings: Rows = (HEADINGS,)) -> PeopleRows:
    """Rows of ``person_cells`` below their headings and the row of their supervisor."""
    return read_people_file(xlsx([*headings, boss_cells(), *rows]))


def opened(source: BytesIO | Path) -> BytesIO:
    """The bytes of a sample file, or of one built in memory."""
    return BytesIO(source.read_bytes()) if isinstance(source, Path) else source
