"""BKPSDM finds a late agency in the control room and reminds it; the person reads and acts."""

from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from appraisal.enums import PlanState
from personnel.models import Deadline
from sabang_kinerja.celery import app as celery_app
from tests.factories.appraisal import Office, make_office, plan_at
from tests.factories.personnel import PASSWORD
from tests.factories.sessions import give_totp, totp_code
from tests.functional.accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(broker_url) -> Office:
    cache.clear()
    celery_app.conf.broker_url = broker_url.replace("unix://", "redis+socket://")
    office = make_office(timezone.localdate().year)
    missed = date(office.year.year, 1, 1)
    Deadline.objects.create(year=office.year, key="skp.set_due", due=missed)
    plan_at(PlanState.DRAFT, office)
    give_totp(office.admin)
    return office


def arrive(window: BrowserContext, address: str, user) -> Page:
    page = window.new_page()
    page.set_default_timeout(15_000)
    page.goto(address + reverse("account_login"))
    page.fill("input[name=login]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    return page


def test_late_agency_is_reminded_and_its_employee_opens_the_task(desk, phone, live_server, office):
    office_page = arrive(desk, live_server.url, office.admin)
    office_page.fill("input[name=code]", totp_code())
    office_page.press("input[name=code]", "Enter")
    office_page.get_by_role("navigation", name="Menu utama").get_by_role(
        "link", name="Ruang kendali"
    ).click()
    expect(office_page.get_by_role("heading", level=1)).to_contain_text("lewat batas")
    assert violations(office_page) == []
    office_page.get_by_role("link", name=f"Ingatkan {office.agency.name}").click()
    expect(office_page.get_by_text(office.employee.employee.full_name)).to_be_visible()
    office_page.get_by_role("button", name="Ingatkan", exact=True).click()
    expect(office_page.get_by_role("heading", level=1)).to_contain_text("diingatkan")

    person = arrive(phone, live_server.url, office.employee)
    person.get_by_role("link", name="Pesan, 1 belum dibaca").click()
    expect(person.get_by_role("heading", level=1)).to_have_text("Satu pesan belum Anda baca.")
    assert violations(person) == []
    person.get_by_role("button", name="Buka: Pengingat").click()
    expect(person.get_by_role("button", name="Ajukan").first).to_be_visible()
