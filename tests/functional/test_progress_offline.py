"""A nurse writes down her work without a connection; it is sent once, and the week approved."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from appraisal.enums import PlanState
from appraisal.models import DailyProgress
from tests.factories.appraisal import make_office, plan_at
from tests.factories.personnel import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in_by_page(page: Page, address: str, user) -> None:
    page.set_default_timeout(15_000)
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(address + reverse("account_login"))
    page.fill("input[name=login]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page.locator("nav[aria-label='Menu utama']")).to_be_attached()


def test_entry_typed_offline_is_sent_once_and_the_week_approved(
    phone: BrowserContext, desk: BrowserContext, live_server, eventually
):
    cache.clear()
    office = make_office(timezone.localdate().year)
    result = plan_at(PlanState.FIXED, office).results.first()
    nurse = phone.new_page()
    sign_in_by_page(nurse, live_server.url, office.employee)
    nurse.goto(live_server.url + reverse("appraisal:progress-create"))

    phone.set_offline(True)
    nurse.get_by_label(result.text).check()
    nurse.fill("textarea[name=text]", "Memeriksa 14 pasien rawat jalan")
    nurse.fill("input[name=quantity]", "14")
    nurse.fill("input[name=unit]", "pasien")
    nurse.get_by_role("button", name="Simpan", exact=True).click()

    note = nurse.locator("[data-kept-entries]")
    expect(note).to_contain_text("Anda sedang luring. 1 isian akan dikirim")
    expect(nurse.locator("textarea[name=text]")).to_have_value("")
    assert not DailyProgress.objects.exists()

    phone.set_offline(False)
    expect(note).to_contain_text("1 isian yang tersimpan di perangkat ini sudah terkirim.")
    nurse.reload()
    nurse.wait_for_load_state("networkidle")
    entry = DailyProgress.objects.get()
    assert (entry.text, entry.result, entry.state) == (
        "Memeriksa 14 pasien rawat jalan",
        result,
        "submitted",
    )
    assert nurse.evaluate("Object.keys(localStorage).length") == 0

    supervisor = desk.new_page()
    sign_in_by_page(supervisor, live_server.url, office.supervisor)
    supervisor.goto(live_server.url + reverse("appraisal:progress-board"))
    supervisor.get_by_role("button", name="Setujui 1").click()
    supervisor.locator("#confirm").get_by_role("button", name="Setujui 1").click()
    expect(supervisor.locator("#messages")).to_contain_text("sudah disetujui")
    entry.refresh_from_db()
    assert entry.state == "approved"
