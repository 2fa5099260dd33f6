"""Work teams for tests, made by the actions as the pages do."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from appraisal.actions import team_members, teams
from appraisal.models import TeamMember, WorkTeam
from personnel.models import User
from tests.factories.appraisal import JANUARY, Office, make_office
from tests.factories.personnel import make_employee, make_unit, make_user

BEGINS = date(2026, 1, 5)
ENDS = date(2026, 12, 31)


def team_facts(office: Office, leader: User, **more: Any) -> teams.TeamFacts:
    """What somebody typed about a team of the office's agency."""
    values = {
        "name": "Satu Data",
        "purpose": "Data dapat dipakai bersama.",
        "unit_id": office.agency.pk,
        "leader_id": leader.employee_id,
        "effective_from": BEGINS,
        "effective_until": ENDS,
    }
    return teams.TeamFacts(**(values | more))


def make_team(office: Office, leader: User, **more: Any) -> WorkTeam:
    """A team made by the head of the agency."""
    return teams.create_team(facts=team_facts(office, leader, **more), by=office.head, now=JANUARY)


def join(team: WorkTeam, person: User, by: User, **more: Any) -> TeamMember:
    """Take somebody in for the whole time of the team."""
    values = {"task": "Pengolah data", "effective_from": team.effective_from}
    return team_members.add_member(
        team_id=team.pk,
        employee_id=person.employee_id or 0,
        facts=team_members.MemberFacts(**(values | more)),
        by=by,
        now=JANUARY,
    )


@dataclass
class TeamScene:
    """A team of one office led from elsewhere, with the office's employee as its member."""

    office: Office
    leader: User
    team: WorkTeam
    member: TeamMember


def make_team_scene() -> TeamScene:
    """The leader comes from another agency and is nobody's superior."""
    office = make_office()
    leader = make_user(employee=make_employee(make_unit(make_unit())))
    team = make_team(office, leader)
    return TeamScene(office, leader, team, join(team, office.employee, leader))
