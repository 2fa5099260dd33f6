"""Getting in: a slip of paper, a password, a second factor, a passkey."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from personnel.enums import Role
from personnel.models import User
from personnel.rules.nip import group_nip
from tests.factories.personnel import PASSWORD, make_employee, make_grant, make_unit, make_user
from tests.factories.sessions import give_totp, totp_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHOSEN = "layar-biru-pulau-weh"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def opened(context: BrowserContext, live_server, path: str) -> Page:
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(live_server.url + path)
    return page


def sign_in(page: Page, name: str, password: str) -> None:
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")


def enter_code(page: Page, code: str) -> None:
    page.fill("input[name=code]", code)
    page.press("input[name=code]", "Enter")


def test_newcomer_gets_in_with_a_slip_that_an_admin_printed(live_server, desk, phone):
    admin = make_user(Role.BKPSDM_ADMIN)
    give_totp(admin)
    agency = make_unit(name="Dinas Perikanan")
    newcomer = make_user(employee=make_employee(agency, name="Cut Meutia"))

    page = opened(desk, live_server, reverse("personnel:account-list") + "?q=meutia")
    sign_in(page, group_nip(admin.username), PASSWORD)
    enter_code(page, totp_code())
    page.get_by_role("link", name="Cut Meutia").click()
    page.get_by_role("button", name="Buat kode masuk").click()
    page.locator("#confirm").get_by_role("button", name="Buat kode masuk").click()
    slip = page.locator(".slip")
    expect(slip).to_contain_text("Cut Meutia")
    expect(slip).not_to_contain_text(newcomer.username)
    code = re.search(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}", slip.inner_text()).group(0)

    mobile = opened(phone, live_server, reverse("personnel:first-login"))
    mobile.fill("input[name=login]", group_nip(newcomer.username))
    mobile.fill("input[name=code]", code.lower())
    mobile.fill("input[name=password1]", CHOSEN)
    mobile.fill("input[name=password2]", CHOSEN)
    mobile.get_by_role("button", name="Simpan dan masuk").click()
    mobile.wait_for_url(live_server.url + "/")

    newcomer.refresh_from_db()
    assert newcomer.check_password(CHOSEN)


def test_wrong_slip_is_told_and_what_was_typed_stays(live_server, phone):
    page = opened(phone, live_server, reverse("personnel:first-login"))
    page.fill("input[name=login]", "19860926 201505 1 001")
    page.fill("input[name=code]", "ABCD-2345-WXYZ")
    page.fill("input[name=password1]", CHOSEN)
    page.fill("input[name=password2]", CHOSEN)
    page.get_by_role("button", name="Simpan dan masuk").click()

    expect(page.locator("main")).to_contain_text("minta kode baru kepada BKPSDM")
    expect(page.locator("input[name=code]")).to_have_value("ABCD-2345-WXYZ")


def test_manager_sets_up_the_app_and_signs_in_with_it(live_server, phone):
    agency = make_unit()
    manager = make_user(agency=agency)
    make_grant(manager, Role.PERFORMANCE_MANAGER, agency=agency)

    page = opened(phone, live_server, "/akun/login/")
    sign_in(page, manager.username, PASSWORD)
    expect(page.locator("h1")).to_contain_text("memerlukan verifikasi dua langkah")
    page.get_by_role("link", name="Siapkan aplikasi").click()
    enter_code(page, totp_code(_secret_shown_to(manager)))
    page.wait_for_url("**/2fa/recovery-codes/")
    page.goto(live_server.url + reverse("personnel:account-own"))
    expect(page.locator("main")).to_contain_text("aplikasi autentikator")

    phone.clear_cookies()
    page.goto(live_server.url + reverse("personnel:account-own"))
    sign_in(page, manager.username, PASSWORD)
    enter_code(page, totp_code(manager.authenticator_set.get(type="totp").data["secret"]))
    page.wait_for_url(live_server.url + reverse("personnel:account-own"))


def _secret_shown_to(user: User) -> str:
    """The key that the set-up page shows as a picture; the session holds it until it is used."""
    for session in Session.objects.all():
        data = session.get_decoded()
        if data.get("_auth_user_id") == str(user.pk):
            return data["mfa.totp.secret"]
    raise AssertionError("no session with a key")


def test_passkey_is_added_and_signs_in_without_password(live_server, desk):
    account = make_user()
    page = opened(desk, live_server, "/akun/login/?next=/akun/2fa/webauthn/add/")
    device = desk.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_in(page, account.username, PASSWORD)
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/2fa/recovery-codes/")

    desk.clear_cookies()
    page.goto(live_server.url + "/akun/login/")
    page.click("#passkey_login")

    page.wait_for_url(live_server.url + "/")
    assert account.authenticator_set.filter(type="webauthn").exists()


def test_ended_session_is_explained_and_leads_back(live_server, desk):
    account = make_user()
    page = opened(desk, live_server, "/akun/login/")
    sign_in(page, account.username, PASSWORD)
    page.wait_for_url(live_server.url + "/")
    Session.objects.all().delete()

    page.goto(live_server.url + reverse("personnel:account-own"))
    expect(page.locator("body")).to_contain_text("Sesi Anda berakhir demi keamanan.")
    sign_in(page, account.username, PASSWORD)

    page.wait_for_url(live_server.url + reverse("personnel:account-own"))
