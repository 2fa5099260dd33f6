"""The follow-up plan of a survey: proposed, written, reported."""

from datetime import date

import pytest
from django.urls import reverse

from feedback.enums import SurveyState
from feedback.models import FollowUpItem
from feedback.rules.follow_up import proposed_elements
from personnel.enums import Role
from tests.factories.feedback import make_result, make_survey, make_survey_period
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

ROW = {
    "element": "time", "activity": "Loket kedua", "year": "2027", "quarters": ["1", "3"],
    "due_on": "30-09-2027", "state": "planned", "realisation": "", "evidence_url": "",
}  # fmt: skip


@pytest.fixture
def survey(db):
    survey = make_survey(make_unit())
    survey.state, survey.closed_at, survey.closed_by = (
        SurveyState.CLOSED, survey.opened_at, make_user(),
    )  # fmt: skip
    survey.save()
    make_result(survey)
    return survey


@pytest.fixture
def officer():
    return make_user(Role.SURVEY_OFFICER)


@pytest.mark.parametrize(
    ("elements", "proposed"),
    [
        ([("a", 3.6, "A"), ("b", 3.2, "B"), ("c", 3.3, "B"), ("d", 3.9, "A")], ["b", "c", "a"]),
        ([(name, 2.9 - place / 10, "C") for place, name in enumerate("abcd")], list("dcba")),
        ([("a", 3.0, "C"), ("b", 3.0, "C")], ["a", "b"]),
        ([], []),
    ],
    ids=["at least three", "all that are C or D", "ties keep order", "nothing"],
)
def test_proposal_takes_the_weakest_first(elements, proposed):
    assert proposed_elements(elements) == proposed


def test_plan_proposes_until_every_weak_element_has_a_row(client, survey, officer):
    sign_in(client, officer)
    url = reverse("feedback:surveyplan-detail", args=[survey.pk])
    page = client.get(url).content.decode()
    assert "3 unsur lemah belum memiliki rencana." in page
    assert page.index("Waktu penyelesaian") < page.index("Sarana dan prasarana")

    employee = make_employee()
    answer = client.post(
        reverse("feedback:surveyplan-create", args=[survey.pk]),
        ROW | {"responsible": employee.nip},
    )

    assert answer.status_code == 302
    item = FollowUpItem.objects.get()
    assert (item.quarters, item.due_on) == ("13", date(2027, 9, 30))
    page = client.get(url).content.decode()
    assert "2 unsur lemah belum memiliki rencana." in page
    assert employee.name in page


def test_row_that_is_done_needs_words_and_loses_nothing(client, survey, officer):
    sign_in(client, officer)

    answer = client.post(
        reverse("feedback:surveyplan-create", args=[survey.pk]),
        ROW | {"responsible": make_employee().nip, "state": "done"},
    )

    assert answer.status_code == 422
    assert "Tuliskan apa yang telah dilakukan." in answer.content.decode()
    assert "Loket kedua" in answer.content.decode()


def test_responsible_person_reports_only_the_own_row(client, survey):
    person = make_user()
    fields = {
        "survey": survey, "element": "time", "activity": "Loket", "year": 2027, "quarters": "1",
        "due_on": date(2027, 3, 31), "written_by": make_user(),
    }  # fmt: skip
    own = FollowUpItem.objects.create(responsible=person.employee, **fields)
    other = FollowUpItem.objects.create(responsible=make_employee(), **fields)
    sign_in(client, person)
    data = ROW | {"responsible": person.employee.nip, "state": "done", "realisation": "Dibuka."}

    client.post(reverse("feedback:surveyplan-update", args=[own.pk]), data)
    client.post(reverse("feedback:surveyplan-update", args=[other.pk]), data)
    client.post(reverse("feedback:surveyplan-create", args=[survey.pk]), data)

    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.state, other.state) == ("done", "planned")
    assert FollowUpItem.objects.count() == 2


def test_plan_of_a_running_survey_is_refused(client, officer):
    survey = make_survey()
    sign_in(client, officer)

    answer = client.post(reverse("feedback:surveyplan-create", args=[survey.pk]), ROW)

    assert answer.status_code == 302
    assert not FollowUpItem.objects.exists()


def test_next_period_repeats_the_plan_with_what_became_of_it(client, survey, officer):
    FollowUpItem.objects.create(
        survey=survey, element="time", activity="Loket kedua", year=2027, quarters="1",
        due_on=date(2027, 3, 31), responsible=make_employee(), written_by=officer, state="done",
        realisation="Dibuka Maret.",
    )  # fmt: skip
    period = make_survey_period(
        year=2027, sequence=1, starts=date(2027, 1, 1), ends=date(2027, 6, 30)
    )
    later = make_survey(survey.unit, period=period)
    sign_in(client, officer)

    page = client.get(reverse("feedback:surveyplan-detail", args=[later.pk])).content.decode()

    assert "Rencana Semester II 2026 dan realisasinya" in page
    assert "Dibuka Maret." in page
