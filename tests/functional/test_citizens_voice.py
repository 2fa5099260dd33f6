"""A patient answers on a telephone; the answer reaches the public page and the supervisor's drawer.

The survey officer sees counts and never an index while the survey runs, closes it, and the figure
appears with its quality everywhere at once.
"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from feedback.actions.receipts import draw_codes
from feedback.enums import Channel, DataQuality, Dimension, SurveyPeriodKind
from feedback.models import CitizenSurvey, Response, SurveyResult
from feedback.rules.codes import group_code
from personnel.enums import Role
from tests.factories.appraisal import make_office
from tests.factories.crowds import give_evaluations, make_crowd
from tests.factories.feedback import (
    make_counter,
    make_register,
    make_service,
    make_survey,
    make_survey_period,
)
from tests.factories.personnel import make_user
from tests.factories.sessions import give_totp
from tests.functional.accessibility import violations
from tests.functional.people import People, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEFORE = 239


@pytest.fixture
def office():
    made = make_office(timezone.localdate().year)
    made.agency.name = "Dinas Kesehatan dan Keluarga Berencana"
    made.agency.save()
    return made


@pytest.fixture
def survey(office) -> CitizenSurvey:
    """The survey of the office's agency, answered for a month and still running today."""
    today = timezone.localdate()
    period = make_survey_period(
        kind=SurveyPeriodKind.YEAR,
        year=today.year,
        sequence=1,
        starts=today - timedelta(days=60),
        ends=today,
    )
    made = make_survey(office.agency, period=period)
    make_service(office.agency, name="Rawat jalan umum", has_fee=True)
    make_register(
        office.agency,
        {Dimension.SEX: {"L": 300, "P": 300}},
        starts=period.starts,
        ends=period.ends,
        dated=today - timedelta(days=10),
    )
    _answer_for_a_month(made, today)
    return made


def _answer_for_a_month(survey: CitizenSurvey, today: date) -> None:
    Response.objects.bulk_create(
        Response(
            survey=survey,
            channel=Channel.RECEIPT,
            day=today - timedelta(days=1 + at % 30),
            ratings=[3, 3, 2 + at % 3, 4, 3, 3, 4, 3, 3],
            sex="LP"[at % 2],
        )
        for at in range(BEFORE)
    )


def answer_on_the_phone(page: Page, address: str, survey: CitizenSurvey) -> None:
    """Nine questions, who one is, and thanks."""
    service = survey.unit.services.get()
    counter = make_counter(survey.unit, name="Loket pendaftaran")
    [code] = draw_codes(service=service, counter=counter, number=1, now=timezone.now()).codes
    page.goto(f"{address}/s/{group_code(code)}")
    here = page.locator("[data-step].is-here")
    for number in range(1, 10):
        expect(here).to_contain_text(f"Pertanyaan {number} dari 9")
        # Whoever needs less than a second a question has not read it, and would not count.
        page.wait_for_timeout(1_200)
        here.locator("label").nth(1 + number % 3).tap()
        here.get_by_role("button", name="Lanjut").tap()
    page.get_by_label("Jenis kelamin").select_option("P")
    here.get_by_role("button", name="Lanjut").tap()
    page.get_by_role("button", name="Kirim").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Terima kasih. Jawaban Saudara sudah diterima."
    )


def close(people: People, survey: CitizenSurvey) -> SurveyResult:
    """See counts and what waits, no index; then close, after the page has asked."""
    result = reverse("feedback:survey-result", args=[survey.pk])
    page = people.go("officer", result)
    expect(page.locator("main")).to_contain_text("Survei masih berjalan")
    expect(page.locator("dl.figures").first).to_contain_text(str(BEFORE))
    expect(page.locator(".bigfig")).to_have_count(0)
    people.shot("officer", "running")
    page.get_by_role("link", name="Tutup survei").click()
    press(page, "Tutup survei")
    expect(page.get_by_text("Survei sudah ditutup dan hasilnya dihitung.")).to_be_visible()
    people.shot("officer", "closed")
    return SurveyResult.objects.current().of_units().get(survey=survey)


def test_a_patients_answer_reaches_the_public_page_and_the_drawer(
    people: People, phone: BrowserContext, live_server, office, survey
):
    [evaluation] = give_evaluations(make_crowd(office, 1), office.period())
    officer = make_user(Role.SURVEY_OFFICER)
    give_totp(officer)
    page = phone.new_page()
    page.set_default_timeout(15_000)

    answer_on_the_phone(page, live_server.url, survey)
    people.arrive("officer", officer)
    result = close(people, survey)
    assert (result.n, result.verdict) == (BEFORE + 1, DataQuality.GREEN)
    shown = f"{result.index:.2f}".replace(".", ",")

    page.goto(live_server.url + reverse("feedback:ikm-list"))
    page.get_by_role("link", name=office.agency.name).click()
    expect(page.locator(".bigfig")).to_have_text(shown)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []

    people.arrive("supervisor", office.supervisor)
    team = people.go(
        "supervisor",
        reverse("appraisal:team", args=[evaluation.period_id]) + f"?selected={evaluation.pk}",
    )
    drawer = team.locator("#laci")
    expect(drawer.get_by_text(shown)).to_be_visible()
    expect(drawer.get_by_text(f"{BEFORE + 1} jawaban")).to_be_visible()
    expect(drawer.get_by_text("tidak ada rumus yang memakainya")).to_be_visible()
    people.shot("supervisor", "drawer")
