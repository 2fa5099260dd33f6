"""An employee answers the pulse on a telephone; BKPSDM closes it; a small unit stays hidden."""

import re

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from feedback.actions.pulse import answer_pulse
from feedback.models import PulseInvitation, PulseWave
from personnel.enums import Role
from sabang_kinerja.celery import app as celery_app
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.sessions import give_totp
from tests.functional.accessibility import violations
from tests.functional.people import People, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def staff(broker_url):
    """Twelve people of one agency and four of another, and BKPSDM."""
    cache.clear()
    celery_app.conf.broker_url = broker_url.replace("unix://", "redis+socket://")
    large, small = make_unit(name="Dinas Perhubungan"), make_unit(name="Sekretariat Kecil")
    admin = make_user(Role.BKPSDM_ADMIN)
    give_totp(admin)
    return (
        admin,
        [make_user(employee=make_employee(large)) for _one in range(12)],
        [make_user(employee=make_employee(small)) for _one in range(4)],
    )


def test_staff_answer_and_the_city_reads_what_was_done(people: People, staff) -> None:
    admin, large, small = staff
    people.arrive("bkpsdm", admin)
    people.arrive("person", large[0], width=390)
    page = people.go("bkpsdm", "/pulse/waves/create/")
    press(page, "Simpan")
    page.get_by_role("link", name="Buka gelombang").click()
    press(page, "Buka gelombang")
    expect(page.get_by_text("Gelombang sudah dibuka.")).to_be_visible()

    page = people.go("person", "/pulse/")
    assert violations(page) == []
    for name in ("P1", "P2", "R3"):
        page.locator(f"input[name='{name}'][value='4']").check()
    page.get_by_label(re.compile("Apa yang paling perlu diperbaiki")).fill("Contoh yang jelas.")
    people.shot("person", "pulse")
    press(page, "Kirim")
    expect(page.get_by_text("Jawaban Anda sudah masuk.")).to_be_visible()
    page = people.go("person", "/pulse/")
    expect(page.get_by_text("Anda sudah menjawab.")).to_be_visible()

    wave = PulseWave.objects.get()
    for place, user in enumerate([*large[1:], *small]):
        invitation = PulseInvitation.objects.get(wave=wave, employee=user.employee)
        answer_pulse(
            invitation_id=invitation.pk,
            items=[1 + (place + item) % 5 for item in range(11)],
            text="",
            by=user,
            now=timezone.now(),
        )
    page = people.go("bkpsdm", f"/pulse/waves/{wave.pk}/")
    page.get_by_role("link", name="Tutup gelombang").click()
    press(page, "Tutup gelombang")
    expect(page.get_by_role("heading", name="Seluruh kota")).to_be_visible()
    assert "Sekretariat Kecil" not in page.content()
    assert violations(page) == []
    page.get_by_role("link", name="Tulis yang sudah dilakukan").click()
    page.get_by_label("Yang sudah dilakukan").fill("Klinik SKP di tiga kantor.")
    press(page, "Simpan")
    page = people.go("person", "/pulse/result/")
    expect(page.get_by_text("Klinik SKP di tiga kantor.")).to_be_visible()
    assert violations(page) == []
