"""Pages of feedback, coaching, counselling and dialogues."""

import pytest
from django.urls import reverse

from appraisal.enums import EvaluationState, FeedbackTone, PlanState
from appraisal.models import (
    AgreedPoint,
    Coaching,
    CoachingAnswer,
    CompetenceScore,
    ContinuousFeedback,
    Counselling,
)
from appraisal.rules.coaching import STATEMENTS
from personnel.enums import Role
from tests.factories.appraisal import YEAR_END, evaluation_at, make_office, plan_at
from tests.factories.crowds import make_crowd
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.progress import MONDAY, TUESDAY
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(clock):
    clock(TUESDAY)
    return make_office()


def url(name, *args):
    return reverse(f"appraisal:{name}", args=args)


# Feedback


def test_feedback_is_written_read_and_withdrawn(client, office):
    result = plan_at(PlanState.FIXED, office).results.first()
    page = url("feedback-create", office.employee.employee_id)
    sign_in(client, office.supervisor)
    assert office.employee.employee.name in client.get(url("feedback-find")).content.decode()
    assert result.text in client.get(page).content.decode()

    said = {"about": f"result-{result.pk}", "tone": "appreciation", "text": "Antrean tertata."}
    assert client.post(page, said)["Location"] == url("feedback-list")

    sign_in(client, office.employee)
    shown = client.get(url("feedback-list")).content.decode()
    assert "Anda menerima satu umpan balik." in shown
    assert f"Pimpinan, {office.supervisor.employee.full_name}" in shown
    sign_in(client, office.supervisor)
    client.post(url("feedback-withdraw", ContinuousFeedback.objects.get().pk))
    sign_in(client, office.employee)
    assert "Belum ada umpan balik." in client.get(url("feedback-list")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"about": ""}, "about"), ({"tone": "marah"}, "tone"), ({"text": " "}, "text")],
)
def test_feedback_keeps_what_was_typed(client, office, wrong, field):
    sign_in(client, office.supervisor)
    said = {"about": "value-loyal", "tone": "appreciation", "text": "Antrean tertata."}

    answer = client.post(url("feedback-create", office.employee.employee_id), said | wrong)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}


def test_feedback_to_a_stranger_has_no_page(client, office):
    stranger = make_employee(make_unit())
    sign_in(client, office.employee)

    assert client.get(url("feedback-create", stranger.pk)).status_code == 404


def test_feedback_list_asks_the_same_number_of_queries_for_1_and_20(
    client, office, django_assert_max_num_queries
):
    givers = [plan.employee for plan in make_crowd(office, 20)]
    sign_in(client, office.employee)
    client.get(url("feedback-list"))
    ContinuousFeedback.objects.bulk_create(
        ContinuousFeedback(
            giver=giver,
            employee=office.employee.employee,
            role="colleague",
            core_value="loyal",
            tone=FeedbackTone.APPRECIATION,
            text="Baik.",
            given_on=MONDAY,
            given_at=TUESDAY,
        )
        for giver in givers
    )

    with django_assert_max_num_queries(16):
        page = client.get(url("feedback-list"))

    assert len(page.context["lines"]) == 20


def test_supervisor_reads_remarks_beside_the_ratings(client, clock, office):
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    ContinuousFeedback.objects.create(
        giver=office.head.employee,
        employee=office.employee.employee,
        role="leader",
        core_value="service",
        tone=FeedbackTone.IMPROVEMENT,
        text="Warga menunggu lama pada hari pasar.",
        given_on=MONDAY,
        given_at=TUESDAY,
    )
    clock(YEAR_END)
    sign_in(client, office.supervisor)

    drawer = client.get(url("team", evaluation.period_id), {"selected": evaluation.pk})

    assert "Warga menunggu lama pada hari pasar." in drawer.content.decode()


# Coaching


def test_coaching_from_session_to_answers_and_scores(client, office):
    sign_in(client, office.supervisor)
    page = url("coaching-create", office.employee.employee_id)
    assert client.post(page, {"held_on": "2026-03-02", "topic": "Antrean"}).status_code == 422
    client.post(page, {"held_on": "2026-03-02", "topic": "Antrean", "agreement": "Dua loket."})
    coaching = Coaching.objects.get()
    here = url("coaching-detail", coaching.pk)
    score = url("coaching-score", coaching.pk)
    assert client.post(score, {"competence-0": "Kerja sama"}).status_code == 422
    client.post(score, {"competence-0": "Kerja sama", "score-0": "4", "reason-0": "Terlihat."})
    assert CompetenceScore.objects.get().score == 4

    sign_in(client, office.employee)
    assert (
        "Satu formulir bimbingan menunggu Anda."
        in client.get(url("coaching-list")).content.decode()
    )
    answers = {one.code: "5" for one in STATEMENTS}
    partly = client.post(url("coaching-answer", coaching.pk), answers | {"heard": ""})
    assert partly.status_code == 422
    client.post(url("coaching-answer", coaching.pk), answers | {"remark": "Sangat membantu."})
    assert CoachingAnswer.objects.count() == 9

    sign_in(client, office.head)
    assert "Sangat membantu." in client.get(here).content.decode()
    sign_in(client, office.supervisor)
    for_leader = client.get(here).content.decode()
    assert "Sangat membantu." not in for_leader
    assert "ditujukan kepada atasan pimpinan" in for_leader
    sign_in(client, make_user(employee=make_employee(office.division)))
    assert client.get(here).status_code == 404


# Counselling


def test_counselling_does_not_exist_for_auditor_admin_and_leadership(client, office):
    sign_in(client, office.employee)
    partner = office.supervisor.employee_id
    client.post(
        url("counselling-create", partner),
        {"held_on": "2026-03-02", "obstacles": "Orang tua sakit.", "counsellor": ""},
    )
    record = Counselling.objects.get()
    assert (record.employee_id, record.leader_id) == (office.employee.employee_id, partner)
    here = url("counselling-detail", record.pk)
    assert "Orang tua sakit." in client.get(here).content.decode()

    for reader in (make_user(Role.AUDITOR), office.admin, office.head, office.mayor):
        sign_in(client, reader)
        assert client.get(here).status_code == 404
        assert str(record.pk) not in str(client.get(url("counselling-list")).context["rows"])
    sign_in(client, office.supervisor)
    assert "Orang tua sakit." in client.get(here).content.decode()


def test_counselling_keeps_text_of_a_late_writer(client, office):
    sign_in(client, office.employee)
    client.post(
        url("counselling-create", office.supervisor.employee_id),
        {"held_on": "2026-03-02", "obstacles": "Orang tua sakit."},
    )
    here = url("counselling-detail", Counselling.objects.get().pk)
    typed = {"held_on": "2026-03-02", "obstacles": "Sudah pulih.", "row_version": "1"}

    client.post(here, typed)
    late = client.post(here, typed | {"obstacles": "Masih dirawat."})

    assert late.status_code == 422
    assert "Masih dirawat." in late.content.decode()
    assert 'name="row_version" value="2"' in late.content.decode()


def test_counsellor_who_is_nobody_is_named_at_the_field(client, office):
    sign_in(client, office.supervisor)

    answer = client.post(
        url("counselling-create", office.employee.employee_id),
        {"held_on": "2026-03-02", "obstacles": "x", "counsellor": "Tidak Ada"},
    )

    assert answer.context["form"].errors.keys() == {"counsellor"}


# Dialogues


def test_dialogue_with_points_that_come_back(client, office):
    plan = plan_at(PlanState.FIXED, office)
    sign_in(client, office.supervisor)
    talk = {"kind": "progress", "held_on": "2026-03-02", "summary": "Membahas loket."}
    point = {"text-0": "Melengkapi bukti", "owner-0": "employee"}
    create = url("dialogue-create", plan.pk)
    assert client.post(create, talk | point).context["form"].errors.keys() == {"due-0"}

    client.post(create, talk | point | {"due-0": "2026-03-09"})

    sign_in(client, office.employee)
    assert "Melengkapi bukti" in client.get(reverse("home")).content.decode()
    assert "Melengkapi bukti" in client.get(create).content.decode()
    assert "Melengkapi bukti" in client.get(url("dialogue-open")).content.decode()
    client.post(url("dialogue-finish", AgreedPoint.objects.get().pk))
    assert (
        "Semua kesepakatan sudah selesai."
        in client.get(url("dialogue-list", plan.pk)).content.decode()
    )
    sign_in(client, office.head)
    assert client.post(create, talk)["Location"] == url("dialogue-list", plan.pk)
