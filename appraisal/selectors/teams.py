"""Work teams: lists, one team with its people and results, and the teams of a plan."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from appraisal.models import Plan, TeamMember, WorkResult, WorkTeam
from appraisal.models.teams import WorkTeamQuerySet
from personnel.models import User

LIST_KINDS: Final = ("member", "led", "created", "others")
LONGEST_ASSIGNER: Final = 200
"""Characters of ``WorkResult.assigned_by``."""


def assigner_words(team: WorkTeam) -> str:
    """Who gives the work of a team, as "penugasan dari" prints it."""
    words = _("Ketua Tim %(team)s, %(name)s") % {"team": team.name, "name": team.leader.full_name}
    return words[:LONGEST_ASSIGNER]


def teams_of_plan(plan: Plan) -> list[WorkTeam]:
    """Running teams of the plan's year in which its owner is a member or the leader, by name."""
    return list(
        WorkTeam.objects.running()
        .of(plan.employee_id)
        .filter(year=plan.year_id)
        .select_related("leader")
        .order_by("name", "pk")
    )


def teams_to_name(plan: Plan, result: WorkResult | None) -> list[WorkTeam]:
    """Teams that a result may name: those of the plan, and the one that it names already."""
    teams = teams_of_plan(plan)
    if result is not None and result.team is not None and result.team not in teams:
        teams.append(result.team)
    return teams


def teams_by_kind(rows: WorkTeamQuerySet, user: User) -> dict[str, WorkTeamQuerySet]:
    """Visible teams as the tabs of the list divide them; each team stands under one."""
    own = user.employee_id or 0
    member = TeamMember.objects.filter(employee=own).values("team")
    led, among = Q(leader=own), Q(pk__in=member)
    made = Q(created_by=user)
    return {
        "member": rows.filter(among).exclude(led),
        "led": rows.filter(led),
        "created": rows.filter(made).exclude(led | among),
        "others": rows.exclude(led | among | made),
    }


def teams_for_list(rows: WorkTeamQuerySet, day: date) -> WorkTeamQuerySet:
    """Running teams first, the latest year first, with how many belong to each today."""
    today = Q(members__effective_from__lte=day) & (
        Q(members__effective_until__isnull=True) | Q(members__effective_until__gte=day)
    )
    return (
        rows.select_related("leader", "unit")
        .annotate(size=Count("members", filter=today))
        .order_by(F("state").desc(), "-year__year", "name", "pk")
    )


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One membership with the results of the person that name the team."""

    member: TeamMember
    is_present: bool
    results: list[WorkResult] = field(default_factory=list)


def members_of(team: WorkTeam, results: QuerySet[WorkResult], day: date) -> list[MemberLine]:
    """Everybody who is or was in a team, those of today first (three queries).

    The results of a person stand beside the latest membership only.
    """
    by_person: dict[int, list[WorkResult]] = defaultdict(list)
    for row in (
        results.select_related("plan")
        .prefetch_related("indicators")
        .order_by("plan", "-kind", "position")
    ):
        by_person[row.plan.employee_id].append(row)
    lines = []
    for member in team.members.select_related("employee").order_by("-effective_from", "pk"):
        last = member.effective_until or team.effective_until
        is_present = member.effective_from <= day <= last
        found = by_person.pop(member.employee_id, [])
        lines.append(MemberLine(member, is_present, found))
    return sorted(lines, key=lambda line: (not line.is_present, line.member.employee.name))


def leaders_results(team: WorkTeam, results: QuerySet[WorkResult]) -> list[WorkResult]:
    """Results of the leader that name the team."""
    rows = results.filter(plan__employee=team.leader_id).select_related("plan")
    return list(rows.prefetch_related("indicators").order_by("plan", "-kind", "position"))


def team_for_page(rows: WorkTeamQuerySet) -> WorkTeamQuerySet:
    """Everything that the page of one team shows of the team itself."""
    return rows.select_related("leader", "unit", "year", "created_by__employee")


def members_to_divide_among(plan: Plan, day: date) -> dict[int, list[WorkTeam]]:
    """Members of the teams that a plan's owner leads on ``day``, each with those teams."""
    teams = (
        WorkTeam.objects.on(day)
        .filter(leader=plan.employee_id, year=plan.year_id)
        .order_by("name", "pk")
        .prefetch_related(Prefetch("members", TeamMember.objects.on(day)))
    )
    found: dict[int, list[WorkTeam]] = defaultdict(list)
    for team in teams:
        for member in team.members.all():
            found[member.employee_id].append(team)
    return found
