"""A nurse writes down her work without a connection; it is sent once, and the week approved."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route, expect

from appraisal.enums import PlanState
from appraisal.models import DailyProgress
from tests.factories.appraisal import make_office, plan_at
from tests.factories.personnel import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in_by_page(page: Page, address: str, user) -> None:
    page.set_default_timeout(15_000)
    page.goto(address + reverse("account_login"))
    page.fill("input[name=login]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page.locator("nav[aria-label='Menu utama']")).to_be_attached()


PHOTOS = """() => new Promise((resolve) => {
  const asked = indexedDB.open("kinerja-entries", 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction("photos").objectStore("photos").getAllKeys();
    all.onsuccess = () => resolve(all.result.length);
  };
})"""
"""How many photos the device keeps."""


def big_photo() -> dict[str, str | bytes]:
    """What a telephone takes: 4000 × 3000 pixels, some megabytes."""
    written = BytesIO()
    Image.effect_noise((4000, 3000), 80).convert("RGB").save(written, "JPEG", quality=80)
    return {"name": "IMG 0001.jpeg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def at_the_quick_entry(context: BrowserContext, address: str) -> tuple[Page, object]:
    cache.clear()
    office = make_office(timezone.localdate().year)
    plan_at(PlanState.FIXED, office)
    page = context.new_page()
    sign_in_by_page(page, address, office.employee)
    page.goto(address + reverse("appraisal:progress-create"))
    return page, office


def write_with_photo(page: Page, text: str = "Menambal perahu puskesmas") -> int:
    """Fill in text and photo and save; the photo's size in bytes."""
    photo = big_photo()
    page.fill("textarea[name=text]", text)
    page.get_by_text("Foto, tautan, atau jam").click()
    page.set_input_files("input[name=file]", photo)
    page.get_by_role("button", name="Simpan", exact=True).click()
    return len(photo["buffer"])


def test_photo_waits_with_its_entry_and_arrives_small_and_once(phone: BrowserContext, live_server):
    nurse, _office = at_the_quick_entry(phone, live_server.url)

    phone.set_offline(True)
    size = write_with_photo(nurse)
    note = nurse.locator("[data-kept-entries]")
    expect(note).to_contain_text("1 isian akan dikirim")
    note.get_by_text("Lihat isian yang menunggu").click()
    expect(note.locator("li")).to_contain_text("Menambal perahu puskesmas")
    expect(note.locator("li")).to_contain_text("IMG 0001.jpg")
    expect(note.locator("li img")).to_be_visible()
    assert nurse.evaluate(PHOTOS) == 1

    phone.set_offline(False)
    expect(note).to_contain_text("sudah terkirim")
    nurse.reload()
    nurse.wait_for_load_state("networkidle")

    entry = DailyProgress.objects.get()
    with entry.file.open("rb") as opened, Image.open(opened) as arrived:
        assert arrived.size == (1600, 1200)
    assert (entry.file_name, entry.content_type) == ("IMG 0001.jpg", "image/jpeg")
    assert entry.size < size / 2
    assert nurse.evaluate(PHOTOS) == 0
    assert nurse.evaluate("Object.keys(localStorage).length") == 0


def test_answer_that_was_lost_makes_no_second_entry(phone: BrowserContext, live_server):
    nurse, _office = at_the_quick_entry(phone, live_server.url)
    lost = []

    def lose_the_first_answer(route: Route) -> None:
        if route.request.method != "POST" or lost:
            return route.fallback()
        lost.append(route.fetch())
        return route.abort("connectionreset")

    nurse.route("**/progress/create/", lose_the_first_answer)
    write_with_photo(nurse)
    note = nurse.locator("[data-kept-entries]")
    expect(note).to_contain_text("1 isian belum terkirim")
    assert lost[0].status == 200
    nurse.reload()

    expect(note).to_contain_text("sudah terkirim")
    assert DailyProgress.objects.count() == 1
    assert nurse.evaluate(PHOTOS) == 0


def test_refused_entry_comes_back_with_its_photo(phone: BrowserContext, live_server):
    nurse, _office = at_the_quick_entry(phone, live_server.url)
    phone.set_offline(True)
    nurse.evaluate("document.querySelector('[name=day]').removeAttribute('max')")
    nurse.fill("[name=day]", f"{timezone.localdate().year + 1}-12-31")
    write_with_photo(nurse)
    note = nurse.locator("[data-kept-entries]")
    expect(note).to_contain_text("1 isian akan dikirim")

    phone.set_offline(False)
    expect(note).to_contain_text("belum dapat diterima")
    note.get_by_role("link", name="Perbaiki").click()
    nurse.wait_for_load_state("networkidle")
    nurse.fill("[name=day]", timezone.localdate().isoformat())
    assert nurse.evaluate("document.querySelector('[name=file]').files[0].name") == "IMG 0001.jpg"
    nurse.get_by_role("button", name="Simpan", exact=True).click()

    expect(nurse.locator("#messages")).to_contain_text("Isian sudah disimpan.")
    assert DailyProgress.objects.get().file_name == "IMG 0001.jpg"
    assert nurse.evaluate(PHOTOS) == 0


def test_signing_out_leaves_neither_text_nor_photo(phone: BrowserContext, live_server):
    nurse, _office = at_the_quick_entry(phone, live_server.url)
    nurse.route(
        "**/progress/create/", lambda route: route.abort() if is_post(route) else route.fallback()
    )
    write_with_photo(nurse)
    expect(nurse.locator("[data-kept-entries]")).to_contain_text("1 isian belum terkirim")
    assert nurse.evaluate(PHOTOS) == 1

    nurse.goto(live_server.url + reverse("account_logout"))
    nurse.locator("main form[data-forget-drafts] button").click()
    expect(nurse.locator("#confirm")).to_contain_text("1 isian di perangkat ini belum terkirim")
    nurse.locator("#confirm [data-yes]").click()
    nurse.wait_for_url(lambda url: "logout" not in url and "keluar" not in url)
    nurse.wait_for_load_state("networkidle")

    assert nurse.evaluate(PHOTOS) == 0
    assert nurse.evaluate("Object.keys(localStorage).length") == 0
    assert not DailyProgress.objects.exists()


def is_post(route: Route) -> bool:
    return route.request.method == "POST"


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
