"""Every form on both sheets: long names, an indicator of three pages, no overflow."""

from dataclasses import replace
from functools import partial

import pytest

from appraisal.enums import Approach
from personnel.rules.core_values import CORE_VALUES
from reports.documents.determination_form import render_determination
from reports.documents.evaluation_form import render_evaluation
from reports.documents.paper import Paper
from reports.documents.plan_form import render_plan
from tests.factories.documents import (
    EMPLOYEE,
    SUPERVISOR,
    in_order,
    pdf_pages,
    pdf_sizes,
    pdf_text,
    words_outside,
)
from tests.factories.forms import LONG_TEXT, determination, evaluation_form, plan_form

LONG_NAME = (
    "Teungku Muhammad Syarifuddin Abdurrahman Al-Habsyi bin Zainal Abidin Daud Beureueh "
    "Syahputra Nurdin, S.Pd.I., M.Pd., Ph.D."
)
LONG_POST = "Pengelola Teknologi Informasi dan Dokumentasi Pelayanan Perizinan Ahli Madya "
SHEETS = {
    (Paper.A4, False): (210, 297),
    (Paper.A4, True): (297, 210),
    (Paper.F4, False): (215, 330),
    (Paper.F4, True): (330, 215),
}
KINDS = [(approach, of_heads) for approach in Approach for of_heads in (True, False)]
PAGES_OF_ONE_INDICATOR = 3


def forms(approach, of_heads, **changes):
    """Plan and evaluation of one kind, each with whether it lies on its side."""
    changes |= {"approach": approach, "uses_head_form": of_heads}
    return (
        (partial(render_plan, plan_form(**changes)), False),
        (partial(render_evaluation, evaluation_form(**changes)), True),
    )


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(("approach", "of_heads"), KINDS)
def test_long_names_and_posts_stay_between_the_margins(approach, of_heads, paper):
    employee = replace(EMPLOYEE, name=LONG_NAME, post=LONG_POST * 2, unit=LONG_POST * 2)
    supervisor = replace(SUPERVISOR, name=LONG_NAME, post=LONG_POST * 2)

    for render, landscape in forms(
        approach, of_heads, count=1, employee=employee, supervisor=supervisor
    ):
        pdf = render(paper=paper)
        assert set(pdf_sizes(pdf)) == {SHEETS[paper, landscape]}
        assert words_outside(pdf) == []
        assert in_order(pdf_text(pdf), "Pejabat Penilai Kinerja,", "Ph.D.")


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(("approach", "of_heads"), KINDS)
def test_indicator_of_three_pages_is_printed_whole_under_repeated_heads(approach, of_heads, paper):
    plan = plan_form(count=1)
    result = plan.results[0]
    times = 150 if approach == Approach.QUALITATIVE else 60
    tall = replace(result, indicators=(replace(result.indicators[0], text=LONG_TEXT * times),))

    for render, _landscape in forms(approach, of_heads, count=1, results=(tall,)):
        pdf = render(paper=paper)
        pages = [page for page in pdf_pages(pdf) if "pemutakhiran" in page]
        assert len(pages) >= PAGES_OF_ONE_INDICATOR
        assert sum(page.count("pemutakhiran") for page in pages) == times
        assert all("HASIL KERJA" in page for page in pages)
        assert words_outside(pdf) == []


@pytest.mark.parametrize("paper", Paper)
def test_format_of_predicates_keeps_long_names_in_their_column(paper):
    content = determination(8)
    people = tuple(replace(one, name=LONG_NAME, post=LONG_POST) for one in content.people)

    pdf = render_determination(
        replace(content, people=people, unit=LONG_POST * 2, basis=LONG_TEXT * 5), paper=paper
    )

    assert set(pdf_sizes(pdf)) == {SHEETS[paper, True]}
    assert words_outside(pdf) == []
    assert in_order(
        pdf_text(pdf),
        "FORMAT PENETAPAN PREDIKAT KINERJA",
        "A. CAPAIAN KINERJA ORGANISASI CAPAIAN PERJANJIAN KINERJA",
        "EKSPEKTASI TERHADAP UNIT",
        "PREDIKAT KINERJA ORGANISASI*",
        "B. PREDIKAT KINERJA PEGAWAI NO NAMA NIP JABATAN RATING HASIL KERJA "
        "RATING PERILAKU KERJA PREDIKAT KINERJA PEGAWAI",
        "C. REKAPITULASI PER PREDIKAT PREDIKAT JUMLAH PERSEN BATAS POLA HASIL",
        "Wali Kota Sabang,",
    )


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(
    ("count", "approach"),
    [(3, Approach.QUANTITATIVE), (4, Approach.QUALITATIVE), (5, Approach.QUANTITATIVE)],
)
def test_name_of_a_value_stands_over_its_guides(count, approach, paper):
    pages = pdf_pages(render_plan(plan_form(count=count, approach=approach), paper=paper))

    for value in CORE_VALUES:
        assert any(f"{value.name} – {value.guides[0]}" in page for page in pages), value.name
    (first,) = [page for page in pages if CORE_VALUES[0].guides[0] in page]
    assert "PERILAKU KERJA NO PERILAKU KERJA 1" in first
