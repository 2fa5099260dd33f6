"""Members of a work team: taken in, changed, let go; and their own word to the leader."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from appraisal import permissions
from appraisal.actions.locking import locked, saved
from appraisal.actions.teams import tell
from appraisal.models import TeamMember, WorkTeam
from personnel.models import Employee, User
from sabang_kinerja.common.refusals import Refused, refusals_as_sentences


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What somebody does in a team, from when to when; without an end as long as the team."""

    task: str
    effective_from: date
    effective_until: date | None = None


@transaction.atomic
def add_member(
    *, team_id: int, employee_id: int, facts: MemberFacts, by: User, now: datetime
) -> TeamMember:
    """Take somebody of the city into a team; the person is told.

    Raises: ``Denied``, ``WrongState``; ``Refused`` for the leader, somebody who does not serve,
    days outside the team's, or somebody who is a member already.
    """
    team = WorkTeam.objects.select_related("unit").select_for_update(of=("self",)).get(pk=team_id)
    permissions.can_choose_members(by, team, now).require()
    if not Employee.objects.serving().filter(pk=employee_id).exists():
        raise Refused(_("Pegawai ini tidak sedang bertugas."), "team_member_serves")
    member = TeamMember(team=team, employee_id=employee_id)
    _write(member, facts)
    with refusals_as_sentences(TeamMember):
        member.save()
    tell(team, [employee_id], gettext_noop("Anda menjadi anggota tim %(team)s."), by=by, now=now)
    return member


def _write(member: TeamMember, facts: MemberFacts) -> None:
    team, last = member.team, facts.effective_until
    if not team.effective_from <= facts.effective_from <= team.effective_until:
        raise Refused(_("Tanggal mulai berada dalam masa tim."), "team_member_begins_in_team")
    if last is not None and last > team.effective_until:
        raise Refused(_("Tanggal selesai berada dalam masa tim."), "team_member_ends_in_team")
    if member.employee_id == team.leader_id and (last is None or last >= team.leader_since):
        raise Refused(_("Ketua tim tidak menjadi anggota timnya."), "team_member_is_not_leader")
    member.task = facts.task.strip()
    member.effective_from, member.effective_until = facts.effective_from, last


def _locked(member_id: int, seen_version: int | None) -> TeamMember:
    rows = TeamMember.objects.select_related("team__unit", "employee")
    return locked(rows, member_id, seen_version)


@transaction.atomic
def change_member(
    *, member_id: int, facts: MemberFacts, by: User, now: datetime, seen_version: int
) -> TeamMember:
    """Change task and days of a member; one who leaves earlier is told.

    Raises: ``Denied``, ``WrongState``, ``ChangedMeanwhile``; ``Refused`` as for a new member.
    """
    member = _locked(member_id, seen_version)
    permissions.can_choose_members(by, member.team, now).require()
    before = member.effective_until
    _write(member, facts)
    with refusals_as_sentences(TeamMember):
        saved(member, "task", "effective_from", "effective_until")
    if member.effective_until is not None and member.effective_until != before:
        sentence = gettext_noop("Keanggotaan Anda dalam tim %(team)s berakhir %(name)s.")
        last = f"{member.effective_until:%d-%m-%Y}"
        tell(member.team, [member.employee_id], sentence, by=by, now=now, name=last)
    return member


@transaction.atomic
def remove_member(*, member_id: int, by: User, now: datetime, seen_version: int) -> None:
    """Take back a membership that was written by mistake; the person is told.

    Whoever has served stays in the team's list: then the membership is ended, not removed.
    Raises: ``Denied``, ``WrongState``, ``ChangedMeanwhile``; ``Refused`` once results name it.
    """
    member = _locked(member_id, seen_version)
    permissions.can_choose_members(by, member.team, now).require()
    if member.team.results.filter(plan__employee=member.employee_id).exists():
        raise Refused(
            _("SKP anggota ini sudah memuat hasil tim. Akhiri keanggotaannya dengan tanggal."),
            "team_member_has_results",
        )
    sentence = gettext_noop("Anda tidak lagi menjadi anggota tim %(team)s.")
    tell(member.team, [member.employee_id], sentence, by=by, now=now)
    member.delete()


@transaction.atomic
def leave_note(
    *, member_id: int, note: str, by: User, now: datetime, seen_version: int
) -> TeamMember:
    """Write one's own word to the leader, who is told; it may be empty again.

    Raises: ``Denied``, ``WrongState``, ``ChangedMeanwhile``.
    """
    member = _locked(member_id, seen_version)
    permissions.can_leave_note(by, member, now).require()
    member.note = note.strip()
    saved(member, "note")
    if member.note:
        sentence = gettext_noop("%(name)s menulis catatan dalam tim %(team)s.")
        name = member.employee.full_name
        tell(member.team, [member.team.leader_id], sentence, by=by, now=now, name=name)
    return member
