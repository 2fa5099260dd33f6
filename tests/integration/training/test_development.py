"""The development plan: opened as help, written, agreed, looked at, closed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from personnel.enums import Role
from personnel.models import Employee, Notice
from sabang_kinerja.common.errors import ChangedMeanwhile, Denied, Incomplete, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.appraisal import make_office
from tests.factories.development import OPENED, SOON, open_plan, plan_in, write_plan
from tests.factories.personnel import make_employee, make_override, make_user, make_year
from training import permissions
from training.actions import development, development_steps, development_writing
from training.actions.development_writing import ActionInput
from training.enums import ActionKind, DevelopmentNeed, DevelopmentProgress, DevelopmentState
from training.models import DevelopmentAction, DevelopmentCheck, DevelopmentPlan
from training.rules.development import Need
from training.selectors.development import for_page, team_plans, waiting_for

pytestmark = pytest.mark.django_db
S = DevelopmentState
LATER = datetime(2027, 4, 5, 2, 0, tzinfo=UTC)


@pytest.fixture
def office(db):
    return make_office()


def sentences(user) -> list[str]:
    return [notice.text for notice in Notice.objects.filter(recipient=user).order_by("pk")]


def test_improvement_opens_a_plan_with_fourteen_days_and_tells_person_and_superior(office):
    plan = open_plan(office.employee.employee)

    assert (plan.year, plan.source_year, plan.state) == (2027, 2026, S.DRAFT)
    assert plan.deadline == date(2027, 2, 4)
    assert plan.follow_up_on is None
    assert plan.superior == office.supervisor.employee
    assert plan.versions == {"pengembangan.batas_hari": "default"}
    (told,) = sentences(office.employee)
    assert "4 Februari 2027" in told
    assert "bantuan" in told
    assert len(sentences(office.supervisor)) == 1
    assert sentences(office.admin) == []


def test_guidance_has_a_day_of_follow_up_and_bkpsdm_is_told(office):
    plan = open_plan(office.employee.employee, Need.GUIDE)

    assert plan.follow_up_on == date(2027, 4, 21)
    assert len(sentences(office.admin)) == 1


def test_challenge_is_only_offered_and_superiors_do_not_see_the_offer(office):
    plan = open_plan(office.employee.employee, Need.STRETCH)

    assert (plan.state, plan.deadline) == (S.OFFERED, None)
    assert "bukan kewajiban" in sentences(office.employee)[0]
    assert sentences(office.supervisor) == []
    assert not permissions.visible_development(office.supervisor, SOON).exists()
    assert permissions.visible_development(office.employee, SOON).get() == plan


def test_opening_again_changes_nothing_and_tells_nobody_twice(office):
    first = open_plan(office.employee.employee)
    again = open_plan(office.employee.employee, now=OPENED + timedelta(days=3))

    assert first == again
    assert again.deadline == date(2027, 2, 4)
    assert DevelopmentPlan.objects.count() == 1
    assert len(sentences(office.employee)) == 1


def test_result_that_rises_leaves_the_plan_as_a_free_one(office):
    plan = open_plan(office.employee.employee)
    write_plan(plan, office.employee)

    eased = open_plan(office.employee.employee, Need.STRETCH, now=SOON)

    assert (eased.need, eased.deadline, eased.state) == (DevelopmentNeed.STRETCH, None, S.DRAFT)
    assert eased.goals.count() == 1
    assert "tidak lagi diminta" in sentences(office.employee)[-1]


def test_result_that_falls_turns_an_offer_into_a_plan_with_a_deadline(office):
    open_plan(office.employee.employee, Need.STRETCH)

    plan = open_plan(office.employee.employee, Need.GUIDE, now=SOON)

    assert (plan.state, plan.need) == (S.DRAFT, DevelopmentNeed.GUIDE)
    assert plan.deadline == date(2027, 2, 8)


def test_plan_of_ones_own_stays_and_returns_only_for_what_a_result_adds(office):
    owner = office.employee
    plan = development.begin_development(year=2027, by=owner, now=OPENED)
    write_plan(plan, owner, kind=ActionKind.COURSE)
    development_steps.submit_development(plan_id=plan.pk, by=owner, now=OPENED)
    development_steps.agree_development(plan_id=plan.pk, by=office.supervisor, now=OPENED)

    asked = open_plan(owner.employee, now=SOON)

    assert (asked.pk, asked.state) == (plan.pk, S.DRAFT)
    assert asked.deadline == date(2027, 2, 8)
    assert asked.agreed_at is None


def test_agreed_plan_that_meets_the_duty_stays_agreed(office):
    owner = office.employee
    plan = development.begin_development(year=2027, by=owner, now=OPENED)
    write_plan(plan, owner)
    development_steps.submit_development(plan_id=plan.pk, by=owner, now=OPENED)
    development_steps.agree_development(plan_id=plan.pk, by=office.supervisor, now=OPENED)

    assert open_plan(owner.employee, now=SOON).state == S.AGREED


def test_offer_does_not_take_over_a_plan_of_ones_own(office):
    plan = development.begin_development(year=2027, by=office.employee, now=OPENED)

    assert open_plan(office.employee.employee, Need.STRETCH).need == DevelopmentNeed.OWN
    plan.refresh_from_db()
    assert plan.state == S.DRAFT


def test_plan_begins_once_a_year_for_this_year_or_the_next(office):
    development.begin_development(year=2027, by=office.employee, now=OPENED)

    with pytest.raises(Refused, match="sudah ada"):
        development.begin_development(year=2027, by=office.employee, now=OPENED)
    with pytest.raises(Incomplete, match="tahun"):
        development.begin_development(year=2031, by=office.employee, now=OPENED)
    with pytest.raises(Denied):
        development.begin_development(
            year=2027, by=make_user(Role.AUDITOR, with_employee=False), now=OPENED
        )


def test_demanded_plan_is_handed_in_only_with_coaching_and_an_indicator(office):
    plan = open_plan(office.employee.employee)
    development_writing.save_goal(
        plan_id=plan.pk, goal_id=None, text="Tujuan", competence=None, by=office.employee
    )

    with pytest.raises(Incomplete) as refused:
        development_steps.submit_development(plan_id=plan.pk, by=office.employee, now=SOON)

    assert len(refused.value.problems) == 3


def test_plan_goes_to_the_superior_also_after_its_deadline(office):
    plan = open_plan(office.employee.employee)
    write_plan(plan, office.employee)

    handed = development_steps.submit_development(plan_id=plan.pk, by=office.employee, now=LATER)

    assert handed.state == S.SUBMITTED
    assert "menunggu tanggapan" in sentences(office.supervisor)[-1]


def test_plan_is_agreed_by_the_superior_of_the_person_and_by_nobody_else(office):
    plan = plan_in(S.SUBMITTED, office)

    for other in (office.employee, office.head, office.admin, make_user(Role.TRAINING_OFFICER)):
        with pytest.raises(Denied):
            development_steps.agree_development(plan_id=plan.pk, by=other, now=SOON)
    agreed = development_steps.agree_development(
        plan_id=plan.pk, note="Senin sore.", by=office.supervisor, now=SOON
    )

    assert (agreed.state, agreed.agreed_by) == (S.AGREED, office.supervisor.employee)
    assert "disepakati" in sentences(office.employee)[-1]


def test_plan_that_was_written_meanwhile_is_read_again_before_it_is_agreed(office):
    plan = plan_in(S.SUBMITTED, office)
    seen = plan.row_version
    development_steps.withdraw_development(plan_id=plan.pk, by=office.employee, now=SOON)
    development_steps.submit_development(plan_id=plan.pk, by=office.employee, now=SOON)

    with pytest.raises(ChangedMeanwhile, match="sekali lagi"):
        development_steps.agree_development(
            plan_id=plan.pk, by=office.supervisor, now=SOON, seen_version=seen
        )


def test_plan_is_given_back_only_with_a_word(office):
    plan = plan_in(S.SUBMITTED, office)

    with pytest.raises(Incomplete):
        development_steps.return_development(
            plan_id=plan.pk, note=" ", by=office.supervisor, now=SOON
        )
    back = development_steps.return_development(
        plan_id=plan.pk, note="Pilih satu tujuan.", by=office.supervisor, now=SOON
    )

    assert (back.state, back.note) == (S.DRAFT, "Pilih satu tujuan.")
    assert "catatan" in sentences(office.employee)[-1]


def test_agreed_plan_is_looked_at_at_the_end_of_each_period_of_its_year(office):
    plan = plan_in(S.AGREED, office)

    assert [check.due for check in plan.checks.all()] == [
        date(2027, 3, 31),
        date(2027, 6, 30),
        date(2027, 9, 30),
        date(2027, 12, 31),
    ]


def test_periods_of_the_year_give_the_days_where_the_year_is_there(office):
    make_year(2027).periods.filter(sequence__gt=2).exclude(kind="annual").delete()

    plan = plan_in(S.AGREED, office)

    assert [check.due for check in plan.checks.all()] == [date(2027, 3, 31), date(2027, 6, 30)]


def test_meeting_is_noted_by_the_superior_and_answered_by_the_person(office):
    plan = plan_in(S.AGREED, office)
    given = {"plan_id": plan.pk, "number": 1, "progress": DevelopmentProgress.AS_PLANNED}

    for day in (date(2027, 1, 1), date(2027, 4, 6)):
        with pytest.raises(Incomplete, match="Tanggal pertemuan"):
            development_steps.record_check(
                **given, held_on=day, note="Ya", by=office.supervisor, now=LATER
            )
    with pytest.raises(Denied):
        development_steps.record_check(
            **given, held_on=date(2027, 4, 1), note="Ya", by=office.employee, now=LATER
        )
    check = development_steps.record_check(
        **given, held_on=date(2027, 4, 1), note="Draf ringkas.", by=office.supervisor, now=LATER
    )
    answered = development_steps.answer_check(
        plan_id=plan.pk, number=1, text="Terbantu.", by=office.employee, now=LATER
    )

    assert check.held_on == date(2027, 4, 1)
    assert answered.employee_note == "Terbantu."
    assert "menulis catatan" in sentences(office.supervisor)[-1]


def test_action_is_noted_as_done_and_taken_back(office):
    plan = plan_in(S.AGREED, office)
    action = DevelopmentAction.objects.get(goal__plan=plan)
    given = {"plan_id": plan.pk, "action_id": action.pk, "by": office.employee, "now": LATER}

    with pytest.raises(Incomplete, match="belum terjadi"):
        development_steps.finish_action(**given, done_on=date(2027, 5, 1), note="")
    done = development_steps.finish_action(**given, done_on=date(2027, 4, 1), note="Lebih ringkas")
    assert (done.done_on, done.done_note) == (date(2027, 4, 1), "Lebih ringkas")
    undone = development_steps.finish_action(**given, done_on=None, note="Lebih ringkas")
    assert (undone.done_on, undone.done_note) == (None, "")


def test_plan_is_closed_with_words_and_then_stays(office):
    plan = plan_in(S.CLOSED, office)

    assert plan.conclusion
    with pytest.raises(WrongState, match="selesai"):
        development_steps.return_development(
            plan_id=plan.pk, note="Lagi", by=office.supervisor, now=LATER
        )
    assert open_plan(office.employee.employee, Need.GUIDE, now=LATER).need == "improve"


def test_offer_is_taken_or_left_and_taken_later(office):
    plan = open_plan(office.employee.employee, Need.STRETCH)

    left = development_steps.put_aside(plan_id=plan.pk, by=office.employee, now=SOON)
    assert left.state == S.DECLINED
    taken = development_steps.take_up(plan_id=plan.pk, by=office.employee, now=SOON)
    assert taken.state == S.DRAFT


def test_plan_that_a_result_demands_cannot_be_left(office):
    plan = open_plan(office.employee.employee)

    with pytest.raises(WrongState, match="tidak dapat dilewati"):
        development_steps.put_aside(plan_id=plan.pk, by=office.employee, now=SOON)


def test_plan_is_written_by_its_owner_while_it_is_a_draft(office):
    plan = plan_in(S.SUBMITTED, office)
    goal = plan.goals.get()

    with pytest.raises(WrongState, match="menunggu atasan"):
        development_writing.save_goal(
            plan_id=plan.pk, goal_id=goal.pk, text="Lain", competence=None, by=office.employee
        )
    development_steps.withdraw_development(plan_id=plan.pk, by=office.employee, now=SOON)
    with pytest.raises(Denied, match="pegawainya sendiri"):
        development_writing.remove_goal(plan_id=plan.pk, goal_id=goal.pk, by=office.supervisor)
    with pytest.raises(Incomplete):
        development_writing.save_goal(
            plan_id=plan.pk, goal_id=goal.pk, text=" ", competence=None, by=office.employee
        )
    with pytest.raises(Refused, match="Tanggal selesai"):
        development_writing.save_action(
            plan_id=plan.pk,
            goal_id=goal.pk,
            action_id=None,
            entered=ActionInput(ActionKind.COURSE, "Kursus", date(2027, 5, 2), date(2027, 5, 1)),
            by=office.employee,
        )
    development_writing.remove_action(
        plan_id=plan.pk, action_id=goal.actions.get().pk, by=office.employee
    )
    development_writing.remove_indicator(
        plan_id=plan.pk, indicator_id=plan.indicators.get().pk, by=office.employee
    )
    development_writing.remove_goal(plan_id=plan.pk, goal_id=goal.pk, by=office.employee)
    assert not plan.goals.exists()


def test_plan_follows_its_person_to_a_new_superior(office):
    plan = open_plan(office.employee.employee)
    other = make_user(employee=make_employee(office.agency))
    make_override(office.employee.employee, other.employee)

    assert development.follow_lines(now=SOON) == 1
    assert development.follow_lines(now=SOON) == 0
    plan.refresh_from_db()
    assert plan.superior == other.employee


def test_plan_is_read_by_its_person_the_line_above_and_who_runs_training(office):
    plan = plan_in(S.SUBMITTED, office)
    readers = [
        office.employee,
        office.supervisor,
        office.head,
        office.mayor,
        office.admin,
        make_user(Role.TRAINING_OFFICER),
    ]
    strangers = [
        make_user(Role.AUDITOR),
        make_user(Role.CITY_LEADERSHIP),
        make_user(Role.PERFORMANCE_MANAGER, agency=office.agency),
        make_user(Role.SUPERVISOR),
        make_user(),
    ]

    for user in readers:
        assert permissions.visible_development(user, SOON).filter(pk=plan.pk).exists(), user
    for user in strangers:
        assert not permissions.visible_development(user, SOON).exists(), user


def test_what_waits_stands_with_the_one_whose_turn_it_is(office):
    owner, superior = office.employee.employee, office.supervisor.employee
    plan = open_plan(owner)

    def steps(person, day=date(2027, 1, 25)):
        return [(one.step, one.due) for one in waiting_for(person.pk, [person.pk], day)]

    assert steps(owner) == [("write", date(2027, 2, 4))]
    assert steps(superior) == []
    write_plan(plan, office.employee)
    development_steps.submit_development(plan_id=plan.pk, by=office.employee, now=SOON)
    assert steps(owner) == []
    assert steps(superior) == [("review", None)]
    development_steps.agree_development(plan_id=plan.pk, by=office.supervisor, now=SOON)
    assert steps(superior) == []
    assert steps(superior, date(2027, 3, 20)) == [("check", date(2027, 3, 31))]


@pytest.mark.parametrize(
    "change",
    [
        {"deadline": None},
        {"state": S.OFFERED},
        {"state": S.CLOSED},
        {"need": "guide"},
        {"source_year": None},
        {"year": 1999},
    ],
    ids=str,
)
def test_database_refuses_a_plan_that_cannot_be(office, change):
    plan = open_plan(office.employee.employee)

    with pytest.raises(IntegrityError), transaction.atomic():
        DevelopmentPlan.objects.filter(pk=plan.pk).update(**change)


def test_database_keeps_what_was_agreed_as_it_was_agreed(office):
    plan = plan_in(S.AGREED, office)
    action = DevelopmentAction.objects.get(goal__plan=plan)

    for write in (
        lambda: plan.goals.update(text="Lain"),
        lambda: plan.indicators.update(text="Lain"),
        lambda: DevelopmentAction.objects.filter(pk=action.pk).update(text="Lain"),
        lambda: DevelopmentAction.objects.filter(pk=action.pk).delete(),
        lambda: plan.goals.create(text="Baru"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    assert DevelopmentAction.objects.filter(pk=action.pk).update(done_on=date(2027, 3, 1)) == 1


def test_database_keeps_meetings_of_a_closed_plan(office):
    plan = plan_in(S.CLOSED, office)

    with pytest.raises(IntegrityError), transaction.atomic():
        DevelopmentCheck.objects.filter(plan=plan).update(employee_note="Terlambat")


def test_page_of_a_plan_and_list_of_a_team_ask_constantly_many_questions(
    office, django_assert_num_queries
):
    plan = plan_in(S.AGREED, office)
    alone = Employee.objects.filter(pk=office.employee.employee.pk)
    several = [make_employee(office.division).pk for _number in range(5)]

    with django_assert_num_queries(5):
        found = for_page(DevelopmentPlan.objects.filter(pk=plan.pk)).get()
        for goal in found.goals.all():
            list(goal.actions.all())
        list(found.indicators.all())
        list(found.checks.all())
    for people in (alone, Employee.objects.filter(pk__in=several)):
        with django_assert_num_queries(3):
            team_plans(people, 2027, SOON.date())
