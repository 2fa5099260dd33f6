"""A letter is sealed in order, a citizen compares the file, the letter is withdrawn."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from reports.actions.letters import request_agency_letters
from reports.models import Letter, Signature
from reports.tasks import print_letters
from tests.factories.appraisal import SERVED, make_office
from tests.factories.reports import final_results
from tests.factories.sessions import give_totp
from tests.factories.signing import use_seal
from tests.functional.accessibility import violations
from tests.functional.people import People, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = (("light", 1280), ("light", 390), ("dark", 390))


@pytest.fixture
def office(people, settings, tmp_path):
    """An agency with two letters, and a city with a seal."""
    use_seal(settings, tmp_path)
    office = make_office()
    give_totp(office.admin)
    final_results(office, 2)
    job = request_agency_letters(
        agency=office.agency, period=office.period(), by=office.admin, now=SERVED
    )
    print_letters(job.pk)
    return office


def download(page: Page, name: str, folder: Path) -> Path:
    """Take a file along as a person does."""
    with page.expect_download() as waited:
        page.get_by_role("link", name=name).first.click()
    path = folder / waited.value.suggested_filename
    waited.value.save_as(path)
    return path


def compare(page: Page, path: Path) -> None:
    page.locator("input[type=file]").set_input_files(path)
    press(page, "Bandingkan berkas")


def test_letter_is_sealed_in_order_compared_and_withdrawn(
    people: People, office, chromium: Browser, live_server, tmp_path
):
    letter = Letter.objects.order_by("sequence").first()
    people.arrive("admin", office.admin)
    admin = people.go("admin", f"/jobs/{letter.job.uuid}/")
    admin.get_by_role("link", name="Minta tanda tangan", exact=True).click()
    press(admin, "Minta tanda tangan")

    supervisor = people.arrive("supervisor", office.supervisor)
    people.go("supervisor", "/signatures/")
    expect(supervisor.locator("h1")).to_have_text("2 surat menunggu tanda tangan Anda.")
    for box in supervisor.get_by_role("checkbox").all():
        box.check()
    people.shot("supervisor", "menunggu")
    press(supervisor, "Segel yang dipilih")
    expect(supervisor.get_by_text("2 surat sudah disegel.")).to_be_visible()

    employee = people.arrive("employee", office.employee, width=390)
    people.go("employee", f"/signatures/letter/{letter.pk}/")
    expect(employee.locator("h1")).to_have_text("Surat ini menunggu tanda tangan Anda.")
    people.shot("employee", "giliran")
    employee.get_by_role("link", name="Segel berkas").click()
    press(employee, "Segel berkas")
    expect(employee.locator("h1")).to_have_text("Surat ini sudah ditandatangani lengkap.")
    people.go("employee", f"/letters/{letter.pk}/")
    signed = download(employee, "Unduh yang ditandatangani", tmp_path)
    spoiled = tmp_path / "diubah.pdf"
    data = bytearray(signed.read_bytes())
    data[len(data) // 2] ^= 1
    spoiled.write_bytes(data)

    citizen = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    people.pages["citizen"] = citizen
    people.go("citizen", "/periksa/")
    compare(citizen, signed)
    expect(citizen.get_by_text("sama dengan berkas yang ditandatangani")).to_be_visible()
    expect(citizen.locator("h1")).to_have_text("Dokumen ini asli dan berlaku.")
    people.shot("citizen", "sama")
    compare(citizen, spoiled)
    expect(citizen.get_by_text("TIDAK sama dengan berkas surat ini")).to_be_visible()
    people.shot("citizen", "tidak-sama")
    people.go("citizen", "/periksa/")
    compare(citizen, spoiled)
    expect(citizen.locator("h1")).to_have_text("Berkas ini bukan berkas surat dari aplikasi ini.")
    people.shot("citizen", "bukan-kami")

    people.go("admin", f"/letters/{letter.pk}/withdraw/")
    admin.locator("textarea").fill("Nama keliru")
    press(admin, "Cabut surat")
    people.go("citizen", "/periksa/")
    compare(citizen, signed)
    expect(citizen.locator("h1")).to_have_text("Dokumen ini sudah dicabut dan tidak berlaku.")
    assert letter.evaluation.plan.employee.name not in citizen.content()


def test_pages_are_accessible_and_fit_the_screen(
    people: People, office, live_server, tmp_path, settings
):
    letter, other = Letter.objects.order_by("sequence")
    settings.SIGNING_SERVICE_URL = "http://127.0.0.1:1"
    people.arrive("supervisor", office.supervisor)
    people.go("supervisor", f"/signatures/letter/{letter.pk}/ask/")
    press(people.pages["supervisor"], "Minta")
    first = Signature.objects.get(place=1)
    paths = [
        "/signatures/",
        f"/signatures/letter/{letter.pk}/",
        f"/signatures/letter/{letter.pk}/stop/",
        f"/signatures/letter/{other.pk}/",
        f"/signatures/letter/{other.pk}/ask/",
        f"/signatures/{first.pk}/seal/",
        f"/signatures/{first.pk}/scan/",
        f"/signatures/{first.pk}/certified/",
        "/periksa/",
        f"/v/{letter.verification_code}",
    ]
    wrong = []
    page = people.pages["supervisor"]
    for theme, width in SCREENS:
        page.set_viewport_size({"width": width, "height": 900})
        page.context.add_cookies([{"name": "theme", "value": theme, "url": live_server.url}])
        for number, path in enumerate(paths):
            people.go("supervisor", path)
            wrong += [f"{path}, {theme}, {width}: {breach}" for breach in violations(page)]
            people.shot("supervisor", f"{number}-{theme}-{width}")

    assert not wrong, "\n".join(wrong)
