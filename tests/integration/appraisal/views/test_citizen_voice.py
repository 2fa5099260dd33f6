"""What citizens say, where the supervisor may see it, and where not."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from appraisal.enums import EvaluationState, PlanState
from appraisal.selectors.citizens import survey_todos
from feedback.enums import DataQuality, Element, FollowUpState, SurveyState
from feedback.models import CitizenSurvey, FollowUpItem, OfficerFigure
from personnel.enums import Role
from tests.factories.appraisal import (
    JANUARY,
    SERVED,
    YEAR_END,
    evaluation_at,
    fill_plan,
    make_office,
    plan_at,
)
from tests.factories.feedback import make_result, make_survey, make_survey_period
from tests.factories.personnel import make_grant, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db, clock):
    clock(YEAR_END)
    return make_office()


@pytest.fixture
def evaluation(office):
    return evaluation_at(EvaluationState.IN_RATING, office)


def closed(unit, **fields) -> CitizenSurvey:
    survey = make_survey(unit, **fields)
    survey.state, survey.closed_at, survey.closed_by = SurveyState.CLOSED, YEAR_END, make_user()
    survey.save()
    return survey


def drawer(client, user, evaluation) -> str:
    sign_in(client, user)
    url = reverse("appraisal:team", args=[evaluation.period_id])
    page = client.get(f"{url}?selected={evaluation.pk}")
    return " ".join(page.content.decode().split())


def officer_figure(office, **fields) -> OfficerFigure:
    survey = closed(office.division)
    make_result(survey)
    return OfficerFigure.objects.create(
        survey=survey, employee=office.employee.employee, n=41,
        comparison={"competence": "same", "conduct": "better"}, computed_at=YEAR_END, **fields,
    )  # fmt: skip


def test_drawer_shows_green_figure_with_interval_count_and_what_it_may_do(
    client, office, evaluation
):
    make_result(closed(office.agency))

    page = drawer(client, office.supervisor, evaluation)

    assert office.agency.name in page
    assert "82,96" in page
    assert "(81,0 – 85,0)" in page
    assert "B (Baik), pasti; 400 jawaban" in page
    assert "tidak ada rumus yang memakainya" in page


def test_drawer_says_that_amber_never_lowers(client, office, evaluation):
    make_result(closed(office.division), verdict=DataQuality.AMBER)

    page = drawer(client, office.supervisor, evaluation)

    assert "Gunakan dengan hati-hati" in page
    assert "tidak boleh menurunkan predikat" in page


def test_drawer_never_shows_red_running_foreign_or_other_years(client, office, evaluation):
    make_result(closed(office.division), verdict=DataQuality.RED)
    make_result(make_survey(office.agency))
    make_result(closed(make_unit(office.agency)))
    earlier = make_survey_period(year=2025, starts=date(2025, 7, 1), ends=date(2025, 12, 31))
    make_result(closed(office.agency, period=earlier))

    page = drawer(client, office.supervisor, evaluation)

    assert "Kata warga" not in page
    assert "82,96" not in page


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, False),
        ({"seen_at": YEAR_END}, True),
        ({"seen_at": YEAR_END, "contested_at": YEAR_END, "contest": "Bukan saya."}, False),
        ({"seen_at": YEAR_END, "is_withdrawn": True}, False),
    ],
    ids=["unseen", "seen", "contested", "withdrawn"],
)
def test_drawer_shows_an_officer_only_through_every_gate(client, office, evaluation, fields, shown):
    officer_figure(office, **fields)

    page = drawer(client, office.supervisor, evaluation)

    assert ("Loket pegawai ini" in page) is shown
    assert ("lebih baik daripada loket sejenis" in page) is shown


def test_drawer_shows_contest_with_its_answer_side_by_side(client, office, evaluation):
    officer_figure(
        office, seen_at=YEAR_END, contested_at=YEAR_END, contest="Loket ditukar.",
        answered_at=YEAR_END, answered_by=office.admin, answer="Diperiksa, tetap.",
    )  # fmt: skip

    page = drawer(client, office.supervisor, evaluation)

    assert "Loket ditukar." in page
    assert "Diperiksa, tetap." in page


def test_officer_reads_first_contests_and_is_answered(client, office, evaluation):
    figure = officer_figure(office)
    sign_in(client, office.employee)
    own = client.get(reverse("feedback:citizenfigure-list")).content.decode()
    assert "pejabat penilai belum melihatnya" in own

    refused = client.post(reverse("feedback:citizenfigure-contest", args=[figure.pk]), {"text": ""})
    assert refused.status_code == 422
    client.post(
        reverse("feedback:citizenfigure-contest", args=[figure.pk]), {"text": "Loket ditukar."}
    )
    assert "Loket pegawai ini" not in drawer(client, office.supervisor, evaluation)

    sign_in(client, office.admin)
    listed = client.get(reverse("feedback:citizencontest-list")).content.decode()
    assert "Loket ditukar." in listed
    client.post(
        reverse("feedback:citizencontest-answer", args=[figure.pk]),
        {"answer": "Benar, dicabut.", "withdraw": "on"},
    )

    figure.refresh_from_db()
    assert figure.is_withdrawn
    assert "Loket pegawai ini" not in drawer(client, office.supervisor, evaluation)


def test_officer_figure_of_somebody_else_is_not_found(client, office):
    figure = officer_figure(office)
    sign_in(client, office.supervisor)

    for name in ("citizenfigure-read", "citizenfigure-contest"):
        assert client.post(reverse(f"feedback:{name}", args=[figure.pk])).status_code == 404
    figure.refresh_from_db()
    assert figure.seen_at is None


def test_survey_officer_of_another_agency_cannot_answer(client, office):
    figure = officer_figure(
        office, seen_at=YEAR_END, contested_at=YEAR_END, contest="Bukan saya."
    )  # fmt: skip
    stranger = make_user()

    make_grant(stranger, Role.SURVEY_OFFICER, agency=make_unit())
    sign_in(client, stranger)

    answer = client.post(
        reverse("feedback:citizencontest-answer", args=[figure.pk]), {"answer": "Tetap."}
    )

    assert answer.status_code == 404


def test_explanation_lists_the_figure_among_what_was_not_used(client, clock):
    clock(SERVED)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.SERVED, office)
    make_result(closed(office.agency), index=Decimal("82.96"))
    sign_in(client, office.employee)

    page = client.get(reverse("appraisal:evaluation-detail", args=[evaluation.pk]))

    assert f"Survei warga tentang {office.agency.name}" in page.content.decode()
    assert "di sini hanya menjadi konteks" in page.content.decode()


def test_official_takes_the_own_follow_up_into_the_plan_once(client, clock):
    clock(JANUARY)
    office = make_office()
    plan = plan_at(PlanState.DRAFT, office)
    fill_plan(plan, office.employee)
    result = plan.results.first()
    survey = make_survey(office.division)
    fields = {
        "survey": survey, "element": Element.TIME, "year": 2026, "quarters": "3",
        "due_on": date(2026, 9, 30), "written_by": office.admin,
    }  # fmt: skip
    own = FollowUpItem.objects.create(
        activity="Loket kedua dibuka", responsible=office.employee.employee, **fields
    )
    other = FollowUpItem.objects.create(
        activity="Kursi", responsible=office.supervisor.employee, **fields
    )
    sign_in(client, office.employee)
    url = reverse("appraisal:result-attach", args=[plan.pk, result.pk])
    page = client.get(reverse("appraisal:result-update", args=[plan.pk, result.pk]))
    assert "Dari tindak lanjut survei" in page.content.decode()

    for item in (own, own, other):
        client.post(url, {"follow_up": item.pk})

    texts = list(result.indicators.values_list("text", flat=True))
    assert len(texts) == 2
    assert texts[1].startswith("Loket kedua dibuka (tindak lanjut survei")
    assert f"nomor {own.pk})" in texts[1]


def test_follow_up_that_is_near_waits_for_the_person_who_answers_for_it(office):
    survey = closed(office.division)
    row = FollowUpItem.objects.create(
        survey=survey, element=Element.TIME, activity="Loket kedua", year=2027, quarters="1",
        due_on=date(2027, 1, 10), responsible=office.employee.employee, written_by=office.admin,
    )  # fmt: skip

    todos = survey_todos(office.employee.employee_id, date(2027, 1, 4))

    assert [todo.due for todo in todos] == [row.due_on]
    row.state, row.realisation = FollowUpState.DONE, "Dibuka."
    row.save()
    assert survey_todos(office.employee.employee_id, date(2027, 1, 4)) == []
