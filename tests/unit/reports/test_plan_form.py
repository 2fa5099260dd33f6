"""The SKP form and its annex as paper, column by column as regulation 3.3 to 3.9 has them."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from appraisal.enums import Approach, ResultKind
from personnel.rules.core_values import CORE_VALUES
from reports.documents.form_content import IndicatorLine
from reports.documents.paper import Paper
from reports.documents.people import NI_PPPK_LABEL
from reports.documents.plan_form import render_plan
from reports.documents.standing import DocumentState, Standing
from tests.factories.documents import (
    DRAFT,
    EMPLOYEE,
    MAYOR,
    in_order,
    pdf_attachment,
    pdf_fonts,
    pdf_pages,
    pdf_sizes,
    pdf_text,
    words_outside,
)
from tests.factories.forms import plan_form, result_line

QUANTITATIVE, QUALITATIVE = Approach.QUANTITATIVE, Approach.QUALITATIVE
COLUMNS = {
    # regulation 3.4
    (QUANTITATIVE, True): "NO RENCANA HASIL KERJA INDIKATOR KINERJA INDIVIDU TARGET PERSPEKTIF "
    "(1) (2) (3) (4) (5) A. UTAMA",
    # regulation 3.5
    (QUANTITATIVE, False): "NO RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI RENCANA HASIL KERJA "
    "ASPEK INDIKATOR KINERJA INDIVIDU TARGET (1) (2) (3) (4) (5) (6) A. UTAMA",
    # regulation 3.6
    (QUALITATIVE, True): "NO HASIL KERJA A. UTAMA",
    # regulation 3.7
    (QUALITATIVE, False): "NO HASIL KERJA A. UTAMA",
}


@pytest.mark.parametrize(("approach", "of_heads"), COLUMNS)
def test_form_has_the_columns_of_the_regulation_in_order(approach, of_heads):
    pdf = render_plan(plan_form(approach=approach, uses_head_form=of_heads, count=2))

    assert in_order(
        pdf_text(pdf),
        "SASARAN KINERJA PEGAWAI",
        f"PENDEKATAN HASIL KERJA {'KUALITATIF' if approach == QUALITATIVE else 'KUANTITATIF'}",
        "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI"
        if of_heads
        else "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
        "PEMERINTAH KOTA SABANG PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
        "NO PEGAWAI YANG DINILAI NO PEJABAT PENILAI KINERJA",
        "1 NAMA Cut Meurah Intan, S.A.P. 1 NAMA Fauzan Darwis, S.E., M.M.",
        "2 NIP 19920314 201903 2 901 2 NIP 19790822 200504 1 902",
        "3 PANGKAT/GOL. RUANG Penata Muda Tingkat I / III/b 3 PANGKAT/GOL. RUANG Pembina / IV/a",
        "4 JABATAN",
        "5 UNIT KERJA",
        "5 INSTANSI" if of_heads else "5 UNIT KERJA",
        f"HASIL KERJA {COLUMNS[approach, of_heads]}",
        "B. TAMBAHAN",
        "PERILAKU KERJA NO PERILAKU KERJA 1 Berorientasi Pelayanan",
        "Pegawai yang Dinilai,",
        "Sabang, 26 Januari 2026 Pejabat Penilai Kinerja,",
        "LAMPIRAN SASARAN KINERJA PEGAWAI PEMERINTAH KOTA SABANG PERIODE PENILAIAN:",
        "DUKUNGAN SUMBER DAYA 1 Laptop dan jaringan internet 2 Kendaraan dinas",
        "SKEMA PERTANGGUNGJAWABAN 1 Laporan triwulan kepada Kepala Bidang",
        "KONSEKUENSI 1 Menjadi dasar TPP",
        "Sabang, 26 Januari 2026 Pejabat Penilai Kinerja,",
    )


def test_staff_form_prints_each_aspect_with_indicator_and_target():
    text = pdf_text(render_plan(plan_form(count=1)))

    assert (
        "1 Meningkatnya kualitas pelayanan perizinan berusaha di Kota Sabang Terbitnya perizinan "
        "berusaha jenis 1 sesuai standar pelayanan KUANTITAS Jumlah permohonan yang selesai "
        "diverifikasi 480 permohonan KUALITAS" in text
    )
    assert "WAKTU Rata-rata waktu verifikasi sejak berkas lengkap Paling lama 2 hari kerja" in text


def test_form_of_heads_names_who_gave_the_result_and_its_perspective():
    text = pdf_text(render_plan(plan_form(count=1, uses_head_form=True)))

    assert "(penugasan dari Wali Kota Sabang)" in text
    assert "480 permohonan PENERIMA LAYANAN" in text


@pytest.mark.parametrize(
    ("of_heads", "words"),
    [
        (
            True,
            "Ukuran keberhasilan/Indikator Kinerja Individu, Target, dan Perspektif: – Jumlah "
            "permohonan yang selesai diverifikasi: 480 permohonan",
        ),
        (
            False,
            "(Meningkatnya kualitas pelayanan perizinan berusaha di Kota Sabang) Ukuran "
            "keberhasilan/Indikator Kinerja Individu, dan Target: – Jumlah permohonan",
        ),
    ],
)
def test_qualitative_form_writes_indicators_as_a_list(of_heads, words):
    text = pdf_text(render_plan(plan_form(count=1, approach=QUALITATIVE, uses_head_form=of_heads)))

    assert words in text
    assert ("– Perspektif: penerima layanan" in text) is of_heads


def test_form_prints_the_seven_values_and_guides_word_for_word():
    text = pdf_text(render_plan(plan_form(count=1)))

    assert in_order(text, *(guide.name for guide in CORE_VALUES))
    for value in CORE_VALUES:
        for guide in value.guides:
            assert f"– {guide}" in text
    assert text.count("Ekspektasi Khusus Pimpinan:") == 7
    assert "Ekspektasi Khusus Pimpinan: Menyapa pemohon lebih dahulu." in text


def test_form_of_a_contract_employee_says_ni_pppk_and_shows_the_grade_alone():
    person = replace(EMPLOYEE, nip="199203142022212901", nip_label=NI_PPPK_LABEL, rank="IX")

    text = pdf_text(render_plan(plan_form(count=1, employee=person)))

    assert "2 NI PPPK 19920314 202221 2 901 2 NIP 19790822" in text
    assert "3 PANGKAT/GOL. RUANG IX 3 PANGKAT/GOL. RUANG Pembina" in text
    assert text.count("Cut Meurah Intan, S.A.P. NI PPPK 19920314 202221 2 901") == 2


def test_form_supervised_by_the_mayor_leaves_nip_and_rank_empty():
    text = pdf_text(render_plan(plan_form(count=1, uses_head_form=True, supervisor=MAYOR)))

    assert "2 NIP 19920314 201903 2 901 2 NIP – 3" in text
    assert "4 JABATAN Wali Kota Sabang" in text
    assert "Zulkarnain Adami NIP" not in text


def test_draft_is_marked_on_every_page_and_carries_no_data():
    pdf = render_plan(
        plan_form(signed_on=None, employee_signed_on=None, supervisor=None), standing=DRAFT
    )

    for page in pdf_pages(pdf):
        assert "RANCANGAN" in page
        assert "Rancangan. Belum ditetapkan" in page
        assert "Dicetak 12 Januari 2027 pukul 09.40 WIB" in page
    assert in_order(
        pdf_text(pdf), "Sabang, ………………… Pejabat Penilai Kinerja,", "Cut Meurah", "…………………"
    )
    assert pdf_attachment(pdf) is None


def test_form_without_results_and_annex_stands_with_dashes():
    text = pdf_text(render_plan(plan_form(count=0)))

    assert "A. UTAMA – – B. TAMBAHAN – –" in text
    assert "DUKUNGAN SUMBER DAYA – – SKEMA PERTANGGUNGJAWABAN – – KONSEKUENSI – –" in text


def test_only_a_draft_may_lack_signatures():
    with pytest.raises(ValueError, match="draft"):
        render_plan(plan_form(employee_signed_on=None))


def test_replaced_version_names_its_successor():
    standing = Standing(
        state=DocumentState.SUPERSEDED, since=date(2026, 7, 1), successor="SKP versi 2"
    )

    first, *_ = pdf_pages(render_plan(plan_form(count=1), standing=standing))

    assert "DIGANTI 1 Juli 2026 · diganti SKP versi 2" in first


def test_fixed_form_attaches_its_data_and_tells_signatures_and_version():
    content = plan_form(count=1)

    pdf = render_plan(content)

    assert pdf_attachment(pdf) == content.to_json().encode()
    first, *others = pdf_pages(pdf)
    digest = content.fingerprint
    assert "pegawai 20 Januari 2026, pejabat penilai 26 Januari 2026" in first
    assert f"{digest[:4]} {digest[4:8]} {digest[8:12]} … " in first
    assert "SKP 2026 versi 1 Halaman 1 dari" in first
    running = "Sasaran Kinerja Pegawai 2026 – Cut Meurah Intan, S.A.P. · NIP 19920314 201903 2 901"
    assert running not in first
    assert all(running in page for page in others)


def test_same_content_gives_the_same_file():
    assert render_plan(plan_form(count=1)) == render_plan(plan_form(count=1))


def test_form_is_indonesian_whatever_language_the_reader_uses():
    with translation.override("en"):
        text = pdf_text(render_plan(plan_form(count=1, uses_head_form=True)))

    assert "PENERIMA LAYANAN" in text


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (210, 297)), (Paper.F4, (215, 330))])
def test_very_long_texts_stay_on_the_sheet_with_heads_repeated(paper, size):
    pdf = render_plan(plan_form(count=1, long=True), paper=paper)

    pages = pdf_pages(pdf)
    assert set(pdf_sizes(pdf)) == {size}
    assert words_outside(pdf) == []
    results = [page for page in pages if "INDIKATOR KINERJA INDIVIDU TARGET" in page]
    assert len(results) >= 2
    repeated = (2 + 3 + 6 * 3) + 7 * 4 + 40
    assert sum(page.count("pemutakhiran") for page in pages) == repeated
    assert all(f"Halaman {n} dari {len(pages)}" in page for n, page in enumerate(pages, start=1))
    assert pdf_fonts(pdf) == {"Source Sans 3", "Source Serif 4"}


def test_ordinary_result_is_never_torn_and_signatures_never_stand_alone():
    pages = pdf_pages(render_plan(plan_form(count=9)))

    for number in range(1, 10):
        words = f"jenis {number} sesuai standar pelayanan KUANTITAS"
        (page,) = [page for page in pages if words in page]
        after = page.split(words, 1)[1]
        assert "Paling lama 2 hari kerja" in after
    signed = [page for page in pages if "Pegawai yang Dinilai," in page]
    assert len(signed) == 2
    assert "Kolaboratif" in signed[0]


def test_result_without_indicator_or_text_still_has_its_row():
    bare = replace(
        plan_form(count=1),
        results=(
            result_line(1, kind=ResultKind.MAIN, indicators=()),
            result_line(2, indicators=(IndicatorLine(text="Jumlah", target="1"),)),
        ),
    )

    assert "jenis 1 sesuai standar pelayanan 2 Meningkatnya" in pdf_text(render_plan(bare))
