"""The supervisor's page: the grid, one person in the drawer, fixing and serving."""

import pytest
from django.urls import reverse

from appraisal.actions import evaluations, periods, ratings
from appraisal.enums import CoreValue, EvaluationState, PlanState, Predicate, Rating
from appraisal.models import Evaluation, OrganisationPredicate
from personnel.enums import PeriodKind
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
from tests.factories.crowds import give_evaluations, make_crowd
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


def team_url(evaluation, **query):
    url = reverse("appraisal:team", args=[evaluation.period_id])
    return f"{url}?selected={evaluation.pk}" if query.get("selected") else url


def entered(evaluation, results=Rating.MEETS, values=Rating.MEETS, **more):
    """What the drawer sends when every rating is alike."""
    data = {"row_version": evaluation.row_version, "recommendation": "Pertahankan."}
    data |= {f"rating-{row.pk}": str(results) for row in evaluation.plan.results.all()}
    data |= {f"rating-{value}": str(values) for value in CoreValue.values}
    return data | more


def rate(client, evaluation, data, **headers):
    return client.post(
        reverse("appraisal:evaluation-rate", args=[evaluation.pk]), data, headers=headers
    )


@pytest.fixture
def office(db, clock):
    clock(YEAR_END)
    return make_office()


@pytest.fixture
def evaluation(office):
    return evaluation_at(EvaluationState.IN_RATING, office)


# Grid


def test_grid_shows_each_direct_report_once(client, office, evaluation):
    sign_in(client, office.supervisor)

    page = client.get(team_url(evaluation)).content.decode()

    assert "Nol dari satu pegawai sudah Anda nilai." in page
    assert office.employee.employee.full_name in page
    assert "belum dinilai" in page


def test_grid_marks_a_computed_predicate_as_preview_until_it_is_fixed(client, office, evaluation):
    rate_all(evaluation, office.supervisor, results=Rating.ABOVE, values=Rating.ABOVE)
    sign_in(client, office.supervisor)

    before = client.get(team_url(evaluation)).content.decode()
    fix_organisation(office, evaluation.period)
    ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=YEAR_END)
    after = client.get(team_url(evaluation)).content.decode()

    assert "Sangat Baik" in before
    assert "pratinjau, belum ditetapkan" in before
    assert "pratinjau, belum ditetapkan" not in after


def test_team_of_somebody_else_is_empty(client, office, evaluation):
    sign_in(client, office.head)

    page = client.get(team_url(evaluation)).content.decode()

    assert "Tidak ada pegawai yang Anda nilai." in page
    assert office.employee.employee.name not in page


def test_start_page_leads_to_the_period_with_most_to_do(client, office, evaluation):
    sign_in(client, office.supervisor)

    answer = client.get(reverse("appraisal:team-current"))

    assert answer["Location"] == team_url(evaluation)


def test_team_asks_the_same_number_of_queries_for_3_and_30_people(
    client, office, django_assert_max_num_queries
):
    few = give_evaluations(make_crowd(office, 3, results=2), office.period(), rated=True)
    sign_in(client, office.supervisor)
    url = team_url(few[0], selected=True)
    client.get(url)
    with django_assert_max_num_queries(48) as small:
        client.get(url)

    give_evaluations(make_crowd(office, 27, results=2), office.period(), rated=True)
    with django_assert_max_num_queries(48) as large:
        page = client.get(url)

    assert len(page.context["rows"]) == 30
    assert len(small) == len(large)


# Drawer


def test_drawer_names_the_person_of_the_address_and_can_be_shut(client, office, evaluation):
    sign_in(client, office.supervisor)

    named = client.get(team_url(evaluation, selected=True))
    shut = client.get(f"{team_url(evaluation)}?selected=0")

    assert named.context["evaluation"] == evaluation
    assert "12 dokumen selesai" in named.content.decode()
    assert "Semua target tercapai." in named.content.decode()
    assert 'id="laci"' not in shut.content.decode()


def test_drawer_never_shows_a_person_of_another_team(client, office, evaluation):
    other = plan_at(PlanState.FIXED, office, office.supervisor)
    periods.open_evaluations(period=evaluation.period, by=office.admin, now=YEAR_END)
    foreign = Evaluation.objects.get(plan=other)
    sign_in(client, office.supervisor)

    page = client.get(team_url(foreign, selected=True))

    assert page.context["evaluation"] == evaluation


def test_drawer_is_locked_with_its_reason_before_the_employee_hands_in(client, office):
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    sign_in(client, office.supervisor)

    page = client.get(team_url(evaluation, selected=True)).content.decode()

    assert "karena status saat ini: Sedang diisi." in page
    assert f'name="rating-{evaluation.plan.results.first().pk}"' not in page


def test_ratings_are_saved_and_the_proposal_follows(client, office, evaluation):
    sign_in(client, office.supervisor)

    answer = rate(client, evaluation, entered(evaluation, results=Rating.ABOVE))

    evaluation.refresh_from_db()
    assert answer["Location"].endswith(f"?selected={evaluation.pk}#laci")
    assert (evaluation.results_proposed, evaluation.results_rating) == (Rating.ABOVE, Rating.ABOVE)
    page = client.get(team_url(evaluation, selected=True)).content.decode()
    assert "Tiga dari tiga di atas ekspektasi; usulan sistem: di atas." in page


def test_page_saves_ratings_by_itself(client, office, evaluation):
    sign_in(client, office.supervisor)
    first = evaluation.plan.results.first()

    answer = rate(
        client,
        evaluation,
        {"row_version": evaluation.row_version, f"rating-{first.pk}": "above"},
        **{"X-Autosave": "1"},
    )

    evaluation.refresh_from_db()
    assert answer.json()["row_version"] == evaluation.row_version
    assert evaluation.result_ratings.get().rating == Rating.ABOVE
    assert evaluation.results_proposed == ""


def test_choice_other_than_the_proposal_asks_for_the_reason_and_keeps_everything(
    client, office, evaluation
):
    sign_in(client, office.supervisor)
    first = evaluation.plan.results.first()
    data = entered(
        evaluation,
        results_rating="above",
        recommendation="Catatan panjang yang tidak boleh hilang.",
        **{f"feedback-{first.pk}": "Bukti lengkap."},
    )

    answer = rate(client, evaluation, data)

    page = answer.content.decode()
    evaluation.refresh_from_db()
    assert answer.status_code == 422
    assert "Pilihan Anda berbeda dari usulan sistem." in page
    assert "Catatan panjang yang tidak boleh hilang." in page
    assert "Bukti lengkap." in page
    assert evaluation.results_rating == ""

    rate(client, evaluation, data | {"results_reason": "Selesai dua bulan lebih awal."})
    evaluation.refresh_from_db()
    assert (evaluation.results_proposed, evaluation.results_rating) == (Rating.MEETS, Rating.ABOVE)


def test_choice_that_returns_to_the_proposal_drops_its_reason(client, office, evaluation):
    sign_in(client, office.supervisor)
    rate(
        client,
        evaluation,
        entered(evaluation, results_rating="above", results_reason="Lebih awal."),
    )
    evaluation.refresh_from_db()

    rate(
        client,
        evaluation,
        entered(evaluation, results_rating="meets", results_reason="Lebih awal."),
    )

    evaluation.refresh_from_db()
    assert (evaluation.results_rating, evaluation.results_reason) == (Rating.MEETS, "")


def test_words_without_a_rating_are_kept_on_the_page_and_said_at_the_rating(
    client, office, evaluation
):
    sign_in(client, office.supervisor)

    answer = rate(
        client,
        evaluation,
        {"row_version": evaluation.row_version, "feedback-service": "Ramah kepada warga."},
    )

    assert answer.status_code == 422
    assert "Pilih rating agar umpan baliknya tersimpan." in answer.content.decode()
    assert "Ramah kepada warga." in answer.content.decode()


def test_typed_predicate_is_ignored_w3(client, office, evaluation):
    sign_in(client, office.supervisor)

    rate(client, evaluation, entered(evaluation, predicate="very_good"))

    evaluation.refresh_from_db()
    assert evaluation.predicate == ""


def test_save_leads_to_the_next_person_without_a_rating(client, office):
    plans = make_crowd(office, 3, results=1)
    _first, second, third = give_evaluations(plans, office.period())
    sign_in(client, office.supervisor)

    page = client.get(team_url(second, selected=True)).content.decode()
    answer = rate(client, second, entered(second, then="next"))

    assert f"Simpan, lanjut ke {third.plan.employee.name}" in page
    assert answer["Location"].endswith(f"?selected={third.pk}#laci")


def test_annual_page_shows_the_periodic_results_beside_it(client, office):
    plan = plan_at(PlanState.FIXED, office)
    quarter = office.period(PeriodKind.QUARTER, 1)
    periods.open_evaluations(period=quarter, by=office.admin, now=APRIL)
    periodic = Evaluation.objects.get(plan=plan, period=quarter)
    evaluations.save_achievements(
        evaluation_id=periodic.pk,
        entered={
            indicator.pk: evaluations.AchievementInput(text="Tiga dokumen pada triwulan I")
            for result in plan.results.all()
            for indicator in result.indicators.all()
        },
        by=office.employee,
        now=APRIL,
    )
    evaluations.submit_evaluation(evaluation_id=periodic.pk, by=office.employee, now=APRIL)
    rate_all(periodic, office.supervisor, results=Rating.ABOVE, now=APRIL)
    annual = evaluation_at(EvaluationState.IN_RATING, office, plan)
    sign_in(client, office.supervisor)

    yearly = client.get(team_url(annual, selected=True)).content.decode()
    quarterly = client.get(team_url(periodic, selected=True)).content.decode()

    assert "Sepanjang 2026" in yearly
    assert "Tiga dokumen pada triwulan I" in yearly
    assert "bukan rata-rata periodik" in yearly
    assert "Sepanjang 2026" not in quarterly


# Fixing


def test_fixing_is_locked_with_what_is_missing(client, office, evaluation):
    sign_in(client, office.supervisor)

    page = client.get(team_url(evaluation, selected=True)).content.decode()

    assert "Dapat ditetapkan setelah 3 hasil kerja dan 7 nilai perilaku diberi rating." in page
    assert f"Dapat ditetapkan setelah {office.employee.employee.name} dinilai." in page


def test_fixing_takes_what_was_typed_and_computes_the_predicate(client, office, evaluation):
    fix_organisation(office, evaluation.period)
    sign_in(client, office.supervisor)

    answer = client.post(
        reverse("appraisal:evaluation-fix", args=[evaluation.pk]),
        entered(evaluation, results=Rating.ABOVE, values=Rating.ABOVE),
        follow=True,
    )

    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.predicate) == (EvaluationState.FIXED, Predicate.VERY_GOOD)
    assert "ditetapkan: Sangat Baik. Langkah berikutnya: sampaikan." in answer.content.decode()


def test_without_the_organisations_predicate_rating_is_declared_done_and_then_locked_w1(
    client, office, evaluation
):
    rate_all(evaluation, office.supervisor)
    evaluation.refresh_from_db()
    sign_in(client, office.supervisor)

    before = client.get(team_url(evaluation, selected=True)).content.decode()
    answer = client.post(
        reverse("appraisal:evaluation-fix", args=[evaluation.pk]), entered(evaluation), follow=True
    ).content.decode()

    evaluation.refresh_from_db()
    sentence = f"setelah predikat organisasi {office.agency} ditetapkan oleh pimpinan di atasnya."
    assert "Nyatakan selesai" in before
    assert evaluation.state == EvaluationState.AWAITING_ORGANISATION
    assert answer.count(sentence) >= 2
    assert "Nyatakan selesai" not in answer


def test_all_complete_ones_are_fixed_and_the_rest_is_left(client, office, evaluation):
    rate_all(evaluation, office.supervisor)
    give_evaluations(make_crowd(office, 2), office.period())
    fix_organisation(office, evaluation.period)
    sign_in(client, office.supervisor)

    answer = client.post(
        reverse("appraisal:team-fix", args=[evaluation.period_id]), follow=True
    ).content.decode()

    assert "1 hasil ditetapkan." in answer
    assert Evaluation.objects.filter(state=EvaluationState.FIXED).get() == evaluation
    assert Evaluation.objects.filter(state=EvaluationState.IN_RATING).count() == 2


def test_all_are_told_together_what_they_wait_for(client, office, evaluation):
    rate_all(evaluation, office.supervisor)
    sign_in(client, office.supervisor)

    answer = client.post(
        reverse("appraisal:team-fix", args=[evaluation.period_id]), follow=True
    ).content.decode()

    assert f"{office.employee.employee.name}: Predikat pegawai dapat ditetapkan setelah" in answer
    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.AWAITING_ORGANISATION


def test_pattern_of_the_organisations_predicate_is_told_in_words(client, office, evaluation):
    fix_organisation(office, evaluation.period)
    sign_in(client, office.supervisor)

    page = client.get(team_url(evaluation)).content.decode()

    assert "Baik paling banyak 70 %; ada Butuh Perbaikan atau Kurang" in page
    assert OrganisationPredicate.objects.get().unit.name in page


# Serving


def test_one_result_is_served_with_its_date(client, office, clock):
    evaluation = evaluation_at(EvaluationState.FIXED, office)
    clock(SERVED)
    sign_in(client, office.supervisor)

    answer = client.post(
        reverse("appraisal:evaluation-serve", args=[evaluation.pk]), follow=True
    ).content.decode()

    evaluation.refresh_from_db()
    name = office.employee.employee.full_name
    assert f"Hasil evaluasi sudah disampaikan kepada {name} pada 5 Januari 2027." in answer
    assert (evaluation.state, evaluation.served_at) == (EvaluationState.SERVED, SERVED)


def test_all_fixed_results_are_served_at_once(client, office, clock):
    evaluation = evaluation_at(EvaluationState.FIXED, office)
    give_evaluations(make_crowd(office, 1), office.period())
    clock(SERVED)
    sign_in(client, office.supervisor)
    url = reverse("appraisal:team-serve", args=[evaluation.period_id])

    first = client.post(url, follow=True).content.decode()
    second = client.post(url, follow=True).content.decode()

    assert "1 hasil sudah disampaikan pada 5 Januari 2027." in first
    assert "Tidak ada hasil yang menunggu disampaikan." in second
    assert Evaluation.objects.filter(state=EvaluationState.SERVED).count() == 1


@pytest.mark.parametrize("step", ["rate", "fix", "serve"])
def test_only_the_supervisor_takes_the_steps_w7(client, office, evaluation, step):
    for user in (office.employee, office.head, office.admin):
        sign_in(client, user)
        answer = client.post(
            reverse(f"appraisal:evaluation-{step}", args=[evaluation.pk]),
            entered(evaluation),
            follow=True,
        )
        assert "Hanya pejabat penilai" in answer.content.decode()

    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.IN_RATING
    assert not evaluation.result_ratings.exists()
