"""The agency summary as paper."""

from django.utils import translation

from appraisal.rules.predicate import OrganisationPredicate, Predicate
from reports.documents.agency_summary import render_summary, unit_bar
from reports.documents.summary_content import UnitProgress
from tests.factories.documents import pdf_attachment, pdf_pages, summary_content


def test_summary_opens_with_letterhead_finding_and_four_figures():
    first, *_ = pdf_pages(render_summary(summary_content()))

    place = -1
    for words in (
        "PEMERINTAH KOTA SABANG DINAS PENANAMAN MODAL DAN PELAYANAN TERPADU SATU PINTU",
        "Jalan Contoh Nomor 1, Sabang 23512",
        "RINGKASAN KINERJA PEGAWAI",
        "Seluruh 38 pegawai selesai dievaluasi; sebaran predikat sesuai dengan pola",
        "33 dari 38 pegawai",
        "Predikat organisasi Baik ditetapkan 8 Januari 2027",
        "SKP ditetapkan 38 dari 38 pegawai wajib SKP",
        "Evaluasi selesai 38 dari 38 pegawai wajib SKP",
        "Keberatan diperiksa 0 tidak ada yang menunggu putusan",
        "Keadaan per 29 Januari 2027 pukul 09.40 WIB",
        "Sebaran predikat 38 pegawai",
    ):
        assert first.find(words) > place, words
        place = first.find(words)


def test_summary_shows_the_chart_with_its_limits_and_every_number_in_a_table():
    text = " ".join(pdf_pages(render_summary(summary_content())))

    assert "paling banyak 70 %" in text
    assert "harus ada" in text
    assert "Sangat Baik 7 18,4 tanpa batas –" in text
    assert "Baik 26 68,4 paling banyak 70 %; terbanyak sesuai" in text
    assert "Jumlah 38 100,0" in text
    assert "Bidang Perizinan 22 22 22" in text
    assert "Tidak ada yang kurang" in text


def test_summary_attaches_the_figures_that_it_shows():
    content = summary_content()

    pdf = render_summary(content)

    assert pdf_attachment(pdf) == content.to_json().encode()
    assert content.fingerprint[:4] in pdf_pages(pdf)[0]


def test_summary_before_the_first_evaluation_says_what_is_missing_instead_of_a_chart():
    content = summary_content(
        organisation_predicate=None,
        organisation_fixed_on=None,
        counts={},
        units=(UnitProgress(name="Sekretariat", employees=12, plans_fixed=9, evaluated=0),),
    )

    (page,) = pdf_pages(render_summary(content))

    assert "Belum ada evaluasi yang selesai dari 12 pegawai" in page
    assert "Predikat organisasi belum ada" in page
    assert "BATAS POLA" not in page
    assert "3 pegawai belum memiliki SKP yang ditetapkan: Sekretariat (3)." in page


def test_summary_of_an_agency_without_people_says_so():
    content = summary_content(counts={}, units=(), organisation_predicate=None)

    (page,) = pdf_pages(render_summary(content))

    assert "Belum ada pegawai yang wajib SKP pada periode ini" in page
    assert "Belum ada unit kerja dengan pegawai yang wajib SKP." in page


def test_summary_of_sixty_schools_has_three_pages_with_repeated_headings():
    units = tuple(
        UnitProgress(name=f"SD Negeri {n} Sabang", employees=3, plans_fixed=3, evaluated=2)
        for n in range(60)
    )
    content = summary_content(
        counts={Predicate.GOOD: 80, Predicate.NEEDS_IMPROVEMENT: 40}, units=units
    )

    pages = pdf_pages(render_summary(content))

    assert len(pages) == 3
    assert all("UNIT KERJA PEGAWAI" in page for page in pages[1:])
    assert all(f"Halaman {n} dari 3" in page for n, page in enumerate(pages, start=1))
    assert all("SD Negeri" in page for page in pages[1:])


def test_summary_is_indonesian_whatever_language_the_reader_uses():
    content = summary_content(organisation_predicate=OrganisationPredicate.NEEDS_IMPROVEMENT)

    with translation.override("en"):
        first, *_ = pdf_pages(render_summary(content))

    assert "Predikat organisasi Butuh Perbaikan" in first
    assert "18,4" in first


def test_summary_of_the_same_figures_is_the_same_file():
    assert render_summary(summary_content()) == render_summary(summary_content())


def test_bar_of_a_unit_starts_at_zero_and_tells_its_figures():
    half = unit_bar(UnitProgress(name="A", employees=8, plans_fixed=8, evaluated=4))
    empty = unit_bar(UnitProgress(name="A", employees=0, plans_fixed=0, evaluated=0))

    assert 'width="50.0"' in half
    assert "<title>4 dari 8 evaluasi selesai</title>" in half
    assert 'width="0.0"' in empty
