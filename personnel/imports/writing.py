"""Files that go back to the office: empty templates, and refused rows to be mended."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from personnel.imports.columns import signature_of
from personnel.imports.reasons import REASONS, RowCode

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ADDED_HEADINGS: Final = ("BARIS ASAL", "KODE", "ALASAN")
"""Columns that an error file has besides those of the file it comes from."""

PEOPLE_TEMPLATE: Final[tuple[tuple[str, Promise], ...]] = (
    ("NIP", gettext_lazy("18 angka, dengan atau tanpa spasi. Bentuk kolom sebagai teks.")),
    ("GELAR DEPAN", gettext_lazy("Boleh kosong.")),
    ("NAMA", gettext_lazy("Tanpa gelar. Gelar di dalam nama dipisahkan sendiri.")),
    ("GELAR BELAKANG", gettext_lazy("Boleh kosong.")),
    ("JENIS PEGAWAI", gettext_lazy("PNS, CPNS, PPPK, atau PPPK Paruh Waktu.")),
    ("TANGGAL LAHIR", gettext_lazy("Hari lebih dulu, misalnya 26-09-1986.")),
    ("JENIS KELAMIN", gettext_lazy("L atau P.")),
    ("GOLONGAN", gettext_lazy("Misalnya III/a; untuk PPPK misalnya IX.")),
    ("TMT GOLONGAN", gettext_lazy("Misalnya 01-04-2024.")),
    ("TINGKAT PENDIDIKAN", gettext_lazy("SD, SMP, SMA, D1–D4, atau S1–S3.")),
    ("KEDUDUKAN HUKUM", gettext_lazy("Aktif, Tugas Belajar, CLTN, Masa Persiapan Pensiun.")),
    ("JENIS JABATAN", gettext_lazy("Struktural, Fungsional, atau Pelaksana.")),
    (
        "NAMA JABATAN",
        gettext_lazy("Diawali Plt. atau Plh. pada baris kedua orang yang sama: penugasan."),
    ),
    ("JENJANG JABATAN", gettext_lazy("Misalnya Ahli Pertama. Boleh kosong.")),
    ("ESELON", gettext_lazy("Misalnya III.b. Boleh kosong.")),
    ("KELAS JABATAN", gettext_lazy("1 sampai 17. Boleh kosong.")),
    ("TMT JABATAN", gettext_lazy("Misalnya 01-07-2023.")),
    ("UNOR ID", gettext_lazy("ID unor dari SIASN. Boleh kosong bila nama unit lengkap.")),
    ("UNOR NAMA", gettext_lazy("Nama unit kerja.")),
    ("PERANGKAT DAERAH", gettext_lazy("Membedakan unit yang namanya sama.")),
    ("NIP ATASAN", gettext_lazy("NIP pejabat penilai.")),
    ("KETERANGAN", gettext_lazy("Boleh kosong.")),
)
UNITS_TEMPLATE: Final[tuple[tuple[str, Promise], ...]] = (
    ("ID", gettext_lazy("ID unor dari SIASN.")),
    ("NAMA UNOR", gettext_lazy("Tanda hubung di depan nama diabaikan.")),
    ("DIATASAN ID", gettext_lazy("ID unit di atasnya; kosong untuk Pemerintah Kota.")),
    ("ESELON NAMA", gettext_lazy("II.a sampai IV.b. Kosong untuk sekolah dan puskesmas.")),
    ("NAMA JABATAN", gettext_lazy("Jabatan pimpinan unit.")),
    ("CEPAT KODE", gettext_lazy("Boleh kosong.")),
    ("INDUK ID", gettext_lazy("ID perangkat daerahnya; sama dengan ID pada perangkat daerah.")),
    ("AKTIF", gettext_lazy("1 atau 0.")),
)
_WARM: Final = PatternFill("solid", fgColor="FFF3D6")


def template_file(columns: Sequence[tuple[str, Promise]]) -> bytes:
    """An empty table to be filled, with a sheet that explains each column."""
    book = Workbook(write_only=True)
    table = book.create_sheet(_("Data"))
    _widths(table, [max(14, len(heading) + 4) for heading, _help in columns])
    table.freeze_panes = "A2"
    table.append(_heads(table, [heading for heading, _help in columns]))
    guide = book.create_sheet(_("Petunjuk"))
    _widths(guide, [24, 80])
    guide.append(_heads(guide, [_("Kolom"), _("Isi")]))
    for heading, explanation in columns:
        guide.append(_texts(guide, [heading, str(explanation)]))
    return _saved(book)


def error_file(outcome: Mapping[str, Any]) -> bytes:
    """The refused rows under their own headings, each with its reasons, to be mended and sent.

    Only mapped columns come back; nothing else was kept. Cells that are to be mended stand out.
    """
    book = Workbook(write_only=True)
    for name, headings in outcome["headings"].items():
        refused = [row for row in outcome["refused"] if row["sheet"] == name]
        if not refused:
            continue
        columns = sorted(headings, key=int)
        fields = {headings[column]["field"]: column for column in columns}
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        texts = [headings[column]["text"] for column in columns]
        _widths(sheet, [*(max(12, len(text) + 4) for text in texts), 12, 20, 90])
        sheet.append(_heads(sheet, [*texts, *ADDED_HEADINGS]))
        for row in refused:
            wrong = {fields.get(problem["field"]) for problem in row["problems"]}
            cells = _texts(sheet, [row["cells"].get(column, "") for column in columns])
            for column, cell in zip(columns, cells, strict=True):
                if column in wrong:
                    cell.fill = _WARM
            codes = ", ".join(problem["code"] for problem in row["problems"])
            reasons = " ".join(reason_of(problem) for problem in row["problems"])
            sheet.append([*cells, *_texts(sheet, [str(row["row"]), codes, reasons])])
    return _saved(book)


def error_file_signature(headings: Mapping[str, str], mapped: Iterable[int]) -> str:
    """Signature of the headings that ``error_file`` writes for a sheet."""
    return signature_of([*(headings[str(column)] for column in sorted(mapped)), *ADDED_HEADINGS])


def reason_of(problem: Mapping[str, Any]) -> str:
    """The sentence about a finding as it is kept in an outcome."""
    return str(REASONS[RowCode(problem["code"])]) % {"other": problem["other"]}


def _widths(sheet: Any, widths: Iterable[int]) -> None:
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = min(width, 90)


def _heads(sheet: Any, texts: Iterable[str]) -> list[Cell]:
    cells = _texts(sheet, texts)
    for cell in cells:
        cell.font = Font(bold=True)
    return cells


def _texts(sheet: Any, texts: Iterable[str]) -> list[Cell]:
    """Cells that stay text: no number loses digits, nothing becomes a formula."""
    cells = [WriteOnlyCell(sheet, text) for text in texts]
    for cell in cells:
        cell.data_type = "s"
        cell.number_format = "@"
    return cells


def _saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()
