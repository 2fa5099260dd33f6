"""Services, counters and who serves there, as a survey officer keeps them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import Counter, Service
from personnel.enums import Role
from tests.factories.feedback import make_counter, make_service
from tests.factories.personnel import make_employee, make_grant, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make_unit()


@pytest.fixture
def browser(client, agency):
    user = make_user()
    make_grant(user, Role.SURVEY_OFFICER, agency=agency)
    return sign_in(client, user)


def test_service_is_added_with_a_code_made_from_its_name(browser, agency):
    form = {"unit_id": agency.pk, "name": "Kartu Keluarga", "service_class": "Adminduk"}

    browser.post(reverse("feedback:service-create"), form)
    twice = browser.post(reverse("feedback:service-create"), form)

    service = Service.objects.get()
    assert (service.code, service.service_class, service.has_fee) == (
        "kartu-keluarga",
        "adminduk",
        False,
    )
    assert twice.status_code == 422
    assert "sudah dipakai" in twice.content.decode()
    assert 'value="Kartu Keluarga"' in twice.content.decode()


def test_service_of_another_agency_is_out_of_reach(browser):
    other = make_unit()
    service = make_service(other)

    answer = browser.post(
        reverse("feedback:service-create"),
        {"unit_id": other.pk, "name": "Layanan", "service_class": "x"},
    )

    assert answer.status_code == 422
    for name in ("service-update", "service-end"):
        assert browser.get(reverse(f"feedback:{name}", args=[service.pk])).status_code == 404
    assert browser.post(reverse("feedback:service-restore", args=[service.pk])).status_code == 404


def test_service_ends_after_a_question_and_comes_back(browser, agency):
    service = make_service(agency)
    end = reverse("feedback:service-end", args=[service.pk])

    assert "tetap" in browser.get(end).content.decode()
    service.refresh_from_db()
    assert service.is_active
    browser.post(end)
    assert service.name not in browser.get(reverse("feedback:service-list")).content.decode()
    ended = browser.get(reverse("feedback:service-list"), {"state": "ended"}).content.decode()
    assert service.name in ended
    browser.post(reverse("feedback:service-restore", args=[service.pk]))
    service.refresh_from_db()
    assert service.is_active


def test_networks_of_a_counter_are_checked_line_by_line(browser, agency):
    address = reverse("feedback:counter-create")
    form = {"unit_id": agency.pk, "name": "Loket 1"}

    wrong = browser.post(address, form | {"networks": "10.20.30.0/24\nkantor\n10.0.0.0/40"})
    browser.post(address, form | {"networks": "10.20.30.7/24\n\n2001:db8::/48"})

    assert "2 (kantor), 3 (10.0.0.0/40)" in wrong.content.decode()
    assert Counter.objects.get().networks == "10.20.30.0/24\n2001:db8::/48"


def test_somebody_stands_at_a_counter_once_at_a_time(browser, agency):
    counter = make_counter(agency)
    person = make_employee(agency)
    address = reverse("feedback:duty-create", args=[counter.pk])
    form = {"employee": person.nip, "effective_from": "01-07-2026", "effective_until": ""}

    browser.post(address, form)
    twice = browser.post(address, form | {"effective_from": "01-08-2026"})

    assert "sudah tercatat" in twice.content.decode()
    duty = counter.duties.get()
    ends = reverse("feedback:duty-end", args=[duty.pk])
    assert browser.post(ends, {"last_day": "01-06-2026"}).status_code == 422
    browser.post(ends, {"last_day": "31-07-2026"})
    duty.refresh_from_db()
    assert duty.effective_until == date(2026, 7, 31)
    assert (
        person.full_name
        in browser.get(reverse("feedback:counter-detail", args=[counter.pk])).content.decode()
    )


@pytest.mark.parametrize("page", ["service-list", "counter-list", "register-list"])
def test_only_officers_and_bkpsdm_open_the_lists(client, page):
    address = reverse(f"feedback:{page}")
    for role in Role:
        status = sign_in(client, make_user(role)).get(address).status_code
        opens = role in (Role.SURVEY_OFFICER, Role.BKPSDM_ADMIN)
        assert status == (200 if opens else 403), role


@pytest.mark.parametrize(
    ("page", "make"), [("service-list", make_service), ("counter-list", make_counter)]
)
def test_lists_take_the_same_queries_for_hundreds_of_rows(
    browser, agency, django_assert_num_queries, page, make
):
    address = reverse(f"feedback:{page}")
    make(agency)
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    for _n in range(200):
        make(agency)
    with django_assert_num_queries(len(few)):
        browser.get(address)
