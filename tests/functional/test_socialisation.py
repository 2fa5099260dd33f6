"""A socialisation for two hundred with walk-ins, and an employee with a phone in the room."""

from datetime import timedelta
from urllib.parse import urlparse

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from personnel.enums import Role
from sabang_kinerja.library import GUIDE, load_guide_and_test
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.functional.accessibility import violations
from tests.functional.people import People, press
from training.enums import AttendanceState
from training.models import Acknowledgement, Attendance, SocialisationEvent, TestAttempt
from training.rules.room_code import room_code, window_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def city():
    cache.clear()
    load_guide_and_test()
    return make_unit(name="Dinas Kesehatan"), make_unit(name="Dinas Perhubungan")


def _plan(people: People) -> SocialisationEvent:
    now = timezone.localtime()
    page = people.go("officer", reverse("training:event-create"))
    for label, text in (
        ("Judul", "Sosialisasi I: Mengapa Penilaian Kinerja Berubah"),
        ("Hari", f"{now:%d-%m-%Y}"),
        ("Mulai pukul", f"{max(now - timedelta(minutes=5), now.replace(hour=0, minute=0)):%H.%M}"),
        ("Selesai pukul", "23.59"), ("Narasumber", "Kepala BKPSDM"),
    ):  # fmt: skip
        page.get_by_label(label, exact=True).fill(text)
    page.locator("[name=place]").fill("Aula Wali Kota")
    page.get_by_label("Dinas Kesehatan").check()
    page.get_by_label("Tes awal dan akhir").select_option(index=1)
    press(page, "Simpan")
    press(page, "Umumkan")
    return SocialisationEvent.objects.get()


def test_two_hundred_are_invited_and_the_list_holds_who_came_anyway(people: People, city) -> None:
    health, port = city
    invited = [make_employee(health) for _one in range(200)]
    for one in invited[:3]:
        make_user(employee=one)
    guests = [make_employee(port) for _one in range(3)]
    people.arrive("officer", make_user(Role.TRAINING_OFFICER))
    event = _plan(people)
    page = people.pages["officer"]
    assert violations(page) == []
    page.get_by_role("link", name="Undang", exact=True).click()
    press(page, "Undang")
    expect(page.get_by_text("200 pegawai diundang.")).to_be_visible()

    page = people.go("officer", reverse("training:event-typed", args=[event.pk]))
    there = [one.nip for one in [*invited[:180], *guests]]
    page.get_by_label("NIP yang hadir").fill("\n".join([*there, "1987"]))
    press(page, "Catat hadir")
    expect(page.get_by_text("183 orang dicatat hadir (3 tanpa undangan)")).to_be_visible()
    expect(page.get_by_label("NIP yang hadir")).to_have_value("1987")
    assert violations(page) == []

    page = people.go("officer", reverse("training:event-detail", args=[event.pk]))
    expect(page.get_by_role("heading", name="183 hadir dari 203")).to_be_visible()
    people.shot("officer", "socialisation")
    page.get_by_role("link", name="Tutup", exact=True).click()
    press(page, "Tutup")
    assert Attendance.objects.filter(state=AttendanceState.ABSENT).count() == 20
    assert event.records.count() == 183


def test_an_employee_on_a_phone_attends_tests_and_gets_the_certificate(
    people: People, city
) -> None:
    health, _port = city
    user = make_user(employee=make_employee(health))
    people.arrive("officer", make_user(Role.TRAINING_OFFICER))
    event = _plan(people)
    page = people.go("officer", reverse("training:event-screen", args=[event.pk]))
    expect(page.get_by_role("img", name="Kode hadir")).to_be_visible()
    assert violations(page) == []
    people.shot("officer", "room-code")
    code = room_code(bytes(event.secret), event.pk, window_of(timezone.now().timestamp()))

    # The phone is not signed in when it scans.
    scan = reverse("training:event-scan", args=[event.pk, code])
    phone = people.browser.new_context(
        viewport={"width": 390, "height": 844}, locale="id-ID"
    ).new_page()
    phone.set_default_timeout(15_000)
    phone.goto(people.address + scan)
    phone.fill("input[name=login]", user.username)
    phone.fill("input[name=password]", "kapal-putih-di-balohan")
    phone.press("input[name=password]", "Enter")
    phone.get_by_label("Empat angka terakhir NIP Anda").fill(user.employee.nip[-4:])
    assert violations(phone) == []
    press(phone, "Saya hadir")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Anda tercatat hadir pukul")
    people.pages["phone"] = phone
    people.shot("phone", "attended")

    page = people.go("phone", reverse("training:guide-detail", args=[GUIDE]))
    assert violations(page) == []
    press(page, "Saya telah membaca dan memahami")
    assert Acknowledgement.objects.get().employee == user.employee

    page = people.go("phone", reverse("training:event-detail", args=[event.pk]))
    page.get_by_role("button", name="Mulai").last.click()
    page.wait_for_url("**/test/*/")
    assert violations(page) == []
    attempt = TestAttempt.objects.get()
    for item in attempt.test.items.all():
        page.check(f"#q{item.pk}{item.correct}")
    press(page, "Selesai")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anda lulus dengan nilai 100.")

    _close(people, event)
    page = people.go("phone", reverse("training:event-detail", args=[event.pk]))
    page.get_by_role("link", name="JP dan sertifikat Anda").click()
    press(page, "Buat sertifikat")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh (PDF)").click()
    assert download.value.suggested_filename.startswith("sertifikat-")
    assert urlparse(page.url).path.startswith("/training/records/")


def _close(people: People, event: SocialisationEvent) -> None:
    page = people.go("officer", reverse("training:event-close", args=[event.pk]))
    press(page, "Tutup")
