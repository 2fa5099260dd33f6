"""Spreadsheets as offices bring them, built in memory."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

DATA = Path(__file__).resolve().parents[1] / "data"
SIASN = DATA / "siasn-export-sample.xlsx"
DUK = DATA / "duk-sample.xlsx"
UNITS = DATA / "unor-sample.xlsx"

Rows = Sequence[Sequence[Any]]

HEADINGS = (
    *("NIP", "NAMA", "JENIS PEGAWAI", "TANGGAL LAHIR", "JENIS KELAMIN", "GOLONGAN"),
    *("NAMA JABATAN", "TMT JABATAN", "UNIT KERJA", "PERANGKAT DAERAH", "NIP ATASAN"),
)
"""Of ``person_cells``."""

BOSS = "198004042005041901"


def person_cells(nip: Any = "198609262015051901", **told: Any) -> list[Any]:
    """One good row under ``HEADINGS``; cells are named by their heading with underscores."""
    row = {
        "NIP": nip,
        "NAMA": "Cut Contoh",
        "JENIS_PEGAWAI": "PNS",
        "TANGGAL_LAHIR": None,
        "JENIS_KELAMIN": None,
        "GOLONGAN": "III/a",
        "NAMA_JABATAN": "Pengolah Data dan Informasi",
        "TMT_JABATAN": "01-07-2023",
        "UNIT_KERJA": "Bagian Umum",
        "PERANGKAT_DAERAH": "Sekretariat Daerah",
        "NIP_ATASAN": BOSS,
    } | told
    return list(row.values())


def boss_cells(**told: Any) -> list[Any]:
    """The person whom ``person_cells`` names as supervisor; reports to nobody (JPT)."""
    facts = {
        "NAMA": "Teuku Atasan",
        "GOLONGAN": "IV/b",
        "NAMA_JABATAN": "Asisten Administrasi Umum",
        "UNIT_KERJA": "Asisten Administrasi Umum",
        "NIP_ATASAN": None,
    }
    return person_cells(BOSS, **(facts | told))


def xlsx(rows: Rows, *, title: str = "Data", merged: Sequence[str] = (), **more: Rows) -> BytesIO:
    """A workbook with one sheet of rows, and further sheets by name."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append([_whole(cell) for cell in row])
    for area in merged:
        sheet.merge_cells(area)
    for name, others in more.items():
        other = book.create_sheet(name)
        for row in others:
            other.append([_whole(cell) for cell in row])
    return saved(book)


def _whole(cell: Any) -> Any:
    """Long numbers as text: openpyxl writes sixteen digits of a number and no more."""
    return str(cell) if isinstance(cell, int) and cell > 10**15 else cell


def saved(book: Workbook) -> BytesIO:
    """The bytes of a workbook."""
    content = BytesIO()
    book.save(content)
    content.seek(0)
    return content


def delimited(rows: Rows, separator: str = ";", encoding: str = "utf-8") -> BytesIO:
    """A CSV file."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(
        [["" if cell is None else cell for cell in row] for row in rows]
    )
    return BytesIO(text.getvalue().encode(encoding))


def sample_rows(path: Path, sheet: int = 0) -> list[list[Any]]:
    """Every row of a sample file, values as they are."""
    book = load_workbook(path)
    return [list(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]
