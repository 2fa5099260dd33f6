"""Why a result is so: what the explanation reads from a real evaluation."""

from datetime import datetime, timedelta

import pytest

from appraisal.actions import evidence, objections, ratings
from appraisal.enums import CoreValue, EvaluationState, ObjectionOutcome, PlanState, Rating
from appraisal.models import Evaluation
from appraisal.rules.predicate import Predicate
from appraisal.selectors.evaluations import evaluations_for_page
from appraisal.selectors.explanation import explain
from tests.factories.appraisal import (
    SERVED,
    YEAR_END,
    evaluation_at,
    fix_organisation,
    make_office,
    objection_of,
    plan_at,
)

pytestmark = pytest.mark.django_db


def read(evaluation: Evaluation) -> Evaluation:
    return evaluations_for_page(Evaluation.objects.all()).get(pk=evaluation.pk)


def explained(evaluation: Evaluation, now: datetime = SERVED):
    return explain(read(evaluation), now)


def fixed_with_departure(office):
    """Results in which a majority is above, rated as meeting with a reason."""
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    first = evaluation.plan.results.first()
    for title in ("Rekap", "Foto"):
        evidence.add_evidence(
            evaluation_id=evaluation.pk,
            result_id=first.pk,
            title=title,
            url="https://contoh.example/rekap",
            by=office.employee,
            now=YEAR_END,
        )
    ratings.save_ratings(
        evaluation_id=evaluation.pk,
        entered=ratings.RatingInput(
            results={row.pk: Rating.ABOVE for row in evaluation.plan.results.all()},
            result_feedback={first.pk: "Laporan triwulan III terlambat."},
            values={value.value: Rating.MEETS for value in CoreValue},
            results_rating=Rating.MEETS,
            results_reason="Target disesuaikan di tengah tahun.",
        ),
        by=office.supervisor,
        now=YEAR_END,
    )
    fix_organisation(office, office.period())
    ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=YEAR_END)
    return evaluation


def test_explanation_goes_from_indicator_and_evidence_to_the_rating_and_its_giver():
    office = make_office()
    found = explained(fixed_with_departure(office))

    first, second, _third = found.basis
    assert (first.number, first.kind, first.rating) == (1, "Utama", Rating.ABOVE)
    assert [(one.target, one.reached) for one in first.indicators] == [
        ("12 dokumen", "12 dokumen selesai")
    ]
    assert first.evidence == "2 tautan"
    assert second.evidence == "tanpa bukti"
    assert first.feedback == "Laporan triwulan III terlambat."
    name = office.supervisor.employee.full_name
    assert found.given_by == f"Rating diberikan oleh {name}, 4 Januari 2027."


def test_explanation_shows_the_proposal_and_why_the_supervisor_left_it():
    found = explained(fixed_with_departure(make_office()))

    assert found.results.differs
    assert found.results.proposed_label == "di atas ekspektasi"
    assert found.results.reason == "Target disesuaikan di tengah tahun."
    assert not found.behaviour.differs
    assert found.recomputed.agrees
    assert found.recomputed.results_proposed == Rating.ABOVE
    assert found.recomputed.predicate == Predicate.GOOD


def test_explanation_names_organisation_pattern_rules_and_versions():
    found = explained(fixed_with_departure(make_office()))

    assert found.organisation.label == "Baik"
    assert "Baik paling banyak 70 %" in found.organisation.pattern
    assert "pertimbangan pimpinan" in found.organisation.sentence
    assert [(row.rule, row.version) for row in found.versions] == [
        ("Usulan rating hasil kerja", "majority-1"),
        ("Usulan rating perilaku kerja", "majority-1"),
        ("Tabel kuadran", "PermenPANRB 6/2022"),
        ("Pola distribusi", "SE MenPANRB 3/2023"),
        ("Revisi hasil", "1"),
    ]


def test_explanation_lists_the_way_to_every_other_predicate_once():
    found = explained(evaluation_at(EvaluationState.FIXED, make_office()))

    shown = [found.change.predicate, *(change.predicate for change in found.changes)]
    assert sorted(shown) == sorted(set(Predicate) - {Predicate.GOOD})
    assert found.change.predicate == Predicate.VERY_GOOD


def test_head_of_an_agency_is_told_that_the_units_predicate_is_the_rating():
    office = make_office()
    plan = plan_at(PlanState.FIXED, office, office.head)

    found = explained(evaluation_at(EvaluationState.FIXED, office, plan))

    assert found.organisation.sentence == (
        "Pegawai ini memimpin unit, sehingga rating hasil kerjanya mengikuti predikat unit: "
        "sesuai ekspektasi."
    )
    assert ("Rating hasil kerja kepala unit", "three-levels-1") in [
        (row.rule, row.version) for row in found.versions
    ]


def test_recomputation_says_when_something_stored_does_not_follow_from_the_rest():
    evaluation = evaluation_at(EvaluationState.FIXED, make_office())
    row = read(evaluation)
    row.results_proposed = Rating.ABOVE

    found = explain(row, SERVED)

    assert not found.recomputed.agrees
    assert found.recomputed.sentence.endswith("Hubungi BKPSDM.")


# How to object


def test_objection_before_the_result_is_served_has_no_date():
    (sentence,) = explained(evaluation_at(EvaluationState.FIXED, make_office())).objection

    assert sentence == "Batas keberatan dihitung sejak hasil ini disampaikan: 14 hari."


def test_objection_in_time_says_until_when_how_and_to_whom():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.SERVED, office)

    until, how, whom = explained(evaluation).objection

    assert until == "Keberatan diajukan paling lambat 19 Januari 2027 pukul 23.59 WIB."
    assert "Ajukan keberatan" in how
    assert office.head.employee.full_name in whom


def test_objection_after_its_time_leads_to_the_supervisor():
    evaluation = evaluation_at(EvaluationState.SERVED, make_office())

    over, next_step = explained(evaluation, SERVED + timedelta(days=15)).objection

    assert over == "Batas waktu keberatan berakhir pada 19 Januari 2027."
    assert "meminta penjelasan" in next_step


def test_objection_that_stands_is_told_with_its_outcome():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.OBJECTED, office)
    (filed,) = explained(evaluation).objection
    objection = objection_of(evaluation)
    objections.examine_objection(objection_id=objection.pk, by=office.head, now=SERVED)
    for person in (office.supervisor, office.employee):
        objections.save_statement(
            objection_id=objection.pk, text="Bukti sudah dibaca.", by=person, now=SERVED
        )
    objections.decide_objection(
        objection_id=objection.pk,
        outcome=ObjectionOutcome.UPHELD,
        decision="Rating tetap.",
        by=office.head,
        now=SERVED,
    )

    (decided,) = explained(evaluation).objection

    assert filed == "Keberatan sudah diajukan pada 5 Januari 2027 dan belum diputus."
    assert decided == "Keberatan diputus pada 5 Januari 2027: hasil tetap. Putusannya final."
