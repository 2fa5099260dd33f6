"""What a supervisor sees of colleagues' feedback beside a rating, and what never happens."""

import random
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from appraisal.actions import periods
from appraisal.actions.calibration import open_calibration
from appraisal.enums import PlanState
from appraisal.models import Evaluation
from feedback.actions import round_closing
from feedback.enums import RaterGroup, RoundState
from feedback.models import Nomination
from feedback.selectors.peer_reports import fair_means
from personnel.enums import Role
from personnel.models import User
from tests.factories.appraisal import YEAR_END, make_office, plan_at
from tests.factories.personnel import make_employee, make_user
from tests.factories.rounds import Agency, answer_all, go, make_round
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

AT = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)


@pytest.fixture
def office():
    return make_office()


def released(office, spread: int):
    """A round about the office's people; raters scatter by ``spread`` around each person."""
    people = [make_user(employee=make_employee(office.division)) for _one in range(8)]
    agency = Agency(
        office.agency, office.head, [office.supervisor], [office.employee, *people], office.admin
    )
    agency.by_employee = {
        user.employee_id: user
        for user in [office.head, office.supervisor, office.employee, *people]
    }
    made = make_round(agency, RoundState.COLLECTION)

    def scores(asked):
        chance = random.Random(asked.pk)
        level = 1 + asked.reviewee.employee_id % 3
        return [max(1, min(4, level + chance.randint(0, spread))) for _one in range(7)]

    answer_all(made, agency, scores=scores)
    round_closing.close_round(
        round_id=made.pk, by=office.admin, now=AT.replace(year=2026, month=12)
    )
    go(made, agency, RoundState.RELEASED)
    return made


def drawer(client, office, user: User) -> str:
    plan = plan_at(PlanState.FIXED, office)
    period = office.period()
    periods.open_evaluations(period=period, by=office.admin, now=YEAR_END)
    evaluation = Evaluation.objects.get(plan=plan, period=period)
    sign_in(client, user)
    page = client.get(reverse("appraisal:team", args=[period.pk]), {"selected": evaluation.pk})
    assert page.status_code == 200
    return page.content.decode()


def test_reliable_means_stand_beside_the_values_and_say_what_they_may_be(client, office):
    released(office, spread=1)
    page = drawer(client, office, office.supervisor)
    assert "Kata rekan" in page
    assert "tidak pernah disalin menjadi rating" in page
    assert Evaluation.objects.get().behaviour_rating == ""


def test_unreliable_means_are_not_shown(client, office):
    made = released(office, spread=3)
    made.refresh_from_db()
    page = drawer(client, office, office.supervisor)
    shown = "Kata rekan" in page
    report = office.employee.employee.reviews_360.get().report
    assert shown == (report.content["use"] != "not_shown")


def test_without_a_round_the_drawer_says_nothing_of_colleagues(client, office):
    assert "Kata rekan" not in drawer(client, office, office.supervisor)


def test_somebody_who_acts_for_the_supervisor_sees_no_peers(client, office):
    released(office, spread=1)
    reader = make_user(Role.BKPSDM_ADMIN)
    plan = plan_at(PlanState.FIXED, office)
    periods.open_evaluations(period=office.period(), by=office.admin, now=YEAR_END)
    evaluation = Evaluation.objects.get(plan=plan, period=office.period())
    sign_in(client, reader)
    page = client.get(reverse("appraisal:evaluation-detail", args=[evaluation.pk]))
    assert "Kata rekan" not in page.content.decode()


def test_the_chair_sees_a_second_column_and_nobody_else(client, office):
    released(office, spread=1)
    plan_at(PlanState.FIXED, office)
    period = office.period()
    periods.open_evaluations(period=period, by=office.admin, now=YEAR_END)
    open_calibration(agency=office.agency, period=period, by=office.head, now=YEAR_END)
    room = reverse("appraisal:calibration-room", args=[period.pk, office.agency.pk])
    sign_in(client, office.head)
    page = client.get(room).content.decode()
    review = office.employee.employee.reviews_360.get()
    # A head who was asked about somebody does not see that person's mean either.
    asked = review.nominations.filter(
        rater=office.head.employee, group__in=[RaterGroup.PEER, RaterGroup.SUBORDINATE]
    ).exists()
    shown = review.report.content["shape"] == "detail" and not asked
    assert ("Rata-rata rekan (360)" in page) == shown
    sign_in(client, make_user(Role.AUDITOR))
    assert "Rata-rata rekan (360)" not in client.get(room).content.decode()


def test_the_chair_does_not_see_whom_the_chair_was_asked_about(office):
    made = released(office, spread=1)
    people = list(made.reviewees.values_list("employee_id", flat=True))
    asked = Nomination.objects.filter(reviewee__round=made, group=RaterGroup.PEER)
    reader = asked.first().rater_id
    shown = fair_means(people, reader, date(2026, 12, 31))
    about = set(asked.filter(rater=reader).values_list("reviewee__employee_id", flat=True))
    assert shown and not about & set(shown) and reader not in shown
