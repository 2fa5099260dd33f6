"""Answers of citizens reach the public page and, with their quality, the supervisor's drawer.

A survey officer closes the survey in a browser, a citizen reads the result on a phone, and the
supervisor of the unit's staff finds it beside the evidence, with the sentence what it may do.
"""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from appraisal.enums import EvaluationState
from feedback.enums import Channel, DataQuality, Dimension
from feedback.models import CitizenSurvey, Response, SurveyResult
from personnel.enums import Role
from tests.factories.appraisal import evaluation_at, make_office
from tests.factories.feedback import make_register, make_survey
from tests.factories.personnel import PASSWORD, make_user
from tests.factories.sessions import give_totp, totp_code
from tests.functional.accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def arrive(browser: Browser, address: str, user, *, code: bool = False) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="id-ID").new_page()
    page.set_default_timeout(15_000)
    page.goto(address + reverse("account_login"))
    page.fill("input[name=login]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    if code:
        page.fill("input[name=code]", totp_code())
        page.press("input[name=code]", "Enter")
    expect(page.locator("nav[aria-label='Menu utama']")).to_be_attached()
    return page


def answer(survey: CitizenSurvey, number: int) -> None:
    Response.objects.bulk_create(
        Response(
            survey=survey,
            channel=Channel.RECEIPT,
            day=date(2026, 9, 1) + timedelta(days=at % 30),
            ratings=[3, 3, 2 + at % 3, 4, 3, 3, 4, 3, 3],
            sex="LP"[at % 2],
        )
        for at in range(number)
    )


def test_answers_reach_the_public_page_and_the_drawer(
    chromium: Browser, phone: BrowserContext, live_server
):
    cache.clear()
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    survey = make_survey(office.agency)
    make_register(office.agency, {Dimension.SEX: {"L": 300, "P": 300}})
    answer(survey, 240)
    officer = make_user(Role.SURVEY_OFFICER)
    give_totp(officer)

    desk = arrive(chromium, live_server.url, officer, code=True)
    desk.goto(live_server.url + reverse("feedback:survey-close", args=[survey.pk]))
    desk.get_by_role("button", name="Tutup survei").click()
    expect(desk.get_by_text("Survei sudah ditutup dan hasilnya dihitung.")).to_be_visible()
    result = SurveyResult.objects.current().of_units().get(survey=survey)
    shown = f"{result.index:.2f}".replace(".", ",")

    page = phone.new_page()
    page.goto(live_server.url + reverse("feedback:ikm-list"))
    page.get_by_role("link", name=office.agency.name).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    wide = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    assert not wide
    assert violations(page) == []

    team = arrive(chromium, live_server.url, office.supervisor)
    team.goto(
        live_server.url
        + reverse("appraisal:team", args=[evaluation.period_id])
        + f"?selected={evaluation.pk}"
    )
    drawer = team.locator("#laci")
    assert result.verdict == DataQuality.GREEN
    expect(page.locator(".bigfig")).to_have_text(shown)
    expect(drawer.get_by_text(shown)).to_be_visible()
    expect(drawer.get_by_text("240 jawaban")).to_be_visible()
    expect(drawer.get_by_text("tidak ada rumus yang memakainya")).to_be_visible()
