"""The improvement plan: opened once by the calendar, guided, answered, concluded."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from appraisal.actions import improvement
from appraisal.enums import EvaluationState, ImprovementState, Rating
from appraisal.models import Evaluation, ImprovementCheck, ImprovementPlan
from appraisal.permissions import visible_improvement_plans
from personnel.enums import LegalStatus, Role
from sabang_kinerja.common.errors import (
    ChangedMeanwhile,
    Denied,
    Incomplete,
    WindowClosed,
    WrongState,
)
from tests.factories.appraisal import make_office
from tests.factories.crowds import make_crowd
from tests.factories.follow_up import FINAL_AT, final_crowd, finalise
from tests.factories.personnel import make_override, make_user

pytestmark = pytest.mark.django_db

LATER = FINAL_AT + timedelta(days=20)
AFTER = datetime(2027, 7, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def office(db):
    return make_office()


def plan_of(office, *, goals: bool = True) -> tuple[ImprovementPlan, object]:
    """A running plan of one person of the division, and the person's account."""
    (evaluation,) = final_crowd(office, 1, Rating.BELOW)
    improvement.open_improvement_plans(now=FINAL_AT)
    plan = ImprovementPlan.objects.get(evaluation=evaluation)
    if goals:
        plan = improvement.save_goals(
            plan_id=plan.pk,
            goals="Laporan tepat waktu.",
            by=office.supervisor,
            now=FINAL_AT,
            seen_version=plan.row_version,
        )
    return plan, make_user(employee=plan.employee)


def record(plan, by, number=1, held_on=date(2027, 2, 5), now=LATER, **changes):
    check = plan.checks.get(number=number)
    return improvement.record_check(
        **{
            "plan_id": plan.pk,
            "number": number,
            "held_on": held_on,
            "progress": "better",
            "note": "Sudah membaik.",
            "by": by,
            "now": now,
            "seen_version": check.row_version,
        }
        | changes
    )


@pytest.mark.parametrize(
    ("results", "behaviour", "opens"),
    [
        (Rating.BELOW, Rating.MEETS, 1),
        (Rating.MEETS, Rating.BELOW, 1),
        (Rating.BELOW, Rating.BELOW, 1),
        (Rating.MEETS, Rating.MEETS, 0),
        (Rating.ABOVE, Rating.ABOVE, 0),
    ],
)
def test_plan_opens_by_itself_after_a_low_final_result_and_not_twice(
    office, results, behaviour, opens
):
    final_crowd(office, 1, results, behaviour)

    assert improvement.open_improvement_plans(now=FINAL_AT) == opens
    assert improvement.open_improvement_plans(now=LATER) == 0
    assert ImprovementPlan.objects.count() == opens


def test_plan_has_six_months_six_check_ins_and_both_superiors(office):
    plan, _owner = plan_of(office, goals=False)

    assert (plan.starts, plan.ends) == (date(2027, 1, 21), date(2027, 7, 21))
    assert plan.checks.first().due == date(2027, 2, 21)
    assert plan.checks.count() == 6
    assert plan.supervisor == office.supervisor.employee
    assert plan.reviewing_superior == office.head.employee
    assert plan.versions == {"perbaikan.bulan": "default"}


def test_plan_does_not_open_before_the_result_is_final_nor_for_old_results_nor_for_leavers(office):
    served, old, left = make_crowd(office, 3)
    finalise(old, office.period(), Rating.BELOW)
    Evaluation.objects.filter(plan=old).update(final_at=FINAL_AT - timedelta(days=400))
    finalise(left, office.period(), Rating.BELOW)
    left.employee.legal_status = LegalStatus.LEFT
    left.employee.save()
    Evaluation.objects.create(
        plan=served,
        period=office.period(),
        state=EvaluationState.SERVED,
        results_proposed="below",
        results_rating="below",
        behaviour_proposed="meets",
        behaviour_rating="meets",
        predicate="needs_improvement",
        organisation_predicate="good",
        fixed_at=FINAL_AT,
        served_at=FINAL_AT,
    )

    assert improvement.open_improvement_plans(now=FINAL_AT) == 0


def test_running_plan_follows_its_person_to_another_supervisor(office):
    plan, _owner = plan_of(office)
    make_override(plan.employee, office.head.employee)

    improvement.open_improvement_plans(now=LATER)

    plan.refresh_from_db()
    assert plan.supervisor == office.head.employee


def test_only_the_two_their_superior_the_manager_and_bkpsdm_see_it(office):
    plan, owner = plan_of(office)
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)
    sees = [owner, office.supervisor, office.head, manager, office.admin]
    blind = [
        office.employee,
        office.mayor,
        make_user(Role.AUDITOR),
        make_user(Role.CITY_LEADERSHIP),
        make_user(Role.PERFORMANCE_MANAGER),
    ]

    assert all(plan in visible_improvement_plans(user, LATER) for user in sees)
    assert not any(plan in visible_improvement_plans(user, LATER) for user in blind)


def test_check_in_is_recorded_by_the_supervisor_and_answered_by_the_employee(office):
    plan, owner = plan_of(office)

    check = record(plan, office.supervisor)
    improvement.answer_check(
        plan_id=plan.pk,
        number=1,
        text="Terima kasih.",
        by=owner,
        now=LATER,
        seen_version=check.row_version,
    )

    check.refresh_from_db()
    assert (check.progress, check.employee_note) == ("better", "Terima kasih.")
    with pytest.raises(Denied):
        record(plan, owner, 2)
    with pytest.raises(Denied):
        improvement.answer_check(
            plan_id=plan.pk, number=1, text="x", by=office.head, now=LATER, seen_version=3
        )


@pytest.mark.parametrize("held_on", [date(2027, 1, 1), date(2027, 3, 1)])
def test_check_in_lies_between_the_start_and_today(office, held_on):
    plan, _owner = plan_of(office)

    with pytest.raises(Incomplete):
        record(plan, office.supervisor, held_on=held_on)


def test_check_in_comes_after_the_goals_and_needs_words(office):
    plan, _owner = plan_of(office, goals=False)

    with pytest.raises(Incomplete, match="tujuan"):
        record(plan, office.supervisor)
    plan.goals = "Tepat waktu."
    plan.save()
    with pytest.raises(Incomplete):
        record(plan, office.supervisor, note="  ")


def test_late_writer_is_told_and_nothing_is_lost(office):
    plan, _owner = plan_of(office)

    with pytest.raises(ChangedMeanwhile):
        improvement.save_goals(
            plan_id=plan.pk,
            goals="Lain.",
            by=office.supervisor,
            now=LATER,
            seen_version=plan.row_version - 1,
        )


def conclude(plan, by, now, *, improved):
    plan.refresh_from_db()
    return improvement.conclude_improvement(
        plan_id=plan.pk,
        improved=improved,
        conclusion="Uraian.",
        by=by,
        now=now,
        seen_version=plan.row_version,
    )


def test_conclusion_that_nothing_improved_waits_for_the_end(office):
    plan, _owner = plan_of(office)

    with pytest.raises(WindowClosed):
        conclude(plan, office.supervisor, LATER, improved=False)
    concluded = conclude(plan, office.supervisor, AFTER, improved=False)

    assert concluded.state == ImprovementState.NOT_IMPROVED


def test_conclusion_is_once_and_freezes_everything_but_the_next_step(office):
    plan, owner = plan_of(office)
    conclude(plan, office.supervisor, AFTER, improved=False)
    plan.refresh_from_db()

    for action, words in ((improvement.save_goals, "goals"), (improvement.save_comment, "comment")):
        with pytest.raises(WrongState):
            action(
                plan_id=plan.pk,
                **{words: "x"},
                by=office.supervisor if words == "goals" else owner,
                now=AFTER,
                seen_version=plan.row_version,
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        ImprovementCheck.objects.filter(plan=plan).update(note="x", held_on=plan.starts)
    with pytest.raises(IntegrityError), transaction.atomic():
        ImprovementPlan.objects.filter(pk=plan.pk).update(state=ImprovementState.RUNNING)


def test_next_step_is_recorded_by_bkpsdm_after_no_improvement_only(office):
    plan, _owner = plan_of(office)

    def step(by):
        plan.refresh_from_db()
        return improvement.record_next_step(
            plan_id=plan.pk,
            step="Uji kompetensi.",
            by=by,
            now=AFTER,
            seen_version=plan.row_version,
        )

    with pytest.raises(WrongState):
        step(office.admin)
    conclude(plan, office.supervisor, AFTER, improved=False)
    with pytest.raises(Denied):
        step(office.supervisor)
    assert step(office.admin).next_step_by == office.admin


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "improved"},
        {"next_step": "x"},
        {"ends": date(2027, 1, 21)},
        {"state": "other"},
    ],
)
def test_database_refuses_a_plan_that_is_not_whole(office, changes):
    plan, _owner = plan_of(office, goals=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        ImprovementPlan.objects.filter(pk=plan.pk).update(**changes)


def test_database_refuses_half_a_check_in(office):
    plan, _owner = plan_of(office)

    with pytest.raises(IntegrityError), transaction.atomic():
        plan.checks.filter(number=1).update(held_on=date(2027, 2, 1))
