"""May this person do this to people, accounts, roles and years, and if not, why not?

Every action asks here first; every button is drawn from the same answer.
"""

from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from personnel.enums import Role
from personnel.models import (
    Assignment,
    Employee,
    RegulationSetting,
    RoleGrant,
    Substitution,
    SupervisionOverride,
    SupervisorCase,
    Unit,
    User,
)
from personnel.models.assignments import OverrideQuerySet
from personnel.models.employees import EmployeeQuerySet
from personnel.models.units import UnitQuerySet
from personnel.selectors.roles import RoleSet, roles_of
from sabang_kinerja.common.errors import WrongState
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


def can_decide_regulation(user: User, now: datetime) -> Verdict:
    """Decide the value of an open setting from a day on."""
    return _only_bkpsdm(user, now)


def can_withdraw_decision(user: User, decision: RegulationSetting, now: datetime) -> Verdict:
    """Take back a decided value before its first day; one that has begun is only followed."""
    allowed = can_decide_regulation(user, now)
    if allowed and decision.valid_from <= local_day(now):
        return denied(
            _("Nilai ini sudah mulai berlaku. Putuskan nilai baru untuk menggantikannya."),
            WrongState,
        )
    return allowed


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
    if roles.reads_everything or roles.agencies or Role.SUPERVISOR in roles:
        return ALLOWED
    return denied(
        _(
            "Daftar pegawai dapat dibaca oleh pejabat penilai, pengelola kinerja, auditor, "
            "pimpinan kota, dan BKPSDM."
        )
    )


def visible_people(user: User, now: datetime) -> EmployeeQuerySet:
    """People about whom one may read: oneself, direct reports, the own units and agencies, all."""
    roles = _roles(user, now)
    if roles.reads_everything:
        return Employee.objects.all()
    mine = Q(pk__in=[])
    if user.employee_id:
        named = SupervisionOverride.objects.on(local_day(now)).filter(supervisor=user.employee_id)
        mine = Q(pk=user.employee_id) | Q(pk__in=named.values("employee"))
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


def can_issue_code(user: User, account: User, now: datetime) -> Verdict:
    """Give out a one-time code, which lets its holder choose a new password."""
    allowed = can_manage_accounts(user, now)
    if allowed and not account.is_active:
        return denied(_("Akun ini tidak aktif. Aktifkan lebih dulu."), WrongState)
    if allowed and account.pk == user.pk:
        return denied(_("Kata sandi sendiri diubah lewat halaman akun."))
    return allowed


def can_send_link(user: User, account: User, now: datetime) -> Verdict:
    """Send a link for the first password to the account's confirmed address."""
    allowed = can_issue_code(user, account, now)
    if allowed and not account.email:
        return denied(
            _("Akun ini belum memiliki surel. Isi surelnya, atau cetak kode."), WrongState
        )
    return allowed


def can_disable_account(user: User, account: User, now: datetime) -> Verdict:
    """Keep an account from signing in. Nobody shuts oneself out, so one admin always remains."""
    allowed = can_manage_accounts(user, now)
    if allowed and account.pk == user.pk:
        return denied(_("Akun sendiri hanya dapat dinonaktifkan oleh admin lain."))
    if allowed and not account.is_active:
        return denied(_("Akun ini sudah tidak aktif."), WrongState)
    return allowed


def can_enable_account(user: User, account: User, now: datetime) -> Verdict:
    """Let an account sign in again."""
    allowed = can_manage_accounts(user, now)
    if allowed and account.is_active:
        return denied(_("Akun ini sudah aktif."), WrongState)
    return allowed


def can_reset_second_factor(user: User, account: User, now: datetime) -> Verdict:
    """Remove another person's second factor after a lost telephone."""
    allowed = can_manage_accounts(user, now)
    if allowed and account.pk == user.pk:
        return denied(_("Verifikasi dua langkah sendiri diatur lewat halaman akun."))
    if allowed and not Authenticator.objects.filter(user=account).exists():
        return denied(_("Akun ini belum memakai verifikasi dua langkah."), WrongState)
    return allowed


def can_end_grant(user: User, grant: RoleGrant, now: datetime) -> Verdict:
    """End a role. Nobody ends the own admin role, so one admin always remains."""
    allowed = can_grant_roles(user, now)
    if allowed and grant.user_id == user.pk and grant.role == Role.BKPSDM_ADMIN:
        return denied(_("Peran admin sendiri hanya dapat diakhiri oleh admin lain."))
    if allowed and grant.effective_until and grant.effective_until < local_day(now):
        return denied(_("Peran ini sudah berakhir."), WrongState)
    if allowed and grant.effective_from > local_day(now):
        return denied(_("Peran ini belum mulai; batalkan saja."), WrongState)
    return allowed


def can_withdraw_grant(user: User, grant: RoleGrant, now: datetime) -> Verdict:
    """Take back a role before its first day, as if it had not been given."""
    allowed = can_grant_roles(user, now)
    if allowed and grant.effective_from <= local_day(now):
        return denied(_("Peran ini sudah mulai berlaku; akhiri dengan tanggal."), WrongState)
    return allowed


def can_name_substitute(user: User, absent: Employee, now: datetime) -> Verdict:
    """Name who acts on behalf of ``absent``: the person, or BKPSDM for somebody who cannot."""
    if user.employee_id == absent.pk:
        return ALLOWED
    if _only_bkpsdm(user, now):
        return ALLOWED
    return denied(_("Pengganti ditunjuk oleh yang bersangkutan atau oleh BKPSDM."))


def can_decline_substitution(user: User, substitution: Substitution, now: datetime) -> Verdict:
    """Refuse to act for somebody; what was signed before stays signed."""
    if user.employee_id != substitution.substitute_id:
        return denied(_("Hanya pengganti yang ditunjuk yang dapat menolak."))
    return _still_stands(substitution, now)


def can_end_substitution(user: User, substitution: Substitution, now: datetime) -> Verdict:
    """Come back earlier: the absent person, or BKPSDM."""
    who = can_name_substitute(user, substitution.absent, now)
    return _still_stands(substitution, now) if who else who


def _still_stands(substitution: Substitution, now: datetime) -> Verdict:
    if substitution.declined_at is not None:
        return denied(_("Penunjukan ini sudah ditolak."), WrongState)
    if substitution.effective_until < local_day(now):
        return denied(_("Penunjukan ini sudah berakhir."), WrongState)
    return ALLOWED


def visible_substitutions(user: User, now: datetime) -> QuerySet[Substitution]:
    """Substitutions that concern the person, those of people one reads about, or all."""
    if _roles(user, now).reads_everything:
        return Substitution.objects.all()
    if not user.employee_id:
        return Substitution.objects.none()
    people = visible_people(user, now)
    return Substitution.objects.filter(
        Q(absent__in=people) | Q(substitute=user.employee_id) | Q(absent=user.employee_id)
    )


def visible_delegations(user: User, now: datetime) -> OverrideQuerySet:
    """Delegations by decree to or from people about whom one reads."""
    if _roles(user, now).reads_everything:
        return SupervisionOverride.objects.all()
    if not user.employee_id:
        return SupervisionOverride.objects.none()
    return SupervisionOverride.objects.filter(
        Q(employee__in=visible_people(user, now))
        | Q(employee=user.employee_id)
        | Q(supervisor=user.employee_id)
    )


def can_open_case(user: User, now: datetime) -> Verdict:
    """Report that the supervisor on record is not one's own; one report at a time."""
    if user.employee_id is None:
        return denied(_("Akun ini tidak memiliki data pegawai."))
    if SupervisorCase.objects.filter(employee=user.employee_id, closed_at=None).exists():
        return denied(
            _("Laporan Anda sebelumnya masih diperiksa. Anda akan diberi tahu."), WrongState
        )
    return ALLOWED


def visible_cases(user: User, now: datetime) -> QuerySet[SupervisorCase]:
    """Reports of the own agencies, or of everybody; BKPSDM, managers, heads, auditor."""
    roles = _roles(user, now)
    if roles.reads_everything:
        return SupervisorCase.objects.all()
    here = Assignment.objects.on(local_day(now)).filter(post__unit__agency__in=roles.agencies)
    return SupervisorCase.objects.filter(employee__in=here.values("employee"))


def can_close_case(user: User, case: SupervisorCase, now: datetime) -> Verdict:
    """Answer a report: BKPSDM, or the performance manager and head of the person's agency."""
    roles = _roles(user, now)
    if case.closed_at is not None:
        return denied(_("Laporan ini sudah dijawab."), WrongState)
    if Role.BKPSDM_ADMIN in roles:
        return ALLOWED
    here = Assignment.objects.on(local_day(now)).filter(
        employee=case.employee_id, post__unit__agency__in=roles.agencies
    )
    if roles.agencies and here.exists():
        return ALLOWED
    return denied(_("Laporan dijawab oleh BKPSDM atau pengelola kinerja."))


def can_answer_cases(user: User, now: datetime) -> Verdict:
    """Whether reports are answered by this account at all; ``can_close_case`` says which."""
    roles = _roles(user, now)
    if Role.BKPSDM_ADMIN in roles or roles.agencies:
        return ALLOWED
    return denied(_("Laporan dijawab oleh BKPSDM atau pengelola kinerja."))
