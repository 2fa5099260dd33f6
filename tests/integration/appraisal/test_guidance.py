"""Feedback, coaching, counselling and dialogues: who may do and read what."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from appraisal import permissions
from appraisal.actions import continuous_feedback, dialogues, guidance
from appraisal.actions.dialogues import PointInput
from appraisal.actions.guidance import CompetenceInput, CounsellingInput
from appraisal.enums import EvaluationState, FeedbackRole, FeedbackTone, PlanState
from appraisal.models import (
    AgreedPoint,
    CoachingAnswer,
    CompetenceScore,
    ContinuousFeedback,
    Counselling,
    PerformanceDialogue,
)
from appraisal.rules.coaching import STATEMENTS
from appraisal.selectors.continuous_feedback import feedback_for
from appraisal.selectors.points_due import agreed_points
from personnel.enums import Role
from sabang_kinerja.common.errors import (
    ChangedMeanwhile,
    Denied,
    Incomplete,
    WindowClosed,
    WrongState,
)
from tests.factories.appraisal import evaluation_at, make_office, plan_at
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.progress import MONDAY, TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def give(by, to, now=TUESDAY, **more):
    entered = {"tone": FeedbackTone.APPRECIATION, "text": "Antrean tertata.", "core_value": "loyal"}
    return continuous_feedback.give_feedback(
        employee=to.employee,
        entered=continuous_feedback.FeedbackInput(**(entered | more)),
        by=by,
        now=now,
    )


# Feedback


def test_feedback_carries_the_role_of_its_giver(office):
    mate = make_user(employee=make_employee(office.division))

    roles = [
        give(giver, office.employee).role for giver in (office.supervisor, office.head, mate)
    ] + [give(office.employee, office.supervisor).role]

    assert roles == [
        FeedbackRole.LEADER,
        FeedbackRole.LEADER,
        FeedbackRole.COLLEAGUE,
        FeedbackRole.SUBORDINATE,
    ]


def test_feedback_goes_to_the_own_agency_and_line_only(office):
    stranger = make_user(employee=make_employee(make_unit()))

    for giver, receiver in ((stranger, office.employee), (office.employee, office.employee)):
        with pytest.raises(Denied):
            give(giver, receiver)


def test_feedback_is_about_one_thing_and_has_words(office):
    result = plan_at(PlanState.FIXED, office).results.first()

    for wrong in (
        {"text": " "},
        {"core_value": ""},
        {"result_id": result.pk},
    ):
        with pytest.raises(Incomplete):
            give(office.supervisor, office.employee, **wrong)
    about = give(office.supervisor, office.employee, core_value="", result_id=result.pk)
    assert about.result == result


def test_feedback_sent_twice_is_kept_once_and_never_edited(office):
    first = give(office.supervisor, office.employee)

    assert give(office.supervisor, office.employee) == first
    rows = ContinuousFeedback.objects.filter(pk=first.pk)
    for write in (lambda: rows.update(text="Lain"), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_feedback_is_withdrawn_by_its_writer_within_a_day(office):
    remark = give(office.supervisor, office.employee)
    back = {"feedback_id": remark.pk, "by": office.supervisor}
    with pytest.raises(Denied):
        continuous_feedback.withdraw_feedback(**(back | {"by": office.employee}), now=TUESDAY)
    with pytest.raises(WindowClosed):
        continuous_feedback.withdraw_feedback(**back, now=TUESDAY + timedelta(days=2))

    continuous_feedback.withdraw_feedback(**back, now=TUESDAY)

    assert set(permissions.visible_feedback(office.employee, TUESDAY)) == set()
    assert set(permissions.visible_feedback(office.supervisor, TUESDAY)) == {remark}


def test_feedback_is_read_by_receiver_both_superiors_and_auditor_without_the_name(office):
    mate = make_user(employee=make_employee(office.division))
    remark = give(mate, office.employee)
    auditor = make_user(Role.AUDITOR)

    for reader in (office.employee, office.supervisor, office.head, mate):
        assert set(permissions.visible_feedback(reader, TUESDAY)) == {remark}
        assert permissions.shows_giver(reader, remark, TUESDAY)
    assert set(permissions.visible_feedback(auditor, TUESDAY)) == {remark}
    assert not permissions.shows_giver(auditor, remark, TUESDAY)
    other = make_user(employee=make_employee(office.division))
    for reader in (other, office.admin, make_user(Role.CITY_LEADERSHIP)):
        assert not permissions.visible_feedback(reader, TUESDAY).exists()


def test_feedback_stands_beside_result_and_value_of_the_evaluation(office):
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    result = evaluation.plan.results.first()
    on_value = give(office.supervisor, office.employee)
    on_result = give(office.supervisor, office.employee, core_value="", result_id=result.pk)

    found = feedback_for(evaluation)

    assert (found.values, found.results) == ({"loyal": [on_value]}, {result.pk: [on_result]})


# Coaching


def coach(office, **more):
    return guidance.record_coaching(
        employee=office.employee.employee,
        held_on=MONDAY,
        topic="Antrean loket",
        agreement="Mencoba dua loket pada hari Senin.",
        **({"by": office.supervisor, "now": TUESDAY} | more),
    )


def answer(coaching, by, **change):
    return guidance.answer_coaching(
        coaching_id=coaching.pk,
        answers={one.code: 4 for one in STATEMENTS} | change,
        remark="Terima kasih.",
        by=by,
        now=TUESDAY,
    )


def test_form_goes_to_the_leaders_superior_and_not_to_the_leader(office):
    coaching = coach(office)
    assert coaching.superior == office.head.employee
    assert coach(office) == coaching
    with pytest.raises(Denied):
        answer(coaching, office.supervisor)
    with pytest.raises(Incomplete):
        answer(coaching, office.employee, heard=9)

    coaching = answer(coaching, office.employee)

    assert CoachingAnswer.objects.count() == len(STATEMENTS)
    readers = (office.employee, office.head, make_user(Role.AUDITOR))
    assert all(permissions.can_read_answers(user, coaching, TUESDAY) for user in readers)
    assert not permissions.can_read_answers(office.supervisor, coaching, TUESDAY)
    with pytest.raises(WrongState):
        answer(coaching, office.employee)


def test_only_the_supervisor_coaches_and_not_tomorrow(office):
    with pytest.raises(Denied):
        coach(office, by=office.head)
    with pytest.raises(Incomplete):
        coach(office, now=TUESDAY - timedelta(days=3))


def test_competences_are_scored_with_reasons_from_one_to_five(office):
    coaching = coach(office)

    def score(by, value=4, reason="Terlihat pada laporan Februari."):
        return guidance.score_competences(
            coaching_id=coaching.pk,
            entered=[CompetenceInput("Kerja sama", value, reason)],
            by=by,
            now=TUESDAY,
        )

    with pytest.raises(Denied):
        score(office.employee)
    with pytest.raises(Incomplete):
        score(office.supervisor, reason=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        score(office.supervisor, value=6)
    score(office.supervisor)
    score(office.supervisor, value=5)
    assert CompetenceScore.objects.get().score == 5


# Counselling


def talk(office, by=None, **more):
    entered = {"held_on": MONDAY, "obstacles": "Orang tua sakit.", "agreement": "Jam fleksibel."}
    return guidance.record_counselling(
        employee=office.employee.employee,
        leader=office.supervisor.employee,
        entered=CounsellingInput(**(entered | more)),
        by=by or office.employee,
        now=TUESDAY,
    )


def test_counselling_is_read_by_those_named_on_it_and_by_no_role(office):
    counsellor = make_user(employee=make_employee(make_unit()))
    record = talk(office, counsellor=counsellor.employee)

    for reader in (office.employee, office.supervisor, counsellor):
        assert set(permissions.visible_counselling(reader)) == {record}
    outsiders = [office.head, office.mayor, office.admin]
    outsiders += [make_user(role, agency=office.agency) for role in Role]
    for reader in outsiders:
        assert not permissions.visible_counselling(reader).exists()


def test_words_of_counselling_enter_no_history(office):
    record = talk(office)
    guidance.change_counselling(
        counselling_id=record.pk,
        entered=CounsellingInput(MONDAY, "Anak sakit.", ""),
        by=office.supervisor,
        now=TUESDAY,
    )

    assert record.events.count() >= 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM appraisal_counsellingevent")
        assert "sakit" not in str(cursor.fetchall())


def test_counselling_is_changed_by_the_two_and_notices_a_later_page(office):
    counsellor = make_user(employee=make_employee(make_unit()))
    record = talk(office, counsellor=counsellor.employee)
    change = {
        "counselling_id": record.pk,
        "entered": CounsellingInput(MONDAY, "Anak sakit.", "", counsellor.employee),
        "now": TUESDAY,
        "seen_version": 1,
    }
    with pytest.raises(Denied):
        guidance.change_counselling(**change, by=counsellor)
    guidance.change_counselling(**change, by=office.employee)
    with pytest.raises(ChangedMeanwhile):
        guidance.change_counselling(**change, by=office.supervisor)


def test_counsellor_is_a_third_person(office):
    with pytest.raises(Incomplete):
        talk(office, counsellor=office.supervisor.employee)
    with pytest.raises(Denied):
        talk(office, by=office.head)
    with pytest.raises(IntegrityError), transaction.atomic():
        Counselling.objects.create(
            employee=office.employee.employee,
            leader=office.employee.employee,
            held_on=MONDAY,
            obstacles="x",
            created_at=TUESDAY,
        )


# Dialogues


def dialogue(plan, by, **more):
    points = [
        PointInput("Melengkapi bukti triwulan I", "employee", date(2026, 3, 9)),
        PointInput("Menyiapkan akses arsip", "supervisor", date(2026, 3, 6)),
    ]
    return dialogues.record_dialogue(
        plan_id=plan.pk,
        **(
            {
                "kind": "progress",
                "held_on": MONDAY,
                "summary": "Membahas loket.",
                "points": points,
                "by": by,
                "now": TUESDAY,
            }
            | more
        ),
    )


def test_dialogue_is_recorded_once_with_its_points(office):
    plan = plan_at(PlanState.FIXED, office)

    first = dialogue(plan, office.supervisor)

    assert dialogue(plan, office.supervisor) == first
    assert AgreedPoint.objects.count() == 2
    with pytest.raises(Denied):
        dialogue(plan, office.head)
    for wrong in ({"summary": " "}, {"held_on": date(2026, 3, 4)}, {"held_on": date(2026, 2, 1)}):
        late = [PointInput("x", "employee", date(2026, 1, 1))]
        with pytest.raises(Incomplete):
            dialogue(plan, office.employee, **({"points": late} | wrong))
    assert PerformanceDialogue.objects.count() == 1


def test_open_points_wait_on_the_home_page_of_both_until_done(office):
    plan = plan_at(PlanState.FIXED, office)
    dialogue(plan, office.employee)
    own, others = agreed_points(office.employee.employee_id)
    assert own.title == "Melengkapi bukti triwulan I"
    assert others.title == "1 kesepakatan dialog masih terbuka"
    titles = [todo.title for todo in agreed_points(office.supervisor.employee_id)]
    assert "Menyiapkan akses arsip" in titles

    for point in AgreedPoint.objects.all():
        dialogues.finish_point(point_id=point.pk, by=office.supervisor, now=TUESDAY)

    assert agreed_points(office.employee.employee_id) == []
    with pytest.raises(WrongState):
        dialogues.finish_point(point_id=point.pk, by=office.supervisor, now=TUESDAY)
