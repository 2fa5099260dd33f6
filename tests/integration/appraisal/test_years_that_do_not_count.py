"""Rehearsal and shadow years: marked, without papers; a rehearsal is thrown away whole."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from appraisal.actions.years import close_year, discard_rehearsal
from appraisal.enums import EvaluationState, PlanState
from appraisal.models import Evaluation, Plan, PlanTransition
from appraisal.selectors.plans import current_year
from personnel.enums import YearMode, YearState
from personnel.models import PerformanceYear
from reports.actions.letters import request_letter
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from tests.factories.appraisal import JANUARY, SERVED, evaluation_at, make_office, plan_at
from tests.factories.personnel import make_year
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

AFTERWARDS = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def office():
    return make_office()


def rehearse(office, mode=YearMode.REHEARSAL):
    PerformanceYear.objects.filter(pk=office.year.pk).update(mode=mode)
    office.year.refresh_from_db()
    return office.year


def test_rehearsal_stands_beside_the_year_of_the_same_number():
    real = make_year(2026)
    rehearsal = make_year(2026, mode=YearMode.REHEARSAL)

    assert current_year() == real
    for mode in (YearMode.REHEARSAL, YearMode.SHADOW, YearMode.REAL):
        with pytest.raises(IntegrityError), transaction.atomic():
            PerformanceYear.objects.create(year=2026, mode=mode)
    real.state = YearState.CLOSED
    real.save()
    assert current_year() == rehearsal


def test_rehearsal_is_thrown_away_with_everything_that_hangs_on_it(office):
    rehearse(office)
    evaluation_at(EvaluationState.ACCEPTED, office)

    removed = discard_rehearsal(year_id=office.year.pk, by=office.admin, now=SERVED)

    assert removed > 20
    assert not Plan.objects.exists()
    assert not Evaluation.objects.exists()
    assert not PerformanceYear.objects.exists()


def test_other_years_are_never_thrown_away(office):
    for mode in (YearMode.REAL, YearMode.SHADOW):
        rehearse(office, mode)
        with pytest.raises(WrongState):
            discard_rehearsal(year_id=office.year.pk, by=office.admin, now=JANUARY)
    rehearse(office)
    with pytest.raises(Denied):
        discard_rehearsal(year_id=office.year.pk, by=office.employee, now=JANUARY)


def test_guards_hold_for_the_rehearsal_outside_of_throwing_it_away(office):
    rehearse(office)
    plan = plan_at(PlanState.FIXED, office)

    with pytest.raises(DatabaseError), transaction.atomic():
        PlanTransition.objects.filter(plan=plan).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        plan.results.all().delete()


def test_real_year_beside_it_keeps_its_rows(office):
    kept = plan_at(PlanState.FIXED, office)
    rehearsal = make_year(2026, mode=YearMode.REHEARSAL)
    office.year = rehearsal
    plan_at(PlanState.SUBMITTED, office)

    discard_rehearsal(year_id=rehearsal.pk, by=office.admin, now=JANUARY)

    assert list(Plan.objects.all()) == [kept]
    assert kept.results.count() == 3


@pytest.mark.parametrize("mode", [YearMode.REHEARSAL, YearMode.SHADOW])
def test_no_papers_come_from_a_year_without_effects(office, mode):
    rehearse(office, mode)
    evaluation = evaluation_at(EvaluationState.ACCEPTED, office)

    with pytest.raises(WrongState, match="hasilnya tidak berlaku"):
        request_letter(evaluation=evaluation, by=office.admin, now=SERVED)


@pytest.mark.parametrize(
    ("mode", "word"), [(YearMode.REHEARSAL, "LATIHAN"), (YearMode.SHADOW, "BAYANGAN")]
)
def test_every_page_says_so(client, clock, office, mode, word):
    clock(JANUARY)
    rehearse(office, mode)
    browser = sign_in(client, office.employee)

    assert f"<b>{word}</b>" in browser.get("/").content.decode()
    rows = browser.get(reverse("appraisal:evaluation-export", args=["csv"])).content.decode()
    assert "(latihan)" not in rows


def test_closing_shows_what_is_open_and_asks_why(client, clock, office):
    clock(AFTERWARDS)
    evaluation_at(EvaluationState.SERVED, office)
    browser = sign_in(client, office.admin)
    address = reverse("appraisal:year-close", args=[office.year.pk])

    assert "Satu hal pada tahun 2026 belum selesai." in browser.get(address).content.decode()
    refused = browser.post(address, {"note": " "})
    assert refused.status_code == 422
    with pytest.raises(Incomplete):
        close_year(year_id=office.year.pk, reason="", by=office.admin, now=AFTERWARDS)

    browser.post(address, {"note": "Menunggu putusan pengadilan"})
    office.year.refresh_from_db()
    assert office.year.state == YearState.CLOSED
    assert office.year.close_reason == "Menunggu putusan pengadilan"
    assert Evaluation.objects.get().state == EvaluationState.SERVED


def test_rehearsal_is_thrown_away_from_its_page(client, clock, office):
    clock(JANUARY)
    rehearse(office)
    plan_at(PlanState.DRAFT, office)
    browser = sign_in(client, office.admin)

    page = browser.get(reverse("personnel:year-detail", args=[office.year.pk])).content.decode()
    address = reverse("appraisal:year-discard", args=[office.year.pk])
    assert address in page
    assert "1 SKP latihan" in browser.get(address).content.decode()
    browser.post(address)
    assert not PerformanceYear.objects.exists()
