"""Who reads and writes what follows a result."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from appraisal.enums import ImprovementState
from appraisal.models import ImprovementPlan
from appraisal.models.improvement import ImprovementPlanQuerySet
from appraisal.permissions.asking import (
    first_refusal,
    is_admin,
    is_supervisor,
    local_day,
    rated_for,
)
from appraisal.rules.improvement import needs_improvement_plan
from appraisal.rules.predicate import Predicate
from personnel.enums import Role
from personnel.models import Unit, User
from personnel.models.units import UnitQuerySet
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.errors import WindowClosed, WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def can_manage_follow_up(user: User, now: datetime) -> Verdict:
    """Record awards, disciplinary measures and next steps; import what is measured elsewhere."""
    return is_admin(user, now)


def can_record_about(user: User, employee_id: int, now: datetime) -> Verdict:
    """Record something about a person: BKPSDM, but nobody about oneself."""
    refusal = is_admin(user, now)
    if refusal and user.employee_id == employee_id:
        return denied(_("Catatan tentang diri sendiri dibuat oleh admin BKPSDM lain."))
    return refusal


def ranked_agencies(user: User, now: datetime) -> UnitQuerySet:
    """Agencies whose people one may read in order: all, or those that one heads."""
    roles = roles_of(user, local_day(now))
    agencies = Unit.objects.agencies()
    return agencies if roles.reads_everything else agencies.filter(pk__in=roles.headed_agencies)


def reported_agencies(user: User, now: datetime) -> UnitQuerySet:
    """Agencies whose reports one may read: all, or those that one heads or manages."""
    roles = roles_of(user, local_day(now))
    agencies = Unit.objects.agencies()
    return agencies if roles.reads_everything else agencies.filter(pk__in=roles.agencies)


def visible_improvement_plans(user: User, now: datetime) -> ImprovementPlanQuerySet:
    """Improvement plans for the two, the reviewing superior, the agency's manager and BKPSDM.

    Whoever acts for an absent supervisor sees that supervisor's plans.
    """
    roles = roles_of(user, local_day(now))
    if Role.BKPSDM_ADMIN in roles:
        return ImprovementPlan.objects.all()
    mine = Q(unit__agency__in=roles.managed)
    if user.employee_id:
        mine |= Q(employee=user.employee_id) | Q(supervisor__in=rated_for(user, now))
        mine |= Q(reviewing_superior=user.employee_id)
    return ImprovementPlan.objects.filter(mine)


def _is_running(plan: ImprovementPlan) -> Verdict:
    if plan.state == ImprovementState.RUNNING:
        return ALLOWED
    if plan.state == ImprovementState.ENDED:
        return denied(
            _("Rencana perbaikan ini sudah ditutup karena hasil evaluasinya berubah."), WrongState
        )
    return denied(_("Rencana perbaikan ini sudah disimpulkan dan tidak dapat diubah."), WrongState)


def can_guide_improvement(user: User, plan: ImprovementPlan, now: datetime) -> Verdict:
    """Write goals and the notes of check-ins: the supervisor, while the plan runs."""
    return first_refusal(is_supervisor(user, plan, now), _is_running(plan))


def can_answer_improvement(user: User, plan: ImprovementPlan, now: datetime) -> Verdict:
    """Comment on the plan and on check-ins: the employee, while the plan runs."""
    if user.employee_id is None or user.employee_id != plan.employee_id:
        return denied(_("Hanya pegawai yang bersangkutan yang dapat menulis tanggapan."))
    return _is_running(plan)


def can_conclude_improvement(
    user: User, plan: ImprovementPlan, now: datetime, *, improved: bool
) -> Verdict:
    """Draw the conclusion: a good one at any time, the other one not before the end."""
    refusal = can_guide_improvement(user, plan, now)
    if not refusal:
        return refusal
    if not plan.goals:
        return denied(_("Kesimpulan dapat ditulis setelah tujuan perbaikan ada."), WrongState)
    if not improved and local_day(now) < plan.ends:
        return denied(
            _("“Belum membaik” dapat disimpulkan mulai %(date)s.")
            % {"date": plan.ends.strftime("%d-%m-%Y")},
            WindowClosed,
        )
    return ALLOWED


def can_record_next_step(user: User, plan: ImprovementPlan, now: datetime) -> Verdict:
    """Record what follows when nothing improved: BKPSDM."""
    refusal = can_record_about(user, plan.employee_id, now)
    if refusal and plan.state != ImprovementState.NOT_IMPROVED:
        return denied(
            _("Langkah berikutnya dicatat setelah rencana disimpulkan “belum membaik”."),
            WrongState,
        )
    if refusal and not needs_improvement_plan(Predicate(plan.evaluation.predicate)):
        return denied(
            _("Hasil evaluasinya sudah berubah dan tidak lagi menuntut langkah berikutnya."),
            WrongState,
        )
    return refusal
