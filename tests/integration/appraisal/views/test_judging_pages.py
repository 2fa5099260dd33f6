"""Pages of judging: heads in the drawer, the year side by side, organisation predicates."""

import pytest
from django.urls import reverse

from appraisal.actions import periods, ratings
from appraisal.enums import CoreValue, EvaluationState, PlanState, Rating
from appraisal.models import Evaluation, OrganisationPredicate
from appraisal.selectors.explanation import explain
from personnel.enums import PeriodKind
from tests.factories.appraisal import (
    YEAR_END,
    evaluation_at,
    fix_organisation,
    make_office,
    plan_at,
    rate_all,
)
from tests.factories.crowds import give_evaluations, make_crowd
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db, clock):
    clock(YEAR_END)
    return make_office()


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def team_page(client, evaluation) -> str:
    url = reverse("appraisal:team", args=[evaluation.period_id])
    return text(client.get(f"{url}?selected={evaluation.pk}"))


def first_quarter(office, plan) -> Evaluation:
    """The evaluation of the first quarter, still being filled in."""
    period = office.period(PeriodKind.QUARTER, 1)
    periods.open_evaluations(period=period, by=office.admin, now=YEAR_END)
    return Evaluation.objects.get(plan=plan, period=period)


# Head of a unit


def test_drawer_of_a_head_says_that_the_rating_follows_the_unit(client, office):
    plan = plan_at(PlanState.FIXED, office, office.head)
    evaluation = evaluation_at(EvaluationState.IN_RATING, office, plan)
    sign_in(client, office.mayor)
    assert "yang belum ditetapkan." in team_page(client, evaluation)

    fix_organisation(office, evaluation.period, "excellent")
    page = team_page(client, evaluation)

    assert "Istimewa berarti di atas ekspektasi. Rating ini tidak dipilih." in page


def test_head_reads_that_nobody_chose_the_rating_and_no_count_of_nothing(client, office):
    plan = plan_at(PlanState.FIXED, office, office.head)
    evaluation = evaluation_at(EvaluationState.IN_RATING, office, plan)
    fix_organisation(office, evaluation.period, "needs_improvement")
    ratings.save_ratings(
        evaluation_id=evaluation.pk,
        entered=ratings.RatingInput(values={value.value: Rating.MEETS for value in CoreValue}),
        by=office.mayor,
        now=YEAR_END,
    )
    sign_in(client, office.mayor)
    assert "Rating tiap hasil boleh kosong" in team_page(client, evaluation)
    ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.mayor, now=YEAR_END)
    ratings.serve_evaluation(evaluation_id=evaluation.pk, by=office.mayor, now=YEAR_END)
    sign_in(client, office.head)

    page = text(client.get(reverse("appraisal:evaluation-detail", args=[evaluation.pk])))
    explanation = explain(Evaluation.objects.get(pk=evaluation.pk), YEAR_END)

    assert "Rating ini tidak dipilih." in page
    assert 'class="tally"' not in page
    assert (explanation.results.proposed, explanation.results.tally.total) == ("", 0)
    assert explanation.recomputed.agrees


def test_choice_for_a_head_is_not_taken_from_the_form(client, office):
    plan = plan_at(PlanState.FIXED, office, office.head)
    evaluation = evaluation_at(EvaluationState.IN_RATING, office, plan)
    fix_organisation(office, evaluation.period, "good")
    sign_in(client, office.mayor)
    data = {"row_version": evaluation.row_version, "results_rating": "above"}
    data |= {f"rating-{value}": "meets" for value in CoreValue.values}

    client.post(reverse("appraisal:evaluation-fix", args=[evaluation.pk]), data)

    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.results_rating) == ("fixed", "meets")


# The year side by side


def test_annual_page_shows_periods_by_result_and_hides_what_is_not_served(client, office):
    plan = plan_at(PlanState.FIXED, office)
    quarter = first_quarter(office, plan)
    Evaluation.objects.filter(pk=quarter.pk).update(state=EvaluationState.IN_RATING)
    rate_all(quarter, office.supervisor, results=Rating.ABOVE)
    evaluation = evaluation_at(EvaluationState.IN_RATING, office, plan)

    sign_in(client, office.supervisor)
    drawer = team_page(client, evaluation)
    sign_in(client, office.employee)
    page = text(client.get(reverse("appraisal:evaluation-detail", args=[evaluation.pk])))

    assert "Satu tahun, setiap hasil" in drawer
    assert drawer.count("Triwulan I 2026") >= 3
    assert "Satu tahun, setiap hasil" in page
    assert "belum disampaikan" in page


def test_far_annual_predicate_is_refused_at_its_field_and_typed_text_stays(client, office):
    plan = plan_at(PlanState.FIXED, office)
    quarter = first_quarter(office, plan)
    Evaluation.objects.filter(pk=quarter.pk).update(state=EvaluationState.IN_RATING)
    row = OrganisationPredicate.objects.get(unit=office.agency, period=quarter.period)
    periods.fix_organisation(
        predicate_id=row.pk, predicate="good", basis="x", by=office.mayor, now=YEAR_END
    )
    rate_all(quarter, office.supervisor, results=Rating.BELOW)
    sign_in(client, office.supervisor)
    client.post(reverse("appraisal:team-fix", args=[quarter.period_id]))
    evaluation = evaluation_at(EvaluationState.IN_RATING, office, plan)
    fix_organisation(office, evaluation.period)
    data = {"row_version": evaluation.row_version, "recommendation": "Pertahankan hasil ini."}
    data |= {f"rating-{row.pk}": "above" for row in plan.results.all()}
    data |= {f"rating-{value}": "above" for value in CoreValue.values}

    answer = client.post(reverse("appraisal:evaluation-fix", args=[evaluation.pk]), data)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"annual_note"}
    assert "Pertahankan hasil ini." in text(answer)


def test_unsent_earlier_period_is_named_before_a_later_one_is_handed_in(client, office):
    plan = plan_at(PlanState.FIXED, office)
    first_quarter(office, plan)
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office, plan)
    sign_in(client, office.employee)

    page = text(client.get(reverse("appraisal:evaluation-detail", args=[evaluation.pk])))

    assert "Triwulan I 2026 belum diajukan. Ajukan lebih dahulu" in page


# Pattern on the supervisor's page


def test_supervisor_sees_the_pattern_of_the_team_and_who_writes_the_reason(client, office):
    evaluation_at(EvaluationState.IN_PROGRESS, office)
    evaluation, *_rest = give_evaluations(
        make_crowd(office, 11, results=1), office.period(), rated=True
    )
    fix_organisation(office, office.period())
    sign_in(client, office.supervisor)

    page = team_page(client, evaluation)

    assert "Predikat Baik melampaui pola sebanyak 4 orang." in page
    assert "Kurang satu orang." in page
    url = reverse("appraisal:deviation-save", args=[office.period().pk, office.division.pk])
    assert url in page
    client.post(url, {"text": "Semua target tercapai.", "row_version": 0})
    assert "Semua target tercapai." in team_page(client, evaluation)


# Organisation predicates


def test_annual_form_asks_both_sides_and_the_table_gives_the_predicate(client, office):
    evaluation_at(EvaluationState.IN_PROGRESS, office)
    row = OrganisationPredicate.objects.get(unit=office.agency)
    url = reverse("appraisal:organisation-fix", args=[row.pk])
    sign_in(client, office.mayor)

    bad = client.post(url, {"basis": "Capaian 98 %", "row_version": row.row_version})
    assert bad.status_code == 422
    assert "Pilih capaian perjanjian kinerja." in text(bad)
    assert "Capaian 98 %" in text(bad)
    client.post(
        url,
        {
            "agreement": "above",
            "expectation": "above",
            "predicate": "",
            "basis": "Capaian 98 %",
            "row_version": row.row_version,
        },
    )

    row.refresh_from_db()
    assert (row.state, row.predicate) == ("fixed", "excellent")


def test_list_says_who_decides_who_waits_and_finds_by_name(client, office):
    evaluation_at(EvaluationState.AWAITING_ORGANISATION, office)
    url = reverse("appraisal:organisation-list", args=[office.period().pk])
    sign_in(client, office.admin)

    page = text(client.get(url))
    nothing = text(client.get(f"{url}?q=tidak-ada"))

    assert f"Ditetapkan oleh {office.mayor.employee.full_name}" in page
    assert "Tidak ada yang cocok dengan pencarian ini." in nothing


def test_reopening_an_organisation_predicate_asks_for_the_order(client, office):
    evaluation_at(EvaluationState.IN_RATING, office)
    row = fix_organisation(office, office.period())
    url = reverse("appraisal:organisation-reopen", args=[row.pk])
    sign_in(client, office.mayor)
    assert client.get(url).status_code == 302
    sign_in(client, office.admin)

    assert client.post(url, {"note": ""}).status_code == 422
    client.post(url, {"note": "Surat Sekda 12/2027"})

    row.refresh_from_db()
    assert (row.state, row.reopen_order) == ("draft", "Surat Sekda 12/2027")
