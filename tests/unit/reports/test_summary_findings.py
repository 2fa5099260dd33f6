"""Sentences of the agency summary follow from its figures and say nothing more."""

from dataclasses import replace

import pytest

from appraisal.rules.predicate import OrganisationPredicate, Predicate
from reports.documents.summary_content import AgencySummaryContent, UnitProgress
from reports.documents.summary_findings import (
    headline,
    lead,
    missing,
    pattern_sentences,
    predicate_rows,
    units_late_first,
)
from tests.factories.documents import summary_content

SB, B, BP, K, SK = Predicate
EMPTY = {"counts": {}, "organisation_predicate": None, "organisation_fixed_on": None}


def unit(name, employees, plans_fixed, evaluated):
    return UnitProgress(
        name=name, employees=employees, plans_fixed=plans_fixed, evaluated=evaluated
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({**EMPTY, "units": ()}, "Belum ada pegawai yang wajib SKP pada periode ini"),
        (
            {**EMPTY, "units": (unit("A", 12, 10, 0),)},
            "Belum ada evaluasi yang selesai dari 12 pegawai",
        ),
        (
            {"counts": {B: 20}, "units": (unit("A", 38, 38, 20),)},
            "20 dari 38 pegawai selesai dievaluasi; 18 belum",
        ),
        ({}, "Seluruh 38 pegawai selesai dievaluasi; sebaran predikat sesuai dengan pola"),
        (
            {"counts": {B: 30, BP: 8}},
            "Seluruh 38 pegawai selesai dievaluasi; predikat Baik melampaui pola sebanyak 4 orang",
        ),
        (
            {"counts": {B: 4}, "units": (unit("A", 4, 4, 4),)},
            "Seluruh 4 pegawai selesai dievaluasi; "
            "jumlahnya terlalu sedikit untuk dibandingkan dengan pola",
        ),
        (
            {"organisation_predicate": None, "organisation_fixed_on": None},
            "Seluruh 38 pegawai selesai dievaluasi; predikat organisasi belum ditetapkan",
        ),
    ],
)
def test_headline_states_the_finding(changes, sentence):
    assert headline(summary_content(**changes)) == sentence


def test_lead_counts_those_who_met_the_expectation():
    assert lead(summary_content()) == (
        "33 dari 38 pegawai yang sudah dievaluasi berpredikat Baik atau Sangat Baik."
    )


def test_nothing_is_missing_in_a_complete_agency():
    assert missing(summary_content()) == []


def test_missing_names_what_is_left_and_where():
    content = summary_content(
        organisation_predicate=None,
        organisation_fixed_on=None,
        counts={B: 6},
        units=(
            unit("Sekretariat", 6, 6, 6),
            unit("Bidang A", 5, 4, 0),
            unit("Bidang B", 9, 6, 0),
            unit("Bidang C", 3, 3, 0),
            unit("Bidang D", 2, 2, 0),
        ),
        open_objections=2,
    )

    assert missing(content) == [
        "Predikat organisasi belum ditetapkan oleh pimpinan di atasnya.",
        "4 pegawai belum memiliki SKP yang ditetapkan: Bidang B (3), Bidang A (1).",
        "19 evaluasi belum selesai: Bidang B (9), Bidang A (5), Bidang C (3), dan 1 unit lain (2).",
        "2 keberatan belum diputus.",
    ]


def test_deviation_without_a_reason_is_missing_and_with_one_is_told():
    bare = summary_content(counts={B: 30, BP: 8})
    explained = replace(bare, deviation_reason="Layanan darurat diakui pimpinan. ")

    assert missing(bare) == ["Alasan penyimpangan dari pola belum ditulis."]
    assert missing(explained) == []
    assert pattern_sentences(explained) == [
        "Predikat Baik melampaui pola sebanyak 4 orang.",
        "Alasan penyimpangan: Layanan darurat diakui pimpinan.",
    ]


def test_pattern_of_an_unfinished_agency_is_told_as_provisional():
    content = summary_content(counts={B: 20}, units=(unit("A", 38, 38, 20),))

    assert pattern_sentences(content)[0].startswith("Sementara, dari 20 pegawai: predikat Baik ")


def test_rows_show_the_limits_and_how_each_predicate_stands():
    rows = predicate_rows(summary_content(counts={SB: 4, B: 30, K: 4}))

    assert [(row.name, row.count, row.limit, row.outcome) for row in rows] == [
        ("Sangat Baik", 4, "tanpa batas", "–"),
        ("Baik", 30, "paling banyak 70 %; terbanyak", "lebih 4 orang"),
        ("Butuh Perbaikan", 0, "paling sedikit satu pegawai, bersama Kurang", "sesuai"),
        ("Kurang", 4, "bersama Butuh Perbaikan", "sesuai"),
        ("Sangat Kurang", 0, "tanpa batas", "–"),
    ]
    assert sum(row.percent for row in rows) == pytest.approx(100)


def test_rows_warn_where_another_predicate_is_more_frequent():
    rows = predicate_rows(summary_content(counts={SB: 20, B: 12, BP: 6}))

    assert rows[1].outcome == "perlu diperiksa"


def test_rows_without_a_pattern_show_none():
    rows = predicate_rows(summary_content(organisation_predicate=None))

    assert {(row.limit, row.outcome) for row in rows} == {("tidak dibandingkan", "–")}


def test_units_with_most_left_come_first():
    content = summary_content(
        counts={B: 7},
        units=(unit("C", 5, 5, 5), unit("B", 4, 4, 1), unit("A", 4, 4, 1)),
    )

    assert [u.name for u in units_late_first(content)] == ["A", "B", "C"]


def test_figures_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="differ"):
        summary_content(counts={B: 37})


def test_summary_written_and_read_back_is_the_same_text():
    content = summary_content(organisation_predicate=OrganisationPredicate.POOR)

    assert AgencySummaryContent.from_json(content.to_json()).to_json() == content.to_json()
    assert AgencySummaryContent.from_json(content.to_json()).fingerprint == content.fingerprint
