"""Work teams: make, change, close; everybody concerned is told."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from appraisal import permissions
from appraisal.actions.locking import locked, saved
from appraisal.enums import WorkTeamState
from appraisal.models import WorkTeam
from appraisal.models.teams import WorkTeamQuerySet
from appraisal.permissions.asking import local_day
from personnel.actions.notices import Message, notify
from personnel.enums import NoticeKind, YearMode, YearState
from personnel.models import Employee, PerformanceYear, Unit, User
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.refusals import Refused, refusals_as_sentences


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """What a team is: both days belong to it and lie in one performance year."""

    name: str
    purpose: str
    unit_id: int
    leader_id: int
    effective_from: date
    effective_until: date
    decree_number: str = ""
    decree_date: date | None = None


LONGEST_KEY: Final = 120
"""Characters of ``Notice.key``."""
_LEADS: Final = gettext_noop("Anda ditunjuk sebagai ketua tim %(team)s.")


@transaction.atomic
def create_team(*, facts: TeamFacts, by: User, now: datetime) -> WorkTeam:
    """Make a team and name its leader, who may come from anywhere in the city and is told.

    Raises: ``Denied``; ``Refused`` for days outside one performance year, a leader who does not
    serve, or a name that the unit has given already.
    """
    permissions.can_create_team(by, Unit.objects.get(pk=facts.unit_id), now).require()
    team = WorkTeam(created_by=by, created_at=now, leader_since=facts.effective_from)
    _write(team, facts)
    with refusals_as_sentences(WorkTeam):
        team.save()
    tell(team, [team.leader_id], _LEADS, by=by, now=now)
    return team


def _write(team: WorkTeam, facts: TeamFacts) -> None:
    years = PerformanceYear.objects.exclude(mode=YearMode.REHEARSAL).exclude(state=YearState.CLOSED)
    year = years.filter(year=facts.effective_from.year).first()
    if year is None or facts.effective_until.year != year.year:
        raise Refused(
            _("Tanggal mulai dan selesai berada dalam satu tahun kinerja yang belum ditutup."),
            "work_team_in_one_year",
        )
    if not Employee.objects.serving().filter(pk=facts.leader_id).exists():
        raise Refused(_("Pegawai ini tidak sedang bertugas."), "work_team_leader_serves")
    team.year, team.unit_id, team.leader_id = year, facts.unit_id, facts.leader_id
    team.name, team.purpose = facts.name.strip(), facts.purpose.strip()
    team.effective_from, team.effective_until = facts.effective_from, facts.effective_until
    team.decree_number, team.decree_date = facts.decree_number.strip(), facts.decree_date


@transaction.atomic
def change_team(
    *, team_id: int, facts: TeamFacts, by: User, now: datetime, seen_version: int
) -> WorkTeam:
    """Change a running team. A new leader leads from today and is no longer a member.

    Raises: ``Denied``, ``WrongState``, ``ChangedMeanwhile``; ``Refused`` as for a new team, and
    for days that leave members outside.
    """
    team = locked(_teams(), team_id, seen_version)
    permissions.can_edit_team(by, team, now).require()
    permissions.can_create_team(by, Unit.objects.get(pk=facts.unit_id), now).require()
    former, last_day = team.leader_id, team.effective_until
    led_from_the_start = team.leader_since == team.effective_from
    _write(team, facts)
    if led_from_the_start or team.leader_since < team.effective_from:
        team.leader_since = team.effective_from
    _check_members_fit(team)
    if team.leader_id != former:
        first = max(local_day(now), team.effective_from)
        team.leader_since = min(first, team.effective_until)
        before = team.leader_since - timedelta(days=1)
        _end_memberships(team, team.leader_id, min(before, last_day))
    with refusals_as_sentences(WorkTeam):
        saved(team, *_CHANGEABLE)
    if team.leader_id != former:
        tell(team, [team.leader_id], _LEADS, by=by, now=now)
        tell(team, [former], gettext_noop("Ketua tim %(team)s sudah berganti."), by=by, now=now)
    return team


_CHANGEABLE = (
    "name",
    "purpose",
    "year",
    "unit",
    "leader",
    "leader_since",
    "decree_number",
    "decree_date",
    "effective_from",
    "effective_until",
)


def _check_members_fit(team: WorkTeam) -> None:
    outside = team.members.exclude(
        effective_from__gte=team.effective_from, effective_from__lte=team.effective_until
    ) | team.members.filter(effective_until__gt=team.effective_until)
    if (member := outside.select_related("employee").first()) is not None:
        raise Refused(
            _("%(name)s menjadi anggota di luar tanggal ini. Ubah keanggotaannya dahulu.")
            % {"name": member.employee.full_name},
            "work_team_members_fit",
        )


def _end_memberships(team: WorkTeam, employee_id: int, last: date) -> None:
    """Let a person's memberships end on ``last``; those that begin later never were."""
    own = team.members.filter(employee=employee_id)
    own.filter(effective_from__gt=last).delete()
    for member in own.exclude(effective_until__lte=last):
        member.effective_until = last
        saved(member, "effective_until")


@transaction.atomic
def close_team(
    *, team_id: int, reason: str, by: User, now: datetime, seen_version: int | None = None
) -> WorkTeam:
    """End a team today; its leader and members are told why. What was written stays.

    Raises: ``Denied``, ``WrongState``, ``ChangedMeanwhile``; ``Incomplete`` without a reason.
    """
    team = locked(_teams(), team_id, seen_version)
    permissions.can_close_team(by, team, now).require()
    if not reason.strip():
        raise Incomplete(_("Tuliskan alasannya agar dapat dipahami."))
    last = max(min(local_day(now), team.effective_until), team.effective_from)
    present = team.members.filter(effective_from__lte=last)
    people = [team.leader_id, *present.values_list("employee", flat=True)]
    team.members.filter(effective_from__gt=last).delete()
    for member in present.filter(effective_until__gt=last):
        member.effective_until = last
        saved(member, "effective_until")
    team.effective_until = last
    team.state, team.close_reason = WorkTeamState.CLOSED, reason.strip()
    team.closed_by, team.closed_at = by, now
    saved(team, "effective_until", "state", "close_reason", "closed_by", "closed_at")
    tell(team, people, gettext_noop("Tim kerja %(team)s sudah ditutup."), by=by, now=now)
    return team


def _teams() -> WorkTeamQuerySet:
    return WorkTeam.objects.select_related("unit", "leader")


def tell(
    team: WorkTeam, people: list[int], sentence: str, *, by: User, now: datetime, name: str = ""
) -> None:
    """Tell people something about a team, but not the one who did it."""
    message = Message(
        kind=NoticeKind.TASK,
        key=f"workteam:{team.pk}:{name}:{sentence}"[:LONGEST_KEY],
        sentence=sentence,
        url=reverse("appraisal:workteam-detail", args=[team.pk]),
        details={"team": team.name, "name": name},
    )
    notify([pk for pk in people if pk != by.employee_id], message, now=now)
