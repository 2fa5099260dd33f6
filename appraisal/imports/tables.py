"""Find a table by its headings, and read its rows into plain values or reasons.

Reasons are finished Indonesian sentences without a full stop, marked for translation.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.translation import gettext as _

from personnel.imports.cells import UnreadableDate, read_date, read_number, text_of
from personnel.imports.reasons import REASONS
from personnel.imports.sheets import Sheet, Value, is_blank
from sabang_kinerja.common.numbers import parse_decimal

HEADING_ROWS: Final = 15
"""How far down a heading is looked for; offices put titles above their tables."""

POTENTIAL_HEADINGS: Final[Mapping[str, str]] = {
    "nip": r"nip|nomor induk",
    "potential": r"potensi|potensial",
    "assessed_on": r"tanggal|tgl",
    "source": r"sumber|lembaga|asal",
}
ATTENDANCE_HEADINGS: Final[Mapping[str, str]] = {
    "nip": r"nip|nomor induk",
    "factor": r"kehadiran|presensi|faktor|persen",
    "source": r"sumber|asal",
}
_POTENTIAL_WORDS: Final = {
    "high": ("tinggi", "high", "t", "3"),
    "medium": ("menengah", "sedang", "medium", "m", "2"),
    "low": ("rendah", "low", "r", "1"),
}


class NoTable(ValueError):
    """No sheet has the headings that are needed."""


class BadRow(ValueError):
    """One row cannot be taken; the message says why."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number in the sheet and its cells by meaning."""

    number: int
    cells: Mapping[str, Value | None]


def table_rows(
    sheets: Sequence[Sheet], headings: Mapping[str, str], needed: Sequence[str]
) -> list[TableRow]:
    """Rows below the first headings that name everything needed.

    Raises: ``NoTable``.
    """
    for sheet in sheets:
        for number in range(1, min(sheet.last_row, HEADING_ROWS) + 1):
            columns = _columns(sheet.rows.get(number, {}), headings)
            if all(name in columns for name in needed):
                return list(_below(sheet, number, columns))
    raise NoTable


def _columns(row: Mapping[int, Value], headings: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, value in sorted(row.items()):
        words = text_of(value).lower()
        for name, pattern in headings.items():
            if name not in found and re.search(rf"\b(?:{pattern})", words):
                found[name] = column
                break
    return found


def _below(sheet: Sheet, heading: int, columns: Mapping[str, int]) -> Iterator[TableRow]:
    for number in range(heading + 1, sheet.last_row + 1):
        row = sheet.rows.get(number, {})
        cells = {name: row.get(column) for name, column in columns.items()}
        if not all(is_blank(value) for value in cells.values()):
            yield TableRow(number, cells)


def number_of(row: TableRow) -> str:
    """The employee number. Raises: ``BadRow``."""
    reading = read_number(row.cells.get("nip"))
    if reading.problem is not None:
        raise BadRow(str(REASONS[reading.problem]).rstrip("."))
    if not re.fullmatch(r"[0-9]{18}", reading.digits):
        raise BadRow(_("NIP harus 18 angka"))
    return reading.digits


def potential_of(row: TableRow) -> str:
    """``high``, ``medium`` or ``low``. Raises: ``BadRow``."""
    word = text_of(row.cells.get("potential")).lower().strip(" .")
    for potential, words in _POTENTIAL_WORDS.items():
        if word in words:
            return potential
    raise BadRow(_("potensi harus tinggi, menengah, atau rendah"))


def day_of(row: TableRow, latest: date) -> date:
    """The day of the measurement, not after ``latest``. Raises: ``BadRow``."""
    try:
        day = read_date(row.cells.get("assessed_on"))
    except UnreadableDate:
        raise BadRow(_("tanggal tidak ada pada kalender")) from None
    if day is None:
        raise BadRow(_("tanggal kosong"))
    if day > latest:
        raise BadRow(_("tanggal belum terjadi"))
    return day


def factor_of(row: TableRow) -> Decimal:
    """The attendance as a fraction from 0 to 1; 97, "97 %" and 0,97 say the same.

    A bare 1 is the whole month, not one per cent. Raises: ``BadRow``.
    """
    value = row.cells.get("factor")
    text = text_of(value)
    bare = text.replace("%", "").strip()
    if isinstance(value, float) or bare.startswith("0."):
        bare = bare.replace(".", ",")  # no thousands: a program's decimal point
    try:
        factor = parse_decimal(bare)
    except ValueError:
        raise BadRow(_("kehadiran harus angka, misalnya 0,97 atau 97 %")) from None
    if "%" in text or factor > 1:
        factor /= 100
    if not 0 <= factor <= 1:
        raise BadRow(_("kehadiran harus antara 0 dan 1, atau 0 dan 100 %"))
    return factor.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def source_of(row: TableRow) -> str:
    """Where the figure comes from; may be empty."""
    return text_of(row.cells.get("source"))[:200]
