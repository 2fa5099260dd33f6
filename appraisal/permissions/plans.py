"""May this person take this step with this plan, and if not, why not?"""

from datetime import datetime

from django.utils.translation import gettext as _

from appraisal import policies
from appraisal.enums import EvaluationState, PlanState
from appraisal.models import Plan
from appraisal.models.plans import EDITABLE, EXPECTATIONS_EDITABLE
from appraisal.permissions.asking import first_refusal, is_admin, is_owner, is_supervisor, local_day
from personnel.models import User
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def can_edit_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """Change results, indicators and annexes of a draft or returned plan."""
    owner = is_owner(user, plan)
    if not owner:
        return owner
    return content_is_open(plan)


def content_is_open(plan: Plan) -> Verdict:
    """Whether the state of a plan lets its results be changed, whoever asks."""
    if plan.state in EDITABLE:
        return ALLOWED
    if plan.state == PlanState.FIXED:
        return denied(
            _(
                "SKP yang sudah ditetapkan tidak dapat diubah. "
                "Pejabat penilai dapat membuka versi baru."
            ),
            WrongState,
        )
    return denied(
        _("SKP tidak dapat diubah karena status saat ini: %(state)s.")
        % {"state": plan.get_state_display()},
        WrongState,
    )


def can_submit_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """Hand the plan to the supervisor (completeness is asked by the action)."""
    if user.employee_id is None or plan.employee_id != user.employee_id:
        return denied(_("Hanya pemilik SKP yang dapat mengajukannya."))
    move = policies.may_move(plan, "submit")
    if not move:
        return move
    if plan.supervisor is None:
        return denied(_("Pejabat penilai Anda belum ditetapkan. Hubungi BKPSDM."))
    return ALLOWED


def can_withdraw_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """Take a submitted plan back as long as the supervisor has not opened it."""
    refusal = first_refusal(is_owner(user, plan), policies.may_move(plan, "withdraw"))
    if not refusal:
        return refusal
    if plan.seen_at is not None:
        return denied(
            _("SKP sudah dibuka oleh pejabat penilai. Minta pejabat penilai mengembalikannya."),
            WrongState,
        )
    return ALLOWED


def can_return_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """Send a plan back with a note: supervisor, or the agency's performance manager."""
    manages = plan.assignment.post.unit.agency_id in roles_of(user, local_day(now)).managed
    who = ALLOWED if manages else is_supervisor(user, plan, now)
    return first_refusal(who, policies.may_move(plan, "return"))


def can_set_expectations(user: User, plan: Plan, now: datetime) -> Verdict:
    """Write special expectations: the supervisor while the plan waits for approval."""
    if not (who := is_supervisor(user, plan, now)):
        return who
    if plan.state in EXPECTATIONS_EDITABLE:
        return ALLOWED
    return denied(_("Harapan khusus tidak dapat diubah setelah SKP disetujui."), WrongState)


def can_approve_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """Agree to a submitted plan."""
    return first_refusal(is_supervisor(user, plan, now), policies.may_move(plan, "approve"))


def can_sign_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """The employee signs an approved plan, once, before the supervisor does."""
    if not (owner := is_owner(user, plan)):
        return owner
    if plan.state != PlanState.APPROVED:
        return policies.may_move(plan, "fix")
    if plan.employee_signed_at is not None:
        return denied(_("Anda sudah menandatangani SKP ini."), WrongState)
    return ALLOWED


def can_fix_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """The supervisor signs after the employee; with that the plan is fixed."""
    refusal = first_refusal(is_supervisor(user, plan, now), policies.may_move(plan, "fix"))
    if not refusal:
        return refusal
    if plan.employee_signed_at is None:
        return denied(
            _("Menunggu tanda tangan %(name)s.") % {"name": plan.employee.full_name}, WrongState
        )
    return ALLOWED


def can_open_revision(user: User, plan: Plan, now: datetime) -> Verdict:
    """Open a new version of a fixed plan, unless the annual evaluation is locked."""
    if not (who := is_supervisor(user, plan, now)):
        return who
    if plan.state != PlanState.FIXED:
        return policies.may_move(plan, "supersede")
    if plan.evaluations.filter(period__kind="annual", state=EvaluationState.FINAL).exists():
        return denied(_("Evaluasi tahunan sudah final; SKP tidak dapat diganti."), WrongState)
    return ALLOWED


def can_close_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """End a fixed plan after a move, retirement, long leave: BKPSDM or who manages the agency."""
    manages = plan.assignment.post.unit.agency_id in roles_of(user, local_day(now)).managed
    who = ALLOWED if manages else is_admin(user, now)
    return first_refusal(who, policies.may_move(plan, "close"))
