"""What comes out of XLSX and CSV files, and which files are refused."""

import re
import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from personnel.imports.reading import MAX_BYTES, read_sheets
from personnel.imports.reasons import FileCode, FileRefused, RowCode
from personnel.imports.sheets import Span, Unknown
from tests.factories.imports import opened, read_people_file
from tests.factories.spreadsheets import (
    DUK,
    HEADINGS,
    SIASN,
    UNITS,
    boss_cells,
    delimited,
    person_cells,
    sample_rows,
    saved,
    xlsx,
)


def edited(source: BytesIO, part: str, pattern: str, replacement: str) -> BytesIO:
    """The same archive with one part changed."""
    changed = BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                text, count = re.subn(pattern, replacement, content.decode())
                assert count
                content = text.encode()
            new.writestr(name, content)
    changed.seek(0)
    return changed


def archive(**parts: bytes) -> BytesIO:
    """A ZIP with parts by name."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    content.seek(0)
    return content


@pytest.mark.parametrize("path", [SIASN, DUK, UNITS], ids=lambda path: path.stem)
def test_xlsx_cells_equal_those_that_openpyxl_reads(path):
    read = read_sheets(opened(path))

    for sheet, other in zip(read, load_workbook(path, data_only=True), strict=True):
        assert sheet.name == other.title
        theirs = {
            (cell.row, cell.column - 1): cell.value
            for row in other.iter_rows()
            for cell in row
            if cell.value is not None
        }
        ours = {
            (row, at): value for row, cells in sheet.rows.items() for at, value in cells.items()
        }
        assert ours == theirs


def test_xlsx_whole_number_keeps_its_eighteen_digits():
    first = read_sheets(opened(SIASN))[0]

    numbers = [cells[1] for cells in first.rows.values() if isinstance(cells.get(1), int)]
    assert len(numbers) == 32
    assert all(str(number)[-3] == "9" for number in numbers)


def test_xlsx_number_that_a_program_shortened_is_refused_as_rounded():
    book = Workbook()
    book.active.append(HEADINGS)
    book.active.append(boss_cells())
    book.active.append(person_cells(198609262015051901))

    found = read_people_file(saved(book))

    assert [row.code for row in found.refused] == [RowCode.NIP_ROUNDED]


def test_xlsx_merged_areas_are_told():
    sheet = read_sheets(xlsx([["a", "b"], ["c", "d"]], merged=["A1:B1"]))[0]

    assert sheet.merged == [Span(1, 0, 1, 1)]


def test_xlsx_hidden_sheet_is_not_read():
    book = Workbook()
    book.active.append(["NIP"])
    book.create_sheet("Lama").append(["NIP"])
    book["Lama"].sheet_state = "hidden"

    assert [sheet.name for sheet in read_sheets(saved(book))] == ["Sheet"]


def test_xlsx_formula_gives_its_stored_result_or_is_unknown():
    source = xlsx([["=A2", "=B2", "=C2"]])
    stored = edited(
        source,
        "xl/worksheets/sheet1.xml",
        r'<c r="(A1|C1)"([^>]*)><f>(\w+)</f><v\s*/?>(</v>)?',
        r'<c r="\1" t="str"><f>\3</f><v>hasil \1</v>',
    )

    assert read_sheets(stored)[0].rows[1] == {0: "hasil A1", 1: Unknown.FORMULA, 2: "hasil C1"}


def test_xlsx_error_in_a_cell_is_unknown():
    source = xlsx([["x"]])
    broken = edited(
        source, "xl/worksheets/sheet1.xml", r'<c r="A1".*?</c>', '<c r="A1" t="e"><v>#REF!</v></c>'
    )

    assert read_sheets(broken)[0].rows[1] == {0: Unknown.FORMULA}


def test_xlsx_dates_count_from_the_calendar_of_the_workbook():
    book = Workbook()
    book.active.append([datetime(2023, 7, 1)])  # noqa: DTZ001  a spreadsheet knows no zone
    source = saved(book)
    later = edited(source, "xl/workbook.xml", r"<workbookPr */>", '<workbookPr date1904="1"/>')

    assert read_sheets(source)[0].rows[1][0] == datetime(2023, 7, 1)  # noqa: DTZ001
    assert read_sheets(later)[0].rows[1][0] == datetime(2027, 7, 2)  # noqa: DTZ001


def test_xlsx_parts_with_a_prefix_are_read():
    source = xlsx([["NIP", "NAMA"]])
    prefixed = edited(source, "xl/worksheets/sheet1.xml", r"<(/?)(?=[a-zA-Z])", r"<\1x:")
    prefixed = edited(prefixed, "xl/worksheets/sheet1.xml", r"xmlns=", "xmlns:x=")

    assert list(read_sheets(prefixed)[0].rows[1].values()) == ["NIP", "NAMA"]


def test_xlsx_cell_far_away_costs_nothing():
    book = Workbook()
    book.active.append(["NIP", "NAMA"])
    book.active.cell(row=1_048_576, column=16_384).value = " "

    sheet = read_sheets(saved(book))[0]

    assert len(sheet.rows) == 2
    assert sheet.last_row == 1_048_576


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_of_any_encoding_and_separator_says_the_same(encoding, separator):
    rows = [HEADINGS, boss_cells(), person_cells(NAMA="Nur’aini, S.Pd.; Contoh")]

    sheet = read_sheets(delimited(rows, separator, encoding))[0]

    assert [sheet.rows[2][0], sheet.rows[3][1]] == [rows[1][0], rows[2][1]]
    assert sheet.last_row == 3
    assert max(sheet.rows[1]) == len(HEADINGS) - 1


def test_csv_of_the_sample_says_the_same_as_the_workbook():
    rows = sample_rows(SIASN)

    found = read_people_file(delimited(rows, ";", "cp1252"))

    assert (len(found.people), len(found.refused), found.skipped) == (406, 7, 7)


def test_csv_title_rows_quotes_and_line_breaks_do_not_confuse_the_separator():
    text = (
        "DAFTAR PEGAWAI, PER 1 NOVEMBER 2026\n\n"
        "NIP;NAMA;JABATAN\n"
        '198609262015051901;"Contoh; Cut, S.Pd., M.Pd.";"Guru\nAhli Muda"\n'
    )

    sheet = read_sheets(BytesIO(text.encode()))[0]

    assert sheet.rows[4] == {
        0: "198609262015051901",
        1: "Contoh; Cut, S.Pd., M.Pd.",
        2: "Guru\nAhli Muda",
    }
    assert sheet.last_row == 4


def test_csv_separator_line_of_excel_is_obeyed_and_is_no_row():
    sheet = read_sheets(BytesIO(b"sep=|\nNIP|NAMA\n1|a,b;c\n"))[0]

    assert sheet.rows == {1: {0: "NIP", 1: "NAMA"}, 2: {0: "1", 1: "a,b;c"}}


def test_csv_number_forced_to_text_by_a_formula_is_unwrapped():
    sheet = read_sheets(BytesIO(b'NIP;NAMA\n"=""198609262015051901""";Cut\n'))[0]

    assert sheet.rows[2][0] == "198609262015051901"


UNREADABLE = {
    "empty": b"",
    "blank": b" \n\n \n",
    "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
    "html": b"<html><table><tr><td>NIP</td></tr></table></html>",
    "program": b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\xff\xff\x00\x00" * 40,
    "old_xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01",
    "broken_zip": b"PK\x03\x04" + b"\x00" * 100,
    "other_zip": archive(**{"berkas.txt": b"NIP"}).getvalue(),
    "word": archive(
        **{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
    ).getvalue(),
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_file_that_is_no_spreadsheet_is_refused(content):
    with pytest.raises(FileRefused) as refusal:
        read_sheets(BytesIO(content))

    assert refusal.value.code == FileCode.UNREADABLE


def test_file_above_the_limit_is_refused_before_it_is_read():
    class Enormous(BytesIO):
        def seek(self, offset, whence=0):
            return 200 * 1024 * 1024 if whence == 2 else super().seek(offset, whence)

        def read(self, *_sizes):
            raise AssertionError("read")

    with pytest.raises(FileRefused) as refusal:
        read_sheets(Enormous())

    assert refusal.value.code == FileCode.TOO_LARGE
    assert "200 MB" in str(refusal.value)
    assert str(MAX_BYTES // 1024**2) in str(refusal.value)


def test_workbook_with_macros_is_refused():
    source = xlsx([["NIP", "NAMA"]])
    with zipfile.ZipFile(source, "a") as book:
        book.writestr("xl/vbaProject.bin", b"macro")
    source.seek(0)

    with pytest.raises(FileRefused, match="makro"):
        read_sheets(source)


def test_workbook_that_swells_when_unpacked_is_refused():
    source = xlsx([["NIP", "NAMA"]])
    with zipfile.ZipFile(source, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/media/image1.png", b"\x00" * 60_000_000)
    source.seek(0)

    with pytest.raises(FileRefused, match="terlalu besar"):
        read_sheets(source)


def test_workbook_that_defines_entities_is_refused():
    source = xlsx([["NIP", "NAMA"]])
    bomb = edited(
        source,
        "xl/worksheets/sheet1.xml",
        r"\A",
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    )

    with pytest.raises(FileRefused) as refusal:
        read_sheets(bomb)

    assert refusal.value.code == FileCode.UNREADABLE
