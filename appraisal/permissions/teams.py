"""Work teams: who makes one, who chooses its members, who reads what. Nobody rates through a team.

Source: regulation 2.1 (KETUA_TIM), 7.1; docs/legal.md#work-teams.
"""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from appraisal.enums import WorkTeamState
from appraisal.models import TeamMember, WorkResult, WorkTeam
from appraisal.models.plans import LIVE
from appraisal.models.teams import WorkTeamQuerySet
from appraisal.permissions.asking import first_refusal, local_day
from appraisal.permissions.visibility import visible_plans
from personnel.enums import Role
from personnel.models import Unit, User
from personnel.models.units import UnitQuerySet
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def _led_units(user: User, day: date, path: str, agency: str) -> Q:
    """Condition on units: those led with everything below, and those of managed agencies."""
    roles = roles_of(user, day)
    units = Q(**{f"{agency}__in": roles.agencies})
    for led in roles.headed_units:
        units |= Q(**{f"{path}__contains": f"/{led}/"})
    return units


def _units_looked_after(user: User, now: datetime) -> UnitQuerySet:
    """Units whose teams the account looks after; all of them for BKPSDM."""
    day = local_day(now)
    if Role.BKPSDM_ADMIN in roles_of(user, day):
        return Unit.objects.all()
    return Unit.objects.filter(_led_units(user, day, "path", "agency"))


def units_for_teams(user: User, now: datetime) -> UnitQuerySet:
    """Units in which the account may make a team."""
    return _units_looked_after(user, now).active()


def _looks_after(user: User, unit_id: int, now: datetime) -> Verdict:
    if _units_looked_after(user, now).filter(pk=unit_id).exists():
        return ALLOWED
    return denied(
        _("Tim kerja dibuat oleh kepala unit, pengelola kinerja perangkat daerahnya, atau BKPSDM.")
    )


def can_create_team(user: User, unit: Unit, now: datetime) -> Verdict:
    """Make a team in a unit: who leads it or a unit above, its performance manager, BKPSDM."""
    if not unit.is_active:
        return denied(_("Unit ini sudah tidak aktif."), WrongState)
    return _looks_after(user, unit.pk, now)


def _is_running(team: WorkTeam) -> Verdict:
    if team.state == WorkTeamState.RUNNING:
        return ALLOWED
    return denied(_("Tim kerja ini sudah ditutup."), WrongState)


def can_edit_team(user: User, team: WorkTeam, now: datetime) -> Verdict:
    """Change what a running team is for, its days and its leader."""
    return first_refusal(_is_running(team), _looks_after(user, team.unit_id, now))


def can_close_team(user: User, team: WorkTeam, now: datetime) -> Verdict:
    """End a running team."""
    return can_edit_team(user, team, now)


def can_choose_members(user: User, team: WorkTeam, now: datetime) -> Verdict:
    """Take people in and let them go: the leader of the team, and who may change it."""
    if not (running := _is_running(team)):
        return running
    if user.employee_id is not None and user.employee_id == team.leader_id:
        return ALLOWED
    if _looks_after(user, team.unit_id, now):
        return ALLOWED
    return denied(_("Anggota dipilih oleh ketua tim atau kepala unit yang membuat tim."))


def can_leave_note(user: User, member: TeamMember, now: datetime) -> Verdict:
    """Write to the leader about one's own part."""
    if user.employee_id is None or member.employee_id != user.employee_id:
        return denied(_("Catatan ini ditulis oleh anggotanya sendiri."))
    return _is_running(member.team)


def visible_teams(user: User, now: datetime) -> WorkTeamQuerySet:
    """Teams that one leads, belongs or belonged to, made, or that stand in units one leads."""
    day = local_day(now)
    if roles_of(user, day).reads_everything:
        return WorkTeam.objects.all()
    mine = Q(created_by=user) | _led_units(user, day, "unit__path", "unit__agency")
    if user.employee_id is not None:
        mine |= Q(pk__in=WorkTeam.objects.of(user.employee_id).values("pk"))
    return WorkTeam.objects.filter(mine)


def visible_team_results(user: User, team: WorkTeam, now: datetime) -> QuerySet[WorkResult]:
    """Results that name the team: all for its leader, for others those of visible plans."""
    rows = WorkResult.objects.filter(team=team, plan__state__in=LIVE)
    if user.employee_id is not None and user.employee_id == team.leader_id:
        return rows
    return rows.filter(plan__in=visible_plans(user, now))


def led_memberships(user: User, now: datetime) -> QuerySet[TeamMember]:
    """Today's members of the teams that the account's person leads."""
    if user.employee_id is None:
        return TeamMember.objects.none()
    return TeamMember.objects.on(local_day(now)).filter(team__leader=user.employee_id)
