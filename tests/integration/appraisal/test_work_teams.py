"""Work teams: who makes them and chooses, who is told, what the leader may and may never (R2.1)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from appraisal import permissions
from appraisal.actions import (
    continuous_feedback,
    matrix,
    plan_content,
    plans,
    team_members,
    teams,
)
from appraisal.enums import (
    EvaluationState,
    FeedbackRole,
    FeedbackTone,
    PlanState,
    SuperiorLink,
    WorkTeamState,
)
from appraisal.models import ContinuousFeedback, Plan, TeamMember, WorkTeam
from appraisal.selectors.matrix import matrix_of
from personnel.enums import Role
from personnel.models import Notice, Unit
from sabang_kinerja.common.errors import ChangedMeanwhile, Denied, Incomplete, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.appraisal import (
    APRIL,
    JANUARY,
    YEAR_END,
    evaluation_at,
    fill_plan,
    make_office,
    plan_at,
)
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.progress import TUESDAY
from tests.factories.teams import BEGINS, ENDS, join, make_team, make_team_scene, team_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def scene():
    return make_team_scene()


def told(user):
    return [notice.text for notice in Notice.objects.filter(recipient=user).order_by("pk")]


def name_team(plan, by, team, **more):
    """The owner lets a result name the team."""
    entered = plan_content.ResultInput(text="Terpadunya data warga", team_id=team.pk, **more)
    return plan_content.save_result(
        plan_id=plan.pk, result_id=None, entered=entered, by=by, now=JANUARY
    )


def fixed_with_team_result(scene):
    """The member's fixed plan, whose fourth result names the team."""
    plan = plan_at(PlanState.DRAFT, scene.office)
    fill_plan(plan, scene.office.employee)
    indicator = plan_content.IndicatorInput(text="Data terpadu", target="1 basis data")
    name_team(plan, scene.office.employee, scene.team, indicators=[indicator])
    return walk_to_fixed(plan, scene.office)


def walk_to_fixed(plan, office):
    plans.submit_plan(plan_id=plan.pk, by=office.employee, now=JANUARY)
    plans.approve_plan(plan_id=plan.pk, by=office.supervisor, now=JANUARY)
    plans.sign_plan(plan_id=plan.pk, by=office.employee, now=JANUARY)
    plans.sign_plan(plan_id=plan.pk, by=office.supervisor, now=JANUARY)
    plan.refresh_from_db()
    return plan


# Who


def test_team_is_made_by_those_who_lead_the_unit_or_look_after_it(office):
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)
    own = {"unit_id": office.division.pk}
    for number, maker in enumerate((office.supervisor, office.head, manager, office.admin)):
        facts = team_facts(office, office.employee, name=f"Tim {number}", **own)
        assert teams.create_team(facts=facts, by=maker, now=JANUARY).created_by == maker

    stranger = make_user(employee=make_employee(head_of=make_unit()))
    for other in (office.employee, stranger, make_user(Role.AUDITOR)):
        with pytest.raises(Denied, match="kepala unit"):
            teams.create_team(facts=team_facts(office, stranger), by=other, now=JANUARY)
    with pytest.raises(Denied):
        teams.create_team(facts=team_facts(office, stranger), by=office.supervisor, now=JANUARY)


def test_members_are_chosen_by_leader_and_maker_from_the_whole_city(scene):
    stranger = make_user(employee=make_employee(make_unit()))

    by_leader = join(scene.team, stranger, scene.leader)
    join(scene.team, scene.office.supervisor, scene.office.head)

    assert by_leader.employee == stranger.employee
    for other in (scene.office.employee, stranger, scene.office.supervisor):
        with pytest.raises(Denied, match="ketua tim"):
            join(scene.team, make_user(employee=make_employee()), other)


def test_everybody_concerned_is_told(scene):
    office, leader = scene.office, scene.leader

    team_members.leave_note(
        member_id=scene.member.pk, note="Rabu di loket.", by=office.employee, now=JANUARY,
        seen_version=1,
    )  # fmt: skip
    teams.close_team(team_id=scene.team.pk, reason="Selesai.", by=office.head, now=APRIL)

    assert told(leader) == [
        "Anda ditunjuk sebagai ketua tim Satu Data.",
        f"{office.employee.employee.full_name} menulis catatan dalam tim Satu Data.",
        "Tim kerja Satu Data sudah ditutup.",
    ]
    assert told(office.employee) == [
        "Anda menjadi anggota tim Satu Data.",
        "Tim kerja Satu Data sudah ditutup.",
    ]
    assert told(office.head) == []


def test_team_is_seen_by_leader_members_maker_unit_and_readers_of_the_city(scene):
    office = scene.office
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)
    below = make_team(office, scene.leader, name="Bidang", unit_id=office.division.pk)

    for reader in (scene.leader, office.head, manager, office.admin, make_user(Role.AUDITOR)):
        assert set(permissions.visible_teams(reader, JANUARY)) == {scene.team, below}
    assert set(permissions.visible_teams(office.employee, JANUARY)) == {scene.team}
    assert set(permissions.visible_teams(office.supervisor, JANUARY)) == {below}
    stranger = make_user(employee=make_employee(make_unit()))
    assert not permissions.visible_teams(stranger, JANUARY).exists()


def test_team_of_a_unit_that_ended_can_still_be_closed_but_none_is_made_there(scene):
    office = scene.office
    Unit.objects.filter(pk=office.agency.pk).update(is_active=False)

    with pytest.raises(WrongState, match="tidak aktif"):
        make_team(office, scene.leader, name="Baru")
    teams.close_team(team_id=scene.team.pk, reason="Unit bubar", by=office.admin, now=APRIL)

    assert not WorkTeam.objects.running().exists()


# Days, leader, end


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"effective_until": date(2027, 1, 5)}, "work_team_in_one_year"),
        ({"effective_from": date(2031, 1, 5), "effective_until": date(2031, 2, 5)},
         "work_team_in_one_year"),
        ({"effective_until": BEGINS - timedelta(days=1), "effective_from": BEGINS},
         "work_team_dates_in_order"),
        ({"decree_date": BEGINS}, "work_team_decree_day_has_number"),
    ],
)  # fmt: skip
def test_team_with_wrong_facts_is_refused_with_a_sentence(office, wrong, rule):
    with pytest.raises(Refused) as refusal:
        make_team(office, office.employee, **wrong)

    assert refusal.value.constraint == rule


def test_name_of_a_team_is_given_once_in_a_unit(office):
    make_team(office, office.employee)

    with pytest.raises(Refused, match="sudah ada"):
        make_team(office, office.supervisor)


def test_mayor_and_those_who_left_neither_lead_nor_join(scene):
    office = scene.office
    gone = make_user(employee=make_employee(office.division, legal_status="left"))

    for person in (office.mayor, gone):
        with pytest.raises(Refused, match="tidak sedang bertugas"):
            make_team(office, person, name="Lain")
        with pytest.raises(Refused, match="tidak sedang bertugas"):
            join(scene.team, person, scene.leader)


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"effective_from": BEGINS - timedelta(days=1)}, "team_member_begins_in_team"),
        ({"effective_until": ENDS + timedelta(days=1)}, "team_member_ends_in_team"),
        ({"effective_until": BEGINS - timedelta(days=1)}, "team_member_dates_in_order"),
        ({"task": " "}, "team_member_has_a_task"),
    ],
)
def test_member_with_wrong_facts_is_refused_with_a_sentence(scene, wrong, rule):
    with pytest.raises(Refused) as refusal:
        join(scene.team, scene.office.supervisor, scene.leader, **wrong)

    assert refusal.value.constraint == rule


def test_leader_is_no_member_and_nobody_is_a_member_twice(scene):
    with pytest.raises(Refused, match="Ketua tim tidak"):
        join(scene.team, scene.leader, scene.leader)
    with pytest.raises(Refused, match="sudah menjadi anggota"):
        join(scene.team, scene.office.employee, scene.leader)


def test_member_who_becomes_leader_leads_from_today_and_is_a_member_no_more(scene):
    office = scene.office
    facts = team_facts(office, office.employee)

    team = teams.change_team(
        team_id=scene.team.pk, facts=facts, by=office.head, now=APRIL, seen_version=1
    )

    scene.member.refresh_from_db()
    assert (team.leader, team.leader_since) == (office.employee.employee, date(2026, 4, 3))
    assert scene.member.effective_until == date(2026, 4, 2)
    assert told(office.employee)[-1] == "Anda ditunjuk sebagai ketua tim Satu Data."
    assert told(scene.leader)[-1] == "Ketua tim Satu Data sudah berganti."
    assert not permissions.can_choose_members(scene.leader, team, APRIL)


def test_team_that_had_ended_is_prolonged_under_a_former_member(office):
    team = make_team(office, office.supervisor, effective_until=date(2026, 2, 28))
    member = join(team, office.employee, office.head)
    facts = team_facts(office, office.employee)

    team = teams.change_team(
        team_id=team.pk, facts=facts, by=office.head, now=APRIL, seen_version=1
    )

    member.refresh_from_db()
    assert (team.leader_since, team.effective_until) == (date(2026, 4, 3), ENDS)
    assert member.effective_until == date(2026, 2, 28)


def test_days_of_a_team_keep_its_members_inside(scene):
    facts = team_facts(scene.office, scene.leader, effective_from=date(2026, 2, 1))

    with pytest.raises(Refused, match="di luar tanggal"):
        teams.change_team(
            team_id=scene.team.pk, facts=facts, by=scene.office.head, now=JANUARY, seen_version=1
        )


def test_late_writer_is_told_and_nothing_is_overwritten(scene):
    facts = team_facts(scene.office, scene.leader, name="Baru")
    change = {"team_id": scene.team.pk, "by": scene.office.head, "now": JANUARY}
    teams.change_team(facts=facts, seen_version=1, **change)

    with pytest.raises(ChangedMeanwhile):
        teams.change_team(facts=team_facts(scene.office, scene.leader), seen_version=1, **change)

    assert WorkTeam.objects.get().name == "Baru"


def test_closed_team_keeps_its_reason_and_takes_no_more_steps(scene):
    office = scene.office
    later = join(scene.team, office.supervisor, office.head, effective_from=date(2026, 6, 1))
    with pytest.raises(Incomplete):
        teams.close_team(team_id=scene.team.pk, reason=" ", by=office.head, now=APRIL)
    with pytest.raises(Denied):
        teams.close_team(team_id=scene.team.pk, reason="Usai", by=scene.leader, now=APRIL)

    team = teams.close_team(team_id=scene.team.pk, reason="Usai", by=office.head, now=APRIL)

    assert (team.state, team.effective_until) == (WorkTeamState.CLOSED, date(2026, 4, 3))
    assert not TeamMember.objects.filter(pk=later.pk).exists()
    for ask in (permissions.can_edit_team, permissions.can_choose_members):
        with pytest.raises(WrongState, match="sudah ditutup"):
            ask(office.head, team, APRIL).require()
    member = TeamMember.objects.select_related("team").get()
    assert not permissions.can_leave_note(office.employee, member, APRIL)


def test_member_leaves_on_a_day_and_only_an_unused_membership_is_removed(scene):
    office, team = scene.office, scene.team
    plan = plan_at(PlanState.DRAFT, office)
    name_team(plan, office.employee, team)
    remove = {"by": scene.leader, "now": APRIL, "seen_version": 1}
    with pytest.raises(Refused, match="sudah memuat hasil tim"):
        team_members.remove_member(member_id=scene.member.pk, **remove)

    facts = team_members.MemberFacts("Pengolah data", BEGINS, date(2026, 4, 30))
    team_members.change_member(member_id=scene.member.pk, facts=facts, **remove)
    mistake = join(team, office.supervisor, scene.leader)
    team_members.remove_member(member_id=mistake.pk, **remove)

    assert TeamMember.objects.on(date(2026, 5, 1)).count() == 0
    assert TeamMember.objects.get().employee == office.employee.employee
    assert told(office.employee)[-1].endswith("berakhir 30-04-2026.")
    assert told(office.supervisor)[-1] == "Anda tidak lagi menjadi anggota tim Satu Data."


def test_note_is_written_by_the_member_alone(scene):
    note = {"member_id": scene.member.pk, "note": "Rabu", "now": JANUARY, "seen_version": 1}

    for other in (scene.leader, scene.office.head):
        with pytest.raises(Denied, match="anggotanya sendiri"):
            team_members.leave_note(by=other, **note)


# Results of the team


def test_result_names_a_team_of_its_owner_and_who_gave_the_work(scene):
    plan = plan_at(PlanState.DRAFT, scene.office)

    result = name_team(plan, scene.office.employee, scene.team)
    other = name_team(plan, scene.office.employee, scene.team, assigned_by="Wali Kota")

    assert result.team == scene.team
    assert result.assigned_by == f"Ketua Tim Satu Data, {scene.leader.employee.full_name}"
    assert other.assigned_by == "Wali Kota"
    own = plan_at(PlanState.DRAFT, scene.office, scene.leader)
    assert name_team(own, scene.leader, scene.team).assigned_by == ""
    elsewhere = make_team(scene.office, scene.leader, name="Lain")
    with pytest.raises(Denied, match="bukan anggota"):
        name_team(plan, scene.office.employee, elsewhere)


def test_member_may_support_a_result_of_the_leader(scene):
    leaders = plan_at(PlanState.DRAFT, scene.office, scene.leader)
    fill_plan(leaders, scene.leader)
    plan = plan_at(PlanState.DRAFT, scene.office)
    above = leaders.results.first()

    result = name_team(plan, scene.office.employee, scene.team, superior_result_id=above.pk)

    assert (result.link, result.superior_result) == (SuperiorLink.LINKED, above)


def test_results_of_the_team_are_read_by_its_leader_and_nobody_new(scene):
    plan = fixed_with_team_result(scene)
    result = plan.results.get(team=scene.team)
    mate = make_user(employee=make_employee(make_unit()))
    join(scene.team, mate, scene.leader)

    def seen(user):
        return set(permissions.visible_team_results(user, scene.team, JANUARY))

    for reader in (scene.leader, scene.office.employee, scene.office.supervisor):
        assert seen(reader) == {result}
    assert seen(mate) == set()


def test_team_of_a_result_is_frozen_with_its_plan(scene):
    plan = fixed_with_team_result(scene)

    with pytest.raises(DatabaseError), transaction.atomic():
        plan.results.filter(team=scene.team).update(team=None)


# Matrix


def fill_cell(scene, leaders, **more):
    values = {
        "result_id": leaders.results.first().pk,
        "employee_id": scene.office.employee.employee_id,
        "by": scene.leader,
    } | more
    return matrix.save_cell(position=1, text="Terpadunya data warga", now=JANUARY, **values)


def test_matrix_of_a_team_leader_seeds_the_members_plan_with_team_and_giver(scene):
    leaders = plan_at(PlanState.DRAFT, scene.office, scene.leader)
    fill_plan(leaders, scene.leader)

    fill_cell(scene, leaders)

    (line,) = matrix_of(leaders, JANUARY).lines
    assert [team.name for team in line.teams] == ["Satu Data"]
    result = Plan.objects.get(employee=scene.office.employee.employee_id).results.get()
    assert (result.team, result.superior_result) == (scene.team, leaders.results.first())
    assert result.assigned_by == f"Ketua Tim Satu Data, {scene.leader.employee.full_name}"
    with pytest.raises(Denied, match="anggota tim kerja"):
        fill_cell(scene, leaders, employee_id=scene.office.supervisor.employee_id)


def test_matrix_asks_a_part_for_direct_reports_only(scene):
    leaders = plan_at(PlanState.DRAFT, scene.office, scene.leader)
    fill_plan(leaders, scene.leader)

    found = matrix_of(leaders, JANUARY)

    assert (found.is_of_teams, found.idle, found.uncarried) == (True, [], [])


def test_result_that_a_team_member_carries_counts_beside_those_of_direct_reports(office):
    mate = make_user(employee=make_employee(make_unit()))
    team = make_team(office, office.supervisor)
    join(team, mate, office.supervisor)
    plan = plan_at(PlanState.DRAFT, office, office.supervisor)
    fill_plan(plan, office.supervisor)

    before = matrix_of(plan, JANUARY)
    cell = {"result_id": plan.results.first().pk, "employee_id": mate.employee_id}
    matrix.save_cell(position=1, text="Data", by=office.supervisor, now=JANUARY, **cell)
    after = matrix_of(plan, JANUARY)

    assert [one.pk for one in after.idle] == [office.employee.employee_id]
    assert (len(before.uncarried), len(after.uncarried)) == (3, 2)


def test_direct_report_who_is_in_the_team_stays_a_direct_report(office):
    team = make_team(office, office.supervisor)
    join(team, office.employee, office.supervisor)
    plan = plan_at(PlanState.DRAFT, office, office.supervisor)

    (line,) = matrix_of(plan, JANUARY).lines

    assert line.teams == []


# Feedback, and never a rating


def remark(scene, **more):
    entered = {"tone": FeedbackTone.APPRECIATION, "text": "Bahan rapat selalu siap."}
    return continuous_feedback.give_feedback(
        employee=scene.office.employee.employee,
        entered=continuous_feedback.FeedbackInput(**(entered | more)),
        by=scene.leader,
        now=TUESDAY,
    )


def test_leader_speaks_about_results_of_the_team_and_no_others(scene):
    plan = fixed_with_team_result(scene)
    own, of_team = plan.results.filter(team=None).first(), plan.results.get(team=scene.team)

    about_team, about_value = remark(scene, result_id=of_team.pk), remark(scene, core_value="loyal")

    assert about_team.role == about_value.role == FeedbackRole.TEAM_LEADER
    with pytest.raises(Incomplete):
        remark(scene, result_id=own.pk)
    assert ContinuousFeedback.objects.count() == 2


def test_leader_speaks_to_members_while_they_are_members(scene):
    team_members.change_member(
        member_id=scene.member.pk,
        facts=team_members.MemberFacts("Pengolah data", BEGINS, date(2026, 1, 31)),
        by=scene.leader,
        now=JANUARY,
        seen_version=1,
    )

    with pytest.raises(Denied, match="anggota tim kerja"):
        remark(scene, core_value="loyal")


def test_leader_never_rates_and_opens_no_plan_or_evaluation_of_a_member(scene):
    plan = fixed_with_team_result(scene)
    evaluation = evaluation_at(EvaluationState.IN_RATING, scene.office, plan)
    leader = scene.leader

    assert not permissions.visible_plans(leader, YEAR_END).filter(pk=plan.pk).exists()
    assert not permissions.visible_evaluations(leader, YEAR_END).exists()
    assert not permissions.visible_evidence(leader, YEAR_END).exists()
    for ask in (
        permissions.can_rate,
        permissions.can_fix_evaluation,
        permissions.can_serve,
        permissions.can_fill_evaluation,
    ):
        with pytest.raises(Denied):
            ask(leader, evaluation, YEAR_END).require()
    for ask in (
        permissions.can_approve_plan,
        permissions.can_return_plan,
        permissions.can_edit_plan,
        permissions.can_set_expectations,
    ):
        with pytest.raises(Denied):
            ask(leader, plan, YEAR_END).require()
