"""The yardstick: the supervisor reads the own one first, the chair afterwards, nobody else."""

import pytest
from django.urls import reverse

from appraisal.actions import calibration as actions
from appraisal.models import Evaluation
from appraisal.selectors.yardstick import yardsticks
from personnel.enums import Role
from tests.factories.appraisal import YEAR_END, make_office
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in
from tests.factories.supervisors import make_supervisors, rate_people

pytestmark = pytest.mark.django_db

URL = "/yardstick/"
NO_MACHINE = "Tidak ada nilai yang diubah oleh mesin"
SENTENCE = (
    "Berbeda dari unit yang sebanding; ini dapat berarti tim yang lebih baik atau lebih lemah, "
    "dan dapat juga berarti tolok ukur yang berbeda."
)


@pytest.fixture
def office(db, clock):
    clock(YEAR_END)
    return make_office()


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def a_city(office, *, kind: bool, people: int = 10) -> None:
    """The office's supervisor beside six others of the same echelon."""
    rate_people(office, office.supervisor.employee, people, kind=kind)
    for other in make_supervisors(office, 6):
        rate_people(office, other, 10, kind=False)


def begin(office):
    return actions.open_calibration(
        agency=office.agency, period=office.period(), by=office.head, now=YEAR_END
    )


def room(client, office) -> str:
    url = reverse("appraisal:calibration-room", args=[office.period().pk, office.agency.pk])
    return text(client.get(url))


# The own page


def test_kind_supervisor_reads_the_difference_and_both_explanations(client, office):
    a_city(office, kind=True)
    sign_in(client, office.supervisor)

    page = text(client.get(URL))

    assert "Penilaian Anda berbeda dari unit yang sebanding." in page
    assert SENTENCE in page
    assert "0,50" in page  # four of eight ratings one step higher
    assert NO_MACHINE in page


def test_same_yardstick_is_not_flagged(client, office):
    a_city(office, kind=False)
    sign_in(client, office.supervisor)

    page = text(client.get(URL))

    assert "Penilaian Anda tidak jauh berbeda dari unit yang sebanding." in page
    assert SENTENCE not in page
    assert NO_MACHINE in page


@pytest.mark.parametrize("people", [4, 7])
def test_few_people_give_the_supervisor_no_figure(client, office, people):
    a_city(office, kind=True, people=people)
    sign_in(client, office.supervisor)

    page = text(client.get(URL))

    assert "Terlalu sedikit untuk disimpulkan." in page
    assert "Kemurahan" not in page
    assert NO_MACHINE in page


def test_another_period_than_the_own_is_not_found(client, office):
    a_city(office, kind=True)
    sign_in(client, office.supervisor)

    assert client.get(f"{URL}?period={office.period().pk}").status_code == 200
    assert client.get(f"{URL}?period=999999").status_code == 404
    assert client.get(f"{URL}?period=x").status_code == 404


def test_who_rates_nobody_has_no_yardstick(client, office):
    sign_in(client, office.employee)
    assert client.get(URL).status_code == 403


def test_supervisor_without_ratings_reads_why_there_is_none(client, office):
    sign_in(client, office.supervisor)
    assert "Terlalu sedikit untuk disimpulkan." in text(client.get(URL))


# The calibration


def test_chair_sees_after_the_meeting_has_begun(client, office):
    a_city(office, kind=True)
    sign_in(client, office.head)
    assert SENTENCE not in room(client, office)
    assert "Tolok ukur terlihat setelah kalibrasi dimulai." in room(client, office)

    begin(office)
    page = room(client, office)

    assert page.count(SENTENCE) == 1
    assert "Bicarakan" in page
    assert NO_MACHINE in page


@pytest.mark.parametrize(("people", "shown"), [(4, False), (6, True)])
def test_five_to_seven_people_stand_before_the_chair_without_a_mark(client, office, people, shown):
    a_city(office, kind=True, people=people)
    begin(office)
    sign_in(client, office.head)

    page = room(client, office)

    assert ("0,50" in page) is shown
    assert ("Terlalu sedikit untuk disimpulkan." in page) is not shown
    assert "Bicarakan" not in page


@pytest.mark.parametrize("role", [Role.PERFORMANCE_MANAGER, Role.AUDITOR, Role.CITY_LEADERSHIP])
def test_who_only_watches_the_room_sees_no_yardstick(client, office, role):
    a_city(office, kind=True)
    begin(office)
    agency = office.agency if role == Role.PERFORMANCE_MANAGER else None
    sign_in(client, make_user(role, agency=agency))

    page = room(client, office)

    assert "0,50" not in page
    assert SENTENCE not in page


def test_flag_changes_no_rating(client, office):
    a_city(office, kind=True)
    begin(office)
    before = list(Evaluation.objects.order_by("pk").values())
    sign_in(client, office.head)

    room(client, office)

    assert list(Evaluation.objects.order_by("pk").values()) == before


# Figures


def test_sums_come_in_three_queries_however_many_people(office, django_assert_max_num_queries):
    a_city(office, kind=True)
    period = office.period()
    assert period.year.year == 2026

    with django_assert_max_num_queries(3):
        found = yardsticks(period, YEAR_END.date())

    own = found[office.supervisor.employee.pk]
    assert (len(found), own.people, own.people_pooled) == (7, 10, 10)
    assert own.current.leniency == pytest.approx(4 / 8)
    assert own.current.middle == 0.5  # results meet, behaviour is above, of everybody
    assert own.current.others_middle == 1
