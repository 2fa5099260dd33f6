"""A patient of a health centre answers on a telephone, by keyboard alone, and in English."""

import time

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from feedback.actions.mixing import leave_at_closing
from feedback.actions.receipts import draw_codes
from feedback.models import HeldAnswer, Response
from feedback.rules.codes import group_code
from feedback.selectors.asking import held_count
from tests.factories.feedback import (
    make_counter,
    make_service,
    make_survey,
    make_survey_period,
)
from tests.factories.personnel import make_unit
from tests.functional.accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def survey():
    cache.clear()
    today = timezone.localdate()
    period = make_survey_period(year=today.year, starts=today, ends=today)
    return make_survey(make_unit(name="Puskesmas Sukakarya"), period=period)


@pytest.fixture
def codes(survey):
    service = make_service(survey.unit, name="Rawat jalan umum", has_fee=True)
    counter = make_counter(survey.unit, name="Loket pendaftaran")
    drawn = draw_codes(service=service, counter=counter, number=3, now=timezone.now())
    return [group_code(code) for code in drawn.codes]


def watched(page: Page) -> Page:
    page.set_default_timeout(15_000)
    return page


def question(page: Page):
    return page.locator("[data-step].is-here")


def test_a_patient_answers_in_less_than_a_minute(phone: BrowserContext, live_server, survey, codes):
    page = watched(phone.new_page())
    page.goto(f"{live_server.url}/s/{codes[0]}")
    began = time.monotonic()

    for number in range(1, 10):
        here = question(page)
        expect(here).to_have_count(1)
        expect(here).to_contain_text(f"Pertanyaan {number} dari 9")
        here.locator("label").nth(2).tap()
        here.get_by_role("button", name="Lanjut").tap()
    expect(question(page)).to_contain_text("Tentang Saudara")
    page.get_by_label("Jenis kelamin").select_option("P")
    question(page).get_by_role("button", name="Lanjut").tap()
    page.get_by_label("Kritik atau saran").fill("Antreannya tertib.")
    page.get_by_role("button", name="Kirim").tap()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Terima kasih. Jawaban Saudara sudah diterima."
    )
    assert time.monotonic() - began < 60
    assert phone.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert held_count(survey) == 1
    leave_at_closing([survey])
    kept = Response.objects.get()
    assert (kept.ratings, kept.sex) == ([3] * 9, "P")

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("sudah kami terima")


def test_going_back_and_forgetting_lose_nothing(phone: BrowserContext, live_server, codes):
    page = watched(phone.new_page())
    page.goto(f"{live_server.url}/s/{codes[0]}")
    question(page).get_by_role("button", name="Lanjut").tap()
    expect(question(page).get_by_role("alert")).to_have_text("Pilih salah satu jawaban.")
    question(page).locator("label").nth(0).tap()
    expect(question(page).get_by_role("alert")).to_have_count(0)
    question(page).get_by_role("button", name="Lanjut").tap()
    question(page).locator("label").nth(3).tap()

    page.go_back()
    expect(question(page)).to_contain_text("Pertanyaan 1 dari 9")
    expect(question(page).locator("input").nth(0)).to_be_checked()
    page.go_forward()
    expect(question(page)).to_contain_text("Pertanyaan 2 dari 9")
    page.get_by_role("button", name="English").tap()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(question(page)).to_contain_text("Question 1 of 9")
    expect(question(page).locator("input").nth(0)).to_be_checked()
    question(page).get_by_role("button", name="Continue").tap()
    expect(question(page).locator("input").nth(3)).to_be_checked()
    page.get_by_role("button", name="Large type").tap()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_keyboard_is_enough(desk: BrowserContext, live_server, survey, codes):
    page = watched(desk.new_page())
    page.goto(live_server.url + "/survei/")
    page.get_by_label("Kode tanda terima").focus()
    page.keyboard.type(codes[1].lower())
    page.keyboard.press("Enter")

    for number in range(1, 10):
        expect(question(page)).to_contain_text(f"Pertanyaan {number} dari 9")
        # The first question is reached past the tools; the others by the focus on their words.
        if number == 1:
            question(page).locator("input").nth(0).focus()
        else:
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    expect(question(page)).to_contain_text("Tentang Saudara")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    question(page).get_by_role("button", name="Lanjut").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Kirim").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih.")
    leave_at_closing([survey])
    assert Response.objects.get().ratings == [2] * 9


def test_without_scripts_all_questions_stand_on_one_page(chromium: Browser, live_server, codes):
    with chromium.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="id-ID"
    ) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/s/{codes[0]}")
        for group in page.locator("fieldset:has(.choice)").all():
            group.locator("label").nth(1).click()
        page.locator("#time").locator("label").nth(3).click()
        page.get_by_role("button", name="Kirim").click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("Terima kasih.")
    assert HeldAnswer.objects.count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_used_by_everybody(chromium: Browser, live_server, codes, scheme, survey):
    with chromium.new_context(
        viewport={"width": 390, "height": 844}, color_scheme=scheme, locale="id-ID"
    ) as context:
        page = watched(context.new_page())
        addresses = [f"/s/{codes[0]}", "/survei/", "/survei/terbuka/", "/survei/terima-kasih/"]
        for address in addresses:
            page.goto(live_server.url + address)
            page.wait_for_load_state("networkidle")
            assert violations(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        half = context.new_page()  # whose answer 422 the browser's console calls an error
        half.goto(f"{live_server.url}/s/{codes[0]}")
        half.evaluate(
            """() => {
                const form = document.querySelector("[data-survey]");
                const sent = document.createElement("input");
                Object.assign(sent, { type: "hidden", name: "kirim", value: "1" });
                form.append(sent);
                form.submit();
            }"""
        )
        expect(half.get_by_role("alert").first).to_contain_text("9 pertanyaan belum dijawab.")
        assert violations(half) == []
