"""Every code of a row's outcome, by a row that deserves it."""

from datetime import date, datetime

import pytest

from personnel.enums import LegalStatus, Sex
from personnel.imports.reasons import RowCode
from personnel.rules.kinds import EmployeeKind
from personnel.rules.posts import PostKind, PostLevel
from tests.factories.imports import read_people_file, read_rows
from tests.factories.spreadsheets import HEADINGS, boss_cells, person_cells, xlsx

NIP = "198609262015051901"
CONTRACT = "199001012022211901"


def refused(*rows):
    return [
        (row.row, [problem.code for problem in row.problems]) for row in read_rows(*rows).refused
    ]


def doubts(*rows):
    return [finding.code for finding in read_rows(*rows).warnings]


REFUSED = [
    (person_cells(None), RowCode.NIP_MISSING),
    (person_cells("   "), RowCode.NIP_MISSING),
    (person_cells("19860926201505100"), RowCode.NIP_FORMAT),
    (person_cells("19860926201505100A"), RowCode.NIP_FORMAT),
    (person_cells("1.98609262015052E+17"), RowCode.NIP_ROUNDED),
    (person_cells("1,98609E+17"), RowCode.NIP_ROUNDED),
    (person_cells("198613262015051901"), RowCode.NIP_BIRTH),
    (person_cells("198602302015051901"), RowCode.NIP_BIRTH),
    (person_cells("195001011975031901"), RowCode.NIP_AGE),
    (person_cells("201201012026011901"), RowCode.NIP_AGE),
    (person_cells("198609261995051901"), RowCode.NIP_YEAR),
    (person_cells("198609262035051901"), RowCode.NIP_YEAR),
    (person_cells(CONTRACT), RowCode.NIP_TYPE),
    (person_cells(NIP, JENIS_PEGAWAI="PPPK", GOLONGAN="IX"), RowCode.NIP_TYPE),
    (person_cells("198609262015053901"), RowCode.NIP_SEX),
    (person_cells("198609262015051000"), RowCode.NIP_SEQ),
    (person_cells(NAMA=None), RowCode.NAME_MISSING),
    (person_cells(NAMA="-"), RowCode.NAME_MISSING),
    (person_cells(NAMA="\u00a0 \u00a0"), RowCode.NAME_MISSING),
    (person_cells(NAMA="+62 Cut"), RowCode.NAME_INVALID),
    (person_cells(NAMA="@Cut"), RowCode.NAME_INVALID),
    (person_cells(NAMA="Cut 2"), RowCode.NAME_INVALID),
    (person_cells(NAMA="Cut_x0007_ Nyak"), RowCode.NAME_INVALID),
    (person_cells(NAMA="Cut \u202eNyak"), RowCode.NAME_INVALID),
    (person_cells(NAMA="C" * 130), RowCode.NAME_INVALID),
    (person_cells(JENIS_PEGAWAI="Honorer"), RowCode.KIND_UNKNOWN),
    (person_cells(JENIS_PEGAWAI="Non PNS"), RowCode.KIND_UNKNOWN),
    (person_cells(JENIS_PEGAWAI=None), RowCode.KIND_UNKNOWN),
    (person_cells(GOLONGAN="V/a"), RowCode.RANK_INVALID),
    (person_cells(GOLONGAN="IX"), RowCode.RANK_INVALID),
    (person_cells(CONTRACT, JENIS_PEGAWAI="PPPK", GOLONGAN="III/a"), RowCode.RANK_INVALID),
    (person_cells(GOLONGAN="Pembina (III/a)"), RowCode.RANK_INVALID),
    (person_cells(NAMA_JABATAN=None), RowCode.POST_MISSING),
    (person_cells(NAMA_JABATAN="Plt."), RowCode.POST_MISSING),
    (person_cells(UNIT_KERJA="Bagian Kelautan"), RowCode.UNIT_UNKNOWN),
    (person_cells(UNIT_KERJA=None, PERANGKAT_DAERAH=None), RowCode.UNIT_UNKNOWN),
    (
        person_cells(
            UNIT_KERJA="Bidang Informasi Pariwisata (lama)", PERANGKAT_DAERAH="Dinas Pariwisata"
        ),
        RowCode.UNIT_UNKNOWN,
    ),
    (person_cells(UNIT_KERJA="Sekretariat", PERANGKAT_DAERAH=None), RowCode.UNIT_AMBIGUOUS),
    (person_cells(TMT_JABATAN="31-02-2023"), RowCode.DATE_INVALID),
    (person_cells(TMT_JABATAN="13/25/2023"), RowCode.DATE_INVALID),
    (person_cells(TMT_JABATAN="kemarin"), RowCode.DATE_INVALID),
    (person_cells(TANGGAL_LAHIR="30-02-1986"), RowCode.DATE_INVALID),
    (person_cells(NAMA="=UPPER(A1)"), RowCode.FORMULA_NO_VALUE),
    (person_cells("=A1"), RowCode.FORMULA_NO_VALUE),
    (person_cells(NIP_ATASAN="=A2"), RowCode.FORMULA_NO_VALUE),
]


@pytest.mark.parametrize(("cells", "code"), REFUSED)
def test_row_with_one_fault_is_refused_with_its_code(cells, code):
    assert refused(cells) == [(3, [code])]


def test_row_with_several_faults_tells_all_in_the_order_of_the_codes():
    cells = person_cells("1986", NAMA="Cut 2", GOLONGAN="V/a", TMT_JABATAN="31-02-2023")

    expected = [RowCode.NIP_FORMAT, RowCode.NAME_INVALID, RowCode.RANK_INVALID]
    assert refused(cells) == [(3, [*expected, RowCode.DATE_INVALID])]


def test_same_person_again_is_a_duplicate_of_the_first_row():
    found = read_rows(person_cells(), person_cells(NAMA="CUT  CONTOH, S.E."))

    assert [(p.nip, p.row) for p in found.people][1:] == [(NIP, 3)]
    assert [(r.row, r.code, r.problems[0].other) for r in found.refused] == [
        (4, RowCode.NIP_DUPLICATE, 3)
    ]


def test_same_number_with_another_name_is_a_conflict_of_the_later_row():
    found = read_rows(person_cells(), person_cells(NAMA="Teuku Lain"))

    assert [(r.row, r.code) for r in found.refused] == [(4, RowCode.NIP_CONFLICT)]


def test_good_row_after_a_refused_one_of_the_same_person_is_taken_in():
    found = read_rows(person_cells(UNIT_KERJA="Tidak Ada"), person_cells())

    assert [p.row for p in found.people] == [2, 4]
    assert [(r.row, r.code) for r in found.refused] == [(3, RowCode.UNIT_UNKNOWN)]


DOUBTFUL = [
    (person_cells(NIP_ATASAN=None), RowCode.SUPERVISOR_MISSING),
    (person_cells(NIP_ATASAN="-"), RowCode.SUPERVISOR_MISSING),
    (person_cells(NIP_ATASAN="197001011995031991"), RowCode.SUPERVISOR_UNKNOWN),
    (person_cells(NIP_ATASAN="12345"), RowCode.SUPERVISOR_UNKNOWN),
    (person_cells(NIP_ATASAN=NIP), RowCode.SUPERVISOR_SELF),
    (person_cells(TANGGAL_LAHIR="26-09-1987"), RowCode.BIRTH_MISMATCH),
    (person_cells(TANGGAL_LAHIR="09/26/1986"), RowCode.DATE_SWAPPED),
    (person_cells(JENIS_KELAMIN="P"), RowCode.SEX_MISMATCH),
]


@pytest.mark.parametrize(("cells", "code"), DOUBTFUL)
def test_doubtful_row_is_taken_in_with_a_warning(cells, code):
    found = read_rows(cells)

    assert not found.refused
    assert [(finding.row, finding.code) for finding in found.warnings] == [(3, code)]
    assert len(found.people) == 2


def test_birth_date_with_day_and_month_exchanged_is_said_to_be_exchanged_and_kept_as_it_is():
    cells = person_cells("198604032015051901", TANGGAL_LAHIR="04-03-1986")

    found = read_rows(cells)

    assert [finding.code for finding in found.warnings] == [RowCode.DATE_SWAPPED]
    assert found.people[1].birth_date == date(1986, 3, 4)


def test_unknown_or_own_supervisor_is_not_set():
    unknown = read_rows(person_cells(NIP_ATASAN="197001011995031991")).people[1]
    own = read_rows(person_cells(NIP_ATASAN=NIP)).people[1]

    assert (unknown.supervisor, own.supervisor) == ("", "")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Tugas Belajar", LegalStatus.STUDY),
        ("Masa Persiapan Pensiun", LegalStatus.PRE_RETIREMENT),
        ("CLTN", LegalStatus.UNPAID_LEAVE),
        ("Cuti di Luar Tanggungan Negara", LegalStatus.UNPAID_LEAVE),
        ("Pemberhentian Sementara", LegalStatus.SUSPENDED),
    ],
)
def test_status_that_owes_no_plan_is_taken_in_with_a_warning(text, status):
    headings = [*HEADINGS, "KEDUDUKAN HUKUM"]
    rows = [[*boss_cells(), "Aktif"], [*person_cells(), text]]

    found = read_people_file(xlsx([headings, *rows]))

    assert found.people[1].legal_status == status
    assert [finding.code for finding in found.warnings] == [RowCode.STATUS_EXEMPT]


GOOD_NUMBERS = [
    "198609262015051901",
    "'198609262015051901",
    "19860926 201505 1 901",
    "19860926.201505.1.901",
    "198609262015051901\u00a0",
    "\u200b198609262015051901",
    "NIP. 19860926 201505 1 901",
]


@pytest.mark.parametrize("cell", GOOD_NUMBERS)
def test_number_is_read_however_it_is_written(cell):
    assert read_rows(person_cells(cell)).people[1].nip == NIP


DATES = [
    "01-07-2023",
    "1/7/2023",
    "1.7.2023",
    "1 Juli 2023",
    "1 JULI 2023",
    "01-Jul-2023",
    "2023-07-01",
    "2023-07-01T00:00:00Z",
    "2023-07-01 00:00:00",
    "20230701",
    datetime(2023, 7, 1),  # noqa: DTZ001  a spreadsheet knows no zone
    45108,
]


@pytest.mark.parametrize("cell", DATES)
def test_date_is_read_day_first_however_it_is_written(cell):
    assert read_rows(person_cells(TMT_JABATAN=cell)).people[1].since == date(2023, 7, 1)


@pytest.mark.parametrize(
    "cell",
    [
        *("Sabang, 26-09-1986", "Banda Aceh 26 September 1986", "SABANG / 26/09/1986"),
        *("26-09-1986, Sabang", "Kp. 5 Sabang, 26-09-1986", "1986-09-26T00:00:00Z"),
    ],
)
def test_birth_date_is_read_beside_a_place(cell):
    found = read_rows(person_cells(TANGGAL_LAHIR=cell))

    assert found.people[1].birth_date == date(1986, 9, 26)
    assert not found.warnings


def test_kind_that_names_no_kind_leaves_it_to_the_number():
    rows = [person_cells(JENIS_PEGAWAI="ASN")]
    rows.append(person_cells(CONTRACT, NAMA="Cut", JENIS_PEGAWAI="ASN", GOLONGAN="IX"))

    assert [person.kind.value for person in read_rows(*rows).people[1:]] == ["PNS", "PPPK"]


@pytest.mark.parametrize(
    ("cell", "sex"),
    [
        *(("L", Sex.MALE), ("M", Sex.MALE), ("Laki-laki", Sex.MALE), ("Pria", Sex.MALE)),
        *(("P", Sex.FEMALE), ("F", Sex.FEMALE), ("Perempuan", Sex.FEMALE), ("W", Sex.FEMALE)),
    ],
)
def test_sex_is_read_however_it_is_written(cell, sex):
    assert read_rows(person_cells(JENIS_KELAMIN=cell)).people[1].sex == sex


def test_p_means_pria_in_a_column_that_calls_women_w():
    woman = person_cells("198609262015052902", JENIS_KELAMIN="W", NAMA="Cut Nyak")

    found = read_rows(person_cells(JENIS_KELAMIN="P"), woman)

    assert [person.sex for person in found.people[1:]] == [Sex.MALE, Sex.FEMALE]
    assert not found.warnings


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("PNS Daerah", EmployeeKind.PNS),
        ("Calon PNS", EmployeeKind.CPNS),
        ("Pegawai Negeri Sipil", EmployeeKind.PNS),
    ],
)
def test_kind_is_read_in_words(told, kind):
    assert read_rows(person_cells(JENIS_PEGAWAI=told)).people[1].kind == kind


POSTS = [
    ("Guru Ahli Pertama", PostKind.FUNCTIONAL, PostLevel.AHLI_PERTAMA),
    ("Perawat Penyelia", PostKind.FUNCTIONAL, PostLevel.PENYELIA),
    ("Pengadministrasi Perkantoran", PostKind.ADMINISTRATION, PostLevel.PELAKSANA),
    ("Kepala Bagian Umum", PostKind.ADMINISTRATION, PostLevel.ADMINISTRATOR),
]


@pytest.mark.parametrize(("title", "kind", "level"), POSTS)
def test_post_without_other_columns_is_told_by_title_and_unit(title, kind, level):
    post = read_rows(person_cells(NAMA_JABATAN=title)).people[1].post

    assert (post.title, post.kind, post.level) == (title, kind, level)


def test_head_of_an_agency_needs_no_supervisor():
    cells = person_cells(
        NAMA_JABATAN="Sekretaris Daerah", UNIT_KERJA="Sekretariat Daerah", NIP_ATASAN=None
    )

    assert doubts(cells) == []


def test_acting_row_is_an_assignment_with_its_dates_and_no_person():
    acting = person_cells(
        NAMA_JABATAN="Plt. Kepala Bagian Hukum", TMT_JABATAN="02-03-2026", UNIT_KERJA="Bagian Hukum"
    )
    headings = [*HEADINGS, "KETERANGAN"]
    rows = [
        [*boss_cells(), None],
        [*acting, "SPT 800.1.3/9/2026, berlaku s.d. 31-12-2026"],
        [*person_cells(), None],
    ]

    found = read_people_file(xlsx([headings, *rows]))

    assert [person.row for person in found.people] == [2, 4]
    (one,) = found.acting
    assert (one.row, one.nip, one.kind, one.post.title) == (3, NIP, "acting", "Kepala Bagian Hukum")
    assert (one.since, one.until) == (date(2026, 3, 2), date(2026, 12, 31))
    assert one.decree == "SPT 800.1.3/9/2026"


@pytest.mark.parametrize("prefix", ["Plh. ", "PLH ", "Pelaksana Harian "])
def test_daily_acting_is_told_from_acting(prefix):
    rows = [person_cells(), person_cells(NAMA_JABATAN=f"{prefix}Kepala Bagian Umum")]

    assert [row.kind for row in read_rows(*rows).acting] == ["daily_acting"]


def test_acting_row_twice_is_a_duplicate():
    acting = person_cells(NAMA_JABATAN="Plt. Kepala Bagian Umum")

    found = read_rows(person_cells(), acting, acting)

    assert [(row.row, row.code) for row in found.refused] == [(5, RowCode.NIP_DUPLICATE)]
    assert len(found.acting) == 1


def test_acting_in_a_remark_is_a_note_and_makes_nothing():
    headings = [*HEADINGS, "KETERANGAN"]
    rows = [[*boss_cells(), None], [*person_cells(), "Plt. Camat Sukajaya (SPT 1/2026)"]]

    found = read_people_file(xlsx([headings, *rows]))

    assert not found.acting
    assert [(note.row, note.code, note.value) for note in found.notes] == [
        (3, RowCode.ACTING_NOTE, "Plt. Camat Sukajaya (SPT 1/2026)")
    ]


def test_other_identity_number_is_blotted_out_of_what_is_kept():
    found = read_rows(person_cells("9999010101800001"), person_cells(NAMA="1171010101800001"))

    kept = str([(row.cells, row.problems) for row in found.refused])
    assert "9999010101800001" not in kept
    assert "1171010101800001" not in kept


def test_file_without_a_column_of_kinds_tells_them_by_number_and_remark():
    headings = ["NIP", "NAMA", "GOL", "JABATAN", "UNIT KERJA", "KET"]
    unit = "Bagian Umum - Sekretariat Daerah"
    rows = [
        [NIP, "Cut Satu", "III/a", "Pengolah Data", unit, None],
        ["199703012026031901", "Cut Dua", "III/a", "Pengolah Data", unit, "CPNS"],
        [CONTRACT, "Cut Tiga", "IX", "Pengolah Data", unit, None],
        ["199001012022211902", "Cut Empat", None, "Pengolah Data", unit, "Paruh Waktu"],
    ]

    found = read_people_file(xlsx([headings, *rows]))

    assert [person.kind.value for person in found.people] == [
        *("PNS", "CPNS", "PPPK", "PPPK_PART_TIME"),
    ]
    assert not found.warnings
