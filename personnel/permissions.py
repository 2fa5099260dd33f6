"""May this person do this to people, accounts, roles and years, and if not, why not?

Every action asks here first; every button is drawn from the same answer.
"""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from personnel.enums import Role
from personnel.models import Assignment, Employee, RoleGrant, Unit, User
from personnel.models.employees import EmployeeQuerySet
from personnel.models.units import UnitQuerySet
from personnel.selectors.roles import RoleSet, roles_of
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def local_day(now: datetime) -> date:
    """The calendar day in Sabang at a moment."""
    return timezone.localtime(now).date()


def _roles(user: User, now: datetime) -> RoleSet:
    return roles_of(user, local_day(now))


def _only_bkpsdm(user: User, now: datetime) -> Verdict:
    if Role.BKPSDM_ADMIN in _roles(user, now):
        return ALLOWED
    return denied(_("Hanya admin BKPSDM yang dapat melakukan langkah ini."))


def can_manage_people(user: User, now: datetime) -> Verdict:
    """Add and change units, posts, people, assignments and supervisors; run imports."""
    return _only_bkpsdm(user, now)


def can_manage_years(user: User, now: datetime) -> Verdict:
    """Open and close years, set deadlines and holidays."""
    return _only_bkpsdm(user, now)


def can_manage_accounts(user: User, now: datetime) -> Verdict:
    """Open accounts, give out first-login codes, disable, set an address, reset a factor."""
    return _only_bkpsdm(user, now)


def can_grant_roles(user: User, now: datetime) -> Verdict:
    """Give and end roles."""
    return _only_bkpsdm(user, now)


def can_read_roles(user: User, now: datetime) -> Verdict:
    """Read who has which role: BKPSDM and the auditor."""
    if _roles(user, now).roles & {Role.BKPSDM_ADMIN, Role.AUDITOR}:
        return ALLOWED
    return denied(_("Daftar peran hanya dapat dibaca oleh admin BKPSDM dan auditor."))


def can_read_people(user: User, now: datetime) -> Verdict:
    """Open the list of people; ``visible_people`` says which of them."""
    roles = _roles(user, now)
    if roles.reads_everything or roles.agencies or roles.headed_units:
        return ALLOWED
    return denied(
        _(
            "Daftar pegawai dapat dibaca oleh pimpinan unit, pengelola kinerja, auditor, "
            "pimpinan kota, dan BKPSDM."
        )
    )


def visible_people(user: User, now: datetime) -> EmployeeQuerySet:
    """People about whom one may read: oneself, the own units or agencies, or everybody."""
    roles = _roles(user, now)
    if roles.reads_everything:
        return Employee.objects.all()
    mine = Q(pk=user.employee_id) if user.employee_id else Q(pk__in=[])
    if roles.agencies or roles.headed_units:
        here = Assignment.objects.on(local_day(now))
        inside = Q(post__unit__agency__in=roles.agencies)
        for path in Unit.objects.filter(pk__in=roles.headed_units).values_list("path", flat=True):
            inside |= Q(post__unit__path__startswith=path)
        mine |= Q(pk__in=here.filter(inside).values("employee"))
    return Employee.objects.filter(mine)


def visible_units(user: User, now: datetime) -> UnitQuerySet:
    """Units about which one may read: the own units and agencies with what is below, or all."""
    roles = _roles(user, now)
    if roles.reads_everything:
        return Unit.objects.all()
    inside = Q(agency__in=roles.agencies)
    for path in Unit.objects.filter(pk__in=roles.headed_units).values_list("path", flat=True):
        inside |= Q(path__startswith=path)
    return Unit.objects.filter(inside)
