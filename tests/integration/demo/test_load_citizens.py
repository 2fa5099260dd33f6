"""The citizens of the demo city: loaded once at two hundred people, then asked and checked."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from feedback.enums import COUNTED, Channel, CommentState, Frame, Standing, SurveyState
from feedback.models import (
    CitizenSurvey,
    Comment,
    Complaint,
    Contact,
    CounterDuty,
    EntryBatch,
    FollowUpItem,
    OfficerFigure,
    QuarantineReview,
    ReceiptToken,
    Register,
    Response,
    Service,
    SurveyPeriod,
    SurveyResult,
)
from feedback.permissions import can_agree, can_review_quarantine
from feedback.selectors.quarantine import quarantine_of, surveys_with_quarantine
from personnel.models import User
from personnel.rules.calendar import WIB
from sabang_kinerja.demo.content import city_services
from tests.factories.sessions import sign_in

TODAY = date(2026, 11, 24)
NOW = datetime.combine(TODAY, time(6), WIB)
TARGET = 0.95
"""Share of services that show the quality that the design gives them."""

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _city(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Load once for the whole module; everything is rolled back after it."""
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        # New rows would fill the gaps that earlier tests left, and so lose the order of places.
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE feedback_response CASCADE")
        call_command("load_demo", employees=200, seed=2026, today=TODAY, verbosity=0)
        yield
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


def closed_year() -> SurveyPeriod:
    return SurveyPeriod.objects.get(kind="year", year=2025)


def running() -> list[CitizenSurvey]:
    return list(CitizenSurvey.objects.filter(state=SurveyState.OPEN).select_related("period"))


def test_year_before_and_first_half_are_closed_and_the_second_half_runs() -> None:
    states = {
        (survey.period.label, survey.state)
        for survey in CitizenSurvey.objects.select_related("period")
    }
    assert states == {
        ("Tahun 2025", "closed"),
        ("Semester I 2026", "closed"),
        ("Semester II 2026", "open"),
    }


def test_services_show_the_quality_that_they_are_designed_to_show() -> None:
    design = {
        row["code"].replace("_", "-"): row["sampling"]["design_verdict"]
        for row in city_services()["services"]
    }
    rows = SurveyResult.objects.current().filter(
        survey__period=closed_year(), service__isnull=False
    )
    alone = [row for row in rows.with_figures() if not row.figures["pooled"]["kind"]]
    agreed = [row for row in alone if row.verdict == design[row.service.code]]
    assert len(agreed) >= TARGET * len(alone) > 30
    assert {row.verdict for row in agreed} == {"green", "amber", "red"}


def test_figures_stand_near_the_level_of_their_design() -> None:
    level = {
        row["code"].replace("_", "-"): row["quality_profile"]["expected_ikm"]
        for row in city_services()["services"]
    }
    green = SurveyResult.objects.current().filter(
        survey__period=closed_year(), service__isnull=False, verdict="green"
    )
    for row in green.select_related("service"):
        assert abs(float(row.index) - level[row.service.code]) < 3, row


def test_running_surveys_have_answers_and_no_figure() -> None:
    for survey in running():
        assert survey.responses.exists(), survey
        assert not survey.results.exists()
    assert not Response.objects.filter(day__gte=TODAY).exists()


def test_answers_are_whole_and_free_services_cost_nothing() -> None:
    assert set(Response.objects.values_list("standing", flat=True)) == {
        Standing.USABLE,
        Standing.UNUSABLE,
        Standing.REJECTED,
        Standing.QUARANTINED,
        Standing.CONFIRMED,
    }
    for row in Response.objects.filter(standing=Standing.USABLE).iterator():
        given = [one for one in row.ratings if one is not None]
        assert len(row.ratings) == 9
        assert len(given) >= 7
        assert set(given) <= {1, 2, 3, 4}
    free = Response.objects.filter(service__has_fee=False, standing=Standing.USABLE)
    assert not free.exclude(ratings__3=4).exists()


def test_answers_by_every_way_and_paper_in_its_batch() -> None:
    ways = Counter(Response.objects.values_list("channel", flat=True))
    assert set(ways) == set(Channel) - {Channel.IMPORT}
    for batch in EntryBatch.objects.all():
        assert batch.responses.count() == batch.rows > 0
        assert all(one.day <= batch.entered_at.date() for one in batch.responses.all())


def test_spent_codes_are_as_many_as_their_answers_and_lead_to_none() -> None:
    assert ReceiptToken.objects.filter(used=True).count() == ways_of(Channel.RECEIPT)
    assert ReceiptToken.objects.filter(used=False).count() > ReceiptToken.objects.count() / 2
    digests = set(ReceiptToken.objects.values_list("digest", flat=True)[:500])
    assert not digests & {one.hex for one in Response.objects.values_list("id", flat=True)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM feedback_response ORDER BY survey_id, ctid LIMIT 400")
        places = [row[0] for row in cursor.fetchall()]
    assert places == sorted(places)


def ways_of(channel: Channel) -> int:
    return Response.objects.filter(channel=channel).count()


def test_a_burst_waits_for_reviewers_from_outside() -> None:
    reviewer = User.objects.get(username="mutu")
    waiting = list(surveys_with_quarantine(CitizenSurvey.objects.all()))
    assert len(waiting) > 5
    for survey in waiting:
        assert can_review_quarantine(reviewer, survey, NOW)
        assert quarantine_of(survey).count == survey.waiting
    review = QuarantineReview.objects.filter(agreed_at__isnull=True).first()
    assert review is not None
    assert can_agree(reviewer, review, NOW)


def test_decided_review_moved_its_answers_and_the_figures() -> None:
    review = QuarantineReview.objects.filter(agreed_at__isnull=False).first()
    assert review is not None
    moved = Response.objects.filter(
        survey=review.survey_id, day=review.day, flags=review.flags, standing=Standing.CONFIRMED
    )
    assert moved.count() == review.count
    numbers = review.survey.results.of_units().values_list("number", "is_current")
    assert set(numbers) == {(1, False), (2, True)}


def test_registers_stand_for_all_but_two_agencies_and_residents_apart() -> None:
    half = next(iter(running())).period
    handed_in = set(Register.objects.filter(starts=half.starts).values_list("unit", flat=True))
    surveyed = {survey.unit_id for survey in running()}
    assert len(surveyed - handed_in) <= 2
    residents = Register.objects.get(frame=Frame.RESIDENTS)
    assert residents.population == 43_527
    assert residents.unit.parent is None
    for register in Register.objects.filter(frame=Frame.SERVICE_REGISTER)[:60]:
        sums = Counter[str]()
        for line in register.counts.all():
            sums[line.dimension] += line.count
        assert set(sums.values()) == {register.population}


def test_insults_wait_and_personal_data_is_masked() -> None:
    assert Comment.objects.filter(state=CommentState.WAITING).exists()
    assert not Comment.objects.filter(state=CommentState.SHOWN, shown="").exists()
    shown = " ".join(Comment.objects.values_list("shown", flat=True))
    assert "9999" not in shown


def test_weak_elements_have_a_plan_with_somebody_responsible() -> None:
    with_figure = SurveyResult.objects.current().of_units().filter(index__isnull=False)
    for result in with_figure:
        rows = FollowUpItem.objects.filter(survey=result.survey_id)
        assert len(rows) >= 3
        weak = {one["code"] for one in result.figures["elements"] if one["grade"] in ("C", "D")}
        assert weak <= {row.element for row in rows}


def test_complaints_are_in_every_state_and_contacts_end_a_month_after_the_survey() -> None:
    assert set(Complaint.objects.values_list("state", flat=True)) == {
        "received",
        "forwarded",
        "answered",
        "closed",
    }
    contacts = Contact.objects.select_related("survey")
    assert contacts
    for contact in contacts:
        assert (contact.purge_on - contact.survey.closes_on).days == 30


def test_officer_of_the_demo_has_a_counter_alone() -> None:
    officer = User.objects.get(username="pegawai").employee
    duty = CounterDuty.objects.get(employee=officer)
    assert duty.counter.duties.count() == 1


def test_every_agency_with_a_counter_asks_about_active_services() -> None:
    for survey in running():
        assert Service.objects.active().within(survey.unit).exists()
        usable = survey.responses.filter(standing__in=COUNTED).exclude(channel=Channel.OPEN)
        assert usable.exists()


@pytest.mark.parametrize("name", ["survei", "kepala"])
def test_survey_rooms_open_for_the_demo_accounts(client: Client, name: str) -> None:
    browser = sign_in(client, User.objects.get(username=name))
    assert browser.get(reverse("feedback:survey-list")).status_code == 200
    mine = next(s for s in running() if name == "survei" or s.unit.code == "DISPAR")
    assert browser.get(reverse("feedback:survey-detail", args=[mine.pk])).status_code == 200


def test_agencies_that_ask_in_proportion_turn_green_and_their_officers_see_it_first() -> None:
    half = SurveyResult.objects.current().of_units().filter(survey__period__kind="half_year")
    learnt = half.filter(survey__unit__code__in=["DUKCAPIL", "DINKES"])
    assert {row.verdict for row in learnt} == {"green"}
    officer = User.objects.get(username="pegawai").employee
    figure = OfficerFigure.objects.get(employee=officer)
    assert figure.n >= 30
    assert figure.seen_at is None
    assert set(figure.comparison.values()) <= {"better", "same", "worse"}
