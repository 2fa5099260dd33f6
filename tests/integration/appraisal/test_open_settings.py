"""What BKPSDM decided reaches deadlines, warnings and proposals, by the day that decides."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from django.urls import reverse

from appraisal import permissions
from appraisal.actions import evaluations, objections, periods, ratings
from appraisal.enums import EvaluationState, PlanState, Rating
from appraisal.models import Evaluation, OrganisationPredicate
from appraisal.regulation import (
    AID_ENABLED,
    DECISION_DAYS,
    FEWEST_MAIN,
    OBJECTION_DAY_TYPE,
    OBJECTION_DAYS,
    ORGANISATION_CELLS,
    RESULTS_PROPOSAL,
    RETURN_DAYS,
    SERVE_DAYS,
    SMALL_UNIT,
)
from appraisal.selectors.answer_days import AnswerDays
from appraisal.selectors.completeness import plan_problems
from appraisal.selectors.tasks_due import todos_of
from personnel.actions.regulation import decide_setting
from personnel.models import Holiday, RegulationSetting
from personnel.rules.regulation import setting_of
from reports.selectors.frozen import evaluations_to_freeze, freeze
from reports.selectors.letterheads import Stationery
from reports.selectors.summaries import summary_content
from sabang_kinerja.common.errors import WindowClosed
from tests.factories.appraisal import (
    SERVED,
    YEAR_END,
    evaluation_at,
    fix_organisation,
    make_office,
    plan_at,
    rate_all,
)
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2025, 1, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def office():
    return make_office()


def decide(office, key, value, first=date(2025, 1, 1), now=LONG_AGO):
    return decide_setting(
        key=key,
        value=value,
        legal_basis="Perwali 1/2025",
        valid_from=first,
        by=office.admin,
        now=now,
    )


def days_after_serving(number):
    return SERVED + timedelta(days=number)


def test_longer_time_for_an_objection_is_open_until_its_last_day(office):
    decide(office, OBJECTION_DAYS, 21)
    evaluation = evaluation_at(EvaluationState.SERVED, office)

    assert permissions.can_object(office.employee, evaluation, days_after_serving(21))
    late = permissions.can_object(office.employee, evaluation, days_after_serving(22))
    assert late.error is WindowClosed
    assert "26-01-2027" in str(late.reason)


def test_served_result_keeps_the_days_of_its_day_of_serving(office):
    evaluation = evaluation_at(EvaluationState.SERVED, office)
    decide(office, OBJECTION_DAYS, 5, date(2027, 1, 6), now=days_after_serving(0))

    assert AnswerDays(date(2027, 1, 10)).objection_due(evaluation) == date(2027, 1, 19)


def test_working_days_pass_over_weekends_and_holidays(office):
    decide(office, OBJECTION_DAY_TYPE, "working")
    Holiday.objects.create(day=date(2027, 1, 6), name="Libur daerah", kind="local")
    evaluation = evaluation_at(EvaluationState.SERVED, office)

    assert AnswerDays(date(2027, 1, 5)).objection_due(evaluation) == date(2027, 1, 26)


def test_windows_close_by_the_decided_days(office):
    decide(office, RETURN_DAYS, 2)
    decide(office, OBJECTION_DAYS, 5)
    evaluation = evaluation_at(EvaluationState.SERVED, office)

    assert periods.close_windows(now=days_after_serving(2)) == (0, 0)
    assert periods.close_windows(now=days_after_serving(3)) == (1, 0)
    assert periods.close_windows(now=days_after_serving(5)) == (0, 0)
    assert periods.close_windows(now=days_after_serving(6)) == (0, 1)
    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.FINAL


def test_windows_take_the_same_queries_for_many_results(office, django_assert_num_queries):
    decide(office, RETURN_DAYS, 30)
    evaluation_at(EvaluationState.SERVED, office)

    with django_assert_num_queries(3):
        periods.close_windows(now=days_after_serving(1))


def test_objection_is_to_be_decided_by_the_decided_days(office):
    decide(office, DECISION_DAYS, 3)
    evaluation = evaluation_at(EvaluationState.SERVED, office)

    objection = objections.file_objection(
        evaluation_id=evaluation.pk, grounds="Belum dibaca.", by=office.employee, now=SERVED
    )

    assert objection.decide_by == date(2027, 1, 8)


def test_tasks_carry_the_decided_days(office, clock):
    decide(office, SERVE_DAYS, 3)
    decide(office, RETURN_DAYS, 2)
    clock(YEAR_END)
    evaluation = evaluation_at(EvaluationState.FIXED, office)
    serve = next(
        todo for todo in todos_of(office.supervisor, YEAR_END) if "Sampaikan" in todo.title
    )
    assert serve.due == date(2027, 1, 7)

    ratings.serve_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=SERVED)
    answer = next(todo for todo in todos_of(office.employee, SERVED) if "jawab" in todo.title)
    assert answer.due == date(2027, 1, 7)


def test_plan_warns_outside_the_decided_number_of_results(office):
    plan = plan_at(PlanState.SUBMITTED, office)

    def sentences():
        return [problem.sentence for problem in plan_problems(plan).warnings]

    few = "Hasil kerja utama kurang dari empat; periksa kembali."
    assert few not in sentences()
    decide(office, FEWEST_MAIN, 4)
    assert few in sentences()


def test_fixed_result_keeps_the_versions_it_rests_on(office):
    decision = decide(office, RESULTS_PROPOSAL, "majority-1")
    evaluation = evaluation_at(EvaluationState.FIXED, office)

    assert evaluation.regulation_versions[RESULTS_PROPOSAL] == str(decision.pk)
    assert evaluation.regulation_versions["perilaku.usulan"] == "default"


def test_database_lets_nobody_change_the_versions_of_a_fixed_result(office):
    evaluation = evaluation_at(EvaluationState.FIXED, office)

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Evaluation.objects.filter(pk=evaluation.pk).update(regulation_versions={})


def test_page_of_the_result_names_the_versions(office, client, clock):
    decide(office, RESULTS_PROPOSAL, "majority-1")
    clock(SERVED)
    evaluation = evaluation_at(EvaluationState.SERVED, office)
    sign_in(client, office.employee, second_factor=False)

    html = client.get(reverse("appraisal:evaluation-detail", args=[evaluation.pk])).content.decode()

    assert "Ketentuan saat hasil ditetapkan" in html
    assert "Mayoritas, versi 1" in html
    assert "nilai bawaan" in html
    assert "Nilai bantu" not in html


def test_summary_takes_the_decided_size_of_a_small_unit(office):
    decide(office, SMALL_UNIT, 2)

    assert summary_content(office.agency, office.period(), SERVED).small_unit == 2


def with_numbers(office, value="13.2"):
    """A served result whose first indicator has a number and whose values are all above."""
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    indicators = [
        indicator
        for result in evaluation.plan.results.all()
        for indicator in result.indicators.all()
    ]
    entered = {row.pk: evaluations.AchievementInput(text="selesai") for row in indicators}
    entered[indicators[0].pk] = evaluations.AchievementInput(text="selesai", value=value)
    evaluations.save_achievements(
        evaluation_id=evaluation.pk, entered=entered, by=office.employee, now=YEAR_END
    )
    evaluations.submit_evaluation(evaluation_id=evaluation.pk, by=office.employee, now=YEAR_END)
    return evaluation


def rated(office, evaluation):
    rate_all(evaluation, office.supervisor, Rating.MEETS, Rating.ABOVE)
    fix_organisation(office, office.period())
    ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=YEAR_END)
    ratings.serve_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=SERVED)
    return Evaluation.objects.get(pk=evaluation.pk)


def test_numeric_aid_is_shown_with_its_steps_where_it_is_on(office, client, clock):
    decide(office, AID_ENABLED, True)
    clock(SERVED)
    evaluation = rated(office, with_numbers(office))
    sign_in(client, office.employee, second_factor=False)

    html = client.get(reverse("appraisal:evaluation-detail", args=[evaluation.pk])).content.decode()

    assert "Nilai bantu, tidak dicetak" in html
    assert "<b>113</b> (Baik)" in html  # 110 x 70 % + 120 x 30 %
    assert "13,2 dari target 12: 110" in html
    assert "2 indikator tanpa angka atau bertarget nol tidak ikut dihitung." in html
    assert "gagasan baru yang bermanfaat" in html


def test_numeric_aid_stands_in_the_drawer_before_the_values_are_rated(office, client, clock):
    decide(office, AID_ENABLED, True)
    clock(YEAR_END)
    with_numbers(office)
    sign_in(client, office.supervisor, second_factor=False)

    html = client.get(reverse("appraisal:team", args=[office.period().pk])).content.decode()

    assert "Nilai bantu, tidak dicetak" in html
    assert "setelah ketujuh nilai dinilai" in html


def test_numeric_aid_never_reaches_a_document(office, clock):
    clock(SERVED)
    evaluation = rated(office, with_numbers(office))
    found = evaluations_to_freeze(Evaluation.objects.filter(pk=evaluation.pk)).get()

    def content():
        paper = Stationery(office.agency, head=None, number="1", code="A", now=SERVED)
        return freeze(found, paper, posts={}).to_json()

    before = content()
    decide(office, AID_ENABLED, True)
    assert RegulationSetting.objects.exists()
    assert content() == before
    assert "113.5" not in before
    assert "113,5" not in before


def test_annual_organisation_predicate_follows_the_decided_table(office, client, clock):
    table = dict(setting_of(ORGANISATION_CELLS).default)
    decide(office, ORGANISATION_CELLS, table | {"above_meets": "excellent"})
    clock(YEAR_END)
    evaluation_at(EvaluationState.IN_PROGRESS, office)
    row = OrganisationPredicate.objects.get(unit=office.agency)
    sign_in(client, office.mayor, second_factor=False)
    html = client.get(reverse("appraisal:organisation-fix", args=[row.pk])).content.decode()

    fixed = periods.fix_organisation(
        predicate_id=row.pk,
        agreement=Rating.ABOVE,
        expectation=Rating.MEETS,
        basis="Capaian 98 %",
        by=office.mayor,
        now=YEAR_END,
    )

    assert fixed.predicate == "excellent"
    assert html.count("<td>Istimewa</td>") == 2
