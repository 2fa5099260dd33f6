"""Reading an export of e-Kinerja: headings by their words, rows with reasons, stale files."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from personnel.imports.reasons import FileRefused
from reports.imports.ekinerja import Column, read_ekinerja

NIP = "198609262015051001"
OTHER = "199001012022211001"


def csv_file(*lines):
    return BytesIO("\n".join(lines).encode())


HEAD = "NIP;Nama Pegawai;Hasil Kerja;Perilaku Kerja;Predikat Kinerja;Nama Pejabat Penilai"


def rows_of(*lines, head=HEAD):
    return read_ekinerja(csv_file(head, *lines), 2026).rows


def test_row_is_read_with_its_words():
    (row,) = rows_of(f"{NIP};Cut Nyak;DI ATAS EKSPEKTASI;Sesuai Ekspektasi;BAIK;Teuku Umar, S.H.")

    assert (row.row, row.nip, row.name, row.reason) == (2, NIP, "Cut Nyak", "")
    assert (row.results, row.behaviour, row.predicate) == ("above", "meets", "good")
    assert row.supervisor == "Teuku Umar, S.H."


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Sangat Baik", "very_good"),
        ("CUKUP", "needs_improvement"),
        ("Butuh Perbaikan", "needs_improvement"),
        ("Kurang/Misconduct", "poor"),
        ("SANGAT KURANG", "very_poor"),
    ],
)
def test_words_of_the_predicate(text, predicate):
    assert rows_of(f"{NIP};A;;;{text};")[0].predicate == predicate


def test_other_headings_and_a_title_above_them_are_found():
    book = Workbook()
    sheet = book.active
    sheet.append(["REKAP PENILAIAN KINERJA TAHUN 2026"])
    sheet.append([])
    sheet.append(["No", "NIP PNS", "NAMA LENGKAP", "Kuadran", "NIP Penilai", "NIK"])
    sheet.append([1, NIP, "Cut Nyak", "BAIK", OTHER, "1171010101010001"])
    content = BytesIO()
    book.save(content)
    content.seek(0)

    found = read_ekinerja(content, 2026)

    assert Column.SUPERVISOR_NIP in found.columns
    assert found.rows[0].supervisor_nip == OTHER
    assert "1171010101010001" not in repr(found)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("19860926;A;;;BAIK;", "18 angka"),
        (";A;;;BAIK;", "NIP kosong"),
        (f"{NIP};A;;;Lumayan;", "Lumayan"),
        (f"{NIP};A;;;;", "Predikat kosong"),
        (f"{NIP};A;Melampaui;;BAIK;", "Melampaui"),
    ],
)
def test_bad_row_says_why(line, words):
    (row,) = rows_of(line)

    assert words in row.reason


def test_second_row_of_a_person_is_refused_with_the_first_ones_number():
    _first, second = rows_of(f"{NIP};A;;;BAIK;", f"{NIP};A;;;KURANG;")

    assert "2" in second.reason


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("Nama;Jabatan", "A;B"), "Judul kolom NIP"),
        (("NIP;Nama", f"{NIP};A"), "Judul kolom NIP"),
        (("NIP;Predikat",), "Tidak ada baris pegawai"),
        (("Tahun 2025;;", "NIP;Nama;Predikat", f"{NIP};A;BAIK"), r"2025 \(baris 1\)"),
        (("NIP;Tahun;Predikat", f"{NIP};2026;BAIK", f"{OTHER};2025;BAIK"), r"2025 \(baris 3\)"),
    ],
)
def test_wrong_or_stale_file_says_what_is_wrong(lines, words):
    with pytest.raises(FileRefused, match=words):
        read_ekinerja(csv_file(*lines), 2026)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0rest"])
def test_file_of_another_kind_is_refused(content):
    with pytest.raises(FileRefused):
        read_ekinerja(BytesIO(content), 2026)
