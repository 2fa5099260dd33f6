"""Whether the state of a development plan allows a step."""

from django.utils.translation import gettext as _

from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied
from training.enums import DevelopmentState
from training.models import DevelopmentPlan
from training.workflow import DEVELOPMENT_STEPS


def may_step_development(plan: DevelopmentPlan, state: DevelopmentState) -> Verdict:
    """Whether a plan may go on, or back, to ``state``."""
    if state not in DEVELOPMENT_STEPS.get(plan.state, ()):
        return denied(
            _("Rencana ini berstatus %(state)s.") % {"state": plan.get_state_display().lower()},
            WrongState,
        )
    return ALLOWED


def may_put_aside(plan: DevelopmentPlan) -> Verdict:
    """Whether a plan may be left: not one that a result demands."""
    if plan.is_demanded:
        return denied(
            _(
                "Rencana ini mengikuti hasil evaluasi, jadi tidak dapat dilewati. Isinya tetap "
                "Anda yang memilih."
            ),
            WrongState,
        )
    return may_step_development(plan, DevelopmentState.DECLINED)


def may_write_development(plan: DevelopmentPlan) -> Verdict:
    """Whether goals, actions and indicators may change: while it is a draft."""
    if plan.state != DevelopmentState.DRAFT:
        return denied(
            _("Rencana ini berstatus %(state)s; isinya berubah saat disusun.")
            % {"state": plan.get_state_display().lower()},
            WrongState,
        )
    return ALLOWED


def may_follow_development(plan: DevelopmentPlan) -> Verdict:
    """Whether meetings and finished actions may be noted: while it is agreed."""
    if plan.state != DevelopmentState.AGREED:
        return denied(_("Pertemuan dan langkah dicatat setelah rencana disepakati."), WrongState)
    return ALLOWED
