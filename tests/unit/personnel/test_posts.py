"""Kinds, levels and echelons of posts, regulation 7.4."""

import pytest

from personnel.rules.posts import (
    LEVELS_OF_KIND,
    Echelon,
    InvalidEchelon,
    PostClassification,
    PostKind,
    PostLevel,
    UnknownPost,
    classify_post,
    functional_level,
    parse_echelon,
)

ECHELON_ROWS = [
    ("II.a", Echelon.II_A),
    ("III.b", Echelon.III_B),
    ("III.B", Echelon.III_B),
    ("IV/a", Echelon.IV_A),
    ("IVa", Echelon.IV_A),
    ("IV b", Echelon.IV_B),
    ("Eselon III.a", Echelon.III_A),
    ("22", Echelon.II_B),
    ("41", Echelon.IV_A),
    ("-", None),
    ("", None),
    ("Non Eselon", None),
]

CLASSIFIED_ROWS = [
    (
        "Jabatan Struktural",
        "Kepala Dinas Pariwisata",
        Echelon.II_B,
        PostKind.JPT,
        PostLevel.JPT_PRATAMA,
    ),
    (
        "Jabatan Struktural",
        "Camat Sukajaya",
        Echelon.III_A,
        PostKind.ADMINISTRATION,
        PostLevel.ADMINISTRATOR,
    ),
    (
        "Jabatan Struktural",
        "Kepala Seksi Pemerintahan",
        Echelon.IV_A,
        PostKind.ADMINISTRATION,
        PostLevel.PENGAWAS,
    ),
    ("Jabatan Struktural", "Sekretaris", None, PostKind.ADMINISTRATION, PostLevel.NONE),
    (
        "Jabatan Pelaksana",
        "Pengolah Data dan Informasi",
        None,
        PostKind.ADMINISTRATION,
        PostLevel.PELAKSANA,
    ),
    (
        "Jabatan Fungsional Umum",
        "Pengadministrasi Umum",
        None,
        PostKind.ADMINISTRATION,
        PostLevel.PELAKSANA,
    ),
    ("Jabatan Fungsional", "Guru Ahli Madya", None, PostKind.FUNCTIONAL, PostLevel.AHLI_MADYA),
    (
        "Jabatan Fungsional Tertentu",
        "Bidan Terampil",
        None,
        PostKind.FUNCTIONAL,
        PostLevel.TERAMPIL,
    ),
    ("JFT", "Pengawas Sekolah Ahli Utama", None, PostKind.FUNCTIONAL, PostLevel.AHLI_UTAMA),
    ("Jabatan Fungsional", "Kepala SD Negeri 1", None, PostKind.FUNCTIONAL, PostLevel.NONE),
    (
        "Jabatan Pimpinan Tinggi Pratama",
        "Sekretaris Daerah",
        None,
        PostKind.JPT,
        PostLevel.JPT_PRATAMA,
    ),
    ("JPT Pratama", "Inspektur", None, PostKind.JPT, PostLevel.JPT_PRATAMA),
    ("Jabatan Pimpinan Tinggi", "Inspektur", None, PostKind.JPT, PostLevel.JPT_PRATAMA),
    ("Administrator", "Kepala Bidang", None, PostKind.ADMINISTRATION, PostLevel.ADMINISTRATOR),
    ("Jabatan Administrasi", "Lurah", Echelon.IV_A, PostKind.ADMINISTRATION, PostLevel.PENGAWAS),
    ("", "Sekretaris Daerah", Echelon.II_A, PostKind.JPT, PostLevel.JPT_PRATAMA),
    ("", "Perawat Penyelia", None, PostKind.FUNCTIONAL, PostLevel.PENYELIA),
    ("", "Kepala Puskesmas Sukakarya", None, PostKind.FUNCTIONAL, PostLevel.NONE),
    ("", "Operator Layanan Operasional", None, PostKind.ADMINISTRATION, PostLevel.PELAKSANA),
]

LEVEL_ROWS = [
    ("Guru Ahli Pertama", PostLevel.AHLI_PERTAMA),
    ("PERAWAT  AHLI MUDA ", PostLevel.AHLI_MUDA),
    ("Polisi Pamong Praja Pemula", PostLevel.PEMULA),
    ("Guru Madya", PostLevel.AHLI_MADYA),
    ("Pranata Komputer Pelaksana Lanjutan", PostLevel.MAHIR),
    ("Perawat Pelaksana", PostLevel.TERAMPIL),
    ("Penyuluh Pelaksana Pemula", PostLevel.PEMULA),
    ("Penyelia", PostLevel.PENYELIA),
    ("Dokter", PostLevel.NONE),
    ("Analis Pemuda", PostLevel.NONE),
]


@pytest.mark.parametrize(("text", "expected"), ECHELON_ROWS)
def test_echelon_as_offices_write_it_is_read(text, expected):
    assert parse_echelon(text) is expected


@pytest.mark.parametrize("text", ["V.a", "I.a", "III", "III.c", "51", "Kepala"])
def test_echelon_that_no_city_has_is_refused(text):
    with pytest.raises(InvalidEchelon):
        parse_echelon(text)


@pytest.mark.parametrize("echelon", Echelon)
def test_echelon_reads_back_from_its_code(echelon):
    assert parse_echelon(echelon.code) is echelon


@pytest.mark.parametrize(
    ("kind_text", "title", "echelon", "kind", "level"),
    CLASSIFIED_ROWS,
    ids=[f"{row[0]} - {row[1]}" for row in CLASSIFIED_ROWS],
)
def test_post_kind_and_level_follow_from_words_echelon_and_title(
    kind_text, title, echelon, kind, level
):
    assert classify_post(kind_text, title, echelon) == PostClassification(kind, level)


@pytest.mark.parametrize(("kind_text", "title"), [("", ""), ("Honorer", "Petugas Kebersihan")])
def test_post_of_which_nothing_is_known_is_refused(kind_text, title):
    with pytest.raises(UnknownPost):
        classify_post(kind_text, title)


@pytest.mark.parametrize(("title", "expected"), LEVEL_ROWS)
def test_functional_level_is_read_from_the_end_of_the_title(title, expected):
    assert functional_level(title) is expected


def test_every_level_but_none_belongs_to_one_kind():
    levels = [level for kind_levels in LEVELS_OF_KIND.values() for level in kind_levels]

    assert sorted(levels) == sorted(set(PostLevel) - {PostLevel.NONE})
