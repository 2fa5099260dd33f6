"""The evaluation form as paper, in the order of regulation 4.1."""

from itertools import pairwise

import pytest

from appraisal.enums import Approach, FeedbackRole
from appraisal.rules.distribution import PATTERN_CURVES
from appraisal.rules.predicate import OrganisationPredicate, Predicate
from appraisal.rules.ratings import Rating
from personnel.enums import PeriodKind
from reports.documents.evaluation_form import (
    ORGANISATION_WORDS,
    PREDICATE_WORDS,
    RATING_WORDS,
    choices,
    evaluation_markup,
    render_evaluation,
)
from reports.documents.form_content import FeedbackGiver, FeedbackLine
from reports.documents.paper import Paper
from reports.documents.pattern_curve import pattern_curve
from reports.documents.standing import VALID
from tests.factories.documents import (
    DRAFT,
    in_order,
    pdf_attachment,
    pdf_fonts,
    pdf_pages,
    pdf_sizes,
    pdf_text,
    words_outside,
)
from tests.factories.forms import evaluation_form

QUANTITATIVE, QUALITATIVE = Approach.QUANTITATIVE, Approach.QUALITATIVE
FEEDBACK = "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"
COLUMNS = {
    (QUANTITATIVE, True): "NO RENCANA HASIL KERJA INDIKATOR KINERJA INDIVIDU TARGET PERSPEKTIF "
    f"REALISASI BERDASARKAN BUKTI DUKUNG {FEEDBACK} (1) (2) (3) (4) (5) (6) (7) A. UTAMA",
    (QUANTITATIVE, False): "NO RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI RENCANA HASIL KERJA "
    "ASPEK INDIKATOR KINERJA INDIVIDU TARGET REALISASI BERDASARKAN BUKTI DUKUNG "
    f"{FEEDBACK} (1) (2) (3) (4) (5) (6) (7) (8) A. UTAMA",
    (QUALITATIVE, True): f"NO HASIL KERJA REALISASI BERDASARKAN BUKTI DUKUNG {FEEDBACK} A. UTAMA",
    (QUALITATIVE, False): f"NO HASIL KERJA REALISASI BERDASARKAN BUKTI DUKUNG {FEEDBACK} A. UTAMA",
}


@pytest.mark.parametrize(("approach", "of_heads"), COLUMNS)
def test_form_has_blocks_and_columns_of_the_regulation_in_order(approach, of_heads):
    pdf = render_evaluation(evaluation_form(approach=approach, uses_head_form=of_heads, count=2))

    assert in_order(
        pdf_text(pdf),
        "EVALUASI KINERJA PEGAWAI",
        f"PENDEKATAN HASIL KERJA {'KUALITATIF' if approach == QUALITATIVE else 'KUANTITATIF'}",
        "BAGI PEJABAT PIMPINAN TINGGI" if of_heads else "BAGI PEJABAT ADMINISTRASI",
        "PERIODE: TRIWULAN I/II/III/IV-AKHIR",
        "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
        "NO PEGAWAI YANG DINILAI NO PEJABAT PENILAI KINERJA",
        "CAPAIAN KINERJA ORGANISASI*: ISTIMEWA / BAIK / BUTUH PERBAIKAN / KURANG / SANGAT KURANG",
        "POLA DISTRIBUSI:",
        "Sangat Kurang",
        "Frekuensi Pegawai",
        f"HASIL KERJA {COLUMNS[approach, of_heads]}",
        "512 permohonan",
        "B. TAMBAHAN",
        "RATING HASIL KERJA* DIATAS / SESUAI / DIBAWAH EKSPEKTASI",
        f"PERILAKU KERJA NO PERILAKU KERJA EKSPEKTASI KHUSUS PIMPINAN {FEEDBACK}",
        "Menyapa pemohon lebih dahulu. Pimpinan: Dijalankan ajek sepanjang tahun.",
        "RATING PERILAKU KERJA* DIATAS / SESUAI / DIBAWAH EKSPEKTASI",
        "PREDIKAT KINERJA PEGAWAI* SANGAT BAIK / BAIK / BUTUH PERBAIKAN / KURANG / SANGAT KURANG",
        "* coret yang tidak perlu",
        "Pegawai yang Dinilai,",
        "Sabang, 15 Januari 2027 Pejabat Penilai Kinerja,",
    )


@pytest.mark.parametrize("approach", Approach)
def test_feedback_is_prefixed_by_the_role_of_its_giver(approach):
    text = pdf_text(render_evaluation(evaluation_form(count=1, approach=approach)))

    assert "Pimpinan: Cara kerja tim loket patut ditiru bidang lain." in text
    assert "Rekan kerja: Berita acara mudah dipakai tim teknis." in text


def test_every_role_of_a_giver_has_its_word_on_the_form():
    words = {giver: FeedbackLine(giver, "Rapi.").giver_word for giver in FeedbackGiver}

    assert set(words) == set(FeedbackRole.values)
    assert words[FeedbackGiver.TEAM_LEADER] == "Ketua tim"


def test_what_does_not_apply_is_struck_out_and_the_choice_is_heavy():
    page = evaluation_markup(evaluation_form(count=1), VALID, Paper.A4)

    for kept in ("BAIK", "SESUAI", "DIATAS", "IV-AKHIR"):
        assert f"<b>{kept}</b>" in page
    for struck in ("ISTIMEWA", "SANGAT BAIK", "DIBAWAH", "KURANG", "II"):
        assert f"<s>{struck}</s>" in page


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (ORGANISATION_WORDS, OrganisationPredicate),
        (PREDICATE_WORDS, Predicate),
        (RATING_WORDS, Rating),
    ],
)
def test_every_choice_leaves_one_and_strikes_the_others(words, kinds):
    assert list(words) == list(kinds)
    for kind in kinds:
        tags = dict(choices(words, kind))
        assert tags.pop(words[kind]) == "b"
        assert set(tags.values()) == {"s"}
    assert {tag for _word, tag in choices(words, None)} == {""}


def test_quarter_keeps_its_number():
    content = evaluation_form(count=1, period_kind=PeriodKind.QUARTER, period_sequence=2)

    page = evaluation_markup(content, VALID, Paper.A4)

    assert "<b>II</b>" in page
    assert "<s>IV-AKHIR</s>" in page


@pytest.mark.parametrize("organisation", OrganisationPredicate)
def test_curve_has_its_peak_at_the_predicate_that_goes_with_the_organisation(organisation):
    places = ["Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang/Misconduct", "Sangat Kurang"]
    expected = places[list(OrganisationPredicate).index(organisation)]

    drawing = pattern_curve(organisation)

    assert f"<title>Pola distribusi dengan puncak pada {expected}</title>" in drawing
    assert drawing.count('font-weight="600"') == (2 if "/" in expected else 1)


@pytest.mark.parametrize("heights", PATTERN_CURVES.values())
def test_curve_rises_to_its_only_peak_and_falls(heights):
    peak = heights.index(max(heights))

    assert all(before <= after for before, after in pairwise(heights[: peak + 1]))
    assert all(before >= after for before, after in pairwise(heights[peak:]))


def test_draft_strikes_nothing_out_and_draws_no_curve():
    content = evaluation_form(
        count=1,
        organisation_predicate=None,
        results_rating=None,
        behaviour_rating=None,
        predicate=None,
        signed_on=None,
        answered_on=None,
    )

    pdf = render_evaluation(content, standing=DRAFT)
    page = evaluation_markup(content, DRAFT, Paper.A4)

    assert all("RANCANGAN" in words for words in pdf_pages(pdf))
    assert "<s>BAIK</s>" not in page
    assert "<b>BAIK</b>" not in page
    assert "Pola distribusi belum ada" in page
    assert pdf_attachment(pdf) is None


def test_only_a_draft_may_lack_a_rating():
    with pytest.raises(ValueError, match="draft"):
        render_evaluation(evaluation_form(results_rating=None))


def test_form_in_force_attaches_its_data_and_is_the_same_file_again():
    content = evaluation_form(count=1)

    pdf = render_evaluation(content)

    assert pdf_attachment(pdf) == content.to_json().encode()
    assert pdf == render_evaluation(content)
    assert "oleh pejabat penilai 15 Januari 2027, diterima pegawai 19 Januari 2027" in pdf_text(pdf)
    assert "Evaluasi 2026 revisi 1 Halaman 1 dari" in pdf_text(pdf)


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (297, 210)), (Paper.F4, (330, 215))])
def test_very_long_texts_stay_on_the_landscape_sheet(paper, size):
    pdf = render_evaluation(evaluation_form(count=1, long=True), paper=paper)

    pages = pdf_pages(pdf)
    assert set(pdf_sizes(pdf)) == {size}
    assert words_outside(pdf) == []
    assert sum("INDIKATOR KINERJA INDIVIDU TARGET" in page for page in pages) >= 3
    repeated = (2 + 3 + 6 * 5 + 2 * 3) + 7 * 4
    assert sum(page.count("pemutakhiran") for page in pages) == repeated
    assert pdf_fonts(pdf) == {"Source Sans 3", "Source Serif 4"}


def test_last_rating_predicate_and_signatures_stay_together():
    pages = pdf_pages(render_evaluation(evaluation_form(count=7)))

    (last,) = [page for page in pages if "PREDIKAT KINERJA PEGAWAI*" in page]
    assert "RATING PERILAKU KERJA*" in last
    assert in_order(last, "Pejabat Penilai Kinerja,", "Fauzan Darwis")
    (rated,) = [page for page in pages if "RATING HASIL KERJA*" in page]
    assert "B. TAMBAHAN" in rated
