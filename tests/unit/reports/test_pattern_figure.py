"""The pattern of an organisation predicate as words and as limits of the chart."""

import pytest
from django.utils import translation

from appraisal.rules.predicate import OrganisationPredicate, Predicate
from appraisal.selectors.pattern_figure import deviation_words, deviations, distribution_figure
from sabang_kinerja.common.charts.distribution import PRINT

SB, B, BP, K, SK = Predicate


@pytest.mark.parametrize(
    ("organisation", "limits"),
    [
        (OrganisationPredicate.EXCELLENT, "Sangat Baik paling banyak 70 %."),
        (
            OrganisationPredicate.GOOD,
            "Baik paling banyak 70 %; Kurang atau Butuh Perbaikan harus ada.",
        ),
        (
            OrganisationPredicate.NEEDS_IMPROVEMENT,
            "Butuh Perbaikan paling sedikit 60 %; Sangat Baik paling banyak 10 %.",
        ),
        (
            OrganisationPredicate.POOR,
            "Kurang paling sedikit 60 %; Butuh Perbaikan paling sedikit 10 %; "
            "Sangat Baik paling banyak 10 %.",
        ),
        (
            OrganisationPredicate.VERY_POOR,
            "Sangat Kurang paling sedikit 60 %; "
            "Kurang atau Butuh Perbaikan bersama paling sedikit 10 %; "
            "Sangat Baik tidak boleh ada.",
        ),
    ],
)
@pytest.mark.parametrize("medium", [None, PRINT], ids=["screen", "print"])
def test_figure_shows_the_limits_of_each_pattern(organisation, limits, medium):
    counts = {SB: 2, B: 10, BP: 4, K: 3, SK: 1}

    figure = distribution_figure(organisation, counts, **({"medium": medium} if medium else {}))

    assert f"Batas pola: {limits}" in figure


@pytest.mark.parametrize(
    ("organisation", "counts"),
    [(None, {B: 20}), (OrganisationPredicate.GOOD, {B: 3, SB: 1})],
    ids=["no predicate yet", "small unit"],
)
def test_figure_without_a_pattern_shows_no_limit(organisation, counts):
    assert "Batas pola" not in distribution_figure(organisation, counts)
    assert deviations(organisation, counts) == ()


@pytest.mark.parametrize(
    ("organisation", "counts", "words"),
    [
        (
            OrganisationPredicate.GOOD,
            {B: 63, BP: 8, SB: 15},
            "predikat Baik melampaui pola sebanyak 3 orang",
        ),
        (
            OrganisationPredicate.GOOD,
            {B: 14, SB: 6},
            "belum ada predikat Butuh Perbaikan atau Kurang seperti yang diminta pola",
        ),
        (
            OrganisationPredicate.POOR,
            {K: 11, BP: 4, B: 5},
            "predikat Kurang berada 1 orang di bawah pola",
        ),
        (
            OrganisationPredicate.VERY_POOR,
            {SK: 13, K: 6, SB: 1},
            "pola tidak memuat Sangat Baik, tetapi ada 1 orang",
        ),
    ],
)
def test_deviation_is_told_with_its_people(organisation, counts, words):
    assert [deviation_words(check) for check in deviations(organisation, counts)] == [words]


def test_figure_on_a_page_speaks_the_readers_language():
    with translation.override("id"):
        figure = distribution_figure(OrganisationPredicate.GOOD, {B: 14, BP: 6})

    assert 'aria-label="Sebaran predikat 20 pegawai: Sangat Kurang 0 (0,0 %)' in figure
