"""Pages of work teams by role: list, one team, make, change, close, members, notes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appraisal.actions import plan_content, plans
from appraisal.enums import EvaluationState, PlanState, WorkTeamState
from appraisal.models import ContinuousFeedback, TeamMember, WorkTeam
from personnel.enums import Role
from tests.factories.appraisal import JANUARY, evaluation_at, fill_plan, plan_at
from tests.factories.crowds import make_crowd
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.progress import TUESDAY
from tests.factories.sessions import sign_in
from tests.factories.teams import BEGINS, ENDS, join, make_team_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(clock):
    clock(TUESDAY)
    return make_team_scene()


def url(name, *args):
    return reverse(f"appraisal:{name}", args=args)


def text_of(response):
    return response.content.decode()


def typed(scene, **more):
    """What somebody types about a team."""
    return {
        "row_version": 0,
        "name": "Kapal Pesiar",
        "purpose": "Tamu dilayani rapi.",
        "unit": scene.office.agency.pk,
        "leader": scene.leader.employee.nip,
        "effective_from": "02-03-2026",
        "effective_until": "31 Desember 2026",
        "decree_number": "",
        "decree_date": "",
    } | more


def with_team_result(scene):
    """The member's fixed plan, whose fourth result names the team."""
    plan = plan_at(PlanState.DRAFT, scene.office)
    indicator = plan_content.IndicatorInput(text="Data terpadu", target="1 basis data")
    fill_plan(plan, scene.office.employee)
    entered = plan_content.ResultInput(
        text="Terpadunya data warga", team_id=scene.team.pk, indicators=[indicator]
    )
    result = plan_content.save_result(
        plan_id=plan.pk, result_id=None, entered=entered, by=scene.office.employee, now=JANUARY
    )
    return plan, result


# List


def test_list_shows_each_reader_the_own_teams(client, scene):
    expected = {
        scene.office.employee: ("Anda menjadi anggota satu tim kerja.", "member"),
        scene.leader: ("Anda mengetuai satu tim kerja.", "led"),
        scene.office.head: ("Anda membuat satu tim kerja.", "created"),
        scene.office.admin: ("Satu tim kerja lain dapat Anda baca.", "others"),
    }
    for reader, (headline, kind) in expected.items():
        sign_in(client, reader)
        page = client.get(url("workteam-list"))
        assert headline in text_of(page)
        assert page.context["kind"] == kind
        assert "Satu Data" in text_of(page)


def test_list_of_somebody_without_teams_says_how_one_comes_about(client, scene):
    stranger = make_user(employee=make_employee(make_unit()))
    sign_in(client, stranger)

    shown = text_of(client.get(url("workteam-list")))

    assert "Anda belum menjadi anggota tim kerja." in shown
    assert "Tim kerja dibuat oleh kepala unit" in shown
    assert url("workteam-create") not in shown
    for kind in ("led", "created"):
        assert client.get(url("workteam-list"), {"kind": kind}).status_code == 200


def test_list_asks_as_often_for_one_as_for_many(client, scene):
    sign_in(client, scene.leader)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(url("workteam-list"))
        return len(queries)

    count()
    one = count()
    WorkTeam.objects.bulk_create(
        WorkTeam(
            name=f"Tim {number}",
            purpose="Bersama",
            year=scene.team.year,
            unit=scene.office.agency,
            leader=scene.leader.employee,
            leader_since=BEGINS,
            effective_from=BEGINS,
            effective_until=ENDS,
            created_by=scene.office.head,
            created_at=JANUARY,
        )
        for number in range(20)
    )

    assert count() == one


# One team


def test_page_of_a_team_asks_as_often_for_one_member_as_for_many(client, scene):
    sign_in(client, scene.leader)
    page = url("workteam-detail", scene.team.pk)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    plan_at(PlanState.FIXED, scene.office)
    count()
    one = count()
    TeamMember.objects.bulk_create(
        TeamMember(team=scene.team, employee=plan.employee, task="Data", effective_from=BEGINS)
        for plan in make_crowd(scene.office, 20)
    )

    assert count() == one


def test_leader_reads_results_of_the_team_and_writes_feedback_on_them(client, scene):
    plan, result = with_team_result(scene)
    mate = make_user(employee=make_employee(make_unit()))
    join(scene.team, mate, scene.leader)
    page = url("workteam-detail", scene.team.pk)

    sign_in(client, scene.leader)
    shown = text_of(client.get(page))
    assert result.text in shown
    assert "1 basis data" in shown
    assert plan.results.first().text not in shown
    sign_in(client, mate)
    assert result.text not in text_of(client.get(page))


def test_feedback_of_the_leader_offers_results_of_the_team_alone(client, scene):
    plan, result = with_team_result(scene)
    evaluation_at(EvaluationState.IN_PROGRESS, scene.office, _fixed(plan, scene))
    page = url("feedback-create", scene.office.employee.employee_id)
    sign_in(client, scene.leader)

    shown = client.get(page, {"about": f"result-{result.pk}"})
    assert "Anda menulis sebagai ketua tim." in text_of(shown)
    assert f'value="result-{result.pk}" selected' in text_of(shown)
    assert plan.results.first().text not in text_of(shown)
    said = {"about": f"result-{result.pk}", "tone": "appreciation", "text": "Rapi."}
    client.post(page, said)

    assert ContinuousFeedback.objects.get().role == "team_leader"
    assert client.get(url("plan-detail", plan.pk)).status_code == 404
    assert client.get(url("evaluation-detail", plan.evaluations.get().pk)).status_code == 404


def _fixed(plan, scene):
    office = scene.office
    plans.submit_plan(plan_id=plan.pk, by=office.employee, now=JANUARY)
    plans.approve_plan(plan_id=plan.pk, by=office.supervisor, now=JANUARY)
    plans.sign_plan(plan_id=plan.pk, by=office.employee, now=JANUARY)
    plans.sign_plan(plan_id=plan.pk, by=office.supervisor, now=JANUARY)
    plan.refresh_from_db()
    return plan


def test_strangers_find_no_team_and_no_member(client, scene):
    sign_in(client, make_user(employee=make_employee(make_unit())))

    for name in ("workteam-detail", "workteam-update", "workteam-close", "teammember-create"):
        assert client.get(url(name, scene.team.pk)).status_code == 404
    for name in ("teammember-update", "teammember-remove", "teammember-note"):
        assert client.get(url(name, scene.member.pk)).status_code == 404


@pytest.mark.parametrize("name", ["workteam-update", "workteam-close", "teammember-create"])
def test_reader_who_may_not_change_is_told_who_may(client, scene, name):
    for reader in (scene.office.employee, make_user(Role.AUDITOR)):
        sign_in(client, reader)
        answer = client.get(url(name, scene.team.pk), follow=True)
        assert "kepala unit" in text_of(answer)
        assert answer.redirect_chain == [(url("workteam-detail", scene.team.pk), 302)]
        assert url(name, scene.team.pk) not in text_of(answer)


# Make, change, close


def test_head_makes_a_team_and_lands_on_its_page(client, scene):
    sign_in(client, scene.office.supervisor)

    answer = client.post(
        url("workteam-create"), typed(scene, unit=scene.office.division.pk), follow=True
    )

    team = WorkTeam.objects.get(name="Kapal Pesiar")
    assert answer.redirect_chain == [(url("workteam-detail", team.pk), 302)]
    assert "ketuanya diberi tahu" in text_of(answer)
    assert "Tim ini belum memiliki anggota." in text_of(answer)


def test_who_leads_no_unit_is_told_who_makes_teams(client, scene):
    sign_in(client, scene.office.employee)

    answer = client.get(url("workteam-create"), follow=True)

    assert "Tim kerja dibuat oleh kepala unit. Hubungi atasan Anda." in text_of(answer)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"leader": "Tidak Ada"}, "leader"),
        ({"effective_until": "01-01-2026"}, "effective_until"),
        ({"effective_from": "31-02-2026"}, "effective_from"),
        ({"effective_until": "05-01-2027"}, "effective_from"),
        ({"decree_date": "02-03-2026"}, "decree_number"),
        ({"name": "Satu Data"}, "name"),
        ({"unit": ""}, "unit"),
    ],
)
def test_wrong_entry_is_told_at_its_field_and_nothing_typed_is_lost(client, scene, wrong, field):
    sign_in(client, scene.office.head)

    answer = client.post(url("workteam-create"), typed(scene, **wrong))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Tamu dilayani rapi." in text_of(answer)


def test_unit_of_somebody_else_cannot_be_chosen(client, scene):
    sign_in(client, scene.office.supervisor)

    answer = client.post(url("workteam-create"), typed(scene))

    assert answer.context["form"].errors.keys() == {"unit"}


def test_change_shows_what_is_written_and_a_late_writer_keeps_the_text(client, scene):
    page = url("workteam-update", scene.team.pk)
    sign_in(client, scene.office.head)
    assert "Satu Data" in text_of(client.get(page))
    client.post(page, typed(scene, row_version=1, effective_from="05-01-2026"))

    late = client.post(
        page, typed(scene, row_version=1, name="Terlambat", effective_from="05-01-2026")
    )

    assert late.status_code == 422
    assert "baru saja diubah" in text_of(late)
    assert 'value="Terlambat"' in text_of(late)
    assert 'name="row_version" value="2"' in text_of(late)
    assert WorkTeam.objects.get().name == "Kapal Pesiar"


def test_team_is_closed_with_a_reason_and_offers_no_more_steps(client, scene):
    page = url("workteam-close", scene.team.pk)
    sign_in(client, scene.office.head)
    assert client.post(page, {"row_version": 1, "reason": " "}).status_code == 422

    shown = text_of(client.post(page, {"row_version": 1, "reason": "Usai."}, follow=True))

    assert WorkTeam.objects.get().state == WorkTeamState.CLOSED
    assert "Usai." in shown
    assert url("teammember-create", scene.team.pk) not in shown
    assert "sudah ditutup" in text_of(client.get(page, follow=True))


# Members


def test_leader_takes_in_changes_and_takes_back_a_member(client, scene):
    mate = make_user(employee=make_employee(make_unit()))
    sign_in(client, scene.leader)
    entry = {
        "row_version": 0,
        "employee": mate.employee.nip,
        "task": "Penghubung",
        "effective_from": "03-03-2026",
        "effective_until": "",
    }
    shown = client.post(url("teammember-create", scene.team.pk), entry, follow=True)
    assert f"{mate.employee.full_name} menjadi anggota tim" in text_of(shown)
    member = TeamMember.objects.get(employee=mate.employee)

    change = entry | {"row_version": 1, "effective_until": "30-06-2026"}
    client.post(url("teammember-update", member.pk), change)
    member.refresh_from_db()
    assert str(member.effective_until) == "2026-06-30"

    page = url("teammember-remove", member.pk)
    assert 'name="row_version" value="2"' in text_of(client.get(page))
    client.post(page, {"row_version": 2})
    assert not TeamMember.objects.filter(pk=member.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"employee": "leader"}, "employee"),
        ({"employee": "member"}, "employee"),
        ({"task": ""}, "task"),
        ({"effective_from": "01-01-2026"}, "effective_from"),
        ({"effective_until": "01-02-2027"}, "effective_until"),
    ],
)
def test_wrong_member_is_told_at_the_field(client, scene, wrong, field):
    people = {"leader": scene.leader, "member": scene.office.employee}
    mate = make_employee(make_unit())
    entry = {
        "row_version": 0,
        "employee": mate.nip,
        "task": "Penghubung",
        "effective_from": "03-03-2026",
        "effective_until": "",
    } | wrong
    if entry["employee"] in people:
        entry["employee"] = people[entry["employee"]].employee.nip
    sign_in(client, scene.leader)

    answer = client.post(url("teammember-create", scene.team.pk), entry)

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}


def test_member_leaves_a_note_that_the_team_reads(client, scene):
    page = url("teammember-note", scene.member.pk)
    sign_in(client, scene.office.employee)
    assert page in text_of(client.get(url("workteam-detail", scene.team.pk)))
    assert client.get(page).status_code == 200

    client.post(page, {"row_version": 1, "note": "Rabu saya di loket."})

    sign_in(client, scene.leader)
    assert "Rabu saya di loket." in text_of(client.get(url("workteam-detail", scene.team.pk)))
    assert "anggotanya sendiri" in text_of(client.get(page, follow=True))


# Plan and matrix


def test_plan_offers_the_teams_of_its_owner(client, scene):
    plan = plan_at(PlanState.DRAFT, scene.office)
    sign_in(client, scene.office.employee)
    page = url("result-create", plan.pk)
    assert "Bukan hasil tim kerja" in text_of(client.get(page))

    client.post(
        page,
        {
            "row_version": plan.row_version,
            "superior": "to_follow",
            "text": "Terpadunya data",
            "kind": "main",
            "classification": "organisation",
            "assigned_by": "",
            "team": scene.team.pk,
            "indicators-TOTAL_FORMS": 0,
            "indicators-INITIAL_FORMS": 0,
        },
    )

    result = plan.results.get()
    assert result.team == scene.team
    shown = text_of(client.get(url("plan-detail", plan.pk)))
    assert "penugasan dari Ketua Tim Satu Data" in shown
    assert "tim kerja Satu Data" in shown


def test_plan_of_somebody_without_teams_offers_none(client, scene):
    plan = plan_at(PlanState.DRAFT, scene.office, scene.office.supervisor)
    sign_in(client, scene.office.supervisor)

    assert "Bukan hasil tim kerja" not in text_of(client.get(url("result-create", plan.pk)))


def test_matrix_of_a_team_leader_names_the_team_and_opens_no_plan(client, scene):
    leaders = plan_at(PlanState.DRAFT, scene.office, scene.leader)
    fill_plan(leaders, scene.leader)
    plan = plan_at(PlanState.DRAFT, scene.office)
    sign_in(client, scene.leader)
    assert url("workteam-list") in text_of(client.get(url("plan-list")))
    assert url("matrix-own") in text_of(client.get(url("workteam-detail", scene.team.pk)))

    shown = text_of(client.get(url("matrix-detail", leaders.pk)))

    assert "Bagi pekerjaan tim kepada anggotanya." in shown
    assert "anggota tim Satu Data" in shown
    assert url("plan-detail", plan.pk) not in shown
