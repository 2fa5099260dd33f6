"""Later links, drafts by the performance team, new posts (regulation 2.3, 2.4, 4.8; W8)."""

from datetime import UTC, date, datetime

import pytest

from appraisal import permissions
from appraisal.actions import plans, team_drafts
from appraisal.actions.linking import link_result
from appraisal.enums import CopySource, EvaluationState, PlanState, SuperiorLink
from appraisal.models import Plan
from appraisal.regulation import NEW_POST_DAYS
from appraisal.selectors.links import results_to_link
from appraisal.selectors.moves import moved_plans
from appraisal.selectors.tasks_due import todos_of
from personnel.enums import Role
from personnel.models import Assignment, Deadline, RegulationSetting
from sabang_kinerja.common.errors import Denied, WindowClosed, WrongState
from tests.factories.appraisal import (
    APRIL,
    FEBRUARY,
    JANUARY,
    YEAR_END,
    evaluation_at,
    fill_plan,
    make_office,
    plan_at,
)
from tests.factories.personnel import make_assignment, make_post, make_user
from tests.factories.planning import make_entry

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def manager(office):
    Deadline.objects.create(year=office.year, key="skp.draft_due", due=date(2026, 1, 14))
    return make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)


# Links


def link(plan, superior, by, now=FEBRUARY):
    return link_result(
        plan_id=plan.pk,
        result_id=plan.results.first().pk,
        superior_result_id=superior.pk,
        by=by,
        now=now,
    )


@pytest.mark.parametrize("who", ["employee", "supervisor"])
def test_result_of_a_fixed_plan_is_linked_later_by_owner_or_supervisor(office, who):
    above = plan_at(PlanState.FIXED, office, office.supervisor)
    plan = plan_at(PlanState.FIXED, office)
    before = results_to_link(office.supervisor.employee_id).results.count()

    result = link(plan, above.results.first(), getattr(office, who))

    assert (result.link, result.superior_text) == (
        SuperiorLink.LINKED,
        above.results.first().text,
    )
    assert results_to_link(office.supervisor.employee_id).results.count() == before - 1
    assert result.events.order_by("-pgh_id").first().link == SuperiorLink.LINKED


def test_link_leads_to_the_superiors_results_only(office):
    plan = plan_at(PlanState.FIXED, office)
    strange = plan_at(PlanState.FIXED, office, office.head)

    with pytest.raises(Denied):
        link(plan, strange.results.first(), office.employee)
    with pytest.raises(Denied, match="pemilik SKP"):
        link(plan, strange.results.first(), office.admin)


def test_link_ends_when_the_annual_evaluation_is_fixed(office):
    above = plan_at(PlanState.FIXED, office, office.supervisor)
    evaluation = evaluation_at(EvaluationState.FIXED, office)

    with pytest.raises(WrongState, match="Evaluasi tahunan"):
        link(evaluation.plan, above.results.first(), office.supervisor, YEAR_END)
    assert not results_to_link(office.supervisor.employee_id).results.exists()


# Drafts by the performance team


def draft(office, by, source=CopySource.LIBRARY, now=FEBRUARY):
    return team_drafts.draft_plan_for(
        assignment=Assignment.objects.select_related("employee", "post__unit").get(
            employee=office.employee.employee
        ),
        year=office.year,
        source=source,
        by=by,
        now=now,
    )


def test_team_drafts_after_the_day_and_the_plan_says_so(office, manager):
    post = office.employee.employee.assignments.get().post
    make_entry("Terolahnya data", post_title=post.title)

    plan = draft(office, manager)

    assert (plan.drafted_by_team, plan.state) == (True, PlanState.DRAFT)
    assert plan.results.get().text == "Terolahnya data"
    assert plan.transitions.get().by == manager
    fill_plan(plan, office.employee)
    plans.submit_plan(plan_id=plan.pk, by=office.employee, now=FEBRUARY)


def test_team_waits_until_the_day_has_passed(office, manager):
    with pytest.raises(WindowClosed, match="14 Januari 2026"):
        draft(office, manager, now=JANUARY)


def test_team_drafts_for_its_own_agency_and_never_twice(office, manager):
    with pytest.raises(Denied):
        draft(office, make_user(Role.PERFORMANCE_MANAGER))
    with pytest.raises(Denied):
        draft(office, office.supervisor)
    assert draft(office, manager, CopySource.LAST_YEAR).results.count() == 0
    with pytest.raises(WrongState):
        draft(office, manager)


# A new post


@pytest.fixture
def moved(office):
    """The employee's fixed plan, after a move on 15 May."""
    plan = plan_at(PlanState.FIXED, office)
    Assignment.objects.filter(pk=plan.assignment_id).update(effective_until=date(2026, 5, 14))
    make_assignment(plan.employee, make_post(office.agency), effective_from=date(2026, 5, 15))
    return plan


def test_move_w8_closes_the_old_plan_and_asks_for_a_new_one(office, moved, manager):
    assert list(moved_plans(Plan.objects.all(), JUNE)) == [moved]

    closed = team_drafts.close_moved_plan(plan_id=moved.pk, by=manager, now=JUNE)

    assert (closed.state, closed.ends) == (PlanState.CLOSED, date(2026, 5, 14))
    (todo,) = [row for row in todos_of(office.employee, JUNE) if "jabatan baru" in row.title]
    assert todo.due == date(2026, 5, 29)
    assert closed in permissions.visible_plans(office.employee, JUNE)


def test_days_for_a_new_post_are_those_decided_for_its_first_day(office, moved):
    RegulationSetting.objects.create(
        key=NEW_POST_DAYS,
        value=21,
        legal_basis="Perwali contoh",
        valid_from=date(2026, 5, 1),
        decided_by=office.admin,
        decided_at=APRIL,
    )

    (todo,) = [row for row in todos_of(office.employee, JUNE) if "jabatan baru" in row.title]

    assert todo.due == date(2026, 6, 5)


def test_move_is_told_to_the_team_until_the_plan_is_closed(office, moved, manager):
    before = [row.title for row in todos_of(manager, JUNE)]
    team_drafts.close_moved_plan(plan_id=moved.pk, by=office.admin, now=JUNE)

    assert "Tutup 1 SKP jabatan lama" in before
    assert "Tutup 1 SKP jabatan lama" not in [row.title for row in todos_of(manager, JUNE)]


def test_plan_of_somebody_who_did_not_move_is_not_closed_by_one_click(office, manager):
    plan = plan_at(PlanState.FIXED, office)

    with pytest.raises(WrongState):
        team_drafts.close_moved_plan(plan_id=plan.pk, by=manager, now=APRIL)


def test_move_is_not_closed_by_strangers(office, moved):
    with pytest.raises(Denied):
        team_drafts.close_moved_plan(plan_id=moved.pk, by=office.employee, now=JUNE)
