"""Dokumen Evaluasi Kinerja Pegawai as paper (regulation 4.6)."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
import segno
from django.utils import translation

from appraisal.rules.predicate import OrganisationPredicate, Predicate
from personnel.enums import PeriodKind
from reports.documents.emblems import STATE_PLACEHOLDER
from reports.documents.evaluation_content import EmployeeAnswer
from reports.documents.evaluation_document import (
    assessed_words,
    markup,
    period_parts,
    render,
)
from reports.documents.people import NI_PPPK_LABEL
from reports.documents.standing import VALID, DocumentState, Standing
from tests.factories.documents import (
    DRAFT,
    EMPLOYEE,
    MAYOR,
    NOTE,
    SUPERIOR,
    SUPERVISOR,
    WITHDRAWN,
    draft_content,
    evaluation_content,
    pdf_attachment,
    pdf_images,
    pdf_pages,
)

LONG_NAME = (
    "Teungku Muhammad Syarifuddin Abdurrahman Al-Habsyi bin Zainal Abidin Daud Beureueh "
    "Syahputra Nurdin, S.Pd.I., M.Pd., Ph.D."
)
LONG_PERSON = replace(
    EMPLOYEE,
    name=LONG_NAME,
    post="Pengelola Teknologi Informasi dan Dokumentasi Pelayanan Perizinan Ahli Madya " * 2,
    unit="Unit Pelaksana Teknis Daerah Pengelolaan Kawasan Pelabuhan dan Perdagangan Bebas " * 2,
)


def test_document_shows_every_value_of_its_content_in_the_order_of_the_form():
    content = evaluation_content()

    (page,) = pdf_pages(render(content))

    place = -1
    for words in (
        "DOKUMEN EVALUASI KINERJA PEGAWAI",
        "PERIODE*: TRIWULAN I/II/III/IV-AKHIR**",
        "PEMERINTAH KOTA SABANG DINAS PENANAMAN MODAL DAN PTSP",
        "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
        "1 PEGAWAI YANG DINILAI NAMA Cut Meurah Intan, S.A.P. NIP 19920314 201903 2 901",
        "PANGKAT/GOL. RUANG Penata Muda Tingkat I / III/b",
        f"JABATAN {EMPLOYEE.post} UNIT KERJA {EMPLOYEE.unit}",
        f"2 PEJABAT PENILAI KINERJA NAMA {SUPERVISOR.name} NIP 19790822 200504 1 902",
        f"3 ATASAN PEJABAT PENILAI KINERJA NAMA {SUPERIOR.name} NIP 19730511 199803 2 903",
        "4 EVALUASI KINERJA CAPAIAN KINERJA ORGANISASI ISTIMEWA PREDIKAT KINERJA PEGAWAI BAIK",
        f"5 CATATAN/REKOMENDASI {NOTE}",
        "7. Sabang, 19 Januari 2027 Pegawai yang Dinilai, Cut Meurah Intan, S.A.P.",
        "6. Sabang, 15 Januari 2027 Pejabat Penilai Kinerja, Fauzan Darwis, S.E., M.M.",
    ):
        assert page.find(words) > place, words
        place = page.find(words)


def test_document_footer_carries_number_code_and_ends_of_the_fingerprint():
    content = evaluation_content()

    (page,) = pdf_pages(render(content))

    digest = content.fingerprint
    assert "DEK/2026/0417-1 Halaman 1 dari 1" in page
    assert "buka kinerja.sabang.example/v" in page
    assert "Kode H8D2K-6RW3N-XQ5TB-7MA9F-J4CP1-2" in page
    assert f"{digest[:4]} {digest[4:8]} {digest[8:12]} … " in page
    assert "Verifikasi internal aplikasi – bukan TTE tersertifikasi" in page


def test_document_attached_data_has_the_printed_fingerprint():
    content = evaluation_content()

    data = pdf_attachment(render(content))

    assert data == content.to_json().encode()
    assert sha256(data).hexdigest() == content.fingerprint


def test_document_qr_code_opens_the_verification_page():
    (picture,) = pdf_images(render(evaluation_content()))

    code = segno.make(
        "HTTPS://KINERJA.SABANG.EXAMPLE/V/H8D2K6RW3NXQ5TB7MA9FJ4CP12",
        error="m",
        boost_error=False,
    )
    expected = [list(row) for row in code.matrix_iter(border=2)]
    width, height = picture.size
    printed = [
        [0 if picture.convert("L").getpixel((x, y)) else 1 for x in range(width)]
        for y in range(height)
    ]
    assert printed == expected


def test_document_of_the_same_content_is_the_same_file():
    assert render(evaluation_content()) == render(evaluation_content())


def test_document_is_indonesian_whatever_language_the_reader_uses():
    with translation.override("en"):
        (page,) = pdf_pages(render(evaluation_content(predicate=Predicate.NEEDS_IMPROVEMENT)))

    assert "PREDIKAT KINERJA PEGAWAI BUTUH PERBAIKAN" in page
    assert "19 Januari 2027" in page


@pytest.mark.parametrize(
    ("organisation", "predicate", "words"),
    [
        (OrganisationPredicate.EXCELLENT, Predicate.VERY_GOOD, ("ISTIMEWA", "SANGAT BAIK")),
        (OrganisationPredicate.GOOD, Predicate.POOR, ("BAIK", "KURANG")),
        (OrganisationPredicate.VERY_POOR, Predicate.VERY_POOR, ("SANGAT KURANG",) * 2),
    ],
)
def test_document_prints_predicates_as_the_form_does(organisation, predicate, words):
    content = evaluation_content(organisation_predicate=organisation, predicate=predicate)

    (page,) = pdf_pages(render(content))

    assert f"ORGANISASI {words[0]} PREDIKAT KINERJA PEGAWAI {words[1]} 5" in page


@pytest.mark.parametrize(
    ("kind", "sequence", "struck", "kept"),
    [
        (PeriodKind.ANNUAL, 1, ["I", "II", "III"], "IV-AKHIR"),
        (PeriodKind.QUARTER, 2, ["I", "III", "IV-AKHIR"], "II"),
        (PeriodKind.QUARTER, 4, ["I", "II", "III"], "IV-AKHIR"),
        (PeriodKind.HALF_YEAR, 1, ["II"], "I"),
        (PeriodKind.MONTH, 3, [], "MARET"),
    ],
)
def test_period_strikes_out_what_does_not_apply(kind, sequence, struck, kept):
    content = evaluation_content(period_kind=kind, period_sequence=sequence)

    page = markup(content, VALID, STATE_PLACEHOLDER)

    assert [part for part in ("I", "II", "III", "IV-AKHIR") if f"<s>{part}</s>" in page] == struck
    assert f"<b>{kept}</b>" in page
    assert period_parts(kind, sequence)[1].count((kept, True)) == 1


def test_assessed_days_in_two_years_name_both():
    assert assessed_words(date(2026, 3, 1), date(2026, 3, 31)) == "1 MARET SD 31 MARET TAHUN 2026"
    assert (
        assessed_words(date(2025, 12, 1), date(2026, 1, 31))
        == "1 DESEMBER 2025 SD 31 JANUARI TAHUN 2026"
    )


def test_document_of_a_contract_employee_says_ni_pppk_and_shows_the_grade_alone():
    employee = replace(EMPLOYEE, nip="199203142022212901", nip_label=NI_PPPK_LABEL, rank="IX")

    (page,) = pdf_pages(render(evaluation_content(employee=employee)))

    assert "NI PPPK 19920314 202221 2 901 PANGKAT/GOL. RUANG IX JABATAN" in page
    assert page.count("NI PPPK 19920314 202221 2 901") == 2


def test_document_supervised_by_the_mayor_leaves_nip_and_rank_empty():
    content = evaluation_content(supervisor=MAYOR, reviewing_superior=None)

    (page,) = pdf_pages(render(content))

    assert "NAMA Zulkarnain Adami NIP – PANGKAT/GOL. RUANG – JABATAN Wali Kota Sabang" in page
    assert "3 ATASAN PEJABAT PENILAI KINERJA NAMA – NIP –" in page
    assert "Pejabat Penilai Kinerja, Zulkarnain Adami * diisi" in page


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (
            EmployeeAnswer.LAPSED,
            "Lewat batas waktu: tidak ada tanda tangan dan tidak ada keberatan sampai dengan "
            "29 Januari 2027.",
        ),
        (
            EmployeeAnswer.OBJECTION_DECIDED,
            "Tidak ditandatangani: keberatan diputus pada 29 Januari 2027.",
        ),
    ],
)
def test_document_without_the_employees_signature_says_why(answer, reason):
    content = evaluation_content(employee_answer=answer, employee_answered_on=date(2027, 1, 29))

    (page,) = pdf_pages(render(content))

    assert f"7. Pegawai yang Dinilai, {reason} {EMPLOYEE.name}" in page


def test_document_without_a_note_shows_a_dash():
    (page,) = pdf_pages(render(evaluation_content(recommendation="  ")))

    assert "5 CATATAN/REKOMENDASI – 7." in page


def test_document_note_keeps_its_paragraphs_and_harmless_markup():
    page = markup(
        evaluation_content(recommendation="Satu.\nDua <b>tebal</b> & lurus."),
        VALID,
        STATE_PLACEHOLDER,
    )

    assert "Satu.\nDua &lt;b&gt;tebal&lt;/b&gt; &amp; lurus." in page


def test_document_with_a_name_of_120_letters_and_long_posts_stays_on_one_page():
    assert len(LONG_NAME) == 122
    content = evaluation_content(
        employee=LONG_PERSON, supervisor=LONG_PERSON, reviewing_superior=LONG_PERSON
    )

    (page,) = pdf_pages(render(content))

    assert page.count(LONG_NAME) == 5
    assert NOTE in page


def test_document_with_a_note_of_1200_letters_stays_on_one_page():
    note = " ".join([NOTE] * 7)
    assert len(note) > 1000

    (page,) = pdf_pages(render(evaluation_content(recommendation=note)))

    assert note in page


def test_document_with_a_very_long_note_moves_it_whole_to_page_two():
    note = " ".join([NOTE] * 40)

    first, *rest = pdf_pages(render(evaluation_content(recommendation=note)))

    assert "selengkapnya tercantum pada halaman 2" in first
    assert "Pegawai yang Dinilai, Cut Meurah Intan" in first
    assert NOTE not in first
    assert " ".join(rest).count("Pertahankan mutu verifikasi") == 40
    assert all("Dokumen Evaluasi Kinerja Pegawai 2026" in page for page in rest)
    assert all("Kode H8D2K" in page for page in rest)


def test_draft_carries_its_word_and_neither_code_nor_data():
    pdf = render(draft_content(), standing=DRAFT)

    (page,) = pdf_pages(pdf)
    assert "RANCANGAN" in page
    assert "tidak berlaku sebagai dokumen dinas" in page
    assert "Dicetak 12 Januari 2027 pukul 09.40 WIB" in page
    assert "Kode" not in page
    assert "Sabang, …" in page
    assert pdf_images(pdf) == []
    assert pdf_attachment(pdf) is None


def test_document_in_force_carries_no_mark():
    (page,) = pdf_pages(render(evaluation_content()))

    assert not any(word in page for word in ("RANCANGAN", "DICABUT", "DIGANTI"))


@pytest.mark.parametrize(
    ("state", "word"),
    [(DocumentState.WITHDRAWN, "DICABUT"), (DocumentState.SUPERSEDED, "DIGANTI")],
)
def test_document_that_no_longer_holds_says_since_when_and_keeps_its_code(state, word):
    content = evaluation_content()
    standing = replace(WITHDRAWN, state=state)

    pdf = render(content, standing=standing)

    (page,) = pdf_pages(pdf)
    assert page.count(word) >= 2
    assert "9 Februari 2027 · diganti DEK/2026/0417-2" in page
    assert "Kode H8D2K" in page
    assert pdf_attachment(pdf) == content.to_json().encode()


def test_document_in_force_without_number_is_refused():
    with pytest.raises(ValueError, match="only a draft"):
        render(draft_content())


@pytest.mark.parametrize(
    "lacking",
    [
        {"state": DocumentState.DRAFT},
        {"state": DocumentState.SUPERSEDED, "since": date(2027, 2, 9)},
        {"state": DocumentState.WITHDRAWN},
    ],
)
def test_standing_that_lacks_what_it_must_show_is_refused(lacking):
    with pytest.raises(ValueError, match=r"draft|successor|since"):
        Standing(**lacking)
