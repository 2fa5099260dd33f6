"""The face in a real browser: both widths, both themes, with and without a script."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, Route, TimeoutError, expect

from appraisal.actions import plan_content
from appraisal.enums import PlanState
from tests.factories.appraisal import JANUARY, make_office, plan_at
from tests.factories.personnel import PASSWORD, make_user
from tests.functional.accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

PUBLIC = ["/galeri/", "/akun/login/", "/akun/password/reset/", "/bantuan/", "/aturan/", "/periksa/"]
OWN = [
    "/",
    "/account/",
    "/akun/password/change/",
    "/akun/email/",
    "/akun/2fa/",
    "/akun/2fa/totp/activate/",
    "/akun/2fa/webauthn/add/",
    "/akun/sessions/",
    "/akun/logout/",
    "/tidak-ada/",
]


def watched(context: BrowserContext) -> tuple[Page, list[str]]:
    """A page and what its console complains of: script errors, breaches of the content policy."""
    page = context.new_page()
    page.set_default_timeout(15_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None,
    )
    return page, complaints


def sign_in(page: Page, name: str) -> None:
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")


def check(page: Page, complaints: list[str], url: str) -> None:
    page.goto(url)

    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], url
    assert violations(page) == [], url
    expected = ["404 (Not Found)"] if url.endswith("/tidak-ada/") else []
    assert [text for text in complaints if not any(e in text for e in expected)] == [], url
    complaints.clear()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_is_accessible_fits_and_keeps_the_content_policy(
    live_server, chromium: Browser, size
):
    account = make_user()
    with chromium.new_context(viewport=size, color_scheme="light", locale="id-ID") as context:
        page, complaints = watched(context)
        for path in PUBLIC:
            check(page, complaints, live_server.url + path)

        page.goto(live_server.url + "/akun/login/")
        sign_in(page, account.username)
        page.wait_for_url(live_server.url + "/")
        for path in OWN:
            check(page, complaints, live_server.url + path)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_component_is_accessible_in_the_dark(live_server, chromium: Browser, size):
    with chromium.new_context(viewport=size, color_scheme="dark", locale="id-ID") as context:
        page, complaints = watched(context)
        for path in ("/galeri/", "/akun/login/", "/aturan/"):
            check(page, complaints, live_server.url + path)

        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_theme_is_chosen_without_leaving_the_page(live_server, desk):
    page, _complaints = watched(desk)
    page.goto(live_server.url + "/galeri/")
    page.fill("#kept", "Tulisan yang belum disimpan")
    with page.expect_response("**/theme/"):
        page.get_by_role("button", name="Gelap").click()

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.locator("#kept")).to_have_value("Tulisan yang belum disimpan")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_everything_works_without_a_script(live_server, chromium: Browser):
    with chromium.new_context(viewport=PHONE, java_script_enabled=False) as context:
        page, _complaints = watched(context)
        page.goto(live_server.url + "/galeri/")
        page.get_by_role("button", name="Gelap").click()
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.get_by_role("button", name="Indonesia").click()
        page.locator("form[data-confirm] button").first.click()
        expect(page.locator("#messages")).to_contain_text("Perubahan sudah disimpan.")


def test_menu_opens_by_keyboard_and_closes_on_escape(live_server, desk):
    account = make_user()
    page, _complaints = watched(desk)
    page.goto(live_server.url + "/akun/login/")
    sign_in(page, account.username)
    page.wait_for_url(live_server.url + "/")

    menu = page.locator("header details.menu").filter(has_text="Keluar")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Keluar")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="Keluar")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_double_click_sends_once(live_server, desk):
    page, _complaints = watched(desk)
    sent = []
    page.on("request", lambda one: sent.append(one) if one.method == "POST" else None)
    page.goto(live_server.url + "/galeri/")
    page.locator("form.form-narrow").first.get_by_role("button", name="Simpan").dblclick()

    expect(page.locator("#messages")).to_contain_text("Perubahan sudah disimpan.")
    assert len(sent) == 1


def test_step_that_weighs_asks_first_and_the_answer_repeats_the_verb(live_server, desk):
    page, _complaints = watched(desk)
    page.goto(live_server.url + "/galeri/")
    button = page.locator("form[data-confirm] button").first
    button.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Tetapkan hasil ini?")
    assert violations(page) == []

    dialog.get_by_role("button", name="Batal").click()
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()

    button.click()
    dialog.get_by_role("button", name="Tetapkan").click()
    expect(page.locator("#messages")).to_contain_text("Perubahan sudah disimpan.")


def test_button_pressed_before_the_page_has_loaded_asks_all_the_same(live_server, desk):
    page, _complaints = watched(desk)
    late: list[Route] = []
    page.route("**/confirm*.js", lambda route: late.append(route))
    page.goto(live_server.url + "/galeri/", wait_until="commit")
    button = page.locator("form[data-confirm] button").first
    with pytest.raises(TimeoutError):
        button.click(timeout=1000)

    late.pop().continue_()
    button.click()
    expect(page.get_by_role("dialog")).to_contain_text("Tetapkan hasil ini?")


@pytest.fixture
def drafting(live_server, desk):
    """An employee at the open form of a result in a draft plan."""
    office = make_office()
    plan = plan_at(PlanState.DRAFT, office)
    plan_content.save_result(
        plan_id=plan.pk,
        result_id=None,
        entered=plan_content.ResultInput(text="Tersusunnya basis data", indicators=[]),
        by=office.employee,
        now=JANUARY,
    )
    result = plan.results.get()
    page, _complaints = watched(desk)
    address = reverse("appraisal:result-update", args=[plan.pk, result.pk])
    page.goto(f"{live_server.url}/akun/login/?next={address}")
    sign_in(page, office.employee.username)
    page.wait_for_url(live_server.url + address)
    return page, office, result


def test_long_form_saves_itself_and_says_when(drafting):
    page, _office, result = drafting
    page.fill("textarea[name=text]", "Tersusunnya basis data penduduk yang mutakhir")

    expect(page.locator("[data-autosave-status]")).to_contain_text("Disimpan otomatis pukul")
    result.refresh_from_db()
    assert result.text == "Tersusunnya basis data penduduk yang mutakhir"


def test_text_survives_an_expired_session(drafting):
    page, office, result = drafting
    Session.objects.all().delete()
    page.fill("textarea[name=text]", "Ditulis setelah sesi berakhir")
    status = page.locator("[data-autosave-status]")
    expect(status).to_contain_text("Sesi Anda berakhir demi keamanan.")

    status.get_by_role("link", name="Masuk").click()
    sign_in(page, office.employee.username)

    expect(page.locator("textarea[name=text]")).to_have_value("Ditulis setelah sesi berakhir")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Disimpan otomatis pukul")
    result.refresh_from_db()
    assert result.text == "Ditulis setelah sesi berakhir"


def test_text_sent_into_an_expired_session_survives(drafting):
    page, office, _result = drafting
    Session.objects.all().delete()
    page.fill("textarea[name=text]", "Dikirim setelah sesi berakhir")
    page.get_by_role("button", name="Selesai mengubah").click()
    sign_in(page, office.employee.username)

    expect(page.locator("textarea[name=text]")).to_have_value("Dikirim setelah sesi berakhir")


def test_text_that_was_sent_and_taken_does_not_come_back(drafting):
    page, _office, _result = drafting
    address = page.url
    page.fill("textarea[name=text]", "Sudah dikirim")
    page.get_by_role("button", name="Selesai mengubah").click()
    expect(page.locator("#messages")).to_contain_text("Perubahan sudah disimpan.")

    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.goto(address)
    expect(page.locator("[data-autosave-status]")).to_be_empty()


def test_second_writer_is_told_and_loses_nothing(drafting):
    page, office, result = drafting
    plan_content.save_result(
        plan_id=result.plan_id,
        result_id=result.pk,
        entered=plan_content.ResultInput(text="Ditulis di jendela lain", indicators=[]),
        by=office.employee,
        now=JANUARY,
    )
    page.fill("textarea[name=text]", "Ditulis di jendela ini")
    status = page.locator("[data-autosave-status]")
    expect(status).to_contain_text("Tulisan Anda masih ada")
    result.refresh_from_db()
    assert result.text == "Ditulis di jendela lain"

    status.get_by_role("button", name="Muat ulang").click()
    expect(page.locator("textarea[name=text]")).to_have_value("Ditulis di jendela lain")
    page.get_by_role("button", name="Kembalikan isian").click()

    expect(page.locator("textarea[name=text]")).to_have_value("Ditulis di jendela ini")


def test_text_stays_here_while_there_is_no_connection(drafting, desk):
    page, _office, result = drafting
    desk.set_offline(True)
    page.fill("textarea[name=text]", "Ditulis di gampong tanpa sinyal")
    status = page.locator("[data-autosave-status]")
    expect(status).to_contain_text("Anda sedang luring. 1 isian akan dikirim")

    desk.set_offline(False)
    expect(status).to_contain_text("Disimpan otomatis pukul")
    result.refresh_from_db()
    assert result.text == "Ditulis di gampong tanpa sinyal"


def test_signing_out_leaves_nothing_on_the_device(drafting, desk):
    page, _office, _result = drafting
    desk.set_offline(True)
    page.fill("textarea[name=text]", "Tidak untuk orang berikutnya")
    expect(page.locator("[data-autosave-status]")).to_contain_text("luring")
    desk.set_offline(False)
    page.locator("details.menu").filter(has_text="Keluar").locator("summary").click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/login/")

    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_part_that_could_not_be_renewed_says_so(live_server, desk):
    page, _complaints = watched(desk)
    page.goto(live_server.url + "/galeri/")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('htmx:sendError', {bubbles: true}))")

    expect(page.get_by_role("alert")).to_contain_text("Sambungan terputus.")


def test_filters_stand_open_at_a_desk_and_behind_a_word_on_a_phone(live_server, chromium: Browser):
    for size, visible in ((DESK, True), (PHONE, False)):
        with chromium.new_context(viewport=size) as context:
            page, _complaints = watched(context)
            page.goto(live_server.url + "/galeri/")
            expect(page.locator("select[name=state]")).to_be_visible(visible=visible)
            if not visible:
                page.get_by_text("Saringan lain").click()
                expect(page.locator("select[name=state]")).to_be_visible()
