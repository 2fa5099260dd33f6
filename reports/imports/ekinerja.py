"""An export of e-Kinerja: headings found by their words, each row read or refused with a reason."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from appraisal.rules.predicate import Predicate
from appraisal.rules.ratings import Rating
from personnel.imports.cells import read_number, text_of, without_identity
from personnel.imports.labels import normalise_label
from personnel.imports.reading import read_sheets
from personnel.imports.reasons import REASONS, FileCode, FileRefused, RowCode
from personnel.imports.sheets import Sheet, Value

SEARCHED_ROWS: Final = 40
LENGTH: Final = 18


class Column(StrEnum):
    """Columns that are read; every other one is passed over."""

    NIP = "nip"
    NAME = "name"
    RESULTS = "results"
    BEHAVIOUR = "behaviour"
    PREDICATE = "predicate"
    SUPERVISOR_NIP = "supervisor_nip"
    SUPERVISOR = "supervisor"
    YEAR = "year"


_HEADINGS: Final = (
    (Column.SUPERVISOR_NIP, r"(NIP|NIP NRP) .*(PENILAI|ATASAN).*|.*(PENILAI|ATASAN).* NIP.*"),
    (Column.SUPERVISOR, r"(NAMA )?(PEJABAT )?(PENILAI|ATASAN)( KINERJA| LANGSUNG)?( NAMA)?"),
    (Column.NIP, r"(NIP|NIP BARU|NOMOR INDUK PEGAWAI)( PEGAWAI| PNS| ASN)?"),
    (Column.NAME, r"NAMA( LENGKAP)?( PEGAWAI| PNS| ASN)?"),
    (Column.RESULTS, r"(RATING |NILAI )?HASIL (KERJA|KINERJA)( PEGAWAI)?"),
    (Column.BEHAVIOUR, r"(RATING |NILAI )?PERILAKU( KERJA)?( PEGAWAI)?"),
    (Column.PREDICATE, r"(PREDIKAT|KUADRAN)( KINERJA)?( PEGAWAI)?"),
    (Column.YEAR, r"(TAHUN|PERIODE)( PENILAIAN| KINERJA| SKP)?"),
)
_PATTERNS: Final = tuple((column, re.compile(words)) for column, words in _HEADINGS)
_RATINGS: Final = (
    (re.compile(r"di ?atas\b.*"), Rating.ABOVE),
    (re.compile(r"sesuai\b.*"), Rating.MEETS),
    (re.compile(r"di ?bawah\b.*"), Rating.BELOW),
)
_PREDICATES: Final = (
    (re.compile(r"sangat baik"), Predicate.VERY_GOOD),
    (re.compile(r"baik"), Predicate.GOOD),
    (re.compile(r"butuh perbaikan.*|cukup"), Predicate.NEEDS_IMPROVEMENT),
    (re.compile(r"sangat kurang"), Predicate.VERY_POOR),
    (re.compile(r"kurang.*|misconduct"), Predicate.POOR),
)
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class ForeignRow:
    """One row of the file; ``reason`` says why it cannot be compared, then values may lack.

    ``row`` counts as the spreadsheet does. A value that the file does not have is empty.
    """

    row: int
    nip: str
    name: str
    results: str = ""
    behaviour: str = ""
    predicate: str = ""
    supervisor: str = ""
    supervisor_nip: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """What was read: the columns that were found, and every filled row."""

    columns: frozenset[Column]
    rows: tuple[ForeignRow, ...]


def read_ekinerja(source: BinaryIO, year: int) -> ForeignFile:
    """Read an export of the year wanted.

    Raises: ``FileRefused`` for a file that cannot be read, has other headings, speaks of another
    year (with the row that says so), or holds nobody.
    """
    for sheet in read_sheets(source):
        found = _headings(sheet)
        if found is not None:
            heading_row, columns = found
            _check_year(sheet, heading_row, columns, year)
            rows = tuple(_rows(sheet, heading_row, columns))
            if not rows:
                raise FileRefused(
                    FileCode.NO_ROWS, _("Tidak ada baris pegawai di bawah judul kolom.")
                )
            return ForeignFile(frozenset(columns), rows)
    raise FileRefused(
        FileCode.NO_NIP,
        _(
            "Judul kolom NIP dan predikat (atau kuadran) tidak ditemukan pada %(n)s baris "
            "pertama. Pilih berkas ekspor penilaian dari e-Kinerja."
        )
        % {"n": SEARCHED_ROWS},
    )


def _headings(sheet: Sheet) -> tuple[int, dict[Column, int]] | None:
    for row in sorted(sheet.rows)[:SEARCHED_ROWS]:
        columns: dict[Column, int] = {}
        for at, value in sorted(sheet.rows[row].items()):
            meaning = _meaning(normalise_label(text_of(value)))
            if meaning is not None:
                columns.setdefault(meaning, at)
        if Column.NIP in columns and Column.PREDICATE in columns:
            return row, columns
    return None


def _meaning(label: str) -> Column | None:
    return next((column for column, words in _PATTERNS if words.fullmatch(label)), None)


def _check_year(sheet: Sheet, heading: int, columns: Mapping[Column, int], year: int) -> None:
    """Titles above the headings, or a column of years, must not speak of another year alone."""
    for row in sorted(sheet.rows):
        if row < heading:
            texts = [text_of(value) for value in sheet.rows[row].values()]
        elif row > heading and Column.YEAR in columns:
            texts = [text_of(sheet.rows[row].get(columns[Column.YEAR]))]
        else:
            continue
        years = {int(found) for text in texts for found in _YEAR.findall(text)}
        if years and year not in years:
            raise FileRefused(
                FileCode.NO_ROWS,
                _(
                    "Berkas ini tentang tahun %(found)s (baris %(row)s), sedangkan yang dipilih "
                    "tahun %(year)s. Tidak ada yang dicatat."
                )
                % {"found": min(years), "row": row, "year": year},
            )


def _rows(sheet: Sheet, heading: int, columns: Mapping[Column, int]) -> Iterator[ForeignRow]:
    seen: dict[str, int] = {}
    for row in sorted(sheet.rows):
        cells = sheet.rows[row]
        if row <= heading or not any(text_of(cells.get(at)) for at in columns.values()):
            continue
        found = _row(row, cells, columns)
        if not found.reason and found.nip in seen:
            words = str(REASONS[RowCode.NIP_DUPLICATE]) % {"other": seen[found.nip]}
            found = ForeignRow(row, found.nip, found.name, reason=words)
        elif not found.reason:
            seen[found.nip] = row
        yield found


def _row(row: int, cells: Mapping[int, Value], columns: Mapping[Column, int]) -> ForeignRow:
    texts = {column: text_of(cells.get(at)) for column, at in columns.items()}
    name = without_identity(texts.get(Column.NAME, ""))[:160]
    number = read_number(cells.get(columns[Column.NIP]))
    digits = number.digits if number.digits.isdecimal() and len(number.digits) == LENGTH else ""
    if not digits:
        code = number.problem or RowCode.NIP_FORMAT
        return ForeignRow(row, "", name, reason=str(REASONS[code]))
    try:
        return ForeignRow(
            row,
            digits,
            name,
            results=_rating(texts.get(Column.RESULTS, "")),
            behaviour=_rating(texts.get(Column.BEHAVIOUR, "")),
            predicate=_predicate(texts[Column.PREDICATE]),
            supervisor=without_identity(texts.get(Column.SUPERVISOR, ""))[:160],
            supervisor_nip=_supervisor_number(cells, columns),
        )
    except _Unknown as error:
        return ForeignRow(row, digits, name, reason=str(error))


class _Unknown(ValueError):
    """A word that is no rating and no predicate; the text is the sentence to show."""


def _rating(text: str) -> str:
    words = " ".join(text.lower().split())
    if not words:
        return ""
    for pattern, rating in _RATINGS:
        if pattern.fullmatch(words):
            return str(rating)
    raise _Unknown(_("Rating “%(text)s” tidak dikenal.") % {"text": without_identity(text)[:40]})


def _predicate(text: str) -> str:
    words = " ".join(text.lower().replace("/", " ").split())
    if not words:
        raise _Unknown(_("Predikat kosong."))
    for pattern, predicate in _PREDICATES:
        if pattern.fullmatch(words):
            return str(predicate)
    raise _Unknown(_("Predikat “%(text)s” tidak dikenal.") % {"text": without_identity(text)[:40]})


def _supervisor_number(cells: Mapping[int, Value], columns: Mapping[Column, int]) -> str:
    if Column.SUPERVISOR_NIP not in columns:
        return ""
    digits = read_number(cells.get(columns[Column.SUPERVISOR_NIP])).digits
    return digits if digits.isdecimal() and len(digits) == LENGTH else ""
