"""Titles, repeated headings, totals, signatures: skipped, counted, and never taken for people."""

import pytest

from personnel.imports.reasons import RowCode
from tests.factories.imports import read_people_file
from tests.factories.spreadsheets import (
    HEADINGS,
    SIASN,
    boss_cells,
    delimited,
    person_cells,
    sample_rows,
    xlsx,
)

WIDTH = len(HEADINGS)
DRESSING = {
    "empty": [],
    "blanks": ["  ", "\u00a0", None, " "],
    "repeated_headings": HEADINGS,
    "numbering": list(range(1, WIDTH + 1)),
    "numbering_in_brackets": [f"({number})" for number in range(1, WIDTH + 1)],
    "group_heading": ["SEKRETARIAT DAERAH"],
    "group_heading_with_number": ["II", "BAGIAN UMUM"],
    "group_heading_in_the_name_column": [None, "GURU SD NEGERI 1 SABANG"],
    "subtotal": [None, "Jumlah", None, None, None, "III/a", 12],
    "total": ["TOTAL PNS", 324],
    "total_by_a_formula": ["=COUNTA(A2:A3)", "Jumlah pegawai"],
    "total_in_the_number_column": [324, "JUMLAH SELURUHNYA"],
}
FOOTER = [
    [],
    ["Keterangan: data per 31 Oktober 2026"],
    [None, "Mengetahui,", None, None, None, None, "Sabang, 31 Oktober 2026"],
    [None, "Sekretaris Daerah,", None, None, None, None, "Kepala BKPSDM,"],
    [],
    [None, "Zuhra Sakinahtun, S.Pd.", None, None, None, None, "Ir. Armia Harahap, S.Pd."],
    ["NIP. 19760218 200212 2 901", None, None, None, None, None, "NIP. 19710221 200303 1 901"],
    ["NIP. 19760218 200212 2 901"],
]


@pytest.mark.parametrize("make", [xlsx, delimited])
@pytest.mark.parametrize("dressing", DRESSING.values(), ids=DRESSING)
def test_row_that_is_no_data_is_skipped_and_counted(make, dressing):
    rows = [HEADINGS, boss_cells(), dressing, person_cells()]

    found = read_people_file(make(rows))

    assert [person.row for person in found.people] == [2, 4]
    assert (found.skipped, found.refused) == (1, [])


@pytest.mark.parametrize("make", [xlsx, delimited])
def test_footer_with_signatures_is_skipped_and_counted(make):
    found = read_people_file(make([HEADINGS, boss_cells(), person_cells(), *FOOTER]))

    assert len(found.people) == 2
    assert (found.skipped, found.refused) == (len(FOOTER), [])


def test_footer_below_few_columns_is_skipped():
    headings = ["NIP", "NAMA", "JABATAN", "UNIT KERJA"]
    unit = "Bagian Umum - Sekretariat Daerah"
    rows = [
        [boss_cells()[0], "Teuku", "Analis", unit],
        ["198609262015051901", "Cut", "Analis", unit],
    ]
    footer = [
        [None, "Mengetahui,", None, "Sabang, 1 November 2026"],
        [None, "Sekretaris,", None, "Kepala,"],
        [None, "Zuhra", None, "Armia"],
    ]

    found = read_people_file(xlsx([headings, *rows, *footer]))

    assert (len(found.people), found.skipped, found.refused) == (2, 3, [])


@pytest.mark.parametrize("place", [1, 2], ids=["in_the_middle", "at_the_end"])
def test_person_without_a_number_is_refused_and_not_skipped(place):
    rows = [boss_cells(), person_cells()]
    rows.insert(place, person_cells(None, NAMA="Cut Tanpa Nomor"))

    found = read_people_file(xlsx([HEADINGS, *rows]))

    assert [(row.row, row.code) for row in found.refused] == [(place + 2, RowCode.NIP_MISSING)]
    assert found.skipped == 0


def test_dressing_of_every_kind_in_the_sample_changes_only_row_numbers():
    rows = sample_rows(SIASN)
    width = len(rows[0])
    dressed = [
        *([["PEMERINTAH KOTA SABANG"], ["DAFTAR PEGAWAI"], []]),
        *([rows[0], list(range(1, width + 1))]),
        *([*rows[1:51], ["SEKRETARIAT DAERAH"]]),
        *([*rows[51:101], rows[0]]),
        *([*rows[101:421], [], [None, "JUMLAH", None, 406], [None] * 30 + ["Kepala BKPSDM,"]]),
    ]

    plain = read_people_file(xlsx(rows))
    found = read_people_file(xlsx(dressed))

    assert [person.nip for person in found.people] == [person.nip for person in plain.people]
    assert [row.code for row in found.refused] == [row.code for row in plain.refused]
    assert found.skipped == 5 + 3 + 1 + 1 + 1 + 3
    assert [row.row for row in found.refused] == [14, 15, 24, 78, 82, 109, 392]


def test_unit_merged_over_several_people_holds_for_each():
    rows = [
        HEADINGS,
        boss_cells(),
        person_cells(),
        person_cells("198609262015052902", NAMA="Cut Nyak", UNIT_KERJA=None, PERANGKAT_DAERAH=None),
    ]

    found = read_people_file(xlsx(rows, merged=["I3:I4", "J3:J4"]))

    assert [person.unit.name for person in found.people[1:]] == ["Bagian Umum", "Bagian Umum"]
