"""Headings are found and understood wherever they stand and whatever they are called."""

import random

import pytest

from personnel.imports.columns import find_table, find_tables
from personnel.imports.fields import PersonField, UnitField
from personnel.imports.labels import meanings_of, normalise_label
from personnel.imports.reading import read_sheets
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
    xlsx,
)

SPELLINGS = [
    ("Tgl. Lahir", "TANGGAL LAHIR"),
    ("tanggalLahir", "TANGGAL LAHIR"),
    ("nip_baru", "NIP BARU"),
    ("N.I.P.", "NIP"),
    ("T.M.T  Gol./Ruang", "TMT GOLONGAN RUANG"),
    ("L / P", "LP"),
    ("Unit Kerja (OPD)", "UNIT KERJA PERANGKAT DAERAH"),
]


@pytest.mark.parametrize(("text", "expected"), SPELLINGS)
def test_heading_is_brought_to_one_spelling(text, expected):
    assert normalise_label(text) == expected


MEANINGS = [
    *(
        (text, PersonField.NIP)
        for text in ("NIP", "NIP Baru", "NIP / NI PPPK", "No. Induk Pegawai")
    ),
    *((text, PersonField.NAME) for text in ("Nama", "Nama Lengkap dan Gelar", "NAMA PEGAWAI")),
    *((text, PersonField.BIRTH_DATE) for text in ("TTL", "Tempat/Tgl Lahir", "Tgl. Lhr")),
    *((text, PersonField.SEX) for text in ("L/P", "JK", "Jns Kelamin", "Jenis Kelamin (L/P)")),
    *((text, PersonField.RANK) for text in ("Gol/Ruang", "Pangkat/Gol. Ruang", "Golongan Akhir")),
    *((text, PersonField.RANK_SINCE) for text in ("TMT Gol.", "TMT Pangkat", "T.M.T Golongan")),
    *((text, PersonField.POST_TITLE) for text in ("Jabatan", "Nama Jabatan", "Jabatan Terakhir")),
    *((text, PersonField.POST_SINCE) for text in ("TMT Jab.", "Tgl. Mulai Jabatan")),
    *((text, PersonField.UNIT_NAME) for text in ("Unit Kerja", "Nama Unor", "Tempat Tugas")),
    *((text, PersonField.AGENCY) for text in ("OPD", "SKPD", "Perangkat Daerah", "Unor Induk")),
    *((text, PersonField.SUPERVISOR) for text in ("NIP Atasan Langsung", "NIP Pejabat Penilai")),
    *((text, PersonField.EDUCATION) for text in ("Pendidikan Terakhir", "Tingkat Ijazah", "PDDK")),
    *((text, PersonField.NOTE) for text in ("Ket.", "KETERANGAN", "Catatan Mutasi")),
]


@pytest.mark.parametrize(("text", "meaning"), MEANINGS)
def test_heading_is_understood(text, meaning):
    found = meanings_of(normalise_label(text), PersonField)

    assert max(found, key=found.__getitem__) == meaning


NOT_UNDERSTOOD = (
    *("NIK", "No. KTP", "NPWP Nomor", "BPJS", "No. HP", "Email", "Alamat", "Agama Nama"),
    *("Gol. Darah", "NIP Lama", "Nama Sekolah", "TMT CPNS", "Gol Awal Nama", "Tempat Lahir Nama"),
    *("Lokasi Kerja Nama", "Nama Atasan", "PNS ID", "Pemimpin NIP", "Latihan Jabatan Nama"),
)


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_heading_of_something_else_is_left_alone(text):
    assert meanings_of(normalise_label(text), PersonField) == {}


def test_two_level_headings_of_duk_are_joined_and_understood():
    civil, contract = find_tables(read_sheets(opened(DUK)), PersonField)

    assert (civil.headings.first_row, civil.headings.last_row) == (5, 6)
    assert civil.headings.texts[8] == "JABATAN ESELON"
    assert civil.columns == contract.columns
    assert civil.columns == {
        PersonField.NAME: 1,
        PersonField.NIP: 2,
        PersonField.BIRTH_DATE: 3,
        PersonField.SEX: 4,
        PersonField.RANK: 5,
        PersonField.RANK_SINCE: 6,
        PersonField.POST_TITLE: 7,
        PersonField.ECHELON: 8,
        PersonField.POST_SINCE: 9,
        PersonField.EDUCATION: 17,
        PersonField.UNIT_NAME: 18,
        PersonField.NOTE: 19,
    }


@pytest.mark.parametrize("sheet", [0, 1])
def test_two_level_headings_without_merged_cells_are_understood_too(sheet):
    """A CSV of the DUK has gaps where cells were merged."""
    rows = sample_rows(DUK, sheet)

    found = read_people_file(delimited(rows))

    assert len(found.people) == len(rows) - 7
    assert (found.refused, found.warnings, found.skipped) == ([], [], 5)


def test_duk_people_are_complete():
    found = read_people_file(DUK)

    assert (len(found.people), found.skipped) == (412, 10)
    assert (found.refused, found.warnings, found.notes, found.acting) == ([], [], [], [])
    first = found.people[0]
    assert (first.name.name, first.name.after) == ("Zuhra Sakinahtun", "S.Pd., M.Pd.")
    assert (first.rank, first.education, first.unit.name) == ("IV/d", "S2", "Sekretariat Daerah")


def test_siasn_identity_columns_are_never_mapped():
    (table,) = find_tables(read_sheets(opened(SIASN)), PersonField)

    mapped = {table.headings.texts[column] for column in table.columns.values()}
    assert not mapped & {"NIK", "NPWP NOMOR", "BPJS", "EMAIL", "NOMOR HP", "ALAMAT", "AGAMA NAMA"}
    assert len(table.columns) == 25


def test_operator_cannot_map_what_is_never_read():
    (table,) = find_tables(read_sheets(opened(SIASN)), PersonField)
    nik = next(column for column, text in table.headings.texts.items() if text == "NIK")

    assert PersonField.NOTE not in table.mapped({PersonField.NOTE: nik}).columns


TITLES = [["PEMERINTAH KOTA SABANG"], ["Daftar pegawai", None, None, "per 1 November 2026"], []]


@pytest.mark.parametrize("above", [0, 1, 3, 12], ids=str)
@pytest.mark.parametrize("make", [xlsx, delimited])
def test_headings_are_found_below_titles(make, above):
    titles = (TITLES * 4)[:above]

    found = read_people_file(make([*titles, HEADINGS, boss_cells(), person_cells()]))

    assert [person.row for person in found.people] == [above + 2, above + 3]
    assert found.skipped == above


def test_columns_may_stand_in_any_order():
    rows = sample_rows(SIASN)
    order = list(range(len(rows[0])))
    random.Random(7).shuffle(order)

    found = read_people_file(xlsx([[row[at] for at in order] for row in rows]))

    assert (len(found.people), len(found.refused), len(found.warnings)) == (406, 7, 15)


def test_heading_status_is_settled_by_what_stands_below():
    headings = ["NIP", "NAMA", "STATUS"]
    kinds = find_table(read_sheets(xlsx([headings, ["1", "a", "CPNS"]]))[0], PersonField)
    states = find_table(read_sheets(xlsx([headings, ["1", "a", "Aktif"]]))[0], PersonField)

    assert kinds.columns[PersonField.KIND] == 2
    assert states.columns[PersonField.LEGAL_STATUS] == 2


def test_number_column_with_an_odd_heading_is_recognised_by_its_contents():
    headings = ["No.", "Nomor Pegawai", *HEADINGS[1:]]
    rows = [[1, *boss_cells()], [2, *person_cells()]]

    found = read_people_file(xlsx([headings, *rows]))

    assert [person.row for person in found.people] == [2, 3]


def test_supervisor_column_that_holds_names_is_left_alone():
    headings = [*HEADINGS[:-1], "Pejabat Penilai"]

    found = read_people_file(xlsx([headings, [*person_cells()[:-1], "Teuku Atasan"]]))

    assert found.warnings == []


def test_name_and_number_in_one_column_are_taken_apart():
    headings = ["No", "Nama / NIP", *HEADINGS[2:]]
    rows = [
        [1, f"TEUKU ATASAN\n{boss_cells()[0]}", *boss_cells()[2:]],
        [2, "Cut Contoh, S.E. / NIP. 19860926 201505 1 901", *person_cells()[2:]],
    ]

    found = read_people_file(xlsx([headings, *rows]))

    assert [(p.name.name, p.name.after, p.nip) for p in found.people] == [
        ("Teuku Atasan", "", boss_cells()[0]),
        ("Cut Contoh", "S.E.", "198609262015051901"),
    ]


def test_sheets_of_another_kind_are_passed_over():
    guide = [["Kolom", "Isi"], ["NIP", "18 angka"], ["NAMA", "tanpa gelar"]]
    rows = [HEADINGS, boss_cells(), person_cells()]

    found = read_people_file(xlsx(rows, Petunjuk=guide, Rekap=[["Gol", "Jumlah"], ["III/a", 3]]))

    assert (len(found.people), found.skipped, found.refused) == (2, 0, [])


def test_sheet_without_headings_continues_the_one_before():
    rows = [HEADINGS, boss_cells(), person_cells()]
    more = [["Lanjutan"], person_cells("198609262015052902", NAMA="Cut Nyak")]

    found = read_people_file(xlsx(rows, Lanjutan=more, Rekap=[["III/a", 3], ["III/b", 4]]))

    assert [(person.sheet, person.row) for person in found.people] == [
        *(("Data", 2), ("Data", 3), ("Lanjutan", 2)),
    ]
    assert (found.skipped, found.refused) == (1, [])


def test_unit_file_is_no_file_of_people():
    assert find_tables(read_sheets(opened(UNITS)), PersonField) == []


def test_file_of_people_is_recognised_by_its_signature():
    rows = [HEADINGS, boss_cells()]
    (one,) = find_tables(read_sheets(xlsx(rows)), PersonField)
    (same,) = find_tables(read_sheets(delimited([["Judul"], *rows])), PersonField)
    (other,) = find_tables(read_sheets(xlsx([HEADINGS[::-1], boss_cells()[::-1]])), PersonField)

    assert one.signature == same.signature != other.signature


def test_unit_headings_are_understood():
    (table,) = find_tables(read_sheets(opened(UNITS)), UnitField)

    assert set(table.columns) == set(UnitField) - {UnitField.PARENT_NAME}
