"""The steps of a plan as buttons, each drawn from the verdict that also guards its action."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.enums import PlanState
from appraisal.models import Plan
from personnel.models import User
from sabang_kinerja.common.pages import ActionButton


def _url(name: str, plan: Plan) -> str:
    return reverse(f"appraisal:plan-{name}", args=[plan.pk])


def plan_buttons(user: User, plan: Plan, now: datetime) -> list[ActionButton]:
    """Every step that concerns the reader in the plan's present state."""
    buttons: list[ActionButton] = []
    if plan.employee_id == user.employee_id:
        buttons += _owner_buttons(user, plan, now)
    if permissions.rates(user, plan, now):
        buttons += _supervisor_buttons(user, plan, now)
    elif plan.state == PlanState.SUBMITTED and permissions.can_return_plan(user, plan, now):
        buttons.append(_return_button(user, plan, now))
    if plan.state == PlanState.FIXED and permissions.can_close_plan(user, plan, now):
        buttons.append(
            ActionButton(
                _("Tutup SKP"),
                _url("close", plan),
                permissions.can_close_plan(user, plan, now),
                method="get",
                variant="outline-primary",
            )
        )
    return buttons


def _return_button(user: User, plan: Plan, now: datetime) -> ActionButton:
    return ActionButton(
        _("Kembalikan"),
        _url("return", plan),
        permissions.can_return_plan(user, plan, now),
        method="get",
        variant="outline-primary",
    )


def _owner_buttons(user: User, plan: Plan, now: datetime) -> list[ActionButton]:
    if plan.state in (PlanState.DRAFT, PlanState.RETURNED):
        return [
            ActionButton(
                _("Ajukan"),
                _url("submit", plan),
                permissions.can_submit_plan(user, plan, now),
                version=plan.row_version,
                confirm=_(
                    "Ajukan SKP kepada %(supervisor)s? Selama belum dibuka, "
                    "Anda dapat menariknya kembali."
                )
                % {"supervisor": plan.supervisor.full_name if plan.supervisor else ""},
            )
        ]
    if plan.state == PlanState.SUBMITTED:
        return [
            ActionButton(
                _("Tarik kembali"),
                _url("withdraw", plan),
                permissions.can_withdraw_plan(user, plan, now),
                variant="outline-primary",
            )
        ]
    if plan.state == PlanState.APPROVED:
        return [
            ActionButton(
                _("Tanda tangani"),
                _url("sign", plan),
                permissions.can_sign_plan(user, plan, now),
                version=plan.row_version,
            )
        ]
    return []


def _supervisor_buttons(user: User, plan: Plan, now: datetime) -> list[ActionButton]:
    if plan.state == PlanState.SUBMITTED:
        return [
            ActionButton(
                _("Setujui"),
                _url("approve", plan),
                permissions.can_approve_plan(user, plan, now),
                version=plan.row_version,
            ),
            _return_button(user, plan, now),
        ]
    if plan.state == PlanState.APPROVED:
        return [
            ActionButton(
                _("Tetapkan"),
                _url("sign", plan),
                permissions.can_fix_plan(user, plan, now),
                version=plan.row_version,
                confirm=_("Tetapkan SKP ini? Setelah itu hanya versi baru yang dapat mengubahnya."),
            )
        ]
    if plan.state == PlanState.FIXED:
        return [
            ActionButton(
                _("Buka versi baru"),
                _url("revise", plan),
                permissions.can_open_revision(user, plan, now),
                method="get",
                variant="outline-primary",
            )
        ]
    return []
