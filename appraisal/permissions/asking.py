"""Who asks: owner, supervisor, BKPSDM; shared by the questions of this package."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.models import Evaluation, ImprovementPlan, Plan
from personnel.enums import Role
from personnel.models import Employee, User
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied

Supervised = Plan | Evaluation | ImprovementPlan
"""What has a supervisor written into it."""


def local_day(now: datetime) -> date:
    return timezone.localtime(now).date()


def is_owner(user: User, plan: Plan) -> Verdict:
    if user.employee_id is not None and plan.employee_id == user.employee_id:
        return ALLOWED
    return denied(_("Hanya pemilik SKP yang dapat melakukan langkah ini."))


def acting_for(user: User, row: Supervised, now: datetime) -> Employee | None:
    """The absent supervisor of ``row`` for whom the account acts at ``now``; never for oneself.

    The only place where a substitution is asked for.
    """
    owner = row.plan.employee_id if isinstance(row, Evaluation) else row.employee_id
    if user.employee_id is None or owner == user.employee_id or row.supervisor_id is None:
        return None
    absent = row.supervisor_id in roles_of(user, local_day(now)).acts_for
    return row.supervisor if absent else None


def rates(user: User, row: Supervised, now: datetime) -> bool:
    """Whether the account is the row's supervisor, or acts for an absent one."""
    own = row.supervisor_id is not None and row.supervisor_id == user.employee_id
    return own or acting_for(user, row, now) is not None


def rated_for(user: User, now: datetime) -> frozenset[int]:
    """Ids of the supervisors whose work the account does: the own id and the absent ones'."""
    own = {user.employee_id} if user.employee_id else set()
    return roles_of(user, local_day(now)).acts_for | own


def is_supervisor(user: User, row: Supervised, now: datetime) -> Verdict:
    """Allowed for the supervisor written into the row, and for whoever substitutes for them."""
    if rates(user, row, now):
        return ALLOWED
    supervisor = row.supervisor
    name = supervisor.full_name if supervisor else _("belum ada")
    return denied(
        _("Hanya pejabat penilai yang dapat melakukan langkah ini. Pejabat penilai: %(name)s.")
        % {"name": name}
    )


def is_admin(user: User, now: datetime) -> Verdict:
    if Role.BKPSDM_ADMIN in roles_of(user, local_day(now)):
        return ALLOWED
    return denied(_("Langkah ini dilakukan oleh admin BKPSDM."))


def first_refusal(*verdicts: Verdict) -> Verdict:
    """The first verdict that refuses, or permission."""
    return next((verdict for verdict in verdicts if not verdict), ALLOWED)


def can_manage_year(user: User, now: datetime) -> Verdict:
    """Open a year, its periods and evaluations."""
    return is_admin(user, now)
