"""Who asks: owner, supervisor, BKPSDM; shared by the questions of this package."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.models import Plan
from personnel.enums import Role
from personnel.models import Employee, User
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def local_day(now: datetime) -> date:
    return timezone.localtime(now).date()


def is_owner(user: User, plan: Plan) -> Verdict:
    if user.employee_id is not None and plan.employee_id == user.employee_id:
        return ALLOWED
    return denied(_("Hanya pemilik SKP yang dapat melakukan langkah ini."))


def is_supervisor(user: User, supervisor: Employee | None) -> Verdict:
    if supervisor is not None and supervisor.pk == user.employee_id:
        return ALLOWED
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
