"""Pages of results: counts while a survey runs, everything once it is closed, nobody else's."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from feedback.actions.closing import close_period, close_survey
from feedback.enums import SurveyPeriodKind, SurveyState
from feedback.models import Response, SurveyResult
from feedback.rules.abuse import Effect, Flag, Sign
from feedback.rules.flags import flag_bits
from feedback.tasks import compute_period
from personnel.enums import Role
from tests.factories.feedback import (
    make_figures,
    make_register,
    make_result,
    make_service,
    make_survey,
    make_survey_period,
)
from tests.factories.personnel import make_unit, make_user
from tests.factories.survey_sample import make_sample

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 4, 2, tzinfo=UTC)
DAY = date(2026, 9, 5)
BURST = flag_bits([Flag(Sign.DEVICE_BURST, Effect.QUARANTINE), Flag(Sign.SPEED)])


@pytest.fixture
def officer():
    return make_user(Role.SURVEY_OFFICER)


@pytest.fixture
def page(client):
    def fetch(user, name, *args, status=200, **query):
        client.force_login(user)
        response = client.get(reverse(f"feedback:{name}", args=args), query)
        assert response.status_code == status
        return response.content.decode()

    return fetch


def closed(survey=None):
    return make_survey(state=SurveyState.CLOSED, closed_at=NOW, closed_by=make_user())


def test_a_running_survey_shows_counts_and_what_is_missing_but_no_index(officer, page):
    survey = make_sample()
    html = page(officer, "survey-result", survey.pk)
    assert "Survei masih berjalan" in html
    assert "115 dari 293 jawaban" in html
    assert "Masih diperlukan" in html
    for figure in ("82,96", "82,9", "Mutu B"):
        assert figure not in html


def test_a_service_judged_with_others_says_so_while_it_runs_and_after(officer, page):
    survey = make_survey()
    small = make_service(survey.unit, name="Legalisir", service_class="arsip")
    other = make_service(survey.unit, name="Salinan", service_class="arsip")
    make_register(survey.unit, {"sex": {"L": 10, "P": 8}}, service=small)
    make_register(survey.unit, {"sex": {"L": 100, "P": 100}}, service=other)
    for service in (small, other):
        Response.objects.bulk_create(
            Response(survey=survey, channel="receipt", ratings=[3] * 9, day=DAY, service=service)
            for _at in range(12)
        )
    words = (
        "Penerimanya terlalu sedikit, jadi dinilai bersama layanan serumpun: Legalisir, Salinan."
    )

    assert words in page(officer, "survey-result", survey.pk)
    close_survey(survey_id=survey.pk, by=officer, now=NOW)
    assert words in page(officer, "survey-result", survey.pk, service=small.pk)
    assert words not in page(officer, "survey-result", survey.pk, service=other.pk)


def test_a_closed_survey_shows_index_interval_verdict_and_reasons(officer, page):
    survey = make_sample()
    close_survey(survey_id=survey.pk, by=officer, now=NOW)
    html = page(officer, "survey-result", survey.pk)
    result = SurveyResult.objects.get(service=None)
    assert f"{result.index}".replace(".", ",") in html
    assert "Baru 115 jawaban sah; diperlukan paling sedikit 293." in html
    assert "Sesudah bobot" in html
    assert html.index("Waktu penyelesaian") < html.index("Biaya")


def test_the_course_breaks_where_figures_may_not_be_compared(officer, page):
    unit = make_unit()
    for year, figures in ((2024, make_figures()), (2025, make_figures()), (2026, make_figures())):
        period = make_survey_period(year=year, starts=date(year, 7, 1), ends=date(year, 12, 31))
        survey = make_survey(
            unit, period=period, state=SurveyState.CLOSED, closed_at=NOW, closed_by=officer
        )
        if year == 2026:
            figures = make_figures(elements=figures.elements[:8])
        make_result(survey, figures=figures)
    html = page(officer, "survey-result", survey.pk)
    assert "Garis putus sebelum Semester II 2026: jumlah unsur 9 menjadi 8." in html
    assert html.count("ix-break") == 1


def test_results_of_services_stand_beside_that_of_the_unit(officer, page):
    survey = closed()
    service = make_service(survey.unit, name="Akta Kelahiran")
    make_result(survey)
    make_result(survey, service=service, verdict="red", index=None, n=0)
    assert "Akta Kelahiran" in page(officer, "survey-result", survey.pk)
    html = page(officer, "survey-result", survey.pk, service=service.pk)
    assert "Belum ada jawaban yang sah." in html
    page(officer, "survey-result", survey.pk, service=999999, status=302)


@pytest.mark.parametrize(
    ("roles", "status"),
    [
        ((), 404),
        ((Role.SUPERVISOR,), 404),
        ((Role.SURVEY_OFFICER,), 200),
        ((Role.CITY_LEADERSHIP,), 200),
        ((Role.AUDITOR,), 200),
        ((Role.QUALITY_REVIEWER,), 200),
    ],
)
def test_who_reads_a_result_inside_the_application(page, roles, status):
    survey = closed()
    make_result(survey)
    page(make_user(*roles), "survey-result", survey.pk, status=status)


def test_the_queries_of_a_result_do_not_grow(officer, page, django_assert_max_num_queries):
    counts = []
    page(officer, "comparison-list")
    for services in (1, 6):
        survey = closed()
        make_result(survey)
        for _at in range(services):
            make_result(survey, service=make_service(survey.unit))
        with django_assert_max_num_queries(40) as queries:
            page(officer, "survey-result", survey.pk)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_closing_asks_first_and_says_what_is_missing(officer, client, page):
    survey = make_sample()
    html = page(officer, "survey-close", survey.pk)
    assert "Tutup survei" in html
    assert "Masih diperlukan" in html
    response = client.post(reverse("feedback:survey-close", args=[survey.pk]), follow=True)
    assert "Survei sudah ditutup" in response.content.decode()
    survey.refresh_from_db()
    assert survey.state == SurveyState.CLOSED
    response = client.post(reverse("feedback:survey-close", args=[survey.pk]), follow=True)
    assert "Survei ini sudah ditutup." in response.content.decode()


def test_a_period_is_closed_from_its_page_and_the_progress_is_seen(officer, client, page):
    survey = make_sample()
    page(officer, "surveyperiod-close", survey.period_id)
    response = client.post(
        reverse("feedback:surveyperiod-close", args=[survey.period_id]), follow=True
    )
    html = response.content.decode()
    assert "Hasil sedang dihitung." in html
    closing = survey.period.closings.get()
    compute_period(closing.pk)
    assert "Semua hasil sudah dihitung." in page(officer, "closing-detail", closing.pk)


def test_a_silent_closing_can_be_woken(officer, client, page):
    survey = make_sample()
    closing = close_period(period_id=survey.period_id, by=officer, now=NOW)
    type(closing).objects.filter(pk=closing.pk).update(
        heartbeat_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert "Hitung lagi" in page(officer, "closing-detail", closing.pk)
    client.post(reverse("feedback:closing-retry", args=[closing.pk]))
    closing.refresh_from_db()
    assert closing.heartbeat_at > datetime(2026, 11, 1, tzinfo=UTC)


def make_class(values, n=100, kind=None):
    period = make_survey_period(
        kind=kind or SurveyPeriodKind.QUARTER, sequence=4,
        starts=date(2026, 10, 1), ends=date(2026, 12, 31),
    )  # fmt: skip
    for value in values:
        survey = make_survey(
            period=period, state=SurveyState.CLOSED, closed_at=NOW, closed_by=make_user()
        )
        service = make_service(survey.unit, service_class="kesehatan")
        make_result(survey, service=service, index=value, n=n)
    return period


def test_comparable_services_are_groups_and_never_a_rank(officer, page):
    make_class([Decimal(value) for value in (60, 61, 88, 89, 90, 62)])
    html = page(officer, "comparison-list")
    assert "Peluang sepertiga teratas" in html
    assert html.count('data-l="Kelompok">1</td>') == 3
    assert html.count('data-l="Kelompok">2</td>') == 3


def test_services_that_cannot_be_told_apart_are_said_to_be(officer, page):
    make_class([Decimal("80.00")] * 5)
    assert "tidak dapat dibedakan" in page(officer, "comparison-list")


def test_too_few_services_are_not_compared(officer, page):
    make_class([Decimal("80.00")] * 4)
    html = page(officer, "comparison-list")
    assert "Kurang dari 5 layanan sebanding" in html
    assert "Peluang sepertiga teratas" not in html


def test_a_reviewer_sees_groups_and_decides_on_the_page(client, page):
    survey = make_survey()
    make_register(survey.unit, {"sex": {"L": 10, "P": 30}})
    for standing in ("usable", "quarantined"):
        Response.objects.bulk_create(
            Response(
                survey=survey, channel="receipt", ratings=[3 + (standing != "usable")] * 9,
                day=DAY, standing=standing, flags=BURST,
            )
            for _at in range(12)
        )  # fmt: skip
    close_survey(survey_id=survey.pk, by=make_user(Role.SURVEY_OFFICER), now=NOW)
    first, second = make_user(Role.QUALITY_REVIEWER), make_user(Role.QUALITY_REVIEWER)
    assert survey.unit.name in page(first, "quarantine-list")
    html = page(first, "quarantine-detail", survey.pk)
    assert "banyak jawaban dari satu perangkat" in html.lower()
    url = reverse("feedback:quarantine-review", args=[survey.pk, DAY.isoformat(), BURST])
    response = client.post(url, {"decision": "release", "reason": ""})
    assert response.status_code == 422
    client.post(url, {"decision": "release", "reason": "Kios bersama."})
    review = survey.reviews.get()
    agree = reverse("feedback:quarantine-agree", args=[review.pk])
    response = client.post(agree, follow=True)
    assert "Orang kedua harus orang lain." in response.content.decode()
    client.force_login(second)
    response = client.post(agree, follow=True)
    assert "dihitung ulang" in response.content.decode()
    assert SurveyResult.objects.current().get(service=None).number == 2
    assert client.get(url).status_code == 404
