"""Closing a survey: the figures of the sample, and everything that may be missing or odd."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from feedback.actions.answers import GivenAnswer, answer_with_code
from feedback.actions.closing import close_period, close_survey, resume_closing
from feedback.actions.receipts import draw_codes
from feedback.actions.signs import Circumstances
from feedback.enums import (
    Channel,
    Dimension,
    Element,
    Frame,
    QuestionKind,
    QuestionnaireState,
    Standing,
    SurveyPeriodKind,
    SurveyState,
    WeightMode,
)
from feedback.models import (
    HeldAnswer,
    PeriodClosing,
    Question,
    Questionnaire,
    Response,
    SurveyResult,
)
from feedback.rules.figures import from_json
from feedback.rules.policy import SurveyPolicy
from feedback.tasks import compute_period, store_results
from personnel.enums import Role
from personnel.models import RegulationSetting
from sabang_kinerja.common.errors import Denied, WrongState
from tests.factories.feedback import (
    make_register,
    make_response,
    make_service,
    make_survey,
    make_survey_period,
)
from tests.factories.personnel import make_grant, make_unit, make_user
from tests.factories.survey_sample import make_sample, make_sample_register

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 4, 2, tzinfo=UTC)


@pytest.fixture
def officer():
    return make_user(Role.SURVEY_OFFICER)


def closed(survey, officer, service=None):
    close_survey(survey_id=survey.pk, by=officer, now=NOW)
    result = SurveyResult.objects.current().get(survey=survey, service=service)
    return result, from_json(result.figures)


def conditions(figures):
    return {one.condition: one.blocks for one in figures.failed}


def answer(survey, number, ratings, **fields):
    """So many answers on as many days, from 1 September on."""
    Response.objects.bulk_create(
        Response(
            survey=survey,
            channel=Channel.RECEIPT,
            day=date(2026, 9, 1) + timedelta(days=at % 30),
            ratings=ratings[at % len(ratings)],
            sex="LP"[at % 2],
            **fields,
        )
        for at in range(number)
    )


def test_the_sample_has_its_check_figures(officer):
    survey = make_sample()
    result, figures = closed(survey, officer)
    survey.refresh_from_db()
    assert survey.state == SurveyState.CLOSED
    assert (result.n, figures.counts.incomplete) == (115, 3)
    assert figures.worksheet.exact == "82.96"
    assert figures.worksheet.by_mode == "82.96"
    assert (figures.population, figures.minimum_sample) == (1240, 293)
    assert [one.n for one in figures.elements] == [115] * 7 + [113, 107]
    assert [round(one.raw_mean, 3) for one in figures.elements] == [
        3.322, 3.217, 2.939, 4.0, 3.409, 3.383, 3.426, 2.991, 3.178,
    ]  # fmt: skip
    assert figures.set_aside.clean == figures.set_aside.everything == "82.96"
    assert result.verdict != "green"
    assert conditions(figures)["n"] == "green"
    assert figures.weights.weighted
    assert figures.weights.converged
    assert figures.weights.gap < 0.02
    assert result.lower < result.index < result.upper
    assert figures.shortfall.answers >= 293 - 115
    assert sum(figures.profile["sex"].values()) == 115


def test_weighting_meets_the_register_and_tells_what_it_scaled(officer):
    _result, figures = closed(make_sample(), officer)
    kept = {one.dimension: one for one in figures.weights.margins if not one.dropped}
    assert "service" in kept
    for margin in kept.values():
        for one in margin.categories:
            assert one.weighted_share == pytest.approx(one.target_share, abs=0.02)
    dropped = {one.dimension for one in figures.weights.margins if one.dropped}
    assert "education" in kept.keys() | dropped
    if "education" in kept:
        assert kept["education"].factor == pytest.approx(1240 / 1228)


def test_a_survey_is_closed_once_and_only_by_its_officers(officer):
    survey = make_sample()
    with pytest.raises(Denied):
        close_survey(survey_id=survey.pk, by=make_user(), now=NOW)
    close_survey(survey_id=survey.pk, by=officer, now=NOW)
    with pytest.raises(WrongState):
        close_survey(survey_id=survey.pk, by=officer, now=NOW)


def test_without_a_register_answers_count_alike_and_the_verdict_is_red(officer):
    result, figures = closed(make_sample(with_register=False), officer)
    assert result.index == Decimal("82.96")
    assert (result.grade, result.verdict) == ("B", "red")
    assert not figures.weights.weighted
    assert (figures.population, figures.minimum_sample) == (None, None)
    assert conditions(figures)["margin_age_months"] == "amber"


def test_counts_of_residents_are_another_frame_and_weight_nothing(officer):
    survey = make_sample(with_register=False)
    make_register(survey.unit, {Dimension.SEX: {"L": 20, "P": 900}}, frame=Frame.RESIDENTS)
    result, figures = closed(survey, officer)
    assert result.verdict == "red"
    assert not figures.weights.weighted


def test_nobody_answered(officer):
    survey = make_survey()
    make_register(survey.unit, {Dimension.SEX: {"L": 300, "P": 300}})
    result, figures = closed(survey, officer)
    assert (result.n, result.index, result.grade, result.verdict) == (0, None, "", "red")
    assert figures.worksheet is None
    assert figures.shortfall.answers == 234


def test_one_answer_has_an_index_and_no_interval(officer):
    survey = make_survey()
    make_response(survey, ratings=[4, 3, 3, 4, 3, 3, 3, None, 3])
    result, figures = closed(survey, officer)
    assert result.index == Decimal("81.25")
    assert result.lower is None
    assert figures.uncertainty is None
    assert result.verdict == "red"


def test_all_answers_alike_have_an_interval_of_no_width(officer):
    survey = make_survey()
    make_register(survey.unit, {Dimension.SEX: {"L": 300, "P": 300}})
    answer(survey, 240, [[3] * 9])
    result, figures = closed(survey, officer)
    assert result.lower == result.index == result.upper == Decimal("75.00")
    assert figures.uncertainty.probabilities["C"] == 1
    assert (result.grade, result.verdict) == ("C", "green")


def test_margins_that_answers_cannot_meet_are_red_and_say_so(officer):
    """Every woman is of one service and every man of the other, but the register says otherwise."""
    survey = make_survey()
    one, two = make_service(survey.unit), make_service(survey.unit)
    make_register(
        survey.unit,
        {Dimension.SERVICE: {one.name: 500, two.name: 500}, Dimension.SEX: {"L": 900, "P": 100}},
    )
    for service, sex in ((one, "L"), (two, "P")):
        Response.objects.bulk_create(
            Response(
                survey=survey, service=service, channel=Channel.RECEIPT, sex=sex,
                day=date(2026, 9, 1) + timedelta(days=at % 30), ratings=[3 + at % 2] * 9,
            )
            for at in range(150)
        )  # fmt: skip
    result, figures = closed(survey, officer)
    assert result.verdict == "red"
    assert not figures.weights.converged
    assert conditions(figures)["converged"] == "amber"


def test_a_category_that_the_register_does_not_know_keeps_its_weight_and_is_told(officer):
    survey = make_survey()
    make_register(survey.unit, {Dimension.SUB_DISTRICT: {"Sukakarya": 400, "Sukajaya": 400}})
    for place, number in (("Sukakarya", 60), ("Sukajaya", 40), ("outside", 7), ("", 3)):
        answer(survey, number, [[3] * 9, [4] * 9], sub_district=place)
    _result, figures = closed(survey, officer)
    (margin,) = figures.weights.margins
    assert margin.unknown == {"outside": 7}
    assert margin.missing == 10
    assert figures.weights.converged


def test_the_open_channel_and_quarantine_stay_out_of_the_index(officer):
    survey = make_survey()
    answer(survey, 40, [[3] * 9])
    make_response(survey, channel=Channel.OPEN, ratings=[1] * 9)
    for _at in range(10):
        make_response(survey, standing=Standing.QUARANTINED, ratings=[4] * 9)
    result, figures = closed(survey, officer)
    assert result.index == Decimal("75.00")
    assert figures.counts.open_channel == 1
    assert figures.set_aside.everything == "80.00"
    assert figures.set_aside.share == pytest.approx(0.2)
    assert conditions(figures)["clean_difference"] == "amber"


def test_each_service_with_a_register_has_a_figure_of_its_own(officer):
    survey = make_survey()
    good, bad = make_service(survey.unit), make_service(survey.unit)
    make_service(survey.unit)
    for service in (good, bad):
        make_register(survey.unit, {Dimension.SEX: {"L": 200, "P": 200}}, service=service)
    answer(survey, 60, [[4] * 9], service=good)
    answer(survey, 60, [[2] * 9], service=bad)
    close_survey(survey_id=survey.pk, by=officer, now=NOW)
    found = {one.service_id: one.index for one in SurveyResult.objects.current()}
    assert found == {None: Decimal("75.00"), good.pk: Decimal("100.00"), bad.pk: Decimal("50.00")}


def test_registers_of_all_services_make_that_of_the_unit(officer):
    survey = make_survey()
    one, two = make_service(survey.unit), make_service(survey.unit)
    make_register(survey.unit, {Dimension.SEX: {"L": 300, "P": 100}}, service=one)
    make_register(survey.unit, {Dimension.SEX: {"L": 100, "P": 100}}, service=two)
    answer(survey, 60, [[4] * 9], service=one)
    answer(survey, 60, [[2] * 9], service=two)
    result, figures = closed(survey, officer)
    assert figures.population == 600
    assert result.register is None
    assert {one.dimension for one in figures.weights.margins} == {"service", "sex"}
    assert float(result.index) == pytest.approx(100 * 2 / 3 + 50 / 3, abs=0.01)


def test_a_service_with_few_recipients_is_judged_with_its_class(officer):
    survey = make_survey()
    small = make_service(survey.unit, service_class="arsip")
    other = make_service(survey.unit, service_class="arsip")
    make_register(survey.unit, {Dimension.SEX: {"L": 10, "P": 8}}, service=small)
    make_register(survey.unit, {Dimension.SEX: {"L": 100, "P": 100}}, service=other)
    answer(survey, 10, [[3] * 9], service=small)
    answer(survey, 40, [[4] * 9], service=other)
    result, figures = closed(survey, officer, service=small)
    assert figures.pooled.kind == "class"
    assert set(figures.pooled.names) == {small.name, other.name}
    assert (result.n, figures.population) == (50, 218)
    assert "population" not in conditions(figures)


def test_a_service_with_few_recipients_and_no_like_is_judged_over_two_periods(officer):
    unit = make_unit()
    service = make_service(unit, service_class="mediasi")
    first = make_survey(
        unit,
        period=make_survey_period(sequence=1, starts=date(2026, 1, 1), ends=date(2026, 6, 30)),
    )
    second = make_survey(unit)
    for survey in (first, second):
        make_register(
            unit, {Dimension.SEX: {"L": 10, "P": 10}}, service=service,
            starts=survey.period.starts, ends=survey.period.ends, dated=survey.period.ends,
        )  # fmt: skip
        answer(survey, 12, [[3] * 9], service=service)
    alone, figures = closed(first, officer, service=service)
    assert figures.pooled.kind == ""
    assert conditions(figures)["population"] == "amber"
    assert alone.n == 12
    result, figures = closed(second, officer, service=service)
    assert figures.pooled.kind == "periods"
    assert figures.pooled.names == ("Semester I 2026", "Semester II 2026")
    assert (result.n, figures.population, figures.counts.usable) == (24, 40, 24)


def make_questions(codes, **fields):
    questionnaire = Questionnaire.objects.create(name="Lama", **fields)
    Question.objects.bulk_create(
        Question(questionnaire=questionnaire, position=at, kind=QuestionKind.ELEMENT, code=code)
        for at, code in enumerate(codes, start=1)
    )
    questionnaire.state = QuestionnaireState.IN_USE
    questionnaire.save()
    return questionnaire


def test_the_older_fourteen_elements_have_plain_means_and_no_interval(officer):
    questionnaire = make_questions([f"e{at}" for at in range(14)], is_legacy=True)
    survey = make_survey(questionnaire=questionnaire)
    answer(survey, 40, [[3] * 13 + [4], [3] * 14])
    result, figures = closed(survey, officer)
    assert result.index == Decimal("75.89")
    assert (result.lower, result.verdict) == (None, "red")
    assert len(figures.elements) == 14
    assert figures.is_legacy


def test_fewer_elements_share_the_weight_and_a_rounded_weight_is_reproduced(officer):
    questionnaire = make_questions([f"e{at}" for at in range(8)], weight_mode=WeightMode.ROUNDED_2)
    survey = make_survey(questionnaire=questionnaire)
    answer(survey, 40, [[3] * 8])
    result, figures = closed(survey, officer)
    assert figures.worksheet.exact == "75.00"
    assert result.index == Decimal(figures.worksheet.rounded2) == Decimal("72.00")


def test_thresholds_of_the_day_of_closing_are_kept(officer):
    RegulationSetting.objects.create(
        key="survei.n_amber", value=45, valid_from=date(2027, 1, 1), legal_basis="SK 1",
        decided_by=make_user(), decided_at=NOW,
    )  # fmt: skip
    survey = make_survey()
    make_register(survey.unit, {Dimension.SEX: {"L": 300, "P": 300}})
    answer(survey, 40, [[3] * 9])
    result, figures = closed(survey, officer)
    assert conditions(figures)["n"] == "amber"
    assert SurveyPolicy.from_values(result.policy["values"]).n_amber == 45
    assert set(result.policy["versions"]) == {"survei.n_amber"}


def test_figures_made_anew_keep_the_older_ones(officer):
    survey = make_sample()
    close_survey(survey_id=survey.pk, by=officer, now=NOW)
    survey = type(survey).objects.with_input().get(pk=survey.pk)
    store_results([survey], NOW)
    numbers = list(SurveyResult.objects.filter(service=None).values_list("number", "is_current"))
    assert sorted(numbers) == [(1, False), (2, True)]
    same = SurveyResult.objects.filter(service=None).values_list("figures", flat=True)
    assert same[0] == same[1]


def test_held_answers_leave_when_the_survey_closes_and_count(officer):
    survey = make_survey()
    service = make_service(survey.unit)
    before = NOW - timedelta(days=10)
    codes = draw_codes(service=service, counter=None, number=3, now=before).codes
    ratings = dict.fromkeys(Element.values, 3)
    for place, code in enumerate(codes):
        how = Circumstances(seconds=70, address=f"36.80.{place}.9", agent="Chrome Android")
        answer_with_code(code=code, answer=GivenAnswer(ratings=ratings), how=how, now=before)

    close_survey(survey_id=survey.pk, by=officer, now=NOW)

    assert not HeldAnswer.objects.exists()
    assert SurveyResult.objects.get(survey=survey, service=None, is_current=True).n == 3


def test_a_whole_period_is_closed_at_once(officer, django_capture_on_commit_callbacks):
    surveys = [make_sample(), make_survey(period=make_survey_period(
        kind=SurveyPeriodKind.QUARTER, sequence=3))]  # fmt: skip
    answer(surveys[1], 5, [[4] * 9])
    period = surveys[0].period
    closing = close_period(period_id=period.pk, by=officer, now=NOW)
    assert closing.total == 2
    assert not SurveyResult.objects.exists()
    compute_period(closing.pk)
    compute_period(closing.pk)
    closing.refresh_from_db()
    assert (closing.done, closing.failed) == (2, [])
    assert closing.ended_at is not None
    assert SurveyResult.objects.current().of_units().count() == 2
    with pytest.raises(WrongState):
        close_period(period_id=period.pk, by=officer, now=NOW)
    with pytest.raises(WrongState):
        resume_closing(closing_id=closing.pk, by=officer, now=NOW)


def test_one_survey_that_fails_does_not_hold_up_the_others(officer, monkeypatch):
    surveys = [make_survey(), make_survey()]
    for survey in surveys:
        answer(survey, 5, [[4] * 9])
    closing = close_period(period_id=surveys[0].period_id, by=officer, now=NOW)
    Question.objects.all()
    broken = Questionnaire.objects.create(name="Rusak", weight_mode=WeightMode.EXACT)
    type(surveys[0]).objects.filter(pk=surveys[0].pk).update(questionnaire=broken)
    compute_period(closing.pk)
    closing.refresh_from_db()
    assert (closing.done, closing.failed) == (1, [surveys[0].pk])
    type(surveys[0]).objects.filter(pk=surveys[0].pk).update(questionnaire=surveys[1].questionnaire)
    resume_closing(closing_id=closing.pk, by=officer, now=NOW)
    compute_period(closing.pk)
    closing.refresh_from_db()
    assert (closing.done, closing.failed) == (2, [])


def test_only_the_city_closes_a_whole_period():
    survey = make_survey()
    user = make_user(with_employee=False)
    make_grant(user, Role.SURVEY_OFFICER, agency=survey.unit)
    with pytest.raises(Denied):
        close_period(period_id=survey.period_id, by=user, now=NOW)
    assert not PeriodClosing.objects.exists()
    close_survey(survey_id=survey.pk, by=user, now=NOW)


def test_the_queries_of_a_period_do_not_grow_with_its_surveys(
    officer, django_assert_max_num_queries
):
    counts = []
    for number in (2, 6):
        surveys = [
            make_survey(period=make_survey_period(year=2020 + number)) for _ in range(number)
        ]
        for survey in surveys:
            make_sample_register(survey)
            answer(survey, 5, [[4] * 9], service=make_service(survey.unit))
        with django_assert_max_num_queries(40) as queries:
            rows = type(surveys[0]).objects.with_input().filter(pk__in=[s.pk for s in surveys])
            store_results(list(rows), NOW)
        counts.append(len(queries))
    assert counts[0] == counts[1]
