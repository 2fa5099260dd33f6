"""Work teams (tim kerja): people of one or more units with a leader outside the line of rating."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from appraisal.enums import WorkTeamState
from appraisal.models.guards import follows, frozen_with
from appraisal.workflow import WORK_TEAM_MOVES
from personnel.models import Employee, PerformanceYear
from sabang_kinerja.common.constraints import all_or_none, date_order, no_overlap, one_of
from sabang_kinerja.common.history import tracked

RUNNING = WorkTeamState.RUNNING


class WorkTeamQuerySet(models.QuerySet["WorkTeam"]):
    """Words for sets of teams."""

    def running(self) -> "WorkTeamQuerySet":
        """Teams that were not closed."""
        return self.filter(state=RUNNING)

    def on(self, day: date) -> "WorkTeamQuerySet":
        """Teams at work on ``day``."""
        return self.running().filter(effective_from__lte=day, effective_until__gte=day)

    def of(self, employee_id: int) -> "WorkTeamQuerySet":
        """Teams that a person leads or is or was a member of."""
        member = TeamMember.objects.filter(employee=employee_id).values("team")
        return self.filter(Q(leader=employee_id) | Q(pk__in=member))


@tracked()
class WorkTeam(models.Model):
    """A team of one year for one purpose. Its leader gives feedback and divides work, never rates.

    ``leader_since`` is the first day of the present leader; before it somebody else led. Both days
    belong to the team. Source: regulation 2.1, 7.1.
    """

    name = models.CharField(_("nama tim"), max_length=120)
    purpose = models.TextField(_("tujuan"))
    year = models.ForeignKey(PerformanceYear, models.PROTECT, related_name="work_teams")
    unit = models.ForeignKey(
        "personnel.Unit", models.PROTECT, related_name="work_teams", verbose_name=_("unit kerja")
    )
    leader = models.ForeignKey(
        Employee, models.PROTECT, related_name="teams_led", verbose_name=_("ketua tim")
    )
    leader_since = models.DateField()
    decree_number = models.CharField(_("nomor surat keputusan"), max_length=80, blank=True)
    decree_date = models.DateField(_("tanggal surat keputusan"), null=True, blank=True)
    effective_from = models.DateField(_("mulai"))
    effective_until = models.DateField(_("selesai"))
    state = models.CharField(max_length=8, choices=WorkTeamState, default=RUNNING)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.TextField(_("alasan ditutup"), blank=True)
    row_version = models.PositiveIntegerField(default=1)

    objects = WorkTeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("tim kerja")
        ordering = ["-year", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "unit", "name"],
                name="work_team_name_once",
                violation_error_message=_("Tim dengan nama ini sudah ada pada unit tersebut."),
            ),
            date_order(
                "work_team_dates_in_order",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
            models.CheckConstraint(
                name="work_team_leader_within_its_days",
                condition=Q(leader_since__gte=F("effective_from")),
            ),
            models.CheckConstraint(
                name="work_team_has_name_and_purpose", condition=~Q(name="") & ~Q(purpose="")
            ),
            models.CheckConstraint(
                name="work_team_decree_day_has_number",
                condition=Q(decree_date__isnull=True) | ~Q(decree_number=""),
                violation_error_message=_("Isi nomor surat keputusannya."),
            ),
            one_of("work_team_state_known", "state", WorkTeamState.values),
            all_or_none("work_team_closed_by_somebody", ["closed_at", "closed_by"]),
            models.CheckConstraint(
                name="work_team_closed_has_reason",
                condition=Q(state=RUNNING, closed_at__isnull=True, close_reason="")
                | (Q(state=WorkTeamState.CLOSED, closed_at__isnull=False) & ~Q(close_reason="")),
            ),
        ]
        indexes = [models.Index(fields=["year", "state"], name="work_team_by_year")]
        triggers = [
            follows(WORK_TEAM_MOVES),
            pgtrigger.Protect(
                name="closed_team_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=WorkTeamState.CLOSED),
            ),
            pgtrigger.Protect(name="team_never_removed", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="leader_is_no_member",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("leader", "leader_since"),
                func="""
                    IF EXISTS (
                        SELECT 1 FROM appraisal_teammember member
                        WHERE member.team_id = NEW.id AND member.employee_id = NEW.leader_id
                            AND COALESCE(member.effective_until, 'infinity') >= NEW.leader_since
                    ) THEN
                        RAISE EXCEPTION 'the leader of a team is not one of its members'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    """Words for sets of memberships."""

    def on(self, day: date) -> "TeamMemberQuerySet":
        """Memberships of running teams on ``day``."""
        return self.filter(
            Q(effective_until__isnull=True) | Q(effective_until__gte=day),
            effective_from__lte=day,
            team__in=WorkTeam.objects.on(day),
        )


@tracked()
class TeamMember(models.Model):
    """One person's time in a team; without an end it lasts as long as the team.

    ``note`` is the member's own word to the leader.
    """

    team = models.ForeignKey(WorkTeam, models.PROTECT, related_name="members")
    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="team_memberships", verbose_name=_("anggota")
    )
    task = models.CharField(_("peran dalam tim"), max_length=200)
    effective_from = models.DateField(_("mulai"))
    effective_until = models.DateField(_("sampai"), null=True, blank=True)
    note = models.TextField(_("catatan anggota"), blank=True)
    row_version = models.PositiveIntegerField(default=1)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("anggota tim kerja")
        ordering = ["team", "employee__name", "effective_from", "pk"]
        constraints = [
            no_overlap(
                "team_member_once_at_a_time",
                same=["team", "employee"],
                message=_("Pegawai ini sudah menjadi anggota tim pada tanggal tersebut."),
            ),
            date_order(
                "team_member_dates_in_order",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
            models.CheckConstraint(
                name="team_member_has_a_task",
                condition=~Q(task=""),
                violation_error_message=_("Isi peran dalam tim."),
            ),
        ]
        indexes = [
            models.Index(fields=["employee", "effective_from"], name="team_member_by_person")
        ]
        triggers = [
            *frozen_with("appraisal_workteam parent", "parent.id", "team_id", (RUNNING,)),
            pgtrigger.Protect(
                name="membership_is_of_one_person",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("team", "employee"),
            ),
            pgtrigger.Trigger(
                name="member_fits_the_team",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM appraisal_workteam team
                        WHERE team.id = NEW.team_id AND (
                            NEW.effective_from < team.effective_from
                            OR NEW.effective_from > team.effective_until
                            OR NEW.effective_until > team.effective_until
                            OR (team.leader_id = NEW.employee_id
                                AND COALESCE(NEW.effective_until, 'infinity') >= team.leader_since)
                        )
                    ) THEN
                        RAISE EXCEPTION 'a member is not the leader and fits the days of the team'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee} – {self.team}"
