"""Heads of units, organisation predicates and the annual distance through their actions."""

from datetime import UTC, datetime

import pytest

from appraisal import permissions
from appraisal.actions import objections, periods, ratings
from appraisal.enums import (
    CoreValue,
    EvaluationState,
    ObjectionOutcome,
    OrganisationState,
    PlanState,
    Predicate,
    Rating,
)
from appraisal.models import Evaluation, OrganisationPredicate
from appraisal.regulation import HEADED_UNITS, ORGANISATION_LEVEL
from appraisal.selectors.explanation import explain
from personnel.enums import PeriodKind
from personnel.models import RegulationSetting
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from tests.factories.appraisal import (
    APRIL,
    SERVED,
    YEAR_END,
    evaluation_at,
    fix_organisation,
    make_office,
    plan_at,
    rate_all,
)

pytestmark = pytest.mark.django_db


def head_evaluation(office) -> Evaluation:
    """The annual evaluation of the head of the agency, handed in."""
    return evaluation_at(
        EvaluationState.IN_RATING, office, plan_at(PlanState.FIXED, office, office.head)
    )


@pytest.mark.parametrize(
    ("organisation", "values", "results", "predicate"),
    [
        ("needs_improvement", Rating.ABOVE, Rating.BELOW, Predicate.NEEDS_IMPROVEMENT),
        ("excellent", Rating.MEETS, Rating.ABOVE, Predicate.GOOD),
        ("good", Rating.BELOW, Rating.MEETS, Predicate.POOR),
    ],
)
def test_head_of_agency_has_the_results_rating_of_the_unit_e6(
    organisation, values, results, predicate
):
    office = make_office()
    evaluation = head_evaluation(office)
    fix_organisation(office, office.period(), organisation)
    rate_all(evaluation, office.mayor, results=Rating.MEETS, values=values)

    fixed = ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.mayor, now=YEAR_END)

    assert (fixed.results_rating, fixed.predicate) == (results, predicate)
    assert fixed.follows_unit


def test_head_needs_no_single_ratings_of_results_and_cannot_depart_from_the_unit():
    office = make_office()
    evaluation = head_evaluation(office)
    fix_organisation(office, office.period(), "excellent")

    saved = ratings.save_ratings(
        evaluation_id=evaluation.pk,
        entered=ratings.RatingInput(
            values={value.value: Rating.MEETS for value in CoreValue},
            results_rating=Rating.BELOW,
            results_reason="Menurut saya lain.",
        ),
        by=office.mayor,
        now=YEAR_END,
    )

    assert (saved.results_proposed, saved.results_rating) == (Rating.ABOVE, Rating.ABOVE)
    assert saved.results_reason == ""
    fixed = ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.mayor, now=YEAR_END)
    explanation = explain(fixed, YEAR_END)
    sentence = explanation.results.sentence
    assert "mengikuti predikat organisasi unitnya: Istimewa berarti di atas ekspektasi" in sentence
    assert "memimpin unit" in explanation.organisation.sentence
    assert explanation.recomputed.agrees


def test_head_waits_for_the_unit_and_the_rating_given_before_is_replaced():
    office = make_office()
    evaluation = head_evaluation(office)
    rate_all(evaluation, office.mayor, results=Rating.ABOVE)

    with pytest.raises(WrongState, match="predikat organisasi"):
        ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.mayor, now=YEAR_END)

    fix_organisation(office, office.period(), "poor")
    fixed = ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.mayor, now=YEAR_END)
    assert fixed.results_rating == Rating.BELOW


def test_objection_of_a_head_cannot_change_the_results_rating():
    office = make_office()
    evaluation = head_evaluation(office)
    fix_organisation(office, office.period())
    rate_all(evaluation, office.mayor)
    ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.mayor, now=YEAR_END)
    ratings.serve_evaluation(evaluation_id=evaluation.pk, by=office.mayor, now=SERVED)
    objection = objections.file_objection(
        evaluation_id=evaluation.pk, grounds="Capaian naik.", by=office.head, now=SERVED
    )
    objections.examine_objection(objection_id=objection.pk, by=office.mayor, now=SERVED)
    objections.save_statement(
        objection_id=objection.pk, text="Sudah benar.", by=office.mayor, now=SERVED
    )

    with pytest.raises(Incomplete, match="mengikuti predikat organisasi"):
        objections.decide_objection(
            objection_id=objection.pk,
            outcome=ObjectionOutcome.CHANGED,
            decision="Naik.",
            results_rating=Rating.ABOVE,
            by=office.mayor,
            now=SERVED,
        )


def test_head_of_a_division_without_a_predicate_of_its_own_is_rated_by_the_results():
    office = make_office()
    plan = plan_at(PlanState.FIXED, office, office.supervisor)
    evaluation = evaluation_at(
        EvaluationState.FIXED, office, plan, results=Rating.ABOVE, values=Rating.ABOVE
    )

    assert evaluation.predicate == Predicate.VERY_GOOD
    assert not evaluation.follows_unit


def test_headed_units_get_their_own_predicate_where_bkpsdm_decides_so():
    office = make_office()
    RegulationSetting.objects.create(
        key=ORGANISATION_LEVEL,
        value=HEADED_UNITS,
        legal_basis="Keputusan Kepala BKPSDM",
        valid_from=datetime(2026, 1, 1, tzinfo=UTC).date(),
        decided_by=office.admin,
        decided_at=YEAR_END,
    )
    evaluation_at(EvaluationState.IN_RATING, office)

    rows = OrganisationPredicate.objects.filter(period=office.period())

    assert {row.unit for row in rows} == {office.agency, office.division}
    division = rows.get(unit=office.division)
    decided = {"predicate_id": division.pk, "predicate": "good", "basis": "Sesuai target"}
    with pytest.raises(Denied, match="pimpinan di atasnya"):
        periods.fix_organisation(**decided, by=office.supervisor, now=YEAR_END)
    assert periods.fix_organisation(**decided, by=office.head, now=YEAR_END).is_fixed


# Organisation predicate


@pytest.mark.parametrize(
    ("agreement", "expectation", "predicate"),
    [
        (Rating.ABOVE, Rating.ABOVE, "excellent"),
        (Rating.MEETS, Rating.ABOVE, "good"),
        (Rating.BELOW, Rating.MEETS, "needs_improvement"),
        (Rating.ABOVE, Rating.BELOW, "poor"),
        (Rating.BELOW, Rating.BELOW, "very_poor"),
    ],
)
def test_annual_predicate_follows_from_agreement_and_expectation(agreement, expectation, predicate):
    office = make_office()
    evaluation_at(EvaluationState.IN_PROGRESS, office)
    row = OrganisationPredicate.objects.get(unit=office.agency)

    fixed = periods.fix_organisation(
        predicate_id=row.pk,
        agreement=agreement,
        expectation=expectation,
        basis="Capaian 98 %",
        by=office.mayor,
        now=YEAR_END,
    )

    assert fixed.predicate == predicate


def test_organisation_predicate_without_any_choice_is_refused():
    office = make_office()
    evaluation_at(EvaluationState.IN_PROGRESS, office)
    row = OrganisationPredicate.objects.get(unit=office.agency)

    with pytest.raises(Incomplete, match="Pilih salah satu predikat"):
        periods.fix_organisation(predicate_id=row.pk, basis="x", by=office.mayor, now=YEAR_END)


def test_fixed_organisation_predicate_reopens_on_a_written_order_only_while_nobody_is_fixed():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    row = fix_organisation(office, office.period())
    reopening = {"predicate_id": row.pk, "order": "Surat 12/2027", "now": YEAR_END}
    with pytest.raises(Denied, match="admin BKPSDM"):
        periods.reopen_organisation(**reopening, by=office.head)
    with pytest.raises(Incomplete):
        periods.reopen_organisation(**reopening | {"order": " "}, by=office.admin)

    opened = periods.reopen_organisation(**reopening, by=office.admin)
    assert (opened.state, opened.predicate, opened.fixed_at) == (OrganisationState.DRAFT, "", None)
    assert opened.reopen_order == "Surat 12/2027"

    fix_organisation(office, office.period())
    rate_all(evaluation, office.supervisor)
    ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=YEAR_END)
    with pytest.raises(WrongState, match="1 pegawai di bawahnya sudah ditetapkan"):
        periods.reopen_organisation(**reopening, by=office.admin)


# Annual beside periodic


def quarters(office, plan, results) -> None:
    """Fixed evaluations of the four quarters, every single rating alike."""
    for number in range(1, 5):
        period = office.period(PeriodKind.QUARTER, number)
        periods.open_evaluations(period=period, by=office.admin, now=YEAR_END)
        evaluation = Evaluation.objects.get(plan=plan, period=period)
        Evaluation.objects.filter(pk=evaluation.pk).update(state=EvaluationState.IN_RATING)
        row = OrganisationPredicate.objects.get(unit=office.agency, period=period)
        periods.fix_organisation(
            predicate_id=row.pk, predicate="good", basis="x", by=office.mayor, now=YEAR_END
        )
        rate_all(evaluation, office.supervisor, results=results)
        ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=YEAR_END)


def test_annual_predicate_two_steps_from_the_periodic_ones_demands_a_note():
    office = make_office()
    plan = plan_at(PlanState.FIXED, office)
    quarters(office, plan, Rating.BELOW)
    evaluation = evaluation_at(EvaluationState.IN_RATING, office, plan)
    fix_organisation(office, office.period())
    rate_all(evaluation, office.supervisor, Rating.ABOVE, Rating.ABOVE)

    with pytest.raises(ratings.NoteOwed, match="dua tingkat"):
        ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=YEAR_END)

    ratings.save_ratings(
        evaluation_id=evaluation.pk,
        entered=ratings.RatingInput(annual_note="Tertinggal pada awal tahun, terkejar."),
        by=office.supervisor,
        now=YEAR_END,
    )
    fixed = ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=YEAR_END)
    assert fixed.predicate == Predicate.VERY_GOOD


def test_rating_of_an_objected_evaluation_is_not_open_to_review():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.OBJECTED, office)

    verdict = permissions.can_ask_review(office.head, evaluation, None, APRIL)

    assert "belum ditetapkan" in str(verdict.reason)
