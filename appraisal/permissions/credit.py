"""Who reads whose angka kredit, and who converts, records and fixes it."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from appraisal import policies
from appraisal.models import CreditConversion
from appraisal.permissions.asking import first_refusal, is_admin, local_day
from appraisal.permissions.visibility import visible_evaluations
from personnel.enums import Role
from personnel.models import Assignment, Employee, Unit, User
from personnel.models.employees import EmployeeQuerySet
from personnel.models.units import UnitQuerySet
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def visible_accounts(user: User, now: datetime) -> EmployeeQuerySet:
    """People whose angka kredit one may read: oneself, whose results one reads, the agency, all."""
    roles = roles_of(user, local_day(now))
    if roles.reads_everything:
        return Employee.objects.civil_servants()
    mine = Q(pk__in=visible_evaluations(user, now).order_by().values("plan__employee"))
    if user.employee_id:
        mine |= Q(pk=user.employee_id)
    if roles.agencies:
        here = Assignment.objects.on(local_day(now)).filter(post__unit__agency__in=roles.agencies)
        mine |= Q(pk__in=here.order_by().values("employee"))
    return Employee.objects.civil_servants().filter(mine)


def can_convert(user: User, agency: Unit | None, now: datetime) -> Verdict:
    """Convert results of an agency's officers and fix their points: its manager, or BKPSDM."""
    roles = roles_of(user, local_day(now))
    if Role.BKPSDM_ADMIN in roles:
        return ALLOWED
    if agency is None:
        return denied(_("Unit ini belum termasuk perangkat daerah mana pun."))
    if agency.pk in roles.managed:
        return ALLOWED
    return denied(
        _("Angka kredit ditetapkan oleh BKPSDM atau pengelola kinerja %(agency)s.")
        % {"agency": agency.name}
    )


def can_cancel_conversion(user: User, row: CreditConversion, now: datetime) -> Verdict:
    """Cancel a conversion made by mistake: whoever converts, until something rests on it."""
    agency = row.evaluation.plan.assignment.post.unit.agency
    return first_refusal(can_convert(user, agency, now), policies.may_cancel_conversion(row))


def can_record_base(user: User, now: datetime) -> Verdict:
    """Record points by decree, or a promotion that used points."""
    return is_admin(user, now)


def agencies_to_convert(user: User, now: datetime) -> UnitQuerySet:
    """Agencies whose results a person may convert."""
    roles = roles_of(user, local_day(now))
    agencies = Unit.objects.agencies().active()
    if Role.BKPSDM_ADMIN in roles:
        return agencies
    return agencies.filter(pk__in=roles.managed)
