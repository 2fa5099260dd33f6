"""The list of surveys, their periods, and the steps of one survey."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.actions.surveys import open_survey, plan_surveys
from feedback.enums import Channel, Dimension, Standing, SurveyState
from feedback.models import CitizenSurvey, HeldAnswer, SurveyPeriod
from feedback.selectors.surveys import survey_rows
from personnel.enums import Role
from sabang_kinerja.common.errors import Denied, WrongState
from tests.factories.feedback import (
    make_questionnaire,
    make_register,
    make_response,
    make_service,
    make_survey,
    make_survey_period,
)
from tests.factories.personnel import make_grant, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

LIST = reverse("feedback:survey-list")
TODAY = timezone.localdate()


@pytest.fixture
def agency():
    return make_unit(name="Dinas Kependudukan dan Pencatatan Sipil")


@pytest.fixture
def officer(agency):
    user = make_user()
    make_grant(user, Role.SURVEY_OFFICER, agency=agency)
    return user


@pytest.fixture
def city_officer():
    return make_user(Role.SURVEY_OFFICER)


def planned(unit, **fields):
    return make_survey(
        unit,
        state=SurveyState.PLANNED,
        opened_at=None,
        closes_on=TODAY + timedelta(days=30),
        opens_on=TODAY,
        **fields,
    )


def test_period_proposes_its_days_and_exists_once(client, city_officer):
    browser = sign_in(client, city_officer)
    form = {"kind": "quarter", "year": "2026", "sequence": "3", "starts": "", "ends": ""}

    browser.post(reverse("feedback:surveyperiod-create"), form)
    again = browser.post(reverse("feedback:surveyperiod-create"), form)

    period = SurveyPeriod.objects.get()
    assert (period.starts, period.ends) == (date(2026, 7, 1), date(2026, 9, 30))
    assert again.status_code == 422
    assert "sudah ada" in again.content.decode()
    impossible = browser.post(
        reverse("feedback:surveyperiod-create"), form | {"kind": "year", "sequence": "2"}
    )
    assert "tidak memiliki urutan" in impossible.content.decode()


def test_officer_of_an_agency_makes_no_period(client, officer):
    browser = sign_in(client, officer)
    answer = browser.post(
        reverse("feedback:surveyperiod-create"),
        {"kind": "quarter", "year": "2026", "sequence": "3"},
    )
    assert answer.status_code == 422
    assert "tingkat kota" in answer.content.decode()


def test_surveys_of_all_agencies_with_services_are_planned_in_one_step(client, city_officer):
    for number in range(3):
        make_service(make_unit(make_unit(), name=f"Bidang {number}"))
    make_unit(name="Tanpa layanan")
    period = make_survey_period()
    form = {
        "period": str(period.pk),
        "units": "agencies",
        "questionnaire": str(make_questionnaire().pk),
    }
    browser = sign_in(client, city_officer)

    browser.post(reverse("feedback:survey-plan"), form)
    browser.post(reverse("feedback:survey-plan"), form)

    surveys = CitizenSurvey.objects.all()
    assert len(surveys) == 3
    assert {survey.state for survey in surveys} == {SurveyState.PLANNED}
    assert {survey.closes_on for survey in surveys} == {period.ends}


def test_officer_plans_only_the_own_agency(officer, agency):
    other = make_unit()
    arguments = {
        "period": make_survey_period(),
        "questionnaire": make_questionnaire(),
        "opens_on": TODAY,
        "closes_on": TODAY,
        "by": officer,
        "now": timezone.now(),
    }
    assert plan_surveys(units=[agency.pk], **arguments) == 1
    with pytest.raises(Exception, match="di luar perangkat daerah"):
        plan_surveys(units=[other.pk], **arguments)
    with pytest.raises(Denied):
        plan_surveys(units=[agency.pk], **(arguments | {"by": make_user()}))


def test_survey_without_services_does_not_open_and_says_why(client, officer, agency):
    survey = planned(agency)
    browser = sign_in(client, officer)

    page = browser.get(reverse("feedback:survey-open", args=[survey.pk])).content.decode()
    with pytest.raises(WrongState, match="belum memiliki layanan"):
        open_survey(survey_id=survey.pk, by=officer, now=timezone.now())

    assert "belum memiliki layanan" in page
    assert "disabled" in page


def test_survey_without_register_opens_with_a_plain_warning(client, officer, agency):
    make_service(agency)
    survey = planned(agency)
    browser = sign_in(client, officer)
    address = reverse("feedback:survey-open", args=[survey.pk])

    assert "tanpa register hasilnya tidak dapat hijau" in browser.get(address).content.decode()
    browser.post(address)

    survey.refresh_from_db()
    assert survey.state == SurveyState.OPEN
    assert survey.opened_at is not None
    assert browser.post(address, follow=True).status_code == 200
    assert not browser.post(reverse("feedback:survey-delete", args=[survey.pk])).context
    assert CitizenSurvey.objects.filter(pk=survey.pk).exists()


def test_days_move_while_it_runs_but_not_into_the_past(client, officer, agency):
    survey = make_survey(agency)
    browser = sign_in(client, officer)
    address = reverse("feedback:survey-update", args=[survey.pk])
    past = f"{TODAY - timedelta(days=1):%d-%m-%Y}"
    later = TODAY + timedelta(days=60)

    assert browser.post(address, {"closes_on": past}).status_code == 422
    browser.post(address, {"opens_on": "01-01-2020", "closes_on": f"{later:%d-%m-%Y}"})

    opened = survey.opens_on
    survey.refresh_from_db()
    assert (survey.opens_on, survey.closes_on) == (opened, later)


def test_list_counts_answers_beside_the_smallest_sample(client, officer, agency):
    service = make_service(agency)
    survey = make_survey(agency, closes_on=TODAY + timedelta(days=10))
    make_register(agency, {Dimension.SEX: {"L": 598, "P": 642}}, dated=TODAY)
    for _n in range(3):
        make_response(survey, service=service)
    make_response(survey, service=service, channel=Channel.OPEN)
    make_response(survey, service=service, standing=Standing.UNUSABLE)

    html = sign_in(client, officer).get(LIST).content.decode()

    assert "3 dari 293" in html
    assert "Masih diperlukan 290 jawaban" in html


def test_answers_that_wait_to_be_mixed_are_told_apart(client, officer, agency):
    service = make_service(agency)
    survey = make_survey(agency, closes_on=TODAY + timedelta(days=10))
    make_register(agency, {Dimension.SEX: {"L": 598, "P": 642}}, dated=TODAY)
    make_response(survey, service=service)
    for _n in range(2):
        HeldAnswer.objects.create(survey=survey, sealed=b"nobody knows of which channel")

    html = sign_in(client, officer).get(LIST).content.decode()

    assert "1 dari 293" in html
    assert "dan 2 menunggu dicampur" in html


@pytest.mark.parametrize(
    ("months", "words"), [(11, ""), (13, "lebih dari 12 bulan"), (25, "lebih dari 24 bulan")]
)
def test_list_tells_the_age_of_the_register(officer, agency, months, words):
    make_service(agency)
    survey = planned(agency)
    old = TODAY - timedelta(days=30 * months + 10)
    make_register(
        agency, {Dimension.SEX: {"L": 1}}, starts=old - timedelta(90), ends=old, dated=old
    )
    [row] = survey_rows([survey], TODAY)
    told = " ".join(step.text for step in row.steps if step.page == "register")
    assert (words in told) if words else not told


def test_units_without_a_closed_survey_are_named(client, city_officer):
    late, done = make_unit(name="Dinas Terlambat"), make_unit(name="Dinas Selesai")
    make_service(late)
    make_service(make_unit(done))
    period = make_survey_period(
        year=TODAY.year, sequence=1, starts=date(TODAY.year, 1, 1), ends=date(TODAY.year, 6, 30)
    )
    make_survey(
        done,
        period=period,
        state=SurveyState.CLOSED,
        closed_at=timezone.now(),
        closed_by=city_officer,
    )
    without = sign_in(client, city_officer).get(LIST).context["without"]
    assert [unit.name for unit in without] == ["Dinas Terlambat"]


def test_each_role_sees_its_own_surveys(client, agency, officer, city_officer):
    mine, other = make_survey(agency), make_survey(make_unit())
    seen = {
        "officer": (officer, {mine.pk}),
        "city": (city_officer, {mine.pk, other.pk}),
        "bkpsdm": (make_user(Role.BKPSDM_ADMIN), {mine.pk, other.pk}),
        "auditor": (make_user(Role.AUDITOR), {mine.pk, other.pk}),
        "head": (make_user(Role.AGENCY_HEAD, agency=agency), {mine.pk}),
        "manager": (make_user(Role.PERFORMANCE_MANAGER, agency=agency), {mine.pk}),
        "reviewer": (make_user(Role.QUALITY_REVIEWER), {mine.pk, other.pk}),
    }
    for name, (user, expected) in seen.items():
        browser = sign_in(client, user)
        rows = browser.get(LIST).context["rows"]
        assert {row.survey.pk for row in rows} == expected, name
        status = browser.get(reverse("feedback:survey-detail", args=[other.pk])).status_code
        assert status == (200 if other.pk in expected else 404), name
    assert sign_in(client, make_user()).get(LIST).status_code == 403


def test_head_reads_but_runs_nothing(client, agency):
    survey = planned(agency)
    make_service(agency)
    browser = sign_in(client, make_user(Role.AGENCY_HEAD, agency=agency))

    page = browser.get(reverse("feedback:survey-detail", args=[survey.pk]))

    assert page.context["buttons"] == []
    assert browser.post(reverse("feedback:survey-open", args=[survey.pk])).status_code == 403
    survey.refresh_from_db()
    assert survey.state == SurveyState.PLANNED


def test_list_takes_the_same_queries_for_hundreds_of_rows(
    client, city_officer, django_assert_num_queries
):
    browser = sign_in(client, city_officer)

    def fill(number):
        for _n in range(number):
            unit = make_unit()
            survey = make_survey(unit)
            make_response(survey, service=make_service(unit))
            make_register(unit, {Dimension.SEX: {"L": 5}}, by=city_officer)

    fill(2)
    surveys = CitizenSurvey.objects.select_related("unit", "period")
    page = list(surveys)
    with django_assert_num_queries(4):
        survey_rows(page, TODAY)
    fill(120)
    page = list(surveys.all())
    with django_assert_num_queries(4):
        assert len(survey_rows(page, TODAY)) == 122
    assert len(browser.get(LIST).context["rows"]) == 25


def test_list_is_exported(client, officer, agency):
    make_survey(agency)
    answer = sign_in(client, officer).get(reverse("feedback:survey-export", args=["csv"]))
    assert agency.name in answer.content.decode("utf-8-sig")
