"""Format Penetapan Predikat Kinerja as paper: blocks A, B, C of regulation 4.4."""

import pytest

from appraisal.rules.predicate import OrganisationPredicate, Predicate
from reports.documents.determination_form import render_determination
from reports.documents.paper import Paper
from tests.factories.documents import (
    DRAFT,
    SUPERIOR,
    in_order,
    pdf_attachment,
    pdf_fonts,
    pdf_pages,
    pdf_sizes,
    pdf_text,
    words_outside,
)
from tests.factories.forms import determination


def test_format_has_the_three_blocks_in_order_and_the_leaders_name():
    assert in_order(
        pdf_text(render_determination(determination())),
        "FORMAT PENETAPAN PREDIKAT KINERJA DINAS PENANAMAN MODAL",
        "PEMERINTAH KOTA SABANG PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
        "A. CAPAIAN KINERJA ORGANISASI",
        "CAPAIAN PERJANJIAN KINERJA DI ATAS / SESUAI / DI BAWAH TARGET",
        "EKSPEKTASI TERHADAP UNIT –",
        "PREDIKAT KINERJA ORGANISASI* ISTIMEWA / BAIK / BUTUH PERBAIKAN / KURANG / SANGAT KURANG",
        "DASAR PENETAPAN Capaian perjanjian kinerja 98 %",
        "B. PREDIKAT KINERJA PEGAWAI",
        "NO NAMA NIP JABATAN RATING HASIL KERJA RATING PERILAKU KERJA PREDIKAT KINERJA PEGAWAI",
        "1 Pegawai Contoh Nomor 1, S.Sos. 19920314 201903 1 000 Penata Perizinan Ahli Pertama "
        "DI ATAS DI ATAS SANGAT BAIK",
        "7 Pegawai Contoh Nomor 7, S.Sos.",
        "SESUAI DI BAWAH KURANG",
        "C. REKAPITULASI PER PREDIKAT PREDIKAT JUMLAH PERSEN BATAS POLA HASIL",
        "Sangat Baik 2 16,7 tanpa batas –",
        "Baik 8 66,7 paling banyak 70 %; terbanyak sesuai",
        "Butuh Perbaikan 1 8,3 paling sedikit satu pegawai, bersama Kurang sesuai",
        "Jumlah 12 100,0",
        "Sebaran predikat sesuai dengan pola.",
        "Wali Kota Sabang, Zulkarnain Adami",
    )


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("Beban layanan musim haji.", "Alasan penyimpangan: Beban layanan musim haji."),
        ("", "Alasan penyimpangan: belum ditulis."),
    ],
)
def test_deviation_stands_with_its_reason_or_says_that_there_is_none(reason, words):
    content = determination(
        organisation_predicate=OrganisationPredicate.POOR, deviation_reason=reason
    )

    text = pdf_text(render_determination(content))

    assert "Predikat Kurang berada 7 orang di bawah pola" in text
    assert words in text


def test_small_unit_is_not_held_against_the_pattern():
    text = pdf_text(render_determination(determination(4)))

    assert "tidak dibandingkan" in text
    assert "Jumlahnya terlalu sedikit untuk dibandingkan dengan pola." in text


def test_counts_are_those_of_the_list():
    content = determination(12)

    assert content.evaluated == 12
    assert sum(content.counts.values()) == 12
    assert content.count(Predicate.GOOD, Predicate.VERY_GOOD) == 10


def test_incomplete_format_is_a_draft_that_says_who_is_missing():
    content = determination(
        0, waiting=4, organisation_predicate=None, fixed_on=None, leader=None, basis=""
    )

    with pytest.raises(ValueError, match="draft"):
        render_determination(content)
    pdf = render_determination(content, standing=DRAFT)

    text = pdf_text(pdf)
    assert "Belum ada predikat pegawai yang ditetapkan." in text
    assert "4 pegawai belum ditetapkan predikatnya" in text
    assert "Pimpinan di atas unit kerja, ………………… " in text
    assert all("RANCANGAN" in page for page in pdf_pages(pdf))
    assert pdf_attachment(pdf) is None


def test_format_of_sixty_people_repeats_its_head_and_stays_on_the_sheet():
    content = determination(60, leader=SUPERIOR)

    pdf = render_determination(content, paper=Paper.F4)

    pages = pdf_pages(pdf)
    assert set(pdf_sizes(pdf)) == {(330, 215)}
    assert words_outside(pdf) == []
    assert sum("NO NAMA NIP JABATAN" in page for page in pages) == len(pages) - 1
    assert pdf_text(pdf).count("Pegawai Contoh Nomor") == 60
    assert "NIP 19730511 199803 2 903" in pages[-1]
    assert pdf_fonts(pdf) == {"Source Sans 3", "Source Serif 4"}
    assert pdf_attachment(pdf) == content.to_json().encode()


def test_same_content_gives_the_same_file():
    assert render_determination(determination(3)) == render_determination(determination(3))
