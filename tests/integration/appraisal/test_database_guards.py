"""The database refuses what the actions would refuse, whoever writes."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from appraisal.actions.teams import close_team
from appraisal.enums import EvaluationState, PlanState, Rating
from appraisal.models import (
    BehaviourRating,
    Evaluation,
    Indicator,
    Plan,
    PlanTransition,
    TeamMember,
    WorkTeam,
)
from tests.factories.appraisal import JANUARY, evaluation_at, make_office, plan_at
from tests.factories.teams import make_team_scene

pytestmark = pytest.mark.django_db


def refused(write):
    with pytest.raises(DatabaseError), transaction.atomic():
        write()


def test_state_cannot_jump_over_the_table():
    plan = plan_at(PlanState.DRAFT, make_office())

    refused(lambda: Plan.objects.filter(pk=plan.pk).update(state=PlanState.APPROVED))


def test_predicate_cannot_be_typed_w3():
    evaluation = evaluation_at(EvaluationState.FIXED, make_office())

    with pytest.raises(IntegrityError, match="follows_the_table"), transaction.atomic():
        Evaluation.objects.filter(pk=evaluation.pk).update(predicate="very_good")


def test_rated_evaluation_cannot_lose_its_predicate():
    evaluation = evaluation_at(EvaluationState.SERVED, make_office())

    refused(lambda: Evaluation.objects.filter(pk=evaluation.pk).update(predicate=""))


def test_other_rating_without_reason_is_refused():
    evaluation = evaluation_at(EvaluationState.FIXED, make_office())

    with pytest.raises(IntegrityError, match="reason"), transaction.atomic():
        Evaluation.objects.filter(pk=evaluation.pk).update(
            results_rating=Rating.ABOVE, predicate="good"
        )


def test_content_of_a_fixed_plan_is_frozen():
    plan = plan_at(PlanState.FIXED, make_office())
    result = plan.results.first()

    refused(lambda: plan.results.filter(pk=result.pk).update(text="lain"))
    refused(lambda: Indicator.objects.filter(result=result).update(target="99"))
    refused(lambda: Indicator.objects.create(result=result, position=9, text="baru"))
    refused(lambda: plan.annexes.all().delete())


def test_result_of_a_fixed_plan_may_still_be_linked_to_the_superior():
    office = make_office()
    upper = plan_at(PlanState.FIXED, office, office.supervisor)
    plan = plan_at(PlanState.FIXED, office)
    above = upper.results.first()

    changed = plan.results.filter(position=1).update(
        superior_result=above, link="linked", superior_text=above.text
    )

    assert changed == 1


def test_ratings_are_frozen_once_fixed():
    evaluation = evaluation_at(EvaluationState.FIXED, make_office())

    refused(
        lambda: BehaviourRating.objects.filter(evaluation=evaluation).update(rating=Rating.ABOVE)
    )


def test_trace_and_history_cannot_be_rewritten():
    plan = plan_at(PlanState.SUBMITTED, make_office())

    refused(lambda: PlanTransition.objects.filter(plan=plan).update(note="lain"))
    refused(lambda: PlanTransition.objects.filter(plan=plan).delete())
    refused(lambda: plan.events.update(state="draft"))
    refused(lambda: plan.events.all().delete())


def test_two_plans_in_the_making_for_one_post_are_refused():
    plan = plan_at(PlanState.DRAFT, make_office())

    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(
            employee=plan.employee,
            assignment=plan.assignment,
            year=plan.year,
            version=7,
            starts=plan.starts,
            ends=plan.ends,
        )


def test_bulk_update_leaves_history_too():
    plan = plan_at(PlanState.DRAFT, make_office())
    before = plan.events.count()

    Plan.objects.filter(pk=plan.pk).update(note="catatan")

    assert plan.events.count() == before + 1


def test_leader_of_a_team_is_never_one_of_its_members():
    scene = make_team_scene()
    teams, members = WorkTeam.objects.all(), TeamMember.objects.all()

    refused(lambda: teams.update(leader=scene.office.employee.employee))
    refused(
        lambda: members.create(
            team=scene.team,
            employee=scene.leader.employee,
            task="Ketua",
            effective_from=scene.team.effective_from,
        )
    )
    refused(lambda: members.update(employee=scene.leader.employee))


def test_member_serves_within_the_days_of_the_team_and_once_at_a_time():
    scene = make_team_scene()
    members = TeamMember.objects.all()
    again = {"team": scene.team, "employee": scene.office.employee.employee, "task": "Lain"}

    refused(lambda: members.create(effective_from=scene.team.effective_from, **again))
    refused(lambda: members.update(effective_from=date(2025, 12, 31)))
    refused(lambda: members.update(effective_until=date(2027, 1, 1)))
    refused(lambda: members.update(task=""))


def test_closed_team_is_frozen_with_its_members_and_no_team_is_removed():
    scene = make_team_scene()
    office, rows = scene.office, WorkTeam.objects.all()
    refused(lambda: rows.update(state="closed"))
    refused(lambda: TeamMember.objects.all().delete() and rows.delete())
    close_team(team_id=scene.team.pk, reason="Usai", by=office.head, now=JANUARY)

    for change in ({"name": "Lain"}, {"state": "running"}, {"close_reason": ""}):
        refused(lambda change=change: rows.update(**change))
    refused(lambda: TeamMember.objects.update(note="Terlambat"))
    refused(lambda: TeamMember.objects.all().delete())
