"""The calendar of one person: opened by the secret alone, renewed, taken away."""

from datetime import date

import pytest
from django.urls import reverse

from appraisal.enums import EvaluationState, PlanState
from appraisal.selectors.due_days import next_days
from personnel.actions.feeds import renew_feed
from personnel.models import CalendarFeed, Deadline
from tests.factories.appraisal import JANUARY, SERVED, evaluation_at, make_office, plan_at
from tests.factories.sessions import sign_in
from tests.unit.common.test_icalendar import parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = make_office()
    Deadline.objects.create(year=office.year, key="skp.draft_due", due=date(2026, 1, 14))
    Deadline.objects.create(year=office.year, key="lapor.bkn_due", due=date(2027, 2, 28))
    return office


def address_of(user, now=JANUARY) -> str:
    return reverse("appraisal:feed-file", args=[renew_feed(by=user, now=now).token])


def test_feed_holds_what_waits_and_the_last_days(client, clock, office):
    clock(JANUARY)
    plan_at(PlanState.DRAFT, office)

    answer = client.get(address_of(office.employee))

    assert answer["Content-Type"].startswith("text/calendar")
    found = {event["SUMMARY"]: event for event in parsed(answer.content.decode())}
    assert found["Lengkapi dan ajukan SKP"]["DTSTART;VALUE=DATE"] == "20260114"
    assert "Draf SKP diajukan" in found
    assert "Hasil dilaporkan ke BKN" not in found


def test_feed_names_nobody_else(client, clock, office):
    clock(SERVED)
    evaluation_at(EvaluationState.OBJECTED, office)

    text = client.get(address_of(office.head, SERVED)).content.decode()

    assert "Putuskan satu keberatan" in text
    assert office.employee.employee.name not in text
    assert office.head.employee.nip not in text


def test_old_address_dies_when_it_is_renewed_or_taken_away(client, clock, office):
    clock(JANUARY)
    old = address_of(office.employee)
    new = address_of(office.employee)
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200

    browser = sign_in(client, office.employee)
    browser.post(reverse("appraisal:feed-delete"))
    assert browser.get(new).status_code == 404


def test_database_keeps_no_secret_that_opens_a_calendar(office):
    feed = renew_feed(by=office.employee, now=JANUARY)

    kept = CalendarFeed.objects.values_list("salt", "digest").get()
    assert feed.token not in kept


def test_disabled_account_has_no_calendar(client, clock, office):
    clock(JANUARY)
    address = address_of(office.employee)
    office.employee.is_active = False
    office.employee.save()

    assert client.get(address).status_code == 404


def test_page_shows_the_address_to_copy(client, clock, office):
    clock(JANUARY)
    browser = sign_in(client, office.employee)
    assert "Buat alamat" in browser.get(reverse("appraisal:feed-detail")).content.decode()

    browser.post(reverse("appraisal:feed-renew"))
    page = browser.get(reverse("appraisal:feed-detail")).content.decode()

    assert CalendarFeed.objects.get().token in page


def test_predicate_of_a_period_and_of_the_year_are_two_named_days(office):
    for key in ("org.predikat_due.4", "org.predikat_due"):
        Deadline.objects.create(year=office.year, key=key, due=date(2027, 1, 7))

    texts = [row.text for row in next_days(office.year, date(2026, 12, 31))]

    assert "Predikat organisasi periode 4 ditetapkan" in texts
    assert "Predikat organisasi tahunan ditetapkan" in texts
