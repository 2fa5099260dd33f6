"""Library, copies, matrix, late links, drafts by the performance team."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from appraisal.enums import PlanState
from appraisal.models import CopyPermission, Plan
from appraisal.models.evaluations import RATED
from appraisal.models.plans import LIVE, PlanQuerySet
from appraisal.permissions.asking import is_admin, is_owner, local_day
from personnel.enums import PeriodKind, Role
from personnel.models import Assignment, User
from personnel.rules.dates import long_date
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.errors import WindowClosed, WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied

COPYABLE = (PlanState.FIXED, PlanState.SUPERSEDED, PlanState.CLOSED)
"""Plans that somebody agreed to and signed."""


def can_manage_library(user: User, now: datetime) -> Verdict:
    """Add, change, retire and restore entries of the library."""
    return is_admin(user, now)


def can_allow_copies(user: User) -> Verdict:
    """Let colleagues copy the own plan, or end that: every person for the own plans."""
    if user.employee_id is not None:
        return ALLOWED
    return denied(_("Hanya pegawai yang memiliki SKP dapat memberi izin ini."))


def copyable_plans(plan: Plan) -> PlanQuerySet:
    """Fixed plans of colleagues with the same post or unit who let them be copied.

    The year of ``plan`` and the one before; somebody's own plans are not among them.
    """
    post = plan.assignment.post
    return (
        Plan.objects.filter(
            Q(assignment__post__title=post.title) | Q(assignment__post__unit=post.unit_id),
            employee__in=CopyPermission.objects.values("employee"),
            year__year__in=[plan.year.year, plan.year.year - 1],
            state__in=COPYABLE,
            uses_head_form=plan.uses_head_form,
        )
        .exclude(state=PlanState.SUPERSEDED)
        .exclude(employee=plan.employee_id)
    )


def own_earlier_plans(plan: Plan) -> PlanQuerySet:
    """Fixed plans of the same person, of the year before or an earlier post of this year."""
    return (
        Plan.objects.filter(
            employee=plan.employee_id,
            year__year__in=[plan.year.year, plan.year.year - 1],
            state__in=COPYABLE,
        )
        .exclude(state=PlanState.SUPERSEDED)
        .exclude(assignment=plan.assignment_id, year=plan.year_id)
    )


def can_fill_matrix(user: User, plan: Plan, now: datetime) -> Verdict:
    """Write what each direct report contributes: the leader, while the own plan holds."""
    if not (owner := is_owner(user, plan)):
        return denied(
            _("Matriks diisi oleh pimpinan sendiri: %(name)s.") % {"name": plan.employee.full_name},
            owner.error,
        )
    if plan.state in LIVE:
        return ALLOWED
    return denied(
        _("Matriks tidak dapat diubah karena status SKP saat ini: %(state)s.")
        % {"state": plan.get_state_display()},
        WrongState,
    )


def can_link_results(user: User, plan: Plan, now: datetime) -> Verdict:
    """Name the superior's result that a result supports, also after the plan was fixed.

    Source: regulation 2.4: a link may follow until the annual evaluation is fixed.
    """
    if user.employee_id is None or user.employee_id not in (plan.employee_id, plan.supervisor_id):
        return denied(_("Tautan dipilih oleh pemilik SKP atau pejabat penilainya."))
    if plan.state not in LIVE:
        return denied(
            _("Tautan tidak dapat diubah karena status SKP saat ini: %(state)s.")
            % {"state": plan.get_state_display()},
            WrongState,
        )
    rated = plan.evaluations.filter(period__kind=PeriodKind.ANNUAL, state__in=RATED)
    if rated.exists():
        return denied(
            _("Evaluasi tahunan sudah ditetapkan; tautan hasil kerja tidak dapat diubah lagi."),
            WrongState,
        )
    return ALLOWED


def can_draft_for_others(
    user: User, assignment: Assignment, due: date | None, now: datetime
) -> Verdict:
    """Draft the plan of somebody who missed the day: the performance team, after the day.

    ``due`` is the last day for the draft of this post. Source: regulation 2.3, ``skp.draft_due``.
    """
    day = local_day(now)
    roles = roles_of(user, day)
    manages = assignment.post.unit.agency_id in roles.managed
    if not manages and Role.BKPSDM_ADMIN not in roles:
        return denied(_("Draf ini disusun oleh pengelola kinerja perangkat daerahnya atau BKPSDM."))
    if user.employee_id == assignment.employee_id:
        return denied(_("SKP sendiri disusun dari halaman Rencana."))
    if due is None:
        return denied(_("Batas waktu draf SKP belum ditetapkan. Hubungi BKPSDM."), WindowClosed)
    if day <= due:
        return denied(
            _("Pegawai masih dapat menyusun sendiri sampai %(date)s. Setelah itu tim menyusunnya.")
            % {"date": long_date(due)},
            WindowClosed,
        )
    return ALLOWED


def can_watch_missing_plans(user: User, now: datetime) -> Verdict:
    """Read who has no plan: performance managers for their agency, BKPSDM for all."""
    roles = roles_of(user, local_day(now))
    if roles.managed or Role.BKPSDM_ADMIN in roles:
        return ALLOWED
    return denied(_("Daftar ini untuk pengelola kinerja dan BKPSDM."))


def watched_people(user: User, now: datetime) -> Q:
    """Condition on assignments: those of the agencies managed, or all for BKPSDM."""
    roles = roles_of(user, local_day(now))
    if Role.BKPSDM_ADMIN in roles:
        return Q()
    return Q(post__unit__agency__in=roles.managed)
